"""An open promise cannot be deleted: whoever takes records out asks here first.

Neither can an alert whose caller was never told, nor the place at which a promise is owed.
"""

from collections.abc import Sequence

from pocplanner.analysis.alert_log.steps import caller_told
from pocplanner.model.community import Alert, Community, Promise
from pocplanner.model.edit import Change, Edit
from pocplanner.model.places import Area, Settlement
from pocplanner.project import Project
from pocplanner.store.log import UNDO
from pocplanner.words import Problem


def refuse_open(project: Project, ids: Sequence[str]) -> None:
    """Problem where one of the records is a promise that is still open."""
    for id in ids:
        found = project.find(id)
        if isinstance(found, Promise) and found.state == "open":
            place = project.snapshot().name(found.place_id)
            raise Problem("promise.still_open", place=place or "?", by=found.by)


def refuse_gone(project: Project, changes: Sequence[Change]) -> None:
    """Problem where these changes, which are made already, take out what is still owed."""
    gone = [c.before for c in changes if c.after is None and c.before is not None]
    places = {r.id for r in gone if isinstance(r, (Community, Settlement, Area))}
    for promise in project.all(Promise) if places else ():
        if promise.state == "open" and promise.place_id in places:
            name = next(str(getattr(r, "name", "")) for r in gone if r.id == promise.place_id)
            raise Problem("promise.place_gone", place=name, by=promise.by)
    names = {r.id: str(getattr(r, "name", "")) for r in gone}
    for record in gone:
        place = getattr(record, "place_id", "")
        where = project.snapshot().name(place) or names.get(place, "") or "?"
        if isinstance(record, Promise) and record.state == "open":
            raise Problem("promise.still_open", place=where, by=record.by)
        if isinstance(record, Alert) and not caller_told(record):
            raise Problem("alert.caller_owed", place=where, on=record.received_at.date())


def taken_along(edit: Edit) -> int:
    """How many open promises an act of undo took along: to be said at once."""
    if not edit.undoes:
        return 0
    gone = (c.before for c in edit.changes if c.after is None)
    return sum(isinstance(r, Promise) and r.state == "open" for r in gone)


def taken_back(project: Project) -> tuple[Promise, ...]:
    """Open promises that stand in the log alone because undo took them along, the last first."""
    log = project.log()
    undone = {entry.undoes for entry in log if entry.kind == UNDO}
    found: dict[str, Promise] = {}
    for entry in reversed(log):
        if not entry.changes or (entry.step or entry.number) not in undone:
            continue
        for made in project.file.edit(entry.number)[1]:
            kept = made.after
            if made.before is None and isinstance(kept, Promise) and kept.state == "open":
                found.setdefault(kept.id, kept)
    return tuple(p for p in found.values() if project.get(Promise, p.id) is None)
