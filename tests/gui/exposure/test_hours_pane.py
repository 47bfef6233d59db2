"""The tab "Risk-hours" on the example mission, as a person meets it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pocplanner.gui.exposure import plan_pane
from pocplanner.gui.exposure.hours_pane import HoursPane
from pocplanner.gui.exposure.plan_pane import PlanDialog
from pocplanner.gui.exposure.week_strip import NOBODY, WeekStrip
from pocplanner.gui.window import Window
from pocplanner.model.ways import Patrol
from pocplanner.progress import Progress, Work


@pytest.fixture
def pane(new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot) -> HoursPane:
    window = new_window(sample_copy, "en")
    qtbot.waitUntil(lambda: window.desk.assessment is not None, timeout=60_000)
    window.turn_to("time")
    page = window.page("time")
    page.show_tab("hours")
    found: HoursPane = page.hours
    return found


def texts(widget: object) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))  # type: ignore[attr-defined]


def test_a_place_shows_its_week_and_says_the_hour_beside_it(pane: HoursPane) -> None:
    assert pane.select("com-lamoudra")
    one = pane.chosen()
    assert one is not None and pane.strip.isVisible()
    worst = int(one.strip().argmax())
    pane.strip.choose(worst)
    assert "people" in pane.hour.text() and pane.hour.text() == pane.strip.accessibleDescription()
    assert "women and girls" in texts(pane) and "does not make them safe" in texts(pane)
    row = next(r for r in pane.table.model.rows if r.id == "com-lamoudra")
    assert all(column.text(row) for column in pane.table.model.columns)


def test_a_season_without_a_threat_is_not_called_safe(pane: HoursPane) -> None:
    lines = [r for r in pane.table.model.rows if set(r.by) == {"dry"}]
    assert pane.select(lines[0].id)
    pane.season.setCurrentIndex(1)
    assert not pane.strip.isVisible() and "does not mean safe" in pane.hour.text()


def test_a_patrol_is_kept_as_planned_after_its_questions(
    pane: HoursPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = pane._desk
    heard: list[list[str]] = []
    monkeypatch.setattr(PlanDialog, "confirm", lambda _self, asked: heard.append(asked) or True)
    dialog = PlanDialog(pane, desk, "dry")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.offers is not None, timeout=60_000)
    assert dialog.offers is not None and dialog.offers.offers
    assert "person-hours a week that nobody covers now" in texts(dialog)
    offer = next((o for o in dialog.offers.offers if o.questions), dialog.offers.offers[0])
    dialog._keep(offer)
    assert bool(heard) == bool(offer.questions)
    assert desk.project is not None
    assert desk.project.get(Patrol, offer.record.id).state == "planned"
    assert not dialog._buttons[offer.record.id].isEnabled()


def test_a_search_for_patrols_is_stopped_by_its_button_by_closing_and_by_asking_anew(
    pane: HoursPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = pane._desk.jobs
    asked: list[str] = []

    def slow() -> Work[object]:
        while True:
            time.sleep(0.01)
            yield Progress(0)

    def plans(*given: object) -> Work[object]:
        asked.append(str(given[5]))
        return slow()

    monkeypatch.setattr(plan_pane, "plans", plans)
    dialog = PlanDialog(pane, pane._desk, "dry")
    qtbot.addWidget(dialog)
    assert jobs.busy and not dialog.stop.isHidden() and "15 seconds" in dialog.head.text()
    dialog.kind.setCurrentIndex(1)
    assert jobs.busy and asked == ["", dialog.kind.itemData(1)]
    dialog.stop.click()
    assert not jobs.busy and dialog.stop.isHidden() and "nothing was changed" in dialog.head.text()
    dialog.ask()
    assert jobs.busy
    dialog.reject()
    assert not jobs.busy and dialog.offers is None


def test_the_strip_is_walked_by_keys_and_says_each_hour(qtbot: QtBot) -> None:
    strip = WeekStrip(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    qtbot.addWidget(strip)
    states = [0] * 168
    states[30] = NOBODY
    strip.show_week(states, [h < 6 for h in range(24)], [f"hour {h}" for h in range(168)])
    strip.show()
    assert strip.hour == 30, "it opens on the worst hour"
    heard: list[int] = []
    strip.hour_chosen.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Left):
        qtbot.keyClick(strip, key)
    assert heard == [31, 55, 31, 24, 23]
    assert strip.accessibleDescription() == "hour 23"
    box = strip._cell(30)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert strip.hour == 30 and not strip.grab().isNull()


def test_an_empty_mission_says_what_to_do(new_window: Callable[..., Window]) -> None:
    window = new_window(None, "en")
    pane = HoursPane(window.desk)
    pane._empty()
    assert "record journeys" in texts(pane) and not pane.plan.isEnabled()
    pane.close()
