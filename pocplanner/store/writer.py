"""The thread that owns the only connection: edits first, bulk rows between them."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import Any, TypeVar

from pocplanner.words import Problem

T = TypeVar("T")

_EDIT, _BULK, _END = 0, 1, 2
_Job = tuple[int, int, Callable[[], Any] | None, "Future[Any]"]


class Writer:
    """Does one job after another on a thread of its own; an edit passes waiting bulk rows."""

    def __init__(self) -> None:
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._number = count()
        self._open = True
        self._thread = threading.Thread(target=self._run, name="mission file", daemon=True)
        self._thread.start()

    def do(self, job: Callable[[], T], bulk: bool = False) -> T:
        """Hand over a job, wait until it is done, and give back what it returned or raised."""
        if threading.current_thread() is self._thread:
            return job()
        if not self._open:
            raise Problem("file.closed")
        done: Future[T] = Future()
        self._jobs.put((_BULK if bulk else _EDIT, next(self._number), job, done))
        try:
            return done.result()
        except KeyboardInterrupt:
            done.exception()  # stored or not: it must be known before anything goes on
            raise

    @property
    def stopped(self) -> bool:
        """Whether it takes no more jobs."""
        return not self._open

    def stop(self) -> None:
        """Do what was handed over, then end."""
        if self._open:
            self._open = False
            self._jobs.put((_END, next(self._number), None, Future()))
            self._thread.join()

    def _run(self) -> None:
        while True:
            _, _, job, done = self._jobs.get()
            if job is None:
                return
            try:
                found = job()
            except BaseException as error:  # it belongs to the one who waits
                done.set_exception(error)
                del error
            else:
                done.set_result(found)
                del found
            del job, done
