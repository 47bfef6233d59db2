"""The texts of event rows packed: groups of rows, compressed, each row's texts with a print.

They are packed once, while a file is read, and written as they are.
"""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pocplanner.model.event_chunk import COLD_COLUMNS, EventChunk, Texts
from pocplanner.model.events import Events

#: Rows whose texts are packed together.
GROUP_ROWS = 500
#: What a group of texts may unpack to.
_LARGEST_GROUP = 200_000_000


def prints(chunk: EventChunk) -> NDArray[np.uint64]:
    """A number for the texts of each row, equal where these are equal (0: no text)."""
    columns = [getattr(chunk, name) for name in COLD_COLUMNS]
    if not any(column.data for column in columns):
        return np.zeros(len(chunk), np.uint64)
    digest, nothing = hashlib.blake2b, bytes(8)
    joined = map(b"\x1f".join, zip(*map(_values, columns), strict=True))
    found = b"".join(
        [digest(told, digest_size=8).digest() if len(told) > 3 else nothing for told in joined]
    )
    return np.frombuffer(found, np.uint64)


def _values(column: Texts) -> Iterator[bytes]:
    begin, data = 0, column.data
    for end in column.ends.tolist():
        yield data[begin:end]
        begin = end


def chosen(column: Texts, rows: NDArray[np.intp]) -> Texts:
    """The rows of a column chosen by an index; rows in one piece are cut out as one."""
    if len(rows) and int(rows[-1]) - int(rows[0]) == len(rows) - 1 and _in_order(rows):
        first, last = int(rows[0]), int(rows[-1])
        begin = int(column.ends[first - 1]) if first else 0
        ends = column.ends[first : last + 1]
        return Texts(column.data[begin : int(ends[-1])], ends - begin)
    parts = [column.bytes_of(row) for row in rows.tolist()]
    return Texts(b"".join(parts), np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts))))


def _in_order(rows: NDArray[np.intp]) -> bool:
    return bool((np.diff(rows) == 1).all())


def pack_texts(chunk: EventChunk, rows: NDArray[np.intp]) -> bytes:
    """The texts of these rows, compressed: the number of rows, the lengths, the texts."""
    columns = [chosen(getattr(chunk, name), rows) for name in COLD_COLUMNS]
    lengths = [np.diff(column.ends, prepend=0).astype("<u4").tobytes() for column in columns]
    begin = len(rows).to_bytes(4, "little")
    return zlib.compress(b"".join((begin, *lengths, *(column.data for column in columns))), 1)


def unpack_texts(data: bytes) -> dict[str, Texts]:
    """What `pack_texts` packed, by column. ValueError where that is not what this is."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(data, _LARGEST_GROUP)
    except zlib.error as error:
        raise ValueError("texts that do not unpack") from error
    rows = int.from_bytes(plain[:4], "little")
    begin = 4 + 4 * rows * len(COLD_COLUMNS)
    if unpacker.unconsumed_tail or rows > GROUP_ROWS or begin > len(plain):
        raise ValueError("texts of another size")
    lengths = np.frombuffer(plain, "<u4", rows * len(COLD_COLUMNS), 4).astype(np.int64)
    if begin + int(lengths.sum()) != len(plain):
        raise ValueError("texts of another size")
    found = {}
    for name, column in zip(COLD_COLUMNS, lengths.reshape(len(COLD_COLUMNS), rows), strict=True):
        end = begin + int(column.sum())
        found[name] = Texts(plain[begin:end], np.cumsum(column))
        begin = end
    return found


@dataclass(frozen=True)
class PackedChunk:
    """Rows of a file whose texts are packed already, in groups of `GROUP_ROWS`."""

    hot: Events
    marks: NDArray[np.uint64]
    groups: tuple[bytes, ...]
    more_names: tuple[str, ...] = ()

    @classmethod
    def of(cls, chunk: EventChunk) -> "PackedChunk":
        """The chunk with its texts packed."""
        marks = prints(chunk)
        groups: tuple[bytes, ...] = ()
        if marks.any():
            rows = np.arange(len(chunk))
            parts = (rows[at : at + GROUP_ROWS] for at in range(0, len(chunk), GROUP_ROWS))
            groups = tuple(pack_texts(chunk, part) for part in parts)
        return cls(chunk.hot, marks, groups, chunk.more_names)

    def __len__(self) -> int:
        return len(self.hot)

    def piece(self, begin: int, end: int) -> "PackedChunk":
        """Some of the rows; `begin` stands at the begin of a group."""
        if begin == 0 and end >= len(self):
            return self
        groups = self.groups[begin // GROUP_ROWS : -(-end // GROUP_ROWS)]
        rows = np.arange(begin, min(end, len(self)))
        return PackedChunk(self.hot.take(rows), self.marks[rows], groups, self.more_names)

    def opened(self) -> EventChunk:
        """The chunk with its texts as they were."""
        if not self.groups:
            nothing = Texts(b"", np.zeros(len(self), np.int64))
            return EventChunk(self.hot, nothing, nothing, nothing, nothing, self.more_names)
        held = [unpack_texts(group) for group in self.groups]
        columns = {}
        for name in COLD_COLUMNS:
            parts = [h[name] for h in held]
            starts = np.cumsum([0, *(len(p.data) for p in parts[:-1])])
            ends = [p.ends + start for p, start in zip(parts, starts, strict=True)]
            columns[name] = Texts(b"".join(p.data for p in parts), np.concatenate(ends))
        return EventChunk(self.hot, **columns, more_names=self.more_names)
