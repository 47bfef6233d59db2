"""Risk-hours as values: of a task, of a place in a season, of the whole mission."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from pocplanner.analysis.exposure.presence import SURE
from pocplanner.analysis.exposure.tasks import HOME, Task
from pocplanner.analysis.exposure.week import HOURS, Counts, Mask, Weights
from pocplanner.analysis.exposure.windows import ThreatWindow


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
