"""A table of any records, kept fresh by edits, sorted and filtered as people type."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pocplanner.gui.plain import label
from pocplanner.words import Words

Index = QModelIndex | QPersistentModelIndex


class Column:
    """A column: its head, the text of a row, and what it sorts by (else the text)."""

    def __init__(
        self,
        head: str,
        text: Callable[[Any], str],
        sort: Callable[[Any], Any] | None = None,
        colour: Callable[[Any], tuple[str, str] | None] | None = None,
    ) -> None:
        self.head, self.text, self.sort, self.colour = head, text, sort, colour


class RowsModel(QAbstractTableModel):
    """Rows of anything that has an id, under columns."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.UserRole:
            return column.sort(row) if column.sort else column.text(row).casefold()
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole):
            found = column.colour(row) if column.colour else None
            if found:
                back, ink = found
                return QColor(back if role == Qt.ItemDataRole.BackgroundRole else ink)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        return None


class _Filter(QSortFilterProxyModel):
    """Keeps rows in which every typed word stands somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []
        self.setSortRole(Qt.ItemDataRole.UserRole)

    def look_for(self, text: str) -> None:
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        if not self._words or not isinstance(model, RowsModel):
            return True
        text = " ".join(c.text(model.rows[row]) for c in model.columns).casefold()
        return all(word in text for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        one = left.data(Qt.ItemDataRole.UserRole)
        other = right.data(Qt.ItemDataRole.UserRole)
        # What is not known sorts last, whatever its type.
        if one is None or other is None:
            return one is not None
        try:
            return bool(one < other)
        except TypeError:
            return str(one) < str(other)


class Table(QWidget):
    """A table with a filter above it and, where it is empty, a word on what to do next."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self,
        words: Words,
        columns: Sequence[Column],
        empty: str = "",
        widths: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self.model = RowsModel(columns)
        self._filter = _Filter()
        self._filter.setSourceModel(self.model)
        self.view = QTableView()
        self.view.setModel(self._filter)
        self.view.setAccessibleName(", ".join(c.head for c in columns))
        self.view.setSortingEnabled(True)
        self.view.setAlternatingRowColors(True)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(26)
        head = self.view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.text("gui.table.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(words.text("gui.table.search"))
        self.search.textChanged.connect(self._look_for)
        self._count = label("", "hint")
        self._words = words
        self._empty = label(empty, "empty", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(holder, 1)
        self.view.selectionModel().selectionChanged.connect(self._on_choice)
        self.view.activated.connect(self._on_open)
        self.removing = QAction(self.view)
        self.removing.setShortcut(QKeySequence.StandardKey.Delete)
        self.removing.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying = QAction(self.view)
        copying.setShortcut(QKeySequence.StandardKey.Copy)
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(self.copy)
        finding = QAction(self)
        finding.setShortcut(QKeySequence.StandardKey.Find)
        finding.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        finding.triggered.connect(self.search.setFocus)
        self.view.addActions([self.removing, copying])
        self.addAction(finding)
        self._widths = tuple(widths)
        self._sized = False
        self.set_rows([])

    @property
    def empty_text(self) -> str:
        """What stands there now in place of rows; nothing where there are rows."""
        return "" if self.model.rows else self._empty.text()

    def set_empty(self, text: str) -> None:
        """What stands in place of rows where there are none."""
        self._empty.setText(text)

    def copy(self) -> None:
        """The chosen rows into the clipboard, as a spreadsheet takes them."""
        rows = sorted(self.view.selectionModel().selectedRows(), key=lambda i: i.row())
        lines = [
            "\t".join(
                _cell(c.text(self.model.rows[self._filter.mapToSource(i).row()]))
                for c in self.model.columns
            )
            for i in rows
        ]
        clipboard = QGuiApplication.clipboard()
        if lines and clipboard is not None:
            clipboard.setText("\n".join(lines))

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, keeping the choice where it still stands."""
        kept = self.chosen_ids()
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.search.setEnabled(bool(rows))
        self._tell_count()
        if rows and not self._sized:
            self._sized = True
            if not self._widths:
                self.view.resizeColumnsToContents()
            for i in range(len(self.model.columns)):
                known = self._widths[i] if i < len(self._widths) else 0
                width = known or min(max(self.view.columnWidth(i), 70), 260)
                self.view.setColumnWidth(i, width)
        if kept:
            self.choose(kept[0])

    def chosen_ids(self) -> list[str]:
        """The ids of the chosen rows, top first."""
        rows = self.view.selectionModel().selectedRows()
        found = sorted(rows, key=lambda i: i.row())
        return [self.model.rows[self._filter.mapToSource(i).row()].id for i in found]

    def choose(self, id: str) -> bool:
        """Choose the row of this id and scroll to it; False where it is not shown."""
        for number, row in enumerate(self.model.rows):
            if row.id == id:
                index = self._filter.mapFromSource(self.model.index(number, 0))
                if index.isValid():
                    self.view.selectRow(index.row())
                    self.view.scrollTo(index)
                    return True
        return False

    def choose_first(self) -> None:
        """Choose the row at the top, where there is one."""
        if self._filter.rowCount():
            self.view.selectRow(0)

    def _look_for(self, text: str) -> None:
        self._filter.look_for(text)
        self._tell_count()

    def _tell_count(self) -> None:
        shown, whole = self._filter.rowCount(), self.model.rowCount()
        self._count.setText(
            str(whole) if shown == whole else self._words.text("gui.table.of", n=shown, of=whole)
        )

    def _on_choice(self, chosen: QItemSelection, _left: QItemSelection) -> None:
        ids = self.chosen_ids()
        if ids:
            self.chosen.emit(ids[0])

    def _on_open(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.rows[self._filter.mapToSource(index).row()].id)


def _cell(text: str) -> str:
    """A cell that a spreadsheet takes for text, whatever sign it begins with."""
    text = " ".join(text.split())
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
