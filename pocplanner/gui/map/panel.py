"""Beside the map: which layers are shown and what their signs mean, which events, what to add."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.layers import LAYERS, OFF, SIGNS
from pocplanner.gui.plain import Scroll, button, label

#: What a click can add: places take the point, the others the nearest place.
PLACES = ("Community", "Post", "Settlement", "Airfield")
HERE = ("Threat", "Coping", "Mechanism", "Alert", "WarningSign", "Request", "Timing")


class LayersPanel(Scroll):
    """Ticks with their signs and counts; `toggled(layer, on)` tells a change."""

    toggled = Signal(str, bool)
    fit = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__((10, 8, 10, 8))
        words = desk.words
        self._words = words
        self.adding = QComboBox()
        self.adding.setAccessibleName(words.text("gui.map.adding"))
        self.adding.addItem(words.text("gui.map.look"), "")
        for name in PLACES:
            self.adding.addItem(words.text("gui.map.add", kind=words.kind(name)), name)
        for name in HERE:
            self.adding.addItem(words.text("gui.map.add_here", kind=words.kind(name)), name)
        whole = button(words.text("gui.map.whole"))
        whole.clicked.connect(self.fit)
        parts: list[QWidget] = [
            label(words.text("gui.map.click"), "section"),
            self.adding,
            label(words.text("gui.map.layers"), "section"),
        ]
        self._ticks: dict[str, QCheckBox] = {}
        for name in (*reversed(LAYERS), "events"):
            parts.append(self._tick(name))
        parts += [
            label(words.text("gui.map.bands"), "section"),
            self._bands(),
            label(words.text("gui.map.hollow"), "hint", wrap=True),
            whole,
            label(words.text("gui.map.disclaimer"), "hint", wrap=True),
        ]
        self.fill(parts)

    def _tick(self, name: str) -> QCheckBox:
        made = QCheckBox(self._words.text(f"gui.map.layer.{name}"))
        made.setChecked(name not in OFF)
        made.setIcon(QIcon(_sign(*SIGNS.get(name, ("dot", "#9e2a2b", "")))))
        made.setIconSize(QSize(16, 16))
        made.toggled.connect(lambda on, n=name: self.toggled.emit(n, on))
        self._ticks[name] = made
        return made

    def _bands(self) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        for band, (colour, letter, ink) in theme.BANDS.items():
            text = self._words.term("band", band) if band else self._words.text("gui.map.unrated")
            made = label(letter, "band")
            made.setAlignment(Qt.AlignmentFlag.AlignCenter)
            made.setFixedSize(20, 20)
            made.setStyleSheet(f"background: {colour}; color: {ink};")
            made.setToolTip(text)
            made.setAccessibleName(text)
            line.addWidget(made)
            line.addWidget(label(text, "hint"))
        line.addStretch(1)
        return holder

    def shows(self, layer: str) -> bool:
        """Whether a layer is ticked."""
        return self._ticks[layer].isChecked()

    def tick(self, layer: str) -> QCheckBox:
        """The tick of a layer."""
        return self._ticks[layer]

    def show_count(self, layer: str, count: int) -> None:
        """How many things a layer holds."""
        self._ticks[layer].setText(f"{self._words.text(f'gui.map.layer.{layer}')} ({count})")

    def wanted(self) -> str:
        """The kind that the next click adds; empty to look only."""
        found: Any = self.adding.currentData()
        return str(found or "")


def _sign(shape: str, colour: str, letter: str) -> QPixmap:
    """The sign of a layer as the legend shows it."""
    found = QPixmap(32, 32)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 3))
    painter.setBrush(QColor(colour))
    if shape == "line":
        painter.drawLine(2, 16, 30, 16)
    elif shape == "dot":
        painter.drawEllipse(QRectF(9, 9, 14, 14))
    elif shape == "circle":
        painter.drawEllipse(QRectF(3, 3, 26, 26))
    else:
        painter.drawRoundedRect(QRectF(3, 3, 26, 26), 4, 4)
    if letter:
        painter.setPen(QColor("#ffffff"))
        font = painter.font()
        font.setPixelSize(19)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(found.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return found
