"""KML: placemarks with their folders, data and times; links to elsewhere are counted and left."""

import re
from collections import Counter
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from pocplanner.formats.reader.geodata_features import Loaded, few_corners
from pocplanner.formats.reader.geodata_xml import child, pairs, parse, plain, tag, text
from pocplanner.formats.reader.geojson import packed

_PARTED = re.compile(r"\s*,\s*")
_FOLDERS = frozenset({"kml", "Document", "Folder"})
_LEFT = {
    "NetworkLink": "network_links",
    "GroundOverlay": "overlays_left_out",
    "ScreenOverlay": "overlays_left_out",
    "PhotoOverlay": "overlays_left_out",
    "Tour": "overlays_left_out",
}
_SHAPES = frozenset(
    {"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack"}
)


def load(file: BinaryIO) -> Loaded:
    """All placemarks of a file. Unreadable where it is no whole, plain XML."""
    return _Walk().all(parse(file))


class _Walk:
    def __init__(self) -> None:
        self._features: list[dict[str, Any]] = []
        self._left: Counter[str] = Counter()
        self._corners = 0

    def all(self, root: Element) -> Loaded:
        self._folder(root, ())
        notes = [[key, count, {}] for key, count in sorted(self._left.items())]
        return Loaded("kml", self._features, notes)

    def _folder(self, element: Element, path: tuple[str, ...]) -> None:
        for inner in element:
            name = tag(inner)
            if name == "Placemark":
                self._placemark(inner, "/".join(path))
            elif name in _FOLDERS:
                called = plain(text(inner, "name")) if name == "Folder" else ""
                self._folder(inner, (*path, " ".join(called.split())[:80]) if called else path)
            elif name in _LEFT:
                self._left[_LEFT[name]] += 1

    def _placemark(self, element: Element, layer: str) -> None:
        held = self._properties(element)
        own = element.get("id", "")
        shapes = [self._shape(c, held) for c in element if tag(c) in _SHAPES]
        listed: list[Any] = [s for group in shapes for s in group] or [None]
        for shape in listed:
            feature = {"geometry": shape, "properties": dict(held), "layer": layer}
            self._features.append(feature | ({"id": own} if own else {}))

    def _properties(self, element: Element) -> dict[str, str]:
        held: dict[str, str] = {"name": plain(text(element, "name"))}
        described = text(element, "description")
        if "<" in described:
            self._left["html_as_text"] += 1
        held["description"] = plain(described)
        held["date"] = text(element, "TimeStamp", "when") or text(element, "TimeSpan", "begin")
        held["date_end"] = text(element, "TimeSpan", "end")
        extended = child(element, "ExtendedData")
        for part in extended if extended is not None else ():
            if tag(part) == "Data":
                held.setdefault(part.get("name", ""), plain(text(part, "value")))
            for field in part if tag(part) == "SchemaData" else ():
                if tag(field) == "SimpleData":
                    held.setdefault(field.get("name", ""), plain(text(field)))
        if "<t" in described:
            for name, value in pairs(described):
                held.setdefault(name, value)
        return {k: v for k, v in held.items() if k and v}

    def _shape(self, element: Element, held: dict[str, str]) -> list[dict[str, Any]]:
        """The shapes of a geometry; those of one type are one shape of many parts."""
        name = tag(element)
        if name in {"MultiGeometry", "MultiTrack"}:
            inner = [s for c in element if tag(c) in _SHAPES for s in self._shape(c, held)]
            return _together(inner)
        if name == "Track":
            found = [" ".join((c.text or "").split()[:2]) for c in element if tag(c) == "coord"]
            times = [text(c) for c in element if tag(c) == "when"]
            if times:
                held.setdefault("date", times[0])
                held.setdefault("date_end", times[-1])
            return [self._made("LineString", self._corners_of([c.split() for c in found]))]
        if name == "Polygon":
            rings = [
                self._coordinates(ring)
                for side in element
                if tag(side) in {"outerBoundaryIs", "innerBoundaryIs"}
                for ring in side
                if tag(ring) == "LinearRing"
            ]
            return [self._made("Polygon", rings)]
        corners = self._coordinates(element)
        if name == "Point":
            return [self._made("Point", corners[0] if len(corners) == 1 else None)]
        return [self._made("LineString", corners)]

    def _made(self, kind: str, coordinates: Any) -> dict[str, Any]:
        shape: dict[str, Any] = packed({"type": kind, "coordinates": coordinates})
        return shape

    def _coordinates(self, element: Element) -> list[Any]:
        inner = child(element, "coordinates")
        written = (inner.text or "") if inner is not None else ""
        if ", " in written or " ," in written or ",\n" in written:
            written = _PARTED.sub(",", written)  # a blank behind a comma parts no corners
        return self._corners_of([c.split(",") for c in written.split()])

    def _corners_of(self, listed: list[list[str]]) -> list[Any]:
        self._corners += len(listed)
        few_corners(self._corners)
        return [_corner(c) for c in listed]


def _corner(parts: list[str]) -> list[float] | None:
    try:
        return [float(parts[0]), float(parts[1])]
    except (ValueError, IndexError):
        return None


def _together(shapes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, list[Any]] = {}
    for shape in shapes:
        kind, held = shape["type"], shape["coordinates"]
        found.setdefault(kind.removeprefix("Multi"), []).extend(
            held if kind.startswith("Multi") else [held]
        )
    return [
        {"type": kind, "coordinates": parts[0]}
        if len(parts) == 1
        else {"type": "Multi" + kind, "coordinates": parts}
        for kind, parts in found.items()
    ]
