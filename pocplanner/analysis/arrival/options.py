"""Who could go to a place under one condition: by road, or carried through the air."""

from collections.abc import Iterable, Sequence

from pocplanner.analysis.arrival.links import Link, muster
from pocplanner.analysis.arrival.means import flight, flyers, responds
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Interval
from pocplanner.analysis.travel.movement import movement_of
from pocplanner.analysis.travel.trips import Travel, Trip
from pocplanner.model.community import Timing
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot

#: A unit, its trip, how it moves off, and how many of it come.
Option = tuple[Unit, Trip, Link, int | None]
#: What decides on aircraft bears on the answer even where none takes anybody.
_FIGURES = ("travel.air_join_km", "travel.air_lift_people", "travel.walk_share")


class Options:
    """The units of a mission under one condition; what does not differ by place is kept."""

    def __init__(
        self, snapshot: Snapshot, ground: Travel, units: Sequence[Unit], assumed: Assumptions
    ) -> None:
        self._snapshot, self._ground, self._assumed = snapshot, ground, assumed
        self._light = ground.condition.light
        self._units = [u for u in units if responds(u)]
        self._usual: dict[str, Link] = {}
        self._carriers: dict[str, list[Unit]] = {}
        self._flying = flyers(units, self._light)

    def at(
        self, place: str, timing: Timing | None, trips: Iterable[Trip], own_post: str = ""
    ) -> Iterable[Option]:
        """Each unit that protects and gets there: by its own means, or carried by aircraft.

        `own_post` is the post for which moving off was entered.
        """
        self._assumed.ask(_FIGURES)
        ridden: dict[tuple[str, str], Trip] = {}
        walked: dict[tuple[str, str], Trip] = {}
        for one in trips:
            (ridden if one.left is None else walked)[one.post_id, one.by] = one
        held = own_post if timing is not None and timing.muster is not None else ""
        for unit in self._units:
            ready = self._ready(unit, timing if unit.post_id == held else None)
            by = "boat" if movement_of(unit.kind) == "boat" else "vehicle"
            trip, onward = ridden.get((unit.post_id, by)), walked.get((unit.post_id, by))
            if trip is not None and trip.minutes is not None:
                yield unit, trip, ready, unit.strength
            if onward is not None and unit.goes_on_foot == "yes":
                yield unit, onward, ready, self._walking(unit)
            elif by == "boat" and trip is None:
                yield unit, Trip(unit.post_id, place, None, basis="no_way", by=by), ready, None
            if self._flying:
                yield from self._flown(unit, place, ready)

    def _walking(self, unit: Unit) -> int | None:
        """How many go on on foot: some stay with vehicles or boats."""
        share = self._assumed.value("travel.walk_share") / 100
        return None if unit.strength is None else int(unit.strength * min(max(share, 0.0), 1.0))

    def _ready(self, unit: Unit, timing: Timing | None) -> Link:
        """How the unit moves off; entered times of a place are its own, all else is usual."""
        if timing is not None:
            return muster(unit, timing, self._light, self._assumed)
        known = self._usual.get(unit.id)
        if known is None:
            known = self._usual[unit.id] = muster(unit, None, self._light, self._assumed)
        return known

    def _flown(self, unit: Unit, place: str, ready: Link) -> Iterable[Option]:
        """By the first aircraft that reaches the place, of those near the unit's base."""
        assumed = self._assumed
        for air in self._carriers_of(unit.post_id):
            flown = flight(self._snapshot, air, place, assumed)
            if flown is None:
                continue
            wings = self._ready(air, None).minutes
            both = Interval(
                max(ready.minutes.min, wings.min),
                max(ready.minutes.likely, wings.likely),
                max(ready.minutes.max, wings.max),
            )
            lift = assumed.whole("travel.air_lift_people")
            carried = None if unit.strength is None else min(unit.strength, lift)
            least = assumed.value("travel.least_factor")
            most = assumed.value("travel.most_factor")
            by_air = Trip(
                air.post_id,
                place,
                Interval(flown * least, flown, flown * most),
                flown * assumed.value("speed.air_kmh") / 60,
                basis="air",
            )
            yield unit, by_air, Link("muster", both, ready.basis), carried
            return

    def _carriers_of(self, post_id: str) -> list[Unit]:
        """Aircraft whose base is near enough to a post to take its units aboard."""
        known = self._carriers.get(post_id)
        if known is None:
            join = self._assumed.value("travel.air_join_km")
            home = self._snapshot.position(post_id)
            known = self._carriers[post_id] = []
            for air in self._flying:
                base = self._snapshot.position(air.post_id)
                if home is not None and base is not None and distance_m(home, base) / 1000 <= join:
                    known.append(air)
        return known


__all__ = ["Option", "Options"]
