"""What an action's reliance on somebody with a record calls for, and where components differ."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from pocplanner.model.guard import INSIDE
from pocplanner.model.record import Code, Coded, Guarded, Part, Ref
from pocplanner.model.text import Name, Text

#: Whom it is raised with, from the commander on the spot to headquarters.
LADDER = ("local", "province", "capital", "headquarters")


class LadderStep(Part):
    """A rung of the ladder: with whom it was raised, when, and what came of it.

    A rung that does not apply says why in `outcome`.
    """

    step: Annotated[Coded, Code("ladder_step"), INSIDE] = "local"
    with_whom: Annotated[Name, INSIDE] = ""
    on: Annotated[date | None, INSIDE] = None
    applies: Annotated[bool, INSIDE] = True
    outcome: Annotated[Text, INSIDE.text] = ""

    @model_validator(mode="after")
    def _left_out_with_reason(self) -> Self:
        if not self.applies and not self.outcome:
            raise ValueError("a rung that does not apply needs its reason")
        return self

    @property
    def taken(self) -> bool:
        """Whether it was climbed, or left out with a reason."""
        return not self.applies or self.on is not None


class Reliance(Guarded):
    """How the mission deals with leaning on an actor who has harmed those whom it protects."""

    action_id: Annotated[str, Ref(("Action",)), Field(min_length=1), INSIDE]
    actor_id: Annotated[str, Ref(("Actor",)), Field(min_length=1), INSIDE]
    steps: Annotated[tuple[LadderStep, ...], INSIDE] = ()
    conditions: Annotated[Text, INSIDE.text] = ""
    fallback: Annotated[Text, INSIDE.text] = ""
    owner: Annotated[Name, INSIDE] = ""
    until: Annotated[date | None, INSIDE] = None

    @property
    def climbed(self) -> frozenset[str]:
        """The rungs that were taken, or left out with a reason."""
        return frozenset(s.step for s in self.steps if s.taken)


class View(Part):
    """How one component sees a matter, and on what ground."""

    component: Annotated[Coded, Code("component"), INSIDE]
    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    basis: Annotated[Name, INSIDE] = ""


class Difference(Guarded):
    """A matter on which components of the mission differ: who decides it, and until when."""

    title: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    place_id: Annotated[str, Ref(("Community", "Settlement", "Area")), INSIDE] = ""
    views: Annotated[tuple[View, ...], INSIDE] = ()
    decided_by: Annotated[Name, INSIDE] = ""
    by_when: Annotated[date | None, INSIDE] = None
    outcome: Annotated[Text, INSIDE.text] = ""
    holds_until: Annotated[date | None, INSIDE] = None

    def stands(self, day: date) -> bool:
        """Whether it still has to be decided: nothing came of it, or what did has run out."""
        if not self.outcome:
            return True
        return self.holds_until is not None and self.holds_until < day
