"""Runs long work beside the window: it tells how far it is, and can be stopped."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: A job tells its progress at most this often, in seconds.
_EVERY_S = 0.05


class _Thread(QThread):
    """Steps the generator; stopping is not calling `next` again."""

    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Work[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def run(self) -> None:
        told = 0.0
        try:
            while True:
                if self.isInterruptionRequested():
                    self._work.close()
                    self.cancelled.emit()
                    return
                step = next(self._work)
                now = time.monotonic()
                if now - told > _EVERY_S:
                    told = now
                    self.progressed.emit(step)
        except StopIteration as end:
            self.ended.emit(end.value)
        except Exception as error:
            self.failed.emit(error)


class Jobs(QObject):
    """The long work of one window, one piece at a time.

    `started(title)`, `progressed(Progress)` and `finished()` drive the bar; `problem` tells
    what a user can mend; anything else that goes wrong is raised in the window's thread.
    """

    started = Signal(str)
    progressed = Signal(object)
    finished = Signal()
    problem = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._thread is not None

    def start(
        self,
        title: str,
        work: Work[Any],
        done: Callable[[Any], object],
        stopped: Callable[[], object] | None = None,
    ) -> bool:
        """Begin a piece of work; False where another is under way."""
        if self._thread is not None:
            work.close()
            return False
        thread = self._thread = _Thread(work, self)
        thread.progressed.connect(self._on_progress)
        thread.ended.connect(lambda result: self._end(lambda: done(result)))
        thread.failed.connect(self._on_failure)
        thread.cancelled.connect(lambda: self._end(stopped or (lambda: None)))
        self.started.emit(title)
        thread.start()
        return True

    def cancel(self) -> None:
        """Ask the work to stop after its present step."""
        if self._thread is not None:
            self._thread.requestInterruption()

    def close(self) -> None:
        """Stop what is under way and wait for it."""
        if self._thread is not None:
            self._thread.requestInterruption()
            self._thread.wait(10_000)
            self._thread = None

    def _on_progress(self, step: Progress) -> None:
        self.progressed.emit(step)

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, Problem):
            self._end(lambda: self.problem.emit(error))
        else:
            self._end(lambda: _raise(error))

    def _end(self, then: Callable[[], object]) -> None:
        if self._thread is not None:
            self._thread.wait()
            self._thread.deleteLater()
            self._thread = None
        self.finished.emit()
        then()


def _raise(error: Exception) -> None:
    raise error
