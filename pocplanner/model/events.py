"""Conflict events: rows by the hundred thousand, held as columns, never as records each."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, Field, model_validator

from pocplanner.model.guard import INSIDE, OPEN, no_point_of_a_case
from pocplanner.model.record import Code, Coded, Guarded, Instant, Record, Ref
from pocplanner.model.text import Key, Name, Text

#: The day that stands for "no date" in the integer columns.
NO_DAY = -(2**31)
#: The number that stands for "not stated" in the columns of deaths, and the hour unknown.
UNKNOWN = -1
#: Place precision up to here is exact or near: good enough to rate a place from.
NEAR = 2


class Series(Guarded):
    """One kept import of events: naming it here is what keeps its rows."""

    source_id: Annotated[str, Ref(("Source",)), INSIDE.source]
    import_id: Annotated[Key, INSIDE]
    profile: Annotated[Key, INSIDE] = ""
    rows: Annotated[int, Field(ge=0), OPEN] = 0
    first_day: Annotated[date | None, OPEN] = None
    last_day: Annotated[date | None, OPEN] = None
    kept_at: Annotated[Instant | None, INSIDE] = None


class EventCorrection(Guarded):
    """A correction by hand that lies over an imported row; the row itself stays."""

    source_id: Annotated[str, Ref(("Source",)), INSIDE.source]
    event_key: Annotated[Key, INSIDE]
    removed: Annotated[bool, INSIDE] = False
    type: Annotated[Coded, Code("incident_type"), INSIDE] = ""
    lon: Annotated[float | None, Field(ge=-180, le=180), INSIDE.position] = None
    lat: Annotated[float | None, Field(ge=-90, le=90), INSIDE.position] = None
    deaths_best: Annotated[int | None, Field(ge=0), INSIDE] = None
    reason: Annotated[Text, AfterValidator(str.strip), Field(min_length=1), INSIDE.text]
    author: Annotated[Name, Field(min_length=1), INSIDE]

    @model_validator(mode="after")
    def _no_finer_than_its_source(self) -> Self:
        no_point_of_a_case(self.type, self.lon, self.lat)
        return self


@dataclass(frozen=True)
class Labels:
    """A text column by dictionary: `names[codes[i]]` is the text of row i."""

    codes: NDArray[np.int32]
    names: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Labels":
        """A column from texts, names in the order of their first appearance."""
        seen: dict[str, int] = {}
        codes = np.fromiter((seen.setdefault(t, len(seen)) for t in texts), np.int32, len(texts))
        return cls(codes, tuple(seen))

    def __len__(self) -> int:
        return len(self.codes)

    def text(self, row: int) -> str:
        """The text of one row."""
        return self.names[int(self.codes[row])]

    def take(self, rows: NDArray[Any]) -> "Labels":
        """The rows chosen by an index or a mask."""
        return Labels(self.codes[rows], self.names)

    def equals(self, name: str) -> NDArray[np.bool_]:
        """A mask of the rows whose text this is."""
        found = [i for i, n in enumerate(self.names) if n == name]
        return np.isin(self.codes, found)

    def isin(self, names: Sequence[str] | set[str] | frozenset[str]) -> NDArray[np.bool_]:
        """A mask of the rows whose text is among these."""
        found = [i for i, n in enumerate(self.names) if n in names]
        return np.isin(self.codes, found)


@dataclass(frozen=True)
class Events:
    """All kept events as columns of one length.

    `key` is the source's own id (UTF-8 bytes); `series` the row's index into `series_ids`
    (ids of `Series` records). Days are days since 1970-01-01, `NO_DAY` where unknown. `lon`
    and `lat` are degrees, NaN where the row has no usable place. Deaths are `UNKNOWN` where
    the source does not state them. `place_precision` runs 1 exact, 2 near, 3 second-order
    area, 4 first-order area, 5 line or region, 6 country, 7 international, 0 not stated;
    `day_precision` 1 the day, 2 two to six days, 3 a week, 4 a month, 5 longer, 0 not stated.
    `type` holds our incident_type codes, `native_type` the source's words.
    """

    key: NDArray[np.bytes_]
    series: NDArray[np.int16]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    first_day: NDArray[np.int32]
    last_day: NDArray[np.int32]
    hour: NDArray[np.int8]
    deaths_low: NDArray[np.int32]
    deaths_best: NDArray[np.int32]
    deaths_high: NDArray[np.int32]
    deaths_civilians: NDArray[np.int32]
    place_precision: NDArray[np.int8]
    day_precision: NDArray[np.int8]
    type: Labels
    native_type: Labels
    side_a: Labels
    side_b: Labels
    country: Labels
    admin1: Labels
    admin2: Labels
    place: Labels
    group: Labels
    series_ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.key)

    def take(self, rows: NDArray[Any]) -> "Events":
        """The events chosen by an index or a mask."""
        return Events(
            **{
                name: getattr(self, name).take(rows)
                if name in LABEL_COLUMNS
                else getattr(self, name)[rows]
                for name in (*ARRAY_COLUMNS, *LABEL_COLUMNS)
            },
            series_ids=self.series_ids,
        )

    def event_id(self, row: int) -> str:
        """The id by which a text names this event: its series and the source's own id."""
        series = self.series_ids[self.series[row]] if self.series_ids else ""
        return f"{series}:{self.key[row].decode()}"

    def day(self, row: int) -> date | None:
        """The first day of one event."""
        number = int(self.first_day[row])
        return None if number == NO_DAY else date.fromordinal(number + EPOCH)

    @property
    def months(self) -> NDArray[np.int64]:
        """Month of the year, 1 to 12, of each first day (0 where unknown)."""
        days = self.first_day.astype("datetime64[D]")
        found: NDArray[np.int64] = days.astype("datetime64[M]").astype(np.int64) % 12 + 1
        return np.where(self.first_day == NO_DAY, 0, found)

    @property
    def weekdays(self) -> NDArray[np.int64]:
        """Day of the week, 0 Monday to 6 Sunday, of each first day (-1 where unknown)."""
        found = (self.first_day.astype(np.int64) + 3) % 7
        return np.where(self.first_day == NO_DAY, -1, found)


#: 1970-01-01 as a proleptic ordinal.
EPOCH = date(1970, 1, 1).toordinal()
LABEL_COLUMNS = tuple(f.name for f in fields(Events) if f.type in (Labels, "Labels"))
ARRAY_COLUMNS = tuple(
    f.name for f in fields(Events) if f.name not in (*LABEL_COLUMNS, "series_ids")
)
ARRAY_TYPES: dict[str, Any] = {
    "series": np.int16,
    "lon": np.float64,
    "lat": np.float64,
    "first_day": np.int32,
    "last_day": np.int32,
    "hour": np.int8,
    "deaths_low": np.int32,
    "deaths_best": np.int32,
    "deaths_high": np.int32,
    "deaths_civilians": np.int32,
    "place_precision": np.int8,
    "day_precision": np.int8,
}


def day_number(day: date) -> int:
    """A day as the columns hold it."""
    return day.toordinal() - EPOCH


def no_events() -> Events:
    """The empty table of events."""
    columns: dict[str, Any] = {name: np.zeros(0, kind) for name, kind in ARRAY_TYPES.items()}
    columns |= {name: Labels(np.zeros(0, np.int32), ()) for name in LABEL_COLUMNS}
    return Events(key=np.zeros(0, "S1"), **columns)


def join(parts: Sequence[Events]) -> Events:
    """Several tables as one; dictionaries and series are merged."""
    parts = [p for p in parts if len(p)]
    if not parts:
        return no_events()
    if len(parts) == 1:
        return parts[0]
    series = tuple(dict.fromkeys(s for p in parts for s in p.series_ids))
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(p, name) for p in parts])
        for name in ARRAY_COLUMNS
        if name != "series"
    }
    columns["series"] = np.concatenate([_renumbered(p, series) for p in parts])
    for name in LABEL_COLUMNS:
        columns[name] = _merged([getattr(p, name) for p in parts])
    return Events(**columns, series_ids=series)


def _renumbered(part: Events, series: tuple[str, ...]) -> NDArray[np.int16]:
    if not part.series_ids:
        return part.series
    place = np.array([series.index(s) for s in part.series_ids], np.int16)
    found: NDArray[np.int16] = place[part.series]
    return found


def _merged(columns: Sequence[Labels]) -> Labels:
    names = tuple(dict.fromkeys(n for c in columns for n in c.names))
    place = {n: i for i, n in enumerate(names)}
    codes = [np.array([place[n] for n in c.names] or [0], np.int32)[c.codes] for c in columns]
    return Labels(np.concatenate(codes), names)


class EventDetail(Record):
    """One event as its source tells it, read when somebody opens it."""

    columns: Annotated[dict[str, str], INSIDE.text]
