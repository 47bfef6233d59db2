"""Windows of time: the first day is in, the last is not; pairs share nothing."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.time_windows import (
    PAIRS,
    UNITS,
    TimeWindow,
    beginning,
    counts,
    extent,
    later,
    pair,
)
from pocplanner.model.events import no_events
from pocplanner.model.snapshot import Snapshot
from tests import makers

_DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))


@pytest.mark.parametrize(
    ("day", "unit", "count", "wanted"),
    [
        (date(2031, 1, 31), "month", 1, date(2031, 2, 28)),
        (date(2032, 1, 31), "month", 1, date(2032, 2, 29)),
        (date(2031, 12, 1), "month", 1, date(2032, 1, 1)),
        (date(2031, 1, 1), "quarter", -1, date(2030, 10, 1)),
        (date(2031, 3, 3), "week", 2, date(2031, 3, 17)),
        (date(2032, 2, 29), "year", 1, date(2033, 2, 28)),
        (date.max, "day", 1, date.max),
        (date.min, "month", -1, date.min),
    ],
)
def test_a_step_follows_the_calendar(day: date, unit: str, count: int, wanted: date) -> None:
    assert later(day, unit, count) == wanted


@given(_DAYS, st.sampled_from(sorted(UNITS)))
def test_a_unit_begins_on_or_before_its_days(day: date, unit: str) -> None:
    first = beginning(day, unit)
    assert first <= day < later(first, unit)
    assert beginning(first, unit) == first


def test_the_extent_runs_to_the_day_after_the_last() -> None:
    whole = extent(makers.some_events())
    assert whole == TimeWindow(date(2030, 6, 4), date(2031, 3, 15))
    assert extent(no_events()) is None


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_counts_by_unit_add_up_to_all_dated_events(unit: str) -> None:
    events = makers.some_events()
    whole = extent(events)
    assert whole is not None
    assert sum(counts(events, np.ones(len(events), bool), unit, whole)) == len(events)


@given(_DAYS, st.integers(1, 800), st.sampled_from(PAIRS))
def test_two_windows_that_are_compared_share_no_event(day: date, width: int, kind: str) -> None:
    snapshot = Snapshot.of(makers.records(), makers.some_events())
    window = TimeWindow(day, day + timedelta(days=width))
    one, two = pair(kind, EventSelection(), window, snapshot.mission)
    masks = [c.selection.mask(snapshot.events, snapshot) for c in (one, two)]
    assert not (masks[0] & masks[1]).any()
    assert one.days >= 0 and two.days >= 0
    if kind != "before_after":
        inside = window.on(EventSelection()).mask(snapshot.events, snapshot)
        assert ((masks[0] | masks[1]) & ~inside).sum() == 0


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (date(2031, 3, 1), date(2031, 4, 1), date(2031, 2, 1)),
        (date(2031, 8, 1), date(2032, 8, 1), date(2030, 8, 1)),
        (date(2031, 3, 3), date(2031, 3, 10), date(2031, 2, 24)),
        (date(2031, 3, 3), date(2031, 4, 5), date(2031, 1, 29)),
    ],
)
def test_before_is_as_long_as_after_by_the_calendar(since: date, until: date, wanted: date) -> None:
    before, after = pair(
        "before_after", EventSelection(), TimeWindow(since, until), makers.a_mission()
    )
    assert (before.selection.since, before.selection.until) == (wanted, since)
    assert (before.days, after.days) == ((since - wanted).days, (until - since).days)


def test_day_and_night_and_the_seasons_span_the_time_that_they_have() -> None:
    mission = makers.a_mission()
    window = TimeWindow(date(2031, 1, 1), date(2032, 1, 1))
    day, night = pair("day_night", EventSelection(), window, mission)
    assert (day.days, night.days) == (182.5, 182.5)
    dry, wet = pair("dry_wet", EventSelection(), window, mission)
    assert (dry.days, wet.days) == (181.0, 184.0)
    assert replace(dry.selection, seasons=()) == window.on(EventSelection())
