"""Edits a cell where it stands, with the editor that a form would use for the field."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from pocplanner.gui.forms.editors import Editor
from pocplanner.gui.plain import tooltip
from pocplanner.gui.tables.grid import Grid
from pocplanner.gui.tables.grid_model import Index

#: Makes the editor of a cell with its value: the id of the row, the field. Nothing for none.
MakeEditor = Callable[[str, str], Editor | None]
#: Keeps a value: the id of the row, the field, the value. A sentence where it is refused.
KeepValue = Callable[[str, str, Any], str]


#: Where one goes on after a cell: rows down, cells to the right.
_WAYS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class CellEditor(QStyledItemDelegate):
    """Enter keeps and goes down, Tab to the next cell, with Shift up and back, as in a spreadsheet;
    Escape leaves the cell as it was. What is refused is said beside it, and one stays there.
    """

    def __init__(self, grid: Grid, make: MakeEditor, keep: KeepValue, goes_on: bool = True) -> None:
        """With `goes_on` the next cell is opened at once; else it is only reached."""
        super().__init__(grid.view)
        self._goes_on = goes_on
        #: The row and column that are next, and whether a value is being kept before.
        self._next: tuple[str, str] | None = None
        self._keeping = False
        self._grid, self._make, self._keep = grid, make, keep
        self._before: Any = None
        self._ended = False

    def _cell(self, index: Index) -> tuple[str, str]:
        model = self._grid.grid_model
        return model.source.id(model.row_at(index.row())), model.source.heads[index.column()].field

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = self._make(*self._cell(index))
        if made is None:
            return super().createEditor(parent, option, index)
        made.setParent(parent)
        made.setAutoFillBackground(True)
        made.setAccessibleName(self._grid.grid_model.source.heads[index.column()].title)
        self._ended = False
        for child in (made, *made.findChildren(QWidget)):
            child.installEventFilter(self)
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor came with its value."""
        if isinstance(editor, Editor):
            self._before = self._value(editor)

    def _value(self, editor: Editor) -> Any:
        try:
            return editor.value()
        except ValueError:
            return None

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if not isinstance(editor, Editor):
            return
        try:
            value = editor.value()
        except ValueError as error:
            self._next = None
            self._refuse(str(error), index)
            return
        if value == self._before:
            return
        id, field = self._cell(index)
        # Kept once the editor is gone: keeping shows the rows anew.
        self._keeping = True
        QTimer.singleShot(0, lambda: self._keep_now(id, field, value))

    def _keep_now(self, id: str, field: str, value: Any) -> None:
        self._keeping = False
        said = self._keep(id, field, value)
        if not said:
            self._go_on()
        else:
            self._next = None
            found = self._grid.grid_model.source.row_of(id)
            place = self._grid.grid_model.place_of(found) if found is not None else -1
            column = self._grid.grid_model.column_of(field)
            self._refuse(said, self._grid.grid_model.index(max(place, 0), max(column, 0)))

    def _refuse(self, sentence: str, index: Index) -> None:
        view = self._grid.view
        below = view.visualRect(index).bottomLeft()
        QToolTip.showText(view.viewport().mapToGlobal(below + QPoint(0, 4)), tooltip(sentence))
        self._grid.refused.emit(sentence)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """As wide and high as the editor needs, inside the view."""
        room = self._grid.view.viewport().rect()
        rect = option.rect
        hint = editor.sizeHint()
        rect.setWidth(min(max(rect.width(), hint.width(), 220), room.width()))
        rect.setHeight(max(rect.height(), hint.height()))
        if rect.right() > room.right():
            rect.moveRight(room.right())
        if rect.bottom() > room.bottom():
            rect.moveBottom(room.bottom())
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor: QObject | None = watched
        while editor is not None and not isinstance(editor, Editor):
            editor = editor.parent()
        if not isinstance(editor, Editor):
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(editor, event)
        if event.type() is QEvent.Type.FocusOut:
            QTimer.singleShot(0, lambda: self._on_left(editor))
        return False

    def _on_key(self, editor: Editor, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self._end(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache, keep=False)
            return True
        if key in _WAYS:
            down, right = _WAYS[key]
            if down and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                down = -1
            # Which one is next is asked before the rows are shown anew, perhaps in another order.
            self._next = self._cell_beside(down, right)
            self._end(editor, QAbstractItemDelegate.EndEditHint.NoHint, keep=True)
            if not self._keeping:
                QTimer.singleShot(0, self._go_on)
            return True
        return False

    def _cell_beside(self, down: int, right: int) -> tuple[str, str] | None:
        """The next cell that can be written in: below, above, or along the row and on."""
        model, at = self._grid.grid_model, self._grid.view.currentIndex()
        columns = self._grid.shown_columns()
        row, place = at.row(), columns.index(at.column()) if at.column() in columns else 0
        for _ in range(2 * len(columns)):
            row, place = row + down, place + right
            if not 0 <= place < len(columns):
                row, place = row + right, 0 if right > 0 else len(columns) - 1
            if not 0 <= row < model.rowCount():
                return None
            if model.source.editable(model.row_at(row), columns[place]):
                head = model.source.heads[columns[place]]
                return model.source.id(model.row_at(row)), head.name
            if down:
                return None
        return None

    def _go_on(self) -> None:
        """Reach the next cell, and open it where that was asked for."""
        wanted, self._next = self._next, None
        if wanted is None:
            return
        model, view = self._grid.grid_model, self._grid.view
        row = model.source.row_of(wanted[0])
        place = model.place_of(row) if row is not None else -1
        column = model.column_of(wanted[1])
        if place < 0 or column < 0:
            return
        index = model.index(place, column)
        view.setFocus()
        view.setCurrentIndex(index)
        view.scrollTo(index)
        if self._goes_on:
            view.edit(index)

    def _end(self, editor: Editor, hint: QAbstractItemDelegate.EndEditHint, keep: bool) -> None:
        if self._ended:
            return
        self._ended = True
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)

    def _on_left(self, editor: Editor) -> None:
        """The person went elsewhere: what stands there is kept, unless a list of it is open."""
        try:
            now = QApplication.focusWidget()
            inside = now is not None and (now is editor or editor.isAncestorOf(now))
            if not inside and QApplication.activePopupWidget() is None and editor.isVisible():
                self._end(editor, QAbstractItemDelegate.EndEditHint.NoHint, keep=True)
        except RuntimeError:
            return  # the editor is gone already
