"""Collects cyclic rubbish on the window's own thread, and on no other.

Python collects wherever it happens to run. A job beside the window would so destroy widgets
that nobody holds any more, from a thread that must not touch them: the process would end.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 700


class Collector(QObject):
    """While it runs, rubbish is collected by a timer of the window and never by a thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """Collect the generations that are due, the youngest first."""
        for generation, count in enumerate(gc.get_count()):
            if count <= self._limits[generation]:
                return
            gc.collect(generation)

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
