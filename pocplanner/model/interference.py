"""What was settled before an action that may harm what people already do for themselves."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from pocplanner.model.guard import INSIDE
from pocplanner.model.record import Code, Coded, Guarded, Ref
from pocplanner.model.text import Key, Name, Text

#: What closes a question; "asked" says only that somebody was asked and has not answered.
SETTLED = frozenset({"answer", "mitigation", "risk"})


class InterferenceAnswer(Guarded):
    """What became of one question: asked, answered, met by a mitigation, or a risk with an owner.

    It holds for one action, one way of coping and one rule; where the action is changed so
    that another rule applies, the question stands anew.
    """

    action_id: Annotated[str, Ref(("Action", "Patrol")), Field(min_length=1), INSIDE]
    coping_id: Annotated[str, Ref(("Coping",)), Field(min_length=1), INSIDE]
    rule: Annotated[Key, StringConstraints(min_length=1), INSIDE]
    kind: Annotated[Coded, Code("interference_answer"), INSIDE] = "answer"
    text: Annotated[Text, StringConstraints(min_length=1), INSIDE.text]
    by: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    on: Annotated[date, INSIDE]
    until: Annotated[date | None, INSIDE] = None

    def settles(self, rule: str) -> bool:
        """Whether it closes the question that this rule puts."""
        return self.kind in SETTLED and self.rule == rule
