"""The questions before action on the terminal: listed, settled, and in the way of nothing else."""

import json
from pathlib import Path

import pytest

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from tests.journeys.terminal import Terminal


def test_the_example_has_answered_mitigated_owned_asked_and_open_questions(
    run: Terminal, sample: Path
) -> None:
    found = run("interference", sample, "--json")
    assert found.code == ATTENTION
    told = json.loads(found.out)
    states = {i["state"] for i in told["interference"]}
    assert states == {"open", "asked", "answer", "mitigation", "risk", "none"}
    assert told["open"] == sum(i["state"] in ("open", "asked") for i in told["interference"])
    assert {i["effect"] for i in told["interference"]} == {"may_harm", "supports", "neutral"}
    assert any(i["begun"] and i["state"] == "open" for i in told["interference"])
    for one in told["interference"]:
        assert one["text"] and one["cite"] and one["why"] and len(one["rests_on"]) >= 2
        assert "{" not in one["text"]


def test_a_question_is_settled_undone_and_withdrawn(run: Terminal, sample: Path) -> None:
    before = json.loads(run("interference", sample, "--json").out)["open"]
    id = "action-31/cop-039"
    settled = run(
        "answer", sample, id, "--as", "mitigation", "--text", "The team stays on the road.",
        "--by", "Mine action team", "--author", "PoC adviser", "--until", "2027-01-31",
    )  # fmt: skip
    assert settled.code == OK and "Mine action team" in settled.out
    assert json.loads(run("interference", sample, "--json").out)["open"] == before - 1
    assert "Mine action team" in run("interference", sample, "--all").out
    assert run("undo", sample).code == OK
    assert run("answer", sample, id, "--text", "Only by day.").code == OK
    assert run("answer", sample, id, "--withdraw").code == OK
    assert json.loads(run("interference", sample, "--json").out)["open"] == before


def test_what_is_wrong_is_one_sentence_and_changes_nothing(run: Terminal, sample: Path) -> None:
    for given in (
        ("action-31/none", "--text", "x"),
        ("action-31/cop-039",),
        ("action-05/cop-005", "--text", "x"),
        ("action-31/cop-039", "--text", "x", "--until", "tomorrow"),
    ):
        assert run("answer", sample, *given).code == NOT_DONE


def test_check_counts_the_questions_and_what_began_without_an_answer(
    run: Terminal, sample: Path
) -> None:
    found = json.loads(run("check", sample, "--json").out)
    assert found["interference"] and found["begun_unsettled"] == ["action-11"]
    assert "Open questions before action" in run("check", sample).out


def test_in_french_every_line_is_filled(
    run: Terminal, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POCPLANNER_LANG", "fr")
    out = run("interference", sample, "--all").out
    assert "peut" in out and "{" not in out and "interference." not in out
