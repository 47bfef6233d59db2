"""Contacts: who of the mission met whom, where and why, what was asked, told and heard."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from pocplanner.model.guard import INSIDE, TEAM
from pocplanner.model.record import Code, Coded, Guarded, Ref
from pocplanner.model.text import Key, Name, Text

_PLACES = ("Community", "Settlement", "Area")


class Contact(Guarded):
    """One meeting, visit or call with somebody outside the mission: roles and groups, no names.

    `people` and `women` are how many were met, where it was counted; `sex` is who spoke.
    """

    on: Annotated[date, INSIDE]
    place_id: Annotated[str, Ref(_PLACES), INSIDE]
    level: Annotated[Coded, Code("contact_level"), INSIDE] = "local"
    counterpart: Annotated[Coded, Code("counterpart_kind"), INSIDE]
    sex: Annotated[Coded, Code("sex"), INSIDE] = "not_stated"
    ages: Annotated[tuple[Coded, ...], Code("age_band"), INSIDE] = ()
    people: Annotated[int | None, Field(ge=0), INSIDE.count] = None
    women: Annotated[int | None, Field(ge=0), INSIDE.count] = None
    component: Annotated[Coded, Code("component"), INSIDE] = "civilian"
    unit_id: Annotated[str, Ref(("Unit",)), INSIDE] = ""
    by: Annotated[Name, INSIDE] = ""
    purpose: Annotated[Coded, Code("contact_purpose"), INSIDE] = "listen"
    asked: Annotated[Text, INSIDE.text] = ""
    told: Annotated[Text, INSIDE.text] = ""
    heard: Annotated[Text, TEAM.text] = ""
    response: Annotated[Coded, Code("contact_response"), INSIDE] = "unknown"
    response_note: Annotated[Text, INSIDE.text] = ""
    language: Annotated[Name, INSIDE] = ""
    interpreter_sex: Annotated[Coded, Code("sex"), INSIDE] = "not_stated"
    harm: Annotated[tuple[Coded, ...], Code("contact_harm"), INSIDE] = ()
    harm_note: Annotated[Text, TEAM.text] = ""
    mechanism_id: Annotated[str, Ref(("Mechanism",)), TEAM] = ""
    actor_id: Annotated[str, Ref(("Actor",)), INSIDE] = ""
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""
    source_key: Annotated[Key, INSIDE] = ""

    @model_validator(mode="after")
    def _women_within(self) -> Self:
        if self.people is not None and self.women is not None and self.women > self.people:
            raise ValueError("more women than people were met")
        return self
