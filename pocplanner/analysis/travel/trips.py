"""What is told of travel: trips with their basis, and all of them under one condition."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.results import Interval, Said
from pocplanner.analysis.travel.frame import Floats
from pocplanner.analysis.travel.movement import Condition

#: A way as longitudes and latitudes.
Path = NDArray[np.float32]


@dataclass(frozen=True)
class Trip:
    """From a post to a place: minutes (none where there is no way), kilometres and their basis.

    `basis` is "network" (at least half of the way on ways that are loaded), "grid" (more than
    half over ground whose speed is guessed), "straight" (no way loaded: a straight line), "air",
    "boat", or "afoot": vehicles or boats (as `by` says) are left at `left` (longitude and
    latitude), and the last `walk_km` are walked in `walk_min`. `delay` is what obstacles on the
    way cost in `minutes.likely`, `obstacle_ids` which.
    """

    post_id: str
    place_id: str
    minutes: Interval | None
    km: float = 0.0
    on_ways_km: float = 0.0
    basis: str = "straight"
    delay: float = 0.0
    obstacle_ids: tuple[str, ...] = ()
    by: str = "vehicle"
    left: tuple[float, float] | None = None
    walk_km: float = 0.0
    walk_min: float = 0.0


class Told(Mapping[str, tuple[Trip, ...]]):
    """Trips by place, the quickest first, made when they are asked for."""

    def __init__(self, places: Sequence[str], make: Callable[[int], tuple[Trip, ...]]) -> None:
        self._at = {id: i for i, id in enumerate(places)}
        self._make = make
        self._made: dict[str, tuple[Trip, ...]] = {}

    def __getitem__(self, place_id: str) -> tuple[Trip, ...]:
        if place_id not in self._made:
            self._made[place_id] = self._make(self._at[place_id])
        return self._made[place_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


@dataclass(frozen=True)
class Travel:
    """Travel under one condition. `trips` holds for each place all that are known, best first.

    `matrix` holds likely minutes, posts by places, infinite where no way was found in time.
    `figures` are the keys of what was assumed, and `remarks` say how good or poor the ground is
    that all of it rests on. `way` gives the way of a trip, as far as it was followed.
    `afoot` holds trips whose last stretch is walked, where that is quicker and some unit may;
    `onward` gives their way, and how many points of it are ridden. `farther` gives the trip from
    the nearest of chosen posts to a place beyond the hours of all. `boat` is the same by boat,
    where the mission has boats. `basis` is "ways" where any way carries the movement.
    """

    condition: Condition
    movement: str
    cell_km: float
    posts: tuple[str, ...]
    places: tuple[str, ...]
    matrix: Floats
    trips: Mapping[str, tuple[Trip, ...]]
    remarks: tuple[Said, ...] = ()
    figures: tuple[str, ...] = ()
    way: Callable[[str, str], Path | None] = field(
        default=lambda post, place: None, repr=False, compare=False
    )
    afoot: Mapping[str, tuple[Trip, ...]] = field(default_factory=dict)
    onward: Callable[[str, str], tuple[Path, int] | None] = field(
        default=lambda post, place: None, repr=False, compare=False
    )
    farther: Callable[[str, Collection[str]], Trip | None] = field(
        default=lambda place, posts: None, repr=False, compare=False
    )
    basis: str = ""
    boat: "Travel | None" = field(default=None, repr=False, compare=False)

    def best(self, place_id: str) -> Trip | None:
        """The quickest trip to a place; None where no post reaches it."""
        found = self.trips.get(place_id, ())
        return found[0] if found else None

    def quickest(self, place_id: str) -> Trip | None:
        """The quickest trip, the last stretch on foot where some unit may go so."""
        found = [t for t in (self.best(place_id), *self.afoot.get(place_id, ())[:1]) if t]
        return min(found, key=lambda t: t.minutes.likely if t.minutes else inf, default=None)

    def trip(self, post_id: str, place_id: str) -> Trip | None:
        """The trip from a post to a place, where one is known."""
        for one in self.trips.get(place_id, ()):
            if one.post_id == post_id:
                return one
        return None


def widened(minutes: float, delay: float, factors: tuple[float, float, float, float]) -> Interval:
    """Least, likely and most: moving and delays are spread by their own factors."""
    fast, slow, short, long = factors
    moving = minutes - delay
    return Interval(moving * fast + delay * short, minutes, moving * slow + delay * long)


__all__ = ["Path", "Told", "Travel", "Trip", "widened"]
