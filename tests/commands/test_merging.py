"""Making one record of two."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner.commands import mission
from pocplanner.commands.merging import merge
from pocplanner.model.actors import Actor, Tie
from pocplanner.model.assessment import Evidence, Threat
from pocplanner.model.community import Community
from pocplanner.model.places import Unit
from pocplanner.project import Project
from pocplanner.words import Problem


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "Tester")
    records = (
        Community(id="c", name="Velmara"),
        Actor(id="a", name="Ash Column", aliases=("the Ash",)),
        Actor(id="b", name="Ash Collumn", aliases=("Men of ash",)),
        Actor(id="d", name="River Guard"),
        Tie(id="t1", from_id="b", to_id="d", kind="rivalry"),
        Tie(id="t2", from_id="a", to_id="b", kind="alliance"),
        Threat(id="t", place_id="c", perpetrator_ids=("a", "b"), evidence=(Evidence(ref="b"),)),
    )
    mission.change(made, "edit.record.add", *records, name="all")
    yield made
    made.close()


def test_all_that_pointed_to_the_other_points_to_the_kept_one(project: Project) -> None:
    merge(project, "a", "b")
    kept = project.get(Actor, "a")
    assert kept is not None
    assert kept.aliases == ("the Ash", "Ash Collumn", "Men of ash")
    assert project.get(Actor, "b") is None
    threat = project.get(Threat, "t")
    assert threat is not None
    assert threat.perpetrator_ids == ("a",) and threat.evidence[0].ref == "a"
    tie = project.get(Tie, "t1")
    assert tie is not None and tie.from_id == "a"


def test_a_tie_between_the_two_goes_with_the_other(project: Project) -> None:
    merge(project, "a", "b")
    assert project.get(Tie, "t2") is None


def test_one_undo_takes_the_merging_back(project: Project) -> None:
    before = list(project.snapshot())
    merge(project, "a", "b")
    project.undo()
    assert sorted(r.id for r in project.snapshot()) == sorted(r.id for r in before)
    assert {r.id: r for r in project.snapshot()} == {r.id: r for r in before}


@pytest.mark.parametrize(("one", "other"), [("a", "a"), ("a", "c"), ("c", "p"), ("p", "q")])
def test_unlike_records_are_not_merged(project: Project, one: str, other: str) -> None:
    units = (Unit(id="p", name="P"), Unit(id="q", name="Q"))
    mission.change(project, "edit.record.add", *units, name="units")
    with pytest.raises(Problem) as refused:
        merge(project, one, other)
    assert refused.value.key == "merge.not_alike"
    with pytest.raises(Problem) as refused:
        merge(project, one, "nowhere")
    assert refused.value.key == "record.unknown"
