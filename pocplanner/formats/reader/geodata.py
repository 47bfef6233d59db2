"""Geodata of every kind to features: one door for the reader's process."""

from typing import Any

import numpy as np

from pocplanner.formats.reader import prints, shapes
from pocplanner.formats.reader.findings import LISTED
from pocplanner.formats.reader.geodata_features import Loaded, Rows
from pocplanner.formats.reader.geodata_sniff import FORMATS
from pocplanner.formats.reader.sniff import Content
from pocplanner.formats.reader.tables import SHOWN
from pocplanner.formats.reader.wire import Unreadable

__all__ = ["FORMATS", "head", "load"]


def load(found: Content, wanted: dict[str, str]) -> Loaded:
    """The features of a file as a person wants them. Unreadable where it cannot be read."""
    made = _loaded(found, wanted)
    if wanted.get("layer"):
        made.only(wanted["layer"])
    if not made.features:
        links = any(note[0] == "network_links" for note in made.notes)
        raise Unreadable("import_only_links" if links else "import_nothing")
    if wanted.get("coordinates") == "swapped":
        for feature in made.features:
            shape = feature.get("geometry")
            if isinstance(shape, dict):
                feature["geometry"] = {**shape, "coordinates": _crossed(shape.get("coordinates"))}
    return made


def _loaded(found: Content, wanted: dict[str, str]) -> Loaded:
    # Each kind is loaded when it is met: the libraries are large, and a table needs none.
    if found.format == "kml":
        from pocplanner.formats.reader import geodata_kml

        return geodata_kml.load(found.file)
    if found.format == "gpx":
        from pocplanner.formats.reader import geodata_gpx

        return geodata_gpx.load(found.file)
    if found.format == "shp":
        from pocplanner.formats.reader import geodata_shapefile

        return geodata_shapefile.load(found.file, wanted)
    if found.format in {"gpkg", "fgb"}:
        from pocplanner.formats.reader import geodata_gdal

        data = found.file.read(geodata_gdal.LARGEST + 1)
        if len(data) > geodata_gdal.LARGEST:
            raise Unreadable("import_file_too_big", limit=geodata_gdal.LARGEST >> 20)
        return geodata_gdal.load(data, found.format, wanted)
    from pocplanner.formats.reader import geojson

    return geojson.load(found.file, wanted)


def _crossed(held: Any) -> Any:
    """Coordinates with the first two numbers of each corner changed over."""
    if isinstance(held, np.ndarray):
        return held[:, ::-1]
    if not isinstance(held, list):
        return held
    if len(held) >= 2 and all(type(v) in (int, float) for v in held[:2]):
        return [held[1], held[0], *held[2:]]
    return [_crossed(part) for part in held]


def head(made: Loaded, member: str) -> tuple[dict[str, Any], Rows]:
    """What was found, as shapes and as the first rows of a table."""
    rows = Rows(made.features)
    lines, cells = next(rows.batches(SHOWN))
    return {
        "format": "shapes",
        "file": made.format,
        "member": member,
        "system": made.system,
        "encoding": made.encoding,
        "layers": made.layers(),
        "notes": made.notes,
        "centred": rows.centred,
        "wrong": rows.wrong[:LISTED],
        "wrong_count": len(rows.wrong),
        "lines": lines,
        "rows": [[c[:300] for c in row] for row in cells],
        "print": prints.of_names([made.format, *sorted(rows.head)]),
        **shapes.head(made.features),
    }, rows
