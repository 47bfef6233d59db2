"""Files as they are found, written small: each is right, or refused for what it is."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pocplanner.formats.reader import grid_cells
from pocplanner.formats.reader.cells import Bad, Dates, Day
from pocplanner.formats.shown import first_rows
from pocplanner.model.places import Area, Settlement
from pocplanner.words import LANGUAGES, Problem, Words
from tests.formats.geodata_made import KML, WGS84, dbf, packed, shp
from tests.formats.reading_of import problem_of, read_file, read_text, refusals, table, warned

HEAD = ("date", "place", "where", "type", "killed")


def incidents(*where: str, head: tuple[str, ...] = HEAD) -> str:
    """Some incidents, placed by one column."""
    rows = [(f"2026-01-0{n}", f"V{n}", w, "attack", str(n)) for n, w in enumerate(where, start=1)]
    return table(head, *rows)


def point(lon: float, lat: float, **properties: Any) -> dict[str, Any]:
    """A feature."""
    shape = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": shape}


def collection(*features: dict[str, Any], **more: Any) -> str:
    """A collection of features."""
    return json.dumps({"type": "FeatureCollection", **more, "features": features})


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("7.1, 21.5", 7.1, 21.5),
        ("(7.1 ; 21.5)", 7.1, 21.5),
        ("7,1; 21,5", 7.1, 21.5),
        ("7.1 21.5 0 4.5", 7.1, 21.5),
        ("34N FN 34123 88345", 7.1309, 21.2138),
        ("34NFN3412388345", 7.1309, 21.2138),
        ("34N 555214 784876", 7.1007, 21.5),
        ("7°06'00\"N 21°30'00\"E", 7.1, 21.5),
        ("N7.1 E21.5", 7.1, 21.5),
        ("21°30'E, 7°06'N", 7.1, 21.5),
        ("7.1° S, 21.5° W", -7.1, -21.5),
    ],
)
def test_one_cell_is_a_position_in_any_form(text: str, lat: float, lon: float) -> None:
    found = grid_cells.position(text)
    assert found is not None
    if text.startswith("34NFN") or text.startswith("34N FN"):
        again = grid_cells.position("34N FN 34123 88345")
        assert found == again and 6 < found[0] < 9 and 21 < found[1] < 25
    else:
        assert found == pytest.approx((lat, lon), abs=2e-3)


@pytest.mark.parametrize("text", ["", "7", "12.5 kg", "2026-01-05", "Bria", "99.5, 300.1", "1,2"])
def test_what_is_no_position_is_none(text: str) -> None:
    assert grid_cells.position(text) is None


def test_rows_are_placed_by_one_cell_and_the_rest_is_refused(tmp_path: Path) -> None:
    found = read_text(tmp_path, incidents("7.1, 21.5", "7.2, 21.6", "7.3, 21.7", "7.4, 21.8", "?"))
    assert (found.kind, found.counts.kept, found.counts.not_on_map) == ("events", 4, 0)
    assert refusals(found) == [(6, "Latitude", "not_a_coordinate")]
    assert first_rows(found, 1)[0]["lon"] == 21.5
    assert "placed_by_column" in warned(found)


def test_metres_need_a_zone_or_a_system(tmp_path: Path) -> None:
    head = ("name", "zone", "easting", "northing")
    rows = [(f"V{n}", "34N", str(500_000 + n), "780 000") for n in range(3)]
    placed = read_text(tmp_path, table(head, *rows)).records
    assert all(isinstance(r, Settlement) and r.position for r in placed) and len(placed) == 3
    bare = table(("name", "X", "Y"), *((n, x, y.replace(" ", "")) for n, _, x, y in rows))
    with pytest.raises(Problem) as caught:
        read_text(tmp_path, bare)
    assert caught.value.key == "import_no_system"
    (one, *_) = read_text(tmp_path, bare, overrides={"system": "EPSG:32634"}).records
    assert isinstance(one, Settlement) and one.position is not None
    assert one.position.lon == pytest.approx(21.0, abs=1e-4)


def test_days_as_radio_messages_and_american_programs_write_them() -> None:
    group = Dates("", 2030).day("031430ZJAN26")
    assert isinstance(group, Day) and group.hour == 14
    noon = Dates("mdy", 2030).day("1/3/2026 2:30:00 PM")
    assert isinstance(noon, Day) and (noon.number, noon.hour) == (group.number, 14)
    assert isinstance(Dates("", 2030).day("991430ZJAN26"), Bad)


REFUSED = {
    "import_table_prices": ("date", "market", "commodity", "unit", "price"),
    "import_table_food_phases": ("Area", "Population", "Phase 1", "Phase 2"),
    "import_table_event_counts": ("WEEK", "COUNTRY", "EVENTS", "FATALITIES"),
    "import_table_people_by_area": ("admin1Name", "numPresentIdpInd", "reportingDate"),
    "import_table_facilities": ("Admin1", "Facility_n", "Facility_t", "Lat", "Long"),
}


@pytest.mark.parametrize("key", REFUSED)
def test_tables_of_other_things_are_refused_as_what_they_are(tmp_path: Path, key: str) -> None:
    with pytest.raises(Problem) as caught:
        read_text(tmp_path, table(REFUSED[key], *[("7", "21", "8", "9", "1")[: len(REFUSED[key])]]))
    assert caught.value.key == key
    for language in LANGUAGES:
        said = Words(language).problem(caught.value)
        assert "table.csv" in said and "{" not in said


def test_facilities_are_places_where_a_person_says_so(tmp_path: Path) -> None:
    text = table(("Facility_n", "Lat", "Long"), ("Clinic", "7.1", "21.5"))
    assert read_text(tmp_path, text, kind="places").counts.kept == 1


@pytest.mark.parametrize("sign", ["", "\x1e"])
def test_one_feature_to_a_line(tmp_path: Path, sign: str) -> None:
    lines = "".join(sign + json.dumps(point(21 + n, 7, name=f"V{n}")) + "\n" for n in range(3))
    assert read_text(tmp_path, lines, "a.geojsonl").counts.kept == 3
    assert problem_of(tmp_path, lines + '{"type": "Fea', "a.geojsonl") == "import_not_json"


def test_groups_of_shapes_fall_into_their_kinds(tmp_path: Path) -> None:
    ring = [[[21.0, 7.0], [22.0, 7.0], [22.0, 8.0], [21.0, 7.0]]]
    parts = [{"type": "Polygon", "coordinates": ring}]
    parts.append({"type": "Polygon", "coordinates": [[[x + 3, y] for x, y in ring[0]]]})
    group = {"type": "Feature", "properties": {"name": {"fr": "Deux"}}, "geometry": {}}
    group["geometry"] = {"type": "GeometryCollection", "geometries": parts}
    (area,) = read_text(tmp_path, collection(group), "a.geojson").records
    assert isinstance(area, Area) and area.name == "Deux"
    assert area.shape is not None and area.shape.geom_type == "MultiPolygon"


def test_points_with_a_day_and_the_dead_are_events(tmp_path: Path) -> None:
    features = [point(21, 7, event_date="2026-01-03", event_type="Battles", fatalities=2)]
    found = read_text(tmp_path, collection(*features), "a.geojson")
    assert (found.kind, found.counts.kept) == ("events", 1)
    plain = read_text(tmp_path, collection(point(21, 7, name="A", date="2026-01-03")), "b.geojson")
    assert plain.kind == "places"


def test_metres_in_geojson_without_a_system_are_no_degrees(tmp_path: Path) -> None:
    assert (
        problem_of(tmp_path, collection(point(2_348_890, 781_182, name="A")), "a.geojson")
        == "import_no_system"
    )


def test_areas_as_text_in_a_table_are_areas(tmp_path: Path) -> None:
    text = table(
        ("name", "WKT"), *[(f"Z{n}", "POLYGON ((21 7, 22 7, 22 8, 21 7))") for n in (1, 2)]
    )
    found = read_text(tmp_path, text)
    assert (found.kind, found.counts.kept) == ("areas", 2)
    assert all(isinstance(r, Area) and r.shape is not None for r in found.records)


def kml_text(inner: str) -> str:
    """A KML document."""
    return f"{KML}<Document>{inner}</Document></kml>"


def test_kml_as_hands_and_programs_leave_it(tmp_path: Path) -> None:
    place = "<Point><coordinates>21.5, 7.1, 0</coordinates></Point>"
    balloon = "<![CDATA[<table><tr><td>NOM</td><td>Kemba</td></tr><tr><td>POP</td><td>90</td></tr>"
    loose = f"<Placemark><name>1</name><gx:x>1</gx:x>{place}"
    loose += f"<description>{balloon}</table>]]></description></Placemark>"
    (one,) = read_text(tmp_path, kml_text(loose), "a.kml").records
    assert isinstance(one, Settlement) and one.position is not None
    assert (one.position.lat, one.population) == (7.1, 90)
    link = "<NetworkLink><Link><href>http://x.invalid/</href></Link></NetworkLink>"
    assert problem_of(tmp_path, kml_text(link), "b.kml") == "import_only_links"


CONIC = (
    'PROJCS["Ours",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,'
    '298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],'
    'PROJECTION["Lambert_Conformal_Conic"],PARAMETER["Standard_Parallel_1",4],'
    'PARAMETER["Standard_Parallel_2",8],PARAMETER["Latitude_Of_Origin",6],'
    'PARAMETER["Central_Meridian",20],PARAMETER["False_Easting",0],'
    'PARAMETER["False_Northing",0],UNIT["Meter",1]]'
)


def test_a_plain_projection_is_turned_and_one_that_points_elsewhere_is_not(tmp_path: Path) -> None:
    parts = {"v.shp": shp([(0.0, 0.0)]), "v.dbf": dbf("NAME", [b"Kemba"]), "v.prj": CONIC.encode()}
    (one,) = read_text(tmp_path, packed(parts), "a.zip").records
    assert isinstance(one, Settlement) and one.position is not None
    assert (one.position.lon, one.position.lat) == pytest.approx((20, 6))
    grids = CONIC.replace('UNIT["Meter",1]]', 'UNIT["Meter",1],EXTENSION["PROJ4","+nadgrids=/x"]]')
    assert (
        problem_of(tmp_path, packed({**parts, "v.prj": grids.encode()}), "b.zip")
        == "import_other_coordinates"
    )
    high = WGS84.replace("GCS_WGS_1984", "WGS_1984_3D")
    parts |= {"v.shp": shp([(21.5, 7.1)]), "v.prj": high.encode()}
    assert read_text(tmp_path, packed(parts), "c.zip").counts.kept == 1


def test_a_table_beside_its_codebook_and_the_tables_of_a_form(tmp_path: Path) -> None:
    text = incidents("7.1, 21.5").encode()
    beside = packed({"d/data.csv": text, "d/codebook.pdf": b"%PDF-1.4", "README.txt": b"Read\n"})
    assert read_text(tmp_path, beside, "a.zip").counts.kept == 1
    form = table(("village", "KEY"), ("Vaimo", "uuid:1"))
    child = table(("name", "deaths", "date", "PARENT_KEY"), ("x", "1", "2026-01-02", "uuid:1"))
    both = packed({"form.csv": form.encode(), "form-dead.csv": child.encode()})
    chosen = {"sheet": "form-dead.csv"}
    found = read_text(tmp_path, both, "b.zip", kind="events", overrides=chosen)
    assert first_rows(found, 1)[0]["place"] == "Vaimo"
    assert found.found.sheets == ("form.csv", "form-dead.csv")


def workbook(path: Path, **sheets: list[tuple[Any, ...]]) -> Any:
    """A workbook of these sheets, not yet saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
    book.save(path)
    return book


def test_a_cover_is_passed_over_and_cells_over_rows_are_read_for_each(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [("Date", "Place", "Type", "Killed"), ("2026-01-02", "Kemba", "attack", 3)]
    rows += [("2026-01-03", None, "attack", None), ("Total", None, None, "=SUM(D2:D3)")]
    book = workbook(path, Cover=[("About this file",), ("Numbers",)], Data=rows)
    book["Data"].merge_cells("B2:B3")
    book["Data"].merge_cells("D2:D3")
    book.save(path)
    found = read_file(path)
    assert (found.found.sheet, found.counts.kept) == ("Data", 2)
    shown = first_rows(found, 2)
    assert [r["place"] for r in shown] == ["Kemba", "Kemba"]
    assert [r.get("deaths_best") for r in shown] == [3, None]  # three died once, not twice
    assert {"sheet_chosen", "merged_cells", "formulas_without_result"} <= set(warned(found))


def test_totals_are_no_places(tmp_path: Path) -> None:
    head = ("Nom du site", "Province", "Individus")
    found = read_text(tmp_path, table(head, ("Site A", "Norda", "10"), ("TOTAL", "", "10")))
    assert [getattr(r, "name", "") for r in found.records] == ["Site A"]
    assert warned(found)["total_rows"] == 1


def test_an_archive_in_an_archive_goes_no_deeper(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("data.csv", incidents("7.1, 21.5"))
    for name in ("data.csv", "data.xlsx"):
        with pytest.raises(Problem):
            read_text(tmp_path, packed({name: inner.getvalue()}), "a.zip")
