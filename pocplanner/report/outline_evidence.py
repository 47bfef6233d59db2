"""The evidence annex: what the numbers in the text stand for, and which of it is cited."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from pocplanner.model.actors import Tie
from pocplanner.model.assessment import Rating, Threat, WarningSign
from pocplanner.model.community import Alert, Journey, Perception, Timing
from pocplanner.model.events import NEAR, Series
from pocplanner.model.guard import CASES
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.mission import Issue, Mission, Source
from pocplanner.model.record import Record
from pocplanner.model.reliance import Reliance
from pocplanner.model.strategy import Residual
from pocplanner.report import blocks as b
from pocplanner.report.draft.grammar import cap
from pocplanner.report.outline_desk import Layout

B = TypeVar("B")

#: Of what one statement counts, so many records and events (the latest) are named; the
#: rest stands in its numbers. A line of a table names fewer.
MOST_RECORDS, MOST_EVENTS = 3, 2
_IN_LINE = (1, 0)
#: The fields in which kinds of record say what they are, in this order.
_SAYS = ("name", "title", "text", "question")
_DAYS = ("on", "asked_on", "made_on", "judged_on", "obtained_on", "as_of", "by_when", "due_on")


class Evidence:
    """Finds, for one document, what its parts rest on and how each of it is told."""

    def __init__(self, desk: Layout) -> None:
        self.desk = desk
        self._marks: dict[str, str] = {}

    @cached_property
    def _rows(self) -> dict[str, int]:
        """Row by event id, newest rows last; events told as counts only are not among them."""
        events = self.desk.snapshot.events
        if not len(events):
            return {}
        told = ~events.type.isin(CASES)
        return {events.event_id(int(i)): int(i) for i in np.flatnonzero(told)}

    def cited(self, blocks: Iterable[b.Block]) -> tuple[b.Block, ...]:
        """The blocks with only such evidence as can be looked up, few events for each part."""
        return tuple(self._block(block) for block in blocks)

    def _ids(
        self, evidence: tuple[str, ...], records: int = MOST_RECORDS, events: int = MOST_EVENTS
    ) -> tuple[str, ...]:
        kept = []
        for one in dict.fromkeys(evidence):
            if self.desk.snapshot.get(one) is not None:
                records -= 1
                if records >= 0:
                    kept.append(one)
            elif events > 0 and one in self._rows:
                events -= 1
                kept.append(one)
        return tuple(kept)

    def _block(self, block: b.Block) -> b.Block:
        match block:
            case b.Items(items=items):
                return replace(block, items=tuple(self._of(i) for i in items))
            case b.KeyBox(items=boxed):
                return replace(block, items=tuple(self._of(i) for i in boxed))
            case b.Table():
                rows = tuple(tuple(self._of(c) for c in row) for row in block.rows)
                return replace(
                    block, rows=rows, evidence=tuple(self._ids(e) for e in block.evidence)
                )
            case b.Facts(pairs=pairs):
                told = tuple((name, self._of(value)) for name, value in pairs)
                return replace(block, pairs=told, evidence=self._ids(block.evidence))
            case b.Text() | b.Figure():
                return self._of(block)
        return block

    def _of(self, part: B) -> B:
        if isinstance(part, b.Cell | b.KeyItem) and part.evidence:
            return replace(part, evidence=self._ids(part.evidence, *_IN_LINE))
        if isinstance(part, b.Text | b.Figure) and part.evidence:
            return replace(part, evidence=self._ids(part.evidence))
        return part

    def annex(self, blocks: Iterable[b.Block]) -> b.EvidenceList:
        """What the blocks cite, in the order in which they first cite it."""
        used = b.evidence_used(blocks)
        return b.EvidenceList(tuple(self._item(at, id) for at, id in enumerate(used, start=1)))

    def _item(self, number: int, id: str) -> b.EvidenceItem:
        record = self.desk.snapshot.get(id)
        if record is None:
            return self._event(number, id)
        text = self._text(record)
        day = self._day(record)
        if day and day not in text:
            text = f"{text} ({day})"
        return b.EvidenceItem(
            number, id, text, self._grade(record), self.desk.words.kind(type(record)),
            self._source(record),
        )  # fmt: skip

    def _text(self, record: Record) -> str:
        desk = self.desk
        match record:
            case Mission():
                return record.name
            case Source():
                # The name of a source beside the numbers of what it said would tie the two.
                return record.name if desk.names_sources else desk.say("a_source")
            case Series():
                source = desk.snapshot.one(Source, record.source_id)
                name = source.name if source and desk.names_sources else desk.say("own_events")
                return f"{name}, {desk.span(record.first_day, record.last_day)}"
            case Threat():
                return cap(desk.threat_name(record))
            case Rating():
                threat = desk.assessment.threats.get(record.threat_id)
                name = desk.threat_name(threat) if threat else ""
                return desk.say("rated", threat=name, band=desk.phrase("band", record.band))
            case Residual():
                threat = desk.assessment.threats.get(record.threat_id)
                return desk.short(cap(desk.threat_name(threat)) if threat else record.reason)
            case InterferenceAnswer():
                became = desk.term("interference_answer", record.kind)
                return f"{became}: {desk.name(record.action_id)}, {desk.name(record.coping_id)}"
            case Reliance():
                return f"{desk.name(record.action_id)}, {desk.name(record.actor_id)}"
            case Tie():
                return desk.say("tie", one=desk.name(record.from_id), other=desk.name(record.to_id),
                                kind=desk.phrase("tie_kind", record.kind))  # fmt: skip
            case WarningSign():
                return f"{desk.term('warning_sign', record.sign)}, {desk.name(record.place_id)}"
            case Timing():
                condition = desk.text(f"condition.{record.light}_{record.season}")
                return f"{desk.name(record.place_id)}, {condition}"
            case Alert():
                kind = desk.term("threat_type", record.threat)
                return ", ".join(p for p in (kind, desk.name(record.place_id)) if p)
            case Perception():
                parts = (
                    desk.term("perception_question", record.question),
                    desk.name(record.place_id),
                    desk.phrase("sex", record.sex) if record.sex not in ("all", "") else "",
                    "" if record.asked is None else desk.say("asked", n=desk.number(record.asked)),
                )
                return ", ".join(p for p in parts if p)
            case Journey():
                return f"{record.title}, {desk.name(record.place_id)}"
            case Issue():
                return desk.words.text(f"outline.title.{record.document}")
        return self._plain(record)

    def _plain(self, record: Record) -> str:
        said = next((str(v) for f in _SAYS if (v := getattr(record, f, ""))), "")
        place = self.desk.snapshot.name(getattr(record, "place_id", ""))
        if not said:
            return place or self.desk.words.kind(type(record))
        said = self.desk.short(said, 84)
        return f"{said}, {place}" if place and place not in said else said

    def _day(self, record: Record) -> str:
        if isinstance(record, Alert):
            return self.desk.short_day(record.received_at)
        if isinstance(record, Threat):
            return self.desk.short_day(record.decided_at) if record.reviewed else ""
        for name in _DAYS:
            value: Any = getattr(record, name, None)
            if value is not None:
                return self.desk.short_day(value)
        return ""

    def _source(self, record: Record) -> str:
        """The mark of the source, for the team alone (rule D19)."""
        if isinstance(record, Series):
            return ""
        return self._mark(self.desk.snapshot.one(Source, getattr(record, "source_id", "")))

    def _mark(self, source: Source | None) -> str:
        """S1, S2, … in the order in which sources are first met; empty where none is named."""
        if source is None or not self.desk.names_sources:
            return ""
        return self._marks.setdefault(source.id, f"S{len(self._marks) + 1}")

    @property
    def source_ids(self) -> frozenset[str]:
        """The sources that have been named so far; none where these readers see no names."""
        return frozenset(self._marks)

    def sources(self) -> str:
        """Which source each mark of the annex stands for; empty where none is named."""
        desk = self.desk
        found = ((desk.snapshot.one(Source, id), mark) for id, mark in self._marks.items())
        named = desk.text("semicolon").join(f"{mark} {one.name}" for one, mark in found if one)
        return desk.say("evidence.sources", names=named) if named else ""

    def _grade(self, record: Record) -> str:
        if isinstance(record, Source):
            return record.grade
        if isinstance(record, Threat):
            return f"{record.reliability}{record.credibility}"
        if not hasattr(record, "source_id"):
            return ""
        source = self.desk.snapshot.one(Source, record.source_id)
        return source.grade if source else self.desk.unless_held("ungraded")

    def _event(self, number: int, id: str) -> b.EvidenceItem:
        desk, events = self.desk, self.desk.snapshot.events
        row = self._rows[id]
        parts = [
            desk.term("incident_type", events.type.text(row)), self._when(row), self._where(row),
            self._sides(row),
        ]  # fmt: skip
        deaths = int(events.deaths_best[row])
        if deaths > 0:
            parts.append(desk.count("death", deaths))
        elif deaths < 0:
            parts.append(desk.say("deaths_unstated"))
        series = desk.snapshot.one(Series, events.series_ids[int(events.series[row])])
        source = desk.snapshot.one(Source, series.source_id) if series else None
        grade = source.grade if source else desk.unless_held("ungraded")
        return b.EvidenceItem(
            number, id, ", ".join(p for p in parts if p), grade, source=self._mark(source),
        )  # fmt: skip

    def _when(self, row: int) -> str:
        events = self.desk.snapshot.events
        day, precision = events.day(row), int(events.day_precision[row])
        if day is None:
            return ""
        if precision == 1:
            return self.desk.short_day(day)
        if precision in (2, 3):
            return self.desk.say("about_day", day=self.desk.short_day(day))
        month = self.desk.words.text(f"report.month.{day.month}")
        return f"{month} {day.year}" if precision == 4 else str(day.year)

    def _where(self, row: int) -> str:
        """The place as exactly as the source knows it, and no more."""
        events = self.desk.snapshot.events
        precision = int(events.place_precision[row])
        columns = (events.place, events.admin2, events.admin1, events.country)
        first = 0 if 0 < precision <= NEAR else {3: 1, 4: 2}.get(precision, 3)
        name = next((n for c in columns[first:] if (n := c.text(row))), "")
        # Some sources say "near" in the name itself.
        said = name.casefold().startswith(("near ", "près de "))
        if name and first == 0 and precision == NEAR and not said:
            return self.desk.say("near", place=name)
        return name

    def _sides(self, row: int) -> str:
        events = self.desk.snapshot.events
        one, other = events.side_a.text(row), events.side_b.text(row)
        return self.desk.say("sides", one=one, other=other) if one and other else one or other
