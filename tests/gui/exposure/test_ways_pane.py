"""The tab "Who goes where" on the example mission, as a person meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pocplanner.gui.exposure.ways_pane import WaysPane
from pocplanner.gui.window import Window


@pytest.fixture
def pane(new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot) -> WaysPane:
    window = new_window(sample_copy, "en")
    qtbot.waitUntil(lambda: window.desk.assessment is not None, timeout=60_000)
    window.turn_to("community")
    page = window.page("community")
    page.show_tab("ways")
    found: WaysPane = page.ways
    return found


def texts(pane: WaysPane) -> str:
    return "\n".join(one.text() for one in pane.findChildren(QLabel))


def test_women_men_and_those_not_told_sum_to_all_who_go(pane: WaysPane) -> None:
    for line in pane.table.model.rows:
        assert sum(line.people.by_sex.values()) == line.people.whole
    assert pane.select("com-andreumo-base-site")
    assert "12–17" in texts(pane) and "All who go" in texts(pane)
    assert "What that would cost whom: Men who cut wood in May" in texts(pane)


def test_where_nobody_asked_it_is_not_yet_asked_and_a_journey_is_begun_there(
    pane: WaysPane, qtbot: QtBot
) -> None:
    line = next(r for r in pane.table.model.rows if not r.asked.journey_ids)
    assert pane._open_text(line) == "not yet asked"
    assert pane.select(line.id)
    assert "Nobody has asked" in texts(pane)
    with qtbot.waitSignal(pane.asked_here) as asked:
        pane.ask.click()
    assert asked.args == [line.id]
