"""The desk: a mission is left at once, whatever still runs beside the window."""

import threading

from pytestqt.qtbot import QtBot

from pocplanner.gui import jobs
from pocplanner.gui.desk import Desk
from pocplanner.gui.window import Window
from pocplanner.progress import Progress, Work


def held(until: threading.Event) -> Work[str]:
    """One step that lasts until somebody lets it go on."""
    yield Progress(0)
    assert until.wait(20)
    yield Progress(1)
    return "too late"


def test_another_mission_is_opened_while_the_last_step_of_an_assessment_still_runs(
    small_window: Window, qtbot: QtBot
) -> None:
    desk: Desk = small_window.desk
    go_on, heard = threading.Event(), []  # type: ignore[var-annotated]
    desk._timer.stop()
    desk._quiet.cancel()
    assert desk._quiet.start("", held(go_on), heard.append, lets_go=True)
    try:
        desk.leave(wait=False)  # would never come back if it waited
        assert desk.project is None and not desk._quiet.busy
    finally:
        go_on.set()
    desk.leave()
    assert not jobs._LEAVING
    qtbot.wait(20)
    assert not heard, "nobody hears of a mission that is closed"
