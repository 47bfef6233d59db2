"""Two reports of one event are proposed; a person makes one of them, and can take it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner.commands import duplicates, imports, mission
from pocplanner.formats.profiles import ColumnMapping
from pocplanner.model.events import EventCorrection
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem

HEAD = "id,date,type,who,place,latitude,longitude,deaths\n"
ONE = HEAD + (
    "a1,2026-01-05,killing,Ash Column,Velmara,-11.20,-17.10,3\n"
    "a2,2026-02-05,killing,Ash Column,Velmara,-11.20,-17.10,1\n"
    "a3,2026-03-05,killing,Red Plain,Velmara,-11.20,-17.10,1\n"
)
OTHER = HEAD + (
    "b1,2026-01-06,killing,The Ash Column,Velmara town,-11.23,-17.12,5\n"
    "b2,2026-02-05,abduction,Ash Column,Velmara,-11.20,-17.10,0\n"
    "b3,2026-03-05,killing,White River Militia,Velmara,-11.20,-17.10,1\n"
    "b4,2026-01-05,killing,Ash Column,Far,-12.20,-17.10,2\n"
    "b5,2026-01-09,killing,Ash Column,Velmara,-11.20,-17.10,2\n"
)
MAPPING = ColumnMapping(
    "events",
    {"id": "id", "date": "date", "type": "type", "side_a": "who", "place": "place",
     "lat": "latitude", "lon": "longitude", "deaths_best": "deaths"},
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "Tester")
    for name, text in (("first.csv", ONE), ("second.csv", OTHER)):
        path = tmp_path / name
        path.write_text(text)
        reading = finish(imports.look(made.snapshot(), path, mapping=MAPPING))
        finish(imports.keep(made, reading))
    yield made
    made.close()


def test_place_time_actor_and_type_make_a_proposal(project: Project) -> None:
    (pair,) = duplicates.propose(project.snapshot())
    assert {s.told["date"] for s in (pair.one, pair.other)} == {"2026-01-05", "2026-01-06"}
    assert {pair.one.source, pair.other.source} == {"first", "second"}
    assert pair.days == 1 and 2 < pair.km < 6
    assert len(project.snapshot().events) == 8, "nothing is made one by itself"


def test_a_person_makes_one_of_two_and_one_undo_takes_it_back(project: Project) -> None:
    (pair,) = duplicates.propose(project.snapshot())
    keep, other = sorted((pair.one, pair.other), key=lambda s: s.source)
    before = len(project.log())
    duplicates.make_one(project, keep.id, other.id, deaths=4)
    assert len(project.log()) == before + 1
    events = project.snapshot().events
    assert [k.decode() for k in events.key if k in (b"a1", b"b1")] == ["a1"]
    assert events.deaths_best[list(events.key).index(b"a1")] == 4
    told = {c.event_key: c.reason for c in project.all(EventCorrection)}
    assert "second" in told["a1"] and "b1" in told["a1"]
    assert "first" in told["b1"] and "a1" in told["b1"]
    assert duplicates.propose(project.snapshot()) == ()
    project.undo()
    assert len(project.snapshot().events) == 8
    assert len(duplicates.propose(project.snapshot())) == 1


def test_a_third_source_joins_the_union(project: Project, tmp_path: Path) -> None:
    (pair,) = duplicates.propose(project.snapshot())
    keep, other = sorted((pair.one, pair.other), key=lambda s: s.source)
    duplicates.make_one(project, keep.id, other.id)
    path = tmp_path / "third.csv"
    path.write_text(HEAD + "c1,2026-01-05,killing,Ash Column,Velmara,-11.2,-17.1,3\n")
    reading = finish(imports.look(project.snapshot(), path, mapping=MAPPING))
    kept = finish(imports.keep(project, reading))
    (again,) = duplicates.propose(project.snapshot(), kept.source_id)
    ours = next(s for s in (again.one, again.other) if s.source == "first")
    theirs = next(s for s in (again.one, again.other) if s.source == "third")
    duplicates.make_one(project, ours.id, theirs.id)
    (reason,) = [c.reason for c in project.all(EventCorrection) if c.event_key == "a1"]
    assert "second" in reason and "third" in reason


def test_events_of_one_source_are_never_made_one(project: Project) -> None:
    events = project.snapshot().events
    ids = [events.event_id(row) for row in range(3)]
    with pytest.raises(Problem) as caught:
        duplicates.make_one(project, ids[0], ids[1])
    assert caught.value.key == "duplicates.one_source"
    with pytest.raises(Problem):
        duplicates.make_one(project, "nothing", ids[1])


def test_the_same_file_again_updates_and_proposes_nothing_new(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "second.csv"
    path.write_text(OTHER.replace(",5\n", ",6\n"))
    reading = finish(imports.look(project.snapshot(), path, mapping=MAPPING))
    kept = finish(imports.keep(project, reading))
    assert (kept.new, kept.changed, kept.same) == (0, 1, 4)
    assert len(project.snapshot().events) == 8
    assert len(duplicates.propose(project.snapshot())) == 1
