"""Ground as a raster: classes of land cover or slope by cell, and how fast each is crossed."""

import zlib
from typing import Annotated, Self

from pydantic import Base64Bytes, Field, StringConstraints, model_validator

from pocplanner.model.guard import Audience, Held, Level
from pocplanner.model.record import Code, Coded, Record, Ref
from pocplanner.model.text import Key, Name

#: Within the mission alone: a mission that is moved for an exercise must not carry its ground.
GROUND = Held(Level.HIGH, frozenset({Audience.CORE, Audience.COMMAND, Audience.MISSION}))
#: As many cells as a raster keeps, and as many bytes as they may take when they are packed.
MOST_CELLS, _MOST_BYTES = 2_000_000, 4_000_000


class Terrain(Record):
    """A raster that speeds come from; it is in no document. Class 0 is "not known".

    `cells` are classes of one byte, row by row from the north-west, packed by zlib.
    """

    name: Annotated[Name, StringConstraints(min_length=1), GROUND] = "–"
    measure: Annotated[Coded, Code("terrain_measure"), GROUND] = "land_cover"
    west: Annotated[float, Field(ge=-180, le=180), GROUND] = 0.0
    north: Annotated[float, Field(ge=-90, le=90), GROUND] = 0.0
    d_lon: Annotated[float, Field(gt=0, le=10), GROUND] = 1.0
    d_lat: Annotated[float, Field(gt=0, le=10), GROUND] = 1.0
    rows: Annotated[int, Field(ge=0, le=20_000), GROUND] = 0
    columns: Annotated[int, Field(ge=0, le=20_000), GROUND] = 0
    cells: Annotated[Base64Bytes, Field(max_length=_MOST_BYTES), GROUND] = b""
    source_key: Annotated[Key, GROUND] = ""

    @model_validator(mode="after")
    def _as_many_as_it_says(self) -> Self:
        if self.rows * self.columns > MOST_CELLS:
            raise ValueError("more cells than a raster keeps")
        if self.rows and len(self.classes_by_cell()) != self.rows * self.columns:
            raise ValueError("its cells are not as many as it says")
        return self

    def classes_by_cell(self) -> bytes:
        """The class of each cell, row by row from the north-west."""
        undone = zlib.decompressobj()
        most = self.rows * self.columns
        return undone.decompress(self.cells, most + 1) if self.cells else b""


class GroundClass(Record):
    """How fast one class of a raster is crossed off the ways: an editable line of its table.

    `kmh` is the speed of vehicles by day in the dry season (0: nobody crosses), `factor` what a
    speed is multiplied by; where neither is given the usual speed holds.
    """

    name: Annotated[Name, StringConstraints(min_length=1), GROUND] = "–"
    terrain_id: Annotated[str, Ref(("Terrain",)), GROUND] = ""
    code: Annotated[int, Field(ge=0, le=255), GROUND] = 0
    kmh: Annotated[float | None, Field(ge=0, le=100), GROUND] = None
    factor: Annotated[float | None, Field(ge=0, le=1), GROUND] = None
    share_percent: Annotated[int | None, Field(ge=0, le=100), GROUND] = None
