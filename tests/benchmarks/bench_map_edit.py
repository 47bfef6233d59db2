"""One edit on the map, from the hand to the file and back: stored, redrawn, listed.

Run: python tests/benchmarks/bench_map_edit.py [COMMUNITIES …]. Each turn moves a community by
what the page tells, and ends when the page has painted it and the table shows it. It prints;
it judges nothing.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from PySide6.QtCore import QCoreApplication, Qt  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

from shapely import box  # noqa: E402

from pocplanner.commands import mission  # noqa: E402
from pocplanner.gui.map.web_guard import set_flags  # noqa: E402
from pocplanner.gui.pages.map import MapPage  # noqa: E402
from pocplanner.gui.window import Window  # noqa: E402
from pocplanner.model.community import Community, Coping, Mechanism  # noqa: E402
from pocplanner.model.geometry import Position  # noqa: E402
from pocplanner.model.places import Area, Post  # noqa: E402
from pocplanner.model.record import Record  # noqa: E402
from pocplanner.settings import Settings  # noqa: E402
from pocplanner.words import Words  # noqa: E402

TURNS = 30


def make(path: Path, count: int) -> None:
    """A mission of so many invented communities, with areas, posts and what people do."""
    chance = random.Random(7)
    made: list[Record] = [
        Community(
            id=f"c{i}",
            name=f"Place {i}",
            population=chance.randint(50, 9_000),
            position=Position(lon=20 + 8 * chance.random(), lat=4 + 6 * chance.random()),
        )
        for i in range(count)
    ]
    made += [
        Area(id=f"a{i}", name=f"Area {i}", level=2, shape=box(20 + i % 15, 4, 21 + i % 15, 5))
        for i in range(min(150, count))
    ]
    for i in range(count // 10):
        made.append(Coping(title=f"W {i}", strategy="early_warning_signals", place_id=f"c{i}"))
        made.append(Mechanism(name=f"M {i}", place_id=f"c{i}", reach_km=5 if i % 9 == 0 else None))
    for i in range(max(1, count // 100)):
        at = Position(lon=20 + 8 * chance.random(), lat=4 + 6 * chance.random())
        made.append(Post(id=f"p{i}", name=f"Post {i}", position=at))
    project = mission.create(path, "Oloria", None, "PoC adviser")
    with project.edit("edit.record.add", name="communities"):
        project.put(*made)
    project.close()


def until(true: Callable[[], object], seconds: float = 60) -> None:
    """Let the window have its turns until something is true."""
    end = time.monotonic() + seconds
    while not true():
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError


def measure(window: Window, path: Path, count: int) -> None:
    """Print the median and the slow end of moving one post, one community."""
    window.open_path(path)
    until(lambda: window.desk.assessment is not None)
    window.turn_to("map")
    page = window.page("map")
    if not isinstance(page, MapPage):
        raise TypeError("no map")
    until(lambda: page.view is not None and page.view.is_up)
    view, project = page.view, window.desk.project
    if view is None or project is None:
        raise LookupError("no map")
    project._together_s = 0
    settle(1.5)
    # Tells when the page has painted the place of one record at one longitude.
    view.page.runJavaScript(
        "window.pocSeen = (id, lon) => { const d = window.POC.drawn.find((d) => d.f.id === id);"
        " return d ? Math.abs(d.f.lon - lon) < 1e-7 : false; }; 1"
    )
    for id, layer in (("p0", "posts"), ("c0", "communities")):
        stored, whole = [], []
        for turn in range(TURNS):
            page.hand.choose([id])
            settle(0.75)
            before = project.find(id)
            at = getattr(before, "position", None)
            if at is None:
                raise LookupError(id)
            step = 0.01 if turn % 2 else -0.01
            start = time.perf_counter()
            view.drawn.emit("move", [(at.lon, at.lat), (at.lon + step, at.lat)])
            stored.append(time.perf_counter() - start)
            seen: list[object] = []
            wanted = round(at.lon + step, 6)

            def ask(id: str = id, wanted: float = wanted, seen: list[object] = seen) -> None:
                view.page.runJavaScript(
                    f"window.pocSeen('{id}', {wanted})", 0, lambda v: seen.append(v)
                )

            ask()
            while True:
                QApplication.processEvents()
                if seen:
                    if seen[-1] is True:
                        break
                    seen.clear()
                    ask()
            whole.append(time.perf_counter() - start)
        print(
            f"{count:>6} communities, move one of {layer:<12}"
            f" stored and listed {1e3 * statistics.median(stored):6.1f} ms"
            f" (p95 {1e3 * sorted(stored)[int(0.95 * TURNS)]:.1f}),"
            f" painted {1e3 * statistics.median(whole):6.1f} ms"
            f" (p95 {1e3 * sorted(whole)[int(0.95 * TURNS)]:.1f})",
            flush=True,
        )
    window.desk.leave()


def settle(seconds: float) -> None:
    """Let the window have its turns for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def main() -> None:
    """Measure missions of the sizes that were asked for."""
    sizes = [int(n) for n in sys.argv[1:]] or [150, 5_000]
    set_flags(exercise=True)
    app = QApplication([])
    app.setApplicationName("bench")
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            path = Path(folder) / f"{count}.pocplan"
            make(path, count)
            window = Window(Words("en"), Settings(show_help=False, show_tour=False))
            window.resize(1366, 768)
            window.show()
            measure(window, path, count)
            window.close()


if __name__ == "__main__":
    main()
