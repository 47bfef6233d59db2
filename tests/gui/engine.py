"""The real web engine with our map in it, for the tests that attack it."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

# Before the application object: the engine draws into the window's own picture.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

from pocplanner.gui.map.web_guard import set_flags  # noqa: E402

set_flags(exercise=True)

from pocplanner.gui.map.view import MapView  # noqa: E402
from pocplanner.gui.map.web_profile import register_scheme  # noqa: E402


def wait_for(true: Callable[[], object], seconds: float = 15.0) -> bool:
    """Let the window have its turns until something is true."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        QApplication.processEvents()
        time.sleep(0.002)
    return True


def settle(seconds: float = 0.15) -> None:
    """Let the window and the page have their turns for a while."""
    wait_for(lambda: False, seconds)


@contextmanager
def showing(title: str = "Map", **size: int) -> Iterator[MapView]:
    """A map that is up, shown where nobody sees it, and taken down in the right order."""
    register_scheme()
    view = MapView("en", title)
    view.resize(size.get("width", 700), size.get("height", 500))
    up: list[bool] = []
    view.ready.connect(lambda: up.append(True))
    view.show()
    try:
        assert wait_for(lambda: up, 60), "the map did not come up"
        yield view
    finally:
        view.close_page()
        view.hide()
        view.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def run(view: MapView, script: str, seconds: float = 15.0) -> Any:
    """The value of a script in the page's own world; scripts hand back what JSON can hold."""
    got: list[Any] = []
    wrapped = f"JSON.stringify((() => {{ {script} }})() ?? null)"
    view.page.runJavaScript(wrapped, 0, got.append)
    assert wait_for(lambda: got, seconds), "the page did not answer"
    assert got[0] not in (None, ""), f"the script failed: {view.page.said[-3:]}"
    return json.loads(got[0])


def run_async(view: MapView, script: str, seconds: float = 15.0) -> Any:
    """The value of a script that may await; what it throws comes back as "refused: …"."""
    run(
        view,
        "window.pocAnswer = undefined;"
        f"(async () => {{ {script} }})().then((v) => window.pocAnswer = [v ?? null],"
        "(e) => window.pocAnswer = ['refused: ' + e]); return 1;",
    )
    done: list[Any] = []

    def look() -> bool:
        found = run(view, "return window.pocAnswer;")
        if found is not None:
            done.append(found[0])
        return bool(done)

    assert wait_for(look, seconds), "the page did not come to an end"
    return done[0]


def as_root() -> bool:
    """Whether the tests run as root, as they do in containers."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
