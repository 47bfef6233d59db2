"""What is delivered, held against what people feel: an output beside their own sense of safety."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from pocplanner.model.guard import INSIDE
from pocplanner.model.record import Code, Coded, Guarded, Ref
from pocplanner.model.text import Name, Text

_PLACES = ("Community", "Settlement", "Area")


class SafetyPair(Guarded):
    """An output (patrols done) and a question to people (feels safe on the way) read together.

    `attribution` is how surely a change comes from the output; more than "unknown" needs
    its evidence.
    """

    title: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    output_id: Annotated[str, Ref(("Indicator",)), INSIDE]
    place_id: Annotated[str, Ref(_PLACES), INSIDE]
    question: Annotated[Coded, Code("perception_question"), INSIDE]
    sex: Annotated[Coded, Code("sex"), INSIDE] = "all"
    attribution: Annotated[Coded, Code("attribution"), INSIDE] = "unknown"
    evidence: Annotated[Text, INSIDE.text] = ""
    interference: Annotated[Text, INSIDE.text] = ""
    owner: Annotated[Name, INSIDE] = ""

    @model_validator(mode="after")
    def _shown(self) -> Self:
        if self.attribution != "unknown" and not self.evidence:
            raise ValueError("an attribution needs its evidence")
        return self
