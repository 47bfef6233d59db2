"""How soon the window is there, and its map: run it, it prints medians of five starts.

python tests/benchmarks/bench_window.py [starts]

Each start is a process of its own, warm (the first one is not counted), without a screen. What
counts is what a person waits for: from the call of the program to the first painted window, to
the mission shown in it, and from turning to the map to the map drawn.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

#: What a person is promised, in seconds.
PROMISED = {"window": 1.0, "mission": 2.0, "map": 2.5}

_CHILD = """
import json, sys, time
began = float(sys.argv[1])
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Qt
from PySide6.QtWidgets import QApplication
from pathlib import Path
from pocplanner.settings import Settings
from pocplanner.words import Words
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
app = QApplication(["pocplanner"])
from pocplanner.gui import theme
from pocplanner.gui.window import Window
theme.apply(app)
window = Window(Words("en"), Settings(show_tour=False))
marks = {}
heavy = [n for n in ("numpy", "sqlalchemy", "folium", "reportlab", "scipy", "openpyxl",
                     "pandas", "matplotlib", "PySide6.QtWebEngineCore", "PySide6.QtPdf")
         if n in sys.modules]

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and "window" not in marks:
            marks["window"] = time.time() - began
            QTimer.singleShot(0, opened)
        return False

def opened():
    window.open_path(Path(sys.argv[2]))
    app.processEvents()
    marks["mission"] = time.time() - began
    marks["turned"] = time.time()
    window.turn_to("map")
    look()

def look():
    view = window.page("map").view
    if view is None or not view.is_up:
        QTimer.singleShot(5, look)
        return
    view.view.page().runJavaScript(
        "requestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'drawn'; }))")
    drawn()

def drawn():
    page = window.page("map").view.page
    if page.title() != "drawn":
        QTimer.singleShot(5, drawn)
        return
    marks["map"] = time.time() - marks.pop("turned")
    marks["heavy"] = heavy
    print("MARKS" + json.dumps(marks), flush=True)
    window.close()
    app.quit()

filter = Painted()
window.start.installEventFilter(filter)
window.show()
app.exec()
"""


def one(path: Path, home: Path) -> dict[str, float]:
    """One start. RuntimeError where the window did not come."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "XDG_CONFIG_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(began), str(path)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )
    for line in done.stdout.splitlines():
        if line.startswith("MARKS"):
            found: dict[str, float] = json.loads(line[5:])
            if found.pop("heavy"):
                raise RuntimeError("something heavy was imported before the first paint")
            return found
    raise RuntimeError(done.stderr[-2000:])


def main() -> int:
    """Measure, print the table, and say by the exit code whether the promises hold."""
    from pocplanner.commands.sample import make_sample
    from pocplanner.progress import finish

    starts = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(prefix="pocplanner-bench-") as place:
        sample = Path(place) / "sample.pocplan"
        finish(make_sample(sample, "PoC adviser")).close()
        found = []
        for number in range(starts + 1):
            copy = Path(shutil.copy(sample, Path(place) / f"start-{number}.pocplan"))
            made = one(copy, Path(place))
            if number:
                found.append(made)
    print(f"{'':<10}{'median':>9}{'worst':>9}{'promised':>10}")
    kept = True
    for name, promised in PROMISED.items():
        times = [made[name] for made in found]
        median = statistics.median(times)
        kept = kept and median <= promised
        print(f"{name:<10}{median:>8.2f}s{max(times):>8.2f}s{promised:>9.1f}s")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
