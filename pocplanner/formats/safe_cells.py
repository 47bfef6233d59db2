"""Tables that leave the house: no cell that a spreadsheet would run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

# What starts a formula in one spreadsheet or another, full-width forms and leading blanks,
# controls and byte order marks included.
_FORMULA = re.compile("^[\\s\\x00-\\x20\\ufeff\\u200b]*[=+\\-@\\t\\r\\n|%＝＋－＠]")
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")
_GUARDED = re.compile("^'(?=[\\s\\x00-\\x20\\ufeff\\u200b]*[=+\\-@\\t\\r\\n|%＝＋－＠'])")


def guarded(text: str) -> str:
    """A text for a CSV cell, with an apostrophe before what could be run; numbers stay."""
    if _NUMBER.match(text):
        return text
    return "'" + text if _FORMULA.match(text) or _GUARDED.match(text) else text


def restored(text: str) -> str:
    """The text as it was before `guarded`."""
    return _GUARDED.sub("", text)


def write_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as UTF-8 with a byte order mark, which spreadsheets need, every cell guarded."""
    return b"".join(csv_pieces(head, rows))


_AT_ONCE = 500


def csv_pieces(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same piece by piece, some hundred rows to each."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow([guarded(c) for c in head])
    for number, row in enumerate(rows, start=1):
        writer.writerow([guarded(c) for c in row])
        if number % _AT_ONCE == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()
