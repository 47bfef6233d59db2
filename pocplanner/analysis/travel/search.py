"""Quickest ways through a graph: from many starts at once, from one, and within a part of it."""

from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import Floats, Whole
from pocplanner.analysis.travel.graph import FOREVER, Graph, Small

Flags = NDArray[np.bool_]
#: What stands for "none" among numbers of nodes and of starts.
NONE = -9999


def nearest(graph: Graph, starts: Doors, limit: float) -> tuple[Floats, Small, Small]:
    """Minutes from the nearest start to each node, which start, and each node's forerunner.

    Infinite and NONE beyond the limit; the forerunner of a start's own door is NONE.
    """
    if not len(starts.own):
        return np.full(graph.size, inf), _none(graph.size), _none(graph.size)
    with graph.lock:
        matrix = _with_starts(graph, starts)
        first = graph.size
        rows = np.arange(first, first + starts.spots)
        minutes, before, source = dijkstra(matrix, rows, limit)
    size = graph.size
    which = source[:size].astype(np.int32)
    which[which >= 0] -= size
    fore = before[:size]
    fore[fore >= size] = NONE
    return minutes[:size], which, fore


def from_one(graph: Graph, nodes: Whole, minutes: Floats, limit: float) -> tuple[Floats, Small]:
    """Minutes from one start (its doors) to each node, and each one's forerunner."""
    one = Doors(1, np.zeros(len(nodes), np.int64), nodes, minutes)
    found, _, before = nearest(graph, one, limit)
    return found, before


def _none(size: int) -> Small:
    return np.full(size, NONE, np.int32)


def dijkstra(matrix: Any, starts: Whole, limit: float) -> tuple[Floats, Small, Small]:
    """Minutes to every row from the nearest of these rows, the forerunner, and which row it is."""
    from scipy.sparse import csgraph

    # The stubs of the library do not know the nearest of many starts with its forerunners.
    search: Any = csgraph.dijkstra
    # Steps that cannot be taken are endless: only a limit keeps them from being taken.
    minutes, before, source = search(
        matrix,
        indices=starts,
        limit=min(limit, FOREVER),
        min_only=True,
        return_predecessors=True,
    )
    return minutes, before, source


def _with_starts(graph: Graph, starts: Doors) -> Any:
    """The graph with one more row for each start, written into the room behind it."""
    from scipy.sparse import csr_array

    size, rows, steps = graph.size, starts.spots, len(starts.own)
    held = int(graph.starts[size])
    room_rows = len(graph.starts) - size - 1
    begins, to, minutes = graph.starts, graph.to, graph.minutes
    if rows > room_rows:
        begins = np.concatenate([begins[: size + 1], np.zeros(rows, np.int32)])
    if held + steps > len(to):
        to = np.concatenate([to[:held], np.zeros(steps, np.int32)])
        minutes = np.concatenate([minutes[:held], np.zeros(steps)])
    counts = np.bincount(starts.own, minlength=rows)
    begins[size + 1 : size + rows + 1] = held + np.cumsum(counts)
    to[held : held + steps] = starts.node
    minutes[held : held + steps] = starts.minutes
    whole = size + rows
    return csr_array(
        (minutes[: held + steps], to[: held + steps], begins[: whole + 1]), shape=(whole, whole)
    )


@dataclass(frozen=True)
class Part:
    """Some nodes of a graph (ascending numbers) with the steps between and out of them.

    `row` and `to` are numbers within the part, `to` is -1 where a step leaves it; `out` is
    then the node it leads to.
    """

    nodes: Whole
    starts: Small
    to: Small
    out: Small
    minutes: Floats

    @property
    def row(self) -> Whole:
        """From which of the nodes each step goes."""
        return np.repeat(np.arange(len(self.nodes)), np.diff(self.starts))


def part(graph: Graph, nodes: Whole) -> Part:
    """These nodes cut out of the graph."""
    first = graph.starts[nodes].astype(np.int64)
    counts = graph.starts[nodes + 1] - first
    starts = np.zeros(len(nodes) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    at = np.arange(starts[-1]) + np.repeat(first - starts[:-1], counts)
    inside = np.full(graph.size, -1, np.int32)
    inside[nodes] = np.arange(len(nodes), dtype=np.int32)
    out = graph.to[at]
    return Part(nodes, starts.astype(np.int32), inside[out], out, graph.minutes[at])


def within(cut: Part, starts: Doors, limit: float = FOREVER) -> tuple[Floats, Small, Small]:
    """Like `nearest`, within a part; nodes of the starts and of the answer count within it."""
    from scipy.sparse import csr_array

    size = len(cut.nodes)
    if not size or not len(starts.own):
        return np.full(size, inf), _none(size), _none(size)
    leaving = cut.to < 0
    counts = np.bincount(starts.own, minlength=starts.spots)
    begins = np.concatenate([cut.starts, cut.starts[-1] + np.cumsum(counts)]).astype(np.int32)
    to = np.concatenate([np.where(leaving, 0, cut.to), starts.node]).astype(np.int32)
    minutes = np.concatenate([np.where(leaving, inf, cut.minutes), starts.minutes])
    whole = size + starts.spots
    matrix = csr_array((minutes, to, begins), shape=(whole, whole))
    found, before, source = dijkstra(matrix, np.arange(size, whole), limit)
    which = source[:size].astype(np.int32)
    which[which >= 0] -= size
    fore = before[:size]
    fore[fore >= size] = NONE
    return found[:size], which, fore


__all__ = ["NONE", "Part", "dijkstra", "from_one", "nearest", "part", "within"]
