"""The limits that no real file reaches, tried where they are set."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from pocplanner.formats.profiles import ColumnMapping
from pocplanner.formats.reader import (
    cells,
    geojson,
    geojson_text,
    plain_rows,
    shapes,
    sheets,
    tables,
)
from pocplanner.formats.reader.cells import Bad
from pocplanner.formats.reader.findings import LISTED, Findings
from pocplanner.formats.reader.wire import Unreadable
from pocplanner.formats.reading import Refused
from pocplanner.words import LANGUAGES, Problem, Words
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
)

GOOD = ("1", "2026-01-05", "7.2431", "21.8804", "extortion", "0")


def told(key: str) -> None:
    """Such a key has its sentence in both languages."""
    for language in LANGUAGES:
        assert Words(language).has(f"problem.{key}")


def test_more_rows_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = tables.delimited(io.BytesIO(events(*[GOOD] * 60).encode()), {})
    monkeypatch.setattr(tables, "ROWS", 50)
    with pytest.raises(Unreadable, match="import_too_many_rows"):
        list(found.batches(10))
    monkeypatch.setattr(tables, "ROWS", 5000)
    monkeypatch.setattr(plain_rows, "MOST", 50)
    with pytest.raises(Unreadable, match="import_too_many_rows"):
        list(plain_rows.read(found, {"start": 1, "width": 6}))
    told("import_too_many_rows")


def test_more_rows_than_a_sheet_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for _ in range(30):
        book.active.append(["a", "b"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    sheet = sheets.Sheet(out)
    monkeypatch.setattr(sheets, "ROWS", 20)
    with pytest.raises(Unreadable, match="import_too_many_rows"):
        list(sheet.batches(10))


def test_a_table_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        line_num = 7

        def __iter__(self) -> Iterator[list[str]]:
            yield ["a", "b"]
            raise csv.Error("something else")

    found = tables.delimited(io.BytesIO(b"a,b\nc,d\n"), {})
    monkeypatch.setattr(csv, "reader", lambda *_, **__: Broken())
    with pytest.raises(Unreadable) as broken:
        list(found.batches(10))
    assert broken.value.key == "import_table_broken" and broken.value.facts == {"line": 8}
    told("import_table_broken")


def test_more_features_or_corners_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = features(*[(square(), {"name": "A"})] * 3)
    monkeypatch.setattr(shapes, "CORNERS", 4)
    held = geojson.load(io.BytesIO(text.encode()))
    frames = list(shapes.read(held.features, {}))
    assert [r[2] for f in frames for r in f.body.get("rows", [])] == ["too_many_corners"] * 3
    monkeypatch.setattr(geojson_text, "FEATURES", 2)
    with pytest.raises(Unreadable, match="import_too_many_features"):
        geojson.load(io.BytesIO(text.encode()))
    monkeypatch.setattr(geojson_text, "LARGEST", 10)
    with pytest.raises(Unreadable, match="import_file_too_big"):
        geojson.load(io.BytesIO(text.encode()))
    told("import_too_many_features")


def test_events_without_any_date(tmp_path: Path) -> None:
    mapping = ColumnMapping("events", {"lat": "latitude", "lon": "longitude", "type": "type"})
    assert problem_of(tmp_path, events(GOOD), mapping=mapping) == "import_no_date_column"


def test_a_name_that_the_system_does_not_take(tmp_path: Path) -> None:
    for name in ("x" * 300 + ".csv", "a\0b.csv"):
        with pytest.raises(Problem) as found:
            read_file(tmp_path / name)
        assert found.value.key == "import_not_readable"
        assert len(str(found.value)) < 400


def test_an_order_that_is_open_is_never_guessed_by_the_parser() -> None:
    assert cells.Dates("", 2027).day("01/02/2026") == Bad("date_order_open")
    assert Refused(3, "date", "date_order_open", {"value": "1/2/26"}).sentence(Words("fr"))


@pytest.mark.parametrize("reason", ["invalid", "too_many_corners", "date_order_open"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_a_sentence(reason: str, language: str) -> None:
    said = Refused(3, "x", reason, {"value": "1/2/26"}).sentence(Words(language))
    assert "3" in said and "{" not in said and "formats." not in said


def test_an_id_that_is_too_long(tmp_path: Path) -> None:
    found = read_text(tmp_path, events(GOOD, ("x" * 200, *GOOD[1:])))
    assert refusals(found) == [(3, "id", "id_too_long")]


def test_bytes_that_the_encoding_does_not_know_are_shown(tmp_path: Path) -> None:
    head = ("id", "date", "latitude", "longitude", "type", "place")
    data = table(head, ("1", "2026-01-05", 7, 21, "threat", "B@#")).encode()
    found = read_text(tmp_path, data.replace(b"@", b"\xe9").replace(b"#", b"\x81"))
    assert warned(found) == {"text_undefined": 1}
    assert only(found).hot.place.names == ("Bé\ufffd",)


def test_a_number_of_people_that_is_none_is_left_out_and_said(tmp_path: Path) -> None:
    head = ("name", "lat", "lon", "population")
    found = read_text(tmp_path, table(head, ("A", 7, 21, "many"), ("B", 7, 21, "12")))
    assert warned(found) == {"number_left_out": 1} and found.counts.kept == 2


def test_an_area_without_a_level_and_a_column_that_nobody_knows(tmp_path: Path) -> None:
    found = read_text(tmp_path, features((square(), {"name": "A"})), "a.geojson")
    assert warned(found) == {"level_assumed": 1}
    head = ("name", "kind", "population", "phone", "favourite colour")
    rows = table(head, ("A", "village", "7", "good", "red"))
    found = read_text(tmp_path, rows, kind="communities")
    assert warned(found) == {"columns_not_read": 1} and found.counts.kept == 1


def test_the_list_of_refusals_ends_somewhere_and_the_count_goes_on() -> None:
    findings = Findings()
    for line in range(LISTED + 10):
        findings.refuse(line, "x", "no_date")
    assert len(findings.take_refused()) == LISTED
    assert findings.summary()["refused"] == LISTED + 10
