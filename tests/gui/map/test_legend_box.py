"""The legend on the corner of the map: folded, opened, remembered, and what it names."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pocplanner.analysis.event_look import EventLook, Sign
from pocplanner.gui.map.event_drawing import Told
from pocplanner.gui.map.legend import Legend
from pocplanner.gui.map.legend_box import LegendBox
from pocplanner.gui.window import Window

_TOLD = Told(3, 2, 1, {}, {}, (Sign(0, "<b>Event</b>", "#9e2a2b", ""),), None)


@pytest.fixture
def home(qtbot: QtBot) -> QWidget:
    """Where the map would be."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def box_on(window: Window, home: QWidget) -> LegendBox:
    made = LegendBox(window.desk, Legend(window.words))
    made.lie_over(home)
    return made


def test_on_a_small_map_it_is_folded_until_somebody_opens_it_for_good(
    small_window: Window, home: QWidget
) -> None:
    box = box_on(small_window, home)
    assert not box.open and box.height() < 60
    home.resize(1200, 700)
    assert box.open
    home.resize(700, 500)
    assert not box.open
    box.head.click()
    assert box.open and small_window.desk.settings.legend == "open"
    home.resize(500, 400)
    assert box.open
    again = box_on(small_window, home)
    assert again.open
    again.head.click()
    home.resize(1400, 900)
    assert not again.open and small_window.desk.settings.legend == "folded"
    for one in (box, again):
        one.leave()


def test_it_stays_in_its_corner_and_never_covers_more_than_its_share(
    small_window: Window, home: QWidget
) -> None:
    box = box_on(small_window, home)
    box.head.click()
    box.tell_events(_TOLD, EventLook())
    for size in ((700, 500), (400, 260), (1900, 1000)):
        home.resize(*size)
        assert box.geometry().bottom() <= home.height() - 8
        assert box.height() <= home.height() * 0.56 and box.width() < home.width()
    box.leave()


def test_signs_of_events_are_named_as_text(small_window: Window, home: QWidget) -> None:
    box = box_on(small_window, home)
    box.tell_events(_TOLD, EventLook())
    said = [found.text() for found in box.events.findChildren(QLabel)]
    assert "<b>Event</b>" in said
    assert any("1 event known to an area only" in text for text in said)
    box.tell_events(_TOLD._replace(dots=0, rings=0), EventLook())
    assert "<b>Event</b>" not in [
        found.text() for found in box.events.findChildren(QLabel) if found.isVisibleTo(box.events)
    ]
    box.leave()
