"""The mission that a command is about, who acts, and the days that it names."""

from datetime import date
from typing import TYPE_CHECKING

from pocplanner.cli.terminal import Terminal
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.project import Project


def author(t: Terminal) -> str:
    """The role that acts."""
    from pocplanner.commands import mission

    return (getattr(t.given, "author", None) or mission.DEFAULT_AUTHOR).strip()


def opened(t: Terminal) -> "Project":
    """The mission of the command, its passphrase asked for where it is sealed."""
    from pocplanner.commands import mission

    return mission.open_mission(t.given.file, t.passphrase, author(t))


def day(text: str | None) -> date | None:
    """A day as it was given, or none. Problem where it is not one."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Problem("cli.bad_date", text=text) from error
    if not 1900 <= found.year <= 2200:
        raise Problem("cli.bad_day", text=text)
    return found


def today() -> date:
    """The day on which the command is given."""
    from pocplanner.commands import clock

    return clock.now().date()
