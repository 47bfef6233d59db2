"""A raster of land cover or slope becomes ground that speeds come from; one undo takes it away."""

import zlib
from base64 import b64encode
from pathlib import Path

from pocplanner.analysis.travel.land import MARGIN_KM
from pocplanner.analysis.travel.times import where
from pocplanner.formats.terrain import Raster, read
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.terrain import GroundClass, Terrain
from pocplanner.model.vocabulary import vocabulary
from pocplanner.progress import Work
from pocplanner.project import Project
from pocplanner.words import Problem

MEASURES = ("land_cover", "slope")


def look(snapshot: Snapshot, path: Path, measure: str) -> Work[Raster]:
    """Read a raster where posts and places lie; nothing is kept. Problem where it lies elsewhere.

    Problem where there is nothing to lie under yet.
    """
    posts, places = where(snapshot)
    spots = [*posts.values(), *places.values()]
    if not spots:
        raise Problem("travel.no_places")
    wide = 2 * MARGIN_KM / 111
    lon, lat = [p.lon for p in spots], [p.lat for p in spots]
    box = (min(lon) - wide, min(lat) - wide, max(lon) + wide, max(lat) + wide)
    return (yield from read(path, measure, box))


def keep(
    project: Project, found: Raster, name: str, measure: str, language: str
) -> tuple[Terrain, tuple[GroundClass, ...]]:
    """Keep a raster with the table of its classes; speeds are proposals that a person edits."""
    rows, columns = found.cells.shape
    ground = Terrain(
        name=name[:120] or "–",
        measure=measure,
        west=found.west,
        north=found.north,
        d_lon=found.d_lon,
        d_lat=found.d_lat,
        rows=rows,
        columns=columns,
        cells=b64encode(zlib.compress(found.cells.tobytes(), 9)),
    )
    classes = tuple(
        _class(ground, code, share, language) for code, share in sorted(found.codes.items())
    )
    with project.edit("edit.terrain.load", name=ground.name):
        project.put(ground, *classes)
    return ground, classes


def _class(ground: Terrain, code: int, share: float, language: str) -> GroundClass:
    """A line of the table, as the vocabulary proposes it; unknown classes keep the usual speed."""
    term = vocabulary(f"{ground.measure}_class").get(f"c{code}")
    facts = term.facts if term is not None else {}
    return GroundClass(
        name=term.label(language) if term is not None else str(code),
        terrain_id=ground.id,
        code=code,
        kmh=facts.get("kmh"),
        factor=facts.get("factor"),
        share_percent=round(share * 100),
    )


__all__ = ["MEASURES", "keep", "look"]
