"""The tab "Side by side": people's ratings beside the mission's, surveys, outputs beside lives."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pocplanner.analysis.voices import telling
from pocplanner.commands.people import looking
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import Scroll, label
from pocplanner.gui.tables.table import Column, Table
from pocplanner.gui.voices.fresh import FreshPane

#: So many surveys stand beside the table where no threat is chosen.
_CELLS = 12
_WIDTHS = (160, 84, 70, 62, 86, 76)


@dataclass(frozen=True)
class Line:
    """A threat that people rated."""

    id: str
    beside: Any


class HeardPane(FreshPane):
    """A table of threats with both ratings; beside it what is known of the chosen one's place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.words
        self._found: Any = None
        self._shown_for: object = None
        self.pairs = label("", "warning", wrap=True)
        self.table = Table(words, self._columns(), words.text("people.voices.no_ratings"), _WIDTHS)
        self.detail = Scroll()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setSizes([610, 360])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("gui.heard.hint"), "hint", wrap=True))
        layout.addWidget(self.pairs)
        layout.addWidget(split, 1)
        self.pairs.hide()
        self.table.chosen.connect(self.show_threat)
        self.table.opened.connect(desk.wanted)

    def _columns(self) -> tuple[Column, ...]:
        words, desk = self._desk.words, self._desk

        def of(sex: str) -> Any:
            def rating(line: Line) -> float | None:
                told = line.beside.by(sex)
                return told.rating if told is not None else None

            return rating

        def text(sex: str) -> Any:
            get = of(sex)
            return lambda x: "" if get(x) is None else telling.number(get(x))

        return (
            Column(words.text("gui.heard.threat"), lambda x: desk.name(x.id)),
            Column(words.text("gui.heard.women"), text("female"), of("female"), number=True),
            Column(words.text("gui.heard.men"), text("male"), of("male"), number=True),
            Column(words.text("gui.heard.all"), text("all"), of("all"), number=True),
            Column(
                words.text("gui.heard.mission"),
                lambda x: "" if x.beside.mission is None else str(x.beside.mission),
                lambda x: x.beside.mission,
                number=True,
            ),
            Column(
                words.text("gui.heard.gap"),
                lambda x: "" if x.beside.gap is None else f"{x.beside.gap:+g}",
                lambda x: x.beside.gap,
                self._colour,
                number=True,
            ),
        )

    def _colour(self, line: Line) -> tuple[str, str] | None:
        one = line.beside
        return (theme.WARNING_PALE, theme.INK) if one.differs or one.sexes_differ else None

    @property
    def found(self) -> Any:
        """What people say as of the latest assessment; None before it."""
        desk = self._desk
        if desk.project is None or desk.assessment is None:
            return None
        if self._shown_for is not desk.assessment:
            self._shown_for = desk.assessment
            self._found = looking.heard(desk.shown, desk.assessment)
        return self._found

    def refresh(self) -> None:
        """Show the latest assessment's voices."""
        found = self.found
        if found is None:
            return
        self.table.set_rows([Line(b.threat_id, b) for b in found.beside])
        apart = [p for p in found.pairs if p.state == "diverges"]
        lines = [telling.pair_lines(self._desk.teller, p)[0] for p in apart]
        self.pairs.setText("\n".join(lines))
        self.pairs.setVisible(bool(lines))
        ids = self.table.chosen_ids()
        self.show_threat(ids[0] if ids else "")

    def show_threat(self, id: str) -> None:
        """The chosen threat with the surveys of its place; of none the pairs and all surveys."""
        found, words, teller = self.found, self._desk.words, self._desk.teller
        if found is None:
            return
        one = next((b for b in found.beside if b.threat_id == id), None)
        parts: list[QWidget] = []
        if one is not None:
            parts.append(label(telling.beside_text(teller, one), "section", wrap=True))
            parts.append(Links(self._desk, (one.threat_id, *(r for t in one.told for r in t.refs))))
        cells = [c for c in found.cells if one is None or c.place_id == one.place_id]
        aged = [c for c in found.ages if one is not None and c.place_id == one.place_id]
        tests = {id_of(c): m for c, m in found.moved}
        if one is None:
            parts.append(label(words.text("people.voices.pairs"), "section"))
            lines = [t for p in found.pairs for t in telling.pair_lines(teller, p)]
            empty = words.text("people.voices.no_pairs")
            parts += [label(t.strip(), wrap=True) for t in lines] or [label(empty, "hint")]
            # Those that moved first: the rest of a place is shown with its threat.
            cells = sorted(cells, key=lambda c: id_of(c) not in tests)[:_CELLS]
        parts.append(label(words.text("people.voices.rounds"), "section"))
        for cell in cells:
            parts.append(label(telling.cell_text(teller, cell), wrap=True))
            if id_of(cell) in tests:
                moved = telling.moved_text(words, tests[id_of(cell)])
                parts.append(label(moved, "hint", wrap=True))
            parts.append(label(telling.how_text(teller, cell.last), "hint", wrap=True))
        if aged:
            parts.append(label(words.text("gui.heard.ages"), "section"))
            parts += [label(telling.cell_text(teller, c), wrap=True) for c in aged]
        if not cells:
            parts.append(label(words.text("people.voices.none"), "hint", wrap=True))
        self.detail.fill(parts)

    def _forget(self) -> None:
        self._found = self._shown_for = None
        self.table.set_rows([])
        self.detail.fill([])
        self.pairs.hide()


def id_of(cell: Any) -> tuple[str, str, str]:
    """What a cell is about."""
    return cell.place_id, cell.question, cell.sex
