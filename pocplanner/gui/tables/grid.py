"""A table of any number of rows with filters in its heads, chips, a search line and its columns."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from pocplanner.analysis.filter_words import told
from pocplanner.analysis.table_columns import Condition, Mask, NumberColumn, TableColumn
from pocplanner.gui.flow import FlowLine
from pocplanner.gui.plain import button, label
from pocplanner.gui.tables.chips import Chips
from pocplanner.gui.tables.filter_popup import FilterPopup, NumberFilter, TextFilter
from pocplanner.gui.tables.grid_model import GridModel, GridSource
from pocplanner.gui.tables.grid_rows import MOST_KEPT, GridRows
from pocplanner.words import Words

_QUIET_MS = 120


class SearchLine(QLineEdit):
    """A line to look for words; Enter in it is no answer to the dialog that holds it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed is looked for already."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)


class Grid(GridRows):
    """Rows that a person looks for, filters, chooses and copies.

    `removing` is the act of the Delete key, `refused(sentence)` tells why what was typed into
    a cell is not kept.
    """

    refused = Signal(str)

    def __init__(self, words: Words, model: GridModel, empty: str = "") -> None:
        super().__init__(words, model)
        self.search = SearchLine()
        self.search.setPlaceholderText(words.text("gui.table.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(words.text("gui.table.search"))
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_QUIET_MS)
        self._typed.timeout.connect(self._look_for)
        self.search.textChanged.connect(self._on_typed)
        self._count = label("", "hint")
        self.top_button = button(words.text("table.on_top"), "small", words.text("table.top_hint"))
        self.top_button.setCheckable(True)
        self.top_button.toggled.connect(self._put_on_top)
        self.columns_button = button(
            words.text("table.columns"), "small", words.text("table.columns_hint")
        )
        self.columns_button.clicked.connect(self._ask_columns)
        for small in (self.top_button, self.columns_button):
            small.setAutoDefault(False)  # in a dialog Enter means the dialog's own button
        self.chips = Chips(words)
        self.chips.dropped.connect(self._drop_filter)
        self._empty = label(empty, "empty", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out_widgets()
        self._acts()
        self._header.filter_wanted.connect(self.ask_filter)
        model.arranged.connect(self._on_arranged)
        self._on_arranged()

    # -- what it is made of ----------------------------------------------------------

    def _lay_out_widgets(self) -> None:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        line = FlowLine(self.search, self._count, self.top_button, self.columns_button, gap=6)
        #: The line above the table, into which tables put buttons of their own.
        self.head = line.line
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(line)
        layout.addWidget(self.chips)
        layout.addWidget(holder, 1)

    def _acts(self) -> None:
        only, inside = (
            Qt.ShortcutContext.WidgetShortcut,
            Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.removing = self._act(QKeySequence.StandardKey.Delete, only)
        for keys, do in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            ("Alt+Down", self._ask_filter_here),
            ("Ctrl+J", self.zoom),
        ):
            self._act(keys, only).triggered.connect(lambda _=False, do=do: do())
        finding = self._act(QKeySequence.StandardKey.Find, inside, self)
        finding.triggered.connect(self.search.setFocus)

    # -- what is shown ---------------------------------------------------------------

    @property
    def empty_text(self) -> str:
        """What stands there now in place of rows; nothing where there are rows."""
        return "" if len(self.grid_model.source) else self._empty.text()

    def set_empty(self, text: str) -> None:
        """What stands in place of rows where there are none."""
        self._empty.setText(text)

    def show_source(self, source: GridSource, among: Mask | None = None) -> None:
        """Show other rows, keeping filters, order and the choice where they still stand."""
        kept = self.chosen_ids(MOST_KEPT)
        self._telling = False
        self.grid_model.show_source(source, among)
        self.choose_all(kept)
        self._telling = True
        self._stack.setCurrentIndex(0 if len(source) else 1)
        self.search.setEnabled(bool(len(source)))

    def _on_arranged(self) -> None:
        shown, whole = self.grid_model.rowCount(), len(self.grid_model.source)
        words = self._words
        text = (
            words.text("table.rows", n=f"{whole:,}".replace(",", "\u202f"))
            if shown == whole
            else words.text(
                "gui.table.of",
                n=f"{shown:,}".replace(",", "\u202f"),
                of=f"{whole:,}".replace(",", "\u202f"),
            )
        )
        self._count.setText(text)
        heads = {h.name: h.title for h in self.grid_model.source.heads}
        columns = self.grid_model.source.column
        self.chips.show_chips(
            [
                (n, told(words, heads[n], c, _days(columns(self.grid_model.column_of(n)))))
                for n, c in self.grid_model.conditions.items()
            ]
        )
        self._header.viewport().update()

    # -- filters ---------------------------------------------------------------------

    def set_filter(self, name: str, condition: Condition | None) -> None:
        """Filter by a column, or no longer; the choice stays where its rows do."""
        kept = self.chosen_ids(MOST_KEPT)
        self._telling = False
        self.grid_model.set_condition(name, condition)
        self.choose_all(kept)
        self._telling = True

    def forget(self) -> None:
        """Take all filters and typed words away: they were of a mission that is closed."""
        self.search.clear()
        self.grid_model.keep_on_top([])
        self.grid_model.clear_conditions()

    def _drop_filter(self, name: str) -> None:
        if name:
            self.set_filter(name, None)
        else:
            self.grid_model.clear_conditions()

    def ask_filter(self, column: int) -> FilterPopup:
        """Open the filter of a column below its head."""
        model, head = self.grid_model, self.grid_model.source.heads[column]
        found, now = model.source.column(column), model.conditions.get(head.name)
        popup: FilterPopup
        if isinstance(found, NumberColumn):
            popup = NumberFilter(self._words, head.title, self, found, now)
        else:
            rows = model.kept(leaving_out=head.name)
            popup = TextFilter(self._words, head.title, self, found, rows, now)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.decided.connect(lambda condition: self.set_filter(head.name, condition))
        popup.sorting.connect(
            lambda down: self.view.sortByColumn(
                column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            )
        )
        at = QPoint(self._header.sectionViewportPosition(column), self._header.height())
        popup.open_at(self._header.mapToGlobal(at))
        popup.setFocus()
        return popup

    def _ask_filter_here(self) -> None:
        at = self.view.currentIndex()
        if len(self.grid_model.source):
            self.ask_filter(max(at.column(), 0))

    def _on_typed(self, text: str) -> None:
        # Few rows answer at once; many wait for some quiet, so that typing is not held up.
        if len(self.grid_model.source) > 20_000:
            self._typed.start()
        else:
            self._look_for()

    def _look_for(self) -> None:
        kept = self.chosen_ids(MOST_KEPT)
        self._telling = False
        self.grid_model.look_for(self.search.text())
        self.choose_all(kept)
        self._telling = True

    def _put_on_top(self, on: bool) -> None:
        ids = self.chosen_ids()
        self._telling = False
        self.grid_model.keep_on_top(ids if on else [])
        self.choose_all(ids[:MOST_KEPT])
        self._telling = True
        if on:
            self.view.scrollToTop()

    def _ask_columns(self) -> None:
        under = self.columns_button
        self._open_columns_menu(under.mapToGlobal(under.rect().bottomLeft()))


def _days(column: TableColumn) -> bool:
    """Whether the numbers of a column are days."""
    return isinstance(column, NumberColumn) and column.days
