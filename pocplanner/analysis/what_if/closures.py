"""Closures along a calendar: what stays month by month, and which order keeps the worst highest.

The measure is the chance that somebody is there before the attack, at must places, under the
worse light of the month's season. Places that stand below the floor before anything is closed
are told apart: no order can be blamed for them, and they must not fall further unseen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pocplanner.analysis.arrival import arrivals
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import SEASONS, Assessment
from pocplanner.analysis.standing import standing, stands
from pocplanner.analysis.time_windows import later
from pocplanner.analysis.travel.grounds import grounds
from pocplanner.analysis.what_if.changes import over
from pocplanner.analysis.what_if.differences import musts
from pocplanner.model.places import Post
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: So many posts are put in order, and so many months are followed, at most.
MOST_POSTS, MOST_MONTHS = 8, 36


@dataclass(frozen=True)
class Low:
    """A place under one condition with the chance that help is there before the attack."""

    place_id: str
    light: str
    season: str
    percent: int


@dataclass(frozen=True)
class Month:
    """The mission on a day: posts that stand, those closed since the month before, what stays.

    `lowest` is none where no must place has a warning time. `unhelped` are must places to which
    nobody is known to set out in that season, `silent` places of which no alert gets out, and
    `uncovered` person-hours in a week under a threat, none where no figure is known.
    """

    day: date
    season: str
    standing: int
    closed: tuple[str, ...]
    lowest: Low | None
    unhelped: tuple[str, ...]
    silent: int
    uncovered: int | None


@dataclass(frozen=True)
class Step:
    """A post that is closed next, and the lowest place then; `keeps` while none falls too low.

    `lowest` is the lowest of those that stood at the floor or above, where there were any.
    """

    post_id: str
    lowest: Low | None
    keeps: bool
    binding: Low | None = None


@dataclass(frozen=True)
class Order:
    """Posts in the order that keeps the worst place highest; `below` are too low from the start."""

    floor: int
    steps: tuple[Step, ...]
    below: tuple[Low, ...]

    @property
    def binds(self) -> Step | None:
        """The first step that lets a place fall below the floor."""
        return next((s for s in self.steps if not s.keeps), None)


def closing(snapshot: Snapshot, day: date) -> tuple[str, ...]:
    """Posts that stand on a day and have a date on which they close, the earliest first."""
    found = [p for p in snapshot.all(Post) if p.closes_on is not None and stands(p, day)]
    return tuple(p.id for p in sorted(found, key=lambda p: (p.closes_on or day, p.id)))


def season_on(snapshot: Snapshot, day: date) -> str:
    """The kind of season of a day; empty where the mission has no calendar of it."""
    season = snapshot.mission.season(day)
    return season.kind if season is not None and season.kind in SEASONS else ""


def calendar(snapshot: Snapshot, as_of: date, months: int) -> Work[tuple[Month, ...]]:
    """The mission from month to month, as posts open and close by their dates.

    Events and ratings stay as of today: what changes is who is near. Problem where there are
    too many months.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise Problem("what_if.too_late", most=MOST_MONTHS, given=months)
    from pocplanner.analysis.assess import assess

    known: dict[frozenset[str], Assessment] = {}
    found: list[Month] = []
    before: frozenset[str] | None = None
    for number in range(months + 1):
        day = later(as_of, "month", number)
        there = standing(snapshot, day)
        open_ = frozenset(p.id for p in there.all(Post) if p.position is not None)
        if open_ not in known:
            yield Progress(number, months + 1, "closures.progress")
            known[open_] = yield from assess(there, as_of)
        closed = tuple(sorted((before or open_) - open_))
        found.append(_month(known[open_], day, season_on(snapshot, day), len(open_), closed))
        before = open_
    return tuple(found)


def _month(found: Assessment, day: date, season: str, count: int, closed: tuple[str, ...]) -> Month:
    seasons = (season,) if season else SEASONS
    must = musts(found)
    here = [a for a in found.arrivals if a.season in seasons and a.place_id in must]
    hours = found.exposure.places if found.exposure is not None else ()
    known = [p.hours.uncovered for p in hours if p.season in seasons and p.hours is not None]
    mesh = found.mesh.places if found.mesh is not None else ()
    return Month(
        day,
        season,
        count,
        closed,
        _lowest(_lows(here)),
        tuple(dict.fromkeys(a.place_id for a in here if a.state == "nobody")),
        sum(not p.everybody.chains for p in mesh),
        sum(known) if known else None,
    )


def _lows(found: Iterable[object]) -> tuple[Low, ...]:
    """Chances by place and condition, where a warning time is known; nobody is a chance of 0."""
    lows = []
    for a in found:
        if getattr(a, "warning", None) is None:
            continue
        onset = getattr(a, "arrives_onset", None)
        percent = onset.percent if onset is not None else 0
        lows.append(Low(a.place_id, a.light, a.season, percent))  # type: ignore[attr-defined]
    return tuple(lows)


def _lowest(lows: Iterable[Low]) -> Low | None:
    return min(lows, key=lambda x: (x.percent, x.place_id, x.season, x.light), default=None)


def order(
    snapshot: Snapshot, assessment: Assessment, post_ids: Sequence[str], floor: int
) -> Work[Order]:
    """The order of closing that keeps the worst place highest, looking one closing ahead.

    Greedy: each step takes the post after which the places stand best, and of equals the one
    that leaves the best next step. Problem for no posts, too many, or an unknown one.
    """
    ids = list(dict.fromkeys(post_ids))
    if not ids:
        raise Problem("what_if.no_closures")
    if len(ids) > MOST_POSTS:
        raise Problem("what_if.many_closures", most=MOST_POSTS, count=len(ids))
    measure = _Measure(snapshot, assessment, floor)
    yield from measure.of(frozenset())
    start = measure.known[frozenset()]
    gone: frozenset[str] = frozenset()
    steps: list[Step] = []
    while len(gone) < len(ids):
        left = [i for i in ids if i not in gone]
        best: tuple[tuple[object, ...], str] | None = None
        for number, post in enumerate(left):
            yield Progress(number, len(left), "closures.progress")
            yield from measure.of(gone | {post})
            ahead: tuple[int, ...] = ()
            for other in left:
                if other != post:
                    yield from measure.of(gone | {post, other})
                    ahead = max(ahead, measure.rank(gone | {post, other}))
            rank = (measure.rank(gone | {post}), ahead)
            if best is None or rank > best[0]:
                best = (rank, post)
        assert best is not None
        gone |= {best[1]}
        fell = measure.fallen(gone, start)
        lowest = _lowest(measure.held(gone, start)) or _lowest(measure.known[gone])
        steps.append(Step(best[1], lowest, not fell, _lowest(fell)))
    below = tuple(x for x in start if x.percent < floor)
    return Order(floor, tuple(steps), below)


class _Measure:
    """Chances at must places with some posts gone, remembered by which are."""

    def __init__(self, snapshot: Snapshot, assessment: Assessment, floor: int) -> None:
        self._snapshot, self._floor = snapshot, floor
        self._must = musts(assessment)
        self._assumed = Assumptions(snapshot.assumptions)
        self.known: dict[frozenset[str], tuple[Low, ...]] = {}

    def of(self, gone: frozenset[str]) -> Work[None]:
        """Work out what is left with these posts gone, unless it is known."""
        if gone in self.known:
            return
        shut = [
            p.model_copy(update={"position": None})
            for p in self._snapshot.all(Post)
            if p.id in gone
        ]
        there = over(self._snapshot, shut)
        found = yield from grounds(there, self._assumed)
        if not found:
            first = self.known[frozenset()]
            self.known[gone] = tuple(replace(x, percent=0) for x in first)
            return
        self.known[gone] = _lows(arrivals(there, found, self._assumed, self._must))

    def rank(self, gone: frozenset[str]) -> tuple[int, ...]:
        """The chances from the lowest on: the greater the tuple, the better the worst place."""
        return tuple(sorted(x.percent for x in self.known[gone]))

    def held(self, gone: frozenset[str], start: Iterable[Low]) -> tuple[Low, ...]:
        """Places that stood at the floor or above, as they stand with these posts gone."""
        kept = {(x.place_id, x.light, x.season) for x in start if x.percent >= self._floor}
        return tuple(x for x in self.known[gone] if (x.place_id, x.light, x.season) in kept)

    def fallen(self, gone: frozenset[str], start: Iterable[Low]) -> tuple[Low, ...]:
        """Places that stood at the floor or above, and do no more."""
        return tuple(x for x in self.held(gone, start) if x.percent < self._floor)


__all__ = [
    "MOST_MONTHS", "MOST_POSTS", "Low", "Month", "Order", "Step", "calendar",
    "closing", "order", "season_on",
]  # fmt: skip
