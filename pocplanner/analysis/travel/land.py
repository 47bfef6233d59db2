"""The land made ready for one movement, season and light: its graph, doors and straight lines.

A land knows no posts and no places. It is made once for the same ways, obstacles and speeds,
and remembered; moving a post leaves it as it is.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from threading import Lock
from typing import Any

import numpy as np

from pocplanner.analysis.assumptions import Assumptions, shipped
from pocplanner.analysis.results import LIGHTS, SEASONS
from pocplanner.analysis.travel.doors import Doors, Walls, doors, near_points
from pocplanner.analysis.travel.frame import Floats, Frame, kilometres, lines_of
from pocplanner.analysis.travel.graph import Graph, build, leaves
from pocplanner.analysis.travel.movement import Condition, Pace, pace
from pocplanner.analysis.travel.network import Network, lay
from pocplanner.analysis.travel.terrain import cover, slope
from pocplanner.analysis.travel.waters import Waters, swamps, under_water, waters
from pocplanner.model.geometry import Position
from pocplanner.model.places import WATERS, Area, Route
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.terrain import GroundClass, Terrain
from pocplanner.model.ways import Obstacle
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: Ground round the outermost posts and places, in kilometres.
MARGIN_KM = 25.0
#: Without a cell asked for, cells grow until there are no more than these.
_USUAL_CELLS = 1_600_000
#: Longitudes and latitudes of posts, places or candidates.
Spots = tuple[Floats, Floats]
#: Lands are remembered up to this many nodes together, doors up to this many sets of spots.
_MOST_NODES, _MOST_DOORS = 8_000_000, 64


@dataclass(frozen=True)
class Land:
    """What a movement meets under one condition.

    `basis` is "ways" (a graph of ground and ways), "straight" (no way is loaded: straight
    lines, longer by the detour, at `rate` minutes per km; round the water on a graph, where
    water or a raster is loaded) or "air" (straight, after `fixed` minutes of preparation).
    `limit` is the longest travel that is followed, in minutes.
    """

    condition: Condition
    movement: str
    cell_km: float
    basis: str
    limit: float
    rate: float = inf
    fixed: float = 0.0
    #: Kilometres on the ground for each in a straight line.
    detour: float = 1.0
    step: Pace | None = None
    frame: Frame | None = None
    ground: Floats | None = None
    net: Network | None = None
    graph: Graph | None = None
    walls: Walls | None = None
    water: Waters | None = None
    tree: Any = None
    routes: tuple[Route, ...] = ()
    #: Of what share of the ground a raster tells the speed.
    terrain_share: float = 0.0
    #: Keys of what was assumed.
    figures: tuple[str, ...] = ()
    #: A short sum of all that it rests on.
    key: bytes = b""
    _doors: "OrderedDict[bytes, Doors]" = field(
        default_factory=OrderedDict, repr=False, compare=False
    )
    #: Ways that were followed from a spot, by spot; filled by `rows`.
    rows: "OrderedDict[Any, Any]" = field(default_factory=OrderedDict, repr=False, compare=False)
    #: What was found without a limit, by the spots it starts from; filled by `farther`.
    far: "OrderedDict[Any, Any]" = field(default_factory=OrderedDict, repr=False, compare=False)

    def doors(self, spots: Spots) -> Doors:
        """The doors of these spots, remembered. Only where there is a graph."""
        assert self.frame is not None and self.ground is not None and self.net is not None
        assert self.step is not None and self.walls is not None
        key = hashlib.blake2b(spots[0].tobytes() + spots[1].tobytes(), digest_size=16).digest()
        with _LOCK:
            found = self._doors.get(key)
        if found is None:
            afloat = self.water.walls if self.water and self.movement == "boat" else None
            found = doors(
                self.frame, self.ground, self.net, self.tree, spots, self.step.access, self.walls,
                afloat,
            )  # fmt: skip
            with _LOCK:
                self._doors[key] = found
                while len(self._doors) > _MOST_DOORS:
                    self._doors.popitem(last=False)
        return found

    @cached_property
    def quickest(self) -> float:
        """The least minutes per kilometre of any open ground."""
        assert self.ground is not None
        return float(self.ground.min(initial=inf))

    @cached_property
    def without_limit(self) -> "Land":
        """The same land for ways of any length: the nearest help of places that lie far away."""
        return replace(self, limit=inf, key=self.key + b"far")

    def straight(self, posts: Spots, places: Spots) -> tuple[Floats, Floats]:
        """Minutes and kilometres in straight lines (with the detour), posts by places."""
        km = kilometres(posts[0][:, None], posts[1][:, None], places[0][None], places[1][None])
        km = km * self.detour
        minutes = np.full(km.shape, inf) if self.rate == inf else km * self.rate + self.fixed
        if self.basis == "straight":
            minutes[minutes > self.limit] = inf
        return minutes, km


def spots_of(positions: Iterable[Position]) -> Spots:
    """Positions as longitudes and latitudes."""
    found = list(positions)
    return np.array([p.lon for p in found], float), np.array([p.lat for p in found], float)


def prepare(
    snapshot: Snapshot,
    condition: Condition,
    assumed: Assumptions,
    movement: str = "vehicle",
    cell_km: float | None = None,
    around: Sequence[Position] = (),
) -> Work[Land]:
    """The land round these positions, as remembered or made anew (about a second a country).

    Give all posts, places and candidate sites as `around`: what lies farther out than a margin
    is not part of it. Problem where it has more cells than memory holds.
    """
    if condition.season not in SEASONS:
        raise Problem("travel.no_season", season=condition.season)
    if condition.light not in LIGHTS:
        raise Problem("travel.no_light", light=condition.light)
    cell = float(cell_km or usual_cell(around, assumed))
    asked = assumed.fresh()
    step = None if movement == "air" else pace(movement, condition, asked)
    routes = tuple(r for r in snapshot.all(Route) if r.line is not None and r.kind != "air")
    carried = step is not None and any(step.way(r.kind) < inf for r in routes)
    frame = None
    if carried or (step is not None and _shaped(snapshot, condition, movement, around)):
        lon, lat = spots_of(around)
        frame = Frame.around(lon.tolist(), lat.tolist(), cell, MARGIN_KM)
    key = _sum(snapshot, condition, movement, cell, frame, asked.fresh())
    with _LOCK:
        known = _LANDS.get(key)
        if known is not None:
            _LANDS.move_to_end(key)
    if known is None:
        yield Progress(0, 0, "travel.progress.ground")
        flat = _without_ways(condition, movement, cell, asked, step, key)
        still = movement != "boat" and not carried and flat.rate == inf
        if frame is None or step is None or still:
            known = flat
        elif not carried and movement != "boat":
            known = _round(snapshot, flat, frame, asked)
        else:
            known = with_ways(snapshot, condition, step, cell, frame, routes, asked, key)
        with _LOCK:
            _LANDS[key] = known
            _let_go()
    assumed.ask(known.figures)
    return known


_LANDS: "OrderedDict[bytes, Land]" = OrderedDict()
_LOCK = Lock()


def _let_go() -> None:
    """Forget the lands that were asked for longest ago, while they are too large together."""
    held = [land.graph.size if land.graph is not None else 1 for land in _LANDS.values()]
    whole = sum(held)
    for size in held[:-1]:
        if whole <= _MOST_NODES and len(_LANDS) <= _MOST_LANDS:
            return
        _LANDS.popitem(last=False)
        whole -= size


_MOST_LANDS = 16


def forget() -> None:
    """Forget every land that is remembered: the next one is made from the beginning."""
    with _LOCK:
        _LANDS.clear()


def _without_ways(
    condition: Condition,
    movement: str,
    cell: float,
    assumed: Assumptions,
    step: Pace | None,
    key: bytes,
) -> Land:
    limit = assumed.value("travel.limit_h") * 60
    fixed, detour = 0.0, 1.0
    if step is None:
        speed = assumed.value("speed.air_kmh")
        rate = 60 / speed if speed > 0 else inf
        fixed = assumed.value("speed.air_preparation_min")
    else:
        # A straight line is no river: without water nobody goes by boat.
        rate = inf if movement == "boat" else step.way("dirt")
        detour = assumed.value("travel.detour")
    basis = "air" if step is None else "straight"
    return Land(
        condition, movement, cell, basis, limit, rate, fixed, detour, step,
        figures=tuple(u.key for u in assumed.used), key=key,
    )  # fmt: skip


def _shaped(
    snapshot: Snapshot, condition: Condition, movement: str, around: Sequence[Position]
) -> bool:
    """Whether water (or, on land, a raster) near these positions shapes a ground without ways."""
    lon, lat = spots_of(around)
    more = MARGIN_KM / 111
    box = lon.min() - more, lat.min() - more, lon.max() + more, lat.max() + more
    boxes = [a.shape.bounds for a in under_water(snapshot, condition.season) if a.shape is not None]
    if movement != "boat":
        boxes += [
            (g.west, g.north - g.rows * g.d_lat, g.west + g.columns * g.d_lon, g.north)
            for g in snapshot.all(Terrain)
        ]
    return any(b[2] > box[0] and b[0] < box[2] and b[3] > box[1] and b[1] < box[3] for b in boxes)


def _round(snapshot: Snapshot, flat: Land, frame: Frame, assumed: Assumptions) -> Land:
    """Ground without ways, as quick as a straight line with its detour; round what is water."""
    assert flat.step is not None
    step = replace(flat.step, off_way=flat.rate * flat.detour, ways={})
    made = with_ways(snapshot, flat.condition, step, flat.cell_km, frame, (), assumed, flat.key, ())
    basis = "ways" if made.terrain_share >= _TOLD_BY_RASTER else "straight"
    figures = tuple(sorted({*flat.figures, *made.figures}))
    return replace(made, basis=basis, rate=flat.rate, detour=flat.detour, figures=figures)


#: Where a raster tells the speed of so much of the ground, it is no longer straight lines.
_TOLD_BY_RASTER = 0.5


def with_ways(
    snapshot: Snapshot,
    condition: Condition,
    step: Pace,
    cell: float,
    frame: Frame,
    routes: tuple[Route, ...],
    assumed: Assumptions,
    key: bytes,
    obstacles: Sequence[Obstacle] | None = None,
) -> Land:
    """The land of a frame with these ways; with these obstacles, else with all there are."""
    if obstacles is None:
        obstacles = snapshot.all(Obstacle)
    water = waters(frame, under_water(snapshot, condition.season))
    afloat = step.movement == "boat"
    net = lay(frame, (*routes, *water.ways()) if afloat else routes, obstacles, step, assumed)
    ground, known = _ground(snapshot, frame, routes, net, step, water, assumed)
    left, closed = None, None
    if water and afloat:
        left = water.afloat(net, ground)
    elif water:
        closed, (on, below) = water.parted(ground), leaves(frame, ground, net)
        dry = water.dry(net, on, below)
        left = on[dry], below[dry]
    limit = assumed.value("travel.limit_h") * 60
    rivers = [r.line for r in routes if r.kind == "river" and not step.crosses_rivers]
    shut = [part for line in rivers if line is not None for part in lines_of(line)]
    walls = Walls([*shut, *net.barriers])
    if water and not afloat:
        walls = Walls([*shut, *net.barriers], water.walls, water.wet)
    return Land(
        condition, step.movement, cell, "ways", limit, step=step, frame=frame, ground=ground,
        net=net, graph=build(frame, ground, net, left, closed), walls=walls, water=water,
        tree=near_points(frame, net), routes=routes, terrain_share=known,
        figures=tuple(u.key for u in assumed.used), key=key,
    )  # fmt: skip


def _ground(
    snapshot: Snapshot,
    frame: Frame,
    routes: Sequence[Route],
    net: Network,
    step: Pace,
    water: Waters,
    assumed: Assumptions,
) -> tuple[Floats, float]:
    """Minutes per km of each cell away from the ways; of what share a raster tells them."""
    from shapely import LineString

    if step.movement == "boat":
        # Boats keep to the water; who goes on from the bank leaves them there (`onward`).
        open_ = np.full(frame.size, inf)
        open_[water.cells] = step.way("river")
        return open_, 0.0
    found = np.full(frame.size, step.off_way)
    known = cover(snapshot, frame, step, found)
    if step.movement == "vehicle":
        areas = [a for a in snapshot.all(Area) if a.offroad_kmh is not None]
        for area in sorted(areas, key=lambda a: a.level):
            if area.shape is not None and area.offroad_kmh is not None:
                found[frame.inside(area.shape)] = step.ground(area.offroad_kmh)
    for area in swamps(snapshot):
        if area.shape is not None and not (step.movement == "vehicle" and area.offroad_kmh):
            wet = frame.inside(area.shape)
            share = assumed.value("speed.swamp_foot_factor") if step.movement == "foot" else 0.0
            found[wet] = found[wet] / share if share > 0 else inf
    slope(snapshot, frame, step, found)
    found[water.cells] = inf
    if not step.crosses_rivers:
        for route in routes:
            if route.kind == "river" and route.line is not None:
                found[frame.under(route.line)] = inf
    for bank in net.barriers:
        found[frame.under(LineString(bank))] = inf
    return found, known


def usual_cell(around: Sequence[Position], assumed: Assumptions) -> float:
    """The usual cell, larger where the country is so large that cells would be too many."""
    cell = max(assumed.value("travel.cell_km"), 0.1)
    lon, lat = spots_of(around)
    high = (lat.max() - lat.min()) * 111 + 2 * MARGIN_KM
    wide = (lon.max() - lon.min()) * 111 * np.cos(np.radians(lat.mean())) + 2 * MARGIN_KM
    while high * wide / cell**2 > _USUAL_CELLS:
        cell *= 2
    return float(cell)


def _sum(
    snapshot: Snapshot,
    condition: Condition,
    movement: str,
    cell: float,
    frame: Frame | None,
    assumed: Assumptions,
) -> bytes:
    """What a land rests on, as a short sum: the same sum, the same land."""
    made = hashlib.blake2b(digest_size=20)
    made.update(repr((condition, movement, cell, frame)).encode())
    keys = [k for k in shipped() if k.startswith(("speed.", "travel.", "delay."))]
    made.update(repr([(k, assumed.value(k)) for k in keys]).encode())
    for kind in (Route, Obstacle, Area, Terrain, GroundClass):
        for record in snapshot.all(kind):
            made.update(_told(record))
    return made.digest()


_TOLD: "OrderedDict[int, tuple[Record, bytes]]" = OrderedDict()
_MOST_TOLD = 200_000


def _told(record: Record) -> bytes:
    """What of a record bears on travel, as a sum; remembered, since records never change."""
    held = _TOLD.get(id(record))
    if held is not None and held[0] is record:
        return held[1]
    made = b""
    if isinstance(record, Route) and record.line is not None:
        told = (record.id, record.kind, record.passable_dry, record.passable_wet,
                record.passable_night)  # fmt: skip
        made = hashlib.blake2b(repr(told).encode() + record.line.wkb, digest_size=16).digest()
    elif isinstance(record, Obstacle):
        kept = record.model_dump(exclude={"note", "seen_on", "lowered", "sensitivity"})
        made = hashlib.blake2b(repr(kept).encode(), digest_size=16).digest()
    elif (
        isinstance(record, Area)
        and record.shape is not None
        and (record.offroad_kmh is not None or record.hierarchy in WATERS)
    ):
        ground = record.hierarchy if record.hierarchy in WATERS else ""
        area = (record.id, record.level, record.offroad_kmh, ground)
        made = hashlib.blake2b(repr(area).encode() + record.shape.wkb, digest_size=16).digest()
    elif isinstance(record, (Terrain, GroundClass)):
        made = hashlib.blake2b(record.model_dump_json().encode(), digest_size=16).digest()
    if len(_TOLD) > _MOST_TOLD:
        _TOLD.clear()
    _TOLD[id(record)] = (record, made)
    return made


__all__ = ["MARGIN_KM", "Land", "Spots", "forget", "prepare", "spots_of", "usual_cell", "with_ways"]
