"""The signs of the events that are drawn: dots, rings and colours of heat, each with its words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pocplanner.analysis.event_look import SURFACES, EventLook, Sign
from pocplanner.gui.map.event_drawing import Told
from pocplanner.gui.map.heat_picture import HeatPicture
from pocplanner.gui.plain import clear, label
from pocplanner.words import Words


class EventLegend(QWidget):
    """A line for each sign of the events, and how their sizes are read."""

    def __init__(self, words: Words, on_map: bool = False) -> None:
        """On the map the windows of time have their names over the views already."""
        super().__init__()
        self._words, self._on_map = words, on_map
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(3)

    def show_told(self, told: Told, look: EventLook) -> None:
        """Show the legend of what is drawn in this look."""
        words = self._words
        clear(self.lines)
        if told.names and not self._on_map:
            for name in told.names:
                self.lines.addWidget(label(name, "field", wrap=True))
            self._hint("event_map.beside_hint")
        if told.heat is not None:
            self._tell_heat(told.heat, look)
        elif told.working:
            self._hint("event_map.working")
        elif look.show_as in SURFACES:
            self._hint("event_map.no_surface")
        elif look.show_as == "groups":
            self._hint("event_map.groups_hint")
        elif told.dots:
            for sign in told.signs:
                self._line(dot(sign, look.letters), sign.text)
            hollow = dot(told.signs[0]._replace(letter=""), False, hollow=True)
            self._line(hollow, words.text("event_map.unstated"))
            if look.size_by != "none":
                self._hint(f"event_map.size_hint_{look.size_by}")
        if told.rings:
            self._line(_ring(), counted(words, "event_map.rings", told.rings))

    def _hint(self, key: str) -> None:
        self.lines.addWidget(label(self._words.text(key), "hint", wrap=True))

    def _tell_heat(self, picture: HeatPicture, look: EventLook) -> None:
        words, surface = self._words, picture.surface
        for colour, value in reversed(picture.legend):
            sign = Sign(0, "", colour, "")
            text = f"{value:+.2g}" if picture.is_trend else f"{value:.2g}"
            self._line(dot(sign, False, square=True), text)
        unit = "trend" if picture.is_trend else (look.size_by == "deaths" and "deaths") or "heat"
        self.lines.addWidget(label(words.text(f"event_map.unit_{unit}"), "hint", wrap=True))
        made = words.text(
            "event_map.made_of",
            km=f"{surface.bandwidth_km:g}",
            used=spaced(surface.used),
            years=f"{surface.years:.1f}",
        )
        self.lines.addWidget(label(made, "hint", wrap=True))
        if surface.left_out:
            text = counted(words, "event_map.left_out", surface.left_out)
            self.lines.addWidget(label(text, "hint", wrap=True))

    def _line(self, picture: QPixmap, text: str) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        shown = label("")
        shown.setPixmap(picture)
        shown.setFixedSize(20, 18)
        line.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(text, "", wrap=True), 1)
        self.lines.addWidget(holder)


def counted(words: Words, key: str, count: int) -> str:
    """A text with a count in groups of three figures."""
    told = words.plural(key, count)
    return told.replace(str(count), spaced(count), 1) if count > 999 else told


def spaced(number: int) -> str:
    """A number in groups of three figures."""
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
