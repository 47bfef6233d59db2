"""The ground and the ways as one graph, and the quickest ways through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.travel.frame import Floats, Frame, Whole, kilometres
from pocplanner.analysis.travel.network import Network

#: The eight neighbours of a cell: rows up, columns right; in the order of their numbers.
_NEIGHBOURS = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
#: A door is joined to what lies within this many cells.
_DOOR_CELLS = 1.5


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
    shut: Sequence[Floats] = (),
) -> Graph:
    """The graph. `access` is the pace (minutes per km) of the last stretch from a way to a door.

    `shut` are lines (rivers, closed banks) that no last stretch may cross.
    """
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
    walls = _walls(shut)
    more.append(_straight_over(frame, posts, places, first_post, first_place, access, walls))
    for first, (lon, lat), leaving in ((first_post, posts, True), (first_place, places, False)):
        near, other, minutes = _doors(frame, minutes_per_km, net, lon, lat, access, walls)
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


def _walls(shut: Sequence[Floats]) -> Any:
    """The lines that no last stretch may cross, as one shape; None where there are none."""
    from shapely import LineString, MultiLineString, prepare

    if not shut:
        return None
    found = MultiLineString([LineString(line) for line in shut if len(line) > 1])
    prepare(found)
    return found


def _through(walls: Any, ends: tuple[Floats, Floats, Floats, Floats]) -> NDArray[np.bool_]:
    """Which straight stretches cross no wall."""
    from shapely import intersects, linestrings

    lon_a, lat_a, lon_b, lat_b = ends
    if walls is None or not len(lon_a):
        return np.ones(len(lon_a), bool)
    made = linestrings(np.stack([np.stack([lon_a, lat_a], 1), np.stack([lon_b, lat_b], 1)], 1))
    found: NDArray[np.bool_] = ~intersects(walls, made)
    return found


def _straight_over(
    frame: Frame,
    posts: tuple[Floats, Floats],
    places: tuple[Floats, Floats],
    first_post: int,
    first_place: int,
    access: float,
    walls: Any,
) -> tuple[Whole, Whole, Floats]:
    """A post beside a place: no grid lies between them, only the last stretch."""
    lon_a, lat_a = posts[0][:, None], posts[1][:, None]
    km = kilometres(lon_a, lat_a, places[0][None, :], places[1][None, :])
    post, place = np.nonzero(km <= _DOOR_CELLS * frame.height_km)
    ends = (posts[0][post], posts[1][post], places[0][place], places[1][place])
    open_ = _through(walls, ends)
    post, place = post[open_], place[open_]
    return first_post + post, first_place + place, km[post, place] * access


def _doors(
    frame: Frame,
    minutes_per_km: Floats,
    net: Network,
    lon: Floats,
    lat: Floats,
    access: float,
    walls: Any,
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
            spent = kilometres(lon[at], lat[at], x, y) * minutes_per_km[cells]
            open_ = np.isfinite(spent) & _through(walls, (lon[at], lat[at], x, y))
            own.append(at[open_])
            other.append(cells[open_])
            minutes.append(spent[open_])
    if len(net.lon) and access < inf and len(lat):
        from scipy.spatial import cKDTree

        shrink = np.cos(np.radians(float(lat.mean())))
        tree = cKDTree(np.column_stack([net.lon * shrink, net.lat]))
        found = tree.query_ball_point(
            np.column_stack([lon * shrink, lat]), _DOOR_CELLS * frame.d_lat
        )
        at = np.repeat(np.arange(len(lon)), [len(near) for near in found])
        points = np.array([p for near in found for p in near], np.int64)
        ends = (lon[at], lat[at], net.lon[points], net.lat[points])
        open_ = _through(walls, ends)
        own.append(at[open_])
        other.append(frame.size + points[open_])
        minutes.append((kilometres(*ends) * access)[open_])
    return np.concatenate(own), np.concatenate(other), np.concatenate(minutes)


def from_post(graph: Graph, post: int, limit: float) -> tuple[Floats, Whole]:
    """Minutes from a post to every node (infinite beyond the limit), and each one's forerunner."""
    from scipy.sparse.csgraph import dijkstra

    # The stubs of the library know a list of starts, not a single one.
    minutes, before = dijkstra(
        graph.matrix, True, [graph.first_post + post], return_predecessors=True, limit=limit
    )
    return minutes[0], before[0].astype(np.int64)


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
