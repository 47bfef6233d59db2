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

from pocplanner.formats.reading import Refused
from pocplanner.gui.plain import button, label, row
from pocplanner.words import Words

#: Refused rows that are listed; all of them are counted.
_LISTED = 2_000
_VALUE = 2

Mends = dict[tuple[int, str], str]


def cell_of(refused: Refused) -> str:
    """What stood in the cell that a row was refused for, as far as the refusal tells."""
    if "value" in refused.facts:
        return str(refused.facts["value"])
    name = refused.column.casefold()
    for wanted in ("lat", "lon"):
        if wanted in refused.facts and wanted in name:
            return str(refused.facts[wanted])
    return ""


class FixTable(QWidget):
    """Line, column, cell and reason of each; `mended` tells that cells are to be tried again."""

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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(label(text("gui.import.fix_hint"), "hint", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(row(self.again))
        self._kept: Mends = {}
        self._shown: list[Refused] = []

    def forget(self) -> None:
        """Another file: nothing is mended yet."""
        self._kept = {}

    def show_refused(self, refused: Sequence[Refused]) -> None:
        """List these rows."""
        text = self._words.text
        self._shown = list(refused[:_LISTED])
        self.table.blockSignals(True)
        self.table.clear()
        self.table.setColumnCount(4)
        self.table.setRowCount(len(self._shown))
        heads = [text(f"gui.import.refused.{n}") for n in ("line", "column", "cell", "reason")]
        self.table.setHorizontalHeaderLabels(heads)
        for at, one in enumerate(self._shown):
            cell = self._kept.get((one.line, one.column), cell_of(one))
            told = (str(one.line), one.column, cell, one.sentence(self._words))
            for column, said in enumerate(told):
                item = QTableWidgetItem(said)
                if column != _VALUE or not one.column:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(at, column, item)
        self.table.resizeColumnsToContents()
        for column, most in enumerate((70, 180, 220)):
            self.table.setColumnWidth(column, min(max(self.table.columnWidth(column), 60), most))
        self.table.blockSignals(False)
        self.again.setEnabled(False)

    def _on_change(self, item: QTableWidgetItem) -> None:
        if item.column() != _VALUE:
            return
        one = self._shown[item.row()]
        self._kept[one.line, one.column] = item.text()
        self.again.setEnabled(True)

    def mends(self) -> Mapping[tuple[int, str], str]:
        """Line and column to the text that a person set."""
        return dict(self._kept)
