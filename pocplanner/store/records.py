"""Records and edits as rows: what the mission file does on its connection."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa

from pocplanner.model.edit import Change
from pocplanner.model.events import Series
from pocplanner.model.record import Record
from pocplanner.store.log import Draft, LogEntry
from pocplanner.store.schema import Schema
from pocplanner.store.series import Import
from pocplanner.store.tables import Dump, Shape, dumped
from pocplanner.words import Problem


class Records:
    """Reads and writes records on a connection that it is handed."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def shape(self, kind: type[Record]) -> Shape:
        """How a kind is kept; LookupError where the file does not know it."""
        return self._schema.shapes[kind]

    def all(self, sql: sa.Connection, kind: type[Record]) -> list[Record]:
        """Every record of a kind."""
        shape = self.shape(kind)
        return [shape.record(dict(row)) for row in sql.execute(shape.select).mappings()]

    def get(self, sql: sa.Connection, kind: type[Record], id: str) -> Record | None:
        """One record, or nothing."""
        shape = self.shape(kind)
        row = sql.execute(sa.select(shape.table).where(shape.table.c.id == id)).mappings().first()
        return shape.record(dict(row)) if row else None

    def commit(self, sql: sa.Connection, draft: Draft, changes: Sequence[Change]) -> LogEntry:
        """Write what changed, and the row of the log that says so."""
        lines = []
        rows: dict[type[Record], tuple[list[Dump], list[Dump]]] = {}
        for change in changes:
            before = dumped(change.before) if change.before else None
            after = dumped(change.after) if change.after else None
            put, gone = rows.setdefault(change.kind, ([], []))
            if after is not None:
                put.append(self.shape(change.kind).row(after))
            elif before is not None:
                gone.append({"gone": before["id"]})
            line = {"kind": change.kind.__name__, "before": before, "after": after}
            lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
        for kind, (put, gone) in rows.items():
            if gone:
                sql.execute(self.shape(kind).delete, gone)
            if put:
                sql.execute(self.shape(kind).upsert, put)
        kept = [c.after.import_id for c in changes if isinstance(c.after, Series)]
        if kept:
            self._schema.series.keep(sql, kept)
        # What is undone or redone stands in the log already.
        return self._schema.log.append(sql, draft, () if draft.undoes or draft.redoes else lines)

    def edit(self, sql: sa.Connection, number: int) -> tuple[LogEntry, tuple[Change, ...]]:
        """One row of the log with its changes as records."""
        entry, found = self._schema.log.entry(sql, number)
        return entry, tuple(self.change(one) for one in found)

    def change(self, found: dict[str, Any]) -> Change:
        """A change of the log as records. Problem where it does not hold any."""
        shape = self._schema.named.get(str(found.get("kind")))
        if shape is None:
            raise Problem("open.damaged_log")
        sides: list[Record | None] = []
        for side in ("before", "after"):
            dump = found.get(side)
            sides.append(shape.told(dump) if dump else None)
        return Change(*sides)

    def known(self, sql: sa.Connection, source_id: str) -> list[Import]:
        """The rows that a source shows now."""
        if Series not in self._schema.shapes:
            return []
        kept = [s for s in self.all(sql, Series) if isinstance(s, Series)]
        return self._schema.series.visible(sql, [s for s in kept if s.source_id == source_id])

    def details(
        self, sql: sa.Connection, import_id: str, keys: Sequence[str]
    ) -> dict[str, dict[str, str]]:
        """The texts of single events of an import, by their keys."""
        found = self._schema.series.read(sql, import_id)
        if found is None or not keys:
            return {}
        wanted = np.isin(found.events.key, np.array([key.encode() for key in keys]))
        chosen = found.take(np.flatnonzero(wanted))
        texts = self._schema.series.details(sql, chosen.places)
        return {
            key.decode("utf-8", "replace"): text
            for key, text in zip(chosen.events.key.tolist(), texts, strict=True)
        }
