"""Systems of coordinates: turned into longitude and latitude, or refused by their name."""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.reader.wire import Unreadable

#: Systems that are longitude and latitude on WGS 84, or so near that a map shows no difference.
_EARTH = frozenset({4326, 4979, 4030, 4258, 4269, 4152, 4759, 4617, 4674, 4283, 7844, 4148, 4167})
_CODE = re.compile(r"(?:^|[^A-Za-z])EPSG[:/]{1,2}(?:[\d.]*[:/])?(\d{4,6})$", re.IGNORECASE)
_WGS = re.compile(r"crs84$|wgs[ _]?(?:19)?84$", re.IGNORECASE)


class System:
    """How the coordinates of a layer become longitude and latitude.

    `name` is what a person is told; empty where nothing has to be turned.
    """

    def __init__(self, name: str = "", code: int = 0) -> None:
        self.name, self._turn = name, None
        if code:
            pyproj = _projections()
            try:
                turn: Any = pyproj.Transformer.from_crs(code, 4326, always_xy=True)
            except pyproj.exceptions.ProjError as error:
                raise Unreadable("import_other_coordinates", system=f"EPSG:{code}") from error
            self._turn = turn

    def turned(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> Any:
        """Longitudes and latitudes; what cannot be turned comes back as NaN."""
        if self._turn is None:
            return x, y
        lon, lat = self._turn.transform(x, y)
        bad = ~(np.isfinite(lon) & np.isfinite(lat))
        return np.where(bad, np.nan, lon), np.where(bad, np.nan, lat)


def _projections() -> Any:
    """The library of projections, which fetches no grid from anywhere."""
    import pyproj

    network: Any = pyproj.network
    network.set_network_enabled(False)
    return pyproj


def named(told: str) -> System | None:
    """The system that a file or a person names; nothing where nothing is named.

    Only entries of the EPSG table are turned: a description may point to files of its own.
    Unreadable, with its name, for every other system.
    """
    text = told.strip()
    if not text or "Undefined" in text[:60] or text[:60].startswith('LOCAL_CS["Unde'):
        return None
    if _WGS.search(text):
        return System()
    found = _CODE.search(text)
    code = int(found.group(1)) if found else _identified(text)
    if code in _EARTH:
        return System()
    return System(f"EPSG:{code}", code)


def _identified(text: str) -> int:
    """The EPSG code of a description in words. Unreadable where it is none that is known."""
    title = re.search(r'"([^"]{1,80})"', text)
    refused = Unreadable("import_other_coordinates", system=title.group(1) if title else text[:80])
    if not text[:12].upper().startswith(("GEOG", "PROJ", "BOUND", "COMPD")):
        raise refused
    pyproj = _projections()
    try:
        code = pyproj.CRS.from_wkt(text).to_epsg(min_confidence=60)
    except (pyproj.exceptions.ProjError, ValueError) as error:
        raise refused from error
    if code is None:
        raise refused
    return int(code)


def assumed(x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    """Nothing where coordinates without a system can be degrees. Unreadable where not."""
    with np.errstate(invalid="ignore"):
        outside = (np.abs(x) > 180) | (np.abs(y) > 180)
    if outside.any():
        at = int(np.flatnonzero(outside)[0])
        where = f"{x[at]:.0f} {y[at]:.0f}"
        raise Unreadable("import_no_system", example=where[:40])
