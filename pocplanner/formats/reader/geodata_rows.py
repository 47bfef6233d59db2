"""Features as rows of a table, each made when it is asked for."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from pocplanner.formats.reader.geodata_store import Features
from pocplanner.formats.reader.geodata_survey import (
    KEYS,
    LONGEST,
    ON_LINE,
    OURS,
    POINTS,
    WRONG,
    Survey,
    cell,
    kind_of,
    properties_of,
)
from pocplanner.formats.reader.tables import Batch, quiet

_COLUMNS = 200
#: Columns that say again where a point is; the shape says it better.
_PLACES = frozenset({"lat", "lon", "latitude", "longitude", "lng", "long", "x", "y"})
#: Keys that are the same thing in every file.
_EVERYWHERE = frozenset(KEYS[:7])
#: How the column of a shape is called among those of a table; it holds WKT.
SHAPE = "wkt"
_SHAPE = 200_000


class Rows:
    """Features as a table: a row of names, then one row each, numbered as in the file.

    The first columns are the key that the source gives, latitude and longitude (of points;
    of an area a point inside it), the shape where there are others than points, and the layer
    where there are several. The cells of the shape are filled, and lines are rows, only where
    `shaped` was set: kinds that have no shape take no line.
    """

    def __init__(self, features: Features, survey: Survey) -> None:
        self.shaped = False
        self.beat: Callable[[], None] = quiet
        self._features, self._survey = features, survey
        self.size, self._at = survey.size, 0
        self._key, self._layered = survey.key, survey.layered
        self._shapes = bool(survey.kinds)
        taken = {"key", "layer"} if self._layered else {"key"}
        if self._shapes:
            taken.add(SHAPE)
        self.names = [
            n for n, _ in survey.names.most_common(_COLUMNS) if n.casefold() not in _PLACES | taken
        ]
        shape = [SHAPE] if self._shapes else []
        layer = ["layer"] if self._layered else []
        self.head = ["key", "lat", "lon", *shape, *layer, *self.names]

    def position(self) -> int:
        """How many features were walked."""
        return self._at

    def batches(self, rows: int) -> Iterator[Batch]:
        """The head as line 0, then the features."""
        lines, cells = [0], [self.head]
        state = self._survey.state
        for number, feature in enumerate(self._features, start=1):
            here = state[number - 1]
            if here == WRONG or (here == ON_LINE and not self.shaped):
                continue
            lines.append(number)
            cells.append(self._row(number - 1, feature))
            if len(cells) >= rows:
                self._at = number
                yield lines, cells
                lines, cells = [], []
        self._at = self.size
        if cells:
            yield lines, cells

    def _row(self, at: int, feature: dict[str, Any]) -> list[str]:
        held = properties_of(feature)
        layer = [str(feature.get("layer", ""))] if self._layered else []
        shape = [self._shape(feature)] if self._shapes else []
        key = cell(feature.get("id") if self._key == "" else held.get(self._key))
        if key and feature.get("layer") and self._key not in _EVERYWHERE | {OURS}:
            # The same number in two layers of one file is two things.
            key = f"{feature['layer']}/{key}"
        lon, lat = self._survey.lon[at], self._survey.lat[at]
        there = lon == lon
        return [
            key,
            repr(lat) if there else "",
            repr(lon) if there else "",
            *shape,
            *layer,
            *[
                v if type(v) is str and len(v) <= LONGEST else cell(v)
                for v in map(held.get, self.names)
            ],
        ]

    def _shape(self, feature: dict[str, Any]) -> str:
        """What is no point, as text; empty where nobody asked for it, or where it is too long."""
        if not self.shaped or kind_of(feature) in POINTS:
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
