"""How far it is along a line: distances, bearings, and hours on foot and by vehicle."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Used
from pocplanner.model.geometry import EARTH_M, Position, distance_m

#: Ways of going, each with the speed that it rests on.
WAYS: Mapping[str, str] = {
    "foot": "speed.foot_kmh",
    "vehicle": "speed.dirt_kmh",
    "vehicle_wet": "speed.dirt_wet_kmh",
}
#: Points of a line that is measured.
MOST_POINTS = 1000


@dataclass(frozen=True)
class Leg:
    """One straight piece: metres, and the bearing at its start in degrees from true north."""

    metres: float
    bearing: float


@dataclass(frozen=True)
class Measured:
    """A line with its pieces, its whole length, hours by each way, and what that rests on."""

    points: tuple[Position, ...]
    legs: tuple[Leg, ...]
    metres: float
    hours: Mapping[str, float]
    used: tuple[Used, ...]
    #: Square metres inside the line when its end is joined to its start; nothing below 3 points.
    area_m2: float | None


def measure(points: Sequence[Position], own: Mapping[str, float] | None = None) -> Measured:
    """Measure a line over the Earth. `own` are the mission's own figures by key."""
    if len(points) > MOST_POINTS:
        raise ValueError(f"more than {MOST_POINTS} points")
    legs = tuple(Leg(distance_m(a, b), bearing(a, b)) for a, b in pairwise(points))
    metres = math.fsum(leg.metres for leg in legs)
    figures = Assumptions(own)
    hours = {way: metres / 1000 / figures.value(key) for way, key in WAYS.items()}
    area = _area(points) if len(points) >= 3 else None
    return Measured(tuple(points), legs, metres, hours, figures.used, area)


def bearing(a: Position, b: Position) -> float:
    """The direction from one point to another at the start, degrees from true north (0 to 360)."""
    la, lb, across = math.radians(a.lat), math.radians(b.lat), math.radians(b.lon - a.lon)
    y = math.sin(across) * math.cos(lb)
    x = math.cos(la) * math.sin(lb) - math.sin(la) * math.cos(lb) * math.cos(across)
    return math.degrees(math.atan2(y, x)) % 360


def side(degrees: float) -> str:
    """The side of the compass, as a key: n, ne, e, se, s, sw, w, nw."""
    return ("n", "ne", "e", "se", "s", "sw", "w", "nw")[round(degrees / 45) % 8]


def _area(points: Sequence[Position]) -> float:
    """Square metres inside the points, on a sphere; the line may cross the antimeridian."""
    total = 0.0
    for a, b in zip(points, (*points[1:], points[0]), strict=True):
        across = math.radians((b.lon - a.lon + 540) % 360 - 180)
        total += across * (2 + math.sin(math.radians(a.lat)) + math.sin(math.radians(b.lat)))
    return abs(total) * EARTH_M**2 / 2
