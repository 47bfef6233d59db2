"""GPX: waypoints as points, routes and tracks as lines, with their names and times."""

from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from pocplanner.formats.reader.geodata_features import Loaded, few_corners
from pocplanner.formats.reader.geodata_xml import parse, plain, tag, text

_TOLD = ("name", "cmt", "desc", "src", "sym", "type", "number", "ele")


def load(file: BinaryIO) -> Loaded:
    """All waypoints, routes and tracks. Unreadable where it is no whole, plain XML."""
    features: list[dict[str, Any]] = []
    corners = 0
    for element in parse(file):
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
        feature = {"geometry": shape, "properties": _properties(element, points), "layer": layer}
        if name != "wpt" and len(points) < 2:
            feature["wrong"] = "line_of_one_point" if points else "no_shape"
        features.append(feature)
    return Loaded("gpx", features)


def _point(element: Element) -> list[float] | None:
    try:
        return [float(element.get("lon", "")), float(element.get("lat", ""))]
    except ValueError:
        return None


def _properties(element: Element, points: list[Element]) -> dict[str, str]:
    held = {n: plain(text(element, n)) for n in _TOLD}
    times = [t for t in (text(p, "time") for p in points) if t]
    held["date"] = times[0] if times else ""
    held["date_end"] = times[-1] if len(times) > 1 else ""
    held["description"] = held.pop("desc") or held["cmt"]
    return {k: v for k, v in held.items() if v}
