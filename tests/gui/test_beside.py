"""What is done beside the window leaves it alive, and what goes wrong there is told here."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from pocplanner.gui import warming
from pocplanner.gui.beside import beside
from pocplanner.gui.window import Window
from pocplanner.words import Problem


def test_the_window_has_its_turns_while_something_is_done_beside_it(qtbot: QtBot) -> None:
    go_on, told = threading.Event(), []
    QTimer.singleShot(0, go_on.set)

    def do() -> int:
        assert go_on.wait(20), "the window never had its turn"
        told.append(threading.get_ident())
        return 7

    assert beside(do) == 7
    assert told != [threading.get_ident()]


def test_what_goes_wrong_beside_the_window_is_raised_to_who_waits(qtbot: QtBot) -> None:
    def fail() -> None:
        raise Problem("gui.busy")

    with pytest.raises(Problem):
        beside(fail)


def test_a_file_that_is_just_being_closed_opens_again(
    small_window: Window, told: list[Problem]
) -> None:
    desk = small_window.desk
    assert desk.project is not None
    path = desk.project.path
    for _ in range(3):
        desk.leave(wait=False)
        assert desk.project is None
        assert small_window.open_path(path), told
    assert told == []


def test_another_mission_is_not_begun_while_one_is_being_opened(
    small_window: Window, small_file: Path, tmp_path: Path
) -> None:
    one, two = (Path(shutil.copy(small_file, tmp_path / f"{n}.pocplan")) for n in "ab")
    answers: list[bool] = []
    QTimer.singleShot(0, lambda: answers.append(small_window.open_path(two)))
    assert small_window.open_path(one)
    assert answers == [False]
    assert small_window.desk.project is not None
    assert small_window.desk.project.path == one


def test_what_is_loaded_beforehand_is_there_and_loading_ends_with_the_window(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(name.startswith("pocplanner.") for name in warming.WANTED[:6])
    monkeypatch.setattr(warming.Warming, "_done", False)
    held = threading.Event()
    monkeypatch.setattr(warming, "import_module", lambda _: held.wait(0.05))
    made = warming.Warming()
    qtbot.waitUntil(lambda: made._thread is not None, timeout=5_000)
    began = time.monotonic()
    made.stop()
    assert made._thread is not None and not made._thread.is_alive()
    assert not warming.Warming._done, "it ended before it was through"
    assert time.monotonic() >= began
