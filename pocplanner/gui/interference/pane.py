"""The questions that actions put to what people do, and the buttons that settle them."""

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from pocplanner.analysis.interference import Interference, interference, met_how, said, who
from pocplanner.commands import interference as settling
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.interference.settling import SettleDialog
from pocplanner.gui.links import Links
from pocplanner.gui.plain import Scroll, beside, button, label, pairs, row
from pocplanner.gui.tables.table import Column, Table
from pocplanner.model.community import Community, Coping
from pocplanner.model.edit import Edit
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.mission import Assumption
from pocplanner.model.places import Area, Route, Settlement
from pocplanner.model.strategy import Action
from pocplanner.model.ways import Patrol

#: What the questions rest on: an edit of these may open or close one.
_GROUNDS = (
    Action, Patrol, Coping, InterferenceAnswer, Route, Community, Settlement, Area, Assumption,
)  # fmt: skip


class InterferencePane(QWidget):
    """A table of pairs beside the one that is chosen; what is open stands first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self._chosen = ""
        self._found: tuple[Interference, ...] = ()
        self._looked_at: object = None
        self.counted = label("", "hint")
        self.everything = QCheckBox(words.text("gui.interference.all"))
        self.everything.toggled.connect(lambda _: self._list())
        self.table = Table(
            words,
            (
                Column(words.text("gui.interference.state"), self.state, colour=self._colour),
                Column(words.text("gui.interference.action"), lambda i: desk.name(i.action_id)),
                Column(words.text("gui.interference.coping"), lambda i: desk.name(i.coping_id)),
                Column(words.text("gui.interference.place"), lambda i: desk.name(i.place_id)),
            ),
            words.text("gui.interference.none_open"),
            widths=(120, 215, 215, 120),
        )
        self.detail = Scroll()
        split = beside(self.table, self.detail, (580, 520))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("gui.interference.hint"), "hint", wrap=True))
        layout.addWidget(row(self.counted, last=self.everything))
        layout.addWidget(split, 1)
        self.table.chosen.connect(self.show_pair)
        self.table.opened.connect(lambda id: desk.wanted.emit(id.partition("/")[0]))
        desk.opened.connect(self.refresh)
        desk.edited.connect(self._on_edit)
        desk.closed.connect(self._forget)
        self.refresh()

    # -- what it shows -----------------------------------------------------------------

    @property
    def found(self) -> tuple[Interference, ...]:
        """Every pair as the mission is now."""
        if self._desk.project is not None and self._looked_at is not self._desk.snapshot:
            self._looked_at = self._desk.snapshot
            # Without the own file where it is broken, which is told among the findings.
            self._found = interference(self._desk.snapshot, on=self._desk.today)
        return self._found

    def refresh(self) -> None:
        """List what stands now, keeping what is chosen."""
        if self._desk.project is None:
            return
        self._list()
        harm = [i for i in self.found if i.rule.effect == "may_harm"]
        waiting = sum(i.open for i in harm)
        self.counted.setText(
            self._desk.words.text(
                "gui.interference.counted",
                open=waiting,
                settled=len(harm) - waiting,
                supports=sum(i.rule.effect == "supports" for i in self.found),
            )
        )
        self.show_pair(self._chosen)

    def _list(self) -> None:
        every = self.everything.isChecked()
        rows = [i for i in self.found if i.open or every]
        self.table.set_rows(sorted(rows, key=lambda i: (not i.open, not i.begun)))

    def select(self, id: str) -> bool:
        """Choose a pair, or the first question of an action; False where there is none."""
        alike = [i for i in self.found if id in (i.id, i.action_id)]
        alike.sort(key=lambda i: not i.open)
        if not alike:
            return False
        if not alike[0].open:
            self.everything.setChecked(True)
        return self.table.choose(alike[0].id)

    def state(self, one: Interference) -> str:
        """What became of it, in a word or two."""
        words = self._desk.words
        if one.rule.effect != "may_harm":
            return words.term("interference_effect", one.rule.effect)
        if one.state == "open":
            return words.text(f"gui.interference.{'begun_open' if one.begun else 'open'}")
        return words.term("interference_answer", one.state)

    def _colour(self, one: Interference) -> tuple[str, str] | None:
        if one.open:
            return (theme.DANGER_PALE if one.begun else theme.WARNING_PALE), theme.INK
        return theme.GOOD_PALE, theme.INK

    def show_pair(self, id: str) -> None:
        """Show one pair with all that is known of it, and the ways to settle it."""
        desk, words = self._desk, self._desk.words
        one = next((i for i in self.found if i.id == id), None)
        self._chosen = id if one is not None else ""
        if one is None:
            self.detail.fill([label(words.text("gui.interference.choose"), "hint", wrap=True)])
            return
        parts: list[QWidget] = [label(self.sentence(one), "paragraph", wrap=True)]
        if one.rule.effect == "may_harm":
            parts.append(self._buttons(one))
        answer = desk.snapshot.one(InterferenceAnswer, one.answer_id)
        if answer is not None:
            told = words.text(
                "cli.interference.settled",
                kind=words.term("interference_answer", answer.kind),
                by=answer.by,
                on=answer.on,
                text=answer.text,
            )
            parts += [
                label(words.text("gui.interference.settled"), "section"),
                label(told, wrap=True),
            ]
        parts.append(
            pairs(
                (
                    (words.text("gui.interference.why"), one.rule.told("why", words.language)),
                    (words.text("gui.interference.who"), desk.teller.who(who(desk.snapshot, one))),
                    (words.text("gui.interference.near"), self._met(one)),
                    (words.text("gui.interference.source"), one.rule.cite),
                )
            )
        )
        parts.append(label(words.text("gui.interference.rests_on"), "section"))
        parts.append(
            Links(desk, tuple(r for r in (one.action_id, one.coping_id, one.place_id) if r))
        )
        self.detail.fill(parts)

    def sentence(self, one: Interference) -> str:
        """The sentence with the question."""
        key, facts = said(self._desk.snapshot, one)
        return self._desk.words.text(key, **self._desk.teller.facts(facts))

    def _met(self, one: Interference) -> str:
        words = self._desk.words
        told = words.text(f"cli.interference.near_{met_how(one)}", km=one.km)
        if one.unknown:
            parts = ", ".join(words.text(f"interference.part.{p}") for p in one.unknown)
            told += "; " + words.text("cli.interference.unknown", parts=parts)
        return told

    # -- acts --------------------------------------------------------------------------

    def _buttons(self, one: Interference) -> QWidget:
        words = self._desk.words
        project = self._desk.project
        made: list[QPushButton] = []
        for kind, name in (
            ("answer", "answer"), ("mitigation", "mitigate"), ("risk", "risk"), ("asked", "ask"),
        ):  # fmt: skip
            settle = button(words.text(f"gui.interference.{name}"), "primary" if not made else "")
            settle.clicked.connect(lambda _=False, k=kind, i=one: self.settle(i, k))
            made.append(settle)
        if one.answer_id:
            back = button(words.text("gui.interference.withdraw"))
            back.clicked.connect(lambda _=False, i=one.id: self._desk.act(settling.withdraw, i))
            made.append(back)
        for settle in made:
            settle.setEnabled(project is not None and not project.read_only)
        self.buttons = made
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        for at in range(0, len(made), 2):  # two to a line: names are long in French
            inside.addWidget(row(*made[at : at + 2]))
        return holder

    def settle(self, one: Interference, kind: str) -> None:
        """Ask what became of the question, and keep it."""
        desk = self._desk
        asked = SettleDialog(self, desk.words, kind, self.sentence(one), desk.today)
        if asked.exec():
            desk.act(settling.settle, one.id, kind, asked.text, asked.by, asked.until)

    # -- what it hears -----------------------------------------------------------------

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(*_GROUNDS):
            self.refresh()

    def _forget(self) -> None:
        self._found, self._looked_at, self._chosen = (), None, ""
        self.table.set_rows([])
        self.detail.fill([])
        self.counted.setText("")
