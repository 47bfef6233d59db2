"""GeoJSON to features, one at a time: whole files, one shape, and one feature to a line."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any, BinaryIO

import numpy as np

from pocplanner.formats.reader.geodata_features import Loaded
from pocplanner.formats.reader.geodata_store import Feature, Features
from pocplanner.formats.reader.geodata_systems import System, assumed, named
from pocplanner.formats.reader.geojson_text import Text, Window
from pocplanner.formats.reader.tables import quiet
from pocplanner.formats.reader.wire import Unreadable


def load(
    file: BinaryIO,
    wanted: dict[str, str] | None = None,
    beat: Callable[[], None] = quiet,
) -> Loaded:
    """The features of a file. Unreadable where it is no GeoJSON that can be placed."""
    try:
        text = Text(Window(file, beat))
        told = text.read()
    except RecursionError as error:
        raise Unreadable("import_too_deep") from error
    except UnicodeDecodeError as error:
        raise Unreadable("import_encoding_wrong", encoding="utf-8") from error
    except ValueError as error:
        raise Unreadable("import_not_json") from error
    found = Loaded("geojson", text.features)
    if not len(found.features):
        raise Unreadable("import_nothing")
    if text.layered:
        found.features.each(_layered)
    system = named((wanted or {}).get("system", "") or _system(told.get("crs")))
    if system is None:
        _degrees(found.features, (wanted or {}).get("coordinates", ""))
    elif system.name:
        found.system = system.name
        found.notes.append(["reprojected", 1, {"system": system.name, "layer": ""}])
        found.features.each(partial(_turned, system))
    return found


def _layered(feature: Feature) -> Feature:
    """A feature whose layer stands among its properties, as our own files have it."""
    told = dict(feature["properties"])
    return {**feature, "layer": told.pop("layer")[:200], "properties": told}


def _system(told: Any) -> str:
    """The system of coordinates that a file names, as older files do."""
    properties = told.get("properties") if isinstance(told, dict) else None
    name = properties.get("name", "") if isinstance(properties, dict) else ""
    return name if isinstance(name, str) else str(name)[:80]


def _flat(feature: dict[str, Any]) -> list[Any]:
    """The corners of a shape: arrays of them, and single ones as lists."""
    shape = feature.get("geometry")
    found: list[Any] = []
    if isinstance(shape, dict):
        _corners(shape.get("coordinates"), found)
    return found


def _degrees(features: Features, coordinates: str) -> None:
    """Nothing where corners can be degrees. Unreadable where every feature has metres."""
    if coordinates:
        return
    x: list[float] = []
    y: list[float] = []
    for feature in features:
        corners = _flat(feature)
        if corners:
            first = np.atleast_2d(corners[0])[0]
            if not abs(float(first[0])) > 360:
                return
            x.append(float(first[0]))
            y.append(float(first[1]))
    if x:
        assumed(np.array(x), np.array(y))


def _turned(system: System, feature: Feature) -> Feature:
    """A shape's corners as longitude and latitude; where that fails the shape is wrong."""
    feature = deepcopy(feature)
    corners = _flat(feature)
    if not corners:
        return feature
    pairs = np.concatenate([np.atleast_2d(np.array(c, np.float64))[:, :2] for c in corners])
    lon, lat = system.turned(pairs[:, 0], pairs[:, 1])
    if not (np.isfinite(lon) & np.isfinite(lat)).all():
        feature["wrong"] = "corners_not_turned"
    at = 0
    for corner in corners:
        if isinstance(corner, np.ndarray):
            size = len(corner)
            corner[:, 0], corner[:, 1] = lon[at : at + size], lat[at : at + size]
            at += size
        else:
            corner[:2] = [float(lon[at]), float(lat[at])]
            at += 1
    return feature


def _corners(held: Any, found: list[Any]) -> None:
    if isinstance(held, np.ndarray):
        found.append(held)
    if not isinstance(held, list):
        return
    if len(held) >= 2 and all(type(v) in (int, float) for v in held[:2]):
        found.append(held)
        return
    for part in held:
        _corners(part, found)
