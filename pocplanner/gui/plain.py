"""Widgets that show text as text: whatever a record says, it is never read as markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget


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
