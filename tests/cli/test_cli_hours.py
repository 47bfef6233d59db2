"""The command on risk-hours, as a terminal meets it."""

from pathlib import Path

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from tests.journeys.terminal import Terminal


def test_hours_are_told_with_women_and_men_apart_and_what_is_guessed(
    run: Terminal, sample: Path
) -> None:
    done = run("hours", sample, "--season", "wet", "--place", "lamoudra")
    assert done.code == ATTENTION
    assert "Lamoudra, wet season: of" in done.out and "women and girls" in done.out
    assert "does not make them safe" in done.out
    assert "the weights are a proposal" in done.out


def test_a_program_reads_that_covered_and_uncovered_make_the_whole(
    run: Terminal, sample: Path
) -> None:
    found = run("hours", sample, "--json", "--plan").json
    for place in found["places"]:
        hours = place["person_hours"]
        if hours is None:
            continue
        assert hours["covered"] + hours["uncovered"] == hours["total"]
        assert sum(place["people"]) == hours["total"] and len(place["week"]) == 168
        for table in ("by_sex", "by_age", "by_group"):
            assert sum(h["total"] for h in place[table].values()) == hours["total"]
    assert {p["season"] for p in found["plans"]} == {"dry", "wet"}
    assert all(u["cite"] == "proposal" for u in found["assumptions"])


def test_a_proposal_is_kept_by_its_id_after_its_questions_were_read(
    run: Terminal, sample: Path
) -> None:
    plan = run("hours", sample, "--json", "--plan", "--season", "dry").json["plans"][0]
    assert 0 <= plan["gap"] < 1 and plan["patrols"]
    asked = [p for p in plan["patrols"] if p["questions"]]
    if asked:
        refused = run("hours", sample, "--season", "dry", "--accept", asked[0]["id"])
        assert refused.code == NOT_DONE and "open questions" in refused.err
    first = plan["patrols"][0]["id"]
    done = run("hours", sample, "--season", "dry", "--accept", first, "--heard")
    assert done.code == OK and "Kept as planned" in done.out
    again = run("hours", sample, "--season", "dry", "--accept", "nothing")
    assert again.code == NOT_DONE and "No patrol is proposed under nothing" in again.err


def test_a_place_that_is_not_there_is_said_before_any_work(run: Terminal, sample: Path) -> None:
    done = run("hours", sample, "--place", "nowhere")
    assert done.code == NOT_DONE and "nowhere" in done.err
