"""One place under one condition: who goes there, whether it is enough, and when it comes."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from pocplanner.analysis.arrival.clock import Clock, Counted, Danger, Going
from pocplanner.analysis.arrival.draws import Chance, common_draws
from pocplanner.analysis.arrival.links import Link, LogTimes, assumed_range, link, muster
from pocplanner.analysis.arrival.means import (
    STATES,
    Evacuation,
    Judged,
    flight,
    flyers,
    judge,
    limits,
    needed,
    responds,
    stopped,
)
from pocplanner.analysis.arrival.told import Arrival, Means
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.reach_time import interval
from pocplanner.analysis.results import LIGHTS, SEASONS, Interval
from pocplanner.analysis.travel.times import Travel, Trip
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Timing
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot


def places_asked(snapshot: Snapshot) -> tuple[str, ...]:
    """The places about which a threat or a timing is recorded."""
    named = [t.place_id for t in snapshot.all(Threat) if t.status != "refused"]
    named += [t.place_id for t in snapshot.all(Timing)]
    return tuple(p for p in dict.fromkeys(named) if snapshot.position(p) is not None)


def arrivals(
    snapshot: Snapshot,
    grounds: Mapping[tuple[str, str], Travel],
    assumed: Assumptions,
    places: Iterable[str] | None = None,
) -> tuple[Arrival, ...]:
    """Help at each place under each condition; `grounds` by season and light."""
    draws = common_draws(max(100, min(assumed.whole("chain.draws"), 50_000)))
    clock = Clock(draws, assumed.value("chain.weather_share"))
    lasts = assumed_range("attack", assumed)
    log = LogTimes(snapshot, assumed.whole("chain.log_cases"))
    timings = _latest(snapshot)
    asked = tuple(places) if places is not None else places_asked(snapshot)
    units = [u for u in snapshot.all(Unit) if u.post_id]
    threats: dict[str, list[Threat]] = {}
    for threat in snapshot.all(Threat):
        if threat.status != "refused":
            threats.setdefault(threat.place_id, []).append(threat)
    found = []
    for season in SEASONS:
        for light in LIGHTS:
            ground = grounds.get((season, light))
            if ground is None:
                continue
            evacuation = Evacuation(snapshot, ground, light, assumed)
            flying = flyers(units, light)
            for place in asked:
                one = _Place(
                    snapshot,
                    ground,
                    assumed,
                    place,
                    threats.get(place, ()),
                    timings,
                    log,
                    clock,
                    lasts,
                )
                found.append(one.arrival(units, flying, evacuation))
                # What was found before rests on what was asked for then.
                one.kept.figures |= one.assumed.asked
                assumed.ask(one.kept.figures)
    return tuple(found)


def _latest(snapshot: Snapshot) -> dict[tuple[str, str, str], Timing]:
    """The latest timing by place, light and season."""
    found: dict[tuple[str, str, str], Timing] = {}
    for timing in snapshot.all(Timing):
        key = (timing.place_id, timing.light, timing.season)
        held = found.get(key)
        if held is None or held.on is None or (timing.on is not None and timing.on >= held.on):
            found[key] = timing
    return found


class _Place:
    """One place under one condition, with what is shared there."""

    def __init__(
        self,
        snapshot: Snapshot,
        ground: Travel,
        assumed: Assumptions,
        place: str,
        threats: Sequence[Threat],
        timings: Mapping[tuple[str, str, str], Timing],
        log: LogTimes,
        clock: Clock,
        lasts: Interval,
    ) -> None:
        self.snapshot, self.ground, self.assumed = snapshot, ground, assumed.fresh()
        self.place, self.threats, self.clock, self.lasts = place, threats, clock, lasts
        self.light, self.season = ground.condition.light, ground.condition.season
        self.timing = timings.get((place, self.light, self.season))
        self.shared = {
            name: link(name, self.timing, log, place, self.light, assumed)
            for name in ("report", "verify", "decide", "told_back")
        }
        self.warning, self.warning_basis = self._warning(timings)
        self.kept = _kept(place, self.season, self.light)
        self.own = dict(assumed.own)

    def _warning(
        self, timings: Mapping[tuple[str, str, str], Timing]
    ) -> tuple[Interval | None, str]:
        found = interval(self.timing.warning) if self.timing is not None else None
        if found is not None:
            return found, "entered"
        for light in (self.light, *LIGHTS):
            for season in (self.season, *SEASONS):
                other = timings.get((self.place, light, season))
                if other is not None and other.warning is not None:
                    return interval(other.warning), "borrowed"
        return None, ""

    def arrival(self, units: list[Unit], flying: list[Unit], evacuation: Evacuation) -> Arrival:
        """The chain, the chances and what costs most."""
        need, complete = needed(self.snapshot, self.threats, self.light, self.season)
        shown: list[Means] = []
        still: list[Means] = []
        saved = evacuation.minutes(self.place) if evacuation.recorded else None
        for unit, trip, ready, people in self._options(units, flying):
            rests = (unit, trip, ready, people, need, complete, evacuation.recorded, saved,
                     self.shared, self.clock.key, self.own)  # fmt: skip
            means = self.kept.means.get((unit.id, trip.basis == "air"))
            if means is None or means[0] != rests:
                means = rests, self._means(unit, trip, ready, people, need, complete, evacuation)
                self.kept.means[unit.id, trip.basis == "air"] = means
            (still if means[1].arrives is None else shown).append(means[1])
        whole = (self.timing, self.warning, self.warning_basis, self.lasts, self.shared,
                 tuple(shown), tuple(still))  # fmt: skip
        known = self.kept.answer
        if known is None or known[0] != whole:
            known = self.kept.answer = whole, self._told(shown, still)
        return known[1]

    def _means(
        self,
        unit: Unit,
        trip: Trip,
        ready: Link,
        people: int | None,
        need: int | None,
        complete: bool,
        evacuation: Evacuation,
    ) -> Means:
        why = stopped(unit, trip, self.light, self.season, self.assumed)
        if why is not None:
            return Means(unit.id, unit.post_id, trip, Judged("stopped", (why,)))
        judged = judge(unit, need, complete, people, evacuation, self.place, self.assumed)
        road = Link("travel", trip.minutes or Interval(0, 0, 0), trip.basis)
        links = (self.shared["report"], self.shared["verify"], self._decide(unit), ready, road)
        arrives = self.clock.arrives(Going(unit.id, unit.post_id, links))
        return Means(unit.id, unit.post_id, trip, judged, links, arrives)

    def _told(self, shown: list[Means], still: list[Means]) -> Arrival:
        shown = sorted(
            shown,
            key=lambda m: (m.arrives.likely if m.arrives else 0.0, STATES.index(m.judged.state)),
        )
        state = min((m.judged.state for m in shown), key=STATES.index, default="nobody")
        first = shown[0] if shown else None
        entered = self.timing
        made = Arrival(
            self.place,
            self.light,
            self.season,
            state,
            self.warning,
            self.warning_basis,
            (*shown, *still),
            (*first.links, self.shared["told_back"]) if first else (),
            trip=first.trip if first else self.ground.best(self.place),
            entered_travel=interval(entered.travel) if entered else None,
            entered_response=_response(entered),
            entered_post_id=entered.post_id if entered else "",
            timing_id=entered.id if entered else "",
        )
        return self._chances(made, shown) if shown else made

    def _options(
        self, units: list[Unit], flying: list[Unit]
    ) -> Iterable[tuple[Unit, Trip, Link, int | None]]:
        """Each unit that protects and gets there: by its own means, or carried through the air."""
        by_post = {t.post_id: t for t in self.ground.trips.get(self.place, ())}
        join = self.assumed.value("travel.air_join_km")
        lift = self.assumed.whole("travel.air_lift_people")
        for unit in units:
            if not responds(unit):
                continue
            ready = muster(unit, self.timing, self.light, self.assumed)
            trip = by_post.get(unit.post_id)
            if trip is not None and trip.minutes is not None:
                yield unit, trip, ready, unit.strength
            home = self.snapshot.position(unit.post_id)
            for air in flying:
                base = self.snapshot.position(air.post_id)
                if home is None or base is None or distance_m(home, base) / 1000 > join:
                    continue
                flown = flight(self.snapshot, air, self.place, self.assumed)
                if flown is None:
                    continue
                wings = muster(air, None, self.light, self.assumed).minutes
                both = Interval(
                    max(ready.minutes.min, wings.min),
                    max(ready.minutes.likely, wings.likely),
                    max(ready.minutes.max, wings.max),
                )
                carried = None if unit.strength is None else min(unit.strength, lift)
                least = self.assumed.value("travel.least_factor")
                most = self.assumed.value("travel.most_factor")
                by_air = Trip(
                    air.post_id,
                    self.place,
                    Interval(flown * least, flown, flown * most),
                    flown * self.assumed.value("speed.air_kmh") / 60,
                    basis="air",
                )
                yield unit, by_air, Link("muster", both, ready.basis), carried
                break

    def _decide(self, unit: Unit) -> Link:
        """Deciding; a unit whose capital must agree waits for that too."""
        usual = self.shared["decide"]
        if "adds_delay" not in limits(unit):
            return usual
        more = assumed_range("capital", self.assumed)
        both = Interval(
            usual.minutes.min + more.min,
            usual.minutes.likely + more.likely,
            usual.minutes.max + more.max,
        )
        return Link("decide", both, "assumed")

    def _chances(self, made: Arrival, shown: Sequence[Means]) -> Arrival:
        """The chances of those who come, of those who are enough, and what each link would add."""
        danger = None
        if self.warning is not None:
            danger = Danger(self.warning, self.warning_basis, self.lasts)
        going = [Going(m.unit_id, m.post_id, m.links) for m in shown]
        sure = [one for one, m in zip(going, shown, strict=True) if m.judged.state == "sufficient"]
        arrives, helps, gains = self.clock.answer(going, sure, danger)
        if helps is None and danger is not None and made.state == "not_sufficient":
            helps = Counted(_NEVER, _NEVER)
        return replace(
            made,
            arrives_onset=arrives.onset if arrives else None,
            arrives_end=arrives.end if arrives else None,
            helps_onset=helps.onset if helps else None,
            helps_end=helps.end if helps else None,
            gains=gains,
            costliest=max(gains, key=lambda n: (round(gains[n][0], 1), gains[n][1])),
        )


_NEVER = Chance(0, 0, 0)


@dataclass
class _Kept:
    """What was found at a place before, with what it rested on."""

    means: dict[tuple[str, bool], tuple[tuple[Any, ...], Means]] = field(default_factory=dict)
    answer: tuple[tuple[Any, ...], Arrival] | None = None
    figures: set[str] = field(default_factory=set)


_KEPT: OrderedDict[tuple[str, str, str], _Kept] = OrderedDict()
_MOST_KEPT = 8000
_LOCK = Lock()


def _kept(place: str, season: str, light: str) -> _Kept:
    with _LOCK:
        found = _KEPT.setdefault((place, season, light), _Kept())
        _KEPT.move_to_end((place, season, light))
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
        return found


def _response(timing: Timing | None) -> Interval | None:
    """The response that a person entered: as a total, else the sum of all its parts."""
    from pocplanner.analysis.reach_time import gap_of

    return gap_of(timing).response if timing is not None else None


__all__ = ["arrivals", "places_asked"]
