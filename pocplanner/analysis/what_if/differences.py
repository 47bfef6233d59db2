"""Two assessments of one mission held against each other: each number beside what it was."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pocplanner.analysis.exposure.figures import PlaceHours
from pocplanner.analysis.results import Assessment, Health, Rated
from pocplanner.analysis.what_if.joined import Pair, pairs
from pocplanner.analysis.what_if.reading import Reading, S, both_chains, readings

#: Conditions in the order in which they are told.
CONDITIONS = (("day", "dry"), ("night", "dry"), ("day", "wet"), ("night", "wet"))
_STATES = ("nobody", "not_sufficient", "not_judged", "sufficient")


@dataclass(frozen=True)
class PlaceChange:
    """A place under one condition before and after. `direction` is "gains", "loses", "other"."""

    place_id: str
    light: str
    season: str
    before: Reading
    after: Reading

    @property
    def direction(self) -> str:
        """Whether help comes sooner or later; "other" where it differs in no such way."""
        moved = [m for m in self._moves() if m]
        if moved and all(m > 0 for m in moved):
            return "gains"
        if moved and all(m < 0 for m in moved):
            return "loses"
        return "other"

    @property
    def heard(self) -> tuple[Pair, ...]:
        """The people for whom alert and help together differ, everybody first."""
        return pairs(self.before.heard, self.after.heard)

    @property
    def heard_direction(self) -> str:
        """Whether people are heard and helped in time more or less often; empty where it is equal.

        What everybody together gains does not hide what a part of them loses.
        """
        points = [p.points for p in self.heard if p.points]
        if not points:
            return ""
        return "gains" if min(points) > 0 else "loses" if max(points) < 0 else "other"

    @property
    def time_differs(self) -> bool:
        """Whether help itself differs, not the alert alone."""
        return replace(self.before, heard=()) != replace(self.after, heard=())

    def _moves(self) -> Iterator[float]:
        """Each measure as better (above 0) or worse."""
        a, b = self.before, self.after
        if not (self._nobody_in_time(a, b) or self._nobody_in_time(b, a)):
            yield _STATES.index(b.state) - _STATES.index(a.state)
        if a.before_attack is not None and b.before_attack is not None:
            yield b.before_attack - a.before_attack
        elif a.arrives is not None and b.arrives is not None:
            yield round(a.arrives.likely - b.arrives.likely)
        if a.gap is not None and b.gap is not None:
            yield round(a.gap.likely - b.gap.likely)
        elif a.response is not None and b.response is not None:
            yield round(a.response.likely - b.response.likely)

    @staticmethod
    def _nobody_in_time(one: Reading, other: Reading) -> bool:
        """Whether there is nobody on one side, and on the other help long after all is over.

        Ways beyond the hours that are followed are told only where no nearer post is: that they
        appear when a post closes is no gain.
        """
        return one.state == "nobody" != other.state and not (
            other.before_attack is None or other.before_attack or other.before_end
        )

    @property
    def weight(self) -> float:
        """How much it moves, for the order in which it is told: minutes, points, states."""
        a, b = self.before, self.after
        found = [abs(m) for m in self._moves()]
        found += [abs(p.points) for p in self.heard]
        gone = (a.state == "nobody") != (b.state == "nobody")
        nobody = 1000 if gone and self.direction != "other" else 0
        return nobody + max(found, default=0.0)


@dataclass(frozen=True)
class RatingChange:
    """A threat whose rating differs: what it was, what it would be, and the steps that moved."""

    threat_id: str
    place_id: str
    before: Rated | None
    after: Rated | None
    steps: tuple[tuple[str, int | None, int | None], ...] = ()


@dataclass(frozen=True)
class HoursChange:
    """Person-hours in a week under a threat that nobody covers: all, and of women and girls."""

    place_id: str
    season: str
    before: int | None
    after: int | None
    women_before: int | None = None
    women_after: int | None = None


@dataclass(frozen=True)
class Comparison:
    """What differs between two assessments; empty where nothing does.

    `unhelped_before` and `unhelped_after` are the must places to which nobody is known to set
    out under at least one condition; `late_…` those where help likely comes after the attack.
    """

    places: tuple[PlaceChange, ...] = ()
    ratings: tuple[RatingChange, ...] = ()
    health: tuple[tuple[Health | None, Health | None], ...] = ()
    hours: tuple[HoursChange, ...] = ()
    unhelped_before: tuple[str, ...] = ()
    unhelped_after: tuple[str, ...] = ()
    late_before: tuple[str, ...] = ()
    late_after: tuple[str, ...] = ()
    findings_gone: tuple[str, ...] = ()
    findings_new: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing differs at all."""
        return not (self.places or self.ratings or self.health or self.hours)

    def of(self, direction: str) -> tuple[PlaceChange, ...]:
        """The place changes in one direction, the greatest first."""
        return tuple(c for c in self.places if c.direction == direction)

    def place_ids(self, direction: str) -> tuple[str, ...]:
        """The places that change in one direction, each once, the greatest first."""
        return tuple(dict.fromkeys(c.place_id for c in self.of(direction)))

    def heard_ids(self, direction: str) -> tuple[str, ...]:
        """The places whose people are heard and helped in time more, or less, often."""
        found = (c.place_id for c in self.places if c.heard_direction == direction)
        return tuple(dict.fromkeys(found))

    @property
    def lost(self) -> tuple[PlaceChange, ...]:
        """Places and conditions where help or being heard is lost, the greatest first."""
        return tuple(c for c in self.places if "loses" in (c.direction, c.heard_direction))

    @property
    def worse(self) -> tuple[str, ...]:
        """The places where help comes later, or people are less often heard and helped in time."""
        return tuple(dict.fromkeys(c.place_id for c in self.lost))


def compare(before: Assessment, after: Assessment) -> Comparison:
    """Everything that differs; the same assessment twice differs in nothing."""
    before, after = both_chains(before, after)
    return Comparison(
        places=place_changes(before, after),
        ratings=_ratings(before, after),
        health=_health(before, after),
        hours=_hours(before, after),
        unhelped_before=unhelped(before),
        unhelped_after=unhelped(after),
        late_before=late(before),
        late_after=late(after),
        findings_gone=_only(before, after),
        findings_new=_only(after, before),
    )


def place_changes(before: S, after: S) -> tuple[PlaceChange, ...]:
    """The places and conditions that differ, the greatest difference first."""
    before, after = both_chains(before, after)
    old: dict[tuple[str, str, str], Reading] = readings(before)
    new: dict[tuple[str, str, str], Reading] = readings(after)
    found = [
        PlaceChange(*key, old.get(key, Reading()), new.get(key, Reading()))
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]
    order = {pair: i for i, pair in enumerate(CONDITIONS)}
    return tuple(
        sorted(found, key=lambda c: (-c.weight, c.place_id, order.get((c.light, c.season), 9)))
    )


def _ratings(before: Assessment, after: Assessment) -> tuple[RatingChange, ...]:
    old = {r.threat_id: r for r in before.rated}
    new = {r.threat_id: r for r in after.rated}
    found = []
    for id in dict.fromkeys((*old, *new)):
        a, b = old.get(id), new.get(id)
        if a is None or b is None or _told(a) != _told(b):
            known = a or b
            steps = _steps(a, b) if a is not None and b is not None else ()
            found.append(RatingChange(id, known.place_id if known else "", a, b, steps))
    return tuple(found)


def _told(rated: Rated) -> tuple[object, ...]:
    steps = tuple((s.name, s.value) for s in rated.steps)
    return rated.likelihood, rated.impact, rated.band, rated.priority, steps


def _steps(a: Rated, b: Rated) -> tuple[tuple[str, int | None, int | None], ...]:
    values = {s.name: s.value for s in b.steps}
    return tuple(
        (s.name, s.value, values.get(s.name)) for s in a.steps if values.get(s.name) != s.value
    )


def _health(
    before: Assessment, after: Assessment
) -> tuple[tuple[Health | None, Health | None], ...]:
    old = {h.mechanism_id: h for h in before.health}
    new = {h.mechanism_id: h for h in after.health}
    return tuple(
        (old.get(id), new.get(id))
        for id in dict.fromkeys((*old, *new))
        if _state(old.get(id)) != _state(new.get(id))
    )


def _state(health: Health | None) -> tuple[object, ...]:
    if health is None:
        return ()
    return health.value, health.at_most, health.limiting, tuple(health.conditions.items())


def _hours(before: Assessment, after: Assessment) -> tuple[HoursChange, ...]:
    """Places whose uncovered person-hours differ; a place without a figure has none to compare."""

    def known(found: Assessment) -> dict[tuple[str, str], PlaceHours]:
        places = found.exposure.places if found.exposure is not None else ()
        return {(p.place_id, p.season): p for p in places}

    old, new = known(before), known(after)
    made = []
    for key in dict.fromkeys((*old, *new)):
        a, b = _uncovered(old.get(key)), _uncovered(new.get(key))
        if a != b:
            made.append(HoursChange(*key, a[0], b[0], a[1], b[1]))
    return tuple(sorted(made, key=lambda c: (-abs((c.after or 0) - (c.before or 0)), c.place_id)))


def _uncovered(found: PlaceHours | None) -> tuple[int | None, int | None]:
    if found is None or found.hours is None:
        return None, None
    women = found.by_sex.get("female")
    return found.hours.uncovered, women.uncovered if women is not None else None


def musts(found: Assessment) -> tuple[str, ...]:
    """The places with a threat that must be met, worst first."""
    return tuple(dict.fromkeys(r.place_id for r in found.rated if r.priority == "must"))


def unhelped(found: Assessment) -> tuple[str, ...]:
    """Must places to which nobody is known to set out under at least one condition."""
    nobody = {a.place_id for a in found.arrivals if a.state == "nobody"}
    return tuple(p for p in musts(found) if p in nobody)


def late(found: Assessment) -> tuple[str, ...]:
    """Must places where help likely comes after the attack under at least one condition."""
    behind = {g.place_id for g in found.gaps if g.verdict == "late"}
    return tuple(p for p in musts(found) if p in behind)


def _only(one: Assessment, other: Assessment) -> tuple[str, ...]:
    """Keys of findings with their place that only the one has, each once."""
    known = {(f.key, f.place_id) for f in other.findings}
    return tuple(dict.fromkeys(f.key for f in one.findings if (f.key, f.place_id) not in known))


__all__ = [
    "CONDITIONS", "Comparison", "HoursChange", "PlaceChange", "RatingChange", "Reading",
    "compare", "late", "musts", "place_changes", "readings", "unhelped",
]  # fmt: skip
