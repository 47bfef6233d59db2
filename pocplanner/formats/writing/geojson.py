"""Layers as GeoJSON (RFC 7946): one collection, what it is beside its features."""

import json
from collections.abc import Sequence
from typing import Any

from shapely import to_geojson
from shapely.geometry.base import BaseGeometry

from pocplanner.model.layer import Layer, Told

#: Six decimals of a degree are some ten centimetres.
_DECIMALS = 6


def write(layers: Sequence[Layer], told: Told) -> bytes:
    """The file as bytes; the same for the same layers."""
    features = [
        {
            "type": "Feature",
            "geometry": shape_of(shape),
            "properties": {
                "layer": layer.key,
                **{n: v for n, v in zip(layer.names, row, strict=True) if v not in (None, "")},
            },
        }
        for layer in layers
        for row, shape in zip(layer.rows, layer.shapes, strict=True)
    ]
    held = {
        "type": "FeatureCollection",
        "name": told.title,
        "metadata": dict(told.facts),
        "features": features,
    }
    return json.dumps(held, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def shape_of(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """A shape as GeoJSON has it, to six decimals."""
    if shape is None or shape.is_empty:
        return None
    found: dict[str, Any] = json.loads(to_geojson(shape))
    return {"type": found["type"], **_rounded(found)}


def _rounded(found: dict[str, Any]) -> dict[str, Any]:
    if "geometries" in found:
        return {"geometries": [{"type": g["type"], **_rounded(g)} for g in found["geometries"]]}
    return {"coordinates": _round(found["coordinates"])}


def _round(held: Any) -> Any:
    return [_round(h) for h in held] if isinstance(held, list) else round(held, _DECIMALS)
