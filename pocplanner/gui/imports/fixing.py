"""The rows that were refused, each with its cell to be mended and tried again."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pocplanner.formats.mending import place
from pocplanner.formats.reading import Reading, Refused
from pocplanner.gui.plain import button, label, row
from pocplanner.words import Words

#: Refused rows that are listed; all of them are counted.
_LISTED = 2_000
_VALUE = 2

Mends = dict[tuple[int, str], str]


class FixTable(QWidget):
    """Line, column, cell and reason of each; `mended` tells that cells are to be tried again.

    Where no single cell is wrong the whole row stands there, as the table writes it.
    """

    mended = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        text = words.text
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(text("gui.import.tab.refused"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(24)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.itemChanged.connect(self._on_change)
        self.again = button(text("gui.import.again"), "primary", text("gui.import.again_hint"))
        self.again.clicked.connect(self.mended)
        self.again.setEnabled(False)
        self._more = label("", "hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(text("gui.import.fix_hint"), "hint", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(row(self.again, self._more))
        self._kept: Mends = {}
        self._places: list[tuple[int, str]] = []

    def forget(self) -> None:
        """Another file: nothing is mended yet."""
        self._kept = {}

    def show_refused(self, found: Reading | None) -> None:
        """List the refused rows of a reading."""
        text = self._words.text
        refused: Sequence[Refused] = found.refused if found else ()
        shown = list(refused[:_LISTED])
        names = found.names if found else ()
        sign = found.found.delimiter if found else ""
        self._places = []
        self.table.blockSignals(True)
        self.table.clear()
        self.table.setColumnCount(4)
        self.table.setRowCount(len(shown))
        heads = [text(f"gui.import.refused.{n}") for n in ("line", "column", "cell", "reason")]
        self.table.setHorizontalHeaderLabels(heads)
        for at, one in enumerate(shown):
            column, cell = place(one, names, sign)
            self._places.append((one.line, column))
            cell = self._kept.get((one.line, column), cell)
            whole = text("imports.gui.whole_row") if one.row and not column else ""
            told = (str(one.line), one.column or whole, cell, one.sentence(self._words))
            for number, said in enumerate(told):
                item = QTableWidgetItem(said)
                if number != _VALUE or not one.row:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(at, number, item)
        self.table.resizeColumnsToContents()
        for number, most in enumerate((70, 180, 330)):
            self.table.setColumnWidth(number, min(max(self.table.columnWidth(number), 60), most))
        self.table.blockSignals(False)
        self.again.setEnabled(False)
        left = len(refused) - len(shown)
        self._more.setText(text("imports.gui.more_refused", count=left) if left > 0 else "")

    def _on_change(self, item: QTableWidgetItem) -> None:
        if item.column() != _VALUE or item.row() >= len(self._places):
            return
        self._kept[self._places[item.row()]] = item.text()
        self.again.setEnabled(True)

    def mends(self) -> Mapping[tuple[int, str], str]:
        """Line and column to the text that a person set; no column is the whole row."""
        return dict(self._kept)
