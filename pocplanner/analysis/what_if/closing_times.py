"""What a closing makes of time and alert at each place: recomputed with the post and without it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock

from pocplanner.analysis import reach_time
from pocplanner.analysis.arrival import Arrival, arriving, places_asked
from pocplanner.analysis.arrival.chain import threats_behind
from pocplanner.analysis.arrival.gaps import with_computed
from pocplanner.analysis.arrival.heard import called
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.mesh import meshing
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.standing import standing, stands
from pocplanner.analysis.travel.grounds import grounds
from pocplanner.analysis.what_if.causes import handing_to
from pocplanner.analysis.what_if.changes import over
from pocplanner.analysis.what_if.differences import PlaceChange, place_changes
from pocplanner.analysis.what_if.lay import lay
from pocplanner.analysis.what_if.reading import Reading, Times
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Timing
from pocplanner.model.places import Post, Unit
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work, finish

#: The outcome of so many assessments is remembered: the papers and the window ask again.
_MOST_KEPT = 4


@dataclass(frozen=True)
class Closed:
    """A post with a closing date: what differs at each place with it and without it.

    `places` are the conditions under which help comes later or people are heard less often, the
    greatest loss first. `past` says that it has closed: "before" is then with it open again.
    """

    post_id: str
    past: bool
    places: tuple[PlaceChange, ...]

    @property
    def place_ids(self) -> tuple[str, ...]:
        """The places that lose, each once."""
        return tuple(dict.fromkeys(c.place_id for c in self.places))

    @property
    def outside(self) -> tuple[str, ...]:
        """The places that fall out of their warning time under some condition."""
        return tuple(dict.fromkeys(c.place_id for c in self.places if falls_out(c)))

    def worst(self, place_id: str) -> PlaceChange:
        """The condition to tell of a place: in which it falls out of its time, else loses most."""
        here = [c for c in self.places if c.place_id == place_id]
        return next((c for c in here if falls_out(c)), here[0])


def in_time(one: Reading) -> bool | None:
    """Whether help is likely there inside the warning; None where that is not known.

    What a person entered leads; else the chance by computation, of which half is likely.
    """
    if one.gap is not None:
        return one.gap.likely <= 0
    if one.state == "nobody":
        return False
    return None if one.before_attack is None else one.before_attack >= 50


def falls_out(change: PlaceChange) -> bool:
    """Whether help was likely there inside the warning, and is no more."""
    return in_time(change.before) is True and in_time(change.after) is False


def evidence(snapshot: Snapshot, change: PlaceChange) -> tuple[str, ...]:
    """The records on which both sides rest: place, timing, posts and units."""
    timings = [
        t.id
        for t in snapshot.all(Timing)
        if (t.place_id, t.light, t.season) == (change.place_id, change.light, change.season)
    ]
    sides = [i for side in (change.before, change.after) for i in (side.post_id, side.unit_id)]
    found = (change.place_id, *timings, *sides)
    return tuple(dict.fromkeys(i for i in found if i and snapshot.get(i) is not None))


def closing_times(snapshot: Snapshot, assessment: Assessment) -> tuple[Closed, ...]:
    """Each post with a closing date, apart: the soonest first. The assessment is of the snapshot.

    Nothing for readers to whom no times are told, and where none is computed.
    """
    with _LOCK:
        for known, found in _KEPT:
            if known is assessment:
                return found
    made = tuple(_each(snapshot, assessment))
    with _LOCK:
        _KEPT.append((assessment, made))
    return made


_KEPT: deque[tuple[Assessment, tuple[Closed, ...]]] = deque(maxlen=_MOST_KEPT)
_LOCK = Lock()


def _each(snapshot: Snapshot, assessment: Assessment) -> Iterator[Closed]:
    if not assessment.arrivals:
        return
    day = assessment.as_of
    base, now = _now(snapshot, assessment)
    dated = [p for p in base.all(Post) if p.closes_on is not None]
    for post in sorted(dated, key=lambda p: (p.closes_on or day, p.id)):
        past = not stands(post, day) and post.closes_on is not None and post.closes_on <= day
        alerts = bool(handing_to(base, post.id))
        if past:
            if not any(u.post_id == post.id for u in base.all(Unit)):
                continue
            open_ = over(base, [post.model_copy(update={"closes_on": None})])
            before, after = finish(_times(standing(open_, day), day, now, alerts)), now
        else:
            shut = ProposedChange(kind="close_post", post_id=post.id)
            laid = finish(lay(base, [shut], day))
            before, after = now, finish(_times(laid.after, day, now, alerts))
        lost = place_changes(before, after)
        yield Closed(
            post.id, past,
            tuple(c for c in lost if "loses" in (c.direction, c.heard_direction)),
        )  # fmt: skip


def _now(snapshot: Snapshot, assessment: Assessment) -> tuple[Snapshot, Times]:
    """The mission as its chain was worked out, without threats that were only proposed since."""
    now = Times(assessment.gaps, assessment.arrivals, assessment.called, assessment.mesh)
    threats = threats_behind(assessment.arrivals)
    if threats is None:
        # No longer remembered: both sides are worked out from the same records instead.
        return snapshot, finish(_times(standing(snapshot, assessment.as_of), assessment.as_of))
    kept = [r for r in snapshot if not isinstance(r, Threat)]
    return Snapshot.of([*kept, *threats], snapshot.events, snapshot.audience), now


def _times(
    snapshot: Snapshot, day: date, beside: Times | None = None, alerts: bool = True
) -> Work[Times]:
    """Time and alert of a mission by value, without all else that an assessment holds.

    What is as it is `beside` is taken from there; the whole mesh, where no alert hangs on it.
    """
    assumed = Assumptions(snapshot.assumptions)
    places = places_asked(snapshot)
    found = yield from grounds(snapshot, assumed)
    arrivals: tuple[Arrival, ...] = ()
    if found:
        arrivals = yield from arriving(snapshot, found, assumed, places)
    gone = {p.id for p in snapshot.all(Post) if p.closes_on is not None and p.closes_on <= day}
    old = frozenset(t.id for t in snapshot.all(Timing) if t.post_id in gone)
    gaps = with_computed(reach_time.gaps(snapshot), arrivals, old)
    if beside is None or alerts:
        mesh = yield from meshing(snapshot, day, assumed, place_ids=places)
        return Times(gaps, arrivals, called(snapshot, arrivals, mesh, assumed), mesh)
    held = {(a.place_id, a.light, a.season): a for a in beside.arrivals}
    both = {(c.place_id, c.light, c.season): c for c in beside.called}
    other = [a for a in arrivals if held.get((a.place_id, a.light, a.season)) != a]
    if beside.mesh is not None:
        fresh = called(snapshot, other, beside.mesh, assumed)
        both |= {(c.place_id, c.light, c.season): c for c in fresh}
    return Times(gaps, arrivals, tuple(both.values()) if arrivals else (), beside.mesh)


__all__ = ["Closed", "closing_times", "evidence", "falls_out", "in_time"]
