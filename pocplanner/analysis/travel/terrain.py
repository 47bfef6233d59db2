"""Speeds from rasters: land cover sets the pace of open ground, slope slows it."""

from math import inf

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.travel.frame import Floats, Frame
from pocplanner.analysis.travel.movement import Pace
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.terrain import GroundClass, Terrain


def cover(snapshot: Snapshot, frame: Frame, step: Pace, found: Floats) -> float:
    """Write the pace of land cover into minutes per km by cell; the share of cells it is known of.

    Speeds are those of vehicles. On foot and by boat only what nobody crosses counts.
    """
    known = np.zeros(frame.size, bool)
    for ground in snapshot.all(Terrain):
        classes = _on(frame, ground)
        if classes is None:
            continue
        for one in snapshot.all(GroundClass):
            if one.terrain_id != ground.id or one.kmh is None:
                continue
            here = classes == one.code
            if step.movement == "vehicle":
                found[here] = step.ground(one.kmh)
            elif step.movement == "foot" and one.kmh == 0:
                found[here] = inf
            known |= here
    return float(known.mean())


def slope(snapshot: Snapshot, frame: Frame, step: Pace, found: Floats) -> None:
    """Slow the pace by the factors of slope, in place: rain, night and areas are in it already."""
    if step.movement == "boat":
        return
    for ground in snapshot.all(Terrain):
        classes = _on(frame, ground)
        if classes is None:
            continue
        for one in snapshot.all(GroundClass):
            if one.terrain_id == ground.id and one.factor is not None and one.factor < 1:
                here = classes == one.code
                found[here] = found[here] / one.factor if one.factor > 0 else inf


def _on(frame: Frame, ground: Terrain) -> NDArray[np.uint8] | None:
    """The class of each cell of a frame; 0 outside the raster and where it knows nothing."""
    if not ground.rows or not ground.columns:
        return None
    held = np.frombuffer(ground.classes_by_cell(), np.uint8).reshape(ground.rows, ground.columns)
    row = np.floor((ground.north - frame.latitudes()) / ground.d_lat).astype(np.int64)
    column = np.floor((frame.longitudes() - ground.west) / ground.d_lon).astype(np.int64)
    tall = np.flatnonzero((row >= 0) & (row < ground.rows))
    wide = np.flatnonzero((column >= 0) & (column < ground.columns))
    if not len(tall) or not len(wide):
        return None
    made = np.zeros((frame.rows, frame.columns), np.uint8)
    made[np.ix_(tall, wide)] = held[np.ix_(row[tall], column[wide])]
    return made.ravel()


__all__ = ["cover", "slope"]
