"""Days are typed or chosen; an empty one stays empty and opens where the mission stands."""

from datetime import date

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from pocplanner.gui.forms.day import Day, read_day
from pocplanner.words import Words

AS_OF = date(2026, 10, 31)


@pytest.fixture
def day(qtbot: QtBot) -> Day:
    made = Day(Words("en"), lambda: AS_OF)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_calendar_of_an_empty_day_opens_at_the_month_of_the_mission(day: Day) -> None:
    day.set_value(None)
    calendar = day.turned_calendar()
    assert (calendar.yearShown(), calendar.monthShown()) == (2026, 10)
    assert day.value() is None and day.box.text() == ""


def test_a_day_that_is_known_opens_the_calendar_at_itself(day: Day) -> None:
    day.set_value(date(2024, 2, 29))
    calendar = day.turned_calendar()
    assert calendar.selectedDate() == QDate(2024, 2, 29)


def test_a_click_in_the_calendar_chooses_and_tells(day: Day, qtbot: QtBot) -> None:
    calendar = day.turned_calendar()
    with qtbot.waitSignal(day.changed):
        calendar.clicked.emit(QDate(2026, 10, 5))
    assert day.value() == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-10-31", date(2026, 10, 31)),
        (" 2026/1/2 ", date(2026, 1, 2)),
        ("31/10/2026", date(2026, 10, 31)),
        ("1.2.2026", date(2026, 2, 1)),
        ("", None),
        ("  ", None),
    ],
)
def test_a_day_is_read_with_the_year_or_the_day_first(typed: str, meant: date | None) -> None:
    assert read_day(typed) == meant


@pytest.mark.parametrize("typed", ["31.2.2026", "yesterday", "2026-13-01", "10/26", "2026"])
def test_what_is_no_day_is_told_beside_the_field(day: Day, typed: str) -> None:
    day.box.setText(typed)
    with pytest.raises(ValueError, match="Write a day"):
        day.value()
