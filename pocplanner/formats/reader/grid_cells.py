"""Positions that stand in one cell, or in metres of a grid: to latitude and longitude."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import Bad
from pocplanner.formats.reader.tables import Batch
from pocplanner.model.grids import FALSE_NORTHING, from_mgrs, unproject

#: No text longer than this is a position.
_LONGEST = 80
_MGRS = re.compile(r"0?(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z]{2})(\d{2,10})")
_UTM = re.compile(
    r"(?:UTM\s*)?(?:ZONE\s*)?0?(\d{1,2})\s*([C-HJ-NP-X])\s*[,;:]?\s*(?:E[:=]?\s*)?"
    r"(\d{6}(?:\.\d+)?)\s*(?:M?E)?\s*[,;/]?\s+(?:N[:=]?\s*)?(\d{1,8}(?:\.\d+)?)\s*(?:M?N)?"
)
_POINTS = re.compile(
    r"(-?\d{1,3}\.\d+)\s*°?\s*[,;/\s]\s*(-?\d{1,3}\.\d+)\s*°?(?:[,;\s]+-?\d+(?:\.\d+)?){0,2}"
)
_COMMAS = re.compile(r"(-?\d{1,3},\d+)\s*°?\s*(?:[;/]|\s)\s*(-?\d{1,3},\d+)\s*°?")
_LETTERED = (
    re.compile(r"(.+?[NS])[\s,;/]*(\d.*[EWO])"),
    re.compile(r"([NS]\s*\d.*?)[\s,;/]+([EWO]\s*\d.*)"),
)
_LON_FIRST = (
    re.compile(r"(.+?[EWO])[\s,;/]*(\d.*[NS])"),
    re.compile(r"([EWO]\s*\d.*?)[\s,;/]+([NS]\s*\d.*)"),
)
_ZONE = re.compile(r"\s*(?:UTM\s*)?(?:ZONE\s*)?0?(\d{1,2})\s*([A-Z]*)\s*", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def position(text: str, lon_first: bool = False) -> tuple[float, float] | None:
    """Latitude and longitude of a text that is one position, or nothing.

    MGRS, UTM with its zone, and two angles in any of their forms; latitude stands first unless
    letters, or `lon_first`, say otherwise.
    """
    if "://" in text[:20] or text.startswith("geo:"):
        return _in_link(text)
    if len(text) > _LONGEST:
        return None
    plain = " ".join(text.upper().replace("MGRS", " ").split()).strip("()[]{}.;, ")
    found = _MGRS.fullmatch(plain.replace(" ", "").replace("-", ""))
    if found:
        digits = found[4]
        at = from_mgrs(int(found[1]), found[2], found[3], digits) if not len(digits) % 2 else None
        return (at[1], at[0]) if at else None
    if utm := _UTM.fullmatch(plain):
        southern = utm[2] < "N" and utm[2] != "S"  # an S behind a zone is the south, mostly
        return _metres(int(utm[1]), southern or utm[2] == "S", float(utm[3]), float(utm[4]))
    pair = _POINTS.fullmatch(plain) or _COMMAS.fullmatch(plain)
    if pair:
        first, second = (float(p.replace(",", ".")) for p in pair.groups())
        return _onearth(second, first) if lon_first else _onearth(first, second)
    for forms, turned in ((_LETTERED, False), (_LON_FIRST, True)):
        for form in forms:
            if halves := form.fullmatch(plain):
                a, b = (cells.degrees(h.strip(" ,;/")) for h in halves.groups())
                if not isinstance(a, Bad) and not isinstance(b, Bad):
                    return _onearth(b, a) if turned else _onearth(a, b)
    return None


#: A place in a link of a map, as phones share it: latitude first, always.
_LINK = re.compile(
    r"(?:[@=:]|loc:|#map=\d+(?:\.\d+)?/|mlat=)(-?\d{1,2}\.\d+)"
    r"(?:,|%2C|/|,\+|&mlon=)(-?\d{1,3}\.\d+)",
    re.IGNORECASE,
)
_LONGEST_LINK = 1000


def _in_link(text: str) -> tuple[float, float] | None:
    """The place that a link names in its own text; nothing is ever fetched."""
    found = _LINK.search(text[:_LONGEST_LINK])
    return _onearth(float(found[1]), float(found[2])) if found else None


def _onearth(lat: float, lon: float) -> tuple[float, float] | None:
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _metres(zone: int, southern: bool, east: float, north: float) -> tuple[float, float] | None:
    if not 1 <= zone <= 60 or not 100_000 <= east < 1_000_000 or not 0 <= north <= FALSE_NORTHING:
        return None
    lon, lat = unproject(east, north - FALSE_NORTHING if southern else north, zone)
    return lat, lon


def zone_of(text: str) -> tuple[int, str] | None:
    """A UTM zone and N or S from "34N", "34 P", "zone 34"; N or S empty where it is not told."""
    found = _ZONE.fullmatch(text[:20])
    if not found or not 1 <= int(found[1]) <= 60 or len(found[2]) > 5:
        return None
    letter = found[2].upper()
    if letter in {"S", "SOUTH", "SUD"} or (len(letter) == 1 and "C" <= letter < "N"):
        return int(found[1]), "S"
    return int(found[1]), "N" if letter else ""


def number(text: str) -> float | None:
    """Metres as they are written, or nothing: blanks part thousands, a comma may be a point."""
    plain = text.strip()[:40]
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[\s\u00a0\u202f']", "", plain)
    if not re.fullmatch(r"-?\d{1,9}(?:[.,]\d+)?", plain):
        return None
    return float(plain.replace(",", "."))


_GROUPED = re.compile(r"-?\d{1,3}(?:[\s\u00a0\u202f']\d{3})+(?:[.,]\d+)?")


def placed(batches: Iterator[Batch], job: dict[str, Any] | None) -> Iterator[Batch]:
    """The rows with two cells more: latitude and longitude, worked out as the job says.

    A cell that is no position gives what stands in it, so that the row is refused for it. Rows
    that are wider than the head keep what is too much behind the two.
    """
    if not job:
        yield from batches
        return
    width = int(job["width"])
    works = {"text": _from_text, "parts": _from_parts, "utm": _from_utm, "system": _from_system}
    work = works[str(job["how"])]
    for lines, rows in batches:
        full = [[*row[:width], *[""] * (width - len(row))] for row in rows]
        found = work(full, job)
        yield (
            lines,
            [
                row
                if len(row) == width + 2 and _are_degrees(row[width:])
                else [*f, *at, *row[width:]]
                for row, f, at in zip(rows, full, found, strict=True)
            ],
        )


def _are_degrees(told: list[str]) -> bool:
    return all(re.fullmatch(r"-?\d{1,3}\.\d+", t) for t in told)


def _told(lat: float, lon: float) -> tuple[str, str]:
    return f"{lat:.7f}", f"{lon:.7f}"


def _from_text(rows: list[list[str]], job: dict[str, Any]) -> list[tuple[str, str]]:
    at, turned = int(job["at"]), bool(job.get("lon_first"))
    found = []
    for row in rows:
        text = row[at].strip()
        here = position(text, turned) if text else None
        found.append(_told(*here) if here else (text, text))
    return found


def _from_parts(rows: list[list[str]], job: dict[str, Any]) -> list[tuple[str, str]]:
    """Angles whose degrees, minutes, seconds and side stand in columns of their own."""
    found = []
    for row in rows:
        told = [[row[at].strip() if at >= 0 else "" for at in job[n]] for n in ("lat", "lon")]
        made = [_angle(*parts) for parts in told]
        at = None if None in made else _onearth(made[0] or 0.0, made[1] or 0.0)
        if at is not None:
            found.append(_told(*at))
        else:
            found.append((" ".join(filter(None, told[0])), " ".join(filter(None, told[1]))))
    return found


def _angle(degrees: str, minutes: str, seconds: str, side: str) -> float | None:
    """An angle of its parts; nothing where one of them cannot be."""
    numbers = [number(part) if part else 0.0 for part in (degrees, minutes, seconds)]
    if not degrees or None in numbers:
        return None
    whole, m, s = (n or 0.0 for n in numbers)
    if not (0 <= m < 60 and 0 <= s < 60) or (side and side[:1].upper() not in "NSEWO"):
        return None
    value = abs(whole) + m / 60 + s / 3600
    return -value if degrees.startswith("-") or side[:1].upper() in {"S", "W", "O"} else value


def _from_utm(rows: list[list[str]], job: dict[str, Any]) -> list[tuple[str, str]]:
    x, y, z = int(job["x"]), int(job["y"]), int(job["zone"])
    found = []
    for row in rows:
        east, north, zone = number(row[x]), number(row[y]), zone_of(row[z])
        here = None
        if east is not None and north is not None and zone is not None and zone[1]:
            here = _metres(zone[0], zone[1] == "S", east, north)
        told = f"{row[z].strip()} {row[x].strip()} {row[y].strip()}".strip()
        found.append(_told(*here) if here else (told, told))
    return found


def _from_system(rows: list[list[str]], job: dict[str, Any]) -> list[tuple[str, str]]:
    from pocplanner.formats.reader.geodata_systems import System, named

    system = named(str(job["system"])) or System()
    pairs = [(number(row[int(job["x"])]), number(row[int(job["y"])])) for row in rows]
    lon, lat = system.turned(
        np.array([p[0] if p[0] is not None else np.nan for p in pairs], np.float64),
        np.array([p[1] if p[1] is not None else np.nan for p in pairs], np.float64),
    )
    found = []
    for row, east, north in zip(rows, lon.tolist(), lat.tolist(), strict=True):
        told = f"{row[int(job['x'])].strip()} {row[int(job['y'])].strip()}".strip()
        good = np.isfinite(east) and np.isfinite(north)
        found.append(_told(north, east) if good else (told, told))
    return found
