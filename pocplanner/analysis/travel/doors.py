"""Doors: how posts and places are joined to the ground and the ways round them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.travel.frame import Floats, Frame, Whole, kilometres
from pocplanner.analysis.travel.network import Network

#: A door is joined to what lies within this many cells.
REACH_CELLS = 1.5


@dataclass(frozen=True)
class Doors:
    """The last stretches of some spots: whose (ascending), to which node, in how many minutes."""

    spots: int
    own: Whole
    node: Whole
    minutes: Floats

    def of(self, spot: int) -> tuple[Whole, Floats]:
        """Nodes and minutes of one spot."""
        low, high = np.searchsorted(self.own, (spot, spot + 1))
        return self.node[low:high], self.minutes[low:high]

    def least(self, minutes: Floats) -> tuple[Floats, Whole]:
        """For each spot the least minutes over its doors, given those at nodes; and the node."""
        found = np.full(self.spots, inf)
        through = np.full(self.spots, -1, np.int64)
        if len(self.own):
            spent = minutes[self.node] + self.minutes
            first = np.flatnonzero(np.diff(self.own, prepend=-1))
            whose = self.own[first]
            found[whose] = np.minimum.reduceat(spent, first)
            best = np.flatnonzero(spent == found[self.own])
            # Of two that are equal the first one, whatever was asked for beside it.
            through[self.own[best[::-1]]] = self.node[best[::-1]]
        return found, through


class Walls:
    """Lines (rivers, closed banks, shores) that no last stretch may cross.

    `shores` are crossed by who stands in the water as it is drawn (`afloat`): an outline is
    never so true that a landing stage lies on it.
    """

    def __init__(
        self,
        lines: Sequence[Floats],
        shores: "Walls | None" = None,
        afloat: Callable[[Floats, Floats], NDArray[np.bool_]] | None = None,
    ) -> None:
        from shapely import LineString, MultiLineString, prepare

        kept = [LineString(line) for line in lines if len(line) > 1]
        self._shape: Any = MultiLineString(kept) if kept else None
        self._shores, self._afloat = shores, afloat
        if kept:
            prepare(self._shape)

    def passed(self, ends: tuple[Floats, Floats, Floats, Floats]) -> NDArray[np.bool_]:
        """Which straight stretches (lon, lat to lon, lat) cross none of them."""
        from shapely import intersects, linestrings

        lon_a, lat_a, lon_b, lat_b = ends
        found = np.ones(len(lon_a), bool)
        if not len(lon_a):
            return found
        if self._shape is not None:
            first, last = np.stack([lon_a, lat_a], 1), np.stack([lon_b, lat_b], 1)
            found = ~intersects(self._shape, linestrings(np.stack([first, last], 1)))
        if self._shores is not None:
            shut = np.flatnonzero(~self._shores.passed(ends))
            if len(shut) and self._afloat is not None:
                wet = self._afloat(lon_a[shut], lat_a[shut])
                wet |= self._afloat(lon_b[shut], lat_b[shut])
                shut = shut[~wet]
            found[shut] = False
        return found


def doors(
    frame: Frame,
    minutes_per_km: Floats,
    net: Network,
    tree: Any,
    spots: tuple[Floats, Floats],
    access: float,
    walls: Walls,
    afloat: Walls | None = None,
) -> Doors:
    """The doors of spots (longitudes, latitudes); `access` is the pace from a way to a door.

    `tree` finds points of ways near a spot (see `near_points`), None where there are none.
    `afloat` are the shores that keep the cells of boats from who stands on land.
    """
    lon, lat = spots
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
            open_ = np.isfinite(spent)
            ends = (lon[at][open_], lat[at][open_], x[open_], y[open_])
            open_[open_] = (walls if afloat is None else afloat).passed(ends)
            own.append(at[open_])
            other.append(cells[open_])
            minutes.append(spent[open_])
    if tree is not None and access < inf and len(lat):
        found = tree.query_ball_point(_flat(frame, lon, lat), REACH_CELLS * frame.d_lat)
        at = np.repeat(np.arange(len(lon)), [len(near) for near in found])
        points = np.array([p for near in found for p in sorted(near)], np.int64)
        ends = (lon[at], lat[at], net.lon[points], net.lat[points])
        open_ = walls.passed(ends)
        own.append(at[open_])
        other.append(frame.size + points[open_])
        minutes.append((kilometres(*ends) * access)[open_])
    whose, node, spent = np.concatenate(own), np.concatenate(other), np.concatenate(minutes)
    order = np.argsort(whose, kind="stable")
    return Doors(len(lon), whose[order], node[order], np.maximum(spent[order], 1e-6))


def near_points(frame: Frame, net: Network) -> Any:
    """A tree that finds points of ways; None without any."""
    from scipy.spatial import cKDTree

    return cKDTree(_flat(frame, net.lon, net.lat)) if len(net.lon) else None


def _flat(frame: Frame, lon: Floats, lat: Floats) -> Floats:
    """Points on a sheet whose unit is a degree of latitude."""
    middle = (frame.bounds[1] + frame.bounds[3]) / 2
    return np.column_stack([lon * np.cos(np.radians(middle)), lat])


def beside(
    frame: Frame,
    posts: tuple[Floats, Floats],
    places: tuple[Floats, Floats],
    access: float,
    walls: Walls,
) -> tuple[Whole, Whole, Floats]:
    """Posts beside a place: no ground lies between them, only the last stretch, in minutes."""
    from scipy.spatial import cKDTree

    none = np.zeros(0, np.int64)
    if not len(posts[0]) or not len(places[0]):
        return none, none, np.zeros(0)
    reach = REACH_CELLS * frame.height_km
    tree = cKDTree(_flat(frame, *places))
    # A little wider, since the sheet is only flat; the true distance decides.
    wide = REACH_CELLS * frame.d_lat * 1.5
    found: Any = tree.query_ball_point(_flat(frame, *posts), wide)
    post = np.repeat(np.arange(len(posts[0])), [len(near) for near in found])
    place = np.array([p for near in found for p in sorted(near)], np.int64)
    ends = (posts[0][post], posts[1][post], places[0][place], places[1][place])
    km = kilometres(*ends)
    near = km <= reach
    near[near] = walls.passed((ends[0][near], ends[1][near], ends[2][near], ends[3][near]))
    return post[near], place[near], km[near] * access


__all__ = ["REACH_CELLS", "Doors", "Walls", "beside", "doors", "near_points"]
