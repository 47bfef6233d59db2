"""Actors over time and the grid of the plan on the terminal."""

from pathlib import Path

from pocplanner.cli.terminal import ATTENTION, NOT_DONE, OK
from tests.journeys.terminal import Terminal


def test_the_actors_of_the_example_are_told_with_what_is_missing(
    run: Terminal, sample: Path
) -> None:
    found = run("actors", sample)
    assert found.code == ATTENTION
    assert "leans on Oudrema National Army, held to be behind what it is to prevent" in found.out
    assert "cut off: Dravoun column and Plateau Renewal Front" in found.out
    told = run("actors", sample, "--json").json
    (army, vigils) = told["reliances"]
    assert army["missing"][:4] == ["local", "province", "capital", "headquarters"]
    assert vigils["missing"] == ["headquarters", "fallback"] and vigils["record"] == "rel-01"
    for broker in told["brokers"]:
        assert broker["low"] <= broker["share"] <= broker["high"]


def test_the_network_is_shown_as_of_another_day(run: Terminal, sample: Path) -> None:
    now = run("actors", sample, "--json").json
    before = run("actors", sample, "--on", "2024-01-01", "--json").json
    assert before["day"] == "2024-01-01" and before["ties"] != now["ties"]
    assert run("actors", sample, "--on", "soon").code == NOT_DONE


def test_the_grid_of_the_example_says_gaps_doubles_and_clashes(run: Terminal, sample: Path) -> None:
    found = run("grid", sample)
    assert found.code == ATTENTION
    assert "Tivolou hearths (must): threatened, and nobody has taken on" in found.out
    assert "nobody is named to lead" in found.out and "wanted at two places" in found.out
    told = run("grid", sample, "--json").json
    assert told["open_differences"] == ["dif-01", "dif-02"]
    assert all(gap["threats"] for gap in told["gaps"])


def test_a_mission_without_actors_or_actions_says_so(run: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "empty.pocplan"
    assert run("new", path, "--name", "Invented", "--open").code == OK
    found = run("actors", path)
    assert found.code == OK and "too few ties" in found.out
    assert "No action on file leans on an actor with a record" in found.out
    assert run("grid", path).code == OK


def test_the_whole_assessment_can_be_handed_to_a_program(run: Terminal, sample: Path) -> None:
    told = run("assess", sample, "--json").json["assessment"]
    assert told["grid"]["cells"] and told["leanings"][0]["missing"]
