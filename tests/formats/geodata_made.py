"""Files of geodata made for tests: shapefiles, packages, archives, honest and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

KML = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]'
)


def kml(inner: str) -> bytes:
    """A KML document around some elements."""
    return f"{KML}<Document><name>D</name>{inner}</Document></kml>".encode()


def placemark(name: str, lon: float = 21.0, lat: float = 7.0, more: str = "") -> str:
    """A placemark with a point."""
    place = f"<Point><coordinates>{lon},{lat},0</coordinates></Point>"
    return f"<Placemark><name>{name}</name>{more}{place}</Placemark>"


def gpx(inner: str) -> bytes:
    """A GPX document around some elements."""
    return f'<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">{inner}</gpx>'.encode()


def shp(points: Sequence[tuple[float, float]]) -> bytes:
    """The .shp of some points."""
    records = b"".join(
        struct.pack(">ii", n, 10) + struct.pack("<idd", 1, x, y)
        for n, (x, y) in enumerate(points, start=1)
    )
    words = (100 + len(records)) // 2
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<2i", 1000, 1)
    return (
        head + struct.pack("<8d", min(xs), min(ys), max(xs), max(ys), 0.0, 0.0, 0.0, 0.0) + records
    )


def dbf(name: str, values: Sequence[bytes]) -> bytes:
    """A .dbf with one column of texts."""
    width = 40
    head = struct.pack("<4BIHH20x", 3, 126, 11, 20, len(values), 65, 1 + width)
    field = struct.pack("<11sc4xBB14x", name.encode(), b"C", width, 0)
    rows = b"".join(b" " + v.ljust(width) for v in values)
    return head + field + b"\r" + rows + b"\x1a"


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def written(
    path: Path,
    shapes: Sequence[Any],
    driver: str = "GPKG",
    layer: str = "layer",
    system: str | None = "EPSG:4326",
    geometry: str = "Point",
    **columns: Sequence[Any],
) -> Path:
    """A file made by GDAL, as others make theirs."""
    import shapely
    from pyogrio import raw

    raw.write(
        str(path),
        shapely.to_wkb(np.array(shapes, object)),
        [np.array(v, object) for v in columns.values()],
        list(columns),
        driver=driver,
        layer=layer,
        crs=system,
        geometry_type=geometry,
        append=path.exists(),
    )
    return path
