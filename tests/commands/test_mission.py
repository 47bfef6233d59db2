"""Making, opening, describing and changing a mission."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner.commands import mission
from pocplanner.commands.sample import make_sample
from pocplanner.model.mission import Mission
from pocplanner.model.places import Post
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem


def nobody() -> str:
    raise AssertionError("no passphrase may be asked for an open mission")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "Tester")
    yield made
    made.close()


def test_a_mission_without_a_name_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        mission.create(tmp_path / "x.pocplan", "  ", None)
    assert refused.value.key == "mission.no_name"
    assert not (tmp_path / "x.pocplan").exists()


def test_an_open_mission_is_an_exercise_and_stays_one(project: Project) -> None:
    assert project.mission.exercise and not project.sealed
    real = project.mission.model_copy(update={"exercise": False})
    with pytest.raises(Problem) as refused:
        mission.change(project, "edit.mission.change", real)
    assert refused.value.key == "edit.unsealed"
    assert project.mission.exercise


def test_making_a_mission_cannot_be_undone(project: Project) -> None:
    assert project.undo() is None
    assert isinstance(project.mission, Mission)


def test_a_sealed_mission_asks_for_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "x.pocplan"
    mission.create(path, "Real", "seven herons over the lagoon").close()
    assert b"SQLite" not in path.read_bytes()[:16]
    opened = mission.open_mission(path, lambda: "seven herons over the lagoon")
    assert opened.sealed and not opened.mission.exercise
    opened.close()
    with pytest.raises(Problem) as refused:
        mission.open_mission(path, lambda: "six herons")
    assert refused.value.key == "open.wrong_key"


def test_records_are_changed_and_removed_and_come_back(project: Project) -> None:
    post = Post(name="Meuvai base")
    mission.change(project, "edit.record.add", post, name=post.name)
    mission.remove(project, post.id)
    assert project.find(post.id) is None
    project.undo()
    assert project.find(post.id) == post
    with pytest.raises(Problem) as refused:
        mission.remove(project, "nothing")
    assert refused.value.key == "record.unknown"
    assert project.find(post.id) == post


def test_the_example_opens_as_it_was_made_and_says_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "example.pocplan"
    finish(make_sample(path, "Tester")).close()
    opened = mission.open_mission(path, nobody)
    found = mission.describe(opened)
    opened.close()
    assert found.exercise and not found.sealed
    assert found.counts["Community"] >= 150 and found.counts["Mechanism"] >= 20
    assert found.counts["Coping"] >= 60 and found.counts["Post"] == 14
    assert found.events >= 2000 > found.events_on_map
    assert found.first_day and found.last_day and found.first_day < found.last_day


def test_the_example_does_not_take_the_place_of_another_file(tmp_path: Path) -> None:
    path = tmp_path / "example.pocplan"
    path.write_text("mine")
    with pytest.raises(Problem) as refused:
        finish(make_sample(path, "Tester"))
    assert refused.value.key == "create.exists"
    assert path.read_text() == "mine"
