"""The grid of ground between the ways: where its cells lie and how long their sides are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, pi, radians

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from pocplanner.model.geometry import EARTH_M
from pocplanner.words import Problem

#: Kilometres in a degree along a meridian.
DEGREE_KM = pi * EARTH_M / 180_000
#: Beyond this many cells the memory of a laptop ends.
MOST_CELLS = 8_000_000
#: Frames begin and end at multiples of this many cells.
_BLOCK = 16
#: A cell with its eight neighbours takes about this many bytes while it is worked on.
BYTES_PER_CELL = 300

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Frame:
    """Cells on a lattice that is the same for every mission of these latitudes.

    A wider frame holds the cells of a narrower one unchanged, so that a place more or less
    never moves the ground under the others.
    """

    row0: int
    column0: int
    rows: int
    columns: int
    d_lat: float
    d_lon: float

    @classmethod
    def around(
        cls, lon: Sequence[float], lat: Sequence[float], cell_km: float, margin_km: float
    ) -> "Frame":
        """The frame round these points. Problem where it has more cells than memory holds."""
        middle = (min(lat) + max(lat)) / 2
        band = min(5 * round(middle / 5), 80) if middle >= 0 else max(5 * round(middle / 5), -80)
        d_lat = cell_km / DEGREE_KM
        d_lon = d_lat / cos(radians(band))
        more = margin_km / DEGREE_KM
        row0, row1 = floor((min(lat) - more) / d_lat), ceil((max(lat) + more) / d_lat)
        wide = more / cos(radians(band))
        column0, column1 = floor((min(lon) - wide) / d_lon), ceil((max(lon) + wide) / d_lon)
        # In whole blocks, so that a post that moves a little rarely asks for another frame.
        row0, row1 = floor(row0 / _BLOCK) * _BLOCK, ceil(row1 / _BLOCK) * _BLOCK
        column0, column1 = floor(column0 / _BLOCK) * _BLOCK, ceil(column1 / _BLOCK) * _BLOCK
        rows, columns = row1 - row0, column1 - column0
        if rows * columns > MOST_CELLS:
            raise Problem(
                "travel.too_large",
                cells=f"{rows * columns:,}",
                megabytes=f"{rows * columns * BYTES_PER_CELL // 1_000_000:,}",
                cell=f"{cell_km:g}",
            )
        return cls(row0, column0, rows, columns, d_lat, d_lon)

    @property
    def size(self) -> int:
        """The number of cells."""
        return self.rows * self.columns

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return (
            self.column0 * self.d_lon,
            self.row0 * self.d_lat,
            (self.column0 + self.columns) * self.d_lon,
            (self.row0 + self.rows) * self.d_lat,
        )

    def latitudes(self) -> Floats:
        """The latitude of the middle of each row, from the south."""
        found = (np.arange(self.rows) + self.row0 + 0.5) * self.d_lat
        return found.astype(np.float64)

    def longitudes(self) -> Floats:
        """The longitude of the middle of each column, from the west."""
        found = (np.arange(self.columns) + self.column0 + 0.5) * self.d_lon
        return found.astype(np.float64)

    def widths_km(self) -> Floats:
        """The length of a cell from west to east in each row."""
        found = np.cos(np.radians(self.latitudes())) * self.d_lon * DEGREE_KM
        return found.astype(np.float64)

    @property
    def height_km(self) -> float:
        """The length of a cell from south to north."""
        return self.d_lat * DEGREE_KM

    def cells(self, lon: Floats, lat: Floats) -> Whole:
        """The number of the cell that each point lies in; -1 outside."""
        row = np.floor(lat / self.d_lat).astype(np.int64) - self.row0
        column = np.floor(lon / self.d_lon).astype(np.int64) - self.column0
        inside = (row >= 0) & (row < self.rows) & (column >= 0) & (column < self.columns)
        return np.where(inside, row * self.columns + column, -1)

    def middles(self, cells: Whole) -> tuple[Floats, Floats]:
        """Longitude and latitude of the middles of cells."""
        row, column = np.divmod(cells, self.columns)
        return (
            (column + self.column0 + 0.5) * self.d_lon,
            (row + self.row0 + 0.5) * self.d_lat,
        )

    def under(self, line: BaseGeometry) -> Whole:
        """The cells that a line passes, without a gap that a step aslant could slip through."""
        found: list[Whole] = []
        for part in lines_of(line):
            lon, lat = along(part, min(self.d_lat, self.d_lon) / 4)
            cells = self.cells(lon, lat)
            cells = cells[cells >= 0]
            if not len(cells):
                continue
            row, column = np.divmod(cells, self.columns)
            aslant = (np.diff(row) != 0) & (np.diff(column) != 0)
            corners = row[:-1][aslant] * self.columns + column[1:][aslant]
            found += [cells, corners]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def inside(self, shape: BaseGeometry) -> Whole:
        """The cells whose middle lies in a shape."""
        from shapely import contains_xy, prepare

        west, south, east, north = shape.bounds
        lon, lat = self.longitudes(), self.latitudes()
        columns = np.flatnonzero((lon >= west) & (lon <= east))
        rows = np.flatnonzero((lat >= south) & (lat <= north))
        if not len(columns) or not len(rows):
            return np.zeros(0, np.int64)
        prepare(shape)
        row, column = np.meshgrid(rows, columns, indexing="ij")
        held = contains_xy(shape, lon[column], lat[row])
        found: Whole = (row * self.columns + column)[held]
        return found


def lines_of(shape: BaseGeometry) -> list[Floats]:
    """The lines of a shape as arrays of longitude and latitude."""
    parts = getattr(shape, "geoms", None)
    if parts is not None:
        return [line for part in parts for line in lines_of(part)]
    if shape.geom_type not in {"LineString", "LinearRing"}:
        return []
    return [np.asarray(shape.coords, float)[:, :2]]


def along(line: Floats, step: float) -> tuple[Floats, Floats]:
    """The line's own points with others between, nowhere more than a step (degrees) apart."""
    if len(line) < 2:
        return line[:, 0], line[:, 1]
    parts = np.maximum(np.ceil(np.hypot(*np.diff(line, axis=0).T) / step).astype(int), 1)
    at = np.repeat(np.arange(len(parts)), parts)
    share = (np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[at]
    made = line[at] + share[:, None] * (line[at + 1] - line[at])
    made = np.vstack([made, line[-1]])
    return made[:, 0], made[:, 1]


def kilometres(lon_a: Floats, lat_a: Floats, lon_b: Floats, lat_b: Floats) -> Floats:
    """Kilometres between points that are near one another, element by element."""
    from pocplanner.model.geometry import distances_m

    found: Floats = distances_m(lon_a, lat_a, lon_b, lat_b) / 1000
    return found
