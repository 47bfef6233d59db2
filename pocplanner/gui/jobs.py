"""Runs long work beside the window: it tells how far it is, and can be stopped."""

import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: A job tells its progress at most this often, in seconds.
_EVERY_S = 0.05
#: Work on the window's own thread gives the window its turn this often, in seconds.
_TURN_S = 0.02

#: Work beside the window lets it have its turn this soon, in seconds. Each call into Qt gives the
#: turn away; at the usual 5 ms a picture of a hundred calls would wait for half a second.
_GIVE_WAY_S = 0.0005

Done = Callable[[Any], object]
Stopped = Callable[[], object]


class _Thread(QThread):
    """Steps the generator on a thread of its own; stopping is not calling `next` again."""

    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Work[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        # Its own flag: asking Qt at each of a thousand steps would give the turn away as often.
        self._asked = False

    def requestInterruption(self) -> None:
        """Ask it to stop after its present step."""
        self._asked = True

    def run(self) -> None:
        told = 0.0
        try:
            while True:
                if self._asked:
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

    def stop(self) -> None:
        """Ask it to stop after its present step, and wait."""
        self.requestInterruption()
        self.wait()


class _Turns(QObject):
    """Steps the generator on the window's own thread, turn by turn: for work that edits."""

    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Work[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        """Begin with the next turn of the window."""
        self._timer.start()

    def requestInterruption(self) -> None:
        """Ask it to stop after its present step."""
        self._stopped = True

    def stop(self) -> None:
        """Stop at once: nothing of it is under way between two turns."""
        self._timer.stop()
        self._work.close()

    def wait(self) -> None:
        """Nothing runs beside the window here."""

    def _turn(self) -> None:
        if self._stopped:
            self.stop()
            self.cancelled.emit()
            return
        until = time.monotonic() + _TURN_S
        try:
            step = next(self._work)
            while time.monotonic() < until:
                step = next(self._work)
            self.progressed.emit(step)
        except StopIteration as end:
            self._timer.stop()
            self.ended.emit(end.value)
        except Exception as error:
            self._timer.stop()
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
    _told = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_GIVE_WAY_S)
        self._under_way: _Thread | _Turns | None = None
        self._over: _Thread | _Turns | None = None
        self._done: Done = lambda _: None
        self._stopped: Stopped = lambda: None
        self._lets_go = False
        self._leaving: list[_Thread] = []
        # Told through a signal of this object, so that it is heard on the window's thread.
        self._told.connect(self._hear)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._under_way is not None

    def start(
        self,
        title: str,
        work: Work[Any],
        done: Done,
        stopped: Stopped | None = None,
        lets_go: bool = False,
    ) -> bool:
        """Begin a piece of work that only looks; False where another is under way.

        With `lets_go` a cancel frees the window at once: the step under way runs to its end
        beside it and its result is dropped. Only for work that leaves nothing behind.
        """
        begun = self._begin(title, work, _Thread, done, stopped)
        if begun:
            self._lets_go = lets_go
        return begun

    def start_here(
        self, title: str, work: Work[Any], done: Done, stopped: Stopped | None = None
    ) -> bool:
        """Begin work that edits the mission: in turns on the thread to which it belongs."""
        return self._begin(title, work, _Turns, done, stopped)

    def _begin(
        self,
        title: str,
        work: Work[Any],
        kind: type[_Thread] | type[_Turns],
        done: Done,
        stopped: Stopped | None,
    ) -> bool:
        if self._under_way is not None:
            work.close()
            return False
        made = self._under_way = kind(work, self)
        self._done, self._stopped = done, stopped or (lambda: None)
        self._lets_go = False
        made.progressed.connect(lambda step: self._told.emit(made, "progressed", step))
        made.ended.connect(lambda result: self._told.emit(made, "ended", result))
        made.failed.connect(lambda error: self._told.emit(made, "failed", error))
        made.cancelled.connect(lambda: self._told.emit(made, "cancelled", None))
        self.started.emit(title)
        made.start()
        return True

    def cancel(self) -> None:
        """Ask the work to stop: at once where it can be let go, else after its present step."""
        made = self._under_way
        if made is None:
            return
        made.requestInterruption()
        if self._lets_go and isinstance(made, _Thread):
            self._leaving.append(made)
            made.finished.connect(self._gone)
            self._under_way = None
            self.finished.emit()
            self._stopped()
            self._gone()

    def _gone(self) -> None:
        """Forget the threads that have come to their end."""
        for made in [t for t in self._leaving if t.isFinished()]:
            self._leaving.remove(made)
            made.deleteLater()

    def close(self) -> None:
        """Stop what is under way and wait for it; nobody is told of its end."""
        made, self._under_way = self._under_way, None
        if made is not None:
            made.stop()
            made.deleteLater()
            self.finished.emit()
        for leaving in self._leaving:
            leaving.wait()
        self._gone()

    def _hear(self, made: object, what: str, value: Any) -> None:
        if made is not self._under_way or self._under_way is None:
            return  # it was closed meanwhile
        if what == "progressed":
            assert isinstance(value, Progress)
            self.progressed.emit(value)
            return
        self._under_way.wait()
        # Its connections hold this object. Freed at once, they could let go of it while the work
        # is being deleted, and Qt would delete the work a second time as a child of it: so each
        # goes when the next one has ended.
        over, self._over = self._over, self._under_way
        if over is not None:
            over.deleteLater()
        self._under_way = None
        done, stopped = self._done, self._stopped
        self.finished.emit()
        if what == "ended":
            done(value)
        elif what == "cancelled":
            stopped()
        elif isinstance(value, Problem):
            self.problem.emit(value)
        else:
            raise value
