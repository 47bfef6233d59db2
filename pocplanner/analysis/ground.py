"""Where each event counts and who was in it: the events of a mission on its own places and actors.

A row counts at a place only where its source places it exactly or near; whatever is known
less well counts at the level that it is known to. Nothing is dropped: every row has a level.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.names import area_name, fold, unarmed
from pocplanner.model.actors import Actor
from pocplanner.model.community import Community
from pocplanner.model.events import EPOCH, NEAR, NO_DAY, Events, Labels, day_number
from pocplanner.model.geometry import EARTH_M
from pocplanner.model.places import WATERS, Area, Settlement
from pocplanner.model.snapshot import Snapshot
from pocplanner.resources import read_toml

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]

LEVELS = (
    "place",
    "position",
    "admin2",
    "admin1",
    "region",
    "country",
    "international",
    "unstated",
    "off_map",
)
_PLACE, _POSITION, _ADMIN2, _ADMIN1 = 0, 1, 2, 3
#: Level by place_precision 0-7.
_BY_PRECISION = np.array([7, 1, 1, 2, 3, 4, 5, 6], np.int8)
#: A date known to a month or better (1-4), or not stated how well, places an event in a window.
MONTH = 4


def incidents() -> dict[str, dict[str, Any]]:
    """What each type of event means for a threat, from the data files."""
    found: dict[str, dict[str, Any]] = read_toml("assumptions", "events.toml")["incident"]
    return found


def counts_only() -> frozenset[str]:
    """Types of event of which nothing below an area is shown (rule D4)."""
    return frozenset(code for code, e in incidents().items() if e.get("counts_only"))


@dataclass(frozen=True)
class Ground:
    """The events up to the as-of day, each with its place, areas, sides and level by index.

    Indexes are -1 where there is none. `day` is the day by which windows count an event: its
    last day, or its first where the date is known to worse than a month; `NO_DAY` where
    undated. `area` is the finest area that the row is known to. `side_a` and `side_b` are
    indexes into `actors`, civilians and empty sides left out; `actors` are ids of records,
    or names as the source writes them.
    """

    snapshot: Snapshot
    assumptions: Assumptions
    as_of: date
    events: Events
    day: Codes
    place_ids: tuple[str, ...]
    place: Codes
    area_ids: tuple[str, ...]
    area_recorded: tuple[bool, ...]
    area1: Codes
    area2: Codes
    level: NDArray[np.int8]
    actors: tuple[str, ...]
    actor_recorded: tuple[bool, ...]
    side_a: Codes
    side_b: Codes
    ambiguous_names: tuple[str, ...]
    counts_only: Mask

    def within(self, days: int, ending: int = 0) -> Mask:
        """Rows in a window of `days` days that ends `ending` days before the as-of day."""
        if (days, ending) not in self._windows:
            last = day_number(self.as_of) - ending
            self._windows[days, ending] = (self.day > last - days) & (self.day <= last)
        return self._windows[days, ending]

    @cached_property
    def _windows(self) -> dict[tuple[int, int], Mask]:
        return {}

    @cached_property
    def _deeds(self) -> dict[frozenset[int], NDArray[np.int64]]:
        return {}

    def deeds(self, actors: frozenset[int]) -> NDArray[np.int64]:
        """Rows of the last twelve months in which one of these actors is held to have harmed."""
        if actors not in self._deeds:
            recent = self.within(self.assumptions.whole("window.recent_days"))
            rows = np.flatnonzero(recent)
            one, two = self.perpetrators
            wanted = list(actors)
            mine = np.isin(one[rows], wanted) | np.isin(two[rows], wanted)
            self._deeds[actors] = rows[mine]
        return self._deeds[actors]

    @cached_property
    def area(self) -> Codes:
        """The finest area that each row is known to."""
        return np.where(self.area2 >= 0, self.area2, self.area1)

    @cached_property
    def victim_second(self) -> Mask:
        """Rows in which the source puts the target second, so that side A harmed side B."""
        return self.events.type.isin({c for c, e in incidents().items() if e.get("victim_second")})

    @cached_property
    def perpetrators(self) -> tuple[Codes, Codes]:
        """Two columns of actors held to have harmed people: one, or both sides of a clash."""
        first = np.where(self.side_a >= 0, self.side_a, self.side_b)
        second = np.where((self.side_a >= 0) & (self.side_b != first), self.side_b, -1)
        first = np.where(self.victim_second, self.side_a, first)
        return first.astype(np.int32), np.where(self.victim_second, -1, second).astype(np.int32)

    @cached_property
    def data_until(self) -> date | None:
        """The day of the last event whose date is known to a month or better."""
        return last_day(self.events)

    @cached_property
    def first(self) -> int:
        """The number of the first dated event's day; NO_DAY without one."""
        known = self.events.first_day[self.events.first_day != NO_DAY]
        return int(known.min()) if len(known) else NO_DAY

    def actor_index(self, ids: Iterable[str]) -> list[int]:
        """Where these actors (ids or folded names) stand in `actors`."""
        wanted = set(ids)
        return [
            i
            for i, (key, own) in enumerate(zip(self.actors, self.actor_recorded, strict=True))
            if (key if own else fold(key)) in wanted
        ]


def last_day(events: Events) -> date | None:
    """The last day that the events speak of, by dates known to a month or better if any are."""
    last = np.where(events.last_day != NO_DAY, events.last_day, events.first_day)
    sure = last[(events.day_precision <= MONTH) & (last != NO_DAY)]
    if not len(sure):
        sure = last[last != NO_DAY]
    return date.fromordinal(int(sure.max()) + EPOCH) if len(sure) else None


def counted_days(events: Events, end: int) -> Codes:
    """The day on which each event counts: its last one, or the first where that is not sure."""
    last = np.where(events.last_day == NO_DAY, events.first_day, events.last_day)
    return np.where(events.day_precision > MONTH, events.first_day, np.minimum(last, end))


def lay(snapshot: Snapshot, as_of: date, assumptions: Assumptions) -> Ground:
    """Lay the events of a mission on its places, areas and actors."""
    events = snapshot.events
    end = day_number(as_of)
    kept = (events.first_day == NO_DAY) | (events.first_day <= end)
    if not kept.all():
        events = events.take(kept)
    day = counted_days(events, end)
    hidden = events.type.isin(counts_only())
    place_ids, place = _places(snapshot, events, assumptions, ~hidden)
    area_ids, recorded, area1, area2 = _areas(snapshot, events)
    actors, actor_recorded, side_a, side_b, ambiguous = _sides(snapshot, events)
    level = _BY_PRECISION[np.clip(events.place_precision, 0, 7)]
    level = np.where(place >= 0, np.int8(_PLACE), level)
    level = np.where(np.isnan(events.lon) | np.isnan(events.lat), np.int8(8), level)
    exact = hidden & (level <= _POSITION)
    level = np.where(exact, np.where(area2 >= 0, _ADMIN2, _ADMIN1), level).astype(np.int8)
    return Ground(
        snapshot=snapshot,
        assumptions=assumptions,
        as_of=as_of,
        events=events,
        day=day.astype(np.int32),
        place_ids=place_ids,
        place=place,
        area_ids=area_ids,
        area_recorded=recorded,
        area1=area1,
        area2=area2,
        level=level,
        actors=actors,
        actor_recorded=actor_recorded,
        side_a=side_a,
        side_b=side_b,
        ambiguous_names=ambiguous,
        counts_only=hidden,
    )


def _vectors(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    a, b = np.radians(lon), np.radians(lat)
    return np.column_stack((np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)))


def _places(
    snapshot: Snapshot, events: Events, assumptions: Assumptions, allowed: Mask
) -> tuple[tuple[str, ...], Codes]:
    """The nearest community within the radius, else the nearest settlement."""
    communities = [c for c in snapshot.all(Community) if c.position]
    settlements = [s for s in snapshot.all(Settlement) if s.position]
    ids = tuple(p.id for p in (*communities, *settlements))
    found = np.full(len(events), -1, np.int32)
    radius = assumptions.value("place.radius_km") * 1000
    # Where a source does not say how well it places a row, only its word can: the row counts
    # at a place that it names and lies near.
    unstated = events.place_precision == 0
    near = (events.place_precision <= NEAR) & allowed
    rows = np.flatnonzero(near & ~np.isnan(events.lon) & ~np.isnan(events.lat))
    if not ids or not len(rows):
        return ids, found
    from scipy.spatial import cKDTree

    points, back = np.unique(
        np.column_stack((events.lon[rows], events.lat[rows])), axis=0, return_inverse=True
    )
    here = _vectors(points[:, 0], points[:, 1])
    chord = 2 * np.sin(radius / EARTH_M / 2)
    chosen = np.full(len(points), -1, np.int32)
    offset = 0
    for group in (communities, settlements):
        if group:
            at = [p.position for p in group if p.position]
            tree = cKDTree(_vectors(np.array([p.lon for p in at]), np.array([p.lat for p in at])))
            away, nearest = map(np.asarray, tree.query(here, distance_upper_bound=chord))
            free = (chosen < 0) & np.isfinite(away)
            chosen[free] = nearest[free] + offset
        offset += len(group)
    found[rows] = chosen[back.ravel()]
    doubtful = np.flatnonzero(unstated & (found >= 0))
    if len(doubtful):
        names = [
            *({fold(n) for n in (c.name, *c.aliases)} for c in communities),
            *({fold(n) for n in (s.name, *s.aliases)} for s in settlements),
        ]
        said = [fold(n) for n in events.place.names]
        for row in doubtful.tolist():
            if said[events.place.codes[row]] not in names[found[row]]:
                found[row] = -1
    return ids, found


def _areas(
    snapshot: Snapshot, events: Events
) -> tuple[tuple[str, ...], tuple[bool, ...], Codes, Codes]:
    """The first- and second-order area of each row: by the source's name, else by the shape."""
    areas = [a for a in snapshot.all(Area) if a.level in (1, 2) and a.hierarchy not in WATERS]
    areas = [a for a in areas if a.hierarchy == "administrative"] or areas
    index = {a.id: i for i, a in enumerate(areas)}
    keys, recorded = [a.id for a in areas], [True] * len(areas)
    one = _by_name(events.admin1, [a for a in areas if a.level == 1], index)
    two = _by_name(events.admin2, [a for a in areas if a.level == 2], index)
    in_area = (events.place_precision <= MONTH) & (events.place_precision >= 1)
    placed = in_area & ~np.isnan(events.lon) & ~np.isnan(events.lat)
    for column, level, worst in ((one, 1, 4), (two, 2, 3)):
        rows = np.flatnonzero((column < 0) & placed & (events.place_precision <= worst))
        _by_shape(column, rows, events, [a for a in areas if a.level == level], index)
    parents = np.array([index.get(a.parent_id, -1) for a in areas] + [-1], np.int32)
    one[:] = np.where((one < 0) & (two >= 0), parents[two], one)
    # A province-level row is not of a district, whatever name the source repeats there.
    two[(events.place_precision >= 4) | (events.place_precision == 0)] = -1
    known = {area_name(a.name) for a in areas if a.level == 1}
    named = [
        n.strip() if n.strip() and area_name(n) not in known else "" for n in events.admin1.names
    ]
    for name in dict.fromkeys(n for n in named if n):
        here = np.isin(events.admin1.codes, [i for i, n in enumerate(named) if n == name])
        one[here & (one < 0)] = len(keys)
        keys.append(name)
        recorded.append(False)
    return tuple(keys), tuple(recorded), one, two


def _by_name(column: Labels, areas: list[Area], index: dict[str, int]) -> Codes:
    known: dict[str, int] = {}
    twice: set[str] = set()
    for area in areas:
        name = area_name(area.name)
        if name in known and areas[0].level == 2:
            twice.add(name)
        known.setdefault(name, index[area.id])
    table = [
        -1 if (key := area_name(n)) in twice or not key else known.get(key, -1)
        for n in column.names
    ]
    return np.array([*table, -1], np.int32)[column.codes]


def _by_shape(
    column: Codes, rows: NDArray[Any], events: Events, areas: list[Area], index: dict[str, int]
) -> None:
    shaped = [a for a in areas if a.shape is not None]
    if not len(rows) or not shaped:
        return
    import shapely

    points, back = np.unique(
        np.column_stack((events.lon[rows], events.lat[rows])), axis=0, return_inverse=True
    )
    found = np.full(len(points), -1, np.int32)
    for area in shaped:
        shape = area.shape
        if shape is None:
            continue
        west, south, east, north = shape.bounds
        box = (points[:, 0] >= west) & (points[:, 0] <= east)
        box &= (points[:, 1] >= south) & (points[:, 1] <= north) & (found < 0)
        some = np.flatnonzero(box)
        if len(some):
            shapely.prepare(shape)
            inside = shapely.contains_xy(shape, points[some, 0], points[some, 1])
            found[some[inside]] = index[area.id]
    column[rows] = found[back.ravel()]


def _sides(
    snapshot: Snapshot, events: Events
) -> tuple[tuple[str, ...], tuple[bool, ...], Codes, Codes, tuple[str, ...]]:
    """The actors of both sides: a record where exactly one bears the name, else the name itself."""
    owners: dict[str, set[str]] = {}
    for actor in snapshot.all(Actor):
        for name in (actor.name, *actor.aliases):
            if fold(name):
                owners.setdefault(fold(name), set()).add(actor.id)
    ambiguous: dict[str, None] = {}
    keys: dict[tuple[str, bool], int] = {}
    shown: list[str] = []

    def number(name: str) -> int:
        folded = fold(name)
        if not folded or unarmed(name):
            return -1
        holders = owners.get(folded, set())
        if len(holders) > 1:
            ambiguous[name] = None
        own = len(holders) == 1
        key = (next(iter(holders)) if own else folded, own)
        if key not in keys:
            keys[key] = len(keys)
            shown.append(key[0] if own else name.strip())
        return keys[key]

    tables = [
        np.array([*map(number, column.names), -1], np.int32)
        for column in (events.side_a, events.side_b)
    ]
    return (
        tuple(shown),
        tuple(own for _, own in keys),
        tables[0][events.side_a.codes],
        tables[1][events.side_b.codes],
        tuple(ambiguous),
    )
