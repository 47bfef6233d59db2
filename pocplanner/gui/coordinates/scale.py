"""The scale of the map in the status line: shown while the map moves, and typed to set it."""

import math
import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import tooltip

#: Metres on a screen that a pixel measures where 96 of them make an inch, as browsers count.
PIXEL_M = 0.0254 / 96
#: Metres that a pixel shows at the equator where the whole Earth is one tile of 256 pixels.
_WHOLE = 2 * math.pi * 6_378_137 / 256
#: What the map can show: nearer or farther than this it does not go.
NEAREST, FARTHEST = 2_000, 200_000_000
#: Scales that maps are printed in.
USUAL = (
    *(10_000, 25_000, 50_000, 100_000, 250_000),
    *(500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000),
)
_NUMBER = re.compile(r"(?:1\s*[:/]\s*)?(\d[\d\s.,'’\u00a0\u202f]*)\s*(k|m)?", re.IGNORECASE)


def scale_at(zoom: float, lat: float) -> float:
    """How many metres one metre of the screen shows at this zoom and latitude."""
    return _WHOLE * math.cos(math.radians(lat)) / 2**zoom / PIXEL_M


def zoom_for(scale: float, lat: float) -> float:
    """The zoom at which the map has this scale at a latitude."""
    return math.log2(_WHOLE * math.cos(math.radians(lat)) / (scale * PIXEL_M))


def middle(south: float, north: float) -> float:
    """The latitude in the middle of a picture that reaches so far."""
    heights = [math.asinh(math.tan(math.radians(min(max(v, -85), 85)))) for v in (south, north)]
    return math.degrees(math.atan(math.sinh(sum(heights) / 2)))


def read_scale(text: str) -> float | None:
    """What a person typed as a scale: 1:50 000, 50000, 50k; nothing where it is none."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[1])
    times = {"k": 1_000, "m": 1_000_000}.get((found[2] or "").lower(), 1)
    value = float(digits[:12]) * times
    return value if NEAREST <= value <= FARTHEST else None


def write_scale(scale: float) -> str:
    """A scale as maps write it, to three figures."""
    step = 10 ** max(math.floor(math.log10(max(scale, 1))) - 2, 0)
    return f"1 : {round(scale / step) * step:,}".replace(",", "\u202f")


class ScaleBox(QComboBox):
    """Shows the scale that the map told; one that is typed or chosen is asked of the map."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, words = desk, desk.words
        self.scale: float | None = None
        self._near = True
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(14)
        self.setAccessibleName(words.text("coordinates.scale.name"))
        self.setAccessibleDescription(words.text("coordinates.scale.hint"))
        self.setToolTip(tooltip(words.text("coordinates.scale.hint")))
        for scale in USUAL:
            self.addItem(write_scale(scale), float(scale))
        self.setCurrentIndex(-1)
        edit = self.lineEdit()
        if edit is not None:
            edit.setAccessibleName(words.text("coordinates.scale.name"))
            edit.returnPressed.connect(self._typed)
        self.activated.connect(self._chosen)
        desk.scaled.connect(self.show_scale)
        desk.closed.connect(self.forget)
        self.forget()

    def show_scale(self, scale: float) -> None:
        """Show the scale of the map; not while somebody types another."""
        self.scale = scale
        self.setVisible(self._near)
        edit = self.lineEdit()
        if edit is None or not (edit.hasFocus() and edit.isModified()):
            self._write()

    def stand_by(self, near: bool) -> None:
        """Stand in the line while the map is in view, and not beside other pages."""
        self._near = near
        self.setVisible(near and self.scale is not None)

    def take_focus(self) -> None:
        """Let the person type a scale."""
        if self.isVisible() and self.lineEdit() is not None:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.lineEdit().selectAll()  # type: ignore[union-attr]

    def forget(self) -> None:
        """There is no map: it has no scale."""
        self.scale = None
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape shows the scale of the map again."""
        if event.key() == Qt.Key.Key_Escape:
            self._write()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        self.setEditText(write_scale(self.scale) if self.scale is not None else "")

    def _typed(self) -> None:
        text = self.currentText()
        wanted = read_scale(text)
        if wanted is None:
            said = self._desk.words.text(
                "coordinates.scale.unread",
                text=text,
                nearest=write_scale(NEAREST),
                farthest=write_scale(FARTHEST),
            )
            self._desk.said.emit(said)
            self._write()
        else:
            self._ask(wanted)

    def _chosen(self, at: int) -> None:
        self._ask(float(self.itemData(at)))

    def _ask(self, scale: float) -> None:
        edit = self.lineEdit()
        if edit is not None:
            edit.setModified(False)
        self._desk.scale_wanted.emit(scale)
