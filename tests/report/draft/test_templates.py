"""Templates are data: complete in both languages, caged, and named when they are broken."""

import re

import pytest

from pocplanner.report.draft.grammar import de, joined, low, que, said, stop
from pocplanner.report.draft.sections import FACTS
from pocplanner.report.draft.templates import (
    MOST_TEMPLATE,
    MOST_TEXT,
    outline,
    render,
    section_texts,
)
from pocplanner.resources import ROOT, read_toml
from pocplanner.words import Problem

SECTIONS = sorted(FACTS)


def _texts(document: str, language: str, key: str) -> dict[str, str]:
    found = section_texts(document, language, key)
    texts = {f"group.{k}": v for k, v in found.groups.items()} | {"title": found.title}
    for kind, part in found.paragraphs.items():
        texts |= {f"{kind}.{name}": value for name, value in part.items()}
    return texts


@pytest.mark.parametrize(("document", "key"), SECTIONS)
def test_every_text_is_there_in_both_languages(document: str, key: str) -> None:
    english, french = (_texts(document, language, key) for language in ("en", "fr"))
    assert set(english) == set(french)
    same = {k for k in english if english[k] == french[k] and len(english[k].split()) > 3}
    assert all("{{" in english[k] for k in same), same


@pytest.mark.parametrize(("document", "key"), SECTIONS)
def test_both_languages_ask_for_the_same_values(document: str, key: str) -> None:
    english, french = (_texts(document, language, key) for language in ("en", "fr"))
    for name, text in english.items():
        if name.endswith(".text"):
            unknown = _values(french[name]) - _values(text)
            assert not unknown - {"g"}, (name, unknown)


def _values(template: str) -> set[str]:
    inside = " ".join(re.findall(r"\{[{%](.*?)[%}]\}", template))
    inside = re.sub(r'"[^"]*"', "", inside)
    words = set(re.findall(r"[a-z_]+", inside))
    grammar = {"if", "elif", "else", "endif", "and", "or", "not", "said", "stop", "cap", "low",
               "q", "g", "de", "que"}  # fmt: skip
    return words - grammar


@pytest.mark.parametrize(("document", "key"), SECTIONS)
def test_every_group_of_the_outline_has_its_heading(document: str, key: str) -> None:
    plan = next(p for p in outline(document) if p.key == key)
    for language in ("en", "fr"):
        assert set(section_texts(document, language, key).groups) >= set(plan.groups) - {"voices"}


def test_the_words_of_drafts_are_complete_in_both_languages() -> None:
    english, french = (read_toml("words", language, "draft.toml") for language in ("en", "fr"))
    assert not _paths(french["draft"]) - _paths(english["draft"])
    # Some terms need a form of their own in English only.
    missing = _paths(english["draft"]) - _paths(french["draft"])
    assert all(m.startswith("phrase.coping_strategy") for m in missing), missing
    assert _paths(english["problem"]) == _paths(french["problem"])


def _paths(tree: dict[str, object], before: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in tree.items():
        name = f"{before}.{key}" if before else key
        found |= _paths(value, name) if isinstance(value, dict) else {name}
    return found


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ x.__init__.__globals__ }}",
        "{% for i in range(10) %}{{ i }}{% endfor %}",
        "{{ namespace }}",
        "{% include 'a' %}",
        "{{ x.append(1) }}",
        "{{ missing }}",
        "{{ x|format }}",
        "{% if %}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(attack: str) -> None:
    with pytest.raises(Problem) as caught:
        render(attack, {"x": []}, "a template")
    assert caught.value.key == "draft.template_broken"
    assert "a template" in str(caught.value)


def test_a_template_from_elsewhere_cannot_fill_the_memory_of_a_page() -> None:
    assert len(render("{{ x }}", {"x": "y" * 50_000}, "t")) == MOST_TEXT + 1
    with pytest.raises(Problem) as caught:
        render(" " * (MOST_TEMPLATE + 1), {}, "t")
    assert caught.value.key == "draft.template_long"
    assert "8000" in str(caught.value)


def test_a_paragraph_without_a_text_is_named() -> None:
    from pocplanner.report.draft.templates import paragraph

    with pytest.raises(Problem) as caught:
        paragraph("strategy", "en", "threats", "no_such_paragraph")
    assert caught.value.key == "draft.template_missing"
    assert "no_such_paragraph" in str(caught.value)


def test_the_value_of_a_name_is_never_read_as_a_template() -> None:
    assert render("{{ x }}", {"x": "{{ 7 * 7 }}"}, "t") == "{{ 7 * 7 }}"


def test_no_template_file_is_left_that_no_section_uses() -> None:
    used = {
        f"{document}/{language}/{plan.number:02}_{plan.key.replace('-', '_')}.toml"
        for document in ("strategy", "field-matrix")
        for plan in outline(document)
        for language in ("en", "fr")
    }
    there = {
        path.relative_to(ROOT / "templates").as_posix()
        for document in ("strategy", "field-matrix")
        for path in (ROOT / "templates" / document).glob("*/*.toml")
    }
    assert there == used


def test_french_elides_before_a_vowel_and_not_before_an_aspirate() -> None:
    assert [de(x) for x in ("Abanda", "Kemba", "Yakoma", "Haut-Uélé", "hommes")] == [
        "d'Abanda", "de Kemba", "de Yakoma", "de Haut-Uélé", "d'hommes",
    ]  # fmt: skip
    assert que("Oloria") == "qu'Oloria"


def test_lists_and_sentences_close_as_they_should() -> None:
    assert joined(["a"], "and") == "a"
    assert joined(["a", "", "b", "c"], "and") == "a, b and c"
    assert said("done") == "done."
    assert said("Done?") == "Done?"
    assert stop("done. ") == "done"
    assert low("Civil Affairs") == "Civil Affairs"
    assert low("UN police") == "UN police"
    assert low("Host state armed forces") == "host state armed forces"


@pytest.mark.parametrize(("document", "key"), SECTIONS)
def test_no_value_has_the_name_of_a_literal(document: str, key: str) -> None:
    for language in ("en", "fr"):
        for name, text in _texts(document, language, key).items():
            assert not _values(text) & {"none", "true", "false", "None", "loop", "self"}, name
