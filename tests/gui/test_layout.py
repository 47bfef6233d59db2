"""The window fits the screen it opens on, and is found again as it was left there."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from pocplanner.gui import layout
from pocplanner.settings import Settings, WindowPlace


class _Screen:
    """A screen of any size."""

    def __init__(self, width: int, height: int, scale: float = 1.0) -> None:
        self._room, self._scale = QRect(0, 0, width, height), scale

    def geometry(self) -> QRect:
        return self._room

    def availableGeometry(self) -> QRect:
        return self._room.adjusted(0, 28, 0, 0)

    def devicePixelRatio(self) -> float:
        return self._scale


@pytest.fixture
def frame(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def on(frame: QMainWindow, screen: _Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "screen", lambda: screen)


def test_a_small_screen_is_used_whole(frame: QMainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    on(frame, _Screen(1366, 768), monkeypatch)
    layout.place(frame, Settings())
    assert frame.isMaximized()


def test_a_large_screen_is_not_filled(frame: QMainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Screen(2560, 1440)
    on(frame, screen, monkeypatch)
    layout.place(frame, Settings())
    assert not frame.isMaximized()
    assert screen.availableGeometry().contains(frame.geometry())
    assert frame.width() >= 1500


def test_each_screen_keeps_a_place_of_its_own(
    frame: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    large, small = _Screen(2560, 1440), _Screen(1920, 1080)
    on(frame, large, monkeypatch)
    frame.setGeometry(300, 200, 1500, 900)
    settings = layout.remembered(frame, Settings())
    on(frame, small, monkeypatch)
    frame.setGeometry(10, 40, 1400, 800)
    settings = layout.remembered(frame, settings)
    on(frame, large, monkeypatch)
    layout.place(frame, settings)
    assert frame.geometry() == QRect(300, 200, 1500, 900)


def test_a_place_outside_the_screen_is_brought_back_onto_it(
    frame: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = _Screen(1600, 900)
    on(frame, screen, monkeypatch)
    far = WindowPlace(left=5000, top=-3000, width=4000, height=700)
    layout.place(frame, Settings(windows={layout.screen_key(screen): far}))  # type: ignore[arg-type]
    assert screen.availableGeometry().contains(frame.geometry())


def test_no_more_screens_are_kept_than_a_person_meets(
    frame: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    for width in range(1000, 1020):
        on(frame, _Screen(width, 800), monkeypatch)
        settings = layout.remembered(frame, settings)
    assert len(settings.windows) == 6
    assert "1019x800@1" in settings.windows
