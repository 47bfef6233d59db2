"""Lowering on the terminal: it says first what it opens, and a dry run changes nothing."""

import json
from pathlib import Path

import pytest

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from pocplanner.commands.sample import make_sample
from pocplanner.progress import finish
from tests.journeys.terminal import Terminal, terminal

_WHY = ("--reason", "Joint analysis with partners", "--author", "PoC adviser")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    finish(make_sample(tmp_path / "x.pocplan", "PoC adviser")).close()
    return tmp_path / "x.pocplan"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("POCPLANNER_LANG", "en")
    return terminal(capsys)


def test_a_dry_run_says_all_and_changes_nothing(run: Terminal, made: Path) -> None:
    before = made.read_bytes()
    said = run("lower", made, "--kind", "Threat", "--to", "moderate", "--dry-run")
    assert said.code == ATTENTION and "44 records" in said.out
    assert "Humanitarian" in said.out and "dry run" in said.out
    assert made.read_bytes() == before


def test_records_are_lowered_with_role_and_reason_and_undone(run: Terminal, made: Path) -> None:
    said = run("lower", made, "thr-01", "--to", "moderate", "--json", *_WHY)
    assert said.code == OK
    assert json.loads(said.out)["ids"] == ["thr-01"]
    assert "Lowered to moderate: 1" in run("log", made, "--last", "1").out
    again = run("lower", made, "thr-01", "--to", "moderate", *_WHY)
    assert again.code == OK and "already" in again.out
    assert run("undo", made).code == OK
    found = json.loads(run("lower", made, "thr-01", "--to", "moderate", "--dry-run", "--json").out)
    assert found["ids"] == ["thr-01"] and found["already"] == []


def test_what_is_missing_is_one_sentence_and_changes_nothing(run: Terminal, made: Path) -> None:
    before = made.read_bytes()
    for given in (
        ("--to", "moderate", *_WHY),
        ("thr-01", "--to", "moderate", "--author", "PoC adviser"),
        ("thr-01", "--to", "moderate", "--reason", "Why"),
        ("thr-01", "--place", "com-kaldrou", "--to", "moderate", *_WHY),
        ("--kind", "Coping", "--to", "moderate", *_WHY),
        ("--kind", "Threat", "--place", "nowhere", "--to", "moderate", *_WHY),
    ):
        assert run("lower", made, *given).code == NOT_DONE
    assert made.read_bytes() == before
