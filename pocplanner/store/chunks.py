"""Event rows as blocks of bytes: typed columns in, checked columns out.

Nothing about a block is believed before it is checked: the names and types of its columns
are known beforehand, and its length must be the one that the number of rows asks for.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.model.event_chunk import COLD_COLUMNS, EventChunk, Texts
from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events
from pocplanner.words import Problem

#: The longest key of an event, in bytes (200 signs of up to four bytes).
MOST_KEY_BYTES = 800
#: No import has more rows than this.
MOST_ROWS = 20_000_000
#: Rows whose texts are packed together.
GROUP_ROWS = 500
#: What a group of texts may unpack to.
_LARGEST_GROUP = 200_000_000

#: The columns of numbers in a block; which series a row belongs to is known outside.
NUMBERS: dict[str, Any] = {n: t for n, t in ARRAY_TYPES.items() if n != "series"}
#: Where the texts of a row lie (import, group, place in it), and their print.
TEXT_PLACE: dict[str, Any] = {
    "text_owner": np.int32, "text_group": np.int32, "text_row": np.int16, "text_print": np.uint64
}  # fmt: skip
_CODES = (np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.int32))

Columns = dict[str, NDArray[Any]]


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


def prints(chunk: EventChunk) -> NDArray[np.uint64]:
    """A number for the texts of each row, equal where these are equal (0: no text)."""
    columns = [getattr(chunk, name) for name in COLD_COLUMNS]
    if not any(column.data for column in columns):
        return np.zeros(len(chunk), np.uint64)
    found = bytearray()
    for values in zip(*(_values(column) for column in columns), strict=True):
        told = b"\x1f".join(values)
        found += hashlib.blake2b(told, digest_size=8).digest() if len(told) > 3 else bytes(8)
    return np.frombuffer(bytes(found), np.uint64)


def _values(column: Texts) -> Iterator[bytes]:
    begin, data = 0, column.data
    for end in column.ends.tolist():
        yield data[begin:end]
        begin = end


def take(chunk: EventChunk, rows: NDArray[np.intp]) -> EventChunk:
    """The rows of a chunk chosen by an index."""
    texts = {name: _chosen(getattr(chunk, name), rows) for name in COLD_COLUMNS}
    return EventChunk(chunk.hot.take(rows), **texts)


def _chosen(column: Texts, rows: NDArray[np.intp]) -> Texts:
    parts = [column.bytes_of(row) for row in rows.tolist()]
    return Texts(b"".join(parts), np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts))))


def pack_texts(chunk: EventChunk, rows: NDArray[np.intp]) -> bytes:
    """The texts of these rows, compressed: the number of rows, the lengths, the texts."""
    columns = [_chosen(getattr(chunk, name), rows) for name in COLD_COLUMNS]
    lengths = [np.diff(column.ends, prepend=0).astype("<u4").tobytes() for column in columns]
    begin = len(rows).to_bytes(4, "little")
    return zlib.compress(b"".join((begin, *lengths, *(column.data for column in columns))), 1)


def unpack_texts(data: bytes) -> dict[str, Texts]:
    """What `pack_texts` packed, by column."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(data, _LARGEST_GROUP)
    except zlib.error as error:
        raise Problem("open.damaged_events") from error
    rows = int.from_bytes(plain[:4], "little")
    begin = 4 + 4 * rows * len(COLD_COLUMNS)
    if unpacker.unconsumed_tail or rows > GROUP_ROWS or begin > len(plain):
        raise Problem("open.damaged_events")
    lengths = np.frombuffer(plain, "<u4", rows * len(COLD_COLUMNS), 4).astype(np.int64)
    if begin + int(lengths.sum()) != len(plain):
        raise Problem("open.damaged_events")
    found = {}
    for name, column in zip(COLD_COLUMNS, lengths.reshape(len(COLD_COLUMNS), rows), strict=True):
        end = begin + int(column.sum())
        found[name] = Texts(plain[begin:end], np.cumsum(column))
        begin = end
    return found


class Names:
    """The texts of the label columns of one import, each by its number."""

    def __init__(self) -> None:
        self.numbers: dict[str, dict[str, int]] = {name: {} for name in LABEL_COLUMNS}

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
        return json.dumps({name: list(texts) for name, texts in self.numbers.items()})


def read_names(text: str) -> dict[str, tuple[str, ...]]:
    """What `Names.written` wrote."""
    try:
        found = json.loads(text)
        return {name: tuple(str(t) for t in found[name]) for name in LABEL_COLUMNS}
    except (ValueError, KeyError, TypeError) as error:
        raise Problem("open.damaged_events") from error
