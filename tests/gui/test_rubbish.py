"""Rubbish: what lives long is not looked at again and again, and goes when the mission closes."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pocplanner.gui import rubbish
from pocplanner.gui.rubbish import Collector


class Ring:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def alone() -> Iterator[None]:
    """As in a program of its own: nothing is set aside; afterwards as the tests want it."""
    gc.unfreeze()
    yield
    gc.collect()
    gc.freeze()


def test_what_was_set_aside_is_collected_after_the_mission_is_closed(
    qapp: QApplication, alone: None
) -> None:
    collector = Collector()
    ring = Ring()
    known = weakref.ref(ring)
    collector.set_aside()
    del ring
    gc.collect()
    assert known() is not None, "it is passed over"
    collector.bring_back()
    gc.collect()
    assert known() is None
    collector.stop()


def test_a_long_look_sets_aside_what_it_found_alive(
    qapp: QApplication, alone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    collector = Collector()
    monkeypatch.setattr(rubbish, "_LONG_S", 0.0)
    kept = [Ring() for _ in range(5_000)]
    assert gc.get_freeze_count() == 0
    collector.collect()
    assert gc.get_freeze_count() >= len(kept)
    collector.stop()
    assert gc.get_freeze_count() == 0 and not gc.isenabled(), "a thread may still run"


_RING = """
import gc, sys, threading, weakref
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from pocplanner.gui.rubbish import Collector

app = QCoreApplication([])
if sys.argv[1] == "collector":
    collector = Collector(app)
here, gone = threading.get_ident(), []

class Ring(QObject):
    def __init__(self):
        super().__init__()
        self.itself = self

ring = Ring()
weakref.finalize(ring, lambda: gone.append(threading.get_ident() == here))
del ring

def work():
    kept = []
    while not gone and len(kept) < 3_000_000:
        kept.append([])

beside = threading.Thread(target=work)
beside.start()
if sys.argv[1] == "collector":
    look = QTimer(app)
    look.timeout.connect(lambda: gone and app.quit())
    look.start(10)
    QTimer.singleShot(20_000, app.quit)
    app.exec()
beside.join()
print(gone)
"""


@pytest.mark.parametrize(("who", "told"), [("collector", "[True]"), ("python", "[False]")])
def test_a_ring_of_qt_s_is_destroyed_on_the_window_s_thread_while_another_works(
    who: str, told: str
) -> None:
    """Left to Python itself it goes on the thread that works, which ends the process in time."""
    done = subprocess.run(
        [sys.executable, "-c", _RING, who], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == told, done.stderr


def test_what_another_set_aside_stays_so(qapp: QApplication) -> None:
    before = gc.get_freeze_count()
    assert before, "the tests set aside what is loaded once"
    collector = Collector()
    collector.set_aside()
    collector.bring_back()
    assert gc.get_freeze_count() == before
    collector.stop()
