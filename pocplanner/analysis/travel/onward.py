"""On foot where vehicles or boats stop: from the point of a way where they are left to a place.

Looked for round each place alone, as far as people walk, on a small piece of ground with the
ways that carry walkers: a weak bridge, a drowned road and the end of a track are no end to them.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from threading import Lock
from typing import Any

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import DEGREE_KM, Floats, Frame, Whole, kilometres
from pocplanner.analysis.travel.graph import Small
from pocplanner.analysis.travel.land import Land, spots_of, with_ways
from pocplanner.analysis.travel.movement import Pace, movement_of, pace
from pocplanner.analysis.travel.search import from_one
from pocplanner.analysis.travel.trips import Path
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Timing
from pocplanner.model.geometry import Position
from pocplanner.model.places import Route, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Obstacle

#: Ground is looked at in cells no larger than this, however coarse the country is.
_CELL_KM = 1.0
#: Places round which walking is looked for, in all: those with a threat or a time come first.
MOST_PLACES = 1000
_MOST_KEPT = 4000


@dataclass(frozen=True)
class Leg:
    """Walking round one place: minutes to each point of the land's ways, and the way there.

    `points` are numbers of points of ways; `through` the node of the small piece next to each.
    """

    lon: Floats
    lat: Floats
    before: Small
    points: Whole
    minutes: Floats
    through: Whole

    def path(self, point: int, left: tuple[float, float], place: tuple[float, float]) -> Path:
        """The way on foot from where vehicles or boats are left to the place."""
        (at,) = np.flatnonzero(self.points == point)
        node, found = int(self.through[at]), [left]
        while node >= 0:
            found.append((float(self.lon[node]), float(self.lat[node])))
            node = int(self.before[node])
        return np.array([*found, place], np.float32)


@dataclass(frozen=True)
class Walk:
    """Where vehicles or boats may be left for each place: doors to points of ways, with `legs`.

    Minutes hold leaving them and the walk; `leave` is what leaving takes alone. `posts` are those
    with a unit that may; None where whoever asks knows that himself.
    """

    doors: Doors
    legs: Mapping[int, Leg]
    leave: float
    posts: frozenset[str] | None = None


def walkers(snapshot: Snapshot, movement: str) -> frozenset[str]:
    """The posts with a unit that moves so and may go on on foot, as a person said."""
    return frozenset(
        u.post_id
        for u in snapshot.all(Unit)
        if u.goes_on_foot == "yes" and u.post_id and movement_of(u.kind) == movement
    )


def walk_on(
    snapshot: Snapshot, land: Land, places: dict[str, Position], assumed: Assumptions
) -> Walk | None:
    """Walking on to the places that matter; nothing where no unit may, as far as is known."""
    posts = walkers(snapshot, land.movement)
    if land.graph is None or not posts:
        return None
    named = {t.place_id for t in snapshot.all(Threat)}
    named |= {t.place_id for t in snapshot.all(Timing)}
    asked = {at: spot for at, (id, spot) in enumerate(places.items()) if id in named}
    if not asked:
        asked = dict(enumerate(places.values()))
    some = dict(list(asked.items())[:MOST_PLACES])
    return replace(walks(snapshot, land, some, len(places), assumed), posts=posts)


def walks(
    snapshot: Snapshot, land: Land, places: Mapping[int, Position], of: int, assumed: Assumptions
) -> Walk:
    """Walking to these places (by number, `of` so many in all) from the ways of a land."""
    step = pace("foot", land.condition, assumed)
    reach, leave = assumed.value("travel.walk_km"), assumed.value("travel.leave_min")
    round_ = _Round(snapshot, land, step, reach, assumed)
    legs = {at: leg for at, spot in places.items() if (leg := round_.leg(spot)) is not None}
    own = [np.full(len(leg.points), at, np.int64) for at, leg in sorted(legs.items())]
    node = [leg.points + land.graph.cells for _, leg in sorted(legs.items()) if land.graph]
    minutes = [leg.minutes + leave for _, leg in sorted(legs.items())]
    none = np.zeros(0, np.int64)
    doors = Doors(
        of,
        np.concatenate([none, *own]),
        np.concatenate([none, *node]),
        np.concatenate([np.zeros(0), *minutes]),
    )
    return Walk(doors, legs, leave)


class _Round:
    """Pieces of ground round places, on one land."""

    def __init__(
        self, snapshot: Snapshot, land: Land, step: Pace, reach: float, assumed: Assumptions
    ) -> None:
        self._snapshot, self._land, self._step = snapshot, land, step
        self._reach, self._assumed = reach, assumed
        self._routes = [r for r in snapshot.all(Route) if r.line is not None and r.kind != "air"]
        self._tree: Any = None

    def leg(self, spot: Position) -> Leg | None:
        """The leg of a place, as remembered or looked for; None where no way is near enough."""
        key = (self._land.key, spot.lon, spot.lat)
        with _LOCK:
            if key in _KEPT:
                _KEPT.move_to_end(key)
                return _KEPT[key]
        found = self._looked(spot)
        with _LOCK:
            _KEPT[key] = found
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
        return found

    def _looked(self, spot: Position) -> Leg | None:
        net = self._land.net
        rate = self._step.way("dirt")
        if net is None or not len(net.lon) or rate == inf or self._reach <= 0:
            return None
        points = self._near(spot)
        if not len(points):
            return None
        cell = min(self._land.cell_km, _CELL_KM)
        frame = Frame.around([spot.lon], [spot.lat], cell, self._reach + 2 * cell)
        routes, obstacles = self._within(frame)
        small = with_ways(
            self._snapshot, self._land.condition, self._step, cell, frame, routes,
            self._assumed.fresh(), b"", obstacles,
        )  # fmt: skip
        assert small.graph is not None and small.ground is not None and small.net is not None
        door = small.doors(spots_of([spot])).of(0)
        spent, before = from_one(small.graph, *door, self._reach * rate)
        bank = self._land.movement == "boat"
        minutes, through = _beside(small, spent, net.lon[points], net.lat[points], bank)
        good = minutes <= self._reach * rate
        if not good.any():
            return None
        return Leg(
            small.graph.lon, small.graph.lat, before, points[good], minutes[good], through[good]
        )

    def _near(self, spot: Position) -> Whole:
        """Points of the land's ways within reach, in a straight line."""
        net = self._land.net
        assert net is not None
        high = self._reach / DEGREE_KM
        wide = high / max(float(np.cos(np.radians(spot.lat))), 0.1)
        box = np.flatnonzero((abs(net.lat - spot.lat) <= high) & (abs(net.lon - spot.lon) <= wide))
        km = kilometres(net.lon[box], net.lat[box], np.array(spot.lon), np.array(spot.lat))
        found: Whole = box[km <= self._reach]
        return found

    def _within(self, frame: Frame) -> tuple[tuple[Route, ...], Sequence[Obstacle]]:
        """Ways and obstacles of this piece of ground."""
        from shapely import STRtree, box

        if self._tree is None:
            self._tree = STRtree([r.line for r in self._routes if r.line is not None])
        west, south, east, north = frame.bounds
        hit = sorted(self._tree.query(box(west, south, east, north)).tolist())
        obstacles = [
            o for o in self._snapshot.all(Obstacle)
            if o.position is not None and west <= o.position.lon <= east
            and south <= o.position.lat <= north
        ]  # fmt: skip
        return tuple(self._routes[i] for i in hit), obstacles


def _beside(
    small: Land, spent: Floats, lon: Floats, lat: Floats, bank: bool
) -> tuple[Floats, Whole]:
    """Minutes on foot from points to the place, and the node next to each: the same point of a
    way that carries walkers too; on a river the best open cell of either bank.
    """
    assert small.net is not None and small.frame is not None and small.ground is not None
    cells = small.frame.size
    known = {
        pair: cells + i
        for i, pair in enumerate(zip(small.net.lon.tolist(), small.net.lat.tolist(), strict=True))
    }
    minutes, through = np.full(len(lon), inf), np.full(len(lon), -1, np.int64)
    for at, pair in enumerate(zip(lon.tolist(), lat.tolist(), strict=True)):
        node = known.get(pair, -1)
        if not bank:
            if node >= 0 and spent[node] < inf:
                minutes[at], through[at] = spent[node], node
            continue
        beside = _cells_round(small.frame, *pair)
        x, y = small.frame.middles(beside)
        km = kilometres(np.full(len(beside), pair[0]), np.full(len(beside), pair[1]), x, y)
        whole = spent[beside] + km * np.where(small.ground[beside] < inf, small.ground[beside], inf)
        best = int(whole.argmin()) if len(beside) else -1
        if best >= 0 and whole[best] < inf:
            minutes[at], through[at] = whole[best], beside[best]
    return minutes, through


def _cells_round(frame: Frame, lon: float, lat: float) -> Whole:
    """The cell of a point with its neighbours."""
    (middle,) = frame.cells(np.array([lon]), np.array([lat]))
    if middle < 0:
        return np.zeros(0, np.int64)
    row, column = divmod(int(middle), frame.columns)
    rows = range(max(row - 1, 0), min(row + 2, frame.rows))
    columns = range(max(column - 1, 0), min(column + 2, frame.columns))
    return np.array([r * frame.columns + c for r in rows for c in columns], np.int64)


_KEPT: "OrderedDict[tuple[bytes, float, float], Leg | None]" = OrderedDict()
_LOCK = Lock()

__all__ = ["MOST_PLACES", "Leg", "Walk", "walk_on", "walkers", "walks"]
