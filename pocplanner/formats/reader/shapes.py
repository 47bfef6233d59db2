"""Features of every kind on their way out: properties and flat arrays of corners."""

import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from pocplanner.formats.reader.geodata_store import Features
from pocplanner.formats.reader.wire import Frame, pack_texts

#: Corners of one feature.
CORNERS = 500_000
_PROPERTIES, _VALUE = 200, 300
_PER_FRAME = 500
#: How a feature names its layer among its properties; no property of a file is called so.
LAYER = "\x00layer"
_REPAIRS = {"corners_swapped": {"key": "axes", "override": "coordinates", "value": "swapped"}}
KINDS = {
    "Point": 1,
    "MultiPoint": 1,
    "LineString": 2,
    "MultiLineString": 2,
    "Polygon": 3,
    "MultiPolygon": 3,
}


def read(features: Features, job: dict[str, Any]) -> Iterator[Frame]:
    """All features, some hundred to a frame, and the refused ones with their reason."""
    pending = _Pending()
    refused: list[list[Any]] = []
    for number, feature in enumerate(features, start=1):
        reason = str(feature.get("wrong", "")) or pending.add(number, feature)
        if reason:
            refused.append([number, "", reason, {}, _REPAIRS.get(reason, {})])
        if len(pending.numbers) >= _PER_FRAME or len(pending.x) > CORNERS:
            yield pending.frame(number, len(features))
            pending = _Pending()
    if pending.numbers:
        yield pending.frame(len(features), len(features))
    for first in range(0, len(refused), 1000):
        yield Frame("refused", {"rows": refused[first : first + 1000]})
    yield Frame("end", {"features": len(features), "refused": len(refused)})


class _Pending:
    """Features on their way: corners in one row, with the ends of rings, parts and features."""

    def __init__(self) -> None:
        self.x: list[float] = []
        self.y: list[float] = []
        self.rings: list[int] = []
        self.parts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[int] = []
        self.numbers: list[int] = []
        self.texts: list[str] = []

    def add(self, number: int, feature: dict[str, Any]) -> str:
        """Take one feature; the reason where it is refused."""
        shape = feature.get("geometry")
        if not isinstance(shape, dict) or shape.get("type") not in KINDS:
            return "no_shape" if shape is None else "shape_broken"
        kind, held = str(shape["type"]), shape.get("coordinates")
        before = (len(self.x), len(self.rings), len(self.parts))
        reason = self._take(kind, held)
        if not reason and len(self.x) - before[0] > CORNERS:
            reason = "too_many_corners"
        if reason:
            del self.x[before[0] :], self.y[before[0] :]
            del self.rings[before[1] :], self.parts[before[2] :]
            return reason
        self.ends.append(len(self.parts))
        self.kinds.append(KINDS[kind])
        self.numbers.append(number)
        self.texts.append(_properties(feature))
        return ""

    def _take(self, kind: str, held: Any) -> str:
        many = kind.startswith("Multi")
        if many and isinstance(held, np.ndarray):
            held = held.tolist() if KINDS[kind] == 1 else None
        parts = held if many else [held]
        if not isinstance(parts, list) or not parts:
            return "shape_broken"
        for part in parts:
            rings = part if KINDS[kind] == 3 else [part]
            if not isinstance(rings, list) or not rings:
                return "shape_broken"  # an array of corners is a ring, not a list of them
            for ring in rings:
                reason = self._ring([ring] if KINDS[kind] == 1 else ring, KINDS[kind])
                if reason:
                    return reason
            self.parts.append(len(self.rings))
        return ""

    def _packed(self, ring: "np.ndarray[Any, Any]", kind: int) -> str:
        """The same for corners that are an array already."""
        if len(ring) < (1, 2, 4)[kind - 1]:
            return "shape_broken"
        if not np.isfinite(ring).all():
            return "corner_not_a_number"
        x, y = ring[:, 0], ring[:, 1]
        off = (np.abs(x) > 180) | (np.abs(y) > 90)
        if off.any():
            at = int(np.flatnonzero(off)[0])
            swapped = abs(x[at]) <= 90 and abs(y[at]) <= 180
            return "corners_swapped" if swapped else "corners_out_of_range"
        self.x.extend(x.tolist())
        self.y.extend(y.tolist())
        if kind == 3 and (ring[0] != ring[-1]).any():
            self.x.append(float(ring[0][0]))
            self.y.append(float(ring[0][1]))
        self.rings.append(len(self.x))
        return ""

    def _ring(self, ring: Any, kind: int) -> str:
        if isinstance(ring, np.ndarray):
            return self._packed(ring, kind)
        if not isinstance(ring, list) or len(ring) < (1, 2, 4)[kind - 1]:
            return "shape_broken"
        for corner in ring:
            if not isinstance(corner, list) or not 2 <= len(corner) <= 4:
                return "shape_broken"
            x, y = corner[0], corner[1]
            if type(x) not in (int, float) or type(y) not in (int, float):
                return "shape_broken"
            if not (math.isfinite(x) and math.isfinite(y)):
                return "corner_not_a_number"
            if abs(x) > 180 or abs(y) > 90:
                swapped = abs(x) <= 90 and abs(y) <= 180
                return "corners_swapped" if swapped else "corners_out_of_range"
            self.x.append(float(x))
            self.y.append(float(y))
        if kind == 3 and ring[0][:2] != ring[-1][:2]:
            self.x.append(float(ring[0][0]))
            self.y.append(float(ring[0][1]))
        self.rings.append(len(self.x))
        return ""

    def frame(self, done: int, total: int) -> Frame:
        """The features as arrays."""
        arrays: dict[str, Any] = {
            "x": np.array(self.x, np.float64),
            "y": np.array(self.y, np.float64),
            "rings": np.array(self.rings, np.int64),
            "parts": np.array(self.parts, np.int64),
            "ends": np.array(self.ends, np.int64),
            "kinds": np.array(self.kinds, np.uint8),
            "numbers": np.array(self.numbers, np.int64),
        }
        arrays |= pack_texts("properties", self.texts)
        return Frame("rows", {"done": done, "total": total}, arrays)


def _properties(feature: dict[str, Any]) -> str:
    held = feature.get("properties")
    kept: dict[str, str] = {}
    if isinstance(held, dict):
        for name, value in list(held.items())[:_PROPERTIES]:
            if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
                value = int(value)
            if isinstance(value, (str, int, float)) and value not in ("",):
                kept[str(name)[:120]] = str(value)[:_VALUE]
    if isinstance(feature.get("id"), (str, int)):
        kept.setdefault("id", str(feature["id"])[:_VALUE])
    if feature.get("layer"):
        kept[LAYER] = str(feature["layer"])[:_VALUE]
    return json.dumps(kept)
