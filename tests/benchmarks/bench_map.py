"""How the map carries events by the hundred thousand: run it, it prints a table and judges nothing.

python tests/benchmarks/bench_map.py [--most N] [--stock] [--cluster FOLDER]

Each row is a process of its own, without a screen, drawn by software. First picture: from the
page being up until 5,000 communities, 150 areas and all events are painted. Drag: the time
between two frames of the page during a drag with the mouse, median and 95th percentile, and
the longest frame when the map comes to rest.
Filter: from the choice of an actor and a year until its dots are painted. Pick: a click to the
rows under it. Memory: this process and the engine's together (PSS). `--stock` measures what
folium draws by itself with the same places, small numbers only, as ratios of ours;
`--cluster` names a folder with leaflet.markercluster.js for FastMarkerCluster.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SIZES = (3_500, 35_000, 350_000, 3_500_000)
STOCK = {
    "markers": (1_000, 3_000),
    "geojson": (3_500, 35_000, 100_000),
    "cluster": (3_500, 35_000, 350_000),
}
#: What is promised for 350,000 events: seconds, milliseconds, megabytes.
PROMISED = {"first": 1500, "drag": 50, "filter": 200, "pick": 5, "memory": 1024}
_WIDE, _HIGH = 1366, 768
_FRAMES = (
    "window.pocFrames = []; let last = performance.now();"
    "const turn = (now) => { window.pocFrames.push(now - last); last = now;"
    " if (window.pocFrames) requestAnimationFrame(turn); }; requestAnimationFrame(turn); return 1;"
)


def many(count: int) -> Any:
    """So many events around 400 towns and over the land, of 40 actors, in 35 years."""
    import numpy as np

    from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events, Labels, day_number

    made = np.random.default_rng(7)
    columns: dict[str, Any] = {n: np.zeros(count, t) for n, t in ARRAY_TYPES.items()}
    towns = np.stack([made.uniform(14.5, 27, 400), made.uniform(2.5, 10.5, 400)])
    at = towns[:, (400 * made.random(count) ** 2).astype(int)]
    spread = np.where(made.random(count) < 0.4, 0.9, 0.05)
    columns["lon"], columns["lat"] = at + made.normal(0, 1, (2, count)) * spread
    columns["first_day"] = made.integers(
        day_number(date(1990, 1, 1)), day_number(date(2024, 12, 31)), count
    ).astype(np.int32)
    columns["deaths_best"] = (made.pareto(1.2, count)).astype(np.int32)
    columns["place_precision"] = made.choice([0, 1, 1, 1, 2, 2, 3, 4, 6], count).astype(np.int8)
    columns["day_precision"] = np.ones(count, np.int8)
    columns["hour"] = made.integers(-1, 24, count).astype(np.int8)
    for name in LABEL_COLUMNS:
        names = tuple(f"{name} {i}" for i in range(40))
        columns[name] = Labels((40 * made.random(count) ** 2).astype(np.int32), names)
    return Events(key=np.arange(count).astype("S8"), series_ids=("ser",), **columns)


def ground() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """5,000 communities and 150 areas as the map draws them."""
    import numpy as np

    made = np.random.default_rng(3)
    places = [
        {"id": f"c{i}", "type": "point", "lon": float(x), "lat": float(y), "colour": "#2a6041",
         "size": 4, "label": f"Community {i}", "pick": True}
        for i, (x, y) in enumerate(made.uniform((14.5, 2.5), (27, 10.5), (5_000, 2)))
    ]  # fmt: skip
    areas = []
    turn = np.linspace(0, 2 * np.pi, 640)
    for i in range(150):
        x, y = 14.5 + (i % 15) * 0.85, 2.5 + (i // 15) * 0.82
        ring = np.stack([y + 0.45 * np.sin(turn), x + 0.45 * np.cos(turn)], axis=1)
        areas.append(
            {"id": f"a{i}", "type": "polygon", "at": [[np.round(ring, 5).tolist()]],
             "colour": "#7d8a92", "weight": 1, "opacity": 0.0, "label": f"Area {i}"}
        )  # fmt: skip
    return places, areas


def memory() -> float:
    """Megabytes of this process and all its children, shared pages by their share."""
    parents: dict[int, int] = {}
    for found in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = found.read_text().rsplit(")", 1)[1].split()
            parents[int(found.parent.name)] = int(told[1])
        except (OSError, IndexError, ValueError):
            continue
    family, grown = {os.getpid()}, True
    while grown:
        more = {p for p, parent in parents.items() if parent in family} - family
        family, grown = family | more, bool(more)
    total = 0
    for process in family:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except OSError:
            continue
    return total / 1024


class Bench:
    """A view of the engine that is measured."""

    def __init__(self, page: Any, widget: Any) -> None:
        from PySide6.QtWidgets import QApplication

        self.app, self.page, self.widget = QApplication.instance(), page, widget

    def until(self, true: Callable[[], object], seconds: float = 120) -> bool:
        """Turn the window's wheel until something is true."""
        end = time.perf_counter() + seconds
        while not true():
            if time.perf_counter() > end:
                return False
            self.app.processEvents()
            time.sleep(0.0005)
        return True

    def run(self, script: str) -> Any:
        """The value of a script in the page."""
        got: list[Any] = []
        self.page.runJavaScript(f"JSON.stringify((() => {{ {script} }})() ?? null)", 0, got.append)
        self.until(lambda: got)
        return json.loads(got[0]) if got and got[0] else None

    def drag(self) -> tuple[float, float, float]:
        """Milliseconds between frames while the mouse drags: median, 95th percentile; and after."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        target = self.widget.focusProxy() or self.widget
        self.run(_FRAMES)
        button = Qt.MouseButton.LeftButton
        frames: list[float] = []
        rests: list[float] = []
        for turn in range(3):
            at = QPoint(_WIDE // 2, _HIGH // 2)
            QTest.mousePress(target, button, Qt.KeyboardModifier.NoModifier, at)
            way = (-7, 4) if turn % 2 else (8, -4)
            self.run("window.pocFrames.length = 0; return 1;")
            for step in range(1, 61):
                began = time.perf_counter()
                QTest.mouseMove(target, at + QPoint(way[0] * step, way[1] * step), -1)
                self.until(lambda b=began: time.perf_counter() - b > 0.0167, 1)
            frames += self.run("return window.pocFrames.slice(2);") or []
            self.run("window.pocFrames.length = 0; return 1;")
            QTest.mouseRelease(
                target, button, Qt.KeyboardModifier.NoModifier,
                at + QPoint(way[0] * 60, way[1] * 60),
            )  # fmt: skip
            # What is drawn anew when the map comes to rest holds a frame as well.
            self.until(lambda: False, 0.5)
            self.until(lambda: (self.run("return window.pocFrames.length;") or 0) > 5)
            rests += [max(self.run("return window.pocFrames;"))]
        self.run("window.pocFrames = null; return 1;")
        return statistics.median(frames), statistics.quantiles(frames, n=20)[18], max(rests)


def ours(count: int) -> dict[str, Any]:
    """Our map with so many events."""
    import numpy as np

    from pocplanner.analysis.event_look import look
    from pocplanner.analysis.selection import EventSelection
    from pocplanner.gui.map.event_points import Drawn
    from pocplanner.gui.map.view import MapView
    from pocplanner.gui.map.web_profile import register_scheme
    from pocplanner.model.mission import Mission
    from pocplanner.model.snapshot import Snapshot
    from pocplanner.words import Words

    register_scheme()
    events = many(count)
    snapshot = Snapshot.of([Mission(name="Measured")], events)
    places, areas = ground()
    view = MapView("en", "Map")
    view.resize(_WIDE, _HIGH)
    up: list[bool] = []
    view.ready.connect(lambda: up.append(True))
    view.show()
    bench = Bench(view.page, view.view)
    bench.until(lambda: up)
    view.focus(14.5, 2.5, 27, 10.5)
    bench.until(lambda: False, 0.5)

    def painted(mask: Any, classes: Any, signs: Any) -> None:
        told = view.events.show(events, Drawn(mask, classes, "count"), signs)
        view.show_events(told)
        while bench.run("return window.pocPainted;") != told["rev"]:
            bench.until(lambda: False, 0.003)
        bench.run("return document.body.offsetHeight;")

    began = time.perf_counter()
    view.put("areas", areas)
    view.put("communities", places)
    seen = look(events, snapshot, "actor", Words("en"))
    painted(np.ones(count, bool), *seen)
    first = (time.perf_counter() - began) * 1000
    bench.until(lambda: False, 1.0)
    drag = bench.drag()
    view.focus(14.5, 2.5, 27, 10.5)
    bench.until(lambda: False, 0.5)
    filters = []
    for year in range(2000, 2010):
        began = time.perf_counter()
        asked = EventSelection(
            actors=(f"side_a {year % 7}", "side_a 0"), since=date(year, 1, 1),
            until=date(year + 12, 1, 1),
        )  # fmt: skip
        painted(asked.mask(events, snapshot), *seen)
        filters.append((time.perf_counter() - began) * 1000)
    painted(np.ones(count, bool), *seen)
    picks = []
    made = np.random.default_rng(5)
    for x, y in zip(made.uniform(14.5, 27, 200), made.uniform(2.5, 10.5, 200), strict=True):
        began = time.perf_counter()
        view.events.points.under(float(x), float(y), 7)
        picks.append((time.perf_counter() - began) * 1000)
    return {
        "first": first,
        "drag_median": drag[0],
        "drag": drag[1],
        "rest": drag[2],
        "filter_median": statistics.median(filters),
        "filter": max(filters),
        "pick_median": statistics.median(picks),
        "pick": statistics.quantiles(picks, n=20)[18],
        "memory": memory(),
    }


def stock(kind: str, count: int, folder: str) -> dict[str, Any]:
    """What folium draws by itself, served from the same scheme without a network."""
    import folium
    import numpy as np
    from branca.element import Figure
    from folium.plugins import FastMarkerCluster
    from PySide6.QtCore import QUrl
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from pocplanner.gui.map.web_profile import SCHEME, MapPage, new_profile, register_scheme
    from pocplanner.gui.map.web_scheme import MapScheme

    register_scheme()
    events = many(count)
    began = time.perf_counter()
    figure = Figure()
    made = folium.Map([6.5, 20.7], zoom_start=6, tiles=None, prefer_canvas=True, maxZoom=17)
    made.add_to(figure)
    at = np.stack([events.lat, events.lon], axis=1).round(5).tolist()
    if kind == "markers":
        for place in at:
            folium.Marker(place).add_to(made)
    elif kind == "geojson":
        features = [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "Point", "coordinates": p[::-1]},
            }
            for p in at
        ]
        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            marker=folium.CircleMarker(radius=3),
        ).add_to(made)
    else:
        # Its own callback asks for icons of a library that is not here.
        plain = "function (row) { return L.marker([row[0], row[1]]); }"
        FastMarkerCluster(at, callback=plain).add_to(made)
    made.render()
    script = figure.script.render() + f"\nwindow.pocMap = {made.get_name()};"
    script += (
        "\nrequestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'drawn'; }));"
    )
    cluster = ""
    if kind == "cluster":
        cluster = Path(folder, "leaflet.markercluster.js").read_text(encoding="utf-8")
    page = (
        '<!DOCTYPE html><html><head><link rel="stylesheet" href="/leaflet.css">'
        f"<style>#{made.get_name()} {{ position: absolute; inset: 0; }}</style></head><body>"
        f'<div class="folium-map" id="{made.get_name()}"></div>'
        '<script src="/leaflet.js"></script><script src="/map.js"></script></body></html>'
    )
    generated = (time.perf_counter() - began) * 1000
    scheme = MapScheme(page, cluster + "\n" + script, lambda _: None)
    profile = new_profile()
    profile.installUrlSchemeHandler(SCHEME, scheme)
    view = QWebEngineView()
    view.resize(_WIDE, _HIGH)
    shown = MapPage(profile, view)
    view.setPage(shown)
    view.show()
    bench = Bench(shown, view)
    bench.until(lambda: False, 0.5)
    began = time.perf_counter()
    shown.load(QUrl("poc://app/map.html"))
    if not bench.until(lambda: shown.title() == "drawn", 240):
        return {"first": float("inf")}
    bench.run("return document.body.offsetHeight;")
    first = generated + (time.perf_counter() - began) * 1000
    bench.until(lambda: False, 1.0)
    drag = bench.drag()
    # A filter of folium's is a page made anew.
    return {
        "first": first, "drag_median": drag[0], "drag": drag[1], "rest": drag[2],
        "filter": first, "memory": memory()
    }  # fmt: skip


def child(*words: str) -> dict[str, Any]:
    """The figures of a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, __file__, *words], capture_output=True, text=True, env=environment,
        timeout=900, check=False,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        if line.startswith("FOUND"):
            found: dict[str, Any] = json.loads(line[5:])
            return found
    raise RuntimeError(done.stderr[-2000:])


def told(name: str, found: dict[str, Any], against: dict[str, Any] | None = None) -> None:
    """Print one row; with another one, as its multiples too."""
    cells = []
    for key in (
        "first",
        "drag_median",
        "drag",
        "rest",
        "filter_median",
        "filter",
        "pick",
        "memory",
    ):
        unit = "MB" if key == "memory" else "ms"
        value = found.get(key)
        text = "–" if value is None else f"{value:.1f}" if key == "pick" else f"{value:.0f}"
        if against and value is not None and against.get(key):
            text += f" ×{value / against[key]:.1f}"
        cells.append(f"{text + ' ' + unit if value is not None else text:>16}")
    print(f"{name:<22}" + "".join(cells), flush=True)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--stock", action="store_true")
    parser.add_argument("--cluster", default="")
    parser.add_argument("--one", nargs=2)
    given = parser.parse_args()
    if given.one:
        from PySide6.QtCore import QCoreApplication, Qt
        from PySide6.QtWidgets import QApplication

        from pocplanner.gui.map.web_guard import set_flags

        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
        set_flags(exercise=True)
        app = QApplication(["bench"])
        kind, count = given.one[0], int(given.one[1])
        found = ours(count) if kind == "ours" else stock(kind, count, given.cluster)
        print("FOUND" + json.dumps(found), flush=True)
        app.processEvents()
        os._exit(0)  # the engine's own end is not measured
    heads = (
        "first",
        "drag median",
        "drag p95",
        "longest after",
        "filter median",
        "filter worst",
        "pick",
        "memory",
    )
    print(f"{'events':<22}" + "".join(f"{h:>16}" for h in heads))
    by_size: dict[int, dict[str, Any]] = {}
    for count in SIZES:
        if count <= given.most:
            by_size[count] = child("--one", "ours", str(count))
            told(f"ours {count:,}", by_size[count])
    print("promised at 350,000: " + ", ".join(f"{k} {v}" for k, v in PROMISED.items()))
    if given.stock:
        for kind, counts in STOCK.items():
            if kind == "cluster" and not given.cluster:
                print("FastMarkerCluster needs its script: name its folder with --cluster")
                continue
            for count in counts:
                near = min(by_size, key=lambda n: abs(n - count))
                found = child("--cluster", given.cluster, "--one", kind, str(count))
                told(f"{kind} {count:,} (/{near:,})", found, by_size[near])
    return 0


if __name__ == "__main__":
    sys.exit(main())
