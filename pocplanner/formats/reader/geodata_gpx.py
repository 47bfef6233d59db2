"""GPX: waypoints as points, routes and tracks as lines, with their names and times."""

from collections.abc import Callable
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from pocplanner.formats.reader.geodata_features import FEATURES, Loaded, few_corners
from pocplanner.formats.reader.geodata_store import Feature
from pocplanner.formats.reader.geodata_xml import elements, plain, tag, text, text_of
from pocplanner.formats.reader.tables import quiet
from pocplanner.formats.reader.wire import Unreadable

_TOLD = ("name", "cmt", "desc", "src", "sym", "type", "number", "ele")


#: So many texts of extensions, so deep inside.
_EXTENDED, _DEEP = 100, 6
_ROOT = frozenset({"gpx"})


def load(file: BinaryIO, beat: Callable[[], None] = quiet) -> Loaded:
    """All waypoints, routes and tracks. Unreadable where it is no whole, plain XML."""
    found = Loaded("gpx")
    corners = 0
    for _, element in elements(file, _ROOT, beat):
        name = tag(element)
        shape: dict[str, Any]
        if name == "wpt":
            shape = {"type": "Point", "coordinates": _point(element)}
            layer, points = "waypoints", [element]
        elif name == "rte":
            points = [p for p in element if tag(p) == "rtept"]
            shape = {"type": "LineString", "coordinates": [_point(p) for p in points]}
            layer = "routes"
        elif name == "trk":
            parts = [[p for p in s if tag(p) == "trkpt"] for s in element if tag(s) == "trkseg"]
            parts = [p for p in parts if p]
            points = [p for part in parts for p in part]
            lines = [[_point(p) for p in part] for part in parts if len(part) > 1]
            shape = {"type": "MultiLineString", "coordinates": lines}
            layer = "tracks"
        else:
            continue
        corners += len(points)
        few_corners(corners)
        told = _properties(element, points)
        given = _extended(element)
        if "key" in given and "layer" in given:
            # A file of ours says every value by its name, and of which layer it is.
            layer, told = given.pop("layer"), given
        else:
            told = {**given, **told}
        feature: Feature = {"geometry": shape, "properties": told, "layer": layer}
        if name != "wpt" and len(points) < 2:
            feature["wrong"] = "line_of_one_point" if points else "no_shape"
        if len(found.features) >= FEATURES:
            raise Unreadable("import_too_many_features", limit=FEATURES)
        found.features.append(feature)
    return found


def _point(element: Element) -> list[float] | None:
    try:
        return [float(element.get("lon", "")), float(element.get("lat", ""))]
    except ValueError:
        return None


def _extended(element: Element) -> dict[str, str]:
    """What a program added in its own words: every text of it, by the name of its element."""
    found: dict[str, str] = {}
    open_ = [(e, 0) for e in element if tag(e) == "extensions"]
    while open_ and len(found) < _EXTENDED:
        inner, depth = open_.pop(0)
        if len(inner) and depth < _DEEP:
            open_[:0] = [(e, depth + 1) for e in inner]
        elif not len(inner) and text_of(inner):
            found.setdefault(inner.get("name") or tag(inner), text_of(inner))
    return found


def _properties(element: Element, points: list[Element]) -> dict[str, str]:
    held = {n: plain(text(element, n)) for n in _TOLD}
    times = [t for t in (text(p, "time") for p in points) if t]
    held["date"] = times[0] if times else ""
    held["date_end"] = times[-1] if len(times) > 1 else ""
    held["description"] = held.pop("desc") or held["cmt"]
    return {k: v for k, v in held.items() if v}
