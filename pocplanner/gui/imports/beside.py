"""Two entries that may be one, side by side: what each says, and a button for each decision."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from pocplanner.commands.duplicates import SHOWN, Proposal, Side, make_one
from pocplanner.commands.matching import apart
from pocplanner.commands.merging import Line, beside, merge
from pocplanner.gui.desk import Desk
from pocplanner.gui.naming import short
from pocplanner.gui.plain import button, label
from pocplanner.words import Problem


class _Beside(QWidget):
    """A line for each field, what differs in bold, and the buttons below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 12)
        self._grid.setHorizontalSpacing(18)
        self._grid.setColumnStretch(4, 1)

    def _line(self, name: str, told: Sequence[str], extra: QWidget | None = None) -> None:
        at = self._grid.rowCount()
        self._grid.addWidget(label(name, "hint"), at, 0)
        for column, text in enumerate(told, start=1):
            cell: QLabel = label(short(text) or "–")
            cell.setToolTip("")
            font = cell.font()
            font.setBold(told[0] != told[1])
            cell.setFont(font)
            self._grid.addWidget(cell, at, column)
        if extra is not None:
            self._grid.addWidget(extra, at, 3)

    def _apart(self, one: str, other: str) -> None:
        if self._desk.act(apart, one, other) is not None:
            self.setEnabled(False)

    def _apart_button(self, one: str, other: str, at: int) -> None:
        press = button(self._desk.words.text("imports.gui.apart"))
        press.setToolTip(self._desk.words.text("imports.gui.apart_hint"))
        press.clicked.connect(lambda: self._apart(one, other))
        self._grid.addWidget(press, at, 3)


class EventsBeside(_Beside):
    """Two events of two sources."""

    def __init__(self, desk: Desk, pair: Proposal) -> None:
        super().__init__(desk)
        words = desk.words
        sides = (pair.one, pair.other)
        told = words.text("tables.twins.apart", days=pair.days, km=f"{pair.km:.1f}")
        self._grid.addWidget(label(told, "hint"), 0, 0, 1, 4)
        self._line(words.text("tables.twins.field.source"), [s.source for s in sides])
        for name in SHOWN:
            if any(s.told[name] for s in sides):
                texts = [self._said(name, s) for s in sides]
                self._line(words.text(f"tables.twins.field.{name}"), texts)
        at = self._grid.rowCount()
        for column, (stays, goes) in enumerate((sides, sides[::-1]), start=1):
            press = button(words.text("tables.twins.keep"))
            press.setAccessibleName(f"{press.text()} {stays.source} {stays.told['date']}")
            press.clicked.connect(partial(self._make_one, stays.id, goes.id))
            self._grid.addWidget(press, at, column)
        self._apart_button(pair.one.id, pair.other.id, at)

    def _said(self, name: str, side: Side) -> str:
        text = side.told[name]
        return self._desk.words.term("incident_type", text) if name == "type" and text else text

    def _make_one(self, keep_id: str, other_id: str) -> None:
        act = partial(make_one, language=self._desk.words.language)
        before = len(self._desk.project.log()) if self._desk.project else 0
        self._desk.act(act, keep_id, other_id)
        if self._desk.project and len(self._desk.project.log()) > before:
            self.setEnabled(False)


class RecordsBeside(_Beside):
    """Two records of one kind; a field that differs can be taken from the one that goes."""

    def __init__(self, desk: Desk, one: str, other: str, km: float | None = None) -> None:
        super().__init__(desk)
        words = desk.words
        self._take: dict[str, QCheckBox] = {}
        try:
            found = beside(desk.snapshot, one, other, words.language, desk.today)
        except Problem as problem:
            self._grid.addWidget(label(words.problem(problem), "hint", wrap=True), 0, 0, 1, 4)
            return
        hint = words.text("imports.gui.beside_hint")
        far = "" if km is None else f"{km:.1f} km. "
        self._grid.addWidget(label(far + hint, "hint", wrap=True), 0, 0, 1, 5)
        self._line(words.text("tables.twins.field.source"), [s or "–" for s in found.sources])
        for line in found.lines:
            self._line(line.label, (line.one, line.other), self._choice(line))
        at = self._grid.rowCount()
        for column, (stays, goes) in enumerate(((one, other), (other, one)), start=1):
            press = button(words.text("tables.twins.keep"))
            press.setAccessibleName(f"{press.text()} {desk.name(stays)}")
            press.clicked.connect(partial(self._merge, stays, goes))
            self._grid.addWidget(press, at, column)
        self._apart_button(one, other, at)

    def _choice(self, line: Line) -> QWidget | None:
        if not line.both_differ or line.field == "aliases":
            return None
        made = QCheckBox(self._desk.words.text("imports.gui.take"))
        made.setAccessibleName(f"{made.text()}: {line.label}")
        self._take[line.field] = made
        return made

    def _merge(self, keep_id: str, other_id: str) -> None:
        take = tuple(name for name, box in self._take.items() if box.isChecked())
        if self._desk.act(merge, keep_id, other_id, take) is not None:
            self.setEnabled(False)
