"""Layers as GPX for a handset: points as waypoints, lines as tracks; areas have no place in it."""

from collections.abc import Iterator, Mapping, Sequence

from shapely.geometry.base import BaseGeometry

from pocplanner.formats.writing.markup import said
from pocplanner.model.layer import Layer, Told, Value

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gpx version="1.1" creator="pocplanner" xmlns="http://www.topografix.com/GPX/1/1"'
    ' xmlns:poc="urn:pocplanner:layers">\n'
)
#: What stands elsewhere, or is too long for the screen of a handset.
_NOT_SAID = frozenset({"name", "title", "note", "source", "headline"})
_POINTS, _LINES = ("Point", "MultiPoint"), ("LineString", "MultiLineString")


def fits(shape: BaseGeometry | None) -> bool:
    """Whether a shape can be in such a file."""
    return shape is not None and shape.geom_type in (*_POINTS, *_LINES)


def pieces(layers: Sequence[Layer], told: Told) -> Iterator[bytes]:
    """The file piece by piece; rows whose shape does not fit are not in it."""
    return (line.encode() for line in _lines(layers, told))


def _lines(layers: Sequence[Layer], told: Told) -> Iterator[str]:
    yield _HEAD
    facts = "; ".join(f"{k}: {v}" for k, v in told.facts.items())
    yield f"<metadata><name>{said(told.title)}</name><desc>{said(facts)}</desc></metadata>\n"
    # The schema wants all waypoints before all tracks.
    for layer, row, shape in _rows(layers, _POINTS):
        for point in getattr(shape, "geoms", [shape]):
            at = f'lat="{round(point.y, 6)}" lon="{round(point.x, 6)}"'
            yield f"<wpt {at}>{_told(layer, row)}</wpt>\n"
    for layer, row, shape in _rows(layers, _LINES):
        parts = "".join(_part(line) for line in getattr(shape, "geoms", [shape]))
        yield f"<trk>{_told(layer, row)}{parts}</trk>\n"
    yield "</gpx>\n"


def _rows(
    layers: Sequence[Layer], kinds: Sequence[str]
) -> Iterator[tuple[Layer, dict[str, Value], BaseGeometry]]:
    for layer in layers:
        for at, shape in enumerate(layer.shapes):
            if shape is not None and shape.geom_type in kinds:
                yield layer, dict(zip(layer.names, layer.rows[at], strict=True)), shape


def _part(line: BaseGeometry) -> str:
    points = "".join(f'<trkpt lat="{round(c[1], 6)}" lon="{round(c[0], 6)}"/>' for c in line.coords)
    return f"<trkseg>{points}</trkseg>"


def _told(layer: Layer, row: Mapping[str, Value]) -> str:
    name = row.get("name") or row.get("title") or row.get("type") or ""
    rest = "; ".join(
        f"{k} = {v}" for k, v in row.items() if v not in (None, "") and k not in _NOT_SAID
    )
    # Handsets show the sentence and pass over the rest; whoever reads the file gets each value.
    told = {"layer": layer.key, **{k: v for k, v in row.items() if v not in (None, "")}}
    data = "".join(f'<poc:data name="{said(k)}">{said(v)}</poc:data>' for k, v in told.items())
    return (
        f"<name>{said(name)}</name><desc>{said(rest)}</desc><type>{said(layer.key)}</type>"
        f"<extensions>{data}</extensions>"
    )
