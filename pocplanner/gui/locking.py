"""Locks a sealed mission: by a key, or when nobody touched the program for a while."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.gui.window import Window

_LOOK_MS = 10_000


class Locking(QObject):
    """Closes the mission and asks for its passphrase; what was typed and is whole is kept first.

    Touch is a key in whatever has the focus, or a pointer that moved: hearing every event of the
    program would cost each of them a step through Python.
    """

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._touched = time.monotonic()
        self._pointer = QCursor.pos()
        self._heard: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self.touch()
        try:
            if self._heard is not None:
                self._heard.removeEventFilter(self)
        except RuntimeError:
            pass  # the widget is gone
        self._heard = now
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key in what has the focus."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.Wheel):
            self.touch()
        return False

    def touch(self) -> None:
        """Somebody is here."""
        self._touched = time.monotonic()

    def look(self) -> None:
        """Lock where nobody was here for as long as the person's settings say."""
        at = QCursor.pos()
        if at != self._pointer:
            self._pointer = at
            self.touch()
        project = self._window.desk.project
        idle_s = time.monotonic() - self._touched
        if project is None or not project.sealed or self._window.desk.jobs.busy:
            return
        if idle_s >= self._window.settings.idle_minutes * 60:
            self.lock()

    def lock(self) -> None:
        """Lock now. An open exercise has no passphrase, so there is nothing to lock."""
        desk = self._window.desk
        if desk.project is None:
            return
        if not desk.project.sealed:
            desk.problem.emit(Problem("passphrase.open"))
            return
        from pocplanner.gui.forms.record_card import RecordCard

        for card in self._window.findChildren(RecordCard):
            card.finish()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
        path = desk.project.path
        # Dialogs come to their end first, each in a loop of its own.
        QTimer.singleShot(0, lambda: self._close(path))

    def _close(self, path: Path) -> None:
        if self._window.desk.project is None:
            return
        self._window.desk.leave()
        self.touch()
        self._window.open_path(path)
