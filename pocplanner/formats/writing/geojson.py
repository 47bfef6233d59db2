"""Layers as GeoJSON (RFC 7946): one collection, what it is beside its features."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from shapely import Point, to_geojson
from shapely.geometry.base import BaseGeometry

from pocplanner.model.layer import Layer, Told

_PIECE = 1 << 20
#: Six decimals of a degree are some ten centimetres.
_DECIMALS = 6


def pieces(layers: Sequence[Layer], told: Told) -> Iterator[bytes]:
    """The file piece by piece; the same for the same layers."""
    head = {"type": "FeatureCollection", "name": told.title, "metadata": dict(told.facts)}
    yield _json(head)[:-1] + FEATURES
    for number, feature in enumerate(_features(layers)):
        yield (b"," if number else b"") + _json(feature)
    yield b"]}"


def write(layers: Sequence[Layer], told: Told) -> bytes:
    """The whole file as bytes."""
    return b"".join(pieces(layers, told))


#: What stands between the head of a file and its features, and between two of them.
FEATURES, BETWEEN = b',"features":[', b'},{"type":"Feature",'


def _json(held: Any) -> bytes:
    return json.dumps(held, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _features(layers: Sequence[Layer]) -> Iterator[dict[str, Any]]:
    for layer in layers:
        for row, shape in layer.walk():
            told = zip(layer.names, row, strict=True)
            named = {n: v for n, v in told if v not in (None, "")}
            yield {
                "type": "Feature",
                "geometry": shape_of(shape),
                "properties": {"layer": layer.key, **named},
            }


def each(file: BinaryIO) -> Iterator[Any]:
    """What a file of ours says of itself, then each feature: as many trees, one at a time.

    Within a text every quotation mark is escaped, so that no text can look like the sign
    between two features. ValueError where it is no such file.
    """
    held = file.read(_PIECE)
    while (at := held.find(FEATURES)) < 0:
        piece = file.read(_PIECE)
        if not piece:
            raise ValueError("no features")
        held += piece
    yield json.loads(held[:at] + b"}")
    held, ended = held[at + len(FEATURES) :], False
    while not ended:
        piece = file.read(_PIECE)
        ended = not piece
        held += piece
        first = 0
        while (found := held.find(BETWEEN, first)) >= 0:
            yield json.loads(held[first : found + 1])
            first = found + 2
        held = held[first:]
    if held[-2:] != b"]}":
        raise ValueError("more than features")
    if held != b"]}":
        yield json.loads(held[:-2])


def shape_of(shape: BaseGeometry | None) -> dict[str, Any] | None:
    """A shape as GeoJSON has it, to six decimals."""
    if shape is None or shape.is_empty:
        return None
    if isinstance(shape, Point):
        return {
            "type": "Point",
            "coordinates": [round(shape.x, _DECIMALS), round(shape.y, _DECIMALS)],
        }
    found: dict[str, Any] = json.loads(to_geojson(shape))
    return {"type": found["type"], **_rounded(found)}


def _rounded(found: dict[str, Any]) -> dict[str, Any]:
    if "geometries" in found:
        return {"geometries": [{"type": g["type"], **_rounded(g)} for g in found["geometries"]]}
    return {"coordinates": _round(found["coordinates"])}


def _round(held: Any) -> Any:
    return [_round(h) for h in held] if isinstance(held, list) else round(held, _DECIMALS)
