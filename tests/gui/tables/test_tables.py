"""Tables: sorted and filtered as people type, and any number of events without an object each."""

import time
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from pocplanner.analysis.table_columns import Among
from pocplanner.gui.desk import Desk
from pocplanner.gui.naming import event_row, name_of
from pocplanner.gui.tables.events_source import COLUMNS, EventsModel
from pocplanner.gui.tables.grid_rows import AT_ONCE
from pocplanner.gui.tables.table import Column, Table
from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events, Labels, day_number
from pocplanner.model.snapshot import Snapshot
from pocplanner.settings import Settings
from pocplanner.words import Words
from tests import makers

WORDS = Words("en")


@dataclass(frozen=True)
class Thing:
    """A row."""

    id: str
    name: str
    number: float | None


ROWS = [
    Thing("a", "Éloria market", 10.0),
    Thing("b", "Kemba", 9.0),
    Thing("c", "ostra ford", None),
    Thing("d", "=cmd|x", 100.0),
]


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    """A table of things."""
    made = Table(
        WORDS,
        (
            Column("Name", lambda t: t.name),
            Column(
                "Number", lambda t: "" if t.number is None else str(t.number), lambda t: t.number
            ),
        ),
        "Nothing yet. Add one.",
    )
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    return made


def shown(table: Table) -> list[str]:
    """The names as they stand, from the top."""
    model = table.view.model()
    return [str(model.index(i, 0).data()) for i in range(model.rowCount())]


def test_numbers_sort_as_numbers_and_the_unknown_stands_last(table: Table) -> None:
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["Kemba", "Éloria market", "=cmd|x", "ostra ford"]


def test_every_typed_word_must_stand_somewhere_in_the_row(table: Table) -> None:
    table.search.setText("FORD ost")
    assert shown(table) == ["ostra ford"]
    table.search.setText("ford kemba")
    assert shown(table) == []
    table.search.clear()
    assert len(shown(table)) == 4


def test_an_empty_table_says_what_to_do(table: Table) -> None:
    table.set_rows([])
    assert table.empty_text == "Nothing yet. Add one."


def test_the_choice_stays_when_rows_are_shown_anew(table: Table) -> None:
    assert table.choose("b")
    table.set_rows([*ROWS[1:], Thing("e", "Marl", 1.0)])
    assert table.chosen_ids() == ["b"]
    table.set_rows(ROWS[:1])
    assert table.chosen_ids() == []
    assert not table.choose("b")


def test_what_is_copied_is_text_for_a_spreadsheet_never_a_formula(table: Table) -> None:
    table.view.selectAll()
    table.copy()
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    lines = clipboard.text().split("\n")
    assert lines[0] == "Name\tNumber"
    assert len(lines) == 5
    assert "'=cmd|x\t100.0" in lines


def keyed(qtbot: QtBot) -> Table:
    """A table whose columns are fields, and one that is worked out."""
    made = Table(
        WORDS,
        (
            Column("Name", lambda t: t.name, field="name"),
            Column("Number", lambda t: str(t.number), lambda t: t.number, field="number"),
            Column("Length", lambda t: str(len(t.name)), lambda t: len(t.name)),
        ),
    )
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    return made


def test_a_row_that_keeps_its_place_is_shown_anew_without_the_others(qtbot: QtBot) -> None:
    table = keyed(qtbot)
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.choose("b")
    resets: list[object] = []
    table.model.modelReset.connect(lambda: resets.append(1))
    assert table.change_rows([Thing("a", "Aloria", 10.0)])
    assert shown(table) == ["Kemba", "Aloria", "=cmd|x", "ostra ford"]
    assert table.chosen_ids() == ["b"] and not resets
    table.search.setText("aloria")
    assert shown(table) == ["Aloria"]


def test_a_row_that_would_stand_elsewhere_has_all_rows_shown_anew(qtbot: QtBot) -> None:
    table = keyed(qtbot)
    table.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert not table.change_rows([Thing("a", "Aloria", 1.0)]), "its number orders it"
    assert not table.change_rows([Thing("new", "Marl", 1.0)]), "it was not there"
    assert shown(table) == ["Kemba", "Éloria market", "=cmd|x", "ostra ford"]
    table.view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert not table.change_rows([ROWS[0]]), "what is worked out may have changed"
    table.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    table.search.setText("kemba")
    assert not table.change_rows([Thing("b", "Marl", 9.0)]), "typed words may no longer hold"


def test_a_filter_follows_what_a_changed_row_says(qtbot: QtBot) -> None:
    table = keyed(qtbot)
    table.set_filter("name", Among(frozenset({"Kemba", "Marl"})))
    assert not table.change_rows([Thing("b", "Tovi", 9.0)])
    table.set_filter("name", None)
    assert table.change_rows([Thing("c", "Marl", None)])
    table.set_filter("name", Among(frozenset({"Kemba", "Marl"})))
    assert shown(table) == ["Kemba", "Marl"]


def test_many_rows_are_copied_step_by_step_and_a_cancel_leaves_the_clipboard(
    qtbot: QtBot,
) -> None:
    table = keyed(qtbot)
    begun: list[Any] = []
    told: list[int] = []
    table.long_work = lambda work, done: begun.append((work, done))
    table.copied.connect(told.append)
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText("before")
    count = AT_ONCE + 700
    table.set_rows([Thing(f"t{i}", f"Place {i}", float(i)) for i in range(count)])
    table.view.selectAll()
    assert table.copy() == count
    ((work, done),) = begun
    assert next(work).done < count and clipboard.text() == "before" and not told
    steps = 1
    while True:
        try:
            next(work)
            steps += 1
        except StopIteration as end:
            done(end.value)
            break
    lines = clipboard.text().split("\n")
    assert steps > 3 and told == [count]
    assert lines[1:] == [f"Place {i}\t{float(i)}\t{len(f'Place {i}')}" for i in range(count)]


# ------------------------------------------------------------------ events by the hundred thousand


def many(count: int) -> Events:
    """So many events, spread over a country and thirty years."""
    made = np.random.default_rng(7)
    columns: dict[str, Any] = {n: np.zeros(count, t) for n, t in ARRAY_TYPES.items()}
    columns["lon"] = made.uniform(14, 27, count)
    columns["lat"] = made.uniform(2, 11, count)
    columns["lon"][: count // 10] = np.nan
    columns["first_day"] = made.integers(
        day_number(date(1990, 1, 1)), day_number(date(2020, 12, 31)), count
    ).astype(np.int32)
    columns["deaths_best"] = made.integers(0, 40, count).astype(np.int32)
    columns["place_precision"] = made.integers(1, 7, count).astype(np.int8)
    names = tuple(f"Place {i}" for i in range(900))
    for name in LABEL_COLUMNS:
        columns[name] = Labels(made.integers(0, len(names), count).astype(np.int32), names)
    keys = np.array([f"E{i}".encode() for i in range(count)])
    return Events(key=keys, series_ids=("ser-many",), **columns)


@pytest.fixture(scope="module")
def crowd() -> Events:
    """As many events as the largest published table holds."""
    return many(180_000)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """A desk at which no mission is open."""
    return Desk(WORDS, Settings())


def test_180_000_events_are_shown_sorted_and_read_at_once(desk: Desk, crowd: Events) -> None:
    model = EventsModel(desk)
    began = time.perf_counter()
    model.show(crowd, np.ones(len(crowd), bool))
    for column in range(len(COLUMNS)):
        model.sort(column, Qt.SortOrder.DescendingOrder)
    took = time.perf_counter() - began
    assert model.rowCount() == 180_000
    assert took < 5, f"{took:.1f} s for eleven orders"
    model.sort(COLUMNS.index("deaths_best"), Qt.SortOrder.DescendingOrder)
    assert model.index(0, COLUMNS.index("deaths_best")).data() == "39"
    model.sort(0)
    days = [str(model.index(i, 0).data()) for i in range(0, 180_000, 9_000)]
    assert days == sorted(days)


# ------------------------------------------------------------------ names


def test_an_event_is_found_by_its_series_and_its_own_id() -> None:
    snapshot = Snapshot.of(makers.records(), makers.some_events())
    assert event_row(snapshot, "ser-events:E3") == 2
    for strange in ("ser-events:E99", "other:E3", "E3", "", ":", "ser-events:"):
        assert event_row(snapshot, strange) is None


def test_a_record_without_a_name_is_called_by_what_it_is_and_where() -> None:
    snapshot = Snapshot.of(makers.records(), makers.some_events())
    threat = makers.a_threat()
    assert name_of(WORDS, threat, snapshot) == "Abduction, Kemba"
    for record in snapshot:
        assert name_of(WORDS, record, snapshot)
        assert "\n" not in name_of(WORDS, record, snapshot)
