"""Initiatives of people or mission for protection, marked one by one, each with its evidence."""

from datetime import date
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from pocplanner.model.guard import INSIDE
from pocplanner.model.record import Code, Coded, Guarded, Part, Ref
from pocplanner.model.text import Key, Name, Text

_PLACES = ("Community", "Settlement", "Area")
#: The five marks of a good initiative, in the order in which they are asked.
MARKS = (
    "answers_requests",
    "locally_developed",
    "links_actors",
    "uses_information",
    "combines_strengths",
)


class Mark(Part):
    """One of the five marks, how far it holds, and what shows it; who judged it, when."""

    mark: Annotated[Coded, Code("initiative_mark"), INSIDE]
    holds: Annotated[Coded, Code("mark_holds"), INSIDE] = "unknown"
    evidence: Annotated[Text, INSIDE.text] = ""
    judged_by: Annotated[Coded, Code("judged_by"), INSIDE] = "mission"
    on: Annotated[date | None, INSIDE] = None

    @model_validator(mode="after")
    def _shown(self) -> Self:
        if self.holds != "unknown" and not self.evidence:
            raise ValueError("a mark needs its evidence")
        return self


class Initiative(Guarded):
    """Something done for protection, by people or mission: aims, who leads, whom it links.

    It has five marks and no total: a strong one does not make up for a weak one.
    """

    title: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    origin: Annotated[Coded, Code("initiative_origin"), INSIDE] = "local"
    place_id: Annotated[str, Ref(_PLACES), INSIDE] = ""
    aims: Annotated[Text, INSIDE.text] = ""
    led_by: Annotated[Name, INSIDE] = ""
    leader_sex: Annotated[Coded, Code("sex"), INSIDE] = "not_stated"
    component: Annotated[Coded, Code("component"), INSIDE] = "community"
    links_ids: Annotated[tuple[str, ...], Ref(("Mechanism", "Actor", "Unit")), INSIDE] = ()
    request_ids: Annotated[tuple[str, ...], Ref(("Request",)), INSIDE] = ()
    threat_ids: Annotated[tuple[str, ...], Ref(("Threat",)), INSIDE] = ()
    state: Annotated[Coded, Code("initiative_state"), INSIDE] = "under_way"
    since: Annotated[date | None, INSIDE] = None
    until: Annotated[date | None, INSIDE] = None
    marks: Annotated[tuple[Mark, ...], INSIDE] = ()
    adapted: Annotated[Text, INSIDE.text] = ""
    harm: Annotated[Text, INSIDE.text] = ""
    funder: Annotated[Name, INSIDE] = ""
    heir: Annotated[Name, INSIDE] = ""
    source_key: Annotated[Key, INSIDE] = ""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        named = [m.mark for m in self.marks]
        if len(named) != len(set(named)):
            raise ValueError("a mark stands twice")
        if self.since and self.until and self.until < self.since:
            raise ValueError("it ends before it begins")
        return self

    def mark(self, name: str) -> Mark:
        """One of the five marks; "unknown" where nobody judged it yet."""
        return next((m for m in self.marks if m.mark == name), Mark(mark=name))
