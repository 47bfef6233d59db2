"""Which events are meant: one value that the map, the table and what is exported all read."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np

from pocplanner.analysis.event_column import head_column
from pocplanner.analysis.ground import MONTH, Mask
from pocplanner.analysis.selection_columns import SelectionColumns, columns_of
from pocplanner.analysis.table_columns import Condition
from pocplanner.model.events import NO_DAY, Events, day_number
from pocplanner.model.geometry import distances_m
from pocplanner.model.snapshot import Snapshot

#: Stands in `against` for those who bear no arms, however the source writes them.
CIVILIANS = "civilians"
DAY, NIGHT = "day", "night"
#: Fields whose numbers are one value, not several.
WHOLE = frozenset({"around", "box"})
#: Columns in which typed text is looked for.
_TEXTS = ("place", "admin1", "admin2", "side_a", "side_b", "group", "native_type")


@dataclass(frozen=True)
class EventSelection:
    """Events by who, what, where and when; what is empty asks for nothing.

    Actors are ids of records (with all their aliases) or names as the source writes them;
    `areas` ids of areas or names; `around` longitude, latitude and km; `sources` ids of
    sources. `since` is included, `until` is not. A row counts by its first day. Light, weekday,
    market day and season keep only rows whose source says enough: `unsaid` tells how many were
    left out for that.
    """

    types: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    light: str = ""
    weekdays: tuple[int, ...] = ()
    market: bool = False
    seasons: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    around: tuple[float, float, float] | None = None
    #: West, south, east and north: what lies there, however well its place is known.
    box: tuple[float, float, float, float] | None = None
    sources: tuple[str, ...] = ()
    deaths: int = 0
    text: str = ""
    #: Filters of the table's columns, by the name of the column; all of them hold.
    heads: tuple[tuple[str, Condition], ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def empty(self) -> bool:
        """Whether all events are meant."""
        return self == EventSelection()

    @property
    def asked(self) -> tuple[str, ...]:
        """Names of the fields that ask for something, in the order of a sentence."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != f.default)

    def without(self, name: str, value: object = None) -> "EventSelection":
        """The same with one field asking for nothing, or with one of its values taken out."""
        held = getattr(self, name)
        if isinstance(held, tuple) and name not in WHOLE and value is not None:
            return self._with(name, tuple(v for v in held if v != value))
        return self._with(name, next(f.default for f in fields(self) if f.name == name))

    def adding(self, name: str, value: object) -> "EventSelection":
        """The same with one more value in a field that holds several, or a new one in another."""
        held = getattr(self, name)
        if isinstance(held, tuple) and name not in WHOLE:
            return self if value in held else self._with(name, (*held, value))
        return self._with(name, value)

    def _with(self, name: str, value: Any) -> "EventSelection":
        return replace(self, **{name: value})

    def mask(self, events: Events, snapshot: Snapshot) -> Mask:
        """The rows that are meant: a mask over the events."""
        return self._mask(columns_of(events, snapshot), set())

    def unsaid(self, events: Events, snapshot: Snapshot) -> dict[str, int]:
        """Rows that fit all else but whose source does not say what a field asks, by its reason.

        Reasons are `hour`, `weekday`, `season` and `date`; 0 is left out.
        """
        columns = columns_of(events, snapshot)
        found: dict[str, int] = {}
        reasons: tuple[tuple[str, tuple[str, ...], Callable[[SelectionColumns], Mask]], ...] = (
            ("hour", ("light",), lambda c: c.events.hour < 0),
            ("weekday", ("weekdays", "market"), lambda c: c.events.day_precision != 1),
            ("season", ("seasons",), lambda c: ~c.dated),
            ("date", ("since", "until"), lambda c: c.events.first_day == NO_DAY),
        )
        for reason, names, lacking in reasons:
            if set(names) & set(self.asked):
                count = int((self._mask(columns, set(names)) & lacking(columns)).sum())
                if count:
                    found[reason] = count
        return found

    def _mask(self, columns: SelectionColumns, skipped: set[str]) -> Mask:
        chosen = np.ones(len(columns.events), bool)
        for name in self.asked:
            if name not in skipped:
                chosen &= _TESTS[name](self, columns)
        return chosen


def _by(asked: EventSelection, columns: SelectionColumns) -> Mask:
    """Held to have done it: side A, or side B where the source's order means nothing."""
    events = columns.events
    found = columns.side("side_b", asked.by) & ~events.type.isin(columns.victim_second)
    found |= columns.side("side_a", asked.by)
    return found


def _against(asked: EventSelection, columns: SelectionColumns) -> Mask:
    found = np.zeros(len(columns.events), bool)
    named = tuple(a for a in asked.against if a != CIVILIANS)
    if len(named) < len(asked.against):
        found |= columns.against_civilians
    if named:
        found |= columns.side("side_b", named)
    return found


def _actors(asked: EventSelection, columns: SelectionColumns) -> Mask:
    return columns.side("side_a", asked.actors) | columns.side("side_b", asked.actors)


def _light(asked: EventSelection, columns: SelectionColumns) -> Mask:
    hour = columns.events.hour
    found: Mask = columns.night_hours[np.clip(hour, 0, 23)] == (asked.light == NIGHT)
    found &= hour >= 0
    return found


def _weekdays(asked: EventSelection, columns: SelectionColumns) -> Mask:
    found: Mask = np.isin(columns.events.weekdays, asked.weekdays)
    found &= columns.events.day_precision == 1
    return found


def _areas(asked: EventSelection, columns: SelectionColumns) -> Mask:
    found = np.zeros(len(columns.events), bool)
    for area in asked.areas:
        found |= columns.area(area)
    return found


def _around(asked: EventSelection, columns: SelectionColumns) -> Mask:
    events = columns.events
    lon, lat, km = asked.around or (0.0, 0.0, 0.0)
    found = np.zeros(len(events), bool)
    near = np.flatnonzero(np.abs(events.lat - lat) <= km / 110.5)
    if len(near):
        away = distances_m(np.array([lon]), np.array([lat]), events.lon[near], events.lat[near])
        found[near] = away.ravel() <= km * 1000
    return found


def _box(asked: EventSelection, columns: SelectionColumns) -> Mask:
    events = columns.events
    west, south, east, north = asked.box or (-180.0, -90.0, 180.0, 90.0)
    found: Mask = (events.lon >= west) & (events.lon <= east)
    return found & (events.lat >= south) & (events.lat <= north)


def _heads(asked: EventSelection, columns: SelectionColumns) -> Mask:
    found = np.ones(len(columns.events), bool)
    for name, condition in asked.heads:
        found &= head_column(columns.events, name).mask(condition)
    return found


def _sources(asked: EventSelection, columns: SelectionColumns) -> Mask:
    wanted = [i for i, source in enumerate(columns.sources) if source in asked.sources]
    found: Mask = np.isin(columns.events.series, wanted)
    return found


def _text(asked: EventSelection, columns: SelectionColumns) -> Mask:
    found = np.ones(len(columns.events), bool)
    for word in asked.text.casefold().split():
        here = np.zeros(len(columns.events), bool)
        for name in _TEXTS:
            column = getattr(columns.events, name)
            codes = [i for i, text in enumerate(column.names) if word in text.casefold()]
            if codes:
                here |= columns.holding(name, codes)
        found &= here
    return found


def _since(asked: EventSelection, columns: SelectionColumns) -> Mask:
    day = columns.events.first_day
    found: Mask = (day != NO_DAY) & (day >= day_number(asked.since or date.min))
    return found


def _until(asked: EventSelection, columns: SelectionColumns) -> Mask:
    day = columns.events.first_day
    found: Mask = (day != NO_DAY) & (day < day_number(asked.until or date.max))
    return found


_TESTS: dict[str, Callable[[EventSelection, SelectionColumns], Mask]] = {
    "types": lambda a, c: c.events.type.isin(a.types),
    "by": _by,
    "against": _against,
    "actors": _actors,
    "light": _light,
    "weekdays": _weekdays,
    "market": lambda a, c: c.market_days,
    "seasons": lambda a, c: c.season(a.seasons),
    "areas": _areas,
    "around": _around,
    "box": _box,
    "sources": _sources,
    "deaths": lambda a, c: c.events.deaths_best >= a.deaths,
    "text": _text,
    "heads": _heads,
    "since": _since,
    "until": _until,
}


def vague_dates(events: Events, rows: Mask) -> int:
    """How many of these rows have a date that is known to a month or worse."""
    known_worse = (events.day_precision >= MONTH) | (events.day_precision == 0)
    return int((rows & known_worse & (events.first_day != NO_DAY)).sum())
