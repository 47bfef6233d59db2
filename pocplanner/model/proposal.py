"""Proposals: changes that somebody thinks through before anything is done."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from pocplanner.model.geometry import Position
from pocplanner.model.guard import FORCE, INSIDE, TEAM
from pocplanner.model.record import Code, Coded, Guarded, Part, Range, Ref
from pocplanner.model.text import Key, Name, Text

#: What each kind of change must name.
NEEDS: dict[str, tuple[str, ...]] = {
    "move_post": ("post_id", "position"),
    "add_post": ("name", "position"),
    "close_post": ("post_id",),
    "station_unit": ("unit_id",),
    "add_caveat": ("unit_id", "caveat"),
    "lift_caveat": ("unit_id", "caveat"),
    "ready_unit": ("unit_id", "ready"),
    "close_way": ("route_id",),
    "open_way": ("route_id",),
    "lose_crossing": ("obstacle_id",),
    "lose_cause": (),
    "move_patrol": ("patrol_id", "from_hour", "to_hour"),
}


class ProposedChange(Part):
    """One change of a proposal: what is moved, opened, closed, limited or lost."""

    kind: Annotated[Coded, Code("proposed_change"), FORCE]
    post_id: Annotated[str, Ref(("Post",)), FORCE] = ""
    unit_id: Annotated[str, Ref(("Unit",)), FORCE] = ""
    route_id: Annotated[str, Ref(("Route",)), FORCE] = ""
    obstacle_id: Annotated[str, Ref(("Obstacle",)), FORCE] = ""
    patrol_id: Annotated[str, Ref(("Patrol",)), FORCE] = ""
    name: Annotated[Name, FORCE] = ""
    position: Annotated[Position | None, FORCE] = None
    on: Annotated[date | None, FORCE] = None
    caveat: Annotated[Coded, Code("caveat"), FORCE] = ""
    light: Annotated[Coded, Code("light"), FORCE] = ""
    ready: Annotated[Range | None, FORCE] = None
    from_hour: Annotated[int | None, Field(ge=0, le=23), FORCE] = None
    to_hour: Annotated[int | None, Field(ge=0, le=23), FORCE] = None
    weekdays: Annotated[tuple[Coded, ...], Code("weekday"), FORCE] = ()
    cause: Annotated[Key, TEAM] = ""

    @property
    def whole(self) -> bool:
        """Whether it names all that it needs: what was held back from a reader is missing."""
        wanted = NEEDS.get(self.kind, ("post_id",))
        named = all(getattr(self, name) not in ("", None) for name in wanted)
        return named and (self.kind != "lose_cause" or bool(self.cause))


class Proposal(Guarded):
    """Changes laid over the mission to see what they would do; the mission itself stays."""

    name: Annotated[Name, StringConstraints(min_length=1), FORCE]
    changes: Annotated[tuple[ProposedChange, ...], FORCE] = ()
    made_by: Annotated[Name, INSIDE] = ""
    made_on: Annotated[date | None, INSIDE] = None
    note: Annotated[Text, FORCE.text] = ""
