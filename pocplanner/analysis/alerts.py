"""Alerts, requests, promises and voices: was anybody answered, and were they told."""

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from pocplanner.analysis.alert_log.steps import answered, caller_told, closed_untold
from pocplanner.analysis.alert_log.times import measure
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import AlertCount, Finding, Voices
from pocplanner.model.community import Alert, Perception, Promise, Request
from pocplanner.model.few import Few
from pocplanner.model.snapshot import Snapshot


def alerts_to(snapshot: Snapshot, as_of: date) -> tuple[Alert, ...]:
    """The alerts received up to the as-of day, by the mission's own days."""
    zone = ZoneInfo(snapshot.mission.time_zone)
    return tuple(a for a in snapshot.all(Alert) if a.received_at.astimezone(zone).date() <= as_of)


def count(
    snapshot: Snapshot, alerts: Iterable[Alert], assumed: Assumptions, place_id: str = ""
) -> AlertCount:
    """How many were answered and fed back, and how long it took by day and by night."""
    found = tuple(alerts)
    acted = sum(answered(a) for a in found)
    back = sum(a.told_back_at is not None for a in found)
    enough = len(found) >= assumed.whole("alert.min_share")
    measured = measure(snapshot, found, assumed)
    day, night = measured.spell("answered", "day"), measured.spell("answered", "night")
    return AlertCount(
        alerts=len(found),
        answered=acted,
        fed_back=back,
        share_answered=round(acted / len(found), 3) if enough else None,
        share_fed_back=round(back / len(found), 3) if enough else None,
        minutes_day=day.median,
        minutes_night=night.median,
        place_id=place_id,
        timed_day=day.n,
        timed_night=night.n,
        cases_day=day.cases,
        cases_night=night.cases,
    )


def by_place(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> tuple[AlertCount, ...]:
    """The same for each place from which alerts came."""
    groups: dict[str, list[Alert]] = {}
    for alert in alerts_to(snapshot, as_of):
        groups.setdefault(alert.place_id, []).append(alert)
    return tuple(count(snapshot, groups[p], assumed, p) for p in sorted(groups))


def alert_findings(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> Iterator[Finding]:
    """Alerts without an answer, closed in silence, or open without a word back for too long."""
    zone, late = ZoneInfo(snapshot.mission.time_zone), assumed.whole("alert.told_back_days")
    found = alerts_to(snapshot, as_of)
    untold: dict[str, list[str]] = {}
    unanswered: dict[str, list[str]] = {}
    closed: dict[str, list[str]] = {}
    for alert in found:
        age = (as_of - alert.received_at.astimezone(zone).date()).days
        if closed_untold(alert):
            closed.setdefault(alert.place_id, []).append(alert.id)
        elif not caller_told(alert) and age > late:
            untold.setdefault(alert.place_id, []).append(alert.id)
        if not answered(alert) and alert.outcome in {"open", "not_answered", "passed_on"}:
            unanswered.setdefault(alert.place_id, []).append(alert.id)
    for key, groups in (
        ("alerts_unanswered", unanswered),
        ("alerts_closed_untold", closed),
        ("alerts_not_told_back", untold),
    ):
        for place in sorted(groups):
            yield Finding(
                f"finding.{key}",
                {"place": place, "count": len(groups[place])},
                tuple(groups[place][:20]),
                place_id=place,
                weight=2,
            )


def request_findings(snapshot: Snapshot, as_of: date) -> Iterator[Finding]:
    """Requests open, refused, or answered without the community being told."""
    for request in snapshot.all(Request):
        if request.asked_on > as_of:
            continue
        facts = {"request": request.id, "place": request.place_id, "on": request.asked_on}
        key, weight = "", 1
        if request.answer == "open":
            key, weight = "request_open", 2
            facts["days"] = (as_of - request.asked_on).days
        elif request.told_back_on is None:
            key, weight = "request_not_told_back", 2
        elif request.answer == "refused":
            key = "request_refused"
        if key:
            yield Finding(
                f"finding.{key}", facts, (request.id,), place_id=request.place_id, weight=weight
            )


def promise_findings(snapshot: Snapshot, as_of: date) -> Iterator[Finding]:
    """Promises that are overdue, or broken without a word."""
    for promise in snapshot.all(Promise):
        facts: dict[str, object] = {"promise": promise.id, "place": promise.place_id}
        key = ""
        if promise.state == "open" and promise.due_on is not None and promise.due_on < as_of:
            key = "promise_overdue"
            facts |= {"due": promise.due_on, "days": (as_of - promise.due_on).days}
        elif promise.state == "broken" and promise.told_on is None:
            key = "promise_broken_untold"
        if key:
            yield Finding(
                f"finding.{key}", facts, (promise.id,), place_id=promise.place_id, weight=2
            )


def voices(snapshot: Snapshot, as_of: date, assumed: Assumptions) -> tuple[Voices, ...]:
    """The latest survey shares by place, question and sex; no percentage below the least asked.

    Answers of one day to one question by one sex are added up over age bands and groups.
    """
    least = assumed.whole("survey.min_asked")
    cells: dict[tuple[str, str, str], dict[date, list[Perception]]] = {}
    for told in snapshot.all(Perception):
        if told.asked is not None and told.positive is not None and told.on <= as_of:
            key = (told.place_id, told.question, told.sex)
            cells.setdefault(key, {}).setdefault(told.on, []).append(told)
    found = []
    for (place, question, sex), days in sorted(cells.items()):
        on = max(days)
        asked = sum(p.asked or 0 for p in days[on])
        positive = sum(p.positive or 0 for p in days[on])
        # Numbers that were told as few only give no share.
        few = any(isinstance(n, Few) for p in days[on] for n in (p.asked, p.positive))
        found.append(
            Voices(
                question=question,
                place_id=place,
                sex=sex,
                asked=asked,
                positive=positive,
                share=round(positive / asked, 3) if asked >= least and not few else None,
                on=on,
                refs=tuple(p.id for p in days[on]),
            )
        )
    return tuple(found)
