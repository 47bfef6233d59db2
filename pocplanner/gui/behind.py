"""What stands behind a tab: made when somebody first looks at it, or asks for it by name."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

Make = Callable[[], QWidget]


class Behind(QWidget):
    """What stands behind a tab until it is wanted: an empty place, then the part itself.

    A page of twenty parts would else hold the window still for a third of a second.
    """

    def __init__(self, make: Make) -> None:
        super().__init__()
        self._make = make
        self.made: QWidget | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)

    def part(self) -> QWidget:
        """The part, made now where nobody wanted it yet."""
        if self.made is None:
            self.made = self._make()
            self._inside.addWidget(self.made)
            # Else it would come one turn later, and its place would flash empty.
            self.made.show()
        return self.made

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks."""
        self.part()
        super().showEvent(event)
