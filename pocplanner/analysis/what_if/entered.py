"""What persons entered of a road, carried over to a mission that differs.

A time that was entered holds for the posts and ways as they are. In a proposal it is moved by
as much as the computed way grows or shrinks, so that what people know of the road is kept and
nothing changes where nothing was changed. Another post stands in only as far as it became
quicker than it was, or where the first one is lost; so opening never makes help later, and
closing never makes it earlier.
"""

from dataclasses import dataclass
from math import inf

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.grounds import Grounds
from pocplanner.analysis.what_if.reach import Reach
from pocplanner.model.community import Timing
from pocplanner.model.places import Post, Unit
from pocplanner.model.record import Range
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work

#: Less than this many minutes is no change.
_LEAST = 0.01


@dataclass(frozen=True)
class Shift:
    """By how many minutes moving off and the way change, and who comes then.

    `unreached` says that nobody was found to come at all: the minutes are then the limit up
    to which ways are followed, a floor and not a forecast.
    """

    post_id: str
    muster: float
    travel: float
    unreached: bool = False

    @property
    def minutes(self) -> float:
        """Both together."""
        return self.muster + self.travel


def carried(
    before: Snapshot,
    after: Snapshot,
    old: Grounds,
    new: Grounds,
    assumed: Assumptions,
) -> Work[dict[str, Timing]]:
    """The timings that would be other than entered, by id."""
    timings = [t for t in before.all(Timing) if t.travel or t.response or t.muster]
    if not timings:
        return {}
    manned = {u.post_id for s in (before, after) for u in s.all(Unit) if u.post_id}
    named = {t.post_id for t in timings}
    bare = frozenset(p.id for p in before.all(Post) if p.id in named) - manned
    was, now = Reach(before, old, assumed, bare), Reach(after, new, assumed, bare)
    limit = assumed.value("travel.limit_h") * 60
    found = {}
    for timing in timings:
        yield Progress(0)
        place = (timing.place_id, timing.season, timing.light)
        here, there = was.posts(*place), now.posts(*place)
        own = timing.post_id
        if own and own not in here and own not in there:
            # A caveat says that nobody sets out from there, a person that somebody does.
            for reach, known in ((was, here), (now, there)):
                way = reach.way(own, *place)
                if way is not None:
                    known[own] = way
            for home in _gone_to(before, after, own) - set(there):
                way = now.way(home, *place)
                if way is not None:
                    there[home] = way
        shift = shift_of(timing, here, there, limit)
        if shift is not None:
            found[timing.id] = moved(timing, shift)
    return found


def _gone_to(before: Snapshot, after: Snapshot, post_id: str) -> set[str]:
    """Where the units of a post are stationed instead."""
    found = set()
    for unit in before.all(Unit):
        other = after.one(Unit, unit.id) if unit.post_id == post_id else None
        if other is not None and other.post_id and other.post_id != post_id:
            found.add(other.post_id)
    return found


def shift_of(
    timing: Timing,
    was: dict[str, tuple[float, float]],
    now: dict[str, tuple[float, float]],
    limit: float,
) -> Shift | None:
    """How a timing shifts; nothing where nothing that it rests on differs."""
    if was == now:
        return None
    entered = _entered(timing)
    own = timing.post_id or min(was, key=lambda p: sum(was[p]), default="")
    known = own in was
    base = min(sum(was[own]), limit) if known else entered
    found: dict[str, float] = {}
    for post, parts in now.items():
        spent = min(sum(parts), limit)
        before = min(sum(was[post]), limit) if post in was else inf
        if post == own:
            found[post] = spent if known else min(spent, base)
        else:
            # As much sooner as this post became quicker, never sooner than it gets there.
            found[post] = max(spent, base - max(0.0, before - spent))
    if not known and own and own not in now:
        found.setdefault(own, base)
    if not found:
        return Shift("", 0.0, max(limit - base, 0.0), unreached=True)
    best = min(found, key=lambda p: (found[p], p != own, p))
    change = found[best] - base
    if abs(change) < _LEAST:
        return None
    ready = now[best][0] - was[own][0] if best == own and known and own in now else 0.0
    return Shift(best, ready, change - ready)


def _entered(timing: Timing) -> float:
    """The likely minutes of moving off and the way as they were entered, or the whole response."""
    parts = [p.likely for p in (timing.muster, timing.travel) if p is not None]
    if parts:
        return sum(parts)
    return timing.response.likely if timing.response is not None else 0.0


def moved(timing: Timing, shift: Shift) -> Timing:
    """The timing with its minutes moved: each part by its own, a total by both together."""
    values: dict[str, object] = {"post_id": shift.post_id or timing.post_id}
    muster = shift.muster if timing.muster is not None else 0.0
    if timing.muster is not None:
        values["muster"] = later(timing.muster, muster)
    if timing.travel is not None:
        values["travel"] = later(timing.travel, shift.minutes - muster)
    if timing.response is not None:
        values["response"] = later(timing.response, shift.minutes)
    return timing.model_copy(update=values)


def later(found: Range, minutes: float) -> Range:
    """The range so many minutes later, or earlier, never below nothing."""
    return Range(
        min=max(found.min + minutes, 0.0),
        likely=max(found.likely + minutes, 0.0),
        max=max(found.max + minutes, 0.0),
    )
