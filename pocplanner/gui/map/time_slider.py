"""The time slider: a window of time over the map, played, stepped, widened and compared."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from pocplanner.analysis.selection import DAY, NIGHT, EventSelection, vague_dates
from pocplanner.analysis.time_windows import (
    PAIRS,
    UNITS,
    TimeWindow,
    beginning,
    counts,
    later,
)
from pocplanner.gui.desk import Desk
from pocplanner.gui.map.time_band import TimeBand
from pocplanner.gui.plain import Elided

#: Milliseconds between two steps while it plays: a picture must be seen before the next.
_PLAY_MS = 700
_RECURRING = ("always", "night", "day", "market", "weekend", "dry", "wet")
#: Steps that a window of each width makes at first.
_STEP_OF = {"day": "day", "week": "day", "month": "month", "quarter": "month", "half": "month",
            "year": "month"}  # fmt: skip
#: A window of a person's own, dragged on the band: no entry of the list, until there is one.
OWN = "own"
#: What is played, or stepped, where nobody has chosen a window yet.
_FIRST_WIDTH = "month"
#: A band of more steps than this is no longer legible; longer units are taken.
_MOST_STEPS = 1_500


class TimeSlider(QWidget):
    """Moves the window of the desk's choice; "all time" is no window at all."""

    played = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, words = desk, desk.words
        self._quiet = False
        self.play = self._tool("▶", "play")
        self.play.setCheckable(True)
        self.back, self.forth = self._tool("◀", "back"), self._tool("▶▏", "forth")
        self.width_box = self._box("width", ("all", *UNITS))
        self.step_box = self._box("step", tuple(UNITS))
        self.compare_box = self._box("compare", ("none", *PAIRS))
        self.view_box = self._box("view", ("colours", "beside"))
        self.recur_box = self._box("recur", _RECURRING)
        self.band = TimeBand(words.text("time_slider.band"))
        self.band.setToolTip(words.text("time_slider.band_hint"))
        # One line of one height, whatever it tells: what is under the hand must not jump aside.
        self.told = Elided("hint")
        self._timer = QTimer(self)
        self._timer.setInterval(_PLAY_MS)
        self._timer.timeout.connect(self._tick)
        self._starts: list[date] = []
        #: How many steps a window of one's own holds.
        self._span = 0
        #: What one step of the band is: what was asked for, or longer where that is too many.
        self._unit = "day"
        self._lay_out()
        self.play.toggled.connect(self._on_play)
        self.back.clicked.connect(lambda: self._step(-1))
        self.forth.clicked.connect(lambda: self._step(1))
        self.band.valueChanged.connect(lambda _: self._move())
        self.band.play_wanted.connect(self.play.toggle)
        self.band.width_wanted.connect(self._widen)
        self.band.spanned.connect(self._on_span)
        desk.choice.changed.connect(self._on_choice)
        desk.opened.connect(self.refresh)
        desk.closed.connect(lambda: self.play.setChecked(False))
        self.refresh()

    def _tool(self, text: str, name: str) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setAccessibleName(self._desk.words.text(f"time_slider.{name}"))
        made.setToolTip(self._desk.words.text(f"time_slider.{name}"))
        return made

    def _box(self, name: str, codes: tuple[str, ...]) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        words = self._desk.words
        box.setAccessibleName(words.text(f"time_slider.{name}"))
        box.setToolTip(words.text(f"time_slider.{name}"))
        for code in codes:
            box.addItem(words.text(f"time_slider.{name}_{code}"), code)
        box.currentIndexChanged.connect(lambda _: self._on_box(name))
        return box

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        for tool in (self.play, self.back, self.forth):
            line.addWidget(tool)
        boxes = (self.width_box, self.step_box, self.recur_box, self.compare_box, self.view_box)
        for box in boxes:
            line.addWidget(box)
        self._moving = (self.band, self.play, self.back, self.forth, *boxes[:-1])
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 2, 4, 2)
        whole.setSpacing(2)
        whole.addWidget(self.band)
        whole.addLayout(line)
        whole.addWidget(self.told)

    # -- what it shows -----------------------------------------------------------------------

    @property
    def window_shown(self) -> TimeWindow | None:
        """The window of time that is shown; nothing for all time."""
        return self._desk.choice.window

    def refresh(self) -> None:
        """Take the days of the mission's events anew."""
        if self._desk.project is None:
            return
        whole = self._desk.choice.extent
        self.setEnabled(whole is not None)
        # Where nothing can be moved over time, the map has the room.
        for part in self._moving:
            part.setVisible(whole is not None)
        if whole is None:
            self._starts = []
            self.band.show_counts([], [])
            self.told.say(self._desk.words.text("time_slider.no_dates"))
            self.view_box.hide()
            return
        step = str(self.step_box.currentData())
        names = list(UNITS)
        while step != names[-1] and whole.days / _days(step) > _MOST_STEPS:
            step = names[names.index(step) + 1]
        self._unit = step
        self._quiet, quiet = True, self._quiet
        self.step_box.setCurrentIndex(self.step_box.findData(step))
        self._quiet = quiet
        events = self._desk.snapshot.events
        asked = replace(self._desk.choice.selection, since=None, until=None)
        found = counts(events, asked.mask(events, self._desk.snapshot), step, whole)
        first = beginning(whole.since, step)
        self._starts = [later(first, step, i) for i in range(len(found))]
        self._quiet = True
        self.band.show_counts(found, [str(d.year) for d in self._starts])
        self._quiet = quiet
        self._tell()

    def _tell(self) -> None:
        if self._desk.project is None:
            return
        choice, words = self._desk.choice, self._desk.words
        window = choice.window
        for box in (self.step_box, self.compare_box):
            box.setEnabled(window is not None)
        self.view_box.setVisible(bool(choice.compared))
        zone = self._desk.snapshot.mission.time_zone
        if window is None:
            self.band.show_window(None)
            self.told.say(words.text("time_slider.all_told"))
            return
        said = words.text("time_slider.told", since=window.since, until=window.until, zone=zone)
        parts = choice.parts()
        if parts is not None and choice.compared == "before_after":
            before = parts[0].selection
            said += " " + words.text(
                "time_slider.before_told", since=before.since, until=before.until
            )
        vague = vague_dates(self._desk.snapshot.events, choice.rows())
        if vague:
            said += " " + words.plural("time_slider.vague", vague)
        self.told.say(said)
        self.band.show_window(self._across(window))
        self.band.setAccessibleDescription(said)

    def _across(self, window: TimeWindow) -> tuple[float, float]:
        """Where a window begins and ends on the band, in steps."""
        return self._place(window.since), self._place(window.until)

    def _place(self, day: date) -> float:
        found = sum(start <= day for start in self._starts) - 1
        if found < 0:
            return 0.0
        first = self._starts[found]
        after = self._starts[found + 1] if found + 1 < len(self._starts) else None
        if after is None:
            after = later(first, self._unit)
        return found + min((day - first).days / max((after - first).days, 1), 1.0)

    # -- what is done to it --------------------------------------------------------------------

    def _on_box(self, name: str) -> None:
        if self._quiet or self._desk.project is None:
            return
        if name == "width":
            self._on_width()
        elif name == "step":
            kept = self.window_shown
            self.refresh()
            if kept is not None:
                self._span = self._nearest(kept.until) - self._nearest(kept.since)
                self._set_value(self._nearest(kept.since))
        elif name == "compare":
            self._move()
        elif name == "view":
            self._desk.choice.put_beside(self.view_box.currentData() == "beside")
        else:
            self._recur(str(self.recur_box.currentData()))

    def _on_width(self) -> None:
        width = str(self.width_box.currentData())
        if width == OWN:
            self._move()
            return
        if width == "all":
            self.play.setChecked(False)
            self._desk.choice.move(None)
            return
        fresh = self.window_shown is None
        step = _STEP_OF[width]
        if self.step_box.currentData() != step:
            self._quiet = True
            self.step_box.setCurrentIndex(self.step_box.findData(step))
            self._quiet = False
            self.refresh()
        whole = self._desk.choice.extent
        if fresh and whole is not None:
            # The latest window first: it is what people ask about.
            self._set_value(self._nearest(later(beginning(whole.until, step), width, -1)))
        self._move()

    def _nearest(self, day: date) -> int:
        return max(sum(start <= day for start in self._starts) - 1, 0)

    def _set_value(self, value: int) -> None:
        self._quiet = True
        self.band.setValue(value)
        self._quiet = False

    def _move(self) -> None:
        width = str(self.width_box.currentData())
        if self._quiet or width == "all" or not self._starts:
            return
        first = min(self.band.value(), len(self._starts) - 1)
        since = self._starts[first]
        if width == OWN:
            until = later(since, self._unit, max(self._span, 1))
        else:
            until = later(since, width)
        compared = str(self.compare_box.currentData())
        self._desk.choice.move(TimeWindow(since, until), "" if compared == "none" else compared)

    def _step(self, by: int) -> None:
        """One step on or back; where all time is shown, the latest window first."""
        if self.window_shown is None:
            self._begin()
        else:
            self.band.setValue(self.band.value() + by)

    def _begin(self) -> None:
        """A first window, where nobody has chosen one."""
        self.width_box.setCurrentIndex(self.width_box.findData(_FIRST_WIDTH))

    def _on_span(self, first: int, last: int) -> None:
        """A window was dragged on the band: it is as wide as the hand made it."""
        if not self._starts:
            return
        self._span = last - first
        at = self.width_box.findData(OWN)
        self._quiet = True
        if at < 0:
            self.width_box.addItem(self._desk.words.text("time_slider.width_own"), OWN)
            at = self.width_box.count() - 1
        self.width_box.setCurrentIndex(at)
        self.band.setValue(first)
        self._quiet = False
        self._move()

    def _widen(self, by: int) -> None:
        """A wider or narrower window, by the keyboard."""
        if self.width_box.currentData() == OWN:
            if self._span + by >= 1:
                self._on_span(self.band.value(), self.band.value() + self._span + by)
            return
        most = len(UNITS)
        at = min(max(self.width_box.currentIndex() + by, 0), most)
        self.width_box.setCurrentIndex(at)

    def _recur(self, code: str) -> None:
        """Only what recurs: nights, market days, a season."""
        choice = self._desk.choice
        plain = replace(choice.selection, light="", market=False, weekdays=(), seasons=())
        changes: dict[str, EventSelection] = {
            "always": plain,
            "night": replace(plain, light=NIGHT),
            "day": replace(plain, light=DAY),
            "market": replace(plain, market=True),
            "weekend": replace(plain, weekdays=(5, 6)),
            "dry": replace(plain, seasons=("dry",)),
            "wet": replace(plain, seasons=("wet",)),
        }
        choice.choose(changes[code])

    def _recurring(self) -> str:
        """Which of the recurring windows the choice is now; nothing where it is another."""
        asked = self._desk.choice.selection
        told = (asked.light, asked.market, asked.weekdays, asked.seasons)
        known = {
            ("", False, (), ()): "always",
            (NIGHT, False, (), ()): "night",
            (DAY, False, (), ()): "day",
            ("", True, (), ()): "market",
            ("", False, (5, 6), ()): "weekend",
            ("", False, (), ("dry",)): "dry",
            ("", False, (), ("wet",)): "wet",
        }
        return known.get(told, "")

    def _on_choice(self) -> None:
        """The choice was changed here or elsewhere: show it as it is."""
        if self._desk.project is None:
            return
        self._quiet = True
        if self._desk.choice.window is None:
            self.width_box.setCurrentIndex(0)
        self.recur_box.setCurrentIndex(self.recur_box.findData(self._recurring()))
        self._quiet = False
        self.refresh() if self._asked_anew() else self._tell()

    def _asked_anew(self) -> bool:
        asked = self._desk.choice.selection
        anew = asked is not getattr(self, "_asked", None)
        self._asked = asked
        return anew

    # -- playing ---------------------------------------------------------------------------------

    def _on_play(self, on: bool) -> None:
        self.play.setText("❚❚" if on else "▶")
        if on:
            if self.window_shown is None:
                # Whoever presses play wants to see it go: from the first event on.
                self._begin()
                self.band.setValue(self.band.minimum())
            elif self.band.value() >= self.band.maximum():
                self.band.setValue(self.band.minimum())
            self._timer.start()
        else:
            self._timer.stop()
        self.played.emit(on)

    def _tick(self) -> None:
        if self.band.value() >= self.band.maximum():
            self.play.setChecked(False)
            return
        self.band.setValue(self.band.value() + 1)


def _days(unit: str) -> float:
    days, months = UNITS[unit]
    return days or months * 30.4
