"""The map's engine comes up in a thread; a window that closes meanwhile hears of nothing."""

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pocplanner.gui.map.engine import MapEngine
from pocplanner.words import Words


def test_an_import_that_ends_after_the_window_closed_fails_nowhere(
    monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    failed: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    engine = MapEngine(Words("en"))
    shiboken6.delete(engine)
    thread = threading.Thread(target=engine._import)
    thread.start()
    thread.join(60)
    assert failed == []


class Made(QObject):
    """Stands for a map that was made."""

    closed = False

    def close_page(self) -> None:
        """Let the page go."""
        self.closed = True


@pytest.mark.parametrize("wanted", [True, False])
def test_a_map_that_is_made_while_its_mission_is_closed_goes_again(
    qtbot: QtBot, wanted: bool
) -> None:
    engine, came, made = MapEngine(Words("en")), [], Made()  # type: ignore[var-annotated]
    engine.came.connect(came.append)
    engine._wanted = True
    if not wanted:
        engine.give_up()
    engine._hand_over(made)  # type: ignore[arg-type]
    assert came == ([made] if wanted else []) and made.closed is not wanted
    assert not engine.coming
    if not wanted:
        qtbot.waitUntil(lambda: not shiboken6.isValid(made))
