"""A table of any things that have an id, kept fresh by edits."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from pocplanner.analysis.gazetteer import plain
from pocplanner.analysis.table_columns import Mask, NumberColumn, TableColumn
from pocplanner.gui.tables.grid import Grid
from pocplanner.gui.tables.grid_model import GridModel, GridSource, Head
from pocplanner.gui.tables.grid_rows import Layout
from pocplanner.model.edit import Edit
from pocplanner.model.events import EPOCH
from pocplanner.model.record import Record
from pocplanner.words import Words

_NARROW, _WIDE = 70, 260


class Column:
    """A column: its head, the text of a row, and what it sorts by (else the text).

    `field` is the field of the record that it shows, `copied` what it puts into the clipboard;
    a `number` stands to the right and is filtered by its ends even where none is known.
    """

    def __init__(
        self,
        head: str,
        text: Callable[[Any], str],
        sort: Callable[[Any], Any] | None = None,
        colour: Callable[[Any], tuple[str, str] | None] | None = None,
        field: str = "",
        copied: Callable[[Any], str] | None = None,
        number: bool = False,
    ) -> None:
        self.head, self.text, self.sort, self.colour = head, text, sort, colour
        self.field, self.copied, self.number = field, copied, number


class RowsSource(GridSource):
    """Rows of anything that has an id, under columns."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Any],
        editable: Callable[[Any, str], bool] | None = None,
    ) -> None:
        super().__init__(_heads(columns))
        self.columns, self.rows = list(columns), list(rows)
        self._editable = editable
        self._row_of = {r.id: i for i, r in enumerate(self.rows)}

    def __len__(self) -> int:
        return len(self.rows)

    def id(self, row: int) -> str:
        return str(self.rows[row].id)

    def row_of(self, id: str) -> int | None:
        return self._row_of.get(id)

    def text(self, row: int, column: int) -> str:
        return self.columns[column].text(self.rows[row])

    def copied(self, row: int, column: int) -> str:
        one = self.columns[column]
        return (one.copied or one.text)(self.rows[row])

    def colour(self, row: int, column: int) -> tuple[str, str] | None:
        one = self.columns[column]
        return one.colour(self.rows[row]) if one.colour else None

    def editable(self, row: int, column: int) -> bool:
        field = self.columns[column].field
        return bool(field and self._editable and self._editable(self.rows[row], field))

    def change(self, row: int, now: Any) -> None:
        """Put what a row holds now in its place; columns that were worked out are forgotten."""
        self.rows[row] = now
        self._columns.clear()

    def stays(self, row: int, now: Any, column: int) -> bool:
        """Whether a row would stand where it stands by this column, whatever else it says.

        A column that is worked out from other records is never sure to.
        """
        one = self.columns[column]
        key = one.sort or one.text
        return bool(one.field) and key(self.rows[row]) == key(now)

    def make_column(self, column: int) -> TableColumn:
        """Numbers and days where all that is known are such, else the texts."""
        one = self.columns[column]
        if one.sort is not None:
            values = [one.sort(row) for row in self.rows]
            known = [v for v in values if v is not None]
            if all(isinstance(v, (int, float)) for v in known) and (known or one.number):
                return NumberColumn(np.array([np.nan if v is None else v for v in values], float))
            if known and all(isinstance(v, date) for v in known):
                made = [np.nan if v is None else _day(v) for v in values]
                return NumberColumn(np.array(made, float), days=True)
        return super().make_column(column)

    def holding(self, text: str, columns: Sequence[int]) -> Mask:
        """The rows in which every typed word stands somewhere, in figures too."""
        wanted = plain(text).split()
        shown = [self.columns[c] for c in columns]
        told = (plain(" ".join(c.text(row) for c in shown)) for row in self.rows)
        found = [all(w in one for w in wanted) for one in told]
        return np.array(found, bool) if found else np.zeros(0, bool)


class RowsModel(GridModel):
    """The model of a table of things; `rows` are all of them, whatever the filters keep."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = list(columns)
        super().__init__(RowsSource(columns, ()))

    @property
    def rows(self) -> list[Any]:
        """Everything in the table, as it came."""
        return self.source.rows if isinstance(self.source, RowsSource) else []


class Table(Grid):
    """A table with filters and, where it is empty, a word on what to do next."""

    def __init__(
        self,
        words: Words,
        columns: Sequence[Column],
        empty: str = "",
        widths: Sequence[int] = (),
        shown: int | None = None,
        editable: Callable[[Any, str], bool] | None = None,
    ) -> None:
        """`shown` is how many of the columns stand there at first; the others can be chosen.

        `editable` says of a row and a field whether it can be changed in the table.
        """
        self.model = RowsModel(columns)
        self._editable = editable
        super().__init__(words, self.model, empty)
        self._widths = tuple(widths)
        self._sized = False
        self._at_first = len(columns) if shown is None else shown
        if self._at_first < len(columns):
            names = [h.name for h in self.model.source.heads]
            self.lay_out(tuple((n, 0) for n in names[: self._at_first]))
        self.set_rows([])

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, keeping the choice where it still stands."""
        self.show_source(RowsSource(self.model.columns, rows, self._editable))
        if rows and not self._sized:
            self._sized = True
            self._size()

    def change_rows(self, changed: Sequence[Any]) -> bool:
        """Show what some of the rows hold now, each in its place.

        False where a row is new or would stand elsewhere: then all must be shown anew. An edit
        of one record must not cost what five thousand rows cost.
        """
        source, deciding = self.model.source, self.model.arranging
        if not isinstance(source, RowsSource) or deciding is None:
            return False
        places = [source.row_of(now.id) for now in changed]
        if None in places or not all(
            source.stays(at, now, column)
            for at, now in zip(places, changed, strict=True)
            for column in deciding
            if at is not None
        ):
            return False
        for at, now in zip(places, changed, strict=True):
            if at is not None:
                source.change(at, now)
        self.model.show_again()
        return True

    def follow_edit(self, edit: Edit, kind: type[Record]) -> bool:
        """Show what an edit did to records of a kind, where all of them keep their places."""
        here = [c for c in edit.changes if c.kind is kind]
        now = [c.after for c in here if c.before is not None and c.after is not None]
        return len(now) == len(here) and self.change_rows(now)

    def lay_out(self, layout: Layout) -> None:
        super().lay_out(layout)
        self._sized = self._sized or any(width > 0 for _, width in layout)

    def _size(self) -> None:
        """Give each column the room that its first rows need."""
        head = self.view.horizontalHeader()
        blocked = head.blockSignals(True)
        if not self._widths:
            self.view.resizeColumnsToContents()
        for at in range(len(self.model.columns)):
            known = self._widths[at] if at < len(self._widths) else 0
            width = known or min(max(self.view.columnWidth(at), _NARROW), _WIDE)
            width = max(width, min(self._header.least_width(at), 2 * _WIDE))
            self.view.setColumnWidth(at, width)
        head.blockSignals(blocked)


def _day(value: date) -> float:
    """Days since 1970-01-01; an instant with its part of the day, in UTC."""
    if not isinstance(value, datetime):
        return float(value.toordinal() - EPOCH)
    aware = value if value.utcoffset() is not None else value.replace(tzinfo=UTC)
    return aware.timestamp() / 86_400


def _heads(columns: Sequence[Column]) -> list[Head]:
    """Heads with names that differ: the field, else the title and its place."""
    found: list[Head] = []
    for at, one in enumerate(columns):
        name = one.field or f"{at}.{one.head}"
        found.append(Head(name, one.head, one.number, one.field))
    return found
