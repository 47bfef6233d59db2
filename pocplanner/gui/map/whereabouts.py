"""Where a record or an event is, and which place is nearest to a point."""

from pocplanner.commands.drawing import nearest
from pocplanner.gui.naming import event_row
from pocplanner.model.geometry import Position
from pocplanner.model.snapshot import Snapshot


def where(snapshot: Snapshot, id: str) -> Position | None:
    """The position of a record or event: its own, else that of its place, else of its line."""
    record = snapshot.get(id)
    if record is None:
        return _event(snapshot, id)
    found = snapshot.position(id) or snapshot.position(getattr(record, "place_id", ""))
    line = getattr(record, "line", None) or getattr(record, "shape", None)
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


__all__ = ["nearest", "where"]
