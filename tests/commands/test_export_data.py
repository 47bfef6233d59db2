"""Layers that leave the house: what each format holds for whom, and what is refused."""

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from shapely import LineString, box

from pocplanner.analysis.selection import EventSelection
from pocplanner.commands import export_data, mission
from pocplanner.commands.export_data import BEGINNINGS, WrittenData
from pocplanner.commands.export_layers import LAYERS, RECORDS, Choice
from pocplanner.commands.export_proof import proven
from pocplanner.formats.safe_cells import guarded
from pocplanner.model.community import Alert, Community
from pocplanner.model.drawn import DRAWN
from pocplanner.model.geometry import Position
from pocplanner.model.guard import Audience, Level, held
from pocplanner.model.layer import Layer, Told
from pocplanner.model.mission import PUBLISHED, Mission
from pocplanner.model.places import Area, Route, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from pocplanner.store import geopackage
from pocplanner.words import LANGUAGES, Problem, Words
from tests.commands.test_report import planted
from tests.formats.reading_of import read_file
from tests.makers import a_coping, a_snapshot
from tests.needles import sweep

TODAY = date(2031, 3, 20)
EVERY = Choice(LAYERS)
ENDINGS = tuple(BEGINNINGS)
OUTSIDE = (Audience.HUMANITARIAN, Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC)


def write(
    snapshot: Snapshot, path: Path, audience: Audience = Audience.CORE,
    choice: Choice = EVERY, language: str = "en",
) -> WrittenData:  # fmt: skip
    return finish(export_data.write_data(snapshot, audience, language, path, choice, today=TODAY))


def put(layers: Sequence[Layer], told: Told, path: Path) -> Path:
    """Layers as a file, without any look at what it holds."""
    path.unlink(missing_ok=True)
    if path.suffix == ".gpkg":
        geopackage.write(layers, told, TODAY, path)
    else:
        path.write_bytes(b"".join(export_data._pieces(layers, told, path.suffix, "en")))
    return path


def problem(snapshot: Snapshot, path: Path, **given: Any) -> str:
    """The key of what is wrong; its sentence is looked at in both languages."""
    with pytest.raises(Problem) as found:
        write(snapshot, path, **given)
    for language in LANGUAGES:
        said = Words(language).problem(found.value)
        assert said != f"problem.{found.value.key}" and "{" not in said, said
    return found.value.key


def held_in(path: Path) -> str:
    """All that can be read in a file, archives and tables opened."""
    data = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return " ".join(archive.read(n).decode("utf-8", "ignore") for n in archive.namelist())
    if path.suffix == ".gpkg":
        return " ".join(str(v) for row in geopackage.read_back(path) for v in row)
    return data.decode("utf-8")


def test_every_kind_that_can_be_drawn_has_a_layer() -> None:
    assert set(RECORDS.values()) == set(DRAWN) and len(LAYERS) == len(DRAWN) + 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_format_holds_the_layers_and_says_for_whom_it_is(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"data{ending}"
    found = write(a_snapshot(), path)
    assert found.rows["communities"] >= 1 and found.rows["events"] > 0
    said = held_in(path)
    audience = Words("en").term("audience", Audience.CORE)
    for part in ("CONFIDENTIAL", audience, found.as_of.isoformat()):
        assert part in said, part
    community = a_snapshot().all(Community)[0]
    assert community.name in said
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_mission_gives_the_same_bytes_and_no_time_of_the_machine(
    tmp_path: Path, ending: str
) -> None:
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    assert write(a_snapshot(), one).sha256 == write(a_snapshot(), other).sha256
    assert one.read_bytes() == other.read_bytes()
    assert str(date.today().year) not in held_in(one).replace("2031", "")


@pytest.mark.parametrize(
    ("audience", "ending"),
    [
        *((a, ".geojson") for a in Audience if a is not Audience.EXERCISE),
        *((Audience.PARTNER, e) for e in ENDINGS if e != ".geojson"),
    ],
)
def test_no_needle_reaches_whom_its_field_does_not_name(
    tmp_path: Path, audience: Audience, ending: str
) -> None:
    taken: dict[str, tuple[str, str]] = {}
    whole = _open(a_snapshot())
    records = [planted(r, taken) for r in whole]
    kinds: dict[str, type[Record]] = {type(r).__name__: type(r) for r in records}
    path = tmp_path / f"data{ending}"
    write(Snapshot.of(records, whole.events), path, audience)
    said = held_in(path) + " ".join(map(str, sweep(path, taken)))
    found = {n for n in taken if n in said}
    forbidden = {
        n
        for n, (kind, field) in taken.items()
        if kind in kinds and audience not in held(kinds[kind], field).to
    }
    assert not found & forbidden, {taken[n] for n in found & forbidden}
    if audience in (Audience.CORE, Audience.COMMAND, Audience.MISSION):
        assert found, "not one permitted needle was written"


@pytest.mark.parametrize(
    ("audience", "ending"),
    [*((a, ".gpkg") for a in OUTSIDE), *((Audience.PUBLIC, e) for e in (".csv", ".kml", ".xlsx"))],
)
def test_records_at_the_default_level_leave_no_trace_outside(
    tmp_path: Path, audience: Audience, ending: str
) -> None:
    secret = a_coping(id="secret", title="Sleeping under Qz777 weir", cost="Qz778 pays")
    bare, full = tmp_path / f"bare{ending}", tmp_path / f"full{ending}"
    lowered = _open(a_snapshot())
    write(lowered, bare, audience)
    write(Snapshot.of([*lowered, secret], lowered.events), full, audience)
    assert bare.read_bytes() == full.read_bytes()


def _open(snapshot: Snapshot) -> Snapshot:
    """The snapshot with a settlement that everybody may see."""
    place = Settlement(
        id="open-place",
        name="Openfield",
        position=Position(lon=21.2, lat=6.2),
        sensitivity=Level.LOW,
        lowered=PUBLISHED,
    )
    return Snapshot.of([*snapshot, place], snapshot.events)


def test_what_would_show_a_withheld_place_or_name_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = _open(a_snapshot())
    hidden = Settlement(
        id="hidden", name="Veiltown Ford", position=Position(lon=21.37771, lat=6.41117)
    )
    whole = Snapshot.of([*snapshot, hidden], snapshot.events)
    path = tmp_path / "data.geojson"
    real = export_data.layers_of

    def careless(seen: Any, *rest: Any) -> Any:
        from dataclasses import replace

        return real(replace(seen, snapshot=whole), *rest)

    monkeypatch.setattr(export_data, "layers_of", careless)
    given = {"audience": Audience.PUBLIC, "choice": Choice(("places",))}
    assert problem(whole, path, **given) == "export_data.leak"
    assert not path.exists() and list(tmp_path.iterdir()) == []
    for ending in ENDINGS:
        seen = export_data.view(whole, Audience.PUBLIC, TODAY)
        layers = careless(seen, Choice(("places",)), "en", TODAY)
        told = export_data._told(seen, "en", TODAY)
        made = put(layers, told, tmp_path / f"again{ending}")
        kinds = {leak.kind for leak in proven(made, ending, seen, "en")}
        assert kinds == {"name", "position"}, ending


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    evil = Settlement(id="evil", name="=HYPERLINK(0)", pcode="@x", position=Position(lon=21, lat=6))
    snapshot = Snapshot.of([*a_snapshot(), evil])
    write(snapshot, tmp_path / "a.csv", choice=Choice(("places",)))
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert guarded("=HYPERLINK(0)") in rows[1] and not any(c[:1] in "=@" for c in rows[1] if c)
    write(snapshot, tmp_path / "a.xlsx", choice=Choice(("places",)))
    book = load_workbook(tmp_path / "a.xlsx")
    assert {c.data_type for s in book.worksheets for row in s.iter_rows() for c in row} <= {
        "s",
        "n",
    }
    assert "=HYPERLINK(0)" in {c.value for row in book.worksheets[0].iter_rows() for c in row}


def test_markup_in_a_record_is_text_in_every_format(tmp_path: Path) -> None:
    name = "<script>&\"'</name>\x01"
    snapshot = Snapshot.of([*a_snapshot(), Settlement(name=name, position=Position(lon=21, lat=6))])
    for ending in (".kml", ".gpx"):
        write(snapshot, tmp_path / f"a{ending}", choice=Choice(("places",)))
        root = fromstring((tmp_path / f"a{ending}").read_bytes())
        names = [e.text for e in root.iter() if e.tag.endswith("}name")]
        assert any(n and n.startswith("<script>&\"'</name>") for n in names)
        assert not any(e.tag.endswith("}script") for e in root.iter())


def test_a_package_is_one_that_other_programs_read(tmp_path: Path) -> None:
    import pyogrio

    area = Area(name="Norda", shape=box(21, 6, 22, 7))
    road = Route(name="North road", line=LineString([(21, 6), (22, 7)]))
    path = tmp_path / "a.gpkg"
    snapshot = a_snapshot(area, road)
    write(snapshot, path, choice=Choice(("communities", "areas", "routes", "events")))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        layers = dict(pyogrio.list_layers(path).tolist())
        info = pyogrio.read_info(path, layer="communities")
    assert {"communities", "areas", "routes", "events", "about"} == set(layers)
    assert (info["crs"], info["features"]) == ("EPSG:4326", len(snapshot.all(Community)))


@pytest.mark.parametrize("ending", [".geojson", ".kml", ".gpkg", ".csv", ".xlsx"])
def test_what_left_comes_back_with_the_same_names_and_places(tmp_path: Path, ending: str) -> None:
    snapshot = a_snapshot()
    path = tmp_path / f"back{ending}"
    write(snapshot, path, choice=Choice(("communities",)))
    found = read_file(path, "communities")
    here = {(c.name, c.position and (c.position.lon, c.position.lat)) for c in found.records}  # type: ignore[attr-defined]
    were = {
        (c.name, c.position and (round(c.position.lon, 6), round(c.position.lat, 6)))
        for c in snapshot.all(Community)
    }
    assert here == were


def test_a_handset_gets_points_and_lines_and_is_told_what_is_missing(tmp_path: Path) -> None:
    area = Area(name="Norda", shape=box(21, 6, 22, 7))
    road = Route(name="North road", line=LineString([(21, 6), (22, 7)]))
    snapshot = Snapshot.of([a_snapshot().mission, area, road])
    found = write(snapshot, tmp_path / "a.gpx", choice=Choice(("areas", "routes")))
    assert found.rows == {"routes": 1} and found.left_out == 1
    assert "North road" in held_in(tmp_path / "a.gpx")


def test_only_what_lies_in_the_box_and_in_the_time_is_written(tmp_path: Path) -> None:
    near = Settlement(name="Near", position=Position(lon=21, lat=6))
    far = Settlement(name="Far", position=Position(lon=31, lat=6))
    whole = a_snapshot(near, far)
    inside = Choice(("places",), box=(20.5, 5.5, 21.5, 6.5))
    write(whole, tmp_path / "a.geojson", choice=inside)
    names = {
        f["properties"].get("name")
        for f in json.loads((tmp_path / "a.geojson").read_bytes())["features"]
    }
    assert "Near" in names and "Far" not in names
    days = sorted(d for i in range(len(whole.events)) if (d := whole.events.day(i)))
    later = Choice(("events",), since=days[0], before=days[-1])
    before = write(whole, tmp_path / "b.csv", choice=later).rows["events"]
    assert 0 < before < len(whole.events)
    one = Choice(("places",), ids=frozenset({near.id}))
    assert write(whole, tmp_path / "c.csv", choice=one).rows == {"places": 1}


def test_the_choice_of_the_window_is_asked_of_what_the_audience_sees(tmp_path: Path) -> None:
    whole = a_snapshot()
    events = whole.events
    days = sorted(d for i in range(len(events)) if (d := events.day(i)))
    chosen = EventSelection(since=days[len(days) // 2])
    meant = int(chosen.mask(events, whole).sum())
    assert 0 < meant < len(events)
    choice = Choice(("events", "communities"), events=chosen)
    found = write(whole, tmp_path / "a.csv", choice=choice)
    assert found.rows["events"] == meant and found.rows["communities"] > 0
    ids = frozenset({events.event_id(0), events.event_id(3), "nothing:x"})
    named = Choice(("events",), ids=ids)
    assert write(whole, tmp_path / "b.csv", choice=named).rows == {"events": 2}
    for audience in (Audience.CORE, Audience.MISSION):
        told = finish(export_data.leaving(whole, audience, EVERY, "en", TODAY))
        written = write(whole, tmp_path / f"{audience}.csv", audience)
        assert (told.rows, told.held_back) == (written.rows, written.held_back)


def test_an_alert_leaves_by_the_time_at_which_it_came(tmp_path: Path) -> None:
    whole = a_snapshot()
    days = sorted(a.received_at.date() for a in whole.all(Alert))
    assert days
    later = Choice(("alerts", "communities"), since=days[-1], before=date(2300, 1, 1))
    rows = finish(export_data.leaving(whole, Audience.CORE, later, "en", TODAY)).rows
    assert rows["alerts"] == sum(d == days[-1] for d in days)
    earlier = Choice(("alerts",), before=days[0])
    assert not finish(export_data.leaving(whole, Audience.CORE, earlier, "en", TODAY)).rows


def test_rows_cannot_be_laid_beside_those_of_another_audience(tmp_path: Path) -> None:
    snapshot = _open(a_snapshot())
    keys = []
    for audience in (Audience.PARTNER, Audience.PUBLIC):
        path = tmp_path / f"{audience}.geojson"
        write(snapshot, path, audience, Choice(("places",)))
        listed = json.loads(path.read_bytes())["features"]
        keys.append({f["properties"]["key"] for f in listed})
        assert "open-place" not in path.read_text(encoding="utf-8")
    assert not keys[0] & keys[1]


@pytest.mark.parametrize(
    ("name", "given", "key"),
    [
        ("a.shp", {}, "export_data.bad_ending"),
        ("a", {}, "export_data.bad_ending"),
        ("a.csv", {"choice": Choice(("weather",))}, "export_data.no_layer"),
        ("a.csv", {"choice": Choice(())}, "export_data.no_layer"),
        ("none/a.csv", {}, "export.no_folder"),
        ("a.csv", {"choice": Choice(("places",), box=(1, 1, 2, 2))}, "export_data.nothing"),
        ("a.gpx", {"choice": Choice(("areas",))}, "export_data.nothing"),
        (
            "a.csv",
            {"choice": Choice(("events",), since=date(2030, 1, 2), before=date(2030, 1, 1))},
            "export_data.bad_window",
        ),
    ],
)
def test_what_cannot_be_written_says_so(
    tmp_path: Path, name: str, given: dict[str, Any], key: str
) -> None:
    assert problem(a_snapshot(), tmp_path / name, **given) == key
    assert list(tmp_path.iterdir()) == []


def test_a_mission_or_another_file_is_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "mission.gpkg"
    mission.create(file, "M", None).close()
    before = file.read_bytes()
    assert problem(a_snapshot(), file) == "export.other_file"
    assert file.read_bytes() == before
    (tmp_path / "a.csv").write_text("mine")
    assert problem(a_snapshot(), tmp_path / "a.csv") == "export.other_file"
    for ending in ENDINGS:
        path = tmp_path / f"again{ending}"
        write(a_snapshot(), path)
        write(a_snapshot(), path)


def test_a_full_disk_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.kml"
    write(a_snapshot(), path)
    before = path.read_bytes()

    def full(*_: object) -> Iterator[bytes]:
        yield b"<?xml"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_data, "_pieces", full)
    assert problem(a_snapshot(), path) == "export.disk_full"
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_what_left_is_logged(tmp_path: Path) -> None:
    project = mission.create(tmp_path / "m.pocplan", "M", None)
    try:
        with project.edit("edit.test"):
            project.put(Settlement(name="A", position=Position(lon=21, lat=6)))
        written = write(project.snapshot(), tmp_path / "a.kml")
        issue = export_data.keep(project, written)
        assert (issue.document, issue.sha256) == ("data", written.sha256)
        entry = project.log()[-1]
        assert entry.label == "edit.export"
        for language in LANGUAGES:
            assert "{" not in Words(language).act(entry.label, entry.facts)
        assert "EXERCISE" in held_in(tmp_path / "a.kml")
    finally:
        project.close()


def test_the_mission_record_of_the_makers_is_no_exercise_unless_it_says_so(tmp_path: Path) -> None:
    real = Snapshot.of(
        [
            a_snapshot().all(Mission)[0].model_copy(update={"exercise": False}),
            Settlement(name="A", position=Position(lon=21, lat=6)),
        ]
    )
    write(real, tmp_path / "a.kml")
    assert "EXERCISE" not in held_in(tmp_path / "a.kml")


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_corner_and_no_event_that_was_held_back_stands_in_a_file(
    tmp_path: Path, ending: str
) -> None:
    """A road through a hidden place, and an event of a hidden series, written by mistake."""
    from dataclasses import replace

    from tests.makers import events

    hidden = Settlement(id="hidden", name="Veil", position=Position(lon=21.37771, lat=6.41117))
    secret_path = Route(
        id="path", name="Veil path", line=LineString([(21.5, 6.5), (21.51113, 6.52227)])
    )
    careless_road = Route(
        id="road",
        name="Open road",
        line=LineString([(21.0, 6.0), (21.37771, 6.41117), (21.51113, 6.52227)]),
        sensitivity=Level.LOW,
        lowered=PUBLISHED,
    )
    base = _open(a_snapshot())
    rows = [{"key": "one", "lon": 21.44441, "lat": 6.33337}]
    whole = Snapshot.of([*base, hidden, secret_path], events(rows, "ser-hidden"))
    seen = export_data.view(whole, Audience.PUBLIC, TODAY)
    assert not len(seen.snapshot.events)

    def found(snapshot: Snapshot, names: tuple[str, ...]) -> set[str]:
        layers = export_data.layers_of(replace(seen, snapshot=snapshot), Choice(names), "en", TODAY)
        layers, _ = export_data._fitting(layers, ending)
        told = export_data._told(seen, "en", TODAY)
        made = put(layers, told, tmp_path / f"made{ending}")
        leaks = proven(made, ending, seen, "en", whole)
        return {leak.text for leak in leaks if leak.kind == "position"}

    road = Snapshot.of([*seen.snapshot, careless_road])
    assert found(road, ("routes",)) == {"6.4112 21.3777", "6.5223 21.5111"}
    told = Snapshot.of(seen.snapshot, whole.events)
    assert found(told, ("events",)) == {"6.3334 21.4444"}
    assert found(seen.snapshot, ("places", "routes")) == set()


def test_what_stands_open_at_the_same_place_is_no_leak() -> None:
    import numpy as np

    from pocplanner.commands.export_pairs import as_pairs, exactly, in_wkt, told_in, too_near

    secret, other = as_pairs([(20.0, 5.0), (20.5, 5.5)]), as_pairs([(20.0, 5.0)])
    written = as_pairs([(20.0, 5.0), (20.5, 5.5), (20.5, 5.50001), (np.nan, 1.0), (-20.5, 5.5)])
    assert exactly(written, secret, other).tolist() == [[20.5, 5.5]]
    assert too_near(written, secret, other).tolist() == [[20.5, 5.5], [20.5, 5.50001]]
    assert exactly(as_pairs([]), secret, other).size == too_near(written, other, other).size == 0
    beside = as_pairs([(20.00005, 5.0)])
    assert too_near(as_pairs([(20.0, 5.0)]), beside, other).size == 0, "its neighbour is no secret"
    assert list(told_in([[[1, 2, 900], [3, 4]], [[-5.5, 6]]])) == [1, 2, 3, 4, -5.5, 6]
    assert in_wkt("MULTILINESTRING ((1.5 -2, 3 4e-05), (5 6, 7 8))") == [
        1.5, -2, 3, 4e-05, 5, 6, 7, 8,
    ]  # fmt: skip


def test_a_large_file_of_features_is_proven_piece_by_piece_and_whole() -> None:
    from pocplanner.formats.writing.geojson import each, write
    from pocplanner.model.layer import Layer, Told

    nasty = '},{"type":"Feature","x":"'
    rows = tuple((nasty if n % 2 else f"row {n}",) for n in range(5))
    layer = Layer("places", "Places", ("name",), ("Name",), rows, (None,) * 5)
    data = write((layer,), Told("Title", {"note": nasty + ',"features":['}))
    whole = json.loads(data)
    head, *features = each(io.BytesIO(data))
    assert head == {k: v for k, v in whole.items() if k != "features"}
    assert features == whole["features"] and len(features) == 5
    for broken in (b"{}", data + b" ", data[:-1]):
        with pytest.raises(ValueError):
            list(each(io.BytesIO(broken)))
    empty = write((), Told("Title", {}))
    assert json.loads(empty)["features"] == [] and len(list(each(io.BytesIO(empty)))) == 1


def test_a_place_beside_the_meridian_is_a_number_in_a_table() -> None:
    from shapely import Point

    from pocplanner.formats.writing.tables import csv
    from pocplanner.model.layer import Layer, Told

    layer = Layer("places", "Places", ("name",), ("Name",), (("A",),), (Point(-0.00003, 5.0),))
    head, row = b"".join(csv((layer,), Told("T"))).decode("utf-8-sig").splitlines()
    assert (head, row) == ("layer,name,lat,lon,wkt", "places,A,5.0,-0.000030,")
