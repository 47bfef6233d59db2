"""A column of the events by itself, as the heads of their table filter it."""

import numpy as np

from pocplanner.analysis.table_columns import NumberColumn, TableColumn, TextColumn
from pocplanner.model.events import NO_DAY, UNKNOWN, Events, Labels


def head_column(events: Events, name: str) -> TableColumn:
    """A column of the events by itself, in no language: how well a place is known is a figure."""
    value = getattr(events, name)
    if isinstance(value, Labels):
        return TextColumn(value.codes, value.names)
    if name.endswith("precision"):
        most = int(value.max()) if len(value) else 0
        return TextColumn(value.astype(np.int32), tuple(str(i) for i in range(most + 1)))
    if name in ("first_day", "last_day"):
        return NumberColumn(value, NO_DAY, days=True)
    return NumberColumn(value, None if name in ("lat", "lon") else UNKNOWN)
