"""Lowering on the terminal: it says first what it opens, and a dry run changes nothing."""

import json
from pathlib import Path

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from tests.journeys.terminal import Terminal

_WHY = ("--reason", "Joint analysis with partners", "--author", "PoC adviser")


def test_a_dry_run_says_all_and_changes_nothing(run: Terminal, sample: Path) -> None:
    before = sample.read_bytes()
    said = run("lower", sample, "--kind", "Threat", "--to", "moderate", "--dry-run")
    assert said.code == ATTENTION and "44 records" in said.out
    assert "Humanitarian" in said.out and "dry run" in said.out
    assert sample.read_bytes() == before


def test_records_are_lowered_with_role_and_reason_and_undone(run: Terminal, sample: Path) -> None:
    said = run("lower", sample, "thr-01", "--to", "moderate", "--json", *_WHY)
    assert said.code == OK
    assert json.loads(said.out)["ids"] == ["thr-01"]
    assert "Lowered to moderate: 1" in run("log", sample, "--last", "1").out
    again = run("lower", sample, "thr-01", "--to", "moderate", *_WHY)
    assert again.code == OK and "already" in again.out
    assert run("undo", sample).code == OK
    found = json.loads(
        run("lower", sample, "thr-01", "--to", "moderate", "--dry-run", "--json").out
    )
    assert found["ids"] == ["thr-01"] and found["already"] == []


def test_what_is_missing_is_one_sentence_and_changes_nothing(run: Terminal, sample: Path) -> None:
    before = sample.read_bytes()
    for given in (
        ("--to", "moderate", *_WHY),
        ("thr-01", "--to", "moderate", "--author", "PoC adviser"),
        ("thr-01", "--to", "moderate", "--reason", "Why"),
        ("thr-01", "--place", "com-kaldrou", "--to", "moderate", *_WHY),
        ("--kind", "Coping", "--to", "moderate", *_WHY),
        ("--kind", "Threat", "--place", "nowhere", "--to", "moderate", *_WHY),
    ):
        assert run("lower", sample, *given).code == NOT_DONE
    assert sample.read_bytes() == before
