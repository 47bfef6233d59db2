"""Every sentence that reading can need is there in both languages, and none stands idle."""

import re
from pathlib import Path

import pytest

import pocplanner.formats
from pocplanner.formats import entries
from pocplanner.formats.sheets import columns as sheet_columns
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.resources import read_toml
from pocplanner.words import LANGUAGES, Words, texts

HERE = Path(pocplanner.formats.__file__).parent
ALL = "\n".join(p.read_text(encoding="utf-8") for p in HERE.rglob("*.py"))
PROBLEMS = sorted(set(re.findall(r'"((?:import|template)_[a-z_]+)"', ALL)))
REASONS = sorted(
    set(re.findall(r'(?:Bad|Wrong)\(\s*"([a-z_]+)"', ALL))
    | set(re.findall(r'refuse\([^"]*?"(?:[a-z_]*)"?,?\s*"([a-z_]+)"', ALL))
    | set(
        re.findall(
            r'(?:reason = |return )"((?:coordinates|corners|shape|no_shape|too_many)\w*)"', ALL
        )
    )
)
WARNINGS = sorted(set(re.findall(r'warn\(\s*"([a-z_]+)"', ALL)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_reason_and_warning_has_its_sentence(language: str) -> None:
    words = Words(language)
    assert len(PROBLEMS) > 55 and len(REASONS) > 15 and len(WARNINGS) > 15
    assert [k for k in PROBLEMS if not words.has(f"problem.{k}")] == []
    assert [k for k in REASONS if not words.has(f"formats.reason.{k}")] == []
    assert [k for k in WARNINGS if not words.has(f"formats.warning.{k}")] == []


def test_no_sentence_stands_idle() -> None:
    told = read_toml("words", "en", "formats.toml")
    idle = [
        key
        for part in ("reason", "warning", "repair")
        for key in told["formats"][part]
        if f'"{key}"' not in ALL and not key.startswith(("text_", "area_"))
    ]
    idle += [key for key in told["problem"] if key not in PROBLEMS]
    assert idle == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(sheet_kinds.SHEETS))
def test_every_column_is_explained_and_every_form_is_read(kind: str, language: str) -> None:
    words = Words(language)
    assert words.has(f"formats.kind.{kind}") and words.has(f"formats.example.{kind}")
    known = Path(entries.__file__).read_text(encoding="utf-8")
    for cell in sheet_columns.cells(kind):
        assert f'"{cell.form}": ' in known
        assert cell.form == "text" or sheet_columns.hint(kind, cell, words), cell
    examples = texts(language)["formats"]["example"][kind]
    assert set(examples) <= {c.key for c in sheet_columns.cells(kind)}
    needed = {c.key for c in sheet_columns.cells(kind) if c.required}
    assert needed <= set(examples)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_what_happened_and_that_nothing_is_lost(language: str) -> None:
    safe = {"en": "Nothing was|nothing was", "fr": "Rien n'a|rien n'a"}[language]
    for key in PROBLEMS:
        assert re.search(safe, Words(language).text(f"problem.{key}")), key
