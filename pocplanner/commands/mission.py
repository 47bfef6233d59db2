"""Make, open, describe, copy and re-key a mission file."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pocplanner.commands.clock import now
from pocplanner.commands.guarding import guard
from pocplanner.commands.interference import hanging
from pocplanner.model.kinds import KINDS
from pocplanner.model.mission import Mission, Source
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.project import Project
from pocplanner.store import header, keys
from pocplanner.store.file import MissionFile
from pocplanner.store.log import FIRST, Draft
from pocplanner.words import Problem

#: What a file is called by the people who use it.
SUFFIX = ".pocplan"
#: The role that stands in the log where nobody gave another.
DEFAULT_AUTHOR = "PoC adviser"

#: How a passphrase is asked for when a file turns out to be sealed.
Ask = Callable[[], str]


def create(path: Path, name: str, passphrase: str | None, author: str = DEFAULT_AUTHOR) -> Project:
    """A new mission: sealed with the passphrase, or open and marked EXERCISE without one.

    Problem where the name is empty, the file exists or cannot be made.
    """
    if not name.strip():
        raise Problem("mission.no_name")
    key = keys.new_key(passphrase) if passphrase is not None else None
    mission = Mission(name=name, exercise=passphrase is None)
    # The first row of the log: a mission without its mission record is none, so it stays.
    begun = Draft(now(), author, FIRST, "edit.mission.create", {"name": mission.name})
    return guard(Project(MissionFile.create(path, KINDS, key, (mission,), begun), author))


def open_mission(path: Path, ask: Ask, author: str = DEFAULT_AUTHOR) -> Project:
    """Open a mission; the passphrase is asked for only where the file is sealed.

    Problem for everything that is not a mission, is damaged, newer, or open elsewhere.
    """
    key = keys.key_of(path, ask()) if header.look(path) is header.FileState.SEALED else None
    return guard(Project(MissionFile.open(path, KINDS, key), author))


@dataclass(frozen=True)
class Description:
    """What a mission holds, counted."""

    name: str
    exercise: bool
    sealed: bool
    counts: dict[str, int]
    events: int
    events_on_map: int
    first_day: date | None
    last_day: date | None
    sources: tuple[Source, ...]
    log_length: int


def describe(project: Project) -> Description:
    """Counts by kind, sources, events and the length of the log."""
    snapshot = project.snapshot()
    events = snapshot.events
    days = [d for d in (events.day(i) for i in _ends(events.first_day)) if d]
    counts = Counter({kind.__name__: len(snapshot.all(kind)) for kind in KINDS})
    return Description(
        name=snapshot.mission.name,
        exercise=snapshot.mission.exercise,
        sealed=project.sealed,
        counts={name: n for name, n in counts.items() if n},
        events=len(events),
        events_on_map=int((events.lon == events.lon).sum()),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        sources=snapshot.all(Source),
        log_length=len(project.log()),
    )


def listed(snapshot: Snapshot) -> dict[str, list[dict[str, str]]]:
    """Every record by its kind: id and name, for whoever has to name one to a command."""
    kinds = ((kind, snapshot.all(kind)) for kind in KINDS)
    return {
        kind.__name__: [{"id": r.id, "name": snapshot.name(r.id)} for r in found]
        for kind, found in kinds
        if found
    }


def _ends(days: object) -> tuple[int, ...]:
    import numpy as np

    from pocplanner.model.events import NO_DAY

    column = np.asarray(days)
    known = np.flatnonzero(column != NO_DAY)
    if not len(known):
        return ()
    return int(known[column[known].argmin()]), int(known[column[known].argmax()])


def change(project: Project, label: str, *records: Record, **facts: object) -> None:
    """Keep records under one name in the log; what a form, a map or a table does.

    Problem where `guarding` refuses it: an action becomes final that may harm what people do
    and nobody settled it.
    """
    with project.edit(label, **facts):
        project.put(*records)


def remove(project: Project, *ids: str) -> None:
    """Take records out; undo brings them back.

    Problem where an id leads nowhere, where a promise is still open, or a caller never told.
    """
    found = [project.find(i) for i in ids]
    missing = [i for i, r in zip(ids, found, strict=True) if r is None]
    if missing:
        raise Problem("record.unknown", id=missing[0])
    with project.edit("edit.remove", count=len(ids)):
        project.drop(*(r for r in found if r is not None), *hanging(project, ids))
