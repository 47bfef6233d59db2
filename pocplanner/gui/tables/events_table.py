"""All events in a table that reads columns: any number of rows, none of them an object."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import label
from pocplanner.gui.tables.table import Index
from pocplanner.model.events import NO_DAY, UNKNOWN, Events, Labels, no_events

COLUMNS = (
    "first_day",
    "type",
    "side_a",
    "side_b",
    "place",
    "admin1",
    "deaths_best",
    "deaths_civilians",
    "place_precision",
    "day_precision",
)
_WIDTHS = (92, 170, 170, 150, 130, 120, 70, 80, 120, 110)


class EventsModel(QAbstractTableModel):
    """Chosen rows of the events, in the order of one column."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.events: Events = no_events()
        self.rows: NDArray[np.int64] = np.zeros(0, np.int64)
        self._order = ("first_day", True)

    def show(self, events: Events, mask: NDArray[np.bool_]) -> None:
        """Show these rows of these events."""
        self.beginResetModel()
        self.events, self.rows = events, np.flatnonzero(mask)
        self._sort()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column."""
        if 0 <= column < len(COLUMNS):
            self._order = (COLUMNS[column], order is Qt.SortOrder.DescendingOrder)
            self.layoutAboutToBeChanged.emit()
            self._sort()
            self.layoutChanged.emit()

    def _sort(self) -> None:
        name, down = self._order
        values = getattr(self.events, name)
        if isinstance(values, Labels):
            rank = np.argsort(np.argsort([n.casefold() for n in values.names] or [""]))
            values = rank[values.codes] if len(values.codes) else values.codes
        order = np.argsort(values[self.rows], kind="stable")
        self.rows = self.rows[order[::-1] if down else order]

    def event_id(self, row: int) -> str:
        """The id of the event in a row of the table."""
        return self.events.event_id(int(self.rows[row]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        name = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and name.startswith("deaths"):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.text(int(self.rows[index.row()]), name)

    def text(self, row: int, name: str) -> str:
        """What stands in a column for one event, in words."""
        words, events = self._desk.words, self.events
        value = getattr(events, name)
        if name == "first_day":
            day = events.day(row) if value[row] != NO_DAY else None
            return day.isoformat() if day else words.text("gui.form.unknown")
        if name == "type":
            return words.term("incident_type", value.text(row))
        if isinstance(value, Labels):
            return value.text(row)
        if name.endswith("precision"):
            return words.text(f"gui.events.{name}.{int(value[row])}")
        return "–" if value[row] == UNKNOWN else str(int(value[row]))

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._desk.words.text(f"gui.events.column.{COLUMNS[section]}")
        return None


class EventsTable(QWidget):
    """The table with the number of rows under it; `chosen(id)` tells an event."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.model = EventsModel(desk)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setSortingEnabled(True)
        self.view.setAlternatingRowColors(True)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.setAccessibleName(desk.words.kind("Events", many=True))
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(24)
        # Sizing by contents would read every row.
        self.view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for at, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(at, width)
        self.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.count = label("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.count)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)

    def show_events(self, events: Events, mask: NDArray[np.bool_]) -> None:
        """Show these rows and say how many there are and how many lie on the map."""
        self.model.show(events, mask)
        placed = np.isfinite(events.lon) & mask
        self.count.setText(
            self._desk.words.text(
                "gui.events.count", shown=int(mask.sum()), of=len(events), placed=int(placed.sum())
            )
        )

    def choose(self, row: int) -> bool:
        """Choose the event of a row of the columns; False where it is filtered out."""
        found = np.flatnonzero(self.model.rows == row)
        if not len(found):
            return False
        self.view.selectRow(int(found[0]))
        self.view.scrollTo(self.model.index(int(found[0]), 0))
        return True

    def _on_row(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and index.row() < len(self.model.rows):
            self.chosen.emit(self.model.event_id(index.row()))
