"""Events as columns: joining, taking, merging of labels keep every row as it was."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pocplanner.model.events import (
    ARRAY_COLUMNS,
    LABEL_COLUMNS,
    NO_DAY,
    EventCorrection,
    Events,
    Labels,
    day_number,
    join,
    no_events,
)
from pocplanner.model.guard import CASES
from tests.makers import events

_NAMES = st.sampled_from(["", "Ridge Column", "Host army", "Émeutiers", "<b>x</b>"])
_ROWS = st.fixed_dictionaries(
    {
        "lon": st.floats(-180, 180),
        "lat": st.floats(-90, 90),
        "first_day": st.integers(-10_000, 40_000),
        "deaths_best": st.integers(-1, 500),
        "place_precision": st.integers(0, 7),
        "type": _NAMES,
        "side_a": _NAMES,
        "admin1": _NAMES,
    }
)
_TABLES = st.builds(
    events, st.lists(_ROWS, max_size=6), st.sampled_from(["ser-a", "ser-b", "ser-c"])
)


def rows(table: Events) -> list[tuple[Any, ...]]:
    """The table as plain rows, labels as text and series as id: what joining must keep."""
    return [
        (
            table.event_id(i),
            *(
                getattr(table, name).text(i) if name in LABEL_COLUMNS else getattr(table, name)[i]
                for name in (*ARRAY_COLUMNS, *LABEL_COLUMNS)
                if name != "series"
            ),
        )
        for i in range(len(table))
    ]


@given(st.lists(_TABLES, max_size=4))
def test_joining_keeps_every_row_in_its_order(tables: list[Events]) -> None:
    assert rows(join(tables)) == [row for table in tables for row in rows(table)]


@given(_TABLES, _TABLES, _TABLES)
def test_joining_in_steps_is_joining_at_once(a: Events, b: Events, c: Events) -> None:
    assert rows(join([join([a, b]), c])) == rows(join([a, b, c]))


@given(_TABLES, st.data())
def test_taking_by_index_or_mask_keeps_the_rows(table: Events, data: st.DataObject) -> None:
    size = len(table)
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), bool)
    told = rows(table)
    assert rows(table.take(mask)) == [r for r, kept in zip(told, mask, strict=True) if kept]
    index = np.flatnonzero(mask)[::-1]
    assert rows(table.take(index)) == [told[i] for i in index]


@given(_TABLES, _TABLES)
def test_taking_the_parts_of_a_join_gives_the_parts(a: Events, b: Events) -> None:
    both = join([a, b])
    assert rows(both.take(np.arange(len(a)))) == rows(a)
    assert rows(both.take(np.arange(len(a), len(both)))) == rows(b)


@given(st.lists(_NAMES, max_size=30))
def test_labels_say_what_they_were_made_from(texts: list[str]) -> None:
    labels = Labels.of(texts)
    assert [labels.text(i) for i in range(len(labels))] == texts
    assert len(set(labels.names)) == len(labels.names)
    for name in set(texts) | {"nobody"}:
        assert labels.equals(name).tolist() == [t == name for t in texts]
    some = {"Host army", "nobody"}
    assert labels.isin(some).tolist() == [t in some for t in texts]


def test_no_events_is_a_table_like_any_other() -> None:
    empty = no_events()
    assert len(empty) == 0 and rows(join([empty, empty])) == []
    assert all(len(getattr(empty, name)) == 0 for name in (*ARRAY_COLUMNS, *LABEL_COLUMNS))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_months_and_weekdays_are_those_of_the_calendar(day: date) -> None:
    table = events([{"first_day": day_number(day)}])
    assert table.day(0) == day
    assert int(table.months[0]) == day.month
    assert int(table.weekdays[0]) == day.weekday()


def test_an_unknown_day_has_no_month_and_no_weekday() -> None:
    table = events([{"first_day": NO_DAY}])
    assert table.day(0) is None
    assert int(table.months[0]) == 0 and int(table.weekdays[0]) == -1


def test_an_event_is_named_by_its_series_and_the_sources_own_id() -> None:
    table = join([events([{"key": "A1"}], "ser-a"), events([{"key": "B1"}], "ser-b")])
    assert [table.event_id(i) for i in range(2)] == ["ser-a:A1", "ser-b:B1"]


def correction(**changes: object) -> EventCorrection:
    """A correction of an event by hand."""
    values = {"source_id": "s", "event_key": "A1", "reason": "wrong bank", "author": "JMAC"}
    return EventCorrection.model_validate(values | changes)


def test_a_correction_can_move_an_event() -> None:
    moved = correction(lon=21.0, lat=-9.0)
    assert (moved.lon, moved.lat) == (21.0, -9.0)
    with pytest.raises(ValidationError):
        correction(lon=200.0)


def test_a_correction_never_places_a_case_exactly() -> None:
    for code in CASES:
        with pytest.raises(ValidationError, match="exact point"):
            correction(type=code, lon=21.0, lat=-9.0)
        assert correction(type=code).type == code


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_nothing_is_corrected_without_a_reason(reason: str) -> None:
    with pytest.raises(ValidationError, match="reason"):
        EventCorrection(source_id="s", event_key="k", reason=reason, author="Analyst")
