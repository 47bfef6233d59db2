"""Event rows as blocks of bytes: typed columns in, checked columns out.

Nothing about a block is believed before it is checked: the names and types of its columns
are known beforehand, and its length must be the one that the number of rows asks for.
"""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.model import event_texts
from pocplanner.model.event_chunk import COLD_COLUMNS, EventChunk, Texts
from pocplanner.model.event_texts import GROUP_ROWS, chosen, pack_texts, prints
from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events
from pocplanner.words import Problem

#: The longest key of an event, in bytes (200 signs of up to four bytes).
MOST_KEY_BYTES = 800
#: No import has more rows than this.
MOST_ROWS = 20_000_000
#: The columns of numbers in a block; which series a row belongs to is known outside.
NUMBERS: dict[str, Any] = {n: t for n, t in ARRAY_TYPES.items() if n != "series"}
#: Where the texts of a row lie (import, group, place in it), and their print.
TEXT_PLACE: dict[str, Any] = {
    "text_owner": np.int32, "text_group": np.int32, "text_row": np.int16, "text_print": np.uint64
}  # fmt: skip
_CODES = (np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.int32))

Columns = dict[str, NDArray[Any]]
__all__ = [
    "GROUP_ROWS", "NUMBERS", "TEXT_PLACE", "Columns", "Names", "pack", "pack_texts", "prints",
    "read_more_names", "read_names", "take", "unpack", "unpack_texts",
]  # fmt: skip


def pack(columns: Columns) -> tuple[str, bytes]:
    """The columns as one block, with the layout that says where each one lies."""
    layout, parts = [], []
    for name, column in columns.items():
        if name in LABEL_COLUMNS:
            highest = int(column.max()) if len(column) else 0
            column = column.astype(next(t for t in _CODES if highest <= np.iinfo(t).max))
        layout.append([name, column.dtype.str])
        parts.append(np.ascontiguousarray(column).tobytes())
    return json.dumps(layout), b"".join(parts)


def unpack(layout: str, data: bytes, rows: int) -> Columns:
    """The columns of a block. Problem where layout, types or length are not what we write."""
    try:
        found = json.loads(layout)
        types = [(str(name), np.dtype(kind)) for name, kind in found]
    except (ValueError, TypeError) as error:
        raise Problem("open.damaged_events") from error
    _check(types, rows, len(data))
    columns, begin = {}, 0
    for name, kind in types:
        columns[name] = np.frombuffer(data, kind, rows, begin)
        begin += rows * kind.itemsize
    return columns


def _check(types: list[tuple[str, np.dtype[Any]]], rows: int, length: int) -> None:
    wanted = {**NUMBERS, **TEXT_PLACE}
    fine = 0 <= rows <= MOST_ROWS and len(dict(types)) == len(types)
    fine = fine and dict(types).keys() == {"key", *wanted, *LABEL_COLUMNS}
    for name, kind in types if fine else ():
        if name == "key":
            fine = fine and kind.kind == "S" and 1 <= kind.itemsize <= MOST_KEY_BYTES
        elif name in LABEL_COLUMNS:
            fine = fine and kind in _CODES
        else:
            fine = fine and kind == np.dtype(wanted[name])
    if not fine or rows * sum(kind.itemsize for _, kind in types) != length:
        raise Problem("open.damaged_events")


def take(chunk: EventChunk, rows: NDArray[np.intp]) -> EventChunk:
    """The rows of a chunk chosen by an index."""
    texts = {name: chosen(getattr(chunk, name), rows) for name in COLD_COLUMNS}
    return EventChunk(chunk.hot.take(rows), **texts, more_names=chunk.more_names)


def unpack_texts(data: bytes) -> dict[str, Texts]:
    """The texts of a group by column. Problem where they are damaged."""
    try:
        return event_texts.unpack_texts(data)
    except ValueError as error:
        raise Problem("open.damaged_events") from error


class Names:
    """The texts of the label columns of one import, each by its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, dict[str, int]] = {name: {} for name in LABEL_COLUMNS}
        self.more: tuple[str, ...] = ()

    def codes(self, events: Events, name: str) -> NDArray[np.int32]:
        """The numbers of one label column of some rows; new texts get the next number."""
        labels, numbers = getattr(events, name), self.numbers[name]
        place = np.zeros(len(labels.names) or 1, np.int32)
        for code in np.unique(labels.codes).tolist():
            place[code] = numbers.setdefault(labels.names[code], len(numbers))
        found: NDArray[np.int32] = place[labels.codes]
        return found

    def written(self) -> str:
        """All of them as JSON text."""
        told = {name: list(texts) for name, texts in self.numbers.items()}
        return json.dumps({**told, "more": list(self.more)})


def read_names(text: str) -> dict[str, tuple[str, ...]]:
    """What `Names.written` wrote."""
    try:
        found = json.loads(text)
        return {name: tuple(str(t) for t in found[name]) for name in LABEL_COLUMNS}
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("open.damaged_events") from error


def read_more_names(text: str) -> tuple[str, ...]:
    """The names of the columns that stand in `more`; none for what older versions wrote."""
    try:
        return tuple(str(name) for name in json.loads(text).get("more", ()))
    except (ValueError, AttributeError, TypeError) as error:
        raise Problem("open.damaged_events") from error
