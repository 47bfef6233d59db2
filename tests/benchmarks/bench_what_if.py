"""What trying a change costs, and the search for sites: run it, it prints medians.

python tests/benchmarks/bench_what_if.py [drags]

Also how long an assessment goes on without a word, since it can be stopped only then. In the
window it counts from letting go of a dragged post to the new numbers beside the map, and
how long the window was ever held up meanwhile; the first drag is apart.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from pocplanner.analysis.siting.cover import choose
from pocplanner.commands.sample import make_sample
from pocplanner.commands.siting import sites
from pocplanner.commands.what_if import think
from pocplanner.model.geometry import Position
from pocplanner.model.proposal import ProposedChange
from pocplanner.progress import finish

BASE = "post-loundre-base"
#: What is promised, in seconds.
PROMISED = {"drag": 1.0, "held up": 0.05, "sites": 5.0}


def spots(count: int) -> list[tuple[float, float]]:
    """Places on land between two towns, none twice."""
    return [(-16.62 - 0.011 * i, -13.21 + 0.007 * i) for i in range(count)]


def told(name: str, seconds: list[float], promised: float | None = None) -> None:
    """One line: the median of some times, 19 of 20, the worst, and what is promised."""
    beside = f" (promised {promised:g} s)" if promised else ""
    most = sorted(seconds)[min(len(seconds) - 1, int(0.95 * len(seconds)))]
    middle = statistics.median(seconds)
    print(f"{name}: median {middle:.3f} s, p95 {most:.3f}, worst {max(seconds):.3f} s{beside}")


def longest(what: str, work: Any) -> Any:
    """Run some work to its end and print the longest that it went on without a word."""
    steps, began = [], time.perf_counter()
    while True:
        begun = time.perf_counter()
        try:
            next(work)
        except StopIteration as end:
            steps.append(time.perf_counter() - begun)
            spent = time.perf_counter() - began
            told = f"{len(steps)} steps, the longest {max(steps):.3f} s (promised 0.2 s)"
            print(f"{what}: {spent:.3f} s in {told}")
            return end.value
        steps.append(time.perf_counter() - begun)


def search() -> None:
    """The best 3 of 200 candidates over 5,000 places, five invented countries."""
    took = []
    for seed in range(5):
        dice = np.random.default_rng(seed)
        candidates = dice.uniform(0, 1000, (200, 2))
        places = dice.uniform(0, 1000, (5000, 2))
        reach = dice.uniform(60, 150, 5000)
        apart = np.hypot(*(candidates[:, None] - places[None]).transpose(2, 0, 1))
        weights = dice.lognormal(6, 1.5, 5000)
        began = time.perf_counter()
        found = choose(apart < reach[None], weights, 3)
        took.append(time.perf_counter() - began)
        assert found.exact
    told("Best 3 of 200 candidates over 5,000 places, proven", took, PROMISED["sites"])


def plain(path: Path, drags: int) -> None:
    """Without a window: a proposal thought through, and the sites of the example."""
    project = finish(make_sample(path, "PoC adviser"))
    snapshot = project.snapshot()
    before = longest("The first assessment", think(snapshot, ())).before
    took = []
    for lon, lat in spots(drags):
        change = ProposedChange(kind="move_post", post_id=BASE, position=Position(lon=lon, lat=lat))
        began = time.perf_counter()
        finish(think(snapshot, [change], before=before))
        took.append(time.perf_counter() - began)
    told("A post moved in the example mission, everything assessed", took[1:])
    change = ProposedChange(kind="move_post", post_id=BASE, position=Position(lon=-16.6, lat=-13.1))
    longest("A post moved once more", think(snapshot, [change], before=before))
    began = time.perf_counter()
    found = finish(sites(snapshot, 3, assessment=before))
    spent = time.perf_counter() - began
    told(f"Sites of the example mission, {found.candidates} candidates", [spent], PROMISED["sites"])
    project.close()


def window(path: Path, drags: int) -> None:
    """In the window: from letting go to the numbers, and how long it was held up."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    from PySide6.QtCore import QCoreApplication, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(["bench"])
    from pocplanner.gui import theme
    from pocplanner.gui.what_if.trial import trial_of
    from pocplanner.gui.window import Window
    from pocplanner.settings import Settings
    from pocplanner.words import Words

    theme.apply(app)
    shown = Window(Words("en"), Settings(show_tour=False))
    shown.resize(1366, 768)
    shown.show()
    shown.open_path(path)

    def wait(until: Any) -> None:
        end = time.perf_counter() + 60
        while not until() and time.perf_counter() < end:
            app.processEvents()
            time.sleep(0.001)

    wait(lambda: shown.desk.assessment is not None)
    shown.turn_to("map")
    page: Any = shown.page("map")
    trial = trial_of(shown.desk)
    # Nobody drags what is not drawn yet: the map's own beginning is told by bench_stalls.
    wait(lambda: page.view is not None and page.view.is_up)
    settled = time.perf_counter() + 4
    wait(lambda: time.perf_counter() > settled)
    gaps: list[tuple[float, float]] = []
    last = [0.0, 0.0]

    def beat() -> None:
        now, worked = time.perf_counter(), time.thread_time()
        gaps.append((now - last[0], worked - last[1]))
        last[:] = now, worked

    pulse = QTimer()
    pulse.setInterval(0)
    pulse.timeout.connect(beat)
    took, held, own = [], [], []
    for lon, lat in spots(drags):
        seen: list[Any] = []
        heard = trial.thought.connect(seen.append)
        gaps.clear()
        began = time.perf_counter()
        last[:] = began, time.thread_time()
        pulse.start()
        page.hand.tried.emit(BASE, lon, lat)
        wait(lambda seen=seen: bool(seen))
        took.append(time.perf_counter() - began)
        wait(lambda: bool(trial.texts))
        pulse.stop()
        held.append(max(gap for gap, _ in gaps))
        own.append(max(worked for _, worked in gaps))
        trial.thought.disconnect(heard)
    told("From letting go of a dragged post to new numbers", took[1:], PROMISED["drag"])
    told("Longest that the window was held up during a drag", held[1:], PROMISED["held up"])
    told("Longest that it worked by itself during a drag", own[1:], PROMISED["held up"])
    print(
        f"The first drag: {took[0]:.3f} s, held up {held[0]:.3f} s, of that {own[0]:.3f} by itself"
    )
    shown.close()


def main() -> None:
    """Print everything."""
    drags = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    search()
    with tempfile.TemporaryDirectory() as folder:
        plain(Path(folder) / "plain.pocplan", drags)
        path = Path(folder) / "window.pocplan"
        finish(make_sample(path, "PoC adviser")).close()
        window(path, drags)


if __name__ == "__main__":
    main()
