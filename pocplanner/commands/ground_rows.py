"""Rows of speeds from a workbook: they change the lines of a raster's table, never double them."""

from collections.abc import Iterable, Iterator

from pocplanner.model.record import Record
from pocplanner.model.terrain import GroundClass, Terrain
from pocplanner.project import Project


def on_their_raster(project: Project, records: Iterable[Record]) -> Iterator[Record]:
    """Each class of ground under the id of the line that its raster has for this number.

    Where a row names no raster and the mission has one, that one is meant.
    """
    rasters = project.all(Terrain)
    known = {(c.terrain_id, c.code): c.id for c in project.all(GroundClass)}
    for record in records:
        if isinstance(record, GroundClass):
            raster = record.terrain_id or (rasters[0].id if len(rasters) == 1 else "")
            id = known.get((raster, record.code), record.id)
            record = record.model_copy(update={"terrain_id": raster, "id": id})
        yield record
