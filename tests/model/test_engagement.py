"""Contacts, initiatives and pairs: what is refused, and why."""

from datetime import date

import pytest
from pydantic import ValidationError

from pocplanner.model.community import Alert
from pocplanner.model.contacts import Contact
from pocplanner.model.initiatives import MARKS, Initiative, Mark
from pocplanner.model.lived import SafetyPair
from pocplanner.model.refusal import explain
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import LANGUAGES, Words

DAY = date(2031, 3, 1)


def test_more_women_than_people_are_not_met() -> None:
    given = {"on": DAY, "place_id": "com-kemba", "counterpart": "residents"}
    assert Contact.model_validate(given | {"people": 12, "women": 12})
    with pytest.raises(ValidationError, match="more women than people"):
        Contact.model_validate(given | {"people": 11, "women": 12})


def test_a_mark_without_what_shows_it_stays_not_judged() -> None:
    assert Mark(mark="links_actors").holds == "unknown"
    with pytest.raises(ValidationError, match="needs its evidence"):
        Mark(mark="links_actors", holds="yes")


def test_an_initiative_has_each_mark_once_and_no_total() -> None:
    once = Mark(mark="links_actors", holds="partly", evidence="Two committees meet.")
    made = Initiative(title="Night walks", marks=(once,))
    assert [made.mark(m).holds for m in MARKS] == [
        "unknown",
        "unknown",
        "partly",
        "unknown",
        "unknown",
    ]
    with pytest.raises(ValidationError, match="stands twice"):
        Initiative(title="Night walks", marks=(once, once))
    assert not {"total", "score", "average"} & set(Initiative.model_fields)


def test_the_five_marks_are_those_of_the_vocabulary() -> None:
    assert vocabulary("initiative_mark").codes() == MARKS


def test_that_a_change_comes_from_an_output_needs_evidence() -> None:
    given = {"title": "A", "output_id": "i", "place_id": "p", "question": "feels_safe_route"}
    assert SafetyPair.model_validate(given).attribution == "unknown"
    with pytest.raises(ValidationError, match="needs its evidence"):
        SafetyPair.model_validate(given | {"attribution": "plausible"})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", ["verified_at", "tasked_at", "answered_at", "told_back_at"])
def test_the_refusal_says_which_step_came_before_the_alert(step: str, language: str) -> None:
    given = {"place_id": "p", "received_at": "2031-03-01T05:00Z", step: "2031-03-01T04:59Z"}
    with pytest.raises(ValidationError) as error:
        Alert.model_validate(given)
    said = explain(error.value, Alert, Words(language))[0].sentence
    assert said.endswith(".") and "{" not in said
    others = {
        explain_of(other, language)
        for other in ("verified_at", "tasked_at", "answered_at", "told_back_at")
        if other != step
    }
    assert said not in others


def explain_of(step: str, language: str) -> str:
    try:
        Alert.model_validate(
            {"place_id": "p", "received_at": "2031-03-01T05:00Z", step: "2031-03-01T04:59Z"}
        )
    except ValidationError as error:
        return explain(error, Alert, Words(language))[0].sentence
    raise AssertionError("not refused")
