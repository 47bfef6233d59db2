"""UTM and MGRS, both ways, by Krüger's series: exact to a fraction of a millimetre, no library."""

import math
from typing import NamedTuple

_A, _F, _K0 = 6_378_137.0, 1 / 298.257223563, 0.9996
_N = _F / (2 - _F)
_RADIUS = _A / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ROOT = 2 * math.sqrt(_N) / (1 + _N)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161280,
)
BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
#: Zones that the exceptions of Svalbard leave out in band X.
_NO_ZONES = frozenset({32, 34, 36})
#: The northing of the equator south of it.
FALSE_NORTHING = 10_000_000.0


class Utm(NamedTuple):
    """A position on the UTM grid, in metres; the band is a letter from C to X."""

    zone: int
    band: str
    easting: float
    northing: float


def zone_of(lon: float, lat: float) -> int:
    """The UTM zone, with the exceptions of Norway and Svalbard."""
    zone = min(int((lon + 180) // 6) + 1, 60)
    if 56 <= lat < 64 and 3 <= lon < 12:
        return 32
    if 72 <= lat <= 84 and 0 <= lon < 42:
        return 31 if lon < 9 else 33 if lon < 21 else 35 if lon < 33 else 37
    return zone


def band_of(lat: float) -> str:
    """The latitude band, eight degrees high; X is twelve."""
    index = min(int((lat + 80) // 8), 19)
    return BANDS[min(index, 9) if lat < 0 else index]  # however near the equator it lies


def band_edges(band: str) -> tuple[float, float]:
    """The latitudes between which a band lies. ValueError for a letter that is none."""
    south = -80.0 + 8 * BANDS.index(band)
    return south, 84.0 if band == "X" else south + 8


def utm(lon: float, lat: float) -> Utm | None:
    """A position in the grid of its zone; None where UTM ends, near the poles."""
    if not -80 <= lat <= 84:
        return None
    zone = zone_of(lon, lat)
    east, north = project(lon, lat, zone)
    if lat < 0:  # the equator itself belongs to the north
        north = min(north + FALSE_NORTHING, FALSE_NORTHING - 0.001)
    return Utm(zone, band_of(lat), east, north)


def project(lon: float, lat: float, zone: int) -> tuple[float, float]:
    """Easting and northing in the grid of a zone, in metres; south of the equator below zero."""
    phi = math.radians(lat)
    away = math.radians(lon - (zone * 6 - 183))
    t = math.sinh(math.atanh(math.sin(phi)) - _ROOT * math.atanh(_ROOT * math.sin(phi)))
    xi = math.atan2(t, math.cos(away))
    eta = math.atanh(math.sin(away) / math.sqrt(1 + t * t))
    east, north = eta, xi
    for at, value in enumerate(_ALPHA, start=1):
        east += value * math.cos(2 * at * xi) * math.sinh(2 * at * eta)
        north += value * math.sin(2 * at * xi) * math.cosh(2 * at * eta)
    return 500_000 + _K0 * _RADIUS * east, _K0 * _RADIUS * north


def unproject(easting: float, northing: float, zone: int) -> tuple[float, float]:
    """Longitude and latitude of a point in the grid of a zone; `northing` counts from the equator.

    Longitude comes back between -180 and 180.
    """
    xi, eta = northing / (_K0 * _RADIUS), (easting - 500_000) / (_K0 * _RADIUS)
    up, across = xi, eta
    for at, value in enumerate(_BETA, start=1):
        up -= value * math.sin(2 * at * xi) * math.cosh(2 * at * eta)
        across -= value * math.cos(2 * at * xi) * math.sinh(2 * at * eta)
    chi = math.asin(max(-1.0, min(1.0, math.sin(up) / math.cosh(across))))
    conformal = math.atanh(max(-1 + 1e-16, min(1 - 1e-16, math.sin(chi))))
    phi = chi
    for _ in range(8):
        phi = math.asin(math.tanh(conformal + _ROOT * math.atanh(_ROOT * math.sin(phi))))
    lon = zone * 6 - 183 + math.degrees(math.atan2(math.sinh(across), math.cos(up)))
    lon = lon - 360 if lon > 180 else lon + 360 if lon < -180 else lon
    return lon, math.degrees(phi)


def mgrs(lon: float, lat: float, digits: int = 5) -> str:
    """The MGRS reference with 0 to 5 digits a side (100 km to 1 m); empty near the poles."""
    found = utm(lon, lat)
    if found is None:
        return ""
    column = _COLUMNS[(found.zone - 1) % 3][int(found.easting // 100_000) - 1]
    row = _ROWS[(int(found.northing // 100_000) + (5 if found.zone % 2 == 0 else 0)) % 20]
    square = f"{found.zone}{found.band}{column}{row}"
    if not digits:
        return square
    east, north = int(found.easting % 100_000), int(found.northing % 100_000)
    cut = 10 ** (5 - digits)
    return f"{square}{east // cut:0{digits}d}{north // cut:0{digits}d}"


def from_mgrs(zone: int, band: str, square: str, digits: str) -> tuple[float, float] | None:
    """Longitude and latitude of the middle of a square; None where the grid has no such square.

    `square` holds the two letters of the square of 100 km, `digits` as many figures for the
    easting as for the northing.
    """
    columns = _COLUMNS[(zone - 1) % 3]
    if not 1 <= zone <= 60 or band not in BANDS or square[0] not in columns:
        return None
    if square[1] not in _ROWS or (band == "X" and zone in _NO_ZONES):
        return None
    side = len(digits) // 2
    step = 10.0 ** (5 - side)
    east = 100_000.0 * (columns.index(square[0]) + 1)
    east += (int(digits[:side] or 0) + 0.5) * step
    row = (_ROWS.index(square[1]) - (5 if zone % 2 == 0 else 0)) % 20
    north = 100_000.0 * row + (int(digits[side:] or 0) + 0.5) * step
    south_edge, north_edge = band_edges(band)
    middle = project(zone * 6 - 183, (south_edge + north_edge) / 2, zone)[1]
    # Rows repeat every 2,000 km, and a band is 900 km high at most: one of them is meant.
    north += 2_000_000.0 * round((middle - north) / 2_000_000.0)
    lon, lat = unproject(east, north, zone)
    # A square that a band or a zone cuts may have its middle beyond that edge.
    slack = step / 2 / 111_000 + 1e-6
    if not south_edge - slack <= lat <= north_edge + slack:
        return None
    aside = abs((lon - (zone * 6 - 183) + 180) % 360 - 180)
    widest = 6.0 if zone in (31, 32, 33, 35, 37) else 3.0
    if aside > widest + 0.6 + slack / max(math.cos(math.radians(lat)), 0.05):
        return None
    return lon, lat


def dms(value: float, places: int = 0) -> str:
    """A coordinate in degrees, minutes and seconds, without its hemisphere."""
    seconds = round(abs(value) * 3600, places)
    minutes, rest = divmod(seconds, 60)
    whole, minutes = divmod(minutes, 60)
    width = 2 if not places else 3 + places
    return f"{whole:.0f}°{minutes:02.0f}′{rest:0{width}.{places}f}″"


def ddm(value: float, places: int = 3) -> str:
    """A coordinate in degrees and decimal minutes, without its hemisphere."""
    minutes = round(abs(value) * 60, places)
    whole, rest = divmod(minutes, 60)
    return f"{whole:.0f}°{rest:0{3 + places}.{places}f}′"
