"""Everything that can be pressed has a name, a place in the order of Tab, and no double beside it.

Who hears the screen instead of seeing it meets each part of the window by its name; who has no
mouse meets it by Tab. Both walk through all pages, panels and dialogs here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
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

from pocplanner.gui.acts import PAGES
from pocplanner.gui.pages.map import MapPage
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.gui.window import Window
from pocplanner.model.community import Community

_PRESSED = (
    *(QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QAbstractSlider),
    *(QAbstractSpinBox, QTextEdit, QPlainTextEdit),
)
#: Acts that open a dialog from the menus.
_ASKING = (*("new", "template", "export_data", "map_picture", "settings", "place", "commands"),)


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


def test_every_part_of_every_page_has_a_name_and_is_reached_by_tab(window: Window) -> None:
    found: list[str] = []
    for name in PAGES:
        window.turn_to(name)
        page = window.page(name)
        for tab in (page._names if isinstance(page, TabPage) else ()) or ("",):
            page.show_tab(tab)
            QApplication.processEvents()
            shown = [g for g in page.findChildren(RecordsPane) if g.isVisible()]
            for pane in shown:
                records = window.desk.snapshot.all(pane._kind)
                if records:
                    pane.show_record(records[0].id)
            QApplication.processEvents()
            for look in (faults, out_of_order):
                found += look(window, f"{name}, {tab}")
        if isinstance(page, MapPage):
            page.show_tab("map")
            page.over.take_measure(True)
            page.over.toggle_table([])
            page.here.show_record(window.desk.snapshot.all(Community)[0].id)
            for at in range(page.side.count()):
                page.side.setCurrentIndex(at)
                QApplication.processEvents()
                for look in (faults, out_of_order):
                    found += look(window, f"map, {page.side.tabText(at)}")
            page.over.take_measure(False)
            page.over.toggle_table([])
    assert not found, "\n".join(sorted(set(found)))


def test_every_dialog_of_the_menus_has_names_and_an_order(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    opened: list[str] = []

    def looked_at(dialog: QDialog, *_: Any) -> int:
        dialog.show()
        QApplication.processEvents()
        opened.append(type(dialog).__name__)
        for look in (faults, out_of_order):
            found.extend(look(dialog, type(dialog).__name__))
        dialog.reject()
        return 0

    monkeypatch.setattr(QDialog, "exec", looked_at)
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    for name in _ASKING:
        window.actions_by_name[name].trigger()
        QApplication.processEvents()
    assert len(opened) == len(_ASKING), opened
    assert not found, "\n".join(sorted(set(found)))
