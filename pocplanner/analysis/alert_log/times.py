"""How long each step took, by day and night: medians with their number, or the cases themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from zoneinfo import ZoneInfo

from pocplanner.analysis.alert_log.steps import STEPS, answered, closed_untold, moment
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import LIGHTS
from pocplanner.model.community import Alert
from pocplanner.model.snapshot import Snapshot


@dataclass(frozen=True)
class Spell:
    """Minutes from receipt to one step, by the light in which the alert came.

    `median` is given from the least number of cases on; below it `cases` are told one by
    one, shortest first, since a middle of three is no measure. `n` counts them either way.
    """

    step: str
    light: str
    n: int
    median: float | None = None
    cases: tuple[float, ...] = ()


@dataclass(frozen=True)
class Measured:
    """What became of a set of alerts: of the mission, a place, or a mechanism.

    `place_id` and `mechanism_id` say whose; both empty for all. `told` counts callers who
    were told, `excused` those of whom somebody said why not, `untold` what was closed in silence.
    """

    alerts: int
    answered: int
    told: int
    excused: int
    untold: int
    spells: tuple[Spell, ...]
    place_id: str = ""
    mechanism_id: str = ""

    def spell(self, step: str, light: str) -> Spell:
        """The time to a step in one light. LookupError where there is no such pair."""
        for found in self.spells:
            if (found.step, found.light) == (step, light):
                return found
        raise LookupError(f"{step} {light}")


def light(snapshot: Snapshot, alert: Alert) -> str:
    """Day or night, by the hour at which the alert came in the mission's own zone."""
    mission = snapshot.mission
    hour = alert.received_at.astimezone(ZoneInfo(mission.time_zone)).hour
    return LIGHTS[int(mission.is_night(hour))]


def spent(alert: Alert, step: str) -> float | None:
    """Minutes from receipt to a step, or nothing where it was not done."""
    at = moment(alert, step)
    return None if at is None else (at - alert.received_at).total_seconds() / 60


def spell(times: Iterable[float], step: str, when: str, least: int) -> Spell:
    """The median of these times, or each of them where they are fewer than `least`."""
    found = tuple(sorted(times))
    if len(found) >= least:
        return Spell(step, when, len(found), round(median(found), 1))
    return Spell(step, when, len(found), None, tuple(round(t, 1) for t in found))


def measure(
    snapshot: Snapshot,
    alerts: Iterable[Alert],
    assumed: Assumptions,
    place_id: str = "",
    mechanism_id: str = "",
) -> Measured:
    """Counts and times of some alerts."""
    found = tuple(alerts)
    least = assumed.whole("alert.min_median")
    lights = {a.id: light(snapshot, a) for a in found}
    spells = tuple(
        spell(
            (t for a in found if lights[a.id] == when and (t := spent(a, step)) is not None),
            step,
            when,
            least,
        )
        for step in STEPS[1:]
        for when in LIGHTS
    )
    told = sum(a.told_back_at is not None for a in found)
    return Measured(
        alerts=len(found),
        answered=sum(answered(a) for a in found),
        told=told,
        excused=sum(a.told_back_at is None and bool(a.not_told_reason.strip()) for a in found),
        untold=sum(closed_untold(a) for a in found),
        spells=spells,
        place_id=place_id,
        mechanism_id=mechanism_id,
    )


def by_place(
    snapshot: Snapshot, alerts: Iterable[Alert], assumed: Assumptions
) -> tuple[Measured, ...]:
    """The same for each place, the busiest first."""
    groups: dict[str, list[Alert]] = {}
    for alert in alerts:
        groups.setdefault(alert.place_id, []).append(alert)
    found = (measure(snapshot, groups[p], assumed, place_id=p) for p in groups)
    return tuple(sorted(found, key=lambda m: (-m.alerts, m.place_id)))


def by_mechanism(
    snapshot: Snapshot, alerts: Iterable[Alert], assumed: Assumptions
) -> tuple[Measured, ...]:
    """The same for each mechanism that passed alerts on; those of none are left out."""
    groups: dict[str, list[Alert]] = {}
    for alert in alerts:
        if alert.mechanism_id:
            groups.setdefault(alert.mechanism_id, []).append(alert)
    found = (measure(snapshot, groups[m], assumed, mechanism_id=m) for m in groups)
    return tuple(sorted(found, key=lambda m: (-m.alerts, m.mechanism_id)))
