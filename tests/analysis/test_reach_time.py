"""Warning, response and the gap: by hand, and as laws of intervals."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.reach_time import (
    conditions_missing,
    gap_of,
    gaps,
    nearest_post,
    quickest_minutes,
    relevant,
    subtract,
    verdict,
    worst,
)
from pocplanner.analysis.results import PARTS, Interval
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Timing
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post
from pocplanner.model.record import Range
from tests.analysis.makers import a_community, a_mission, a_snapshot


def a_range(*times: float) -> Range:
    return Range(min=times[0], likely=times[1], max=times[2])


def a_timing(**changes) -> Timing:
    return Timing(**({"place_id": "kesso", "warning": a_range(30, 60, 90)} | changes))


minutes = st.floats(0, 10_000)
spans = st.lists(minutes, min_size=3, max_size=3).map(lambda t: Interval(*sorted(t)))


@given(spans, spans)
def test_every_possible_gap_lies_inside_the_interval(response, warning):
    gap = subtract(response, warning)
    assert gap.min <= gap.likely <= gap.max
    for r in (response.min, response.likely, response.max):
        for w in (warning.min, warning.likely, warning.max):
            assert gap.min - 1e-9 <= r - w <= gap.max + 1e-9


@given(spans, spans, st.floats(0, 500))
def test_a_longer_warning_never_makes_it_later(response, warning, more):
    longer = Interval(warning.min + more, warning.likely + more, warning.max + more)
    assert subtract(response, longer).likely <= subtract(response, warning).likely


@given(st.lists(spans, min_size=6, max_size=6), st.integers(0, 5), st.floats(0, 1))
def test_shortening_a_link_never_makes_it_later(parts, which, share):
    def timing(intervals):
        told = zip(PARTS, intervals, strict=True)
        return a_timing(**{n: a_range(i.min, i.likely, i.max) for n, i in told})

    short = list(parts)
    cut = parts[which]
    short[which] = Interval(cut.min * share, cut.likely * share, cut.max * share)
    before, after = gap_of(timing(parts)).gap, gap_of(timing(short)).gap
    assert before is not None and after is not None
    assert after.likely <= before.likely + 1e-6


def test_the_parts_add_up_and_the_costliest_is_named():
    parts = {name: a_range(1, 2, 3) for name in PARTS} | {"decide": a_range(100, 200, 300)}
    found = gap_of(a_timing(**parts))
    assert found.response == Interval(105, 210, 315)
    assert found.gap == Interval(105 - 90, 210 - 60, 315 - 30)
    assert (found.verdict, found.costliest, found.costliest_minutes) == ("late", "decide", 200)


def test_a_total_is_taken_before_its_parts():
    found = gap_of(a_timing(response=a_range(10, 20, 30), decide=a_range(5, 6, 7)))
    assert found.response == Interval(10, 20, 30)
    assert found.gap == Interval(-80, -40, 0)
    assert found.verdict == "in_time"
    assert found.missing == ()


def test_partial_data_stay_unknown_and_say_what_is_missing():
    found = gap_of(a_timing(report=a_range(1, 2, 3), decide=a_range(1, 2, 3)))
    assert found.gap is None and found.verdict == "unknown"
    assert found.missing == ("verify", "muster", "travel", "effect")
    assert found.at_least == Interval(2, 4, 6)


def test_no_warning_is_not_no_time():
    found = gap_of(a_timing(warning=None, response=a_range(1, 2, 3)))
    assert found.gap is None and found.missing == ("warning",)


def test_late_at_worst_is_uncertain():
    assert verdict(Interval(-20, -5, 10)) == "uncertain"
    assert verdict(Interval(-20, 0, 0)) == "in_time"
    assert verdict(None) == "unknown"


def test_the_latest_timing_of_a_condition_counts_and_the_worst_condition_is_found():
    old = a_timing(id="old", on=date(2024, 1, 1), response=a_range(1, 1, 1))
    new = a_timing(id="new", on=date(2024, 5, 1), response=a_range(100, 100, 100))
    night = a_timing(id="night", light="night", season="wet", response=a_range(300, 300, 300))
    found = gaps(a_snapshot(a_community(), old, new, night))
    assert [g.timing_id for g in found] == ["new", "night"]
    last = worst(found)
    assert last is not None and last.timing_id == "night"
    assert conditions_missing(found) == (("day", "wet"), ("night", "dry"))


def test_a_threat_by_day_is_not_judged_by_the_night():
    day = a_timing(id="d", response=a_range(1, 1, 1))
    night = a_timing(id="n", light="night", response=a_range(300, 300, 300))
    found = gaps(a_snapshot(a_community(), day, night))
    threat = Threat(place_id="kesso", from_hour=8, to_hour=12)
    assert [g.timing_id for g in relevant(a_mission(), threat, found)] == ["d"]
    late = Threat(place_id="kesso", from_hour=16, to_hour=20)
    assert len(relevant(a_mission(), late, found)) == 2


def test_the_road_alone_gives_a_least_time():
    assumed = Assumptions()
    assert quickest_minutes(40, "day", "dry", assumed) == 120
    assert round(quickest_minutes(8, "night", "wet", assumed)) == 100  # 8 km/h × 0.6


def test_the_nearest_post_is_found():
    near = Post(id="p1", name="Near", position=Position(lon=10.1, lat=5.0))
    far = Post(id="p2", name="Far", position=Position(lon=12.0, lat=5.0))
    found = nearest_post(a_snapshot(near, far), Position(lon=10.0, lat=5.0))
    assert found is not None and found[0].id == "p1" and round(found[1]) == 11
