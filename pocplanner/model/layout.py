"""How the map of a mission is laid out: its layers, their order and what they show."""

from typing import Annotated

from pydantic import Field

from pocplanner.model.guard import INSIDE
from pocplanner.model.record import Record
from pocplanner.model.text import Key, Name


class MapLayer(Record):
    """One layer of the map as the people of this mission keep it; it is in no document.

    It lies in the mission and not in the preferences of a person: a filter names what a
    mission looks at, and taking a layer away is undone like every other act.
    """

    layer: Annotated[Key, INSIDE]
    on: Annotated[bool, INSIDE] = True
    removed: Annotated[bool, INSIDE] = False
    order: Annotated[int, Field(ge=0, le=999), INSIDE] = 0
    group: Annotated[Name, INSIDE] = ""
    opacity: Annotated[int, Field(ge=5, le=100), INSIDE] = 100
    wanted: Annotated[Name, INSIDE] = ""
