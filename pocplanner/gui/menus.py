"""Menus, toolbar and keys of the window, made from its table of acts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from pocplanner.gui.actions import Act, make
from pocplanner.words import Words

if TYPE_CHECKING:
    from pocplanner.project import Project


class Menus:
    """What can be asked of the window now; undo and redo say what they would do."""

    def __init__(self, window: QMainWindow, words: Words, acts: Sequence[Act]) -> None:
        self._words, self._acts = words, tuple(acts)
        self.actions: dict[str, QAction] = {a.name: make(window, words, a) for a in acts}
        self.bar = QToolBar(words.text("gui.toolbar"))
        self.bar.setMovable(False)
        self.bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.bar.setIconSize(QSize(16, 16))  # there are none; the bar is no higher than its words
        menus: dict[str, QMenu] = {}
        for act in self._acts:
            if act.menu not in menus:
                menus[act.menu] = window.menuBar().addMenu(words.text(f"gui.menu.{act.menu}"))
            menus[act.menu].addAction(self.actions[act.name])
            if act.bar:
                self.bar.addAction(self.actions[act.name])
        window.addToolBar(self.bar)
        # The bar comes and goes with the mission; it is no choice of a menu.
        self.bar.toggleViewAction().setVisible(False)
        self.bar.hide()

    def refresh(self, project: "Project | None") -> None:
        """Enable what can be done with this mission, or with none."""
        for act in self._acts:
            self.actions[act.name].setEnabled(project is not None or not act.needs_mission)
        for name in ("undo", "redo"):
            entry = getattr(project, f"{name}_edit") if project is not None else None
            action = self.actions[name]
            action.setEnabled(entry is not None)
            plain = self._words.text(f"gui.act.{name}")
            said = self._words.act(entry.label, entry.facts) if entry else ""
            text = f"{plain}: {said}" if said else plain
            action.setText(text.replace("&", "&&"))
            action.setIconText(plain)
            keys = action.shortcut().toString()
            action.setToolTip(f"{text} ({keys})".replace("<", "‹").replace(">", "›"))
