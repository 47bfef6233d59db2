"""What the features of a file together are, found out in one walk before any is a row."""

from array import array
from collections import Counter
from typing import Any

import numpy as np

from pocplanner.formats.reader.findings import LISTED
from pocplanner.formats.reader.geodata_features import LINE
from pocplanner.formats.reader.geodata_store import Features

#: What a feature is among rows.
ROW, ON_LINE, WRONG = 0, 1, 2
LINES = frozenset({"LineString", "MultiLineString"})
AREAS = frozenset({"Polygon", "MultiPolygon"})
POINTS = frozenset({"", "Point", "MultiPoint"})
_KINDS = (POINTS | LINES | AREAS) - {""}
#: Signs of one cell.
LONGEST = 20_000
#: Different names of properties that are counted.
_MOST_NAMES = 20_000
#: Properties that may tell features apart, in the order of trust.
KEYS = ("uuid", "_uuid", "globalid", "global_id", "osm_id", "@id", "full_id", "id", "objectid")
#: The key of a file that this program wrote.
OURS = "key"
_NOWHERE = (float("nan"), float("nan"))


class Survey:
    """What all features of a file together are, found out in one walk.

    Each feature is a row of a table, a line (which is one only where kinds have shapes), or wrong.
    """

    def __init__(self, features: Features) -> None:
        self.wrong: list[list[Any]] = []
        self.wrong_count = self.centred = self.size = 0
        self.names: Counter[str] = Counter()
        self.kinds: set[str] = set()
        self.types: Counter[str] = Counter()
        self.layers: dict[str, Counter[str]] = {}
        self.lon, self.lat, self.state = array("d"), array("d"), bytearray()
        self._names_of_wrong: Counter[str] = Counter()
        self._layers_of_rows: set[Any] = set()
        self._keys = _Keys()
        for feature in features:
            self._look_at(feature)

    @property
    def layered(self) -> bool:
        """Whether the rows are of several layers."""
        return len(self._layers_of_rows) > 1

    @property
    def key(self) -> str:
        """The property that tells all rows apart; empty for the feature's own id."""
        return self._keys.found()

    def all_names(self) -> Counter[str]:
        """The names of properties and how many features say something there."""
        return self.names + self._names_of_wrong if self._names_of_wrong else self.names

    def _look_at(self, feature: dict[str, Any]) -> None:
        self.size += 1
        shape = feature.get("geometry")
        kind = kind_of(feature)
        stated = shape.get("type") if isinstance(shape, dict) else None
        counts = self.layers.setdefault(str(feature.get("layer", "")), Counter())
        counts[stated if isinstance(stated, str) else "none"] += 1
        self.types[kind if kind in _KINDS else "none"] += 1
        lon, lat = _point(shape)
        self.lon.append(lon)
        self.lat.append(lat)
        reason = str(feature.get("wrong", ""))
        line = kind in LINES
        if not reason and lon != lon and shape is not None:
            reason = LINE if line else "shape_broken"
        if reason:
            self.wrong_count += 1
            if self.wrong_count <= LISTED:
                self.wrong.append([self.size, "", reason, {}, {}])
        held = properties_of(feature)
        if reason and reason != LINE:
            self.state.append(WRONG)
            _count(held, self._names_of_wrong)
            return
        self.state.append(ON_LINE if line else ROW)
        _count(held, self.names)
        self._keys.take(held)
        if not self.layered:
            self._layers_of_rows.add(feature.get("layer", ""))
        if kind not in POINTS:
            self.kinds.add(kind)
            self.centred += kind in AREAS


def _count(held: dict[str, Any], names: Counter[str]) -> None:
    for name, value in held.items():
        if value is not None and value != "" and (name in names or len(names) < _MOST_NAMES):
            names[name if type(name) is str and len(name) <= 120 else str(name)[:120]] += 1


class _Keys:
    """Which property tells all features apart: those that do so far, by prints of their values."""

    def __init__(self) -> None:
        self._prints: dict[str, array[int]] = {name: array("q") for name in (*KEYS, OURS)}

    def take(self, held: dict[str, Any]) -> None:
        """One more feature: what it does not have is no key."""
        lost = ""
        for name, prints in self._prints.items():
            text = cell(held.get(name))
            if text:
                prints.append(hash(text))
            else:
                lost = name
        if lost:
            self._prints = {n: p for n, p in self._prints.items() if cell(held.get(n))}

    def found(self) -> str:
        """The first that is there in all features, each time another; empty where none is."""
        for name, prints in self._prints.items():
            if len(prints) and len(np.unique(np.frombuffer(prints, np.int64))) == len(prints):
                return name
        return ""


def _point(shape: Any) -> tuple[float, float]:
    """Longitude and latitude: of a point, or of a point inside an area; no numbers for none."""
    if not isinstance(shape, dict):
        return _NOWHERE
    held: Any = shape.get("coordinates")
    kind = shape.get("type")
    try:
        if kind == "Point":
            return float(held[0]), float(held[1])
        if kind == "MultiPoint":
            return float(held[0][0]), float(held[0][1])
        if kind in AREAS:
            from shapely.geometry import shape as made

            inside = made(shape).representative_point()
            return round(inside.x, 6), round(inside.y, 6)
    except Exception:  # a broken shape has no point; the row says so by being without one
        return _NOWHERE
    return _NOWHERE


def properties_of(feature: dict[str, Any]) -> dict[str, Any]:
    """The properties of a feature."""
    held = feature.get("properties")
    return held if isinstance(held, dict) else {}


def kind_of(feature: dict[str, Any]) -> str:
    """The type of its shape; empty where it has none."""
    shape = feature.get("geometry")
    return str(shape.get("type")) if isinstance(shape, dict) else ""


def cell(value: Any) -> str:
    """A property as the text of a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return str(value)[:LONGEST] if isinstance(value, (str, int, float)) else ""
