"""One page at a time; where the screen is smaller than a page, the page scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget


class _Stack(QStackedWidget):
    """Asks for the room that its page cannot do without, not for all that it would like."""

    def hasHeightForWidth(self) -> bool:
        return False


class PageStack(QScrollArea):
    """Holds the pages; only the one at the front says how much room is needed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("room")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(320, 200)
        self.stack = _Stack()
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.stack)
        self.setWidget(holder)

    def bring(self, page: QWidget) -> None:
        """Bring a page to the front, from its top left corner."""
        ignored, wanted = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        for at in range(self.stack.count()):
            each = self.stack.widget(at)
            policy = wanted if each is page else ignored
            if each is not None:
                each.setSizePolicy(policy, policy)
        self.stack.setCurrentWidget(page)
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)
