"""Events as rows of a layer, each made when it is written: no file of them stands in memory."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from shapely import Point
from shapely.geometry.base import BaseGeometry

from pocplanner.model.events import EPOCH, NO_DAY, UNKNOWN, Events
from pocplanner.model.layer import Value
from pocplanner.words import Words

Rows = NDArray[np.int64]
T = TypeVar("T")


class _Made(Sequence[T], Generic[T]):
    """A sequence whose entries are made when they are asked for, in an order."""

    def __init__(self, order: Rows, make: Callable[[int], T]) -> None:
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
        return self._make(int(self._order[at]))

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._order.tolist())


def picked(rows: Sequence[T], kept: Sequence[int]) -> Sequence[T]:
    """Some of these rows, made when they are asked for."""
    return _Made(np.array(kept, np.int64), rows.__getitem__)


class Column(Protocol):
    """A column of events: its name, the value of a row, and whether anything stands in it."""

    name: str

    def value(self, row: int) -> Value:
        """The value of one event."""

    def filled(self) -> bool:
        """Whether any event has one."""


class _Named:
    """Words by their number."""

    def __init__(self, name: str, codes: NDArray[Any], names: Sequence[str]) -> None:
        self.name, self._codes, self._names = name, codes, names

    def value(self, row: int) -> Value:
        return self._names[int(self._codes[row])]

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

    def value(self, row: int) -> Value:
        number = int(self._values[row])
        if number == self._nothing:
            return None
        return self._told(number) if self._told else number

    def filled(self) -> bool:
        return bool((self._values != self._nothing).any())


class _End:
    """The last day, where it is another than the first."""

    name = "date_end"

    def __init__(self, events: Events) -> None:
        self._first, self._last = events.first_day, events.last_day

    def value(self, row: int) -> Value:
        last = int(self._last[row])
        return None if last == int(self._first[row]) else _iso(last)

    def filled(self) -> bool:
        return bool((self._first != self._last).any())


class _Said:
    """What the source says of an event, looked up some rows at a time."""

    def __init__(self, name: str, texts: Callable[[int], str]) -> None:
        self.name, self._texts = name, texts

    def value(self, row: int) -> Value:
        return self._texts(row) or None

    def filled(self) -> bool:
        return True


def said(name: str, texts: Callable[[int], str]) -> Column:
    """A column of texts that are looked up when a row is written."""
    return _Said(name, texts)


def columns(events: Events, words: Words) -> Iterator[Column]:
    """The columns of events, in the order in which they are written."""
    yield _Number("date", events.first_day, NO_DAY, _iso)
    yield _End(events)
    yield _Number("hour", events.hour, -1)
    types = [words.term("incident_type", n) if n else "" for n in events.type.names]
    yield _Named("type", events.type.codes, types)
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
    values = [column.value for column in told]
    return _Made(order, lambda row: (key(row), *(value(row) for value in values)))


def points_of(order: Rows, events: Events) -> Sequence[BaseGeometry | None]:
    """Where each event is, nothing where that is not known."""

    def point(row: int) -> BaseGeometry | None:
        lon, lat = float(events.lon[row]), float(events.lat[row])
        return None if lon != lon else Point(lon, lat)

    return _Made(order, point)


@lru_cache(maxsize=40_000)
def _iso(number: int) -> str | None:
    return None if number == NO_DAY else date.fromordinal(number + EPOCH).isoformat()
