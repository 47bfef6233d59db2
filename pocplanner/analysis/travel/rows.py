"""Ways that were followed from posts to places: kilometres, what stands in them, their line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np

from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import Floats, Whole, kilometres
from pocplanner.analysis.travel.graph import Small
from pocplanner.analysis.travel.land import Land, Spots
from pocplanner.analysis.travel.many import reached
from pocplanner.analysis.travel.network import Network
from pocplanner.analysis.travel.trips import Path


@dataclass(frozen=True)
class Row:
    """What is known from one post, or from the nearest one, to every place.

    `minutes`, `km` and `on_ways_km` by place; `at` is the number in the tree of the last node
    before the place (-1: none, beside it or out of reach). The tree holds a node and its
    parent (-1 at the door of the post).
    """

    minutes: Floats
    km: Floats
    on_ways_km: Floats
    at: Whole
    nodes: Small
    parents: Small
    stops: Small
    _met: dict[int, tuple[float, tuple[str, ...]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def path(self, place: int) -> Whole:
        """The nodes on the way to a place, from the post."""
        found = []
        node = int(self.at[place])
        while node >= 0:
            found.append(int(self.nodes[node]))
            node = int(self.parents[node])
        return np.array(found[::-1], np.int64)

    def met(self, net: Network, cells: int, place: int) -> tuple[float, tuple[str, ...]]:
        """Minutes that obstacles cost on the way to a place, each once, and which they are."""
        if self.at[place] < 0 or not self.stops[self.at[place]]:
            return 0.0, ()
        if place not in self._met:
            points = self.path(place) - cells
            delays: dict[str, float] = {}
            for a, b in zip(points[:-1].tolist(), points[1:].tolist(), strict=True):
                for key in ((a, b), (b, a)):
                    for spent, id in net.delays.get(key, ()):
                        delays.setdefault(id, spent)
            whole = min(sum(delays.values()), float(self.minutes[place]))
            self._met[place] = whole, tuple(delays)
        return self._met[place]

    def line(self, land: Land, post: tuple[float, float], place: int, to: Spots) -> Path:
        """The way as longitudes and latitudes, from the post to the place."""
        graph = land.graph
        assert graph is not None
        nodes = self.path(place)
        lon = np.concatenate([[post[0]], graph.lon[nodes], [to[0][place]]])
        lat = np.concatenate([[post[1]], graph.lat[nodes], [to[1][place]]])
        return np.column_stack([lon, lat]).astype(np.float32)


def row_from(
    land: Land,
    at: tuple[float, float],
    door: tuple[Whole, Floats],
    ends: Doors,
    to: Spots,
    beside: Mapping[int, float],
    limit: float,
) -> Row:
    """The row of one post. `beside` holds minutes to places at its very door."""
    minutes, before = reached(land, at, door, limit)
    spot = np.full((2, ends.spots), np.array(at)[:, None])
    return follow(land, minutes, before, ends, (spot[0], spot[1]), to, beside, limit)


def follow(
    land: Land,
    minutes: Floats,
    before: Small,
    ends: Doors,
    posts: Spots,
    to: Spots,
    beside: Mapping[int, float],
    limit: float,
) -> Row:
    """The ways to each place, given minutes and forerunners; `posts` is whence, by place."""
    graph, net = land.graph, land.net
    assert graph is not None and net is not None
    spent, through = ends.least(minutes)
    for place, near in beside.items():
        if near <= spent[place]:
            spent[place], through[place] = near, -1
    spent[spent > limit] = inf
    through[spent == inf] = -1
    nodes, parents, at, begins = _tree(before, through)
    here = np.array(nodes, np.int64)
    back = np.array(parents, np.int64)
    length, on_way = np.zeros(len(here)), np.zeros(len(here))
    inner = np.flatnonzero(back >= 0)
    a, b = here[back[inner]], here[inner]
    length[inner] = kilometres(graph.lon[a], graph.lat[a], graph.lon[b], graph.lat[b])
    ways = (a >= graph.cells) & (b >= graph.cells)
    on_way[inner[ways]] = length[inner[ways]]
    stops = np.zeros(len(here), np.int32)
    if net.delays:
        pieces = np.array(list(net.delays), np.int64)
        held = np.unique(pieces.min(1) * graph.size + pieces.max(1))
        low, high = np.minimum(a, b) - graph.cells, np.maximum(a, b) - graph.cells
        stops[inner[ways & np.isin(low * graph.size + high, held)]] = 1
    roots = _add_up(parents, begins, length, on_way, stops)
    km, on = np.zeros(ends.spots), np.zeros(ends.spots)
    got = np.flatnonzero(at >= 0)
    last = at[got]
    first, end = here[roots[last]], here[last]
    km[got] = length[last] + kilometres(
        posts[0][got], posts[1][got], graph.lon[first], graph.lat[first]
    ) + kilometres(graph.lon[end], graph.lat[end], to[0][got], to[1][got])  # fmt: skip
    on[got] = on_way[last]
    close = np.flatnonzero((at < 0) & (spent < inf))
    km[close] = kilometres(posts[0][close], posts[1][close], to[0][close], to[1][close])
    return Row(spent, km, on, at, here.astype(np.int32), back.astype(np.int32), stops)


def _tree(before: Small, through: Whole) -> tuple[list[int], list[int], Whole, list[int]]:
    """The nodes of all ways to these ends, parents first; each node once.

    A stretch of nodes is followed by the next one, each the parent of the one after it; the
    last of what is told are the numbers at which stretches begin.
    """
    number: dict[int, int] = {}
    nodes: list[int] = []
    parents: list[int] = []
    begins: list[int] = []
    at = np.full(len(through), -1, np.int64)
    # Reading one number of an array takes three times as long as of what lies under it.
    held: Any = np.ascontiguousarray(before)
    fore = memoryview(held)
    for place, end in enumerate(through.tolist()):
        if end < 0:
            continue
        stretch = []
        node = end
        while node >= 0 and node not in number:
            stretch.append(node)
            node = fore[node]
        if stretch:
            stretch.reverse()
            first, last = len(nodes), len(nodes) + len(stretch)
            begins.append(first)
            parents.append(number[node] if node >= 0 else -1)
            parents.extend(range(first, last - 1))
            nodes.extend(stretch)
            number.update(zip(stretch, range(first, last), strict=True))
        at[place] = number[end]
    return nodes, parents, at, begins


def _add_up(
    parents: list[int], begins: list[int], length: Floats, on_way: Floats, stops: Small
) -> Whole:
    """Sums from the root to each node, in place, stretch by stretch; and the root of each."""
    roots = np.zeros(len(length), np.int64)
    for first, last in zip(begins, [*begins, len(length)][1:], strict=True):
        parent = parents[first]
        roots[first:last] = first if parent < 0 else roots[parent]
        for sums in (length, on_way, stops):
            if parent >= 0:
                sums[first] += sums[parent]
            np.cumsum(sums[first:last], dtype=sums.dtype, out=sums[first:last])
    return roots


__all__ = ["Row", "follow", "row_from"]
