"""The alert log, engagement, voices and handover on the terminal."""

import json
from pathlib import Path

import pytest

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from pocplanner.commands.sample import make_sample
from pocplanner.progress import finish
from tests.journeys.terminal import Terminal, terminal

AT = "2026-11-01T08:00Z"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "x.pocplan"
    finish(make_sample(path, "PoC adviser")).close()
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("POCPLANNER_LANG", "en")
    return terminal(capsys)


def test_the_log_lists_what_waits_and_who_was_never_told(run: Terminal, made: Path) -> None:
    found = run("alerts", made, "--json", "--at", AT)
    assert found.code == ATTENTION
    told = json.loads(found.out)
    assert told["waiting"][0]["overdue"] and told["waiting"][0]["step"] == "verified"
    assert told["closed_untold"] and told["whole"]["alerts"] == 84
    spells = told["whole"]["spells"]
    assert all((s["median"] is None) == (s["n"] < 8) for s in spells)
    assert all(len(s["cases"]) == s["n"] for s in spells if s["median"] is None)
    plain = run("alerts", made, "--at", AT)
    assert "Closed without telling the caller" in plain.out and "(n = " in plain.out
    assert "{" not in plain.out


def test_an_alert_is_received_stamped_ended_and_undone(run: Terminal, made: Path) -> None:
    kept = run(
        "stamp", made, "com-kaldrou", "--receive", "--threat", "abduction",
        "--at", AT, "--by", "Duty officer",
    )  # fmt: skip
    assert kept.code == OK
    id = kept.out.split()[1]
    early = run("stamp", made, id, "--at", "2026-11-01T07:59Z")
    assert early.code == NOT_DONE and "before it was received" in early.err
    done = run("stamp", made, id, "--at", "2026-11-01T08:20Z", "--by", "Liaison assistant")
    assert done.code == OK and "verified" in done.out and "Liaison assistant" in done.out
    ended = run("stamp", made, id, "--outcome", "not_confirmed")
    assert ended.code == ATTENTION and "has not been told" in ended.out
    for _ in range(3):
        assert run("undo", made).code == OK


def test_a_moment_without_its_zone_is_refused(run: Terminal, made: Path) -> None:
    for text in ("2026-11-01T08:00", "yesterday"):
        found = run("alerts", made, "--at", text)
        assert found.code == NOT_DONE and text in found.err


def test_engagement_tells_the_bias_and_who_was_not_met(run: Terminal, made: Path) -> None:
    found = run("engagement", made, "--json")
    assert found.code == ATTENTION
    told = json.loads(found.out)
    capital = told["mirror"]["levels"][2]
    assert capital["share"] > 0.25 > capital["people"]
    assert {u["place_id"] for u in told["unmet"]} >= {"com-kameundo"}
    assert len(told["initiatives"]) == 3
    assert all(len(i["marks"]) == 5 for i in told["initiatives"])
    plain = run("engagement", made)
    assert "High threat, not met in 60 days" in plain.out and "{" not in plain.out
    assert "half-life" in plain.out


def test_voices_tell_gaps_rounds_and_what_diverges(run: Terminal, made: Path) -> None:
    found = run("voices", made, "--json")
    assert found.code == ATTENTION
    told = json.loads(found.out)
    assert told["pairs"][0]["state"] == "diverges" and told["pairs"][0]["pair_id"] == "pair-02"
    assert any(b["differs"] for b in told["beside"])
    few = [r for c in told["cells"] for r in c["rounds"] if r["asked"] < 30]
    assert few and all(r["share"] is None for r in few)
    plain = run("voices", made)
    assert "DIVERGES" in plain.out and "words only" in plain.out and "{" not in plain.out


def test_a_booklet_holds_every_open_promise_of_its_place(run: Terminal, made: Path) -> None:
    whole = json.loads(run("handover", made, "--json").out)
    promised = [p for b in whole for p in b["open_promises"]]
    info = json.loads(run("info", made, "--json").out)
    every = {p["id"] for p in info["records"]["Promise"]}
    assert len(promised) == len(set(promised)) and set(promised) <= every
    one = run("handover", made, "--place", "com-sameudreu")
    assert one.code == OK and "A list of the detained" in one.out
    assert run("handover", made, "--place", "nowhere").code == NOT_DONE


def test_french_speaks_french(run: Terminal, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POCPLANNER_LANG", "fr")
    for name in ("alerts", "engagement", "voices"):
        out = run(name, made).out
        assert "{" not in out and "people." not in out
    assert "Menace élevée, non rencontrés" in run("engagement", made).out
