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
    names: Annotated[bool, INSIDE] = True


class SavedView(Record):
    """A part of the land to which people of this mission come back; it is in no document.

    It lies in the mission and not in the preferences of a person: where somebody looks betrays
    what a mission is about.
    """

    name: Annotated[Name, Field(min_length=1), INSIDE]
    west: Annotated[float, Field(ge=-180, le=180), INSIDE]
    south: Annotated[float, Field(ge=-90, le=90), INSIDE]
    #: Degrees eastwards and northwards from there.
    wide: Annotated[float, Field(gt=0, le=360), INSIDE]
    tall: Annotated[float, Field(gt=0, le=180), INSIDE]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north, on Earth."""
        return (
            self.west, self.south,
            min(self.west + self.wide, 180.0), min(self.south + self.tall, 90.0),
        )  # fmt: skip
