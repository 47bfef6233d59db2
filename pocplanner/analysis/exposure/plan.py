"""Patrols on the community's timetable: what the units could cover that nobody covers now.

A plan is a proposal; a person asks the community, hears the questions, and decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from pocplanner.analysis.arrival.means import limits, responds
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.exposure.choosing import choose
from pocplanner.analysis.exposure.figures import Covered, PlaceHours
from pocplanner.analysis.exposure.outings import Outing
from pocplanner.analysis.exposure.presence import MAYBE, NONE, SURE, Presence
from pocplanner.analysis.exposure.tasks import HOME
from pocplanner.analysis.exposure.week import HOURS, WEEKDAYS, Mask, nights, runs, span
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot

#: The patrol that a journey asks for, by its purpose; others are left to people themselves:
#: nobody follows those who hide.
KINDS = {
    "market": "market", "firewood": "fuelwood_water", "water": "fuelwood_water",
    "charcoal": "fuelwood_water", HOME: "night", "fields": "farm", "grazing": "farm",
    "school": "school_run",
}  # fmt: skip
#: Less than this on the road does not cost the hour before and after.
_AT_THE_DOOR = 15.0


@dataclass(frozen=True)
class Proposed:
    """A patrol that would cover hours that nobody covers: where, by which unit, and when.

    `kind` is market, fuelwood_water, night, farm or school_run. `person_hours` are those a
    week that it would cover and nobody covers now (none where no figure can be given);
    `risk` orders. `quality` 1 says that nobody judged whether the unit is enough. `losses`
    are the ids of what the unit covers from its post in these hours today.
    """

    id: str
    kind: str
    task_id: str
    place_id: str
    record_ids: tuple[str, ...]
    unit_id: str
    post_id: str
    season: str
    weekdays: tuple[str, ...]
    from_hour: int
    to_hour: int
    movement: str
    person_hours: int | None
    risk: float
    quality: int
    minutes: float
    losses: tuple[str, ...] = ()
    by_women: bool = False
    no_women: bool = False


@dataclass(frozen=True)
class Plan:
    """The patrols proposed for one season, what they are worth, and how far from the best.

    `bound` is what no plan can pass; `gap` the share by which this one may fall short of
    the best (0: it is the best). `exact` says that no plan is worth more.
    """

    season: str
    patrols: tuple[Proposed, ...]
    worth: float
    bound: float
    exact: bool

    @property
    def gap(self) -> float:
        """How far the plan may be from the best, as a share of the bound."""
        return 0.0 if self.exact or self.bound <= 0 else max(1 - self.worth / self.bound, 0.0)


def plan(
    snapshot: Snapshot,
    season: str,
    places: Iterable[PlaceHours],
    presence: Presence,
    units: tuple[str, ...],
    assumed: Assumptions,
    only: str = "",
    kind: str = "",
) -> Plan:
    """Patrols for market, firewood and water, night, farm and school, worst hours first.

    `only` keeps to one place, `kind` to one kind of patrol. It always ends: candidates,
    exchanges and the solver's time are limited.
    """
    found = [c for p in places for c in p.tasks]
    wanted = [
        c
        for c in found
        if KINDS.get(c.task.purpose, "") in ({kind} if kind else set(KINDS.values()))
        and c.bare.any()
        and (not only or c.task.place_id == only)
    ]
    at_work, spent = _at_work(presence)
    most = max(assumed.whole("exposure.unit_hours"), 1)
    least = max(assumed.whole("exposure.outing_least"), 1)
    frame = _Frame(most, least, at_work, _held(found, units), nights(snapshot.mission))
    made: list[Outing] = []
    told: dict[tuple[str, str], tuple[Covered, float, int]] = {}
    for one in wanted:
        for unit, minutes, quality in _able(snapshot, presence, one):
            told[one.task.id, unit.id] = (one, minutes, quality)
            made += _outings(one, unit, minutes, quality, frame)
    chosen = choose(made, most, spent, assumed.whole("exposure.proposals"))
    patrols = (_proposed(snapshot, o, *told[o.task_id, o.unit_id], season) for o in chosen.outings)
    ordered = tuple(sorted(patrols, key=lambda p: (-p.risk, p.id)))
    return Plan(season, ordered, chosen.worth, chosen.bound, chosen.exact)


def _held(found: Iterable[Covered], units: tuple[str, ...]) -> Mapping[tuple[str, int], Covered]:
    """What each unit covers from its post in each hour."""
    return {
        (units[int(one.by[hour])], hour): one
        for one in found
        for hour in range(HOURS)
        if one.by[hour] >= 0
    }


def _at_work(
    presence: Presence,
) -> tuple[frozenset[tuple[str, int]], Mapping[tuple[str, int], int]]:
    """The hours in which units are on patrol already, and how many on the day they set out."""
    busy = frozenset(
        (unit, hour)
        for walk in presence.walks
        for unit in walk.unit_ids
        for hour in range(HOURS)
        if walk.hours[hour]
    )
    # A night patrol belongs to the day on which it sets out, as those that are proposed.
    out: dict[tuple[str, int], set[int]] = {}
    for walk in presence.walks:
        hours = span(walk.patrol.from_hour, walk.patrol.to_hour)
        for day in walk.patrol.weekdays or WEEKDAYS:
            start = WEEKDAYS.index(day)
            for unit in walk.unit_ids:
                out.setdefault((unit, start), set()).update((24 * start + h) % HOURS for h in hours)
    return busy, {spot: len(hours) for spot, hours in out.items()}


def _able(
    snapshot: Snapshot, presence: Presence, one: Covered
) -> Iterable[tuple[Unit, float, int]]:
    """Units that get there on the ground and are not known to be too weak, nearest first."""
    best: dict[str, tuple[float, int]] = {}
    for light in ("day", "night"):
        arrival = presence.arrival(one.anchor, light)
        for means in arrival.means if arrival is not None else ():
            quality = {"sufficient": SURE, "not_judged": MAYBE}.get(means.judged.state, NONE)
            if means.trip is None or means.trip.minutes is None or means.trip.basis == "air":
                continue
            if quality == NONE or means.judged.state == "stopped":
                continue
            minutes = means.trip.minutes.likely
            held = best.get(means.unit_id)
            if held is None or minutes < held[0]:
                best[means.unit_id] = (minutes, max(quality, held[1] if held else NONE))
    for id, (minutes, quality) in sorted(best.items(), key=lambda i: (i[1][0], i[0]))[:4]:
        unit = snapshot.one(Unit, id)
        if unit is not None and responds(unit):
            yield unit, minutes, quality


@dataclass(frozen=True)
class _Frame:
    """What all outings of a plan are held against."""

    most: int
    least: int
    at_work: frozenset[tuple[str, int]]
    held: Mapping[tuple[str, int], Covered]
    dark: Mask


def _outings(
    one: Covered, unit: Unit, minutes: float, quality: int, frame: _Frame
) -> Iterable[Outing]:
    """The patrols of one unit to one task: the same hours on every day that asks for them."""
    road = 0 if minutes < _AT_THE_DOOR else ceil(minutes / 60)
    longest = frame.most - 2 * road
    if longest < 1:
        return
    barred = "blocks_night" in limits(unit)
    days: dict[tuple[int, int], list[int]] = {}
    open_: Mask = one.exposed & (one.state < quality)
    for start, length in runs(open_):
        for first, wide in _parts(one, start, length, longest, frame.least):
            days.setdefault((first % 24, wide), []).append(first)
    for (hour, wide), firsts in days.items():
        kept: list[int] = []
        busy: set[int] = set()
        for first in dict.fromkeys(firsts):
            out = {(first - road + i) % HOURS for i in range(wide + 2 * road)}
            free = not any((unit.id, h) in frame.at_work for h in out)
            if free and not (barred and any(frame.dark[h] for h in out)) and not out & busy:
                kept.append(first)
                busy |= out
        if not kept:
            continue
        gain = {
            (one.task.id, h): float(one.value[h])
            for first in kept
            for h in ((first + i) % HOURS for i in range(wide))
        }
        loss = {
            (other.task.id, h): float(other.value[h])
            for h in busy
            if (other := frame.held.get((unit.id, h))) is not None
            and (other.task.id, h) not in gain
        }
        yield Outing(
            one.task.id, unit.id, hour, wide, tuple(sorted(f // 24 for f in kept)),
            wide + 2 * road, frozenset(busy), gain, loss,
        )  # fmt: skip


def _parts(
    one: Covered, start: int, length: int, longest: int, least: int
) -> Iterable[tuple[int, int]]:
    """Windows of a stretch: all of it where the unit can stay so long, else a few of its parts.

    A stretch of several days is looked at day by day, so that a plan keeps to weekdays.
    """
    at = start
    while at < start + length:
        end = min(start + length, at + 24)
        wide = min(end - at, longest)
        if wide >= min(least, length):
            starts = range(at, end - wide + 1)

            def worth(first: int, wide: int = wide) -> tuple[float, int]:
                return (sum(float(one.value[(first + i) % HOURS]) for i in range(wide)), -first)

            for first in dict.fromkeys((at, max(starts, key=worth), end - wide)):
                yield first % HOURS, wide
        at = end


def _proposed(
    snapshot: Snapshot, outing: Outing, one: Covered, minutes: float, quality: int, season: str
) -> Proposed:
    unit = snapshot.one(Unit, outing.unit_id)
    assert unit is not None
    held = limits(unit)
    women = one.by_sex.get("female")
    hours = [h for _, h in outing.gain]
    return Proposed(
        f"{season}-{outing.task_id}-{unit.id}-{outing.first:02d}".replace(":", "."),
        KINDS[one.task.purpose], outing.task_id, one.task.place_id, one.task.record_ids,
        unit.id, unit.post_id, season, tuple(WEEKDAYS[d] for d in outing.days),
        outing.first, (outing.first + outing.wide) % 24, _movement(one, held),
        sum(int(one.people[h]) for h in hours) if one.hours is not None else None,
        outing.most, quality, minutes, tuple(dict.fromkeys(t for t, _ in outing.loss)),
        bool(women and one.hours and 2 * women.total > one.hours.total),
        "no_women" in held or unit.women == 0,
    )  # fmt: skip


def _movement(one: Covered, held: frozenset[str]) -> str:
    """On foot beside people who walk; by vehicle on the way to market, or where foot is barred."""
    return "vehicle" if one.task.purpose == "market" or "blocks_foot" in held else "foot"


__all__ = ["KINDS", "Plan", "Proposed", "plan"]
