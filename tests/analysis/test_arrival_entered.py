"""What a person entered of moving off and the road leads in the chain, for the post it is of."""

from datetime import UTC, datetime, timedelta

import pytest

from pocplanner.analysis.arrival.findings import arrival_findings
from pocplanner.analysis.arrival.gaps import computed
from pocplanner.analysis.arrival.reach import reached
from pocplanner.analysis.arrival.telling import chance_texts, costliest_text, guessed_text
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.reach_time import gap_of
from pocplanner.analysis.results import Interval
from pocplanner.analysis.telling import Teller
from pocplanner.model.community import Alert
from pocplanner.model.places import Unit
from pocplanner.model.record import Range
from pocplanner.words import Words
from tests.analysis.makers import a_community, a_snapshot
from tests.analysis.test_arrival import a_threat, a_timing, a_unit, at_kesso, exactly
from tests.analysis.test_travel import a_post, at

ROAD = 30.0
#: A place where the road would be: no way is loaded, and all that is computed is a straight line.
NO_WAY = a_community(id="road", name="Elsewhere", position=at(0, 9))


def test_an_entered_road_leads_where_nothing_but_points_is_loaded() -> None:
    found = at_kesso(NO_WAY, a_timing(travel=exactly(ROAD), warning=exactly(75)))
    assert found.first is not None and found.first.arrives is not None
    # Four links of ten minutes and half an hour: seventy, for certain.
    assert found.first.arrives == Interval(70, 70, 70)
    assert (found.arrives_onset.percent, found.arrives_end.percent) == (100, 100)
    assert found.figure and found.guesses == ("attack",)
    gap = computed(found, None)
    assert gap is not None
    assert (gap.basis, gap.response.likely, gap.gap.likely) == ("entered_road", 70, -5)


def test_without_a_named_post_it_is_of_the_nearest_that_has_a_unit() -> None:
    timing = a_timing(post_id="", travel=exactly(ROAD), muster=exactly(1))
    bare = a_post(5, id="bare", name="Bare")
    far = a_post(80, id="far", name="Far")
    other = a_unit(id="other", name="Other", post_id="far")
    found = at_kesso(NO_WAY, bare, far, other, timing)
    spent = {m.unit_id: (m.links[-2].minutes.likely, m.links[-1].basis) for m in found.means}
    assert spent["unit"] == (1, "entered")
    assert spent["other"][1] == "straight"


def test_units_of_other_posts_and_aircraft_keep_their_own_way() -> None:
    ready = Range(min=30, likely=30, max=30)
    air = Unit(id="air", name="Flight", kind="air_mobility", post_id="post", ready_day_min=ready)
    far = a_post(40, id="far", name="Far")
    other = a_unit(id="other", name="Other", post_id="far")
    found = at_kesso(NO_WAY, far, other, air, a_timing(travel=exactly(ROAD)))
    basis = {(m.unit_id, m.trip.basis): m.basis for m in found.means}
    assert basis["unit", "straight"] == "entered_road"
    assert basis["unit", "air"] == "air"
    assert basis["other", "straight"] == "straight"


def test_a_changed_road_is_told_at_once_although_all_else_is_remembered() -> None:
    times = []
    for minutes in (30, 45, 30):
        found = at_kesso(NO_WAY, a_timing(travel=exactly(minutes)))
        assert found.first is not None and found.first.arrives is not None
        times.append(found.first.arrives.likely)
    assert times == [pytest.approx(t) for t in (70, 85, 70)]


def test_a_time_that_no_road_allows_is_a_finding_after_a_post_was_moved() -> None:
    # Ten minutes were true next door; then the base was moved sixty kilometres away.
    held = a_post(60), a_community(), a_timing(travel=exactly(10), response=exactly(50))
    found = at_kesso(NO_WAY, *held)
    told, *_ = arrival_findings(a_snapshot(*held), [found], Assumptions())
    assert told.key == "finding.travel_moved"
    assert (told.facts["entered"], told.facts["kilometres"]) == (10, 60)
    assert set(told.refs) == {"timing", "post"}
    near = a_post(6), a_community(), a_timing(travel=exactly(10), response=exactly(50))
    assert not list(arrival_findings(a_snapshot(*near), [at_kesso(NO_WAY, *near)], Assumptions()))


def test_an_entered_road_is_held_against_its_own_post_whoever_comes_first() -> None:
    # Another unit is there sooner; what was entered of the slow one is contradicted all the same.
    near = a_post(1, id="near", name="Near")
    quick = a_unit(id="quick", name="Quick", post_id="near")
    held = a_post(20), a_community(), near, quick, a_timing(travel=exactly(400))
    found = at_kesso(*held)
    assert found.first is not None and found.first.unit_id == "quick"
    told, *_ = arrival_findings(a_snapshot(*held), [found], Assumptions())
    assert told.key == "finding.travel_apart"
    assert (told.facts["post"], told.facts["entered"]) == ("post", 400)


def test_what_costs_most_is_told_by_the_end_of_the_attack_where_nobody_is_there_before() -> None:
    # Help comes after 130 of 60 and 90 minutes; deciding at its least would bring it to 85.
    slow = a_timing(decide=Range(min=0, likely=45, max=45), travel=exactly(55), muster=exactly(10))
    found = at_kesso(NO_WAY, slow)
    assert found.costliest == "decide"
    assert found.gains["decide"][0] == 0 and found.gains_end["decide"] >= 1
    said = costliest_text(Words("en"), found)
    assert "before the attack ends" in said and "deciding" in said
    assert len(chance_texts(Words("en"), found)) == 2


def test_the_wounded_are_carried_on_the_entered_road_too() -> None:
    # By a straight line they need eighty-four minutes; a person drove it in half an hour.
    need = a_threat(minimum_strength=10)
    least = {"chain.evacuation_min": 40.0}
    assert at_kesso(NO_WAY, need, own=least).state == "not_sufficient"
    assert at_kesso(NO_WAY, need, a_timing(travel=exactly(ROAD)), own=least).state == "sufficient"


def test_in_time_but_too_little_is_never_read_as_help_in_time() -> None:
    timing = a_timing(travel=exactly(ROAD), response=exactly(40))
    entered = {("kesso", "day", "dry"): gap_of(timing)}
    weak = at_kesso(NO_WAY, timing, a_threat(minimum_strength=500))
    (told,) = reached([weak], entered)
    assert (told.gap.verdict, told.verdict) == ("in_time", "not_enough")
    assert told.attention and told.response is not None
    (fine,) = reached([at_kesso(NO_WAY, timing, a_threat(minimum_strength=5))], entered)
    assert fine.verdict == "in_time"


def test_where_no_link_could_be_quicker_none_is_said_to_cost_most() -> None:
    assert costliest_text(Words("en"), at_kesso(NO_WAY, a_timing(travel=exactly(ROAD)))) == ""


def test_too_few_cases_of_the_log_are_told_where_they_are_a_guess() -> None:
    day = datetime(2026, 5, 4, 9, tzinfo=UTC)
    log = [
        Alert(id=f"a{i}", place_id="kesso", received_at=day + timedelta(days=i),
              verified_at=day + timedelta(days=i, minutes=10))
        for i in range(7)
    ]  # fmt: skip
    blank = a_timing(verify=None, travel=exactly(ROAD))
    few = at_kesso(NO_WAY, blank, *log)
    for language, said in (("en", "only 7 cases"), ("fr", "7 cas seulement")):
        told = guessed_text(Teller(Words(language), a_snapshot()), few, few.guesses)
        assert said in told
    enough = Alert(id="a8", place_id="kesso", received_at=day, verified_at=day)
    assert "verify" not in at_kesso(NO_WAY, blank, *log, enough).guesses
