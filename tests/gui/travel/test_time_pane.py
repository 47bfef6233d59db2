"""The tab "Time" on the example mission, as a person meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pocplanner.gui.travel.chain_bar import ChainBar, Piece
from pocplanner.gui.travel.time_pane import CONDITIONS, TimePane
from pocplanner.gui.window import Window
from pocplanner.model.assessment import Threat
from pocplanner.model.places import Caveat, Unit


def texts(pane: TimePane) -> str:
    return "\n".join(one.text() for one in pane.findChildren(QLabel))


@pytest.fixture
def pane(new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot) -> TimePane:
    window = new_window(sample_copy, "en")
    qtbot.waitUntil(lambda: window.desk.assessment is not None, timeout=60_000)
    window.turn_to("time")
    page = window.page("time")
    page.show_tab("time")
    found: TimePane = page.time
    return found


def test_a_place_shows_its_four_conditions_and_what_costs_most(pane: TimePane) -> None:
    assert pane.select("com-sameudreu")
    row = next(r for r in pane.table.model.rows if r.id == "com-sameudreu")
    assert set(row.by) == set(CONDITIONS)
    shown = [column.text(row) for column in pane.table.model.columns]
    assert shown[0] == "Sameudreu"
    assert all("%" in text or text == "nobody comes" for text in shown[1:5])
    assert "what costs most is deciding" in texts(pane)
    assert "entered by a person" in texts(pane)
    assert "Casualty evacuation" in texts(pane)


def test_another_condition_shows_its_own_chain(pane: TimePane) -> None:
    pane.select("com-sameudreu")
    pane.condition.setCurrentIndex(CONDITIONS.index(("day", "dry")))
    day = pane.bar.accessibleDescription()
    pane.condition.setCurrentIndex(CONDITIONS.index(("night", "wet")))
    assert pane.bar.accessibleDescription() != day
    assert "the road" in pane.bar.accessibleDescription()


def test_where_nobody_sets_out_the_reason_stands_there(pane: TimePane, qtbot: QtBot) -> None:
    desk = pane._desk
    assert desk.project is not None
    before = desk.assessment
    held = (Caveat(kind="no_night_movement"),)
    units = [u.model_copy(update={"caveats": held}) for u in desk.project.all(Unit)]
    with desk.project.edit("edit.record.add", name="x"):
        desk.project.put(*units)
    qtbot.waitUntil(lambda: desk.assessment is not before, timeout=60_000)
    pane.select("com-andreumo")
    assert "no unit sets out and gets there" in pane.title.text()
    assert "It does not move at night." in texts(pane)
    assert not pane.bar.isVisible()


def test_a_minimum_that_a_person_enters_changes_what_is_said(pane: TimePane, qtbot: QtBot) -> None:
    desk = pane._desk
    assert desk.project is not None
    before = desk.assessment
    for threat in desk.project.all(Threat):
        if threat.place_id == "com-kaldrou":
            desk.keep(threat.model_copy(update={"minimum_strength": 30}))
    qtbot.waitUntil(lambda: desk.assessment is not before, timeout=60_000)
    pane.select("com-kaldrou")
    pane.condition.setCurrentIndex(CONDITIONS.index(("day", "dry")))
    assert "arrives, sufficient" in pane.title.text()


def test_the_bar_says_each_link_to_those_who_cannot_see_it(qtbot: QtBot) -> None:
    bar = ChainBar()
    qtbot.addWidget(bar)
    pieces = (
        Piece("telling", 10, "telling: 10 min"),
        Piece("road", 50, "road: 50 min", True, True),
    )
    bar.show_chain(pieces, 30, "attack after 30 min")
    bar.resize(400, 80)
    bar.show()
    assert bar.accessibleDescription() == "telling: 10 min; road: 50 min"
    boxes = bar._boxes()
    assert boxes[1].width() == pytest.approx(5 * boxes[0].width())
    assert not bar.grab().isNull()
    bar.show_chain((), None, "")
    assert not bar.isVisible()


def test_an_empty_mission_says_what_to_do(new_window: Callable[..., Window]) -> None:
    window = new_window(None, "en")
    pane = TimePane(window.desk)
    pane._empty()
    assert "record a threat or a timing" in texts(pane)
    pane.close()


def test_an_alert_that_does_not_get_out_is_in_the_figure_and_costs_most(pane: TimePane) -> None:
    pane.select("com-sameudreu")
    pane.condition.setCurrentIndex(CONDITIONS.index(("day", "dry")))
    row = next(r for r in pane.table.model.rows if r.id == "com-sameudreu")
    called, one = row.heard["day", "dry"], row.by["day", "dry"]
    told = pane.table.model.columns[1].text(row)
    assert told.startswith(f"{called.everybody.arrives_onset.percent} %")
    assert called.everybody.arrives_onset.percent < one.arrives_onset.percent
    assert "If the women of Sameudreu raise the alert, it gets out and a unit" in texts(pane)
    assert "What costs most is that the alert of the people of Sameudreu gets out" in texts(pane)


def test_where_no_mechanism_is_recorded_it_is_not_known_and_at_most(pane: TimePane) -> None:
    rows = [r for r in pane.table.model.rows if r.heard["day", "dry"].state == "not_known"]
    assert rows
    for row in rows:
        text = pane.table.model.columns[1].text(row)
        assert text.startswith(("≤", "0 %", "no")), text
    pane.select(rows[0].id)
    assert "no mechanism that warns is recorded" in texts(pane)
