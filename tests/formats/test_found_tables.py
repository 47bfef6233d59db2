"""Tables and lists as offices pass them round: right, or refused for what they are."""

import json
from pathlib import Path

import pytest

from pocplanner.formats.reader import cells, grid_cells
from pocplanner.formats.shown import first_rows
from pocplanner.model.community import Community
from pocplanner.words import LANGUAGES, Problem, Words
from tests.formats.geodata_made import gpx, packed
from tests.formats.reading_of import only, read_text, table, warned

_ANGLES = (
    "Lat_deg", "Lat_min", "Lat_sec", "Lat_dir", "Lon_deg", "Lon_min", "Lon_sec", "Lon_dir",
)  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        _ANGLES,
        ("Latitude degrees", "Latitude minutes", "Latitude seconds", "Latitude hemisphere",
         "Longitude degrees", "Longitude minutes", "Longitude seconds", "Longitude hemisphere"),
        ("Deg Lat", "Min Lat", "Sec Lat", "NS Lat", "Deg Lon", "Min Lon", "Sec Lon", "EW Lon"),
    ],
)  # fmt: skip
def test_angles_in_several_columns_are_put_together(tmp_path: Path, names: tuple[str, ...]) -> None:
    text = table(
        ("Date", "Village", *names, "Type"),
        ("2025-03-04", "Malo", "7", "6", "44.3", "N", "21", "32", "2,8", "E", "attack"),
        ("2025-03-05", "Sere", "7", "12", "", "S", "21", "36", "0", "W", "attack"),
        ("2025-03-05", "Nor", "7", "72", "0", "N", "21", "36", "0", "E", "attack"),
    )
    found = read_text(tmp_path, text)
    hot = only(found).hot
    assert hot.lat.tolist() == pytest.approx([7.112306, -7.2], abs=1e-6)
    assert hot.lon.tolist() == pytest.approx([21.534111, -21.6], abs=1e-6)
    assert [(r.line, r.reason) for r in found.refused] == [(4, "not_a_coordinate")]
    assert "placed_by_column" in warned(found)


def test_a_column_of_degrees_alone_stays_one(tmp_path: Path) -> None:
    text = table(("date", "lat_deg", "lon_deg", "type"), ("2025-03-04", "7.1", "21.5", "attack"))
    assert only(read_text(tmp_path, text)).hot.lat.tolist() == [7.1]


def test_numbers_in_arabic_digits_are_numbers(tmp_path: Path) -> None:
    assert cells.degrees("٧٫١١") == 7.11 and cells.degrees("-٢١٫٥") == -21.5
    text = table(
        ("date", "place", "lat", "lon", "type", "deaths"),
        ("٢٠٢٥-٠٣-٠٤", "مالو", "٧٫١١", "٢١٫٥٣", "attack", "٢"),
    )
    (row,) = first_rows(read_text(tmp_path, text), 1)
    assert (row["lat"], row["lon"], row["deaths_best"]) == (7.11, 21.53, 2)


@pytest.mark.parametrize(
    "link",
    [
        "https://maps.google.com/?q=7.1123,21.5341",
        "https://www.google.com/maps/place/Malo/@7.1123,21.5341,15z/data=!3m1",
        "https://www.google.com/maps/search/?api=1&query=7.1123%2C21.5341",
        "https://www.openstreetmap.org/?mlat=7.1123&mlon=21.5341#map=15/7.1/21.5",
        "https://www.openstreetmap.org/#map=15/7.1123/21.5341",
        "geo:7.1123,21.5341",
    ],
)
def test_a_link_of_a_map_is_the_position_that_it_names(link: str) -> None:
    assert grid_cells.position(link) == (7.1123, 21.5341)


@pytest.mark.parametrize(
    "link", ["https://goo.gl/maps/abc", "https://x.invalid/1.5/a", "geo:99.5,1.5"]
)
def test_a_link_that_names_no_position_is_none(link: str) -> None:
    assert grid_cells.position(link) is None


def test_incidents_shared_as_links_are_placed(tmp_path: Path) -> None:
    text = table(
        ("date", "place", "link", "type"),
        ("2025-03-04", "Malo", "https://maps.google.com/?q=7.1123,21.5341", "attack"),
    )
    found = read_text(tmp_path, text)
    assert only(found).hot.lon.tolist() == [21.5341] and "placed_by_column" in warned(found)


def test_a_french_list_of_sites_by_its_long_names(tmp_path: Path) -> None:
    text = table(
        ("N°", "Province", "Territoire", "Zone de santé", "Nom du site", "Type de site",
         "Coordonnées GPS X", "Coordonnées GPS Y", "Nombre de ménages", "Nombre d'individus",
         "Date de mise à jour"),
        ("1", "Norda", "Sere", "Malo", "Site Malo", "Site spontané", "21,5341", "7,1123", "45",
         "230", "15/05/2025"),
        delimiter=";",
    )  # fmt: skip
    (site,) = read_text(tmp_path, text).records
    assert isinstance(site, Community) and site.position is not None
    assert (site.position.lon, site.position.lat, site.population) == (21.5341, 7.1123, 230)


def test_settlements_of_a_street_map_are_places_however_they_are_drawn(tmp_path: Path) -> None:
    ring = [[21.6, 7.2], [21.61, 7.2], [21.61, 7.21], [21.6, 7.2]]
    features = [
        {"type": "Feature", "id": "node/1", "properties": {"@id": "node/1", "place": "village",
         "name": "Malo"}, "geometry": {"type": "Point", "coordinates": [21.53, 7.11]}},
        {"type": "Feature", "id": "way/2", "properties": {"@id": "way/2", "place": "hamlet",
         "landuse": "residential", "name": "Sere"},
         "geometry": {"type": "Polygon", "coordinates": [ring]}},
    ]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    found = read_text(tmp_path, text, "extract.geojson")
    assert (found.kind, found.counts.kept, found.counts.refused) == ("places", 2, 0)
    assert warned(found)["points_inside_areas"] == 1


def test_what_a_handset_adds_in_its_own_words_is_kept_by_its_names(tmp_path: Path) -> None:
    text = gpx(
        '<wpt lat="7.1" lon="21.5"><time>2025-03-04T10:00:00Z</time><name>001</name>'
        '<extensions><x:WaypointExtension xmlns:x="urn:x"><x:Address><x:City>Norda'
        "</x:City></x:Address><x:PhoneNumber>+000 123</x:PhoneNumber>"
        "</x:WaypointExtension></extensions></wpt>"
    )
    found = read_text(tmp_path, text, "a.gpx", kind="events")
    told = only(found).detail(0)
    assert told["City"] == "Norda" and "+000 123" not in str(told)


_PAGE = (
    "<html><body><table><tr><th>date</th></tr><tr><td>2025-03-04</td></tr></table></body></html>"
)
_SHEET = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
_API = json.dumps({"status": 200, "data": [{"event_date": "2025-03-04", "latitude": "7.1"}]})
_OSM = '<?xml version="1.0"?><osm version="0.6"><node id="1" lat="7.1" lon="21.5"/></osm>'
_OVERPASS = json.dumps({"generator": "Overpass API", "elements": [{"type": "node", "id": 1}]})


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("report.xls", _PAGE.encode(), "import_saved_as_page"),
        ("report.xlsx", _PAGE.encode(), "import_saved_as_page"),
        ("old.xls", _SHEET.encode(), "import_saved_as_page"),
        ("sign_in.csv", b"<html><body>Sign in</body></html>", "import_web_page"),
        ("events.json", _API.encode(), "import_json_records"),
        ("rows.json", b'[{"type": "a", "lat": 1}]', "import_json_records"),
        ("map.osm", _OSM.encode(), "import_osm"),
        ("overpass.json", _OVERPASS.encode(), "import_osm"),
        ("book.xlsb", packed({"xl/workbook.bin": b"x"}), "import_other_document"),
        ("list.numbers", packed({"Index/Document.iwa": b"x"}), "import_other_document"),
        ("report.docx", packed({"word/document.xml": b"x"}), "import_other_document"),
    ],
)
def test_files_of_other_programs_are_refused_as_what_they_are(
    tmp_path: Path, name: str, data: bytes, key: str
) -> None:
    with pytest.raises(Problem) as caught:
        read_text(tmp_path, data, name)
    assert caught.value.key == key
    for language in LANGUAGES:
        said = Words(language).problem(caught.value)
        assert name in said and "{" not in said
