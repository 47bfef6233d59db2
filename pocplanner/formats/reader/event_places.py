"""The places of event rows: degrees, whether they can be, and how well they are known."""

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import Column
from pocplanner.formats.reader.columns import Columns, Wrong
from pocplanner.formats.reader.findings import Findings

#: A place further than this from the mission's areas, in degrees, is worth a look.
FAR = 3.0
POINT = re.compile(r"POINT\s*(?:Z\s*)?\(\s*(-?\d+(?:\.\d*)?)\s+(-?\d+(?:\.\d*)?)", re.IGNORECASE)
#: A whole column of decimal degrees with points, as most files have it.
_PLAIN = re.compile(r"(?:-?\d{1,3}\.\d{1,15}\n)*-?\d{1,3}\.\d{1,15}")

Degrees = NDArray[np.float64]


class Places:
    """Reads the places of one file; counts which decimal sign it uses."""

    def __init__(self, job: dict[str, Any], findings: Findings) -> None:
        decimal = job.get("decimal", "")
        self._swapped = job.get("coordinates") == "swapped"
        self._box: Sequence[float] | None = job.get("box")
        self._countries: dict[str, list[float]] = job.get("country_boxes", {})
        self._findings = findings
        self._degrees = Column(lambda t: cells.degrees(t, decimal), np.float64, math.nan)
        self._plain = decimal in {"", "."}
        self._commas = self._points = 0

    @property
    def decimal(self) -> str:
        """The decimal sign of most coordinates seen, empty where there were none."""
        return "," if self._commas > self._points else "." if self._points else ""

    def read(self, columns: Columns, lines: list[int], wrong: Wrong) -> tuple[Degrees, Degrees]:
        """Longitudes and latitudes, NaN where a row has no usable place."""
        found: list[Degrees] = []
        for field in ("lon", "lat") if self._swapped else ("lat", "lon"):
            given = columns.one(field)
            if given is None:
                found.append(np.full(columns.size, np.nan))
                continue
            sample = given[:200]
            self._commas += sum("," in c for c in sample)
            self._points += sum("." in c for c in sample)
            if self._plain and _PLAIN.fullmatch("\n".join(given)):
                found.append(np.fromiter(map(float, given), np.float64, columns.size))
                continue
            parsed = self._degrees.read(given)
            wrong.mark(field, parsed.bad, given)
            found.append(parsed.values)
        lat, lon = found
        shapes = columns.one("wkt")
        if shapes is not None:
            ours = columns.one("lon"), columns.one("lat")
            if not _same_text(shapes, *ours):
                _compare(lat, lon, shapes, wrong)
        self._check(lat, lon, columns.one("country"), wrong)
        nowhere = np.isnan(lat) | np.isnan(lon)
        null = (lat == 0) & (lon == 0)
        if null.any():
            self._findings.warn("null_island", [lines[i] for i in np.flatnonzero(null)])
        lat[nowhere | null] = np.nan
        lon[nowhere | null] = np.nan
        return lon, lat

    def _turned(
        self, lat: Degrees, lon: Degrees, countries: Sequence[str] | None
    ) -> NDArray[np.bool_]:
        """The rows that lie where they should only with latitude and longitude swapped."""
        if self._box:
            found = crossed(lon, lat, self._box)
            # In a file about the whole world some places fit turned round by mere chance.
            others = ~found & ~np.isnan(lat)
            away = others & far(lon, lat, self._box)
            if away.sum() > max(others.sum(), 1) / 2 and found.sum() < others.sum():
                found[:] = False
            return found
        found = np.zeros(len(lat), bool)
        if countries is None or not self._countries:
            return found
        names = np.array([_folded(c) for c in countries])
        for name in set(names.tolist()) & set(self._countries):
            found |= (names == name) & crossed(lon, lat, self._countries[name])
        return found

    def _check(
        self, lat: Degrees, lon: Degrees, countries: Sequence[str] | None, wrong: Wrong
    ) -> None:
        outside = (np.abs(lat) > 90) | (np.abs(lon) > 180)
        turned = self._turned(lat, lon, countries)
        for row in np.flatnonzero(outside | turned).tolist():
            a, b = float(lat[row]), float(lon[row])
            could = abs(a) <= 180 and abs(b) <= 90
            reason = "coordinates_swapped" if turned[row] else "coordinates_out_of_range"
            field = "lat" if abs(a) > 90 or turned[row] else "lon"
            wrong.add(row, field, reason, {"lat": a, "lon": b}, _swap(a, b) if could else {})

    def far(self, lon: Degrees, lat: Degrees) -> NDArray[np.bool_]:
        """A mask of the rows far outside the mission's areas."""
        return far(lon, lat, self._box) if self._box else np.zeros(len(lon), bool)


def _swap(lat: float, lon: float) -> dict[str, Any]:
    return {"override": "coordinates", "value": "swapped", "lat": lon, "lon": lat}


def far(lon: Degrees, lat: Degrees, box: Sequence[float]) -> NDArray[np.bool_]:
    """A mask of the points more than `FAR` degrees outside a box (west, south, east, north)."""
    west, south, east, north = box
    found: NDArray[np.bool_] = (
        (lon < west - FAR) | (lon > east + FAR) | (lat < south - FAR) | (lat > north + FAR)
    )
    return found


def crossed(lon: Degrees, lat: Degrees, box: Sequence[float]) -> NDArray[np.bool_]:
    """A mask of the points far outside a box that lie in it when swapped."""
    west, south, east, north = box
    inside = (lat >= west) & (lat <= east) & (lon >= south) & (lon <= north)
    found: NDArray[np.bool_] = inside & far(lon, lat, box)
    return found


@lru_cache(maxsize=2000)
def _folded(name: str) -> str:
    """A country's name without case, accents or signs."""
    bare = unicodedata.normalize("NFKD", name[:100].casefold())
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    return " ".join(kept.split())


def _same_text(shapes: Sequence[str], lon: Sequence[str] | None, lat: Sequence[str] | None) -> bool:
    """Whether every shape only says again what the two columns say."""
    if lon is None or lat is None:
        return False
    rows = zip(shapes, lon, lat, strict=True)
    return all(text == f"POINT ({x} {y})" for text, x, y in rows)


def _compare(lat: Degrees, lon: Degrees, shapes: Sequence[str], wrong: Wrong) -> None:
    """A file may hold the point twice: use it where the columns are empty, and as a check."""
    for row, text in enumerate(shapes):
        found = POINT.search(text[:200])
        if not found or row in wrong:
            continue
        try:
            x, y = float(found[1]), float(found[2])
        except ValueError:
            continue
        if math.isnan(lat[row]) and math.isnan(lon[row]):
            lat[row], lon[row] = y, x
        elif abs(lat[row] - x) < 0.01 and abs(lon[row] - y) < 0.01 and abs(x - y) > 0.1:
            a, b = float(lat[row]), float(lon[row])
            wrong.add(row, "lat", "coordinates_contradict", {"lat": a, "lon": b}, _swap(a, b))


def graded(given: Sequence[str], table: dict[str, int], most: int) -> NDArray[np.int8]:
    """A source's steps of precision as ours: by the whole text, else by the number in it."""
    steps: dict[str, int] = {}
    for text in set(given):
        key = text.strip().casefold().removesuffix(".0")
        number = re.search(r"\d+", key)
        step = table.get(key, table.get(number[0]) if number else None)
        steps[text] = step if step is not None and 0 <= step <= most else 0
    return np.fromiter(map(steps.__getitem__, given), np.int8, len(given))
