"""A position in any form that people write it: read, and written in a chosen form.

Latitude stands first, as on every map sheet and in every radio message, unless a letter
(N, S, E, W, and O for Ouest) says otherwise. What is read says how fine it was written.
"""

import re
from dataclasses import dataclass
from typing import Literal

from pocplanner.analysis.degree_text import LABELS, degrees, fineness
from pocplanner.model.geometry import Position
from pocplanner.model.grids import (
    BANDS,
    FALSE_NORTHING,
    band_edges,
    ddm,
    dms,
    from_mgrs,
    mgrs,
    unproject,
    utm,
)
from pocplanner.words import Problem

#: The forms, in the order in which they are offered.
Form = Literal["decimal", "dms", "ddm", "utm", "mgrs"]
FORMS: tuple[Form, ...] = ("decimal", "dms", "ddm", "utm", "mgrs")
_PARTS: tuple[Form, ...] = ("decimal", "ddm", "dms")
#: No text longer than this is a position.
LONGEST = 120


@dataclass(frozen=True)
class Reading:
    """A position as it was read: in which form, and to how many metres it was written."""

    position: Position
    form: Form
    within_m: float


# ------------------------------------------------------------------------------ writing


def write(position: Position, form: Form = "decimal", language: str = "en") -> str:
    """A position in a form; empty where the form ends (UTM and MGRS near the poles)."""
    lon, lat = position.lon, position.lat
    if form == "decimal":
        return f"{_tidy(lat, 6)}, {_tidy(lon, 6)}"
    if form in ("dms", "ddm"):
        west = "O" if language == "fr" else "W"
        up, across = (dms(lat, 2), dms(lon, 2)) if form == "dms" else (ddm(lat, 4), ddm(lon, 4))
        return f"{up}{'S' if lat < 0 else 'N'} {across}{west if lon < 0 else 'E'}"
    if form == "utm":
        grid = utm(lon, lat)
        if grid is None:
            return ""
        return f"{grid.zone}{grid.band} {grid.easting:.0f} {grid.northing:07.0f}"
    code = mgrs(lon, lat)
    return f"{code[:-12]} {code[-12:-10]} {code[-10:-5]} {code[-5:]}" if code else ""


def all_forms(position: Position, language: str = "en") -> dict[Form, str]:
    """A position in every form that it has."""
    found = {form: write(position, form, language) for form in FORMS}
    return {form: text for form, text in found.items() if text}


def _tidy(value: float, places: int) -> str:
    """At least four decimals and no more zeros behind them than that."""
    text = f"{value + 0.0:.{places}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    while text.endswith("0") and len(text) - text.index(".") > 5:
        text = text[:-1]
    return text


# ------------------------------------------------------------------------------ reading


def read(text: str) -> Reading:
    """The one position that a text means. Problem, in one sentence, where it means none or two."""
    found = readings(text)
    if len(found) > 1:
        raise Problem("coordinates.two_meanings", text=text.strip())
    return found[0]


def readings(text: str) -> tuple[Reading, ...]:
    """Every position that a text can mean, the likeliest first. Problem where it means none."""
    plain = _plain(text)
    if not plain or len(text) > LONGEST:
        raise Problem("coordinates.unread", text=text.strip()[:40])
    for one in (_mgrs, _utm):
        found = one(plain)
        if found:
            return found
    told = degrees(plain)
    return (Reading(_position(told.lon, told.lat), _PARTS[told.parts - 1], told.within_m),)


def looks_like_one(text: str) -> bool:
    """Whether a text is meant as a position rather than as a name: it is numbers and signs."""
    plain = _plain(text)
    return bool(_MGRS.fullmatch(plain.replace(" ", ""))) or (
        sum(c.isdigit() for c in plain) >= 2
        and not re.search(r"[^\W\d_]{2,}", LABELS.sub(" ", plain))
    )


_SIGNS = str.maketrans(
    {
        "º": "°", "˚": "°", "’": "′", "'": "′", "´": "′", "`": "′", "ʹ": "′", "‘": "′",
        "“": "″", "”": "″", '"': "″", "ʺ": "″", "−": "-", "–": "-", "‐": "-", "‑": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\n": " ", "\r": " ",
        "\u200b": "", "\ufeff": "", "\u200e": "", "\u200f": "",
    }
)  # fmt: skip
_SIDES = re.compile(
    r"(?<![^\W\d_])(?:(NORTH|NORD)|(SOUTH|SUD)|(EAST|EST)|(WEST|OUEST))(?![^\W\d_])"
)


def _plain(text: str) -> str:
    """Capital letters, one kind of each sign, and no blank but single ones."""
    plain = text.translate(_SIGNS).upper().replace("′′", "″")
    plain = _SIDES.sub(lambda m: "NSEW"[next(i for i, g in enumerate(m.groups()) if g)], plain)
    return " ".join(plain.split()).strip(" .;,()[]")


# -- MGRS ------------------------------------------------------------------------------

_MGRS = re.compile(r"0?(\d{1,2})([A-Z])([A-Z])([A-Z])(\d*)")
_POLAR = re.compile(r"([ABYZ])([A-Z])([A-Z])(\d{2,10})")


def _mgrs(plain: str) -> tuple[Reading, ...]:
    joined = re.sub(r"[\s,;/-]", "", re.sub(r"\bMGRS\b:?", "", plain))
    if _POLAR.fullmatch(joined):
        raise Problem("coordinates.polar")
    found = _MGRS.fullmatch(joined)
    if not found:
        return ()
    groups = re.findall(r"\d+", plain)[-2:]
    if len(groups[-1]) < len(found[5]) == len("".join(groups)) and len(groups[0]) != len(groups[1]):
        raise Problem("coordinates.mgrs_digits", n=len(found[5]))
    zone, band, square, digits = int(found[1]), found[2], found[3] + found[4], found[5]
    if len(digits) % 2 or len(digits) > 10:
        raise Problem("coordinates.mgrs_digits", n=len(digits))
    at = from_mgrs(zone, band, square, digits)
    if at is None:
        raise Problem("coordinates.mgrs_square", square=f"{zone}{band} {square}")
    within = 10.0 ** (5 - len(digits) // 2)
    return (Reading(_position(*at), "mgrs", within),)


# -- UTM -------------------------------------------------------------------------------

_UTM = re.compile(
    r"(?:ZONE\s*)?0?(\d{1,2})\s*([C-HJ-NP-X])\s*[,;:]?\s*"
    r"(?:E[:=]?\s*)?(\d{5,7}(?:[.,]\d+)?)\s*(?:M\s*E|ME|E|M)?\s*[,;/]?\s+"
    r"(?:N[:=]?\s*)?(\d{1,8}(?:[.,]\d+)?)\s*(?:M\s*N|MN|N|S|M)?"
)


def _utm(plain: str) -> tuple[Reading, ...]:
    found = _UTM.fullmatch(re.sub(r"^UTM\b:?\s*", "", plain))
    if not found:
        return ()
    zone, letter = int(found[1]), found[2]
    east, north = (float(found[i].replace(",", ".")) for i in (3, 4))
    if not 1 <= zone <= 60:
        raise Problem("coordinates.utm_zone", zone=zone)
    if not 100_000 <= east < 1_000_000 or not 0 <= north <= FALSE_NORTHING:
        raise Problem("coordinates.utm_metres", east=f"{east:.0f}", north=f"{north:.0f}")
    within = min(fineness(found[3]), 1.0)
    made = [
        Reading(_position(*at), "utm", within)
        for at in _utm_positions(zone, letter, east, north)
    ]  # fmt: skip
    if not made:
        raise Problem("coordinates.utm_band", letter=letter, north=f"{north:.0f}")
    return tuple(made)


def _utm_positions(zone: int, letter: str, east: float, north: float) -> list[tuple[float, float]]:
    """Where it can be: the letter is a band, and N and S may stand for a hemisphere besides."""
    found: list[tuple[float, float]] = []
    south_edge, north_edge = band_edges(letter)
    southern = BANDS.index(letter) < BANDS.index("N")
    # A metre of an edge belongs to both sides: what is written was cut to whole metres.
    slack = 2e-5
    at = unproject(east, north - FALSE_NORTHING if southern else north, zone)
    if south_edge - slack <= at[1] <= north_edge + slack:
        found.append(at)
    if letter in "NS":
        at = unproject(east, north - FALSE_NORTHING if letter == "S" else north, zone)
        if at not in found and -80 <= at[1] <= 84:
            found.append(at)
    return found


def _position(lon: float, lat: float) -> Position:
    return Position(lon=round(min(max(lon, -180.0), 180.0), 9), lat=round(lat, 9))
