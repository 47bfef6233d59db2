"""Ways: what stands in them (checkpoints, bridges, fords) and the patrols that use them."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from pocplanner.model.geometry import Geometry, Placed
from pocplanner.model.guard import FORCE, INSIDE, OPEN, WIDE
from pocplanner.model.record import Code, Coded, Guarded, Ref
from pocplanner.model.text import Name, Text


class Obstacle(Placed):
    """What slows or stops movement at a point: a checkpoint, a bridge, a ford, a ferry."""

    name: Annotated[Name, StringConstraints(min_length=1), OPEN]
    kind: Annotated[Coded, Code("obstacle_kind"), WIDE] = "checkpoint"
    state: Annotated[Coded, Code("obstacle_state"), WIDE] = "unknown"
    route_id: Annotated[str, Ref(("Route",)), WIDE] = ""
    held_by: Annotated[str, Ref(("Actor",)), INSIDE] = ""
    passable_wet: Annotated[Coded, Code("yes_no"), WIDE] = "unknown"
    passable_night: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    load_t: Annotated[float | None, Field(ge=0), INSIDE] = None
    delay_min: Annotated[int | None, Field(ge=0), INSIDE] = None
    seen_on: Annotated[date | None, INSIDE] = None
    note: Annotated[Text, INSIDE.text] = ""
    source_id: Annotated[str, Ref(("Source",)), INSIDE.source] = ""


class Patrol(Guarded):
    """A patrol and the way that it takes; those who command read it, nobody outside does."""

    name: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    kind: Annotated[Coded, Code("patrol_kind"), INSIDE] = "vehicle"
    state: Annotated[Coded, Code("patrol_state"), INSIDE] = "planned"
    line: Annotated[Geometry | None, FORCE.position] = None
    post_id: Annotated[str, Ref(("Post",)), INSIDE] = ""
    unit_ids: Annotated[tuple[str, ...], Ref(("Unit",)), INSIDE] = ()
    from_hour: Annotated[int | None, Field(ge=0, le=23), FORCE] = None
    to_hour: Annotated[int | None, Field(ge=0, le=23), FORCE] = None
    weekdays: Annotated[tuple[Coded, ...], Code("weekday"), FORCE] = ()
    seasons: Annotated[tuple[Coded, ...], Code("season_kind"), FORCE] = ()
    on: Annotated[date | None, FORCE] = None
    women: Annotated[int | None, Field(ge=0), INSIDE] = None
    asked: Annotated[Text, INSIDE.text] = ""
    note: Annotated[Text, INSIDE.text] = ""
