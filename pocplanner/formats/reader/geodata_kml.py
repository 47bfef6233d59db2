"""KML: placemarks with their folders, data and times; links to elsewhere are counted and left."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from pocplanner.formats.reader.geodata_features import FEATURES, Loaded, few_corners
from pocplanner.formats.reader.geodata_store import Feature
from pocplanner.formats.reader.geodata_xml import (
    DEPTH,
    child,
    elements,
    pairs,
    plain,
    tag,
    text,
    text_of,
)
from pocplanner.formats.reader.geojson_text import packed
from pocplanner.formats.reader.tables import quiet
from pocplanner.formats.reader.wire import Unreadable

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
#: What every file of ours says of itself.
_OUR_FACTS = frozenset({"marking", "audience", "as_of", "note"})
#: Where the number of a folder is noted; no attribute of a file is called so.
_NUMBER = "\x00"


def load(file: BinaryIO, beat: Callable[[], None] = quiet) -> Loaded:
    """All placemarks of a file. Unreadable where it is no whole, plain XML."""
    walk = _Walk()
    for around, element in elements(file, _FOLDERS, beat):
        walk.take(around, element)
    return walk.loaded()


class _Folder:
    """A folder, whose name may come after what is in it."""

    def __init__(self, around: "_Folder | None") -> None:
        self.around, self.name, self.named = around, "", False

    def path(self) -> tuple[str, ...]:
        """The names of the folders around it and its own."""
        above = self.around.path() if self.around else ()
        return (*above, self.name) if self.name else above


class _Walk:
    def __init__(self) -> None:
        self._found = Loaded("kml")
        self._left: Counter[str] = Counter()
        self._corners = 0
        self._folders = [_Folder(None)]
        #: Whether this program wrote the file: what it says is text as it stands, no page.
        self._ours = False

    def take(self, around: Element, element: Element) -> None:
        """One element that lies in a folder, or the folder itself when it begins."""
        name = tag(element)
        if name in _FOLDERS:
            if _NUMBER not in element.attrib:
                element.set(_NUMBER, str(len(self._folders)))
                self._folders.append(_Folder(self._folders[_number(around)]))
        elif name == "Placemark":
            self._placemark(element, _number(around))
        elif name in _LEFT:
            self._left[_LEFT[name]] += 1
        elif name == "ExtendedData" and tag(around) == "Document":
            self._ours = {part.get("name", "") for part in element} >= _OUR_FACTS
        elif name == "name" and tag(around) == "Folder":
            folder = self._folders[_number(around)]
            if not folder.named:
                folder.named = True
                folder.name = " ".join(plain(text_of(element)).split())[:80]

    def loaded(self) -> Loaded:
        """All that was taken, each feature with the path of its folders."""
        paths = ["/".join(folder.path()) for folder in self._folders]
        self._found.features.each(lambda f: {**f, "layer": paths[f["layer"]]})
        self._found.notes = [[key, count, {}] for key, count in sorted(self._left.items())]
        return self._found

    def _placemark(self, element: Element, folder: int) -> None:
        parts: dict[str, Element] = {}
        drawn: list[Element] = []
        for inner in element:
            name = tag(inner)
            if name in _SHAPES:
                drawn.append(inner)
            else:
                parts.setdefault(name, inner)
        held = self._as_written(parts) if self._ours else self._properties(parts)
        own = element.get("id", "")
        shapes: list[Any] = [s for inner in drawn for s in self._shape(inner, held)]
        for shape in shapes or [None]:
            # A track tells its times while it is read, so that all is known only now.
            feature: Feature = {"geometry": shape, "properties": held, "layer": folder}
            if own:
                feature["id"] = own
            if len(self._found.features) >= FEATURES:
                raise Unreadable("import_too_many_features", limit=FEATURES)
            self._found.features.append(feature)

    def _as_written(self, parts: dict[str, Element]) -> dict[str, str]:
        """The data of a placemark of ours; its name and times say the same again."""
        data = parts.get("ExtendedData", ())
        held = {part.get("name", ""): text(part, "value") for part in data}
        return {k: v for k, v in held.items() if k and v}

    def _properties(self, parts: dict[str, Element]) -> dict[str, str]:
        held: dict[str, str] = {"name": plain(text_of(parts.get("name")))}
        described = text_of(parts.get("description"))
        if "<" in described:
            self._left["html_as_text"] += 1
        held["description"] = plain(described)
        span = parts.get("TimeSpan")
        held["date"] = text(parts.get("TimeStamp"), "when") or text(span, "begin")
        held["date_end"] = text(span, "end")
        for part in parts.get("ExtendedData", ()):
            kind = tag(part)
            if kind == "Data":
                held.setdefault(part.get("name", ""), plain(text(part, "value")))
            elif kind == "SchemaData":
                for field in part:
                    if tag(field) == "SimpleData":
                        held.setdefault(field.get("name", ""), plain(text_of(field)))
        if "<t" in described:
            for name, value in pairs(described):
                held.setdefault(name, value)
        return {k: v for k, v in held.items() if k and v}

    def _shape(
        self, element: Element, held: dict[str, str], depth: int = 0
    ) -> list[dict[str, Any]]:
        """The shapes of a geometry; those of one type are one shape of many parts."""
        if depth > DEPTH:
            raise Unreadable("import_too_deep")
        name = tag(element)
        if name in {"MultiGeometry", "MultiTrack"}:
            inner = (self._shape(c, held, depth + 1) for c in element if tag(c) in _SHAPES)
            return _together([s for group in inner for s in group])
        if name == "Track":
            found = [" ".join((c.text or "").split()[:2]) for c in element if tag(c) == "coord"]
            times = [text_of(c) for c in element if tag(c) == "when"]
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


def _number(folder: Element) -> int:
    return int(folder.get(_NUMBER, "0"))


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
