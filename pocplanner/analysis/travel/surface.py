"""The nearest post to everywhere: minutes, which post, and the way, kept exact as posts move.

When a post leaves, only what it was nearest to is reckoned anew, from the border inwards; when
one comes, only what lies nearer to it than to the others. The result is the same, to the last
bit, as reckoning everything again.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, inf
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.travel.bands import Found, grow
from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import Floats, Whole
from pocplanner.analysis.travel.graph import Graph, Small
from pocplanner.analysis.travel.land import Land, Spots, spots_of
from pocplanner.analysis.travel.network import STEP_KM
from pocplanner.analysis.travel.search import NONE, nearest, part, within
from pocplanner.model.geometry import Position

#: With more changes than this everything is reckoned again.
_MOST_CHANGES = 24
#: A land of so many nodes is looked at whole; a larger one round the post alone.
_AT_ONCE = 500_000
#: As many nodes in a band of the whole land, so that the window may have its turn between.
_WIDE = 60_000
#: The first look round a new post, in cells to each side; then twice as far, and so on.
_FIRST_LOOK = 48


#: Nodes at the door of a post and minutes to them.
Door = tuple[Whole, Floats]


@dataclass(frozen=True)
class Surface:
    """Minutes from the nearest post to each node of the land, which one, and the forerunner.

    `posts` holds the position of each post by id, `slots` their numbers in `source`, `doors`
    their doors; nodes are the cells of the land's frame from the south-west, then the points of
    the ways.
    """

    land: Land
    posts: dict[str, Position]
    slots: dict[str, int]
    doors: dict[str, Door]
    minutes: Floats
    source: Small
    before: Small

    @property
    def field(self) -> Floats:
        """Minutes from the nearest post to each cell: what is drawn."""
        return self.minutes[: self.graph.cells]

    @property
    def graph(self) -> Graph:
        """The graph of its land."""
        assert self.land.graph is not None
        return self.land.graph

    def to(self, places: Spots) -> tuple[Floats, list[str]]:
        """Minutes from the nearest post to each place, and its id (empty where none comes)."""
        found, through = self.land.doors(places).least(self.minutes)
        names = {slot: id for id, slot in self.slots.items()}
        ids = [
            names.get(int(self.source[node]), "") if spent < inf else ""
            for spent, node in zip(found, through, strict=True)
        ]
        return found, ids


def surface(land: Land, posts: Mapping[str, Position], known: Surface | None = None) -> Surface:
    """The surface of these posts on a land with ways.

    `known` is a surface of the same land that differs by few posts: what does not change is
    taken over from it. At most about a second for a country, a tenth after one post moved.
    """
    held = dict(posts)
    if known is None or known.land is not land:
        return _whole(land, held)
    gone = [id for id, at in known.posts.items() if held.get(id) != at]
    come = [id for id, at in held.items() if known.posts.get(id) != at]
    if len(gone) + len(come) > _MOST_CHANGES:
        return _whole(land, held)
    if not gone and not come:
        return known
    slots = {id: slot for id, slot in known.slots.items() if id not in gone}
    free = max(known.slots.values(), default=-1) + 1
    doors = {id: door for id, door in known.doors.items() if id not in gone}
    found = replace(
        known,
        posts=held,
        slots=slots,
        doors=doors,
        minutes=known.minutes.copy(),
        source=known.source.copy(),
        before=known.before.copy(),
    )
    if gone:
        _leave(found, [known.slots[id] for id in gone])
    for number, id in enumerate(come):
        slots[id] = free + number
        doors[id] = land.doors(spots_of([held[id]])).of(0)
        _come(found, doors[id], held[id], free + number)
    return found


def remembered(land: Land, posts: Mapping[str, Position]) -> Surface:
    """The surface of these posts, from the one that was asked for last on this land."""
    with _LOCK:
        known = _LAST.get(land.key)
    found = surface(land, posts, known if known is not None and known.land is land else None)
    with _LOCK:
        _LAST[land.key] = found
        _LAST.move_to_end(land.key)
        while len(_LAST) > _MOST_KEPT:
            _LAST.popitem(last=False)
    return found


_LAST: "OrderedDict[bytes, Surface]" = OrderedDict()
_MOST_KEPT = 6
_LOCK = Lock()


def _whole(land: Land, posts: dict[str, Position]) -> Surface:
    assert land.graph is not None
    starts = land.doors(spots_of(posts.values()))
    if land.graph.size <= _AT_ONCE:
        got = grow(land.graph.steps, starts, land.limit, band=_WIDE)
        minutes, source, before = _everywhere(land.graph.size, got)
    else:
        minutes, source, before = nearest(land.graph, starts, land.limit)
    doors = {id: starts.of(at) for at, id in enumerate(posts)}
    slots = {id: at for at, id in enumerate(posts)}
    return Surface(land, posts, slots, doors, minutes, source, before)


def _everywhere(size: int, got: Found) -> tuple[Floats, Small, Small]:
    """What was found, by node."""
    minutes = np.full(size, inf)
    source, before = np.full(size, NONE, np.int32), np.full(size, NONE, np.int32)
    minutes[got.nodes], source[got.nodes], before[got.nodes] = got.minutes, got.source, got.before
    return minutes, source, before


def _leave(found: Surface, slots: list[int]) -> None:
    """Reckon anew what these posts were nearest to, from its border inwards; in place."""
    nodes = np.flatnonzero(np.isin(found.source, slots))
    if not len(nodes):
        return
    cut = part(found.graph, nodes)
    leaving = np.flatnonzero(cut.to < 0)
    out, row = cut.out[leaving].astype(np.int64), cut.row[leaving]
    spent = found.minutes[out] + cut.minutes[leaving]
    good = spent <= found.land.limit
    # Each neighbour outside is a start, and each door of a post that the others' lay before.
    border, own = np.unique(out[good], return_inverse=True)
    rows, minutes, whose, fore = [row[good]], [spent[good]], [own], list(border)
    source = list(found.source[border])
    for id, (at, near) in found.doors.items():
        mine = np.minimum(np.searchsorted(nodes, at), len(nodes) - 1)
        inside = nodes[mine] == at
        if inside.any():
            rows.append(mine[inside])
            minutes.append(near[inside])
            whose.append(np.full(int(inside.sum()), len(fore)))
            fore.append(NONE)
            source.append(found.slots[id])
    found.minutes[nodes], found.source[nodes], found.before[nodes] = inf, NONE, NONE
    start = np.concatenate(whose)
    order = np.argsort(start, kind="stable")
    starts = Doors(
        len(fore), start[order], np.concatenate(rows)[order], np.concatenate(minutes)[order]
    )
    reached, which, before = within(cut, starts, found.land.limit)
    got = which >= 0
    found.minutes[nodes] = reached
    found.source[nodes[got]] = np.array(source, np.int32)[which[got]]
    inner, outer = got & (before >= 0), got & (before < 0)
    found.before[nodes[inner]] = nodes[before[inner]]
    found.before[nodes[outer]] = np.array(fore, np.int32)[which[outer]]


def _come(found: Surface, door: Door, at: Position, slot: int) -> None:
    """Take over what lies nearer to a new post than to the others; in place."""
    if not len(door[0]):
        return
    graph, limit = found.graph, found.land.limit
    if graph.size <= _AT_ONCE:
        got = grow(graph.steps, Doors(1, np.zeros(len(door[0]), np.int64), *door), limit,
                   found.minutes)  # fmt: skip
        _take(found, got.nodes, got.minutes, got.before, slot)
        return
    frame = found.land.frame
    assert frame is not None
    held = float(np.min(found.minutes[door[0]] + door[1]))
    # Who is nearer to the new post than half its distance to the old ones is not nearer to it:
    # times keep the rule of the triangle. A little less than half, for rounding.
    least = held / 2 * (1 - 1e-9) if held < inf else 0.0
    look = _FIRST_LOOK
    while True:
        nodes, rim = _round(found, at, look, least)
        mine = np.searchsorted(nodes, door[0])
        if not len(nodes):
            return
        there = nodes[np.minimum(mine, len(nodes) - 1)] == door[0]
        if not there.any():
            return
        whole = look >= max(frame.rows, frame.columns)
        starts = Doors(1, np.zeros(int(there.sum()), np.int64), mine[there], door[1][there])
        cut = part(graph, nodes)
        minutes, _, before = within(cut, starts, limit)
        better = minutes < found.minutes[nodes]
        if whole or not (better & rim).any():
            break
        look *= 2
    fore = before[better]
    _take(found, nodes[better], minutes[better],
          np.where(fore >= 0, nodes[np.maximum(fore, 0)], NONE), slot)  # fmt: skip


def _take(found: Surface, nodes: Whole, minutes: Floats, before: Whole | Small, slot: int) -> None:
    """Give nodes to a post, in place."""
    found.minutes[nodes] = minutes
    found.source[nodes] = slot
    found.before[nodes] = before


def _round(
    found: Surface, at: Position, look: int, least: float
) -> tuple[Whole, NDArray[np.bool_]]:
    """Nodes round a position that may be nearer to it, and which of them lie at the rim."""
    frame, graph = found.land.frame, found.graph
    assert frame is not None
    row = int(np.floor(at.lat / frame.d_lat)) - frame.row0
    column = int(np.floor(at.lon / frame.d_lon)) - frame.column0
    low, high = max(row - look, 0), min(row + look + 1, frame.rows)
    left, right = max(column - look, 0), min(column + look + 1, frame.columns)
    field = found.field.reshape(frame.rows, frame.columns)[low:high, left:right]
    r, c = np.nonzero(field > least)
    cells = (r + low) * frame.columns + (c + left)
    lon, lat = graph.lon[graph.cells :], graph.lat[graph.cells :]
    y, x = lat / frame.d_lat - frame.row0, lon / frame.d_lon - frame.column0
    inside = (y >= low) & (y < high) & (x >= left) & (x < right)
    inside &= found.minutes[graph.cells :] > least
    points = np.flatnonzero(inside)
    y = np.concatenate([r + low, y[points]])
    x = np.concatenate([c + left, x[points]])
    # As wide as the longest step, on the sides where the land goes on.
    wide = max(2, ceil(STEP_KM / found.land.cell_km) + 1)
    rim = np.zeros(len(y), bool)
    for goes_on, near in (
        (low > 0, y < low + wide),
        (left > 0, x < left + wide),
        (high < frame.rows, y >= high - wide),
        (right < frame.columns, x >= right - wide),
    ):
        if goes_on:
            rim |= near
    return np.concatenate([cells, graph.cells + points]), rim


__all__ = ["Surface", "remembered", "surface"]
