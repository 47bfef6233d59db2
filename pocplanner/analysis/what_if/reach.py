"""Likely minutes until a unit of a post is at a place, by its own means, post by post."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from pocplanner.analysis.arrival.means import stopped
from pocplanner.analysis.arrival.options import Options
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.grounds import Grounds
from pocplanner.analysis.travel.movement import movement_of
from pocplanner.analysis.travel.trips import Travel, Trip
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot


@dataclass
class Reach:
    """How soon each post reaches a place with somebody who protects, under each condition.

    The time is that of the quickest unit that sets out at all, as the chain has it: by vehicle,
    by boat where a river carries it, on foot at the end where it may, carried through the air.
    A post that holds no unit of this kind in either of two compared missions counts with the
    assumed moving off (`bare`), because a person may have named it without entering its unit.
    """

    snapshot: Snapshot
    grounds: Grounds
    assumed: Assumptions
    bare: frozenset[str] = frozenset()
    _options: dict[int, Options] = field(default_factory=dict)

    def posts(self, place: str, season: str, light: str) -> dict[str, tuple[float, float]]:
        """By post: likely minutes of moving off, and of the way; only those that get there."""
        ground = self.grounds.get((season, light))
        if ground is None:
            return {}
        trips = trips_to(ground, place)
        found: dict[str, tuple[float, float]] = {}
        for unit, trip, ready, _ in self._units(ground).at(place, None, trips):
            if trip.minutes is None or stopped(unit, trip, light, season, self.assumed):
                continue
            parts = ready.minutes.likely, trip.minutes.likely
            if unit.post_id not in found or sum(parts) < sum(found[unit.post_id]):
                found[unit.post_id] = parts
        for post in sorted(self.bare - set(found)):
            way = self.way(post, place, season, light)
            if way is not None:
                found[post] = way
        return found

    def way(self, post: str, place: str, season: str, light: str) -> tuple[float, float] | None:
        """The way from one post whatever its units may do: somebody entered a time for it."""
        ground = self.grounds.get((season, light))
        if ground is None:
            return None
        own = [u for u in self.snapshot.all(Unit) if u.post_id == post]
        by = "boat" if own and all(movement_of(u.kind) == "boat" for u in own) else "vehicle"
        minutes = min(
            (
                trip.minutes.likely
                for trip in trips_to(ground, place)
                if trip.post_id == post and trip.by == by and trip.left is None and trip.minutes
            ),
            default=inf,
        )
        ready = self.assumed.value(f"chain.muster_{light}.likely")
        return (ready, minutes) if minutes < inf else None

    def _units(self, ground: Travel) -> Options:
        """Who could go under a condition; what does not differ by place is kept."""
        held = self._options.get(id(ground))
        if held is None:
            units = [u for u in self.snapshot.all(Unit) if u.post_id]
            held = Options(self.snapshot, ground, units, self.assumed)
            self._options[id(ground)] = held
        return held


def trips_to(ground: Travel, place: str) -> Iterable[Trip]:
    """All trips to a place: by vehicle and by boat, to the door and with a last stretch on foot."""
    yield from ground.trips.get(place, ())
    yield from ground.afoot.get(place, ())
    if ground.boat is not None:
        yield from ground.boat.trips.get(place, ())
        yield from ground.boat.afoot.get(place, ())


__all__ = ["Reach", "trips_to"]
