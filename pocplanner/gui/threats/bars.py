"""Bars drawn with the painter: events or deaths by month, with the value under the pointer."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from pocplanner.gui import theme
from pocplanner.gui.plain import tooltip


class Bars(QWidget):
    """One bar for each value, over labels of which as many are shown as fit."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMinimumHeight(128)
        self.setAccessibleName(name)
        self._labels: list[str] = []
        self._values: list[int] = []
        self._hints: list[str] = []

    def show_values(
        self, labels: Sequence[str], values: Sequence[int], hints: Sequence[str]
    ) -> None:
        """Draw these values; `hints` are what a bar says under the pointer."""
        self._labels, self._values, self._hints = list(labels), list(values), list(hints)
        self.setAccessibleDescription("; ".join(self._hints[-24:]))
        self.update()

    def _area(self) -> QRectF:
        return QRectF(42, 8, max(self.width() - 52, 10), max(self.height() - 30, 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        area = self._area()
        most = _top(max(self._values, default=0))
        pale, ink = QColor(theme.LINE), QColor(theme.PALE_INK)
        for step in range(3):
            y = area.bottom() - area.height() * step / 2
            painter.setPen(QPen(pale))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QPen(ink))
            said = f"{most * step // 2:,}".replace(",", "\u202f")
            painter.drawText(
                QRectF(0, y - 9, area.left() - 6, 18),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                said,
            )
        if not self._values or not most:
            return
        width = area.width() / len(self._values)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.ACCENT))
        for at, value in enumerate(self._values):
            height = area.height() * value / most
            bar = QRectF(
                area.left() + at * width, area.bottom() - height, max(width - 1, 1), height
            )
            painter.drawRect(bar)
        self._write_labels(painter, area, width)

    def _write_labels(self, painter: QPainter, area: QRectF, width: float) -> None:
        painter.setPen(QPen(QColor(theme.PALE_INK)))
        every = max(1, int(64 / width) + 1)
        for at in range(0, len(self._labels), every):
            x = area.left() + at * width
            if x + 60 <= self.width():
                painter.drawText(
                    QRectF(x, area.bottom() + 3, 64, 18),
                    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                    self._labels[at],
                )

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._values:
            area = self._area()
            at = int((event.pos().x() - area.left()) * len(self._values) / area.width())
            if 0 <= at < len(self._hints):
                QToolTip.showText(event.globalPos(), tooltip(self._hints[at]), self)
            return True
        return super().event(event)


def _top(most: int) -> int:
    """The end of the axis: even, and round, so that its middle is a number that people say."""
    half, step = (most + 1) // 2, 1
    while half > step * 20:
        step *= 5 if str(step)[0] == "1" else 2
    return -(-half // step) * step * 2
