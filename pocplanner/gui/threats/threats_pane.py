"""Threats with their ratings: a table with filters beside the chosen one."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from pocplanner.commands import assessment as assessing
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import beside, button, label, row
from pocplanner.gui.tables.table import Column, Table
from pocplanner.gui.threats.threat_card import ThreatCard
from pocplanner.model.assessment import Rating, Threat
from pocplanner.model.edit import Edit

_PRIORITIES = ("must", "should", "could")
_WIDTHS = (72, 118, 130, 130, 120, 84, 96, 106, 106, 180)
_STATUSES = ("proposed", "accepted", "changed", "refused")


@dataclass(frozen=True)
class Line:
    """A threat with its rating; a refused one has none."""

    id: str
    threat: Threat
    rated: Any


class ThreatsPane(QWidget):
    """What was assessed, worst first; nothing is decided but by a person."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = desk.words
        self._cell: tuple[int, int] | None = None
        self.table = Table(words, self._columns(), words.text("gui.assessment.waiting"), _WIDTHS)
        self.table.view.setAccessibleName(words.kind("Threat", many=True))
        self.card = ThreatCard(desk)
        self.priority = self._box(
            "priority", _PRIORITIES, words.text("gui.assessment.all_priorities")
        )
        self.status = self._box(
            "threat_status", _STATUSES, words.text("gui.assessment.all_statuses")
        )
        self.cell = button("", "chip")
        self.cell.clicked.connect(lambda: self.show_cell(0, 0))
        self.cell.hide()
        self.keep_button = button(words.text("gui.assessment.keep"), "primary")
        self.keep_button.setToolTip(words.text("gui.assessment.keep_hint"))
        self.keep_button.clicked.connect(self.keep)
        self.freeze_button = button(words.text("gui.assessment.freeze"))
        self.freeze_button.setToolTip(words.text("gui.assessment.freeze_hint"))
        self.freeze_button.clicked.connect(self.freeze)
        self.fresh = label("", "warning", wrap=True)
        self.fresh.hide()
        self.age = label("", "hint", wrap=True)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(row(self.priority, self.status, self.cell))
        inside.addWidget(self.table, 1)
        split = beside(left, self.card, (640, 450))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.keep_button)
        head.addWidget(self.freeze_button)
        head.addWidget(self.age, 1)
        layout.addLayout(head)
        layout.addWidget(self.fresh)
        layout.addWidget(split, 1)
        self.table.chosen.connect(self._show)
        desk.assessed.connect(self.refresh)
        desk.edited.connect(self._on_edit)
        desk.closed.connect(self._forget)
        self.refresh()

    def _box(self, vocabulary: str, codes: tuple[str, ...], everything: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(everything)
        made.addItem(everything, "")
        for code in codes:
            made.addItem(self._desk.words.term(vocabulary, code), code)
        made.currentIndexChanged.connect(lambda _: self.refresh())
        return made

    def _columns(self) -> tuple[Column, ...]:
        words, desk = self._desk.words, self._desk

        def head(name: str) -> str:
            return words.text(f"gui.assessment.column.{name}")

        def of(name: str) -> Any:
            return lambda line: getattr(line.rated, name) if line.rated is not None else None

        def band(line: Line) -> str:
            found = of("band")(line)
            letter = theme.BANDS.get(found or "", theme.BANDS[""])[1]
            return f"{letter} · {words.term('band', found)}" if found else letter

        def band_colour(line: Line) -> tuple[str, str]:
            colour, _, ink = theme.BANDS.get(of("band")(line) or "", theme.BANDS[""])
            return colour, ink

        def rank(line: Line) -> int:
            order = [*_PRIORITIES, None]
            found = of("priority")(line) or None
            return order.index(found) if found in order else len(order)

        def gap(line: Line) -> str:
            found = of("gap")(line)
            if found is None or found.gap is None:
                return words.text("gui.gap.unknown")
            return f"{found.gap.likely:+.0f} min"

        def gap_colour(line: Line) -> tuple[str, str] | None:
            found = of("gap")(line)
            return (theme.DANGER_PALE, theme.INK) if found and found.verdict == "late" else None

        def number(name: str) -> Any:
            return lambda line: "" if of(name)(line) is None else str(of(name)(line))

        return (
            Column(
                head("priority"), lambda x: words.term("priority", of("priority")(x) or ""), rank
            ),
            Column(
                head("band"),
                band,
                lambda x: list(theme.BANDS).index(of("band")(x) or ""),
                band_colour,
            ),
            Column(head("kind"), lambda x: words.term("threat_type", x.threat.kind)),
            Column(head("place"), lambda x: desk.name(x.threat.place_id)),
            Column(head("status"), lambda x: words.term("threat_status", x.threat.status)),
            Column(head("late"), gap, None, gap_colour),
            Column(head("likelihood"), number("likelihood"), of("likelihood")),
            Column(head("community"), number("community_rating"), of("community_rating")),
            Column(head("community_gap"), number("community_gap"), of("community_gap")),
            Column(head("perpetrator"), lambda x: desk.teller.perpetrators(x.threat)),
        )

    # -- what it shows -------------------------------------------------------------------

    def refresh(self) -> None:
        """List the threats of the latest assessment, and those that were refused."""
        desk, found = self._desk, self._desk.assessment
        if desk.project is None or found is None:
            return
        lines = [Line(r.threat_id, found.threats[r.threat_id], r) for r in found.rated]
        known = {line.id for line in lines}
        lines += [Line(t.id, t, None) for t in desk.project.all(Threat) if t.id not in known]
        self.table.set_rows([line for line in lines if self._wanted(line)])
        self.table.set_empty(
            desk.words.text("gui.assessment.none_fit" if lines else "gui.assessment.no_threats")
        )
        self._say_age(found)
        if self.card.threat_id:
            self.card.show_threat(self.card.threat_id)
        elif lines and not self.table.chosen_ids():
            self.table.choose_first()  # the first one shows what can be done with all

    def _wanted(self, line: Line) -> bool:
        priority, status = self.priority.currentData(), self.status.currentData()
        if status and line.threat.status != status:
            return False
        if not status and line.threat.status == "refused":
            return False
        if priority and (line.rated is None or line.rated.priority != priority):
            return False
        cell = self._cell
        return cell is None or (
            line.rated is not None and (line.rated.likelihood, line.rated.impact) == cell
        )

    def _say_age(self, found: Any) -> None:
        words, project = self._desk.words, self._desk.project
        if project is None:
            return
        fresh = sum(project.get(Threat, t.id) is None for t in found.proposed)
        self.fresh.setText(words.text("gui.assessment.fresh", count=fresh))
        self.fresh.setVisible(bool(fresh))
        text = words.text("gui.assessment.as_of", as_of=found.as_of)
        self.age.setText(
            f"{text} {words.text('gui.overview.outdated')}" if found.outdated else text
        )
        self.freeze_button.setEnabled(bool(project.all(Rating)))

    def show_cell(self, likelihood: int, impact: int) -> None:
        """Show only the threats of one cell of the matrix; zeros show all again."""
        self._cell = (likelihood, impact) if likelihood else None
        self.cell.setText(
            self._desk.words.text("gui.assessment.cell", likelihood=likelihood, impact=impact)
        )
        self.cell.setVisible(self._cell is not None)
        self.refresh()

    def select(self, id: str) -> bool:
        """Choose a threat; what filters it out is taken back."""
        if not self.table.choose(id):
            self.priority.setCurrentIndex(0)
            self.status.setCurrentIndex(0)
            self.table.search.clear()
            self.show_cell(0, 0)
            if not self.table.choose(id):
                self.card.show_threat(id)
        return self.card.threat_id == id

    def _show(self, id: str) -> None:
        self.card.show_threat(id)
        self._desk.chosen.emit(id)

    def _on_edit(self, edit: Edit) -> None:
        if edit.touches(Threat) and self.card.threat_id:
            self.card.show_threat(self.card.threat_id)

    def _forget(self) -> None:
        self.table.set_rows([])
        self.table.set_empty(self._desk.words.text("gui.assessment.waiting"))
        self.fresh.hide()
        self.age.setText("")
        self.card.clear()

    # -- acts ----------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is proposed and today's ratings, as the history."""
        found = self._desk.assessment
        if found is None:
            self._desk.said.emit(self._desk.words.text("gui.overview.reading"))
            return
        kept = self._desk.act(assessing.keep, found)
        if kept is not None:
            text = self._desk.words.text("gui.assessment.kept", proposed=kept[0], rated=kept[1])
            self._desk.said.emit(text)

    def freeze(self) -> None:
        """Mark the latest rating of every threat as the baseline to compare with."""
        project = self._desk.project
        if project is None:
            return
        last: dict[str, Rating] = {}
        for rating in project.all(Rating):
            if rating.threat_id not in last or last[rating.threat_id].as_of <= rating.as_of:
                last[rating.threat_id] = rating
        changed = [
            r.model_copy(update={"baseline": last[r.threat_id].id == r.id})
            for r in project.all(Rating)
        ]
        from pocplanner.commands import mission as acting

        self._desk.act(acting.change, "edit.threat.baseline", *changed, count=len(last))
