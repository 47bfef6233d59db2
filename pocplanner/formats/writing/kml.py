"""Layers as KML: a folder each, data as data, nothing that points elsewhere."""

from collections.abc import Iterable, Iterator, Sequence

from shapely.geometry.base import BaseGeometry

from pocplanner.formats.writing.markup import said
from pocplanner.model.layer import Layer, Told

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'


def pieces(layers: Sequence[Layer], told: Told) -> Iterator[bytes]:
    """The file piece by piece; the same for the same layers."""
    return (line.encode() for line in _lines(layers, told))


def _lines(layers: Sequence[Layer], told: Told) -> Iterator[str]:
    yield _HEAD
    facts = "\n".join(f"{k}: {v}" for k, v in told.facts.items())
    yield f"<Document><name>{said(told.title)}</name><description>{said(facts)}</description>\n"
    yield _data(told.facts.items())
    for layer in layers:
        yield f"<Folder><name>{said(layer.title)}</name>\n"
        for row, shape in layer.walk():
            yield _placemark(layer, dict(zip(layer.names, row, strict=True)), shape)
        yield "</Folder>\n"
    yield "</Document></kml>\n"


def _placemark(layer: Layer, row: dict[str, object], shape: BaseGeometry | None) -> str:
    name = row.get("name") or row.get("title") or row.get("type") or ""
    dates = [("begin", row.get("date")), ("end", row.get("date_end") or row.get("date"))]
    span = "".join(f"<{k}>{said(v)}</{k}>" for k, v in dates if v)
    held = ((k, v) for k, v in row.items() if v not in (None, ""))
    return (
        f"<Placemark><name>{said(name)}</name>"
        + (f"<TimeSpan>{span}</TimeSpan>" if span else "")
        + _data(held)
        + ("" if shape is None else _shape(shape))
        + "</Placemark>\n"
    )


def _data(held: Iterable[tuple[str, object]]) -> str:
    pairs = list(held)
    listed = "".join(f'<Data name="{said(k)}"><value>{said(v)}</value></Data>' for k, v in pairs)
    return f"<ExtendedData>{listed}</ExtendedData>" if listed else ""


def _shape(shape: BaseGeometry) -> str:
    kind = shape.geom_type
    if kind == "Point":
        return f"<Point>{_corners(shape)}</Point>"
    if kind in {"LineString", "LinearRing"}:
        return f"<LineString><tessellate>1</tessellate>{_corners(shape)}</LineString>"
    if kind == "Polygon":
        rings = [("outer", shape.exterior), *(("inner", r) for r in shape.interiors)]  # type: ignore[attr-defined]
        inside = "".join(
            f"<{side}BoundaryIs><LinearRing>{_corners(ring)}</LinearRing></{side}BoundaryIs>"
            for side, ring in rings
        )
        return f"<Polygon>{inside}</Polygon>"
    parts = "".join(map(_shape, getattr(shape, "geoms", ())))
    return f"<MultiGeometry>{parts}</MultiGeometry>" if parts else ""


def _corners(shape: BaseGeometry) -> str:
    listed = " ".join(f"{round(c[0], 6)},{round(c[1], 6)}" for c in shape.coords)
    return f"<coordinates>{listed}</coordinates>"
