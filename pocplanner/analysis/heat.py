"""Density of events over the land, and how it changed: grids that a map lays over itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.ground import Mask, counts_only
from pocplanner.model.events import NEAR, Events

Grid = NDArray[np.float32]

#: Radius of the earth as the square map of the world takes it, in km.
_EARTH_KM = 6378.137
_EDGE = 85.0
#: Cells to a bandwidth, and the most cells of a side.
_FINE, _MOST = 4, 1200
#: The grid reaches so many bandwidths beyond the outermost event.
_BEYOND = 3
BANDWIDTHS_KM = (5, 10, 20, 40, 80)
#: Below so many events in both windows together a place has no trend.
_LEAST_FOR_TREND = 3.0


@dataclass(frozen=True, eq=False)
class Surface:
    """A grid in rows of the square map (Web Mercator), north first, with what it was made of.

    `values` are events (or deaths) for each 1,000 km² and year; `bounds` west, south, east and
    north in degrees. `used` rows went in, `left_out` were not placed well enough to.
    """

    values: Grid
    bounds: tuple[float, float, float, float]
    bandwidth_km: float
    used: int
    left_out: int
    years: float

    @property
    def highest(self) -> float:
        """The largest value, either way."""
        return float(np.abs(self.values).max()) if self.values.size else 0.0


def precise(events: Events) -> Mask:
    """Rows placed exactly or near by their source, of types of which a point may be shown."""
    found: Mask = np.isfinite(events.lon) & np.isfinite(events.lat) & (np.abs(events.lat) < _EDGE)
    found &= (events.place_precision >= 1) & (events.place_precision <= NEAR)
    return found & ~events.type.isin(counts_only())


def heat(
    events: Events, rows: Mask, bandwidth_km: float, years: float, deaths: bool = False
) -> Surface | None:
    """Density of these rows by a Gaussian kernel whose standard deviation is the bandwidth.

    Nothing where no row is placed well enough. The kernel is round at the middle latitude of
    the grid; each cell's area is its own.
    """
    good = precise(events) & rows
    if not good.any():
        return None
    frame = _Frame.around(events, good, bandwidth_km)
    weights = np.maximum(events.deaths_best[good], 0) if deaths else None
    values = frame.smoothed(events.lon[good], events.lat[good], weights) / max(years, 1 / 366)
    return Surface(
        values, frame.bounds, frame.bandwidth_km, int(good.sum()), int((rows & ~good).sum()), years
    )


def trend(
    events: Events, before: Mask, after: Mask, bandwidth_km: float, years: tuple[float, float]
) -> Surface | None:
    """Change of density from one window to another, each by its own length of time.

    Where the two together hold fewer than three events within a kernel there is no value (0).
    """
    good = precise(events)
    both = good & (before | after)
    if not both.any() or min(years) <= 0:
        return None
    frame = _Frame.around(events, both, bandwidth_km)
    parts = []
    for rows, span in ((good & before, years[0]), (good & after, years[1])):
        parts.append((frame.smoothed(events.lon[rows], events.lat[rows], None), span))
    # A lone event at the middle of a kernel has the density 1 / (2 pi bandwidth²).
    alone = 1000 / (2 * np.pi * frame.bandwidth_km**2)
    few = parts[0][0] + parts[1][0] < _LEAST_FOR_TREND * alone * 0.5
    change = parts[1][0] / parts[1][1] - parts[0][0] / parts[0][1]
    left_out = int(((before | after) & ~good).sum())
    return Surface(
        np.where(few, 0, change).astype(np.float32), frame.bounds, frame.bandwidth_km,
        int(both.sum()), left_out, sum(years),
    )  # fmt: skip


def fitting_bandwidth(events: Events, rows: Mask) -> float:
    """A bandwidth for these rows: about a twenty-fifth of their spread, one of those offered."""
    good = precise(events) & rows
    if not good.any():
        return float(BANDWIDTHS_KM[2])
    lat = events.lat[good]
    low, high = np.percentile(lat, [5, 95])
    west, east = np.percentile(events.lon[good], [5, 95])
    across = max(high - low, (east - west) * np.cos(np.radians((low + high) / 2))) * 111.3
    return float(min(BANDWIDTHS_KM, key=lambda b: abs(b - across / 25)))


@dataclass(frozen=True)
class _Frame:
    """A grid over events: its corner and cell in km on the square map, and its size."""

    west: float
    north: float
    cell: float
    width: int
    height: int
    bandwidth_km: float

    @classmethod
    def around(cls, events: Events, rows: Mask, bandwidth_km: float) -> "_Frame":
        x, y = _flat(events.lon[rows], events.lat[rows])
        middle = np.cos(np.radians(float(np.median(events.lat[rows]))))
        # On the square map a km is longer by the cosine of its latitude.
        wide = bandwidth_km / middle
        beyond = _BEYOND * wide
        west, east = float(x.min()) - beyond, float(x.max()) + beyond
        north, south = float(y.min()) - beyond, float(y.max()) + beyond
        cell = max(wide / _FINE, (east - west) / _MOST, (south - north) / _MOST)
        return cls(
            west, north, cell, int((east - west) / cell) + 1, int((south - north) / cell) + 1,
            bandwidth_km,
        )  # fmt: skip

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        x = np.array([self.west, self.west + self.cell * self.width]) / _EARTH_KM
        y = np.array([self.north + self.cell * self.height, self.north]) / _EARTH_KM
        lon, lat = np.degrees(x), np.degrees(np.arctan(np.sinh(-y)))
        return float(lon[0]), float(lat[0]), float(lon[1]), float(lat[1])

    def smoothed(
        self,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        weights: NDArray[np.int32] | None,
    ) -> Grid:
        """Events (or weights) for each 1,000 km² of the ground."""
        from scipy.ndimage import gaussian_filter

        x, y = _flat(lon, lat)
        column = ((x - self.west) / self.cell).astype(np.int64)
        row = ((y - self.north) / self.cell).astype(np.int64)
        counted = np.bincount(row * self.width + column, weights, self.width * self.height)
        grid = counted.reshape(self.height, self.width).astype(np.float32)
        middle = np.cos(np.radians(float(np.median(lat)))) if len(lat) else 1.0
        sigma = self.bandwidth_km / middle / self.cell
        spread = gaussian_filter(grid, sigma, mode="constant", truncate=_BEYOND)
        down = self.north + (np.arange(self.height) + 0.5) * self.cell
        ground = (self.cell / np.cosh(down / _EARTH_KM)) ** 2
        found: Grid = (spread / ground[:, None] * 1000).astype(np.float32)
        return found


def _flat(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Degrees on the square map of the world, in km, y growing to the south."""
    return np.radians(lon) * _EARTH_KM, -np.arcsinh(np.tan(np.radians(lat))) * _EARTH_KM
