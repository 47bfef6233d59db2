"""The editor for a day: typed, or chosen from a calendar that opens where the mission stands."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from pocplanner.gui.forms.editors import Editor
from pocplanner.gui.plain import button
from pocplanner.words import Words

#: The year first, or the day first, as people write it in both languages.
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")


def read_day(text: str) -> date | None:
    """The day that was typed; nothing for an empty text. ValueError where it is no day."""
    text = text.strip()
    if not text:
        return None
    found = _YEAR_FIRST.fullmatch(text)
    if found is not None:
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        raise ValueError("no day")
    return date(int(found[3]), int(found[2]), int(found[1]))


class Day(Editor):
    """A day, or not known; `month` gives the day that an empty calendar opens at."""

    def __init__(self, words: Words, month: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._words, self._month = words, month
        self.box = QLineEdit()
        self.box.setPlaceholderText(words.text("gui.form.day_hint"))
        self.box.textEdited.connect(lambda _: self.changed.emit())
        self.open = QToolButton()
        self.open.setText("▾")
        self.open.setObjectName("calendar")
        self.open.setToolTip(words.text("gui.form.calendar"))
        self.open.setAccessibleName(words.text("gui.form.calendar"))
        self.open.clicked.connect(self.show_calendar)
        self.today = button(words.text("gui.form.today"))
        self.today.clicked.connect(lambda: self._choose(QDate.currentDate()))
        self.calendar: QCalendarWidget | None = None
        self._popup: QWidget | None = None
        self._fill(self.box, self.open, self.today)

    def turned_calendar(self) -> QCalendarWidget:
        """The calendar, turned to the day, or to where the mission stands with none chosen."""
        if self.calendar is None:
            self._popup = QFrame(self, Qt.WindowType.Popup)
            self.calendar = QCalendarWidget()
            self.calendar.setLocale(QLocale(self._words.language))
            self.calendar.setMinimumSize(self.calendar.sizeHint() + QSize(40, 24))
            self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self.calendar.setVerticalHeaderFormat(
                QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
            )
            self.calendar.clicked.connect(self._choose)
            self.calendar.activated.connect(self._choose)
            inside = QVBoxLayout(self._popup)
            inside.setContentsMargins(1, 1, 1, 1)
            inside.addWidget(self.calendar)
        try:
            at = read_day(self.box.text())
        except ValueError:
            at = None
        start = at or self._month()
        self.calendar.setSelectedDate(QDate(start.year, start.month, start.day))
        self.calendar.setCurrentPage(start.year, start.month)
        return self.calendar

    def show_calendar(self) -> None:
        """Open the calendar below the field, or above it where there is no room."""
        calendar, popup = self.turned_calendar(), self._popup
        if popup is None:
            return
        popup.adjustSize()
        place = self.mapToGlobal(QPoint(0, self.height()))
        room = self.screen().availableGeometry()
        if place.y() + popup.height() > room.bottom():
            place = self.mapToGlobal(QPoint(0, -popup.height()))
        place.setX(min(place.x(), room.right() - popup.width()))
        popup.move(place)
        popup.show()
        calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()))
        if self._popup is not None:
            self._popup.hide()
        self.box.setFocus()
        self.changed.emit()

    def value(self) -> Any:
        try:
            return read_day(self.box.text())
        except ValueError as error:
            raise ValueError(self._words.text("gui.form.day")) from error

    def set_value(self, value: Any) -> None:
        self.box.setText(value.isoformat() if value else "")
        self.box.setCursorPosition(0)
