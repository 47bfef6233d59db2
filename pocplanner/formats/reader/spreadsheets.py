"""Spreadsheets of other kinds (ODS, XLS, odd XLSX) as tables of values, by calamine.

Calamine makes one dense block of all cells between the first and the last, so what a file
claims of its size is looked at before it is asked.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from pocplanner.formats.reader.archive import INFLATED, inflate, members
from pocplanner.formats.reader.sheets import COLUMNS, in_batches, text_of
from pocplanner.formats.reader.tables import Batch, quiet
from pocplanner.formats.reader.wire import Unreadable

#: Cells between the first and the last of a sheet, filled or not.
CELLS = 4_000_000
_REFERENCE = re.compile(rb'<(?:x:)?c [^>]{0,80}?r="([A-Z]{1,3})(\d{1,7})"')


class Grid:
    """One sheet of a spreadsheet as a table of texts."""

    def __init__(self, file: BinaryIO, kind: str, wanted: str = "") -> None:
        if kind == "ods":
            _weigh_ods(file)
        elif kind == "xlsx":
            _weigh_xlsx(file)
        file.seek(0)
        self.beat = quiet
        self.formulas = self.unstored = 0
        self._at = 0
        self._book = _opened(file)
        listed = [m.name for m in self._book.sheets_metadata if "Visible" in str(m.visible)]
        self.sheets = listed
        chosen = [n for n in listed if n == wanted] if wanted else listed
        if not chosen:
            raise Unreadable("import_no_such_sheet", sheet=wanted)
        self._sheet = self._first(chosen)
        self.name: str = self._sheet.name
        self.size = max(1, int(self._sheet.height))

    def _first(self, names: list[str]) -> Any:
        """The first sheet with more than one row, else the first."""
        found = None
        for name in names:
            sheet = _guarded(lambda n=name: self._book.get_sheet_by_name(n))
            if sheet.height > 1:
                return sheet
            found = found or sheet
        return found

    def position(self) -> int:
        """Rows read so far."""
        return min(self._at, self.size)

    def batches(self, rows: int) -> Iterator[Batch]:
        """Walk the sheet from its first row; blank rows are passed over."""
        if self._sheet.width > COLUMNS:
            raise Unreadable("import_too_many_columns", limit=COLUMNS)
        yield from in_batches(self._walk(), rows, self._reached)

    def _walk(self) -> Iterator[tuple[int, list[str]]]:
        # Row by row: the cells of a large sheet are never all texts at the same time.
        rows = iter(_guarded(self._sheet.iter_rows))
        line = 0
        while (row := _guarded(lambda: next(rows, None))) is not None:
            line += 1
            yield line, ["" if c is None or c == "" else text_of(c) for c in row]

    def _reached(self, row: int) -> None:
        self._at = row


def _opened(file: BinaryIO) -> Any:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        raise Unreadable("import_workbook_locked") from error
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable("import_workbook_broken") from error


def _guarded(work: Any) -> Any:
    """What calamine says, or that the file is broken; its panics are no `Exception`."""
    try:
        return work()
    except (MemoryError, Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise Unreadable("import_workbook_broken") from error


def _weigh_xlsx(file: BinaryIO) -> None:
    """Refuse sheets whose first and last cells lie too far apart."""
    archive, listed = members(file)
    left = INFLATED
    for member in listed:
        data = inflate(archive, member, left)
        left -= len(data)
        if not member.filename.startswith("xl/worksheets/"):
            continue
        right = bottom = cells = 0
        for found in _REFERENCE.finditer(data):
            letters, number = found.groups()
            cells += 1
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            right, bottom = max(right, column), max(bottom, int(number))
        # A sheet that is filled is large; one that is not reaches far.
        if right * bottom > max(CELLS, 3 * cells):
            raise Unreadable("import_cells_far", limit=CELLS)


def _weigh_ods(file: BinaryIO) -> None:
    """Refuse sheets that repeat cells beyond what a sheet of people holds (ODS writes counts)."""
    archive, listed = members(file)
    content = next((m for m in listed if m.filename == "content.xml"), None)
    if content is None:
        raise Unreadable("import_workbook_broken")
    data = inflate(archive, content, INFLATED)
    if b"<!DOCTYPE" in data[:4096].upper() or b"<!ENTITY" in data[:4096].upper():
        raise Unreadable("import_zip_unsafe")
    try:
        _Weight().parse(data)
    except expat.ExpatError as error:
        raise Unreadable("import_workbook_broken") from error


class _Weight:
    """Counts rows and columns up to the last filled cell of each sheet, repeats and all."""

    def __init__(self) -> None:
        self._rows = self._filled_rows = self._width = 0
        self._column = self._row_width = self._times = self._cell_times = 0

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def _start(self, name: str, facts: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        told = {k.rpartition(" ")[2]: v for k, v in facts.items()}
        if local == "table":
            self._rows = self._filled_rows = self._width = 0
        elif local == "table-row":
            self._times = _number(told.get("number-rows-repeated"))
            self._column = self._row_width = 0
        elif local in {"table-cell", "covered-table-cell"}:
            self._cell_times = _number(told.get("number-columns-repeated"))
            self._column += self._cell_times
            if "value-type" in told:
                self._row_width = self._column

    def _text(self, text: str) -> None:
        if self._cell_times and text.strip():
            self._row_width = max(self._row_width, self._column)

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if local in {"table-cell", "covered-table-cell"}:
            self._cell_times = 0
        if local != "table-row":
            return
        self._rows += self._times
        if self._row_width:
            self._filled_rows = self._rows
            self._width = max(self._width, self._row_width)
            if self._filled_rows * self._width > CELLS:
                raise Unreadable("import_cells_far", limit=CELLS)


def _number(text: str | None) -> int:
    return min(int(text), 1 << 24) if text and text.isdecimal() and len(text) < 12 else 1
