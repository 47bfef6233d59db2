"""Any number of rows under columns: ordered and filtered as arrays, read only where in view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from pocplanner.analysis.table_columns import (
    Between,
    Condition,
    Containing,
    Mask,
    NumberColumn,
    Rows,
    TableColumn,
    TextColumn,
    first,
    order,
)
from pocplanner.gui.plain import tooltip

Index = QModelIndex | QPersistentModelIndex

# Numbers, since that is what Qt asks with: to compare a role with a name takes ten times as long.
_TEXTS = (Qt.ItemDataRole.DisplayRole.value, Qt.ItemDataRole.AccessibleTextRole.value)
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
_COLOURS = (Qt.ItemDataRole.BackgroundRole.value, Qt.ItemDataRole.ForegroundRole.value)
_ANSWERED = frozenset((*_TEXTS, _ALIGNMENT, *_COLOURS, Qt.ItemDataRole.ToolTipRole.value))
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Head:
    """The head of a column: its name for settings, its title, whether it stands to the right."""

    name: str
    title: str
    number: bool = False
    #: The field of the record that the column shows; empty where it is worked out.
    field: str = ""


class GridSource:
    """What a table shows: rows by number, columns by number; nothing is made before it is seen."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self.heads = tuple(heads)
        self._columns: dict[int, TableColumn] = {}

    def __len__(self) -> int:
        return 0

    def id(self, row: int) -> str:
        """The id of what stands in a row."""
        return str(row)

    def row_of(self, id: str) -> int | None:
        """The row of an id, nothing where there is none."""
        return None

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        return ""

    def copied(self, row: int, column: int) -> str:
        """What a cell puts into the clipboard."""
        return self.text(row, column)

    def copied_column(self, rows: Rows, column: int) -> list[str]:
        """What a column of these rows puts into the clipboard."""
        return [self.copied(row, column) for row in rows.tolist()]

    def colour(self, row: int, column: int) -> tuple[str, str] | None:
        """Ground and ink of a cell, nothing for those of the table."""
        return None

    def editable(self, row: int, column: int) -> bool:
        """Whether a cell can be changed where it stands."""
        return False

    def column(self, column: int) -> TableColumn:
        """A whole column as an array, made when it is first asked for."""
        if column not in self._columns:
            self._columns[column] = self.make_column(column)
        return self._columns[column]

    def make_column(self, column: int) -> TableColumn:
        """Make the array of a column."""
        return TextColumn.of([self.text(row, column) for row in range(len(self))])

    def holding(self, text: str, columns: Sequence[int]) -> Mask:
        """The rows in which every typed word stands in one of these columns."""
        found = np.ones(len(self), bool)
        texts = [c for c in map(self.column, columns) if isinstance(c, TextColumn)]
        for word in text.split():
            here = np.zeros(len(self), bool)
            for one in texts:
                here |= one.mask(Containing(word))
            found &= here
        return found


class GridModel(QAbstractTableModel):
    """The rows of a source that the filters keep, in the order of one column."""

    #: The rows are others, or stand in another order, than before.
    arranged = Signal()

    def __init__(self, source: GridSource) -> None:
        super().__init__()
        self.source = source
        self.visible: Rows = np.arange(len(source))
        self.searched: tuple[int, ...] = tuple(range(len(source.heads)))
        #: What every head says besides its title where one points at it.
        self.hint = ""
        self._among: Mask | None = None
        self._conditions: dict[str, Condition] = {}
        self._search = ""
        self._order: tuple[str, bool] | None = None
        self._top: frozenset[str] = frozenset()
        self._ordered: tuple[tuple[str, bool] | None, Rows] | None = None
        self._place: Rows | None = None

    # -- what is shown ---------------------------------------------------------------

    def show_source(self, source: GridSource, among: Mask | None = None) -> None:
        """Show this source instead, or only some of its rows; order and filters stay."""
        self.beginResetModel()
        if source is not self.source:
            self._ordered = None
        self.source, self._among = source, among
        kept = self._conditions.items()
        self._conditions = {n: c for n, c in kept if self._fits(self.column_of(n), c)}
        self._work_out()
        self.endResetModel()
        self.arranged.emit()

    def show_again(self) -> None:
        """Show the words of the same rows anew, where they stand: what they say has changed."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        if last.isValid():
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def arranging(self) -> tuple[int, ...] | None:
        """The columns that decide which row stands where; nothing where typed words do."""
        if self._search.strip():
            return None
        names = {*self._conditions, *([self._order[0]] if self._order else ())}
        return tuple(c for c in map(self.column_of, names) if c >= 0)

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """The filter of each column that has one, by its name."""
        return dict(self._conditions)

    def set_condition(self, name: str, condition: Condition | None) -> None:
        """Filter by a column, or no longer."""
        self._conditions.pop(name, None)
        if condition is not None:
            self._conditions[name] = condition
        self._again()

    def clear_conditions(self) -> None:
        """Show every row again, but for those that the typed words leave out."""
        self._conditions.clear()
        self._again()

    def look_for(self, text: str) -> None:
        """Keep rows in which every typed word stands somewhere."""
        self._search = text
        self._again()

    def keep_on_top(self, ids: Sequence[str]) -> None:
        """Let these rows stand above the others, whatever the order."""
        self._top = frozenset(ids)
        self._again()

    @property
    def on_top(self) -> bool:
        """Whether some rows stand above the others."""
        return bool(self._top)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; -1 for the order in which they came."""
        if column < 0:
            self._order = None
        elif column < len(self.source.heads):
            self._order = (self.source.heads[column].name, order is Qt.SortOrder.DescendingOrder)
        self._again()

    def column_of(self, name: str) -> int:
        """The number of a column by its name, -1 where there is none."""
        return next((i for i, h in enumerate(self.source.heads) if h.name == name), -1)

    def row_at(self, row: int) -> int:
        """The number in the source of what stands in a row of the table."""
        return int(self.visible[row])

    def place_of(self, row: int) -> int:
        """Where a row of the source stands in the table, -1 where a filter leaves it out."""
        if self._place is None:
            self._place = np.full(len(self.source), -1, np.int64)
            self._place[self.visible] = np.arange(len(self.visible))
        return int(self._place[row]) if 0 <= row < len(self._place) else -1

    def _fits(self, column: int, condition: Condition) -> bool:
        """Whether a filter still makes sense: a column may be gone, or hold something else."""
        if column < 0:
            return False
        return isinstance(condition, Between) == is_number(self.source.column(column))

    def kept(self, leaving_out: str = "") -> Rows:
        """The rows that the filters keep but for that of one column: what its list is made of."""
        return np.flatnonzero(self._mask(leaving_out))

    def _again(self) -> None:
        self.beginResetModel()
        self._work_out()
        self.endResetModel()
        self.arranged.emit()

    def _mask(self, leaving_out: str = "") -> Mask:
        found = np.ones(len(self.source), bool) if self._among is None else self._among.copy()
        for name, condition in self._conditions.items():
            if name != leaving_out:
                found &= self.source.column(self.column_of(name)).mask(condition)
        if self._search.strip():
            found &= self.source.holding(self._search, self.searched)
        return found

    def _work_out(self) -> None:
        ordered = self._all_ordered()
        self.visible = ordered[self._mask()[ordered]]
        if self._top:
            rows = [r for r in map(self.source.row_of, self._top) if r is not None]
            self.visible = first(np.array(rows, np.int64), self.visible)
        self._place = None

    def _all_ordered(self) -> Rows:
        """All rows in their order: remembered, so that a filter need not sort again."""
        if self._ordered is None or self._ordered[0] != self._order:
            rows = np.arange(len(self.source))
            at = self.column_of(self._order[0]) if self._order else -1
            if self._order and at >= 0:
                rows = order(self.source.column(at), rows, self._order[1])
            self._ordered = (self._order, rows)
        return self._ordered[1]

    # -- as Qt reads it --------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.visible)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.source.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Asked seven times for each cell in view at every picture: what has no answer goes first.
        if role not in _ANSWERED:
            return None
        at = index.row()
        if not 0 <= at < len(self.visible):
            return None
        row, column = int(self.visible[at]), index.column()
        if role in _TEXTS:
            return self.source.text(row, column)
        if role == _ALIGNMENT:
            return _RIGHT if self.source.heads[column].number else None
        if role in _COLOURS:
            found = self.source.colour(row, column)
            return QColor(found[_COLOURS.index(role)]) if found else None
        text = self.source.text(row, column)
        return tooltip(text) if len(text) > 24 else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        there = index.isValid() and index.row() < len(self.visible)
        if there and self.source.editable(int(self.visible[index.row()]), index.column()):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.source.heads[section].title
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return tooltip("\n".join(t for t in (self.source.heads[section].title, self.hint) if t))
        if orientation is Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return None


def is_number(column: TableColumn) -> bool:
    """Whether a column is filtered by its ends rather than by a list."""
    return isinstance(column, NumberColumn)
