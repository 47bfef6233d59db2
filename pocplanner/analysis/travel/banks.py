"""Minutes by boat to the ground beside the water: the banks, and as far as people walk on."""

from math import inf

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import Floats, Whole, kilometres
from pocplanner.analysis.travel.land import Land, with_ways
from pocplanner.analysis.travel.movement import pace
from pocplanner.analysis.travel.onward import walkers
from pocplanner.analysis.travel.search import nearest
from pocplanner.model.places import Route
from pocplanner.model.snapshot import Snapshot


def banks(snapshot: Snapshot, land: Land, minutes: Floats, assumed: Assumptions) -> Floats:
    """Minutes by cell of the land's frame, given those by node of its graph.

    A cell with water in it and those beside it are the bank. Beyond, people go on on foot where
    some unit of boats may, no farther than they walk.
    """
    assert land.frame is not None and land.graph is not None
    frame, cells = land.frame, land.graph.cells
    step = pace("foot", land.condition, assumed)
    points = np.flatnonzero(minutes[cells:] < inf)
    lon, lat = land.graph.lon[cells + points], land.graph.lat[cells + points]
    own, node, spent = _landed(land, lon, lat, step.off_way)
    found = np.full(cells, inf)
    np.minimum.at(found, node, minutes[cells + points][own] + spent)
    np.minimum(found, minutes[:cells], out=found)
    if not len(points) or not walkers(snapshot, "boat"):
        return found
    routes = tuple(r for r in snapshot.all(Route) if r.line is not None and r.kind != "air")
    dry = with_ways(
        snapshot, land.condition, step, land.cell_km, frame, routes, assumed.fresh(), b""
    )
    assert dry.graph is not None and dry.ground is not None
    open_ = dry.ground[node] < inf
    order = np.argsort(own[open_], kind="stable")
    first = minutes[cells + points] + assumed.value("travel.leave_min")
    starts = Doors(
        len(points), own[open_][order], node[open_][order],
        (first[own[open_]] + spent[open_])[order],
    )  # fmt: skip
    there, which, _ = nearest(dry.graph, starts, land.limit)
    there, which = there[:cells], which[:cells]
    walked = there - np.where(which >= 0, first[np.maximum(which, 0)], 0.0)
    reach = assumed.value("travel.walk_km") * step.way("dirt")
    made: Floats = np.where(walked <= reach, np.minimum(found, there), found)
    return made


def _landed(land: Land, lon: Floats, lat: Floats, rate: float) -> tuple[Whole, Whole, Floats]:
    """Cells in which and beside which boats land: the point's number, the cell, minutes on foot."""
    frame = land.frame
    assert frame is not None
    row, column = np.divmod(frame.cells(lon, lat), frame.columns)
    own, node, spent = [], [], []
    for up in (-1, 0, 1):
        for right in (-1, 0, 1):
            r, c = row + up, column + right
            good = (r >= 0) & (r < frame.rows) & (c >= 0) & (c < frame.columns) & (row >= 0)
            at = np.flatnonzero(good)
            beside = r[at] * frame.columns + c[at]
            x, y = frame.middles(beside)
            own.append(at)
            node.append(beside)
            spent.append(kilometres(lon[at], lat[at], x, y) * rate)
    return np.concatenate(own), np.concatenate(node), np.concatenate(spent)


__all__ = ["banks"]
