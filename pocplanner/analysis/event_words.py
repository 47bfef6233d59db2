"""The words from which a choice of events is made: what the mission's own events offer."""

from datetime import date
from typing import Any

import numpy as np

from pocplanner.analysis.names import area_name, fold, unarmed
from pocplanner.analysis.time_windows import extent
from pocplanner.model.actors import Actor
from pocplanner.model.community import Community
from pocplanner.model.events import Events, Labels, Series
from pocplanner.model.places import WATERS, Area, Post, Settlement
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

#: How far "around a place" reaches until somebody says otherwise.
NEAR_KM = 25.0
#: A name with the value that a selection takes.
Named = list[tuple[str, Any]]


def _used(column: Labels) -> dict[str, int]:
    """Texts of a column with how many rows hold each, the commonest first."""
    counts = np.bincount(column.codes, minlength=len(column.names))
    order = np.argsort(-counts, kind="stable")
    return {column.names[i]: int(counts[i]) for i in order if counts[i] and column.names[i].strip()}


def types(events: Events, words: Words) -> Named:
    """Types that occur, the commonest first."""
    return [(words.term("incident_type", code), code) for code in _used(events.type)]


def sides(events: Events, snapshot: Snapshot) -> Named:
    """Armed sides that occur, by record where one bears the name; the commonest first."""
    owners: dict[str, Actor] = {}
    for actor in snapshot.all(Actor):
        for name in (actor.name, *actor.aliases):
            owners.setdefault(fold(name), actor)
    counts: dict[tuple[str, str], int] = {}
    for column in (events.side_a, events.side_b):
        for name, count in _used(column).items():
            if not unarmed(name):
                own = owners.get(fold(name))
                key = (own.name, own.id) if own is not None else (name.strip(), name)
                counts[key] = counts.get(key, 0) + count
    return sorted(counts, key=lambda k: -counts[k])


def areas(events: Events, snapshot: Snapshot) -> Named:
    """Provinces and districts: those of the mission, then names that only the events have."""
    own = [a for a in snapshot.all(Area) if a.level in (1, 2) and a.hierarchy not in WATERS]
    found: Named = [(a.name, a.id) for a in sorted(own, key=lambda a: (a.level, a.name.casefold()))]
    known = {area_name(a.name) for a in own}
    for column in (events.admin1, events.admin2):
        for name in sorted(_used(column), key=str.casefold):
            if area_name(name) not in known:
                known.add(area_name(name))
                found.append((name, name))
    return found


def places(snapshot: Snapshot) -> Named:
    """What lies around each community, post and settlement, by name."""
    found: Named = []
    for kind in (Community, Post, Settlement):
        for place in snapshot.all(kind):
            at = place.position
            if at is not None:
                found.append((str(getattr(place, "name", "")), (at.lon, at.lat, NEAR_KM)))
    return sorted(found, key=lambda pair: pair[0].casefold())


def sources(snapshot: Snapshot) -> Named:
    """Sources that gave events."""
    ids = dict.fromkeys(s.source_id for s in snapshot.all(Series))
    return [(str(getattr(snapshot.get(id), "name", id)), id) for id in ids]


def years(events: Events) -> list[date]:
    """First days of the years of the events, the latest first."""
    whole = extent(events)
    if whole is None:
        return []
    return [date(y, 1, 1) for y in range(whole.until.year, whole.since.year - 1, -1)][:60]
