"""Tables of events: first rows, every order, every filter, scrolling, choosing and copying.

    python tests/benchmarks/bench_tables.py [rows …]

Prints medians and the worst of several runs for 3,500, 35,000 and 350,000 events (3,500,000
where it is asked for), beside what is promised for 350,000.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np  # noqa: E402

#: What a person is promised of 350,000 rows, in seconds.
PROMISED = {"first rows": 0.3, "sort": 1.0, "filter": 0.3}
_RUNS = 5


def many(count: int) -> Any:
    """So many events as a large published table has them: few types, many places and names."""
    from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events, Labels, day_number

    made = np.random.default_rng(7)
    columns: dict[str, Any] = {n: np.zeros(count, t) for n, t in ARRAY_TYPES.items()}
    columns["lon"], columns["lat"] = made.uniform(14, 27, count), made.uniform(2, 11, count)
    columns["lon"][: count // 10] = np.nan
    days = made.integers(day_number(date(1990, 1, 1)), day_number(date(2020, 12, 31)), count)
    columns["first_day"] = columns["last_day"] = days.astype(np.int32)
    for name in ("deaths_best", "deaths_low", "deaths_high", "deaths_civilians"):
        columns[name] = made.integers(-1, 40, count).astype(np.int32)
    columns["place_precision"] = made.integers(1, 7, count).astype(np.int8)
    columns["day_precision"] = made.integers(1, 6, count).astype(np.int8)
    sizes = {"type": 12, "native_type": 60, "side_a": 900, "side_b": 900, "country": 40,
             "admin1": 300, "admin2": 3000, "place": 60_000, "group": 200}  # fmt: skip
    for name in LABEL_COLUMNS:
        size = min(sizes[name], max(count, 1))
        names = tuple(f"{name.title()} Élan {i}" for i in range(size))
        columns[name] = Labels(made.integers(0, size, count).astype(np.int32), names)
    keys = np.array([f"E{i}".encode() for i in range(count)])
    return Events(key=keys, series_ids=("ser-many",), **columns)


def timed(do: Callable[[], object]) -> float:
    """Seconds that something takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def measure(app: Any, count: int) -> dict[str, list[float]]:
    """Seconds of each act over a table of so many events."""
    from PySide6.QtCore import Qt

    from pocplanner.analysis.table_columns import Among, Between, Containing, NumberColumn
    from pocplanner.gui.desk import Desk
    from pocplanner.gui.tables.events_source import COLUMNS
    from pocplanner.gui.tables.events_table import EventsTable
    from pocplanner.settings import Settings
    from pocplanner.words import Words

    found: dict[str, list[float]] = {}
    for run in range(_RUNS):
        events, every = many(count), np.ones(count, bool)
        desk = Desk(Words("en"), Settings())
        table = EventsTable(desk)
        table.resize(1200, 600)
        table.show()
        app.processEvents()

        def painted(do: Callable[[], object]) -> Callable[[], None]:
            def act() -> None:
                do()
                table.view.viewport().repaint()  # noqa: B023
                app.processEvents()

            return act

        def note(name: str, seconds: float) -> None:
            found.setdefault(name, []).append(seconds)

        note("first rows", timed(painted(lambda: table.show_events(events, every))))  # noqa: B023
        for at, name in enumerate(COLUMNS):
            if name == "key":
                continue
            for down in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
                sort = painted(lambda: table.view.sortByColumn(at, down))  # noqa: B023
                note("sort", timed(sort))
        source = table.grid_model.source
        for at, name in enumerate(COLUMNS):
            if name in ("key", "position"):
                continue
            column = source.column(at)
            if isinstance(column, NumberColumn):
                ends = column.ends() or (0, 0)
                conditions: list[Any] = [Between(ends[0], sum(ends) / 2)]
            else:
                conditions = [Among(frozenset(column.names[: len(column.names) // 2 + 1]))]
                conditions.append(Containing("elan 1"))
            for one in conditions:
                note("filter", timed(painted(lambda: table.set_filter(name, one))))  # noqa: B023
                table.set_filter(name, None)
            if not isinstance(column, NumberColumn):
                opened = timed(lambda: table.ask_filter(at).close())  # noqa: B023
                note("open a filter", opened)
        table.search.setText("elan 17 place")
        note("typed words", timed(painted(table._look_for)))
        table.search.clear()
        table._look_for()
        bar = table.view.verticalScrollBar()
        for place in np.linspace(0, bar.maximum(), 40).astype(int).tolist():
            note("scroll", timed(painted(lambda: bar.setValue(place))))  # noqa: B023
        note("choose all", timed(painted(table.view.selectAll)))
        if run == 0:
            note("copy all", timed(table.copy))
        table.close()
        table.deleteLater()
        app.processEvents()
    return found


def main() -> int:
    """Measure, print the tables, and say by the exit code whether the promises hold."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["bench"])
    counts = [int(a) for a in sys.argv[1:]] or [3_500, 35_000, 350_000]
    kept = True
    for count in counts:
        found = measure(app, count)
        print(f"{count:>10,} events {'median':>10}{'p95':>10}{'worst':>10}{'promised':>10}")
        for name, times in found.items():
            ordered = sorted(times)
            p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
            promised = PROMISED.get(name) if count == 350_000 else None
            kept = kept and (promised is None or statistics.median(times) <= promised)
            said = f"{promised:>9.1f}s" if promised else ""
            middle = statistics.median(times)
            print(f"  {name:<22}{middle:>9.3f}s{p95:>9.3f}s{max(times):>9.3f}s{said}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
