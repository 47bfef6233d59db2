"""Positions as people write them, found again in a text: degrees, DMS, UTM, MGRS.

Used to prove that a paper does not print a place that its readers must not know.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pocplanner.model.grids import Utm, mgrs, utm

#: How far apart two numbers of one position may stand in a text, in signs.
_APART = 48

_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{2,12}(?!\d)")
_DMS = re.compile(
    r"(?<!\d)(\d{1,3})\s*(?:°|º|deg|d)\s*(\d{1,2})(?:[.,](\d+))?\s*(?:['′’m]|min)?\s*"
    r"(?:(\d{1,2})(?:[.,](\d+))?\s*(?:[\"″”s]|''|′′)?)?\s*[NSEWO]?",
    re.IGNORECASE,
)
_SPACED_DMS = re.compile(
    r"(?<!\d)(\d{1,3})[ :](\d{1,2})[ :](\d{1,2})(?:[.,](\d+))?\s*[NSEWO]\b", re.IGNORECASE
)
_GAP = r"[ \u00a0\u202f,.']?"
_METRES = re.compile(rf"(?<![\d.,])(?:\d{{1,2}}{_GAP})?\d{{3}}{_GAP}\d{{3}}(?!\d)")
_MGRS = re.compile(r"\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V](?:\d{2}){2,5}")


class _Number(NamedTuple):
    """A coordinate found in a text: where, its size, and how exactly it is written."""

    at: int
    value: float
    step: float
    #: Written with four decimals or to the second: telling enough when it stands alone.
    fine: bool


class Found(NamedTuple):
    """A withheld position that a text prints: where it begins, and its words."""

    at: int
    text: str


@dataclass
class Forms:
    """Positions to look for in all their forms; (lon, lat) in degrees."""

    positions: Iterable[tuple[float, float]]
    _pairs: dict[tuple[int, int, int], set[tuple[float, float]]] = field(default_factory=dict)
    _mgrs: dict[str, tuple[float, float]] = field(default_factory=dict)
    _utm: dict[tuple[int, int], list[Utm]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.positions = tuple(dict.fromkeys(self.positions))
        for lon, lat in self.positions:
            for digits in (2, 3, 4, 5):
                if code := mgrs(lon, lat, digits):
                    self._mgrs[code] = (lon, lat)
            if grid := utm(lon, lat):
                self._utm.setdefault(_cell(grid.easting, grid.northing), []).append(grid)
        self._by_value: dict[int, list[tuple[float, float]]] = {}
        for lon, lat in self.positions:
            for value in {int(abs(lon) * 10), int(abs(lat) * 10)}:
                self._by_value.setdefault(value, []).append((lon, lat))

    def found_in(self, text: str) -> Iterator[Found]:
        """Every place of the text that prints one of the positions."""
        if not self.positions:
            return
        yield from self._degrees(text)
        yield from self._metres(text)
        yield from self._references(text)

    def _degrees(self, text: str) -> Iterator[Found]:
        numbers = sorted(_numbers(text))
        for at, one in enumerate(numbers):
            for other in numbers[at + 1 : at + 5]:
                if other.at - one.at > _APART:
                    break
                if other.at == one.at:
                    continue
                if self._pair(one, other):
                    yield Found(one.at, text[one.at : other.at + 14].split("\n\n")[0])
                    break
            if one.fine and self._alone(one):
                yield Found(one.at, text[one.at : one.at + 14])

    def _near(self, value: float) -> Iterator[tuple[float, float]]:
        key = int(abs(value) * 10)
        for near in (key - 1, key, key + 1):
            yield from self._by_value.get(near, ())

    def _pair(self, one: _Number, other: _Number) -> bool:
        return any(
            (_is(one, lon) and _is(other, lat)) or (_is(one, lat) and _is(other, lon))
            for lon, lat in self._near(one.value)
        )

    def _alone(self, one: _Number) -> bool:
        return any(_is(one, lon) or _is(one, lat) for lon, lat in self._near(one.value))

    def _metres(self, text: str) -> Iterator[Found]:
        numbers = [
            (match.start(), float(re.sub(r"\D", "", match.group())))
            for match in _METRES.finditer(text)
        ]
        for at, (start, value) in enumerate(numbers):
            for next_start, next_value in numbers[at + 1 : at + 3]:
                if next_start - start > _APART:
                    break
                for east, north in ((value, next_value), (next_value, value)):
                    if self._on_grid(east, north):
                        yield Found(start, text[start : next_start + 9])

    def _on_grid(self, east: float, north: float) -> bool:
        column, row = _cell(east, north)
        return any(
            abs(grid.easting - east) <= 100 and abs(grid.northing - north) <= 100
            for across in (column - 1, column, column + 1)
            for up in (row - 1, row, row + 1)
            for grid in self._utm.get((across, up), ())
        )

    def _references(self, text: str) -> Iterator[Found]:
        kept = [(at, sign) for at, sign in enumerate(text.upper()) if not sign.isspace()]
        joined = "".join(sign for _, sign in kept)
        for match in _MGRS.finditer(joined):
            whole = match.group()
            # The digits may run on into the next number of the text.
            head = len(whole.rstrip("0123456789"))
            for side in (2, 3, 4, 5):
                if whole[: head + 2 * side] in self._mgrs:
                    yield Found(kept[match.start()][0], whole)
                    break


def _cell(east: float, north: float) -> tuple[int, int]:
    return int(east // 1000), int(north // 1000)


def _is(number: _Number, value: float) -> bool:
    """Whether the number is this coordinate, rounded or cut off, whatever its sign."""
    return abs(number.value - abs(value)) <= number.step * 1.001


def _numbers(text: str) -> Iterator[_Number]:
    for match in _DECIMAL.finditer(text):
        whole = match.group().replace(",", ".")
        places = len(whole) - whole.index(".") - 1
        if float(whole) <= 180:
            yield _Number(match.start(), float(whole), 10.0 ** -min(places, 6), places >= 4)
    for match in _DMS.finditer(text):
        degree, minute, part, second, fraction = match.groups()
        value = int(degree) + int(minute) / 60
        step = 1 / 60
        if part:
            value += float(f"0.{part}") / 60
            step = max(10.0 ** -len(part) / 60, 1e-6)
        elif second:
            value += float(f"{second}.{fraction or 0}") / 3600
            step = max(10.0 ** -len(fraction or "") / 3600, 1e-6)
        yield _Number(match.start(), value, step, step <= 1 / 3600)
    for match in _SPACED_DMS.finditer(text):
        degree, minute, second, fraction = match.groups()
        value = int(degree) + int(minute) / 60 + float(f"{second}.{fraction or 0}") / 3600
        yield _Number(match.start(), value, 1 / 3600, True)
