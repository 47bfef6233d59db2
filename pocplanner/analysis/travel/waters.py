"""Water as ground: no vehicle and no walker crosses it, boats do; swamps slow or stop.

Cells are water where their middle is. What is narrower than a cell still parts them: no step and
no last stretch crosses a shore. Roads, bridges and ferries lead across as ways of their own, and
for boats the shores themselves are ways: there they land, and there they put to sea.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.results import Said
from pocplanner.analysis.travel.doors import REACH_CELLS, Walls
from pocplanner.analysis.travel.frame import Floats, Frame, Whole, lines_of
from pocplanner.analysis.travel.graph import NEIGHBOURS
from pocplanner.analysis.travel.network import Network
from pocplanner.model.geometry import Position
from pocplanner.model.places import Area, Route
from pocplanner.model.snapshot import Snapshot

#: A stretch is on the water where these shares of it are.
_SAMPLES = (0.25, 0.5, 0.75)


def under_water(snapshot: Snapshot, season: str) -> tuple[Area, ...]:
    """Areas that are open water in this season."""
    kinds = {"water", "flood"} if season == "wet" else {"water"}
    return tuple(a for a in snapshot.all(Area) if a.hierarchy in kinds and a.shape is not None)


def swamps(snapshot: Snapshot) -> tuple[Area, ...]:
    """Areas that are swamp, in every season."""
    return tuple(a for a in snapshot.all(Area) if a.hierarchy == "swamp" and a.shape is not None)


@dataclass(frozen=True)
class Waters:
    """The open water of a frame: the cells whose middle it covers, and its shores as lines."""

    frame: Frame
    shapes: tuple[Any, ...]
    cells: Whole
    shores: tuple[Floats, ...]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.shapes)

    @cached_property
    def _whole(self) -> Any:
        from shapely import GeometryCollection, prepare, union_all

        found = union_all(list(self.shapes)) if self.shapes else GeometryCollection()
        prepare(found)
        return found

    @cached_property
    def walls(self) -> Walls:
        """The shores as walls of last stretches."""
        return Walls(self.shores)

    def holds(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Which points lie in the water."""
        from shapely import contains_xy

        if not self.shapes:
            return np.zeros(len(lon), bool)
        found: NDArray[np.bool_] = contains_xy(self._whole, lon, lat)
        return found

    def wet(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Which points lie in the water or on its very shore, from which every step would cross."""
        from shapely import intersects_xy

        if not self.shapes:
            return np.zeros(len(lon), bool)
        found: NDArray[np.bool_] = intersects_xy(self._whole, lon, lat)
        return found

    def ways(self) -> tuple[Route, ...]:
        """The shores as ways of boats."""
        from shapely import MultiLineString

        lines = [line for line in self.shores if len(line) > 1]
        if not lines:
            return ()
        return (Route(id="shores", name="–", kind="river", line=MultiLineString(lines)),)

    def parted(self, ground: Floats) -> Whole:
        """Steps between open cells that cross a shore, as eight times the cell plus direction."""
        near = self._near[np.isfinite(ground[self._near])]
        if not len(near):
            return np.zeros(0, np.int64)
        frame = self.frame
        row, column = np.divmod(near, frame.columns)
        made: list[Whole] = []
        for number, (up, right) in enumerate(NEIGHBOURS):
            if number < 4:  # the other four are the same steps, seen from the other end
                continue
            r, c = row + up, column + right
            good = (r >= 0) & (r < frame.rows) & (c >= 0) & (c < frame.columns)
            here, there = near[good], (r * frame.columns + c)[good]
            open_ = np.isfinite(ground[there])
            here, there = here[open_], there[open_]
            shut = ~self.walls.passed((*frame.middles(here), *frame.middles(there)))
            made += [here[shut] * 8 + number, there[shut] * 8 + 7 - number]
        return np.unique(np.concatenate(made))

    def dry(self, net: Network, points: Whole, cells: Whole) -> NDArray[np.bool_]:
        """Which of the stretches from points of ways to cells cross no shore."""
        found = np.ones(len(points), bool)
        beside = np.flatnonzero(np.isin(cells, self._near))
        lon, lat = net.lon[points[beside]], net.lat[points[beside]]
        found[beside] = self.walls.passed((lon, lat, *self.frame.middles(cells[beside])))
        return found

    def afloat(self, net: Network, ground: Floats) -> tuple[Whole, Whole]:
        """Stretches over water, from points of rivers and shores to cells: points and cells."""
        frame = self.frame
        row, column = np.divmod(frame.cells(net.lon, net.lat), frame.columns)
        points: list[Whole] = []
        cells: list[Whole] = []
        for up in (-1, 0, 1):
            for right in (-1, 0, 1):
                r, c = row + up, column + right
                good = (r >= 0) & (r < frame.rows) & (c >= 0) & (c < frame.columns) & (row >= 0)
                at = np.flatnonzero(good)
                there = r[at] * frame.columns + c[at]
                wet = np.isfinite(ground[there])
                at, there = at[wet], there[wet]
                x, y = frame.middles(there)
                held = np.ones(len(at), bool)
                for share in _SAMPLES:
                    held &= self.holds(
                        net.lon[at] + share * (x - net.lon[at]),
                        net.lat[at] + share * (y - net.lat[at]),
                    )
                points.append(at[held])
                cells.append(there[held])
        return np.concatenate(points), np.concatenate(cells)

    @cached_property
    def _near(self) -> Whole:
        """Cells that a shore passes, and those beside them."""
        from shapely import LineString

        frame = self.frame
        under = [frame.under(LineString(line)) for line in self.shores if len(line) > 1]
        if not under:
            return np.zeros(0, np.int64)
        row, column = np.divmod(np.unique(np.concatenate(under)), frame.columns)
        made = []
        for up, right in (*NEIGHBOURS, (0, 0)):
            r, c = row + up, column + right
            good = (r >= 0) & (r < frame.rows) & (c >= 0) & (c < frame.columns)
            made.append((r * frame.columns + c)[good])
        return np.unique(np.concatenate(made))


def waters(frame: Frame, areas: Sequence[Area]) -> Waters:
    """The water of these areas within a frame."""
    from shapely import clip_by_rect

    west, south, east, north = frame.bounds
    shapes, cells, shores = [], [np.zeros(0, np.int64)], []
    for area in areas:
        if area.shape is None or area.shape.area == 0:
            continue
        low_x, low_y, high_x, high_y = area.shape.bounds
        if high_x <= west or low_x >= east or high_y <= south or low_y >= north:
            continue
        whole = west <= low_x and high_x <= east and south <= low_y and high_y <= north
        # A great lake round a small piece of ground: only what lies in it.
        shape = area.shape if whole else clip_by_rect(area.shape, west, south, east, north)
        edge = area.shape.boundary
        if shape.is_empty or shape.area == 0:
            continue
        shapes.append(shape)
        cells.append(frame.inside(shape))
        shores += lines_of(edge if whole else clip_by_rect(edge, west, south, east, north))
    return Waters(frame, tuple(shapes), np.unique(np.concatenate(cells)), tuple(shores))


def in_water(
    water: Waters | None, movement: str, cell_km: float, spots: Mapping[str, Position]
) -> tuple[Said, ...]:
    """Which posts and places lie in open water as it is drawn, for those who cannot swim."""
    if not water or movement == "boat":
        return ()
    lon = np.array([p.lon for p in spots.values()], float)
    lat = np.array([p.lat for p in spots.values()], float)
    held = water.holds(lon, lat).tolist()
    ids = tuple(id for id, wet in zip(spots, held, strict=True) if wet)
    if not ids:
        return ()
    told = {"count": len(ids), "names": ids[:5], "km": f"{REACH_CELLS * cell_km:g}"}
    return (Said("travel.remark.in_water", told, ids[:50]),)


__all__ = ["Waters", "in_water", "swamps", "under_water", "waters"]
