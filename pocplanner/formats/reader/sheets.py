"""Workbooks (XLSX), read as values: formulas, links and macros are never followed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, BinaryIO

from pocplanner.formats.reader.archive import INFLATED, inflate, members
from pocplanner.formats.reader.tables import CELL, Batch, quiet
from pocplanner.formats.reader.wire import Unreadable

ROWS, COLUMNS = 400_000, 512
#: Sheets whose text is longer than this are read by the faster reader.
_LARGE = 16 << 20
_FORMULA = re.compile(rb"<(?:x:)?f[\s>/]")
_STRINGS = 80 << 20


@dataclass
class Looked:
    """What the parts of a workbook hold: formulas, those without a result, cells over rows.

    `merged` has for each part the cells that reach over several rows: first and last row, column.
    """

    formulas: int = 0
    unstored: int = 0
    largest: int = 0
    merged: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)


_MERGED = re.compile(rb'<(?:x:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_UNSTORED = re.compile(
    rb"(?:</(?:x:)?f>|<(?:x:)?f/>)\s*(?:<(?:x:)?v\s*/>|<(?:x:)?v>\s*</(?:x:)?v>)?\s*</(?:x:)?c>"
)
_MOST_MERGED = 50_000


def look_through(file: BinaryIO) -> Looked:
    """Inflate every part once, counted, before it is parsed; what is seen on the way."""
    archive, listed = members(file)
    left, looked = INFLATED, Looked()
    for member in listed:
        data = inflate(archive, member, left)
        left -= len(data)
        if data[:4] == b"PK\x03\x04":
            raise Unreadable("import_zip_unsafe")
        name = member.filename.lower()
        if name.endswith(".xml") and b"<!DOCTYPE" in data[:4096].upper():
            raise Unreadable("import_zip_unsafe")
        if name.endswith("sharedstrings.xml") and len(data) > _STRINGS:
            raise Unreadable("import_inflates", limit=_STRINGS >> 20)
        if name.startswith("xl/worksheets/"):
            looked.largest = max(looked.largest, len(data))
            looked.formulas += len(_FORMULA.findall(data))
            looked.unstored += len(_UNSTORED.findall(data)) if looked.formulas else 0
            spans = [
                (int(top), int(bottom), _column(letters))
                for letters, top, bottom in _MERGED.findall(data)[:_MOST_MERGED]
            ]
            looked.merged[member.filename] = [s for s in spans if s[1] > s[0]]
    file.seek(0)
    return looked


def _column(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found - 1


class Odd(Exception):
    """A workbook that another reader knows better: one written in its own way, or a large one."""

    def __init__(self, looked: Looked | None = None) -> None:
        super().__init__()
        self.looked = looked or Looked()


class Sheet:
    """One sheet of a workbook as a table of texts."""

    def __init__(self, file: BinaryIO, wanted: str = "") -> None:
        looked = look_through(file)
        self.formulas, self.unstored = looked.formulas, looked.unstored
        if looked.largest > _LARGE and not any(looked.merged.values()):
            raise Odd(looked)
        import openpyxl

        try:
            self._book: Any = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except Unreadable:
            raise
        except MemoryError:
            raise
        except Exception as error:
            raise Odd(looked) from error
        visible = [s for s in self._book.worksheets if s.sheet_state == "visible"]
        self.sheets = [s.title for s in visible]
        chosen = [s for s in visible if s.title == wanted] if wanted else visible
        if not chosen:
            raise Unreadable("import_no_such_sheet", sheet=wanted)
        self._sheet = next((s for s in chosen if self._rows_in(s) > 1), chosen[0])
        self.name = self._sheet.title
        path = str(getattr(self._sheet, "_worksheet_path", "")).lstrip("/")
        self._spans = {(top, at): bottom for top, bottom, at in looked.merged.get(path, [])}
        self.merged = len(self._spans)
        self.size = max(1, self._rows_in(self._sheet))
        self._at = 0
        self.beat = quiet

    @staticmethod
    def _rows_in(sheet: Any) -> int:
        sheet.reset_dimensions()
        found = 0
        try:
            for row in sheet.iter_rows(max_row=400, values_only=True):
                found += any(c is not None for c in row)
        except (MemoryError, Unreadable):
            raise
        except Exception as error:
            raise Unreadable("import_workbook_broken") from error
        return found

    def position(self) -> int:
        """Rows read so far."""
        return min(self._at, self.size)

    def batches(self, rows: int) -> Iterator[Batch]:
        """Walk the sheet from its first row; blank rows are passed over."""
        self._sheet.reset_dimensions()
        try:
            yield from in_batches(self._walk(), rows, self._reached)
        except (MemoryError, Unreadable, GeneratorExit):
            raise
        except Exception as error:
            raise Unreadable("import_workbook_broken") from error

    def _walk(self) -> Iterator[tuple[int, list[str]]]:
        open_: dict[int, tuple[int, str]] = {}
        for line, row in enumerate(self._sheet.iter_rows(values_only=True), start=1):
            if len(row) > COLUMNS and any(c is not None for c in row[COLUMNS:]):
                raise Unreadable("import_too_many_columns", limit=COLUMNS)
            cells = [text_of(c) if c is not None else "" for c in row[:COLUMNS]]
            if self._spans:
                self._reach(line, row, cells, open_)
            yield line, cells

    def _reach(
        self, line: int, row: Sequence[Any], cells: list[str], open_: dict[int, tuple[int, str]]
    ) -> None:
        """A text or a day that reaches over several rows is said of each; a number is not.

        What is counted once for three rows would be counted three times.
        """
        for at in [a for a, (bottom, _) in open_.items() if bottom < line]:
            del open_[at]
        for at, (_, text) in open_.items():
            cells.extend([""] * (at + 1 - len(cells)))
            cells[at] = cells[at] or text
        for at, value in enumerate(row[:COLUMNS]):
            bottom = self._spans.get((line, at), 0)
            if bottom and value is not None and not isinstance(value, (int, float)):
                open_[at] = (bottom, cells[at])

    def _reached(self, row: int) -> None:
        self._at = row


def in_batches(
    numbered: Iterable[tuple[int, list[str]]], rows: int, reached: Callable[[int], None]
) -> Iterator[Batch]:
    """Rows that hold anything, so many at a time, with their lines; `reached` is told the count.

    Cells behind the last that holds anything are cut. Unreadable where the rows are too many.
    """
    lines: list[int] = []
    found: list[list[str]] = []
    present = 0
    for line, cells in numbered:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        present += 1
        if present > ROWS:
            raise Unreadable("import_too_many_rows", limit=ROWS)
        lines.append(line)
        found.append(cells)
        if len(found) >= rows:
            reached(present)
            yield lines, found
            lines, found = [], []
    if found:
        yield lines, found


def text_of(value: Any) -> str:
    """A cell as people read it: days in ISO form, whole numbers without a point."""
    if isinstance(value, str):
        # So a workbook writes a low line that would otherwise begin the number of a sign.
        return value[:CELL].replace("_x005F_x", "_x")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)[:CELL]
