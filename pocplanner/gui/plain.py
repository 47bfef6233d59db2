"""Widgets that show text as text: whatever a record says, it is never read as markup."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", name: str = "", wrap: bool = False) -> QLabel:
    """A label of plain text; `name` is its role in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if name:
        made.setObjectName(name)
    made.setWordWrap(wrap)
    return made


def tooltip(text: str) -> str:
    """A tool tip that Qt cannot take for markup: it guesses by the first tag it meets."""
    return text.replace("<", "\u2039").replace(">", "\u203a")


def button(text: str, name: str = "", hint: str = "") -> QPushButton:
    """A push button; an ampersand in its text is shown, not taken for a key."""
    made = QPushButton(text.replace("&", "&&"))
    if name:
        made.setObjectName(name)
    if hint:
        made.setToolTip(tooltip(hint))
        made.setAccessibleDescription(hint)
    return made


def card(*widgets: QWidget) -> QFrame:
    """A framed group of widgets, one under another."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 12, 14, 12)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget)
    return frame


def row(*widgets: QWidget, last: QWidget | None = None) -> QWidget:
    """Widgets beside one another from the left, and one at the right end."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    if last is not None:
        layout.addWidget(last)
    return made


def column(*widgets: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QWidget:
    """Widgets one under another; what is left of the height is empty."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(*margins)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return made


class Scroll(QScrollArea):
    """A column of widgets that scrolls up and down and can be filled anew."""

    def __init__(self, margins: tuple[int, int, int, int] = (10, 8, 10, 8)) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.inside = QVBoxLayout(inner)
        self.inside.setContentsMargins(*margins)
        self.inside.setSpacing(7)
        self.setWidget(inner)

    def fill(self, widgets: Sequence[QWidget]) -> None:
        """Show these widgets instead of those before."""
        clear(self.inside)
        for widget in widgets:
            self.inside.addWidget(widget)
        self.inside.addStretch(1)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; widgets go with it."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
