"""The lines of the MGRS grid over a part of the map, with the names of its squares."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pocplanner.model.grids import BANDS, band_edges, mgrs, project, unproject

#: Metres between lines that are drawn from this zoom of the map on; none: zones only.
_STEPS = ((0, 0), (7, 100_000), (10, 10_000), (13, 1_000), (16, 100))
#: No more lines than this; a view that needs more gets the next coarser grid.
MOST_LINES = 160
_MOST_NAMES = 120
_PIECES = 12


@dataclass(frozen=True)
class GridLine:
    """One line as (lon, lat) pairs; `weight` 2 for zones, 1 for squares of 100 km, 0 for finer."""

    id: str
    at: tuple[tuple[float, float], ...]
    weight: int


@dataclass(frozen=True)
class GridName:
    """The name of a square and where it stands."""

    id: str
    lon: float
    lat: float
    text: str


@dataclass(frozen=True)
class Grid:
    """What is drawn for one view."""

    lines: tuple[GridLine, ...]
    names: tuple[GridName, ...]
    step_m: int


def grid(west: float, south: float, east: float, north: float, zoom: int) -> Grid:
    """The grid for a view in degrees and its zoom; empty near the poles and for half the world.

    A view that crosses the antimeridian is given with `east` above 180.
    """
    south, north = max(south, -80.0), min(north, 84.0)
    if not (west < east and south < north):
        return Grid((), (), 0)
    east = min(east, west + 360)
    steps = [step for least, step in _STEPS if zoom >= least]
    while True:
        step = steps.pop()
        lines, names = _drawn(west, south, east, north, step)
        if len(lines) <= MOST_LINES:
            return Grid(lines, names, step)
        if not steps:
            return Grid((), (), 0)


def _drawn(
    west: float, south: float, east: float, north: float, step: int
) -> tuple[tuple[GridLine, ...], tuple[GridName, ...]]:
    lines: dict[str, GridLine] = {}
    names: dict[str, GridName] = {}
    for zone, band, cell in _cells(west, south, east, north):
        left, bottom, right, top = cell
        shown = (max(left, west), max(bottom, south), min(right, east), min(top, north))
        for at, (a, b) in enumerate(
            (((left, bottom), (left, top)), ((left, bottom), (right, bottom)))
        ):
            id = f"z{left:g},{bottom:g},{at}"
            lines[id] = GridLine(id, (a, b), 2)
        if step:
            for line in _squares(zone, cell, shown, step):
                lines[line.id] = line
                if len(lines) > MOST_LINES:
                    return tuple(lines.values()), ()
            for name in _names(zone, band, shown, step) or _names(zone, band, shown, 100_000):
                names[name.id] = name
        else:
            names[f"{zone}{band}"] = GridName(
                f"{zone}{band}", (left + right) / 2, (bottom + top) / 2, f"{zone}{band}"
            )
    return tuple(lines.values()), tuple(names.values())


def _cells(
    west: float, south: float, east: float, north: float
) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """The zones that a view shows: number, band and edges, as the map counts its longitudes."""
    for turn in range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1):
        for band in BANDS:
            bottom, top = band_edges(band)
            if top <= south or bottom >= north:
                continue
            for zone in range(1, 61):
                left, right = _zone_edges(zone, band)
                left, right = left + 360 * turn, right + 360 * turn
                if left < right and right > west and left < east:
                    yield zone, band, (left, bottom, right, top)


def _zone_edges(zone: int, band: str) -> tuple[float, float]:
    left, right = zone * 6.0 - 186, zone * 6.0 - 180
    if band == "V" and zone in (31, 32):
        return (0.0, 3.0) if zone == 31 else (3.0, 12.0)
    if band == "X":
        kept = {31: (0.0, 9.0), 33: (9.0, 21.0), 35: (21.0, 33.0), 37: (33.0, 42.0)}
        if zone in (32, 34, 36):
            return 0.0, 0.0
        return kept.get(zone, (left, right))
    return left, right


def _reach(
    zone: int, shown: tuple[float, float, float, float], step: int
) -> tuple[int, int, int, int]:
    """The least and greatest multiples of the step, east and north, that lie in the view."""
    west, south, east, north = shown
    middle = (west + east) / 2
    corners = [
        project(lon, lat, zone)
        for lon in (west, middle, east)
        for lat in (south, (south + north) / 2, north)
    ]
    easts, norths = [c[0] for c in corners], [c[1] for c in corners]
    return (
        math.floor(min(easts) / step), math.ceil(max(easts) / step),
        math.floor(min(norths) / step), math.ceil(max(norths) / step),
    )  # fmt: skip


def _squares(
    zone: int,
    cell: tuple[float, float, float, float],
    shown: tuple[float, float, float, float],
    step: int,
) -> Iterator[GridLine]:
    first_e, last_e, first_n, last_n = _reach(zone, shown, step)
    turn = 360.0 * math.floor((cell[0] + 180) / 360)
    for along, first, last, low, high in (
        ("e", first_e, last_e, first_n, last_n),
        ("n", first_n, last_n, first_e, last_e),
    ):
        for number in range(first, last + 1):
            fixed = number * step
            free = [(low + (high - low) * i / _PIECES) * step for i in range(_PIECES + 1)]
            pairs = [(fixed, f) if along == "e" else (f, fixed) for f in free]
            at = _clipped([_turned(unproject(e, n, zone), turn) for e, n in pairs], shown)
            if len(at) > 1:
                weight = 1 if fixed % 100_000 == 0 else 0
                yield GridLine(f"{along}{zone},{cell[1]:g},{turn:g},{fixed}", tuple(at), weight)


def _names(
    zone: int, band: str, shown: tuple[float, float, float, float], step: int
) -> list[GridName]:
    """A name in the middle of each square of the step, as a radio message begins: 34N BK 2 8.

    None where they would be too many to be read.
    """
    first_e, last_e, first_n, last_n = _reach(zone, shown, step)
    digits = {100_000: 0, 10_000: 1, 1_000: 2, 100: 3}[step]
    found: list[GridName] = []
    if (last_e - first_e) * (last_n - first_n) > _MOST_NAMES:
        return found
    west, south, east, north = shown
    for e in range(first_e, last_e):
        for n in range(first_n, last_n):
            lon, lat = unproject((e + 0.5) * step, (n + 0.5) * step, zone)
            lon += 360 * round(((west + east) / 2 - lon) / 360)
            if not (west <= lon <= east and south <= lat <= north):
                continue
            code = mgrs((lon + 180) % 360 - 180, lat, digits)
            head = len(code) - 2 * digits - 2
            if code[:head] != f"{zone}{band}":
                continue
            figures = code[head + 2 :]
            text = " ".join((code[head : head + 2], figures[:digits], figures[digits:])).strip()
            found.append(GridName(code, lon, lat, text if digits else f"{code[:head]} {text}"))
    return found


def _turned(at: tuple[float, float], turn: float) -> tuple[float, float]:
    return at[0] + turn, at[1]


def _clipped(
    at: list[tuple[float, float]], box: tuple[float, float, float, float]
) -> list[tuple[float, float]]:
    """The longest run of a line inside a box, cut at its edges."""
    from shapely import LineString, clip_by_rect

    found = clip_by_rect(LineString(at), *box)
    parts = [p for p in getattr(found, "geoms", [found]) if p.geom_type == "LineString"]
    longest = max(parts, key=lambda p: p.length, default=None)
    if longest is None or longest.is_empty:
        return []
    return [(float(x), float(y)) for x, y in longest.coords]
