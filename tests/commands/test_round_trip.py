"""What left as layers comes back: as the records that it was, or as new ones elsewhere."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from shapely import LineString, Polygon

from pocplanner.commands import export_data, imports, mission
from pocplanner.commands.export_layers import LAYERS, Choice
from pocplanner.formats.sheets import heads as sheet_heads
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.model.community import (
    Community,
    Coping,
    FocalPoint,
    Group,
    Mechanism,
    People,
    Protector,
    Seats,
    Trust,
    Vulnerability,
)
from pocplanner.model.drawn import DRAWN
from pocplanner.model.events import Series
from pocplanner.model.guard import Audience
from pocplanner.model.places import Area
from pocplanner.model.record import Record
from pocplanner.model.ways import Patrol
from pocplanner.progress import finish
from pocplanner.project import Project
from pocplanner.words import Problem
from tests.commands.test_export_data import held_in
from tests.formats.reading_of import context, features, read_text, refusals
from tests.makers import a_coping, records

TODAY = date(2031, 3, 20)
#: One file holds all layers; a workbook has a sheet for each.
ENDINGS = (".geojson", ".gpkg", ".csv", ".kml", ".xlsx")
KINDS = tuple(name for name in LAYERS if name != "events")
LINE = LineString([(-17.1, -11.2), (-17.05, -11.25), (-17.0, -11.2)])
LANE = Polygon([(-17.1, -11.2), (-17.0, -11.2), (-17.0, -11.1), (-17.1, -11.2)])


def everything() -> list[Record]:
    """The small mission, and what it lacks of shapes."""
    first = next(r for r in records() if type(r).__name__ == "Community")
    return [
        *(r for r in records() if type(r).__name__ != "Mission"),
        Patrol(id="night-round", name="Night round", line=LINE, weekdays=("monday",), from_hour=18),
        a_coping(id="hide", place_id=first.id, title="Hide in the lane", shape=LINE, consent=None),
        a_coping(id="field", place_id=first.id, title="Fields", shape=LANE, consent=None),
    ]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = mission.create(tmp_path / "x.pocplan", "Exercise", None, "Tester")
    mission.change(made, "edit.record.add", *everything(), name="all")
    yield made
    made.close()


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_layer_comes_back_as_the_records_that_it_was(
    project: Project, tmp_path: Path, ending: str
) -> None:
    path, snapshot = tmp_path / f"layers{ending}", project.snapshot()
    language = "fr" if ending == ".xlsx" else "en"
    work = export_data.write_data(
        snapshot, Audience.CORE, language, path, Choice(KINDS), today=TODAY
    )
    written = finish(work).rows
    assert {"patrols", "coping", "communities", "threats"} <= set(written)
    for name in written if ending == ".geojson" else ("patrols", "coping", "areas"):
        count = written[name]
        how = {} if ending != ".xlsx" else {"overrides": {"sheet": sheet_of(name, language)}}
        reading = finish(imports.look(snapshot, path, name, **how))  # type: ignore[arg-type]
        assert reading.kind == name and refusals(reading) == [], name
        assert reading.counts.kept == count, name
        before = len(project.log())
        kept = finish(imports.keep(project, reading))
        assert (kept.new, kept.changed, kept.same) == (0, 0, count), name
        assert len(project.log()) == before + 1, "that it was taken in stands in the log"
    assert {r.id: r for r in project.snapshot() if type(r) in DRAWN} == {
        r.id: r for r in snapshot if type(r) in DRAWN
    }


def sheet_of(name: str, language: str) -> str:
    """The name of the sheet of a layer."""
    from pocplanner.formats.writing.xlsx import _titles
    from pocplanner.words import Words

    return _titles([Words(language).kind(sheet_kinds.LAYERS[name], many=True)])[0]


def test_one_of_several_layers_is_read_and_the_others_are_named(
    project: Project, tmp_path: Path
) -> None:
    for ending in (".geojson", ".csv"):
        path = tmp_path / f"two{ending}"
        choice = Choice(("patrols", "coping"))
        work = export_data.write_data(
            project.snapshot(), Audience.CORE, "en", path, choice, today=TODAY
        )
        finish(work)
        reading = finish(imports.look(project.snapshot(), path))
        assert reading.kind == "patrols" and reading.found.profile == sheet_heads.OWN_LAYER
        (left,) = [w for w in reading.warnings if w.key == "layers_left_out"]
        assert "coping" in left.facts["names"]


def test_in_another_mission_a_layer_makes_new_records(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "patrols.gpkg"
    finish(
        export_data.write_data(
            project.snapshot(), Audience.CORE, "en", path, Choice(("patrols", "areas")), today=TODAY
        )
    )
    other = mission.create(tmp_path / "y.pocplan", "Other", None, "Tester")
    try:
        for name in ("areas", "patrols"):
            reading = finish(imports.look(other.snapshot(), path, name))
            assert finish(imports.keep(other, reading)).new == reading.counts.kept > 0
        (round_,) = [p for p in other.all(Patrol) if p.name == "Night round"]
        assert round_.id != "night-round" and round_.line == LINE
        assert (round_.weekdays, round_.from_hour) == (("monday",), 18)
        ours = {a.name: a.shape for a in project.all(Area)}
        assert {a.name for a in other.all(Area)} == set(ours)
        assert any(a.shape is not None for a in other.all(Area))
    finally:
        other.close()


def test_a_cell_that_was_changed_outside_changes_that_field_alone(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "patrols.csv"
    finish(
        export_data.write_data(
            project.snapshot(), Audience.CORE, "en", path, Choice(("patrols",)), today=TODAY
        )
    )
    text = path.read_text(encoding="utf-8-sig").replace("Night round", "Evening round")
    path.write_text(text, encoding="utf-8")
    reading = finish(imports.look(project.snapshot(), path))
    before = project.get(Patrol, "night-round")
    assert before is not None and finish(imports.keep(project, reading)).changed == 1
    after = project.get(Patrol, "night-round")
    assert after == before.model_copy(update={"name": "Evening round"})


def test_a_column_that_a_newer_file_lacks_leaves_what_a_person_wrote(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "ways.csv"
    head = "title,strategy,place_id,when\n"
    place = next(r.id for r in project.snapshot() if type(r).__name__ == "Community")
    path.write_text(head + f"Watch by turns,night_watch,{place},At night\n", encoding="utf-8")
    finish(imports.keep(project, finish(imports.look(project.snapshot(), path, "coping"))))
    (made,) = [c for c in project.all(Coping) if c.title == "Watch by turns"]
    mission.change(
        project, "edit.record.change", made.model_copy(update={"harm": "Sleep"}), name="x"
    )
    path.write_text(head + f"Watch by turns,night_watch,{place},At dawn\n", encoding="utf-8")
    kept = finish(imports.keep(project, finish(imports.look(project.snapshot(), path, "coping"))))
    now = project.get(Coping, made.id)
    assert kept.changed == 1 and now is not None
    assert (now.when, now.harm) == ("At dawn", "Sleep")


def test_a_way_of_coping_may_be_a_line_an_area_or_a_point(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[21.0, 7.0], [21.1, 7.1]]}
    area = {"type": "Polygon", "coordinates": [[[21, 7], [21.1, 7], [21.1, 7.1], [21, 7]]]}
    point = {"type": "Point", "coordinates": [21.0, 7.0]}
    told = {"place_id": "Vaimora", "strategy": "hiding"}
    drawn = [(shape, {"title": f"Way {n}", "name": f"Way {n}", **told})
             for n, shape in enumerate((line, area, point))]  # fmt: skip
    text = features(*drawn)
    found = read_text(tmp_path, text, "ways.geojson", kind="coping")
    assert refusals(found) == [] and found.counts.kept == 3
    shapes = [getattr(r, "shape", None) for r in found.records]
    assert [s.geom_type if s is not None else "" for s in shapes] == ["LineString", "Polygon", ""]
    assert [getattr(r, "position", None) is not None for r in found.records] == [False, False, True]
    places = read_text(tmp_path, text, "ways.geojson", kind="communities")
    assert ("", "line_not_a_place") in [r[1:] for r in refusals(places)]
    assert context().ids == {}


EVENTS = """id,date,latitude,longitude,type,perpetrator,place,deaths
a1,2026-01-05,7.2,21.8,killing,Ash Column,Vaimo,3
a2,2026-01-06,7.3,21.9,abduction,Ash Column,Sere,
a3,2026-02-06,,,threat,,Norda,
"""


@pytest.mark.parametrize("ending", [".csv", ".geojson"])
def test_events_that_come_back_are_known_and_only_what_changed_changes(
    project: Project, tmp_path: Path, ending: str
) -> None:
    table = tmp_path / "incidents.csv"
    table.write_text(EVENTS, encoding="utf-8")
    finish(imports.keep(project, finish(imports.look(project.snapshot(), table, "events"))))
    path, series = tmp_path / f"out{ending}", len(project.all(Series))
    for audience in (Audience.CORE, Audience.PUBLIC):
        seen = Choice(("events",))
        try:
            finish(export_data.write_data(project.snapshot(), audience, "en", path, seen))
        except Problem:
            continue
        kept = finish(imports.keep(project, finish(imports.look(project.snapshot(), path))))
        assert (kept.new, kept.changed, kept.same, kept.not_taken) == (0, 0, 3, 0)
    finish(export_data.write_data(project.snapshot(), Audience.CORE, "en", path, seen))
    text = path.read_text(encoding="utf-8-sig").replace("21.8", "21.81").replace("Sere", "Other")
    path.write_text(text, encoding="utf-8")
    kept = finish(imports.keep(project, finish(imports.look(project.snapshot(), path))))
    assert (kept.new, kept.changed, kept.same, kept.not_taken) == (0, 1, 1, 1)
    events = project.events()
    assert len(events) == 3 and len(project.all(Series)) == series
    assert sorted(events.lon[~np.isnan(events.lon)].tolist()) == [21.81, 21.9]
    project.undo()
    assert 21.8 in project.events().lon.tolist()


def test_events_of_another_mission_are_new_here(project: Project, tmp_path: Path) -> None:
    table, path = tmp_path / "incidents.csv", tmp_path / "out.csv"
    table.write_text(EVENTS, encoding="utf-8")
    finish(imports.keep(project, finish(imports.look(project.snapshot(), table, "events"))))
    work = export_data.write_data(
        project.snapshot(), Audience.CORE, "en", path, Choice(("events",))
    )
    finish(work)
    other = mission.create(tmp_path / "z.pocplan", "Other", None, "Tester")
    try:
        kept = finish(imports.keep(other, finish(imports.look(other.snapshot(), path))))
        assert (kept.new, kept.changed, len(other.events())) == (3, 0, 3)
    finally:
        other.close()


NOTES = """id,date,latitude,longitude,type,perpetrator,place,deaths,note,source,title,hospital
a1,2026-01-05,7.2,21.8,killing,Ash Column,Vaimo,3,"Two lines, <b>one
of them</b>",Radio Norda,=Attack,north
a2,2026-01-06,7.3,21.9,rape,Ash Column,Sere,,Qz911 was seen,Radio Norda,Case,south
a3,2026-02-06,,,threat,,Norda,,Qz912 by phone,,,
"""


@pytest.mark.parametrize("ending", [*ENDINGS, ".gpx"])
def test_notes_leave_with_the_team_alone_and_never_those_of_cases(
    project: Project, tmp_path: Path, ending: str
) -> None:
    table, path = tmp_path / "incidents.csv", tmp_path / f"out{ending}"
    table.write_text(NOTES, encoding="utf-8")
    finish(imports.keep(project, finish(imports.look(project.snapshot(), table, "events"))))
    texts = export_data.texts_of(project)

    def said(audience: Audience, **how: bool) -> str:
        work = export_data.write_data(
            project.snapshot(), audience, "en", path, Choice(("events",), **how), texts=texts
        )
        finish(work)
        return held_in(path)

    told = said(Audience.CORE)
    assert "of them" in told and "Radio Norda" in told and "Qz911" not in told
    assert ("Qz912" in told) == (ending != ".gpx"), "what has no place is not in a handset's file"
    assert "stands with it as they wrote it" in told
    declined = said(Audience.CORE, texts=False)
    assert "of them" not in declined and "by choice" in declined
    inside = said(Audience.MISSION)
    assert "of them" not in inside and "Radio Norda" not in inside
    assert "stays with the protection team" in inside


def test_a_note_that_was_changed_outside_is_counted_and_not_taken(
    project: Project, tmp_path: Path
) -> None:
    table, path = tmp_path / "incidents.csv", tmp_path / "out.csv"
    table.write_text(NOTES, encoding="utf-8")
    finish(imports.keep(project, finish(imports.look(project.snapshot(), table, "events"))))
    texts = export_data.texts_of(project)
    work = export_data.write_data(
        project.snapshot(), Audience.CORE, "en", path, Choice(("events",)), texts=texts
    )
    finish(work)
    kept = finish(imports.keep(project, finish(imports.look(project.snapshot(), path))))
    assert (kept.new, kept.changed, kept.same, kept.not_taken) == (0, 0, 3, 0)
    text = path.read_text(encoding="utf-8-sig").replace("by phone", "by radio")
    path.write_text(text, encoding="utf-8")
    kept = finish(imports.keep(project, finish(imports.look(project.snapshot(), path))))
    assert (kept.new, kept.changed, kept.same, kept.not_taken) == (0, 0, 2, 1)


def test_notes_come_back_in_another_mission(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "incidents.csv"
    table.write_text(NOTES, encoding="utf-8")
    finish(imports.keep(project, finish(imports.look(project.snapshot(), table, "events"))))
    for ending in ENDINGS:
        path = tmp_path / f"out{ending}"
        texts = export_data.texts_of(project)
        work = export_data.write_data(
            project.snapshot(), Audience.CORE, "en", path, Choice(("events",)), texts=texts
        )
        finish(work)
        other = mission.create(tmp_path / f"{ending[1:]}.pocplan", "Other", None, "Tester")
        try:
            finish(imports.keep(other, finish(imports.look(other.snapshot(), path))))
            events = other.events()
            told = [other.details(events.event_id(row)) for row in range(len(events))]
            first = next(t for t in told if t.get("headline") == "=Attack")
            assert first["source"] == "Radio Norda", ending
            assert first["note"].split() == ["Two", "lines,", "<b>one", "of", "them</b>"], ending
        finally:
            other.close()


def test_lists_inside_records_leave_and_come_back(tmp_path: Path) -> None:
    parts = {
        "people": (
            People(sex="female", age="18_29", count=40),
            People(sex="male", age="5_11", count=12),
            People(sex="female", count=7),
        ),
        "groups": (Group(name="Herders", dimension="livelihood", people=30, at_risk=True),),
        "vulnerabilities": (Vulnerability(factor="remoteness", note="a word"),),
        "protectors": (Protector(name="Police", able="yes", willing="no"),),
    }
    place = Community(id="kemba", name="Kemba", **parts)  # type: ignore[arg-type]
    seats = (Seats(sex="female", seats=3, deciding=1), Seats(sex="male", seats=4, deciding=4))
    committee = Mechanism(
        id="lpc",
        name="Committee",
        place_id="kemba",
        seats=seats,
        focal_points=(FocalPoint(pseudonym="CFP-01", sex="female", language="fr"),),
        trust=(Trust(sex="female", whom="mission", level=3, on=date(2026, 5, 1)),),
    )
    home = mission.create(tmp_path / "x.pocplan", "Exercise", None, "Tester")
    away = mission.create(tmp_path / "y.pocplan", "Other", None, "Tester")
    try:
        mission.change(home, "edit.record.add", place, committee, name="two")
        path = tmp_path / "layers.csv"
        layers = Choice(("communities", "mechanisms"))
        finish(export_data.write_data(home.snapshot(), Audience.CORE, "fr", path, layers))
        for name in layers.layers:
            here = finish(imports.keep(home, finish(imports.look(home.snapshot(), path, name))))
            assert (here.new, here.changed, here.same) == (0, 0, 1)
            finish(imports.keep(away, finish(imports.look(away.snapshot(), path, name))))
        (there,) = away.all(Community)
        assert there.people == parts["people"][:2]  # women of no stated age have no column
        assert there.protectors == parts["protectors"] and there.groups == parts["groups"]
        assert [v.factor for v in there.vulnerabilities] == ["remoteness"]
        (ours,) = away.all(Mechanism)
        assert ours.seats == seats and ours.trust == committee.trust
        assert ours.focal_points == committee.focal_points
        outside = tmp_path / "outside.csv"
        try:
            finish(export_data.write_data(home.snapshot(), Audience.PUBLIC, "en", outside, layers))
        except Problem as problem:
            assert problem.key == "export_data.nothing"
        else:
            assert "Police" not in outside.read_text() and "CFP-01" not in outside.read_text()
    finally:
        home.close()
        away.close()
