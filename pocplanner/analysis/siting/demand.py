"""Whom a post would help: threatened people by place and condition, and what they wait for.

What is not known is never taken for nothing: people, risk and warning that nobody recorded
stand as the middle of those that somebody did, and how often is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.arrival import Arrival
from pocplanner.analysis.arrival.links import LogTimes, Usual
from pocplanner.analysis.arrival.means import strikes
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import LIGHTS, Assessment, Rated
from pocplanner.analysis.siting.means import moving_off
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Timing
from pocplanner.model.places import Settlement
from pocplanner.model.snapshot import Snapshot

#: The highest score of a rating: five by five.
_HIGHEST = 25
#: With fewer counted threatened places than this, all counted places give the middle.
_FEW = 8
#: How much a threat of a priority counts where likelihood or impact cannot be told.
_ORDER = {"must": 16, "should": 9, "could": 4}


@dataclass(frozen=True)
class Demand:
    """People at a place under one condition: how many, at what risk, with how much time.

    `minutes` are left for moving off and the way after telling, verifying and deciding;
    `reached` says whether help that stands today is there in time already. `weight` is people
    times risk, shared among the conditions under which the threat strikes.
    """

    place_id: str
    light: str
    season: str
    people: float
    risk: float
    weight: float
    minutes: float
    reached: bool


@dataclass(frozen=True)
class Treated:
    """How often a blank was filled, and with what: said beside every result."""

    people_unknown: int = 0
    people_taken: float = 0.0
    risk_unknown: int = 0
    warning_unknown: int = 0
    warning_taken: float = 0.0
    #: No place has a warning recorded: what was taken is an assumption.
    warning_assumed: bool = False
    places: int = 0


def demands(
    snapshot: Snapshot, assessment: Assessment, assumed: Assumptions, later: float = 0.0
) -> tuple[tuple[Demand, ...], Treated]:
    """One demand for each threatened place and condition in which its worst threat may strike.

    Help counts until the warning has run out, or so many minutes `later`.
    """
    worst: dict[str, Rated] = {}
    for rated in assessment.rated:
        if snapshot.position(rated.place_id) is not None:
            worst.setdefault(rated.place_id, rated)
    if not worst:
        return (), Treated()
    known = {p: people_at(snapshot, p) for p in worst}
    counted = [n for n in known.values() if n is not None]
    if len(counted) < _FEW:
        # Three counted towns say nothing of a village: all that were counted anywhere say more.
        every = [c.population for c in snapshot.all(Community)]
        every += [s.population for s in snapshot.all(Settlement)]
        counted = [n for n in every if n is not None] or counted
    usual = float(median(counted)) if counted else 1.0
    arrivals = {(a.place_id, a.light, a.season): a for a in assessment.arrivals}
    warnings = [a.warning.likely for a in arrivals.values() if a.warning is not None]
    warning = float(median(warnings)) if warnings else assumed.value("siting.warning_min")
    before = _Before(snapshot, assumed)
    found: list[Demand] = []
    blank: set[str] = set()
    for place, rated in worst.items():
        people = known[place]
        threat = assessment.threats.get(rated.threat_id)
        score = rated.score if rated.score is not None else _ORDER.get(rated.priority, 9)
        struck = _struck(snapshot, threat)
        for light, season in struck:
            arrival = arrivals.get((place, light, season))
            told = arrival.warning.likely if arrival and arrival.warning else None
            if told is None:
                blank.add(place)
            time = (warning if told is None else told) + later
            here = usual if people is None else float(people)
            risk = score / _HIGHEST
            found.append(
                Demand(
                    place,
                    light,
                    season,
                    here,
                    risk,
                    here * risk / len(struck),
                    time - before.minutes(place, light, season, arrival),
                    _in_time(arrival, time),
                )
            )
    return tuple(found), Treated(
        people_unknown=sum(n is None for n in known.values()),
        people_taken=usual,
        risk_unknown=sum(r.score is None for r in worst.values()),
        warning_unknown=len(blank),
        warning_taken=warning,
        warning_assumed=not warnings,
        places=len(worst),
    )


def people_at(snapshot: Snapshot, place: str) -> int | None:
    """People recorded at a place; nothing where nobody counted them."""
    record = snapshot.get(place)
    if isinstance(record, (Community, Settlement)):
        return record.population
    return None


def _struck(snapshot: Snapshot, threat: Threat | None) -> tuple[tuple[str, str], ...]:
    every = tuple((a, b) for b in ("dry", "wet") for a in ("day", "night"))
    if threat is None:
        return every
    return tuple(pair for pair in every if strikes(snapshot, threat, *pair)) or every


class _Before:
    """Likely minutes before anybody moves off: telling, verifying and deciding."""

    def __init__(self, snapshot: Snapshot, assumed: Assumptions) -> None:
        self._timings: dict[tuple[str, str, str], Timing] = {}
        for one in sorted(snapshot.all(Timing), key=lambda t: t.on or date.min):
            self._timings[one.place_id, one.light, one.season] = one
        log = LogTimes(snapshot, assumed.whole("chain.log_cases"))
        self._usual = {light: Usual(log, light, assumed) for light in LIGHTS}

    def minutes(self, place: str, light: str, season: str, arrival: Arrival | None) -> float:
        """As the chain has it; where nobody comes now, as entered, measured or assumed."""
        told = {link.name: link for link in arrival.links} if arrival else {}
        timing = self._timings.get((place, light, season))
        return sum(
            (told.get(n) or self._usual[light].link(n, timing, place)).minutes.likely
            for n in ("report", "verify", "decide")
        )


def _in_time(arrival: Arrival | None, warning: float) -> bool:
    """Whether somebody who is not known to be too few is likely there before the attack."""
    if arrival is None or arrival.first is None or arrival.first.arrives is None:
        return False
    soon = [
        m.arrives.likely
        for m in arrival.means
        if m.arrives is not None and m.judged.state != "not_sufficient"
    ]
    return bool(soon) and min(soon) <= warning


def covered(
    minutes: NDArray[np.float64],
    found: Sequence[Demand],
    assumed: Assumptions,
    means: str = "vehicle",
) -> NDArray[np.bool_]:
    """Which demands (columns) each site reaches inside their time; `minutes` are of the way."""
    left = np.array([d.minutes - moving_off(d.light, means, assumed) for d in found])
    held: NDArray[np.bool_] = minutes <= left[None, :]
    return held
