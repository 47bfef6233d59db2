"""Events as rows of a layer, each made when it is written: no file of them stands in memory."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from shapely import points
from shapely.geometry.base import BaseGeometry

from pocplanner.model.events import EPOCH, NO_DAY, UNKNOWN, Events
from pocplanner.model.layer import Value
from pocplanner.words import Words

Rows = NDArray[np.int64]
T = TypeVar("T")
#: Rows that are made at once: whole columns are told in one go.
_TOGETHER = 1000


class _Made(Sequence[T], Generic[T]):
    """A sequence whose entries are made when they are asked for, many at a time, in an order."""

    def __init__(self, order: Rows, make: Callable[[Rows], Sequence[T]]) -> None:
        self._order, self._make = order, make

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return _Made(self._order[at], self._make)
        return self._make(self._order[at : at + 1] if at != -1 else self._order[-1:])[0]

    def __iter__(self) -> Iterator[T]:
        for first in range(0, len(self._order), _TOGETHER):
            yield from self._make(self._order[first : first + _TOGETHER])


def picked(rows: Sequence[T], kept: Sequence[int]) -> Sequence[T]:
    """Some of these rows, made when they are asked for."""
    if isinstance(rows, _Made):
        return _Made(rows._order[np.array(kept, np.int64)], rows._make)
    return [rows[at] for at in kept]


class Column(Protocol):
    """A column of events: its name, the type that programs give it, its values."""

    name: str
    type: str

    def values(self, rows: Rows) -> Sequence[Value]:
        """The values of these events."""

    def filled(self) -> bool:
        """Whether any event has one."""


class _Named:
    """Words by their number."""

    type = "TEXT"

    def __init__(self, name: str, codes: NDArray[Any], names: Sequence[str]) -> None:
        self.name, self._codes, self._names = name, codes, names

    def values(self, rows: Rows) -> Sequence[Value]:
        return [self._names[code] for code in self._codes[rows].tolist()]

    def filled(self) -> bool:
        return any(self._names[code] for code in np.unique(self._codes).tolist())


class _Number:
    """Numbers of which one stands for nothing; written as they are, or as words."""

    def __init__(
        self,
        name: str,
        values: NDArray[Any],
        nothing: int,
        told: Callable[[int], Value] | None = None,
    ) -> None:
        self.name, self._values, self._nothing = name, values, nothing
        self._told = told
        self.type = "TEXT" if told else "INTEGER"

    def values(self, rows: Rows) -> Sequence[Value]:
        nothing, told = self._nothing, self._told
        numbers = self._values[rows].tolist()
        if told is None:
            return [None if number == nothing else number for number in numbers]
        return [None if number == nothing else told(number) for number in numbers]

    def filled(self) -> bool:
        return bool((self._values != self._nothing).any())


class _End:
    """The last day, where it is another than the first."""

    name, type = "date_end", "TEXT"

    def __init__(self, events: Events) -> None:
        self._first, self._last = events.first_day, events.last_day

    def values(self, rows: Rows) -> Sequence[Value]:
        days = zip(self._first[rows].tolist(), self._last[rows].tolist(), strict=True)
        return [None if last == first else _iso(last) for first, last in days]

    def filled(self) -> bool:
        return bool((self._first != self._last).any())


class _Said:
    """What the source says of an event in words, read some rows at a time."""

    type = "TEXT"

    def __init__(self, name: str, texts: "Shared") -> None:
        self.name, self._texts = name, texts

    def values(self, rows: Rows) -> Sequence[Value]:
        return [text or None for text in self._texts.read(rows)[self.name]]

    def filled(self) -> bool:
        return True


class Texts(Protocol):
    """What sources say in words, and the order in which reading it costs least."""

    def order(self) -> Rows:
        """All rows in the order in which their texts lie."""

    def read(self, rows: Rows) -> dict[str, list[str]]:
        """The texts of these rows by column."""


class Shared:
    """Texts whose columns are read together, and only once for the same rows."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._rows: Rows | None = None
        self._held: dict[str, list[str]] = {}

    def read(self, rows: Rows) -> dict[str, list[str]]:
        """The texts of these rows by column."""
        if self._rows is None or not np.array_equal(self._rows, rows):
            self._rows, self._held = rows, self._texts.read(rows)
        return self._held


def said(texts: Texts, names: Sequence[str]) -> list[Column]:
    """Columns of texts that are read when rows are written."""
    shared = Shared(texts)
    return [_Said(name, shared) for name in names]


def columns(events: Events, words: Words) -> Iterator[Column]:
    """The columns of events, in the order in which they are written."""
    yield _Number("date", events.first_day, NO_DAY, _iso)
    yield _End(events)
    yield _Number("hour", events.hour, -1)
    types = [words.term("incident_type", n) if n else "" for n in events.type.names]
    yield _Named("type", events.type.codes, types)
    yield _Named("native_type", events.native_type.codes, events.native_type.names)
    for name in ("side_a", "side_b", "group", "country", "admin1", "admin2", "place"):
        column = getattr(events, name)
        yield _Named(name, column.codes, column.names)
    for name in ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians"):
        yield _Number(name, getattr(events, name), UNKNOWN)
    for name in ("place_precision", "day_precision"):
        steps = getattr(events, name)
        told = {n: words.text(f"gui.events.{name}.{n}") for n in np.unique(steps).tolist()}
        yield _Number(name, steps, -1, told.__getitem__)


def rows_of(
    order: Rows, key: Callable[[int], str], told: Sequence[Column]
) -> Sequence[tuple[Value, ...]]:
    """The rows in this order: the key, then the columns."""

    def make(rows: Rows) -> Sequence[tuple[Value, ...]]:
        values = [column.values(rows) for column in told]
        return list(zip(map(key, rows.tolist()), *values, strict=True))

    return _Made(order, make)


def points_of(order: Rows, events: Events) -> Sequence[BaseGeometry | None]:
    """Where each event is, nothing where that is not known."""

    def make(rows: Rows) -> Sequence[BaseGeometry | None]:
        lon, lat = events.lon[rows], events.lat[rows]
        made: Any = points(np.nan_to_num(lon), np.nan_to_num(lat))
        made[np.isnan(lon)] = None
        found: list[BaseGeometry | None] = made.tolist()
        return found

    return _Made(order, make)


@lru_cache(maxsize=40_000)
def _iso(number: int) -> str | None:
    return None if number == NO_DAY else date.fromordinal(number + EPOCH).isoformat()
