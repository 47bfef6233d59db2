"""What several paths of alert hang on at once: a mast, a market, a chief, a funder."""

from datetime import date
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from pocplanner.model.geometry import Position
from pocplanner.model.guard import TEAM
from pocplanner.model.record import Code, Coded, Guarded, Range, Ref
from pocplanner.model.text import Key, Text


class SharedCause(Guarded):
    """When something that mechanisms hang on together fails: what to cut to silence a place.

    `tag` is written as mechanisms name it among their shared weak points (mast:Kemba).
    `works_percent` is how often it is there, of a hundred times; it says nothing of the seasons
    and nights in which it is known to fail.
    """

    tag: Annotated[Key, StringConstraints(min_length=1), TEAM]
    position: Annotated[Position | None, TEAM.position] = None
    works_percent: Annotated[Range | None, TEAM] = None
    fails_seasons: Annotated[tuple[Coded, ...], Code("season_kind"), TEAM] = ()
    fails_night: Annotated[Coded, Code("yes_no"), TEAM] = "unknown"
    seen_on: Annotated[date | None, TEAM] = None
    note: Annotated[Text, TEAM.text] = ""
    source_id: Annotated[str, Ref(("Source",)), TEAM.source] = ""

    @model_validator(mode="after")
    def _of_a_hundred(self) -> Self:
        if self.works_percent is not None and self.works_percent.max > 100:
            raise ValueError("it cannot work more than a hundred times of a hundred")
        return self

    @property
    def kind(self) -> str:
        """What it is, from its tag: mast, market, chief, funder, base, person or armed_group."""
        return self.tag.partition(":")[0].strip() if ":" in self.tag else ""
