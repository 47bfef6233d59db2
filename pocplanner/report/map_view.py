"""The arithmetic of a still map: from degrees to points on paper, and round steps."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from pocplanner.model.geometry import EARTH_M

Box: TypeAlias = tuple[float, float, float, float]

#: Vertices nearer to their line than this are left out: finer than print.
THIN_PT = 0.35
_LEAST_SPAN = 0.01
_KM_PER_DEGREE = EARTH_M * math.pi / 180 / 1000
_TICKS = (10.0, 5.0, 2.0, 1.0, 0.5, 0.25, 1 / 6, 1 / 12, 1 / 30, 1 / 60, 1 / 120)


@dataclass(frozen=True)
class View:
    """A window on the Earth and its place on paper.

    Equirectangular, true to scale at the middle latitude: over the extent of a mission the
    error stays below what a planning map shows. Degrees in, points out, y upward.
    """

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    @property
    def box(self) -> Box:
        """West, south, east, north in degrees."""
        return (self.west, self.south, self.east, self.north)

    @property
    def unit(self) -> float:
        """Points per degree of latitude."""
        return self.height / (self.north - self.south)

    @property
    def km(self) -> float:
        """Points per kilometre."""
        return self.unit / _KM_PER_DEGREE

    def points(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows of (lon, lat) to rows of (x, y)."""
        scale = np.array([self.width / (self.east - self.west), self.unit])
        found: NDArray[np.float64] = (degrees[:, :2] - np.array([self.west, self.south])) * scale
        return found

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """One position."""
        x, y = self.points(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def seen(self, geometries: Sequence[BaseGeometry]) -> NDArray[np.object_]:
        """Each shape cut to the window and thinned to what print can show; empty if outside."""
        shapes = np.array(geometries, dtype=object)
        if not len(shapes):
            return shapes
        margin = (self.north - self.south) * 0.02
        shapes = np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes))
        cut = shapely.clip_by_rect(
            shapes, self.west - margin, self.south - margin,
            self.east + margin, self.north + margin,
        )  # fmt: skip
        found: NDArray[np.object_] = shapely.simplify(
            cut, THIN_PT / self.unit, preserve_topology=False
        )
        return found

    def holds(self, lon: float, lat: float) -> bool:
        """Whether the position lies in the window."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def view_of(bounds: Box, width: float, most_height: float, shape: float | None = None) -> View:
    """The view that shows all of `bounds`, as wide as the paper allows, in the shape asked for."""
    west, south, east, north = bounds
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    squeeze = max(math.cos(math.radians(min(abs(middle_lat), 85.0))), 0.05)
    tall = max(north - south, _LEAST_SPAN) * 1.08
    wide = max((east - west) * squeeze, _LEAST_SPAN) * 1.08
    ratio = shape if shape else min(max(tall / wide, 0.5), 0.72)
    height = min(width * ratio, most_height)
    ratio = height / width
    if tall / wide > ratio:
        wide = tall / ratio
    else:
        tall = wide * ratio
    return View(
        middle_lon - wide / squeeze / 2, middle_lat - tall / 2,
        middle_lon + wide / squeeze / 2, middle_lat + tall / 2, width, height,
    )  # fmt: skip


def bounds_of(geometries: Sequence[BaseGeometry]) -> Box | None:
    """The least box around all shapes, or nothing."""
    if not geometries:
        return None
    found = shapely.total_bounds(np.array(geometries, dtype=object))
    return None if np.isnan(found).any() else tuple(map(float, found))  # type: ignore[return-value]


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round degrees between two values, two to `most` of them where that can be."""
    for step in reversed(_TICKS):
        if (high - low) / step <= most:
            first = math.ceil(low / step - 1e-9)
            last = math.floor(high / step + 1e-9)
            return [at * step for at in range(first, last + 1)]
    return []


def degrees(value: float, signs: tuple[str, str]) -> str:
    """A round degree as it stands at the edge of a map: 12°30′N."""
    minutes = round(abs(value) * 60 * 2) / 2
    whole, rest = divmod(minutes, 60)
    sign = "" if minutes == 0 else signs[0] if value > 0 else signs[1]
    if not rest:
        return f"{whole:.0f}°{sign}"
    return f"{whole:.0f}°{rest:02.0f}′{sign}" if rest == int(rest) else (
        f"{whole:.0f}°{rest:04.1f}′{sign}"
    )  # fmt: skip


def bar_km(km: float, most: float) -> float:
    """The longest round length in km that takes at most `most` points at `km` points per km."""
    best = 0.001
    for power in range(-3, 5):
        for base in (1, 2, 5):
            length = base * 10.0**power
            if length * km <= most:
                best = length
    return best


def rounded_scale(km: float) -> int:
    """The scale's denominator, to two digits: points per km on paper, 72 points an inch."""
    exact = 1000.0 / (km * 0.0254 / 72)
    digits: int = 10 ** max(int(math.log10(exact)) - 1, 0)
    return round(exact / digits) * digits
