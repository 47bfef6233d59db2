"""Likely minutes until a unit of a post is at a place: moving off and the way, post by post."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from pocplanner.analysis.arrival.links import muster
from pocplanner.analysis.arrival.means import flight, flyers, limits, responds
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.grounds import Grounds
from pocplanner.analysis.travel.times import Travel
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot


@dataclass
class Reach:
    """How soon each post reaches a place with somebody who protects, under each condition.

    The time is that of the quickest unit that sets out at all; a post that holds no unit of
    this kind in either of two compared missions counts with the assumed moving off (`bare`),
    because a person may have named it without entering its unit.
    """

    snapshot: Snapshot
    grounds: Grounds
    assumed: Assumptions
    bare: frozenset[str] = frozenset()
    _at: dict[tuple[str, str], dict[str, tuple[Unit, ...]]] = field(default_factory=dict)
    _rows: dict[int, tuple[dict[str, int], dict[str, int]]] = field(default_factory=dict)

    def posts(self, place: str, season: str, light: str) -> dict[str, tuple[float, float]]:
        """By post: likely minutes of moving off, and of the way; only those that get there."""
        ground = self.grounds.get((season, light))
        if ground is None:
            return {}
        found: dict[str, tuple[float, float]] = {}
        for post, minutes in self._ways(ground, place):
            ready = self._ready(post, place, ground)
            if ready is not None and minutes < inf:
                found[post] = (ready, minutes)
        for post, (ready, flown) in self._flown(place, light):
            if post not in found or ready + flown < sum(found[post]):
                found[post] = (ready, flown)
        return found

    def way(self, post: str, place: str, season: str, light: str) -> tuple[float, float] | None:
        """The way from one post whatever its units may do: somebody entered a time for it."""
        ground = self.grounds.get((season, light))
        minutes = dict(self._ways(ground, place)).get(post, inf) if ground is not None else inf
        return (
            (self.assumed.value(f"chain.muster_{light}.likely"), minutes)
            if minutes < inf
            else (None)
        )

    def _ways(self, ground: Travel, place: str) -> Iterator[tuple[str, float]]:
        key = id(ground)
        if key not in self._rows:
            self._rows[key] = (
                {p: i for i, p in enumerate(ground.posts)},
                {p: i for i, p in enumerate(ground.places)},
            )
        posts, places = self._rows[key]
        column = places.get(place)
        if column is not None:
            for post, row in posts.items():
                yield post, float(ground.matrix[row, column])

    def _units(self, season: str, light: str) -> dict[str, tuple[Unit, ...]]:
        """Units that protect and may move in this season and light, by post."""
        key = (season, light)
        if key not in self._at:
            found: dict[str, tuple[Unit, ...]] = {}
            for unit in self.snapshot.all(Unit):
                held = limits(unit)
                stays = (light == "night" and "blocks_night" in held) or (
                    season == "wet" and "blocks_wet" in held
                )
                if unit.post_id and responds(unit) and not stays:
                    found[unit.post_id] = (*found.get(unit.post_id, ()), unit)
            self._at[key] = found
        return self._at[key]

    def _ready(self, post: str, place: str, ground: Travel) -> float | None:
        season, light = ground.condition.season, ground.condition.light
        units = self._units(season, light).get(post, ())
        trip = ground.trip(post, place)
        reach = self.assumed.value("travel.caveat_range_km")
        able = [
            muster(u, None, light, self.assumed).minutes.likely
            for u in units
            if not ("limits_range" in limits(u) and trip is not None and trip.km > reach)
        ]
        if able:
            return min(able)
        if post in self.bare:
            return self.assumed.value(f"chain.muster_{light}.likely")
        return None

    def _flown(self, place: str, light: str) -> Iterator[tuple[str, tuple[float, float]]]:
        """Units that aircraft near their post carry there."""
        flying = flyers(self.snapshot.all(Unit), light)
        if not flying:
            return
        join = self.assumed.value("travel.air_join_km")
        for post, units in self._units("dry", light).items():
            home = self.snapshot.position(post)
            if home is None:
                continue
            for air in flying:
                base = self.snapshot.position(air.post_id)
                if base is None or distance_m(home, base) / 1000 > join:
                    continue
                flown = flight(self.snapshot, air, place, self.assumed)
                if flown is not None:
                    wings = muster(air, None, light, self.assumed).minutes.likely
                    ready = min(muster(u, None, light, self.assumed).minutes.likely for u in units)
                    yield post, (max(ready, wings), flown)
                    break
