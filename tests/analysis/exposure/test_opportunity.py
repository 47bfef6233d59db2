"""Hours that nobody covers suggest opportunity; they never lower it, and a person's word stands."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString

from pocplanner.analysis.exposure.week import WEEKDAYS
from pocplanner.analysis.results import Assessment, Rated
from pocplanner.analysis.sharing import view
from pocplanner.analysis.telling import Teller
from pocplanner.model.assessment import Threat
from pocplanner.model.guard import Audience
from pocplanner.model.places import Caveat
from pocplanner.model.record import Record
from pocplanner.model.ways import Patrol
from pocplanner.words import Words
from tests.analysis.exposure.test_hours import a_journey, assessed, village
from tests.analysis.exposure.test_hours import a_threat as a_night_threat
from tests.analysis.makers import AS_OF, a_snapshot, an_event
from tests.analysis.test_arrival import a_timing, a_unit, exactly

#: Nobody of the unit may go out at night, when the threat strikes.
STILL = a_unit(caveats=(Caveat(kind="no_night_movement"),))


def a_threat(**changes: Any) -> Threat:
    """By night in the dry season, for which the help is known."""
    return a_night_threat(**({"seasons": ("dry",)} | changes))


def rated(*records: Record, **options: Any) -> Rated:
    held = (a_threat(), *records)
    return next(r for r in assessed(*held, **options).rated if r.threat_id == "threat")


def keys(found: Rated) -> list[str]:
    return [r.key for r in found.step("opportunity").reasons]


def told(found: Assessment, language: str = "en", *records: Record) -> str:
    known = a_snapshot(village(), a_threat(), STILL, *records, events=[an_event()])
    step = next(r for r in found.rated if r.threat_id == "threat").step("opportunity")
    return " ".join(Teller(Words(language), known).texts(step.reasons))


def test_nobody_near_in_any_hour_of_the_threat_suggests_mostly_none_and_says_whose_hours() -> None:
    found = assessed(STILL, a_threat())
    step = next(r for r in found.rated if r.threat_id == "threat").step("opportunity")
    assert (step.value, step.source) == (4, "suggested")
    said = told(found)
    assert "Nobody covers for sure any of the 2,800 person-hours a week" in said
    assert "at home by night (mostly women and girls), every day 22:00–02:00" in said
    assert "a patrol or post in these hours would change that" in said
    assert "heures-personnes" in told(found, "fr")
    assert "kesso" in step.reasons[-1].refs


def test_hours_that_are_covered_suggest_nothing() -> None:
    found = rated()
    assert found.step("opportunity").source == "unknown"
    assert keys(found) == ["reason.not_judged_opportunity"]


def test_a_unit_that_nobody_judged_is_not_yet_presence_and_not_nobody() -> None:
    found = rated(a_threat(minimum_strength=None))
    assert (found.step("opportunity").value, found.step("opportunity").source) == (3, "suggested")


def test_late_help_and_bare_hours_stand_side_by_side_and_the_higher_counts() -> None:
    late = a_timing(id="t2", light="night", warning=exactly(30))
    found = rated(late)
    assert found.step("opportunity").value == 4
    assert [k.removesuffix("_computed") for k in keys(found)] == [
        "reason.opportunity_late", "reason.opportunity_hours_none",
    ]  # fmt: skip


def test_women_on_the_way_to_market_are_named_before_the_night() -> None:
    by_day = a_threat(from_hour=6, to_hour=9, sex="female")
    said = told(assessed(STILL, by_day, a_journey(), a_timing(warning=exactly(1))), "en",
                a_journey())  # fmt: skip
    assert "going to market (mostly women and girls), Thursday 06:00–09:00" in said


def test_a_patrol_in_these_hours_takes_the_suggestion_away() -> None:
    bare = rated(STILL)
    assert bare.step("opportunity").value == 4
    walk = Patrol(
        id="walk", name="Night round", state="regular", post_id="post", unit_ids=("unit",),
        from_hour=22, to_hour=2, weekdays=WEEKDAYS, line=LineString([(10.0, 5.0), (10.01, 5.0)]),
    )  # fmt: skip
    free = a_unit()
    late = a_timing(id="t2", light="night", warning=exactly(30))
    without, with_walk = rated(free, late), rated(free, late, walk)
    assert "reason.opportunity_hours_none" in keys(without)
    assert not any("hours" in k for k in keys(with_walk))


@pytest.mark.parametrize("judged", [1, 2, 3, 5])
def test_an_analysts_word_stands_whatever_the_hours_say(judged: int) -> None:
    found = rated(STILL, a_threat(opportunity=judged))
    assert (found.step("opportunity").value, found.step("opportunity").source) == (judged, "person")


def test_a_word_far_below_time_and_hours_is_a_finding_with_both_figures() -> None:
    found = assessed(STILL, a_threat(opportunity=2))
    apart = [f for f in found.findings if f.key == "finding.hours_against_opportunity"]
    assert [(f.facts["judged"], f.facts["suggested"]) for f in apart] == [(2, 4)]
    assert "A person judged the opportunity at 2, which stands." in told(found)
    near = assessed(STILL, a_threat(opportunity=3))
    assert not [f for f in near.findings if f.key == "finding.hours_against_opportunity"]
    covered = assessed(a_threat(opportunity=5))
    assert not [f for f in covered.findings if f.key == "finding.hours_against_opportunity"]


def test_hours_that_nobody_told_and_no_event_shows_move_no_rating() -> None:
    found = rated(STILL, a_threat(from_hour=None, to_hour=None))
    assert not any("hours" in k for k in keys(found))


def test_people_of_unknown_number_are_hours_in_words_and_no_person_hours() -> None:
    unknown = village(population=None, people=())
    said = told(assessed(STILL, unknown, a_threat()))
    assert "how many they are nobody told" in said and "person-hours" not in said


@given(st.integers(1, 5), st.integers(1, 5), st.sampled_from(["free", "still", "weak"]))
@settings(max_examples=12, deadline=None)
def test_hours_never_lower_a_likelihood(intent: int, capability: int, unit: str) -> None:
    units = {"free": a_unit(), "still": STILL, "weak": a_unit(strength=3)}
    judged = {"intent": intent, "capability": capability}
    found = rated(units[unit], a_threat(**judged))
    unknown = rated(units[unit], a_threat(**judged, from_hour=None, to_hour=None))
    assert (found.likelihood or 0) >= (unknown.likelihood or 0)


def test_what_hours_say_is_not_computed_for_readers_from_whom_something_is_held_back() -> None:
    from pocplanner.analysis.assess import assess
    from pocplanner.progress import finish

    whole = a_snapshot(village(), a_threat(), STILL, events=[an_event()])
    for audience in (Audience.HUMANITARIAN, Audience.PUBLIC):
        seen = finish(assess(view(whole, audience, AS_OF).snapshot, AS_OF))
        assert not any("hours" in r.key for one in seen.rated for r in one.reasons)
