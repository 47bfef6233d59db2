"""The tabs "Network" and "Grid" on the example mission, as a person meets them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pocplanner.gui.network.drawing import places
from pocplanner.gui.window import Window
from pocplanner.model.reliance import Reliance


def texts(pane: QWidget) -> str:
    return "\n".join(one.text() for one in pane.findChildren(QLabel))


@pytest.fixture
def window(new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot) -> Window:
    made = new_window(sample_copy, "en")
    qtbot.waitUntil(lambda: made.desk.assessment is not None, timeout=60_000)
    return made


def test_the_network_is_drawn_and_says_which_actions_lean_on_harm(window: Window) -> None:
    window.turn_to("assessment", "network")
    pane = window.page("assessment").network
    assert "leans on Oudrema National Army" in texts(pane)
    assert "Missing: word to headquarters and a way to do without them" in texts(pane)
    pane.drawing.resize(600, 400)
    at = pane.drawing._at("act-ano")
    assert pane.drawing.node_at(QPointF(at.x() + 3, at.y())).id == "act-ano"
    pane.drawing.chosen.emit("act-ano")
    assert "Command" in texts(pane)


def test_the_slider_shows_another_day_and_actors_stay_where_they_are(window: Window) -> None:
    window.turn_to("assessment", "network")
    pane = window.page("assessment").network
    now, at = pane.drawing._edges, pane.drawing._at("act-ano")
    pane.slider.setValue(0)
    assert pane.drawing._edges != now and pane.drawing._at("act-ano") == at
    assert "31 October 2026" not in pane.day.text()


def test_writing_down_what_was_done_opens_the_form_with_both_named(
    window: Window, qtbot: QtBot
) -> None:
    window.turn_to("assessment", "network")
    page = window.page("assessment")
    write = [b for b in page.network.findChildren(QPushButton) if b.text().startswith("Write")]
    qtbot.mouseClick(write[0], Qt.MouseButton.LeftButton)
    assert page.tab() == "Reliance"
    page.network.dealt_with.emit("action-28", "act-vigils", "rel-01")
    assert page.panes["Reliance"].table.chosen_ids() == ["rel-01"]
    project = window.desk.project
    assert project is not None and project.get(Reliance, "rel-01") is not None


def test_the_grid_follows_a_place_and_names_what_does_not_fit(window: Window) -> None:
    window.turn_to("strategy", "grid")
    pane = window.page("strategy").grid
    assert "wanted at two places in the same hours" in texts(pane)
    everywhere = int(pane.cells[2, "prevention"].text())
    pane.show_place("com-kaldrou")
    assert pane.title.text() == "Kaldrou" and pane.cells[2, "prevention"].text() == "–"
    assert everywhere > 0 and pane.cells[1, "prevention"].text() == "2"
    pane.show_cell(1, "prevention")
    assert "Tier I, Prevention" in texts(pane)
    pane.everywhere.click()
    assert int(pane.cells[2, "prevention"].text()) == everywhere


def test_actors_have_the_same_places_for_the_same_ties() -> None:
    ends = [("a", "b"), ("b", "c"), ("c", "d")]
    assert places(ends) == places(ends[::-1]) and places([]) == {}
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places(ends).values())
