"""Scenarios, their injects and the decisions that players take."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from pocplanner.model.guard import FORCE, INSIDE, TEAM
from pocplanner.model.record import Code, Coded, Guarded, Instant, Part, Ref
from pocplanner.model.text import Key, Name, Text


class ExpectedAction(Part):
    """What ought to happen in a phase: who, by when after the trigger, with what."""

    phase: Annotated[Coded, Code("phase"), INSIDE]
    component: Annotated[Coded, Code("component"), INSIDE]
    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    owner: Annotated[Name, INSIDE] = ""
    by_minutes: Annotated[int | None, Field(ge=0), INSIDE] = None
    unit_ids: Annotated[tuple[str, ...], Ref(("Unit",)), FORCE] = ()


class DecisionPoint(Part):
    """A question that somebody must answer; the tool asks and people answer."""

    level: Annotated[Coded, Code("command_level"), INSIDE]
    question: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    authority: Annotated[Name, INSIDE] = ""
    by_minutes: Annotated[int | None, Field(ge=0), INSIDE] = None


class HiddenIntent(Part):
    """What an actor of the scenario means to do; players never see it."""

    actor_id: Annotated[str, Ref(("Actor",)), TEAM]
    text: Annotated[Text, TEAM.text]


class Scenario(Guarded):
    """A situation on the map to respond to, from a template and this mission's own data."""

    title: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    template: Annotated[Coded, Code("scenario_template"), INSIDE]
    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE]
    starts_at: Annotated[Instant | None, INSIDE] = None
    light: Annotated[Coded, Code("light"), INSIDE] = "day"
    season: Annotated[Coded, Code("season_kind"), INSIDE] = "dry"
    objectives: Annotated[tuple[Name, ...], INSIDE] = ()
    players: Annotated[tuple[Name, ...], INSIDE] = ()
    threat_ids: Annotated[tuple[str, ...], Ref(("Threat",)), INSIDE] = ()
    actor_ids: Annotated[tuple[str, ...], Ref(("Actor",)), INSIDE] = ()
    hidden: Annotated[tuple[HiddenIntent, ...], TEAM] = ()
    unit_ids: Annotated[tuple[str, ...], Ref(("Unit",)), FORCE] = ()
    mechanism_ids: Annotated[tuple[str, ...], Ref(("Mechanism",)), INSIDE] = ()
    trigger: Annotated[Text, INSIDE.text] = ""
    constraints: Annotated[Text, INSIDE.text] = ""
    expected: Annotated[tuple[ExpectedAction, ...], INSIDE] = ()
    decisions: Annotated[tuple[DecisionPoint, ...], INSIDE] = ()
    criteria: Annotated[tuple[Name, ...], INSIDE] = ()
    fictional: Annotated[bool, INSIDE] = True
    source_ids: Annotated[tuple[str, ...], Ref(("Source",)), TEAM.source] = ()
    as_of: Annotated[date | None, INSIDE] = None


class Inject(Guarded):
    """Something that players are told at a minute of the game."""

    scenario_id: Annotated[str, Ref(("Scenario",)), INSIDE]
    number: Annotated[int, Field(ge=1), INSIDE] = 1
    game_minute: Annotated[int, Field(ge=0), INSIDE] = 0
    real_minute: Annotated[int | None, Field(ge=0), INSIDE] = None
    kind: Annotated[Coded, Code("inject_kind"), INSIDE] = "report"
    # Who calls is told by a role, in words that any other text may use too: no name.
    sender: Annotated[Name, INSIDE.text] = ""
    channel: Annotated[Coded, Code("channel"), INSIDE] = ""
    addressee: Annotated[Name, INSIDE.text] = ""
    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    reliability: Annotated[str, StringConstraints(pattern="^[A-F]$"), INSIDE] = "F"
    credibility: Annotated[int, Field(ge=1, le=6), INSIDE] = 6
    truth: Annotated[Text, TEAM.text] = ""
    purpose: Annotated[Text, TEAM.text] = ""
    expected: Annotated[Text, TEAM.text] = ""
    deadline_minute: Annotated[int | None, Field(ge=0), TEAM] = None
    if_met: Annotated[Text, TEAM.text] = ""
    if_missed: Annotated[Text, TEAM.text] = ""
    branch: Annotated[Key, TEAM] = ""


class Taken(Guarded):
    """A decision that players took, and on what authority."""

    scenario_id: Annotated[str, Ref(("Scenario",)), INSIDE]
    inject_id: Annotated[str, Ref(("Inject",)), INSIDE] = ""
    at: Annotated[Instant | None, INSIDE] = None
    game_minute: Annotated[int | None, Field(ge=0), INSIDE] = None
    level: Annotated[Coded, Code("command_level"), INSIDE] = ""
    decided_by: Annotated[Name, INSIDE] = ""
    choice: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    alternatives: Annotated[Text, INSIDE.text] = ""
    information: Annotated[Text, INSIDE.text] = ""
    authority: Annotated[Name, INSIDE] = ""
    community_asked: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    harm: Annotated[Text, INSIDE.text] = ""
