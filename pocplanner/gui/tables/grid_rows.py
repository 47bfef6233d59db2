"""The rows and columns of a table: choosing, copying, and which columns stand where."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from pocplanner.analysis.table_columns import Rows
from pocplanner.commands.tables import clipboard_work
from pocplanner.gui.tables.grid_header import GridHeader
from pocplanner.gui.tables.grid_model import GridModel
from pocplanner.progress import Work, finish
from pocplanner.words import Words

#: More rows than this are not put into the clipboard: a spreadsheet takes no more.
MOST_COPIED = 1_000_000
#: More rows than this are copied in the course of a job, with its bar and its cancel.
AT_ONCE = 1000
#: The choice of more rows than this is not kept when rows are shown anew.
MOST_KEPT = 2000

#: A column as it is kept: its name and its width; those left out are hidden.
Layout = tuple[tuple[str, int], ...]


class GridRows(QWidget):
    """`chosen(id)` tells the first of the chosen rows, `opened(id)` the one that was opened.

    `zoomed(ids)` asks the map to show rows, `pasted(text)` tells a table that was pasted,
    `laid_out()` that columns were changed, `copied(n)` that so many rows are in the clipboard.
    """

    chosen = Signal(str)
    opened = Signal(str)
    zoomed = Signal(list)
    pasted = Signal(str)
    laid_out = Signal()
    copied = Signal(int)

    def __init__(self, words: Words, model: GridModel) -> None:
        super().__init__()
        self._words, self.grid_model = words, model
        #: Begins work that takes a while and hands over what it made; nothing does it here and now.
        self.long_work: Callable[[Work[str], Callable[[str], object]], object] | None = None
        #: The columns with their widths as they come, where those are not worked out.
        self.first_layout: Layout = ()
        self._telling = True
        self.view = QTableView()
        model.hint = words.text("table.head_hint")
        self._header = GridHeader(words, self._is_filtered, self.view)
        self.view.setHorizontalHeader(self._header)
        self.view.setModel(model)
        # The heads ask whether whole columns are chosen, row by row, with every picture: a
        # choice of their own stays empty.
        self._header.setSelectionModel(QItemSelectionModel(model, self._header))
        self._set_view()
        self.view.selectionModel().selectionChanged.connect(self._on_choice)
        self.view.activated.connect(self._on_open)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(
            lambda at: self._open_columns_menu(self._header.mapToGlobal(at))
        )
        self._header.sectionResized.connect(lambda *_: self._changed_layout())
        self._header.sectionMoved.connect(lambda *_: self._changed_layout())

    def _set_view(self) -> None:
        view = self.view
        view.setAccessibleName(", ".join(h.title for h in self.grid_model.source.heads))
        view.setSortingEnabled(True)
        self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setAlternatingRowColors(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.setCornerButtonEnabled(False)
        side = view.verticalHeader()
        side.hide()
        # Sizing by contents would read every row.
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(26)
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._header.setResizeContentsPrecision(40)

    def _act(
        self,
        keys: QKeySequence.StandardKey | str,
        where: Qt.ShortcutContext,
        widget: QWidget | None = None,
    ) -> QAction:
        made = QAction(widget or self.view)
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(where)
        (widget or self.view).addAction(made)
        return made

    def _is_filtered(self, column: int) -> bool:
        return self.grid_model.source.heads[column].name in self.grid_model.conditions

    # -- the choice ------------------------------------------------------------------

    def chosen_rows(self) -> Rows:
        """The numbers in the source of the chosen rows, top first."""
        # Marked, not gathered: to sort hundreds of thousands of numbers held the window.
        chosen = np.zeros(len(self.grid_model.visible), bool)
        for first, last in self._spans():
            chosen[first : last + 1] = True
        found: Rows = self.grid_model.visible[chosen]
        return found

    def _spans(self) -> list[tuple[int, int]]:
        """The chosen rows of the table as runs: hundreds of thousands may be chosen."""
        selection = self.view.selectionModel().selection()
        ranges = (selection.at(i) for i in range(selection.size()))
        return [(r.top(), r.bottom()) for r in ranges]

    def chosen_count(self) -> int:
        """How many rows are chosen, without a look at any of them."""
        return sum(last - first + 1 for first, last in self._spans())

    def chosen_ids(self, most: int | None = None) -> list[str]:
        """The ids of the chosen rows, top first; none where they are more than `most`."""
        if most is not None and self.chosen_count() > most:
            return []
        rows = self.chosen_rows()
        return [self.grid_model.source.id(int(r)) for r in rows]

    def choose(self, id: str) -> bool:
        """Choose the row of this id and scroll to it; False where it is not shown."""
        found = self.grid_model.source.row_of(id)
        place = self.grid_model.place_of(found) if found is not None else -1
        if place < 0:
            return False
        self.choose_place(place)
        return True

    def choose_place(self, place: int) -> None:
        """Choose one row by where it stands in the table, and scroll to it."""
        at, model = self.grid_model.index(place, self._first_column()), self.view.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        # The view's own way to choose a row looks at the keys that are held just now: with Shift
        # held for a box on the map it chose nothing here.
        model.setCurrentIndex(at, flags.NoUpdate)
        model.select(at, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(at)

    def choose_all(self, ids: Sequence[str]) -> int:
        """Choose the rows of these ids, as many as are shown; how many that are."""
        rows = [r for r in map(self.grid_model.source.row_of, ids) if r is not None]
        places = sorted(p for p in map(self.grid_model.place_of, rows) if p >= 0)
        last = max(self.grid_model.columnCount() - 1, 0)
        selection = QItemSelection()
        for place in places:
            left, right = self.grid_model.index(place, 0), self.grid_model.index(place, last)
            selection.select(left, right)
        model = self.view.selectionModel()
        if places:
            at = self.grid_model.index(places[0], self._first_column())
            model.setCurrentIndex(at, QItemSelectionModel.SelectionFlag.NoUpdate)
            model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.view.scrollTo(at)
        else:
            model.clearSelection()
        return len(places)

    def choose_first(self) -> None:
        """Choose the row at the top, where there is one."""
        if self.grid_model.rowCount():
            self.choose_place(0)

    def follow(self, ids: Sequence[str]) -> int:
        """Choose what another view chose, without telling it back; how many rows that are."""
        self._telling = False
        found = self.choose_all(ids)
        self._telling = True
        return found

    def zoom(self) -> None:
        """Ask the map to show the chosen rows."""
        ids = self.chosen_ids(MOST_KEPT)
        if ids:
            self.zoomed.emit(ids)

    def _first_column(self) -> int:
        return max(self._header.logicalIndex(0), 0)

    def _on_choice(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        if not self._telling:
            return
        model, spans = self.view.selectionModel(), self._spans()
        if spans:
            at = model.currentIndex()
            chosen = at.isValid() and model.isRowSelected(at.row())
            row = at.row() if chosen else min(first for first, _ in spans)
            self.chosen.emit(self.grid_model.source.id(self.grid_model.row_at(row)))

    def _on_open(self, index: QModelIndex) -> None:
        self.opened.emit(self.grid_model.source.id(self.grid_model.row_at(index.row())))

    # -- the clipboard ---------------------------------------------------------------

    def copy(self) -> int:
        """The chosen rows into the clipboard with their heads; how many rows that are."""
        rows = self.chosen_rows()[:MOST_COPIED]
        columns = [i for i in self.shown_columns() if i >= 0]
        source = self.grid_model.source
        if not len(rows):
            return 0

        def cells(first: int, last: int) -> Iterable[tuple[str, ...]]:
            here = rows[first:last]
            return zip(*(source.copied_column(here, c) for c in columns), strict=True)

        heads = [source.heads[c].title for c in columns]
        work = clipboard_work(heads, len(rows), cells)
        if self.long_work is not None and len(rows) > AT_ONCE:
            self.long_work(work, lambda text: self._to_clipboard(text, len(rows)))
        else:
            self._to_clipboard(finish(work), len(rows))
        return len(rows)

    def _to_clipboard(self, text: str, count: int) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(text)
            self.copied.emit(count)

    def paste(self) -> None:
        """Tell what the clipboard holds, as text."""
        clipboard = QGuiApplication.clipboard()
        text = clipboard.text() if clipboard is not None else ""
        if text.strip():
            self.pasted.emit(text)

    # -- columns ---------------------------------------------------------------------

    def shown_columns(self) -> list[int]:
        """The numbers of the columns that are shown, from left to right."""
        count = self.grid_model.columnCount()
        order = (self._header.logicalIndex(i) for i in range(count))
        return [c for c in order if not self._header.isSectionHidden(c)]

    @property
    def layout_now(self) -> Layout:
        """The columns that are shown with their widths."""
        heads = self.grid_model.source.heads
        return tuple((heads[c].name, self._header.sectionSize(c)) for c in self.shown_columns())

    def lay_out(self, layout: Layout) -> None:
        """Show these columns in this order and width; names that are not there are passed over."""
        heads = self.grid_model.source.heads
        known = [(self.grid_model.column_of(n), w) for n, w in layout]
        known = [(c, w) for c, w in known if c >= 0]
        if not known:
            return
        blocked = self._header.blockSignals(True)
        for column in range(len(heads)):
            self._header.setSectionHidden(column, column not in {c for c, _ in known})
        for place, (column, width) in enumerate(known):
            self._header.moveSection(self._header.visualIndex(column), place)
            if width > 0:
                self._header.resizeSection(column, min(max(width, 40), 900))
            else:
                least = self._header.least_width(column)
                if self._header.sectionSize(column) < least:
                    self._header.resizeSection(column, min(least, 300))
        self._header.blockSignals(blocked)
        self.grid_model.searched = tuple(c for c, _ in known)
        self.view.updateGeometries()
        self._header.viewport().update()
        self.view.viewport().update()

    def show_column(self, name: str, on: bool) -> None:
        """Show or hide a column; the last one stays."""
        now = [(n, w) for n, w in self.layout_now if n != name]
        if on:
            now.append((name, 120))
        if now:
            self.lay_out(tuple(now))
            self.laid_out.emit()

    def _changed_layout(self) -> None:
        if self.isVisible():
            self.laid_out.emit()

    def columns_menu(self) -> QMenu:
        """Every column with a tick."""
        menu = QMenu(self)
        shown = {n for n, _ in self.layout_now}
        for head in self.grid_model.source.heads:
            act = menu.addAction(head.title.replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(head.name in shown)
            act.toggled.connect(lambda on, n=head.name: self.show_column(n, on))
        return menu

    def _open_columns_menu(self, at: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
