"""Record: a fact of the mission, frozen, with an id."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Self
from uuid import uuid4

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from pocplanner.model.guard import INSIDE, OPEN, WIDE, Level
from pocplanner.model.text import Name, Text


class Part(BaseModel):
    """A piece of a record that has no life of its own."""

    # What checks a kind is made when the first one of it is: all of them at once would take a
    # third of what the start of the window or of a command may take.
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        arbitrary_types_allowed=True,
        defer_build=True,
    )


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:\-]{1,80}$")]


class Record(Part):
    """A fact of the mission. It never changes: an edit makes a new one with the same id."""

    id: Annotated[Id, OPEN] = Field(default_factory=lambda: uuid4().hex)


class Lowering(Part):
    """Why a record stands below "high": who said so and for what reason (rule D1)."""

    author: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    reason: Annotated[Text, StringConstraints(min_length=1), INSIDE]


class Guarded(Record):
    """A record with a sensitivity of its own: high, unless somebody lowered it and said why."""

    sensitivity: Annotated[Level, OPEN] = Level.HIGH
    lowered: Annotated[Lowering | None, INSIDE] = None

    @model_validator(mode="after")
    def _lowered_with_reason(self) -> Self:
        if self.sensitivity.rank < Level.HIGH.rank and self.lowered is None:
            raise ValueError("lowering the sensitivity needs an author and a reason")
        return self


@dataclass(frozen=True)
class Ref:
    """The field holds the id of a record of one of these kinds (their class names)."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """The field holds a term of this vocabulary; a mission may add terms of its own."""

    vocabulary: str


def _explained(code: str) -> str:
    if code.strip() == "other":
        raise ValueError('"other" needs its own words: write other: and what it is')
    return code


#: A code of a vocabulary: unknown codes are shown as they are and listed for mapping.
Coded = Annotated[str, StringConstraints(max_length=120), AfterValidator(_explained)]


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a time needs its time zone")
    return moment


#: An instant: aware, whatever its zone.
Instant = Annotated[datetime, AfterValidator(_aware)]


class Range(Part):
    """Least, likely and most, in the unit that the field says."""

    min: Annotated[float, Field(ge=0), WIDE]
    likely: Annotated[float, Field(ge=0), WIDE]
    max: Annotated[float, Field(ge=0), WIDE]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.min <= self.likely <= self.max:
            raise ValueError("the least must not be above the likely, nor that above the most")
        return self

    def __add__(self, other: "Range") -> "Range":
        return Range(
            min=self.min + other.min, likely=self.likely + other.likely, max=self.max + other.max
        )


class Span(Part):
    """A time from one day to another; open at an end where that day is empty."""

    since: Annotated[date | None, OPEN] = None
    until: Annotated[date | None, OPEN] = None

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError("it ends before it begins")
        return self

    def covers(self, day: date) -> bool:
        """Whether the day lies inside, both ends included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )
