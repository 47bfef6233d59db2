"""Cells to numbers, days and degrees: each distinct text is looked at once, by strict rules.

A parser answers a value, or a `Bad` that says why not and what the text may have meant.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

NO_DAY = -(2**31)
EPOCH = date(1970, 1, 1).toordinal()
#: What stands for "nothing here" in files that people pass round.
NOTHING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "#n/a", "nd", "n.d."})
_MOST_KEPT = 200_000
#: No date, number or coordinate is longer; what is longer is not looked at.
_LONGEST = 64


@dataclass(frozen=True)
class Bad:
    """Why a cell cannot be read: a reason (a key of `words`) and a value it may have meant."""

    reason: str
    meant: str = ""


@dataclass
class Parsed:
    """A column of numbers, and the rows that could not be read with the reason of each."""

    values: NDArray[Any]
    bad: dict[int, Bad] = field(default_factory=dict)


class Column:
    """Reads columns by one parser and remembers what each text came to."""

    def __init__(self, parse: Callable[[str], Any], kind: Any, nothing: Any) -> None:
        self._parse, self._kind, self._nothing = parse, kind, nothing
        self._known: dict[str, Any] = {}
        self._bad: dict[str, Bad] = {}

    def read(self, cells: Sequence[str]) -> Parsed:
        """The values of a column; a bad cell holds "nothing" and is listed by its row."""
        known = self._known
        if len(known) > _MOST_KEPT:
            known.clear()
            self._bad.clear()
        for text in set(cells).difference(known):
            value = self._parse(text)
            if isinstance(value, Bad):
                self._bad[text] = value
                value = self._nothing
            known[text] = value
        values = np.fromiter(map(known.__getitem__, cells), self._kind, len(cells))
        if not self._bad:
            return Parsed(values)
        return Parsed(values, {i: self._bad[c] for i, c in enumerate(cells) if c in self._bad})


_DECIMAL = re.compile(r"^[+-]?\d{1,3}([.,])\d+$|^[+-]?\d+$")
_DEGREES = re.compile(
    r"^\s*([NSEWO+-]?)\s*(\d{1,3})\s*[°d :]\s*(\d{1,2}(?:\.\d+)?)?\s*(?:['m ′:]\s*"
    r"(\d{1,2}(?:[.,]\d+)?)?\s*(?:\"|″|'')?)?\s*([NSEWO+-]?)\s*$",
    re.IGNORECASE,
)


def degrees(text: str, decimal: str = "") -> float | Bad:
    """A coordinate in degrees: decimal with point or comma, or degrees, minutes and seconds.

    Where `decimal` is given, the other sign is refused instead of being read.
    """
    if len(text) > _LONGEST:
        return Bad("not_a_coordinate")
    text = text.strip().replace("\u066b", ".")  # the point of numbers in Arabic digits
    if text.lower() in NOTHING:
        return math.nan
    found = _DECIMAL.match(text)
    if found:
        sign = found.group(1)
        if decimal and sign and sign != decimal:
            return Bad("decimal_sign", text.replace(sign, decimal))
        return float(text.replace(",", "."))
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        return _sexagesimal(text)
    return value if math.isfinite(value) else Bad("not_a_coordinate")


_LETTERED = re.compile(
    r"^([NSEWO]?)\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:°|º|deg)?\s*([NSEWO]?)$", re.IGNORECASE
)


def _sexagesimal(text: str) -> float | Bad:
    if plain := _LETTERED.match(text):
        side = plain[1] or plain[3]
        if not (plain[1] and plain[3]):
            value = float(plain[2].replace(",", "."))
            return -value if side.upper() in {"S", "W", "O"} and side else value
    found = _DEGREES.match(text)
    if not found:
        return Bad("not_a_coordinate")
    before, whole, minutes, seconds, after = found.groups()
    if before and after:
        return Bad("not_a_coordinate")
    m, s = float(minutes or 0), float((seconds or "0").replace(",", "."))
    if m >= 60 or s >= 60:
        return Bad("not_a_coordinate")
    value = int(whole) + m / 60 + s / 3600
    return (
        -value if (before or after).upper() in {"S", "W", "O", "-"} and (before or after) else value
    )


_GROUPED = re.compile(r"^\d{1,3}([,.' \u00a0\u202f])\d{3}(?:\1\d{3})*$")
_WHOLE = re.compile(r"^[+-]?\d{1,12}(?:[.,]0*)?$")


def count(text: str) -> int | Bad:
    """A number of people: whole, not negative; -1 where the cell is empty."""
    if len(text) > _LONGEST:
        return Bad("not_a_number")
    text = text.strip()
    if text.lower() in NOTHING:
        return -1
    if _WHOLE.match(text):
        value = int(re.split("[.,]", text)[0])
        if value < 0:
            return Bad("negative")
        return value if value < 2**31 else Bad("too_large")
    if _GROUPED.match(text):
        value = int(re.sub(r"\D", "", text))
        return value if value < 2**31 else Bad("too_large")
    return Bad("not_a_number")


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan janv",
            "february février fevrier feb fév fevr févr",
            "march mars mar",
            "april avril apr avr",
            "may mai",
            "june juin jun",
            "july juillet jul juil",
            "august août aout aug",
            "september septembre sep sept",
            "october octobre oct",
            "november novembre nov",
            "december décembre decembre dec déc",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = (
    r"(?:[T ,]+(\d{1,2})[:h](\d{2})?(?::\d{2}(?:[.,]\d+)?)?\s*"
    r"(?:Z|UTC|[+-]\d{2}:?\d{2}|[AaPp]\.?[Mm]\.?)?)?"
)
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?" + _TIME + "$")
_SHORT = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})" + _TIME + "$")
_NAMED = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th|er)?[-/. ]+([^\W\d_]{3,10})\.?[-/., ]+(\d{4}|\d{2})" + _TIME + "$"
)
_NAMED_FIRST = re.compile(
    r"^([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _TIME + "$"
)
_MIDNIGHT = re.compile(r"[T ,]0{1,2}[:h]00(?::00(?:[.,]0+)?)?(?![\d:.,])")
_AFTERNOON = re.compile(r"[\d\s]([AaPp])\.?[Mm]\.?$")
#: A date-time group: day, hour, minutes, zone, month, year, as radio messages have it.
_GROUP = re.compile(r"^(\d{2})(\d{2})(\d{2})\s*([A-Z])?\s*([A-Za-z]{3})\s*(\d{4}|\d{2})$")
_PLAIN = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR = re.compile(r"^(\d{4})(?:\.0)?$")
_SERIAL = re.compile(r"^([2-6]\d{4})(?:\.(\d+))?$")


@dataclass(frozen=True)
class Day:
    """A day as a number, how finely it is known (1 day, 4 month, 5 year), and the hour or -1."""

    number: int
    fine: int = 1
    hour: int = -1


class Dates:
    """Reads dates by one order of day and month, found from a whole column beforehand."""

    def __init__(self, order: str = "", last_year: int = 2100) -> None:
        self.order, self.last_year = order, last_year

    def day(self, text: str) -> Day | Bad | None:
        """A date in one of the forms in use; nothing for an empty cell."""
        if len(text) > _LONGEST:
            return Bad("not_a_date")
        text = " ".join(text.split())
        if text.lower() in NOTHING:
            return None
        year, month, number, hour = 0, 0, 0, None
        if found := _ISO.match(text):
            year, month = int(found[1]), int(found[2])
            number, hour = int(found[3] or 0), found[4]
            if not number:
                return self._made(year, month, 1, 4, -1)
        elif found := _SHORT.match(text):
            if self.order not in {"dmy", "mdy"}:
                return Bad("date_order_open")
            first, second = int(found[1]), int(found[2])
            number, month = (first, second) if self.order == "dmy" else (second, first)
            year, hour = self._century(found[3]), found[4]
            made = self._made(year, month, number, 1, self._hour(hour, text))
            if isinstance(made, Bad) and month > 12 >= number:
                return Bad("date_other_order", "mdy" if self.order == "dmy" else "dmy")
            return made
        elif found := _NAMED.match(text):
            month, number = _MONTHS.get(found[2].lower(), 0), int(found[1])
            year, hour = self._century(found[3]), found[4]
        elif found := _NAMED_FIRST.match(text):
            month, number = _MONTHS.get(found[1].lower(), 0), int(found[2])
            year, hour = int(found[3]), found[4]
        elif found := _GROUP.match(text):
            month, number = _MONTHS.get(found[5].lower(), 0), int(found[1])
            year, hour = self._century(found[6]), found[2]
            if int(found[3]) > 59 or not month:
                return Bad("not_a_date")
        elif found := _PLAIN.match(text):
            year, month, number = int(found[1]), int(found[2]), int(found[3])
        elif found := _YEAR.match(text):
            return self._made(int(found[1]), 1, 1, 5, -1)
        elif found := _SERIAL.match(text):
            return self._made_from(date.fromordinal(date(1899, 12, 30).toordinal() + int(found[1])))
        else:
            return Bad("not_a_date")
        if not month:
            return Bad("not_a_date")
        return self._made(year, month, number, 1, self._hour(hour, text))

    def _made(self, year: int, month: int, day: int, fine: int, hour: int) -> Day | Bad:
        try:
            made = date(year, month, day)
        except ValueError:
            return Bad("no_such_day")
        return self._made_from(made, fine, hour)

    def _made_from(self, made: date, fine: int = 1, hour: int = -1) -> Day | Bad:
        if made.year > self.last_year:
            return Bad("date_in_future")
        if made.year < 1900:
            return Bad("date_too_early")
        return Day(made.toordinal() - EPOCH, fine, hour)

    def _century(self, text: str) -> int:
        year = int(text)
        if len(text) == 4:
            return year
        return 2000 + year if 2000 + year <= self.last_year else 1900 + year

    def _hour(self, hour: str | None, text: str) -> int:
        # Midnight to the second is how programs write "no time", not an hour that somebody saw.
        if hour is None or _MIDNIGHT.search(text):
            return -1
        value = int(hour)
        if half := _AFTERNOON.search(text):
            value = value % 12 + (12 if half[1] in "pP" else 0) if 1 <= value <= 12 else 24
        return value if value < 24 else -1


def hour(text: str) -> int | Bad:
    """An hour of the day from "14:30", "14h30", "14" or "2 pm"; -1 for an empty cell."""
    if len(text) > _LONGEST:
        return Bad("not_an_hour")
    text = text.strip().lower()
    if text in NOTHING:
        return -1
    found = re.match(r"^(\d{1,2})(?:[:h.](\d{2})?)?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?m?\.?$", text)
    if not found:
        return Bad("not_an_hour")
    value = int(found[1])
    if found[3]:
        if not 1 <= value <= 12:
            return Bad("not_an_hour")
        value = value % 12 + (12 if found[3] == "p" else 0)
    return value if value < 24 and int(found[2] or 0) < 60 else Bad("not_an_hour")


def order_of(cells: Sequence[str]) -> tuple[set[str], int]:
    """Which orders of day and month a column allows, and how many of its cells leave it open."""
    allowed, numeric = {"dmy", "mdy"}, 0
    for text in set(cells):
        if text[:4].isdecimal():  # the year stands first
            continue
        found = _SHORT.match(" ".join(text[:_LONGEST].split()))
        if not found:
            continue
        numeric += 1
        if int(found[1]) > 12:
            allowed.discard("mdy")
        if int(found[2]) > 12:
            allowed.discard("dmy")
    return allowed, numeric


def month(text: str) -> int:
    """A month by its name in English or French; 0 where it is none."""
    return _MONTHS.get(text.strip().rstrip(".").lower(), 0)
