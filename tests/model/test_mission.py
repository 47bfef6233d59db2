"""The mission's calendar: seasons over the new year, nights over midnight, known zones."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pocplanner.model.mission import Mission, Season
from tests.makers import a_mission

DRY = Season(name="Dry", kind="dry", first_month=11, first_day=15, last_month=3, last_day=15)
WET = Season(name="Wet", kind="wet", first_month=3, first_day=16, last_month=11, last_day=14)


@pytest.mark.parametrize(
    "day, dry",
    [
        (date(2030, 11, 14), False),
        (date(2030, 11, 15), True),
        (date(2030, 12, 31), True),
        (date(2031, 1, 1), True),
        (date(2031, 3, 15), True),
        (date(2031, 3, 16), False),
        (date(2032, 2, 29), True),
    ],
)
def test_a_season_runs_over_the_new_year(day: date, dry: bool) -> None:
    assert DRY.holds(day) is dry
    assert WET.holds(day) is not dry


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_two_seasons_that_fill_the_year_share_no_day(day: date) -> None:
    assert DRY.holds(day) != WET.holds(day)


@given(st.integers(1, 12), st.integers(1, 28), st.integers(0, 364), st.integers(0, 364))
def test_a_season_holds_its_first_and_last_day(month: int, day: int, length: int, at: int) -> None:
    first = date(2031, month, day)
    last = first + timedelta(days=length)
    season = Season(
        name="S",
        first_month=first.month,
        first_day=first.day,
        last_month=last.month,
        last_day=last.day,
    )
    assert season.holds(first) and season.holds(last)
    if at <= length:
        assert season.holds(first + timedelta(days=at))


def test_a_day_has_the_season_of_the_calendar_or_none() -> None:
    mission = a_mission(seasons=(DRY,))
    found = mission.season(date(2031, 1, 1))
    assert found is not None and found.kind == "dry"
    assert mission.season(date(2031, 7, 1)) is None
    assert Mission(name="M").season(date(2031, 1, 1)) is None


def test_night_runs_over_midnight() -> None:
    mission = a_mission(night_from=18, night_to=6)
    assert [h for h in range(24) if mission.is_night(h)] == [0, 1, 2, 3, 4, 5, *range(18, 24)]
    short = a_mission(night_from=1, night_to=4)
    assert [h for h in range(24) if short.is_night(h)] == [1, 2, 3]


def test_a_mission_is_the_one_of_its_file() -> None:
    assert Mission(name="A").id == Mission(name="B").id == "mission"


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", "", "+02:00"])
def test_an_unknown_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValidationError, match="time zone"):
        Mission(name="A", time_zone=zone)


def test_a_known_time_zone_is_kept() -> None:
    assert Mission(name="A", time_zone="Africa/Bangui").time_zone == "Africa/Bangui"
