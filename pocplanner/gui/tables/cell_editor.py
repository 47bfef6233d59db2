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


class CellEditor(QStyledItemDelegate):
    """Enter and Tab keep, Escape leaves the cell as it was; what is refused is said beside it."""

    def __init__(self, grid: Grid, make: MakeEditor, keep: KeepValue) -> None:
        super().__init__(grid.view)
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
            self._refuse(str(error), index)
            return
        if value == self._before:
            return
        id, field = self._cell(index)
        # Kept once the editor is gone: keeping shows the rows anew.
        QTimer.singleShot(0, lambda: self._keep_now(id, field, value))

    def _keep_now(self, id: str, field: str, value: Any) -> None:
        said = self._keep(id, field, value)
        if said:
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
        keys = {
            Qt.Key.Key_Return: QAbstractItemDelegate.EndEditHint.SubmitModelCache,
            Qt.Key.Key_Enter: QAbstractItemDelegate.EndEditHint.SubmitModelCache,
            Qt.Key.Key_Tab: QAbstractItemDelegate.EndEditHint.EditNextItem,
            Qt.Key.Key_Backtab: QAbstractItemDelegate.EndEditHint.EditPreviousItem,
        }
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self._end(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache, keep=False)
            return True
        if key in keys and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            # Another cell begins anew after the rows were shown anew: one cell at a time.
            self._end(editor, QAbstractItemDelegate.EndEditHint.NoHint, keep=True)
            return True
        return False

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
