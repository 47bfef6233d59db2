"""Things that the tests of the store stand on: keys that cost nothing, small event tables."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pocplanner.model.edit import Change
from pocplanner.model.event_chunk import EventChunk, Texts
from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, UNKNOWN, Events, Labels
from pocplanner.model.kinds import KINDS
from pocplanner.model.record import Record
from pocplanner.store.file import MissionFile
from pocplanner.store.keys import Key
from pocplanner.store.log import EDIT, Draft, LogEntry

#: A key that was not derived from anything: the tests of the store need not wait for it.
KEY = Key(bytes(range(32)), bytes(range(100, 116)))
OTHER_KEY = Key(bytes(range(1, 33)), bytes(range(200, 216)))
MOMENT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
NEEDLE = "Quendravalombe"


def a_draft(**changes: Any) -> Draft:
    """What a row of the log is written from."""
    return Draft(**{"at": MOMENT, "author": "PoC adviser", "kind": EDIT, "label": "x", **changes})


def a_file(folder: Path, key: Key | None = KEY, name: str = "m.pocplan") -> MissionFile:
    """A new empty mission file."""
    return MissionFile.create(folder / name, KINDS, key)


def reopened(file: MissionFile) -> MissionFile:
    """The same file closed and opened again."""
    file.close()
    return MissionFile.open(file.path, KINDS, file.key)


def put(file: MissionFile, *records: Record) -> LogEntry:
    """Store new records as one edit."""
    return file.commit(a_draft(), [Change(None, record) for record in records])


def a_chunk(keys: list[str], **columns: Any) -> EventChunk:
    """Some event rows; columns are given as lists or as one value for all rows."""
    rows = len(keys)
    values: dict[str, Any] = {
        name: np.full(rows, UNKNOWN if "deaths" in name or name == "hour" else 0, kind)
        for name, kind in ARRAY_TYPES.items()
    }
    values["lon"] = np.arange(rows, dtype=float)
    values["lat"] = np.arange(rows, dtype=float) / 2
    values["first_day"] = np.arange(rows, dtype=np.int32) + 18_000
    values["last_day"] = values["first_day"].copy()
    for name in LABEL_COLUMNS:
        values[name] = Labels.of([f"{name} {row % 3}" for row in range(rows)])
    texts = {"note": [f"note of {key}" for key in keys], "source": ["a paper"] * rows}
    for name, given in columns.items():
        if name in ("note", "source", "headline", "more"):
            texts[name] = given if isinstance(given, list) else [given] * rows
        elif name in LABEL_COLUMNS:
            values[name] = Labels.of(given if isinstance(given, list) else [given] * rows)
        else:
            values[name] = np.broadcast_to(np.asarray(given, ARRAY_TYPES[name]), rows).copy()
    hot = Events(key=np.array([key.encode() for key in keys]), **values)
    cold = {n: Texts.of(texts.get(n, [""] * rows)) for n in ("note", "source", "headline", "more")}
    return EventChunk(hot, **cold)
