"""MissionFile: records, edits and events in and out of one file, each act whole or not at all."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from pocplanner.model.edit import Change
from pocplanner.model.event_chunk import EventChunk
from pocplanner.model.event_texts import PackedChunk
from pocplanner.model.events import EventCorrection, Events, Series
from pocplanner.model.record import Record
from pocplanner.progress import Work
from pocplanner.store import connection, header, staging
from pocplanner.store.beside import whole
from pocplanner.store.connection import Door
from pocplanner.store.corrections import overlay
from pocplanner.store.event_texts import EventTexts
from pocplanner.store.eye import Eye
from pocplanner.store.keys import Key
from pocplanner.store.log import FIRST, Draft, LogEntry
from pocplanner.store.records import Records
from pocplanner.store.schema import Schema, schema_of
from pocplanner.store.series import Staged, joined
from pocplanner.store.tables import Kinds
from pocplanner.store.writer import Writer
from pocplanner.words import Problem

T = TypeVar("T")


class MissionFile:
    """An open mission file. Every method may be called from any thread, and waits."""

    def __init__(self, path: Path, kinds: Kinds, key: Key | None) -> None:
        self.path = path
        self.kinds = kinds
        self.schema = schema_of(kinds)
        self.records = Records(self.schema)
        self._events: tuple[Any, Events] | None = None
        self.read_only = not connection.may_write(path)
        self._eye = Eye(path, sealed=key is not None)
        self._writer = Writer()
        try:
            self._door = self._writer.do(lambda: self._open(key))
        except BaseException as error:
            self._writer.stop()
            self._eye.close()
            if isinstance(error, Exception):
                raise connection.mended(error, path, key) from error
            raise

    @classmethod
    def create(
        cls,
        path: Path,
        kinds: Kinds,
        key: Key | None,
        first: Sequence[Record] = (),
        draft: Draft | None = None,
    ) -> "MissionFile":
        """A new file, sealed with the key (open without one), with its first records in it.

        It appears under its name when it is whole, and never takes the place of another.
        The first records are written as a row of the log that cannot be undone.
        """
        with whole(path) as beside:
            door = _new(beside, schema_of(kinds), key)
            try:
                if first or draft:
                    _first(door, schema_of(kinds), first, draft)
            except Exception as error:
                raise connection.mended(error, path, key) from error
            finally:
                door.close()
        return cls.open(path, kinds, key)

    @classmethod
    def open(cls, path: Path, kinds: Kinds, key: Key | None) -> "MissionFile":
        """An existing file. Problem says why it cannot be: not ours, newer, open elsewhere …"""
        from pocplanner.store import migrations

        sealed = header.look(path) is header.FileState.SEALED
        if sealed and key is None:
            raise Problem("open.needs_key", name=path.name)
        if not sealed:
            key = None
        migrations.bring_up(path, kinds, key)
        return cls(path, kinds, key)

    def _open(self, key: Key | None) -> Door:
        door = Door(self.path, key, self.read_only)
        try:
            door.guard.start()
            connection.version_of(door)
            connection.check_schema(door, self.schema.definitions)
            if not self.read_only:
                self._sweep(door)
        except BaseException:
            door.close()
            raise
        self._eye.settle()
        return door

    def _sweep(self, door: Door) -> None:
        """Remove what an import that was cut off left; a full disk is no reason not to open."""

        def write(job: Callable[[sa.Connection], Any]) -> Any:
            try:
                with door.sql.begin():
                    return job(door.sql)
            except Exception as error:
                raise connection.mended(error, self.path, door.key) from error

        if numbers := write(self.schema.series.unnamed):
            staging.take_back(self.schema.series, write, numbers)

    def close(self) -> None:
        """Finish what was handed over and let the file go."""
        if self._writer.stopped:
            return
        self._writer.do(self._door.close)
        self._writer.stop()
        self._eye.close()

    @property
    def sealed(self) -> bool:
        """Whether the file is sealed with a passphrase."""
        return self._door.key is not None

    @property
    def key(self) -> Key | None:
        """The key in hand."""
        return self._door.key

    # -- in and out -----------------------------------------------------------------

    def read(self, job: Callable[[sa.Connection], T], limit_s: float = 60.0) -> T:
        """Run a piece of SQL that only reads."""
        return self._writer.do(lambda: self._read(job, limit_s))

    def write(self, job: Callable[[sa.Connection], T], bulk: bool = False) -> T:
        """Run a piece of SQL in one transaction: when this returns, it is on the disk."""
        if self.read_only:
            raise Problem("file.read_only", name=self.path.name)
        return self._writer.do(lambda: self._write(job), bulk)

    def alone(self, job: Callable[[Door], T]) -> T:
        """Run a job with the connection itself (copies, checks), while nothing else runs."""
        return self._writer.do(lambda: self._mended(lambda: job(self._door)))

    def exchange(self, job: Callable[[Door], None], key: Key) -> None:
        """Run a job that puts another file in this one's place and closes the old; open that."""

        def run() -> None:
            self._eye.check()
            try:
                self._mended(lambda: job(self._door))
            finally:
                self._reopen(key)

        self._writer.do(run)

    def rewrite(self, job: Callable[[Door], None]) -> None:
        """Run a job that writes outside a transaction of ours, such as VACUUM."""

        def run() -> None:
            self._eye.check()
            try:
                self._mended(lambda: job(self._door))
            finally:
                self._eye.settle()

        self._writer.do(run)

    def _reopen(self, key: Key) -> None:
        """Go on with the file that now has the name, if the old one was let go."""
        if not self._door.closed:
            return
        self._eye.close()
        self._eye = Eye(self.path, sealed=True)
        for tried in (key, self._door.key):
            try:
                self._door = self._open(tried)
                return
            except Problem as error:
                if error.key != "open.wrong_key" or tried is not key:
                    raise

    def _read(self, job: Callable[[sa.Connection], T], limit_s: float) -> T:
        def run() -> T:
            self._door.guard.start(limit_s)
            with self._door.sql.begin():
                return job(self._door.sql)

        return self._mended(run)

    def _write(self, job: Callable[[sa.Connection], T]) -> T:
        self._eye.check()

        def run() -> T:
            self._door.guard.start(0)
            with self._door.sql.begin():
                return job(self._door.sql)

        found = self._mended(run)
        self._eye.settle()
        return found

    def _mended(self, run: Callable[[], T]) -> T:
        try:
            return run()
        except Exception as error:
            found = connection.mended(error, self.path, self._door.key)
            if found is error:
                raise
            raise found from error

    # -- records and edits ----------------------------------------------------------

    def all(self, kind: type[Record]) -> list[Record]:
        """Every record of a kind, in the order in which they came."""
        return self.read(lambda sql: self.records.all(sql, kind))

    def get(self, kind: type[Record], id: str) -> Record | None:
        """One record, or nothing."""
        return self.read(lambda sql: self.records.get(sql, kind, id))

    def commit(self, draft: Draft, changes: Sequence[Change]) -> LogEntry:
        """Store an act with its row in the log; acknowledged when this returns."""
        return self.write(lambda sql: self.records.commit(sql, draft, changes))

    def entries(self) -> list[LogEntry]:
        """The log, oldest first."""
        return self.read(self.schema.log.entries)

    def broken_at(self) -> int:
        """The number of the first row of the log that was tampered with; 0 where it is whole."""
        return self.read(self.schema.log.broken, limit_s=0)

    def edit(self, number: int) -> tuple[LogEntry, tuple[Change, ...]]:
        """One row of the log with the records before and after; purged ones are left out."""
        return self.read(lambda sql: self.records.edit(sql, number))

    # -- events ---------------------------------------------------------------------

    def compare(
        self, source_id: str, rows: Iterable[EventChunk | PackedChunk], total: int = 0
    ) -> Work[Staged]:
        """Count rows that are new, changed and the same; nothing is written."""
        known = self.read(lambda sql: self.records.known(sql, source_id))
        return (yield from staging.compare(source_id, known, rows, total))

    def stage(
        self,
        import_id: str,
        source_id: str,
        rows: Iterable[EventChunk | PackedChunk],
        total: int = 0,
    ) -> Work[Staged]:
        """Write an import out of sight; a `Series` record that names it makes it seen."""
        known = self.read(lambda sql: self.records.known(sql, source_id))
        return (
            yield from staging.stage(
                self.schema.series, lambda job: self.write(job, bulk=True),
                import_id, source_id, known, rows, total,
            )
        )  # fmt: skip

    def events(
        self, series: Sequence[Series], corrections: Sequence[EventCorrection] = ()
    ) -> Events:
        """The rows that these series show, as corrected; read once for the same series."""
        wanted = tuple((one.id, one.source_id, one.import_id) for one in series)
        if self._events is None or self._events[0] != wanted:
            parts = self.read(lambda sql: self.schema.series.visible(sql, series))
            self._events = (wanted, joined(parts).events)
        return overlay(self._events[1], {one.id: one.source_id for one in series}, corrections)

    def details(self, import_id: str, keys: Sequence[str]) -> dict[str, dict[str, str]]:
        """The texts of single events as their source tells them, by the events' keys."""
        return self.read(lambda sql: self.records.details(sql, import_id, keys))

    def texts_of(self, series: Sequence[Series], events: Events) -> EventTexts:
        """What the sources say in words of these events, which are rows of these series."""
        tables = self.schema.series
        parts = self.read(lambda sql: tables.visible(sql, series))
        return EventTexts(tables, self.read, parts, events)

    def forget_events(self) -> None:
        """Read the events anew when they are next asked for."""
        self._events = None


def _new(path: Path, schema: Schema, key: Key | None) -> Door:
    """The empty tables of today in an empty file."""
    door = Door(path, key, read_only=False)
    try:
        with door.guard.free(), door.sql.begin():
            for statement in schema.definitions:
                door.sql.exec_driver_sql(statement)
            door.sql.exec_driver_sql(f"PRAGMA application_id={header.APPLICATION_ID}")
            door.sql.exec_driver_sql(f"PRAGMA user_version={header.SCHEMA}")
    except Exception as error:
        door.close()
        raise connection.mended(error, path, key) from error
    return door


def _first(door: Door, schema: Schema, first: Sequence[Record], draft: Draft | None) -> None:
    from datetime import UTC, datetime

    begun = draft or Draft(datetime.now(UTC), "", FIRST, "edit.begun")
    with door.sql.begin():
        Records(schema).commit(door.sql, begun, [Change(None, record) for record in first])
