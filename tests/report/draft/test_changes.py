"""What is drafted follows the records: change the map and the text changes."""

from collections.abc import Mapping
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.model.actors import HeldRationale
from pocplanner.model.places import Caveat
from pocplanner.model.strategy import Paragraph
from tests.makers import (
    a_community,
    a_coping,
    a_mechanism,
    a_post,
    a_range,
    a_threat,
    a_timing,
    a_unit,
    an_action,
    an_actor,
)
from tests.report.draft.drafting import paragraphs, text

BEFORE = paragraphs()
SOON = settings(max_examples=8, deadline=None)


@given(st.sampled_from(["works", "fails", "no_longer_works", "unknown"]))
@SOON
def test_how_well_people_say_it_works_changes_the_text(effectiveness: str) -> None:
    after = paragraphs(a_coping(effectiveness=effectiveness))
    key = ("protection", "coping:cop-market")
    assert after[key].text != BEFORE[key].text


@given(st.integers(0, 4), st.integers(0, 4))
@SOON
def test_health_is_the_least_condition_whatever_the_others_are(weak: int, other: int) -> None:
    high = max(weak, other)
    found = paragraphs(
        a_mechanism(resourcing=high, permissiveness=high, trusted=weak, overlap=high)
    )
    said = found["protection", "mechanism:mec-kemba"].text
    assert f"health is {weak} of 4" in said
    assert ("trust" in said.split("held down by")[1].split(":")[0]) or weak == high


@given(st.integers(5, 600))
@SOON
def test_a_longer_road_is_told_and_one_that_is_short_enough_is_not_late(minutes: int) -> None:
    found = paragraphs(
        a_timing(travel=a_range(minutes, minutes, minutes), warning=a_range(300, 300, 300))
    )
    response = 10 + 20 + 60 + 20 + minutes + 10
    assert (("actions", "late") in found) == (response > 300)


def test_another_perpetrator_with_another_reason_brings_other_actions() -> None:
    reason = HeldRationale(code="government_repression", confidence="high", entered_by="CAS")
    after = paragraphs(an_actor(name="Herders' League", rationales=(reason,)))
    assert "Ridge Column" not in after["threats", "threat:thr-kemba"].text
    assert "Herders' League" in after["threats", "threat:thr-kemba"].text
    assert _offered(after) != _offered(BEFORE)


def _offered(found: Mapping[tuple[str, str], Paragraph]) -> list[str]:
    return [p.text for k, p in found.items() if k[1].startswith("offer:")]


def test_a_unit_without_its_caveat_is_told_otherwise() -> None:
    key = ("limits", "caveat:no_night_movement")
    unit = a_unit()
    assert BEFORE[key].text.startswith("No movement at night")
    assert unit.name in BEFORE[key].text
    after = paragraphs(a_unit(caveats=(Caveat(kind="no_foot_patrol"),)))
    assert key not in after
    assert unit.name in after["limits", "caveat:no_foot_patrol"].text
    assert not any(k[1].startswith("caveat:") for k in paragraphs(a_unit(caveats=())))


def test_no_coping_is_not_yet_asked_and_never_nothing() -> None:
    without = paragraphs(without=["cop-market"])
    asked = without["protection", "not_asked"]
    assert asked.question
    assert asked.text.startswith("Not yet asked: nobody has recorded")
    assert "Kemba" in asked.text
    assert "Who can answer" in asked.text
    row = paragraphs(without=["cop-market"], document="field-matrix")["places", "row:com-kemba"]
    assert "Nobody has asked people here how they stay safe" in row.text


def test_a_place_where_somebody_asked_is_not_listed_as_unasked() -> None:
    assert "Ostra" in BEFORE["protection", "not_asked"].text
    asked = paragraphs(a_coping(id="cop-ostra", place_id="com-ostra"))
    assert "Ostra" not in asked["protection", "not_asked"].text


def test_a_patrol_on_alert_is_refused_where_it_comes_too_late() -> None:
    late = BEFORE["actions", "late"]
    assert "“Send a patrol” is no answer" in late.text
    assert "most of the time at Kemba" in late.text
    assert "2 h 40 too late" in BEFORE["command", "time:com-kemba"].text
    assert "tim-kemba" in late.evidence
    quick = a_timing(
        travel=a_range(2, 3, 4), decide=a_range(1, 2, 3), warning=a_range(180, 200, 240)
    )
    assert ("actions", "late") not in paragraphs(quick)


def test_a_patrol_that_is_planned_there_says_that_it_protects_only_while_it_is_there() -> None:
    assert "protects only while it is on the spot" in BEFORE["actions", "action:actn-market"].text


def test_an_action_that_nobody_owns_says_so() -> None:
    bare = paragraphs(an_action(owner="", due_on=None, unit_ids=()))
    said = bare["actions", "action:actn-market"].text
    assert "It has no owner, no date" in said
    assert "it is an intention" in said
    assert bare["command", "no_owner"].question


def test_what_the_mission_undermines_is_told_apart_and_holds_actions() -> None:
    assert (
        "patrols leave after sunrise" in BEFORE["protection", "undermined:cop-market"].text.lower()
    )
    helped = paragraphs(a_coping(mission_effect="supports"))
    assert ("protection", "undermined:cop-market") not in helped
    assert "The mission supports it" in helped["protection", "coping:cop-market"].text


def test_a_change_of_people_changes_the_place() -> None:
    after = paragraphs(a_community(population=5100, phone="none"))
    said = after["threats", "place:com-kemba"].text
    assert "5,100 people" in said
    assert "a warning walks" in said


def test_a_closing_base_asks_who_protects_the_day_after() -> None:
    said = BEFORE["transition", "closure:post-ostra"].text
    assert "Nobody is named to take over" in said
    heir = a_post(
        id="post-ostra", name="Ostra base", closes_on=date(2031, 9, 30), heir="police of Ostra"
    )
    after = paragraphs(heir)["transition", "closure:post-ostra"].text
    assert "Taken over by police of Ostra" in after


def test_an_open_end_is_no_date_and_a_refused_threat_is_gone() -> None:
    refused = a_threat(id="thr-ostra", place_id="com-ostra", status="refused", reason="no ground")
    assert ("threats", "threat:thr-ostra") not in paragraphs(refused)


def test_a_rating_set_by_a_person_stands_with_the_reason() -> None:
    from pocplanner.model.assessment import Override

    override = Override(value=2, author="PoC adviser", reason="the ford is under water")
    said = text(paragraphs(a_threat(override=override)), "threats")
    assert "the ford is under water" in said
    assert "PoC adviser set the likelihood to 2" in said
