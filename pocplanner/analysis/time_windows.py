"""Windows of time that a slider moves: from a day, included, to a day, not included."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from pocplanner.analysis.ground import Mask
from pocplanner.analysis.selection import DAY, NIGHT, EventSelection
from pocplanner.model.events import EPOCH, NO_DAY, Events
from pocplanner.model.mission import Mission
from pocplanner.model.snapshot import Snapshot

#: Steps and widths of a window: how many days or how many months of the calendar.
UNITS: dict[str, tuple[int, int]] = {
    "day": (1, 0),
    "week": (7, 0),
    "month": (0, 1),
    "quarter": (0, 3),
    "half": (0, 6),
    "year": (0, 12),
}
#: Pairs of windows that can be held against each other.
PAIRS = ("before_after", "day_night", "dry_wet")


@dataclass(frozen=True)
class TimeWindow:
    """From `since`, included, to `until`, not included."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.until - self.since).days

    def on(self, selection: EventSelection) -> EventSelection:
        """The same events, within this window only."""
        return replace(selection, since=self.since, until=self.until)


def later(day: date, unit: str, count: int = 1) -> date:
    """The day so many units later (earlier where the count is negative), within the calendar.

    A month later than the 31st is the last day of a shorter month.
    """
    days, months = UNITS[unit]
    try:
        if days:
            return day + timedelta(days=days * count)
        year, month = divmod(day.year * 12 + day.month - 1 + months * count, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return date.max if count > 0 else date.min


def beginning(day: date, unit: str) -> date:
    """The first day of the unit that a day lies in; weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    months = UNITS[unit][1]
    if not months:
        return day
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def extent(events: Events) -> TimeWindow | None:
    """From the first to the day after the last first day of the events; nothing without one."""
    known = events.first_day[events.first_day != NO_DAY]
    if not len(known):
        return None
    ends = (int(known.min()) + EPOCH, int(known.max()) + EPOCH + 1)
    return TimeWindow(*(date.fromordinal(min(max(n, 1), date.max.toordinal())) for n in ends))


def counts(events: Events, rows: Mask, unit: str, whole: TimeWindow) -> list[int]:
    """Rows of a mask by unit of time, from the beginning of the whole on; empty units are 0."""
    starts = [beginning(whole.since, unit)]
    while starts[-1] < whole.until and len(starts) < 4_000:
        starts.append(later(starts[-1], unit))
    edges = np.array([d.toordinal() - EPOCH for d in starts])
    days = events.first_day[rows]
    found: list[int] = np.histogram(days[days != NO_DAY], edges)[0].tolist()
    return found


@dataclass(frozen=True)
class Compared:
    """One of two windows that are held against each other, under the key of its name."""

    name: str
    selection: EventSelection
    days: float


def _as_long_before(window: TimeWindow) -> date:
    """The day on which the window before this one begins: whole months where this has them."""
    since, until = window.since, window.until
    months = (until.year - since.year) * 12 + until.month - since.month
    if months > 0 and later(since, "month", months) == until:
        return later(since, "month", -months)
    return since - timedelta(days=min(window.days, (since - date.min).days))


def pair(
    kind: str, selection: EventSelection, window: TimeWindow, mission: Mission
) -> tuple[Compared, Compared]:
    """The two windows of a comparison, each with the time that it spans in days.

    "before_after": the window as long before this one as this one is (in months of the
    calendar where it has whole ones), and this one;
    "day_night" and "dry_wet": the parts of this window.
    """
    if kind == "before_after":
        before = TimeWindow(_as_long_before(window), window.since)
        return (
            Compared("before", before.on(selection), float(before.days)),
            Compared("after", window.on(selection), float(window.days)),
        )
    inside = window.on(selection)
    if kind == "day_night":
        share = sum(mission.is_night(h) for h in range(24)) / 24
        return (
            Compared(DAY, replace(inside, light=DAY), window.days * (1 - share)),
            Compared(NIGHT, replace(inside, light=NIGHT), window.days * share),
        )
    held = {"dry": 0, "wet": 0}
    for number in range(min(window.days, 40_000)):
        season = mission.season(window.since + timedelta(days=number))
        if season is not None and season.kind in held:
            held[season.kind] += 1
    return (
        Compared("dry", replace(inside, seasons=("dry",)), float(held["dry"])),
        Compared("wet", replace(inside, seasons=("wet",)), float(held["wet"])),
    )


def compared(
    kind: str, selection: EventSelection, window: TimeWindow | None, snapshot: Snapshot
) -> tuple[Compared, Compared] | None:
    """The two windows of a comparison; nothing where none is asked for or no event has a date.

    Without a window the last twelve months of the events are taken; of a window that lacks an
    end, the first or the last day of the events.
    """
    whole = extent(snapshot.events)
    if whole is None or not kind:
        return None
    taken = window or TimeWindow(later(whole.until, "year", -1), whole.until)
    return pair(kind, selection, taken, snapshot.mission)


def window_of(selection: EventSelection, snapshot: Snapshot) -> TimeWindow | None:
    """The window that a selection asks for; an end that it lacks is that of the events."""
    whole = extent(snapshot.events)
    if whole is None or (selection.since is None and selection.until is None):
        return None
    since, until = selection.since or whole.since, selection.until or whole.until
    return TimeWindow(since, until) if since < until else None
