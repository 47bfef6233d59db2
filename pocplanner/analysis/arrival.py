"""Alert to arrival: whether help comes before the attack and before its end, and what costs most.

The clock starts when danger is first noticed, which is where a recorded warning starts too.
Draws are seeded and common: verifying is shared by all units that go to a place, deciding by
all places (one headquarters), and part of the luck on the road by everybody (weather).
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.arrival_draws import Chance, Draw, Draws, chance, spread
from pocplanner.analysis.arrival_links import (
    BEFORE,
    Link,
    LogTimes,
    assumed_range,
    link,
    muster,
)
from pocplanner.analysis.arrival_means import (
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
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.reach_time import interval
from pocplanner.analysis.results import LIGHTS, SEASONS, Interval
from pocplanner.analysis.travel.times import Travel, Trip
from pocplanner.model.community import Timing
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot

Spent = NDArray[np.float32]
#: As many draws as tell the usual range of a unit.
_FOR_RANGES = 2000
#: Links that all units to a place have in common, apart from waiting for a capital; their own.
_SHARED, _OWN = BEFORE[:3], BEFORE[3:]
Luck = NDArray[np.float32] | NDArray[np.float64]


@dataclass(frozen=True)
class Means:
    """A unit on its way to a place: its trip, its own links, and whether it is enough there.

    `arrives` are minutes after danger is noticed (5, 50 and 95 of 100 draws), none where it
    does not set out; `judged.state` is then "stopped".
    """

    unit_id: str
    post_id: str
    trip: Trip
    judged: Judged
    links: tuple[Link, ...] = ()
    arrives: Interval | None = None


@dataclass(frozen=True)
class Arrival:
    """Help at a place under one condition.

    `state` says what arrives at best: "sufficient", "not_judged" (a blank that a person must
    fill), "not_sufficient" ("arrives, not sufficient"), "nobody" (no unit is known to set out
    and get there). `arrives_…` are the chances that any unit arrives, `helps_…` that one does
    which is sufficient (none where that is not judged); before the attack begins, before it
    ends. All are None where no warning time is known. `links` are those of the unit that comes
    first; `gains` say by link what setting it to its least would add: percent points before
    the attack, and minutes. `costliest` is the link that would add most.
    """

    place_id: str
    light: str
    season: str
    state: str
    warning: Interval | None = None
    warning_basis: str = ""
    means: tuple[Means, ...] = ()
    links: tuple[Link, ...] = ()
    arrives_onset: Chance | None = None
    arrives_end: Chance | None = None
    helps_onset: Chance | None = None
    helps_end: Chance | None = None
    gains: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    costliest: str = ""
    trip: Trip | None = None
    entered_travel: Interval | None = None
    entered_response: Interval | None = None
    entered_post_id: str = ""
    timing_id: str = ""

    @property
    def first(self) -> Means | None:
        """The unit that comes first; of two, the one that is enough."""
        return self.means[0] if self.means and self.means[0].arrives else None

    @property
    def guesses(self) -> tuple[str, ...]:
        """What the chances rest on that nobody measured or entered, by name of the link."""
        found = [one.name for one in self.links if one.guessed and one.name in BEFORE]
        if self.warning_basis == "borrowed":
            found.insert(0, "warning")
        return (*found, "attack") if self.warning is not None and self.links else tuple(found)


def places_asked(snapshot: Snapshot) -> tuple[str, ...]:
    """The places about which a threat or a timing is recorded."""
    from pocplanner.model.assessment import Threat

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
    draws = Draws(max(100, min(assumed.whole("chain.draws"), 50_000)))
    log = LogTimes(snapshot, assumed.whole("chain.log_cases"))
    timings = _latest(snapshot)
    asked = tuple(places) if places is not None else places_asked(snapshot)
    units = [u for u in snapshot.all(Unit) if u.post_id]
    found = []
    for season in SEASONS:
        for light in LIGHTS:
            ground = grounds.get((season, light))
            if ground is None:
                continue
            evacuation = Evacuation(snapshot, ground, light, assumed)
            flying = flyers(units, light)
            for place in asked:
                one = _Place(snapshot, ground, assumed, place, timings, log, draws)
                found.append(one.arrival(units, flying, evacuation))
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
        timings: Mapping[tuple[str, str, str], Timing],
        log: LogTimes,
        draws: Draws,
    ) -> None:
        self.snapshot, self.ground, self.assumed = snapshot, ground, assumed
        self.place, self.draws = place, draws
        self._known: dict[tuple[Hashable, ...], Spent] = {}
        self.light, self.season = ground.condition.light, ground.condition.season
        self.timing = timings.get((place, self.light, self.season))
        self.shared = {
            name: link(name, self.timing, log, place, self.light, assumed)
            for name in ("report", "verify", "decide", "told_back")
        }
        self.warning, self.warning_basis = self._warning(timings)

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
        need, complete = needed(self.snapshot, self.place, self.light, self.season)
        going: list[Means] = []
        still: list[Means] = []
        for unit, trip, ready, people in self._options(units, flying):
            why = stopped(unit, trip, self.light, self.season, self.assumed)
            if why is not None:
                still.append(Means(unit.id, unit.post_id, trip, Judged("stopped", (why,))))
                continue
            judged = judge(unit, need, complete, people, evacuation, self.place, self.assumed)
            links = (*(self.shared[n] for n in ("report", "verify")), self._decide(unit), ready,
                     Link("travel", trip.minutes or Interval(0, 0, 0), trip.basis))  # fmt: skip
            going.append(Means(unit.id, unit.post_id, trip, judged, links))
        shown = [self._drawn(m) for m in going]
        shown.sort(
            key=lambda m: (m.arrives.likely if m.arrives else 0.0, STATES.index(m.judged.state))
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

    # -- draws ---------------------------------------------------------------------------

    def _luck(self, one: Means, name: str) -> Draw:
        """The numbers of a link: what is shared in life is shared here."""
        if name == "decide":
            return self.draws.of("decide")
        if name in {"report", "verify", "warning", "attack"}:
            return self.draws.of(f"{name}:{self.place}")
        if name == "muster":
            return self.draws.of(f"muster:{one.unit_id}")
        share = self.assumed.value("chain.weather_share")
        return self.draws.mixed(f"road:{one.post_id}:{self.place}", "weather", share)

    def _spent(self, one: Means, name: str, lean: float = 0.0) -> Spent:
        """Minutes of a link; `lean` takes guesses from their better (-1) or worse (+1) half."""
        found = next(x for x in one.links if x.name == name)
        lean = lean if found.guessed else 0.0
        whose = {"muster": one.unit_id, "travel": one.post_id}.get(name, "")
        key = (found, whose, lean)
        # A unit moves off with the same luck wherever it goes.
        known = self.draws.mustered if name == "muster" else self._known
        if key not in known:
            luck: Luck = self._luck(one, name)
            if lean:
                luck = luck / 2 + (0.5 if lean > 0 else 0.0)
            known[key] = spread(found.minutes, luck)
        return known[key]

    def _sum(
        self, one: Means, names: tuple[str, ...], lean: float, least: str
    ) -> Spent | np.float32:
        """Minutes of several links one after the other; the one called `least` at its least."""
        total: Spent | np.float32 = np.float32(0)
        for name in names:
            total = total + (
                np.float32(_least(one, name)) if name == least else self._spent(one, name, lean)
            )
        return total

    def _earliest(self, who: list[Means], lean: float = 0.0, least: str = "") -> Spent:
        """When the first of these arrives, draw by draw.

        What they share is added once, after the first of them was found.
        """
        groups: dict[Link, list[Means]] = {}
        for one in who:
            groups.setdefault(one.links[2], []).append(one)
        found = []
        for group in groups.values():
            own = [self._sum(m, _OWN, lean, least) for m in group]
            first = np.minimum.reduce(own) if len(own) > 1 else own[0]
            found.append(first + self._sum(group[0], _SHARED, lean, least))
        earliest = np.minimum.reduce(found) if len(found) > 1 else found[0]
        return np.broadcast_to(np.asarray(earliest, np.float32), (self.draws.size,))

    def _drawn(self, one: Means) -> Means:
        drawn = self._earliest([one])[:: max(1, self.draws.size // _FOR_RANGES)]
        marks = [int(share * (len(drawn) - 1)) for share in (0.05, 0.5, 0.95)]
        low, middle, high = np.partition(drawn, marks)[marks]
        arrives = Interval(float(low), float(middle), float(high))
        return Means(one.unit_id, one.post_id, one.trip, one.judged, one.links, arrives)

    def _chances(self, made: Arrival, going: list[Means]) -> Arrival:
        sure = [m for m in going if m.judged.state == "sufficient"]
        counted = sure or going
        first = self._earliest(counted)
        median = float(np.median(first))
        onset: dict[float, Spent] = {}
        end: dict[float, Spent] = {}
        if self.warning is not None:
            lasts = assumed_range("attack", self.assumed)
            for lean in (0.0, -1.0, 1.0):
                # A lean to the better half means less of our time, and more of theirs.
                luck: Luck = self.draws.of(f"warning:{self.place}")
                if lean and self.warning_basis == "borrowed":
                    luck = luck / 2 + (0.5 if lean < 0 else 0.0)
                long: Luck = self.draws.of(f"attack:{self.place}")
                long = long if not lean else long / 2 + (0.5 if lean < 0 else 0.0)
                onset[lean] = spread(self.warning, luck)
                end[lean] = onset[lean] + spread(lasts, long)
        gains: dict[str, tuple[float, float]] = {}
        before = _share(first, onset.get(0.0))
        for name in BEFORE:
            better = self._earliest(counted, least=name)
            gains[name] = (
                100 * (_share(better, onset.get(0.0)) - before),
                median - float(np.median(better)),
            )
        costliest = max(gains, key=lambda n: (round(gains[n][0], 1), gains[n][1]))

        def known(who: list[Means]) -> tuple[Chance | None, Chance | None]:
            if not onset or not who:
                return None, None
            there = {lean: self._earliest(who, lean) for lean in onset}
            told = []
            for until in (onset, end):
                shares = {lean: _share(there[lean], until[lean]) for lean in there}
                told.append(chance(shares[0.0], shares[1.0], shares[-1.0], self.draws.size))
            return told[0], told[1]

        arrives = known(going)
        helps = known(sure) if len(sure) < len(going) else arrives
        if not sure:
            none = Chance(0, 0, 0) if onset and made.state == "not_sufficient" else None
            helps = none, none
        return replace(
            made,
            arrives_onset=arrives[0],
            arrives_end=arrives[1],
            helps_onset=helps[0],
            helps_end=helps[1],
            gains=gains,
            costliest=costliest,
        )


def _least(one: Means, name: str) -> float:
    return next(x for x in one.links if x.name == name).minutes.min


def _share(arrival: Spent, until: Spent | None) -> float:
    """The share of draws in which help is there before; 0 where that is not known."""
    return 0.0 if until is None else float((arrival <= until).mean())


def _response(timing: Timing | None) -> Interval | None:
    """The response that a person entered: as a total, else the sum of all its parts."""
    from pocplanner.analysis.reach_time import gap_of

    return gap_of(timing).response if timing is not None else None


__all__ = ["Arrival", "Means", "arrivals", "places_asked"]
