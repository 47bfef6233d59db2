"""Geodata of every kind to features: one door for the reader's process."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np

from pocplanner.formats.reader import prints
from pocplanner.formats.reader.geodata_features import Loaded
from pocplanner.formats.reader.geodata_rows import Rows
from pocplanner.formats.reader.geodata_sniff import FORMATS
from pocplanner.formats.reader.geodata_store import Feature
from pocplanner.formats.reader.geodata_survey import Survey
from pocplanner.formats.reader.sniff import Content
from pocplanner.formats.reader.tables import SHOWN, quiet
from pocplanner.formats.reader.wire import Unreadable

__all__ = ["FORMATS", "head", "load"]


_LAYERS, _PROPERTIES = 100, 200


def load(found: Content, wanted: dict[str, str], beat: Callable[[], None] = quiet) -> Loaded:
    """The features of a file as a person wants them. Unreadable where it cannot be read."""
    made = _loaded(found, wanted, beat)
    if wanted.get("layer"):
        made.only(wanted["layer"])
    if not made.features:
        links = any(note[0] == "network_links" for note in made.notes)
        raise Unreadable("import_only_links" if links else "import_nothing")
    if wanted.get("coordinates") == "swapped":
        made.features.each(_swapped)
    return made


def _swapped(feature: Feature) -> Feature:
    shape = feature.get("geometry")
    if not isinstance(shape, dict):
        return feature
    return {**feature, "geometry": {**shape, "coordinates": _crossed(shape.get("coordinates"))}}


def _loaded(found: Content, wanted: dict[str, str], beat: Callable[[], None]) -> Loaded:
    # Each kind is loaded when it is met: the libraries are large, and a table needs none.
    if found.format == "kml":
        from pocplanner.formats.reader import geodata_kml

        return geodata_kml.load(found.file, beat)
    if found.format == "gpx":
        from pocplanner.formats.reader import geodata_gpx

        return geodata_gpx.load(found.file, beat)
    if found.format == "shp":
        from pocplanner.formats.reader import geodata_shapefile

        return geodata_shapefile.load(found.file, wanted)
    if found.format in {"gpkg", "fgb"}:
        from pocplanner.formats.reader import geodata_gdal

        if found.file.seek(0, io.SEEK_END) > geodata_gdal.LARGEST:
            raise Unreadable("import_file_too_big", limit=geodata_gdal.LARGEST >> 20)
        found.file.seek(0)
        # All of it and no more: asked for more, Python would make room for more.
        data = found.file.read()
        return geodata_gdal.load(data, found.format, wanted, beat)
    from pocplanner.formats.reader import geojson

    return geojson.load(found.file, wanted, beat)


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
    survey = Survey(made.features)
    rows = Rows(made.features, survey)
    lines, cells = next(rows.batches(SHOWN))
    layers = [[n[:200], c.total(), dict(c.most_common(8))] for n, c in survey.layers.items()]
    return {
        "format": "shapes",
        "file": made.format,
        "member": member,
        "system": made.system,
        "encoding": made.encoding,
        "layers": layers[:_LAYERS],
        "notes": made.notes,
        "centred": survey.centred,
        "wrong": survey.wrong,
        "wrong_count": survey.wrong_count,
        "lines": lines,
        "rows": [[c[:300] for c in row] for row in cells],
        "print": prints.of_names([made.format, *sorted(rows.head)]),
        "features": survey.size,
        "types": dict(survey.types),
        "properties": dict(survey.all_names().most_common(_PROPERTIES)),
    }, rows
