"""Draw records on the map and change what is drawn: each act one edit, so that undo takes it back.

The window hands over what a hand drew as pairs of longitude and latitude; the model judges it.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from pydantic import ValidationError
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, make_valid
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from pocplanner.commands.clock import now
from pocplanner.model.community import Alert, Community, Timing
from pocplanner.model.drawn import DRAWN, MOST_PAIRS, Fields, Pairs, drawn_fields, forms
from pocplanner.model.geometry import Position, distance_m
from pocplanner.model.guard import CASES
from pocplanner.model.places import Post, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.project import Project
from pocplanner.words import Problem

#: What happens "here" belongs to the nearest place no farther than this, in metres.
NEAR_M = 25_000


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


def place_for(snapshot: Snapshot, at: Position) -> str:
    """The place that a record at a point belongs to: the nearest one, else the area around it.

    Problem where there is neither.
    """
    found = nearest(snapshot, at) or next(iter(snapshot.areas_at(at)), None)
    if found is None:
        raise Problem("draw.no_place", km=NEAR_M // 1000)
    return found.id


def add(
    project: Project, kind: type[Record], form: str, drawn: Pairs, name: str, sort: str = ""
) -> Record:
    """A new record from what was drawn, kept at once under the next free number of its name.

    `form` is "point", "line", "area" or "circle" (its middle and a point of its edge);
    `sort` a code for the field that says what sort it is.
    """
    fields = DRAWN.get(kind, Fields())
    if form not in forms(kind):
        raise Problem("draw.kind")
    values: dict[str, Any] = {}
    if form in ("point", "circle"):
        values[fields.point] = position(drawn[:1])
    if form == "circle":
        values[fields.radius_km] = radius_km(drawn)
    if form in ("line", "area"):
        values[getattr(fields, form)] = shape_of(form, drawn)
    if fields.sort and sort:
        values[fields.sort] = sort
    for field in ("name", "title"):
        if field in kind.model_fields:
            values[field] = free_name(project, kind, field, name)
            break
    if "place_id" in kind.model_fields:
        values["place_id"] = _place(project.snapshot(), form, values, fields)
    if kind is Alert:
        values["received_at"] = now()
    made = _valid(kind, values)
    with project.edit("edit.draw.add", name=name):
        project.put(made)
    return made


def _place(snapshot: Snapshot, form: str, values: dict[str, Any], fields: Fields) -> str:
    if form in ("point", "circle"):
        return place_for(snapshot, values[fields.point])
    shape: BaseGeometry = values[getattr(fields, form)]
    inside = shape.representative_point()
    return place_for(snapshot, Position(lon=inside.x, lat=inside.y))


def move(project: Project, ids: Sequence[str], dlon: float, dlat: float) -> int:
    """Move records by so many degrees; how many were moved. Problem where one would leave Earth."""
    found = [_moved(r, dlon, dlat) for r in records_of(project, ids) if drawn_fields(r)]
    if not found:
        raise Problem("draw.no_shape")
    with project.edit("edit.draw.move", **_told(project, found)):
        project.put(*found)
    return len(found)


def times_held(snapshot: Snapshot, ids: Sequence[str]) -> int:
    """How many times entered from these posts go on leading although the posts were moved."""
    posts = {id for id in ids if snapshot.one(Post, id) is not None}
    return sum(t.post_id in posts for t in snapshot.all(Timing) if t.travel or t.response)


def move_to(project: Project, id: str, at: Position) -> Record:
    """Put the point of a record elsewhere, or give it its first one."""
    (record,) = records_of(project, [id])
    field = DRAWN.get(type(record), Fields()).point
    if not field:
        raise Problem("draw.no_shape")
    made = changed(record, {field: at})
    with project.edit("edit.draw.move", **_told(project, [made])):
        project.put(made)
    return made


def reshape(project: Project, id: str, drawn: Sequence[Pairs]) -> Record:
    """Give a record's line or area these corners, ring by ring in the order of `corners`."""
    (record,) = records_of(project, [id])
    field, old = shape_field(record)
    made = changed(record, {field: rebuilt(old, drawn)})
    with project.edit("edit.draw.reshape", **_told(project, [made])):
        project.put(made)
    return made


def set_reach(project: Project, id: str, km: float) -> Record:
    """How far a mechanism reaches, in kilometres."""
    (record,) = records_of(project, [id])
    field = DRAWN.get(type(record), Fields()).radius_km
    if not field:
        raise Problem("draw.no_shape")
    made = changed(record, {field: round(km, 2)})
    with project.edit("edit.draw.reshape", **_told(project, [made])):
        project.put(made)
    return made


def copy(project: Project, ids: Sequence[str], dlon: float, dlat: float) -> list[Record]:
    """Copies of records so many degrees aside; nobody has agreed to or decided on a copy."""
    found = [r for r in records_of(project, ids) if drawn_fields(r)]
    if not found:
        raise Problem("draw.no_shape")
    made: list[Record] = []
    for record in found:
        values: dict[str, Any] = {"id": uuid4().hex}
        for field in ("name", "title"):
            text = getattr(record, field, "")
            if text:
                values[field] = free_name(project, type(record), field, text, made)
        for field in ("source_key", "consent", "status", "decided_by", "decided_at", "evidence"):
            if field in type(record).model_fields:
                values[field] = type(record).model_fields[field].get_default()
        made.append(changed(_moved(record, dlon, dlat), values))
    with project.edit("edit.draw.copy", **_told(project, found)):
        project.put(*made)
    return made


def change_many(project: Project, ids: Sequence[str], values: dict[str, Any]) -> int:
    """Give several records of one kind the same values; how many became other than before."""
    found = records_of(project, ids)
    if len({type(r) for r in found}) != 1 or not values:
        raise Problem("draw.not_alike")
    made = [changed(r, values) for r in found]
    with project.edit("edit.draw.change", **_told(project, made)):
        project.put(*made)
    return sum(a != b for a, b in zip(found, made, strict=True))


# -- shapes ----------------------------------------------------------------------------------


def position(drawn: Pairs) -> Position:
    """The point that was drawn, to a tenth of a metre."""
    if not drawn:
        raise Problem("draw.few", least=1)
    lon, lat = drawn[0]
    return Position(lon=round(lon, 6), lat=round(lat, 6))


def radius_km(drawn: Pairs) -> float:
    """From the middle to the edge of what was drawn, in kilometres."""
    if len(drawn) < 2:
        raise Problem("draw.few", least=2)
    return round(distance_m(position(drawn), position(drawn[1:])) / 1000, 2)


def shape_of(form: str, drawn: Pairs) -> BaseGeometry:
    """A line, or an area whose crossings are mended. Problem where there are too few corners."""
    here = distinct(drawn)
    least = 3 if form == "area" else 2
    if len(set(here)) < least:
        raise Problem("draw.few", least=least)
    if len(here) > MOST_PAIRS:
        raise Problem("draw.many", most=MOST_PAIRS)
    return LineString(here) if form == "line" else areal(Polygon(here))


def areal(shape: BaseGeometry) -> BaseGeometry:
    """The areas of a shape, mended. Problem where nothing with an area is left of it."""
    found = shape if shape.is_valid else make_valid(shape)
    parts = [p for p in getattr(found, "geoms", [found]) if p.geom_type.endswith("Polygon")]
    whole = [q for p in parts for q in getattr(p, "geoms", [p])]
    if not whole:
        raise Problem("draw.few", least=3)
    return whole[0] if len(whole) == 1 else MultiPolygon(whole)


def corners(shape: BaseGeometry) -> list[Pairs]:
    """The rings or lines of a shape; a ring without its closing corner."""
    found: list[Pairs] = []
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            found += [
                [(x, y) for x, y, *_ in r.coords][:-1] for r in (part.exterior, *part.interiors)
            ]
        elif part.geom_type == "LineString":
            found.append([(x, y) for x, y, *_ in part.coords])
    return found


def rebuilt(old: BaseGeometry, drawn: Sequence[Pairs]) -> BaseGeometry:
    """The shape with other corners; rings of too few corners are gone."""
    if sum(len(ring) for ring in drawn) > MOST_PAIRS:
        raise Problem("draw.many", most=MOST_PAIRS)
    if len(drawn) != len(corners(old)):
        raise Problem("draw.no_shape")
    left = [distinct(ring) for ring in drawn]
    if old.geom_type.endswith("LineString"):
        lines = [LineString(line) for line in left if len(set(line)) >= 2]
        if not lines:
            raise Problem("draw.few", least=2)
        return lines[0] if len(lines) == 1 else MultiLineString(lines)
    areas = []
    for part in getattr(old, "geoms", [old]):
        if part.geom_type != "Polygon":
            continue
        outer, *holes = (left.pop(0) for _ in range(1 + len(part.interiors)))
        if len(set(outer)) >= 3:
            areas.append(Polygon(outer, [h for h in holes if len(set(h)) >= 3]))
    if not areas:
        raise Problem("draw.few", least=3)
    return areal(areas[0] if len(areas) == 1 else MultiPolygon(areas))


def distinct(drawn: Iterable[tuple[float, float]]) -> Pairs:
    """The corners to a tenth of a metre, none twice in a row."""
    found: Pairs = []
    for lon, lat in drawn:
        corner = (round(lon, 6), round(lat, 6))
        if not found or found[-1] != corner:
            found.append(corner)
    return found


def _told(project: Project, records: Sequence[Record]) -> dict[str, Any]:
    """What the log and the undo say of an act: how many, or the name of the one."""
    names = {"name": project.snapshot().name(records[0].id)} if len(records) == 1 else {}
    return {"count": len(records), **names}


# -- records ---------------------------------------------------------------------------------


def changed(record: Record, values: dict[str, Any]) -> Record:
    """The record with other values, as its kind accepts them. Problem where it does not."""
    return _valid(type(record), {**_held(record), **values})


def _held(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}


def _valid(kind: type[Record], values: dict[str, Any]) -> Record:
    fields = DRAWN.get(kind, Fields())
    sort = values.get(fields.sort, "")
    if sort in CASES and any(values.get(n) is not None for n in fields[:3] if n):
        raise Problem("draw.case")
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise Problem(
            "draw.refused", name=str(values.get("name", values.get("title", "")))
        ) from error


def _moved(record: Record, dlon: float, dlat: float) -> Record:
    values: dict[str, Any] = {}
    for name, value in drawn_fields(record).items():
        if isinstance(value, Position):
            lon, lat = value.lon + dlon, value.lat + dlat
            if abs(lat) > 90 or abs(lon) > 180:
                raise Problem("draw.off")
            values[name] = Position(lon=round(lon, 6), lat=round(lat, 6))
        elif isinstance(value, BaseGeometry):
            west, south, east, north = value.bounds
            if west + dlon < -180 or east + dlon > 180 or south + dlat < -90 or north + dlat > 90:
                raise Problem("draw.off")
            values[name] = translate(value, dlon, dlat)
    return changed(record, values)


def shape_field(record: Record) -> tuple[str, BaseGeometry]:
    """The field that holds the line or area of a record, and what it holds. Problem for none."""
    for name, value in drawn_fields(record).items():
        if isinstance(value, BaseGeometry) and not value.geom_type.endswith("Point"):
            return name, value
    raise Problem("draw.no_shape")


def records_of(project: Project, ids: Sequence[str]) -> list[Record]:
    """The records of these ids, each once. Problem where one leads nowhere."""
    found = [(i, project.find(i)) for i in dict.fromkeys(ids)]
    for id, record in found:
        if record is None:
            raise Problem("record.unknown", id=id)
    return [record for _, record in found if record is not None]


def free_name(
    project: Project, kind: type[Record], field: str, name: str, more: Sequence[Record] = ()
) -> str:
    """The name with the next number that no record of the kind bears."""
    taken = {getattr(r, field) for r in (*project.all(kind), *more) if isinstance(r, kind)}
    stem = name.rsplit(" ", 1)[0] if name.rsplit(" ", 1)[-1].isdigit() else name
    number = 2 if name in taken else 1
    while f"{stem} {number}" in taken:
        number += 1
    return f"{stem} {number}"
