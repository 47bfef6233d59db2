"""What the sources say of many events in words, read group by group as it is asked for."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from pocplanner.model.event_chunk import Texts
from pocplanner.model.events import Events
from pocplanner.store import chunks
from pocplanner.store.series import Import, SeriesTables

T = TypeVar("T")
Read = Callable[[Callable[[sa.Connection], T]], T]
#: The columns that are handed out; those that a source has beside them stay where they are.
COLUMNS = ("note", "source", "headline")
#: Groups of texts that are kept unpacked.
_KEPT = 8


class EventTexts:
    """The texts of the rows of a table of events, whose rows they are found by.

    Asking in the order of `order` reads each group of texts once.
    """

    def __init__(
        self, tables: SeriesTables, read: Any, parts: Sequence[Import], events: Events
    ) -> None:
        self._tables, self._read = tables, read
        self._owner = np.full(len(events), -1, np.int64)
        self._group = np.full(len(events), -1, np.int64)
        self._row = np.full(len(events), -1, np.int64)
        self._groups: OrderedDict[tuple[int, int], dict[str, Texts]] = OrderedDict()
        for part in parts:
            self._find(part, events)

    def _find(self, part: Import, events: Events) -> None:
        """Note where the texts of those rows lie that come from one import."""
        name = part.events.series_ids[0] if part.events.series_ids else ""
        if name not in events.series_ids or not len(part.events):
            return
        here = np.flatnonzero(events.series == events.series_ids.index(name))
        by_key = np.argsort(part.events.key)
        keys = part.events.key[by_key]
        at = np.minimum(np.searchsorted(keys, events.key[here]), len(keys) - 1)
        same = keys[at] == events.key[here]
        here, found = here[same], by_key[at[same]]
        self._owner[here] = part.places["text_owner"][found]
        self._group[here] = part.places["text_group"][found]
        self._row[here] = part.places["text_row"][found]

    def order(self) -> NDArray[np.int64]:
        """All rows in the order in which their texts lie."""
        return np.lexsort((self._row, self._group, self._owner)).astype(np.int64)

    def read(self, rows: NDArray[np.int64]) -> dict[str, list[str]]:
        """The texts of these rows by column; empty where the source says nothing."""
        found: dict[str, list[str]] = {name: [] for name in COLUMNS}
        places = zip(
            self._owner[rows].tolist(),
            self._group[rows].tolist(),
            self._row[rows].tolist(),
            strict=True,
        )
        for owner, group, row in places:
            held = self._unpacked(owner, group) if group >= 0 else {}
            for name, column in found.items():
                texts = held.get(name)
                there = texts is not None and 0 <= row < len(texts)
                column.append(texts.text(row) if there and texts is not None else "")
        return found

    def _unpacked(self, owner: int, group: int) -> dict[str, Texts]:
        known = self._groups.get((owner, group))
        if known is not None:
            return known
        table = self._tables.texts
        wanted = sa.select(table.c.data).where(
            table.c.import_number == owner, table.c.number == group
        )
        data = self._read(lambda sql: sql.execute(wanted).scalar())
        held = chunks.unpack_texts(data) if data else {}
        self._groups[owner, group] = held
        if len(self._groups) > _KEPT:
            self._groups.popitem(last=False)
        return held
