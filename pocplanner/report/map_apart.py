"""Signs that stand at one place, set beside each other: a base under a threat must be seen.

Where people live keeps its place; the others move aside by as little as shows them, and a
hairline leads back to where they belong. Where there is no room they stay where they are.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pocplanner.report.map_view import Box

#: Signs that never move.
_FIXED = ("community", "town")
#: Kinds of signs in the order in which they keep their place.
_FIRST = (*_FIXED, "post", "obstacle", "threat", "alert", "mechanism", "coping", "airfield")
#: Directions to move to, in steps of 45 degrees from the right: sideways before up and down.
_TURNS = (0, 4, 1, 7, 3, 5, 2, 6)
#: How much of the two signs may lie over each other, as a part of both reaches.
_OVER = 0.25
#: More signs than this in one picture are a cloud, and stay one.
_MOST = 1_500


@dataclass(frozen=True)
class Sign:
    """A sign that wants to stand at x, y, with its reach, in points."""

    style: str
    x: float
    y: float
    reach: float


def set_apart(signs: Sequence[Sign], frame: Box) -> list[tuple[float, float]]:
    """Where each sign stands, in the order given; the same every time."""
    found = [(s.x, s.y) for s in signs]
    if len(signs) > _MOST:
        return found
    order = sorted(range(len(signs)), key=lambda at: (_rank(signs[at].style), at))
    placed: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    cell = max((4 * s.reach for s in signs), default=1.0)
    for at in order:
        one = signs[at]
        spot = next((p for p in _spots(one) if _free(p, one.reach, placed, cell, frame)), None)
        found[at] = x, y = spot or (one.x, one.y)
        placed.setdefault((int(x // cell), int(y // cell)), []).append((x, y, one.reach))
    return found


def _rank(style: str) -> int:
    return _FIRST.index(style) if style in _FIRST else len(_FIRST)


def _spots(one: Sign) -> list[tuple[float, float]]:
    """Its own place, then around it, near before far."""
    found = [(one.x, one.y)]
    if one.style in _FIXED:
        return found
    for away in (2.1 * one.reach, 3.6 * one.reach):
        for turn in _TURNS:
            angle = turn * math.pi / 4
            found.append((one.x + away * math.cos(angle), one.y + away * math.sin(angle)))
    return found


def _free(
    at: tuple[float, float],
    reach: float,
    placed: dict[tuple[int, int], list[tuple[float, float, float]]],
    cell: float,
    frame: Box,
) -> bool:
    x, y = at
    west, south, east, north = frame
    if not (west <= x <= east and south <= y <= north):
        return False
    column, row = int(x // cell), int(y // cell)
    return not any(
        math.hypot(x - other[0], y - other[1]) < (1 - _OVER) * (reach + other[2])
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        for other in placed.get((column + dx, row + dy), ())
    )
