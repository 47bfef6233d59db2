"""Spreadsheets that are odd, locked, huge by what they claim, or hostile: each has its sentence."""

import io
from pathlib import Path

import openpyxl
import pytest

from pocplanner.model.places import Settlement
from tests.formats.reading_of import problem_of, read_text, zipped

_OPEN = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
_CLOSE = "</office:spreadsheet></office:body></office:document-content>"
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def cell(text: str, more: str = "") -> str:
    """A cell of text."""
    told = f'<table:table-cell office:value-type="string"{more}>'
    return f"{told}<text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def ods(*rows: str, body: str = "") -> bytes:
    """An open-document sheet of these rows."""
    table = body or f'<table:table table:name="Places">{"".join(rows)}</table:table>'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": (_OPEN + table + _CLOSE).encode(),
            "META-INF/manifest.xml": _MANIFEST.encode(),
        }
    )


HEAD = row(*map(cell, ("name", "lat", "lon")))


def test_an_open_document_sheet_is_read(tmp_path: Path) -> None:
    blank = row('<table:table-cell table:number-columns-repeated="1000"/>',
                more=' table:number-rows-repeated="1048000"')  # fmt: skip
    found = read_text(
        tmp_path, ods(HEAD, row(*map(cell, ("Kemba", "7.1", "21.2"))), blank), "a.ods"
    )
    (one,) = found.records
    assert isinstance(one, Settlement) and one.name == "Kemba"
    assert (found.found.format, found.found.sheet) == ("ods", "Places")


@pytest.mark.parametrize(
    "bomb",
    [
        row(cell("x"), more=' table:number-rows-repeated="1048576"')
        + row(cell("x", ' table:number-columns-repeated="16384"')),
        row(cell("x", ' table:number-columns-repeated="16384"'),
            more=' table:number-rows-repeated="1048576"'),
        row(cell("x"), more=' table:number-rows-repeated="9999999999"') * 3,
    ],
)  # fmt: skip
def test_a_sheet_of_repeated_cells_is_refused_before_it_unfolds(tmp_path: Path, bomb: str) -> None:
    assert problem_of(tmp_path, ods(HEAD, bomb), "a.ods") == "import_cells_far"


def test_an_open_document_that_points_elsewhere_is_refused(tmp_path: Path) -> None:
    entity = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
    )
    data = zipped({"mimetype": b"x", "content.xml": entity})
    assert problem_of(tmp_path, data, "a.ods") == "import_zip_unsafe"


def test_an_open_document_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    data = zipped({"mimetype": b"x", "content.xml": b"<office:document"})
    assert problem_of(tmp_path, data, "a.ods") == "import_workbook_broken"
    assert problem_of(tmp_path, zipped({"mimetype": b"x"}), "a.ods") == "import_not_excel"


def test_a_workbook_of_one_far_cell_says_where_to_look(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at, text in enumerate(("name", "lat", "lon"), start=1):
        sheet.cell(1, at, text)
    sheet.cell(1048576, 16384, "far")
    out = io.BytesIO()
    book.save(out)
    assert problem_of(tmp_path, out.getvalue(), "a.xlsx") == "import_too_many_columns"


def test_a_far_cell_in_an_odd_workbook_is_refused_too(tmp_path: Path) -> None:
    from pocplanner.formats.reader.spreadsheets import _weigh_xlsx
    from pocplanner.formats.reader.wire import Unreadable

    sheet = b'<worksheet><c r="A1"/><c r="XFD1048576"/></worksheet>'
    with pytest.raises(Unreadable) as caught:
        _weigh_xlsx(io.BytesIO(zipped({"xl/worksheets/sheet1.xml": sheet})))
    assert caught.value.key == "import_cells_far"
    near = b'<worksheet><c r="A1"/><c r="Z400"/></worksheet>'
    _weigh_xlsx(io.BytesIO(zipped({"xl/worksheets/sheet1.xml": near})))


@pytest.mark.parametrize("name", ["a.ods", "a.xlsx"])
def test_a_table_named_like_a_spreadsheet_is_not_one(tmp_path: Path, name: str) -> None:
    assert problem_of(tmp_path, b"name,lat,lon\nKemba,1,2\n", name) == "import_not_excel"


def test_tags_in_the_wrong_row_do_not_hide_the_names(tmp_path: Path) -> None:
    text = "#loc+name,#geo+lat\nname,lat,lon\nKemba,7.1,21.2\n"
    found = read_text(tmp_path, text, kind="places")
    assert [getattr(r, "name", "") for r in found.records][-1] == "Kemba"
