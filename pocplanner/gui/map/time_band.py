"""The band of the time slider: how many events each step holds, and the window over them."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

_BAR = "#9aa7ad"
_HEIGHT, _FOOT = 40, 12
#: Pixels beside an edge of the window within which a press takes hold of that edge.
_EDGE = 5


class TimeBand(QAbstractSlider):
    """A slider whose value is the step at which the window begins.

    Arrows step, Page moves by a twelfth, Home and End go to the ends, Ctrl and arrows widen
    and narrow the window, space plays. A drag inside the window moves it, a drag of an edge
    widens or narrows it, and a drag over all time chooses a window: `spanned(first, last)`
    tells its first step and the step after its last.
    """

    play_wanted = Signal()
    width_wanted = Signal(int)
    spanned = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self._counts: list[int] = []
        self._years: list[str] = []
        self._window: tuple[float, float] | None = None
        self._held: float | None = None
        #: The step that stays while the other edge of a window is dragged.
        self._pivot: float | None = None
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    def show_counts(self, counts: Sequence[int], years: Sequence[str]) -> None:
        """Show these counts, one for each step, with the year that each lies in."""
        self._counts, self._years = list(counts), list(years)
        self.setRange(0, max(len(self._counts) - 1, 0))
        self.setPageStep(max(len(self._counts) // 12, 1))
        self.update()

    def show_window(self, window: tuple[float, float] | None) -> None:
        """Show the window from one place to another, in steps; nothing for all time."""
        self._window = window
        self.update()

    def _x(self, step: float) -> float:
        return step / max(len(self._counts), 1) * self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        base = self.height() - _FOOT
        ink = self.palette().color(QPalette.ColorRole.Text)
        painter.fillRect(QRectF(0, base, self.width(), 1), QColor(_BAR))
        most = max(self._counts, default=0)
        wide = max(self._x(1), 1.0)
        first, last = self._window or (0.0, float(len(self._counts)))
        for i, count in enumerate(self._counts):
            if count:
                # The root keeps a quiet month visible beside a bad one.
                high = max((count / most) ** 0.5 * (base - 2), 1.5)
                inside = first <= i + 0.5 <= last
                colour = QColor("#b8403f" if inside else _BAR)
                painter.fillRect(QRectF(self._x(i), base - high, max(wide - 1, 1), high), colour)
        self._paint_years(painter, base)
        if self._window is not None:
            box = QRectF(self._x(first), 0.5, max(self._x(last) - self._x(first), 3), base)
            edge = self.palette().color(QPalette.ColorRole.Link)
            tint = QColor(edge)
            tint.setAlpha(38)
            painter.fillRect(box, tint)
            painter.setPen(QPen(edge, 1.5))
            painter.drawRect(box)
        if self.hasFocus():
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_years(self, painter: QPainter, base: int) -> None:
        font = painter.font()
        font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        free, before = 0.0, ""
        for i, year in enumerate(self._years):
            if year != before and self._x(i) >= free:
                painter.drawText(int(self._x(i)) + 2, base + _FOOT - 2, year)
                painter.drawLine(int(self._x(i)), base, int(self._x(i)), base + 4)
                free = self._x(i) + 34
            before = year

    # -- mouse and keyboard ----------------------------------------------------------------------

    def _step_at(self, x: float) -> float:
        return x / max(self.width(), 1) * max(len(self._counts), 1)

    def _edge_at(self, x: float) -> int:
        """Which edge of the window lies there: 1 its beginning, 2 its end, 0 none."""
        if self._window is None:
            return 0
        first, last = map(self._x, self._window)
        if abs(x - last) <= _EDGE and x > (first + last) / 2:
            return 2
        return 1 if abs(x - first) <= _EDGE else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        at = self._step_at(x)
        self.setSliderDown(True)
        edge = self._edge_at(x)
        if self._window is None or edge:
            self._pivot = at if self._window is None else self._window[edge % 2]
            return
        first, last = self._window
        inside = first <= at <= last
        self._held = at - first if inside else (last - first) / 2
        self._drag(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._pivot is not None:
            self._span(x)
        elif self._held is not None:
            self._drag(self._step_at(x))
        else:
            edge = self._edge_at(x) or self._window is None
            self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None or self._pivot is not None:
            self._held = self._pivot = None
            self.setSliderDown(False)

    def _span(self, x: float) -> None:
        """The window from the step that stays to the one in the hand, one step at least."""
        if self._pivot is None or not self._counts:
            return
        # A hand that only trembles has chosen nothing yet.
        if self._window is None and abs(x - self._x(self._pivot)) < _EDGE:
            return
        ends = sorted((self._pivot, min(max(self._step_at(x), 0.0), float(len(self._counts)))))
        if self._window is None:
            # From the beginning of the step that was pressed, and to the end of this one.
            first, last = math.floor(ends[0]), math.ceil(ends[1])
        else:
            first, last = round(ends[0]), round(ends[1])
        first = min(first, len(self._counts) - 1)
        self.spanned.emit(first, max(last, first + 1))

    def _drag(self, at: float) -> None:
        self.setValue(round(at - (self._held or 0.0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wide = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        elif wide and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.width_wanted.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)
