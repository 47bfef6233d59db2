"""Rows that were refused, mended by a person: one cell, or the whole row as it stands."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pocplanner.formats.reading import Refused
from pocplanner.words import Problem

#: So many refused rows bring what stands in them.
ROWS = 2000
#: The name under which the number of cells of a whole row travels to the reader.
_WHOLE = "-1"
_USUAL = ","


def text_of(cells: Sequence[str], delimiter: str = "") -> str:
    """A row on one line, as a table would write it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=_sign(delimiter), lineterminator="").writerow(cells)
    return out.getvalue()


def cells_in(text: str, delimiter: str = "") -> list[str]:
    """The cells of such a line. Problem where a quote is left open."""
    try:
        rows = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=_sign(delimiter), strict=True)
        )
    except csv.Error as error:
        raise Problem("import_mend_unreadable", row=text[:80]) from error
    return [cell for row in rows for cell in row]


def _sign(delimiter: str) -> str:
    return delimiter if len(delimiter) == 1 and delimiter.isprintable() else _USUAL


def place(refused: Refused, names: Sequence[str], delimiter: str = "") -> tuple[str, str]:
    """What a person mends: the name of the column and its cell, or no name and the whole row.

    Empty text where nothing is known of the row.
    """
    if refused.column in names:
        at = list(names).index(refused.column)
        return refused.column, refused.row[at] if at < len(refused.row) else ""
    return "", text_of(refused.row, delimiter) if refused.row else ""


def for_reader(
    mends: Mapping[tuple[int, str], str], names: Sequence[str], delimiter: str
) -> dict[str, dict[str, str]]:
    """Line to the cells that are set anew, by the number of their column."""
    places = {n: i for i, n in reversed(list(enumerate(names)))}
    made: dict[str, dict[str, str]] = {}
    # Whole rows first: a cell that was set by itself lies over them.
    for (line, column), text in sorted(mends.items(), key=lambda m: m[0][1]):
        cells = made.setdefault(str(line), {})
        if not column:
            whole = cells_in(text, delimiter)
            cells |= {_WHOLE: str(len(whole)), **{str(i): c for i, c in enumerate(whole)}}
        elif column in places:
            cells[str(places[column])] = text
    return {line: cells for line, cells in made.items() if cells}


def with_rows(
    refused: Sequence[Refused], lines: Sequence[int], rows: Sequence[tuple[str, ...]]
) -> tuple[Refused, ...]:
    """The refusals, the first of them with what stands in their row."""
    wanted = {r.line for r in refused[:ROWS] if not r.row}
    known = {n: row for n, row in zip(lines, rows, strict=True) if n in wanted} if wanted else {}
    return tuple(
        replace(r, row=known[r.line]) if not r.row and r.line in known else r for r in refused
    )
