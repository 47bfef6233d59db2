"""The files of others, as they are: every row is read, and what was found out is right."""

from pathlib import Path

import numpy as np
import pytest

from pocplanner.model.guard import Level
from pocplanner.model.places import Area, Settlement
from tests.formats.reading_of import chunks, only, problem_of, read_file, warned


@pytest.mark.parametrize(
    ("name", "profile", "rows"),
    [
        ("car/events_ucdp_ged_v23_1.csv", "ucdp_ged", 1848),
        ("drc-east/events_ucdp_ged_reduced_1989_2020.csv", "ucdp_reduced", 2586),
        ("drc-east/events_ucdp_ged_full_layout_sample_DRC.csv", "ucdp_ged", 35),
        ("events/GEDEvent_2023release_sample1000_global.csv", "ucdp_ged", 1000),
        ("events/hdx_ucdp_conflict_data_BGD_hxl.csv", "ucdp_hdx", 601),
        (
            "car/insecurity_insight_attacks_on_health_care_2016_2023_CAF_hxl.csv",
            "insecurity_insight",
            188,
        ),
        (
            "drc-east/insecurity_insight_education_in_danger_2020_2023_COD_hxl.csv",
            "insecurity_insight",
            64,
        ),
        (
            "humanitarian/hxl/insecurity_insight_protection_in_danger_2020_2023_hxl.xlsx",
            "insecurity_insight",
            624,
        ),
    ],
)
def test_every_event_is_kept(shared_data: Path, name: str, profile: str, rows: int) -> None:
    found = read_file(shared_data / name)
    assert (found.kind, found.found.profile) == ("events", profile)
    assert (found.counts.rows, found.counts.kept, found.counts.refused) == (rows, rows, 0)
    assert sum(map(len, chunks(found))) == rows
    assert found.source.published and found.source.attribution


def test_the_events_of_a_whole_country_come_as_they_are(shared_data: Path) -> None:
    found = read_file(shared_data / "car/events_ucdp_ged_v23_1.csv")
    hot = only(found).hot
    first = int(np.flatnonzero(hot.key == b"36210")[0])
    assert str(hot.day(first)) == "2009-02-20"
    assert (hot.side_a.text(first), hot.side_b.text(first)) == ("Government of Uganda", "LRA")
    assert hot.native_type.text(first) == "State-based violence"
    assert (hot.lat[first], hot.lon[first]) == (5.364056, 26.486881) or hot.lon[first] == 26.486881
    assert hot.country.names == ("Central African Republic",)
    assert set(np.unique(hot.place_precision)) <= set(range(1, 8))
    assert int((hot.deaths_best >= 0).sum()) == 1848
    assert only(found).detail(first)["gwnoa"] == "500"


def test_the_same_country_from_a_french_spreadsheet_is_the_same(shared_data: Path) -> None:
    plain = only(read_file(shared_data / "car/events_ucdp_ged_v23_1.csv")).hot
    folder = shared_data / "humanitarian/malformed"
    french = read_file(folder / "derived_ged_CAR_excel_fr_cp1252_semicolon_decimalcomma.csv")
    assert (french.found.encoding, french.found.delimiter) == ("cp1252", ";")
    assert (french.found.decimal, french.found.date_order) == (",", "dmy")
    wide = read_file(folder / "derived_ged_CAR_utf16_tab.txt")
    assert (wide.found.encoding, wide.found.delimiter) == ("utf-16", "\t")
    for reading in (french, wide):
        hot = only(reading).hot
        assert len(hot) == 300
        places = [int(np.flatnonzero(plain.key == k)[0]) for k in hot.key]
        assert (plain.lon[places] == hot.lon).all()
        assert (plain.first_day[places] == hot.first_day).all()
        assert [plain.admin1.text(p) for p in places] == [
            hot.admin1.text(i) for i in range(len(hot))
        ]


def test_text_encoded_twice_is_warned_of_and_can_be_mended(shared_data: Path) -> None:
    path = shared_data / "humanitarian/malformed/derived_ged_CAR_mojibake_double_utf8.csv"
    found = read_file(path)
    assert "text_mojibake" in warned(found)
    mended = read_file(path, overrides={"encoding": "utf-8-twice"})
    assert any("é" in name for name in only(mended).hot.admin2.names)
    assert not any("Ã" in name for name in only(mended).hot.admin2.names)


def test_a_world_of_events_in_a_zip(shared_data: Path) -> None:
    found = read_file(shared_data / "events/ged_global_1989_2020_reduced14cols.csv.zip")
    assert found.counts.kept == found.counts.rows == 176_579
    assert found.found.member.endswith(".csv")
    assert found.spool is not None and found.spool.rows == 176_579


@pytest.mark.parametrize(
    ("name", "kind", "profile", "rows"),
    [
        ("car/settlements_geonames.csv", "places", "geonames", 51),
        ("drc-east/settlements_geonames.csv", "places", "geonames", 21),
        ("places/ne10m_populated_places_4countries.geojson", "places", "natural_earth_places", 154),
        ("car/airfields_ourairports.csv", "airfields", "ourairports", 41),
        ("car/adm1_ocha_pcodes.geojson", "areas", "ocha_boundaries", 17),
        ("car/adm1_natural_earth.geojson", "areas", "natural_earth", 17),
        ("car/adm0_natural_earth.geojson", "areas", "natural_earth", 1),
        ("drc-east/lakes_natural_earth.geojson", "areas", "boundaries", 4),
        ("car/pcodes_adm1_adm2.csv", "areas", "pcodes", 89),
        ("car/rivers_natural_earth.geojson", "routes", "natural_earth_rivers", 22),
        ("car/roads_trans_african_highway_clip.geojson", "routes", "lines", 5),
        ("humanitarian/gis/osm_ssd_road_closed.geojson", "routes", "lines", 45),
    ],
)
def test_every_place_is_kept(
    shared_data: Path, name: str, kind: str, profile: str, rows: int
) -> None:
    found = read_file(shared_data / name)
    assert (found.kind, found.found.profile) == (kind, profile)
    assert (found.counts.kept, len(found.records), found.refused) == (rows, rows, ())
    assert len({r.id for r in found.records}) == rows


def test_places_come_with_their_names_people_and_level(shared_data: Path) -> None:
    places = read_file(shared_data / "car/settlements_geonames.csv").records
    bangui = next(p for p in places if isinstance(p, Settlement) and p.name == "Bangui")
    assert bangui.population == 812_407 and bangui.position is not None
    assert (round(bangui.position.lat, 2), round(bangui.position.lon, 2)) == (4.36, 18.55)
    assert bangui.sensitivity is Level.LOW and bangui.lowered is not None
    areas = read_file(shared_data / "car/adm1_ocha_pcodes.geojson").records
    lobaye = next(a for a in areas if isinstance(a, Area) and a.name == "Lobaye")
    assert (lobaye.pcode, lobaye.level) == ("CF12", 1) and lobaye.shape is not None
    lakes = read_file(shared_data / "drc-east/lakes_natural_earth.geojson").records
    assert {a.hierarchy for a in lakes if isinstance(a, Area)} == {"water"}
    states = read_file(shared_data / "car/adm0_natural_earth.geojson").records
    assert isinstance(states[0], Area) and states[0].level == 0


def test_a_list_of_p_codes_knows_its_parents(shared_data: Path) -> None:
    areas = read_file(shared_data / "car/pcodes_adm1_adm2.csv").records
    found = {a.pcode: a for a in areas if isinstance(a, Area)}
    assert found["CF111"].parent_id == found["CF11"].id and found["CF111"].level == 2


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("humanitarian/gis/afripop2020_20km.tif", "import_raster"),
        ("car/events_ucdp_ged_v23_1.pmtiles", "import_base_map"),
        ("humanitarian/malformed/qgis_test_cr_end_of_line.csv", "import_unrecognised"),
    ],
)
def test_what_is_not_read_says_so(shared_data: Path, tmp_path: Path, name: str, key: str) -> None:
    path = shared_data / name
    assert problem_of(tmp_path, path.read_bytes(), path.name) == key
