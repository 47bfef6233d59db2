"""The ways as a network: points along them, the pieces between, and what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.frame import (
    DEGREE_KM,
    Floats,
    Frame,
    Whole,
    along,
    kilometres,
    lines_of,
)
from pocplanner.analysis.travel.movement import Condition, Pace
from pocplanner.model.places import Route
from pocplanner.model.ways import Obstacle

#: Points along a way stand this far apart, and ends of ways this near are joined.
STEP_KM = 0.25
#: An obstacle this near to a way stands in it.
SNAP_KM = 1.5
#: Things that, when they cannot be passed, close the bank to either side as well.
CROSSINGS = frozenset({"bridge", "ford", "ferry", "washed_out"})
_DELAYS = {
    "checkpoint": "checkpoint",
    "roadblock": "roadblock",
    "ford": "ford",
    "ferry": "ferry",
    "border_crossing": "border",
    "washed_out": "other",
    "explosive_hazard": "other",
    "other": "other",
}


@dataclass
class Network:
    """Points (degrees), pieces between them (minutes, km), delays in them and closed banks.

    `shadowed` marks points beside an obstacle, from which nobody leaves the road to drive
    round it; `delays` holds the likely minutes and the obstacle by piece.
    """

    lon: Floats
    lat: Floats
    a: Whole
    b: Whole
    minutes: Floats
    km: Floats
    shadowed: NDArray[np.bool_]
    delays: dict[tuple[int, int], list[tuple[float, str]]] = field(default_factory=dict)
    barriers: list[Floats] = field(default_factory=list)
    closed_ids: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def usable(route: Route, pace: Pace) -> bool:
    """Whether the way carries this movement under this condition at all."""
    if pace.way(route.kind) == inf:
        return False
    if pace.movement == "foot":
        return True
    wet = pace.condition.season == "wet"
    if (route.passable_wet if wet else route.passable_dry) == "no":
        return False
    return not (pace.condition.light == "night" and route.passable_night == "no")


def blocks(obstacle: Obstacle, movement: str, condition: Condition, assumed: Assumptions) -> bool:
    """Whether an obstacle cannot be passed: closed, drowned, forbidden at night, too weak."""
    if movement == "air":
        return False
    if obstacle.state == "closed":
        return movement != "foot" or obstacle.kind in CROSSINGS
    if movement != "vehicle":
        return movement == "foot" and condition.season == "wet" and obstacle.kind == "ford"
    if obstacle.kind == "explosive_hazard" and obstacle.state != "open":
        return True
    if condition.season == "wet":
        drowned = obstacle.kind in {"ford", "washed_out"} and obstacle.passable_wet != "yes"
        if drowned or obstacle.passable_wet == "no":
            return True
    if condition.light == "night" and obstacle.passable_night == "no":
        return True
    return obstacle.load_t is not None and obstacle.load_t < assumed.value("travel.vehicle_t")


def delay(obstacle: Obstacle, assumed: Assumptions) -> float:
    """The likely delay in minutes: as recorded, else the assumed one of its kind."""
    if obstacle.delay_min is not None:
        return float(obstacle.delay_min)
    stem = _DELAYS.get(obstacle.kind, "" if obstacle.kind == "bridge" else "other")
    return assumed.value(f"delay.{stem}_min") if stem else 0.0


def lay(
    frame: Frame,
    routes: Sequence[Route],
    obstacles: Sequence[Obstacle],
    pace: Pace,
    assumed: Assumptions,
) -> Network:
    """The network of the ways that this movement can use, with what stands in them."""
    lon: list[Floats] = []
    lat: list[Floats] = []
    heads: list[Whole] = []
    rates: list[Floats] = []
    owner: list[Whole] = []
    left_out: list[str] = []
    kept: list[Route] = []
    count = 0
    west, south, east, north = frame.bounds
    for route in routes:
        if route.line is None:
            continue
        if not usable(route, pace):
            if pace.way(route.kind) < inf:
                left_out.append(route.id)
            continue
        for part in lines_of(route.line):
            x, y = along(part, STEP_KM / DEGREE_KM)
            inside = (x >= west) & (x < east) & (y >= south) & (y < north)
            if not inside.any():
                continue
            here = np.arange(count, count + len(x))
            lon.append(x)
            lat.append(y)
            heads.append(here[:-1][inside[:-1] & inside[1:]])
            rates.append(np.full(len(heads[-1]), pace.way(route.kind)))
            owner.append(np.full(len(x), len(kept), np.int64))
            count += len(x)
        kept.append(route)
    if not lon:
        none = np.zeros(0)
        whole = np.zeros(0, np.int64)
        return Network(none, none, whole, whole, none, none, np.zeros(0, bool), left_out=left_out)
    x, y, owns = np.concatenate(lon), np.concatenate(lat), np.concatenate(owner)
    a = np.concatenate(heads)
    km = np.maximum(kilometres(x[a], y[a], x[a + 1], y[a + 1]), 1e-6)
    found = Network(
        x, y, a, a + 1, km * np.concatenate(rates), km, np.zeros(len(x), bool), left_out=left_out
    )
    if pace.movement == "boat":
        # What stands in a road beside the water, or on a bridge over it, stops no boat.
        rivers = {route.id for route in kept}
        obstacles = [one for one in obstacles if one.route_id in rivers]
    _stand(found, kept, owns, obstacles, pace, assumed)
    _join(found, owns, pace)
    return found


def _flat(lon: Floats, lat: Floats) -> Floats:
    """Points in kilometres on a flat sheet, good for what is near."""
    return np.column_stack([lon * np.cos(np.radians(lat)), lat]) * DEGREE_KM


def _stand(
    net: Network,
    routes: list[Route],
    owner: Whole,
    obstacles: Sequence[Obstacle],
    pace: Pace,
    assumed: Assumptions,
) -> None:
    """Put each obstacle into the piece of way nearest to it."""
    from scipy.spatial import cKDTree

    place_of = {r.id: i for i, r in enumerate(routes)}
    flat = _flat(net.lon, net.lat)
    tree = cKDTree(flat)
    bypass, bank = assumed.value("travel.bypass_km"), assumed.value("travel.barrier_km")
    piece_at = {int(a): i for i, a in enumerate(net.a)}
    closed: set[int] = set()
    for one in obstacles:
        if one.position is None:
            continue
        at = _flat(np.array([one.position.lon]), np.array([one.position.lat]))[0]
        only = place_of.get(one.route_id)
        if only is not None:
            mine = np.flatnonzero(owner == only)
            nearest = int(mine[np.argmin(np.hypot(*(flat[mine] - at).T))])
        else:
            nearest = int(tree.query(at)[1])
        if np.hypot(*(flat[nearest] - at)) > SNAP_KM:
            continue
        net.shadowed[tree.query_ball_point(at, bypass)] = True
        # An obstacle beside a junction stands in every way that meets there.
        near = {nearest}
        if only is None:
            near |= set(tree.query_ball_point(flat[nearest], STEP_KM / 10))
        stops = blocks(one, pace.movement, pace.condition, assumed)
        for point in near:
            before = point - 1 if point - 1 in piece_at and owner[point - 1] == owner[point] else -1
            piece = piece_at.get(point, piece_at.get(before, -1))
            if piece < 0:
                continue
            if stops:
                closed.add(piece)
            else:
                likely = delay(one, assumed)
                key = (int(net.a[piece]), int(net.b[piece]))
                net.delays.setdefault(key, []).append((likely, one.id))
                net.minutes[piece] += likely
        if stops:
            net.closed_ids.append(one.id)
            if one.kind in CROSSINGS:
                net.barriers.append(_bank(net, nearest, bank))
    if closed:
        keep = np.ones(len(net.a), bool)
        keep[list(closed)] = False
        net.a, net.b = net.a[keep], net.b[keep]
        net.minutes, net.km = net.minutes[keep], net.km[keep]


def _bank(net: Network, point: int, reach_km: float) -> Floats:
    """A line across the way at a point: the bank that a missing crossing closes."""
    flat = _flat(net.lon, net.lat)
    before, after = max(point - 1, 0), min(point + 1, len(flat) - 1)
    ahead = flat[after] - flat[before]
    length = float(np.hypot(*ahead)) or 1.0
    across = np.array([-ahead[1], ahead[0]]) / length * reach_km / DEGREE_KM
    across[0] /= max(np.cos(np.radians(net.lat[point])), 0.1)
    middle = np.array([net.lon[point], net.lat[point]])
    return np.vstack([middle - across, middle + across])


def _join(net: Network, owner: Whole, pace: Pace) -> None:
    """Join ways that meet; not beside an obstacle, where it would be a way round."""
    from scipy.spatial import cKDTree

    free = np.flatnonzero(~net.shadowed)
    flat = _flat(net.lon, net.lat)
    # Two pieces may cross between their points: half a step on either side.
    pairs = cKDTree(flat[free]).query_pairs(STEP_KM * 0.75, output_type="ndarray")
    a, b = free[pairs[:, 0]], free[pairs[:, 1]]
    # Ends that touch are one junction, obstacle or not.
    touching = cKDTree(flat).query_pairs(STEP_KM / 25, output_type="ndarray")
    a = np.concatenate([a, touching[:, 0]])
    b = np.concatenate([b, touching[:, 1]])
    apart = (owner[a] != owner[b]) | (np.abs(a - b) > 2)
    a, b = a[apart], b[apart]
    km = np.maximum(kilometres(net.lon[a], net.lat[a], net.lon[b], net.lat[b]), 1e-6)
    slow = max((rate for rate in pace.ways.values() if rate < inf), default=inf)
    net.a = np.concatenate([net.a, a])
    net.b = np.concatenate([net.b, b])
    net.minutes = np.concatenate([net.minutes, km * slow])
    net.km = np.concatenate([net.km, km])
