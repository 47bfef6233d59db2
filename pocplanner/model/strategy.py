"""Objectives, actions, indicators, decisions and the sections of the drafted documents."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from pocplanner.model.guard import FORCE, INSIDE, TEAM, TRUSTED, WIDE
from pocplanner.model.record import Code, Coded, Guarded, Instant, Part, Record, Ref
from pocplanner.model.text import Key, Name, Text

#: A paragraph that somebody took out: it stays out, whatever is drafted.
SET_ASIDE = "set_aside"

_PLACES = ("Community", "Settlement", "Area")


class SideEffect(Part):
    """Who could be worse off, how that would be noticed, and when to stop."""

    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    who: Annotated[Name, INSIDE] = ""
    indicator: Annotated[Name, INSIDE] = ""
    tripwire: Annotated[Name, INSIDE] = ""
    mitigation: Annotated[Text, INSIDE.text] = ""
    owner: Annotated[Name, INSIDE] = ""


class Action(Guarded):
    """What somebody will do: tier × phase × component at a place, with owner and resources."""

    title: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    tier: Annotated[int, Field(ge=1, le=3), INSIDE] = 2
    phase: Annotated[Coded, Code("phase"), INSIDE] = "prevention"
    component: Annotated[Coded, Code("component"), INSIDE] = "civilian"
    mode: Annotated[Coded, Code("action_mode"), INSIDE] = ""
    catalogue: Annotated[Key, INSIDE] = ""
    place_id: Annotated[str, Ref(_PLACES), INSIDE] = ""
    threat_ids: Annotated[tuple[str, ...], Ref(("Threat",)), INSIDE] = ()
    objective_id: Annotated[str, Ref(("Objective",)), INSIDE] = ""
    owner: Annotated[Name, INSIDE] = ""
    leads: Annotated[bool, INSIDE] = False
    due_on: Annotated[date | None, INSIDE] = None
    trigger: Annotated[Text, INSIDE.text] = ""
    unit_ids: Annotated[tuple[str, ...], Ref(("Unit",)), FORCE] = ()
    resources: Annotated[Text, FORCE.text] = ""
    relies_on_ids: Annotated[tuple[str, ...], Ref(("Actor",)), INSIDE] = ()
    state: Annotated[Coded, Code("action_state"), INSIDE] = "planned"
    community_asked: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    request_id: Annotated[str, Ref(("Request",)), INSIDE] = ""
    side_effects: Annotated[tuple[SideEffect, ...], INSIDE] = ()
    gender_note: Annotated[Text, INSIDE.text] = ""
    from_hour: Annotated[int | None, Field(ge=0, le=23), FORCE] = None
    to_hour: Annotated[int | None, Field(ge=0, le=23), FORCE] = None
    weekdays: Annotated[tuple[Coded, ...], Code("weekday"), FORCE] = ()
    seasons: Annotated[tuple[Coded, ...], Code("season_kind"), FORCE] = ()
    route_id: Annotated[str, Ref(("Route",)), FORCE] = ""


class Objective(Guarded):
    """A change that can be seen in a perpetrator, in exposure or in capacity."""

    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    change_in: Annotated[Coded, Code("objective_change"), INSIDE] = "exposure"
    place_id: Annotated[str, Ref(_PLACES), INSIDE] = ""
    threat_ids: Annotated[tuple[str, ...], Ref(("Threat",)), INSIDE] = ()
    indicator_ids: Annotated[tuple[str, ...], Ref(("Indicator",)), INSIDE] = ()
    end_state: Annotated[Text, INSIDE.text] = ""
    due_on: Annotated[date | None, INSIDE] = None
    owner: Annotated[Name, INSIDE] = ""


class Reading(Part):
    """A value of an indicator on a day, with the number of people asked where it is a share."""

    on: Annotated[date, INSIDE]
    value: Annotated[float, INSIDE]
    sex: Annotated[Coded, Code("sex"), INSIDE] = "all"
    asked: Annotated[int | None, Field(ge=0), INSIDE.count] = None


class Indicator(Guarded):
    """What is watched to see whether people are safer, with baseline and review."""

    name: Annotated[Name, StringConstraints(min_length=1), TRUSTED]
    catalogue: Annotated[Key, INSIDE] = ""
    unit: Annotated[Name, TRUSTED] = ""
    source: Annotated[Name, INSIDE] = ""
    component: Annotated[Coded, Code("component"), TRUSTED] = "civilian"
    tier: Annotated[int | None, Field(ge=1, le=3), TRUSTED] = None
    place_id: Annotated[str, Ref(_PLACES), INSIDE] = ""
    baseline: Annotated[float | None, INSIDE] = None
    baseline_on: Annotated[date | None, INSIDE] = None
    target: Annotated[float | None, INSIDE] = None
    wanted: Annotated[Coded, Code("wanted"), TRUSTED] = "down"
    every_days: Annotated[int | None, Field(ge=1), INSIDE] = None
    by: Annotated[tuple[Name, ...], INSIDE] = ()
    readings: Annotated[tuple[Reading, ...], INSIDE] = ()
    owner: Annotated[Name, INSIDE] = ""


class Residual(Guarded):
    """A threat that will not be met, and who accepts that, by name of office."""

    threat_id: Annotated[str, Ref(("Threat",)), INSIDE]
    accepted_by: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    on: Annotated[date, INSIDE]
    until: Annotated[date | None, INSIDE] = None
    reason: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]


class Decision(Guarded):
    """A decision that is asked of somebody by a day."""

    question: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    of_whom: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    by_when: Annotated[date | None, INSIDE] = None
    place_id: Annotated[str, Ref(_PLACES), INSIDE] = ""
    threat_ids: Annotated[tuple[str, ...], Ref(("Threat",)), INSIDE] = ()
    options: Annotated[tuple[Name, ...], INSIDE] = ()
    outcome: Annotated[Text, INSIDE.text] = ""


class Tension(Guarded):
    """One of the tensions that every strategy must face, or the reason why it does not apply."""

    kind: Annotated[Coded, Code("tension"), INSIDE]
    applies: Annotated[bool, INSIDE] = True
    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    ladder: Annotated[tuple[Name, ...], INSIDE] = ()
    indicator: Annotated[Name, INSIDE] = ""
    mitigation: Annotated[Text, INSIDE.text] = ""
    owner: Annotated[Name, INSIDE] = ""
    evidence_ids: Annotated[tuple[str, ...], TEAM] = ()


class Message(Guarded):
    """What is said to whom, the limits included."""

    to: Annotated[Coded, Code("message_audience"), WIDE]
    text: Annotated[Text, StringConstraints(min_length=1), TRUSTED.text]
    limits: Annotated[Text, TRUSTED.text] = ""
    channel: Annotated[Name, TRUSTED] = ""
    language: Annotated[Name, TRUSTED] = ""


class Paragraph(Part):
    """A paragraph with what it rests on; a person's text is never overwritten.

    One that was set aside keeps the reason, and the status that it goes back to.
    """

    key: Annotated[Key, INSIDE]
    text: Annotated[Text, TEAM.text]
    language: Annotated[Key, INSIDE] = "en"
    evidence: Annotated[tuple[Key, ...], TEAM] = ()
    status: Annotated[Coded, Code("paragraph_status"), INSIDE] = "draft"
    offered: Annotated[Text, TEAM.text] = ""
    author: Annotated[Name, INSIDE] = ""
    at: Annotated[Instant | None, INSIDE] = None
    reason: Annotated[Text, TEAM.text] = ""
    status_before: Annotated[Coded, Code("paragraph_status"), INSIDE] = ""
    question: Annotated[bool, INSIDE] = False
    generic: Annotated[bool, INSIDE] = False

    @property
    def touched(self) -> bool:
        """Whether a person has edited or accepted it."""
        return self.status in {"edited", "accepted"}


class Section(Record):
    """A section of a document of this mission: its paragraphs in their order."""

    document: Annotated[Key, INSIDE] = "strategy"
    scenario_id: Annotated[str, Ref(("Scenario",)), INSIDE] = ""
    key: Annotated[Key, INSIDE]
    number: Annotated[int, Field(ge=0), INSIDE] = 0
    paragraphs: Annotated[tuple[Paragraph, ...], INSIDE] = ()
    drafted_at: Annotated[Instant | None, INSIDE] = None

    @model_validator(mode="after")
    def _keys_once(self) -> Self:
        keys = [p.key for p in self.paragraphs]
        if len(keys) != len(set(keys)):
            raise ValueError("a paragraph key stands twice in the section")
        return self
