"""Every problem of the store says in both languages what happened, what is safe, what to do."""

import re
import string
from pathlib import Path

import pytest

import pocplanner.project
import pocplanner.store
from pocplanner.words import LANGUAGES, Words

FILES = [
    *Path(pocplanner.store.__file__).parent.glob("*.py"),
    Path(pocplanner.project.__file__),
]
ROOMS = "open|create|file|disk|edit|key|copy|purge"
KEYS = sorted(
    {
        key
        for path in FILES
        for key in re.findall(rf'"((?:{ROOMS})\.[a-z_]+)"', path.read_text("utf-8"))
    }
    - {"edit.passphrase", "edit.purge", "edit.begun"}
)
TESTS = "".join(
    path.read_text("utf-8")
    for path in (
        *Path(__file__).parent.glob("test_*.py"),
        Path(__file__).parents[1] / "test_project.py",
    )
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_a_problem_has_its_sentences(key: str, language: str) -> None:
    words = Words(language)
    assert words.has(f"problem.{key}")
    text = words.text(f"problem.{key}")
    assert text.count(".") >= 2 or ";" in text


@pytest.mark.parametrize("key", KEYS)
def test_a_problem_names_the_same_facts_in_both_languages(key: str) -> None:
    named = [
        {field for _, field, _, _ in string.Formatter().parse(Words(l).text(f"problem.{key}"))}
        for l in LANGUAGES  # noqa: E741
    ]
    assert named[0] == named[1]


@pytest.mark.parametrize("key", KEYS)
def test_a_problem_has_a_test(key: str) -> None:
    assert f'"{key}"' in TESTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["edit.passphrase", "edit.purge", "edit.begun"])
def test_an_act_of_the_store_has_its_label(key: str, language: str) -> None:
    assert Words(language).has(key)
