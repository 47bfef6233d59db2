"""Hours of the week, purposes and counts in words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pocplanner.analysis.exposure.week import WEEKDAYS

if TYPE_CHECKING:
    from pocplanner.words import Words

#: A stretch of the week: weekdays, first hour, hour after the last.
Stretch = tuple[tuple[str, ...], int, int]


def number(words: "Words", count: int) -> str:
    """A whole number as it is read."""
    return f"{count:,}".replace(",", words.text("analysis.thousands"))


def days(words: "Words", codes: Iterable[str]) -> str:
    """Weekdays in words: every day, a run of days, or a list."""
    held = [d for d in WEEKDAYS if d in set(codes)]
    if len(held) == 7:
        return words.text("exposure.every_day")
    names = [words.term("weekday", d).lower() if words.language == "fr" else
             words.term("weekday", d) for d in held]  # fmt: skip
    at = [WEEKDAYS.index(d) for d in held]
    if len(at) > 2 and at[-1] - at[0] == len(at) - 1:
        return words.text("exposure.day_run", first=names[0], last=names[-1])
    return ", ".join(names)


def stretches(words: "Words", found: Iterable[Stretch]) -> str:
    """Stretches of the week in one line."""
    told = [
        words.text("exposure.stretch", days=days(words, codes), first=f"{first:02d}:00",
                   last=f"{last % 24 or 24:02d}:00")
        for codes, first, last in found
    ]  # fmt: skip
    return words.parted(told)


def purpose(words: "Words", code: str) -> str:
    """What people are out for, or that they are at home by night."""
    if code == "home":
        return words.text("exposure.at_home")
    return words.term("journey_purpose", code)
