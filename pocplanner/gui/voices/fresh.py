"""A part of a page that is made anew when it is in view, and not while nobody looks."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from pocplanner.gui.desk import Desk


class FreshPane(QWidget):
    """Follows the assessment: at once where it is in view, else when it comes into view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stale = True
        desk.assessed.connect(lambda _: self.renew())
        desk.closed.connect(self._forget)

    def renew(self) -> None:
        """Something changed: show it now, or when somebody looks."""
        self._stale = True
        if self.isVisible():
            self._fresh()

    def showEvent(self, event: QShowEvent) -> None:
        """It comes into view: what was put off is made now."""
        super().showEvent(event)
        self._fresh()

    def _fresh(self) -> None:
        if self._stale and self._desk.project is not None and self._desk.assessment is not None:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Show what the latest assessment says."""

    def _forget(self) -> None:
        """The mission is closed: nothing of it stays."""
