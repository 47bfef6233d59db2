"""The steps of an alert: which comes next, since when it waits, who was never told."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.model.community import Alert
from pocplanner.model.snapshot import Snapshot

#: The steps in their order. Each has a time (`…_at`) and a role (`…_by`).
STEPS = ("received", "verified", "tasked", "answered", "told_back")
#: Steps that are owed until somebody has acted; the last is owed to the caller.
BEFORE_ACTING = STEPS[1:4]
#: How long each may take, in minutes, by the figure that says so.
_LIMITS = {
    "verified": "alert.verify_min",
    "tasked": "alert.task_min",
    "answered": "alert.answer_min",
}
_DAY = 24 * 60
#: A protective act by the mission, a state force or an authority; being passed on is not one.
_ANSWERED = frozenset({"answered_in_time", "answered_late", "answered_by_others"})


@dataclass(frozen=True)
class Waiting:
    """An alert on which something is still owed.

    `step` is what comes next: one of `STEPS`, or "outcome" where all is done but nobody said
    how it ended. `since` is when the step before was done; `minutes` how long it waits,
    `limit` how long it may; `closed` that it was closed without a word to the caller.
    """

    alert_id: str
    place_id: str
    step: str
    since: datetime
    minutes: float
    limit: float
    closed: bool = False

    @property
    def over(self) -> float:
        """Minutes above the limit; negative while there is time."""
        return self.minutes - self.limit

    @property
    def overdue(self) -> bool:
        """Whether it waits for longer than it may."""
        return self.over > 0


def answered(alert: Alert) -> bool:
    """Whether any protective act followed the alert."""
    return alert.answered_at is not None or alert.outcome in _ANSWERED


def moment(alert: Alert, step: str) -> datetime | None:
    """When a step of an alert was done."""
    found: datetime | None = getattr(alert, f"{step}_at")
    return found


def by_whom(alert: Alert, step: str) -> str:
    """Who did a step, by role."""
    return str(getattr(alert, f"{step}_by"))


def closed(alert: Alert) -> bool:
    """Whether somebody said how it ended."""
    return alert.outcome != "open"


def caller_told(alert: Alert) -> bool:
    """Whether the caller was told, or somebody said why that cannot be."""
    return alert.told_back_at is not None or bool(alert.not_told_reason.strip())


def closed_untold(alert: Alert) -> bool:
    """Whether it was closed without a word to the caller."""
    return closed(alert) and not caller_told(alert)


def next_step(alert: Alert) -> str:
    """What comes next; empty where nothing is owed any more.

    A step that was passed over is not asked for later: who acted at once had no need to
    task. What is closed owes the caller a word and nothing else.
    """
    if closed(alert):
        return "" if caller_told(alert) else "told_back"
    done = [i for i, step in enumerate(STEPS) if moment(alert, step) is not None]
    if done[-1] < len(STEPS) - 1 and not (done[-1] == 3 and caller_told(alert)):
        return STEPS[done[-1] + 1]
    return "outcome"


def last_done(alert: Alert) -> datetime:
    """When the latest step was done."""
    found = [at for step in STEPS if (at := moment(alert, step)) is not None]
    return max(found)


def limit(step: str, assumed: Assumptions) -> float:
    """How many minutes a step may wait."""
    if step in _LIMITS:
        return assumed.value(_LIMITS[step])
    return assumed.value("alert.told_back_days") * _DAY


def waiting(snapshot: Snapshot, now: datetime, assumed: Assumptions) -> tuple[Waiting, ...]:
    """What is owed on the alerts received until now: overdue first, what protects before words."""
    found = []
    for alert in snapshot.all(Alert):
        step = next_step(alert)
        if not step or alert.received_at > now:
            continue
        since = last_done(alert)
        spent = (now - since).total_seconds() / 60
        found.append(
            Waiting(
                alert.id,
                alert.place_id,
                step,
                since,
                max(spent, 0.0),
                limit(step, assumed),
                closed_untold(alert),
            )
        )
    return tuple(sorted(found, key=_urgency))


def _urgency(one: Waiting) -> tuple[object, ...]:
    return (not one.overdue, one.step not in BEFORE_ACTING, -one.over, one.alert_id)


def untold(snapshot: Snapshot, as_of: date) -> tuple[Alert, ...]:
    """Alerts closed without a word to the caller, the oldest first: listed until somebody tells."""
    zone = ZoneInfo(snapshot.mission.time_zone)
    found = (
        a
        for a in snapshot.all(Alert)
        if closed_untold(a) and a.received_at.astimezone(zone).date() <= as_of
    )
    return tuple(sorted(found, key=lambda a: (a.received_at, a.id)))
