"""When a threat is at hand: as people told it, else as proposed from its events, else always."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.cases import Cases
from pocplanner.analysis.exposure.week import WEEKDAYS, Mask, in_season, laid, shortest, span
from pocplanner.analysis.results import Rated
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community
from pocplanner.model.events import NO_DAY, Events

#: Monday is 0 for the calendar; day 0 of the columns of events was a Thursday.
_EPOCH_WEEKDAY = 3


@dataclass(frozen=True)
class ThreatWindow:
    """The hours of a threat in one season, what they weigh, and what of it is a guess.

    `basis` is "told" (a person gave hours), "events" (proposed from so many `events` with a
    known hour) or "always" (nobody knows: every hour counts).
    """

    threat: Threat
    hours: Mask
    weight: float
    basis: str
    events: int = 0
    guesses: frozenset[str] = frozenset()


def windows(
    cases: Cases, rated: Iterable[Rated], threats: Mapping[str, Threat], assumed: Assumptions
) -> dict[str, tuple[ThreatWindow, ...]]:
    """The windows of every reviewed threat by season, dry and wet.

    What the program only proposes has no hours: a person decides first that it is a threat.
    """
    found: dict[str, list[ThreatWindow]] = {"dry": [], "wet": []}
    for one in rated:
        threat = threats.get(one.threat_id)
        if threat is None or not one.reviewed:
            continue
        hours, basis, count = _hours(cases, threat, assumed)
        days, proposed = _days(cases, threat, assumed)
        guesses = set() if basis == "told" else {"window" if basis == "always" else "pattern"}
        guesses |= {"pattern"} if proposed else set()
        weight = assumed.value(f"exposure.weight_{one.band or 'moderate'}")
        guesses |= set() if one.band else {"rating"}
        for season, list_ in found.items():
            holds, guessed = in_season(threat.seasons, season)
            if holds:
                more = {"season"} if guessed else set()
                list_.append(
                    ThreatWindow(threat, laid(hours, days), weight, basis, count,
                                 frozenset(guesses | more))
                )  # fmt: skip
    return {season: tuple(list_) for season, list_ in found.items()}


def _hours(cases: Cases, threat: Threat, assumed: Assumptions) -> tuple[tuple[int, ...], str, int]:
    told = span(threat.from_hour, threat.to_hour)
    if told:
        return told, "told", 0
    events = cases.ground.snapshot.events
    hours = events.hour[cases.rows(threat)]
    known = hours[hours >= 0]
    if len(known) >= assumed.whole("exposure.pattern_events"):
        counts = np.bincount(known, minlength=24)[:24].astype(np.int64)
        return shortest(counts, assumed.value("exposure.pattern_share")), "events", len(known)
    return tuple(range(24)), "always", 0


def _days(cases: Cases, threat: Threat, assumed: Assumptions) -> tuple[tuple[str, ...], bool]:
    """The weekdays of a threat; market days where its events keep to them; else every day."""
    if threat.weekdays:
        return threat.weekdays, False
    place = cases.ground.snapshot.one(Community, threat.place_id)
    market = tuple(d for d in place.market_days if d in WEEKDAYS) if place is not None else ()
    if market:
        known = _weekdays(cases.ground.snapshot.events, cases.rows(threat))
        inside = int(sum(known[WEEKDAYS.index(d)] for d in market))
        least = assumed.whole("exposure.pattern_events")
        if known.sum() >= least and inside >= assumed.value("exposure.pattern_share") * known.sum():
            return market, True
    return WEEKDAYS, False


def _weekdays(events: Events, rows: np.ndarray) -> np.ndarray:
    """Events by weekday, those alone whose day is known."""
    first, last = events.first_day[rows], events.last_day[rows]
    exact = first[(first != NO_DAY) & (first == last)]
    return np.bincount((exact + _EPOCH_WEEKDAY) % 7, minlength=7)


def concerns(threat: Threat, sex: str, age: str) -> bool:
    """Whether a threat is aimed at people of this sex and age band, as far as both are told."""
    if {threat.sex, sex} == {"female", "male"}:
        return False
    return not (threat.ages and age in _BANDS and not _overlap(age, threat.ages))


_BANDS: Mapping[str, tuple[int, int]] = {
    "0_4": (0, 4), "5_11": (5, 11), "12_17": (12, 17), "18_29": (18, 29),
    "30_59": (30, 59), "60_plus": (60, 200), "under_18": (0, 17), "18_plus": (18, 200),
}  # fmt: skip


def _overlap(age: str, ages: Iterable[str]) -> bool:
    low, high = _BANDS[age]
    spans = [_BANDS[a] for a in ages if a in _BANDS]
    return not spans or any(low <= b and a <= high for a, b in spans)
