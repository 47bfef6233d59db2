"""Shortest time from every post to every place, with the way that decided it and its basis."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.assumptions import Assumptions, shipped
from pocplanner.analysis.results import Interval, Said
from pocplanner.analysis.travel.frame import Floats, Frame, Whole, kilometres, lines_of
from pocplanner.analysis.travel.graph import Graph, build, from_post, nearest, walk
from pocplanner.analysis.travel.movement import Condition, Pace, pace
from pocplanner.analysis.travel.network import CROSSINGS, Network, lay
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Timing
from pocplanner.model.geometry import Position
from pocplanner.model.places import Area, Post, Route, Settlement
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Obstacle
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: Ground round the outermost posts and places, in kilometres.
MARGIN_KM = 25.0
#: For each place the ways from this many posts are followed.
FOLLOWED = 4
#: Without a cell asked for, cells grow until there are no more than these.
_USUAL_CELLS = 500_000


@dataclass(frozen=True)
class Trip:
    """From a post to a place: minutes (none where there is no way), kilometres and their basis.

    `basis` is "network" (at least half of the way on ways that are loaded), "grid" (more than
    half over ground whose speed is guessed) or "straight" (no way loaded: a straight line).
    `delay` is what obstacles on the way cost in `minutes.likely`, `obstacle_ids` which.
    """

    post_id: str
    place_id: str
    minutes: Interval | None
    km: float = 0.0
    on_ways_km: float = 0.0
    basis: str = "straight"
    delay: float = 0.0
    obstacle_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Travel:
    """Travel under one condition. `trips` holds for each place the quickest ones, best first.

    `matrix` holds likely minutes, posts by places, infinite where no way was found in time.
    `lines` are the ways of the quickest trips, `figures` the keys of what was assumed, and
    `remarks` say how good or poor the ground is that all of it rests on.
    """

    condition: Condition
    movement: str
    cell_km: float
    posts: tuple[str, ...]
    places: tuple[str, ...]
    matrix: Floats
    trips: dict[str, tuple[Trip, ...]]
    remarks: tuple[Said, ...] = ()
    lines: dict[tuple[str, str], NDArray[np.float32]] = field(default_factory=dict)
    figures: tuple[str, ...] = ()

    def best(self, place_id: str) -> Trip | None:
        """The quickest trip to a place; None where no post reaches it."""
        found = self.trips.get(place_id, ())
        return found[0] if found else None

    def trip(self, post_id: str, place_id: str) -> Trip | None:
        """The trip from a post to a place, as far as it was followed or a time is known."""
        for one in self.trips.get(place_id, ()):
            if one.post_id == post_id:
                return one
        return None


def where(snapshot: Snapshot) -> tuple[dict[str, Position], dict[str, Position]]:
    """Posts and places with a position; settlements only where no community is recorded."""
    posts = {p.id: p.position for p in snapshot.all(Post) if p.position is not None}
    places = {c.id: c.position for c in snapshot.all(Community) if c.position is not None}
    named = [t.place_id for t in snapshot.all(Threat)]
    named += [t.place_id for t in snapshot.all(Timing)]
    if not places:
        named += [s.id for s in snapshot.all(Settlement)]
    for id in named:
        at = snapshot.position(id) if id not in places else None
        if at is not None:
            places[id] = at
    return posts, places


def travel(
    snapshot: Snapshot,
    condition: Condition,
    assumed: Assumptions,
    movement: str = "vehicle",
    cell_km: float | None = None,
) -> Work[Travel]:
    """Times from every post to every place. Problem where there is no post or no place.

    The same ground gives the same result, which is remembered, since a great part of the
    edits of a mission moves neither posts nor ways.
    """
    posts, places = where(snapshot)
    if not posts:
        raise Problem("travel.no_posts")
    if not places:
        raise Problem("travel.no_places")
    if cell_km is not None and not 0.1 <= cell_km <= 20:
        raise Problem("travel.bad_cell", cell=f"{cell_km:g}")
    cell = cell_km or _cell(posts, places, assumed)
    key = _key(snapshot, posts, places, condition, movement, cell, assumed.fresh())
    with _LOCK:
        known = _KEPT.get(key)
        if known is not None:
            _KEPT.move_to_end(key)
    if known is None:
        asked = assumed.fresh()
        known = yield from _compute(snapshot, posts, places, condition, movement, cell, asked)
        known = replace(known, figures=tuple(u.key for u in asked.used))
        with _LOCK:
            _KEPT[key] = known
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
    assumed.ask(known.figures)
    return known


_KEPT: OrderedDict[bytes, Travel] = OrderedDict()
_MOST_KEPT = 12
_LOCK = Lock()


def _cell(posts: dict[str, Position], places: dict[str, Position], assumed: Assumptions) -> float:
    """The usual cell, larger where the country is so large that cells would be too many."""
    cell = max(assumed.value("travel.cell_km"), 0.1)
    spots = [*posts.values(), *places.values()]
    lon, lat = [p.lon for p in spots], [p.lat for p in spots]
    high = (max(lat) - min(lat)) * 111 + 2 * MARGIN_KM
    wide = (max(lon) - min(lon)) * 111 * np.cos(np.radians(sum(lat) / len(lat))) + 2 * MARGIN_KM
    while high * wide / cell**2 > _USUAL_CELLS:
        cell *= 2
    return float(cell)


def _key(
    snapshot: Snapshot,
    posts: dict[str, Position],
    places: dict[str, Position],
    condition: Condition,
    movement: str,
    cell: float,
    assumed: Assumptions,
) -> bytes:
    """What the result rests on, as a short sum: the same sum, the same result."""
    made = hashlib.blake2b(digest_size=20)

    def take(*values: object) -> None:
        made.update(repr(values).encode())

    take(condition, movement, cell)
    for group in (posts, places):
        take([(id, p.lon, p.lat) for id, p in group.items()])
    for route in snapshot.all(Route):
        if route.line is not None:
            take(route.id, route.kind, route.passable_wet, route.passable_night)
            made.update(route.line.wkb)
    for one in snapshot.all(Obstacle):
        take(one.model_dump(exclude={"note", "seen_on", "lowered", "sensitivity"}))
    for area in snapshot.all(Area):
        if area.offroad_kmh is not None and area.shape is not None:
            take(area.id, area.level, area.offroad_kmh)
            made.update(area.shape.wkb)
    take(
        [(k, assumed.value(k)) for k in shipped() if k.startswith(("speed.", "travel.", "delay."))]
    )
    return made.digest()


def _compute(
    snapshot: Snapshot,
    posts: dict[str, Position],
    places: dict[str, Position],
    condition: Condition,
    movement: str,
    cell: float,
    assumed: Assumptions,
) -> Work[Travel]:
    yield Progress(0, len(posts) + 1, "travel.progress.ground")
    matrix = np.full((len(posts), len(places)), inf)
    if movement == "air":
        return _flown(posts, places, condition, cell, assumed)
    routes = [r for r in snapshot.all(Route) if r.line is not None and r.kind != "air"]
    step = pace(movement, condition, assumed)
    if not any(step.way(r.kind) < inf for r in routes):
        return _straight(posts, places, condition, movement, cell, assumed, step)
    spots = [*posts.values(), *places.values()]
    frame = Frame.around([p.lon for p in spots], [p.lat for p in spots], cell, MARGIN_KM)
    net = lay(frame, routes, snapshot.all(Obstacle), step, assumed)
    ground = _ground(snapshot, frame, routes, net, step)
    graph = build(
        frame, ground, net, _arrays(posts), _arrays(places), step.access, _shut(routes, net, step)
    )
    limit = assumed.value("travel.limit_h") * 60
    key = (
        _key(snapshot, {}, places, condition, movement, cell, assumed.fresh())
        + repr(frame).encode()
    )
    rows = _rows(key)
    spots_of = [(p.lon, p.lat) for p in posts.values()]
    ends = slice(graph.first_place, graph.first_place + graph.places)
    holds = len(posts) * len(graph.lon) <= _HELD
    held: dict[int, NDArray[np.int32]] = {}
    for at, spot in enumerate(spots_of):
        yield Progress(at + 1, len(posts) + 1, "travel.progress.ways")
        if spot not in rows:
            minutes, before = from_post(graph, at, limit)
            rows[spot] = _Row(minutes[ends].copy())
            if holds:
                held[at] = before.astype(np.int32)
        matrix[at] = rows[spot].minutes
    most = max(FOLLOWED, _PAIRS // len(places))
    order = np.argsort(matrix, axis=0, kind="stable")[:most]
    names, ids = tuple(posts), tuple(places)
    trips: dict[str, list[Trip]] = {id: [] for id in places}
    for post, spot in enumerate(spots_of):
        row = rows[spot]
        here = (order == post).any(axis=0) & (matrix[post] < inf)
        targets = [int(i) for i in np.flatnonzero(here)]
        if any(place not in row.trips for place in targets):
            yield Progress(len(posts), len(posts) + 1, "travel.progress.ways")
            before = held.pop(post).astype(np.int64) if post in held else (
                from_post(graph, post, limit)[1])  # fmt: skip
            for place in targets:
                if place not in row.trips:
                    nodes = walk(before, graph.first_place + place)
                    spent = float(matrix[post, place])
                    row.trips[place] = _trip(graph, net, nodes, ids[place], spent, assumed)
                    row.lines[place] = _line(graph, nodes)
        for place in targets:
            trips[ids[place]].append(replace(row.trips[place], post_id=names[post]))
    for found in trips.values():
        found.sort(key=lambda t: t.minutes.likely if t.minutes else inf)
    first = [t[0] for t in trips.values() if t]
    lines = {
        (t.post_id, t.place_id): rows[spots_of[names.index(t.post_id)]].lines[ids.index(t.place_id)]
        for t in first
    } if len(first) <= _DRAWN else {}  # fmt: skip
    return Travel(
        condition,
        movement,
        cell,
        names,
        ids,
        matrix,
        {id: tuple(t) for id, t in trips.items()},
        _remarks(trips, routes, net, step),
        lines,
    )


Path = NDArray[np.float32]


@dataclass
class _Row:
    """What is known from one spot: minutes to every place, and the trips that were followed."""

    minutes: Floats
    trips: dict[int, Trip] = field(default_factory=dict)
    lines: dict[int, Path] = field(default_factory=dict)


def _rows(key: bytes) -> dict[tuple[float, float], _Row]:
    """The rows of a ground by spot: posts are only left, so moving one leaves the others' rows."""
    with _LOCK:
        found = _ROWS.setdefault(key, {})
        _ROWS.move_to_end(key)
        while len(_ROWS) > _MOST_KEPT:
            _ROWS.popitem(last=False)
        # Somebody who drags a post about leaves rows behind that nobody asks for again.
        while len(found) > _MOST_ROWS:
            found.pop(next(iter(found)))
    return found


_ROWS: OrderedDict[bytes, dict[tuple[float, float], _Row]] = OrderedDict()
_MOST_ROWS = 1000
#: Ways are followed from every post while posts by places are no more than these.
_PAIRS = 8000
#: Ways of the quickest trips are told for up to this many places.
_DRAWN = 1000
#: Forerunners of posts by nodes are held in memory up to this many.
_HELD = 20_000_000


def _arrays(spots: dict[str, Position]) -> tuple[Floats, Floats]:
    found = list(spots.values())
    return np.array([p.lon for p in found]), np.array([p.lat for p in found])


def _shut(routes: Sequence[Route], net: Network, step: Pace) -> list[Floats]:
    """Lines that the last stretch to a door may not cross: rivers and closed banks."""
    rivers = [r.line for r in routes if r.kind == "river" and not step.crosses_rivers]
    return [
        *(part for line in rivers if line is not None for part in lines_of(line)),
        *net.barriers,
    ]


def _ground(
    snapshot: Snapshot, frame: Frame, routes: Sequence[Route], net: Network, step: Pace
) -> Floats:
    """Minutes per kilometre of each cell away from the ways."""
    found = np.full(frame.size, step.off_way)
    if step.movement == "vehicle":
        areas = [a for a in snapshot.all(Area) if a.offroad_kmh is not None]
        for area in sorted(areas, key=lambda a: a.level):
            if area.shape is not None and area.offroad_kmh is not None:
                found[frame.inside(area.shape)] = step.ground(area.offroad_kmh)
    if not step.crosses_rivers:
        for route in routes:
            if route.kind == "river" and route.line is not None:
                found[frame.under(route.line)] = inf
    for bank in net.barriers:
        from shapely import LineString

        found[frame.under(LineString(bank))] = inf
    return found


def _trip(
    graph: Graph,
    net: Network,
    nodes: Whole,
    place_id: str,
    minutes: float,
    assumed: Assumptions,
) -> Trip:
    a, b = nodes[:-1], nodes[1:]
    km = kilometres(graph.lon[a], graph.lat[a], graph.lon[b], graph.lat[b])
    low, high = graph.cells, graph.cells + graph.points
    on_way = (a >= low) & (a < high) & (b >= low) & (b < high)
    delays: list[float] = []
    met: list[str] = []
    if net.delays:
        for x, y in zip(a[on_way] - low, b[on_way] - low, strict=True):
            for key in ((int(x), int(y)), (int(y), int(x))):
                for spent, id in net.delays.get(key, ()):
                    if id not in met:
                        met.append(id)
                        delays.append(spent)
    delay = min(sum(delays), float(minutes))
    moving = float(minutes) - delay
    whole, ways = float(km.sum()), float(km[on_way].sum())
    return Trip(
        "",
        place_id,
        Interval(
            moving * assumed.value("travel.least_factor")
            + delay * assumed.value("delay.least_factor"),
            float(minutes),
            moving * assumed.value("travel.most_factor")
            + delay * assumed.value("delay.most_factor"),
        ),
        whole,
        ways,
        "network" if ways >= whole / 2 else "grid",
        delay,
        tuple(met),
    )


def _line(graph: Graph, nodes: Whole) -> Path:
    """The way as longitudes and latitudes."""
    return np.column_stack([graph.lon[nodes], graph.lat[nodes]]).astype(np.float32)


def _straight(
    posts: dict[str, Position],
    places: dict[str, Position],
    condition: Condition,
    movement: str,
    cell: float,
    assumed: Assumptions,
    step: Pace,
) -> Travel:
    """Where no way is loaded: a straight line, longer by the detour, at the speed of dirt roads."""
    rate = step.way("river" if movement == "boat" else "dirt")
    detour = assumed.value("travel.detour")
    fast, slow = assumed.value("travel.least_factor"), assumed.value("travel.most_factor")
    lines = _lines(posts, places) * detour
    matrix = lines * rate
    limit = assumed.value("travel.limit_h") * 60
    matrix[matrix > limit] = inf
    trips = _quickest(posts, places, matrix, lines, "straight", fast, slow, 0.0)
    said = (Said("travel.remark.straight", {"detour": float(detour)}),)
    return Travel(condition, movement, cell, tuple(posts), tuple(places), matrix, trips, said)


def _flown(
    posts: dict[str, Position],
    places: dict[str, Position],
    condition: Condition,
    cell: float,
    assumed: Assumptions,
) -> Travel:
    """By air: preparation, then a straight line."""
    speed = assumed.value("speed.air_kmh")
    ready = assumed.value("speed.air_preparation_min")
    lines = _lines(posts, places)
    matrix = lines / speed * 60 + ready if speed > 0 else np.full(lines.shape, inf)
    fast, slow = assumed.value("travel.least_factor"), assumed.value("travel.most_factor")
    trips = _quickest(posts, places, matrix, lines, "air", fast, slow, ready)
    said = (Said("travel.remark.air", {"minutes": round(ready)}),)
    return Travel(condition, "air", cell, tuple(posts), tuple(places), matrix, trips, said)


def _lines(posts: dict[str, Position], places: dict[str, Position]) -> Floats:
    a, b = _arrays(posts), _arrays(places)
    return kilometres(a[0][:, None], a[1][:, None], b[0][None, :], b[1][None, :])


def _quickest(
    posts: dict[str, Position],
    places: dict[str, Position],
    matrix: Floats,
    km: Floats,
    basis: str,
    fast: float,
    slow: float,
    fixed: float,
) -> dict[str, tuple[Trip, ...]]:
    names, found = tuple(posts), {}
    for at, place in enumerate(places):
        order = [int(i) for i in np.argsort(matrix[:, at], kind="stable")[:FOLLOWED]]
        found[place] = tuple(
            Trip(
                names[i],
                place,
                Interval(
                    fixed + (float(matrix[i, at]) - fixed) * fast,
                    float(matrix[i, at]),
                    fixed + (float(matrix[i, at]) - fixed) * slow,
                ),
                float(km[i, at]),
                0.0,
                basis,
            )
            for i in order
            if matrix[i, at] < inf
        )
    return found


def _remarks(
    trips: dict[str, list[Trip]], routes: Sequence[Route], net: Network, step: Pace
) -> tuple[Said, ...]:
    """How good the ground is that the times rest on."""
    said: list[Said] = []
    best = [
        min(t, key=lambda x: x.minutes.likely if x.minutes else inf) for t in trips.values() if t
    ]
    poor = [t.place_id for t in best if t.basis == "grid"]
    none = tuple(id for id, t in trips.items() if not t)
    if poor:
        said.append(
            Said("travel.remark.grid", {"count": len(poor), "of": len(trips)}, tuple(poor[:50]))
        )
    if none:
        said.append(Said("travel.remark.no_way", {"count": len(none), "of": len(trips)}, none[:50]))
    unknown = [r.id for r in routes if r.passable_wet == "unknown" and step.way(r.kind) < inf]
    if step.condition.season == "wet" and unknown and step.movement == "vehicle":
        said.append(Said("travel.remark.wet_unknown", {"count": len(unknown)}, tuple(unknown[:50])))
    if net.left_out:
        said.append(
            Said("travel.remark.left_out", {"count": len(net.left_out)}, tuple(net.left_out[:50]))
        )
    if net.closed_ids:
        said.append(
            Said("travel.remark.closed", {"count": len(net.closed_ids)}, tuple(net.closed_ids[:50]))
        )
    return tuple(said)


def field_minutes(
    snapshot: Snapshot,
    condition: Condition,
    assumed: Assumptions,
    movement: str = "vehicle",
    cell_km: float | None = None,
) -> tuple[Frame, Floats]:
    """Minutes from the nearest post for each cell, from the south-west: what is drawn.

    Problem where there is no post or no place. Infinite where nobody comes in time.
    """
    posts, places = where(snapshot)
    if not posts:
        raise Problem("travel.no_posts")
    cell = cell_km or _cell(posts, places or posts, assumed)
    spots = [*posts.values(), *places.values()]
    frame = Frame.around([p.lon for p in spots], [p.lat for p in spots], cell, MARGIN_KM)
    step = pace(movement, condition, assumed)
    routes = [r for r in snapshot.all(Route) if r.line is not None and r.kind != "air"]
    net = lay(frame, routes, snapshot.all(Obstacle), step, assumed)
    ground = _ground(snapshot, frame, routes, net, step)
    graph = build(
        frame, ground, net, _arrays(posts), _arrays(places), step.access, _shut(routes, net, step)
    )
    return frame, nearest(graph, assumed.value("travel.limit_h") * 60)


__all__ = ["CROSSINGS", "FOLLOWED", "Travel", "Trip", "field_minutes", "travel", "where"]
