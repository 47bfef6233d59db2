"""Widgets that show text as text: whatever a record says, it is never read as markup."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTabWidget,
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


class Link(QPushButton):
    """A name that leads somewhere; where it is too long for its place, its end is left out."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__()
        self.setObjectName("link")
        self.say(text)
        if hint:
            self.setAccessibleDescription(hint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)

    def say(self, text: str) -> None:
        """Show another name; whole where one points at it."""
        self._whole = " ".join(text.split())
        self.setText(self._whole.replace("&", "&&"))
        self.setAccessibleName(self._whole)
        self.setToolTip(tooltip(self._whole))
        if self.width() > 40:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        room = max(self.width() - 8, 20)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))


class Elided(QLabel):
    """One line of plain text; where it is too long for its place, its end is left out."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show a text; whole where one points at it."""
        self.whole = " ".join(text.split())
        self.setToolTip(tooltip(self.whole))
        self.setAccessibleName(self.whole)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width() - 6, 40)
        self.setText(
            self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room) or " "
        )


def card(*widgets: QWidget, margins: tuple[int, int, int, int] = (14, 12, 14, 12)) -> QFrame:
    """A framed group of widgets, one under another."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(*margins)
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


def beside(left: QWidget, right: QWidget, sizes: tuple[int, int]) -> QSplitter:
    """Two widgets with a bar between them that a person moves; neither can be closed by it."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.addWidget(left)
    made.addWidget(right)
    made.setSizes(list(sizes))
    made.setChildrenCollapsible(False)
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


def pairs(rows: Sequence[tuple[str, str]]) -> QWidget:
    """Names and values in two columns."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    for at, (name, text) in enumerate(rows):
        grid.addWidget(label(name, "hint"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, wrap=True), at, 1)
    return made


class Area(QScrollArea):
    """What scrolls can be reached by Tab, so it has a name: its first words, or its tab's."""

    def showEvent(self, event: QShowEvent) -> None:
        """Take a name before somebody who cannot see comes here."""
        super().showEvent(event)
        if not self.accessibleName():
            self.setAccessibleName(_first_words(self))


def _first_words(area: QScrollArea) -> str:
    inside = area.widget()
    for said in inside.findChildren(QLabel) if inside is not None else ():
        if said.text().strip():
            return " ".join(said.text().split())[:80]
    above: QWidget | None = area
    while above is not None:
        child, above = above, above.parentWidget()
        outer = above.parentWidget() if above is not None else None
        if isinstance(outer, QTabWidget):
            return outer.tabText(outer.indexOf(child)).replace("&&", "&")
    return area.window().windowTitle()


def name_tabs(tabs: QTabWidget, name: str) -> None:
    """Say what a row of tabs is for; the row itself is what the keyboard reaches."""
    tabs.setAccessibleName(name)
    tabs.tabBar().setAccessibleName(name)


class Scroll(Area):
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
