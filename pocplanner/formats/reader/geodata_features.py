"""Features on their way through the reader: what was loaded, and the same as rows of a table."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pocplanner.formats.reader.tables import Batch
from pocplanner.formats.reader.wire import Unreadable

#: All corners of a file together: above it a file is refused before it fills the memory.
CORNERS = 4_000_000
FEATURES = 400_000
_COLUMNS, _CELL = 200, 4000
_LAYERS = 100
#: Columns that say again where a point is; the shape says it better.
_PLACES = frozenset({"lat", "lon", "latitude", "longitude", "lng", "long", "x", "y"})
#: Properties that may tell features apart, in the order of trust.
_KEYS = ("uuid", "_uuid", "globalid", "global_id", "osm_id", "@id", "full_id", "id", "objectid")
#: The key of a file that this program wrote.
_OURS = "key"
#: Why a line is refused where only places are wanted.
LINE = "line_not_a_place"
_LINES = frozenset({"LineString", "MultiLineString"})
#: How the column of a shape is called among those of a table; it holds WKT.
SHAPE = "wkt"
_SHAPE = 200_000


def few_corners(count: int) -> None:
    """Unreadable where a file has more corners than can be held."""
    if count > CORNERS:
        raise Unreadable("import_too_many_corners", limit=CORNERS)


#: Those of them that are the same thing in every file.
_EVERYWHERE = frozenset(_KEYS[:7])


@dataclass
class Loaded:
    """The features of a file as GeoJSON has them, and what was left out on the way.

    A feature may name its `layer`, and with `wrong` the reason for which it is refused.
    `notes` are [key, count, facts], told as warnings; `system` is the system of coordinates
    that was turned into longitude and latitude, empty where there was nothing to turn.
    """

    format: str
    features: list[dict[str, Any]]
    notes: list[list[Any]] = field(default_factory=list)
    system: str = ""
    encoding: str = ""

    def layers(self) -> list[list[Any]]:
        """Each layer with the number of its features and their shapes by type."""
        found: dict[str, Counter[str]] = {}
        for feature in self.features:
            shape = feature.get("geometry")
            kind = shape.get("type") if isinstance(shape, dict) else None
            counts = found.setdefault(str(feature.get("layer", "")), Counter())
            counts[kind if isinstance(kind, str) else "none"] += 1
        listed = [[name[:200], c.total(), dict(c.most_common(8))] for name, c in found.items()]
        return listed[:_LAYERS]

    def only(self, layer: str) -> None:
        """Leave all features but those of one layer. Unreadable where there is no such layer."""
        names = dict.fromkeys(str(f.get("layer", "")) for f in self.features)
        if layer not in names:
            known = ", ".join(n for n in names if n)[:200]
            raise Unreadable("import_no_such_layer", layer=layer[:80], known=known)
        self.features = [f for f in self.features if f.get("layer", "") == layer]


class Rows:
    """Features as a table: a row of names, then one row each, numbered as in the file.

    The first columns are the key that the source gives, latitude and longitude (of points;
    of an area a point inside it), the shape where there are others than points, and the layer
    where there are several. The cells of the shape are filled, and lines are rows, only where
    `shaped` was set: kinds that have no shape take no line.
    """

    def __init__(self, features: list[dict[str, Any]]) -> None:
        self.wrong: list[list[Any]] = []
        self.shaped = False
        self._features = list(self._placed(features))
        self.size, self._at = len(features), 0
        features = [f for _, f, _, _ in self._features]
        self._key = _key(features)
        counts: Counter[str] = Counter()
        for feature in features:
            for name, value in _held(feature).items():
                if value not in (None, ""):
                    counts[str(name)[:120]] += 1
        layered = len({f.get("layer", "") for f in features}) > 1
        self._layered = layered
        kinds = {_kind(f) for f in features} - {"", "Point", "MultiPoint"}
        self._shapes = bool(kinds)
        taken = {"key", "layer"} if layered else {"key"}
        if self._shapes:
            taken.add(SHAPE)
        self.names = [
            n for n, _ in counts.most_common(_COLUMNS) if n.casefold() not in _PLACES | taken
        ]
        self.centred = sum(_kind(f) in {"Polygon", "MultiPolygon"} for f in features)
        shape = [SHAPE] if self._shapes else []
        self.head = ["key", "lat", "lon", *shape, *(["layer"] if layered else []), *self.names]

    def _placed(
        self, features: list[dict[str, Any]]
    ) -> Iterator[tuple[int, dict[str, Any], str, str]]:
        """The features that can be rows, with number and point; the others are told as wrong."""
        for number, feature in enumerate(features, start=1):
            lon, lat = _point(feature.get("geometry"))
            reason = str(feature.get("wrong", ""))
            line = _kind(feature) in _LINES
            if not reason and not lon and feature.get("geometry") is not None:
                reason = LINE if line else "shape_broken"
            if reason:
                self.wrong.append([number, "", reason, {}, {}])
            if not reason or reason == LINE:
                yield number, feature, lon, lat

    def position(self) -> int:
        """How many features were walked."""
        return self._at

    def batches(self, rows: int) -> Iterator[Batch]:
        """The head as line 0, then the features."""
        lines, cells = [0], [self.head]
        for number, feature, lon, lat in self._features:
            if not self.shaped and _kind(feature) in _LINES:
                continue
            lines.append(number)
            cells.append(self._row(feature, lon, lat))
            if len(cells) >= rows:
                self._at = number
                yield lines, cells
                lines, cells = [], []
        self._at = self.size
        if cells:
            yield lines, cells

    def _row(self, feature: dict[str, Any], lon: str, lat: str) -> list[str]:
        held = _held(feature)
        layer = [str(feature.get("layer", ""))] if self._layered else []
        shape = [self._shape(feature)] if self._shapes else []
        key = _cell(feature.get("id") if self._key == "" else held.get(self._key))
        if key and feature.get("layer") and self._key not in _EVERYWHERE | {_OURS}:
            # The same number in two layers of one file is two things.
            key = f"{feature['layer']}/{key}"
        return [
            key,
            lat,
            lon,
            *shape,
            *layer,
            *(_cell(held.get(name)) for name in self.names),
        ]

    def _shape(self, feature: dict[str, Any]) -> str:
        """What is no point, as text; empty where nobody asked for it, or where it is too long."""
        if not self.shaped or _kind(feature) in {"", "Point", "MultiPoint"}:
            return ""
        text = _wkt(feature["geometry"])
        return text if len(text) <= _SHAPE else ""


def _wkt(shape: dict[str, Any]) -> str:
    """A shape as text; empty where it is broken."""
    try:
        return f"{str(shape['type']).upper()} {_listed(shape['coordinates'])}"
    except (KeyError, TypeError, ValueError, IndexError, RecursionError):
        return ""


def _listed(held: Any) -> str:
    if isinstance(held, np.ndarray):
        return "(" + ", ".join(f"{x!r} {y!r}" for x, y in held.tolist()) + ")"
    if isinstance(held[0], np.ndarray):
        return "(" + ", ".join(map(_listed, held)) + ")"
    if isinstance(held[0], list) and isinstance(held[0][0], list):
        return "(" + ", ".join(_listed(part) for part in held) + ")"
    return "(" + ", ".join(f"{float(c[0])!r} {float(c[1])!r}" for c in held) + ")"


def _held(feature: dict[str, Any]) -> dict[str, Any]:
    held = feature.get("properties")
    return held if isinstance(held, dict) else {}


def _kind(feature: dict[str, Any]) -> str:
    shape = feature.get("geometry")
    return str(shape.get("type")) if isinstance(shape, dict) else ""


def _key(features: list[dict[str, Any]]) -> str:
    """The property that tells all features apart; empty for the feature's own id."""
    for name in (*_KEYS, _OURS):
        found = [_cell(_held(f).get(name)) for f in features]
        if found and all(found) and len(set(found)) == len(found):
            return name
    return ""


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value)[:_CELL] if isinstance(value, (str, int, float)) else ""


def _point(shape: Any) -> tuple[str, str]:
    """Longitude and latitude as texts: of a point, or of a point inside an area."""
    if not isinstance(shape, dict):
        return "", ""
    held: Any = shape.get("coordinates")
    kind = shape.get("type")
    try:
        if kind == "Point":
            return repr(float(held[0])), repr(float(held[1]))
        if kind == "MultiPoint":
            return repr(float(held[0][0])), repr(float(held[0][1]))
        if kind in {"Polygon", "MultiPolygon"}:
            from shapely.geometry import shape as made

            inside = made(shape).representative_point()
            return repr(round(inside.x, 6)), repr(round(inside.y, 6))
    except Exception:  # a broken shape has no point; the row says so by being without one
        return "", ""
    return "", ""
