"""The text of GeoJSON, read a window at a time: features are taken one by one and packed."""

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, BinaryIO

import numpy as np

from pocplanner.formats.reader.geodata_features import FEATURES, few_corners
from pocplanner.formats.reader.geodata_store import Features
from pocplanner.formats.reader.wire import Unreadable

LARGEST = 2 << 30
_PIECE = 1 << 20
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


class Window:
    """The part of a text that is being read: more of the file is taken in when it is asked for."""

    def __init__(self, file: BinaryIO, beat: Callable[[], None]) -> None:
        self._file, self._beat = file, beat
        self._opened = self._size = 0
        first = file.read(_PIECE)
        wide = first[:2] in (b"\xff\xfe", b"\xfe\xff")
        self._decoder = getincrementaldecoder("utf-16" if wide else "utf-8-sig")()
        self.ended = False
        self.text = self._taken(first)

    def _taken(self, piece: bytes) -> str:
        self._size += len(piece)
        if self._size > LARGEST:
            raise Unreadable("import_file_too_big", limit=LARGEST >> 20)
        # Each corner opens a bracket: counted before the text becomes many small objects.
        self._opened += piece.count(b"[")
        few_corners(self._opened)
        self.ended = not piece
        self._beat()
        return self._decoder.decode(piece, final=not piece)

    def more(self, at: int) -> bool:
        """Let go what stands before `at`, take in as much as is held; False at the end."""
        if self.ended:
            return False
        self.text = self.text[at:]
        wanted = max(len(self.text), _PIECE)
        parts = [self.text]
        while wanted > 0 and not self.ended:
            piece = self._file.read(_PIECE)
            wanted -= len(piece)
            parts.append(self._taken(piece))
        self.text = "".join(parts)
        return True


class Text:
    """Walks a text of JSON; the features of a collection are taken one by one."""

    def __init__(self, window: Window) -> None:
        self._window, self._at = window, 0
        self._decode = json.JSONDecoder().raw_decode
        self.features = Features()
        #: Whether every feature names its layer beside its key, as our own files do.
        self.layered = True

    def read(self) -> dict[str, Any]:
        """The members of the whole beside its features, which are taken on the way."""
        sign = self._next()
        if sign == "[":
            self._at += 1
            records = self._next() == "{"
            raise Unreadable("import_json_records" if records else "import_json_unknown")
        if sign != "{":
            raise Unreadable("import_json_unknown")
        told, whole = self._object()
        if self._next():
            self._lines(told)
            return {}
        if not whole:
            self._one(told)
        return told

    def _next(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            found = _BLANK.match(self._window.text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._window.text):
                return self._window.text[self._at]
            if not self._more():
                return ""

    def _more(self) -> bool:
        taken = self._window.more(self._at)
        if taken:
            self._at = 0
        return taken

    def _value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = self._decode(self._window.text, self._at)
            except ValueError:
                # What is cut off looks like what is broken: it is, where nothing more comes.
                if not self._more():
                    raise
                continue
            # A number may go on behind the end of what is held.
            if end < len(self._window.text) or not self._more():
                self._at = end
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
        elif "elements" in told and ("osm3s" in told or "generator" in told):
            raise Unreadable("import_osm")
        elif any(isinstance(v, list) and v and isinstance(v[0], dict) for v in told.values()):
            raise Unreadable("import_json_records")
        else:
            raise Unreadable("import_json_unknown")

    def _lines(self, first: dict[str, Any]) -> None:
        """One feature or shape to a line, as programs write what they stream."""
        if len(self.features):  # a collection, and something behind it
            raise ValueError("more than one text")
        self._one(first)
        while self._next():
            told = self._value()
            if not isinstance(told, dict):
                raise ValueError("a line that is no feature")
            self._one(told)

    def _add(self, held: Any) -> None:
        if len(self.features) >= FEATURES:
            raise Unreadable("import_too_many_features", limit=FEATURES)
        # Names of ours beside them, such as the reason of a refusal, are not the file's to give.
        kept = ("geometry", "properties", "id")
        feature = {k: held[k] for k in kept if k in held} if isinstance(held, dict) else {}
        properties = feature.get("properties")
        if isinstance(properties, dict):
            feature["properties"] = {k: _said(v) for k, v in properties.items()}
            ours = isinstance(properties.get("layer"), str) and "key" in properties
            self.layered = self.layered and ours
        else:
            self.layered = False
        shape = feature.get("geometry")
        parts = list(_apart(shape)) if _is_group(shape) else [shape]
        for part in _together(parts) if len(parts) > 1 else parts or [None]:
            self.features.append({**feature, "geometry": packed(part)})


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
