"""What leaves the mission stands in its log, or does not leave."""

from datetime import date
from pathlib import Path
from typing import Protocol

from pocplanner.commands.clock import now
from pocplanner.model.guard import Audience, Level
from pocplanner.model.mission import Issue, IssuedRating
from pocplanner.project import Project
from pocplanner.words import Problem


class Left(Protocol):
    """A file that was written and proven, whatever its kind."""

    @property
    def path(self) -> Path: ...
    @property
    def audience(self) -> Audience: ...
    @property
    def language(self) -> str: ...
    @property
    def as_of(self) -> date: ...
    @property
    def level(self) -> Level: ...
    @property
    def sha256(self) -> str: ...
    @property
    def held_back(self) -> int: ...


def consent_day(as_of: date | None, today: date | None) -> date:
    """The day on which consents must hold: that on which a file leaves, or the later as-of.

    Data of an earlier day bring back no consent that has run out since.
    """
    today = today or now().date()
    return max(as_of or today, today)


def may_leave(project: Project) -> None:
    """Problem("export.read_only") where the log cannot be written: asked before any work."""
    if project.read_only:
        raise Problem("export.read_only", name=project.path.name)


def log(
    project: Project, left: Left, document: str, ratings: tuple[IssuedRating, ...] = ()
) -> Issue:
    """Write what left into the log: for whom, when, with what hash.

    `ratings` are read by "changes since" next time. What cannot be logged is deleted again.
    """
    issue = Issue(
        document=document,
        audience=left.audience,
        language=left.language,
        at=now(),
        as_of=left.as_of,
        level=left.level,
        handling=project.mission.handling,
        sha256=left.sha256,
        held_back=left.held_back,
        ratings=ratings,
    )
    try:
        project.note("edit.export", issue, document=document, audience=left.audience.value)
    except BaseException:
        left.path.unlink(missing_ok=True)
        raise
    return issue
