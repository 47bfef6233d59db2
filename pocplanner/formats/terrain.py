"""A raster of land cover or slope, read by a limited process: what it holds, nothing kept."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pocplanner.formats.opening import opened
from pocplanner.formats.worker import Bounds, Reader
from pocplanner.model.terrain import MOST_CELLS
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: A raster of a country is unpacked whole while it is read.
_MEMORY = 3 << 30


@dataclass(frozen=True)
class Raster:
    """Classes of one byte from the north-west, and what is said of them."""

    west: float
    north: float
    d_lon: float
    d_lat: float
    cells: NDArray[np.uint8]
    points: int
    coarser: bool
    known: float
    bands: int

    @property
    def codes(self) -> dict[int, float]:
        """The share of each class among the known cells."""
        counts = np.bincount(self.cells.ravel(), minlength=256)
        whole = max(int(counts[1:].sum()), 1)
        return {int(c): counts[c] / whole for c in np.flatnonzero(counts) if c}


def read(
    path: Path, measure: str, box: tuple[float, float, float, float] | None = None
) -> Work[Raster]:
    """The raster within a box (west, south, east, north). Problem where it cannot be read."""
    if measure not in {"land_cover", "slope"}:
        raise Problem("travel.raster_measure", measure=measure)
    with opened(path) as file:
        asked = {"raster": True, "measure": measure, "box": box, "most": MOST_CELLS,
                 "extension": path.suffix.lower()}  # fmt: skip
        with Reader(file, asked, Bounds(silence_s=120, least_s=120, memory=_MEMORY)) as reader:
            for frame in reader.frames():
                yield Progress(0, 0, "travel.progress.raster")
                if frame is not None and frame.kind == "head":
                    return _raster(frame.body, frame.arrays["cells"])
    raise Problem("import_reader_died")


def _raster(body: dict[str, object], cells: NDArray[np.uint8]) -> Raster:
    try:
        rows, columns = int(str(body["rows"])), int(str(body["columns"]))
        west, north, d_lon, d_lat, known = (
            float(str(body[k])) for k in ("west", "north", "d_lon", "d_lat", "known")
        )
        sound = 0 < rows * columns == len(cells) <= MOST_CELLS and d_lon > 0 and d_lat > 0
        sound = sound and abs(west) <= 180 and abs(north) <= 90
        if not sound:
            raise ValueError("not as it says")
        return Raster(
            west, north, d_lon, d_lat, cells.astype(np.uint8).reshape(rows, columns),
            int(str(body["points"])), bool(body["coarser"]), known, int(str(body["bands"])),
        )  # fmt: skip
    except (KeyError, ValueError, TypeError) as error:
        raise Problem("import_reader_garbage") from error


__all__ = ["Raster", "read"]
