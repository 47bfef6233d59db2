"""Events as the rows of a table: columns of arrays, words only for what is seen."""

from typing import Any

import numpy as np

from pocplanner.analysis import coordinates
from pocplanner.analysis.table_columns import Mask, NumberColumn, Rows, TableColumn, TextColumn
from pocplanner.gui.coordinates.forms import chosen_form
from pocplanner.gui.desk import Desk
from pocplanner.gui.tables.grid_model import GridModel, GridSource, Head
from pocplanner.model.events import NO_DAY, UNKNOWN, Events, Labels, Series, no_events
from pocplanner.model.geometry import Position

#: Every column, in the order in which they are offered; the first ones are shown at first.
COLUMNS = (
    "first_day",
    "type",
    "side_a",
    "side_b",
    "place",
    "admin1",
    "deaths_best",
    "deaths_civilians",
    "place_precision",
    "day_precision",
    "last_day",
    "hour",
    "native_type",
    "group",
    "admin2",
    "country",
    "deaths_low",
    "deaths_high",
    "position",
    "lat",
    "lon",
    "source",
    "key",
)
_NUMBERS = ("deaths_best", "deaths_civilians", "deaths_low", "deaths_high", "hour", "lat", "lon")
#: The field of a correction that changes a column.
CORRECTED = {"type": "type", "deaths_best": "deaths_best", "position": "position"}


class EventsSource(GridSource):
    """Events as rows; what a cell says is made when it is seen."""

    def __init__(self, desk: Desk, events: Events, editable: bool = False) -> None:
        title = desk.words.text
        super().__init__(
            [
                Head(n, title(f"gui.events.column.{n}"), n in _NUMBERS, CORRECTED.get(n, ""))
                for n in COLUMNS
            ]
        )
        self._desk, self.events, self._edit = desk, events, editable
        self._series: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.events)

    def id(self, row: int) -> str:
        return self.events.event_id(row)

    def row_of(self, id: str) -> int | None:
        series, colon, key = id.partition(":")
        events = self.events
        if not colon or series not in events.series_ids:
            return None
        same = (events.key == key.encode()) & (events.series == events.series_ids.index(series))
        found = np.flatnonzero(same)
        return int(found[0]) if len(found) else None

    def editable(self, row: int, column: int) -> bool:
        return self._edit and bool(self.heads[column].field)

    def text(self, row: int, column: int) -> str:
        return self.said(row, COLUMNS[column])

    def copied(self, row: int, column: int) -> str:
        text = self.text(row, column)
        return "" if text in ("–", self._desk.words.text("gui.form.unknown")) else text

    def copied_column(self, rows: Rows, column: int) -> list[str]:
        """By whole columns: each name of a dictionary is made once, not for every row."""
        found = self.column(column)
        if isinstance(found, TextColumn):
            names = found.names
            return [names[code] for code in found.codes[rows].tolist()]
        if found.days:
            days = np.datetime_as_string(found.values[rows].astype("datetime64[D]")).tolist()
            known = found.known[rows].tolist()
            return [day if k else "" for day, k in zip(days, known, strict=True)]
        if found.missing is not None:
            missing = int(found.missing)
            return ["" if n == missing else str(n) for n in found.values[rows].tolist()]
        return super().copied_column(rows, column)

    def said(self, row: int, name: str) -> str:
        """What stands in a column for one event, in words."""
        words, events = self._desk.words, self.events
        if name == "position":
            at = self.position(row)
            form = chosen_form(self._desk.settings)
            return coordinates.write(at, form, words.language) if at else "–"
        if name == "source":
            return self._source(int(events.series[row]))
        if name == "key":
            return bytes(events.key[row]).decode("utf-8", "replace")
        value = getattr(events, name)
        if name in ("first_day", "last_day"):
            number = int(value[row])
            said = str(np.datetime64(number, "D")) if number != NO_DAY else ""
            return said or words.text("gui.form.unknown")
        if name == "type":
            return words.term("incident_type", value.text(row))
        if isinstance(value, Labels):
            return value.text(row)
        if name.endswith("precision"):
            return words.text(f"gui.events.{name}.{int(value[row])}")
        if name in ("lat", "lon"):
            return f"{value[row]:.5f}" if value[row] == value[row] else "–"
        return "–" if value[row] == UNKNOWN else str(int(value[row]))

    def position(self, row: int) -> Position | None:
        """Where an event is; nothing where its source does not say."""
        lon, lat = float(self.events.lon[row]), float(self.events.lat[row])
        return Position(lon=lon, lat=lat) if lon == lon and lat == lat else None

    def _source(self, series: int) -> str:
        if series not in self._series:
            ids = self.events.series_ids
            there = self._desk.project is not None and series < len(ids)
            found = self._desk.snapshot.one(Series, ids[series]) if there else None
            self._series[series] = self._desk.name(found.source_id) if found else ""
        return self._series[series]

    def make_column(self, column: int) -> TableColumn:
        name, words, events = COLUMNS[column], self._desk.words, self.events
        if name == "position":
            return NumberColumn(events.lat)
        if name == "source":
            names = tuple(self._source(i) for i in range(max(len(events.series_ids), 1)))
            return TextColumn(events.series.astype(np.int32), names)
        if name == "key":
            keys = [k.decode("utf-8", "replace") for k in events.key.tolist()]
            return TextColumn(np.arange(len(keys), dtype=np.int32), tuple(keys))
        value = getattr(events, name)
        if name in ("first_day", "last_day"):
            return NumberColumn(value, NO_DAY, days=True)
        if name == "type":
            return TextColumn(
                value.codes, tuple(words.term("incident_type", n) if n else "" for n in value.names)
            )
        if isinstance(value, Labels):
            return TextColumn(value.codes, value.names)
        if name.endswith("precision"):
            names = tuple(words.text(f"gui.events.{name}.{i}") for i in range(_most(value) + 1))
            return TextColumn(value.astype(np.int32), names)
        return NumberColumn(value, None if name in ("lat", "lon") else UNKNOWN)


def _most(values: Any) -> int:
    return int(values.max()) if len(values) else 0


class EventsModel(GridModel):
    """The rows of the events that filters keep, in the order of one column."""

    source: EventsSource

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__(EventsSource(desk, no_events()))

    @property
    def events(self) -> Events:
        """The events of which rows are shown."""
        return self.source.events

    @events.setter
    def events(self, events: Events) -> None:
        self.show(events, np.ones(len(events), bool))

    @property
    def rows(self) -> Rows:
        """The rows of the columns as they stand in the table."""
        return self.visible

    def show(self, events: Events, mask: Mask) -> None:
        """Show these rows of these events; columns that were worked out for them stay."""
        writable = self._desk.project is not None and not self._desk.project.read_only
        same = events is self.source.events
        source = self.source if same else EventsSource(self._desk, events, writable)
        self.show_source(source, mask)

    def event_id(self, row: int) -> str:
        """The id of the event in a row of the table."""
        return self.source.id(self.row_at(row))

    def text(self, row: int, name: str) -> str:
        """What stands in a column for one event of the columns, in words."""
        return self.source.said(row, name)
