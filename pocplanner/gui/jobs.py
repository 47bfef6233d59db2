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
_GIVE_WAY_S = 0.0001

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
        #: Whether it was let go: what it tells is not heard any more.
        self.left = False

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


#: What was let go and still runs to the end of its step. Nobody else may delete it meanwhile.
_LEAVING: list[_Thread] = []


def wait_for_leaving() -> None:
    """Wait for all that was let go: the program is about to end."""
    for made in _LEAVING:
        made.wait()
    _sweep()


def _sweep() -> None:
    """Forget what was let go and has come to its end."""
    for made in [t for t in _LEAVING if t.isFinished()]:
        _LEAVING.remove(made)
        made.deleteLater()


class _Turns(QObject):
    """Steps the generator on the window's own thread, turn by turn: for work that edits."""

    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    left = False

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
        made.progressed.connect(lambda step: self._tell(made, "progressed", step))
        made.ended.connect(lambda result: self._tell(made, "ended", result))
        made.failed.connect(lambda error: self._tell(made, "failed", error))
        made.cancelled.connect(lambda: self._tell(made, "cancelled", None))
        self.started.emit(title)
        made.start()
        return True

    def cancel(self) -> None:
        """Ask the work to stop: at once where it can be let go, else after its present step."""
        if self._under_way is not None:
            self._under_way.requestInterruption()
            if self._let_go():
                self.finished.emit()
                self._stopped()

    def leave(self) -> None:
        """Stop what is under way without waiting where it can be let go; nobody hears of its end.

        The window must not hold still until a step has ended that nobody wants any more.
        """
        if self._let_go():
            self.finished.emit()
        else:
            self._end()

    def close(self) -> None:
        """Stop what is under way and wait for it; nobody is told of its end."""
        self._end()

    def _let_go(self) -> bool:
        """Leave the work to itself; False where there is none, or where it must be waited for."""
        made = self._under_way
        if not self._lets_go or not isinstance(made, _Thread):
            return False
        made.requestInterruption()
        self._under_way = None
        # Who began it may be gone before its step has ended, and would take it along.
        made.setParent(None)
        made.left = True
        _LEAVING.append(made)
        made.finished.connect(self._gone)
        _sweep()
        return True

    def _end(self) -> None:
        made, self._under_way = self._under_way, None
        if made is not None:
            made.stop()
            made.deleteLater()
            self.finished.emit()

    def _gone(self) -> None:
        _sweep()

    def _tell(self, made: "_Thread | _Turns", what: str, value: object) -> None:
        if not made.left:  # else nobody may be there any more to hear of it
            self._told.emit(made, what, value)

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
