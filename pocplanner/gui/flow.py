"""Widgets beside one another, on as many lines as they need."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget, QWidgetItem


class Flow(QLayout):
    """Lays its widgets from left to right (or right to left) and breaks lines like words."""

    def __init__(self, parent: QWidget | None = None, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return found

    def insertWidget(self, index: int, widget: QWidget) -> None:
        """Put a widget between those that are there, for the eye and for Tab."""
        self.addChildWidget(widget)
        before = self._items[index - 1].widget() if index else None
        if before is not None:
            QWidget.setTabOrder(before, widget)
        self._items.insert(index, QWidgetItem(widget))
        self.invalidate()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands on which line, each as wide as it would like to be."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, 1)))
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self._gap
        return lines

    def _lay(self, rect: QRect, place: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            tall = max(size.height() for _, size in line)
            if place:
                self._place(line, QRect(rect.x(), y, rect.width(), tall))
            y += tall + self._gap
        return max(y - self._gap - rect.y(), 0)

    def _place(self, line: list[tuple[QLayoutItem, QSize]], room: QRect) -> None:
        """Side by side, each in the middle of the line; what is left goes to those that grow."""
        left = room.width() - sum(size.width() + self._gap for _, size in line) + self._gap
        grow = [i for i, _ in line if i.expandingDirections() & Qt.Orientation.Horizontal]
        x = room.x()
        for item, size in line:
            wide = size.width() + (max(left, 0) // len(grow) if item in grow else 0)
            above = (room.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(x, room.y() + above), QSize(wide, size.height())))
            x += wide + self._gap


class FlowLine(QWidget):
    """A row of widgets that goes on in a second line where the window is narrow, never aside."""

    def __init__(self, *widgets: QWidget, gap: int = 4) -> None:
        super().__init__()
        self.line = Flow(self, gap)
        for widget in widgets:
            self.line.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        """Asked by its layout, the page would keep room for the narrowest window there is."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """What is shown by now has its final size."""
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines are."""
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """What comes, goes or says more may need another line, or one less."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        """Take the height that the lines need in this width."""
        high = self.line.heightForWidth(self.width())
        if high != self.minimumHeight():
            self.setFixedHeight(high)
