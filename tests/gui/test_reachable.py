"""Everything that can be pressed has a name, a place in the order of Tab, and no double beside it.

Who hears the screen instead of seeing it meets each part of the window by its name; who has no
mouse meets it by Tab. Both walk through all pages, panels and dialogs here.
"""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from pocplanner.gui.acts import PAGES
from pocplanner.gui.pages.map import MapPage
from pocplanner.gui.pages.page import TabPage
from pocplanner.gui.tables.records_pane import RecordsPane
from pocplanner.gui.window import Window
from pocplanner.model.community import Community
from tests.gui.reaching import faults, out_of_order

#: Acts that open a dialog from the menus.
_ASKING = (*("new", "template", "export_data", "map_picture", "settings", "place", "commands"),)


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
