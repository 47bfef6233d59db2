"""The program starts the window, and says so where it cannot."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pocplanner import app
from pocplanner.gui import dialogs
from pocplanner.gui.window import Window


def test_without_a_screen_it_says_what_can_be_done_without_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert app.main() == 1
    assert "--help" in capsys.readouterr().err


def test_an_example_that_is_not_there_yet_is_made(
    new_window: Callable[..., Window], tmp_path: Path, qtbot: QtBot, told: list[object]
) -> None:
    window = new_window()
    app._open(window, tmp_path / "example.pocplan")
    qtbot.waitUntil(lambda: window.desk.project is not None, timeout=30_000)
    assert (tmp_path / "example.pocplan").is_file()
    window.desk.leave()
    app._open(window, tmp_path / "other.pocplan")
    assert window.desk.project is None
    assert len(told) == 1, "another file that is not there is told, never made"


def test_what_nobody_foresaw_is_told_and_the_program_goes_on(
    small_window: Window, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[BaseException] = []
    monkeypatch.setattr(dialogs, "tell_failure", lambda _window, _words, error: seen.append(error))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    app._catch(small_window, small_window.words)
    try:
        raise RuntimeError("the name of a village")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(seen) == 1
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "village" not in said
    assert small_window.desk.project is not None


def test_the_window_is_deleted_while_qt_stands_and_not_by_chance_at_the_end(
    new_window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = new_window()
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    window.close()
    app._take_apart(window)
    assert not shiboken6.isValid(window)
    assert sys.excepthook is sys.__excepthook__


def test_the_dialogs_of_qt_speak_the_language_of_the_window(qapp: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    app._translate(qapp, "fr")
    try:
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    finally:
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
            translator.deleteLater()


def test_the_window_brings_nothing_heavy_before_it_is_seen() -> None:
    """Maps, papers and spreadsheets come when they are asked for, and so does a mission."""
    heavy = ("folium", "reportlab", "scipy", "openpyxl", "pandas", "PySide6.QtWebEngineCore")
    heavy += ("numpy", "shapely", "sqlalchemy", "sqlcipher3", "pocplanner.model.kinds")
    script = (
        "import sys\nfrom PySide6.QtWidgets import QApplication\nfrom pocplanner import app\n"
        "from pocplanner.gui.window import Window\nfrom pocplanner.settings import Settings\n"
        "from pocplanner.words import Words\n"
        "shown = QApplication([])\nwindow = Window(Words('en'), Settings())\nwindow.show()\n"
        "shown.processEvents()\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
