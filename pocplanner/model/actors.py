"""Actors, what they are to whom and since when, and the ties between them."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from pocplanner.model.guard import INSIDE, TEAM, TRUSTED, WIDE
from pocplanner.model.record import Code, Coded, Guarded, Ref, Span
from pocplanner.model.text import Key, Name, Text

#: Perpetrator types that belong to the host state: the state can be the perpetrator.
STATE_TYPES = frozenset({"host_military", "host_police_gendarmerie", "intelligence_service"})


class ActorRole(Span):
    """What an actor is, from when to when: one group may be protector and perpetrator."""

    role: Annotated[Coded, Code("actor_role"), TRUSTED]
    note: Annotated[Text, INSIDE.text] = ""


class HeldRationale(Span):
    """Why an actor harms civilians, as a person judged it, with a source: never computed."""

    code: Annotated[Coded, Code("rationale"), INSIDE]
    confidence: Annotated[Coded, Code("confidence"), INSIDE] = "low"
    entered_by: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    source_id: Annotated[str, Ref(("Source",)), INSIDE.source] = ""
    basis: Annotated[Text, INSIDE.text] = ""

    @model_validator(mode="after")
    def _with_a_source(self) -> Self:
        if self.code in {"ethnic_cleansing", "genocide"} and not self.source_id:
            raise ValueError("this qualification needs a source")
        return self


class Actor(Guarded):
    """A group or institution that harms, protects, decides or pays."""

    name: Annotated[Name, StringConstraints(min_length=1), TRUSTED]
    aliases: Annotated[tuple[Name, ...], TRUSTED] = ()
    kind: Annotated[Coded, Code("perpetrator_type"), TRUSTED] = "unknown"
    roles: Annotated[tuple[ActorRole, ...], TRUSTED] = ()
    network_roles: Annotated[tuple[Coded, ...], Code("network_role"), INSIDE] = ()
    rationales: Annotated[tuple[HeldRationale, ...], INSIDE] = ()
    area_ids: Annotated[tuple[str, ...], Ref(("Area",)), INSIDE] = ()
    strength: Annotated[Name, INSIDE] = ""
    across_border: Annotated[bool, TRUSTED] = False
    economy: Annotated[Text, INSIDE.text] = ""
    grievances: Annotated[Text, INSIDE.text] = ""
    gender_note: Annotated[Text, INSIDE.text] = ""
    conduct_note: Annotated[Text, INSIDE.text] = ""
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""
    source_key: Annotated[Key, INSIDE] = ""

    @property
    def is_state(self) -> bool:
        """Whether it belongs to the host state."""
        return self.kind in STATE_TYPES

    def has_role(self, role: str, day: date) -> bool:
        """Whether it held the role on that day."""
        return any(r.role == role and r.covers(day) for r in self.roles)


class Tie(Guarded):
    """A dated tie from one actor to another."""

    from_id: Annotated[str, Ref(("Actor",)), INSIDE]
    to_id: Annotated[str, Ref(("Actor",)), INSIDE]
    kind: Annotated[Coded, Code("tie_kind"), INSIDE]
    since: Annotated[date | None, INSIDE] = None
    until: Annotated[date | None, INSIDE] = None
    across_border: Annotated[bool, INSIDE] = False
    confidence: Annotated[Coded, Code("confidence"), INSIDE] = "low"
    note: Annotated[Text, INSIDE.text] = ""
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""

    @model_validator(mode="after")
    def _between_two(self) -> Self:
        if self.from_id == self.to_id:
            raise ValueError("a tie needs two actors")
        if self.since and self.until and self.until < self.since:
            raise ValueError("it ends before it begins")
        return self


class Driver(Guarded):
    """What feeds the conflict at a place: land, authority, trade, and who uses it from afar."""

    kind: Annotated[Coded, Code("driver"), WIDE]
    place_id: Annotated[str, Ref(("Area", "Community", "Settlement")), WIDE] = ""
    text: Annotated[Text, TRUSTED.text]
    exploited_by_ids: Annotated[tuple[str, ...], Ref(("Actor",)), INSIDE] = ()
    level: Annotated[Coded, Code("driver_level"), WIDE] = "local"
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""
    weight: Annotated[int | None, Field(ge=1, le=5), INSIDE] = None
