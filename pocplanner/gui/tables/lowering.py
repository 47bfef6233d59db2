"""Asks to what level chosen records are lowered and why, and shows first what that opens."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from pocplanner.commands.lowering import LEVELS, Plan, lower, may_lower, plan
from pocplanner.commands.lowering_told import lines
from pocplanner.gui.desk import Desk
from pocplanner.gui.dialogs import Asking
from pocplanner.gui.plain import button, label
from pocplanner.model.guard import Level
from pocplanner.model.record import Record
from pocplanner.words import Problem


class LowerDialog(Asking):
    """The level, what it opens for whom, the reason and the role: nothing goes on without both."""

    def __init__(self, parent: QWidget, desk: Desk, ids: Sequence[str]) -> None:
        super().__init__(parent, desk.words, desk.words.text("gui.lower.title", count=len(ids)))
        words, project = desk.words, desk.project
        self._desk, self._ids = desk, tuple(ids)
        self._plans: dict[Level, Plan | Problem] = {}
        self.level = QComboBox()
        for level in LEVELS:
            self.level.addItem(words.term("level", level), level.value)
        self.told = label("", wrap=True)
        self.told.setMinimumWidth(520)
        self.reason = QLineEdit()
        self.author = QLineEdit(project.author if project is not None else "")
        self.ask(words.text("gui.lower.to"), self.level)
        self.form.addRow(label(words.text("gui.lower.opens"), "hint"))
        self.form.addRow(self.told)
        self.form.addRow(label(words.text("lower.never"), "warning", wrap=True))
        self.ask(words.text("gui.lower.reason"), self.reason)
        self.ask(words.text("gui.lower.author"), self.author)
        self.level.currentIndexChanged.connect(lambda _: self._tell())
        self._tell()

    @property
    def to(self) -> Level:
        """The level that was chosen."""
        return Level(str(self.level.currentData()))

    def _planned(self) -> Plan | Problem:
        if self.to not in self._plans:
            try:
                made: Plan | Problem = plan(self._desk.snapshot, self._ids, self.to)
            except Problem as problem:
                made = problem
            self._plans[self.to] = made
        return self._plans[self.to]

    def _tell(self) -> None:
        found, words = self._planned(), self.words
        if isinstance(found, Problem):
            self.told.setText(words.problem(found))
        else:
            # The last line stands below as a warning of its own.
            self.told.setText("\n".join(lines(words, self._desk.snapshot, found)[:-1]))
        self.adjustSize()

    def try_accept(self) -> None:
        """Go on only where something would change, with a reason and a role."""
        found = self._planned()
        if isinstance(found, Problem):
            self._refuse(found)
        elif not found.ids:
            counts = {"count": len(found.refused), "already": len(found.already)}
            self._refuse(Problem("lower.none", **counts))
        elif not self.reason.text().strip():
            self._refuse(Problem("lower.no_reason"))
        elif not self.author.text().strip():
            self._refuse(Problem("lower.no_author"))
        else:
            self.accept()

    def _refuse(self, problem: Problem) -> None:
        self.said.setText(self.words.problem(problem))
        self.said.show()


def lower_button(desk: Desk, kind: type[Record]) -> QPushButton:
    """The button above a table; hidden where records of the kind have no level of their own."""
    made = button(desk.words.text("gui.lower.button"), "small", desk.words.text("gui.lower.hint"))
    if not may_lower(kind):  # to show what has no parent yet would open a window of its own
        made.hide()
    return made


def ask_lower(parent: QWidget, desk: Desk, ids: Sequence[str]) -> bool:
    """Ask, lower the chosen records in one act and say so; whether it was done."""
    if not ids:
        desk.said.emit(desk.words.text("table.none_chosen"))
        return False
    asked = LowerDialog(parent, desk, ids)
    if not asked.exec():
        return False
    done = desk.act(lower, ids, asked.to, asked.reason.text(), asked.author.text())
    if done is None:
        return False
    desk.said.emit(desk.words.plural("cli.lower.done", len(done.ids)))
    return True
