"""The French draft is French: no English left over, agreement, the field's own terms."""

import re

import pytest

from pocplanner.report.draft.templates import render
from pocplanner.words import Words
from tests.makers import a_community, a_coping
from tests.report.draft.drafting import paragraphs, text

FRENCH = paragraphs(language="fr")
ENGLISH = paragraphs()
#: Words of what people of the small mission wrote and are called: these are quoted as they are.
WRITTEN = text(ENGLISH)


def test_both_languages_say_the_same_paragraphs() -> None:
    assert set(FRENCH) == set(ENGLISH)
    for key, paragraph in FRENCH.items():
        assert paragraph.evidence == ENGLISH[key].evidence
        assert paragraph.question == ENGLISH[key].question


def test_no_english_sentence_is_left_over() -> None:
    for key, paragraph in FRENCH.items():
        if paragraph.generic or not paragraph.evidence:
            english = re.findall(r"\b(the|is|are|of|and|who|nobody|with)\b", paragraph.text)
            named = " ".join(re.findall(r"«[^»]*»|\([^)]*\)", paragraph.text))
            left = [w for w in english if w not in named.split()]
            quoted = {"of", "and", "the", "with"} if "Ostra" in paragraph.text else set()
            assert not set(left) - quoted, (key, paragraph.text)


def test_no_key_of_words_is_printed() -> None:
    said = text(FRENCH)
    for trace in ("draft.", "analysis.", "who.", "{", "}", "None", "  "):
        assert trace not in said


@pytest.mark.parametrize(
    "term",
    [
        "comité local de protection (CLP)",
        "assistants de liaison communautaire",
        "protection des civils",
        "Affaires civiles",
        "commandant de la force",
        "chef de mission",
        "impérative",
        "cote B2",
    ],
)
def test_the_terms_of_the_field_are_used(term: str) -> None:
    assert term in text(FRENCH)


def test_a_single_thing_and_none_are_said_in_the_singular() -> None:
    said = FRENCH["mandate", "rests_on"].text
    assert "1 stratégie d'adaptation" in said
    none = paragraphs(without=["cop-market"], language="fr")["mandate", "rests_on"].text
    assert "rien d'enregistré : " in none
    assert "stratégie d'adaptation," not in none
    two = paragraphs(a_coping(id="cop-2"), language="fr")["mandate", "rests_on"].text
    assert "2 stratégies d'adaptation" in two


def test_days_and_numbers_are_written_in_french() -> None:
    said = text(FRENCH)
    assert "14 mars 2031" in said
    assert "1er novembre" in said
    assert "4\u00a0200 habitants" in said
    assert "March" not in said


def test_quotation_marks_are_french() -> None:
    assert "“" not in text(FRENCH)
    assert "« to protect civilians" in text(FRENCH)


def test_the_article_of_a_name_is_joined_to_the_preposition_before_it() -> None:
    for name, at, of in (
        ("Le Gué", "au Gué", "du Gué"),
        ("Les Abris", "aux Abris", "des Abris"),
        ("Lemba", "à Lemba", "de Lemba"),
        ("La Rive", "à La Rive", "de La Rive"),
    ):
        said = text(paragraphs(a_community(name=name), language="fr"))
        assert at in said and of in said, name
        assert not re.search(r"\b([àÀ]|[Dd]e) Les? ", said), name


def test_a_name_is_joined_in_words_and_templates_alike_and_nothing_else_is() -> None:
    words = Words("fr")
    said = words.text("analysis.threat", kind="Meurtre", who="x", place="Le {Gué}")
    assert "Le {Gué}" in said or "au {Gué}" in said or "du {Gué}" in said
    assert render(
        "À {{ place }}, vu {{ text }}", {"place": "Le Gué", "text": "à Le Port"}, "x"
    ) == ("Au Gué, vu à Le Port")
    english = Words("en").text("analysis.threat", kind="Killing", who="x", place="Le Gué")
    assert "Le Gué" in english
