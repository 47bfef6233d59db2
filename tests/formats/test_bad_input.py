"""Files that are not what they seem: each ends in its own sentence, none in an exception."""

import codecs
import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pocplanner.formats.opening import LARGEST
from pocplanner.formats.reading import Reading
from pocplanner.words import Problem, Words
from tests.formats.reading_of import (
    events,
    features,
    only,
    problem_of,
    read_file,
    read_text,
    refusals,
    square,
    table,
    warned,
    zipped,
)

GOOD = ("1", "2026-01-05", "7.2431", "21.8804", "extortion", "0")
NESTED = '{"a":' * 200_000


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.csv", b"", "import_empty"),
        ("a.csv", b"\xef\xbb\xbf \r\n \r\n", "import_empty"),
        ("a.csv", b"id,date,type,latitude\n", "import_nothing"),
        ("a.csv", b"\n" * 50 + b"id,date,type,latitude\n1,2,3,4\n", "import_no_header"),
        ("a.csv", b"<!DOCTYPE html><html><body>Sign in", "import_web_page"),
        ("a.xlsx", b"\n <html><head>", "import_web_page"),
        ("a.csv", b"<?xml version='1.0'?><rss/>", "import_xml"),
        (
            "a.csv",
            b"<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>",
            "import_points_elsewhere",
        ),
        ("a.geojson", b"<OGRVRTDataSource/>", "import_points_elsewhere"),
        ("a.xlsx", b"<OGRVRTDataSource/>", "import_points_elsewhere"),
        ("a.csv", b"%PDF-1.7\n", "import_pdf"),
        ("a.csv", b"\x89PNG\r\n\x1a\n123", "import_picture"),
        ("a.csv", b"SQLite format 3\x00" + b"x" * 50, "import_binary"),
        ("a.csv", b"\x1f\x8b\x08123", "import_other_archive"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "import_workbook_broken"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "import_old_excel"),
        ("a.ods", b"id,date,type\n1,2,3\n", "import_not_excel"),
        ("a.csv", bytes(range(1, 32)) * 40, "import_binary"),
        ("a.csv", b"id,date\x00\x00,type\n1,2,3\n", "import_binary"),
        ("a.csv", codecs.BOM_UTF32_LE + "id,date".encode("utf-32-le"), "import_binary"),
        ("a.vrt", b"id,date,type\n1,2,3\n", "import_unknown_format"),
        ("a.gpx", b"id,date,type\n1,2,3\n", "import_not_as_named"),
        ("a.gpkg", b"/vsicurl/http://x.invalid/a.gpkg", "import_not_as_named"),
        ("a.fgb", b"GIF89a", "import_picture"),
        ("a", b"id,date,type\n1,2,3\n", "import_no_ending"),
        ("a.xlsx", b"id,date,type\n1,2,3\n", "import_not_excel"),
        ("a.geojson", b"id,date,type\n1,2,3\n", "import_not_json"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "import_not_json"),
        ("a.json", b'{"type": "Topology"}', "import_topojson"),
        ("a.json", b"[1, 2, 3]", "import_json_unknown"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[]}', "import_nothing"),
        ("a.geojson", NESTED.encode(), "import_too_deep"),
        ("a.csv", b"just a line of prose without any table in it\n", "import_unrecognised"),
        ("a.csv", b"\xff\xfei\x00d\x00,\x00x", "import_encoding_wrong"),
    ],
)
def test_each_has_a_sentence_of_its_own(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    assert problem_of(tmp_path, data, name) == key


def test_what_is_no_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name, key in (
        ("gone.csv", "import_no_file"),
        ("folder.csv", "import_folder"),
        ("pipe.csv", "import_not_a_file"),
    ):
        with pytest.raises(Problem) as found:
            read_file(tmp_path / name)
        assert found.value.key == key and name in str(found.value)
        assert str(tmp_path) not in str(found.value)


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Problem) as found:
        read_file(path)
    assert found.value.key == "import_file_too_big"


# --- archives --------------------------------------------------------------------------------


def test_a_zip_with_one_table_is_read(tmp_path: Path) -> None:
    data = zipped({"__MACOSX/x": b"", "in/table.csv": events(GOOD).encode()})
    found = read_text(tmp_path, data, "a.zip")
    assert (found.counts.kept, found.found.member) == (1, "table.csv")


@pytest.mark.parametrize(
    ("members", "key"),
    [
        ({"a.csv": b"x", "b.exe": b"y"}, "import_zip_content"),
        ({"a.gpkg": b"x"}, "import_zip_content"),
        ({"../a.csv": b"id,date\n"}, "import_zip_unsafe"),
        ({"/etc/a.csv": b"id,date\n"}, "import_zip_unsafe"),
        ({"c:/a.csv": b"id,date\n"}, "import_zip_unsafe"),
        ({"a.csv": b"PK\x03\x04" + b"0" * 99}, "import_zip_unsafe"),
        ({"a.csv": b"<html>"}, "import_web_page"),
        ({"a.csv": b"0" * (30 << 20)}, "import_inflates"),
        ({f"{n}.csv": b"" for n in range(2001)}, "import_too_many_members"),
        ({"a.csv": b""}, "import_empty"),
        ({"xl/vbaProject.bin": b"x", "xl/workbook.xml": b"<a/>"}, "import_macros"),
        ({"xl/workbook.xml": b"<a/>"}, "import_named_otherwise"),
    ],
)
def test_an_archive_that_misleads_is_not_unpacked(
    tmp_path: Path, members: dict[str, bytes], key: str
) -> None:
    assert problem_of(tmp_path, zipped(members), "a.zip") == key


def test_an_archive_that_lies_about_its_sizes_is_counted_while_it_is_read(
    tmp_path: Path,
) -> None:
    """The directory says 100 bytes; eight megabytes would come out."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"0" * (8 << 20)) + packed.flush()
    name, size = b"a.csv", 100
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, len(body), size, 5, 0)
    central = struct.pack(
        "<IHHHHHHIIIHHHHHII",
        *(0x02014B50, 20, 20, 0, 8, 0, 0, 0, len(body), size, 5, 0, 0, 0, 0, 0, 0),
    )
    start = len(local) + len(name) + len(body)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(central) + 5, start, 0)
    data = local + name + body + central + name + end
    assert problem_of(tmp_path, data, "a.zip") in {"import_inflates", "import_zip_broken"}


def test_broken_encrypted_and_doubled_archives(tmp_path: Path) -> None:
    good = zipped({"a.csv": events(GOOD).encode()})
    assert problem_of(tmp_path, good[:60], "a.zip") == "import_zip_broken"
    locked = bytearray(good)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = good.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        locked[place] |= 1
    assert problem_of(tmp_path, bytes(locked), "a.zip") == "import_zip_encrypted"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.csv", "1")
        archive.writestr("a.csv", "2")
    assert problem_of(tmp_path, out.getvalue(), "a.zip") == "import_zip_unsafe"


def test_a_quine_of_the_same_member_many_times_is_refused(tmp_path: Path) -> None:
    """Many entries of the directory that point at one and the same body."""
    good = zipped({"a.csv": b"id,date\n" * 2000})
    start = good.index(b"PK\x01\x02")
    end = good.index(b"PK\x05\x06")
    entry = good[start:end]
    entries = b"".join(entry.replace(b"a.csv", b"%c.csv" % n) for n in range(98, 118))
    tail = bytearray(good[end:])
    tail[8:12] = struct.pack("<HH", 20, 20)
    tail[12:16] = struct.pack("<I", len(entries))
    data = good[:start] + entries + bytes(tail)
    assert problem_of(tmp_path, data, "a.zip") == "import_zip_unsafe"


# --- text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends_are_found(
    tmp_path: Path, encoding: str, found: str, delimiter: str, ends: str
) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "place")
    rows = [(str(n), "2026-01-05", "7.2", "21.8", "threat", "Béguéla") for n in range(4)]
    text = table(head, *rows, delimiter=delimiter).replace("\r\n", ends)
    reading = read_text(tmp_path, text.encode(encoding))
    assert (reading.found.encoding, reading.found.delimiter) == (found, delimiter)
    assert only(reading).hot.place.names == ("Béguéla",) and len(only(reading)) == 4


def test_arabic_in_one_byte_is_read_and_told(tmp_path: Path) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "place")
    rows = [(str(n), "2026-01-05", "7.2", "21.8", "threat", "مخيم الملجأ") for n in range(9)]
    data = table(head, *rows).encode("cp1256")
    found = read_text(tmp_path, data)
    assert "text_arabic" in warned(found)
    assert only(found).hot.place.names == ("مخيم الملجأ",)
    russian = table(head, (*rows[0][:5], "Дальняя станция")).encode("cp1251")
    assert read_text(tmp_path, russian).found.encoding == "cp1252"


def test_an_encoding_that_does_not_fit_or_is_none_is_refused(tmp_path: Path) -> None:
    data = events((*GOOD[:5], "é")).encode("cp1252")
    assert problem_of(tmp_path, data, overrides={"encoding": "utf-8"}) == "import_encoding_wrong"
    for no_encoding_of_tables in ("xx", "idna", "hex", "undefined", "a\0b"):
        asked = {"encoding": no_encoding_of_tables}
        assert problem_of(tmp_path, data, overrides=asked) == "import_encoding_unknown"


def test_a_last_note_over_several_lines_is_no_open_quotation_mark(tmp_path: Path) -> None:
    text = events(GOOD, ("2", "2026-01-05", "7.2", "21.8", 'threat\r\nof "all"\n', "0"))
    assert read_text(tmp_path, text).counts.kept == 2


def test_a_quotation_mark_that_never_closes_is_named_by_its_line(tmp_path: Path) -> None:
    rows = "".join(f"{n},2026-01-05,7.2,21.8,threat,0\n" for n in range(4000))
    text = events(GOOD) + '2,2026-01-05,7.2,21.8,"threat,0\n' + rows
    assert problem_of(tmp_path, text) == "import_quote_open"
    short = events(GOOD) + '2,2026-01-05,7.2,21.8,"threat,0\n' + rows[:400]
    assert problem_of(tmp_path, short) == "import_quote_open"
    assert problem_of(tmp_path, short.rstrip("\n")) == "import_quote_open"
    long = events(GOOD) + '2,2026-01-05,7.2,21.8,"' + "x" * (2 << 20) + '",0\n'
    assert problem_of(tmp_path, long) == "import_cell_too_long"


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    text = events(GOOD) + "," * 50_000 + "x\n"
    assert problem_of(tmp_path, text) == "import_too_many_columns"


# --- GeoJSON ---------------------------------------------------------------------------------


def test_another_system_of_coordinates_is_turned_or_refused_by_its_name(tmp_path: Path) -> None:
    system = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32634"}}
    text = features((square(500_000, 663_000, 1000), {"name": "Norda"}), crs=system)
    turned = read_text(tmp_path, text, "a.geojson")
    west, south, _, _ = turned.records[0].shape.bounds  # type: ignore[attr-defined]
    assert (round(west, 3), round(south, 2)) == (21, 6) and turned.found.system == "EPSG:32634"
    system = {"type": "name", "properties": {"name": "urn:x:local:grid"}}
    text = features((square(), {"name": "Norda"}), crs=system)
    assert problem_of(tmp_path, text, "a.geojson") == "import_other_coordinates"
    for good in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        system = {"type": "name", "properties": {"name": good}}
        text = features((square(), {"name": "Norda"}), crs=system)
        assert read_text(tmp_path, text, "a.geojson").counts.kept == 1


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        (None, "no_shape"),
        ({"type": "Polygon", "coordinates": []}, "shape_broken"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "shape_broken"),
        ({"type": "Polygon", "coordinates": "x"}, "shape_broken"),
        ({"type": "Circle", "coordinates": [1, 2]}, "shape_broken"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, "x"], [1, 1], [0, 0]]]}, "shape_broken"),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 1e999], [1, 1], [0, 0]]]},
            "corner_not_a_number",
        ),
        (
            {"type": "Polygon", "coordinates": [[[5, 100], [6, 101], [6, 102], [5, 100]]]},
            "corners_swapped",
        ),
        (
            {"type": "Polygon", "coordinates": [[[500, 1], [6, 1], [6, 2], [500, 1]]]},
            "corners_out_of_range",
        ),
        ({"type": "Point", "coordinates": [21, 7]}, "other_shape"),
    ],
)
def test_a_shape_that_cannot_be_is_refused_and_the_rest_kept(
    tmp_path: Path, shape: dict[str, object] | None, reason: str
) -> None:
    text = features(*[(square(), {"name": "Norda"})] * 2, (shape, {"name": "Bad"}))
    found = read_text(tmp_path, text, "a.geojson")
    assert found.counts.kept == 2 and refusals(found) == [(3, "", reason)]


def test_features_without_a_name_or_of_the_wrong_shape(tmp_path: Path) -> None:
    text = features((square(), {"x": "1"}))
    assert problem_of(tmp_path, text, "a.geojson") == "import_shapes_unnamed"
    named = features((square(), {"name": "Norda"}), (square(), {"name": ""}))
    assert refusals(read_text(tmp_path, named, "a.geojson")) == [(2, "", "no_name")]
    assert problem_of(tmp_path, named, "a.geojson", kind="routes") == "import_no_such_shapes"
    assert problem_of(tmp_path, named, "a.geojson", kind="events") == "import_columns_missing"


# --- what a person asks for ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"kind": "weather"}, "import_kind_unknown"),
        ({"profile": "nobody"}, "import_profile_unknown"),
        ({"profile": "acled_2023"}, "import_profile_does_not_fit"),
        ({"profile": "geonames", "kind": "events"}, "import_wrong_kind"),
        ({"kind": "airfields"}, "import_columns_missing"),
        ({"overrides": {"colour": "red"}}, "import_override_unknown"),
        ({"overrides": {"date_order": "ymd"}}, "import_override_value"),
        ({"overrides": {"decimal": ";"}}, "import_override_value"),
        ({"overrides": {"coordinates": "maybe"}}, "import_override_value"),
        ({"overrides": {"header_row": "x"}}, "import_override_value"),
        ({"overrides": {"delimiter": "ab"}}, "import_override_value"),
        ({"overrides": {"header_row": "99"}}, "import_no_such_head"),
    ],
)
def test_a_wish_that_cannot_be_met_says_what_can(
    tmp_path: Path, given: dict[str, object], key: str
) -> None:
    assert problem_of(tmp_path, events(GOOD), **given) == key  # type: ignore[arg-type]


def test_a_table_without_years_cannot_be_events(tmp_path: Path) -> None:
    text = table(("id", "month", "latitude", "longitude", "type"), ("1", "2", 7, 21, "threat"))
    assert problem_of(tmp_path, text, kind="events") == "import_columns_missing"


# --- laws ------------------------------------------------------------------------------------

_OPENINGS = (
    b"",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b'{"type":"FeatureCollection","features":[',
    b"id,date,latitude,longitude,type\n",
    b"id;date;latitude;longitude;type\r\n1;2026-01-01;",
    b"#date,#geo+lat,#geo+lon\n",
)


#: Each example starts a reader of its own: half of the examples of a law in memory.
@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(_OPENINGS),
    st.binary(max_size=400) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")),
    st.sampled_from(["a.csv", "a.txt", "a.xlsx", "a.geojson", "a.zip"]),
)
def test_any_bytes_are_a_problem_or_a_reading(
    tmp_path: Path, opening: bytes, rest: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(opening + rest)
    try:
        found = read_file(path)
    except Problem as problem:
        assert problem.key.startswith("import_") and problem.key != "import_reader_failed"
        assert "problem." not in Words("fr").problem(problem)
    else:
        assert isinstance(found, Reading)
        refusals(found)
        warned(found)
    assert path.read_bytes() == opening + rest
