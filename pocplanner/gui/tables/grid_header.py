"""The heads of a table, each with a mark that opens the filter of its column."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from pocplanner.words import Words

#: Width of the mark at the right end of a head.
_MARK = 18


class GridHeader(QHeaderView):
    """`filter_wanted(column)` tells a press on the mark; a press beside it sorts."""

    filter_wanted = Signal(int)

    def __init__(self, words: Words, filtered: Callable[[int], bool], parent: QWidget) -> None:
        """`filtered` says whether a column has a filter: its mark is filled then."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._filtered = filtered
        self.setObjectName("grid")
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(48)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setToolTip(words.text("table.head_hint"))
        self.setAccessibleDescription(words.text("table.head_hint"))

    def mark_of(self, column: int) -> QRect:
        """Where the mark of a column stands."""
        left = self.sectionViewportPosition(column)
        return QRect(left + self.sectionSize(column) - _MARK, 0, _MARK, self.height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if rect.width() < 2 * _MARK:
            return
        on = self._filtered(logicalIndex)
        middle = QPointF(rect.right() - _MARK / 2, rect.center().y() + 1.0)
        ink = self.palette().color(QPalette.ColorRole.Text)
        ink.setAlpha(255 if on else 110)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(ink)
        painter.setBrush(ink if on else Qt.BrushStyle.NoBrush)
        # A funnel: its outline where nothing is filtered, filled where something is.
        painter.drawPolygon(
            QPolygonF(
                [
                    middle + QPointF(x, y)
                    for x, y in ((-5, -4), (5, -4), (1.4, 0.5), (1.4, 4.5), (-1.4, 3), (-1.4, 0.5))
                ]
            )
        )
        painter.restore()

    def _marked(self, event: QMouseEvent) -> int:
        """The column on whose mark the pointer is, -1 for none."""
        at = event.position().toPoint()
        column = self.logicalIndexAt(at)
        if column < 0 or self.sectionSize(column) < 2 * _MARK:
            return -1
        # The last pixels of a head belong to whoever drags its edge.
        mark = self.mark_of(column)
        return column if mark.adjusted(0, 0, -4, 0).contains(at) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        column = self._marked(event) if event.button() is Qt.MouseButton.LeftButton else -1
        if column >= 0:
            self.filter_wanted.emit(column)
            event.accept()
        else:
            super().mousePressEvent(event)
