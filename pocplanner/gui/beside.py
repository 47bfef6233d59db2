"""Does one thing beside the window and waits for it, while the window stays alive."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QThread
from PySide6.QtWidgets import QApplication

T = TypeVar("T")


class _Thread(QThread, Generic[T]):
    """Holds what came of it, or what went wrong."""

    def __init__(self, do: Callable[[], T]) -> None:
        super().__init__()
        self._do = do
        self.found: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.found.append(self._do())
        except BaseException as error:  # it belongs to the one who waits
            self.error = error


def beside(do: Callable[[], T]) -> T:
    """What `do` returns, run on another thread; what it raises is raised here.

    The window is painted meanwhile; keys and clicks wait until it is done. For what takes up
    to a second and cannot be stopped half way: a job of `gui.jobs` tells how far it is.
    """
    thread, loop = _Thread(do), QEventLoop()
    thread.finished.connect(loop.quit)
    QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
    try:
        thread.start()
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        thread.wait()
    finally:
        QApplication.restoreOverrideCursor()
    if thread.error is not None:
        raise thread.error
    return thread.found[0]
