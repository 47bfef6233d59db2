"""Whether an action comes near to what people do for themselves: in space and in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from pocplanner.analysis.exposure.week import laid, span
from pocplanner.model.geometry import EARTH_M
from pocplanner.model.vocabulary import vocabulary

#: Kilometres to a degree of latitude.
_KM_PER_DEGREE = EARTH_M / 1000 * np.pi / 180
#: Nearer to a pole than this a degree of longitude says nothing.
_LEAST_COS = 0.05
#: The parts of a window of time.
PARTS = ("hours", "weekdays", "seasons")
_OPPOSED = ({"dry"}, {"wet"})


@dataclass(frozen=True)
class Window:
    """When something happens: hours 0-23, weekdays and kinds of season; empty is not known.

    `week` holds the hours of the week (0 Monday at midnight) where both hours and weekdays are
    told: so a Monday's night is not taken for a Tuesday's.
    """

    hours: frozenset[int] = frozenset()
    weekdays: frozenset[str] = frozenset()
    seasons: frozenset[str] = frozenset()
    week: frozenset[int] = frozenset()


def hours_between(first: int | None, last: int | None) -> frozenset[int]:
    """The hours from one to another, the last not included, over midnight where it is earlier.

    As everywhere: from 5 to 6 is one hour, and the same hour twice is a whole day.
    """
    return frozenset(hour % 24 for hour in span(first, last))


def window_of(
    first: int | None, last: int | None, weekdays: Iterable[str], seasons: Iterable[str] = ()
) -> Window:
    """The window of an action; one that goes on past midnight touches the next day as well."""
    weekdays = tuple(weekdays)
    days = set(weekdays)
    if days and any(hour >= 24 for hour in span(first, last)):
        week = vocabulary("weekday").codes()
        days |= {week[(week.index(d) + 1) % len(week)] for d in days if d in week}
    at = frozenset(np.flatnonzero(laid(span(first, last), weekdays)).tolist())
    return Window(hours_between(first, last), frozenset(days), frozenset(seasons), at)


def meets(one: Window, other: Window) -> tuple[bool, tuple[str, ...]]:
    """Whether two windows can meet, and of which parts that is not known.

    They meet unless a part is known of both and lies apart: what nobody told may be at any
    time. Kinds of season lie apart only where one is dry and the other wet; a lean season or
    a harvest can fall into either.
    """
    if one.week and other.week and not one.week & other.week:
        return False, ()
    unknown = []
    for part in PARTS:
        left, right = getattr(one, part), getattr(other, part)
        if not left or not right:
            unknown.append(part)
        elif left & right:
            continue
        elif part != "seasons" or (set(left), set(right)) in (_OPPOSED, _OPPOSED[::-1]):
            return False, ()
        else:
            unknown.append(part)
    return True, tuple(unknown)


class Nearby:
    """Shapes by number, to be asked which of them lie within a distance of another shape.

    Shapes are in degrees of longitude and latitude, distances in kilometres, exact to about
    one part in a hundred at the distances that are asked here.
    """

    def __init__(self, shapes: Sequence[BaseGeometry], numbers: Sequence[int]) -> None:
        """Shape by shape, the number of what it belongs to; one thing may have several."""
        self._shapes = list(shapes)
        self._numbers = list(numbers)
        self._tree = STRtree(self._shapes)

    def within(self, shape: BaseGeometry, km: float) -> dict[int, float]:
        """The numbers of what lies within so many kilometres, each with its distance."""
        if not self._shapes or km < 0:
            return {}
        _, south, _, north = shape.bounds
        farthest = min(max(abs(south), abs(north)) + km / _KM_PER_DEGREE, 90.0)
        narrow = max(cos(radians(farthest)), _LEAST_COS)
        degrees = sqrt(2) * km / (_KM_PER_DEGREE * narrow) + 1e-9
        found: dict[int, float] = {}
        for at in self._tree.query(shape, predicate="dwithin", distance=degrees):
            apart = distance_km(shape, self._shapes[int(at)])
            number = self._numbers[int(at)]
            if apart <= km and apart < found.get(number, np.inf):
                found[number] = apart
        return found


def distance_km(one: BaseGeometry, other: BaseGeometry) -> float:
    """The least distance between two shapes in degrees, in kilometres."""
    if shapely.intersects(one, other):
        return 0.0
    middle = other.centroid
    scale = np.array([cos(radians(middle.y)), 1.0]) * _KM_PER_DEGREE
    origin = np.array([middle.x, middle.y])

    def flat(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """Kilometres east and north of the middle of the other shape."""
        moved: NDArray[np.float64] = (corners - origin) * scale
        return moved

    left, right = shapely.transform(one, flat), shapely.transform(other, flat)
    near, far = (p for p in shapely.get_coordinates(shapely.shortest_line(left, right)))
    return float(hypot(*(near - far)))
