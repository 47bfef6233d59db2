"""The mission itself: mandate, phase, calendar; where its data came from; what it assumes."""

from datetime import date
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, field_validator, model_validator

from pocplanner.model.guard import INSIDE, OPEN, TEAM, TRUSTED, WIDE, Audience, Level
from pocplanner.model.record import Code, Coded, Guarded, Instant, Lowering, Part, Record, Ref
from pocplanner.model.text import Key, Name, Text


class MandateParagraph(Part):
    """A paragraph of the mandate, quoted, with where it stands."""

    reference: Annotated[Name, OPEN]
    text: Annotated[Text, OPEN]
    subject: Annotated[Coded, Code("mandate_subject"), OPEN] = "protection_of_civilians"


class Season(Part):
    """A recurring part of the year, from a month and day to a month and day, both included."""

    name: Annotated[Name, OPEN]
    kind: Annotated[Coded, Code("season_kind"), OPEN] = "dry"
    first_month: Annotated[int, Field(ge=1, le=12), OPEN]
    first_day: Annotated[int, Field(ge=1, le=31), OPEN] = 1
    last_month: Annotated[int, Field(ge=1, le=12), OPEN]
    last_day: Annotated[int, Field(ge=1, le=31), OPEN] = 31

    def holds(self, day: date) -> bool:
        """Whether the day lies in the season, which may run over the new year."""
        first, last = (self.first_month, self.first_day), (self.last_month, self.last_day)
        here = (day.month, day.day)
        return first <= here <= last if first <= last else here >= first or here <= last


class Consultation(Part):
    """Who was heard before the document was written."""

    on: Annotated[date, WIDE]
    with_whom: Annotated[Name, TRUSTED]
    where: Annotated[Name, TRUSTED] = ""
    women: Annotated[int | None, Field(ge=0), TRUSTED.count] = None
    men: Annotated[int | None, Field(ge=0), TRUSTED.count] = None
    # What people said was said to the mission: partners read that they were heard, not what.
    summary: Annotated[Text, INSIDE.text] = ""


class Mission(Record):
    """One mission: the frame that every document stands in. There is one in a file."""

    id: Annotated[str, OPEN] = "mission"
    name: Annotated[Name, StringConstraints(min_length=1), OPEN]
    short_name: Annotated[Name, OPEN] = ""
    country: Annotated[Name, OPEN] = ""
    exercise: Annotated[bool, OPEN] = False
    time_zone: Annotated[Key, OPEN] = "UTC"
    languages: Annotated[tuple[Name, ...], OPEN] = ()
    lifecycle: Annotated[Coded, Code("lifecycle_phase"), OPEN] = ""
    mandate: Annotated[tuple[MandateParagraph, ...], OPEN] = ()
    mandate_until: Annotated[date | None, OPEN] = None
    seasons: Annotated[tuple[Season, ...], OPEN] = ()
    night_from: Annotated[int, Field(ge=0, le=23), OPEN] = 18
    night_to: Annotated[int, Field(ge=0, le=23), OPEN] = 6
    as_of: Annotated[date | None, OPEN] = None
    review_on: Annotated[date | None, OPEN] = None
    clearing_role: Annotated[Name, OPEN] = ""
    cleared_on: Annotated[date | None, OPEN] = None
    handling: Annotated[Name, OPEN] = ""
    accepting_authority: Annotated[Name, OPEN] = ""
    consultations: Annotated[tuple[Consultation, ...], TRUSTED] = ()
    definition_note: Annotated[Text, INSIDE.text] = ""

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except Exception as error:
            raise ValueError(f"there is no time zone called {zone}") from error
        return zone

    def season(self, day: date) -> Season | None:
        """The season that a day lies in, or nothing where no calendar was given."""
        return next((s for s in self.seasons if s.holds(day)), None)

    def is_night(self, hour: int) -> bool:
        """Whether an hour of the mission's local day (0 to 23) is night."""
        first, last = self.night_from, self.night_to
        return first <= hour < last if first <= last else hour >= first or hour < last


class Source(Guarded):
    """Where data came from, and what a person judged it to be worth (Admiralty grades)."""

    name: Annotated[Name, StringConstraints(min_length=1), INSIDE.source]
    kind: Annotated[Coded, Code("source_kind"), INSIDE] = "own"
    file_name: Annotated[Name, TEAM.source] = ""
    sha256: Annotated[Key, TEAM] = ""
    profile: Annotated[Key, INSIDE] = ""
    obtained_on: Annotated[date | None, INSIDE] = None
    published: Annotated[bool, OPEN] = False
    licence: Annotated[Name, OPEN] = ""
    attribution: Annotated[Name, OPEN] = ""
    sharing_terms: Annotated[Text, INSIDE.text] = ""
    reliability: Annotated[str, StringConstraints(pattern="^[A-F]$"), INSIDE] = "F"
    credibility: Annotated[int, Field(ge=1, le=6), INSIDE] = 6
    graded_by: Annotated[Name, INSIDE] = ""
    grade_reason: Annotated[Text, INSIDE.text] = ""
    origin_id: Annotated[str, Ref(("Source",)), INSIDE] = ""

    @model_validator(mode="after")
    def _graded_by_somebody(self) -> Self:
        if (self.reliability, self.credibility) != ("F", 6) and not self.graded_by:
            raise ValueError("a grade needs the role of the person who gave it")
        return self

    @property
    def grade(self) -> str:
        """The Admiralty grade as it is written, F6 where nobody has judged it."""
        return f"{self.reliability}{self.credibility}"


class Assumption(Record):
    """A figure of this mission in place of a shipped one: a speed, a threshold, a weight."""

    key: Annotated[Key, StringConstraints(min_length=1), OPEN]
    value: Annotated[float, OPEN]
    reason: Annotated[Text, INSIDE.text] = ""
    author: Annotated[Name, INSIDE] = ""


class Term(Record):
    """A term that this mission adds to a vocabulary, or says in its own words."""

    vocabulary: Annotated[Key, OPEN]
    code: Annotated[Coded, OPEN]
    label: Annotated[Name, OPEN]
    parent: Annotated[Coded, OPEN] = ""


class IssuedRating(Part):
    """What an issued document said of one threat, and by what name: it may be gone next time."""

    threat_id: Annotated[str, Ref(("Threat",)), INSIDE] = ""
    title: Annotated[Name, TEAM] = ""
    band: Annotated[str, INSIDE]
    priority: Annotated[str, INSIDE]


class Issue(Record):
    """A document that left the tool: for whom, when, and what it said, for "changes since"."""

    document: Annotated[Key, INSIDE]
    audience: Annotated[Audience, INSIDE]
    language: Annotated[Key, INSIDE]
    at: Annotated[Instant, INSIDE]
    as_of: Annotated[date, INSIDE]
    level: Annotated[Level, INSIDE]
    handling: Annotated[Name, INSIDE] = ""
    sha256: Annotated[Key, INSIDE]
    held_back: Annotated[int, Field(ge=0), TEAM] = 0
    ratings: Annotated[tuple[IssuedRating, ...], INSIDE] = ()


#: How rows of published sources come in (rule D1): low, and for this reason.
PUBLISHED = Lowering(author="profile", reason="published source")
