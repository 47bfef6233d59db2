"""Rubbish: what lives long is not looked at again and again, and goes when the mission closes."""

import gc
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
    assert gc.get_freeze_count() == 0 and gc.isenabled()


def test_what_another_set_aside_stays_so(qapp: QApplication) -> None:
    before = gc.get_freeze_count()
    assert before, "the tests set aside what is loaded once"
    collector = Collector()
    collector.set_aside()
    collector.bring_back()
    assert gc.get_freeze_count() == before
    collector.stop()
