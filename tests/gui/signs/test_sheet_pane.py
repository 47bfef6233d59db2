"""The tab of warning-sign sheets on the example mission, as a person meets it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pocplanner.gui.signs.sheet_pane import SheetPane
from pocplanner.gui.window import Window
from pocplanner.model.assessment import WarningSign


@pytest.fixture
def pane(new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot) -> SheetPane:
    window = new_window(sample_copy, "en")
    qtbot.waitUntil(lambda: window.desk.assessment is not None, timeout=60_000)
    window.turn_to("assessment")
    page = window.page("assessment")
    page.show_tab("sheets")
    found: SheetPane = page.sheets
    found.show_sheet("com-kaldrou", window.desk.today)
    return found


def texts(pane: SheetPane) -> str:
    return "\n".join(one.text() for one in pane.findChildren(QLabel))


def test_a_sheet_is_filled_in_by_single_keys_and_kept_in_one_act(
    pane: SheetPane, qtbot: QtBot
) -> None:
    desk = pane._desk
    assert desk.project is not None and not pane.keep.isEnabled()
    acts = len(desk.project.log())
    pane.table.choose("massing")
    for key in (Qt.Key.Key_4, Qt.Key.Key_1, Qt.Key.Key_2):
        qtbot.keyClick(pane.table, key)
    assert pane.keep.isEnabled() and "3 rows not kept yet" in pane.told.text()
    pane.keep_rows()
    today = [s for s in desk.project.all(WarningSign)
             if s.place_id == "com-kaldrou" and s.on == desk.today]  # fmt: skip
    assert {s.sign: (s.state, s.looked) for s in today} == {
        "massing": ("present", True),
        "foreign_fighters": ("absent", True),
        "arms_flows": ("unsure", False),
    }
    assert len(desk.project.log()) == acts + 1 and not pane.keep.isEnabled()
    qtbot.keyClick(pane.table, Qt.Key.Key_0)


def test_rows_that_are_not_kept_are_still_there_after_looking_elsewhere(
    pane: SheetPane, qtbot: QtBot
) -> None:
    pane.table.choose("massing")
    qtbot.keyClick(pane.table, Qt.Key.Key_5)
    on = pane.on()
    pane.show_sheet("com-lamoudra", on)
    assert "massing" not in pane.table.rows
    pane.show_sheet("com-kaldrou", on)
    assert pane.table.rows["massing"].state == "worsening" and pane.keep.isEnabled()


def test_the_history_of_a_sign_stands_beside_and_what_nobody_looked_for_is_not_absent(
    pane: SheetPane,
) -> None:
    pane.table.choose("reprisal_vows")
    assert "2026-10-30: present, confidence moderate" in texts(pane)
    pane.table.choose("jailbreak")
    assert "not yet asked, not absent" in texts(pane)
    before = pane.on() - timedelta(days=3000)
    pane.show_sheet("com-kaldrou", before)
    assert pane.table.rows == {} and not pane.print.isEnabled() and pane.blank.isEnabled()


def test_every_sign_has_a_row_under_its_list(pane: SheetPane) -> None:
    signs = [s for s in pane.table._signs if s]
    assert len(signs) == len(set(signs)) >= 55
    assert pane.table._signs.count("") == 7
