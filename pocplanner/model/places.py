"""Places: areas, settlements, posts and the units in them, airfields, routes."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from pocplanner.model.geometry import Geometry, Placed
from pocplanner.model.guard import FORCE, INSIDE, OPEN, WIDE
from pocplanner.model.record import Code, Coded, Guarded, Part, Range, Ref
from pocplanner.model.text import Key, Name, Text

#: Hierarchies of areas that are ground and no place: nobody lives there, none of it is a district.
WATERS = frozenset({"water", "flood", "swamp"})


class Area(Guarded):
    """An area in one of several hierarchies that may overlap: state, mission, custom.

    One of `WATERS` is ground: open water, land under water in the wet season, swamp.
    """

    name: Annotated[Name, StringConstraints(min_length=1), OPEN]
    hierarchy: Annotated[Coded, Code("area_hierarchy"), OPEN] = "administrative"
    level: Annotated[int, Field(ge=0, le=9), OPEN] = 1
    pcode: Annotated[Key, OPEN] = ""
    parent_id: Annotated[str, Ref(("Area",)), OPEN] = ""
    shape: Annotated[Geometry | None, OPEN] = None
    offroad_kmh: Annotated[float | None, Field(ge=0, le=100), INSIDE] = None
    source_id: Annotated[str, Ref(("Source",)), INSIDE.source] = ""
    source_key: Annotated[Key, INSIDE] = ""


class Settlement(Placed):
    """A named place from a gazetteer: what every map shows."""

    name: Annotated[Name, StringConstraints(min_length=1), OPEN]
    aliases: Annotated[tuple[Name, ...], OPEN] = ()
    population: Annotated[int | None, Field(ge=0), OPEN] = None
    pcode: Annotated[Key, OPEN] = ""
    source_id: Annotated[str, Ref(("Source",)), INSIDE.source] = ""
    source_key: Annotated[Key, INSIDE] = ""


class Airfield(Placed):
    """An airfield or landing site."""

    name: Annotated[Name, StringConstraints(min_length=1), OPEN]
    ident: Annotated[Key, OPEN] = ""
    kind: Annotated[Coded, Code("airfield_kind"), OPEN] = ""
    elevation_m: Annotated[float | None, OPEN] = None
    runway_m: Annotated[float | None, Field(ge=0), OPEN] = None
    surface: Annotated[Name, OPEN] = ""
    source_id: Annotated[str, Ref(("Source",)), INSIDE.source] = ""
    source_key: Annotated[Key, INSIDE] = ""


class Post(Placed):
    """A base or office of the mission."""

    name: Annotated[Name, StringConstraints(min_length=1), OPEN]
    kind: Annotated[Coded, Code("post_kind"), OPEN] = "cob"
    component: Annotated[Coded, Code("component"), OPEN] = "military"
    opened_on: Annotated[date | None, INSIDE] = None
    closes_on: Annotated[date | None, INSIDE] = None
    heir: Annotated[Name, INSIDE] = ""
    note: Annotated[Text, INSIDE.text] = ""


class Caveat(Part):
    """What a unit may not or cannot do, by its country's word or its state."""

    kind: Annotated[Coded, Code("caveat"), FORCE]
    text: Annotated[Text, FORCE.text] = ""


class Unit(Guarded):
    """An asset of the mission: a company, a police unit, a liaison assistant, an interpreter."""

    name: Annotated[Name, StringConstraints(min_length=1), INSIDE]
    kind: Annotated[Coded, Code("asset_type"), INSIDE] = "company"
    component: Annotated[Coded, Code("component"), INSIDE] = "military"
    post_id: Annotated[str, Ref(("Post",)), INSIDE] = ""
    contributor: Annotated[Name, INSIDE] = ""
    strength: Annotated[int | None, Field(ge=0), FORCE] = None
    women: Annotated[int | None, Field(ge=0), INSIDE] = None
    languages: Annotated[tuple[Name, ...], INSIDE] = ()
    ready_day_min: Annotated[Range | None, FORCE] = None
    ready_night_min: Annotated[Range | None, FORCE] = None
    goes_on_foot: Annotated[Coded, Code("yes_no"), FORCE] = "unknown"
    caveats: Annotated[tuple[Caveat, ...], FORCE] = ()
    rotation_on: Annotated[date | None, FORCE] = None
    tradition: Annotated[Coded, Code("policing_tradition"), FORCE] = ""
    perceived_bias: Annotated[Text, FORCE.text] = ""


class Route(Guarded):
    """A road, track, river or path that people and patrols use."""

    name: Annotated[Name, StringConstraints(min_length=1), OPEN]
    kind: Annotated[Coded, Code("route_kind"), OPEN] = "dirt"
    line: Annotated[Geometry | None, OPEN] = None
    passable_dry: Annotated[Coded, Code("yes_no"), WIDE] = "unknown"
    passable_wet: Annotated[Coded, Code("yes_no"), WIDE] = "unknown"
    passable_night: Annotated[Coded, Code("yes_no"), INSIDE] = "unknown"
    note: Annotated[Text, INSIDE.text] = ""
    source_id: Annotated[str, Ref(("Source",)), INSIDE.source] = ""
    source_key: Annotated[Key, INSIDE] = ""
