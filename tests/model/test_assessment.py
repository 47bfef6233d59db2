"""Threats are decided by somebody, rated on their scales; signs are absent only where seen."""

from datetime import date

import pytest
from pydantic import ValidationError

from pocplanner.model.actors import Actor, HeldRationale, Tie
from pocplanner.model.assessment import Override, WarningSign
from pocplanner.model.mission import Source
from pocplanner.model.strategy import Paragraph, Section
from tests.makers import a_source, a_threat, an_actor


def test_a_threat_is_proposed_until_a_person_decides() -> None:
    fresh = a_threat(status="proposed", decided_by="")
    assert not fresh.reviewed
    for status in ("accepted", "changed"):
        assert a_threat(status=status).reviewed
    assert not a_threat(status="refused", reason="an echo").reviewed


@pytest.mark.parametrize("status", ["accepted", "changed", "refused"])
def test_a_decision_needs_the_role_of_who_took_it(status: str) -> None:
    with pytest.raises(ValidationError, match="role"):
        a_threat(status=status, decided_by="", reason="an echo")


def test_refusing_a_threat_needs_a_reason() -> None:
    with pytest.raises(ValidationError, match="reason"):
        a_threat(status="refused", reason="")


@pytest.mark.parametrize(
    "field",
    ["intent", "capability", "opportunity", "impact", "vulnerability", "local_capacity"],
)
def test_a_step_runs_from_one_to_five_or_is_not_judged(field: str) -> None:
    for wrong in (0, 6, 2.5):
        with pytest.raises(ValidationError):
            a_threat(**{field: wrong})
    assert getattr(a_threat(**{field: None}), field) is None


def test_the_community_rates_on_the_same_steps() -> None:
    with pytest.raises(ValidationError):
        a_threat(community_rating=6)


def test_an_override_needs_author_and_reason() -> None:
    for wrong in ({"author": "", "reason": "seen"}, {"author": "PoC adviser", "reason": ""}):
        with pytest.raises(ValidationError):
            Override(value=4, **wrong)


def test_hours_and_windows_have_bounds() -> None:
    for wrong in ({"from_hour": 24}, {"to_hour": -1}, {"window_days": 0}, {"window_days": 731}):
        with pytest.raises(ValidationError):
            a_threat(**wrong)


@pytest.mark.parametrize("grade", [{"reliability": "G"}, {"credibility": 7}, {"credibility": 0}])
def test_a_grade_is_of_the_admiralty_scale(grade: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_threat(**grade)


def test_a_source_cannot_be_judged_until_a_person_grades_it() -> None:
    assert Source(name="Radio").grade == "F6"
    with pytest.raises(ValidationError, match="grade"):
        Source(name="Radio", reliability="B")
    with pytest.raises(ValidationError, match="grade"):
        Source(name="Radio", credibility=2)
    assert a_source().grade == "B2"


def test_a_sign_is_absent_only_where_somebody_looked() -> None:
    values = {"place_id": "com-kemba", "sign": "markets_shut", "on": date(2031, 1, 1)}
    with pytest.raises(ValidationError, match="looked"):
        WarningSign.model_validate(values | {"state": "absent"})
    assert WarningSign.model_validate(values | {"state": "absent", "looked": True})
    assert WarningSign.model_validate(values).state == "unsure"


@pytest.mark.parametrize("code", ["ethnic_cleansing", "genocide"])
def test_the_gravest_qualifications_need_a_source(code: str) -> None:
    with pytest.raises(ValidationError, match="source"):
        HeldRationale(code=code, entered_by="Head of Mission")
    assert HeldRationale(code=code, entered_by="Head of Mission", source_id="src-cas")


def test_a_rationale_is_entered_by_somebody() -> None:
    with pytest.raises(ValidationError):
        HeldRationale(code="insurgency", entered_by="")


def test_the_host_army_can_be_a_perpetrator_and_a_protector_in_its_time() -> None:
    army = Actor.model_validate(
        {
            "name": "Host army",
            "kind": "host_military",
            "roles": [
                {"role": "perpetrator", "since": "2029-01-01"},
                {"role": "protector", "until": "2030-06-30"},
            ],
        }
    )
    assert army.is_state
    day = date(2030, 1, 1)
    assert army.has_role("perpetrator", day) and army.has_role("protector", day)
    assert not army.has_role("protector", date(2031, 1, 1))
    assert not an_actor().is_state


def test_a_tie_joins_two_actors_and_runs_forward() -> None:
    with pytest.raises(ValidationError, match="two actors"):
        Tie(from_id="a", to_id="a", kind="alliance")
    with pytest.raises(ValidationError, match="ends before"):
        Tie(
            from_id="a",
            to_id="b",
            kind="alliance",
            since=date(2031, 1, 1),
            until=date(2030, 1, 1),
        )


def test_a_paragraph_stands_once_in_its_section() -> None:
    with pytest.raises(ValidationError, match="twice"):
        Section(key="threats", paragraphs=(Paragraph(key="a", text="x"),) * 2)


def test_a_paragraph_is_touched_once_a_person_edited_or_accepted_it() -> None:
    states = {"draft": False, "edited": True, "accepted": True, "set_aside": False}
    for status, touched in states.items():
        assert Paragraph(key="a", text="x", status=status).touched is touched
