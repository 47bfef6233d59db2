"""Which records lie inside areas: by their point, that of their place, or their whole shape."""

from collections.abc import Sequence

from shapely import prepare, union_all
from shapely.geometry.base import BaseGeometry

from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot


def areas_of(snapshot: Snapshot, ids: Sequence[str]) -> list[BaseGeometry]:
    """The areal shapes of these records; none for points and ways."""
    shapes = (getattr(snapshot.get(i), "shape", None) for i in ids)
    return [s for s in shapes if s is not None and s.geom_type.endswith("Polygon")]


def records_inside(
    snapshot: Snapshot, ids: Sequence[str], kinds: Sequence[type[Record]]
) -> list[Record]:
    """The records of these kinds inside the areas that the ids name, without those themselves.

    A way or an area counts where the whole of it lies inside; what has no place of its own
    counts where its place does.
    """
    shapes = areas_of(snapshot, ids)
    if not shapes:
        return []
    whole = union_all(shapes)
    prepare(whole)
    return [
        record
        for kind in dict.fromkeys(kinds)
        for record in snapshot.all(kind)
        if record.id not in ids and _lies(snapshot, record, whole)
    ]


def _lies(snapshot: Snapshot, record: Record, whole: BaseGeometry) -> bool:
    shape = getattr(record, "shape", None) or getattr(record, "line", None)
    if shape is not None:
        return bool(whole.contains(shape))
    at = snapshot.position(record.id) or snapshot.position(getattr(record, "place_id", ""))
    return at is not None and bool(whole.intersects(at.point))
