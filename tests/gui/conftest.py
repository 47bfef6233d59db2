"""The window on the example mission, where nobody sees it."""

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

# Before the application object: the engine draws into the window's own picture.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

from pocplanner.commands import mission as acting  # noqa: E402
from pocplanner.commands.sample import make_sample  # noqa: E402
from pocplanner.gui import theme  # noqa: E402
from pocplanner.gui.window import Window  # noqa: E402
from pocplanner.model.event_chunk import EventChunk, Texts  # noqa: E402
from pocplanner.model.events import Series  # noqa: E402
from pocplanner.model.mission import Mission  # noqa: E402
from pocplanner.progress import finish  # noqa: E402
from pocplanner.settings import Settings  # noqa: E402
from pocplanner.words import Problem, Words  # noqa: E402
from tests import makers  # noqa: E402

#: What a window told a person could mend, in the order in which it told it.
Told = list[Problem]


@pytest.fixture(scope="session", autouse=True)
def known_for_good(qapp: QApplication) -> Iterator[None]:
    """What is loaded once is never rubbish: the collections after each window pass it over.

    In the end what tests left is deleted while Qt stands, parents first. When Python ends,
    PySide deletes in an order of chance, and may delete a child twice.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.collect()
    for left in QApplication.topLevelWidgets():
        if shiboken6.isValid(left) and left.parent() is None:
            left.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example mission, made once."""
    path = tmp_path_factory.mktemp("sample") / "example.pocplan"
    finish(make_sample(path, "PoC adviser")).close()
    return path


@pytest.fixture
def sample_copy(sample_file: Path, tmp_path: Path) -> Path:
    """The example mission, to be changed."""
    return Path(shutil.copy(sample_file, tmp_path / "example.pocplan"))


@pytest.fixture
def told() -> Told:
    """What the window told instead of opening a message."""
    return []


@pytest.fixture
def new_window(
    qtbot: QtBot, qapp: QApplication, told: Told, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Window]]:
    """Makes windows that tell problems to a list, and closes them in the right order."""
    from pocplanner.gui import dialogs
    from pocplanner.gui import window as module

    monkeypatch.setattr(dialogs, "tell", lambda _parent, _words, problem: told.append(problem))
    monkeypatch.setattr(module, "save", lambda _settings: True)
    made: list[Window] = []

    def new(path: Path | None = None, language: str = "en", **settings: object) -> Window:
        window = Window(Words(language), Settings(language=language, **settings))  # type: ignore[arg-type]
        made.append(window)
        window.resize(1366, 700)
        window.show()
        if path is not None:
            assert window.open_path(path)
        return window

    theme.apply(qapp)
    yield new
    for window in filter(shiboken6.isValid, made):
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    made.clear()
    gc.collect()  # here, and not on the thread of the next window's job


@pytest.fixture
def window(new_window: Callable[..., Window], sample_copy: Path, qtbot: QtBot) -> Iterator[Window]:
    """The window on the example, assessed."""
    made = new_window(sample_copy)
    assessed(made, qtbot)
    yield made


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small mission that hangs together, with six events."""
    path = tmp_path_factory.mktemp("small") / "small.pocplan"
    project = acting.create(path, "Oloria", None, "PoC adviser")
    hot = replace(makers.some_events(), series_ids=())
    count = len(hot)
    told = Texts.of([f"What the source says of {i}" for i in range(count)])
    chunk = EventChunk(hot, told, told, told, Texts.of([""] * count))
    records = [r for r in makers.records() if not isinstance(r, Series)]
    with project.edit("edit.mission.sample"):
        project.put(
            *(
                r.model_copy(update={"exercise": True}) if isinstance(r, Mission) else r
                for r in records
            )
        )
    staged = finish(project.stage("import-1", "src-events", [chunk], count))
    with project.edit("edit.import.events", count=count, file="events.csv"):
        project.put(
            Series(id="ser-events", source_id="src-events", import_id=staged.import_id, rows=count)
        )
    project.close()
    return path


@pytest.fixture
def small_window(
    new_window: Callable[..., Window], small_file: Path, tmp_path: Path, qtbot: QtBot
) -> Window:
    """The window on the small mission, assessed."""
    made = new_window(Path(shutil.copy(small_file, tmp_path / "small.pocplan")))
    assessed(made, qtbot)
    return made


@pytest.fixture
def empty_window(new_window: Callable[..., Window], tmp_path: Path, qtbot: QtBot) -> Window:
    """The window on a new, empty exercise."""
    path = tmp_path / "empty.pocplan"
    acting.create(path, "Oloria", None, "PoC adviser").close()
    made = new_window(path)
    assessed(made, qtbot)
    return made


def assessed(window: Window, qtbot: QtBot) -> None:
    """Wait until the mission was assessed after the last act."""
    qtbot.waitUntil(lambda: window.desk.assessment is not None, timeout=30_000)


def today() -> date:
    """The day on the clock."""
    return acting.now().date()
