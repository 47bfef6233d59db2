"""Isochrones: lines of equal time over the land, and bands of time for a picture."""

from collections.abc import Sequence
from math import inf
from typing import Any, cast

import numpy as np
from shapely import MultiLineString, line_merge, linestrings, multilinestrings
from shapely.geometry.base import BaseGeometry

from pocplanner.analysis.travel.frame import Floats, Frame, Whole
from pocplanner.words import Problem

#: Usual bounds in minutes.
BOUNDS = (30, 60, 120, 240)
#: As many bounds as colours tell apart, and the longest one: as long as travel is followed.
MOST_BOUNDS, LONGEST = 6, 2880
#: Sides of a square by case: which corners are within the bound (south-west, south-east,
#: north-east, north-west as 1, 2, 4, 8), and between which sides (south, east, north, west as
#: 0 to 3) the line runs.
_SIDES = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 5: ((3, 2), (0, 1)), 6: ((0, 2),),
    7: ((3, 2),), 8: ((2, 3),), 9: ((2, 0),), 10: ((2, 1), (0, 3)), 11: ((2, 1),),
    12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip


def told_bounds(text: str) -> tuple[int, ...]:
    """Bounds as a person writes them: "30, 60, 120". Problem where they make no sense."""
    try:
        found = sorted({int(part) for part in text.replace(";", ",").split(",") if part.strip()})
    except ValueError:
        raise Problem("travel.bad_bounds", most=MOST_BOUNDS, longest=LONGEST) from None
    if not 1 <= len(found) <= MOST_BOUNDS or found[0] < 1 or found[-1] > LONGEST:
        raise Problem("travel.bad_bounds", most=MOST_BOUNDS, longest=LONGEST)
    return tuple(found)


def isochrones(frame: Frame, minutes: Floats, bounds: Sequence[float]) -> dict[float, BaseGeometry]:
    """By bound the lines (longitudes, latitudes) within which help comes in so many minutes."""
    field = minutes.reshape(frame.rows, frame.columns)
    return {bound: _lines(frame, field, bound) for bound in bounds}


def _lines(frame: Frame, field: Floats, bound: float) -> BaseGeometry:
    # What is much farther than the bound must not draw the line towards itself.
    cut = np.minimum(field, bound * 1.5)
    within = cut <= bound
    case = within[:-1, :-1] * 1 + within[:-1, 1:] * 2 + within[1:, 1:] * 4 + within[1:, :-1] * 8
    across, up = _crossings(frame, cut, bound)
    made: list[Floats] = []
    for number, sides in _SIDES.items():
        row, column = np.nonzero(case == number)
        if len(row):
            ends = (across[row, column], up[row, column + 1], across[row + 1, column],
                    up[row, column])  # fmt: skip
            made += [np.stack([ends[a], ends[b]], axis=1) for a, b in sides]
    if not made:
        return MultiLineString()
    pieces: Any = linestrings(np.concatenate(made))
    merged: Any = line_merge(multilinestrings(pieces))
    return cast(BaseGeometry, merged)


def _crossings(frame: Frame, cut: Floats, bound: float) -> tuple[Floats, Floats]:
    """Where the bound is passed from each cell to the east and to the north, as lon and lat."""
    lon, lat = frame.longitudes(), frame.latitudes()
    with np.errstate(invalid="ignore", divide="ignore"):
        east = np.clip((bound - cut[:, :-1]) / (cut[:, 1:] - cut[:, :-1]), 0, 1)
        north = np.clip((bound - cut[:-1]) / (cut[1:] - cut[:-1]), 0, 1)
    across = np.stack(np.broadcast_arrays(lon[:-1] + east * np.diff(lon), lat[:, None]), axis=-1)
    up = np.stack(np.broadcast_arrays(lon, lat[:-1, None] + north * np.diff(lat)[:, None]), axis=-1)
    return across, up


def bands(minutes: Floats, bounds: Sequence[float]) -> Whole:
    """The band of each cell: 0 up to the first bound, and so on; -1 beyond the last."""
    found = np.searchsorted(np.asarray(bounds, float), minutes, side="left")
    return np.where((found >= len(bounds)) | (minutes == inf), -1, found)


__all__ = ["BOUNDS", "bands", "isochrones", "told_bounds"]
