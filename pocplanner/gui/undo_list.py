"""The acts that can be taken back or done again, as a list at the undo button."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from pocplanner.gui.desk import Desk

#: So many acts stand in the list, the latest first; undo itself goes on as long as there are acts.
MOST = 20
_LONGEST = 70


class UndoList(QMenu):
    """Choosing an act takes back that act and all after it; below stand those to be done again."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(desk.words.text("gui.act.history"))
        self.aboutToShow.connect(self.fill)

    def hang_on(self, bar: QToolBar, action: QAction) -> None:
        """Stand as an arrow beside the button of an action."""
        button = bar.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setMenu(self)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def open_at(self, place: QWidget) -> None:
        """Open by the keyboard, below a widget."""
        self.popup(place.mapToGlobal(QPoint(0, place.height())))
        if self.actions():
            self.setActiveAction(next(a for a in self.actions() if not a.isSeparator()))

    def fill(self) -> None:
        """List the acts as they are now."""
        self.clear()
        project, words = self._desk.project, self._desk.words
        if project is None:
            return
        for title, entries, turn in (
            ("back", project.undoable(MOST), project.undo),
            ("again", project.redoable(MOST), project.redo),
        ):
            if not entries:
                continue
            self.addSection(words.text(f"gui.history.{title}"))
            for count, entry in enumerate(entries, 1):
                said = words.act(entry.label, entry.facts)
                said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
                text = f"{entry.at.astimezone():%H:%M}  {said}"
                act = self.addAction(text.replace("&", "&&"))
                act.triggered.connect(partial(self._turn, turn, count))
        if self.isEmpty():
            self.addAction(words.text("gui.history.none")).setEnabled(False)

    def _turn(self, turn: Callable[[], object], count: int, _: bool = False) -> None:
        for _step in range(count):
            if self._desk.act(lambda _project: turn()) is None:
                break
