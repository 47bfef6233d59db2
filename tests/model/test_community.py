"""The records of people: pseudonyms, consent, alerts in order, counts that fit."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pocplanner.model.community import (
    Alert,
    Community,
    Consent,
    FocalPoint,
    People,
    Perception,
    Promise,
    Protector,
    Request,
    Seats,
    Trust,
)
from pocplanner.model.geometry import Position
from pocplanner.model.guard import CASES, Audience
from tests.makers import a_community, a_mechanism

MOMENT = datetime(2031, 3, 1, 5, 0, tzinfo=UTC)
HERE = Position(lon=21.0, lat=-9.0)


def an_alert(**changes: object) -> Alert:
    """An alert from a village, still open."""
    values = {"place_id": "com-kemba", "threat": "abduction", "received_at": MOMENT}
    return Alert.model_validate(values | changes)


# --- focal points (rules D2 and D3) -----------------------------------------------------------


@pytest.mark.parametrize("pseudonym", ["CFP-07", "A-1", "KEMBA-1234"])
def test_a_focal_point_is_a_pseudonym(pseudonym: str) -> None:
    assert FocalPoint(pseudonym=pseudonym).pseudonym == pseudonym


@pytest.mark.parametrize(
    "given_name",
    [
        "Awa Diallo",
        "awa",
        "CFP07",
        "cfp-07",
        "+236 72 12 34 56",
        "72123456",
        "CFP-07 Awa",
        "",
        "-7",
    ],
)
def test_a_name_or_a_number_is_no_pseudonym(given_name: str) -> None:
    with pytest.raises(ValidationError, match="pseudonym"):
        FocalPoint(pseudonym=given_name)


def test_a_focal_point_has_no_field_for_a_name_a_number_or_a_face() -> None:
    assert set(FocalPoint.model_fields) == {"pseudonym", "sex", "language", "active"}
    for field in ("name", "phone", "photo"):
        with pytest.raises(ValidationError):
            FocalPoint.model_validate({"pseudonym": "CFP-07", field: "x"})


# --- cases (rule D4) --------------------------------------------------------------------------


@pytest.mark.parametrize("threat", sorted(CASES))
def test_no_exact_point_is_kept_of_a_case(threat: str) -> None:
    with pytest.raises(ValidationError, match="exact point"):
        an_alert(threat=threat, position=HERE)
    assert an_alert(threat=threat).place_id == "com-kemba"


def test_another_alert_may_be_placed() -> None:
    assert an_alert(position=HERE).position == HERE


# --- alerts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["verified_at", "tasked_at", "answered_at", "told_back_at"])
def test_nothing_happens_before_the_alert_came(step: str) -> None:
    with pytest.raises(ValidationError, match="before the alert"):
        an_alert(**{step: MOMENT - timedelta(minutes=1)})
    assert an_alert(**{step: MOMENT})


def test_an_alert_is_compared_across_time_zones() -> None:
    same = MOMENT.astimezone(datetime.fromisoformat("2031-03-01T06:00+01:00").tzinfo)
    assert an_alert(answered_at=same).answered_at == MOMENT


# --- consent (rule D12) -----------------------------------------------------------------------

GIVEN = Consent(
    purposes=("planning",),
    audiences=(Audience.HUMANITARIAN,),
    given_on=date(2031, 1, 1),
    expires_on=date(2031, 6, 30),
)


def test_consent_covers_its_audience_until_it_ends() -> None:
    assert GIVEN.covers(Audience.HUMANITARIAN, date(2031, 3, 1))
    assert GIVEN.covers(Audience.HUMANITARIAN, date(2031, 6, 30))
    assert not GIVEN.covers(Audience.HUMANITARIAN, date(2031, 7, 1))
    assert not GIVEN.covers(Audience.PUBLIC, date(2031, 3, 1))


def test_consent_that_was_withdrawn_or_never_given_covers_nobody() -> None:
    withdrawn = GIVEN.model_copy(update={"withdrawn_on": date(2031, 2, 1)})
    assert not withdrawn.covers(Audience.HUMANITARIAN, date(2031, 3, 1))
    assert not GIVEN.covers(Audience.HUMANITARIAN, date(2030, 12, 31)), "not given yet"
    never = Consent(audiences=(Audience.HUMANITARIAN,))
    assert not never.covers(Audience.HUMANITARIAN, date(2031, 3, 1))


@given(st.sampled_from(Audience), st.dates(date(2029, 1, 1), date(2033, 1, 1)))
def test_no_consent_at_all_covers_nobody_on_any_day(audience: Audience, day: date) -> None:
    assert not Consent().covers(audience, day)


# --- counts that fit --------------------------------------------------------------------------


def test_no_more_people_decide_than_have_a_seat() -> None:
    with pytest.raises(ValidationError, match="decide"):
        Seats(sex="female", seats=3, deciding=4)


@pytest.mark.parametrize("field", ["alerts_answered", "alerts_fed_back"])
def test_no_more_alerts_are_answered_than_were_sent(field: str) -> None:
    with pytest.raises(ValidationError, match="alerts"):
        a_mechanism(alerts_sent=3, **{field: 4})
    assert a_mechanism(alerts_sent=None, alerts_answered=4, alerts_fed_back=None)


def test_no_more_people_say_yes_than_were_asked() -> None:
    values = {"place_id": "com-kemba", "question": "feels_safe_day", "on": date(2031, 1, 1)}
    for wrong in ({"positive": 3}, {"positive": 3, "asked": 2}):
        with pytest.raises(ValidationError, match="said yes"):
            Perception.model_validate(values | wrong)
    assert Perception.model_validate(values | {"positive": 3, "asked": 3})


@pytest.mark.parametrize("count", [-1, 1.5])
def test_people_are_whole_and_not_below_none(count: float) -> None:
    with pytest.raises(ValidationError):
        People.model_validate({"sex": "female", "count": count})


@pytest.mark.parametrize("level", [-1, 5])
def test_trust_and_conditions_run_from_none_to_full(level: int) -> None:
    with pytest.raises(ValidationError):
        Trust(level=level)
    with pytest.raises(ValidationError):
        a_mechanism(resourcing=level)


def test_a_number_is_known_only_where_it_was_counted() -> None:
    village = a_community()
    assert village.number("female") == 2210
    assert Community(name="A", population=500).number("female") is None


def test_a_protector_counts_only_if_able_willing_and_trusted() -> None:
    all_three = {"able": "yes", "willing": "yes", "trusted": "yes"}
    assert Protector(name="Police", **all_three).counts
    for name in all_three:
        for answer in ("no", "partly", "unknown"):
            assert not Protector(name="Police", **{**all_three, name: answer}).counts


# --- requests and promises --------------------------------------------------------------------


def test_a_request_is_refused_with_a_reason_only() -> None:
    values = {"place_id": "com-kemba", "text": "A light at the well", "asked_on": date(2031, 1, 1)}
    with pytest.raises(ValidationError, match="reason"):
        Request.model_validate(values | {"answer": "refused"})
    assert Request.model_validate(values | {"answer": "refused", "reason": "no fuel"})


def test_a_promise_closes_with_its_outcome_only() -> None:
    values = {
        "place_id": "com-kemba",
        "by": "Commander, Second Company",
        "text": "A patrol each Thursday",
        "made_on": date(2031, 1, 1),
    }
    assert Promise.model_validate(values).state == "open"
    for state in ("kept", "changed", "broken"):
        with pytest.raises(ValidationError, match="outcome"):
            Promise.model_validate(values | {"state": state})
        assert Promise.model_validate(values | {"state": state, "outcome": "until April"})
