"""Cut an area or a line in two along a line, and make one of several; each one edit."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from shapely import LineString, line_merge, unary_union
from shapely.geometry.base import BaseGeometry
from shapely.ops import split as cut

from pocplanner.commands.drawing import areal, changed, distinct, free_name, records_of, shape_field
from pocplanner.commands.merging import pointed
from pocplanner.model.drawn import Pairs
from pocplanner.model.record import Record
from pocplanner.project import Project
from pocplanner.words import Problem


def split(project: Project, ids: Sequence[str], along: Pairs) -> list[Record]:
    """Cut records along a line: the largest piece stays the record, the others are new ones.

    What is of no area or line, or not crossed, stays as it is. Problem where nothing is cut.
    """
    way = distinct(along)
    if len(set(way)) < 2:
        raise Problem("draw.few", least=2)
    blade = LineString(way)
    made: list[Record] = []
    for record in records_of(project, ids):
        try:
            field, shape = shape_field(record)
        except Problem:
            continue
        parts = pieces(shape, blade)
        if len(parts) < 2:
            continue
        parts.sort(key=lambda p: -(p.area or p.length))
        made.append(changed(record, {field: parts[0]}))
        for piece in parts[1:]:
            made.append(changed(record, {**_anew(project, record, made), field: piece}))
    if not made:
        raise Problem("draw.not_cut")
    with project.edit("edit.draw.split", count=len(made)):
        project.put(*made)
    return made


def pieces(shape: BaseGeometry, blade: LineString) -> list[BaseGeometry]:
    """The shape in two or more: parts of several areas go to the side on which they lie."""
    if not shape.intersects(blade):
        return [shape]
    whole = list(getattr(shape, "geoms", [shape]))
    found: list[BaseGeometry] = []
    uncut: list[BaseGeometry] = []
    for part in whole:
        cut_up = list(cut(part, blade).geoms)
        if len(cut_up) > 1:
            found += cut_up
        else:
            uncut.append(part)
    if len(found) < 2:
        return [shape]
    # A part that was not crossed stays with the largest piece.
    largest = max(range(len(found)), key=lambda i: found[i].area or found[i].length)
    if uncut:
        found[largest] = unary_union([found[largest], *uncut])
    return found


def _anew(project: Project, record: Record, made: Sequence[Record]) -> dict[str, Any]:
    values: dict[str, Any] = {"id": uuid4().hex}
    for field in ("name", "title"):
        text = getattr(record, field, "")
        if text:
            values[field] = free_name(project, type(record), field, text, made)
    for field in ("pcode", "source_key"):
        if field in type(record).model_fields:
            values[field] = ""
    return values


def merge(project: Project, ids: Sequence[str]) -> Record:
    """Make one of several records with a shape: the first stays, and what pointed to the others
    points to it. Problem where they are not of one kind or have no shape.
    """
    found = records_of(project, ids)
    if len(found) < 2 or len({type(r) for r in found}) != 1:
        raise Problem("draw.not_alike")
    keep, *others = found
    shapes = [shape_field(r) for r in found]
    field = shapes[0][0]
    areas = [s.geom_type.endswith("Polygon") for _, s in shapes]
    if len(set(areas)) != 1:
        raise Problem("draw.not_alike")
    whole = unary_union([s for _, s in shapes])
    joined = areal(whole) if areas[0] else line_merge(whole)
    gone = {r.id for r in others}
    now: dict[str, Record] = {}
    for record in project.snapshot():
        if record.id in gone:
            continue
        other: Any = record
        for id in gone:
            other = pointed(other, id, keep.id)
        if other is not record:
            now[record.id] = other
    made = changed(now.pop(keep.id, keep), {field: joined})
    if getattr(made, "parent_id", "") == made.id:
        made = changed(made, {"parent_id": ""})
    with project.edit("edit.draw.merge", count=len(found)):
        project.put(made, *now.values())
        project.drop(*others)
    return made
