"""How long a way is and how large an area, measured on the Earth and not on the picture."""

from typing import TYPE_CHECKING

from pocplanner.model.geometry import EARTH_M

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def length_m(shape: "BaseGeometry") -> float:
    """Metres along all lines of a shape, leg by leg on a sphere; none for points."""
    import numpy as np
    import shapely

    total = 0.0
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for ring in rings:
            lon, lat = np.radians(shapely.get_coordinates(ring)).T
            half = (
                np.sin(np.diff(lat) / 2) ** 2
                + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
            )
            total += float(2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))).sum())
    return total


def area_m2(shape: "BaseGeometry") -> float:
    """Square metres of all areas of a shape on a sphere, their holes taken off."""
    import numpy as np
    import shapely

    total = 0.0
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon":
            continue
        for at, ring in enumerate((part.exterior, *part.interiors)):
            lon, lat = np.radians(shapely.get_coordinates(ring)).T
            across = np.diff(lon)
            across = (across + np.pi) % (2 * np.pi) - np.pi
            inside = abs(float((across * (2 + np.sin(lat[:-1]) + np.sin(lat[1:]))).sum())) / 2
            total += (-1 if at else 1) * inside * EARTH_M**2
    return max(total, 0.0)
