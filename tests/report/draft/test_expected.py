"""Drafts as they were when a person agreed to them.

After a change that was meant, set POCPLANNER_WRITE_EXPECTED=1, run this file, and read what
changed before keeping it.
"""

import os
from pathlib import Path

import pytest

from pocplanner.report.draft import templates
from pocplanner.report.draft.plain import plain
from tests.makers import a_snapshot
from tests.report.draft.drafting import sections

EXPECTED = Path(__file__).resolve().parents[2] / "expected"


@pytest.mark.parametrize(
    ("document", "language"),
    [("strategy", "en"), ("strategy", "fr"), ("field-matrix", "en"), ("field-matrix", "fr")],
)
def test_the_draft_is_the_one_that_was_agreed(document: str, language: str) -> None:
    found = plain(sections(a_snapshot(), document, language), language)
    path = EXPECTED / f"{document.replace('-', '_')}_{language}.txt"
    if os.environ.get("POCPLANNER_WRITE_EXPECTED"):
        path.write_text(found, encoding="utf-8")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_a_changed_text_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain(sections(a_snapshot(), "strategy", "en"), "en")
    texts = templates.section_texts("strategy", "en", "threats")
    changed = {**texts.paragraphs, "agreed": {"text": "x"}}
    changed["picture"] = {"text": "{{ n }} and nothing else."}
    fake = templates.SectionTexts(texts.title, texts.groups, changed)
    whole = templates.section_texts

    def other(document: str, language: str, key: str) -> templates.SectionTexts:
        return fake if key == "threats" else whole(document, language, key)

    monkeypatch.setattr(templates, "section_texts", other)
    assert plain(sections(a_snapshot(), "strategy", "en"), "en") != before
