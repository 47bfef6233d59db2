"""How sensitive a field is and who may see it: said once, beside each field.

Every field of every record carries one `Held`; a field without it fails a test. The
levels follow OCHA's four, the audiences are the eight of the data rules. What an
audience finally sees is decided in `analysis.sharing`, which reads these marks: a field
that names no audience reaches nobody but the team.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar, cast

from pydantic import BaseModel

T = TypeVar("T")


class Level(StrEnum):
    """Sensitivity after OCHA, lowest first."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    SEVERE = "severe"

    @property
    def rank(self) -> int:
        """0 for low to 3 for severe."""
        return list(Level).index(self)


class Audience(StrEnum):
    """Who a document is for, from the narrowest to the widest; the exercise stands beside them."""

    CORE = "core"
    COMMAND = "command"
    MISSION = "mission"
    HUMANITARIAN = "humanitarian"
    PARTNER = "partner"
    HOST_STATE = "host_state"
    PUBLIC = "public"
    EXERCISE = "exercise"


#: What a field is for the filter: an ordinary fact, free text, a position, a count of
#: people in our own records, or the name of a source.
Content = Literal["fact", "text", "position", "count", "source"]


@dataclass(frozen=True)
class Held:
    """The level of a field, who may see it, and what kind of content it is."""

    level: Level
    to: frozenset[Audience]
    content: Content = "fact"

    @property
    def text(self) -> "Held":
        """The same for free text, which never reaches a state or the public unread."""
        wide = {Audience.HOST_STATE, Audience.PUBLIC, Audience.EXERCISE}
        return replace(self, content="text", to=self.to - wide)

    @property
    def position(self) -> "Held":
        """The same for a position, which the filter coarsens by administrative levels."""
        return replace(self, content="position")

    @property
    def count(self) -> "Held":
        """The same for a number of people, which prints as "<10" when it is small."""
        return replace(self, content="count")

    @property
    def source(self) -> "Held":
        """The same for the name of a source, never printed beside its content outside core."""
        return replace(self, content="source")


#: Harm of which no record of a case and no exact point is kept here (rule D4): each case
#: belongs to its confidential channel. A threat, a warning or a way of coping is not a case
#: and stays, at the place and no finer; events of published sources stay as their source
#: placed them and are shown as counts.
CASES = frozenset({"sexual_violence", "child_grave_violation"})

_INSIDE = frozenset({Audience.CORE, Audience.COMMAND, Audience.MISSION, Audience.EXERCISE})

#: Names and published facts.
OPEN = Held(Level.LOW, frozenset(Audience))
#: For everyone but the public.
WIDE = Held(Level.MODERATE, frozenset(Audience) - {Audience.PUBLIC})
#: For partners, never for the host state or the public.
TRUSTED = Held(Level.MODERATE, _INSIDE | {Audience.HUMANITARIAN, Audience.PARTNER})
#: For the components of the mission.
INSIDE = Held(Level.HIGH, _INSIDE)
#: For those who plan and command: readiness, reserves, flight routes they keep open.
FORCE = Held(Level.HIGH, frozenset({Audience.CORE, Audience.COMMAND, Audience.EXERCISE}))
#: For the protection team alone.
TEAM = Held(Level.SEVERE, frozenset({Audience.CORE}))


def held(kind: type[BaseModel], field: str) -> Held:
    """The mark of a field. Raises LookupError where the field carries none."""
    for mark in kind.model_fields[field].metadata:
        if isinstance(mark, Held):
            return mark
    raise LookupError(f"{kind.__name__}.{field} says neither sensitivity nor audience")


def marks(kind: type[BaseModel]) -> Iterator[tuple[str, Held]]:
    """Every field of a kind with its mark."""
    return ((name, held(kind, name)) for name in kind.model_fields)


def no_point_of_a_case(code: str, *points: object) -> None:
    """Raise ValueError where a record about such harm carries an exact point."""
    if code in CASES and any(point is not None for point in points):
        raise ValueError("no exact point is kept of such a case")


def metadata(kind: type[BaseModel], field: str, mark: type[T]) -> T | None:
    """The first annotation of a field that is of this type, or nothing."""
    found: T | None = _metadata(kind, field, cast(Any, mark))
    return found


@cache  # asked for each of thousands of records when they are named
def _metadata(kind: type[BaseModel], field: str, mark: type) -> Any:
    found: list[Any] = kind.model_fields[field].metadata
    return next((m for m in found if isinstance(m, mark)), None)
