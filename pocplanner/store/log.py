"""The edits in their order: undo after a restart, audit, and a chain that shows tampering.

A row is never changed, save by a purge, which takes texts out of it. Each row carries the
digest of every change in it (its leaves) and a digest over the row before, its own head
and those leaves: a purge removes the change and keeps the leaf, so the chain stays whole.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from pocplanner.words import Problem

#: Smaller payloads are kept as they are.
_WORTH_COMPRESSING = 1_000
#: A payload above this is not ours; it is refused before it is unpacked.
_LARGEST = 2_000_000_000
_LEAF = hashlib.sha256().digest_size
_START = bytes(_LEAF)

#: What a row of the log can be. Only an edit can be undone.
EDIT, UNDO, REDO, NOTE, PURGE, FIRST = "edit", "undo", "redo", "note", "purge", "first"


@dataclass(frozen=True)
class LogEntry:
    """One row of the log. `step` is the number that edits made as one share."""

    number: int
    at: datetime
    author: str
    kind: str
    label: str
    facts: dict[str, Any] = field(default_factory=dict)
    step: int = 0
    undoes: int = 0
    redoes: int = 0
    changes: int = 0


@dataclass(frozen=True)
class Draft:
    """What is to be written as the next row."""

    at: datetime
    author: str
    kind: str
    label: str
    facts: dict[str, Any] = field(default_factory=dict)
    step: int = 0
    undoes: int = 0
    redoes: int = 0


def table(metadata: sa.MetaData) -> sa.Table:
    """The table of the log."""
    return sa.Table(
        "store_log",
        metadata,
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer, nullable=False),
        sa.Column("redoes", sa.Integer, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("packed", sa.Boolean, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("leaves", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )


class Log:
    """Reads and writes the log on a connection that it is handed."""

    def __init__(self, metadata: sa.MetaData) -> None:
        self.table = table(metadata)

    def append(self, sql: sa.Connection, draft: Draft, changes: Sequence[str]) -> LogEntry:
        """Write a row. `changes` are the JSON texts of its changes, one line each."""
        last = sql.execute(
            sa.select(self.table.c.number, self.table.c.digest)
            .order_by(self.table.c.number.desc())
            .limit(1)
        ).first()
        number = last.number + 1 if last else 1
        facts = json.dumps(draft.facts, ensure_ascii=False, default=str, sort_keys=True)
        told, *lines = (line.encode("utf-8", "surrogatepass") for line in (facts, *changes))
        leaves = b"".join(hashlib.sha256(line).digest() for line in (told, *lines))
        row: dict[str, Any] = {
            "number": number,
            "at": draft.at.isoformat(),
            "author": draft.author,
            "kind": draft.kind,
            "label": draft.label,
            "step": draft.step or number,
            "undoes": draft.undoes,
            "redoes": draft.redoes,
            "changes": len(changes),
            "facts": told,
            "leaves": leaves,
        }
        row["digest"] = _digest(last.digest if last else _START, row)
        sql.execute(self.table.insert(), {**row, **_packed(lines)})
        return _entry(row)

    def entries(self, sql: sa.Connection) -> list[LogEntry]:
        """All rows without their changes, oldest first."""
        apart = ("payload", "packed", "leaves", "digest")
        columns = [c for c in self.table.columns if c.name not in apart]
        rows = sql.execute(sa.select(*columns).order_by(self.table.c.number))
        return [_entry(row) for row in rows.mappings()]

    def entry(self, sql: sa.Connection, number: int) -> tuple[LogEntry, list[dict[str, Any]]]:
        """One row with its changes; changes that were purged are left out."""
        row = (
            sql.execute(sa.select(self.table).where(self.table.c.number == number))
            .mappings()
            .first()
        )
        if row is None:
            raise LookupError(f"no edit {number}")
        lines = _lines(row)
        if len(lines) != row["changes"]:
            raise Problem("open.damaged_log")
        return _entry(row), [json.loads(line) for line in lines if line]

    def broken(self, sql: sa.Connection) -> int:
        """The number of the first row that does not belong to the chain; 0 where it is whole."""
        before, expected = _START, 1
        for row in sql.execute(sa.select(self.table).order_by(self.table.c.number)).mappings():
            if row["number"] != expected or row["digest"] != _digest(before, row):
                return expected
            try:
                lines = _lines(row)
            except Problem:
                return expected
            leaves = [row["leaves"][i : i + _LEAF] for i in range(0, len(row["leaves"]), _LEAF)]
            if len(lines) != row["changes"] or len(leaves) != row["changes"] + 1:
                return expected
            if not isinstance(row["facts"], bytes):
                return expected
            for line, leaf in zip((row["facts"], *lines), leaves, strict=True):
                if line and hashlib.sha256(line).digest() != leaf:
                    return expected
            before, expected = row["digest"], expected + 1
        return 0

    def purge(self, sql: sa.Connection, ids: frozenset[str]) -> int:
        """Take the changes of these records out of every row, with the facts of those rows."""
        touched = 0
        rows = sql.execute(
            sa.select(self.table.c.number, self.table.c.packed, self.table.c.payload)
        )
        for row in rows.mappings().all():
            lines = _lines(row)
            kept = [b"" if line and _about(line) & ids else line for line in lines]
            if kept == lines:
                continue
            touched += 1
            sql.execute(
                self.table.update().where(self.table.c.number == row["number"]),
                {"facts": b"", **_packed(kept)},
            )
        return touched

    def naming(self, sql: sa.Connection, ids: frozenset[str]) -> Iterator[dict[str, Any]]:
        """Every change in the log that is about these records, oldest first."""
        rows = sql.execute(
            sa.select(self.table.c.packed, self.table.c.payload).order_by(self.table.c.number)
        )
        for row in rows.mappings().all():
            for line in _lines(row):
                if line and _about(line) & ids:
                    yield json.loads(line)

    def mentioning(
        self, sql: sa.Connection, kind: str, ids: Iterable[str], names: Iterable[str]
    ) -> frozenset[str]:
        """Ids of the records of a kind whose changes ever held these ids or names."""
        # An id stands alone or after the kind of a paragraph: both end with the quote.
        signs = [f'{id}"'.encode() for id in ids]
        signs += [json.dumps(name, ensure_ascii=False)[1:-1].encode() for name in names]
        rows = sql.execute(sa.select(self.table.c.packed, self.table.c.payload))
        begins = json.dumps({"kind": kind}, separators=(",", ":"))[:-1].encode("utf-8")
        found: set[str] = set()
        for row in rows.mappings().all():
            for line in _lines(row):
                if line.startswith(begins) and any(sign in line for sign in signs):
                    found |= _about(line)
        return frozenset(found)


def _about(line: bytes) -> set[str]:
    change = json.loads(line)
    return {side["id"] for side in (change.get("before"), change.get("after")) if side}


def _packed(lines: Iterable[bytes]) -> dict[str, Any]:
    payload = b"".join(line + b"\n" for line in lines)
    worth = len(payload) > _WORTH_COMPRESSING
    return {"packed": worth, "payload": zlib.compress(payload, 1) if worth else payload}


def _lines(row: Any) -> list[bytes]:
    payload = row["payload"]
    if not isinstance(payload, bytes):
        raise Problem("open.damaged_log")
    if row["packed"]:
        try:
            unpacker = zlib.decompressobj()
            payload = unpacker.decompress(payload, _LARGEST)
        except zlib.error as error:
            raise Problem("open.damaged_log") from error
        if unpacker.unconsumed_tail:
            raise Problem("open.damaged_log")
    # No change is an empty text, so an empty payload holds none and a purged one a line each.
    return payload.split(b"\n")[:-1]


def _digest(before: bytes, row: Any) -> bytes:
    head = [
        row[name]
        for name in (
            "number",
            "at",
            "author",
            "kind",
            "label",
            "step",
            "undoes",
            "redoes",
            "changes",
        )
    ]
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    leaves = hashlib.sha256(row["leaves"]).digest()
    return hashlib.sha256(before + hashlib.sha256(written).digest() + leaves).digest()


def _entry(row: Any) -> LogEntry:
    try:
        at = datetime.fromisoformat(row["at"])
        facts = json.loads(row["facts"] or b"{}")
    except ValueError as error:
        raise Problem("open.damaged_log") from error
    return LogEntry(
        row["number"],
        at,
        row["author"],
        row["kind"],
        row["label"],
        facts,
        row["step"],
        row["undoes"],
        row["redoes"],
        row["changes"],
    )


@dataclass
class Step:
    """One thing to undo or redo: the numbers of the edits that make it up."""

    number: int
    entries: list[int]


@dataclass
class History:
    """What can be undone and redone, told from the log row by row."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def hear(self, entry: LogEntry) -> None:
        """Take in the next row of the log."""
        if entry.kind == EDIT:
            self.undone.clear()
            if self.done and self.done[-1].number == entry.step:
                self.done[-1].entries.append(entry.number)
            else:
                self.done.append(Step(entry.step, [entry.number]))
        elif entry.kind == UNDO:
            _move(self.done, self.undone, entry.undoes)
        elif entry.kind == REDO:
            _move(self.undone, self.done, entry.redoes)


def _move(source: list[Step], target: list[Step], number: int) -> None:
    """Move the named step over; steps above it had lost their changes to a purge."""
    while source:
        step = source.pop()
        if step.number == number:
            target.append(step)
            return
