"""Layers as CSV and XLSX: no cell that a spreadsheet would run, positions in two columns."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from shapely import to_wkt
from shapely.geometry.base import BaseGeometry

from pocplanner.formats.safe_cells import csv_pieces
from pocplanner.formats.workbook import same_bytes
from pocplanner.model.layer import Layer, Told, Value

#: Rows that a sheet holds beside its head, and signs that a cell holds.
ROWS, _CELL = 1_048_575, 32_000
_PLACE = ("lat", "lon", "wkt")


def csv(layers: Sequence[Layer], told: Told) -> Iterator[bytes]:
    """One table of all layers, piece by piece.

    CSV has no room for what a file says of itself, so every row says it, in its last columns.
    """
    names = dict.fromkeys(n for layer in layers for n in layer.names)
    head = ("layer", *names, *_PLACE, *told.facts)
    last = tuple(told.facts.values())
    rows = (
        (
            layer.key,
            *(_text(held.get(n)) for n in names),
            *map(_text, _place(shape)),
            *last,
        )
        for layer in layers
        for row, shape in layer.walk()
        for held in (dict(zip(layer.names, row, strict=True)),)
    )
    return csv_pieces(head, rows)


def xlsx(layers: Sequence[Layer], told: Told, about: str, places: tuple[str, str, str]) -> bytes:
    """A sheet for each layer, and last a sheet (called `about`) of what the file says of itself.

    `places` are the names of the columns of latitude, longitude and shape.
    """
    from openpyxl import Workbook

    book: Any = Workbook(write_only=True)
    for layer in layers:
        sheet = book.create_sheet(_title(layer.title))
        sheet.append([_cell(sheet, n) for n in (*layer.labels, *places)])
        for row, shape in layer.walk():
            sheet.append([_cell(sheet, v) for v in (*row, *_place(shape))])
    sheet = book.create_sheet(_title(about))
    sheet.append([_cell(sheet, told.title)])
    for name, text in told.facts.items():
        sheet.append([_cell(sheet, name), _cell(sheet, text)])
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue())


def _title(text: str) -> str:
    return "".join(" " if c in "[]:*?/\\'" else c for c in text)[:31]


def _cell(sheet: Any, value: Value) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=None)
        cell.value = _clean(value)[:_CELL]
        cell.data_type = "s"  # text stays text, whatever it begins with
        return cell
    return value


def _clean(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    found: str = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
    return found


def _place(shape: BaseGeometry | None) -> tuple[Value, Value, Value]:
    if shape is None or shape.is_empty:
        return None, None, None
    if shape.geom_type == "Point":
        return round(shape.y, 6), round(shape.x, 6), None  # type: ignore[attr-defined]
    text = to_wkt(shape, rounding_precision=6)
    return None, None, text if len(text) <= _CELL else None


def _text(value: Value) -> str:
    text = "" if value is None else str(value)
    # A number so small that it is written with an exponent is no number to the guard of cells.
    return f"{value:.6f}" if isinstance(value, float) and "e" in text else text
