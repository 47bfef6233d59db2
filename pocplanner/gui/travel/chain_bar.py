"""The chain from alert to arrival as a bar: one piece per link, the costliest one marked."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from pocplanner.gui import theme
from pocplanner.gui.plain import tooltip

_HIGH = 26
#: One colour for each link in its order, told apart by every kind of colour vision.
_COLOURS = ("#4e79a7", "#76a5c9", "#b07aa1", "#8c8c8c", "#59885a")


@dataclass(frozen=True)
class Piece:
    """A link of the bar: its name, its likely minutes, what it says under the pointer."""

    name: str
    minutes: float
    hint: str
    costliest: bool = False
    guessed: bool = False


class ChainBar(QWidget):
    """Likely minutes from the moment danger is noticed; the warning is a line across."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(_HIGH + 46)
        self._pieces: tuple[Piece, ...] = ()
        self._warning: float | None = None
        self._mark = ""

    def show_chain(self, pieces: tuple[Piece, ...], warning: float | None, mark: str) -> None:
        """Draw these links; `mark` stands beside the line of the warning."""
        self._pieces, self._warning, self._mark = pieces, warning, mark
        self.setAccessibleDescription("; ".join(p.hint for p in pieces))
        self.setVisible(bool(pieces))
        self.update()

    def _boxes(self) -> list[QRectF]:
        total = self._most()
        left, width = 2.0, max(self.width() - 4, 10)
        found = []
        for piece in self._pieces:
            wide = width * piece.minutes / total
            found.append(QRectF(left, 20, wide, _HIGH))
            left += wide
        return found

    def _most(self) -> float:
        total = sum(p.minutes for p in self._pieces)
        return max(total, self._warning or 0, 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at, (piece, box) in enumerate(zip(self._pieces, self._boxes(), strict=True)):
            colour = QColor(_COLOURS[at % len(_COLOURS)])
            painter.fillRect(box, colour)
            if piece.guessed:
                brush = QColor("#ffffff")
                brush.setAlpha(110)
                painter.fillRect(box, brush)
                painter.setPen(QPen(colour, 1))
                for x in range(int(box.left()), int(box.right()), 7):
                    painter.drawLine(x, int(box.bottom()), min(x + 7, int(box.right())), 20)
            if piece.costliest:
                painter.setPen(QPen(QColor(theme.INK), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(piece.name, Qt.TextElideMode.ElideRight, int(box.width()))
            if metrics.horizontalAdvance(piece.name[:5]) < box.width():
                painter.setPen(QPen(QColor(theme.INK)))
                below = QRectF(box.left(), box.bottom() + 2, box.width(), 18)
                painter.drawText(below, Qt.AlignmentFlag.AlignLeft, shown)
        if self._warning is not None and self._pieces:
            at_x = 2 + (self.width() - 4) * self._warning / self._most()
            at_x = min(at_x, self.width() - 2)
            painter.setPen(QPen(QColor(theme.INK), 2, Qt.PenStyle.DashLine))
            painter.drawLine(int(at_x), 14, int(at_x), 22 + _HIGH)
            width = painter.fontMetrics().horizontalAdvance(self._mark) + 4
            left = min(max(at_x - width / 2, 0), max(self.width() - width, 0))
            painter.drawText(QRectF(left, 0, width, 16), Qt.AlignmentFlag.AlignLeft, self._mark)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            for piece, box in zip(self._pieces, self._boxes(), strict=True):
                if box.left() <= event.pos().x() <= box.right():
                    QToolTip.showText(event.globalPos(), tooltip(piece.hint), self)
                    return True
        return super().event(event)
