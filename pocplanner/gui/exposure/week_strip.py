"""A week of 168 hours at one place: who is under a threat, and whether anybody is near."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pocplanner.gui import theme
from pocplanner.gui.plain import tooltip

#: What an hour can be: no threat meets anybody, covered, near but not judged, nobody.
QUIET, COVERED, NOT_JUDGED, NOBODY = range(4)
_FILLS = {QUIET: "", COVERED: "#b9d3c6", NOT_JUDGED: "#d9b25a", NOBODY: "#7d1d3f"}
_TOP, _ROW, _LEFT = 16, 17, 86


class WeekStrip(QWidget):
    """Seven days of twenty-four hours, told apart by darkness and by sign as well as by colour.

    The arrow keys move over the hours; `hour_chosen(hour)` follows, 0 is Monday at midnight.
    """

    hour_chosen = Signal(int)

    def __init__(self, days: Sequence[str]) -> None:
        super().__init__()
        self._days = tuple(days)
        self._states: tuple[int, ...] = ()
        self._night: tuple[bool, ...] = (False,) * 24
        self._hints: tuple[str, ...] = ()
        self.hour = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_TOP + 7 * _ROW + 4)

    def sizeHint(self) -> QSize:
        """Wide enough for an hour to be met by a mouse."""
        return QSize(420, self.height())

    def minimumSizeHint(self) -> QSize:
        """Narrower the hours cannot be told apart."""
        return QSize(320, self.height())

    def show_week(self, states: Sequence[int], night: Sequence[bool], hints: Sequence[str]) -> None:
        """Show 168 states with a sentence for each; nothing where there are none."""
        self._states, self._night = tuple(states), tuple(night)
        self._hints = tuple(hints)
        self.setVisible(bool(states))
        worst = max(range(len(self._states)), key=self._states.__getitem__, default=0)
        if not self._states or self._states[self.hour] == QUIET:
            self.hour = worst
        self._tell()
        self.update()

    def state(self, hour: int) -> int:
        """What an hour is."""
        return self._states[hour] if self._states else QUIET

    def choose(self, hour: int) -> None:
        """Go to an hour of the week."""
        self.hour = hour % 168
        self._tell()
        self.update()
        self.hour_chosen.emit(self.hour)

    def _tell(self) -> None:
        if self._hints:
            self.setAccessibleDescription(self._hints[self.hour])

    # -- keys and mouse --------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by hour and day, Home and End to the ends of a day."""
        day = self.hour // 24
        steps = {
            Qt.Key.Key_Left: self.hour - 1,
            Qt.Key.Key_Right: self.hour + 1,
            Qt.Key.Key_Up: self.hour - 24,
            Qt.Key.Key_Down: self.hour + 24,
            Qt.Key.Key_Home: day * 24,
            Qt.Key.Key_End: day * 24 + 23,
        }
        there = steps.get(Qt.Key(event.key()))
        if there is None:
            super().keyPressEvent(event)
        else:
            self.choose(there)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the hour under it."""
        hour = self._at(event.position().x(), event.position().y())
        if hour is not None:
            self.choose(hour)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one stands."""
        self.update()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            hour = self._at(event.pos().x(), event.pos().y())
            if hour is not None and self._hints:
                QToolTip.showText(event.globalPos(), tooltip(self._hints[hour]), self)
                return True
        return super().event(event)

    # -- drawing ---------------------------------------------------------------------------

    def _cell(self, hour: int) -> QRectF:
        day, at = divmod(hour, 24)
        wide = (self.width() - _LEFT - 2) / 24
        return QRectF(_LEFT + at * wide, _TOP + day * _ROW, wide, _ROW)

    def _at(self, x: float, y: float) -> int | None:
        if not self._states or x < _LEFT or y < _TOP:
            return None
        at = int((x - _LEFT) / ((self.width() - _LEFT - 2) / 24))
        day = int((y - _TOP) / _ROW)
        return day * 24 + at if 0 <= at < 24 and 0 <= day < 7 else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = painter.font()
        font.setPointSizeF(max(font.pointSizeF() - 1.5, 7))
        painter.setFont(font)
        painter.setPen(QColor(theme.PALE_INK))
        for hour in range(0, 24, 3):
            box = self._cell(hour)
            painter.drawText(
                QRectF(box.left(), 0, box.width() * 3, _TOP - 3),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom,
                f"{hour:02d}",
            )
        for at in range(24):
            if self._night[at]:
                box = self._cell(at)
                painter.fillRect(QRectF(box.left(), _TOP - 3, box.width(), 2), QColor(theme.INK))
        painter.setPen(QColor(theme.INK))
        for day, name in enumerate(self._days):
            box = QRectF(0, _TOP + day * _ROW, _LEFT - 6, _ROW)
            shown = painter.fontMetrics().elidedText(
                name, Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        for hour, state in enumerate(self._states):
            paint_hour(painter, self._cell(hour).adjusted(0.5, 0.5, -0.5, -0.5), state)
        if self._states:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(theme.ACCENT), 2, style))
            painter.drawRect(self._cell(self.hour).adjusted(1, 1, -1, -1))


def paint_hour(painter: QPainter, box: QRectF, state: int) -> None:
    """One hour: empty, pale, pale with a stroke, or dark; legible without any colour."""
    painter.fillRect(box, QColor(_FILLS[state] or theme.CARD))
    if state == QUIET:
        painter.setPen(QPen(QColor(theme.LINE), 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
    elif state == NOT_JUDGED:
        painter.setPen(QPen(QColor("#1d2a33"), 1))
        painter.drawLine(box.bottomLeft(), box.topRight())
    elif state == NOBODY:
        painter.fillRect(
            QRectF(box.center().x() - 1.5, box.center().y() - 1.5, 3, 3), QColor("#ffffff")
        )


class StripKey(QWidget):
    """What the signs of a week mean, in one line."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self.setFixedHeight(18)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(names))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = painter.font()
        font.setPointSizeF(max(font.pointSizeF() - 1, 7))
        painter.setFont(font)
        x = 2.0
        for state, name in zip((COVERED, NOT_JUDGED, NOBODY), self._names, strict=False):
            paint_hour(painter, QRectF(x, 3, 12, 12), state)
            painter.setPen(QColor(theme.INK))
            wide = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x + 16, 0, wide + 4, 18), Qt.AlignmentFlag.AlignVCenter, name)
            x += wide + 32
