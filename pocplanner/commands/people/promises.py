"""Promises do not vanish: they close with an outcome, and an open one cannot be deleted."""

from datetime import date

from pocplanner.commands.mission import change
from pocplanner.model.community import Promise
from pocplanner.model.vocabulary import vocabulary
from pocplanner.project import Project
from pocplanner.words import Problem


def close(
    project: Project, id: str, state: str, outcome: str, told_on: date | None = None
) -> Promise:
    """Close a promise with what came of it. Problem without an outcome or for an unknown state."""
    found = project.find(id)
    if not isinstance(found, Promise):
        raise Problem("record.unknown", id=id)
    known = [c for c in vocabulary("promise_state").codes() if c != "open"]
    if state not in known:
        raise Problem("record.no_term", term=state, field="state", known=", ".join(known))
    if not outcome.strip():
        raise Problem("promise.no_outcome")
    closed = found.model_copy(
        update={
            "state": state,
            "outcome": outcome.strip(),
            "told_on": told_on if told_on is not None else found.told_on,
        }
    )
    closed = Promise.model_validate(closed.model_dump())
    change(project, "edit.promise.close", closed, place=project.snapshot().name(closed.place_id))
    return closed
