"""What an audience may see: records dropped, fields emptied, places coarsened, counts told as few.

A document is made from the view alone, never from the mission: ratings and untouched
paragraphs are computed anew from it, so that what was held back leaves no trace. What was
held back is handed beside it, for the proof that searches the written file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from pocplanner.analysis.cases import proposed_id
from pocplanner.analysis.coarsening import coarsen
from pocplanner.analysis.disguise import disguise
from pocplanner.analysis.masking import (
    CEILING,
    complement,
    crossed,
    effective_level,
    mask,
    unsafe_mechanism,
)
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping
from pocplanner.model.events import LABEL_COLUMNS, Events, Labels, Series
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience, Level, held, metadata
from pocplanner.model.layout import MapLayer, SavedView
from pocplanner.model.mission import Issue, Source
from pocplanner.model.pairing import Pairing
from pocplanner.model.record import Code, Part, Record, Ref
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import SET_ASIDE, Action, Paragraph, Section
from pocplanner.words import Problem

#: Those inside the mission: the others read events of sexual violence for the country only.
INSIDE = frozenset({Audience.CORE, Audience.COMMAND, Audience.MISSION})
#: Texts that a person wrote reach these; the rest need a text written for them.
READ_TEXT = frozenset(
    {
        Audience.CORE,
        Audience.COMMAND,
        Audience.MISSION,
        Audience.HUMANITARIAN,
        Audience.PARTNER,
    }
)
#: Paragraphs, by the beginning of their key, that tell channels and focal points: the team's,
#: whatever a person wrote into them.
_TEAM_TEXTS = ("mesh",)
_KEEP_FLIGHT = frozenset({"temporary_flight"})


#: Records of how the program is used, not of what the mission knows.
_NOT_OF_THE_MISSION = (Issue, MapLayer, Pairing, SavedView)


@dataclass(frozen=True)
class View:
    """A mission as one audience may see it, and what it does not see.

    `names`, `passages` and `positions` are what was held back, less what stands in permitted
    records (`permitted`); `edited` are texts of persons that this audience does not get;
    `records` is how many records were left out or changed; `expired`
    those whose consent has run out, by id.
    """

    snapshot: Snapshot
    audience: Audience
    names: frozenset[str]
    passages: frozenset[str]
    edited: frozenset[str]
    permitted: frozenset[str]
    positions: tuple[Position, ...]
    records: int
    expired: tuple[str, ...]
    level: Level


def view(snapshot: Snapshot, audience: Audience, on: date) -> View:
    """The mission for an audience on a day. Problem("export.mosaic") where rule D7 forbids it."""
    kept, expired = readable(snapshot, audience, on)
    kept = _sections(snapshot, kept, audience)
    events = _events(snapshot, audience)
    shown = Snapshot.of(kept, events, audience)
    if audience is Audience.EXERCISE and not snapshot.mission.exercise:
        shown = disguise(shown)
    now = {r.id: r for r in shown}
    permitted = frozenset(text for _, text in _texts(shown))
    held_back = {(is_name, text) for is_name, text in _texts(snapshot) if text not in permitted}
    return View(
        snapshot=shown,
        audience=audience,
        names=frozenset(text for is_name, text in held_back if is_name),
        passages=frozenset(text for is_name, text in held_back if not is_name),
        edited=frozenset(_edited(snapshot)) - frozenset(_edited(shown)),
        permitted=permitted,
        positions=tuple(_withheld_positions(snapshot, shown)),
        # That papers went to others before is no record of the mission that is held back.
        records=sum(now.get(r.id) != r for r in snapshot if not isinstance(r, _NOT_OF_THE_MISSION)),
        expired=tuple(expired),
        level=max((effective_level(r) for r in kept), key=lambda v: v.rank, default=Level.LOW),
    )


def readable(snapshot: Snapshot, audience: Audience, on: date) -> tuple[list[Record], list[str]]:
    """The records that an audience reads, as it reads them, and the ids whose consent is gone.

    Problem("export.mosaic") where rule D7 forbids it.
    """
    kept: list[Record] = []
    expired: list[str] = []
    for record in snapshot:
        if _consent_gone(record, on):
            expired.append(record.id)
            continue
        seen = _seen(snapshot, record, audience, on)
        if seen is not None:
            kept.append(seen)
    return _resolved(kept), expired


def _consent_gone(record: Record, on: date) -> bool:
    consent = getattr(record, "consent", None)
    if consent is None or consent.given_on is None:
        return False
    return consent.withdrawn_on is not None or (
        consent.expires_on is not None and consent.expires_on < on
    )


def _seen(snapshot: Snapshot, record: Record, audience: Audience, on: date) -> Record | None:
    if audience is Audience.CORE:
        return record
    if isinstance(record, Source) and record.published and effective_level(record) is Level.LOW:
        return _cited(record)
    if isinstance(record, Issue) and record.audience is not audience:
        return None
    level = effective_level(record)
    if level.rank > CEILING[audience].rank and not _tasked(snapshot, record, audience):
        return None
    if audience not in INSIDE and audience is not Audience.EXERCISE:
        consent = getattr(record, "consent", None)
        if hasattr(record, "consent") and (consent is None or not consent.covers(audience, on)):
            return None
        if unsafe_mechanism(record):
            return None
    if audience is Audience.HOST_STATE and _state_detail(snapshot, record):
        return None
    if isinstance(record, Community):
        if crossed(record):
            raise Problem("export.mosaic", place=record.name)
        record = complement(record)
    exact = _tasked(snapshot, record, audience)
    masked = mask(record if exact else coarsen(snapshot, record, audience), audience)
    return masked if isinstance(masked, Record) else None


def _cited(source: Source) -> Source:
    """A published source as its licence asks it to be named; nothing of how we came by it."""
    return Source(
        id=source.id,
        name=source.attribution or source.name,
        kind=source.kind,
        published=True,
        licence=source.licence,
        attribution=source.attribution,
        sensitivity=source.sensitivity,
        lowered=source.lowered,
    )


def _tasked(snapshot: Snapshot, record: Record, audience: Audience) -> bool:
    """A flight route that the force is tasked to keep open is exact for those who command it."""
    if audience is not Audience.COMMAND or not isinstance(record, Coping):
        return False
    return record.strategy in _KEEP_FLIGHT and any(
        a.mode == "flight_route" and a.place_id == record.place_id and a.unit_ids
        for a in snapshot.all(Action)
    )


def _state_detail(snapshot: Snapshot, record: Record) -> bool:
    """What names the host state as perpetrator (rule D9)."""
    if isinstance(record, Threat):
        actors = (snapshot.one(Actor, i) for i in record.perpetrator_ids)
        return any(a is not None and a.is_state for a in actors)
    return False


def _resolved(records: list[Record]) -> list[Record]:
    """Records whose references all lead somewhere; what leads nowhere is emptied or dropped."""
    while True:
        ids = {r.id for r in records}
        found = [_without_dangling(r, ids) for r in records]
        kept = [r for r in found if r is not None]
        if len(kept) == len(records):
            return [r for r in kept if isinstance(r, Record)]
        records = [r for r in kept if isinstance(r, Record)]


def _without_dangling(part: Part, ids: set[str]) -> Part | None:
    changes: dict[str, Any] = {}
    kind = type(part)
    for name, field in kind.model_fields.items():
        value = getattr(part, name)
        if metadata(kind, name, Ref) is not None:
            if isinstance(value, tuple):
                left = tuple(i for i in value if i in ids)
                if left != value:
                    changes[name] = left
            elif value and value not in ids:
                if field.is_required():
                    return None
                changes[name] = field.get_default(call_default_factory=True)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            inner = [_without_dangling(v, ids) for v in value]
            left_parts = tuple(v for v in inner if v is not None)
            if left_parts != value:
                changes[name] = left_parts
        elif isinstance(value, Part):
            seen = _without_dangling(value, ids)
            if seen is not value:
                changes[name] = seen
    return part.model_copy(update=changes) if changes else part


def _sections(snapshot: Snapshot, kept: list[Record], audience: Audience) -> list[Record]:
    """Sections with the texts of persons that the audience may read, the rest left to a redraft.

    A person's text inherits the strictest level of its evidence and is left out whole where
    that is hidden, or where nothing says what it rests on and the audience is outside.
    """
    if audience is Audience.CORE:
        return kept
    ids = {r.id for r in kept}
    others = [r for r in kept if not isinstance(r, Section)]
    for section in snapshot.all(Section):
        if section.scenario_id and section.scenario_id not in ids:
            continue
        paragraphs = tuple(
            p.model_copy(update={"offered": ""}) if p.status == "edited" else _aside(p)
            for p in section.paragraphs
            if p.status == SET_ASIDE
            or (
                p.status == "edited"
                and not p.key.startswith(_TEAM_TEXTS)
                and _readable(snapshot, p.evidence, audience)
            )
        )
        others.append(section.model_copy(update={"paragraphs": paragraphs}))
    return others


def _aside(paragraph: Paragraph) -> Paragraph:
    """That a paragraph was taken out holds for every audience; what it said goes to none."""
    return Paragraph(key=paragraph.key, text="", language=paragraph.language, status=SET_ASIDE)


def _readable(snapshot: Snapshot, evidence: tuple[str, ...], audience: Audience) -> bool:
    if audience not in READ_TEXT:
        return False
    # Text that rests on nothing named is as strict as a new record.
    levels = (_level_of(snapshot, ref) for ref in evidence)
    strictest = max(levels, key=lambda v: v.rank, default=Level.HIGH)
    return strictest.rank <= CEILING[audience].rank


def _level_of(snapshot: Snapshot, ref: str) -> Level:
    """How strict a piece of evidence is; an event is as strict as its series."""
    record = snapshot.get(ref) or snapshot.one(Series, ref.partition(":")[0])
    if record is not None:
        return effective_level(record)
    # What was taken out since can no longer be asked: its text stays with the team. What the
    # program proposed and nobody kept yet is as strict as a new record.
    return Level.HIGH if proposed_id(ref) else Level.SEVERE


def _events(snapshot: Snapshot, audience: Audience) -> Events:
    events = snapshot.events
    if not len(events):
        return events
    events = events.take(_of_open_series(snapshot, events, audience))
    hidden = events.type.equals("sexual_violence")
    if hidden.any():
        events = _only_counted(events, hidden, country_only=audience not in INSIDE)
    if audience is Audience.HOST_STATE:
        events = events.take(~_state_side(snapshot, events))
    return events


def _of_open_series(snapshot: Snapshot, events: Events, audience: Audience) -> np.ndarray[Any, Any]:
    """Rows whose series may reach the audience: a series is a record and has its level."""
    ceiling = CEILING[audience].rank
    levels = [
        effective_level(series).rank if series is not None else Level.HIGH.rank
        for series in (snapshot.one(Series, i) for i in events.series_ids)
    ]
    if not levels:
        return np.ones(len(events), bool)
    found: np.ndarray[Any, Any] = np.array([level <= ceiling for level in levels])[events.series]
    return found


def _only_counted(events: Events, rows: np.ndarray[Any, Any], country_only: bool) -> Events:
    """Rows of sexual violence keep the district inside the mission, the country outside (D4)."""
    columns = {name: getattr(events, name) for name in LABEL_COLUMNS}
    emptied = ["place", "admin1", "admin2"] if country_only else ["place"]
    for name in emptied:
        column: Labels = columns[name]
        names = column.names if "" in column.names else (*column.names, "")
        columns[name] = Labels(
            np.where(rows, names.index(""), column.codes).astype(np.int32), names
        )
    precision = np.where(
        rows, np.maximum(events.place_precision, 6 if country_only else 3), events.place_precision
    )
    values = {
        name: getattr(events, name)
        for name in events.__dataclass_fields__
        if name not in (*columns, "lon", "lat", "place_precision")
    }
    return Events(
        **values,
        **columns,
        lon=np.where(rows, np.nan, events.lon),
        lat=np.where(rows, np.nan, events.lat),
        place_precision=precision.astype(np.int8),
    )


def _state_side(snapshot: Snapshot, events: Events) -> np.ndarray[Any, Any]:
    """Rows in which a side belongs to the host state, by our actors or by the source's word."""
    own = {n.casefold() for a in snapshot.all(Actor) if a.is_state for n in (a.name, *a.aliases)}
    starts = ("government of", "military forces of", "police forces of")

    def state(name: str) -> bool:
        return name.casefold() in own or name.casefold().startswith(starts)

    rows = np.zeros(len(events), bool)
    for column in (events.side_a, events.side_b):
        rows |= column.isin({n for n in column.names if state(n)})
    return rows


def _texts(snapshot: Snapshot) -> Iterator[tuple[bool, str]]:
    """Every text of the records and events: whether it is a name, and the text."""
    for record in snapshot:
        # What stands in sections was drafted from the records; only what a person wrote into
        # them is their own, and is looked for apart. What an issue names are records too.
        if not isinstance(record, (Section, Issue)):
            yield from _strings(record)
    for column in ("side_a", "side_b", "place", "admin1", "admin2"):
        labels: Labels = getattr(snapshot.events, column)
        yield from ((True, labels.names[i]) for i in np.unique(labels.codes))


def _edited(snapshot: Snapshot) -> Iterator[str]:
    """The texts that persons wrote into sections."""
    for section in snapshot.all(Section):
        for p in section.paragraphs:
            if "edited" in (p.status, p.status_before):
                yield p.text


def _strings(part: Part) -> Iterator[tuple[bool, str]]:
    kind = type(part)
    for name in kind.model_fields:
        marked = kind.model_fields[name].metadata
        if name == "id" or any(isinstance(m, (Ref, Code)) for m in marked):
            continue
        mark = held(kind, name)
        for text in _inside(getattr(part, name)):
            if isinstance(text, tuple):
                yield text
            elif len(text) > 2:
                yield mark.content != "text", text


def _inside(value: Any) -> Iterable[Any]:
    if type(value) is str:
        return (value,)
    if isinstance(value, Part):
        return _strings(value)
    if isinstance(value, tuple):
        return (text for item in value for text in _inside(item))
    return ()


def _withheld_positions(snapshot: Snapshot, shown: Snapshot) -> Iterator[Position]:
    def points(source: Snapshot) -> set[tuple[float, float]]:
        return {
            (p.lon, p.lat) for p in (getattr(r, "position", None) for r in source) if p is not None
        }

    for lon, lat in sorted(points(snapshot) - points(shown)):
        yield Position(lon=lon, lat=lat)
