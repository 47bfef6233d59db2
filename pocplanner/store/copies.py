"""Copy a mission file, give it another passphrase, and delete for good."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from pocplanner.model.edit import Change
from pocplanner.model.record import Record
from pocplanner.store import connection, header
from pocplanner.store.beside import sync_folder, whole
from pocplanner.store.connection import Door
from pocplanner.store.keys import Key
from pocplanner.store.log import PURGE, Draft, LogEntry
from pocplanner.words import Problem

if TYPE_CHECKING:
    from pocplanner.store.file import MissionFile

__all__ = ["change_key", "copy", "export", "intact", "purge", "set_beside", "whole"]


def copy(file: "MissionFile", to: Path, key: Key | None) -> None:
    """A complete copy under another name, sealed with the key (open without one).

    It is read back before it gets its name, and never takes the place of another file.
    """

    def run(door: Door) -> None:
        with whole(to) as beside:
            export(door, beside, key)
            _verify(file, door, beside, key)

    file.alone(run)


def change_key(file: "MissionFile", key: Key) -> None:
    """Seal the file with another key: a new file, read back, takes the old one's place."""
    if file.read_only:
        raise Problem("file.read_only", name=file.path.name)

    def rewrite(door: Door) -> None:
        with whole(file.path, replace=True) as beside:
            export(door, beside, key)
            _verify(file, door, beside, key)
            door.close()

    file.exchange(rewrite, key)


def purge(
    file: "MissionFile", ids: Sequence[str], draft: Draft, kept: Sequence[Record] = ()
) -> LogEntry:
    """Delete records so that nothing of them is left: rows, log, events of a source.

    Those `kept` lose their past in the log and stand from now on as given. The one act that
    cannot be undone. The rows of the log stay, and its chain stays whole.
    """
    wanted = frozenset(ids) | {record.id for record in kept}
    if draft.kind != PURGE:
        raise ValueError("a purge is logged as one")

    def run(sql: sa.Connection) -> LogEntry:
        schema = file.schema
        for shape in schema.shapes.values():
            sql.execute(shape.delete, [{"gone": id} for id in wanted])
        schema.series.purge(sql, sorted(wanted))
        schema.log.purge(sql, wanted)
        return file.records.commit(sql, draft, [Change(None, record) for record in kept])

    entry = file.write(run)
    file.forget_events()

    def tidy(door: Door) -> None:
        with door.guard.free():
            door.raw.execute("VACUUM")

    file.rewrite(tidy)
    return entry


def export(door: Door, to: Path, key: Key | None) -> None:
    """Write all that the connection sees into an empty file, under the key (or open)."""
    raw = door.raw
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    with door.guard.free():
        raw.execute("PRAGMA query_only=OFF")
        raw.execute("ATTACH DATABASE ? AS target KEY ?", (str(to), key.literal if key else ""))
        try:
            raw.execute("PRAGMA target.synchronous=EXTRA")
            raw.execute("SELECT sqlcipher_export('target')").fetchall()
            raw.execute(f"PRAGMA target.application_id={header.APPLICATION_ID}")
            raw.execute(f"PRAGMA target.user_version={version}")
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            raw.execute("DETACH DATABASE target")
            if door.read_only:
                raw.execute("PRAGMA query_only=ON")


def intact(door: Door) -> bool:
    """Whether every page of the file is whole and belongs where it is."""
    door.guard.start(0)
    if door.raw.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        return False
    return door.key is None or not door.raw.execute("PRAGMA cipher_integrity_check").fetchall()


def set_beside(path: Path, kept: Path) -> None:
    """Give a file a second name, under which it stays when its place is taken."""
    try:
        os.link(path, kept)
    except OSError:
        import shutil

        shutil.copy2(path, kept)
        with suppress(OSError):
            os.chmod(kept, 0o600)
    sync_folder(path.parent)


def _verify(file: "MissionFile", door: Door, path: Path, key: Key | None) -> None:
    """Read a new file back: whole, with the same tables and the same number of rows in each."""
    other = Door(path, key, read_only=True)
    try:
        connection.version_of(other)
        connection.check_schema(other, file.schema.definitions)
        if not intact(other):
            raise Problem("copy.failed", name=file.path.name)
        for table in file.schema.metadata.tables:
            count = f'SELECT count(*) FROM "{table}"'
            if door.raw.execute(count).fetchone() != other.raw.execute(count).fetchone():
                raise Problem("copy.failed", name=file.path.name)
    finally:
        other.close()
