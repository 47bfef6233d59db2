"""A GeoTIFF to classes of one byte on a lattice of degrees, in the reader's process.

The library gets bytes in memory and knows one format; what is larger than a raster keeps is
read coarser, and what lies outside the wanted box is not read.
"""

import os
import warnings
from collections.abc import Iterator
from math import ceil, floor, sqrt
from typing import Any, BinaryIO

import numpy as np

from pocplanner.formats.reader.wire import Frame, Unreadable

LARGEST = 600 << 20
#: Degrees of slope up to which each class goes; the last class has no upper bound.
SLOPES = (5.0, 10.0, 15.0, 25.0, 35.0)
_ALLOWED = frozenset({"GTiff", "COG", "MEM"})
#: More picture points than this are not gone through.
_MOST_POINTS = 4_000_000_000


def library() -> Any:
    """The library with one format. Unreadable where it holds others."""
    os.environ.update(
        GDAL_DRIVER_PATH="disable", GDAL_PYTHON_DRIVER_PATH="disable", GDAL_NUM_THREADS="1",
        GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR", GDAL_CACHEMAX="64", PROJ_NETWORK="OFF",
        CPL_VSIL_CURL_ALLOWED_EXTENSIONS=".none", GDAL_HTTP_MAX_RETRY="0",
        GDAL_TIFF_INTERNAL_MASK="YES", GDAL_PAM_ENABLED="NO",
    )  # fmt: skip
    warnings.simplefilter("ignore")
    import rasterio

    return rasterio


def read(file: BinaryIO, asked: dict[str, Any]) -> Iterator[Frame]:
    """Head (what it is and what it would take), then its classes. Unreadable else."""
    opening = file.read(4)
    file.seek(0)
    if opening not in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        raise Unreadable("import_raster_not_tiff")
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable("import_file_too_big", limit=LARGEST >> 20)
    rasterio = library()
    from rasterio.io import MemoryFile

    try:
        with MemoryFile(data) as memory, memory.open(driver="GTiff") as held:
            yield from _classes(rasterio, held, asked)
    except Unreadable:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable("import_raster_broken") from error


def _classes(rasterio: Any, held: Any, asked: dict[str, Any]) -> Iterator[Frame]:
    from rasterio.enums import Resampling
    from rasterio.warp import transform
    from rasterio.windows import Window

    if held.crs is None:
        raise Unreadable("import_raster_no_system")
    if held.width * held.height > _MOST_POINTS:
        raise Unreadable("import_raster_too_large", points=f"{held.width * held.height:,}")
    measure = asked["measure"]
    if np.dtype(held.dtypes[0]).kind == "c":
        raise Unreadable("import_raster_complex")
    if measure == "land_cover" and _is_picture(held):
        raise Unreadable("import_raster_picture")
    # By its edges, not by two corners: a raster may be turned, or stand on its head.
    size = held.width, held.height
    x, y = _turned(held.crs, "EPSG:4326", *_moved(held.transform, *_edges(0, 0, *size)))
    west, south, east, north = (float(v) for v in (x.min(), y.min(), x.max(), y.max()))
    box = asked.get("box") or [west, south, east, north]
    left, low = max(west, box[0]), max(south, box[1])
    right, high = min(east, box[2]), min(north, box[3])
    if left >= right or low >= high:
        raise Unreadable("import_raster_elsewhere")
    there = _turned("EPSG:4326", held.crs, *_edges(left, low, right, high))
    across, down = _moved(~held.transform, *there)
    first, last = max(0, floor(np.min(across))), min(size[0], ceil(np.max(across)))
    top, end = max(0, floor(np.min(down))), min(size[1], ceil(np.max(down)))
    if first >= last or top >= end:
        raise Unreadable("import_raster_elsewhere")
    window = Window(first, top, last - first, end - top)
    most = int(asked["most"])
    step = max(1.0, sqrt(window.width * window.height / most))
    rows, columns = max(1, int(window.height / step)), max(1, int(window.width / step))
    way = Resampling.mode if measure == "land_cover" else Resampling.average
    found = held.read(1, window=window, out_shape=(rows, columns), resampling=way, masked=True)
    values = np.ma.getdata(found)
    known = ~np.ma.getmaskarray(found) & np.isfinite(values.astype(np.float64))
    if measure == "slope":
        classes = _slopes(values * held.scales[0] + held.offsets[0], known)
    else:
        classes = _cover(values, known)
    del found, values, known
    # Onto a lattice of degrees, whatever system it came in: each cell takes what lies below it.
    own = held.window_transform(window)
    across, down = window.width / columns, window.height / rows
    a, b, d, e = own.a * across, own.b * down, own.d * across, own.e * down
    turned = a * e - b * d
    if turned == 0:
        raise Unreadable("import_raster_broken")
    tall, wide = _lattice(left, low, right, high, rows, columns, most)
    lon = left + (np.arange(wide) + 0.5) * (right - left) / wide
    lat = high - (np.arange(tall) + 0.5) * (high - low) / tall
    made = np.zeros((tall, wide), np.uint8)
    for first in range(0, tall, 256):
        y, x = np.meshgrid(lat[first : first + 256], lon, indexing="ij")
        if not held.crs.is_geographic:
            u, v = transform("EPSG:4326", held.crs, x.ravel().tolist(), y.ravel().tolist())
            x, y = np.array(u).reshape(x.shape), np.array(v).reshape(y.shape)
        x, y = x - own.c, y - own.f
        column = np.floor((e * x - b * y) / turned)
        row = np.floor((a * y - d * x) / turned)
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        taken = np.zeros(x.shape, np.uint8)
        taken[inside] = classes[row[inside].astype(int), column[inside].astype(int)]
        made[first : first + 256] = taken
    if not made.any():
        raise Unreadable("import_raster_nothing")
    body = {
        "west": left, "north": high, "d_lon": (right - left) / wide, "d_lat": (high - low) / tall,
        "rows": tall, "columns": wide, "points": held.width * held.height,
        "coarser": step > 1, "known": float((made > 0).mean()), "bands": held.count,
    }  # fmt: skip
    yield Frame("head", body, {"cells": made.ravel()})


def _is_picture(held: Any) -> bool:
    """Whether the bands are colours that one looks at, not classes."""
    return bool(held.count >= 3 and held.colorinterp[0].name == "red")


def _moved(by: Any, x: Any, y: Any) -> Any:
    """Points moved by six numbers."""
    return by.a * x + by.b * y + by.c, by.d * x + by.e * y + by.f


def _turned(source: Any, target: Any, x: Any, y: Any) -> Any:
    """Points in another system; those that it does not hold are left out."""
    from rasterio.warp import transform

    made = np.array(transform(source, target, x.tolist(), y.tolist()))
    found = made[:, np.isfinite(made).all(axis=0)]
    if not found.shape[1]:
        raise Unreadable("import_raster_elsewhere")
    return found[0], found[1]


def _edges(left: float, low: float, right: float, high: float) -> Any:
    """Points all along the edges of a box, as two rows."""
    along = np.linspace(0, 1, 33)
    wide, tall = left + along * (right - left), low + along * (high - low)
    x = np.concatenate([wide, wide, np.full(33, left), np.full(33, right)])
    y = np.concatenate([np.full(33, low), np.full(33, high), tall, tall])
    return x, y


def _lattice(
    left: float, low: float, right: float, high: float, rows: int, columns: int, most: int
) -> tuple[int, int]:
    """Rows and columns of about as many cells as were read."""
    many = min(rows * columns, most)
    ratio = (high - low) / (right - left)
    tall = max(1, min(20_000, round(sqrt(many * ratio))))
    return tall, max(1, min(20_000, most // tall, ceil(many / tall)))


def _span(values: Any) -> dict[str, str]:
    """The least and the greatest value, for a sentence."""
    return {"least": f"{float(values.min()):g}", "most": f"{float(values.max()):g}"}


def _cover(values: Any, known: Any) -> Any:
    whole = np.round(values.astype(np.float64))
    seen = whole[known]
    if len(seen) and (seen.min() < 0 or seen.max() > 255 or len(np.unique(seen)) > 64):
        raise Unreadable("import_raster_not_classes", **_span(values[known]))
    # A share or an index is no class, even where rounding would make it one.
    if len(seen) and np.abs(values[known] - seen).max() > 1e-3:
        raise Unreadable("import_raster_not_classes", **_span(values[known]))
    return np.where(known, whole, 0).astype(np.uint8)


def _slopes(values: Any, known: Any) -> Any:
    told = values.astype(np.float64)
    seen = told[known]
    if len(seen) and (seen.min() < 0 or seen.max() > 90):
        raise Unreadable("import_raster_not_slope", **_span(seen))
    return np.where(known, np.searchsorted(SLOPES, told, side="left") + 1, 0).astype(np.uint8)


__all__ = ["SLOPES", "read"]
