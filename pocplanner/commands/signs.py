"""Sheets of warning signs: fill one in, print it blank or filled."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pocplanner.analysis.sharing import view
from pocplanner.commands.clock import now
from pocplanner.commands.leaving import consent_day, log
from pocplanner.model.assessment import WarningSign
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.words import Problem

#: What a sign can be on a sheet; nothing at all means that nobody looked for it.
STATES = ("absent", "unsure", "emerging", "present", "worsening")
#: Who may hold a sheet: the mission's own people.
READERS = (Audience.CORE, Audience.COMMAND, Audience.MISSION)
DOCUMENT = "warning-signs"


@dataclass(frozen=True)
class Entry:
    """One row of a sheet; an empty state takes the row off the sheet."""

    sign: str
    state: str
    confidence: str = "low"
    note: str = ""


@dataclass(frozen=True)
class WrittenSheet:
    """A sheet that was written and proven; what the exporter is told."""

    path: Path
    audience: Audience
    language: str
    as_of: date
    pages: int
    sha256: str
    held_back: int
    level: Level


def keep_sheet(
    project: Project, place_id: str, on: date, entries: Iterable[Entry], source_id: str = ""
) -> tuple[WarningSign, ...]:
    """Keep the rows of one sheet in one act; rows that it does not name stay as they are.

    "Absent" says that somebody looked; whoever did not look leaves the row empty or says
    "unsure". Problem for an unknown place, sign or state, a day to come, or nothing to keep.
    """
    if project.snapshot().get(place_id) is None:
        raise Problem("signs.no_place", id=place_id)
    if on > now().date():
        raise Problem("signs.day_to_come", day=on.isoformat())
    held = {s.sign: s for s in project.all(WarningSign) if s.place_id == place_id and s.on == on}
    made: list[WarningSign] = []
    gone: list[WarningSign] = []
    for one in entries:
        before = held.get(one.sign)
        if not one.state:
            gone += [before] if before is not None else []
            continue
        _known(one)
        told = {
            "state": one.state,
            "looked": one.state != "unsure",
            "confidence": one.confidence,
            "note": one.note.strip(),
        }
        if before is None:
            base = {"id": _id(place_id, on, one.sign), "place_id": place_id, "sign": one.sign}
            made.append(
                WarningSign.model_validate(base | {"on": on, "source_id": source_id} | told)
            )
        elif any(getattr(before, name) != value for name, value in told.items()):
            made.append(WarningSign.model_validate(before.model_dump() | told))
    if not made and not gone:
        raise Problem("signs.nothing")
    place = project.snapshot().name(place_id)
    with project.edit("edit.signs.sheet", place=place, on=on.isoformat()):
        project.drop(*gone)
        project.put(*made)
    return tuple(made)


def _known(one: Entry) -> None:
    if one.state not in STATES:
        raise Problem("signs.no_state", state=one.state, known=", ".join(STATES))
    codes = vocabulary("warning_sign").codes()
    if one.sign not in codes and not one.sign.startswith("other:"):
        raise Problem("signs.no_sign", sign=one.sign)
    if one.confidence not in vocabulary("confidence").codes():
        known = ", ".join(vocabulary("confidence").codes())
        raise Problem("signs.no_confidence", confidence=one.confidence, known=known)


def _id(place_id: str, on: date, sign: str) -> str:
    """The same sheet and sign have the same id."""
    told = f"{place_id}/{on.isoformat()}/{sign}"
    return "sign." + hashlib.sha256(told.encode()).hexdigest()[:32]


def write_sheet(
    snapshot: Snapshot,
    place_id: str,
    language: str,
    path: Path,
    on: date | None = None,
    audience: Audience = Audience.CORE,
    today: date | None = None,
) -> Work[WrittenSheet]:
    """Print the checklists of a place: filled as of a day, or blank where no day is named.

    Problem export.no_folder, export.other_file, export.leak, signs.no_place, signs.no_sheet,
    and signs.not_for where somebody outside the mission would read it.
    """
    from pocplanner.commands.proving import may_replace, permitted, withheld
    from pocplanner.report.proof import write_proven
    from pocplanner.report.sign_sheet import sheet_paper

    if audience not in READERS:
        raise Problem("signs.not_for", audience=audience.value)
    if not path.parent.is_dir():
        raise Problem("export.no_folder", folder=path.parent.name)
    may_replace(path, (b"%PDF-",))
    yield Progress(0, 2)
    seen = view(snapshot, audience, consent_day(None, today))
    if seen.snapshot.get(place_id) is None:
        raise Problem("signs.no_place", id=place_id)
    day = on or today or now().date()
    paper = sheet_paper(seen.snapshot, place_id, language, audience, seen.level, day,
                        blank=on is None)  # fmt: skip
    if paper is None:
        raise Problem("signs.no_sheet", place=snapshot.name(place_id), day=day.isoformat())
    yield Progress(1, 2)
    made = write_proven(paper, path, withheld(seen), permitted(seen))
    return WrittenSheet(
        path=path,
        audience=audience,
        language=language,
        as_of=day,
        pages=made.pages,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        held_back=seen.records,
        level=seen.level,
    )


def log_sheet(project: Project, written: WrittenSheet) -> Issue:
    """Log what left: for whom, when, with what hash."""
    return log(project, written, DOCUMENT)


__all__ = ["READERS", "STATES", "Entry", "keep_sheet", "log_sheet", "write_sheet"]
