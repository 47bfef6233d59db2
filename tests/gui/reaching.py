"""What a window lacks for those who hear it or have no mouse: names, a place for Tab, its order."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QSizeGrip,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolBar,
    QWidget,
)

_PRESSED = (
    *(QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QAbstractSlider),
    *(QAbstractSpinBox, QTextEdit, QPlainTextEdit),
)


def own(widget: QWidget) -> bool:
    """Whether somebody made this; not the inside of one of Qt's own."""
    above = widget.parentWidget()
    if above is not None and above.inherits("QWebEngineView"):
        return False
    if isinstance(widget, QLineEdit) and isinstance(above, (QComboBox, QAbstractSpinBox)):
        return False
    if isinstance(widget, (QHeaderView, QScrollBar, QSizeGrip)):
        return False
    # The corner of a table, and the arrows of a row of tabs, of which the arrow keys do the work.
    return not (isinstance(widget, QAbstractButton) and isinstance(above, (QTableView, QTabBar)))


def name_of(widget: QWidget) -> str:
    """What a reader of screens says: the name, the text, or the label that belongs to it."""
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name).strip() if told is not None else ""


def faults(root: QWidget, where: str) -> Iterator[str]:
    """What is wrong with the names of what is in view."""
    seen: set[tuple[int, str]] = set()
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not own(widget):
            continue
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        pressed = isinstance(widget, _PRESSED)
        if not (by_tab or pressed):
            continue
        above = type(widget.parentWidget()).__name__
        said = f"{where}: {type(widget).__name__} {widget.objectName()} in {above}"
        name = name_of(widget)
        if not name:
            yield f"{said} has no name"
        # What stands in the toolbar stands in a menu as well.
        if pressed and not by_tab and not isinstance(widget.parentWidget(), QToolBar):
            yield f"{said}, “{name}”, cannot be reached by Tab"
        if isinstance(widget, QAbstractButton) and name:
            key = (id(widget.parentWidget()), name)
            if key in seen:
                yield f"{said}: two beside each other are called “{name}”"
            seen.add(key)


def out_of_order(root: QWidget, where: str) -> Iterator[str]:
    """Where Tab goes backwards from one line to a line above it, among parts of one parent."""
    before: dict[int, tuple[int, str]] = {}
    first = at = root.nextInFocusChain()
    while at is not None:
        above = at.parentWidget()
        # Without a layout it is a drawing, read column by column.
        laid = above is not None and above.layout() is not None
        inside = laid and root.isAncestorOf(at) and at.isVisible() and own(at)
        if inside and at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.focusProxy() is None:
            place, key = at.y() + at.height(), id(at.parentWidget())
            was, name = before.get(key, (-1, ""))
            if at.y() + at.height() // 2 < was - at.height():
                yield f"{where}: Tab goes back up from “{name}” to “{name_of(at)}”"
            before[key] = (place, name_of(at))
        at = at.nextInFocusChain()
        if at is first:
            return
