"""Beside the map: which events are meant, how they look, the legend, and what is not on the map."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from pocplanner.analysis.heat import BANDWIDTHS_KM
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.event_drawing import Told
from pocplanner.gui.map.event_filter import EventFilter
from pocplanner.gui.map.event_look import (
    COLOUR_BY,
    SHOW_AS,
    SIZE_BY,
    SURFACES,
    EventLook,
    Sign,
)
from pocplanner.gui.map.heat_picture import HeatPicture
from pocplanner.gui.plain import Scroll, clear, label
from pocplanner.words import Words


class EventPanel(Scroll):
    """`looked(EventLook)` tells another look; the filter changes the desk's own choice."""

    looked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__((10, 8, 10, 8))
        self._desk, words = desk, desk.words
        self._look = EventLook()
        self.filter = EventFilter(desk, narrow=True)
        self.show_as = self._box("show_as", SHOW_AS)
        self.colour_by = self._box("colour_by", COLOUR_BY)
        self.size_by = self._box("size_by", SIZE_BY)
        self.size_by.blockSignals(True)  # nothing is drawn yet that could follow
        self.size_by.blockSignals(False)
        self.letters = QCheckBox(words.text("event_map.letters"))
        self.letters.setChecked(True)
        self.letters.toggled.connect(lambda _: self._changed())
        self.bandwidth = QComboBox()
        self.bandwidth.setAccessibleName(words.text("event_map.bandwidth"))
        self.bandwidth.addItem(words.text("event_map.bandwidth_fitting"), 0)
        for km in BANDWIDTHS_KM:
            self.bandwidth.addItem(f"{km} km", km)
        self.bandwidth.currentIndexChanged.connect(lambda _: self._changed())
        self.in_view = label("", "hint", wrap=True)
        self._seen: list[dict[str, Any]] = [{}, {}]
        self._names: tuple[str, ...] = ()
        self.missing = label("", "hint", wrap=True)
        self._legend = QWidget()
        self._lines = QVBoxLayout(self._legend)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(3)
        look = QWidget()
        self._form = QFormLayout(look)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(5)
        for name in ("show_as", "colour_by", "size_by", "bandwidth"):
            self._form.addRow(label(words.text(f"event_map.{name}"), "hint"), getattr(self, name))
        self._form.addRow(self.letters)
        self.fill(
            [
                label(words.text("event_map.which"), "section"),
                self.filter,
                label(words.text("event_map.how"), "section"),
                look,
                label(words.text("event_map.legend"), "section"),
                self._legend,
                self.in_view,
                self.missing,
            ]
        )
        self._rows()

    def _box(self, name: str, codes: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.setAccessibleName(self._desk.words.text(f"event_map.{name}"))
        for code in codes:
            box.addItem(self._desk.words.text(f"event_map.{name}_{code}"), code)
        box.setCurrentIndex(codes.index(getattr(self._look, name)))
        box.currentIndexChanged.connect(lambda _: self._changed())
        return box

    @property
    def look(self) -> EventLook:
        """The look that is chosen."""
        return self._look

    def _changed(self) -> None:
        made = replace(
            self._look,
            show_as=str(self.show_as.currentData()),
            colour_by=str(self.colour_by.currentData()),
            size_by=str(self.size_by.currentData()),
            letters=self.letters.isChecked(),
            bandwidth_km=float(self.bandwidth.currentData()),
        )
        if made != self._look:
            self._look = made
            self._rows()
            self.looked.emit(made)

    def _rows(self) -> None:
        """Show only what the chosen way of drawing listens to."""
        surface = self._look.show_as in SURFACES
        self._form.setRowVisible(self.bandwidth, surface)
        self._form.setRowVisible(self.colour_by, self._look.show_as == "dots")
        self._form.setRowVisible(self.size_by, self._look.show_as == "dots")
        self._form.setRowVisible(self.letters, self._look.show_as == "dots")

    # -- what is said of what is drawn -----------------------------------------------------

    def tell(self, told: Told) -> None:
        """Show the legend of what is drawn and say what is not."""
        words = self._desk.words
        clear(self._lines)
        self._names = told.names
        if told.names:
            for name in told.names:
                self._lines.addWidget(label(name, "field", wrap=True))
            self._lines.addWidget(label(words.text("event_map.beside_hint"), "hint", wrap=True))
        if told.heat is not None:
            self._tell_heat(told.heat)
        elif self._look.show_as in SURFACES:
            self._lines.addWidget(label(words.text("event_map.no_surface"), "hint", wrap=True))
        elif self._look.show_as == "groups":
            self._lines.addWidget(label(words.text("event_map.groups_hint"), "hint", wrap=True))
        else:
            for sign in told.signs:
                self._line(dot(sign, self._look.letters), sign.text)
            hollow = dot(told.signs[0]._replace(letter=""), False, hollow=True)
            self._line(hollow, words.text("event_map.unstated"))
            if self._look.size_by != "none":
                key = f"event_map.size_hint_{self._look.size_by}"
                self._lines.addWidget(label(words.text(key), "hint", wrap=True))
        if told.rings:
            self._line(_ring(), _counted(words, "event_map.rings", told.rings))
        lines = [_counted(words, f"event_map.lost.{why}", n) for why, n in told.lost.items()]
        lines += [_counted(words, f"selection.unsaid.{why}", n) for why, n in told.unsaid.items()]
        self.missing.setText("\n".join(lines))
        self.missing.setVisible(bool(lines))

    def _tell_heat(self, picture: HeatPicture) -> None:
        words, surface = self._desk.words, picture.surface
        for colour, value in reversed(picture.legend):
            sign = Sign(0, "", colour, "")
            text = f"{value:+.2g}" if picture.is_trend else f"{value:.2g}"
            self._line(dot(sign, False, square=True), text)
        unit = (
            "trend" if picture.is_trend else (self._look.size_by == "deaths" and "deaths") or "heat"
        )
        self._lines.addWidget(label(words.text(f"event_map.unit_{unit}"), "hint", wrap=True))
        made = words.text(
            "event_map.made_of",
            km=f"{surface.bandwidth_km:g}",
            used=_spaced(surface.used),
            years=f"{surface.years:.1f}",
        )
        self._lines.addWidget(label(made, "hint", wrap=True))
        if surface.left_out:
            text = _counted(words, "event_map.left_out", surface.left_out)
            self._lines.addWidget(label(text, "hint", wrap=True))

    def _line(self, picture: QPixmap, text: str) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        shown = label("")
        shown.setPixmap(picture)
        shown.setFixedSize(20, 18)
        line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(text, "", wrap=True), 1)
        self._lines.addWidget(holder)

    def tell_view(self, seen: dict[str, Any]) -> None:
        """Say how many events are in view."""
        self._seen[0] = seen
        self._tell_seen()

    def tell_beside(self, seen: dict[str, Any]) -> None:
        """Say how many events are in the second view."""
        self._seen[1] = seen
        self._tell_seen()

    def _tell_seen(self) -> None:
        lines = []
        for seen, name in zip(self._seen, self._names or ("",), strict=False):
            facts = {n: _spaced(seen.get(n, 0)) for n in ("shown", "deaths", "areas")}
            key = "event_map.in_view_of" if name else "event_map.in_view"
            lines.append(self._desk.words.text(key, **facts, **({"name": name} if name else {})))
        self.in_view.setText("\n".join(lines))


def _counted(words: Words, key: str, count: int) -> str:
    """A text with a count in groups of three figures."""
    told = words.plural(key, count)
    return told.replace(str(count), _spaced(count), 1) if count > 999 else told


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def dot(sign: Sign, letters: bool, hollow: bool = False, square: bool = False) -> QPixmap:
    """A dot as the map draws it."""
    made = QPixmap(36, 36)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(sign.colour), 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else QColor(sign.colour))
    if square:
        painter.setPen(QPen(QColor("#9aa7ad"), 0.6))
        painter.drawRect(2, 3, 14, 12)
    else:
        painter.drawEllipse(3, 3, 12, 12)
    if letters and sign.letter:
        painter.setPen(QColor("#ffffff"))
        font = painter.font()
        font.setPixelSize(9)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(0, 0, 18, 18, Qt.AlignmentFlag.AlignCenter, sign.letter)
    painter.end()
    return made


def _ring() -> QPixmap:
    made = QPixmap(36, 36)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#5a4a6a"), 1.4, Qt.PenStyle.DashLine))
    painter.drawEllipse(2, 2, 14, 14)
    painter.end()
    return made
