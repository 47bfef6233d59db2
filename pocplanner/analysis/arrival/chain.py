"""The chain of every threatened place, remembered while nothing that it rests on changes."""

from collections import deque
from typing import NamedTuple

from pocplanner.analysis.arrival import Arrival, arriving, places_asked
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.grounds import grounds
from pocplanner.analysis.travel.times import Travel
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Timing
from pocplanner.model.guard import Audience
from pocplanner.model.places import Unit
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work

#: Readiness, caveats and reserves stand behind every chance: others are not even told that.
_TOLD = frozenset({None, Audience.CORE, Audience.COMMAND, Audience.EXERCISE})


class Kept(NamedTuple):
    """What was found, what it rests on, and the keys of the figures."""

    records: tuple[Record, ...]
    grounds: tuple[Travel, ...]
    own: dict[str, float]
    figures: tuple[str, ...]
    found: tuple[Arrival, ...]


_KEPT: deque[Kept] = deque(maxlen=3)


def chain(snapshot: Snapshot, assumed: Assumptions) -> Work[tuple[Arrival, ...]]:
    """Arrival at the threatened places under the four conditions.

    Nothing for readers who may not see units, and where there is no post or no place, or the
    ground is too large: an assessment does without. Its progress has no text of its own.
    """
    if snapshot.audience not in _TOLD:
        return ()
    found_grounds = yield from grounds(snapshot, assumed)
    if not found_grounds:
        return ()
    rests = (
        snapshot.mission,
        *(r for kind in (Timing, Alert, Unit, Threat) for r in snapshot.all(kind)),
    )
    laid = tuple(found_grounds.values())
    own = dict(snapshot.assumptions)
    for kept in list(_KEPT):
        if kept.own == own and _same(kept.records, rests) and _same(kept.grounds, laid):
            assumed.ask(kept.figures)
            return kept.found
    asked = assumed.fresh()
    found = yield from arriving(snapshot, found_grounds, asked, places_asked(snapshot))
    figures = tuple(u.key for u in asked.used)
    assumed.ask(figures)
    _KEPT.append(Kept(rests, laid, own, figures, found))
    return found


def grounds_behind(found: tuple[Arrival, ...]) -> tuple[Travel, ...]:
    """The travel that a chain of `chain` rests on, while it is remembered; else nothing."""
    return next((kept.grounds for kept in _KEPT if kept.found is found), ())


def threats_behind(found: tuple[Arrival, ...]) -> tuple[Threat, ...] | None:
    """The threats that a chain of `chain` was worked out with, while it is remembered."""
    for kept in _KEPT:
        if kept.found is found:
            return tuple(r for r in kept.records if isinstance(r, Threat))
    return None


def _same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    """Whether both hold the very same things: records never change, a change makes new ones."""
    return len(a) == len(b) and all(x is y for x, y in zip(a, b, strict=True))
