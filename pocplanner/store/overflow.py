"""What a large import holds beyond memory: a sealed file beside, its key drawn and forgotten."""

import contextlib
import json
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from pocplanner.model.event_texts import PackedChunk
from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events, Labels

_NUMBERS = tuple(n for n in ARRAY_TYPES if n != "series")


class Overflow:
    """Chunks in a file that only this object can read; it is gone when the object is."""

    def __init__(self) -> None:
        import sqlcipher3

        self._folder = tempfile.TemporaryDirectory(prefix="reading-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / "rows"
        # Read on the window's thread after it was written on another; never on both at once.
        self._sql: Any = sqlcipher3.connect(str(path), check_same_thread=False)
        self._sql.execute(f"PRAGMA key = \"x'{secrets.token_hex(48)}'\"")
        self._sql.execute("PRAGMA journal_mode = OFF")
        self._sql.execute("PRAGMA synchronous = OFF")
        self._sql.execute("PRAGMA temp_store = MEMORY")
        self._sql.execute("CREATE TABLE part (number INTEGER PRIMARY KEY, head TEXT, data BLOB)")
        self._number = 0

    def add(self, chunk: PackedChunk) -> None:
        """Take one more chunk."""
        hot = chunk.hot
        columns = {"key": hot.key, **{n: getattr(hot, n) for n in _NUMBERS}}
        columns |= {n: getattr(hot, n).codes for n in LABEL_COLUMNS}
        columns["marks"] = chunk.marks
        head = {
            "rows": len(chunk),
            "columns": [[n, c.dtype.str] for n, c in columns.items()],
            "names": {n: list(getattr(hot, n).names) for n in LABEL_COLUMNS},
            "groups": [len(g) for g in chunk.groups],
            "more": list(chunk.more_names),
        }
        parts = [np.ascontiguousarray(c).tobytes() for c in columns.values()]
        data = b"".join((*parts, *chunk.groups))
        row = (self._number, json.dumps(head), data)
        self._sql.execute("INSERT INTO part VALUES (?, ?, ?)", row)
        self._number += 1

    def __iter__(self) -> Iterator[PackedChunk]:
        for number in range(self._number):
            found = self._sql.execute("SELECT head, data FROM part WHERE number = ?", (number,))
            head, data = found.fetchone()
            yield _chunk(json.loads(head), data)

    def close(self) -> None:
        """Remove the file; without its key nothing of it could be read anyway."""
        with contextlib.suppress(Exception):
            self._sql.close()
        self._folder.cleanup()

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()


def _chunk(head: dict[str, Any], data: bytes) -> PackedChunk:
    rows, begin = int(head["rows"]), 0
    columns: dict[str, Any] = {}
    for name, kind in head["columns"]:
        columns[name] = np.frombuffer(data, kind, rows, begin)
        begin += rows * np.dtype(kind).itemsize
    groups = []
    for length in head["groups"]:
        groups.append(data[begin : begin + length])
        begin += length
    marks = columns.pop("marks")
    for name in LABEL_COLUMNS:
        columns[name] = Labels(columns[name], tuple(head["names"][name]))
    hot = Events(series=np.zeros(rows, np.int16), **columns)
    return PackedChunk(hot, marks, tuple(groups), tuple(head["more"]))
