"""Which column of a file is what: shown as found, and set by a person where it is not known."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pocplanner.formats import heads
from pocplanner.formats.kind_names import KINDS
from pocplanner.formats.profiles import ColumnMapping, plain, profiles
from pocplanner.formats.reading import RawRow
from pocplanner.formats.sheets import columns as sheet_columns
from pocplanner.formats.sheets import kinds as sheet_kinds
from pocplanner.gui.imports.preview import RowsTable, raw_of
from pocplanner.gui.plain import button, label, row
from pocplanner.words import Words


def slug(text: str) -> str:
    """A name under which the columns of a source are remembered, from its file's name."""
    bare = plain(text)
    return "_".join(p for p in bare.split("_") if p.isascii() and not p.isdecimal())[:40].strip("_")


def fields_of(kind: str, words: Words) -> list[tuple[str, str]]:
    """The fields that a kind of file can fill, each with its name."""
    if kind in sheet_kinds.SHEETS:
        return [(c.key, sheet_columns.label(kind, c, words)) for c in sheet_columns.cells(kind)]
    names: dict[str, None] = {}
    for found in profiles():
        if found.kind == kind and not found.shapes:
            names |= dict.fromkeys(found.columns)
    return [(n, _name(words, n)) for n in names]


def _name(words: Words, name: str) -> str:
    for key in (f"gui.import.field.{name}", f"gui.events.column.{name}"):
        if words.text(key) != key:
            return words.text(key)
    return name.replace("_", " ")


def names_in(raw: Sequence[RawRow], line: int = 0) -> list[str]:
    """The names of the columns by the rows as they stand: of that line, or of the likeliest."""
    rows = [cells for n, cells in raw if not line or n == line]
    several = [cells for cells in rows if sum(bool(c.strip()) for c in cells) > 1]
    chosen = next(iter(several or rows), ())
    return [n for n in map(heads.name, chosen) if n]


class ColumnsForm(QWidget):
    """A line for each field with its column, the rows of the file beside it.

    `mapped(ColumnMapping, name)` tells a choice. A click on a column of the rows sets it for the
    field that is chosen on the left.
    """

    mapped = Signal(object, str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.kind = QComboBox()
        self.kind.setAccessibleName(words.text("gui.import.choice.kind"))
        for name in KINDS:
            self.kind.addItem(words.text(f"formats.kind.{name}"), name)
        self.kind.currentIndexChanged.connect(lambda _: self._show())
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels(
            [words.text("gui.import.field_head"), words.text("gui.import.column_head")]
        )
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.setAccessibleName(words.text("gui.import.tab.columns"))
        self.remember = QLineEdit()
        self.remember.setPlaceholderText(words.text("gui.import.remember"))
        self.remember.setAccessibleName(words.text("gui.import.remember"))
        self.remember.setFixedWidth(240)
        use = button(words.text("gui.import.use_columns"), "primary")
        use.clicked.connect(self._use)
        self._unused = label("", "hint", wrap=True)
        self.raw = RowsTable(words.text("imports.gui.raw"))
        self.raw.cellClicked.connect(lambda _, column: self._take(column - 1))
        self.raw.horizontalHeader().sectionClicked.connect(lambda column: self._take(column - 1))
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setChildrenCollapsible(False)
        beside.addWidget(self.table)
        beside.addWidget(self.raw)
        beside.setSizes([460, 700])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 4, 4)
        layout.addWidget(label(words.text("gui.import.columns_hint"), "hint", wrap=True))
        layout.addWidget(
            row(
                label(words.text("gui.import.choice.kind"), "hint"),
                self.kind,
                last=label(words.text("imports.gui.raw_hint"), "hint"),
            )
        )
        layout.addWidget(beside, 1)
        layout.addWidget(self._unused)
        layout.addWidget(row(use, self.remember))
        self._columns: tuple[str, ...] = ()
        self._names: tuple[str, ...] = ()
        self._found: Mapping[str, Sequence[str]] = {}

    def show_raw(self, raw: Sequence[RawRow], line: int = 0) -> None:
        """Show the first rows as they stand; the one that names the columns in bold."""
        self.raw.show_rows(*raw_of(self._words, raw), most=160)
        rows = [cells for _, cells in raw]
        names = names_in(raw, line)
        at = next(
            (i for i, r in enumerate(rows) if [n for n in map(heads.name, r) if n] == names), -1
        )
        self._names = tuple(map(heads.name, rows[at])) if at >= 0 else ()
        for column in range(self.raw.columnCount() if at >= 0 else 0):
            item = self.raw.item(at, column)
            if item is not None:
                font = item.font()
                font.setBold(True)
                item.setFont(font)

    def show_columns(
        self,
        kind: str,
        found: Mapping[str, Sequence[str]],
        unused: Sequence[str],
        dropped: Sequence[str],
    ) -> None:
        """Show what fills which field, the columns that fill none, and those of people."""
        used = [c for columns in found.values() for c in columns]
        self._columns = tuple(dict.fromkeys(c for c in (*used, *unused) if c))
        self._found = found
        others = [n for n in unused if n not in dropped]
        said = []
        if dropped:
            said.append(self._words.text("gui.import.dropped", names=", ".join(dropped)))
        if others:
            said.append(self._words.text("gui.import.unused", names=", ".join(others)))
        self._unused.setText("\n".join(said)[:900])
        self.kind.blockSignals(True)
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self.kind.blockSignals(False)
        self._show()

    def _show(self) -> None:
        named = fields_of(str(self.kind.currentData()), self._words)
        self.table.setRowCount(len(named))
        for at, (name, text) in enumerate(named):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.table.setItem(at, 0, item)
            box = QComboBox()
            box.setAccessibleName(text)
            box.addItem("–", "")
            for column in self._columns:
                box.addItem(column, column)
            known = next(iter(self._found.get(name, ())), "")
            box.setCurrentIndex(max(box.findData(known), 0))
            self.table.setCellWidget(at, 1, box)

    def _take(self, column: int) -> None:
        """The field that is chosen gets this column of the file; the next field is chosen then."""
        at = self.table.currentRow()
        box = self.table.cellWidget(at, 1) if at >= 0 else None
        if not isinstance(box, QComboBox) or not 0 <= column < len(self._names):
            return
        place = box.findData(self._names[column])
        if place > 0:
            box.setCurrentIndex(place)
            self.table.selectRow(min(at + 1, self.table.rowCount() - 1))

    def mapping(self) -> ColumnMapping:
        """What the person chose."""
        columns: dict[str, str] = {}
        for at in range(self.table.rowCount()):
            item, box = self.table.item(at, 0), self.table.cellWidget(at, 1)
            chosen: Any = box.currentData() if isinstance(box, QComboBox) else ""
            if item is not None and chosen:
                columns[str(item.data(Qt.ItemDataRole.UserRole))] = str(chosen)
        return ColumnMapping(kind=str(self.kind.currentData()), columns=columns)

    def _use(self) -> None:
        self.mapped.emit(self.mapping(), self.remember.text().strip())
