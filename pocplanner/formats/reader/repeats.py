"""Repeats of a form: rows of a sheet that belong to rows of another, joined to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pocplanner.formats.reader.tables import Batch, Table, first_rows, quiet


@dataclass(frozen=True)
class Keys:
    """How rows are tied: the columns of a row's key, of its parent's key, of its parent's table."""

    own: str
    parent: str
    of: str


_INDEX, _PARENT, _OF = "_index", "_parent_index", "_parent_table_name"
_FORM = Keys(_INDEX, _PARENT, _OF)
_DEEPEST = 5


class Joined:
    """A sheet of repeats with the columns of the rows that they belong to."""

    def __init__(self, child: Any, parent: Table, keys: Keys = _FORM) -> None:
        self._child, self._parent, self._keys = child, parent, keys
        self.beat = quiet
        self.name: str = child.name
        self.sheets: list[str] = child.sheets
        self.formulas: int = child.formulas
        self.size: int = child.size
        self.joined: list[str] = []

    def position(self) -> int:
        """Rows read so far."""
        return int(self._child.position())

    def batches(self, rows: int) -> Iterator[Batch]:
        """The rows of the child, each followed by the cells of its parent."""
        names, places, known = self._parents()
        self.joined = names
        at = width = -1
        nothing = [""] * len(names)
        for lines, found in self._child.batches(rows):
            made = []
            for row in found:
                if at < 0:
                    at, width = row.index(self._keys.parent), len(row)
                    made.append([*row, *names])
                    continue
                full = [*row, *[""] * (width - len(row))]
                cells = known.get(full[at].strip())
                made.append([*full, *([cells[p] for p in places] if cells else nothing)])
            yield lines, made

    def _parents(self) -> tuple[list[str], list[int], dict[str, list[str]]]:
        names: list[str] = []
        places: list[int] = []
        known: dict[str, list[str]] = {}
        at = -1
        for _, rows in self._parent.batches(5000):
            for row in rows:
                if at < 0:
                    ours = {self._keys.own, self._keys.parent, self._keys.of}
                    at = row.index(self._keys.own) if self._keys.own in row else len(row)
                    places = [p for p, n in enumerate(row) if n and n not in ours]
                    names, width = [row[p] for p in places], len(row)
                    continue
                full = [*row, *[""] * (width - len(row))]
                if at < len(full):
                    known.setdefault(full[at].strip(), full)
        return names, places, known


def joined(sheet: Any, opened: Callable[[str], Any], depth: int = 0) -> Any:
    """The sheet itself, or joined to the sheet whose rows it repeats within.

    `opened` opens a sheet of the same workbook by its name.
    """
    _, rows = first_rows(sheet, 2)
    if len(rows) < 2 or _PARENT not in rows[0] or _OF not in rows[0] or depth >= _DEEPEST:
        return sheet
    told = rows[1][rows[0].index(_OF)] if rows[0].index(_OF) < len(rows[1]) else ""
    # A sheet's title is cut where the form's is longer, and closed by points.
    fits = [
        n for n in sheet.sheets if n != sheet.name and told and told.startswith(n.rstrip(".… "))
    ]
    if len(fits) != 1:
        return sheet
    return Joined(sheet, joined(opened(fits[0]), opened, depth + 1))
