"""What a duty officer does with an alert: take it in, stamp the next step, end it, tell back."""

from datetime import datetime
from typing import Any

from pydantic import ValidationError

from pocplanner.analysis.alert_log.steps import STEPS, caller_told, next_step
from pocplanner.commands.clock import now
from pocplanner.commands.mission import change
from pocplanner.model.community import Alert
from pocplanner.model.refusal import reasons
from pocplanner.model.vocabulary import vocabulary
from pocplanner.project import Project
from pocplanner.words import Problem


def receive(
    project: Project, place_id: str, by: str, at: datetime | None = None, **more: Any
) -> Alert:
    """A new alert, received now unless another moment is given. Problem for an unknown place."""
    if project.find(place_id) is None:
        raise Problem("record.unknown", id=place_id)
    found = _checked({"place_id": place_id, "received_at": at or now(), "received_by": by} | more)
    change(project, "edit.alert.receive", found, place=_place(project, found))
    return found


def stamp(
    project: Project, id: str, by: str, at: datetime | None = None, step: str = ""
) -> tuple[Alert, str]:
    """Mark the next step of an alert as done, now unless told otherwise; the alert and the step.

    Problem where nothing is owed, where only its outcome is, where the step is done already,
    or where it would come before the alert.
    """
    alert = _found(project, id)
    wanted = step or next_step(alert)
    if not wanted:
        raise Problem("alert.nothing_owed", id=id)
    if wanted == "outcome":
        raise Problem("alert.outcome_owed", id=id)
    if wanted not in STEPS[1:]:
        raise Problem("alert.no_step", step=wanted, known=", ".join(STEPS[1:]))
    if getattr(alert, f"{wanted}_at") is not None:
        raise Problem("alert.step_done", id=id, step=wanted)
    found = _with(alert, {f"{wanted}_at": at or now(), f"{wanted}_by": by})
    change(project, f"edit.alert.{wanted}", found, place=_place(project, found))
    return found, wanted


def end(project: Project, id: str, outcome: str, reason: str = "") -> tuple[Alert, bool]:
    """Say how an alert ended; the alert, and whether the caller is still owed a word.

    `reason` says why the caller cannot be told, where that is so.
    """
    known = vocabulary("alert_outcome").codes()
    if outcome not in known or outcome == "other":
        raise Problem("record.no_term", term=outcome, field="outcome", known=", ".join(known[:-1]))
    alert = _found(project, id)
    changes: dict[str, Any] = {"outcome": outcome}
    if reason.strip():
        changes["not_told_reason"] = reason.strip()
    found = _with(alert, changes)
    change(project, "edit.alert.end", found, place=_place(project, found))
    return found, outcome != "open" and not caller_told(found)


def _found(project: Project, id: str) -> Alert:
    found = project.find(id)
    if not isinstance(found, Alert):
        raise Problem("record.unknown", id=id)
    return found


def _with(alert: Alert, changes: dict[str, Any]) -> Alert:
    told = {name: getattr(alert, name) for name in Alert.model_fields}
    return _checked(told | changes)


def _checked(told: dict[str, Any]) -> Alert:
    try:
        return Alert.model_validate(told)
    except ValidationError as error:
        _, key, _ = reasons(error)[0]
        early = key.startswith("alert_") and key.endswith("_before")
        raise Problem(
            f"alert.{key.removeprefix('alert_')}" if early else "alert.not_kept"
        ) from error


def _place(project: Project, alert: Alert) -> str:
    return project.snapshot().name(alert.place_id)
