"""Minutes from the nearest post to every cell of a country: what is drawn on a map."""

from dataclasses import dataclass
from math import inf

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.banks import banks
from pocplanner.analysis.travel.frame import Floats, Frame, kilometres
from pocplanner.analysis.travel.land import MARGIN_KM, Land, prepare, spots_of
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.surface import remembered
from pocplanner.analysis.travel.times import where
from pocplanner.model.geometry import Position
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem


@dataclass(frozen=True)
class Field:
    """Minutes by cell of the frame, from the south-west; infinite where nobody comes in time.

    `basis` is "ways", "straight" (no way is loaded) or "air".
    """

    frame: Frame
    minutes: Floats
    basis: str
    land: Land


def field_of(
    snapshot: Snapshot,
    condition: Condition,
    assumed: Assumptions,
    movement: str = "vehicle",
    cell_km: float | None = None,
) -> Work[Field]:
    """The field of all posts. Problem where there is no post, or too large a ground."""
    posts, places = where(snapshot)
    if not posts:
        raise Problem("travel.no_posts")
    around = [*posts.values(), *places.values()]
    land = yield from prepare(snapshot, condition, assumed, movement, cell_km, around)
    yield Progress(0, 0, "travel.progress.ways")
    if land.frame is not None and movement == "boat":
        minutes = banks(snapshot, land, remembered(land, posts).minutes, assumed)
        return Field(land.frame, minutes, land.basis, land)
    if land.frame is not None:
        return Field(land.frame, remembered(land, posts).field, land.basis, land)
    lon, lat = spots_of(around)
    frame = Frame.around(lon.tolist(), lat.tolist(), land.cell_km, MARGIN_KM)
    return Field(frame, _straight(land, frame, posts), land.basis, land)


def _straight(land: Land, frame: Frame, posts: dict[str, Position]) -> Floats:
    """Straight lines from the nearest post."""
    from scipy.spatial import cKDTree

    lon, lat = spots_of(posts.values())
    x, y = frame.middles(np.arange(frame.size))
    nearest = cKDTree(_round(lon, lat)).query(_round(x, y))[1]
    km = kilometres(lon[nearest], lat[nearest], x, y) * land.detour
    found = km * land.rate + land.fixed if land.rate < inf else np.full(frame.size, inf)
    found[found > land.limit] = inf
    return found


def _round(lon: Floats, lat: Floats) -> Floats:
    """Points on a globe, whose straight distances keep the order of those on the ground."""
    x, y = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])


__all__ = ["Field", "field_of"]
