"""The alert log, engagement, voices and handover on the terminal."""

import json
from pathlib import Path

import pytest

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from tests.journeys.terminal import Terminal

AT = "2026-11-01T08:00Z"


def test_the_log_lists_what_waits_and_who_was_never_told(run: Terminal, sample: Path) -> None:
    found = run("alerts", sample, "--json", "--at", AT)
    assert found.code == ATTENTION
    told = json.loads(found.out)
    assert told["waiting"][0]["overdue"] and told["waiting"][0]["step"] == "verified"
    assert told["closed_untold"] and told["whole"]["alerts"] == 84
    spells = told["whole"]["spells"]
    assert all((s["median"] is None) == (s["n"] < 8) for s in spells)
    assert all(len(s["cases"]) == s["n"] for s in spells if s["median"] is None)
    plain = run("alerts", sample, "--at", AT)
    assert "Closed without telling the caller" in plain.out and "(n = " in plain.out
    assert "{" not in plain.out


def test_an_alert_is_received_stamped_ended_and_undone(run: Terminal, sample: Path) -> None:
    kept = run(
        "stamp", sample, "com-kaldrou", "--receive", "--threat", "abduction",
        "--at", AT, "--by", "Duty officer",
    )  # fmt: skip
    assert kept.code == OK
    id = kept.out.split()[1]
    early = run("stamp", sample, id, "--at", "2026-11-01T07:59Z")
    assert early.code == NOT_DONE and "before it was received" in early.err
    done = run("stamp", sample, id, "--at", "2026-11-01T08:20Z", "--by", "Liaison assistant")
    assert done.code == OK and "verified" in done.out and "Liaison assistant" in done.out
    ended = run("stamp", sample, id, "--outcome", "not_confirmed")
    assert ended.code == ATTENTION and "has not been told" in ended.out
    for _ in range(3):
        assert run("undo", sample).code == OK


def test_a_moment_without_its_zone_is_refused(run: Terminal, sample: Path) -> None:
    for text in ("2026-11-01T08:00", "yesterday"):
        found = run("alerts", sample, "--at", text)
        assert found.code == NOT_DONE and text in found.err


def test_engagement_tells_the_bias_and_who_was_not_met(run: Terminal, sample: Path) -> None:
    found = run("engagement", sample, "--json")
    assert found.code == ATTENTION
    told = json.loads(found.out)
    capital = told["mirror"]["levels"][2]
    assert capital["share"] > 0.25 > capital["people"]
    assert {u["place_id"] for u in told["unmet"]} >= {"com-kameundo"}
    assert len(told["initiatives"]) == 3
    assert all(len(i["marks"]) == 5 for i in told["initiatives"])
    plain = run("engagement", sample)
    assert "High threat, not met in 60 days" in plain.out and "{" not in plain.out
    assert "half-life" in plain.out


def test_voices_tell_gaps_rounds_and_what_diverges(run: Terminal, sample: Path) -> None:
    found = run("voices", sample, "--json")
    assert found.code == ATTENTION
    told = json.loads(found.out)
    assert told["pairs"][0]["state"] == "diverges" and told["pairs"][0]["pair_id"] == "pair-02"
    assert any(b["differs"] for b in told["beside"])
    few = [r for c in told["cells"] for r in c["rounds"] if r["asked"] < 30]
    assert few and all(r["share"] is None for r in few)
    plain = run("voices", sample)
    assert "DIVERGES" in plain.out and "words only" in plain.out and "{" not in plain.out


def test_a_booklet_holds_every_open_promise_of_its_place(run: Terminal, sample: Path) -> None:
    whole = json.loads(run("handover", sample, "--json").out)
    promised = [p for b in whole for p in b["open_promises"]]
    info = json.loads(run("info", sample, "--json").out)
    every = {p["id"] for p in info["records"]["Promise"]}
    assert len(promised) == len(set(promised)) and set(promised) <= every
    one = run("handover", sample, "--place", "com-sameudreu")
    assert one.code == OK and "A list of the detained" in one.out
    assert run("handover", sample, "--place", "nowhere").code == NOT_DONE


def test_french_speaks_french(run: Terminal, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POCPLANNER_LANG", "fr")
    for name in ("alerts", "engagement", "voices"):
        out = run(name, sample).out
        assert "{" not in out and "people." not in out
    assert "Menace élevée, non rencontrés" in run("engagement", sample).out
