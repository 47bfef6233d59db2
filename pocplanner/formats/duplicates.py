"""Events that two sources tell of: matched by place, time, actor and type, and only proposed."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.context import folded
from pocplanner.model.events import NO_DAY, Events
from pocplanner.model.geometry import distances_m

#: Two reports of one event lie no further apart than this, in days and in metres.
DAYS, METRES = 1, 15_000.0
#: Places known worse than this (5 is a line or region) are no places to compare.
WORST_PRECISION = 4
#: Names of actors that are this alike (0 to 100) may be one actor.
RATIO = 75.0
#: Pairs that are proposed; a person looks at each.
MOST = 500
_CELL = 0.15
_VAGUE = frozenset({"", "unknown", "inconnu", "unidentified armed group", "civilians"})


@dataclass(frozen=True)
class Twins:
    """Two events that may be one: their ids, how far apart they are, and how alike (0 to 100)."""

    one: str
    other: str
    days: int
    km: float
    score: float


def twins(events: Events, source_of: dict[str, str], new: str = "") -> tuple[Twins, ...]:
    """Pairs of events of different sources that may be one event, the likeliest first.

    `source_of` gives the source id of each series id; with `new` only pairs with an event of
    that source are looked for.
    """
    sources = [source_of.get(series, series) for series in events.series_ids]
    if len(set(sources)) < 2:
        return ()
    number = {name: at for at, name in enumerate(dict.fromkeys(sources))}
    owner = np.array([number[name] for name in sources])[events.series]
    fit = ~np.isnan(events.lon) & (events.first_day != NO_DAY)
    fit &= events.place_precision <= WORST_PRECISION
    rows = np.flatnonzero(fit)
    found: list[Twins] = []
    names = _Names(events)
    for one, other in _near(events, rows, owner, number.get(new, -1) if new else -1):
        score = names.score(one, other)
        if score is None:
            continue
        km = float(_metres(events, np.array([one]), np.array([other]))[0]) / 1000
        days = abs(int(events.first_day[one]) - int(events.first_day[other]))
        whole = score - 2 * km - 5 * days
        found.append(Twins(events.event_id(one), events.event_id(other), days, km, whole))
    found.sort(key=lambda t: (-t.score, t.one, t.other))
    return tuple(found[:MOST])


def _metres(events: Events, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float64]:
    return distances_m(events.lon[one], events.lat[one], events.lon[other], events.lat[other])


def _near(
    events: Events, rows: NDArray[np.intp], owner: NDArray[np.intp], new: int
) -> Iterator[tuple[int, int]]:
    """Pairs of rows of different owners that are near in place and time, each pair once."""
    x = np.floor((events.lon[rows] + 180) / _CELL).astype(np.int64)
    y = np.floor((events.lat[rows] + 90) / _CELL).astype(np.int64)
    day = events.first_day[rows].astype(np.int64) + 200_000
    wide, high = int(360 / _CELL) + 3, int(180 / _CELL) + 3

    def key(dx: int, dy: int, dd: int) -> NDArray[np.int64]:
        found: NDArray[np.int64] = ((day + dd) * wide + x + dx) * high + y + dy
        return found

    own = key(0, 0, 0)
    order = np.argsort(own, kind="stable")
    ordered = own[order]
    asked = np.flatnonzero(owner[rows] == new) if new >= 0 else np.arange(len(rows))
    steps = [
        (dx, dy, dd) for dx in (-1, 0, 1) for dy in (-1, 0, 1) for dd in range(-DAYS, DAYS + 1)
    ]
    for step in steps:
        wanted = key(*step)[asked]
        begin = np.searchsorted(ordered, wanted, "left")
        many = np.searchsorted(ordered, wanted, "right") - begin
        if not many.any():
            continue
        left = np.repeat(asked, many)
        offset = np.arange(len(left)) - np.repeat(np.cumsum(many) - many, many)
        right = order[np.repeat(begin, many) + offset]
        one, other = rows[left], rows[right]
        good = owner[one] != owner[other]
        good &= (one < other) if new < 0 else True
        one, other = one[good], other[good]
        close = _metres(events, one, other) <= METRES
        yield from zip(one[close].tolist(), other[close].tolist(), strict=True)


class _Names:
    """How alike the actors and types of two rows are; each pair of names is compared once."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._known: dict[tuple[str, str], float] = {}

    def score(self, one: int, other: int) -> float | None:
        """0 to 100, or nothing where type or actors speak against it."""
        events = self._events
        types = events.type.text(one), events.type.text(other)
        if all(types) and types[0] != types[1]:
            return None
        ours = self._sides(one)
        theirs = self._sides(other)
        if not ours or not theirs:
            return 60.0
        best = max(self._alike(a, b) for a in ours for b in theirs)
        return best if best >= RATIO else None

    def _sides(self, row: int) -> list[str]:
        told = (folded(self._events.side_a.text(row)), folded(self._events.side_b.text(row)))
        return [name for name in told if name not in _VAGUE and not name.startswith("civilians")]

    def _alike(self, one: str, other: str) -> float:
        if (one, other) not in self._known:
            from rapidfuzz import fuzz

            self._known[one, other] = float(fuzz.token_set_ratio(one, other))
        return self._known[one, other]
