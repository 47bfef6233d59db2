"""A table whose rows have shapes as text (WKT), as features."""

from typing import Any

from pocplanner.formats import wkt
from pocplanner.formats.reader.geodata_features import FEATURES, Loaded, few_corners
from pocplanner.formats.reader.geojson_text import packed
from pocplanner.formats.reader.tables import Table
from pocplanner.formats.reader.wire import Unreadable


def load(table: Table, row: int, column: int) -> Loaded:
    """The rows after the head (the row of this number) as features. Unreadable for too many."""
    found = Loaded("csv")
    names: list[str] = []
    passed = corners = 0
    for _, rows in table.batches(2000):
        for cells in rows:
            passed += 1
            if passed <= row:
                continue
            if not names:
                names = cells
                continue
            if not any(c.strip() for c in cells):
                continue
            text = cells[column] if column < len(cells) else ""
            corners += text.count(",") + 1
            few_corners(corners)
            if len(found.features) >= FEATURES:
                raise Unreadable("import_too_many_features", limit=FEATURES)
            held = zip(names, cells, strict=False)
            properties: dict[str, Any] = {
                n: c.strip() for i, (n, c) in enumerate(held) if n.strip() and i != column
            }
            feature: dict[str, Any] = {"properties": properties, "geometry": None}
            if text.strip():
                try:
                    feature["geometry"] = packed(wkt.read(text))
                except ValueError:
                    feature["wrong"] = "shape_broken"
            found.features.append(feature)
    if not found.features:
        raise Unreadable("import_nothing")
    return found
