"""Minutes from many spots to many places at once: posts, or candidates for a post."""

from math import ceil

import numpy as np

from pocplanner.analysis.travel.doors import Doors, beside
from pocplanner.analysis.travel.frame import Floats, Whole
from pocplanner.analysis.travel.graph import Small
from pocplanner.analysis.travel.land import Land, Spots
from pocplanner.analysis.travel.search import NONE, from_one, part, within
from pocplanner.progress import Progress, Work

#: A search that stays within less than this share of the land is made within a part of it.
_PART = 0.1


def minutes_between(
    land: Land,
    posts: Spots,
    places: Spots,
    limit: float | None = None,
    walked: Doors | None = None,
) -> Work[Floats]:
    """Likely minutes, posts by places; infinite beyond `limit` minutes (the land's by default).

    `walked` are doors through which places are reached on foot from where vehicles are left
    (`onward.Walk.doors`). A small limit is much quicker in a large country: five hours look at
    a hundredth of it.
    """
    limit = land.limit if limit is None else min(limit, land.limit)
    if land.graph is None:
        found, _ = land.straight(posts, places)
        found[found > limit] = np.inf
        return found
    assert land.frame is not None and land.walls is not None and land.step is not None
    starts, ends = land.doors(posts), land.doors(places)
    made = np.full((len(posts[0]), len(places[0])), np.inf)
    for at in range(len(posts[0])):
        yield Progress(at, len(posts[0]), "travel.progress.ways")
        minutes, _ = reached(land, (posts[0][at], posts[1][at]), starts.of(at), limit)
        made[at], _ = ends.least(minutes)
        if walked is not None:
            made[at] = np.minimum(made[at], walked.least(minutes)[0])
    post, place, near = beside(land.frame, posts, places, land.step.access, land.walls)
    np.minimum.at(made, (post, place), near)
    made[made > limit] = np.inf
    return made


def reached(
    land: Land, at: tuple[float, float], door: tuple[Whole, Floats], limit: float
) -> tuple[Floats, Small]:
    """Minutes from one spot (by its doors) to each node of the land, and each one's forerunner."""
    graph = land.graph
    assert graph is not None
    nodes = _around(land, at, limit)
    if nodes is None:
        return from_one(graph, *door, limit)
    cut = part(graph, nodes)
    mine = np.searchsorted(nodes, door[0])
    starts = Doors(1, np.zeros(len(mine), np.int64), mine, door[1])
    found, _, fore = within(cut, starts, limit)
    minutes = np.full(graph.size, np.inf)
    minutes[nodes] = found
    before = np.full(graph.size, NONE, np.int32)
    before[nodes] = np.where(fore >= 0, nodes[np.maximum(fore, 0)], NONE)
    return minutes, before


def _around(land: Land, at: tuple[float, float], limit: float) -> Whole | None:
    """All nodes that can be reached within the limit at the best of speeds; None: all there are."""
    frame, graph, step, ground = land.frame, land.graph, land.step, land.ground
    assert frame is not None and graph is not None and step is not None and ground is not None
    best = min([*step.ways.values(), land.quickest, step.access])
    if best <= 0:
        return None
    radius = limit / best * 1.02 + 4 * frame.height_km
    up = ceil(radius / frame.height_km)
    aside = ceil(radius / float(frame.widths_km().min()))
    if (2 * up + 1) * (2 * aside + 1) > graph.cells * _PART:
        return None
    row = int(np.floor(at[1] / frame.d_lat)) - frame.row0
    column = int(np.floor(at[0] / frame.d_lon)) - frame.column0
    rows = np.arange(max(row - up, 0), min(row + up + 1, frame.rows))
    columns = np.arange(max(column - aside, 0), min(column + aside + 1, frame.columns))
    cells = (rows[:, None] * frame.columns + columns).reshape(-1)
    high, wide = up * frame.d_lat, aside * frame.d_lon
    lon, lat = graph.lon[graph.cells :], graph.lat[graph.cells :]
    inside = (np.abs(lat - at[1]) <= high) & (np.abs(lon - at[0]) <= wide)
    return np.concatenate([cells, graph.cells + np.flatnonzero(inside)])


__all__ = ["minutes_between", "reached"]
