"""Takes the pictures of the README: the program itself on the example mission, seen by nobody.

    .venv/bin/python packaging/screenshots.py [FOLDER]

Pictures go into packaging/screenshots unless another folder is named. No screen is needed.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from pocplanner.commands.sample import make_sample  # noqa: E402
from pocplanner.gui import theme  # noqa: E402
from pocplanner.gui.pages.assessment import AssessmentPage  # noqa: E402
from pocplanner.gui.pages.community import CommunityPage  # noqa: E402
from pocplanner.gui.pages.map import MapPage  # noqa: E402
from pocplanner.gui.pages.report import ReportPage  # noqa: E402
from pocplanner.gui.pages.strategy import StrategyPage  # noqa: E402
from pocplanner.gui.window import Window  # noqa: E402
from pocplanner.model.community import Coping  # noqa: E402
from pocplanner.progress import finish  # noqa: E402
from pocplanner.settings import Settings  # noqa: E402
from pocplanner.words import Words  # noqa: E402

SIZE = (1366, 740)
MOST_BYTES = 250_000


def turns(milliseconds: int) -> None:
    """Let the window have its turns."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something. RuntimeError where it does not come."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise RuntimeError("what the picture should show did not come")
        turns(30)


def keep(widget: QWidget, path: Path) -> None:
    """Store a picture of a widget, small enough for a repository."""
    from PIL import Image

    turns(150)
    taken: QImage = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(taken.constBits())
    picture = Image.frombuffer(
        "RGB", (taken.width(), taken.height()), data, "raw", "RGB", taken.bytesPerLine(), 1
    )
    few = picture.quantize(256, kmeans=3, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{path.name} is larger than {MOST_BYTES:,} bytes")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def pictures(window: Window, folder: Path) -> None:
    """Walk through the first quarter of an hour and take a picture at each step."""
    desk = window.desk
    until(lambda: desk.assessment is not None)
    keep(window, folder / "mission.png")
    worst = desk.assessment.rated[0]

    window.turn_to("map")
    place = window.page("map")
    assert isinstance(place, MapPage)
    until(lambda: place.view is not None and place.view.is_up)
    turns(1200)
    place.show_record(worst.place_id)
    turns(900)
    place.banner.hide()
    keep(window, folder / "map.png")

    window.turn_to("community")
    people = window.page("community")
    assert isinstance(people, CommunityPage)
    coping = next(c for c in desk.snapshot.all(Coping) if c.place_id == worst.place_id)
    people.show_record(coping.id)
    keep(window, folder / "community.png")

    window.turn_to("assessment")
    threats = window.page("assessment")
    assert isinstance(threats, AssessmentPage)
    threats.show_record(worst.threat_id)
    keep(window, folder / "assessment.png")

    window.turn_to("strategy")
    strategy = window.page("strategy")
    assert isinstance(strategy, StrategyPage)
    strategy.sections.draft()
    until(lambda: strategy.sections.list.count() > 3)
    strategy.sections.list.setCurrentRow(3)
    turns(1500)
    keep(window, folder / "strategy.png")

    window.turn_to("report")
    report = window.page("report")
    assert isinstance(report, ReportPage)
    report.preview()
    until(lambda: report.paper is not None, 120)
    turns(600)
    keep(window, folder / "report.png")


def main() -> int:
    """Make the example mission in a place of its own, take the pictures, leave nothing else."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "packaging" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(["pocplanner"])
    theme.apply(app)
    with tempfile.TemporaryDirectory(prefix="pocplanner-pictures-") as place:
        os.environ["XDG_CONFIG_HOME"] = place
        path = Path(place) / "example.pocplan"
        finish(make_sample(path, "PoC adviser")).close()
        window = Window(Words("en"), Settings(show_tour=False))
        window.resize(*SIZE)
        window.show()
        window.open_path(path)
        try:
            pictures(window, folder)
        finally:
            window.close()
            turns(50)
    return 0


if __name__ == "__main__":
    sys.exit(main())
