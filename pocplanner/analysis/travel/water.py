"""Travel by boat beside travel by vehicle, where a mission has boats and a river carries them."""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from pocplanner.analysis.travel.movement import movement_of
from pocplanner.analysis.travel.trips import Travel
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot

_MOST_KEPT = 12


def boats(snapshot: Snapshot) -> bool:
    """Whether a unit of the mission moves by boat."""
    return any(u.post_id and movement_of(u.kind) == "boat" for u in snapshot.all(Unit))


def with_boats(known: Travel, boat: Travel) -> Travel:
    """Travel with that by boat in it; the same two give the very same again.

    Without a river that carries boats nobody goes by boat: a straight line is no river.
    """
    if boat.basis != "ways":
        return known
    key = id(known), id(boat)
    with _LOCK:
        held = _KEPT.get(key)
        if held is None or held[0] is not known or held[1] is not boat:
            held = _KEPT[key] = known, boat, replace(known, boat=boat)
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
    return held[2]


_KEPT: "OrderedDict[tuple[int, int], tuple[Travel, Travel, Travel]]" = OrderedDict()
_LOCK = Lock()

__all__ = ["boats", "with_boats"]
