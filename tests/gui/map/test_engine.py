"""The map's engine comes up in a thread; a window that closes meanwhile hears of nothing."""

import threading

import pytest
import shiboken6

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
