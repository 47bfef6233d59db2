"""Which events are shown: by text, type, years and deaths."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from pocplanner.gui.desk import Desk
from pocplanner.gui.plain import label
from pocplanner.model.events import NO_DAY, Events, Labels

#: Columns in which typed text is looked for.
_TEXTS = ("place", "admin1", "admin2", "side_a", "side_b", "group", "native_type")
_QUIET_MS = 180


class EventFilter(QWidget):
    """Asks which events to show; `changed` follows some quiet after the last sign typed."""

    changed = Signal()

    def __init__(self, desk: Desk, wide: bool = True) -> None:
        super().__init__()
        self._desk, words = desk, desk.words
        self.text = QLineEdit()
        self.text.setPlaceholderText(words.text("gui.events.text"))
        self.text.setClearButtonEnabled(True)
        self.type = QComboBox()
        self.type.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.type.setMinimumContentsLength(14)
        self.first, self.last, self.deaths = QSpinBox(), QSpinBox(), QSpinBox()
        for box, name in (
            (self.text, "text"),
            (self.type, "type"),
            (self.first, "first_year"),
            (self.last, "last_year"),
            (self.deaths, "deaths"),
        ):
            box.setAccessibleName(words.text(f"gui.events.{name}"))
        self.deaths.setRange(0, 100_000)
        self.deaths.setSpecialValueText(words.text("gui.events.any"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.changed)
        self._lay_out(wide)
        self.refresh()
        self.text.textChanged.connect(lambda _: self._timer.start())
        self.type.currentIndexChanged.connect(lambda _: self._timer.start())
        for spin in (self.first, self.last, self.deaths):
            spin.valueChanged.connect(lambda _: self._timer.start())

    def _lay_out(self, wide: bool) -> None:
        words = self._desk.words
        if wide:
            line = QHBoxLayout(self)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(self.text, 1)
            line.addWidget(self.type)
            for name, box in self._spins():
                line.addWidget(label(words.text(f"gui.events.{name}"), "hint"))
                line.addWidget(box)
            return
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(5)
        form.addRow(self.text)
        form.addRow(self.type)
        for name, box in self._spins():
            form.addRow(label(words.text(f"gui.events.{name}"), "hint"), box)

    def _spins(self) -> tuple[tuple[str, QSpinBox], ...]:
        return (("first_year", self.first), ("last_year", self.last), ("deaths", self.deaths))

    def refresh(self) -> None:
        """Offer the types and years that the mission's events have."""
        if self._desk.project is None:
            return
        words, events = self._desk.words, self._desk.snapshot.events
        used = (
            {events.type.names[i] for i in np.unique(events.type.codes)} if len(events) else set()
        )
        kept = self.type.currentData()
        first, last = years(events)
        boxes: tuple[QWidget, ...] = (self.type, self.first, self.last)
        for box in boxes:
            box.blockSignals(True)
        self.type.clear()
        self.type.addItem(words.text("gui.events.all_types"), "")
        for code in sorted(used, key=lambda c: words.term("incident_type", c)):
            self.type.addItem(words.term("incident_type", code), code)
        self.type.setCurrentIndex(max(self.type.findData(kept), 0))
        for spin, value in ((self.first, first), (self.last, last)):
            spin.setRange(first, last)
            spin.setValue(value)
        for box in boxes:
            box.blockSignals(False)

    def rows(self, events: Events) -> NDArray[np.bool_]:
        """The rows that are to be shown."""
        chosen = np.ones(len(events), bool)
        if not len(events):
            return chosen
        code = self.type.currentData()
        if code:
            chosen &= events.type.equals(code)
        for word in self.text.text().casefold().split():
            here = np.zeros(len(events), bool)
            for name in _TEXTS:
                here |= _holding(getattr(events, name), word)
            chosen &= here
        whole = years(events)
        asked = (self.first.value(), self.last.value())
        if asked != whole:
            year = year_of(events)
            chosen &= (year >= asked[0]) & (year <= asked[1])
        if self.deaths.value():
            chosen &= events.deaths_best >= self.deaths.value()
        return chosen

    def clear(self) -> None:
        """Show all events."""
        self.text.clear()
        self.type.setCurrentIndex(0)
        self.deaths.setValue(0)
        self.first.setValue(self.first.minimum())
        self.last.setValue(self.last.maximum())


def _holding(column: Labels, word: str) -> NDArray[np.bool_]:
    found = [i for i, name in enumerate(column.names) if word in name.casefold()]
    return np.isin(column.codes, found)


def year_of(events: Events) -> NDArray[Any]:
    """The year of each first day; -1 where it is not known."""
    found = events.first_day.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    return np.where(events.first_day == NO_DAY, -1, found)


def years(events: Events) -> tuple[int, int]:
    """The first and last year of the events; 1989 and 2100 where none is known."""
    known = events.first_day[events.first_day != NO_DAY]
    if not len(known):
        return 1989, 2100
    ends = np.array([known.min(), known.max()]).astype("datetime64[D]").astype("datetime64[Y]")
    return int(ends[0].astype(int)) + 1970, int(ends[1].astype(int)) + 1970
