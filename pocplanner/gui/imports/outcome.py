"""What an import brought, and the names that look like one another, for a person to decide."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from pocplanner.commands.duplicates import SHOWN, Proposal, make_one
from pocplanner.commands.imports import Kept
from pocplanner.commands.merging import merge
from pocplanner.formats.alike import Alike
from pocplanner.gui.desk import Desk
from pocplanner.gui.naming import short
from pocplanner.gui.plain import Scroll, button, label, row

#: Pairs that are shown at once.
_SHOWN = 40


class Outcome(Scroll):
    """The counts of an import, what is like what, and a button for each decision."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((4, 10, 4, 4))
        self._desk = desk
        self._kept: Kept | None = None
        self._said = ""

    def show_kept(self, kept: Kept, said: str, more: Sequence[QWidget] = ()) -> None:
        """Show what was kept; `said` is its sentence."""
        self._kept, self._said = kept, said
        words = self._desk.words
        parts: list[QWidget] = [
            label(said, "section", wrap=True),
            label(words.text("gui.import.undo_hint"), "hint", wrap=True),
            label(words.text("gui.import.grade_hint"), "hint", wrap=True),
        ]
        if kept.held:
            left = words.text("interference.import.left", count=len(kept.held))
            parts.append(label(left, "section", wrap=True))
            parts += [label(words.problem(h.problem), wrap=True) for h in kept.held[:20]]
        if kept.alike:
            parts.append(label(words.text("gui.import.alike"), "section", wrap=True))
            parts += [self._pair(p) for p in kept.alike[:200]]
        self.fill([*parts, *more])

    def searching(self) -> None:
        """Say that events of other sources are being compared."""
        self._show_more([label(self._desk.words.text("tables.twins.searching"), "hint", wrap=True)])

    def show_twins(self, found: Sequence[Proposal]) -> None:
        """Pairs of events that may be one, side by side, with a button on each side."""
        words = self._desk.words
        if not found:
            self._show_more([label(words.text("tables.twins.none"), "hint", wrap=True)])
            return
        parts: list[QWidget] = [
            label(words.text("tables.twins.title"), "section", wrap=True),
            label(words.text("tables.twins.hint"), "hint", wrap=True),
            *(self._twins(pair) for pair in found[:_SHOWN]),
        ]
        if len(found) > _SHOWN:
            parts.append(label(words.text("tables.twins.more", count=len(found) - _SHOWN), "hint"))
        self._show_more(parts)

    def _show_more(self, parts: Sequence[QWidget]) -> None:
        if self._kept is not None:
            self.show_kept(self._kept, self._said, parts)

    def _twins(self, pair: Proposal) -> QWidget:
        """One pair: a line for each field, what differs in bold, a button under each side."""
        words = self._desk.words
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 4, 0, 10)
        grid.setHorizontalSpacing(18)
        grid.setColumnStretch(3, 1)
        sides = (pair.one, pair.other)
        apart = words.text("tables.twins.apart", days=pair.days, km=f"{pair.km:.1f}")
        grid.addWidget(label(apart, "hint"), 0, 0, 1, 4)
        rows = [("source", *(s.source for s in sides))]
        rows += [(n, *(s.told[n] for s in sides)) for n in SHOWN if any(s.told[n] for s in sides)]
        for at, (name, *texts) in enumerate(rows, start=1):
            grid.addWidget(label(words.text(f"tables.twins.field.{name}"), "hint"), at, 0)
            for column, text in enumerate(texts, start=1):
                said = words.term("incident_type", text) if name == "type" and text else text
                cell = label(short(said) or "–")
                font = cell.font()
                font.setBold(texts[0] != texts[1])
                cell.setFont(font)
                grid.addWidget(cell, at, column)
        for column, (stays, goes) in enumerate((sides, sides[::-1]), start=1):
            press = button(words.text("tables.twins.keep"))
            press.setAccessibleName(f"{press.text()} {stays.source} {stays.told['date']}")
            press.clicked.connect(partial(self._make_one, made, stays.id, goes.id))
            grid.addWidget(press, len(rows) + 1, column)
        return made

    def _make_one(self, shown: QWidget, keep_id: str, other_id: str) -> None:
        act = partial(make_one, language=self._desk.words.language)
        before = len(self._desk.project.log()) if self._desk.project else 0
        self._desk.act(act, keep_id, other_id)
        if self._desk.project and len(self._desk.project.log()) > before:
            shown.setEnabled(False)

    def _pair(self, pair: Alike) -> QWidget:
        """Two names that look alike, with a button for either to be the one that stays."""
        words, project = self._desk.words, self._desk.project
        km = "" if pair.km is None else f"{pair.km:.1f} km"
        said = label(words.text("gui.import.pair", one=pair.one.name, other=pair.other.name, km=km))
        ends = (pair.one, pair.other)
        if project is None or any(project.find(e.id) is None for e in ends):
            return said
        buttons = []
        for stays, goes in (ends, ends[::-1]):
            made = button(words.text("gui.import.merge", name=short(stays.name)))
            made.clicked.connect(partial(self._merge, made, stays.id, goes.id))
            buttons.append(made)
        return row(said, *buttons)

    def _merge(self, pressed: QWidget, keep_id: str, other_id: str) -> None:
        line = pressed.parentWidget()
        if self._desk.act(merge, keep_id, other_id) is not None and line is not None:
            line.setEnabled(False)
