"""The tab "Grid": actions by tier and phase, at all places or one, with what is wrong beside."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from pocplanner.analysis.grid.cells import PHASES, TIERS, Gap, Grid, grid_findings
from pocplanner.analysis.grid.differences import difference_said
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import Scroll, button, label
from pocplanner.gui.tables.table import Column, Table
from pocplanner.model.reliance import Difference


class _Row:
    """A threatened place with an id, as the table wants it."""

    def __init__(self, gap: Gap) -> None:
        self.id = gap.place_id
        self.gap = gap


class GridPane(QWidget):
    """Counts by tier and phase; a place chosen below shows its own, a cell its actions."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place = ""
        words = desk.words
        self.cells: dict[tuple[int, str], QPushButton] = {}
        self.title = label("", "section")
        self.everywhere = button(words.text("network.gui.everywhere"))
        self.everywhere.clicked.connect(lambda: self.show_place(""))
        self.table = Table(
            words,
            (
                Column(words.text("network.gui.place"), lambda r: desk.name(r.id)),
                Column(
                    words.text("network.gui.priority"),
                    lambda r: words.term("priority", r.gap.priority),
                    lambda r: r.gap.priority != "must",
                    self._colour,
                ),
                Column(words.text("network.gui.actions"), lambda r: str(r.gap.actions),
                       lambda r: r.gap.actions),
                Column(words.text("network.gui.empty"), lambda r: str(len(r.gap.empty)),
                       lambda r: len(r.gap.empty)),
            ),
            words.text("network.gui.no_gaps"),
            widths=(210, 105, 105, 125),
        )  # fmt: skip
        self.table.chosen.connect(self.show_place)
        self.detail = Scroll()
        split = QSplitter(Qt.Orientation.Horizontal)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addWidget(self._matrix())
        inside.addWidget(self.table, 1)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setSizes([620, 460])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("network.gui.grid_hint"), "hint", wrap=True))
        layout.addWidget(split, 1)
        desk.assessed.connect(self.refresh)
        desk.closed.connect(self._forget)
        self.refresh()

    def _matrix(self) -> QWidget:
        words = self._desk.words
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(3)
        grid.addWidget(self.title, 0, 0, 1, 4)
        grid.addWidget(self.everywhere, 0, 4)
        for across, phase in enumerate(PHASES, 1):
            head = label(words.term("phase", phase), "hint")
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(head, 1, across)
        for down, tier in enumerate(TIERS, 2):
            grid.addWidget(label(words.text(f"network.tier.{tier}"), "hint"), down, 0)
            for across, phase in enumerate(PHASES, 1):
                cell = button("")
                cell.setMinimumHeight(34)
                cell.clicked.connect(lambda _=False, t=tier, p=phase: self.show_cell(t, p))
                grid.addWidget(cell, down, across)
                self.cells[tier, phase] = cell
        return holder

    @property
    def grid(self) -> Grid | None:
        """The grid of the latest assessment."""
        found = self._desk.assessment
        made: Grid | None = found.grid if found is not None else None
        return made

    def refresh(self) -> None:
        """Show the latest assessment, at the same place as before."""
        found = self.grid
        if found is None or self._desk.project is None:
            return
        self.table.set_rows([_Row(gap) for gap in found.gaps])
        self.show_place(self._place)

    def show_place(self, id: str) -> None:
        """Count the actions of one place, or of all."""
        found, words = self.grid, self._desk.words
        if found is None:
            return
        self._place = id
        self.everywhere.setEnabled(bool(id))
        name = self._desk.name(id) if id else words.text("network.gui.all_places")
        self.title.setText(name)
        for (tier, phase), cell in self.cells.items():
            count = len(self._actions(tier, phase))
            cell.setText(str(count) if count else "–")
            cell.setEnabled(count > 0)
            colour = theme.CARD if count else theme.WARNING_PALE
            cell.setStyleSheet(f"QPushButton {{ background: {colour}; color: {theme.INK}; }}")
            cell.setAccessibleName(
                words.text(
                    "network.gui.cell",
                    tier=words.text(f"network.tier.{tier}"),
                    phase=words.term("phase", phase),
                    count=count,
                    place=name,
                )
            )
        self._overview()

    def _actions(self, tier: int, phase: str) -> tuple[str, ...]:
        found = self.grid
        if found is None:
            return ()
        gap = next((g for g in found.gaps if g.place_id == self._place), None)
        near = self._desk.snapshot.around(self._place) if self._place else frozenset()
        threats = set(gap.threat_ids) if gap is not None else set()
        ids = []
        for cell in found.cells:
            if (cell.tier, cell.phase) != (tier, phase):
                continue
            for id in cell.action_ids:
                action = self._desk.snapshot.get(id)
                meant = threats & set(getattr(action, "threat_ids", ()))
                if not self._place or cell.place_id in near or meant:
                    ids.append(id)
        return tuple(ids)

    def show_cell(self, tier: int, phase: str) -> None:
        """Name the actions of a cell."""
        words = self._desk.words
        text = f"{words.text(f'network.tier.{tier}')}, {words.term('phase', phase)}"
        ids = self._actions(tier, phase)
        self.detail.fill([label(text, "section", wrap=True), Links(self._desk, ids)])

    def _overview(self) -> None:
        found, desk, words = self.grid, self._desk, self._desk.words
        if found is None:
            return
        parts: list[QWidget] = []
        gap = next((g for g in found.gaps if g.place_id == self._place), None)
        if gap is not None:
            parts.append(label(words.text("network.gui.because"), "section", wrap=True))
            parts.append(Links(desk, gap.threat_ids))
        wrong = [
            f for f in grid_findings(desk.snapshot, found) if f.key != "finding.grid.undecided"
        ]
        here = [f for f in wrong if not self._place or f.place_id in ("", self._place)]
        parts.append(label(words.text("network.gui.wrong"), "section", wrap=True))
        for one in here:
            parts.append(label(desk.teller.text(one), wrap=True))
            parts.append(Links(desk, one.refs))
        if not here:
            parts.append(label(words.text("network.gui.nothing_wrong"), "hint", wrap=True))
        matters = [
            m
            for m in desk.snapshot.all(Difference)
            if not self._place or m.place_id in ("", self._place)
        ]
        if matters and desk.assessment is not None:
            parts.append(label(words.text("network.gui.differences"), "section", wrap=True))
            for matter in matters:
                told = desk.teller.text(difference_said(matter, desk.assessment.as_of))
                parts.append(label(told, wrap=True))
                parts.append(Links(desk, (matter.id,)))
        parts.append(label(words.text("network.gui.load"), "section", wrap=True))
        for share in found.shares:
            text = words.text(
                "network.cli.share",
                component=words.term("component", share.component),
                count=len(share.action_ids),
                units=len(share.unit_ids),
                owner=len(share.without_owner),
                date=len(share.without_date),
            )
            parts.append(label(text, wrap=True))
        self.detail.fill(parts)

    def _colour(self, row: Any) -> tuple[str, str] | None:
        return (theme.DANGER_PALE, theme.INK) if row.gap.actions == 0 else None

    def _forget(self) -> None:
        self._place = ""
        self.table.set_rows([])
        self.detail.fill([])
