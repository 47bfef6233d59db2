"""The first page of a response sheet: time, people, decisions, what not to break, what is left."""

from functools import cache

import pytest

from pocplanner.commands.sample import sample_snapshot
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Coping
from pocplanner.model.guard import Audience
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Residual
from pocplanner.report import blocks as b
from tests.report.outlining import example, laid_out

RAID = "scn-vaindralo"


@cache
def boxes(language: str = "en", scenario: str = RAID) -> tuple[b.KeyBox, ...]:
    found = example("scenario", language, scenario_id=scenario).front
    return tuple(x for x in found if isinstance(x, b.KeyBox))


def lines(box: b.KeyBox) -> str:
    return " ".join(f"{i.text} {i.detail}" for i in box.items)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_time_comes_first_then_people_then_decisions_and_last_the_risk(language: str) -> None:
    tones = [box.tone for box in boxes(language)]
    assert tones == ["must", "change", "decision", "plain", "risk", "risk"]
    assert all(box.items for box in boxes(language))


def test_it_says_how_late_help_comes_and_that_a_patrol_is_no_answer() -> None:
    first = boxes()[0].items[0]
    assert first.mark == "late" and "6 h 50 too late" in first.text
    assert "Warning 9 min" in first.detail and "no answer" in first.detail


def test_what_people_do_stands_before_what_the_mission_does_with_what_they_ask_for() -> None:
    people = lines(boxes()[1])
    assert "Runner to the base" in people and "A telephone" in people
    assert "reach you only through" in people
    assert boxes().index(boxes()[1]) < [x.tone for x in boxes()].index("plain")


def test_decisions_run_by_the_clock_each_with_who_decides_and_none_is_answered() -> None:
    decide = boxes()[2].items
    assert "within 2 min" in decide[0].detail and "on the spot" in decide[0].detail.casefold()
    assert any("Head of Mission" in i.detail for i in decide)
    assert all(i.text.endswith("?") for i in decide)


def test_what_people_answered_is_kept_to_and_what_was_not_asked_is_asked() -> None:
    unbroken = lines(boxes()[4])
    assert "the post to leave at first light" in unbroken
    sweep = lines(boxes(scenario="scn-sameudreu")[4])
    assert "Not yet asked:" in sweep and "The night drone was seen" in sweep


def test_a_risk_that_nobody_accepted_says_so_and_a_signed_one_names_who() -> None:
    assert "nobody has accepted" in lines(boxes()[-1])
    threat = next(t for t in sample_snapshot().all(Threat) if t.place_id == "com-vaindralo")
    signed = Residual(
        id="res-x", threat_id=threat.id, accepted_by="Force Commander",
        reason="No unit moves at night.", on="2026-10-30",
    )  # fmt: skip
    told = laid_out(_with(signed), "scenario", scenario_id=RAID).front
    last = [x for x in told if isinstance(x, b.KeyBox)][-1]
    assert "Accepted by Force Commander on 30 October 2026" in lines(last)


def test_without_a_record_of_coping_it_is_not_yet_asked_never_none() -> None:
    bare = Snapshot.of(
        [r for r in sample_snapshot() if not isinstance(r, Coping)], sample_snapshot().events
    )
    told = laid_out(bare, "scenario", scenario_id=RAID).front
    people = next(x for x in told if isinstance(x, b.KeyBox) and x.tone == "change")
    assert "Runner to the base" not in lines(people)


def test_the_page_holds_nothing_of_coping_for_those_who_may_not_read_it() -> None:
    told = example("scenario", audience=Audience.MISSION, scenario_id=RAID).front
    found = [x for x in told if isinstance(x, b.KeyBox)]
    assert found and not any("Runner to the base" in lines(x) for x in found)


def test_injects_are_the_last_page_and_a_sheet_has_no_contents() -> None:
    found = example("scenario", scenario_id=RAID)
    heads = [x.text for x in found.blocks if isinstance(x, b.Heading) and x.level == 1]
    assert heads[-1].startswith("Injects") and not found.contents


def _with(one: Residual) -> Snapshot:
    return Snapshot.of([*sample_snapshot(), one], sample_snapshot().events)
