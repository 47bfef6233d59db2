"""What the records say together, heaviest first, each with the records that it rests on."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import Scroll, beside, label
from pocplanner.gui.tables.table import Column, Table


@dataclass(frozen=True)
class _Found:
    """A finding with an id."""

    id: str
    finding: Any


class Findings(QWidget):
    """A table of findings beside the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self.table = Table(
            words,
            (
                Column(
                    words.text("gui.findings.weight"),
                    lambda f: "●" * f.finding.weight,
                    lambda f: f.finding.weight,
                ),
                Column(words.text("gui.findings.place"), self._place),
                Column(words.text("gui.findings.text"), lambda f: desk.teller.text(f.finding)),
            ),
            words.text("gui.assessment.waiting"),
            widths=(70, 140, 560),
        )
        self.detail = Scroll()
        split = beside(self.table, self.detail, (760, 330))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(split)
        self.table.chosen.connect(self._show)
        desk.assessed.connect(self.refresh)
        desk.closed.connect(self._forget)
        self.refresh()

    def refresh(self) -> None:
        """List what the assessment found."""
        found = self._desk.assessment
        if found is None:
            return
        ordered = sorted(found.findings, key=lambda f: -f.weight)
        self.table.set_rows([_Found(str(i), f) for i, f in enumerate(ordered)])
        self.table.set_empty(self._desk.words.text("gui.findings.none"))
        self.detail.fill([label(self._desk.words.text("gui.findings.choose"), "hint", wrap=True)])

    def _forget(self) -> None:
        self.table.set_rows([])
        self.table.set_empty(self._desk.words.text("gui.assessment.waiting"))
        self.detail.fill([])

    def _place(self, found: _Found) -> str:
        place_id = found.finding.place_id
        return self._desk.name(place_id) if place_id else ""

    def _show(self, id: str) -> None:
        row = next((r for r in self.table.model.rows if r.id == id), None)
        if row is None:
            return
        words, finding = self._desk.words, row.finding
        parts: list[QWidget] = [label(self._desk.teller.text(finding), "", wrap=True)]
        refs = tuple(r for r in (finding.place_id, *finding.refs) if r)
        if refs:
            parts.append(label(words.text("gui.findings.rests_on"), "section"))
            parts.append(Links(self._desk, refs))
        self.detail.fill(parts)
