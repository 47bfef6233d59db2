"""Risk-hours: person-hours of a week under a threat, with and without somebody near.

Nothing here lowers a rating and nothing decides: what is not covered is a reason to ask.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from pocplanner.analysis.arrival import Arrival
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.cases import Cases
from pocplanner.analysis.exposure.matching import assign
from pocplanner.analysis.exposure.presence import MAYBE, NONE, SURE, Presence, Walk
from pocplanner.analysis.exposure.tasks import HOME, Cell, Task, tasks, unplaced
from pocplanner.analysis.exposure.week import HOURS, Counts, Mask, Weights, nights
from pocplanner.analysis.exposure.windows import ThreatWindow, concerns, windows
from pocplanner.analysis.interference_near import distance_km
from pocplanner.analysis.results import SEASONS, Rated
from pocplanner.model.assessment import Threat
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work, finish

#: Guesses that together leave nothing that anybody told or measured: then no figure is given.
_ALL_GUESSED = frozenset({"window", "weekdays"})


@dataclass(frozen=True)
class Hours:
    """Person-hours in a week of the season under a threat: covered, not judged, uncovered.

    `total` = `covered` + `uncovered`; `not_judged` is the part of `uncovered` in which a unit
    is near of which nobody said whether it is enough.
    """

    total: int = 0
    covered: int = 0
    not_judged: int = 0

    @property
    def uncovered(self) -> int:
        """What nobody covers for sure."""
        return self.total - self.covered

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            self.total + other.total,
            self.covered + other.covered,
            self.not_judged + other.not_judged,
        )


@dataclass(frozen=True)
class Covered:
    """One task in one season, hour by hour.

    `weight` is that of the gravest threat in each hour (0: none), `people` those under it,
    `state` 0 nobody, 1 not judged, 2 covered, by which unit (`by`, an index into the units
    of the season, -1 nobody). `hours` is None where nobody told how many they are, or where
    all of it is guessed. `quiet` are person-hours outside every window that is recorded.
    """

    task: Task
    threat_ids: tuple[str, ...]
    weight: Weights
    people: Counts
    state: Counts
    by: Counts
    hours: Hours | None
    by_sex: Mapping[str, Hours]
    by_age: Mapping[str, Hours]
    by_group: Mapping[str, Hours]
    value: Weights
    quiet: int = 0
    guesses: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    anchor: str = ""

    @property
    def exposed(self) -> Mask:
        """The hours in which these people are under a threat."""
        found: Mask = self.weight > 0
        return found

    @property
    def bare(self) -> Mask:
        """The hours under a threat that nobody covers for sure."""
        found: Mask = self.exposed & (self.state < SURE)
        return found

    @property
    def risk(self) -> float:
        """What orders tasks: people times weight in the hours that nobody covers."""
        return float(self.value[self.bare].sum())


@dataclass(frozen=True)
class PlaceHours:
    """A place in one season: its tasks, and their sums where there are figures.

    `hours` is None where no task has a figure; `unknown` are the tasks without one, which
    stand beside the sum and make it "at least".
    """

    place_id: str
    season: str
    tasks: tuple[Covered, ...]
    hours: Hours | None
    by_sex: Mapping[str, Hours] = field(default_factory=dict)
    by_age: Mapping[str, Hours] = field(default_factory=dict)
    by_group: Mapping[str, Hours] = field(default_factory=dict)
    guesses: frozenset[str] = frozenset()

    @property
    def unknown(self) -> tuple[Covered, ...]:
        """Tasks of which no figure can be given."""
        return tuple(t for t in self.tasks if t.hours is None)

    @property
    def risk(self) -> float:
        """What orders places."""
        return sum(t.risk for t in self.tasks)

    def part(self, home: bool) -> tuple[Hours | None, Mapping[str, Hours]]:
        """The sum over those at home by night, or over those on their ways, and by sex."""
        known = [t for t in self.tasks if (t.task.purpose == HOME) == home and t.hours is not None]
        by_sex: dict[str, Hours] = {}
        whole = Hours()
        for one in known:
            whole = whole + (one.hours or Hours())
            for sex, hours in one.by_sex.items():
                by_sex[sex] = by_sex.get(sex, Hours()) + hours
        return (whole if known else None), by_sex

    def strip(self) -> Counts:
        """168 hours, the worst of the tasks: 0 no threat met, 1 covered, 2 not judged, 3 nobody."""
        found = np.zeros(HOURS, np.int64)
        for one in self.tasks:
            found = np.maximum(found, np.where(one.exposed, 3 - one.state, 0))
        return found

    def people(self) -> Counts:
        """People under a threat by hour, as far as their number is known."""
        found = np.zeros(HOURS, np.int64)
        for one in self.tasks:
            if one.hours is not None:
                found += one.people
        return found


@dataclass(frozen=True)
class Exposure:
    """Risk-hours of a mission: places by season, worst first; journeys that have no hours."""

    places: tuple[PlaceHours, ...] = ()
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    windows: Mapping[str, tuple[ThreatWindow, ...]] = field(default_factory=dict)

    def at(self, place_id: str, season: str) -> PlaceHours | None:
        """A place in a season; None where nobody is under a threat there, or nothing is known."""
        for one in self.places:
            if (one.place_id, one.season) == (place_id, season):
                return one
        return None

    def of(self, season: str) -> tuple[PlaceHours, ...]:
        """The places of a season, worst first."""
        return tuple(p for p in self.places if p.season == season)


def exposure(
    snapshot: Snapshot,
    cases: Cases,
    rated: Iterable[Rated],
    threats: Mapping[str, Threat],
    arrivals: Iterable[Arrival],
    assumed: Assumptions,
) -> Exposure:
    """Who is under a threat in which hours, and who is near, in the dry and in the wet season.

    Nothing for a reader from whom something is held back: journeys are blurred there, and
    what is computed from blurred places would be false.
    """
    return finish(exposing(snapshot, cases, rated, threats, arrivals, assumed))


def exposing(
    snapshot: Snapshot,
    cases: Cases,
    rated: Iterable[Rated],
    threats: Mapping[str, Threat],
    arrivals: Iterable[Arrival],
    assumed: Assumptions,
) -> Work[Exposure]:
    """The same task by task, so that it can be stopped; its progress has no text."""
    if not snapshot.whole:
        return Exposure()
    found = windows(cases, rated, threats, assumed)
    arriving = tuple(arrivals)
    places: list[PlaceHours] = []
    units: dict[str, tuple[str, ...]] = {}
    for season in SEASONS:
        presence = Presence(snapshot, arriving, season, assumed)
        at = dict.fromkeys(w.threat.place_id for w in found[season])
        done, units[season] = yield from _season(
            snapshot, found[season], presence, season, at, assumed
        )
        places += done
    return Exposure(tuple(places), units, unplaced(snapshot), found)


def _season(
    snapshot: Snapshot,
    found: tuple[ThreatWindow, ...],
    presence: Presence,
    season: str,
    places: Iterable[str],
    assumed: Assumptions,
) -> Work[tuple[list[PlaceHours], tuple[str, ...]]]:
    guess = assumed.value("exposure.unknown_people")
    near = assumed.value("exposure.near_km")
    met = []
    for task in tasks(snapshot, season, places):
        yield Progress(0)
        concerned = [w for w in found if _meets(snapshot, task, w, near)]
        if concerned:
            one = _Exposed(snapshot, task, concerned, guess)
            if one.value.any():
                met.append(one)
    units = cover(met, presence, nights(snapshot.mission))
    yield Progress(0)
    by_place: dict[str, list[Covered]] = {}
    for one in met:
        by_place.setdefault(one.task.place_id, []).append(one.told())
    made = [_place(place, season, tuple(done)) for place, done in by_place.items()]
    made.sort(key=lambda p: (-p.risk, p.place_id))
    return made, units


def _meets(snapshot: Snapshot, task: Task, window: ThreatWindow, near: float) -> bool:
    """Whether a threat concerns a task: at its place, on its way, or on the ground it crosses."""
    threat = window.threat
    if threat.place_id == task.place_id or threat.place_id in snapshot.around(task.place_id):
        return True
    if threat.route_id and threat.route_id in task.route_ids:
        return True
    if task.line is None:
        return False
    if threat.shape is not None and threat.shape.intersects(task.line):
        return True
    at = snapshot.position(threat.place_id)
    if at is None or isinstance(snapshot.get(threat.place_id), Area):
        return False
    # Degrees first: most places are far away, and a distance costs.
    if task.line.distance(at.point) > near / 60:
        return False
    return distance_km(at.point, task.line) <= near


class _Exposed:
    """A task under its threats while it is worked out."""

    def __init__(
        self, snapshot: Snapshot, task: Task, found: list[ThreatWindow], guess: float
    ) -> None:
        self.task = task
        here = [w for w in found if w.threat.place_id == task.place_id]
        gravest = max(here or found, key=lambda w: w.weight)
        self.anchor = gravest.threat.place_id
        self.ids = tuple(dict.fromkeys(w.threat.id for w in found))
        self.rows: list[tuple[Cell, Weights]] = []
        self.guesses: set[str] = set()
        self.reasons: set[str] = set()
        self.weight = np.zeros(HOURS)
        self.people = np.zeros(HOURS, np.int64)
        self.value = np.zeros(HOURS)
        self.quiet = 0
        self.state = np.zeros(HOURS, np.int64)
        self.by = np.full(HOURS, -1, np.int64)
        for cell in task.cells:
            weight = np.zeros(HOURS)
            for window in found:
                if concerns(window.threat, cell.sex, cell.age):
                    mask = window.hours & cell.present
                    if mask.any():
                        weight = np.maximum(weight, np.where(mask, window.weight, 0.0))
                        self.guesses |= window.guesses
            self.rows.append((cell, weight))
            self.weight = np.maximum(self.weight, weight)
            under = weight > 0
            if cell.people is None:
                self.value += weight * guess
            else:
                self.people += np.where(under, cell.people, 0)
                self.value += weight * cell.people
                self.quiet += int(cell.people[~under & cell.present].sum())
            if under.any():
                self.guesses |= cell.guesses

    def told(self) -> Covered:
        known = [(c, w) for c, w in self.rows if c.people is not None and (w > 0).any()]
        missing = any(c.people is None and (w > 0).any() for c, w in self.rows)
        figure = not missing and bool(known) and not self.guesses >= _ALL_GUESSED
        sexes: dict[str, Hours] = {}
        ages: dict[str, Hours] = {}
        groups: dict[str, Hours] = {}
        tables = (sexes, ages, groups)
        whole = Hours()
        if figure:
            for cell, weight in known:
                assert cell.people is not None
                one = _sum(np.where(weight > 0, cell.people, 0), self.state)
                whole = whole + one
                for table, key in zip(tables, (cell.sex, cell.age, cell.group), strict=True):
                    table[key] = table.get(key, Hours()) + one
        return Covered(
            self.task, self.ids, self.weight, self.people, self.state, self.by,
            whole if figure else None, sexes, ages, groups, self.value, self.quiet,
            frozenset(self.guesses), frozenset(self.reasons), self.anchor,
        )  # fmt: skip


def _sum(people: Counts, state: Counts) -> Hours:
    return Hours(
        int(people.sum()), int(people[state == SURE].sum()), int(people[state == MAYBE].sum())
    )


def cover(met: list[_Exposed], presence: Presence, dark: Mask) -> tuple[str, ...]:
    """Lay units on tasks hour by hour, one unit in one place at a time; the names of the units.

    A patrol takes its units away from their posts for its hours: then they serve what they
    pass. Hours that are alike are worked out once.
    """
    names: dict[str, int] = {}

    def number(name: str) -> int:
        return names.setdefault(name, len(names))

    by_light: dict[str, list[tuple[int, list[tuple[int, str]], list[tuple[int, str]]]]] = {}
    for light in ("day", "night"):
        rows = []
        for at, one in enumerate(met):
            sure, maybe = [], []
            found = presence.reaches(one.task, one.anchor, light)
            best = max(found, key=lambda r: (r.quality, -r.minutes, r.unit_id), default=None)
            if (one.value[dark if light == "night" else ~dark] > 0).any():
                one.reasons |= best.reasons if best is not None else {"nobody"}
            for reach in found:
                if reach.quality == SURE:
                    sure.append((number(reach.unit_id), reach.unit_id))
                if reach.quality >= MAYBE:
                    maybe.append((number(reach.unit_id), reach.unit_id))
            rows.append((at, sure, maybe))
        by_light[light] = rows
    passing = _passing(met, presence)
    known: dict[tuple[object, ...], Mapping[int, tuple[int, int]]] = {}
    values = np.array([one.value for one in met]) if met else np.zeros((0, HOURS))
    for hour in range(HOURS):
        active = np.flatnonzero(values[:, hour] > 0)
        if not len(active):
            continue
        light = "night" if dark[hour] else "day"
        out = tuple(i for i, w in enumerate(presence.walks) if w.hours[hour])
        key = (light, out, values[:, hour].tobytes())
        if key not in known:
            known[key] = _hour(
                active.tolist(), values[:, hour], by_light[light], passing, light, out,
                presence.walks, number,
            )  # fmt: skip
        for task, (unit, quality) in known[key].items():
            met[task].state[hour] = quality
            met[task].by[hour] = unit
    return tuple(names)


def _passing(met: list[_Exposed], presence: Presence) -> Mapping[tuple[int, int, str], int]:
    """How well each patrol serves each task that it passes, by light."""
    return {
        (at, i, light): quality
        for i, walk in enumerate(presence.walks)
        for at, one in enumerate(met)
        for light in ("day", "night")
        if (quality := presence.on_patrol(one.task, walk, one.anchor, light)) > NONE
    }


def _hour(
    active: list[int],
    values: Weights,
    rows: list[tuple[int, list[tuple[int, str]], list[tuple[int, str]]]],
    passing: Mapping[tuple[int, int, str], int],
    light: str,
    out: tuple[int, ...],
    walks: tuple[Walk, ...],
    number: Callable[[str], int],
) -> Mapping[int, tuple[int, int]]:
    busy = {u for i in out for u in walks[i].unit_ids}
    sure: dict[int, list[int]] = {}
    maybe: dict[int, list[int]] = {}
    for at, task in enumerate(active):
        _, good, any_ = rows[task]
        sure[at] = [n for n, unit in good if unit not in busy]
        maybe[at] = [n for n, unit in any_ if unit not in busy]
        for i in out:
            quality = passing.get((task, i, light), NONE)
            if quality > NONE:
                unit = number(walks[i].patrol.id)
                maybe[at].append(unit)
                if quality == SURE:
                    sure[at].append(unit)
    served = assign([float(values[t]) for t in active], sure, maybe)
    return {active[at]: found for at, found in served.items()}


def _place(place: str, season: str, done: tuple[Covered, ...]) -> PlaceHours:
    known = [c for c in done if c.hours is not None]
    sexes: dict[str, Hours] = {}
    ages: dict[str, Hours] = {}
    groups: dict[str, Hours] = {}
    tables = (sexes, ages, groups)
    whole = Hours()
    guesses: set[str] = set()
    for one in done:
        guesses |= one.guesses
        if one.hours is not None:
            whole = whole + one.hours
        for table, part in zip(tables, (one.by_sex, one.by_age, one.by_group), strict=True):
            for key, hours in part.items():
                table[key] = table.get(key, Hours()) + hours
    ordered = tuple(sorted(done, key=lambda c: (-c.risk, c.task.id)))
    return PlaceHours(place, season, ordered, whole if known else None, sexes, ages, groups,
                      frozenset(guesses))  # fmt: skip


__all__ = ["Covered", "Exposure", "Hours", "PlaceHours", "exposure"]
