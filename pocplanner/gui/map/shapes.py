"""Lines and areas as the page takes them: latitude first, with few enough corners for a screen."""

from collections.abc import Iterable
from typing import Any

from shapely.geometry.base import BaseGeometry

#: Large enough for a country, fine enough for a district.
_FINE_DEGREES = 0.004
_MOST_CORNERS = 4_000


def thin(shape: BaseGeometry | None) -> BaseGeometry | None:
    """A shape with few enough corners for a screen; corners that are left are not moved."""
    if shape is None:
        return None
    from shapely import get_num_coordinates

    found, fine = shape, _FINE_DEGREES
    while get_num_coordinates(found) > _MOST_CORNERS and fine < 1:
        found = shape.simplify(fine)
        fine *= 3
    return None if found.is_empty else found


def rings(shape: BaseGeometry) -> list[Any]:
    """A polygon's or several polygons' rings as the map takes them: latitude first."""
    parts = getattr(shape, "geoms", [shape])
    found = []
    for part in parts:
        if part.geom_type == "Polygon":
            found.append([swapped(r.coords) for r in (part.exterior, *part.interiors)])
    return found


def lines(shape: BaseGeometry) -> list[Any]:
    """The lines of a shape, latitude first; the outline of a polygon."""
    parts = getattr(shape, "geoms", [shape])
    found = []
    for part in parts:
        if part.geom_type == "LineString":
            found.append(swapped(part.coords))
        elif part.geom_type == "Polygon":
            found.append(swapped(part.exterior.coords))
    return found


def swapped(coordinates: Iterable[Any]) -> list[list[float]]:
    """Corners as latitude and longitude, to a tenth of a metre."""
    return [[round(c[1], 6), round(c[0], 6)] for c in coordinates]


def drawn(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """The kind of a shape and its corners, or nothing where there is none to draw."""
    found = thin(shape)
    if found is None:
        return None
    area = any(p.geom_type == "Polygon" for p in getattr(found, "geoms", [found]))
    at = rings(found) if area else lines(found)
    return {"type": "polygon" if area else "line", "at": at} if at else None
