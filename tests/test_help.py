"""The guide is whole in both languages, plain Markdown, and says what is not promised."""

import re

import pytest

from pocplanner.resources import ROOT
from pocplanner.words import LANGUAGES

PAGES = [
    *("assessment", "community", "engagement", "events", "hours", "import", "keys", "limits"),
    *("map", "mission", "report", "scenario", "start", "strategy", "time", "what_if"),
]


def page(language: str, name: str) -> str:
    """The text of one page of the guide."""
    return (ROOT / "help" / language / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_and_no_other(language: str) -> None:
    assert sorted(p.stem for p in (ROOT / "help" / language).iterdir()) == PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_short_and_plain(name: str, language: str) -> None:
    text = page(language, name)
    assert text.startswith("# ")
    assert text.count("\n# ") == 0, "one title"
    assert 60 < len(text.split()) < 800
    assert not re.search(r"<[a-z/!]|https?:|\]\(|!\[|`|\|", text), "no markup, address or picture"
    assert text.count("**") % 2 == 0


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_parts(name: str) -> None:
    shapes = [re.findall(r"^(#+|-|\d+\.) ", page(x, name), re.MULTILINE) for x in LANGUAGES]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_are_said_one_by_one(language: str) -> None:
    text = page(language, "limits").casefold()
    said = {
        "en": ("malware", "seized", "forced", "solid-state", "older copy", "passphrase"),
        "fr": ("malveillant", "saisi", "contrainte", "ssd", "copie ancienne", "phrase secrète"),
    }
    for word in said[language]:
        assert word in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_says_that_silence_is_not_safety(language: str) -> None:
    said = {"en": "Silence is not safety", "fr": "Le silence n'est pas la sécurité"}[language]
    assert said in page(language, "events")
    assert said in page(language, "limits")


def test_the_window_turns_to_pages_that_the_guide_has() -> None:
    source = ROOT.parent / "pocplanner" / "gui" / "acts.py"
    if not source.is_file():
        pytest.skip("the window is not part of this copy")
    found = re.search(r"^PAGES = \(([^)]*)\)", source.read_text("utf-8"), re.MULTILINE)
    assert found and set(re.findall(r'"(\w+)"', found[1])) <= set(PAGES)


def test_every_key_of_the_window_stands_in_the_list_of_keys() -> None:
    source = ROOT.parent / "pocplanner" / "gui" / "acts.py"
    if not source.is_file():
        pytest.skip("the window is not part of this copy")
    keys = set(re.findall(r'"((?:Ctrl|Alt|F\d)[^"\s]*)"', source.read_text("utf-8")))
    assert keys
    for key in keys - {"Ctrl+{i}"} | {f"Ctrl+{i}" for i in range(1, 9)}:
        assert f"**{key}**" in page("en", "keys"), key
        french = key
        for one, other in (("Shift", "Maj"), ("Left", "Gauche"), ("Right", "Droite")):
            french = french.replace(one, other)
        assert f"**{french}**" in page("fr", "keys"), key
