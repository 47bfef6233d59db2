"""How dates, numbers and spaces are written in the language of a document."""

import re
from datetime import date

from pocplanner.words import Words

_NO_BREAK = "\u00a0"
_BEFORE = re.compile(r" (?=[:;?!»%])")
_AFTER = re.compile(r"(?<=«) ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def spaced(text: str, language: str) -> str:
    """The text with spaces that must not break: French signs, and thousands set apart.

    Only spaces that stand there are changed, so that a name stays as its source wrote it.
    """
    if language != "fr":
        return text
    text = _BEFORE.sub(_NO_BREAK, text)
    text = _AFTER.sub(_NO_BREAK, text)
    return _THOUSANDS.sub(_NO_BREAK, text)


def day(value: date, words: Words) -> str:
    """A day in words: 1 March 2024, 1er mars 2024."""
    month = words.text(f"report.month.{value.month}")
    first = words.language == "fr" and value.day == 1
    return f"{value.day}{'er' if first else ''} {month} {value.year}"


def month(value: date, words: Words) -> str:
    """A month, short, as it stands under a chart: Mar 24."""
    return f"{words.text(f'report.month_short.{value.month}')} {value.year % 100:02}"


def number(value: float, language: str, places: int = 0) -> str:
    """A number with its thousands set apart, and a decimal comma in French."""
    text = f"{value:,.{places}f}"
    if language == "fr":
        return text.replace(",", _NO_BREAK).replace(".", ",")
    return text
