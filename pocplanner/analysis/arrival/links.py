"""The links from alert to arrival: how long each takes, and where that is known from."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.reach_time import interval
from pocplanner.analysis.results import Interval
from pocplanner.model.community import Alert, Timing
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot

#: The clock starts when danger is noticed; these links follow. The last is told, not awaited.
LINKS = ("report", "verify", "decide", "muster", "travel", "told_back")
#: Links that come before arrival.
BEFORE = LINKS[:-1]
#: Where a figure is a guess: the interval of a probability is wider for each.
GUESSED = frozenset({"assumed", "log_few", "borrowed", "grid", "straight", "afoot"})


class Link(NamedTuple):
    """One link: minutes, and the basis of its figures.

    `basis` is "entered" (by a person for this place), "unit" (its readiness), "log" (measured,
    `cases` alerts), "log_few" (measured on too few), "assumed", "borrowed" (from another
    condition), or that of the trip: "network", "grid", "straight", "air", "boat", "afoot".
    """

    name: str
    minutes: Interval
    basis: str
    cases: int = 0

    @property
    def guessed(self) -> bool:
        """Whether nobody measured or entered it."""
        return self.basis in GUESSED


class LogTimes:
    """What the alert log says of a link, at a place or in the whole mission, by light."""

    _ENDS = {
        "verify": ("received_at", "verified_at"),
        "decide": ("verified_at", "tasked_at"),
        "told_back": ("answered_at", "told_back_at"),
    }

    def __init__(self, snapshot: Snapshot, least_cases: int) -> None:
        self._least = least_cases
        self._times: dict[tuple[str, str, str], list[float]] = {}
        self._told: dict[tuple[str, str, str], Interval] = {}
        mission = snapshot.mission
        zone = ZoneInfo(mission.time_zone)
        for alert in snapshot.all(Alert):
            night = mission.is_night(alert.received_at.astimezone(zone).hour)
            light = "night" if night else "day"
            for name, (first, last) in self._ENDS.items():
                spent = _between(getattr(alert, first), getattr(alert, last))
                if spent is not None:
                    for place in (alert.place_id, ""):
                        self._times.setdefault((name, place, light), []).append(spent)

    def link(self, name: str, place: str, light: str) -> Link | None:
        """The link as measured: at the place, else in the mission; few cases are said."""
        for at in (place, ""):
            key = (name, at, light)
            cases = len(self._times.get(key, ()))
            if cases >= self._least:
                return Link(name, self._range(key), "log", cases)
        few = (name, "", light)
        if few not in self._times:
            return None
        return Link(name, self._range(few), "log_few", len(self._times[few]))

    def _range(self, key: tuple[str, str, str]) -> Interval:
        """The middle nine tenths of what was measured, with its median; told once."""
        if key not in self._told:
            marks = (0.05, 0.5, 0.95)
            low, middle, high = np.quantile(np.array(self._times[key]), marks)
            self._told[key] = Interval(float(low), float(middle), float(high))
        return self._told[key]


def _between(first: datetime | None, last: datetime | None) -> float | None:
    if first is None or last is None or last < first:
        return None
    return (last - first).total_seconds() / 60


def assumed_range(name: str, assumed: Assumptions) -> Interval:
    """The assumed range of a link."""
    low, likely, most = (
        assumed.value(f"chain.{name}.{part}") for part in ("least", "likely", "most")
    )
    return Interval(min(low, likely), likely, max(likely, most))


def turned(assumed: Assumptions) -> tuple[str, ...]:
    """Links whose own figures stand in the wrong order: the least above the likely or the most."""
    found = []
    for name in ("report", "verify", "decide", "muster_day", "muster_night", "told_back", "attack"):
        parts = [assumed.value(f"chain.{name}.{part}") for part in ("least", "likely", "most")]
        if parts != sorted(parts):
            found.append(name.split("_")[0] if name.startswith("muster") else name)
    return tuple(dict.fromkeys(found))


class Usual:
    """What a link takes where nobody entered it: as measured, else as assumed; reckoned once."""

    def __init__(self, log: LogTimes, light: str, assumed: Assumptions) -> None:
        self._log, self._light, self._assumed = log, light, assumed
        self._known: dict[str, Link] = {}

    def link(self, name: str, timing: Timing | None, place: str) -> Link:
        """A link at a place: as entered, else as measured, else as assumed."""
        entered = interval(getattr(timing, name, None)) if timing is not None else None
        if entered is not None:
            return Link(name, entered, "entered")
        measured = self._log.link(name, place, self._light)
        if measured is not None:
            return measured
        if name not in self._known:
            self._known[name] = Link(name, assumed_range(name, self._assumed), "assumed")
        return self._known[name]


def muster(unit: Unit, timing: Timing | None, light: str, assumed: Assumptions) -> Link:
    """How long a unit takes to move off: as entered, else its readiness, else assumed.

    `timing` is given where it is of the unit's own post.
    """
    if timing is not None and timing.muster is not None:
        found = interval(timing.muster)
        if found is not None:
            return Link("muster", found, "entered")
    ready = interval(unit.ready_night_min if light == "night" else unit.ready_day_min)
    if ready is not None:
        return Link("muster", ready, "unit")
    return Link("muster", assumed_range(f"muster_{light}", assumed), "assumed")
