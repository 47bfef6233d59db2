"""One event that two sources tell of: proposed, laid side by side, made one by a person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import ValidationError

from pocplanner.commands.matching import Pair, decided_apart
from pocplanner.formats.duplicates import Twins, twins
from pocplanner.model.events import EventCorrection, Events, Series
from pocplanner.model.mission import Source
from pocplanner.model.pairing import Pairing
from pocplanner.model.refusal import reasons
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.words import Problem, Words

#: What is shown of each event, side by side.
SHOWN = ("date", "type", "side_a", "side_b", "place", "admin1", "admin2", "deaths", "precision")


@dataclass(frozen=True)
class Side:
    """One of two events: its id, the name of its source, and what it says."""

    id: str
    source: str
    told: Mapping[str, str]


@dataclass(frozen=True)
class Proposal:
    """Two events that may be one."""

    one: Side
    other: Side
    days: int
    km: float
    score: float


def look(snapshot: Snapshot, new_source: str = "") -> Work[tuple[Proposal, ...]]:
    """The same as work beside the window."""
    yield Progress(0, 0)
    return propose(snapshot, new_source)


def propose(snapshot: Snapshot, new_source: str = "") -> tuple[Proposal, ...]:
    """Pairs of events of different sources that may be one, the likeliest first."""
    events = snapshot.events
    sources = {s.id: s.source_id for s in snapshot.all(Series)}
    names = {s.id: s.name for s in snapshot.all(Source)}
    apart = decided_apart(snapshot.all(Pairing))
    found = [
        pair for pair in twins(events, sources, new_source) if not _apart(pair, sources, apart)
    ]
    if not found:
        return ()
    wanted = {id for pair in found for id in (pair.one, pair.other)}
    keys = np.array(sorted({id.partition(":")[2].encode() for id in wanted}))
    rows = np.flatnonzero(np.isin(events.key, keys)).tolist()
    sides = {
        id: _side(events, row, names.get(sources.get(id.partition(":")[0], ""), ""))
        for row in rows
        if (id := events.event_id(row)) in wanted
    }
    return tuple(Proposal(sides[p.one], sides[p.other], p.days, p.km, p.score) for p in found)


def _apart(pair: Twins, sources: Mapping[str, str], apart: Collection[Pair]) -> bool:
    """Whether somebody found these two to be different events."""
    ends = (id.partition(":") for id in (pair.one, pair.other))
    told = frozenset(f"{sources.get(series, series)}:{key}"[:200] for series, _, key in ends)
    return told in apart


def _side(events: Events, row: int, source: str) -> Side:
    id = events.event_id(row)
    best = int(events.deaths_best[row])
    told = {
        "date": str(events.day(row) or ""),
        "type": events.type.text(row),
        "deaths": str(best) if best >= 0 else "",
        "precision": str(int(events.place_precision[row])),
    }
    told |= {n: getattr(events, n).text(row) for n in SHOWN if n not in told}
    return Side(id, source, {n: told[n] for n in SHOWN})


def make_one(
    project: Project, keep: str, other: str, deaths: int | None = None, language: str = "en"
) -> None:
    """Keep one of two events and set the other aside, in one act that one undo takes back.

    Both rows stay as they came; each says which event of which source tells of the same, so
    that the event that is kept stands on both sources. `deaths` is the number that a person
    settles on, where the two differ. Problem where an event is of no series here.
    """
    words = Words(language)
    ends = [_parts(project, id) for id in (keep, other)]
    if ends[0][0].source_id == ends[1][0].source_id:
        raise Problem("duplicates.one_source")
    made = []
    for at, (series, key) in enumerate(ends):
        twin_series, twin_key = ends[1 - at]
        source = project.get(Source, twin_series.source_id)
        name = source.name if source else twin_series.source_id
        text = "kept" if at == 0 else "aside"
        reason = words.text(f"tables.twins.{text}", source=name, key=twin_key)
        values = {"removed": True} if at else {"deaths_best": deaths}
        made.append(_correction(project, series, key, reason, values))
    with project.edit("edit.event.make_one", name=ends[0][1]):
        project.put(*made)


def _parts(project: Project, id: str) -> tuple[Series, str]:
    series_id, _, key = id.partition(":")
    series = project.get(Series, series_id)
    if series is None or not key:
        raise Problem("record.unknown", id=id)
    return series, key


def _correction(
    project: Project, series: Series, key: str, reason: str, values: Mapping[str, object]
) -> EventCorrection:
    """The correction that lies over an event already, with a reason more, or a new one."""
    known: Sequence[EventCorrection] = [
        c
        for c in project.all(EventCorrection)
        if (c.source_id, c.event_key) == (series.source_id, key)
    ]
    given: dict[str, object] = dict(known[0]) if known else {"event_key": key}
    if known and reason not in known[0].reason:
        reason = f"{known[0].reason} {reason}"
    elif known:
        reason = known[0].reason
    given |= {"source_id": series.source_id, "reason": reason, "author": project.author}
    if series.lowered is not None and not known:
        given |= {"sensitivity": series.sensitivity, "lowered": series.lowered}
    given |= {n: v for n, v in values.items() if v is not None}
    try:
        return EventCorrection.model_validate(given)
    except ValidationError as error:
        _, key_, facts = next(iter(reasons(error)))
        raise Problem(f"model.{key_}", **facts) from error


__all__ = ["SHOWN", "Proposal", "Side", "Twins", "make_one", "propose"]
