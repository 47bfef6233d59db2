"""Layers as CSV: no cell that a spreadsheet would run, positions in two columns."""

from collections.abc import Iterator, Sequence

from shapely import to_wkt
from shapely.geometry.base import BaseGeometry

from pocplanner.formats.safe_cells import csv_pieces
from pocplanner.model.layer import Layer, Told, Value

#: Signs that a cell holds.
CELL = 32_000
_PLACE = ("lat", "lon", "wkt")


def csv(layers: Sequence[Layer], told: Told) -> Iterator[bytes]:
    """One table of all layers, piece by piece.

    CSV has no room for what a file says of itself, so every row says it, in its last columns.
    """
    names = dict.fromkeys(n for layer in layers for n in layer.names)
    # No two columns have one name: what the file says stands last, under another where it must.
    facts = [f"file_{name}" if name in names else name for name in told.facts]
    head = ("layer", *names, *_PLACE, *facts)
    last = tuple(told.facts.values())
    rows = (
        (
            layer.key,
            *(_text(held.get(n)) for n in names),
            *map(_text, place_of(shape)),
            *last,
        )
        for layer in layers
        for row, shape in layer.walk()
        for held in (dict(zip(layer.names, row, strict=True)),)
    )
    return csv_pieces(head, rows)


def place_of(shape: BaseGeometry | None) -> tuple[Value, Value, Value]:
    """Latitude, longitude and the shape as text, of which a row has the first two or the last."""
    if shape is None or shape.is_empty:
        return None, None, None
    if shape.geom_type == "Point":
        return round(shape.y, 6), round(shape.x, 6), None  # type: ignore[attr-defined]
    text = to_wkt(shape, rounding_precision=6)
    return None, None, text if len(text) <= CELL else None


def _text(value: Value) -> str:
    text = "" if value is None else str(value)
    # A number so small that it is written with an exponent is no number to the guard of cells.
    return f"{value:.6f}" if isinstance(value, float) and "e" in text else text
