"""Filters in the heads of a table of events as a part of a choice that the map reads, too."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from pocplanner.analysis.selection import EventSelection
from pocplanner.analysis.table_columns import Among, Condition, TableColumn, TextColumn

#: Columns whose filter a choice can hold besides those of `_OWN`, each as it stands in the events.
HELD = frozenset({
    "side_a", "side_b", "place", "admin1", "admin2", "country", "group", "native_type",
    "first_day", "last_day", "hour", "deaths_best", "deaths_low", "deaths_high",
    "deaths_civilians", "place_precision", "day_precision", "lat", "lon",
})  # fmt: skip
#: Columns for which a choice has a field of its own.
_OWN = {"type": "types", "source": "sources"}


def leading(
    selection: EventSelection,
    conditions: Mapping[str, Condition],
    column: Callable[[str], TableColumn],
    source_ids: tuple[str, ...],
    type_codes: tuple[str, ...],
) -> tuple[EventSelection, tuple[str, ...]]:
    """The choice with these filters of a table in it, and the columns whose filters it cannot hold.

    `column` gives a column as the table shows it; the types and sources of its dictionary are
    named by code and id, so that the choice means the same in every language.
    """
    left: list[str] = []
    for name, condition in conditions.items():
        shown = column(name)
        if name in _OWN and isinstance(shown, TextColumn):
            codes = type_codes if name == "type" else source_ids
            kept = _kept(shown, condition)
            chosen = tuple(dict.fromkeys(c for c, k in zip(codes, kept, strict=False) if k and c))
            own: dict[str, Any] = {_OWN[name]: chosen}
            selection = replace(selection, **own)
        elif name in HELD:
            others = tuple(pair for pair in selection.heads if pair[0] != name)
            made = condition
            if name.endswith("precision") and isinstance(shown, TextColumn):
                made = Among(frozenset(str(i) for i, k in enumerate(_kept(shown, condition)) if k))
            selection = replace(selection, heads=(*others, (name, made)))
        else:
            left.append(name)
    return selection, tuple(left)


def _kept(column: TextColumn, condition: Condition) -> list[bool]:
    """Which names of a dictionary a condition keeps."""
    every = TextColumn(np.arange(len(column.names), dtype=np.int32), column.names)
    found: list[bool] = every.mask(condition).tolist()
    return found
