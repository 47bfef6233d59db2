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

    def __init__(self, name: str = "", code: Any = 0) -> None:
        self.name, self._turn = name, None
        if code:
            pyproj = _projections()
            try:
                turn: Any = pyproj.Transformer.from_crs(code, 4326, always_xy=True)
            except pyproj.exceptions.ProjError as error:
                raise Unreadable("import_other_coordinates", system=name[:80]) from error
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
    if found:
        code = int(found.group(1))
        return System() if code in _EARTH else System(f"EPSG:{code}", code)
    return _described(text)


#: Words by which a description may point to files, or bring rules of its own.
_OPEN = re.compile(r"EXTENSION|GRID|PARAM_MT|PARAMETERFILE|FITTED_CS|PIPELINE|NADGRIDS|\+", re.I)
#: What is turned by its numbers alone.
_METHODS = frozenset(
    {"Transverse Mercator", "Lambert Conic Conformal (1SP)", "Lambert Conic Conformal (2SP)"}
    | {"Albers Equal Area", "Lambert Azimuthal Equal Area", "Mercator (variant A)"}
    | {"Mercator (variant B)", "Sinusoidal", "Lambert Cylindrical Equal Area"}
    | {"Equidistant Cylindrical", "Popular Visualisation Pseudo Mercator"}
)
#: Datums that lie within a metre or two of WGS 84, by the words in their names.
_NEAR = re.compile(r"wgs[ _]?(?:19)?84|world geodetic system 1984|itrf|rgc|etrs|rgrdc", re.I)


def _described(text: str) -> System:
    """A system that is described in words. Unreadable where it is none that can be turned.

    One of a table is taken from the table. Another is turned by its own numbers where it is a
    plain projection of WGS 84, or of what is as good as the same.
    """
    title = re.search(r'"([^"]{1,80})"', text)
    name = title.group(1) if title else text[:80]
    refused = Unreadable("import_other_coordinates", system=name)
    if not text[:12].upper().startswith(("GEOG", "PROJ", "BOUND", "COMPD")):
        raise refused
    pyproj = _projections()
    try:
        told = pyproj.CRS.from_wkt(text)
        code = told.to_epsg(min_confidence=60)
        if code is not None:
            return System() if code in _EARTH else System(f"EPSG:{code}", code)
        if told.is_compound:
            told = told.sub_crs_list[0]
        under = told.geodetic_crs
        datum = under.datum.name if under is not None and under.datum is not None else ""
        greenwich = under is not None and under.prime_meridian.longitude == 0
        if not _NEAR.search(datum) or not greenwich or _OPEN.search(text):
            raise refused
        if told.is_geographic:
            return System() if _in_degrees(told) else _refuse(refused)
        method = told.coordinate_operation.method_name if told.is_projected else ""
        if method not in _METHODS:
            raise refused
    except (pyproj.exceptions.ProjError, ValueError, AttributeError) as error:
        raise refused from error
    return System(name, told)


def _in_degrees(system: Any) -> bool:
    return all(
        abs(a.unit_conversion_factor - 0.017453292519943295) < 1e-12 for a in system.axis_info[:2]
    )


def _refuse(refused: Unreadable) -> System:
    raise refused


def assumed(x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    """Nothing where coordinates without a system can be degrees. Unreadable where not."""
    with np.errstate(invalid="ignore"):
        outside = (np.abs(x) > 180) | (np.abs(y) > 180)
    if outside.any():
        at = int(np.flatnonzero(outside)[0])
        where = f"{x[at]:.0f} {y[at]:.0f}"
        raise Unreadable("import_no_system", example=where[:40])
