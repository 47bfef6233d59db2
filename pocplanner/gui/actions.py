"""Menus and keys, as one table: the menu, the toolbar, the command list and the help read it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pocplanner.words import Words


@dataclass(frozen=True)
class Act:
    """Something that can be asked of the window.

    `name` is its key under `gui.act`; `menu` the menu it stands in, empty for none; `keys`
    its shortcuts; `needs_mission` whether a mission must be open; `bar` whether it stands in
    the toolbar.
    """

    name: str
    do: Callable[[], object]
    menu: str = ""
    keys: tuple[str, ...] = ()
    needs_mission: bool = True
    bar: bool = False


def make(window: QWidget, words: Words, act: Act) -> QAction:
    """The Qt action of an act."""
    made = QAction(words.text(f"gui.act.{act.name}").replace("&", "&&"), window)
    made.setShortcuts([QKeySequence(k) for k in act.keys])
    hint = words.text(f"gui.act.{act.name}")
    keys = ", ".join(act.keys)
    made.setToolTip(f"{hint} ({keys})" if keys else hint)
    made.triggered.connect(lambda _=False: act.do())
    return made


class _Box(QLineEdit):
    """A line whose arrows move in the list below it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)


class CommandList(QDialog):
    """Every act of the window, found by typing a part of its name."""

    def __init__(self, window: QWidget, words: Words, acts: dict[str, QAction]) -> None:
        super().__init__(window)
        self.setWindowTitle(words.text("gui.act.commands"))
        self.setModal(True)
        self.resize(460, 380)
        self._acts = acts
        self.box = _Box()
        self.box.moved.connect(self._move)
        self.box.setAccessibleName(words.text("gui.commands.hint"))
        self.box.setPlaceholderText(words.text("gui.commands.hint"))
        self.list = QListWidget()
        self.box.textChanged.connect(self._look_for)
        self.box.returnPressed.connect(self._run)
        self.list.itemActivated.connect(lambda _: self._run())
        layout = QVBoxLayout(self)
        layout.addWidget(self.box)
        layout.addWidget(self.list, 1)
        self._look_for("")

    def _look_for(self, text: str) -> None:
        self.list.clear()
        wanted = text.casefold().split()
        for name, action in self._acts.items():
            said = action.text().replace("&&", "&")
            if action.isEnabled() and all(w in said.casefold() for w in wanted):
                keys = action.shortcut().toString()
                item = QListWidgetItem(f"{said}    {keys}" if keys else said, self.list)
                item.setData(Qt.ItemDataRole.UserRole, name)
        self.list.setCurrentRow(0)

    def _move(self, by: int) -> None:
        last = self.list.count() - 1
        self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), last))

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self._acts[item.data(Qt.ItemDataRole.UserRole)].trigger()
