"""Events for a still map as columns, and how they lie on paper: dots, discs with counts, rings."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.event_look import SIZES
from pocplanner.model.events import NEAR
from pocplanner.report.map_view import View

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

#: Events of one class within so many points of each other are one dot, larger for more.
_SPOT = 2.0
#: A square of paper, in points, and the dots (with letters, without) that can be told apart in it.
_SQUARE, _LETTERED, _PLAIN = 30.0, 5, 20
#: Squares from which counts and rings are gathered where every event is counted.
_GROUP, _RING = 44.0, 36.0


@dataclass(frozen=True)
class DotSign:
    """One class of events: its words, colour and letter; the first of two windows is square."""

    code: int
    text: str
    colour: str
    letter: str = ""
    square: bool = False


@dataclass(frozen=True, eq=False)
class EventDots:
    """Rows of events that a map shows. `precision` is that of the source: 0 where it says none.

    `classes` are codes of `signs`; `size_by` is "none", "deaths" or "count"; with `groups` every
    event is counted in a disc.
    """

    lon: Floats
    lat: Floats
    classes: NDArray[np.uint8]
    precision: NDArray[np.int8]
    deaths: NDArray[np.int32]
    signs: tuple[DotSign, ...]
    size_by: str = "count"
    letters: bool = True
    groups: bool = False

    def __eq__(self, other: object) -> bool:
        """Whether both draw the same: drafts are compared by value."""
        return isinstance(other, EventDots) and all(
            np.array_equal(getattr(self, f.name), getattr(other, f.name), equal_nan=True)
            if isinstance(getattr(self, f.name), np.ndarray)
            else getattr(self, f.name) == getattr(other, f.name)
            for f in fields(self)
        )

    def __hash__(self) -> int:
        return hash((len(self.lon), self.signs))

    @cached_property
    def lettered(self) -> bool:
        """Whether dots carry a letter, and are large enough for one."""
        return self.letters and any(sign.letter for sign in self.signs)

    @property
    def areas(self) -> NDArray[np.bool_]:
        """Rows that are known to an area only."""
        found: NDArray[np.bool_] = self.precision > NEAR
        return found


@dataclass(frozen=True)
class Spot:
    """A dot: its middle in points, class, whether its place is known, and its size, 0 to 3."""

    x: float
    y: float
    code: int
    known: bool
    size: int
    count: int = 1


@dataclass(frozen=True)
class Disc:
    """Events too close to be drawn one by one: how many, and of which class, most first."""

    x: float
    y: float
    count: int
    parts: tuple[tuple[int, int], ...]

    def radius(self, lettered: bool) -> float:
        """In points: larger for more events, and for letters under the number."""
        more = (3.0 if len(self.parts) > 1 else 1.4) if lettered else 0.0
        return 6.2 + 2.0 * math.log10(max(self.count, 1)) + more

    def with_more(self, x: float, y: float, parts: Iterable[tuple[int, int]]) -> "Disc":
        """The disc with the events of another sign in it, at the middle of all."""
        by = dict(self.parts)
        for code, count in parts:
            by[code] = by.get(code, 0) + count
        whole = sum(by.values())
        share = (whole - self.count) / whole
        told = tuple(sorted(by.items(), key=lambda pair: (-pair[1], pair[0])))
        return Disc(self.x + (x - self.x) * share, self.y + (y - self.y) * share, whole, told)


@dataclass(frozen=True)
class Ring:
    """Events known to an area only; `wide` where the area is more than a district."""

    x: float
    y: float
    count: int
    wide: bool


@dataclass(frozen=True)
class Lying:
    """Events as they lie in a view; each tuple in the order in which it is drawn."""

    dots: EventDots
    spots: tuple[Spot, ...]
    discs: tuple[Disc, ...]
    rings: tuple[Ring, ...]

    @property
    def codes(self) -> frozenset[int]:
        """The classes of which anything is in view."""
        return frozenset(s.code for s in self.spots) | {c for d in self.discs for c, _ in d.parts}


def lying(dots: EventDots, view: View) -> Lying | None:
    """The events that lie in the view; nothing where none does."""
    at = view.points(np.column_stack([dots.lon, dots.lat]))
    x, y = at[:, 0], at[:, 1]
    inside = (x >= 0) & (x <= view.width) & (y >= 0) & (y <= view.height)
    if not inside.any():
        return None
    area = dots.areas
    rings = tuple(_rings(dots, x, y, np.flatnonzero(inside & area)))
    rows = np.flatnonzero(inside & ~area)
    if dots.groups:
        square = _cells(x[rows], y[rows], _GROUP)
        ones = np.ones(len(rows), np.int64)
        found = _discs(x[rows], y[rows], ones, dots.classes[rows], square)
        return Lying(dots, *_apart((), tuple(found), dots.lettered), rings)
    return Lying(dots, *_apart(*_spots(dots, x, y, rows), dots.lettered), rings)


def _apart(
    spots: tuple[Spot, ...], discs: tuple[Disc, ...], lettered: bool
) -> tuple[tuple[Spot, ...], tuple[Disc, ...]]:
    """Discs that hide no other disc and no dot: what they would hide is counted in them."""
    waiting, placed = sorted(discs, key=lambda d: (-d.count, d.y, d.x)), list[Disc]()
    while waiting:
        one = waiting.pop(0)
        for at, other in enumerate(placed):
            reach = 0.85 * (one.radius(lettered) + other.radius(lettered))
            if math.hypot(one.x - other.x, one.y - other.y) < reach:
                # The larger one may now touch others, so it is looked at again.
                waiting.insert(0, other.with_more(one.x, one.y, one.parts))
                del placed[at]
                break
        else:
            placed.append(one)
    kept = []
    for spot in spots:
        for at, disc in enumerate(placed):
            if math.hypot(spot.x - disc.x, spot.y - disc.y) < disc.radius(lettered) + 1:
                placed[at] = disc.with_more(disc.x, disc.y, [(spot.code, spot.count)])
                break
        else:
            kept.append(spot)
    return tuple(kept), tuple(sorted(placed, key=lambda d: (d.count, d.y, d.x)))


def _cells(x: Floats, y: Floats, side: float) -> Whole:
    """The number of the square of paper in which each point lies."""
    found: Whole = (y // side).astype(np.int64) << 24 | (x // side).astype(np.int64)
    return found


def _spots(
    dots: EventDots, x: Floats, y: Floats, rows: Whole
) -> tuple[tuple[Spot, ...], tuple[Disc, ...]]:
    """Rows of one class in one place as a dot; where dots would hide one another, a disc."""
    known = dots.precision[rows] > 0
    key = _cells(x[rows], y[rows], _SPOT) * 64 + dots.classes[rows] * 2 + known
    names, which = np.unique(key, return_inverse=True)
    count = np.bincount(which, minlength=len(names)).astype(np.int64)
    deaths = np.bincount(which, np.maximum(dots.deaths[rows], 0), minlength=len(names))
    across = np.bincount(which, x[rows], minlength=len(names)) / np.maximum(count, 1)
    up = np.bincount(which, y[rows], minlength=len(names)) / np.maximum(count, 1)
    classes, sharp = (names // 2 % 32).astype(np.uint8), names % 2 == 1
    told = {"deaths": deaths, "count": np.where(count > 1, count, 0)}.get(dots.size_by)
    size = np.zeros(len(names), int) if told is None else np.searchsorted(SIZES, told, "right")
    square = _cells(across, up, _SQUARE)
    _, of, many = np.unique(square, return_inverse=True, return_counts=True)
    crowded = many[of] > (_LETTERED if dots.lettered else _PLAIN)
    # Hollow ones first and small ones last, so that what is known sharply stays on top.
    order = [i for i in np.lexsort((classes, -size, sharp)).tolist() if not crowded[i]]
    spots = tuple(
        Spot(
            float(across[i]),
            float(up[i]),
            int(classes[i]),
            bool(sharp[i]),
            int(size[i]),
            int(count[i]),
        )
        for i in order
    )
    full = np.flatnonzero(crowded)
    discs = _discs(across[full], up[full], count[full], classes[full], square[full])
    return spots, tuple(discs)


def _discs(
    x: Floats, y: Floats, count: Whole, classes: NDArray[np.uint8], square: Whole
) -> Iterator[Disc]:
    """A disc for each square, the largest last."""
    found = []
    for name in np.unique(square):
        here = np.flatnonzero(square == name)
        whole = int(count[here].sum())
        by = np.bincount(classes[here], count[here])
        parts = tuple((int(c), int(by[c])) for c in np.argsort(-by, kind="stable") if by[c])
        across, up = (float(np.average(v[here], weights=count[here])) for v in (x, y))
        found.append(Disc(across, up, whole, parts))
    yield from sorted(found, key=lambda d: (d.count, d.y, d.x))


def _rings(dots: EventDots, x: Floats, y: Floats, rows: Whole) -> Iterator[Ring]:
    square = _cells(x[rows], y[rows], _RING)
    for name in np.unique(square):
        here = rows[square == name]
        wide = bool((dots.precision[here] > NEAR + 1).any())
        yield Ring(float(x[here].mean()), float(y[here].mean()), len(here), wide)


__all__ = ["Disc", "DotSign", "EventDots", "Lying", "Ring", "Spot", "lying"]
