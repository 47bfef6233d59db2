"""Actors over time and the grid of the plan on the terminal."""

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


def test_the_actors_of_the_example_are_told_with_what_is_missing(run: Terminal, made: Path) -> None:
    found = run("actors", made)
    assert found.code == ATTENTION
    assert "leans on Oudrema National Army, held to be behind what it is to prevent" in found.out
    assert "cut off: Dravoun column and Plateau Renewal Front" in found.out
    told = run("actors", made, "--json").json
    (army, vigils) = told["reliances"]
    assert army["missing"][:4] == ["local", "province", "capital", "headquarters"]
    assert vigils["missing"] == ["headquarters", "fallback"] and vigils["record"] == "rel-01"
    for broker in told["brokers"]:
        assert broker["low"] <= broker["share"] <= broker["high"]


def test_the_network_is_shown_as_of_another_day(run: Terminal, made: Path) -> None:
    now = run("actors", made, "--json").json
    before = run("actors", made, "--on", "2024-01-01", "--json").json
    assert before["day"] == "2024-01-01" and before["ties"] != now["ties"]
    assert run("actors", made, "--on", "soon").code == NOT_DONE


def test_the_grid_of_the_example_says_gaps_doubles_and_clashes(run: Terminal, made: Path) -> None:
    found = run("grid", made)
    assert found.code == ATTENTION
    assert "Tivolou hearths (must): threatened, and nobody has taken on" in found.out
    assert "nobody is named to lead" in found.out and "wanted at two places" in found.out
    told = run("grid", made, "--json").json
    assert told["open_differences"] == ["dif-01", "dif-02"]
    assert all(gap["threats"] for gap in told["gaps"])


def test_a_mission_without_actors_or_actions_says_so(run: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "empty.pocplan"
    assert run("new", path, "--name", "Invented", "--open").code == OK
    found = run("actors", path)
    assert found.code == OK and "too few ties" in found.out
    assert "No action on file leans on an actor with a record" in found.out
    assert run("grid", path).code == OK


def test_the_whole_assessment_can_be_handed_to_a_program(run: Terminal, made: Path) -> None:
    told = run("assess", made, "--json").json["assessment"]
    assert told["grid"]["cells"] and told["leanings"][0]["missing"]
