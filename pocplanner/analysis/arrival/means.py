"""Arriving is not protecting: whether a unit that arrives meets what a person said is needed.

Nothing here decides on force: a person enters the least strength; without it the answer is
"not judged", and the reasons say who may fill the blank.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Interval, Said
from pocplanner.analysis.travel.movement import movement_of
from pocplanner.analysis.travel.times import Travel, Trip
from pocplanner.model.assessment import Threat
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary

#: From the best to the worst that can be said of a unit at a place.
STATES = ("sufficient", "not_judged", "not_sufficient")


@dataclass(frozen=True)
class Judged:
    """What can be said of a unit at a place, and why."""

    state: str
    reasons: tuple[Said, ...] = ()


def responds(unit: Unit) -> bool:
    """Whether units of this kind are sent to protect, by the vocabulary."""
    return _responds(unit.kind)


@cache
def _responds(kind: str) -> bool:
    term = vocabulary("asset_type").get(kind)
    return bool(term is not None and term.facts.get("responds"))


def limits(unit: Unit) -> frozenset[str]:
    """What the unit's caveats hold it back from: the facts of the vocabulary."""
    return _limits(tuple(caveat.kind for caveat in unit.caveats))


@lru_cache(maxsize=1000)
def _limits(kinds: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for kind in kinds:
        term = vocabulary("caveat").get(kind)
        if term is not None:
            found |= {name for name, held in term.facts.items() if held}
    return frozenset(found)


def strikes(snapshot: Snapshot, threat: Threat, light: str, season: str) -> bool:
    """Whether a threat is of this light and season, as far as its hours and seasons are known."""
    if threat.seasons and season not in threat.seasons:
        return False
    if threat.from_hour is None or threat.to_hour is None:
        return True
    hours, at = [threat.from_hour], threat.from_hour
    while (at := (at + 1) % 24) != threat.to_hour and len(hours) < 24:
        hours.append(at)
    return any(snapshot.mission.is_night(h) == (light == "night") for h in hours)


def needed(
    snapshot: Snapshot, threats: Iterable[Threat], light: str, season: str
) -> tuple[int | None, bool]:
    """The least strength that persons entered for these threats, and whether all have one.

    The greatest counts; the mission must be able to meet the worst.
    """
    met = [t for t in threats if strikes(snapshot, t, light, season)]
    known = [t.minimum_strength for t in met if t.minimum_strength is not None]
    return max(known, default=None), bool(met) and len(known) == len(met)


class Evacuation:
    """Whether casualty evacuation reaches a place in time, by road or by air."""

    def __init__(
        self, snapshot: Snapshot, ground: Travel, light: str, assumed: Assumptions
    ) -> None:
        self._ground, self._light, self._assumed = ground, light, assumed
        self._snapshot = snapshot
        self._known: dict[str, float | None] = {}
        self._entered: dict[tuple[str, str], float] = {}
        self._places = {id: number for number, id in enumerate(ground.places)}
        units = snapshot.all(Unit)
        self._medical = [u for u in units if u.kind == "medical" and u.post_id]
        self._air = flyers(units, light)
        self.recorded = bool(self._medical or self._air)

    def enter(self, post_id: str, place_id: str, minutes: float) -> None:
        """A road that a person entered: the wounded are carried on the same one."""
        self._entered[post_id, place_id] = minutes

    def minutes(self, place_id: str) -> float | None:
        """The likely minutes to a place; None where nothing reaches it."""
        if place_id not in self._known:
            self._known[place_id] = self._reckoned(place_id)
        return self._known[place_id]

    def _reckoned(self, place_id: str) -> float | None:
        found = []
        ground, at = self._ground, self._places.get(place_id)
        for unit in self._medical:
            entered = self._entered.get((unit.post_id, place_id))
            if entered is not None:
                found.append(entered)
            elif unit.post_id in ground.posts and at is not None:
                found.append(float(ground.matrix[ground.posts.index(unit.post_id), at]))
        for unit in self._air:
            flown = flight(self._snapshot, unit, place_id, self._assumed)
            if flown is not None:
                ready = unit.ready_night_min if self._light == "night" else unit.ready_day_min
                usual = self._assumed.value("speed.air_preparation_min")
                found.append((ready.likely if ready else usual) + flown)
        best = min(found, default=float("inf"))
        return best if best < float("inf") else None


def flyers(units: Iterable[Unit], light: str) -> list[Unit]:
    """Units of the air that may fly in this light: at night only where a readiness says so."""
    return [
        u
        for u in units
        if movement_of(u.kind) == "air"
        and u.post_id
        and not (light == "night" and (u.ready_night_min is None or "blocks_night" in limits(u)))
    ]


def flight(snapshot: Snapshot, unit: Unit, place_id: str, assumed: Assumptions) -> float | None:
    """Minutes in the air from a unit's post to a place; None beyond its range."""
    a, b = snapshot.position(unit.post_id), snapshot.position(place_id)
    speed = assumed.value("speed.air_kmh")
    if a is None or b is None or speed <= 0:
        return None
    km = distance_m(a, b) / 1000
    return km / speed * 60 if km <= assumed.value("travel.air_range_km") else None


def stopped(unit: Unit, trip: Trip, light: str, season: str, assumed: Assumptions) -> Said | None:
    """Why a unit does not set out at all under this condition, else None."""
    held = limits(unit)
    if trip.minutes is None:
        return Said("arrival.reason.no_river", {}, (unit.id,))
    on_wheels = trip.basis != "air" and trip.by != "boat"
    if light == "night" and "blocks_night" in held:
        return Said("arrival.reason.no_night", {}, (unit.id,))
    if season == "wet" and "blocks_wet" in held and on_wheels:
        return Said("arrival.reason.wet_immobile", {}, (unit.id,))
    reach = assumed.value("travel.caveat_range_km")
    if "limits_range" in held and trip.km > reach:
        facts = {"kilometres": round(trip.km), "limit": round(reach)}
        return Said("arrival.reason.range", facts, (unit.id,))
    return None


def strong_posts(
    units: Iterable[Unit], need: int, light: str, season: str, assumed: Assumptions
) -> frozenset[str]:
    """Posts with a unit on wheels that is strong enough and sets out, however far it is."""
    found = set()
    for unit in units:
        if not responds(unit) or movement_of(unit.kind) != "vehicle" or unit.strength is None:
            continue
        here = Trip(unit.post_id, "", Interval(0, 0, 0))
        if "limits_range" in limits(unit) or stopped(unit, here, light, season, assumed):
            continue
        if _left(unit.strength, unit, assumed) >= need:
            found.add(unit.post_id)
    return frozenset(found)


def _left(people: int, unit: Unit, assumed: Assumptions) -> int:
    """How many of these people there really are, as far as caveats tell."""
    reduced = "reduces_strength" in limits(unit)
    return round(people * assumed.value("chain.strength_left")) if reduced else people


def judge(
    unit: Unit,
    need: int | None,
    complete: bool,
    people: int | None,
    evacuation: Evacuation,
    place_id: str,
    assumed: Assumptions,
) -> Judged:
    """Whether this unit, once there, meets the threat's least means; reasons either way.

    `people` is its strength on this trip. One clear shortfall makes it "not sufficient"; else
    one blank makes it "not judged".
    """
    held = limits(unit)
    short: list[Said] = []
    blank: list[Said] = []
    left = None if people is None else _left(people, unit, assumed)
    if need is None:
        blank.append(Said("arrival.reason.no_minimum"))
    elif left is None:
        blank.append(Said("arrival.reason.no_strength", {}, (unit.id,)))
    elif left < need:
        short.append(Said("arrival.reason.too_few", {"people": left, "needed": need}, (unit.id,)))
    elif not complete:
        blank.append(Said("arrival.reason.partly", {"needed": need}))
    if "blocks_coercion" in held:
        blank.append(Said("arrival.reason.no_offensive", {}, (unit.id,)))
    limit = assumed.value("chain.evacuation_min")
    if not evacuation.recorded:
        blank.append(Said("arrival.reason.no_medical"))
    else:
        spent = evacuation.minutes(place_id)
        if spent is None or spent > limit:
            key = "arrival.reason.no_evacuation" if spent is None else "arrival.reason.evacuation"
            short.append(Said(key, {"minutes": round(spent or 0), "limit": round(limit)}))
    if short:
        return Judged("not_sufficient", tuple(short))
    return Judged("not_judged" if blank else "sufficient", tuple(blank))
