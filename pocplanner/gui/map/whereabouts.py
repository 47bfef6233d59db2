"""Where a record or an event is, and which place is nearest to a point."""

from pocplanner.gui.naming import event_row
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position, distance_m
from pocplanner.model.places import Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot

#: A record "here" belongs to the nearest place no farther than this.
NEAR_M = 25_000


def where(snapshot: Snapshot, id: str) -> Position | None:
    """The position of a record or event: its own, else that of its place, else of its line."""
    record = snapshot.get(id)
    if record is None:
        return _event(snapshot, id)
    found = snapshot.position(id) or snapshot.position(getattr(record, "place_id", ""))
    line = getattr(record, "line", None)
    if found is None and line is not None:
        whole = line.geom_type == "LineString"
        middle = line.interpolate(0.5, normalized=True) if whole else line.representative_point()
        return Position(lon=middle.x, lat=middle.y)
    return found


def _event(snapshot: Snapshot, id: str) -> Position | None:
    row, events = event_row(snapshot, id), snapshot.events
    if row is None or events.lon[row] != events.lon[row]:
        return None
    return Position(lon=float(events.lon[row]), lat=float(events.lat[row]))


def nearest(snapshot: Snapshot, at: Position) -> Record | None:
    """The community, else the settlement, nearest to a point; nothing where none is near."""
    for kind in (Community, Settlement):
        placed = [
            (distance_m(r.position, at), r) for r in snapshot.all(kind) if r.position is not None
        ]
        distance, found = min(placed, key=lambda p: p[0], default=(NEAR_M + 1, None))
        if found is not None and distance <= NEAR_M:
            return found
    return None
