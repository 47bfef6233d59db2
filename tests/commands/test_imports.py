"""Taking files in: what is kept, what is warned of, and that it is one act."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner.commands import imports, mission
from pocplanner.model.community import Coping
from pocplanner.model.events import Series
from pocplanner.model.guard import Level
from pocplanner.model.mission import Source
from pocplanner.model.places import Settlement
from pocplanner.progress import finish
from pocplanner.project import Project

PLACES = "name,latitude,longitude,population\nVelmara,-11.2,-17.1,900\nVelmarra,-11.21,-17.11,80\n"
COPING = (
    "title,strategy,place_id,trigger\n"
    "They drum,early_warning_signals,Velmara,Call +236 75 12 34 56 first\n"
    "They walk together,group_movement,Velmara,At dawn\n"
)
EVENTS = (
    "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,latitude,longitude,"
    "geo_precision,time_precision,fatalities,location,notes\n"
    "X1,2026-10-01,Violence against civilians,Attack,Ash Column,Civilians,"
    "-11.2,-17.1,1,1,2,Velmara,a\n"
    "X2,2026-10-02,Violence against civilians,Attack,Ash Collumn,Civilians,"
    "-11.2,-17.1,1,1,1,Velmara,b\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "Tester")
    yield made
    made.close()


def take(
    project: Project, folder: Path, text: str, kind: str, name: str = "file.csv"
) -> imports.Kept:
    path = folder / name
    path.write_text(text)
    reading = finish(imports.look(project.snapshot(), path, kind))
    return finish(imports.keep(project, reading))


def test_looking_keeps_nothing(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(PLACES)
    before = len(project.log())
    reading = finish(imports.look(project.snapshot(), path, "places"))
    assert reading.counts.kept == 2 and len(project.log()) == before


def test_names_that_look_alike_are_proposed_and_not_merged(
    project: Project, tmp_path: Path
) -> None:
    kept = take(project, tmp_path, PLACES, "places")
    (pair,) = kept.alike
    assert {pair.one.name, pair.other.name} == {"Velmara", "Velmarra"}
    assert len(project.all(Settlement)) == 2


def test_text_that_names_somebody_is_kept_and_warned_of(project: Project, tmp_path: Path) -> None:
    take(project, tmp_path, PLACES, "places", "places.csv")
    kept = take(project, tmp_path, COPING, "coping", "coping.csv")
    assert [(field, kind) for _, field, kind in kept.traces] == [("trigger", "phone")]
    assert any("+236" in c.trigger for c in project.all(Coping))


def test_own_records_come_in_high_and_events_by_their_series(
    project: Project, tmp_path: Path
) -> None:
    take(project, tmp_path, PLACES, "places", "places.csv")
    take(project, tmp_path, COPING, "coping", "coping.csv")
    assert {c.sensitivity for c in project.all(Coping)} == {Level.HIGH}
    kept = take(project, tmp_path, EVENTS, "events", "events.csv")
    assert (kept.new, kept.changed, kept.same) == (2, 0, 0)
    assert {p.other.name for p in kept.alike} | {p.one.name for p in kept.alike} == {
        "Ash Column",
        "Ash Collumn",
    }
    (series,) = project.all(Series)
    assert series.rows == len(project.events()) == 2
    project.undo()
    assert len(project.events()) == 0 and project.all(Series) == ()
    project.redo()
    assert len(project.events()) == 2


def test_a_newer_file_updates_by_the_sources_ids_and_keeps_a_persons_grade(
    project: Project, tmp_path: Path
) -> None:
    kept = take(project, tmp_path, EVENTS, "events", "events.csv")
    source = project.get(Source, kept.source_id)
    assert source is not None and source.grade == "F6"
    graded = source.model_copy(update={"reliability": "B", "credibility": 3, "graded_by": "JMAC"})
    mission.change(project, "edit.record.change", graded, name=graded.name)
    again = take(
        project, tmp_path, EVENTS.replace(",2,Velmara", ",7,Velmara"), "events", "events.csv"
    )
    assert (again.new, again.changed, again.same) == (0, 1, 1)
    assert sorted(project.events().deaths_best.tolist()) == [1, 7]
    held = project.get(Source, kept.source_id)
    assert held is not None and held.grade == "B3"
    same = take(
        project, tmp_path, EVENTS.replace(",2,Velmara", ",7,Velmara"), "events", "events.csv"
    )
    assert (same.new, same.changed, same.same) == (0, 0, 2)
    assert len(project.all(Series)) == 2
