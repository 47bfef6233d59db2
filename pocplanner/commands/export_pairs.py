"""Every pair of coordinates of a file held against those of the mission that are held back."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import get_coordinates
from shapely.geometry.base import BaseGeometry

from pocplanner.model.geometry import Position
from pocplanner.model.snapshot import Snapshot

Pairs = NDArray[np.float64]
_Cells = NDArray[np.int64]

#: Two points nearer than this, in degrees, are the same place to a reader (some 11 m).
SAME = 1e-4
#: Cells to a degree: five decimals, a metre; exact enough that a road beside a village is none.
_FINE = 100_000
_NUMBERS = re.compile(r"(-?\d+(?:\.\d+)?(?:[eE]-?\d+)?) (-?\d+(?:\.\d+)?(?:[eE]-?\d+)?)")


def as_pairs(numbers: Any) -> Pairs:
    """Longitude and latitude in turn, or pairs, as an array of pairs."""
    found: Pairs = np.asarray(numbers, np.float64).reshape(-1, 2)
    return found


def pairs_of(snapshot: Snapshot) -> Pairs:
    """Every pair of coordinates in records (points, corners) and events."""
    points: list[tuple[float, float]] = []
    shapes: list[BaseGeometry] = []
    for record in snapshot:
        for name in type(record).model_fields:
            value = getattr(record, name)
            if isinstance(value, Position):
                points.append((value.lon, value.lat))
            elif isinstance(value, BaseGeometry):
                shapes.append(value)
    events = np.column_stack((snapshot.events.lon, snapshot.events.lat))
    return np.concatenate((as_pairs(points), get_coordinates(shapes), events))


def told_in(numbers: Any) -> Iterator[float]:
    """The numbers of a nested list of coordinates in turn, heights left out."""
    if numbers and not isinstance(numbers[0], list):
        yield from map(float, numbers[:2])
    else:
        for part in numbers:
            yield from told_in(part)


def in_wkt(text: str) -> list[float]:
    """The numbers of a shape that is written as text, longitude and latitude in turn."""
    return [float(n) for pair in _NUMBERS.findall(text) for n in pair]


def exactly(written: Pairs, held_back: Pairs, permitted: Pairs) -> Pairs:
    """The written pairs that stand, to the metre, where only what is held back stands."""
    secret = np.setdiff1d(_cells(held_back), _cells(permitted))
    cells = _cells(written, keep=True)
    return written[np.isin(cells, secret)]


def too_near(written: Pairs, held_back: Pairs, permitted: Pairs) -> Pairs:
    """The written points within 11 metres of a place where only what is held back stands.

    A point that an open record has to the metre tells of that record, whatever stands beside it.
    """
    known = {tuple(p) for p in permitted.round(4).tolist()}
    secret = [p for p in held_back.tolist() if (round(p[0], 4), round(p[1], 4)) not in known]
    written = written[~np.isin(_cells(written, keep=True), _cells(permitted))]
    if not secret or not len(written):
        return as_pairs([])
    near = as_pairs(secret)
    steps = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
    around = np.unique(np.concatenate([_cells(near, coarse=True, step=s) for s in steps]))
    some = written[np.isin(_cells(written, coarse=True, keep=True), around)]
    if len(some) * len(near) > 5_000_000:
        return some  # so many are told at once: such a file never leaves
    close = np.abs(some[:, None, :] - near[None, :, :]).max(axis=2) <= SAME
    return as_pairs(some[np.flatnonzero(close.any(axis=1))])


def _cells(
    pairs: Pairs, keep: bool = False, coarse: bool = False, step: tuple[int, int] = (0, 0)
) -> _Cells:
    """The cell of each pair as a number; pairs that are none are left out, or kept as -1."""
    there: NDArray[np.bool_] = np.isfinite(pairs[:, 0]) & np.isfinite(pairs[:, 1])
    at = np.where(there[:, None], pairs, 0.0)
    if coarse:
        grid = np.floor(at / SAME).astype(np.int64)
    else:
        # As the writers round (six decimals), then to the grid: both sides fall alike.
        grid = np.rint(at.round(6) * _FINE).astype(np.int64)
    cells: _Cells = (grid[:, 0] + step[0] + 40_000_000) * 80_000_000 + grid[:, 1] + step[1]
    if keep:
        return np.where(there, cells, -1)
    kept: _Cells = np.unique(cells[there])
    return kept


def joined(parts: Iterable[Pairs]) -> Pairs:
    """Several arrays of pairs as one."""
    return np.concatenate([as_pairs([]), *parts])
