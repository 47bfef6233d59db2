"""The heads of a table, each with a mark that opens the filter of its column."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from pocplanner.words import Words

#: Width of the mark at the right end of a head.
_MARK = 18
#: Left and above the title, and right of it before the mark and the arrow of the order.
_PAD, _ABOVE, _ROOM = 8, 5, 32
#: A title takes no more lines than this; the rest stands where one points at it.
_LINES = 3


class GridHeader(QHeaderView):
    """`filter_wanted(column)` tells a press on the mark; a press beside it sorts."""

    filter_wanted = Signal(int)

    def __init__(self, words: Words, filtered: Callable[[int], bool], parent: QWidget) -> None:
        """`filtered` says whether a column has a filter: its mark is filled then."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._filtered = filtered
        self._lines_of: dict[tuple[str, int], int] = {}
        # Many columns are set at once: how high they are is looked at once after that.
        self._widths = QTimer(self)
        self._widths.setSingleShot(True)
        self._widths.timeout.connect(self._on_width)
        self.sectionResized.connect(lambda *_: self._widths.start())
        self.setObjectName("grid")
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(48)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleDescription(words.text("table.head_hint"))

    def mark_of(self, column: int) -> QRect:
        """Where the mark of a column stands."""
        left = self.sectionViewportPosition(column)
        return QRect(left + self.sectionSize(column) - _MARK, 0, _MARK, self.height())

    # -- titles of more than one line --------------------------------------------------------

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _title(self, column: int) -> str:
        model = self.model()
        return str(model.headerData(column, Qt.Orientation.Horizontal)) if model is not None else ""

    def least_width(self, column: int) -> int:
        """The width at which no word of a title is cut."""
        metrics = QFontMetrics(self._bold())
        longest = max(
            (metrics.horizontalAdvance(w) for w in self._title(column).split()), default=0
        )
        return longest + _PAD + _ROOM

    def _on_width(self) -> None:
        """A narrower column may need a line more."""
        if self.sizeHint().height() != self.height():
            self.updateGeometry()
            self.geometriesChanged.emit()

    def sizeHint(self) -> QSize:
        """As high as the title with the most lines."""
        hint = super().sizeHint()
        metrics = QFontMetrics(self._bold())
        lines = 1
        for column in range(self.count()):
            if not self.isSectionHidden(column):
                width = max(self.sectionSize(column) - _PAD - _ROOM, 20)
                lines = max(lines, self._lines(metrics, self._title(column), width))
        return QSize(hint.width(), lines * metrics.lineSpacing() + 2 * _ABOVE + 1)

    def _lines(self, metrics: QFontMetrics, title: str, width: int) -> int:
        """How many lines a title takes; Qt asks for the height at each column that is set."""
        known = self._lines_of.get((title, width))
        if known is None:
            room = QRect(0, 0, width, 10_000)
            high = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, title).height()
            known = min(round(high / metrics.lineSpacing()), _LINES)
            self._lines_of[title, width] = known
        return known

    def changeEvent(self, event: QEvent) -> None:
        """Another font breaks titles elsewhere."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lines_of.clear()
        super().changeEvent(event)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        """The title is drawn by us: the style would cut it instead of breaking the line."""
        super().initStyleOptionForIndex(option, logicalIndex)
        option.text = ""

    def _draw_title(self, painter: QPainter, rect: QRect, column: int) -> None:
        room = rect.adjusted(_PAD, 0, -_ROOM, 0)
        title, font = self._title(column), self._bold()
        metrics = QFontMetrics(font)
        if room.width() < 12:
            return
        painter.save()
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        words = title.split()
        if any(metrics.horizontalAdvance(w) > room.width() for w in words):
            title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags.value | Qt.TextFlag.TextWordWrap.value, title)
        painter.restore()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        self._draw_title(painter, rect, logicalIndex)
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
