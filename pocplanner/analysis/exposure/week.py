"""The week as 168 hours, Monday at midnight first: hours, weekdays and seasons laid on it."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pocplanner.model.mission import Mission

Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]
Weights = NDArray[np.float64]

HOURS = 168
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def span(first: int | None, last: int | None) -> tuple[int, ...]:
    """Hours from one to another, the last not included, over midnight where it is earlier.

    The same hour twice is a whole day; without both nothing is known.
    """
    if first is None or last is None:
        return ()
    length = (last - first) % 24 or 24
    return tuple(first + i for i in range(length))


def laid(hours: Iterable[int], weekdays: Iterable[str]) -> Mask:
    """Hours (from 24 on of the next day) on each of the weekdays that they begin on."""
    found = np.zeros(HOURS, np.bool_)
    offsets = tuple(hours)
    for day in weekdays:
        if day in WEEKDAYS:
            start = 24 * WEEKDAYS.index(day)
            for hour in offsets:
                found[(start + hour) % HOURS] = True
    return found


def nights(mission: Mission) -> Mask:
    """The hours of night."""
    day = np.array([mission.is_night(h) for h in range(24)], np.bool_)
    return np.tile(day, 7)


def in_season(seasons: Iterable[str], season: str) -> tuple[bool, bool]:
    """Whether what is told of some seasons holds in the dry or the wet one, and is guessed.

    Nothing told holds all year. A lean season or a harvest can fall into either: a guess.
    """
    told = set(seasons)
    if not told or season in told:
        return True, False
    if told & {"dry", "wet"}:
        return False, False
    return True, True


def runs(mask: Mask) -> list[tuple[int, int]]:
    """Stretches of hours as (first hour, length), over the end of the week where they go on."""
    if mask.all():
        return [(0, HOURS)]
    starts = np.flatnonzero(mask & ~np.roll(mask, 1))
    found = []
    for start in starts.tolist():
        length = 1
        while mask[(start + length) % HOURS]:
            length += 1
        found.append((int(start), length))
    return found


def told_spans(mask: Mask, most: int = 3) -> list[tuple[tuple[str, ...], int, int]]:
    """Stretches as (weekdays, first hour, hour after the last), the longest in sum first.

    Stretches of the same hours are told once with all their days.
    """
    found: dict[tuple[int, int], list[str]] = {}
    for start, length in runs(mask):
        if length == HOURS:
            return [(WEEKDAYS, 0, 24)]
        if length >= 24:
            # Longer than a day: told day by day, so that each keeps its own weekday.
            for at in range(start, start + length):
                if at == start or at % 24 == 0:
                    end = min(start + length, at - at % 24 + 24)
                    key = (at % 24, (end - 1) % 24 + 1)
                    found.setdefault(key, []).append(WEEKDAYS[at // 24 % 7])
            continue
        key = (start % 24, (start + length - 1) % 24 + 1)
        found.setdefault(key, []).append(WEEKDAYS[start // 24])

    def weight(item: tuple[tuple[int, int], list[str]]) -> int:
        (first, last), days = item
        return -len(days) * ((last - first) % 24 or 24)

    ordered = sorted(found.items(), key=lambda i: (weight(i), i[0]))
    return [
        (tuple(d for d in WEEKDAYS if d in days), first, last)
        for (first, last), days in ordered[:most]
    ]


def shortest(counts: Counts, share: float) -> tuple[int, ...]:
    """The fewest hours in a row, over midnight, that hold such a share of what was counted.

    `counts` are 24; of equally short stretches the one that holds most, then the earliest.
    """
    whole = int(counts.sum())
    if whole == 0:
        return ()
    for length in range(1, 24):
        sums = [int(sum(counts[(h + i) % 24] for i in range(length))) for h in range(24)]
        best = max(range(24), key=lambda h: (sums[h], -h))
        if sums[best] >= share * whole:
            return tuple(best + i for i in range(length))
    return tuple(range(24))
