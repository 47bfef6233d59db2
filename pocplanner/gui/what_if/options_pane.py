"""The tab "What if": two saved options side by side against the mission as it is."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from pocplanner.analysis.telling import Teller
from pocplanner.analysis.what_if.differences import Reading, readings
from pocplanner.analysis.what_if.telling import change_text, summary
from pocplanner.commands.what_if import Outcome
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.jobs import Jobs
from pocplanner.gui.plain import Scroll, button, label, row
from pocplanner.gui.tables.table import Column, Table
from pocplanner.gui.what_if.told import cell, details
from pocplanner.gui.what_if.trial import thought_through, trial_of
from pocplanner.model.edit import Edit
from pocplanner.model.proposal import Proposal
from pocplanner.progress import Work

_WIDTHS = (130, 100, 240, 240, 240)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Line:
    """A place under one condition: as it is, and in each option."""

    id: str
    key: Key
    now: Reading
    then: tuple[Reading | None, Reading | None]


class OptionsPane(QWidget):
    """Two options on one page: every number beside what it is; a person decides."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._jobs = Jobs(self)
        self._jobs.problem.connect(desk.problem)
        self._outcomes: dict[str, Outcome] = {}
        words = desk.words
        self.lists = (QComboBox(), QComboBox())
        for one, key in zip(self.lists, ("first", "second"), strict=True):
            one.setAccessibleName(words.text(f"what_if.options.{key}"))
            one.setMinimumContentsLength(20)
            one.currentIndexChanged.connect(lambda _: self._think())
        self.table = Table(words, self._columns(), words.text("what_if.options.none"), _WIDTHS)
        self.sides = (Scroll(), Scroll())
        beside = QSplitter(Qt.Orientation.Horizontal)
        for side in self.sides:
            beside.addWidget(side)
        beside.setChildrenCollapsible(False)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(beside)
        split.setSizes([260, 260])
        split.setChildrenCollapsible(False)
        self.buttons = {}
        for name in ("try", "remove", "paper"):
            key = f"what_if.options.{name}"
            self.buttons[name] = button(words.text(key), "", words.text(f"{key}_hint"))
        self.buttons["try"].clicked.connect(self._try)
        self.buttons["remove"].clicked.connect(self._remove)
        self.buttons["paper"].clicked.connect(self._paper)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("what_if.options.about"), "hint", wrap=True))
        choice = QHBoxLayout()
        choice.addWidget(self.lists[0], 1)
        choice.addWidget(self.lists[1], 1)
        layout.addLayout(choice)
        layout.addWidget(split, 1)
        layout.addWidget(
            row(self.buttons["try"], self.buttons["remove"], last=self.buttons["paper"])
        )
        desk.opened.connect(self.refresh)
        desk.closed.connect(self._forget)
        desk.edited.connect(self._on_edit)
        desk.assessed.connect(lambda _: self._again())
        self.table.chosen.connect(lambda id: desk.chosen.emit(id.partition("|")[0]))
        self.refresh()

    # -- what is compared ----------------------------------------------------------------

    def refresh(self) -> None:
        """List the saved options, keeping the choice where it still stands."""
        project = self._desk.project
        options = project.all(Proposal) if project is not None else ()
        words = self._desk.words
        for at, one in enumerate(self.lists):
            held = one.currentData()
            one.blockSignals(True)
            one.clear()
            one.addItem(words.text("what_if.options.as_it_is"), "")
            for option in options:
                one.addItem(option.name, option.id)
            wanted = one.findData(held) if held else min(at + 1, len(options))
            one.setCurrentIndex(max(wanted, 0))
            one.blockSignals(False)
        self._think()

    def _chosen(self, at: int) -> Proposal | None:
        project = self._desk.project
        id = str(self.lists[at].currentData() or "")
        return project.get(Proposal, id) if project is not None and id else None

    def _on_edit(self, edit: Edit) -> None:
        self._outcomes.clear()
        if edit.touches(Proposal):
            self.refresh()

    def _again(self) -> None:
        self._outcomes.clear()
        self._think()

    def showEvent(self, event: object) -> None:
        """What nobody looks at is not worked out."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._think()

    def _think(self) -> None:
        self._jobs.cancel()
        chosen = [p for p in (self._chosen(0), self._chosen(1)) if p is not None]
        for name in ("try", "remove", "paper"):
            self.buttons[name].setEnabled(bool(chosen))
        if not self.isVisible() or self._desk.project is None:
            return
        missing = [p for p in chosen if p.id not in self._outcomes]
        if not missing:
            self._show()
            return
        self.table.set_empty(self._desk.words.text("what_if.options.thinking"))
        work = _all(self._desk, missing)
        self._jobs.start("", work, self._on_thought, lets_go=True)

    def _on_thought(self, found: dict[str, Outcome]) -> None:
        self._outcomes |= found
        self._show()

    def outcomes(self) -> tuple[Outcome | None, Outcome | None]:
        """What follows from the two that are chosen, as far as it is known."""
        chosen = (self._chosen(0), self._chosen(1))
        first, second = (self._outcomes.get(p.id) if p is not None else None for p in chosen)
        return first, second

    # -- what is shown -------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        words, desk = self._desk.words, self._desk

        def then(at: int) -> Any:
            def text(line: Line) -> str:
                reading = line.then[at]
                return cell(words, reading) if reading is not None else ""

            return text

        def colour(at: int) -> Any:
            def shade(line: Line) -> tuple[str, str] | None:
                outcome = self.outcomes()[at]
                if outcome is None:
                    return None
                for change in outcome.comparison.places:
                    if (change.place_id, change.light, change.season) == line.key:
                        pale = {"gains": theme.GOOD_PALE, "loses": theme.DANGER_PALE}
                        known = pale.get(change.direction)
                        return (known, theme.INK) if known else None
                return None

            return shade

        return (
            Column(words.text("gui.time.place"), lambda line: desk.name(line.key[0])),
            Column(
                words.text("gui.time.condition"),
                lambda line: words.text(f"gui.time.at.{line.key[1]}_{line.key[2]}"),
            ),
            Column(words.text("what_if.before"), lambda line: cell(words, line.now)),
            Column(words.text("what_if.options.first"), then(0), None, colour(0)),
            Column(words.text("what_if.options.second"), then(1), None, colour(1)),
        )

    def _show(self) -> None:
        both = self.outcomes()
        self.table.set_rows([x for x in lines_of(both) if self._reads_other(x)])
        none = "same" if any(both) else "none"
        self.table.set_empty(self._desk.words.text(f"what_if.options.{none}"))
        for at, outcome in enumerate(both):
            self.sides[at].fill(list(self._side(at, outcome)))

    def _reads_other(self, line: Line) -> bool:
        """Whether a person reads anything else of an option than of the mission as it is."""
        now = cell(self._desk.words, line.now)
        return any(cell(self._desk.words, one) != now for one in line.then if one is not None)

    def _side(self, at: int, outcome: Outcome | None) -> list[QWidget]:
        words = self._desk.words
        option = self._chosen(at)
        if option is None or outcome is None:
            key = "as_it_is" if option is None else "thinking"
            return [label(words.text(f"what_if.options.{key}"), "hint", wrap=True)]
        teller = Teller(words, outcome.shown)
        parts = [label(option.name, "section", wrap=True)]
        parts += [label(change_text(words, outcome.shown, c), wrap=True) for c in option.changes]
        told = summary(teller, outcome.comparison, bool(outcome.alerts))
        parts += [label(text, wrap=True) for text in told]
        if option.note:
            parts.append(label(option.note, "hint", wrap=True))
        return [*parts, *details(self._desk, outcome)]

    def _forget(self) -> None:
        self._jobs.leave()
        self._outcomes.clear()
        self.table.set_rows([])
        for side in self.sides:
            side.fill([])

    # -- what is done --------------------------------------------------------------------

    def select(self, id: str) -> bool:
        """Show an option on the left; False where it is none."""
        at = self.lists[0].findData(id)
        if at > 0:
            self.lists[0].setCurrentIndex(at)
        return at > 0

    def _one(self) -> Proposal | None:
        return self._chosen(0) or self._chosen(1)

    def _try(self) -> None:
        option = self._one()
        if option is not None:
            trial_of(self._desk).set(option.changes)
            self._desk.page_wanted.emit("map", "map")

    def _remove(self) -> None:
        option = self._one()
        if option is not None:
            self._desk.remove([option.id])

    def _paper(self) -> None:
        from pocplanner.gui.what_if.paper_dialog import ask_paper

        options = [p for p in (self._chosen(0), self._chosen(1)) if p is not None]
        ask_paper(self, self._desk, tuple(dict.fromkeys(p.id for p in options)))


def lines_of(both: tuple[Outcome | None, Outcome | None]) -> list[Line]:
    """Every place and condition that differs in one of the options, beside what it is."""
    keys: dict[Key, None] = {}
    for outcome in both:
        if outcome is not None:
            for change in outcome.comparison.places:
                keys.setdefault((change.place_id, change.light, change.season))
    known = next((o for o in both if o is not None), None)
    if known is None:
        return []
    now = readings(known.before)
    then = [readings(o.after) if o is not None else None for o in both]
    empty = Reading()
    return [
        Line(
            "|".join(key),
            key,
            now.get(key, empty),
            (
                then[0].get(key, empty) if then[0] is not None else None,
                then[1].get(key, empty) if then[1] is not None else None,
            ),
        )
        for key in keys
    ]


def _all(desk: Desk, options: list[Proposal]) -> Work[dict[str, Outcome]]:
    found: dict[str, Outcome] = {}
    for option in options:
        found[option.id] = yield from thought_through(desk, option.changes)
    return found
