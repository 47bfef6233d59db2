"""Whether units may go on on foot is asked of their commanders, never assumed."""

from collections.abc import Iterable, Iterator

from pocplanner.analysis.arrival.means import responds
from pocplanner.analysis.arrival.told import Arrival
from pocplanner.analysis.results import Question
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot

_MOST = 5


def on_foot_questions(snapshot: Snapshot, found: Iterable[Arrival]) -> Iterator[Question]:
    """Which units may leave their vehicles, where nobody reaches a threatened place on the ground
    under some light or season. Nothing where something may be held back.
    """
    if not snapshot.whole:
        return
    asked = [
        u.id
        for u in snapshot.all(Unit)
        if u.post_id and responds(u) and u.goes_on_foot == "unknown"
    ]
    places = tuple(dict.fromkeys(a.place_id for a in found if not _reached(a)))
    if asked and places:
        facts = {
            "places": places[:_MOST], "count": len(places), "units": tuple(asked[:_MOST]),
            "of": len(asked),
        }  # fmt: skip
        refs = (*places[:20], *asked[:20])
        yield Question("question.goes_on_foot", facts, refs, ("who.force",), "", 2)


def _reached(one: Arrival) -> bool:
    """Whether anybody gets there by vehicle or boat, or on foot at the end, as somebody said."""
    return any(m.trip.basis != "air" and m.trip.minutes for m in one.means)


__all__ = ["on_foot_questions"]
