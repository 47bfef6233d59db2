"""The questions before action on the terminal: listed, settled, and in the way of nothing else."""

import json
from pathlib import Path

import pytest

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from pocplanner.commands.sample import make_sample
from pocplanner.progress import finish
from tests.journeys.terminal import Terminal, terminal


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "x.pocplan"
    finish(make_sample(path, "PoC adviser")).close()
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("POCPLANNER_LANG", "en")
    return terminal(capsys)


def test_the_example_has_answered_mitigated_owned_asked_and_open_questions(
    run: Terminal, made: Path
) -> None:
    found = run("interference", made, "--json")
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


def test_a_question_is_settled_undone_and_withdrawn(run: Terminal, made: Path) -> None:
    before = json.loads(run("interference", made, "--json").out)["open"]
    id = "action-31/cop-039"
    settled = run(
        "answer", made, id, "--as", "mitigation", "--text", "The team stays on the road.",
        "--by", "Mine action team", "--author", "PoC adviser", "--until", "2027-01-31",
    )  # fmt: skip
    assert settled.code == OK and "Mine action team" in settled.out
    assert json.loads(run("interference", made, "--json").out)["open"] == before - 1
    assert "Mine action team" in run("interference", made, "--all").out
    assert run("undo", made).code == OK
    assert run("answer", made, id, "--text", "Only by day.").code == OK
    assert run("answer", made, id, "--withdraw").code == OK
    assert json.loads(run("interference", made, "--json").out)["open"] == before


def test_what_is_wrong_is_one_sentence_and_changes_nothing(run: Terminal, made: Path) -> None:
    for given in (
        ("action-31/none", "--text", "x"),
        ("action-31/cop-039",),
        ("action-05/cop-005", "--text", "x"),
        ("action-31/cop-039", "--text", "x", "--until", "tomorrow"),
    ):
        assert run("answer", made, *given).code == NOT_DONE


def test_check_counts_the_questions_and_what_began_without_an_answer(
    run: Terminal, made: Path
) -> None:
    found = json.loads(run("check", made, "--json").out)
    assert found["interference"] and found["begun_unsettled"] == ["action-11"]
    assert "Open questions before action" in run("check", made).out


def test_in_french_every_line_is_filled(
    run: Terminal, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POCPLANNER_LANG", "fr")
    out = run("interference", made, "--all").out
    assert "peut" in out and "{" not in out and "interference." not in out
