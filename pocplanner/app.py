"""Makes words, settings and window, and starts them."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from pocplanner.gui.window import Window


def main(arguments: Sequence[str] = ()) -> int:
    """Open the window, on a mission file where one is named; returns the exit code."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from pocplanner import settings as preferences
    from pocplanner.words import LANGUAGES, Words

    settings = preferences.load()
    if not (preferences.folder() / "settings.toml").is_file() and _spoken() in LANGUAGES:
        settings = settings.model_copy(
            update={"language": _spoken(), "document_language": _spoken()}
        )
    words = Words(os.environ.get("POCPLANNER_LANG") or settings.language)
    if not _can_show():
        sys.stderr.write(words.text("gui.no_display") + "\n")
        return 1
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QApplication.setApplicationName("pocplanner")
    app = QApplication(["pocplanner"])
    _quiet_core()

    from pocplanner.gui import layout, theme
    from pocplanner.gui.window import Window

    theme.apply(app, settings.appearance)
    _translate(app, words.language)
    window = Window(words, settings)
    _catch(window, words)
    layout.place(window, settings)
    window.show()
    if arguments:
        path = Path(arguments[0])
        QTimer.singleShot(0, lambda: _open(window, path))
    code = app.exec()
    _take_apart(window)
    return code


def _take_apart(window: "Window") -> None:
    """Delete the window while Qt stands: parents take their children along, each once.

    When Python ends, PySide deletes what it holds in an order of chance, and a widget that dies
    with a connection of its own child deletes that child a second time.
    """
    import gc

    from PySide6.QtCore import QCoreApplication, QEvent

    sys.excepthook = sys.__excepthook__
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def _open(window: "Window", path: Path) -> None:
    """Open a mission; a file called example… that is not there yet is made first."""
    if path.name.startswith("example") and not path.exists():
        window.make_example(path)
    else:
        window.open_path(path)


def _spoken() -> str:
    """The language of the desktop, for the first start: afterwards the settings say it."""
    return os.environ.get("LANG", "")[:2]


def _translate(app: "QApplication", language: str) -> None:
    """Qt's own dialogs, numbers and calendars speak the window's language, where Qt has it."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    QLocale.setDefault(QLocale(language))

    made = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if made.load(f"qtbase_{language}", folder):
        app.installTranslator(made)


def _can_show() -> bool:
    """Whether there is a screen: Qt ends the whole process where there is none."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _quiet_core() -> None:
    """No core dumps: they would hold what the mission holds."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _catch(window: object, words: object) -> None:
    """What nobody foresaw is told, and the program goes on: the last act is on the disk."""
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from pocplanner.gui.dialogs import failure_report, tell_failure
    from pocplanner.words import Words

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stderr.write(failure_report(error) + "\n")
        if isinstance(window, QWidget) and isinstance(words, Words):
            tell_failure(window, words, error)

    sys.excepthook = hook
