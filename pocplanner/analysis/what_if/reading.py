"""What is known of help at a place under one condition, in one assessment."""

from dataclasses import dataclass, replace
from typing import TypeVar

from pocplanner.analysis.arrival import Arrival
from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.arrival.heard import Called
from pocplanner.analysis.mesh.result import Mesh
from pocplanner.analysis.results import Assessment, Gap, Interval
from pocplanner.analysis.what_if.joined import Joined, joined


@dataclass(frozen=True)
class Reading:
    """Time at a place under one condition: what was entered and what is computed.

    `response`, `warning` and `gap` are minutes as entered or carried over; `arrives` is when
    the first unit is there, in minutes after danger is noticed; `before_attack`, `before_end`
    and `helps` (before the attack) are whole percents, none where they cannot be told: of help
    alone, once an alert is out.
    `heard` joins that with the alert, for each part of the people.
    """

    response: Interval | None = None
    warning: Interval | None = None
    gap: Interval | None = None
    verdict: str = "unknown"
    state: str = "nobody"
    arrives: Interval | None = None
    before_attack: int | None = None
    before_end: int | None = None
    helps: int | None = None
    post_id: str = ""
    unit_id: str = ""
    heard: tuple[Joined, ...] = ()

    @property
    def everybody(self) -> Joined | None:
        """Alert and help together, for whoever calls first; none where that cannot be told."""
        return self.heard[0] if self.heard else None


@dataclass(frozen=True)
class Times:
    """What of an assessment speaks of time and alert, where the rest was not worked out."""

    gaps: tuple[Gap, ...]
    arrivals: tuple[Arrival, ...]
    called: tuple[Called, ...]
    mesh: Mesh | None


S = TypeVar("S", Assessment, Times)


def both_chains(before: S, after: S) -> tuple[S, S]:
    """Where no post is left at all there is no chain: that is nobody at every place."""
    if bool(before.arrivals) == bool(after.arrivals):
        return before, after
    known = before.arrivals or after.arrivals
    nobody = tuple(
        Arrival(a.place_id, a.light, a.season, "nobody", a.warning, a.warning_basis) for a in known
    )
    if before.arrivals:
        return before, replace(after, arrivals=nobody)
    return replace(before, arrivals=nobody), after


def readings(found: Assessment | Times) -> dict[tuple[str, str, str], Reading]:
    """What is known of time, by place, light and season."""
    gaps: dict[tuple[str, str, str], Gap] = {(g.place_id, g.light, g.season): g for g in found.gaps}
    arrivals: dict[tuple[str, str, str], Arrival] = {
        (a.place_id, a.light, a.season): a for a in found.arrivals
    }
    called: dict[tuple[str, str, str], Called] = {
        (c.place_id, c.light, c.season): c for c in found.called
    }
    mesh: Mesh | None = found.mesh
    made = {}
    for key in dict.fromkeys((*gaps, *arrivals)):
        one = arrivals.get(key)
        heard = joined(one, called.get(key), mesh) if one is not None else ()
        made[key] = replace(_reading(gaps.get(key), one), heard=heard)
    return made


def _reading(gap: Gap | None, arrival: Arrival | None) -> Reading:
    first = arrival.first if arrival is not None else None
    onset = arrival.arrives_onset if arrival is not None else None
    helps = arrival.helps_onset if arrival is not None else None
    nobody = arrival is not None and first is None and arrival.warning is not None
    return Reading(
        response=gap.response if gap else None,
        warning=gap.warning if gap else arrival.warning if arrival else None,
        gap=gap.gap if gap else None,
        verdict=gap.verdict if gap else "unknown",
        state=arrival.state if arrival is not None else "nobody",
        arrives=first.arrives if first is not None else None,
        before_attack=_percent(onset, nobody),
        before_end=_percent(arrival.arrives_end if arrival else None, nobody),
        helps=_percent(helps, nobody),
        post_id=first.post_id if first is not None else gap.post_id if gap else "",
        unit_id=first.unit_id if first is not None else "",
    )


def _percent(found: Chance | None, nobody: bool) -> int | None:
    """Whole percent; where nobody sets out that is a chance of nothing, not an unknown one."""
    return found.percent if found is not None else 0 if nobody else None


__all__ = ["Reading", "Times", "both_chains", "readings"]
