"""Two coordinates in degrees as people write them: decimals, minutes, seconds, letters, signs."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pocplanner.words import Problem

#: One degree of latitude in metres, near enough to say how fine a number is.
_DEGREE_M = 111_200.0
#: Names that people put before a number; what is left of the text is the position.
LABELS = re.compile(
    r"(?<![^\W\d_])(LATITUDE|LAT|LONGITUDE|LONG|LON|LNG|UTM|MGRS|ZONE|WGS ?84|X|Y)"
    r"(?![^\W\d_])\.?\s*[:=]?"
)
_LAT, _LON = "\x01", "\x02"

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[-+]?\s?\d+(?:[.,]\d+)?)|(?P<sign>[°′″:D])|(?P<side>[NSEWO])"
    r"|(?P<part>[,;/|]))"
)
_UNITS = {"°": 0, "D": 0, "′": 1, "″": 2}


@dataclass
class _Half:
    """One of the two coordinates while it is put together."""

    numbers: list[str]
    side: str = ""


@dataclass(frozen=True)
class Degrees:
    """Latitude and longitude, in how many parts (1 to 3) each was written, and how finely."""

    lat: float
    lon: float
    parts: int
    within_m: float


def degrees(plain: str) -> Degrees:
    """The position that a text of capital letters and plain signs gives. Problem where none."""
    text = LABELS.sub(lambda m: _order(m[1]), plain)
    labelled = _LAT in text and _LON in text
    lat_first = not labelled or text.index(_LAT) < text.index(_LON)
    text = text.replace(_LAT, " ; ").replace(_LON, " ; ").strip(" ;")
    if re.search(r"\d\.\d+\s*,\s*[-+]?\d|\d,\s*[-+]?\d+\.\d", text):
        text = text.replace(",", " ; ")  # the point parts the decimals, so the comma does not
    elif re.fullmatch(r"[-+]?\d{1,3},[-+]?\d{1,3}", text):
        raise Problem("coordinates.comma", text=plain)
    one, other = _halves(_tokens(text, plain), plain)
    first, second = _value(one, plain), _value(other, plain)
    if one.side or other.side:
        kinds = {"NS" if h.side in ("N", "S") else h.side and "EW" for h in (one, other)}
        if kinds != {"NS", "EW"}:
            raise Problem("coordinates.sides", text=plain)
        lat_first = one.side in ("N", "S")
    lat, lon = (first, second) if lat_first else (second, first)
    if abs(lon) <= 90 < abs(lat) <= 180 and not (one.side or labelled):
        raise Problem("coordinates.swapped", lat=f"{lat:g}", lon=f"{lon:g}")
    if abs(lat) > 90 or abs(lon) > 180:
        raise Problem("coordinates.range", lat=f"{lat:g}", lon=f"{lon:g}")
    parts = max(len(one.numbers), len(other.numbers))
    return Degrees(lat, lon, parts, max(_fine(one), _fine(other)))


def _order(label: str) -> str:
    if label.startswith("LA") or label == "Y":
        return _LAT
    return _LON if label.startswith(("LO", "LNG")) or label == "X" else " "


def _tokens(text: str, plain: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(text):
        if text[at:].isspace():
            break
        match = _TOKEN.match(text, at)
        if match is None:
            raise Problem("coordinates.unread", text=plain[:40])
        found.append((str(match.lastgroup), match[match.lastgroup or 0].replace(" ", "")))
        at = match.end()
    return found


def _halves(tokens: Sequence[tuple[str, str]], plain: str) -> tuple[_Half, _Half]:
    """The tokens of each of the two coordinates."""
    numbers = [t for kind, t in tokens if kind == "number"]
    if not 2 <= len(numbers) <= 6:
        raise Problem("coordinates.one_number" if len(numbers) == 1 else "coordinates.unread",
                      text=plain[:40])  # fmt: skip
    cut = _cut(tokens)
    if cut is None:
        if len(numbers) % 2:
            raise Problem("coordinates.unread", text=plain[:40])
        seen = 0
        for at, (kind, _) in enumerate(tokens):
            if kind == "number":
                seen += 1
                if seen == len(numbers) // 2 + 1:
                    cut = at
                    break
    return _half(tokens[:cut], plain), _half(tokens[cut:], plain)


def _cut(tokens: Sequence[tuple[str, str]]) -> int | None:
    """Where the second coordinate begins, as letters, degree signs or a parting sign tell."""
    sides = [i for i, (kind, _) in enumerate(tokens) if kind == "side"]
    if len(sides) == 2:
        leads = tokens[0][0] == "side"
        return sides[1] if leads else sides[0] + 1
    degrees = [i for i, t in enumerate(tokens) if t[0] == "sign" and _UNITS.get(t[1]) == 0]
    if len(degrees) == 2:
        return degrees[1] - 1
    partings = [i for i, (kind, _) in enumerate(tokens) if kind == "part"]
    inside = [i for i in partings if 0 < i < len(tokens) - 1]
    return inside[0] + 1 if len(inside) == 1 else None


def _half(tokens: Sequence[tuple[str, str]], plain: str) -> _Half:
    made = _Half([])
    for kind, text in tokens:
        if kind == "number":
            made.numbers.append(text)
        elif kind == "side":
            if made.side:
                raise Problem("coordinates.sides", text=plain)
            made.side = text
        elif kind == "sign" and text != ":" and _UNITS[text] != len(made.numbers) - 1:
            raise Problem("coordinates.unread", text=plain[:40])
    if not 1 <= len(made.numbers) <= 3:
        raise Problem("coordinates.unread", text=plain[:40])
    return made


def _value(half: _Half, plain: str) -> float:
    texts = [t.replace(",", ".") for t in half.numbers]
    minus = texts[0].startswith("-")
    if any(t[0] in "+-" for t in texts[1:]) or (minus and half.side):
        raise Problem("coordinates.sides", text=plain)
    if any("." in t for t in texts[:-1]):
        raise Problem("coordinates.unread", text=plain[:40])
    parts = [abs(float(t)) for t in texts]
    if any(p >= 60 for p in parts[1:]):
        raise Problem("coordinates.sixty", text=plain)
    found = sum(p / math.pow(60, i) for i, p in enumerate(parts))
    return -found if minus or half.side in ("S", "W", "O") else found


def _fine(half: _Half) -> float:
    """How many metres the last sign of a coordinate stands for."""
    return fineness(half.numbers[-1]) * _DEGREE_M / math.pow(60, len(half.numbers) - 1)


def fineness(number: str) -> float:
    """The worth of the last digit of a number as it is written."""
    point = number.replace(",", ".").find(".")
    places = len(number) - point - 1 if point >= 0 else 0
    return 1.0 / math.pow(10, places)
