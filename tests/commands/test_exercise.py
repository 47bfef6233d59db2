"""Scenarios are placed, kept whole, and taken away whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner.analysis.scenario_templates import templates
from pocplanner.commands import exercise
from pocplanner.commands.sample import make_sample, sample_snapshot
from pocplanner.model.community import Community
from pocplanner.model.exercise import Inject, Scenario, Taken
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem, Words


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The example mission in a file of its own."""
    found = finish(make_sample(tmp_path / "example.pocplan", "PoC adviser"))
    yield found
    found.close()


@pytest.mark.parametrize(
    ("template", "place", "key"),
    [
        ("no_such_thing", "com-kaldrou", "scenario.template_unknown"),
        ("predatory_raid", "nowhere", "scenario.place_unknown"),
        ("predatory_raid", "act-ano", "scenario.not_a_place"),
    ],
)
def test_what_cannot_be_placed_is_said_in_both_languages(
    template: str, place: str, key: str
) -> None:
    with pytest.raises(Problem) as raised:
        exercise.make_scenario(sample_snapshot(), template, place)
    assert raised.value.key == key
    for language in ("en", "fr"):
        said = Words(language).problem(raised.value)
        assert not said.startswith("problem.") and "{" not in said
        assert (template if key.endswith("template_unknown") else place) in said


def test_the_known_templates_are_named_when_one_is_not() -> None:
    with pytest.raises(Problem) as raised:
        exercise.make_scenario(sample_snapshot(), "x", "com-kaldrou")
    assert all(code in str(raised.value) for code in templates())


def test_a_scenario_may_stand_in_an_area_or_a_settlement() -> None:
    for place in ("area-kaldrou", "set-kaldrou"):
        scenario, injects = exercise.make_scenario(sample_snapshot(), "predatory_raid", place)
        assert scenario.place_id == place and injects


def test_a_scenario_and_its_injects_are_one_act(project: Project) -> None:
    before = (len(project.all(Scenario)), len(project.all(Inject)))
    scenario, injects = exercise.make_scenario(
        project.snapshot(), "civilians_at_the_gate", "com-andreumo"
    )
    exercise.keep(project, scenario, injects)
    assert len(project.all(Inject)) == before[1] + len(injects)
    project.undo()
    assert (len(project.all(Scenario)), len(project.all(Inject))) == before


def test_taking_a_scenario_away_takes_all_of_it(project: Project) -> None:
    with project.edit("edit.record.add", name="x"):
        project.put(Taken(scenario_id="scn-goulavou", choice="Wait"))
    exercise.drop(project, "scn-goulavou")
    assert project.get(Scenario, "scn-goulavou") is None
    assert all(i.scenario_id != "scn-goulavou" for i in project.all(Inject))
    assert not project.all(Taken)
    project.undo()
    assert project.get(Scenario, "scn-goulavou") is not None


def test_a_scenario_that_is_not_there_cannot_be_taken_away(project: Project) -> None:
    with pytest.raises(Problem) as raised:
        exercise.drop(project, "scn-none")
    assert raised.value.key == "scenario.unknown"
    assert "scn-none" in str(raised.value)


def test_a_place_is_found_by_a_name_that_only_it_has(project: Project) -> None:
    snapshot = project.snapshot()
    known = snapshot.get("com-kaldrou")
    assert isinstance(known, Community)
    scenario, _ = exercise.make_scenario(snapshot, "predatory_raid", f" {known.name.upper()} ")
    assert scenario.place_id == "com-kaldrou"
    twins = [Community(id=i, name="Twin", position=known.position) for i in ("one", "two")]
    with pytest.raises(Problem) as told:
        exercise.make_scenario(Snapshot.of([*snapshot, *twins]), "predatory_raid", "twin")
    assert told.value.key == "scenario.place_ambiguous"
    assert told.value.facts["ids"] == "one, two"
