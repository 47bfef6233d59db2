"""Events count where their precision allows, and nowhere else; nothing is lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.ground import LEVELS, last_day, lay
from pocplanner.analysis.patterns import patterns
from pocplanner.model.actors import Actor
from pocplanner.model.events import UNKNOWN
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Season
from pocplanner.model.places import Area, Settlement
from tests.analysis.makers import AS_OF, a_community, a_mission, a_snapshot, an_event

SQUARE = {"type": "Polygon", "coordinates": [[[9, 4], [11, 4], [11, 6], [9, 6], [9, 4]]]}


def found(*records, events, as_of=AS_OF, **mission):
    snapshot = a_snapshot(*records, events=events, mission=a_mission(**mission))
    return patterns(lay(snapshot, as_of, Assumptions(snapshot.assumptions)))


def counts(rows):
    return {r.key: r.counted.events for r in rows if r.counted.events}


def test_a_province_level_event_never_counts_at_a_village():
    events = [an_event(place_precision=p) for p in range(8)]
    table = found(a_community(), events=events).whole
    assert counts(table.places) == {"kesso": 2}
    assert counts(table.levels) == {
        "place": 2,
        "admin2": 1,
        "admin1": 1,
        "region": 1,
        "country": 1,
        "international": 1,
        "unstated": 1,
    }


def test_an_event_counts_at_the_nearest_community_within_the_radius():
    other = a_community(id="luma", name="Luma", position=Position(lon=10.05, lat=5.0))
    events = [an_event(lon=10.01), an_event(lon=10.04), an_event(lon=10.3)]
    table = found(a_community(), other, events=events).whole
    assert counts(table.places) == {"kesso": 1, "luma": 1}
    assert counts(table.levels)["position"] == 1


def test_a_community_stands_before_a_nearer_settlement():
    town = Settlement(id="town", name="Town", position=Position(lon=10.05, lat=5.0))
    table = found(a_community(), town, events=[an_event(lon=10.04)]).whole
    assert counts(table.places) == {"kesso": 1}


def test_rows_off_the_map_count_in_the_area_that_they_name():
    area = Area(id="ouaka", name="Ouaka")
    event = an_event(lon=float("nan"), lat=float("nan"), admin1="Ouaka Prefecture")
    table = found(area, events=[event]).whole
    assert counts(table.areas) == {"ouaka": 1}
    assert counts(table.levels) == {"off_map": 1}


def test_a_row_without_an_area_name_counts_in_the_shape_that_holds_it():
    area = Area(id="north", name="North Ordan", shape=SQUARE)
    table = found(area, events=[an_event(), an_event(lon=20.0)]).whole
    assert counts(table.areas) == {"north": 1}


def test_an_area_that_is_not_listed_keeps_its_name():
    row = found(events=[an_event(admin1="Elsewhere")]).whole.areas[0]
    assert (row.key, row.recorded) == ("Elsewhere", False)


def test_weekdays_need_the_day_and_months_need_the_month():
    events = [an_event(day_precision=p) for p in range(6)]
    table = found(events=events).whole
    assert table.weekdays_known == 1
    assert table.months_known == 4
    assert counts(table.weekdays) == {str(AS_OF.weekday()): 1}
    assert counts(table.months) == {"6": 4}


def test_seasons_follow_the_missions_calendar():
    dry = Season(name="Dry", kind="dry", first_month=11, last_month=4, last_day=30)
    wet = Season(name="Wet", kind="wet", first_month=5, last_month=10)
    events = [an_event(day=date(2024, 1, 5)), an_event(day=date(2024, 6, 5)), an_event()]
    table = found(events=events, seasons=(dry, wet)).whole
    assert counts(table.seasons) == {"dry": 1, "wet": 2}


def test_the_night_is_the_missions_own():
    events = [an_event(hour=h) for h in (2, 12, 19)] + [an_event()]
    table = found(events=events).whole
    assert (table.hours_known, table.at_night) == (3, 2)


def test_deaths_that_are_not_stated_are_not_none():
    table = found(events=[an_event(best=UNKNOWN, low=UNKNOWN), an_event(best=4)]).whole
    assert (table.total.deaths, table.total.unstated) == (4, 1)


def test_actors_are_matched_by_name_and_alias_without_case_or_accents():
    band = Actor(id="band", name="Bande Rouge", aliases=("RED BÀND",), kind="criminal_network")
    events = [an_event(side_a="red band"), an_event(side_a="Other")]
    rows = {r.key: r for r in found(band, events=events).whole.actors}
    assert rows["band"].recorded and not rows["Other"].recorded
    assert "Civilians" not in rows
    assert rows["band"].as_perpetrator is not None and rows["band"].as_perpetrator.events == 1


def test_a_name_that_two_actors_bear_is_nobodys():
    pair = [Actor(id=i, name=i, aliases=("Red Band",)) for i in ("one", "two")]
    snapshot = a_snapshot(*pair, events=[an_event()])
    ground = lay(snapshot, AS_OF, Assumptions())
    assert ground.ambiguous_names == ("Red Band",)
    assert ground.actors == ("Red Band",) and ground.actor_recorded == (False,)


def test_a_clash_names_both_sides_and_neither_as_alone_at_fault():
    event = an_event(type="clash_harming_civilians", side_b="Blue Army")
    rows = {r.key: r for r in found(events=[event]).whole.actors}
    assert set(rows) == {"Red Band", "Blue Army"}
    assert all(r.as_perpetrator is not None and not r.as_perpetrator.events for r in rows.values())


def test_sexual_violence_is_counted_by_area_and_never_at_a_place():
    area = Area(id="north", name="North", shape=SQUARE)
    event = an_event(type="sexual_violence")
    table = found(a_community(), area, events=[event]).whole
    assert counts(table.places) == {}
    assert counts(table.areas) == {"north": 1}
    assert table.total.events == 1


def test_a_trend_compares_with_the_window_before_and_the_year_before():
    days = [0, 10, 20, 30, 100, 365, 800]
    events = [an_event(day=AS_OF - timedelta(days=d)) for d in days]
    trend = found(events=events).trend
    assert trend is not None
    assert (trend.recent.events, trend.before.events, trend.last_year.events) == (4, 1, 1)
    assert trend.verdict == "rising"


def test_a_trend_is_unknown_where_the_data_do_not_reach():
    trend = found(events=[an_event(), an_event()]).trend
    assert trend is not None and trend.verdict == "unknown"
    late = found(events=[an_event(), an_event(day=date(2020, 1, 1))], as_of=date(2025, 1, 1)).trend
    assert late is not None and late.verdict == "unknown"


def test_events_after_the_day_are_left_out():
    events = [an_event(), an_event(day=AS_OF + timedelta(days=1))]
    assert found(events=events).whole.total.events == 1


def test_half_of_the_deaths_are_found_in_few_places():
    other = a_community(id="luma", name="Luma", position=Position(lon=12.0, lat=5.0))
    events = [an_event(best=9), an_event(lon=12.0, best=2), an_event(lon=15.0, place="X", best=3)]
    half = found(a_community(), other, events=events).half_of_deaths
    assert half is not None
    assert (half.places, half.of, half.place_ids, half.deaths) == (1, 3, ("kesso",), 14)


def test_market_days_are_compared_with_chance():
    place = a_community(market_days=("sunday",))  # the as-of day is a Sunday
    market = found(place, events=[an_event(), an_event(day=AS_OF - timedelta(days=1))]).markets[0]
    assert (market.on_market_days, market.events, market.expected) == (1, 2, 0.29)


def test_the_codebooks_warn_beside_the_numbers():
    acled = an_event(native_type="Violence against civilians")
    battle = an_event(native_type="Battles", type="clash_harming_civilians")
    keys = {c.key for c in found(events=[acled, battle]).cautions}
    assert {"caution.acled_hierarchy", "caution.acled_battle_deaths", "caution.silence"} <= keys
    assert "caution.ucdp_deaths_required" not in keys
    assert [c.key for c in found(events=[]).cautions] == ["caution.no_events"]


def test_an_empty_mission_has_empty_patterns():
    empty = found(events=[])
    assert empty.whole.total.events == 0 and empty.trend is None
    assert last_day(a_snapshot().events) is None


rows = st.builds(
    an_event,
    lon=st.sampled_from([10.0, 10.02, 13.0, float("nan")]),
    best=st.integers(-1, 20),
    place_precision=st.integers(0, 7),
    day_precision=st.integers(0, 5),
    day=st.none() | st.dates(date(2020, 1, 1), AS_OF),
    type=st.sampled_from(["attack_on_civilians", "sexual_violence", "context_event"]),
    admin1=st.sampled_from(["", "North", "South"]),
)


@given(st.lists(rows, max_size=12))
def test_every_row_has_one_level_and_no_table_holds_more_than_all(events):
    table = found(a_community(), Area(id="n", name="North"), events=events).whole
    assert sum(r.counted.events for r in table.levels) == table.total.events == len(events)
    assert [r.key for r in table.levels] == list(LEVELS)
    for part in (table.places, table.types, table.by_month, table.weekdays, table.months):
        assert sum(r.counted.events for r in part) <= table.total.events
    near = sum(e["place_precision"] in (1, 2) for e in events)
    assert sum(r.counted.events for r in table.places) <= near
