"""The mesh of a place drawn: boxes that the keyboard reaches, and lines that lead to the post."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pocplanner.analysis.mesh.layout import END, PEOPLE, Box, Drawn
from pocplanner.gui import theme
from pocplanner.gui.plain import tooltip

_HIGH, _GAP, _LEAST, _MOST, _MARGIN = 54, 10, 84, 190, 16
#: Least room between columns, for the lines.
_BETWEEN = 20
_SINGLE = "#b3261e"


class BoxButton(QAbstractButton):
    """One box of the mesh; a single point of failure has a thick red edge and a mark."""

    def __init__(self, box: Box, text: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = box
        self.setText(text)
        self.setToolTip(tooltip(hint))
        self.setAccessibleName(text)
        self.setAccessibleDescription(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if box.part is not None or box.id:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        box = self.box
        edge, width, fill = theme.LINE, 1.2, theme.CARD
        if box.kind in (PEOPLE, END):
            fill = theme.PAPER
        if box.single:
            edge, width = _SINGLE, 2.4
        if box.lost:
            edge, fill = theme.PALE_INK, theme.PAPER
        pen = QPen(QColor(edge), width)
        if box.lost:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        round_by = 16 if box.kind in (PEOPLE, END) else 6
        painter.drawRoundedRect(area, round_by, round_by)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.ACCENT), 1.4, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), 5, 5)
        font = painter.font()
        font.setStrikeOut(box.lost)
        font.setPointSizeF(font.pointSizeF() * 0.92)
        painter.setFont(font)
        painter.setPen(QColor(theme.PALE_INK if box.lost else theme.INK))
        inner = self.rect().adjusted(6, 2, -6, -2)
        painter.drawText(inner, _FLAGS, _fitting(painter, self.text(), inner))


_FLAGS = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


def _fitting(painter: QPainter, text: str, room: QRect) -> str:
    """The text in as many lines as fit; what does not fit ends in dots."""
    metrics = painter.fontMetrics()
    while metrics.boundingRect(room, _FLAGS, text).height() > room.height() and len(text) > 8:
        text = text[:-2].rstrip(" …") + "…"
    return text


class MeshPicture(QWidget):
    """Boxes in columns from the people to the post; `picked(Box)` tells which one was chosen."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._drawn = Drawn((), ())
        self.buttons: dict[tuple[str, str], BoxButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_mesh(
        self, drawn: Drawn, name: Callable[[Box], str], hint: Callable[[Box], str]
    ) -> None:
        """Draw these boxes; what has the focus keeps it."""
        focused = next((k for k, b in self.buttons.items() if b.hasFocus()), None)
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self._drawn, self.buttons = drawn, {}
        for box in drawn.boxes:
            button = BoxButton(box, name(box), hint(box), self)
            button.clicked.connect(lambda _=False, b=box: self.picked.emit(b))
            button.show()
            self.buttons[box.kind, box.id] = button
        if focused in self.buttons:
            self.buttons[focused].setFocus()
        tallest = max((len(c) for c in drawn.columns), default=0)
        self.setFixedHeight(max(tallest * (_HIGH + _GAP) - _GAP, 0) + 2 * _MARGIN)
        self.setMinimumWidth(len(drawn.columns) * (_LEAST + _BETWEEN) - _BETWEEN)
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = self._drawn.columns
        if not columns:
            return
        wide = min(
            max((self.width() - _BETWEEN * (len(columns) - 1)) // len(columns), _LEAST), _MOST
        )
        left_over = self.width() - wide * len(columns)
        between = left_over / max(len(columns) - 1, 1)
        for at, column in enumerate(columns):
            high = len(column) * (_HIGH + _GAP) - _GAP
            top = (self.height() - high) / 2
            for row, box in enumerate(column):
                self.buttons[box.kind, box.id].setGeometry(
                    int(at * (wide + between)), int(top + row * (_HIGH + _GAP)), wide, _HIGH
                )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one, other in self._drawn.lines:
            first, second = self.buttons.get(one), self.buttons.get(other)
            if first is None or second is None:
                continue
            lost = first.box.lost or second.box.lost
            single = first.box.single or second.box.single
            pen = QPen(QColor(_SINGLE if single and not lost else theme.PALE_INK), 1.3)
            if lost:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawPath(_curve(first, second))


def _curve(first: QWidget, second: QWidget) -> QPainterPath:
    one, other = first.geometry(), second.geometry()
    begin = QPointF(one.right() + 1, one.center().y())
    end = QPointF(other.left(), other.center().y())
    if one.left() == other.left():  # handed on within one column: round at its right side
        end = QPointF(other.right() + 1, other.center().y())
        bend = QPointF(18, 0)
        path = QPainterPath(begin)
        path.cubicTo(begin + bend, end + bend, end)
        return path
    reach = QPointF((end.x() - begin.x()) / 2, 0)
    # A line that passes a whole column goes over the boxes in it, not behind them.
    over = QPointF(0, -_HIGH * 0.95) if end.x() - begin.x() > 1.4 * one.width() else QPointF()
    path = QPainterPath(begin)
    path.cubicTo(begin + reach + over, end - reach + over, end)
    return path


__all__ = ["BoxButton", "MeshPicture"]
