"""One line of the mirror: a bar for contacts, a mark for people, another for the threat."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from pocplanner.gui import theme

_HEIGHT, _NAME, _NUMBER = 22, 0.42, 46


class ShareBar(QWidget):
    """A name, a bar of the share of contacts, an upright line where the people would be and a
    triangle where the threat would; told in words to those who do not see it."""

    def __init__(
        self,
        name: str,
        share: float | None,
        people: float | None,
        threat: float | None,
        most: float,
        told: str,
        number: str,
    ) -> None:
        super().__init__()
        self._name, self._number = name, number
        self._parts = (share, people, threat)
        self._most = max(most, 1e-9)
        self.setAccessibleName(told)
        self.setToolTip(told.replace("<", "\u2039").replace(">", "\u203a"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(260, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours of the appearance."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.width() * _NAME
        room = max(10.0, self.width() - left - _NUMBER - 8)
        share, people, threat = self._parts
        painter.setPen(QColor(theme.INK))
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, int(left) - 8
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, left - 8, _HEIGHT), middle, name)
        painter.drawText(
            QRectF(self.width() - _NUMBER, 0, _NUMBER, _HEIGHT),
            middle | Qt.AlignmentFlag.AlignRight,
            self._number,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.LINE))
        painter.drawRect(QRectF(left, _HEIGHT - 5, room, 1))
        if share:
            painter.setBrush(QColor(theme.ACCENT))
            painter.drawRect(QRectF(left, 6, room * min(1.0, share / self._most), 10))
        if people is not None:
            painter.setPen(QPen(QColor(theme.INK), 2))
            at = left + room * min(1.0, people / self._most)
            painter.drawLine(QPointF(at, 2), QPointF(at, _HEIGHT - 3))
        if threat is not None:
            at = left + room * min(1.0, threat / self._most)
            painter.setPen(QPen(QColor(theme.INK), 1))
            painter.setBrush(QColor("#c8642d"))
            top = QPolygonF([QPointF(at - 4, 1), QPointF(at + 4, 1), QPointF(at, 8)])
            painter.drawPolygon(top)
        painter.end()
