"""Points of the map in the order of a curve that fills the plane: squares are pieces of it.

Rows that lie so (Morton order) answer for a tile, a view or a click by a few pieces, and a
filter keeps their order, so that nothing is sorted twice.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
#: What stays below two thousand million takes half the memory, which counts by the million.
Short = NDArray[np.int32]
Small = NDArray[np.uint8]

#: The world is so many bits wide and high: half a pixel of the finest zoom.
BITS = 26
TILE_BITS = 8
#: Beyond this latitude the square map of the world ends.
EDGE = 85.0
#: Points nearer than this power of two, in pixels, are one sign.
_CELL_PX_BITS = 1
#: So many points are put together on the spot; more have levels made for each zoom.
_ON_THE_SPOT = 60_000


@dataclass(frozen=True, eq=False)
class Points:
    """Points along the curve: where they lie, a key (the highest is on top), what they count."""

    codes: Whole
    x: Short
    y: Short
    key: Small
    count: Short
    deaths: Short

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, rows: Whole) -> "Points":
        """The points of these indexes."""
        return Points(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    def together(self, shift: int) -> "Points":
        """Points that share a square of the curve as one: the topmost key, the sums."""
        if shift <= 0 or not len(self):
            return self
        starts = np.flatnonzero(np.diff(self.codes >> shift, prepend=-1))
        if len(starts) == len(self):
            return self
        return Points(
            self.codes[starts],
            self.x[starts],
            self.y[starts],
            np.maximum.reduceat(self.key, starts),
            np.add.reduceat(self.count, starts, dtype=np.int32),
            np.add.reduceat(self.deaths, starts, dtype=np.int32),
        )


@dataclass(frozen=True, eq=False)
class Levels:
    """Points as every zoom needs them: the same work for a screen, however many there are."""

    whole: Points
    _made: dict[int, Points] = field(default_factory=dict)

    def inside(self, zoom: int, box: tuple[int, int, int, int]) -> Points:
        """What a zoom draws in a box of the world: signs that would touch are one."""
        shift = 2 * (BITS - TILE_BITS - zoom + _CELL_PX_BITS)
        squares, bits = _squares(box)
        pieces = _pieces(self.whole.codes, squares, bits)
        if int(np.diff(pieces, axis=1).sum()) <= _ON_THE_SPOT:
            return self.whole.at(_chosen(self.whole, pieces, box)).together(shift)
        if zoom not in self._made:
            finer = min((z for z in self._made if z > zoom), default=None)
            source = self.whole if finer is None else self._made[finer]
            self._made[zoom] = source.together(shift)
        level = self._made[zoom]
        return level.at(_chosen(level, _pieces(level.codes, squares, bits), box))

    def near(self, x: int, y: int, reach: int) -> Whole:
        """Indexes of the points within a reach, nearest first."""
        box = (x - reach, y - reach, x + reach + 1, y + reach + 1)
        squares, bits = _squares(box)
        found = _chosen(self.whole, _pieces(self.whole.codes, squares, bits), box)
        away = np.hypot(self.whole.x[found] - float(x), self.whole.y[found] - float(y))
        found, away = found[away <= reach], away[away <= reach]
        nearest: Whole = found[np.argsort(away, kind="stable")]
        return nearest


def _squares(box: tuple[int, int, int, int]) -> tuple[Whole, int]:
    """The squares of the curve that cover a box, in order, and the bits of their side."""
    most = (1 << BITS) - 1
    x0, y0 = max(box[0], 0), max(box[1], 0)
    x1, y1 = min(box[2] - 1, most), min(box[3] - 1, most)
    if x0 > x1 or y0 > y1:
        return np.zeros(0, np.int64), 0
    bits = max(max(x1 - x0, y1 - y0).bit_length() - 2, 0)
    columns, rows = (
        np.arange(a >> bits, (b >> bits) + 1, dtype=np.int64) for a, b in ((x0, x1), (y0, y1))
    )
    across, down = np.meshgrid(columns, rows)
    return np.sort(interleaved(across.ravel(), down.ravel())), bits


def _pieces(codes: Whole, squares: Whole, bits: int) -> Whole:
    """First and last index of each piece of the points that these squares hold."""
    first = np.searchsorted(codes, squares << (2 * bits))
    last = np.searchsorted(codes, (squares + 1) << (2 * bits))
    found: Whole = np.stack([first, last], axis=1)
    return found


def _chosen(points: Points, pieces: Whole, box: tuple[int, int, int, int]) -> Whole:
    """Indexes of the points in a box (its west and north edge included)."""
    runs = [np.arange(a, b) for a, b in pieces.tolist() if b > a]
    if not runs:
        return np.zeros(0, np.int64)
    found = np.concatenate(runs)
    x, y = points.x[found], points.y[found]
    inside = (x >= box[0]) & (x < box[2]) & (y >= box[1]) & (y < box[3])
    kept: Whole = found[inside]
    return kept


def world(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[Whole, Whole]:
    """Where degrees lie on the square map of the world (Web Mercator), in 2**26ths of its side."""
    side = 1 << BITS
    x = (lon + 180) / 360
    y = (1 - np.arcsinh(np.tan(np.radians(np.clip(lat, -EDGE, EDGE)))) / np.pi) / 2
    return (
        np.clip(np.floor(x * side), 0, side - 1).astype(np.int64),
        np.clip(np.floor(y * side), 0, side - 1).astype(np.int64),
    )


_SPREAD = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def interleaved(x: Whole, y: Whole) -> Whole:
    """The place on the curve: bits of x and y in turn."""
    found = []
    for part in (x, y):
        for shift, mask in _SPREAD:
            part = (part | (part << shift)) & mask
        found.append(part)
    return found[0] | (found[1] << 1)


def apart(codes: Whole) -> tuple[Whole, Whole]:
    """x and y of places on the curve."""
    found = []
    for part in (codes, codes >> 1):
        part = part & _SPREAD[-1][1]
        for (_, mask), (shift, _) in zip(_SPREAD[-2::-1], _SPREAD[:0:-1], strict=True):
            part = (part | (part >> shift)) & mask
        found.append((part | (part >> 16)) & 0xFFFFFFFF)
    return found[0], found[1]
