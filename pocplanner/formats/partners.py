"""Who does what where: rows of organisation, sector and place to the organisations themselves.

The mission knows organisations as actors, so that is what a table of activities becomes: one
actor per organisation, its kind as the file says it, its areas where the mission knows them,
and in the note of its role what it does where. Nothing makes a humanitarian organisation a
partner of the mission; that is for a person to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from pocplanner.formats.context import Context, folded
from pocplanner.formats.entries import Entries
from pocplanner.formats.entry_values import Wrong, date_order
from pocplanner.formats.heads import Chosen
from pocplanner.formats.judging import Findings, Gathered, Judged, guard, ragged
from pocplanner.formats.reading import SourceFacts, stable_id
from pocplanner.model.actors import Actor
from pocplanner.model.record import Record
from pocplanner.words import Words

_AREAS = ("area3", "area2", "area1")
#: What a note lists of sectors and places; the rest is counted.
_LISTED = 40


@dataclass
class _Organisation:
    name: str
    line: int
    acronyms: dict[str, None] = field(default_factory=dict)
    kinds: dict[str, None] = field(default_factory=dict)
    sectors: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)
    areas: dict[str, None] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    rows: int = 0


def judge(
    made: Gathered, chosen: Chosen, source: SourceFacts, context: Context, first: int = 0
) -> Judged:
    """Actors from a table of who does what where."""
    findings = Findings()
    ragged(made, findings)
    places = {f: at[0] for f, at in chosen.columns.items()}
    dated = [[row[places[f]] for row in made.rows] for f in ("since", "until") if f in places]
    order = date_order(dated, findings)
    work = _Table(context, findings, chosen, order)
    made.keep_first(first)
    for line, row in zip(made.lines, made.rows, strict=True):
        work.take(line, {f: row[at].strip() for f, at in places.items()})
    records: list[Record] = []
    for found in work.organisations.values():
        try:
            records.append(work.actor(found, source))
        except ValidationError:
            findings.refuse(found.line, chosen.head.names[places["name"]], "invalid")
    left = [n for n in chosen.unused if n not in chosen.dropped]
    if left:
        findings.warn("partners_left", 0, columns=", ".join(left)[:300])
    if work.unknown:
        names = ", ".join(list(work.unknown)[:20])[:300]
        for _ in work.unknown:
            findings.warn("partners_areas", 0, names=names)
    blank = int(made.end.get("blank", 0))
    judged = findings.judged(records, len(made.rows) + len(made.end.get("ragged", [])), blank=blank)
    judged.date_order = order
    return judged


class _Table:
    def __init__(self, context: Context, findings: Findings, chosen: Chosen, order: str) -> None:
        self._context, self._findings, self._chosen = context, findings, chosen
        self._words = Words(context.language)
        self._entries = Entries(context, findings, order)
        self._areas: dict[str, list[str]] = {}
        for known in context.known:
            if known.kind == "Area":
                for name in {folded(known.name), folded(known.pcode)} - {""}:
                    self._areas.setdefault(name, []).append(known.id)
        self.organisations: dict[str, _Organisation] = {}
        self.unknown: dict[str, None] = {}

    def take(self, line: int, row: Mapping[str, str]) -> None:
        """One row: what one organisation does at one place."""
        name = row.get("name", "") or row.get("acronym", "")
        key = folded(name)
        if not key:
            column = self._chosen.columns.get("name") or self._chosen.columns["acronym"]
            self._findings.refuse(line, self._chosen.head.names[column[0]], "no_organisation")
            return
        found = self.organisations.setdefault(key, _Organisation(name[:300], line))
        found.rows += 1
        _add(found.acronyms, row.get("acronym", ""), unlike=name)
        _add(found.kinds, row.get("type", ""))
        _add(found.sectors, row.get("sector", "") or row.get("sub_sector", ""))
        where = [row.get(f, "") for f in ("place", *_AREAS)]
        _add(found.places, next((w for w in where if w), row.get("country", "")))
        self._place(found, row)
        for end in ("since", "until"):
            self._day(found, end, row.get(end, ""), line)

    def _place(self, found: _Organisation, row: Mapping[str, str]) -> None:
        """The finest area that the mission knows by its code or its name."""
        for area in _AREAS:
            code, name = row.get("pcode" + area[-1], ""), row.get(area, "")
            for text in (code, name):
                ids = self._areas.get(folded(text), []) if text else []
                if len(ids) == 1:
                    found.areas[ids[0]] = None
                    return
        name = next((row[a] for a in _AREAS if row.get(a)), "")
        if name:
            self.unknown[name] = None

    def _day(self, found: _Organisation, end: str, text: str, line: int) -> None:
        if not text:
            return
        try:
            day = self._entries.day(text)
        except Wrong:
            self._findings.warn("date_left_out", line)
            return
        known = getattr(found, end)
        choose = min if end == "since" else max
        setattr(found, end, choose(known, day) if known else day)

    def actor(self, found: _Organisation, source: SourceFacts) -> Actor:
        """The organisation as an actor. ValidationError where it cannot be one."""
        text = self._words.text
        kind = next(iter(found.kinds), "") or text("tables.partners.kind")
        facts = {"sectors": _told(found.sectors), "places": _told(found.places)}
        key = "both" if found.sectors and found.places else "sectors" if found.sectors else "places"
        role: dict[str, Any] = {
            "role": f"other:{text('tables.partners.role')}",
            "note": text(f"tables.partners.note.{key}", rows=found.rows, **facts),
        }
        if found.since and found.until and found.since <= found.until:
            role |= {"since": found.since, "until": found.until}
        name = folded(found.name)
        return Actor(
            id=stable_id(source.key, "Actor", name),
            name=found.name,
            aliases=tuple(found.acronyms)[:12],
            kind=f"other:{kind}"[:120],
            roles=(role,),
            area_ids=tuple(found.areas),
            source_key=name[:200],
            **guard(source),
        )


def _add(to: dict[str, None], text: str, unlike: str = "") -> None:
    short = " ".join(text.split())[:200]
    if short and short != unlike:
        to[short] = None


def _told(names: Mapping[str, None]) -> str:
    listed = list(names)[:_LISTED]
    more = len(names) - len(listed)
    return "; ".join(listed) + (f" (+{more})" if more else "")
