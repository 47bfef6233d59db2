"""Hours, weekdays and seasons on a week of 168 hours."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.exposure.hours_told import stretches
from pocplanner.analysis.exposure.week import (
    HOURS,
    WEEKDAYS,
    in_season,
    laid,
    runs,
    shortest,
    span,
    told_spans,
)
from pocplanner.words import Words

HOUR = st.integers(0, 23)
DAYS = st.sets(st.sampled_from(WEEKDAYS), min_size=1)


def test_a_journey_from_five_to_seventeen_is_twelve_hours() -> None:
    assert len(span(5, 17)) == 12 and span(5, 17)[0] == 5 and span(None, 4) == ()


def test_a_night_goes_over_midnight_into_the_next_day() -> None:
    mask = laid(span(22, 2), ["sunday"])
    assert sorted(np.flatnonzero(mask).tolist()) == [0, 1, 166, 167]


def test_the_same_hour_twice_is_a_whole_day() -> None:
    assert laid(span(6, 6), ["monday"]).sum() == 24


@given(HOUR, HOUR, DAYS)
def test_as_many_hours_as_days_times_the_length_unless_days_run_into_one_another(
    first: int, last: int, days: set[str]
) -> None:
    assert laid(span(first, last), days).sum() == len(days) * len(span(first, last))


@given(st.lists(st.booleans(), min_size=HOURS, max_size=HOURS).map(np.array))
def test_runs_hold_every_hour_once(mask: np.ndarray) -> None:
    told = [(start + i) % HOURS for start, length in runs(mask) for i in range(length)]
    assert sorted(told) == np.flatnonzero(mask).tolist()


@given(st.lists(st.integers(0, 20), min_size=24, max_size=24), st.floats(0.1, 1.0))
def test_the_shortest_stretch_holds_its_share_and_no_shorter_one_does(
    counted: list[int], share: float
) -> None:
    counts = np.array(counted, np.int64)
    found = shortest(counts, share)
    if not counts.sum():
        assert found == ()
        return
    assert sum(counts[h % 24] for h in found) >= share * counts.sum() or len(found) == 24
    wide = len(found) - 1
    for start in range(24):
        assert sum(counts[(start + i) % 24] for i in range(wide)) < share * counts.sum()


def test_a_harvest_may_be_dry_or_wet_and_that_is_a_guess() -> None:
    assert in_season(("harvest",), "dry") == (True, True)
    assert in_season(("wet",), "dry") == (False, False)
    assert in_season((), "dry") == (True, False)


def test_stretches_are_told_with_their_days() -> None:
    mask = laid(span(6, 10), WEEKDAYS[:5]) | laid(span(20, 4), ["saturday"])
    told = stretches(Words("en"), told_spans(mask))
    assert told == "Monday to Friday 06:00–10:00; Saturday 20:00–04:00"
    assert stretches(Words("fr"), told_spans(laid(span(0, 0), WEEKDAYS))).startswith("tous les")
