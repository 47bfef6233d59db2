"""What a mission and its pages need is loaded beside the window, before anybody asks for it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from pocplanner import settings as preferences
from pocplanner.words import FALLBACK, texts

#: The first picture of the window comes before this, in milliseconds.
_AFTER_MS = 100
#: In the order in which a person wants them.
WANTED = (
    "pocplanner.commands.mission",
    "pocplanner.gui.pages.mission",
    "pocplanner.commands.assessment",
    "pocplanner.analysis.telling",
    "pocplanner.plugins",
    "pocplanner.gui.event_choice",
    "pocplanner.gui.finding",
    "pocplanner.commands.sample",
    *(
        f"pocplanner.gui.pages.{name}"
        for name in ("community", "map", "assessment", "time", "events", "strategy", "report")
    ),
    "pocplanner.gui.pages.scenario",
    "networkx",
    "folium",
)
#: Unset while loading waits.
_GO = threading.Event()
_GO.set()


def mission_needs() -> None:
    """Load what opening a mission and its first page need; for a thread beside the window."""
    for name in WANTED[:2]:
        import_module(name)


@contextmanager
def waiting() -> Iterator[None]:
    """Load nothing more meanwhile: a mission is being opened, and somebody waits for that."""
    _GO.clear()
    try:
        yield
    finally:
        _GO.set()


class Warming(QObject):
    """Loads on a thread of its own, once for each run of the program."""

    _done = False

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        if not Warming._done:
            self._timer.start(_AFTER_MS)

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._load, name="warming", daemon=True)
        self._thread.start()

    def _load(self) -> None:
        from pocplanner.model.vocabulary import vocabularies, vocabulary

        preferences.folder()
        texts(FALLBACK)
        for name in WANTED:
            if self._stop.is_set():
                return
            _GO.wait()
            # Whatever is wrong is told when somebody wants it.
            with suppress(Exception):
                import_module(name)
        for name in vocabularies():
            vocabulary(name)
        Warming._done = True

    def stop(self) -> None:
        """The window closes: load no more, and wait for what is being loaded."""
        self._timer.stop()
        self._stop.set()
        _GO.set()
        if self._thread is not None:
            self._thread.join()
