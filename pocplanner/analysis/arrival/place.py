"""One place under one condition: who goes there, whether it is enough, and when it comes."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from pocplanner.analysis.arrival.clock import Clock, Counted, Danger, forget_answers
from pocplanner.analysis.arrival.columns import Going
from pocplanner.analysis.arrival.draws import Chance, common_draws
from pocplanner.analysis.arrival.links import Link, LogTimes, Usual, assumed_range
from pocplanner.analysis.arrival.means import (
    STATES,
    Evacuation,
    Judged,
    judge,
    limits,
    needed,
    responds,
    stopped,
    strong_posts,
)
from pocplanner.analysis.arrival.options import Option, Options
from pocplanner.analysis.arrival.told import Arrival, Means
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.reach_time import interval
from pocplanner.analysis.results import LIGHTS, SEASONS, Interval
from pocplanner.analysis.travel.trips import Travel, Trip
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Timing
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work, finish

#: Links that all who go to a place have in common; the last is told, not awaited.
_SHARED = ("report", "verify", "decide", "told_back")


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
    return finish(arriving(snapshot, grounds, assumed, places))


def arriving(
    snapshot: Snapshot,
    grounds: Mapping[tuple[str, str], Travel],
    assumed: Assumptions,
    places: Iterable[str] | None = None,
) -> Work[tuple[Arrival, ...]]:
    """The same place by place, so that it can be stopped; its progress has no text."""
    draws = common_draws(max(100, min(assumed.whole("chain.draws"), 50_000)))
    clock = Clock(draws, assumed.value("chain.weather_share"))
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
            round_ = _Round(snapshot, ground, assumed, clock, log, timings, units)
            for place in asked:
                found.append(_Place(round_, place, threats.get(place, ())).arrival())
                yield Progress(0)
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


class _Round:
    """All places under one condition, with what they share."""

    def __init__(
        self,
        snapshot: Snapshot,
        ground: Travel,
        assumed: Assumptions,
        clock: Clock,
        log: LogTimes,
        timings: Mapping[tuple[str, str, str], Timing],
        units: Sequence[Unit],
    ) -> None:
        self.snapshot, self.ground, self.assumed = snapshot, ground, assumed
        self.clock, self.timings = clock, timings
        self.light, self.season = ground.condition.light, ground.condition.season
        self.usual = Usual(log, self.light, assumed)
        self.options = Options(snapshot, ground, units, assumed)
        self.evacuation = Evacuation(snapshot, ground, self.light, assumed)
        self.lasts = assumed_range("attack", assumed)
        self.own = dict(assumed.own)
        self.units = units
        self.manned = frozenset(u.post_id for u in units if responds(u))
        self._able: dict[int, frozenset[str]] = {}

    def able(self, need: int) -> frozenset[str]:
        """Posts with a unit that is strong enough for this need and sets out now."""
        known = self._able.get(need)
        if known is None:
            known = self._able[need] = strong_posts(
                self.units, need, self.light, self.season, self.assumed
            )
        return known


class _Place:
    """One place under one condition, with what is shared there."""

    def __init__(self, round_: _Round, place: str, threats: Sequence[Threat]) -> None:
        self.round = round_
        self.place, self.threats = place, threats
        self.light, self.season = round_.light, round_.season
        self.timing = round_.timings.get((place, self.light, self.season))
        self.shared = {name: round_.usual.link(name, self.timing, place) for name in _SHARED}
        self.first_links = self.shared["report"], self.shared["verify"]
        self.warning, self.warning_basis = self._warning(round_.timings)
        self.kept = _kept(place, self.season, self.light)
        #: The post for which somebody entered the road, or the one nearest to the place.
        self.own_post = ""

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

    def arrival(self) -> Arrival:
        """The chain, the chances and what costs most."""
        shared, evacuation = self.round, self.round.evacuation
        need, complete = needed(shared.snapshot, self.threats, self.light, self.season)
        trips = self._trips(need)
        self.own_post = self._own_post(trips)
        road = self.timing.travel if self.timing is not None else None
        if road is not None and self.own_post:
            evacuation.enter(self.own_post, self.place, road.likely)
        saved = evacuation.minutes(self.place) if evacuation.recorded else None
        rests = (need, complete, evacuation.recorded, saved, self.shared, shared.clock.key,
                 shared.own, self.own_post, road)  # fmt: skip
        known, before = self.kept.means
        held = before if known == rests else {}
        every = list(shared.options.at(self.place, self.timing, trips, self.own_post))
        means = {_key(o): h for o in every if (h := held.get(_key(o))) is not None and h[0] == o}
        fresh = [option for option in every if _key(option) not in means]
        means.update(self._made(fresh, need, complete))
        # Laid down whole: another that looks at the same place meanwhile keeps what it has.
        self.kept.means = rests, means
        found = []
        for option in every:
            _, one, asked = means[_key(option)]
            shared.assumed.ask(asked)
            found.append(one)
        shown = [one for one in found if one.arrives is not None]
        still = [one for one in found if one.arrives is None]
        whole = (self.timing, self.warning, self.warning_basis, shared.lasts, self.shared,
                 tuple(shown), tuple(still))  # fmt: skip
        told = self.kept.answer
        if told is None or told[0] != whole:
            told = self.kept.answer = whole, self._told(shown, still)
        return told[1]

    def _trips(self, need: int | None) -> list[Trip]:
        """Trips to the place; one that says what it said before is the very one of before."""
        before, ground, place = self.kept.trips, self.round.ground, self.place
        found = {}
        every = [*ground.trips.get(place, ()), *ground.afoot.get(place, ())]
        # Within the hours that are followed there may be no unit, or one that is too weak: the
        # nearest that sets out and is strong enough is told as well, since late is not nobody.
        for least in dict.fromkeys((0, need or 0)):
            able = self.round.able(least)
            if able and not any(trip.post_id in able for trip in every):
                strong = ground.farther(place, able)
                every += [strong] if strong is not None else []
        if ground.boat is not None:
            every += [*ground.boat.trips.get(place, ()), *ground.boat.afoot.get(place, ())]
        for trip in every:
            key = trip.post_id, trip.by, trip.left is not None
            held = before.get(key)
            found[key] = trip if held is None or held != trip else held
        self.kept.trips = found
        return list(found.values())

    def _own_post(self, trips: Iterable[Trip]) -> str:
        """The post that an entered moving off and road are of: the nearest where none is named."""
        entered = self.timing
        if entered is None or (entered.muster is None and entered.travel is None):
            return ""
        if entered.post_id:
            return entered.post_id
        driven = [
            (trip.minutes.likely, trip.post_id)
            for trip in trips
            if trip.minutes is not None and _driven(trip) and trip.post_id in self.round.manned
        ]
        return min(driven)[1] if driven else ""

    def _road(self, unit: Unit, trip: Trip) -> Link:
        """The way: as a person entered it for this post, else as computed."""
        entered = self.timing.travel if self.timing is not None else None
        if entered is not None and unit.post_id == self.own_post and _driven(trip):
            return Link("travel", Interval(entered.min, entered.likely, entered.max), "entered")
        return Link("travel", trip.minutes or Interval(0, 0, 0), trip.basis)

    def _made(self, fresh: Sequence[Option], need: int | None, complete: bool) -> "_Reckoned":
        """Means of these options: whether they set out, are enough, and when they arrive."""
        shared, made, going = self.round, {}, []
        for option in fresh:
            unit, trip, ready, people = option
            # What one of them rests on is known of it alone.
            assumed = shared.assumed.fresh()
            why = stopped(unit, trip, self.light, self.season, assumed)
            judged = Judged("stopped", (why,) if why is not None else ())
            links: tuple[Link, ...] = ()
            if why is None:
                judged = judge(unit, need, complete, people, shared.evacuation, self.place, assumed)
                links = (*self.first_links, self._decide(unit, assumed), ready,
                         self._road(unit, trip))  # fmt: skip
                going.append(Going(unit.id, unit.post_id, links))
            one = Means(unit.id, unit.post_id, trip, judged, links)
            made[_key(option)] = option, one, assumed.asked
        times = iter(shared.clock.arrives(going)) if going else iter(())
        for key, (option, one, asked) in made.items():
            if one.links:
                made[key] = option, replace(one, arrives=next(times)), asked
        return made

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
            trip=first.trip if first else self.round.ground.best(self.place),
            entered_travel=interval(entered.travel) if entered else None,
            entered_response=_response(entered),
            entered_post_id=entered.post_id if entered else "",
            timing_id=entered.id if entered else "",
        )
        return self._chances(made, shown) if shown else made

    def _decide(self, unit: Unit, assumed: Assumptions) -> Link:
        """Deciding; a unit whose capital must agree waits for that too."""
        usual = self.shared["decide"]
        if "adds_delay" not in limits(unit):
            return usual
        more = assumed_range("capital", assumed)
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
            danger = Danger(self.warning, self.warning_basis, self.round.lasts)
        going = [Going(m.unit_id, m.post_id, m.links) for m in shown]
        sure = [one for one, m in zip(going, shown, strict=True) if m.judged.state == "sufficient"]
        arrives, helps, gains, ending = self.round.clock.answer(going, sure, danger)
        if helps is None and danger is not None and made.state == "not_sufficient":
            helps = Counted(_NEVER, _NEVER)
        return replace(
            made,
            arrives_onset=arrives.onset if arrives else None,
            arrives_end=arrives.end if arrives else None,
            helps_onset=helps.onset if helps else None,
            helps_end=helps.end if helps else None,
            gains=gains,
            gains_end=ending,
            costliest=_costliest(gains, ending),
        )


def _costliest(gains: Mapping[str, tuple[float, float]], ending: Mapping[str, float]) -> str:
    """The link that adds most before the attack; where none adds a point, before its end; else
    the one that saves most minutes.
    """
    before = {name: points for name, (points, _) in gains.items()}
    for points in (before, ending):
        if max(points.values()) >= 1:
            return max(gains, key=lambda n: (round(points[n], 1), gains[n][1]))
    return max(gains, key=lambda n: gains[n][1])


def _driven(trip: Trip) -> bool:
    """Whether vehicles go all the way: an entered road is theirs."""
    return trip.by == "vehicle" and trip.left is None and trip.basis != "air"


def _key(option: Option) -> tuple[str, str]:
    """A unit by its own means, on foot at the end, or carried through the air."""
    basis = option[1].basis
    return option[0].id, basis if basis in ("air", "afoot") else ""


_NEVER = Chance(0, 0, 0)
_Reckoned = dict[tuple[str, str], tuple[Option, Means, frozenset[str]]]


@dataclass
class _Kept:
    """What was found at a place before, with what it rested on."""

    #: What the means rest on together; each with its own option and figures.
    means: tuple[tuple[Any, ...], "_Reckoned"] = ((), {})
    trips: dict[tuple[str, str, bool], Trip] = field(default_factory=dict)
    answer: tuple[tuple[Any, ...], Arrival] | None = None


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


def forget() -> None:
    """Forget what was found at any place before: all is worked out from the beginning."""
    with _LOCK:
        _KEPT.clear()
    forget_answers()


def _response(timing: Timing | None) -> Interval | None:
    """The response that a person entered: as a total, else the sum of all its parts."""
    from pocplanner.analysis.reach_time import gap_of

    return gap_of(timing).response if timing is not None else None


__all__ = ["arrivals", "arriving", "forget", "places_asked"]
