"""What stands above the form of an action: the questions that keep it from becoming final."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.interference.pane import InterferencePane
from pocplanner.gui.plain import button, label, row
from pocplanner.model.community import Coping
from pocplanner.model.edit import Edit
from pocplanner.model.strategy import Action


class ActionNote(QWidget):
    """Follows the action that is shown; `wanted(id)` asks for the list of its questions."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, pane: Callable[[], InterferencePane]) -> None:
        """`pane` gives the list of questions, which is made where it was not there yet."""
        super().__init__()
        self._desk, self._pane, self._id = desk, pane, ""
        self.warning = label("", "warning", wrap=True)
        self.more = label("", "hint", wrap=True)
        self.settle = button(desk.words.text("gui.interference.settle"))
        self.settle.clicked.connect(lambda: self.wanted.emit(self._id))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        layout.addWidget(self.warning)
        layout.addWidget(self.more)
        layout.addWidget(row(self.settle))
        desk.edited.connect(self._on_edit)
        desk.closed.connect(lambda: self.show_action(""))
        self.hide()

    def show_action(self, id: str) -> None:
        """Say what stands open for an action; nothing is shown where nothing is to be said."""
        self._id = id
        desk, words = self._desk, self._desk.words
        action = desk.snapshot.one(Action, id) if id and desk.project is not None else None
        if action is None:
            self.hide()
            return
        pane = self._pane()
        found = [i for i in pane.found if i.action_id == id]
        waiting = [i for i in found if i.open]
        harm = sum(i.rule.effect == "may_harm" for i in found)
        if waiting:
            key = "begun" if waiting[0].begun else "warning"
            key = f"gui.interference.{key}_{'one' if len(waiting) == 1 else 'many'}"
            lines = [words.text(key, count=len(waiting)), pane.sentence(waiting[0])]
            self.warning.setText("\n".join(lines))
        self.warning.setVisible(bool(waiting))
        told = []
        if harm > len(waiting):
            told.append(words.text("gui.interference.settled_here", count=harm - len(waiting)))
        helped = [desk.name(i.coping_id) for i in found if i.rule.effect == "supports"]
        if helped:
            told.append(words.text("gui.interference.supports_here", names=words.parted(helped)))
        if action.place_id and not desk.snapshot.here(Coping, action.place_id):
            told.append(words.text("gui.interference.not_asked_here"))
        self.more.setText("\n".join(told))
        self.more.setVisible(bool(told))
        self.settle.setVisible(bool(found))
        self.setVisible(bool(waiting or told))

    def _on_edit(self, edit: Edit) -> None:
        if self._id:
            self.show_action(self._id)
