"""GeoJSON to features, one at a time: whole files, one shape, and one feature to a line."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import numpy as np

from pocplanner.formats.reader.geodata_features import FEATURES, Loaded, few_corners
from pocplanner.formats.reader.geodata_systems import System, assumed, named
from pocplanner.formats.reader.wire import Unreadable

LARGEST = 150 << 20
_KINDS = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}
)
_GROUP = "GeometryCollection"
_BLANK = re.compile(r"[ \t\r\n\x1e]*")
#: Rings with fewer corners than this stay lists: an array has a weight of its own.
_FEW = 6
#: What a property of many languages is called by, in the order of trust.
_TONGUES = ("primary", "name", "en", "fr", "default", "common")
_DEEPEST = 20


def load(file: BinaryIO, wanted: dict[str, str] | None = None) -> Loaded:
    """The features of a file. Unreadable where it is no GeoJSON that can be placed."""
    data = file.read(LARGEST + 1)
    # Each corner opens a bracket: counted before the text becomes many small objects.
    few_corners(data.count(b"["))
    if len(data) > LARGEST:
        raise Unreadable("import_file_too_big", limit=LARGEST >> 20)
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("import_encoding_wrong", encoding="utf-8") from error
    del data
    try:
        told, features = _Text(text).read()
    except RecursionError as error:
        raise Unreadable("import_too_deep") from error
    except ValueError as error:
        raise Unreadable("import_not_json") from error
    if not features:
        raise Unreadable("import_nothing")
    system = named((wanted or {}).get("system", "") or _system(told.get("crs")))
    found = Loaded("geojson", features)
    _layered(found.features)
    if system is None:
        _degrees(found.features, (wanted or {}).get("coordinates", ""))
    elif system.name:
        found.system = system.name
        found.notes.append(["reprojected", 1, {"system": system.name, "layer": ""}])
        for feature in found.features:
            _turn(feature, system)
    return found


class _Text:
    """Walks a text of JSON; the features of a collection are taken one by one."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._decode = json.JSONDecoder().raw_decode
        self._features: list[dict[str, Any]] = []

    def read(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The members of the whole beside its features, and the features."""
        if self._next() != "{":
            raise Unreadable("import_json_unknown")
        told, whole = self._object()
        if self._at < len(self._text) and self._next():
            self._lines(told)
            return {}, self._features
        if whole:
            return told, self._features
        self._one(told)
        return told, self._features

    def _next(self) -> str:
        """The next sign that is no blank; empty at the end."""
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _value(self) -> Any:
        self._next()
        value, self._at = self._decode(self._text, self._at)
        return value

    def _object(self) -> tuple[dict[str, Any], bool]:
        """The members of an object; whether its features were taken on the way."""
        told: dict[str, Any] = {}
        whole = False
        self._at += 1
        if self._next() == "}":
            self._at += 1
            return told, whole
        while True:
            name = self._value()
            if not isinstance(name, str) or self._next() != ":":
                raise ValueError("a member without a name")
            self._at += 1
            if name == "features" and self._next() == "[" and not whole:
                self._list()
                whole = True
            else:
                told[name] = self._value()
            sign = self._next()
            self._at += 1
            if sign == "}":
                break
            if sign != ",":
                raise ValueError("members that are not parted")
        if whole and told.get("type", "FeatureCollection") != "FeatureCollection":
            raise Unreadable("import_json_unknown")
        if "geometryType" in told or "spatialReference" in told:
            raise Unreadable("import_esri_json")
        return told, whole

    def _list(self) -> None:
        self._at += 1
        if self._next() == "]":
            self._at += 1
            return
        while True:
            self._add(self._value())
            sign = self._next()
            self._at += 1
            if sign == "]":
                return
            if sign != ",":
                raise ValueError("features that are not parted")

    def _one(self, told: dict[str, Any]) -> None:
        kind = told.get("type")
        if kind == "Feature":
            self._add(told)
        elif isinstance(kind, str) and (kind in _KINDS or kind == _GROUP):
            self._add({"properties": {}, "geometry": told})
        elif kind == "Topology":
            raise Unreadable("import_topojson")
        else:
            raise Unreadable("import_json_unknown")

    def _lines(self, first: dict[str, Any]) -> None:
        """One feature or shape to a line, as programs write what they stream."""
        if self._features:  # a collection, and something behind it
            raise ValueError("more than one text")
        self._one(first)
        while self._next():
            told = self._value()
            if not isinstance(told, dict):
                raise ValueError("a line that is no feature")
            self._one(told)

    def _add(self, held: Any) -> None:
        if len(self._features) >= FEATURES:
            raise Unreadable("import_too_many_features", limit=FEATURES)
        # Names of ours beside them, such as the reason of a refusal, are not the file's to give.
        kept = ("geometry", "properties", "id")
        feature = {k: held[k] for k in kept if k in held} if isinstance(held, dict) else {}
        properties = feature.get("properties")
        if isinstance(properties, dict):
            feature["properties"] = {k: _said(v) for k, v in properties.items()}
        shape = feature.get("geometry")
        parts = list(_apart(shape)) if _is_group(shape) else [shape]
        for part in _together(parts) if len(parts) > 1 else parts or [None]:
            self._features.append({**feature, "geometry": packed(part)})


def _said(value: Any) -> Any:
    """A property of several languages as one text."""
    if isinstance(value, dict):
        return next((value[t] for t in _TONGUES if isinstance(value.get(t), str)), value)
    return value


def _is_group(shape: Any) -> bool:
    return isinstance(shape, dict) and shape.get("type") == _GROUP


def _apart(shape: Any, depth: int = 0) -> Iterator[Any]:
    """The shapes of a group, and of the groups in it."""
    held = shape.get("geometries")
    if not isinstance(held, list) or depth > _DEEPEST:
        yield shape  # broken, and refused as that
        return
    for one in held:
        if _is_group(one):
            yield from _apart(one, depth + 1)
        else:
            yield one


def _together(shapes: list[Any]) -> list[Any]:
    """Shapes of one type as one of many parts; where one is broken, all stay as they are."""
    found: dict[str, list[Any]] = {}
    for shape in shapes:
        kind = shape.get("type") if isinstance(shape, dict) else None
        held = shape.get("coordinates") if isinstance(shape, dict) else None
        if kind not in _KINDS or not isinstance(held, list):
            return shapes
        many = kind.startswith("Multi")
        found.setdefault(kind.removeprefix("Multi"), []).extend(held if many else [held])
    return [
        {"type": kind if len(parts) == 1 else "Multi" + kind, "coordinates": parts}
        if len(parts) > 1
        else {"type": kind, "coordinates": parts[0]}
        for kind, parts in found.items()
    ]


def packed(shape: Any) -> Any:
    """The same shape, its long rows of corners as arrays of two columns (an eighth of the room)."""
    if isinstance(shape, dict) and isinstance(shape.get("coordinates"), list):
        return {"type": shape.get("type"), "coordinates": _rings(shape["coordinates"])}
    return shape


def _rings(held: list[Any], depth: int = 0) -> Any:
    if not held or not isinstance(held[0], list) or depth > 4:
        return held
    if not held[0] or not isinstance(held[0][0], list):
        return _ring(held) if len(held) >= _FEW else held
    return [_rings(part, depth + 1) if isinstance(part, list) else part for part in held]


def _ring(ring: list[Any]) -> Any:
    """Corners as an array where all of them are numbers; else as they are, to be refused."""
    if set(map(type, ring)) != {list}:
        return ring
    if not set(map(type, chain.from_iterable(ring))) <= {int, float}:
        return ring
    sizes = set(map(len, ring))
    if not sizes <= {2, 3, 4}:
        return ring
    if len(sizes) > 1:
        ring = [corner[:2] for corner in ring]
    try:
        return np.array(ring, np.float64)[:, :2]
    except OverflowError:
        return ring


def _layered(features: list[dict[str, Any]]) -> None:
    """The layer of each feature, where every one names it beside its key, as our own files do."""
    named = [f.get("properties") for f in features]
    if all(isinstance(p, dict) and isinstance(p.get("layer"), str) and "key" in p for p in named):
        for feature in features:
            feature["layer"] = feature["properties"].pop("layer")[:200]


def _system(told: Any) -> str:
    """The system of coordinates that a file names, as older files do."""
    properties = told.get("properties") if isinstance(told, dict) else None
    name = properties.get("name", "") if isinstance(properties, dict) else ""
    return name if isinstance(name, str) else str(name)[:80]


def _flat(feature: dict[str, Any]) -> list[Any]:
    """The corners of a shape: arrays of them, and single ones as lists."""
    shape = feature.get("geometry")
    found: list[Any] = []
    if isinstance(shape, dict):
        _corners(shape.get("coordinates"), found)
    return found


def _degrees(features: list[dict[str, Any]], coordinates: str) -> None:
    """Nothing where corners can be degrees. Unreadable where every feature has metres."""
    if coordinates:
        return
    x: list[float] = []
    y: list[float] = []
    for feature in features:
        corners = _flat(feature)
        if corners:
            x.append(float(np.atleast_2d(corners[0])[0][0]))
            y.append(float(np.atleast_2d(corners[0])[0][1]))
    far = np.abs(np.array(x)) > 360
    if len(far) and far.all():
        assumed(np.array(x), np.array(y))


def _turn(feature: dict[str, Any], system: System) -> None:
    """A shape's corners as longitude and latitude; where that fails the shape is wrong."""
    corners = _flat(feature)
    if not corners:
        return
    pairs = np.concatenate([np.atleast_2d(np.array(c, np.float64))[:, :2] for c in corners])
    lon, lat = system.turned(pairs[:, 0], pairs[:, 1])
    if not (np.isfinite(lon) & np.isfinite(lat)).all():
        feature["wrong"] = "corners_not_turned"
    at = 0
    for corner in corners:
        if isinstance(corner, np.ndarray):
            size = len(corner)
            corner[:, 0], corner[:, 1] = lon[at : at + size], lat[at : at + size]
            at += size
        else:
            corner[:2] = [float(lon[at]), float(lat[at])]
            at += 1


def _corners(held: Any, found: list[Any]) -> None:
    if isinstance(held, np.ndarray):
        found.append(held)
    if not isinstance(held, list):
        return
    if len(held) >= 2 and all(type(v) in (int, float) for v in held[:2]):
        found.append(held)
        return
    for part in held:
        _corners(part, found)
