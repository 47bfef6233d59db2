"""Frames between the reader's process and ours: a small JSON head and typed arrays.

Both ends use this file. The receiving end trusts nothing: every length is checked against
`Limits` before a byte is allocated.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"POCF"
_START = struct.Struct("<4sI")
#: Types that may cross, by their numpy name; texts of fixed width ("S1" to "S200") beside them.
_TYPES = frozenset({"u1", "i1", "i2", "i4", "i8", "f8"})
_WIDEST = 200


class WireError(Exception):
    """What came is not what we agreed on; the other end is to be ended."""


class Unreadable(Exception):
    """A file that a person can mend or replace: a key of `words` and its facts."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass(frozen=True)
class Limits:
    """What one frame, and all frames together, may hold."""

    head: int = 4 << 20
    frame: int = 96 << 20
    total: int = 2 << 30
    arrays: int = 3000


@dataclass(frozen=True)
class Frame:
    """One message: what it is, small facts, and arrays by name."""

    kind: str
    body: dict[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def texts(self, name: str) -> list[str]:
        """A column of texts that was packed by `pack_texts`. WireError where it does not fit."""
        data, ends = self.packed(name)
        return unpack_texts(data, ends)

    def packed(self, name: str) -> tuple[bytes, NDArray[np.int64]]:
        """The packed form of a column of texts, its ends checked."""
        try:
            data, ends = self.arrays[name + ".data"], self.arrays[name + ".ends"]
        except KeyError as error:
            raise WireError("a column is missing") from error
        if data.dtype != np.uint8 or ends.dtype != np.int64:
            raise WireError("a column of another type")
        if len(ends) and (int(ends[0]) < 0 or int(ends[-1]) != len(data)):
            raise WireError("a column that does not end where it says")
        if len(ends) > 1 and bool((np.diff(ends) < 0).any()):
            raise WireError("a column that runs backwards")
        return data.tobytes(), ends


def pack_texts(name: str, texts: Sequence[str]) -> dict[str, NDArray[Any]]:
    """A column of texts as two arrays: the bytes of all, and where each ends."""
    whole = "".join(texts)
    if whole.isascii():
        data = np.frombuffer(whole.encode("ascii"), np.uint8)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        return {name + ".data": data, name + ".ends": np.cumsum(lengths)}
    parts = [t.encode("utf-8", "replace") for t in texts]
    lengths = np.fromiter(map(len, parts), np.int64, len(parts))
    data = np.frombuffer(b"".join(parts), np.uint8)
    return {name + ".data": data, name + ".ends": np.cumsum(lengths)}


def unpack_texts(data: bytes, ends: NDArray[np.int64]) -> list[str]:
    """The texts of a packed column."""
    found, first = [], 0
    for end in ends.tolist():
        found.append(data[first:end].decode("utf-8", "replace"))
        first = end
    return found


def pack(frame: Frame) -> list[bytes]:
    """A frame as pieces to be written one after the other."""
    columns = [(name, np.ascontiguousarray(a)) for name, a in frame.arrays.items()]
    listed = [[name, a.dtype.str.lstrip("<|"), len(a)] for name, a in columns]
    head = json.dumps([frame.kind, frame.body, listed], ensure_ascii=True).encode()
    return [_START.pack(MAGIC, len(head)), head, *(a.tobytes() for _, a in columns)]


def start(data: bytes, limits: Limits) -> int:
    """The length of the head that follows these first `START` bytes."""
    magic, length = _START.unpack(data)
    if magic != MAGIC or not 2 <= length <= limits.head:
        raise WireError("not a frame")
    return int(length)


START = _START.size


def head(data: bytes, limits: Limits) -> tuple[str, dict[str, Any], list[tuple[str, Any, int]]]:
    """Kind, body and the arrays to come, each with its type and length, all within limits."""
    try:
        kind, body, listed = json.loads(data)
        arrays = [_described(*entry) for entry in listed]
    except (ValueError, TypeError, RecursionError) as error:
        raise WireError("a head that cannot be read") from error
    if not isinstance(kind, str) or not isinstance(body, dict) or len(arrays) > limits.arrays:
        raise WireError("a head of another shape")
    if sum(np.dtype(kind).itemsize * count for _, kind, count in arrays) > limits.frame:
        raise WireError("a frame above its limit")
    return kind, body, arrays


def _described(name: Any, kind: Any, count: Any) -> tuple[str, Any, int]:
    if not isinstance(name, str) or len(name) > 200 or not isinstance(kind, str):
        raise WireError("an array without a name")
    wide = kind[:1] == "S" and kind[1:].isdecimal() and 1 <= int(kind[1:]) <= _WIDEST
    if kind not in _TYPES and not wide:
        raise WireError("an array of another type")
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise WireError("an array without a length")
    return name, np.dtype(kind if wide else "<" + kind), count
