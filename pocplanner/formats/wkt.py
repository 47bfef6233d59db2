"""Shapes written as text (WKT), read without a library: numbers and brackets, nothing else."""

import math
import re
from typing import Any

#: More text than any shape that a person wants in a table.
LONGEST = 2_000_000
_DEEPEST = 4
_HEAD = re.compile(
    r"^\s*(POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON)\s*(?:Z|M|ZM)?\s*\(",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[(),]|[^\s(),]+")
_NAMES = {
    "point": ("Point", 0),
    "linestring": ("LineString", 1),
    "polygon": ("Polygon", 2),
    "multipoint": ("MultiPoint", 1),
    "multilinestring": ("MultiLineString", 2),
    "multipolygon": ("MultiPolygon", 3),
}


def is_wkt(text: str) -> bool:
    """Whether a text begins as a shape does."""
    return bool(_HEAD.match(text))


def read(text: str) -> dict[str, Any]:
    """The shape as GeoJSON. ValueError where the text is none."""
    found = _HEAD.match(text)
    if not found or len(text) > LONGEST:
        raise ValueError("not a shape")
    name, depth = _NAMES[found[1].lower()]
    tokens = _TOKEN.findall(text[found.end() - 1 :])
    held, rest = _list(tokens, 0, 0)
    if rest != len(tokens):
        raise ValueError("more than one shape")
    if name == "MultiPoint":
        held = [h[0] if isinstance(h[0], list) else h for h in held]
    coordinates = held[0] if depth == 0 else held
    if not _fits(coordinates, depth) or (depth == 0 and len(held) > 1):
        raise ValueError("brackets that do not fit the kind")
    return {"type": name, "coordinates": coordinates}


def _list(tokens: list[str], at: int, deep: int) -> tuple[list[Any], int]:
    """What stands between two brackets: corners, or lists of them."""
    if deep > _DEEPEST or at >= len(tokens) or tokens[at] != "(":
        raise ValueError("brackets that do not fit")
    found: list[Any] = []
    at += 1
    while True:
        if at < len(tokens) and tokens[at] == "(":
            inner, at = _list(tokens, at, deep + 1)
            found.append(inner)
        else:
            numbers = []
            while at < len(tokens) and tokens[at] not in "(),":
                numbers.append(float(tokens[at]))
                at += 1
            if not 2 <= len(numbers) <= 4:
                raise ValueError("a corner without its two numbers")
            found.append(numbers[:2])
        if at >= len(tokens):
            raise ValueError("brackets that do not close")
        at += 1
        if tokens[at - 1] == ")":
            return found, at
        if tokens[at - 1] != ",":
            raise ValueError("signs between corners")


def _fits(held: Any, depth: int) -> bool:
    """Whether the lists are as deep as the kind asks, with finite corners at the bottom."""
    if not isinstance(held, list) or not held:
        return False
    if depth == 0:
        return all(isinstance(n, float) and math.isfinite(n) for n in held)
    return all(_fits(part, depth - 1) for part in held)
