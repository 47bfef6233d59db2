"""What risk-hours say of a threat's opportunity: in whose hours nobody stands in its way.

It only ever raises: hours that are covered suggest nothing, since a unit within reach is not
yet presence, and what nobody told is no figure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.exposure.figures import Covered, Exposure
from pocplanner.analysis.exposure.presence import NONE, SURE
from pocplanner.analysis.exposure.tasks import HOME
from pocplanner.analysis.exposure.week import HOURS, Counts, Mask, told_spans
from pocplanner.analysis.exposure.windows import ThreatWindow, concerns
from pocplanner.analysis.results import SEASONS, Said, Step

#: Ways that are named in a reason; the others stand in the table of hours.
_NAMED = 2


@dataclass(frozen=True)
class _Part:
    """One way, or the nights at home, in the hours of one threat."""

    of: Covered
    under: Mask
    people: Counts | None
    mostly: str

    def count(self, where: Mask) -> int:
        """Person-hours a week among these hours, or hours where nobody told the people."""
        return int((self.under & where).sum() if self.people is None else self.people[where].sum())

    @property
    def bare(self) -> Mask:
        """The hours in which nobody is there for sure."""
        found: Mask = self.under & (self.of.state < SURE)
        return found


def opportunities(found: Exposure, assumed: Assumptions) -> dict[str, Step]:
    """A suggested opportunity by threat, from its worst season, with whose hours and why.

    A threat whose hours nobody told and no events show is left out: every hour would count,
    and a guess moves no rating.
    """
    best: dict[str, tuple[float, Step]] = {}
    for season in SEASONS:
        held: dict[str, list[Covered]] = {}
        for place in found.of(season):
            for task in place.tasks:
                for id in task.threat_ids:
                    held.setdefault(id, []).append(task)
        for window in found.windows.get(season, ()):
            id = window.threat.id
            if "window" in window.guesses or id not in held:
                continue
            parts = [p for t in held[id] if (p := _part(t, window)) is not None]
            made = _step(window, parts, season, found.units.get(season, ()), assumed)
            if made is not None and (id not in best or made[0] > best[id][0]):
                best[id] = made
    return {id: step for id, (_, step) in best.items()}


def _part(task: Covered, window: ThreatWindow) -> _Part | None:
    """The hours of a task that lie in the hours of one threat; None where there are none."""
    under = np.zeros(HOURS, np.bool_)
    people = np.zeros(HOURS, np.int64)
    sexes = {"female": 0, "male": 0}
    for cell in task.task.cells:
        if not concerns(window.threat, cell.sex, cell.age):
            continue
        here = window.hours & cell.present
        under |= here
        if cell.people is not None:
            people += np.where(here, cell.people, 0)
            if cell.sex in sexes:
                sexes[cell.sex] += int(cell.people[here].sum())
    if not under.any():
        return None
    known = task.hours is not None and people.any()
    mostly = next((s for s, n in sexes.items() if 2 * n > people.sum()), "all")
    return _Part(task, under, people if known else None, mostly if known else "all")


def _step(
    window: ThreatWindow,
    parts: list[_Part],
    season: str,
    units: tuple[str, ...],
    assumed: Assumptions,
) -> tuple[float, Step] | None:
    known = [p for p in parts if p.people is not None]
    counted = known or parts
    if not counted:
        return None
    every = np.ones(HOURS, np.bool_)
    total = sum(p.count(every) for p in counted)
    bare = sum(p.count(p.bare) for p in counted)
    nobody = sum(p.count(p.of.state == NONE) for p in counted)
    if nobody >= assumed.value("exposure.opportunity_none") * total:
        value = 4
    elif bare >= assumed.value("exposure.opportunity_some") * total:
        value = 3
    else:
        return None
    facts: dict[str, Any] = {"season": season, "uncovered": bare, "total": total, "value": value}
    facts["parts"] = tuple(_parts(window, counted, total - bare, bare - nobody, units))
    key = "reason.opportunity_hours" if bare < total else "reason.opportunity_hours_none"
    if not known:
        key = "reason.opportunity_hours_words"
    elif len(known) < len(parts):
        key = "reason.opportunity_hours_least"
    refs = tuple(dict.fromkeys(r for p in _named(counted) for r in p.of.task.record_ids[:4]))
    said = Said(key, facts, refs)
    return value + bare / total, Step("opportunity", value, "suggested", (said,))


def _parts(
    window: ThreatWindow,
    counted: list[_Part],
    covered: int,
    not_judged: int,
    units: tuple[str, ...],
) -> Iterator[Said]:
    """Whose hours they are, who covers the others, and what of it is a guess."""
    for at, one in enumerate(_named(counted)):
        facts = {"way": one.of.task.purpose, "stretches": tuple(told_spans(one.bare, 1))}
        key = "first" if at == 0 else "next"
        yield Said(f"reason.hours_{key}_{one.mostly}", facts, one.of.task.record_ids[:2])
    if covered:
        ids = _covering(counted, units)
        yield Said("reason.hours_covered", {"covered": covered, "units": ids}, ids)
    if not_judged:
        yield Said("reason.hours_not_judged", {"count": not_judged})
    if window.basis == "events":
        yield Said("reason.hours_from_events", {"count": window.events})


def _covering(counted: Iterable[_Part], units: tuple[str, ...]) -> tuple[str, ...]:
    """The units that cover some of these hours, the most hours first; three at most."""
    hours: dict[str, int] = {}
    for one in counted:
        for at in one.of.by[one.under & (one.of.state == SURE)].tolist():
            if 0 <= at < len(units):
                hours[units[at]] = hours.get(units[at], 0) + 1
    return tuple(sorted(hours, key=lambda u: (-hours[u], u))[:3])


def _named(counted: list[_Part]) -> list[_Part]:
    """Ways before nights, the most hours without anybody first: a way can be walked along."""
    bare = [p for p in counted if p.bare.any()]
    bare.sort(key=lambda p: (p.of.task.purpose == HOME, -p.count(p.bare), p.of.task.id))
    return bare[:_NAMED]


__all__ = ["opportunities"]
