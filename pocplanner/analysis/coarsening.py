"""Places as an audience may read them: by administrative levels only, one nested family."""

from pocplanner.model.community import Alert, Coping, Journey, Mechanism, Perception
from pocplanner.model.geometry import Position, Sheltered
from pocplanner.model.guard import Audience
from pocplanner.model.places import Area
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot

#: The finest administrative level at which an audience reads where a sheltered record is.
FINEST = {
    Audience.COMMAND: 3,
    Audience.MISSION: 3,
    Audience.EXERCISE: 3,
    Audience.HUMANITARIAN: 2,
    Audience.PARTNER: 2,
    Audience.HOST_STATE: 1,
    Audience.PUBLIC: 1,
}

SHELTERED = (Coping, Mechanism, Alert, Journey, Perception)


def area_for(snapshot: Snapshot, place_id: str, at: Position | None, finest: int) -> Area | None:
    """The finest administrative area, not finer than the level, that holds the place."""
    areas = {a.id: a for a in snapshot.all(Area) if a.hierarchy == "administrative"}
    ids = snapshot.around(place_id) if place_id else frozenset()
    near = [areas[i] for i in ids if i in areas]
    if at is not None:
        near += [a for a in snapshot.areas_at(at) if a.hierarchy == "administrative"]
    fit = [a for a in near if 0 < a.level <= finest]
    return max(fit, key=lambda a: (a.level, a.id), default=None)


def coarsen(snapshot: Snapshot, record: Record, audience: Audience) -> Record:
    """A sheltered record at the level of its area; every other record as it is.

    Where no area holds it, it keeps no place at all: missing boundaries are no licence to
    print the point.
    """
    if not isinstance(record, SHELTERED) or audience is Audience.CORE:
        return record
    finest = FINEST[audience]
    changes: dict[str, object] = {}
    area = area_for(snapshot, getattr(record, "place_id", ""), record.position, finest)
    changes["place_id"] = area.id if area else ""
    changes["position"] = None
    if isinstance(record, Mechanism):
        covered = (area_for(snapshot, i, None, finest) for i in record.covers_ids)
        changes["covers_ids"] = tuple(dict.fromkeys(a.id for a in covered if a))
        changes["reach_km"] = None
    if isinstance(record, Coping):
        changes |= {"shape": None, "route_id": ""}
    if isinstance(record, Journey):
        changes |= {"line": None, "route_id": ""}
    return record.model_copy(update=changes)


def sheltered(record: Record) -> bool:
    """Whether a record's place is kept from others."""
    return isinstance(record, Sheltered)
