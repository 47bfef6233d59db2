"""Areas, routes and places from GeoJSON: names, codes, levels and shapes as they are."""

from pathlib import Path
from typing import Any

import pytest

from pocplanner.formats.context import Context, box_of
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Mission, Term
from pocplanner.model.places import Area, Route, Settlement
from pocplanner.model.snapshot import Snapshot
from tests.formats.geodata_made import packed
from tests.formats.reading_of import (
    BOX,
    TODAY,
    features,
    read_file,
    read_text,
    refusals,
    square,
    warned,
)


def areas(tmp_path: Path, *pairs: tuple[dict[str, Any], dict[str, Any]], **given: Any) -> Any:
    """The reading of areas with these shapes and properties."""
    return read_text(tmp_path, features(*pairs), "areas.geojson", **given)


@pytest.mark.parametrize(
    ("properties", "profile", "level", "pcode"),
    [
        ({"admin1Name": "Norda", "admin1Pcod": "TS01"}, "ocha_boundaries", 1, "TS01"),
        ({"ADM1_EN": "Norda", "ADM1_PCODE": "TS01"}, "ocha_boundaries", 1, "TS01"),
        (
            {"ADM2_FR": "Norda", "ADM2_PCODE": "TS0101", "ADM1_FR": "x", "ADM1_PCODE": "TS01"},
            "ocha_boundaries",
            2,
            "TS0101",
        ),
        ({"name": "Norda", "adm1_code": "TAS-1", "iso_a2": "TS"}, "natural_earth", 1, ""),
        ({"NAME": "Norda", "FIPS_10_": "TS", "ISO_A3": "TAS"}, "natural_earth", 0, ""),
        ({"name": "Norda", "admin_level": "3", "pcode": "X"}, "boundaries", 3, "X"),
        ({"shapeName": "Norda", "shapeISO": "TS-N"}, "boundaries", 1, "TS-N"),
    ],
)
def test_boundaries_are_known_by_their_properties(
    tmp_path: Path, properties: dict[str, Any], profile: str, level: int, pcode: str
) -> None:
    found = areas(tmp_path, (square(), properties))
    (area,) = found.records
    assert (found.found.profile, area.name, area.level, area.pcode) == (
        profile,
        "Norda",
        level,
        pcode,
    )
    assert area.shape.bounds == (21, 6, 22, 7) and area.hierarchy == "administrative"


def test_an_area_finds_its_parent_in_the_file_or_in_the_mission(tmp_path: Path) -> None:
    child = {"ADM2_EN": "Sere", "ADM2_PCODE": "TS0101", "ADM1_EN": "Norda", "ADM1_PCODE": "TS01"}
    found = areas(tmp_path, (square(), child))
    assert found.records[0].parent_id == "norda"


def test_the_same_boundaries_again_are_the_same_areas(tmp_path: Path) -> None:
    pair = (square(), {"ADM1_EN": "Norda", "ADM1_PCODE": "TS01"})
    moved = (square(20), {"ADM1_EN": "Norda renamed", "ADM1_PCODE": "TS01"})
    assert areas(tmp_path, pair).records[0].id == areas(tmp_path, moved).records[0].id


def test_two_areas_of_one_name_are_kept_apart_and_said(tmp_path: Path) -> None:
    found = areas(tmp_path, *[(square(), {"name": "Twin", "admin_level": "2"})] * 2)
    assert len({r.id for r in found.records}) == 2
    assert warned(found) == {"same_name_again": 1}


def test_a_boundary_that_crosses_itself_is_mended(tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    (area,) = areas(tmp_path, (bow, {"name": "Bow"})).records
    assert area.shape.is_valid and area.shape.area == pytest.approx(2)


def test_holes_many_parts_and_heights_come_through(tmp_path: Path) -> None:
    ring = [[0, 0, 9], [4, 0, 9], [4, 4, 9], [0, 4, 9], [0, 0, 9]]
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    shape = {"type": "MultiPolygon", "coordinates": [[ring, hole], square()["coordinates"]]}
    (area,) = areas(tmp_path, (shape, {"name": "A"})).records
    assert area.shape.area == pytest.approx(16) and not area.shape.has_z
    assert len(area.shape.geoms) == 2


def test_routes_take_their_kind_and_a_number_where_they_have_no_name(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[21, 7], [22, 8]]}
    both = {"type": "MultiLineString", "coordinates": [line["coordinates"], [[1, 1], [2, 2]]]}
    text = features(
        (line, {"name": "Bakari–Sere", "highway": "primary"}),
        (both, {"name": None, "featurecla": "River"}),
    )
    found = read_text(tmp_path, text, "lines.geojson", language="fr")
    assert [(r.name, r.kind) for r in found.records if isinstance(r, Route)] == [
        ("Bakari–Sere", "paved"),
        ("Fleuve ou rivière 2", "river"),
    ]
    assert warned(found) == {"named_by_number": 1}


def test_points_are_places(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [21.5, 7.5]}
    line = {"type": "LineString", "coordinates": [[21, 7], [22, 8]]}
    found = read_text(
        tmp_path,
        features((point, {"name": "Malo", "population": 1200}), (line, {"name": "A"})),
        "points.json",
        kind="places",
    )
    (place,) = found.records
    assert isinstance(place, Settlement) and place.position == Position(lon=21.5, lat=7.5)
    assert place.population == 1200 and refusals(found) == [(2, "", "other_shape")]


def test_places_that_are_drawn_as_areas_are_points_inside_them(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [21.5, 7.5]}
    text = features((point, {"name": "Malo", "pop": 9}), (square(), {"name": "Camp"}))
    found = read_text(tmp_path, text, "camps.geojson", kind="places")
    assert [(p.name, p.position.lon) for p in found.records if isinstance(p, Settlement)] == [
        ("Malo", 21.5),
        ("Camp", 21.5),
    ]
    assert warned(found) == {"points_inside_areas": 1}


def test_a_shape_far_from_the_mission_is_kept_and_said(tmp_path: Path) -> None:
    found = areas(tmp_path, (square(100), {"name": "Away", "admin_level": "1"}), box=BOX)
    assert found.counts.kept == 1 and warned(found) == {"far_away": 1}


def test_names_in_features_stay_text(tmp_path: Path) -> None:
    found = areas(tmp_path, (square(), {"name": "<b>\u202eA</b>", "admin_level": "1"}))
    assert found.records[0].name == "<b>\ufffdA</b>"


def test_the_box_of_a_mission_is_that_of_its_areas_else_of_its_places() -> None:
    from shapely import box

    area = Area(name="A", shape=box(20, 4, 24, 9))
    places = [Settlement(name=f"S{n}", position=Position(lon=21 + n, lat=7 + n)) for n in range(5)]
    assert box_of([area, *places]) == (20, 4, 24, 9)
    assert box_of(places) == (21, 7, 25, 11)
    assert box_of(places[:4]) is None and box_of([]) is None


def test_a_context_is_made_from_the_mission() -> None:
    mission = Mission(name="M", time_zone="Africa/Bangui")
    place = Settlement(name="Malo", aliases=("Mallo",), position=Position(lon=21, lat=7))
    term = Term(vocabulary="incident_type", code="witch_hunt", label="Witch hunt")
    found = Context.of(Snapshot.of([mission, place, term]), TODAY)
    assert found.time_zone == "Africa/Bangui" and found.known[0].aliases == ("Mallo",)
    assert found.terms == {"incident_type": {"witch hunt": "witch_hunt"}}


@pytest.mark.parametrize(
    ("properties", "hierarchy"),
    [
        ({"featurecla": "Lake", "name": "Mere", "dam_name": "x"}, "water"),
        ({"featurecla": "Reservoir", "name": "Dam lake", "scalerank": 2}, "water"),
        ({"osm_id": "7", "natural": "water", "water": "lake", "name": "Mere"}, "water"),
        ({"osm_id": "7", "fclass": "riverbank", "name": "Oude"}, "water"),
        ({"osm_id": "7", "natural": "wetland", "wetland": "swamp", "name": "Reeds"}, "swamp"),
        ({"name": "Plaine", "type": "Zone inondable"}, "flood"),
        ({"name": "Norda", "natural": "wood"}, "administrative"),
        ({"name": "Norda", "type": "Province"}, "administrative"),
    ],
)
def test_areas_of_water_are_known_by_their_class(
    tmp_path: Path, properties: dict[str, Any], hierarchy: str
) -> None:
    found = areas(tmp_path, (square(), properties))
    (area,) = found.records
    assert area.hierarchy == hierarchy
    assert (f"area_{hierarchy}" in warned(found)) is (hierarchy != "administrative")
    assert ("level_assumed" in warned(found)) is (hierarchy == "administrative")


def test_unnamed_water_gets_a_number_and_unnamed_districts_are_refused(tmp_path: Path) -> None:
    found = areas(
        tmp_path,
        (square(), {"natural": "water", "name": ""}),
        (square(24), {"natural": "", "name": "Norda"}),
        (square(28), {"natural": "", "name": ""}),
    )
    assert [a.name for a in found.records] == ["Open water 1", "Norda"]
    assert [(r.line, r.reason) for r in found.refused] == [(3, "no_name")]


def test_a_file_or_layer_of_lakes_says_so_by_its_name(tmp_path: Path) -> None:
    def read(name: str, **more: Any) -> str:
        shapes = features((square(), {"name": "Mere", **more}))
        return str(read_text(tmp_path, shapes, name).records[0].hierarchy)

    assert read("Lacs_2024.geojson") == read("gis_osm_water_a_free_1.geojson") == "water"
    # A district of the lakes with its P-code is a district.
    assert read("lakes.geojson", pcode="TS01") == "administrative"
    assert read("watershed_districts.geojson") == "administrative"


@pytest.mark.parametrize("driver", ["GPKG", "ESRI Shapefile"])
def test_water_comes_from_packages_and_shapefiles(tmp_path: Path, driver: str) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    import numpy as np
    from shapely import box, to_wkb

    path = tmp_path / ("w.gpkg" if driver == "GPKG" else "w.shp")
    pyogrio.raw.write(
        path,
        np.array([to_wkb(box(21, 6, 22, 7)), to_wkb(box(23, 6, 24, 7))]),
        [np.array(["Mere", "Norda"], object), np.array(["reservoir", "district"], object)],
        ["name", "fclass"],
        driver=driver,
        geometry_type="Polygon",
        crs="EPSG:4326",
    )
    if driver != "GPKG":
        parts = {f.name: f.read_bytes() for f in sorted(tmp_path.glob("w.*"))}
        path = tmp_path / "w.zip"
        path.write_bytes(packed(parts))
    found = read_file(path)
    assert [(a.name, a.hierarchy) for a in found.records] == [
        ("Mere", "water"),
        ("Norda", "administrative"),
    ]
