"""The desk at which a document is laid out: what the draft knows, and tables that fit readers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pocplanner.analysis.results import Assessment, Gap, Rated
from pocplanner.model.assessment import Threat
from pocplanner.model.guard import Audience
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.report import blocks as b
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap, low

#: Bands and priorities as a table cell marks them.
_BANDS: dict[str, b.Mark] = {
    "low": "low", "moderate": "moderate", "high": "high", "very_high": "very_high",
}  # fmt: skip
_ORDER = ("low", "moderate", "high", "very_high")


@dataclass(frozen=True)
class Column:
    """A column of a table: its name under `outline.column`, its width beside the others."""

    name: str
    width: float = 1.0
    number: bool = False


@dataclass(frozen=True)
class Line:
    """A row of a table and what it rests on."""

    cells: tuple[b.Cell | str, ...]
    evidence: tuple[str, ...] = ()


class Layout(Desk):
    """A desk that also knows the reader, and makes tables and cells in the reader's language."""

    def __init__(
        self, snapshot: Snapshot, assessment: Assessment, language: str, audience: Audience,
        document: str, scenario_id: str = "",
    ) -> None:  # fmt: skip
        super().__init__(assessment.over(snapshot), assessment, language)
        self.audience, self.document, self.scenario_id = audience, document, scenario_id

    def say(self, key: str, /, **facts: object) -> str:
        """A text of the outline's own."""
        return self.words.text(f"outline.{key}", **facts)

    def says(self, key: str, count: int, /, **facts: object) -> str:
        """The form of a text for this count."""
        return self.words.plural(f"outline.{key}", count, n=self.number(count), **facts)

    @property
    def names_sources(self) -> bool:
        """Whether the name of a source may stand beside what it said (rule D19)."""
        return self.audience is Audience.CORE

    def colon(self, name: str, said: str) -> str:
        """A name and what is said of it, with the colon that the language writes."""
        return self.say("colon", name=name, said=said) if name and said else name or said

    def unless_held(self, key: str) -> str:
        """What a cell says of something unknown; nothing where it may only be held back."""
        return self.say(key) if self.whole else ""

    # Tables

    def table(
        self, columns: Sequence[Column], lines: Iterable[Line], title: str = "", note: str = "",
        empty: str = "", wide: float = 1.0,
    ) -> Iterable[b.Block]:  # fmt: skip
        """A table without the columns that say nothing to these readers; none without rows.

        Where nothing may be held back and there are no rows, `empty` is printed as a question.
        """
        rows = list(lines)
        if not rows:
            if empty and self.whole:
                yield b.Text(self.say(empty), status="question", style="question")
            return
        kept = [
            at for at in range(len(columns))
            if any(len(r.cells) == 1 or _says(r.cells[at]) for r in rows)
        ]  # fmt: skip
        yield b.Table(
            head=tuple(self.say(f"column.{columns[at].name}") for at in kept),
            rows=tuple(_marked(r, kept) for r in rows),
            widths=tuple(columns[at].width for at in kept),
            title=title,
            note=note,
            numbers=frozenset(i for i, at in enumerate(kept) if columns[at].number),
            width=wide,
        )

    def band_cell(self, band: str) -> b.Cell | str:
        """A cell that is marked with its band; words where there is none."""
        mark = _BANDS.get(band)
        if mark:
            return b.Cell("", mark)
        return b.Cell(self.say("not_rated"), "unknown") if self.whole else ""

    # What is said of places and threats in a few words

    def worst(self, threats: Iterable[Threat]) -> Rated | None:
        """The rating of the most pressing of these threats."""
        return next((self.rated[t.id] for t in threats), None)

    def worst_band(self, place_id: str) -> str:
        """The highest band of a place's reviewed threats."""
        bands = [self.rated[t.id].band for t in self.threats_at(place_id)]
        return max((x for x in bands if x in _ORDER), key=_ORDER.index, default="")

    def community_and_analyst(self, rated: Rated) -> str:
        """The community's rating beside the analyst's."""
        if rated.community_rating is None:
            return self.unless_held("not_asked_short")
        said = f"{rated.community_rating} / {rated.likelihood or '–'}"
        return said + (" !" if rated.community_gap and abs(rated.community_gap) >= 2 else "")

    def late(self, gap: Gap | None) -> str:
        """Whether help comes in time under this condition, in a few words."""
        if gap is None or gap.gap is None:
            return self.unless_held("gap.unknown")
        condition = self.text(f"condition.{gap.light}_{gap.season}")
        if gap.verdict == "in_time":
            return self._marked(self.say("gap.in_time", condition=condition), gap)
        likely = gap.gap.likely if gap.verdict == "late" else gap.gap.max
        late = self.minutes(likely)
        return self._marked(self.say(f"gap.{gap.verdict}", late=late, condition=condition), gap)

    def _marked(self, said: str, gap: Gap) -> str:
        return self.say("reach_computed", time=said) if gap.computed else said

    def when(self, threat: Threat) -> str:
        """Hours, days and seasons of a threat, as far as they are known."""
        first, last = threat.from_hour, threat.to_hour
        parts = [
            f"{first:02}:00–{last:02}:00" if first is not None and last is not None else "",
            self.weekdays(threat.weekdays) if threat.weekdays else "",
            self.listed(low(self.term("season_kind", s)) for s in threat.seasons),
        ]
        return cap(", ".join(p for p in parts if p))

    def by_whom(self, threat: Threat) -> str:
        """Who threatens; "not stated" where nobody is named and nothing may be held back."""
        return self.perpetrator(threat) or self.unless_held("not_stated")

    def yes_no(self, code: str) -> str:
        """Yes, no, in part; unknown said only where nothing may be held back."""
        if code in ("", "unknown"):
            return self.unless_held("not_known_short")
        return self.term("yes_no", code)

    def known(self, vocabulary: str, code: str) -> str:
        """A term; "not known" said only where nothing may be held back."""
        if code in ("", "unknown"):
            return self.unless_held("not_known_short")
        return self.term(vocabulary, code)

    def short_day(self, value: object) -> str:
        """A day as figures, for tables: 24.11.2026; empty where there is none."""
        return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else ""

    def short(self, text: str, most: int = 160) -> str:
        """A text cut at a word, with an ellipsis."""
        text = " ".join(text.split())
        if len(text) <= most:
            return text
        return text[:most].rsplit(" ", 1)[0].rstrip(",;:.") + "…"

    @cached_property
    def not_asked_places(self) -> tuple[str, ...]:
        """Places where nobody has asked how people protect themselves; none outside the team."""
        return self.not_asked if self.whole else ()

    def evidence_of(self, *records: Record | None) -> tuple[str, ...]:
        """The ids of these records."""
        return ids(r.id for r in records if r is not None)


def _marked(line: Line, kept: Sequence[int]) -> tuple[b.Cell | str, ...]:
    """The cells that are kept; the first of them carries the numbers of the evidence."""
    cells = list(line.cells if len(line.cells) == 1 else (line.cells[at] for at in kept))
    first = next((i for i, c in enumerate(cells) if _says(c) and not _is_mark(c)), None)
    if first is not None and line.evidence:
        cell = cells[first]
        cell = b.Cell(cell) if isinstance(cell, str) else cell
        cells[first] = replace(cell, evidence=line.evidence)
    return tuple(cells)


def _is_mark(cell: b.Cell | str) -> bool:
    return isinstance(cell, b.Cell) and bool(cell.mark)


def _says(cell: b.Cell | str) -> bool:
    return bool(cell) if isinstance(cell, str) else bool(cell.text or cell.mark)
