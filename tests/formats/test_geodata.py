"""Geodata of others: layers, folders, systems of coordinates, and files built to do harm."""

import json
import random
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely import LineString, Point, Polygon

from pocplanner.formats.profiles import ColumnMapping, from_mapping, remember
from pocplanner.formats.reader import geodata_features, geodata_gdal
from pocplanner.formats.reading import Reading
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position
from pocplanner.model.places import Airfield, Route, Settlement
from tests.formats.geodata_made import WGS84, dbf, gpx, kml, packed, placemark, shp, written
from tests.formats.reading_of import (
    BOX,
    features,
    only,
    problem_of,
    read_file,
    read_text,
    refusals,
    square,
    warned,
)

#: How a file of geodata whose bytes are broken may end.
REFUSALS = (
    "import_geodata_broken",
    "import_no_layers",
    "import_nothing",
    "import_xml_broken",
    "import_zip_broken",
    "import_zip_unsafe",
    "import_zip_content",
    "import_inflates",
    "import_zip_encrypted",
    "import_too_deep",
    "import_shapes_unnamed",
    "import_no_such_shapes",
    "import_no_system",
    "import_other_coordinates",
    "import_too_many_corners",
    "import_too_much_memory",
    "import_reader_died",
    "import_reader_hung",
)


def names(reading: Reading) -> list[str]:
    """The names of what was read."""
    return [str(getattr(r, "name", "")) for r in reading.records]


# --- KML and KMZ -----------------------------------------------------------------------------


def test_folders_of_a_kml_are_layers_and_one_of_them_can_be_chosen(tmp_path: Path) -> None:
    text = kml(
        f"<Folder><name>Camps</name>{placemark('Malo')}{placemark('Sere', 22)}</Folder>"
        f"<Folder><name>Markets</name><Folder><name>Old</name>{placemark('Tira', 23)}</Folder>"
        "</Folder>"
    )
    everything = read_text(tmp_path, text, "a.kml")
    assert [(x.name, x.features) for x in everything.found.layers] == [
        ("Camps", 2),
        ("Markets/Old", 1),
    ]
    assert (everything.kind, everything.found.format) == ("places", "kml")
    chosen = read_text(tmp_path, text, "a.kml", overrides={"layer": "Markets/Old"})
    assert names(chosen) == ["Tira"]
    given = {"overrides": {"layer": "Roads"}}
    assert problem_of(tmp_path, text, "a.kml", **given) == "import_no_such_layer"


def test_links_and_pictures_of_a_kml_are_left_and_said_and_pages_become_words(
    tmp_path: Path,
) -> None:
    page = (
        "<description><![CDATA[<b>Two</b> wells<br>one <i>dry</i><script>steal()</script> "
        '<img src="http://x.invalid/a.png"><a href="javascript:x">more</a>]]></description>'
    )
    text = kml(
        "<NetworkLink><Link><href>http://x.invalid/more.kml</href></Link></NetworkLink>"
        "<GroundOverlay><Icon><href>http://x.invalid/a.png</href></Icon></GroundOverlay>"
        + placemark("Malo", more=page)
    )
    mapping = ColumnMapping("communities", {"name": "name", "women_note": "description"})
    found = read_text(tmp_path, text, "a.kml", mapping=mapping)
    assert warned(found) | {"columns_not_read": 0} == {
        "network_links": 1,
        "overlays_left_out": 1,
        "html_as_text": 1,
        "columns_not_read": 0,
    }
    (community,) = found.records
    assert isinstance(community, Community)
    assert community.women_note == "Two wells\none dry more"
    assert community.position == Position(lon=21, lat=7)


def test_data_of_placemarks_are_properties_and_times_are_dates(tmp_path: Path) -> None:
    more = (
        "<TimeStamp><when>2026-03-04</when></TimeStamp><ExtendedData>"
        '<Data name="type"><value>killing</value></Data><Data name="deaths"><value>3</value></Data>'
        "</ExtendedData>"
    )
    found = read_text(tmp_path, kml(placemark("Attack", more=more)), "a.kml", kind="events")
    hot = only(found).hot
    assert (str(hot.day(0)), hot.type.text(0), int(hot.deaths_best[0])) == (
        "2026-03-04",
        "attack_on_civilians",
        3,
    )
    assert (hot.lon[0], hot.lat[0]) == (21, 7)


def test_a_kmz_is_read_like_its_kml_and_its_pictures_are_not_opened(tmp_path: Path) -> None:
    archive = packed({"files/a.png": b"\x89PNG", "doc.kml": kml(placemark("Malo"))})
    assert names(read_text(tmp_path, archive, "a.kmz")) == ["Malo"]
    assert problem_of(tmp_path, packed({"a.png": b"x"}), "a.kmz") == "import_kmz_without_kml"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>', "declares"),
        (b'<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml>&b;</kml>', "declares"),
        (b"<kml><Document><Placemark>", "broken"),
        (b"<kml>" + b"<Folder>" * 70 + b"</Folder>" * 70 + b"</kml>", "deep"),
        (b"<kml>" * 100_000, "deep"),
    ],
)
def test_xml_that_declares_or_digs_is_refused(tmp_path: Path, text: bytes, key: str) -> None:
    expected = {"declares": "import_xml_declares", "broken": "import_xml_broken"}
    assert problem_of(tmp_path, text, "a.kml") == expected.get(key, "import_too_deep")


def test_a_bomb_dressed_as_a_kmz_is_not_unpacked(tmp_path: Path) -> None:
    bomb = packed({"doc.kml": b"<kml>" + b" " * (190 << 20)})
    assert len(bomb) < 1 << 20
    assert problem_of(tmp_path, bomb, "a.kmz") == "import_inflates"


@pytest.mark.parametrize("name", ["a.kml", "a.csv", "a.gpkg", "a.geojson", "a.xlsx", "a.gpx"])
def test_a_description_that_points_elsewhere_is_known_under_every_name(
    tmp_path: Path, name: str
) -> None:
    canary = tmp_path / "canary.csv"
    canary.write_text("name,lat,lon\nSecret,1,2\n")
    text = (
        f'<!-- kml --><OGRVRTDataSource><OGRVRTLayer name="kml"><SrcDataSource>{canary}'
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    assert problem_of(tmp_path, text, name) == "import_points_elsewhere"


# --- GPX -------------------------------------------------------------------------------------


def test_waypoints_routes_and_tracks_of_a_gpx_are_three_layers(tmp_path: Path) -> None:
    def at(tag: str, *pairs: tuple[float, float]) -> str:
        return "".join(f'<{tag} lat="{y}" lon="{x}"/>' for x, y in pairs)

    text = gpx(
        '<wpt lat="7" lon="21"><name>Malo</name><desc>well</desc></wpt>'
        f"<rte><name>North road</name>{at('rtept', (21, 7), (21.1, 7.1))}</rte>"
        f"<trk><name>Drive</name><trkseg>{at('trkpt', (21, 7), (21.2, 7))}</trkseg>"
        f"<trkseg>{at('trkpt', (21.3, 7), (21.4, 7))}</trkseg></trk>"
        f"<trk><trkseg>{at('trkpt', (21, 7))}</trkseg></trk>"
    )
    lines = read_text(tmp_path, text, "a.gpx")
    assert names(lines) == ["North road", "Drive"] and lines.kind == "routes"
    assert refusals(lines) == [(4, "", "line_of_one_point")]
    assert warned(lines) == {"layers_left_out": 1, "route_kind_assumed": 2}
    points = read_text(tmp_path, text, "a.gpx", kind="places")
    assert names(points) == ["Malo"]


# --- GeoPackage and FlatGeobuf ---------------------------------------------------------------


def test_a_package_is_read_by_layers_and_updates_by_its_own_ids(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.gpkg", [Point(21, 7), Point(22, 8)], layer="sites", name=["Malo", "Sere"]
    )
    written(
        path, [LineString([(21, 7), (22, 8)])], layer="roads", geometry="LineString", ref=["N1"]
    )
    found = read_file(path)
    assert (found.found.format, names(found)) == ("gpkg", ["Malo", "Sere"])
    assert warned(found) == {"layers_left_out": 1}
    roads = read_file(path, overrides={"layer": "roads"})
    assert isinstance(roads.records[0], Route) and names(roads) == ["N1"]
    again = read_file(path)
    assert [r.id for r in again.records] == [r.id for r in found.records]


def test_events_of_a_package_without_a_shape_are_kept_and_told(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.gpkg", [Point(21, 7), None], date=["2026-01-02"] * 2, deaths=[1, 2]
    )
    found = read_file(path, "events")
    assert (found.counts.kept, found.counts.not_on_map, found.counts.refused) == (2, 1, 0)


def test_an_airfield_brings_what_it_says_of_itself(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [21, 7]}
    text = features((point, {"name": "Malo strip", "runway_m": 900, "surface": "laterite"}))
    (field,) = read_text(tmp_path, text, "a.geojson", kind="airfields").records
    assert isinstance(field, Airfield)
    assert (field.runway_m, field.surface) == (900, "laterite")


def test_the_same_number_in_two_layers_is_two_things(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", [Point(21, 7)], layer="wells", name=["Malo"])
    written(path, [Point(22, 8)], layer="camps", name=["Sere"])
    for kind in ("places", "communities"):
        wells = read_file(path, kind, overrides={"layer": "wells"}).records[0]
        camps = read_file(path, kind, overrides={"layer": "camps"}).records[0]
        assert wells.id != camps.id
        assert {wells.id, camps.id} == {r.id for r in read_file(path, kind).records}


def test_triggers_and_views_of_a_package_are_never_run(tmp_path: Path) -> None:
    path = written(tmp_path / "a.gpkg", [Point(21, 7)], layer="sites", name=["Malo"])
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("CREATE TRIGGER greet AFTER INSERT ON sites BEGIN SELECT 1; END")
        db.execute(
            "CREATE VIEW forever AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)"
            " SELECT i AS fid, NULL AS geom, 'x' AS name FROM n"
        )
        db.execute(
            "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id)"
            " VALUES ('forever', 'features', 'forever', 4326)"
        )
        db.execute(
            "INSERT INTO gpkg_geometry_columns VALUES ('forever', 'geom', 'POINT', 4326, 0, 0)"
        )
    found = read_file(path)
    assert names(found) == ["Malo"]
    assert warned(found) == {"views_left_out": 1, "triggers_not_run": 1}


@pytest.mark.parametrize("driver", ["GPKG", "FlatGeobuf"])
def test_a_file_that_is_cut_off_says_so(tmp_path: Path, driver: str) -> None:
    path = tmp_path / ("a.gpkg" if driver == "GPKG" else "a.fgb")
    points = [Point(21 + n / 1000, 7) for n in range(500)]
    written(path, points, driver, name=[f"S{n}" for n in range(500)])
    assert read_file(path).counts.kept == 500
    whole = path.read_bytes()
    for part in (0.1, 0.5, 0.9):
        cut = whole[: int(len(whole) * part)]
        assert problem_of(tmp_path, cut, path.name) == "import_geodata_broken", part
    assert problem_of(tmp_path, whole[:200], path.name) == "import_geodata_broken"


def test_other_systems_are_turned_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.gpkg", [Point(500_000, 663_000)], system="EPSG:32634", name=["Malo"]
    )
    found = read_file(path)
    place = found.records[0]
    assert isinstance(place, Settlement) and place.position is not None
    assert (round(place.position.lon, 4), round(place.position.lat, 2)) == (21, 6)
    assert warned(found) == {"reprojected": 1} and found.found.system == "EPSG:32634"
    local = 'LOCAL_CS["Mine grid of Sere",UNIT["metre",1]]'
    odd = packed({"a.shp": shp([(21, 7)]), "a.dbf": dbf("name", [b"M"]), "a.prj": local.encode()})
    assert problem_of(tmp_path, odd, "a.zip") == "import_other_coordinates"


def test_the_library_knows_three_formats_and_no_more() -> None:
    # In a process of its own: once loaded, a library keeps what it has.
    import subprocess
    import sys

    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from pocplanner.formats.reader import geodata_gdal as g;"
            "print(sorted(g.library().list_drivers()))",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert json.loads(said.stdout.replace("'", '"')) == sorted(geodata_gdal.ALLOWED)


# --- shapefiles ------------------------------------------------------------------------------


def parts(**more: bytes) -> dict[str, bytes]:
    """The parts of a small shapefile."""
    found = {
        "shp": shp([(21, 7), (22, 8)]),
        "dbf": dbf("NAME", [b"Malo", "Séré".encode("cp1252")]),
        "prj": WGS84.encode(),
    }
    return {f"data/sites.{k}": v for k, v in (found | more).items() if v}


def test_a_zipped_shapefile_is_read_whatever_its_parts(tmp_path: Path) -> None:
    found = read_text(tmp_path, packed(parts()), "sites.zip")
    assert names(found) == ["Malo", "Séré"] and warned(found) == {}
    assert found.found.layers[0].name == "sites"
    greek = parts(dbf=dbf("NAME", ["Αθήνα".encode("iso-8859-7"), b"x"]), cpg=b"ISO-8859-7")
    assert names(read_text(tmp_path, packed(greek), "sites.zip"))[0] == "Αθήνα"
    utf = parts(dbf=dbf("NAME", ["Séré".encode(), b"x"]))
    assert names(read_text(tmp_path, packed(utf), "sites.zip"))[0] == "Séré"


def test_a_system_in_the_words_of_another_vendor_is_known(tmp_path: Path) -> None:
    words = (
        'PROJCS["WGS_1984_UTM_Zone_34N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",'
        'SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
        'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
        'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
        'PARAMETER["Central_Meridian",21.0],PARAMETER["Scale_Factor",0.9996],'
        'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
    )
    given = parts(prj=words.encode(), shp=shp([(500_000, 663_000), (500_100, 663_000)]))
    found = read_text(tmp_path, packed(given), "sites.zip")
    assert found.found.system == "EPSG:32634"
    assert round(found.records[0].position.lon, 3) == 21  # type: ignore[attr-defined]


def test_a_shapefile_without_its_system_is_assumed_or_asked_for(tmp_path: Path) -> None:
    bare = packed(parts(prj=b""))
    assert warned(read_text(tmp_path, bare, "sites.zip")) == {"system_assumed": 1}
    metres = packed(parts(prj=b"", shp=shp([(500_000, 663_000), (500_100, 663_000)])))
    assert problem_of(tmp_path, metres, "sites.zip") == "import_no_system"
    told = read_text(tmp_path, metres, "sites.zip", overrides={"system": "EPSG:32634"})
    assert round(told.records[0].position.lon, 3) == 21  # type: ignore[attr-defined]


def test_a_shapefile_without_its_table_has_shapes_and_no_names(tmp_path: Path) -> None:
    bare = packed(parts(dbf=b""))
    found = read_text(tmp_path, bare, "sites.zip")
    assert {"dbf_missing", "named_by_number"} <= set(warned(found))
    assert getattr(found.records[0], "name", "") == "Places 1"
    assert problem_of(tmp_path, shp([(1, 2)]), "sites.shp") == "import_shapefile_alone"
    broken = packed(parts(shp=shp([(21, 7)])[:-4]))
    assert problem_of(tmp_path, broken, "sites.zip") == "import_geodata_broken"


# --- shapes that cannot be -------------------------------------------------------------------


def test_a_corner_that_is_no_number_is_refused_by_its_feature(tmp_path: Path) -> None:
    nan = float("nan")
    with np.errstate(invalid="ignore"):
        shapes: list[Any] = [Point(21, 7), Point(nan, 7), LineString([(21, 7), (nan, 8)])]
    path = written(tmp_path / "a.gpkg", shapes, geometry="Unknown", name=["A", "B", "C"])
    found = read_file(path, "places")
    assert names(found) == ["A"]
    assert (3, "", "corner_not_a_number") in refusals(found)
    assert {r[0] for r in refusals(found)} == {2, 3}


def test_a_boundary_that_crosses_itself_is_mended_and_said(tmp_path: Path) -> None:
    bow = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    path = written(tmp_path / "a.fgb", [bow], "FlatGeobuf", geometry="Polygon", ADM1_EN=["Bow"])
    found = read_file(path)
    assert warned(found) == {"shape_mended": 1}
    assert found.records[0].shape.is_valid  # type: ignore[attr-defined]


def test_ten_million_corners_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    line = b"[1,2]," * 10_000_000
    head = b'{"type":"LineString","coordinates":['
    assert problem_of(tmp_path, head + line + b"[1,2]]}", "a.geojson") == "import_too_many_corners"
    assert geodata_features.CORNERS < 10_000_000


def test_swapped_axes_are_proposed_and_changed_when_a_person_says_so(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [7.0, 21.0]}
    text = features((point, {"name": "Malo"}))
    found = read_text(tmp_path, text, "a.geojson", box=BOX)
    assert refusals(found) == [(1, "", "shape_swapped")]
    repair = found.refused[0].repair
    assert repair is not None and (repair.override, repair.value) == ("coordinates", "swapped")
    mended = read_text(tmp_path, text, "a.geojson", box=BOX, overrides={"coordinates": "swapped"})
    assert mended.records[0].position == Position(lon=21, lat=7)  # type: ignore[attr-defined]
    far = features((square(7, 110), {"name": "Norda"}))
    (refused,) = read_text(tmp_path, far, "a.geojson").refused
    assert refused.reason == "corners_swapped" and refused.repair is not None


def test_events_from_points_are_swapped_once(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [7.0, 21.0]}
    text = features((point, {"date": "2026-01-02", "type": "killing", "deaths": 1}))
    given = {"kind": "events", "overrides": {"coordinates": "swapped"}}
    hot = only(read_text(tmp_path, text, "a.geojson", **given)).hot
    assert (hot.lon[0], hot.lat[0]) == (21, 7)


# --- what features become --------------------------------------------------------------------


def test_features_become_records_of_the_kind_that_a_person_chooses(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[21, 7], [22, 8]]}
    text = features(
        ({"type": "Point", "coordinates": [21, 7]}, {"name": "Malo", "population": 900}),
        (square(), {"name": "Norda"}),
        (line, {"name": "Road"}),
        (None, {"name": "Nowhere"}),
    )
    found = read_text(tmp_path, text, "a.geojson", kind="communities")
    assert names(found) == ["Malo", "Norda", "Nowhere"]
    assert refusals(found) == [(3, "", "line_not_a_place")]
    assert warned(found)["points_inside_areas"] == 1
    assert found.counts.rows == 4 and found.counts.refused == 1
    for kind in ("posts", "airfields", "mechanisms"):
        assert "Malo" in names(read_text(tmp_path, text, "a.geojson", kind=kind))


def test_the_most_likely_name_is_taken_where_none_is_called_so(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [21, 7]}
    text = features((point, {"capitalname": "Malo", "code": 1}))
    assert names(read_text(tmp_path, text, "a.geojson")) == ["Malo"]
    assert names(read_text(tmp_path, text, "a.geojson", kind="communities")) == ["Malo"]


def test_columns_of_areas_and_routes_can_be_named_by_a_person(tmp_path: Path) -> None:
    text = features((square(), {"a": "Norda", "b": "TS01", "c": "2"}))
    mapping = ColumnMapping("areas", {"name": "a", "pcode": "b", "level": "c"})
    (area,) = read_text(tmp_path, text, "a.geojson", mapping=mapping).records
    assert (area.name, area.pcode, area.level) == ("Norda", "TS01", 2)  # type: ignore[attr-defined]
    wrong = ColumnMapping("areas", {"name": "nobody"})
    assert problem_of(tmp_path, text, "a.geojson", mapping=wrong) == "import_mapping_missing"


def test_named_columns_are_remembered_for_the_next_file(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [21, 7]}
    folder = tmp_path / "profiles"
    for kind, shape in (("places", point), ("areas", square()), ("communities", point)):
        mapping = ColumnMapping(kind, {"name": "Class"})
        made = from_mapping(mapping).model_copy(update={"name": f"my-{kind}"})
        remember(made, folder)
        text = features((shape, {"Class": "Malo", "b": 1}))
        found = read_text(tmp_path, text, "a.geojson", profile=f"my-{kind}", folder=folder)
        assert (found.kind, names(found)) == (kind, ["Malo"])
        where = getattr(found.records[0], "shape" if kind == "areas" else "position")
        assert where is not None


def test_a_file_cannot_give_the_reason_of_its_own_refusal(tmp_path: Path) -> None:
    held = {"type": "Feature", "wrong": "evil", "layer": "x", "properties": {"name": "A"}}
    point = {"type": "Point", "coordinates": [21, 7]}
    text = json.dumps({"type": "FeatureCollection", "features": [{**held, "geometry": point}]})
    found = read_text(tmp_path, text, "a.geojson")
    assert names(found) == ["A"] and found.found.layers[0].name == ""


def test_two_maps_in_one_archive_or_a_nest_are_refused(tmp_path: Path) -> None:
    two = packed({"a.geojson": features((square(), {"name": "A"})).encode(), "b.csv": b"x"})
    assert problem_of(tmp_path, two, "a.zip") == "import_zip_content"
    nest = packed({"a.kml": packed({"b.kml": kml("")})}, zipfile.ZIP_STORED)
    assert problem_of(tmp_path, nest, "a.kmz") == "import_zip_content"
    one = packed({"a.geojson": features((square(), {"name": "A"})).encode()})
    assert names(read_text(tmp_path, one, "a.zip")) == ["A"]


# --- any bytes -------------------------------------------------------------------------------


def _whole(folder: Path, name: str) -> bytes:
    points = [Point(21 + n / 100, 7) for n in range(40)]
    listed = [f"S{n}" for n in range(40)]
    if name.endswith(".gpkg"):
        return written(folder / "whole.gpkg", points, name=listed).read_bytes()
    if name.endswith(".fgb"):
        return written(folder / "whole.fgb", points, "FlatGeobuf", name=listed).read_bytes()
    if name.endswith(".zip"):
        return packed(parts(), zipfile.ZIP_STORED)
    if name.endswith(".gpx"):
        return gpx('<wpt lat="7" lon="21"><name>Malo</name></wpt>' * 20)
    return kml("".join(map(placemark, listed)))


@pytest.mark.parametrize("name", ["a.gpkg", "a.fgb", "a.zip", "a.gpx", "a.kml"])
def test_a_file_with_broken_bytes_is_read_or_refused_in_a_sentence(
    tmp_path: Path, name: str
) -> None:
    whole, chance = _whole(tmp_path, name), random.Random(name)
    for _ in range(6):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 20, 400))):
            # The first bytes stay, so that the reader of the format itself is met.
            broken[chance.randrange(min(72, len(broken) - 1), len(broken))] = chance.randrange(256)
        said = problem_of(tmp_path, bytes(broken), name)
        assert said in ("", *REFUSALS), said
