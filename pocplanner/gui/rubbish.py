"""Collects cyclic rubbish on the window's own thread, and on no other.

Python collects wherever it happens to run. A job beside the window would so destroy widgets
that nobody holds any more, from a thread that must not touch them: the process would end.

Looking through all that lives takes longer the more lives: a mission of five thousand
communities held the window for a tenth of a second each time. What outlives a long look is
set aside until the mission is closed; it is let go as ever when nobody holds it, only its
rings of references wait.
"""

import gc
import time

from PySide6.QtCore import QObject, QTimer

#: Often, so that little is young: work beside the window makes a million things in a second.
_EVERY_MS = 100
#: After a look that took longer than this, in seconds, what it found alive is set aside.
_LONG_S = 0.01


class Collector(QObject):
    """While it runs, rubbish is collected by a timer of the window and never by a thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        # What another set aside is not ours to bring back.
        self._alone = gc.get_freeze_count() == 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """Collect the generations that are due, the youngest first."""
        began = time.perf_counter()
        for generation, count in enumerate(gc.get_count()):
            if count <= self._limits[generation]:
                break
            gc.collect(generation)
        if self._alone and time.perf_counter() - began > _LONG_S:
            self.set_aside()

    def set_aside(self) -> None:
        """Pass over what lives now: a mission that was just opened stays."""
        if self._alone:
            gc.freeze()

    def bring_back(self) -> None:
        """Look at everything again: the mission is closed, and what it left can go."""
        if self._alone:
            gc.unfreeze()

    def stop(self) -> None:
        """Look no more. Nobody else does either: a thread may still run, and the program ends."""
        self._timer.stop()
        self.bring_back()
