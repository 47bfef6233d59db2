"""The tab "Who goes where": people's ways by place, women and men apart, and what was not asked."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pocplanner.analysis.exposure.hours_told import number, purpose
from pocplanner.analysis.exposure.journeys import USUAL, Travellers, travellers
from pocplanner.gui import theme
from pocplanner.gui.desk import Desk
from pocplanner.gui.links import Links
from pocplanner.gui.plain import button, label, pairs, row
from pocplanner.gui.tables.place_pane import PlacePane
from pocplanner.gui.tables.table import Column
from pocplanner.model.community import Journey
from pocplanner.model.vocabulary import vocabulary

_WIDTHS = (130, 124, 70, 76, 76, 76, 76)


@dataclass(frozen=True)
class Line:
    """A place with what was asked of its ways and the people who go."""

    id: str
    asked: Any
    people: Travellers

    @property
    def open(self) -> int:
        """How many answers are missing; a way that nobody asked about counts as one."""
        return sum(map(len, self.asked.open.values())) + len(self.asked.purposes)


class WaysPane(PlacePane):
    """Places beside the journeys of the chosen one; an empty answer is "not yet asked"."""

    #: Somebody wants to record a journey at this place.
    asked_here = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "gui.ways", _WIDTHS, (560, 400))

    def _between(self) -> tuple[QWidget, ...]:
        self.ask = button(self._desk.words.text("gui.ways.record"), "primary")
        self.ask.clicked.connect(lambda: self.asked_here.emit(self._id))
        return (row(self.ask),)

    def _columns(self) -> tuple[Column, ...]:
        words = self._desk.words

        def count(key: str) -> Column:
            return Column(
                words.text(f"gui.ways.column.{key}"),
                lambda line: self._count(line, key),
                lambda line: line.people.by_sex.get(key, 0) if line.asked.journey_ids else None,
                number=True,
            )

        return (
            *super()._columns(),
            Column(
                words.text("gui.ways.column.open"),
                self._open_text,
                lambda line: line.open,
                lambda line: (theme.WARNING_PALE, theme.INK) if line.open else None,
            ),
            Column(
                words.text("gui.ways.column.journeys"),
                lambda line: str(len(line.asked.journey_ids) or ""),
                lambda line: len(line.asked.journey_ids),
            ),
            Column(
                words.text("gui.ways.column.people"),
                lambda line: number(words, line.people.whole) if line.asked.journey_ids else "",
                lambda line: line.people.whole,
            ),
            count("female"),
            count("male"),
            count("not_stated"),
        )

    def _count(self, line: Line, sex: str) -> str:
        if not line.asked.journey_ids:
            return ""
        return number(self._desk.words, line.people.by_sex.get(sex, 0))

    def _open_text(self, line: Line) -> str:
        words = self._desk.words
        if not line.asked.journey_ids:
            return words.text("gui.ways.not_asked")
        if not line.open:
            return words.text("gui.ways.complete")
        return words.text("gui.ways.open", count=line.open)

    def refresh(self) -> None:
        """List the places of the latest assessment, those under the worst threats first."""
        found = self._desk.assessment
        if found is None or self._desk.project is None:
            return
        journeys = {j.id: j for j in self._desk.project.all(Journey)}
        order = {r.place_id: i for i, r in reversed(list(enumerate(found.rated)))}
        lines = [
            Line(a.place_id, a, travellers(journeys[i] for i in a.journey_ids if i in journeys))
            for a in found.journeys
        ]
        lines.sort(key=lambda x: (order.get(x.id, 9999), self._desk.name(x.id).casefold()))
        self._list(lines)

    def _show_chosen(self) -> None:
        line = self._line()
        if line is None:
            self._empty()
            return
        desk, words = self._desk, self._desk.words
        self.title.setText(desk.name(line.id))
        self.ask.setEnabled(True)
        parts: list[QWidget] = []
        if not line.asked.journey_ids:
            parts.append(label(words.text("gui.ways.ask", place=desk.name(line.id)), wrap=True))
        else:
            parts += self._totals(line.people)
        if line.asked.purposes and line.asked.journey_ids:
            names = ", ".join(purpose(words, p).lower() for p in USUAL if p in line.asked.purposes)
            parts.append(label(words.text("gui.ways.usual", names=names), "hint", wrap=True))
        if line.asked.only_men_asked:
            text = words.text("question.journeys_men_asked", place=desk.name(line.id))
            parts.append(label(text, "warning", wrap=True))
        for id in line.asked.journey_ids:
            parts += self._journey(id, line.asked.open.get(id, ()))
        self.detail.fill(parts)

    def _totals(self, people: Travellers) -> list[QWidget]:
        """The tables by age and group; each sums to all who go."""
        words = self._desk.words
        rows = [(words.text("gui.ways.all"), number(words, people.whole))]
        order = vocabulary("age_band").codes()
        ages = sorted(
            people.by_age.items(), key=lambda p: order.index(p[0]) if p[0] in order else 99
        )
        rows += [(words.term("age_band", age), number(words, n)) for age, n in ages]
        rows += [
            (group or words.text("gui.ways.no_group"), number(words, n))
            for group, n in sorted(people.by_group.items(), key=lambda p: -p[1])
        ]
        made: list[QWidget] = [pairs(rows)]
        if people.unknown:
            text = words.text("gui.ways.unknown", count=people.unknown)
            made.append(label(text, "hint", wrap=True))
        return made

    def _journey(self, id: str, missing: tuple[str, ...]) -> list[QWidget]:
        desk, words = self._desk, self._desk.words
        record = desk.snapshot.one(Journey, id)
        if record is None:
            return []
        made: list[QWidget] = [Links(desk, (id,))]
        told = [
            ("gui.ways.changed", record.changed),
            ("gui.ways.who_else", record.who_else),
            ("gui.ways.cost", record.cost_to_whom),
        ]
        made += [label(words.text(key, text=text), wrap=True) for key, text in told if text]
        if missing:
            names = ", ".join(words.text(f"exposure.answer.{m}") for m in missing)
            made.append(label(words.text("gui.ways.missing", names=names), "hint", wrap=True))
        return made

    def _empty(self) -> None:
        super()._empty()
        self.ask.setEnabled(False)


__all__ = ["WaysPane"]
