"""The ground and the ways as one graph: cells, then points of ways, minutes between neighbours."""

from dataclasses import dataclass, field
from math import inf
from threading import RLock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.travel.frame import Floats, Frame, Whole, kilometres
from pocplanner.analysis.travel.network import Network

Small = NDArray[np.int32]

#: The eight neighbours of a cell: rows up, columns right; in the order of their numbers.
NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
#: Room behind the graph for rows of posts and their steps, so that none of it is copied.
_SPARE_ROWS, _SPARE_STEPS = 4096, 131_072
#: No way is longer than this; steps that cannot be taken are endless and so never taken.
FOREVER = 1e15


class Steps(NamedTuple):
    """Steps as compressed rows: where the row of each node begins, to which node, how long."""

    starts: Small
    to: Small
    minutes: Floats

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self.starts) - 1


@dataclass(frozen=True)
class Graph:
    """Steps between nodes as compressed rows; every step is there both ways and costs the same.

    Posts and places are no nodes: they are joined by doors (`doors.py`), so that neither is a
    bridge for others and moving one leaves the graph as it is. `free` is the room behind it.
    """

    starts: Small
    to: Small
    minutes: Floats
    lon: Floats
    lat: Floats
    cells: int
    lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self.lon)

    @property
    def steps(self) -> Steps:
        """The steps alone, without the room behind them."""
        held = int(self.starts[self.size])
        return Steps(self.starts[: self.size + 1], self.to[:held], self.minutes[:held])

    @property
    def points(self) -> int:
        """The number of points of ways."""
        return self.size - self.cells


def ground_steps(frame: Frame, minutes_per_km: Floats) -> tuple[Small, Floats]:
    """Neighbours of every cell and minutes to them, eight by cell: length times mean pace.

    Where there is no neighbour, or no way, the minutes are endless.
    """
    rows, columns = frame.rows, frame.columns
    pace = minutes_per_km.reshape(rows, columns)
    wide, high = frame.widths_km(), frame.height_km
    spent = np.full((rows, columns, 8), inf)
    for number, (up, right) in enumerate(NEIGHBOURS):
        here = (_cut(up, rows), _cut(right, columns))
        there = (_cut(-up, rows), _cut(-right, columns))
        across = (wide[here[0]] + wide[there[0]]) / 2 if right else np.zeros(len(wide[here[0]]))
        length = np.hypot(across, high if up else 0.0)
        spent[(*here, number)] = (pace[here] + pace[there]) * (length / 2)[:, None]
    apart = np.array([up * columns + right for up, right in NEIGHBOURS], np.int32)
    to = np.arange(frame.size, dtype=np.int32)[:, None] + apart
    # A step out of the frame is endless; it only needs the number of some node.
    edge = columns + 1
    for part in (to[:edge], to[-edge:]):
        np.clip(part, 0, frame.size - 1, out=part)
    return to.reshape(-1), spent.reshape(-1)


def _cut(step: int, length: int) -> slice:
    """Where cells stand that have a neighbour this step away."""
    return slice(max(0, -step), length - max(0, step))


def leaves(frame: Frame, minutes_per_km: Floats, net: Network) -> tuple[Whole, Whole]:
    """Where ways are left for the ground: points of ways and the open cells under them."""
    under = frame.cells(net.lon, net.lat)
    found = np.flatnonzero((under >= 0) & ~net.shadowed)
    found = found[np.isfinite(minutes_per_km[under[found]])]
    return found, under[found]


def build(
    frame: Frame,
    minutes_per_km: Floats,
    net: Network,
    left: tuple[Whole, Whole] | None = None,
    closed: Whole | None = None,
) -> Graph:
    """The graph of this ground (minutes per km by cell) and these ways.

    `left` says where ways are left for the ground (see `leaves`, the usual), `closed` which steps
    over the ground cannot be taken, as eight times the cell plus the number of the neighbour.
    """
    cells, points = frame.size, len(net.lon)
    to, spent = ground_steps(frame, minutes_per_km)
    if closed is not None:
        spent[closed] = inf
    more = [
        (cells + net.a, cells + net.b, net.minutes),
        (cells + net.b, cells + net.a, net.minutes),
    ]
    if points:
        on, below = leaves(frame, minutes_per_km, net) if left is None else left
        x, y = frame.middles(below)
        off = kilometres(net.lon[on], net.lat[on], x, y) * minutes_per_km[below]
        more += [(cells + on, below, off), (below, cells + on, off)]
    a, b, minutes = (np.concatenate(part) for part in zip(*more, strict=True))
    a, b, minutes = _least(a, b, minutes)
    counts = np.zeros(cells + points + _SPARE_ROWS, np.int64)
    counts[:cells] = 8
    extra = np.bincount(a, minlength=cells + points)
    counts[: cells + points] += extra
    total = 8 * cells + len(a)
    starts = np.zeros(cells + points + _SPARE_ROWS + 1, np.int32)
    np.cumsum(counts, out=starts[1:], dtype=np.int32)
    # Steps of the ways come behind the eight of a cell: the rows are sorted, so places follow.
    rank = np.arange(len(a)) - (np.cumsum(extra) - extra)[a]
    ground = np.where(a < cells, 8, 0)
    slots = starts[a] + ground + rank
    all_to = np.zeros(total + _SPARE_STEPS, np.int32)
    all_minutes = np.zeros(total + _SPARE_STEPS)
    of_ground = np.ones(total, bool)
    of_ground[slots] = False
    all_to[:total][of_ground] = to
    all_minutes[:total][of_ground] = spent
    all_to[slots], all_minutes[slots] = b, minutes
    x, y = frame.middles(np.arange(cells))
    return Graph(
        starts,
        all_to,
        all_minutes,
        np.concatenate([x, net.lon]),
        np.concatenate([y, net.lat]),
        cells,
    )


def _least(a: Whole, b: Whole, minutes: Floats) -> tuple[Whole, Whole, Floats]:
    """These steps by number; of two between the same nodes the shorter one."""
    open_ = np.isfinite(minutes)
    a, b, minutes = a[open_], b[open_], np.maximum(minutes[open_], 1e-6)
    order = np.lexsort((minutes, b, a))
    a, b, minutes = a[order], b[order], minutes[order]
    first = np.ones(len(a), bool)
    first[1:] = (np.diff(a) != 0) | (np.diff(b) != 0)
    return a[first], b[first], minutes[first]
