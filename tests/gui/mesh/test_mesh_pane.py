"""The tab "Mesh of alert" on the example mission, as a person meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pocplanner.analysis.mesh.network import Part
from pocplanner.gui.mesh.pane import MeshPane
from pocplanner.gui.window import Window

MAST = Part("cause", "mast:meuvai")


def texts(pane: MeshPane) -> str:
    return "\n".join(one.text() for one in pane.findChildren(QLabel))


@pytest.fixture
def window(new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot) -> Window:
    found = new_window(sample_copy, "en")
    qtbot.waitUntil(lambda: found.desk.assessment is not None, timeout=60_000)
    found.turn_to("community")
    found.page("community").show_tab("mesh")
    return found


def test_the_weakest_place_stands_first_and_is_drawn_told_and_reached_by_keyboard(
    window: Window, qtbot: QtBot
) -> None:
    pane: MeshPane = window.page("community").mesh
    rows = pane.table.model.rows
    chances = [min((c.middle for c in r.mesh.weakest.chances), default=0) for r in rows]
    assert chances == sorted(chances)
    assert pane.select("com-andreumo")
    assert pane.title.text().startswith("Women among “Returnees of 2025” at Andreumo: 1 % (0 to 7)")
    assert "only through one male focal point of Alert network Andreumo hills" in texts(pane)
    assert "Counted for Alert network Andreumo hills: 17 of 45" in texts(pane)
    assert "Guessed, not counted: " in texts(pane)
    assert "no trust at all, said on 28 September 2026" in texts(pane)
    boxes = list(pane.picture.buttons.values())
    assert [b.box.kind for b in boxes] == ["people", "mechanism", "cause", "unit", "end"]
    assert all(b.focusPolicy() & Qt.FocusPolicy.TabFocus and b.accessibleName() for b in boxes)
    assert "Alone enough to silence these people." in boxes[1].accessibleDescription()
    with qtbot.waitSignal(window.desk.wanted) as asked:
        qtbot.keyClick(boxes[1], Qt.Key.Key_Space)
    assert asked.args == ["mec-alert-network-andreumo-hills"]


def test_a_tick_loses_the_mast_shows_before_and_after_and_keeps_nothing(window: Window) -> None:
    pane: MeshPane = window.page("community").mesh
    before = list(window.desk.snapshot)
    assert pane.select("com-sameudreu")
    pane.who.setCurrentIndex(0)
    pane.ticks[MAST].setChecked(True)
    assert pane.title.text() == "The people of Sameudreu: 19 % (9 to 34) → no way"
    assert "No way left for at least 2,310 people, of Sameudreu." in texts(pane)
    assert pane.picture.buttons["cause", "mast:meuvai"].box.lost
    pane.ticks[MAST].setChecked(False)
    assert "→" not in pane.title.text()
    assert list(window.desk.snapshot) == before


def test_a_cause_of_which_nothing_is_recorded_opens_its_form(window: Window) -> None:
    page = window.page("community")
    assert page.mesh.select("com-sameudreu")
    page.mesh.picture.buttons["cause", "mast:meuvai"].click()
    assert page.tab() == "SharedCause"


def test_a_place_chosen_on_the_map_draws_its_mesh_and_choosing_nothing_takes_it_away(
    window: Window,
) -> None:
    page = window.page("map")
    page.mesh.follow("com-sameudreu")
    lines = [f for f in page.mesh.shown if f["type"] == "line"]
    rings = [f for f in page.mesh.shown if f["type"] == "point"]
    assert any("Sameudreu → Meuvai liaison desk" in f["label"] for f in lines)
    assert any(
        "The people of Sameudreu reach you only through one male" in f["label"] for f in rings
    )
    page.mesh.follow("mec-sameudreu-food-carriers")
    assert page.mesh.shown
    page.mesh.clear()
    assert not page.mesh.shown
    page.mesh.follow("post-meuvai-base")
    assert not page.mesh.shown
