"""Parts of the land to come back to: a menu of those that were kept, and a way to keep another."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton

from pocplanner.commands import layers as keeping
from pocplanner.gui.desk import Desk

_LONGEST = 60


class SavedViews(QToolButton):
    """`wanted(box)` tells the part of the land that is to be shown."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, words = desk, desk.words
        self.setText(words.text("map.views.title"))
        self.setAccessibleName(words.text("map.views.title"))
        self.setToolTip(words.text("map.views.hint"))
        self.setObjectName("more")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_of = QMenu(self)
        self.menu_of.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_of)

    def fill(self) -> None:
        """List the views of the mission."""
        words, menu, project = self._desk.words, self.menu_of, self._desk.project
        menu.clear()
        if project is None:
            return
        found = keeping.views(project)
        for view in found:
            act = menu.addAction(_short(view.name))
            act.triggered.connect(lambda _=False, box=view.box: self.wanted.emit(box))
        if found:
            menu.addSeparator()
        keep = menu.addAction(words.text("map.views.keep"))
        keep.setEnabled(self._desk.choice.seen is not None and not project.read_only)
        keep.triggered.connect(lambda _=False: self.ask())
        if found and not project.read_only:
            drop = menu.addMenu(words.text("map.views.drop"))
            for view in found:
                act = drop.addAction(_short(view.name))
                act.triggered.connect(
                    lambda _=False, id=view.id: self._desk.act(keeping.drop_view, id)
                )

    def ask(self) -> None:
        """Ask for the name of what is seen now, and keep it."""
        words, seen = self._desk.words, self._desk.choice.seen
        if seen is None or self._desk.project is None:
            return
        asking = QInputDialog(self)
        asking.setWindowTitle(words.text("map.views.title"))
        asking.setLabelText(words.text("map.views.name"))
        if asking.exec() and asking.textValue().strip():
            self._desk.act(keeping.keep_view, asking.textValue(), seen)


def _short(name: str) -> str:
    """A name as a menu shows it."""
    cut = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return cut.replace("&", "&&")
