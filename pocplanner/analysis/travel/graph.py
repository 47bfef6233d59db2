"""The ground and the ways as one graph, and the quickest ways through it."""

from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np

from pocplanner.analysis.travel.frame import Floats, Frame, Whole, kilometres
from pocplanner.analysis.travel.network import Network

#: The eight neighbours of a cell: rows up, columns right; in the order of their numbers.
_NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))


@dataclass(frozen=True)
class Graph:
    """Cells, then points of ways, then posts, then places, with minutes between neighbours.

    Posts are only left and places only entered, so that neither is a bridge for others.
    """

    matrix: Any
    lon: Floats
    lat: Floats
    cells: int
    points: int
    posts: int
    places: int

    @property
    def first_post(self) -> int:
        """The number of the first post."""
        return self.cells + self.points

    @property
    def first_place(self) -> int:
        """The number of the first place."""
        return self.first_post + self.posts


def grid_edges(frame: Frame, minutes_per_km: Floats) -> tuple[Whole, Whole, Floats]:
    """From, to and minutes between all cells that can be passed: length times mean pace."""
    rows, columns = frame.rows, frame.columns
    number = np.arange(frame.size, dtype=np.int32).reshape(rows, columns)
    cost = minutes_per_km.reshape(rows, columns)
    wide, high = frame.widths_km(), frame.height_km
    made_a, made_b, made_m = [], [], []
    for up, right in _NEIGHBOURS:
        here = (_cut(up, rows), _cut(right, columns))
        there = (_cut(-up, rows), _cut(-right, columns))
        across = (wide[here[0]] + wide[there[0]]) / 2 if right else np.zeros(len(wide[here[0]]))
        length = np.hypot(across, high if up else 0.0)
        minutes = (cost[here] + cost[there]) * (length / 2)[:, None]
        open_ = np.isfinite(minutes)
        made_a.append(number[here][open_])
        made_b.append(number[there][open_])
        made_m.append(minutes[open_])
    return np.concatenate(made_a), np.concatenate(made_b), np.concatenate(made_m)


def _cut(step: int, length: int) -> slice:
    """Where cells stand that have a neighbour this step away."""
    return slice(max(0, -step), length - max(0, step))


def build(
    frame: Frame,
    minutes_per_km: Floats,
    net: Network,
    posts: tuple[Floats, Floats],
    places: tuple[Floats, Floats],
    access: float,
) -> Graph:
    """The graph. `access` is the pace (minutes per km) between a way and the ground beside it."""
    from scipy.sparse import csr_array

    cells, points = frame.size, len(net.lon)
    first_post = cells + points
    first_place = first_post + len(posts[0])
    total = first_place + len(places[0])
    grid = _grid_matrix(frame, minutes_per_km, total)
    more: list[tuple[Whole, Whole, Floats]] = [
        (cells + net.a, cells + net.b, net.minutes),
        (cells + net.b, cells + net.a, net.minutes),
    ]
    if points:
        under = frame.cells(net.lon, net.lat)
        leaves = np.flatnonzero((under >= 0) & ~net.shadowed)
        leaves = leaves[np.isfinite(minutes_per_km[under[leaves]])]
        to = under[leaves]
        x, y = frame.middles(to)
        minutes = kilometres(net.lon[leaves], net.lat[leaves], x, y) * minutes_per_km[to]
        more += [(cells + leaves, to, minutes), (to, cells + leaves, minutes)]
    for first, (lon, lat), leaving in ((first_post, posts, True), (first_place, places, False)):
        near, other, minutes = _doors(frame, minutes_per_km, net, lon, lat, access)
        own = first + near
        more.append((own, other, minutes) if leaving else (other, own, minutes))
    a, b, minutes = (np.concatenate(part) for part in zip(*more, strict=True))
    matrix = grid + _least(a, b, minutes, total)
    x, y = frame.middles(np.arange(cells))
    return Graph(
        csr_array(matrix),
        np.concatenate([x, net.lon, posts[0], places[0]]),
        np.concatenate([y, net.lat, posts[1], places[1]]),
        cells,
        points,
        len(posts[0]),
        len(places[0]),
    )


def _grid_matrix(frame: Frame, minutes_per_km: Floats, total: int) -> Any:
    from scipy.sparse import coo_array

    a, b, minutes = grid_edges(frame, minutes_per_km)
    return coo_array((minutes, (a, b)), shape=(total, total)).tocsr()


def _least(a: Whole, b: Whole, minutes: Floats, total: int) -> Any:
    """A matrix of these steps; of two between the same points the shorter one."""
    from scipy.sparse import csr_array

    open_ = np.isfinite(minutes)
    a, b, minutes = a[open_], b[open_], np.maximum(minutes[open_], 1e-6)
    order = np.lexsort((minutes, b, a))
    a, b, minutes = a[order], b[order], minutes[order]
    first = np.ones(len(a), bool)
    first[1:] = (np.diff(a) != 0) | (np.diff(b) != 0)
    return csr_array((minutes[first], (a[first], b[first])), shape=(total, total))


def _doors(
    frame: Frame, minutes_per_km: Floats, net: Network, lon: Floats, lat: Floats, access: float
) -> tuple[Whole, Whole, Floats]:
    """How posts and places are joined to the ground and the ways round them."""
    own, other, minutes = [], [], []
    middle = frame.cells(lon, lat)
    row, column = np.divmod(middle, frame.columns)
    for up in (-1, 0, 1):
        for right in (-1, 0, 1):
            r, c = row + up, column + right
            good = (r >= 0) & (r < frame.rows) & (c >= 0) & (c < frame.columns) & (middle >= 0)
            at = np.flatnonzero(good)
            cells = r[at] * frame.columns + c[at]
            x, y = frame.middles(cells)
            rate = minutes_per_km[cells]
            spent = kilometres(lon[at], lat[at], x, y) * rate
            open_ = np.isfinite(spent)
            own.append(at[open_])
            other.append(cells[open_])
            minutes.append(spent[open_])
    if len(net.lon) and access < inf:
        from scipy.spatial import cKDTree

        shrink = np.cos(np.radians(float(lat.mean()))) if len(lat) else 1.0
        tree = cKDTree(np.column_stack([net.lon * shrink, net.lat]))
        reach = 1.5 * frame.d_lat
        for at, near in enumerate(
            tree.query_ball_point(np.column_stack([lon * shrink, lat]), reach)
        ):
            points = np.array(near, np.int64)
            if not len(points):
                continue
            km = kilometres(
                np.full(len(points), lon[at]), np.full(len(points), lat[at]),
                net.lon[points], net.lat[points],
            )  # fmt: skip
            own.append(np.full(len(points), at, np.int64))
            other.append(frame.size + points)
            minutes.append(km * access)
    return np.concatenate(own), np.concatenate(other), np.concatenate(minutes)


def from_post(graph: Graph, post: int, limit: float) -> tuple[Floats, Whole]:
    """Minutes from a post to every node (infinite beyond the limit), and each one's forerunner."""
    from scipy.sparse.csgraph import dijkstra

    minutes, before = dijkstra(
        graph.matrix, indices=graph.first_post + post, limit=limit, return_predecessors=True
    )
    return minutes, before


def nearest(graph: Graph, limit: float) -> Floats:
    """Minutes from the nearest post to every cell: the field that is drawn."""
    from scipy.sparse.csgraph import dijkstra

    sources = np.arange(graph.first_post, graph.first_place)
    found: Floats = dijkstra(graph.matrix, indices=sources, limit=limit, min_only=True)
    return found[: graph.cells]


def walk(before: Whole, node: int) -> Whole:
    """The nodes from the post to a node, along the quickest way."""
    found = [node]
    while (node := int(before[node])) >= 0:
        found.append(node)
    return np.array(found[::-1], np.int64)
