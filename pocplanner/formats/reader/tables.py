"""Rows of a text table or a sheet, in batches, each row with the line it begins on."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Protocol

from pocplanner.formats.reader import sniff
from pocplanner.formats.reader.wire import Unreadable
from pocplanner.formats.safe_cells import restored

COLUMNS = 2000
CELL = 1 << 20
ROWS = 20_000_000
#: A row that runs over more lines than this has lost its closing quote.
LINES = 300
SHOWN = 24

Batch = tuple[list[int], list[list[str]]]


def quiet() -> None:
    """A beat that nobody listens to."""


class Table(Protocol):
    """Something with rows, that can be walked more than once.

    `beat` tells the process that waits that a long walk without rows is still going on.
    """

    size: int
    beat: Callable[[], None]

    def batches(self, rows: int) -> Iterator[Batch]:
        """Lines and rows, so many at a time; rows as they stand, blank ones among them."""

    def position(self) -> int:
        """How far the walk has come, in the unit of `size`."""


@dataclass
class Delimited:
    """A text table: its encoding and delimiter found or given."""

    file: BinaryIO
    encoding: str
    delimiter: str
    twice: bool = False
    doubts: list[str] = field(default_factory=list)
    beat: Callable[[], None] = quiet

    def __post_init__(self) -> None:
        self.file.seek(0, io.SEEK_END)
        self.size = self.file.tell()

    def position(self) -> int:
        """Bytes read so far."""
        return self.file.tell()

    def batches(self, rows: int) -> Iterator[Batch]:
        """Walk the whole file from its start. Unreadable where it breaks the rules of a table."""
        csv.field_size_limit(CELL)
        with self._text() as text:
            yield from self._walk(csv.reader(text, delimiter=self.delimiter or ","), rows)

    @contextmanager
    def _text(self) -> Iterator[io.TextIOWrapper]:
        self.file.seek(0)
        errors = "strict" if self.encoding.startswith("utf") else "replace"
        text = io.TextIOWrapper(self.file, self.encoding, errors=errors, newline="")
        try:
            yield text
        except UnicodeDecodeError as error:
            raise Unreadable("import_encoding_wrong", encoding=self.encoding) from error
        finally:
            text.detach()

    def _walk(self, reader: "Iterator[list[str]]", size: int) -> Iterator[Batch]:
        lines: list[int] = []
        rows: list[list[str]] = []
        line = seen = first = 0
        try:
            for row in reader:
                lines.append(line + 1)
                rows.append(row)
                first, line = line, reader.line_num  # type: ignore[attr-defined]
                if line - first > LINES:
                    raise Unreadable("import_quote_open", line=first + 1)
                if len(rows) >= size:
                    seen += len(rows)
                    if seen > ROWS:
                        raise Unreadable("import_too_many_rows", limit=ROWS)
                    yield lines, self._mended(rows)
                    lines, rows = [], []
        except csv.Error as error:
            key = "import_cell_too_long" if "limit" in str(error) else "import_table_broken"
            raise Unreadable(key, line=line + 1) from error
        if line - first > 1 and self._quote_open(first):
            raise Unreadable("import_quote_open", line=first + 1)
        if rows:
            yield lines, self._mended(rows)

    def _quote_open(self, start: int) -> bool:
        """Whether the last row, which begins after so many lines, ends the file inside quotes."""
        with self._text() as text:
            return sum(line.count('"') for line in islice(text, start, None)) % 2 == 1

    def _mended(self, rows: list[list[str]]) -> list[list[str]]:
        if max(map(len, rows)) > COLUMNS:
            raise Unreadable("import_too_many_columns", limit=COLUMNS)
        if self.twice:
            return [[sniff.once(c) for c in row] for row in rows]
        return rows


def delimited(file: BinaryIO, wanted: dict[str, str], sampled: bool = False) -> Delimited:
    """A text table with its encoding and delimiter found, or as the person said.

    `sampled` looks at pieces of the file instead of all of it, for a first look.
    """
    asked = wanted.get("encoding", "")
    found = sniff.encoding(file, asked, sampled)
    sign = wanted.get("delimiter", "")
    if not sign:
        errors = "strict" if found.name.startswith("utf") else "replace"
        text = io.TextIOWrapper(file, found.name, errors=errors, newline="")
        try:
            sign = sniff.delimiter(text.read(1 << 18))
        except UnicodeDecodeError as error:
            raise Unreadable("import_encoding_wrong", encoding=found.name) from error
        finally:
            text.detach()
    return Delimited(file, found.name, sign, asked.endswith("-twice"), list(found.doubts))


def first_rows(table: Table, most: int = SHOWN) -> Batch:
    """The first rows as they stand."""
    for lines, rows in table.batches(most):
        return lines, rows
    return [], []


def mended(batches: Iterator[Batch], mends: dict[str, dict[str, str]]) -> Iterator[Batch]:
    """The rows, with the cells that a person set anew."""
    wanted = {int(line): {int(at): t for at, t in cells.items()} for line, cells in mends.items()}
    for lines, rows in batches:
        for place in [i for i, line in enumerate(lines) if line in wanted] if wanted else ():
            cells = dict(wanted[lines[place]])
            # A whole row that was set anew has as many cells as it says.
            row = [""] * int(cells.pop(-1)) if -1 in cells else list(rows[place])
            for at, text in cells.items():
                row += [""] * (at + 1 - len(row))
                row[at] = text
            rows[place] = row
        yield lines, rows


def unguarded(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The rows of a table of ours, their texts as they were before they were guarded."""
    for lines, rows in batches:
        yield lines, [[restored(c) if c[:1] == "'" else c for c in row] for row in rows]


def only(batches: Iterator[Batch], at: int, value: str, *, left: Counter[str]) -> Iterator[Batch]:
    """The rows that have this value in a column; what the others have there is counted."""
    for lines, rows in batches:
        here = [i for i, row in enumerate(rows) if at < len(row) and row[at].strip() == value]
        if len(here) < len(rows):
            left.update(r[at].strip() for r in rows if at < len(r) and r[at].strip() != value)
        yield [lines[i] for i in here], [rows[i] for i in here]


def data(table: Table, start: int, size: int, most: int = 0) -> Iterator[Batch]:
    """The rows after the head (`start` rows are passed over), blank ones too.

    Where `most` is given, the walk ends after so many rows, and reads no further than it must.
    """
    left = most
    for lines, rows in table.batches(min(size, most + start) if most else size):
        if start >= len(rows):
            start -= len(rows)
            continue
        if start:
            lines, rows, start = lines[start:], rows[start:], 0
        if most and len(rows) >= left:
            yield lines[:left], rows[:left]
            return
        left -= len(rows)
        yield lines, rows
