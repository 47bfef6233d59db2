"""Positions and shapes: longitude then latitude, WGS 84, distances in metres.

Said once, here: every coordinate of the product is (lon, lat) in degrees.
"""

import json
import math
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field, PlainSerializer
from shapely import Point, is_valid_reason, make_valid
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from pocplanner.model.guard import INSIDE, OPEN
from pocplanner.model.record import Guarded, Part

#: Mean radius of the Earth (IUGG), metres.
EARTH_M = 6_371_008.8
#: More corners than any boundary needs; a shape above it is refused before it is built.
MOST_CORNERS = 500_000

Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]


def _corners(coordinates: Any) -> int:
    if isinstance(coordinates, (list, tuple)):
        if coordinates and isinstance(coordinates[0], (int, float)):
            return 1
        return sum(_corners(part) for part in coordinates)
    return 0


def read_geometry(value: Any) -> BaseGeometry:
    """A shape from GeoJSON (text or mapping); ValueError says what is wrong with it."""
    try:
        value = json.loads(value) if isinstance(value, str) else value
        corners = _corners(value.get("coordinates")) if isinstance(value, dict) else 0
    except (ValueError, RecursionError) as error:
        raise ValueError("not a shape in GeoJSON") from error
    if corners > MOST_CORNERS:
        raise ValueError(f"a shape of more than {MOST_CORNERS:,} corners")
    if isinstance(value, dict):
        try:
            value = shape(value)
        except Exception as error:
            raise ValueError("not a shape in GeoJSON") from error
    if not isinstance(value, BaseGeometry) or value.is_empty:
        raise ValueError("an empty shape")
    west, south, east, north = value.bounds
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ValueError("a corner that is not a number")
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise ValueError("corners outside the range of longitude and latitude")
    if not value.is_valid:
        mended = make_valid(value)
        if mended.is_empty:
            raise ValueError(f"a shape that cannot be mended: {is_valid_reason(value)}")
        value = mended
    found: BaseGeometry = value
    return found


def write_geometry(value: BaseGeometry) -> dict[str, Any]:
    """The shape as a GeoJSON mapping."""
    found: dict[str, Any] = json.loads(json.dumps(mapping(value)))
    return found


#: A shape in a record: shapely inside, GeoJSON outside.
Geometry = Annotated[BaseGeometry, BeforeValidator(read_geometry), PlainSerializer(write_geometry)]


class Position(Part):
    """A point on the Earth, in degrees."""

    lon: Annotated[Lon, OPEN.position]
    lat: Annotated[Lat, OPEN.position]

    @property
    def point(self) -> Point:
        return Point(self.lon, self.lat)


class Placed(Guarded):
    """A record with a place on the map, where that is known."""

    position: Annotated[Position | None, OPEN.position] = None


class Sheltered(Guarded):
    """A record whose place is sensitive: a coping site, a mechanism, an alert."""

    position: Annotated[Position | None, INSIDE.position] = None


def distance_m(a: Position, b: Position) -> float:
    """Great-circle distance in metres."""
    return float(
        distances_m(np.array([a.lon]), np.array([a.lat]), np.array([b.lon]), np.array([b.lat]))[0]
    )


def distances_m(
    lon_a: NDArray[np.float64],
    lat_a: NDArray[np.float64],
    lon_b: NDArray[np.float64],
    lat_b: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Great-circle distances in metres between arrays of degrees that broadcast together."""
    la, lb = np.radians(lat_a), np.radians(lat_b)
    half = np.sin((lb - la) / 2) ** 2 + np.cos(la) * np.cos(lb) * (
        np.sin(np.radians(lon_b - lon_a) / 2) ** 2
    )
    found: NDArray[np.float64] = 2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return found


__all__ = [
    "EARTH_M",
    "Geometry",
    "Lat",
    "Lon",
    "Placed",
    "Position",
    "Sheltered",
    "distance_m",
    "distances_m",
    "read_geometry",
    "write_geometry",
]
