"""The tab "Handover": who leaves and what goes along; the booklet of the chosen place."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.engagement.booklet import Booklet
from pocplanner.analysis.engagement.booklet_text import booklet_parts
from pocplanner.analysis.engagement.rotation import rotations
from pocplanner.analysis.engagement.telling import rotation_lines
from pocplanner.commands.people import looking
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import Scroll, button, label, row
from pocplanner.gui.tables.table import Column, Table
from pocplanner.gui.voices.fresh import FreshPane

_WIDTHS = (128, 92, 96, 92, 88)

_LINKS = 6


@dataclass(frozen=True)
class Line:
    """A place with its booklet."""

    id: str
    book: Booklet


class HandoverPane(FreshPane):
    """Places beside the booklet of the chosen one; without a choice, the rotations ahead."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.words
        self.table = Table(words, self._columns(), words.text("gui.handover.none"), _WIDTHS)
        self.detail = Scroll()
        self.ahead = button(words.text("gui.handover.ahead"))
        self.ahead.clicked.connect(lambda: self.show_place(""))
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.table, 1)
        under.addWidget(row(self.ahead))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setSizes([530, 440])
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(words.text("gui.handover.hint"), "hint", wrap=True))
        layout.addWidget(split, 1)
        self.table.chosen.connect(self.show_place)
        self.table.opened.connect(desk.wanted)

    def _columns(self) -> tuple[Column, ...]:
        words, desk = self._desk.words, self._desk

        def count(field: str, *more: str) -> Column:
            names = (field, *more)

            def number(line: Line) -> int:
                return sum(len(getattr(line.book, n)) for n in names)

            return Column(
                words.text(f"gui.handover.{field}"),
                lambda x: str(number(x)) if number(x) else "",
                number,
                number=True,
            )

        return (
            Column(words.text("gui.time.place"), lambda x: desk.name(x.id)),
            count("open_promises"),
            count("open_requests", "untold_requests"),
            count("untold_alerts"),
            count("rotations"),
        )

    def refresh(self) -> None:
        """List the places of which something is owed or known."""
        desk = self._desk
        if desk.project is None or desk.assessment is None:
            return
        snapshot, on = desk.snapshot, desk.assessment.as_of
        books = sorted(looking.hand_over_all(snapshot, on), key=lambda b: -len(b.open_promises))
        self.table.set_rows([Line(b.place_id, b) for b in books])
        ids = self.table.chosen_ids()
        self.show_place(ids[0] if ids else "")

    def show_place(self, id: str) -> None:
        """The booklet of a place; without one, the rotations ahead."""
        desk, words = self._desk, self._desk.words
        if desk.project is None or desk.assessment is None:
            return
        on = desk.assessment.as_of
        if not id:
            self._show_rotations()
            return
        book = looking.hand_over(desk.snapshot, id, on)
        name = desk.name(id)
        parts: list[QWidget] = [
            label(words.text("people.booklet.title", place=name), "section", wrap=True),
            label(words.text("people.booklet.as_of", on=desk.teller.day(on)), "hint"),
        ]
        for head, lines, refs in booklet_parts(desk.teller, book, on):
            parts.append(label(head, "section", wrap=True))
            parts += [label(t, wrap=True) for t in lines]
            # Where a line is the record's own text, a link would say it twice.
            told = (getattr(desk.snapshot.get(r), "text", "") for r in refs)
            if refs and len(refs) <= _LINKS and not any(told):
                parts.append(Links(desk, refs))
        self.detail.fill(parts)

    def _show_rotations(self) -> None:
        desk, words = self._desk, self._desk.words
        assumed = Assumptions(desk.snapshot.assumptions)
        found = rotations(desk.snapshot, desk.assessment.as_of, assumed)
        parts: list[QWidget] = [label(words.text("people.rotation.title"), "section")]
        if not found:
            parts.append(label(words.text("people.rotation.none"), "hint", wrap=True))
        for one in found:
            first, *rest = rotation_lines(desk.teller, one)
            parts.append(label(first, "step", wrap=True))
            parts += [label(t.strip(), wrap=True) for t in rest]
        self.detail.fill(parts)

    def _forget(self) -> None:
        self.table.set_rows([])
        self.detail.fill([])
