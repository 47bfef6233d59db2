"""How long the window holds still while a hand goes through it: the longest gap of each act.

    python tests/benchmarks/bench_stalls.py [--events N] [--communities N] [--where] [--only WORD]

A heartbeat of the window tells how long nothing else had its turn. Each act is what a person
does (open, filter, play, draw as heat, sort, copy, move, undo, turn to a page, and what comes in
the first half hour: search, take a file in, fill in a form, paste, print), on 350,000 events and
5,000 communities, with the window's own waiting after it. Three figures: the whole moment, the
same without what the machine gave to other programs ("quiet", where the system tells it), and
what the window itself worked. `--where` names the line that was held longest, as far as another
thread could see it. It prints; it judges nothing.
"""

import argparse
import faulthandler
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

#: What is promised: no moment longer than this, in milliseconds.
PROMISED_MS = 50
_BEAT_MS = 2
_LINE = re.compile(r'File "(.+)", line (\d+) in (\S+)')

Act = Callable[[], object]


def make(path: Path, communities: int, count: int) -> None:
    """A mission of so many invented communities with so many events."""
    from pocplanner.commands import mission
    from pocplanner.model.event_chunk import EventChunk
    from pocplanner.model.event_texts import Texts
    from pocplanner.model.events import Series
    from pocplanner.model.mission import Source
    from pocplanner.progress import finish
    from tests.benchmarks import bench_map_edit
    from tests.benchmarks.bench_map import many

    bench_map_edit.make(path, communities)
    project = mission.open_mission(path, lambda _: None)
    events = replace(many(count), series_ids=())
    none = Texts.of([""] * count)
    with project.edit("edit.record.add", name="source"):
        project.put(Source(id="src", name="Invented incidents"))
    staged = finish(project.stage("imp", "src", [EventChunk(events, none, none, none, none)]))
    with project.edit("edit.import.events", count=count, file="x"):
        project.put(Series(id="ser", source_id="src", import_id=staged.import_id, rows=count))
    project.close()


@dataclass(frozen=True)
class Stall:
    """The longest moment of an act, in milliseconds, and where the window was."""

    gap: float = 0.0
    #: The most that the window itself worked between two beats.
    own: float = 0.0
    #: The longest moment without what the machine gave to other programs meanwhile.
    quiet: float = 0.0
    where: str = ""


class Watch:
    """Beats with the window and keeps the longest gap; another thread looks where it hangs."""

    def __init__(self, look: bool) -> None:
        self._schedule = _schedule()
        self.last, self._worked = time.perf_counter(), time.thread_time()
        self._waited = _waited(self._schedule)
        self.longest, self._where = Stall(), (0.0, "")
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._main = threading.get_ident()
        if look:
            threading.Thread(target=self._look, daemon=True).start()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        waited = _waited(self._schedule)
        gap, own = 1e3 * (now - self.last), 1e3 * (worked - self._worked)
        quiet = max(gap - 1e3 * (waited - self._waited), own)
        known, where = self.longest, self.longest.where
        if gap > known.gap:
            where = self._where[1] if self._where[0] > self.last else ""
        self.longest = Stall(
            max(gap, known.gap), max(own, known.own), max(quiet, known.quiet), where
        )
        self.last, self._worked, self._waited = now, worked, waited

    def _look(self) -> None:
        """Note where the window is, again and again.

        The interpreter writes it down itself: who holds the frames of another thread may be the
        last to hold what stands in them, and would destroy it on the wrong thread.
        """
        with tempfile.TemporaryFile("w+") as told:
            while True:
                time.sleep(0.005)
                if time.perf_counter() - self.last > 0.025:
                    told.seek(0)
                    told.truncate()
                    faulthandler.dump_traceback(told)
                    told.seek(0)
                    self._where = (time.perf_counter(), _place(told.read(), self._main))

    def act(self, do: Act, seconds: float) -> Stall:
        """Do something in the window's own time; the longest moment until some time after it."""
        turn(0.15)
        self.longest = Stall()
        QTimer.singleShot(0, do)
        turn(seconds)
        return self.longest


def _schedule() -> int:
    """Where the system tells how this thread ran and waited; -1 where it does not."""
    try:
        return os.open("/proc/thread-self/schedstat", os.O_RDONLY)
    except OSError:
        return -1


def _waited(schedule: int) -> float:
    """The seconds that the thread could have run while others had the machine."""
    return int(os.pread(schedule, 80, 0).split()[1]) / 1e9 if schedule >= 0 else 0.0


def _place(told: str, thread: int) -> str:
    """The innermost of our own lines in what was written down of a thread."""
    found: list[str] = []
    inside = False
    for line in told.splitlines():
        if line.startswith(("Thread 0x", "Current thread 0x")):
            inside = int(line.split("0x")[1].split()[0], 16) == thread
        elif inside and "pocplanner" in line and (seen := _LINE.search(line)):
            found.insert(0, f"{Path(seen[1]).stem}.{seen[3]}:{seen[2]}")
    return " > ".join(found[-5:])


def turn(seconds: float) -> None:
    """Let the window have its time."""
    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


def acts(window: Any, path: Path) -> Iterator[tuple[str, Act, float]]:
    """What a hand does, each with the seconds to wait after it."""
    from pocplanner.analysis.table_columns import Containing
    from pocplanner.gui.window import PAGES
    from pocplanner.model.community import Community
    from tests.benchmarks.half_hour import half_hour

    desk = window.desk
    yield "the start page", lambda: None, 2
    yield "open the mission", lambda: window.open_path(path), 6
    yield "turn to the map", lambda: window.turn_to("map"), 5
    page = window.page("map")
    choice, events = desk.choice, page.events
    for field, value in (
        ("types", "type 0"), ("actors", "side_a 0"), ("by", "side_a 1"), ("against", "side_b 1"),
        ("areas", "a3"), ("around", (20.5, 6.0, 40.0)), ("sources", "src"), ("deaths", 5),
        ("light", "night"),
        ("seasons", "dry"), ("market", True), ("weekdays", 2), ("text", "place 3"),
        ("since", date(2001, 1, 1)), ("until", date(2009, 1, 1)),
    ):  # fmt: skip
        yield f"filter: {field}", partial(events.filter.put_in, field, value), 0.8
        yield f"filter: {field}, taken out", choice.clear, 0.8
    yield "filter: open the menu", events.filter._fill, 0.3
    for box in (events.colour_by, events.size_by, events.show_as, events.bandwidth):
        for at in range(box.count()):
            what = f"events: {box.accessibleName()} {box.itemText(at)}"
            yield what, lambda b=box, i=at: b.setCurrentIndex(i), 1.2
        if box is not events.show_as:
            yield "events: back", lambda b=box: b.setCurrentIndex(0), 0.8
    yield "heat: one actor", lambda: events.filter.put_in("actors", "side_a 0"), 1.2
    yield "heat: all", choice.clear, 1.2
    yield "events: as dots", lambda: events.show_as.setCurrentIndex(0), 0.8
    time_slider = page.time
    for box in (time_slider.width_box, time_slider.recur_box, time_slider.compare_box):
        for at in range(box.count()):
            yield (
                f"slider: {box.accessibleName()} {box.itemText(at)}",
                lambda b=box, i=at: b.setCurrentIndex(i),
                0.8,
            )
        if box is not time_slider.width_box:
            yield "slider: back", lambda b=box: b.setCurrentIndex(0), 0.8
    yield "slider: play", lambda: time_slider.play.setChecked(True), 6
    yield "slider: stop", lambda: time_slider.play.setChecked(False), 0.5
    yield "slider: all time", lambda: time_slider.width_box.setCurrentIndex(0), 0.8
    project = desk.project
    project._together_s = 0
    for id in ("c0", "p0"):
        yield f"map: choose {id}", lambda i=id: page.hand.choose([i]), 0.8

        def move(id: str = id) -> None:
            at = project.find(id).position
            page.view.drawn.emit("move", [(at.lon, at.lat), (at.lon + 0.01, at.lat)])

        yield f"map: move {id}, with what follows", move, 4
        yield f"map: undo {id}, with what follows", window.undo, 4
    several = [c.id for c in project.all(Community)[:200]]
    yield "map: choose 200", lambda: page.hand.choose(several), 1
    yield "map: remove 200", lambda: page.hand.act("delete"), 4
    yield "map: undo the removal", window.undo, 4
    yield "map: a click on the open land", lambda: page.picking.on_click(20.0, 5.0, 7), 0.5
    for layer in ("communities", "areas", "coping"):
        for on in (False, True):
            yield f"layer: {layer} {on}", partial(page.layers.tree.tick, layer, on), 1.5
    yield "table: all events", lambda: (page.show_table(), page.over.drawer.show_table("events")), 2
    yield "table: filter of the map", lambda: events.filter.put_in("actors", "side_a 0"), 1
    yield "table: all again", choice.clear, 1
    table = page.over.drawer.grid
    for at in (0, 1, 4, 6):
        yield f"table: sort {at}", lambda a=at: table.view.sortByColumn(a, _DOWN), 0.8
    yield "table: filter a column", lambda: table.set_filter("place", Containing("place 1")), 0.8
    yield "table: filter taken out", lambda: table.set_filter("place", None), 0.8
    yield "table: open a filter", lambda: table.ask_filter(4), 0.6
    yield "table: typed words", lambda: table.search.setText("place 17 side"), 1.2
    yield "table: words taken out", lambda: table.search.clear(), 1.2
    yield "table: choose all", lambda: table.view.selectAll(), 0.6
    yield "table: copy all", lambda: table.copy(), 12
    yield "table: communities", lambda: page.over.drawer.show_table("Community"), 1.5
    yield "table: move c0 beside it", lambda: (page.hand.choose(["c0"]), move("c0")), 4
    yield "table: choose all communities", lambda: page.over.drawer.grid.view.selectAll(), 1
    yield "table: closed", page.show_table, 0.8
    for name in PAGES:
        yield f"page: {name}", lambda n=name: window.turn_to(n), 1.5
        tabs = getattr(window.page(name), "tabs", None)
        for at in range(1, tabs.count() if tabs is not None else 0):
            said = tabs.tabText(at)
            yield f"page: {name}, {said}", lambda t=tabs, a=at: t.setCurrentIndex(a), 0.8
    for name in ("map", *PAGES):
        yield f"page: {name} again", lambda n=name: window.turn_to(n), 0.8
    yield from half_hour(window, path.parent)
    yield "every page there: undo", window.undo, 4
    yield "leave the mission", partial(desk.leave, wait=False), 4


_DOWN = Qt.SortOrder.DescendingOrder


def main() -> None:
    """Go through it all and print what held still for longest."""
    from pocplanner.gui import theme
    from pocplanner.gui.map.web_guard import set_flags
    from pocplanner.gui.window import Window
    from pocplanner.settings import Settings
    from pocplanner.words import Words

    asked = argparse.ArgumentParser()
    asked.add_argument("--events", type=int, default=350_000)
    asked.add_argument("--communities", type=int, default=5_000)
    asked.add_argument("--where", action="store_true")
    asked.add_argument("--only", default="")
    asked.add_argument("--file", default="")
    given = asked.parse_args()
    set_flags(exercise=True)
    app = QApplication([])
    app.setApplicationName("bench")
    theme.apply(app)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.file or Path(folder) / "stalls.pocplan")
        if not path.exists():
            make(path, given.communities, given.events)
        window = Window(Words("en"), Settings(show_help=False, show_tour=False))
        window.resize(1366, 768)
        window.show()
        watch = Watch(given.where)
        over, count, heavy = [], 0, 0
        for name, do, seconds in acts(window, path):
            if (
                given.only
                and given.only not in name
                and not name.startswith(("the start", "open", "turn"))
            ):
                continue
            found = watch.act(do, seconds)
            count += 1
            late = found.quiet > PROMISED_MS
            if late:
                over.append(name)
            mark = "  <-- over" if late else ""
            heavy += found.own > PROMISED_MS
            told = found.where if late else ""
            figures = f"{found.gap:8.0f} ms {found.quiet:6.0f} quiet {found.own:6.0f} own"
            print(f"{figures}  {name}{mark}  {told}", flush=True)
        print(f"{count} acts, {len(over)} with a moment over {PROMISED_MS} ms, {heavy} by itself")
        window.close()


if __name__ == "__main__":
    main()
