"""Every vocabulary that a field names exists, whole and in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from pocplanner.model import kinds as _kinds  # the records, so that their parts are known
from pocplanner.model.guard import Audience, Level, metadata
from pocplanner.model.record import Code, Part
from pocplanner.model.vocabulary import Vocabulary, VocabularyTerm, vocabularies, vocabulary
from pocplanner.resources import ROOT
from pocplanner.words import LANGUAGES, Words

assert _kinds.KINDS

#: States and steps whose meaning the program itself knows: nobody adds to them.
CLOSED = {
    "attribution",
    "contact_level",
    "contact_response",
    "initiative_mark",
    "initiative_state",
    "judged_by",
    "land_cover_class",
    "slope_class",
    "terrain_measure",
    "mark_holds",
    "interference_answer",
    "interference_effect",
    "obstacle_state",
    "patrol_state",
    "action_state",
    "age_band",
    "audience",
    "band",
    "command_level",
    "confidence",
    "credibility",
    "driver_level",
    "effectiveness",
    "level",
    "light",
    "mission_effect",
    "paragraph_status",
    "phase",
    "phone_coverage",
    "priority",
    "promise_state",
    "proposed_change",
    "reliability",
    "request_answer",
    "risk_grade",
    "sign_state",
    "tension",
    "threat_status",
    "tier",
    "trend",
    "wanted",
    "weekday",
    "yes_no",
}


def parts() -> list[type[BaseModel]]:
    """Every record and part of the models."""

    def below(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
        for found in kind.__subclasses__():
            yield found
            yield from below(found)

    found = {k for k in below(Part) if k.__module__.startswith("pocplanner.model")}
    return sorted(found - {Vocabulary, VocabularyTerm}, key=lambda k: k.__name__)


def coded() -> list[tuple[str, str, Any]]:
    """Fields that hold codes: where, which vocabulary, the default."""
    return [
        (f"{kind.__name__}.{name}", mark.vocabulary, field.get_default(call_default_factory=True))
        for kind in parts()
        for name, field in kind.model_fields.items()
        if (mark := metadata(kind, name, Code)) is not None
    ]


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every text in several languages that a term carries, however deep."""
    if isinstance(value, dict):
        if set(value) & set(LANGUAGES):
            yield value
        else:
            for inner in value.values():
                yield from texts(inner)


def test_there_are_as_many_vocabularies_as_the_records_name() -> None:
    assert len({name for _, name, _ in coded()}) >= 60


@pytest.mark.parametrize("name", sorted({name for _, name, _ in coded()}))
def test_a_vocabulary_that_a_field_names_exists(name: str) -> None:
    assert vocabulary(name).terms
    assert name in vocabularies()


@pytest.mark.parametrize("name", vocabularies())
def test_every_term_is_named_in_both_languages(name: str) -> None:
    for term in vocabulary(name).terms:
        for language in LANGUAGES:
            assert term.name.get(language, "").strip(), term.code
        for text in texts({"definition": term.definition, "facts": term.facts}):
            assert all(text.get(language, "").strip() for language in LANGUAGES), term.code


@pytest.mark.parametrize("name", vocabularies())
def test_no_code_stands_twice_and_parents_are_codes(name: str) -> None:
    codes = vocabulary(name).codes()
    assert len(codes) == len(set(codes))
    assert {t.parent for t in vocabulary(name).terms} - {""} <= set(codes)


@pytest.mark.parametrize("name", vocabularies())
def test_two_terms_of_a_list_never_look_the_same(name: str) -> None:
    for language in LANGUAGES:
        labels = [t.label(language) for t in vocabulary(name).terms]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", vocabularies())
def test_a_list_that_people_may_extend_ends_with_other(name: str) -> None:
    codes = vocabulary(name).codes()
    if name in CLOSED:
        assert "other" not in codes
    else:
        assert codes[-1] == "other"


@pytest.mark.parametrize("name", vocabularies())
def test_a_vocabulary_says_where_it_comes_from(name: str) -> None:
    assert vocabulary(name).cite


def test_a_vocabulary_stands_in_one_file_only() -> None:
    assert len(vocabularies()) == len(set(vocabularies()))
    assert list((ROOT / "vocabularies").glob("*.toml"))


@pytest.mark.parametrize("field, name, default", coded(), ids=[c[0] for c in coded()])
def test_the_default_of_a_field_is_a_known_code(field: str, name: str, default: Any) -> None:
    codes = default if isinstance(default, tuple) else (default,)
    for code in codes:
        if isinstance(code, str) and code:
            assert code in vocabulary(name).codes()


def test_every_code_of_the_assignment_of_threats_and_actors_is_there() -> None:
    assert len(vocabulary("threat_type").codes()) == 23
    assert len(vocabulary("perpetrator_type").codes()) == 16
    assert len(vocabulary("coping_strategy").codes()) == 17
    assert len(vocabulary("mechanism_type").codes()) == 23
    assert len(vocabulary("vulnerability_factor").codes()) == 20


def test_seven_tensions_and_eight_scenarios_are_there() -> None:
    letters = [t.facts["letter"] for t in vocabulary("tension").terms]
    assert letters == list("abcdefg")
    numbers = [t.facts.get("number") for t in vocabulary("scenario_template").terms]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, None]


def test_every_rationale_tells_what_works_and_waits_for_its_review() -> None:
    for term in vocabulary("rationale").terms:
        if term.code != "other":
            assert {"aim", "signature", "works", "fails", "order"} <= set(term.facts)
            assert term.facts["reviewed"] is False
    ends = {t.code for t in vocabulary("rationale").terms if t.facts.get("ends_based")}
    assert ends == {"ethnic_cleansing", "genocide"}


def test_every_coping_strategy_tells_benefit_harm_and_support() -> None:
    for term in vocabulary("coping_strategy").terms:
        if term.code != "other":
            assert {"benefit", "harm", "support", "sheltered", "family"} <= set(term.facts)


def test_every_warning_sign_stands_on_a_known_list() -> None:
    lists = vocabulary("sign_list").codes()
    signs = [t for t in vocabulary("warning_sign").terms if t.code != "other"]
    assert {t.facts["list"] for t in signs} == set(lists) - {"other"}
    assert sum(t.facts["list"] == "atrocity" for t in signs) == 14


def test_imported_incidents_lead_to_known_threats() -> None:
    threats = set(vocabulary("threat_type").codes())
    for term in vocabulary("incident_type").terms:
        assert set(term.facts.get("threats", ())) <= threats


def test_audiences_and_levels_are_those_of_the_guard() -> None:
    assert vocabulary("audience").codes() == tuple(Audience)
    assert vocabulary("level").codes() == tuple(Level)


def test_an_unknown_code_is_shown_as_it_is() -> None:
    words = Words("fr")
    assert words.term("threat_type", "cattle_poisoning") == "cattle poisoning"
    assert (
        words.term("threat_type", "other: empoisonnement du bétail") == "empoisonnement du bétail"
    )
    assert vocabulary("threat_type").get("cattle_poisoning") is None


def test_an_unknown_vocabulary_says_so() -> None:
    with pytest.raises(LookupError):
        vocabulary("no_such_list")
