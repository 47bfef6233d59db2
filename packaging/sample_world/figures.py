"""Indicators whose values the example's own events and records give: counted, never written."""

from collections.abc import Iterable
from datetime import date
from statistics import median

from pocplanner.model.community import Alert, Mechanism, Perception, Request
from pocplanner.model.record import Record
from pocplanner.model.strategy import Action, Indicator, Reading
from sample_world.grades import AS_OF
from sample_world.violence import STATE, Rows

#: The months that are read, oldest first; the last three give the baseline.
_MONTHS = ((2026, 6, 30), (2026, 7, 31), (2026, 8, 31), (2026, 9, 30), (2026, 10, 31))
_UNARMED = {"Civilians", "Aid workers", "Protesters"}


def counted(made: Iterable[Record], events: Rows) -> list[Indicator]:
    """The indicators with what was counted in place of what was written."""
    records = list(made)
    found = {**_deaths(events), **_alerts(records), **_voices(records), **_plans(records)}
    return [
        _with(one, found[one.name]) if one.name in found else one
        for one in records
        if isinstance(one, Indicator)
    ]


def _with(one: Indicator, values: tuple[float, ...]) -> Indicator:
    months = _MONTHS[-len(values) :] if len(values) > 1 else _MONTHS[-1:]
    readings = tuple(
        Reading(on=date(*month), value=value) for month, value in zip(months, values, strict=True)
    )
    if one.readings and one.readings[-1].asked is not None:
        readings = (*one.readings[:-1], one.readings[-1].model_copy(update={"value": values[-1]}))
    last = values[-3:]
    baseline = round(sum(last) / len(last)) if len(values) > 3 else values[-1]
    return one.model_copy(
        update={"baseline": float(baseline), "baseline_on": AS_OF, "readings": readings}
    )


def _deaths(events: Rows) -> dict[str, tuple[float, ...]]:
    def monthly(of: str) -> tuple[float, ...]:
        return tuple(
            float(
                sum(
                    int(row["deaths_civilians"])
                    for row in events.register
                    if row["first_day"].startswith(f"{year}-{month:02d}") and _killed_by(row) == of
                )
            )
            for year, month, _ in _MONTHS
        )

    return {
        "Civilians killed by state forces": monthly("state"),
        "Civilians killed by armed groups": monthly("groups"),
        "Civilians killed in crowd violence": monthly("crowd"),
    }


def _killed_by(row: dict[str, str]) -> str:
    if row["side_b"] not in _UNARMED:
        return ""
    if row["side_a"] in STATE:
        return "state"
    return "crowd" if row["side_a"].startswith("Crowd") else "groups"


def _alerts(records: list[Record]) -> dict[str, tuple[float, ...]]:
    log = [r for r in records if isinstance(r, Alert)]
    times: dict[bool, list[float]] = {True: [], False: []}
    for alert in log:
        if alert.answered_at is not None:
            night = alert.received_at.hour >= 18 or alert.received_at.hour < 6
            minutes = (alert.answered_at - alert.received_at).total_seconds() / 60
            times[night].append(minutes)
    in_time = sum(a.outcome == "answered_in_time" for a in log)
    told = sum(a.told_back_at is not None for a in log)
    return {
        "Alerts answered within the target": (_percent(in_time, len(log)),),
        "Alerts fed back to the caller": (_percent(told, len(log)),),
        "Time from alert to action, day": (float(round(median(times[False]))),),
        "Time from alert to action, night": (float(round(median(times[True]))),),
    }


def _voices(records: list[Record]) -> dict[str, tuple[float, ...]]:
    told = [r for r in records if isinstance(r, Perception) and r.asked]
    # The latest round: earlier ones stand in the readings as they were written.
    last = max((r.on for r in told), default=None)
    asked = [r for r in told if r.on == last]

    def share(question: str, sexes: tuple[str, ...]) -> tuple[float, ...]:
        of = [p for p in asked if p.question == question and p.sex in sexes]
        return (_percent(sum(p.positive or 0 for p in of), sum(p.asked or 0 for p in of)),)

    return {
        "Feels safe at night, women": share("feels_safe_night", ("female",)),
        "Feels safe on the route, women": share("feels_safe_route", ("female",)),
        "Believes that the mission would come": share("mission_would_come", ("female", "male")),
    }


def _plans(records: list[Record]) -> dict[str, tuple[float, ...]]:
    seats = [s for r in records if isinstance(r, Mechanism) for s in r.seats]
    women = sum(s.deciding for s in seats if s.sex == "female")
    asked = [r for r in records if isinstance(r, Request)]
    plan = [r for r in records if isinstance(r, Action)]
    early = sum(a.phase in ("prevention", "pre_emption") for a in plan)
    return {
        "Women deciding in mechanisms": (_percent(women, sum(s.deciding for s in seats)),),
        "Requests answered with a reason": (
            _percent(sum(r.answer != "open" for r in asked), len(asked)),
        ),
        "Preventive and pre-emptive share of actions": (_percent(early, len(plan)),),
    }


def _percent(part: int, whole: int) -> float:
    return float(round(100 * part / whole))
