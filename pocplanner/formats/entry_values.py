"""What people write into a cell, read without knowing the mission: numbers, hours, lines."""

import re
from collections.abc import Sequence
from datetime import time
from functools import cache
from typing import Any

from pocplanner.formats import wkt
from pocplanner.formats.context import folded
from pocplanner.formats.judging import Findings
from pocplanner.formats.reader import cells
from pocplanner.formats.reader.cells import Bad
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import LANGUAGES


class Wrong(Exception):
    """A cell that cannot be read: the reason (a key of `words`), its facts, what it may mean."""

    def __init__(self, reason: str, meant: str = "", **facts: Any) -> None:
        super().__init__(reason)
        self.reason, self.meant, self.facts = reason, meant, facts


def parts(text: str) -> list[str]:
    """The entries of a list: parted by semicolons, bars or line ends."""
    return [p.strip() for p in re.split(r"[;|\n]+", text) if p.strip()]


def pieces(text: str) -> list[str]:
    """The pieces of one entry, parted by colons; a time of day is no parting."""
    return [p.strip() for p in re.split(r"\s*:\s*(?![0-5]\d\b)", text)]


@cache
def terms_of(name: str) -> dict[str, str]:
    """Every way of writing a term, in any language, to its code."""
    found: dict[str, str] = {}
    try:
        terms = vocabulary(name).terms
    except LookupError:
        return found
    for term in terms:
        found[folded(term.code)] = term.code
    for term in terms:
        for language in LANGUAGES:
            found.setdefault(folded(term.label(language)), term.code)
    return found


_YES = {"yes", "oui", "true", "vrai", "1", "x", "y", "o", "✓"}
_NO = {"no", "non", "false", "faux", "0", "n"}


def sex_of(word: str) -> str:
    """The sex that a word means, or nothing."""
    words = {
        "f": "female",
        "female": "female",
        "woman": "female",
        "women": "female",
        "femme": "female",
        "femmes": "female",
        "m": "male",
        "h": "male",
        "male": "male",
        "man": "male",
        "men": "male",
        "homme": "male",
        "hommes": "male",
        "all": "all",
        "tous": "all",
    }
    found = words.get(folded(word), "")
    known = terms_of("sex").get(folded(word), "")
    return found or (known if known in {"female", "male", "all"} else "")


def whole(text: str) -> int:
    """A whole number, not negative."""
    found = cells.count(text)
    if isinstance(found, Bad):
        raise Wrong(found.reason, value=text)
    if found < 0:
        raise Wrong("not_a_number", value=text)
    return found


def number(text: str) -> float:
    """A number, with a point or a comma."""
    try:
        found = float(text.replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except ValueError as error:
        raise Wrong("not_a_number", value=text) from error
    if "_" in text or found != found or abs(found) == float("inf"):
        raise Wrong("not_a_number", value=text)
    return found


def degrees(text: str) -> float:
    """A coordinate in degrees."""
    found = cells.degrees(text)
    if isinstance(found, Bad) or found != found:
        raise Wrong("not_a_coordinate", value=text)
    return found


def yes(text: str) -> bool:
    """Yes or no, in either language."""
    word = folded(text) or text.strip()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Wrong("not_yes_or_no", value=text)


_BETWEEN = re.compile(r"\s*(?:/|\.\.\.?|…|–|—|;|(?<=\d)\s*-\s*(?=\d)|\bto\b|à)\s*")


def span(text: str) -> dict[str, float]:
    """Least, likely, most from `10 / 20 / 40`; two numbers or one stand for themselves."""
    told = [p for p in _BETWEEN.split(text) if p]
    numbers = [number(p) for p in told]
    if not 1 <= len(numbers) <= 3 or any(n < 0 for n in numbers):
        raise Wrong("not_a_range", value=text)
    if len(numbers) == 2:
        numbers.insert(1, sum(numbers) / 2)
    low, likely, high = numbers * 3 if len(numbers) == 1 else numbers
    return {"min": low, "likely": likely, "max": high}


def hours(text: str) -> tuple[int, ...]:
    """Hours of the day from `18-22; 5`; a span may run over midnight."""
    found: list[int] = []
    for entry in re.split(r"[;,|\s]+", text.replace("–", "-").replace(" - ", "-")):
        if not entry:
            continue
        ends = [cells.hour(e) for e in entry.split("-")]
        if any(isinstance(e, Bad) or e < 0 for e in ends) or len(ends) > 2:
            raise Wrong("not_an_hour", value=text)
        first, last = (int(e) for e in (ends[0], ends[-1]))  # type: ignore[arg-type]
        steps = (last - first) % 24
        found += [(first + s) % 24 for s in range(steps + 1)]
    return tuple(dict.fromkeys(found))


def line(text: str) -> dict[str, Any]:
    """A line from `lat, lon; lat, lon` as a receiver shows it, or from WKT."""
    found = shape(text)
    if found["type"] not in {"LineString", "MultiLineString"}:
        raise Wrong("not_a_line", value=text[:80])
    return found


def shape(text: str) -> dict[str, Any]:
    """A shape from WKT, or a line from the latitude and longitude of each corner."""
    if wkt.is_wkt(text):
        try:
            return wkt.read(text)
        except (ValueError, IndexError) as error:
            raise Wrong("not_a_line", value=text[:80]) from error
    corners: list[list[float]] = []
    for entry in parts(text):
        told = entry.split()
        if len(told) != 2:
            told = [p for p in re.split(r"[,\s]+", entry) if p]
        told = [p.rstrip(",") for p in told]
        if len(told) != 2:
            raise Wrong("not_a_line", value=entry)
        corners.append([degrees(told[1]), degrees(told[0])])
    if len(corners) < 2:
        raise Wrong("not_a_line", value=text)
    return {"type": "LineString", "coordinates": corners}


def seats_of_groups(text: str) -> tuple[dict[str, Any], ...]:
    """`Displaced people: 2/1 (1/0)`: seats of women / men, and of whom decide; or an age band."""
    found = []
    for entry in parts(text):
        told = re.match(r"^(.+?)\s*:\s*(\d+)\s*/\s*(\d+)\s*(?:\((\d+)\s*/\s*(\d+)\))?$", entry)
        if not told:
            raise Wrong("wrong_form", value=entry)
        age = terms_of("age_band").get(folded(told[1]))
        who = {"age": age} if age else {"group": told[1]}
        for sex, seats, deciding in (("female", told[2], told[4]), ("male", told[3], told[5])):
            if whole(seats):
                made = {"sex": sex, "seats": whole(seats), "deciding": whole(deciding or "0")}
                found.append({**who, **made})
    return tuple(found)


def time_in(text: str) -> time:
    found = re.search(r"\b(\d{1,2})[:h](\d{2})\b", text)
    if not found:
        return time()
    if int(found[1]) > 23 or int(found[2]) > 59:
        raise Wrong("not_an_hour", value=text)
    return time(int(found[1]), int(found[2]))


def date_order(columns: Sequence[Sequence[str]], findings: Findings) -> str:
    """The order of day and month that all dates of a sheet allow; days first where it is open."""
    allowed, numeric = {"dmy", "mdy"}, 0
    for column in columns:
        here, count = cells.order_of(column)
        if count:
            allowed &= here
            numeric += count
    if not numeric:
        return ""
    if len(allowed) == 1:
        return allowed.pop()
    findings.warn("date_order_assumed" if allowed else "date_orders_mixed", 0, order="dmy")
    return "dmy"
