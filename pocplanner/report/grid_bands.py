"""A grid of values as areas: one for each band, made of whole cells, for print."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]

#: The most cells to a side: finer is not seen in print.
MOST = 420


def band_areas(
    bands: NDArray[np.int64], lon: Floats, lat: Floats, count: int
) -> tuple[BaseGeometry, ...]:
    """The area of each band 0 to `count` - 1; -1 belongs to none.

    `bands` has rows from south to north; `lon` and `lat` are the edges of its cells in degrees,
    one more than there are columns and rows.
    """
    return tuple(_area(bands == band, lon, lat) for band in range(count))


def _area(chosen: NDArray[np.bool_], lon: Floats, lat: Floats) -> BaseGeometry:
    """Runs of cells along each row, joined."""
    edges = np.diff(np.pad(chosen.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    row, first = np.nonzero(edges == 1)
    _, last = np.nonzero(edges == -1)
    if not len(row):
        return shapely.Polygon()
    runs = shapely.box(lon[first], lat[row], lon[last], lat[row + 1])
    found: BaseGeometry = shapely.union_all(runs)
    return found


def thinned(
    values: NDArray[np.float64], lon: Floats, lat: Floats, most: int = MOST
) -> tuple[NDArray[np.float64], Floats, Floats]:
    """The grid with at most so many cells to a side: every second or third one stands for more."""
    by = [max(-(-n // most), 1) for n in values.shape]
    rows, columns = (
        np.minimum(np.arange(-(-n // step)) * step + step // 2, n - 1)
        for n, step in zip(values.shape, by, strict=True)
    )
    kept = values[rows][:, columns]
    return kept, _edges(lon, kept.shape[1], by[1]), _edges(lat, kept.shape[0], by[0])


def _edges(edges: Floats, count: int, by: int) -> Floats:
    at = np.minimum(np.arange(count + 1) * by, len(edges) - 1)
    found: Floats = edges[at]
    return found


def cut_to(
    values: NDArray[np.float64], lon: Floats, lat: Floats, box: Sequence[float]
) -> tuple[NDArray[np.float64], Floats, Floats]:
    """The part of the grid that meets a box of west, south, east and north."""
    left, right = _span(lon, box[0], box[2])
    low, high = _span(lat, box[1], box[3])
    return values[low:high, left:right], lon[left : right + 1], lat[low : high + 1]


def _span(edges: Floats, least: float, most: float) -> tuple[int, int]:
    first = int(np.clip(np.searchsorted(edges, least, "right") - 1, 0, len(edges) - 1))
    last = int(np.clip(np.searchsorted(edges, most, "left"), first, len(edges) - 1))
    return first, last


__all__ = ["MOST", "band_areas", "cut_to", "thinned"]
