"""Open the one connection to a mission file, with the settings that keep it safe.

The settings are the same for open and sealed files. A file from elsewhere is data, not
code: its schema is compared with ours before anything else is read, an authorizer refuses
whatever we never ask for, and a progress handler ends what takes too long.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as driver

from pocplanner.store import header, tables
from pocplanner.store.keys import Key
from pocplanner.words import Problem

#: Durable (DELETE, EXTRA), one process (EXCLUSIVE), deleted means gone (secure_delete,
#: a journal that keeps nothing), nothing in the file is code (trusted_schema).
SETTINGS: tuple[tuple[str, str], ...] = (
    ("locking_mode", "EXCLUSIVE"),
    ("journal_mode", "DELETE"),
    ("journal_size_limit", "0"),
    ("synchronous", "EXTRA"),
    ("secure_delete", "ON"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("temp_store", "MEMORY"),
)
BEGIN = "BEGIN IMMEDIATE"

# Codes of the authorizer (sqlite3.h).
_OK, _DENY = 0, 1
_ALLOWED = {9, 18, 20, 21, 22, 23, 31, 32, 33}
_MAKING = {1, 2, 11, 27}  # indexes that a key brings, tables, dropping tables, re-indexing
_PRAGMA, _ATTACH, _DETACH, _ALTER = 19, 24, 25, 26
_PRAGMAS = {  # asked for; and set to what they are
    *(name for name, _ in SETTINGS),
    "application_id", "user_version", "integrity_check", "cipher_integrity_check",
    "page_count", "freelist_count", "table_info", "read_uncommitted", "query_only",
}  # fmt: skip
_FUNCTIONS_REFUSED = {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"}

#: Reading a foreign schema, or one table, takes no longer than this; then it is ended.
_READING_S = 20.0
_STEPS = 200_000


class Guard:
    """Allows what the store asks for and ends what takes too long."""

    def __init__(self) -> None:
        self.making = False
        self._deadline = 0.0

    def start(self, limit_s: float = _READING_S) -> None:
        """A piece of work begins: it may take this long (0: as long as it needs)."""
        self._deadline = time.monotonic() + limit_s if limit_s else 0.0

    @contextmanager
    def free(self) -> Iterator[None]:
        """Let tables be made and files be attached, for work of our own on a checked file."""
        self.start(0)
        self.making = True
        try:
            yield
        finally:
            self.making = False

    def late(self) -> int:
        """Not 0 where SQLite should stop."""
        return int(bool(self._deadline) and time.monotonic() > self._deadline)

    def allows(self, action: int, one: Any, two: Any, _base: Any, trigger: Any) -> int:
        """The authorizer: everything that is not on the list is refused."""
        if trigger is not None and not self.making:
            return _DENY  # a trigger or a view asks, and we have neither
        if action == 31 and two in _FUNCTIONS_REFUSED:
            return _DENY
        if action in _ALLOWED:
            return _OK
        if action == _PRAGMA and one in _PRAGMAS and (two is None or (one, two) in SETTINGS):
            return _OK
        if self.making and action in _MAKING | {_ATTACH, _DETACH, _ALTER, _PRAGMA}:
            return _OK
        return _DENY


class Door:
    """The connection, its guard, and the file that it belongs to."""

    def __init__(self, path: Path, key: Key | None, read_only: bool) -> None:
        self.path, self.key, self.read_only = path, key, read_only
        self.guard = Guard()
        self.closed = False
        self._engine = sa.create_engine(
            "sqlite://", module=driver, creator=self._connect, poolclass=sa.pool.StaticPool
        )
        sa.event.listen(self._engine, "begin", self._begin)
        try:
            self.sql = self._engine.connect()
        except Exception as error:
            self._engine.dispose()
            raise mended(error, path, key) from error
        self.raw: Any = self.sql.connection.driver_connection

    def _begin(self, sql: sa.Connection) -> None:
        sql.exec_driver_sql("BEGIN" if self.read_only else BEGIN)

    def _connect(self) -> Any:
        raw = connect(self.path, self.key, self.read_only)
        raw.set_authorizer(self.guard.allows)
        raw.set_progress_handler(self.guard.late, _STEPS)
        return raw

    def close(self) -> None:
        """Give the lock back and leave exactly one file behind."""
        if self.closed:
            return
        self.closed = True
        try:
            if not self.sql.closed:
                self.sql.rollback()
            with self.guard.free():
                self.raw.execute("PRAGMA locking_mode=NORMAL")
                self.raw.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except driver.Error:
            pass  # a disk that is gone: what was acknowledged is there, the lock ends anyway
        finally:
            self.raw.set_authorizer(None)
            self.raw.set_progress_handler(None, 0)
            self.sql.close()
            self._engine.dispose()
            self.raw.close()


def connect(path: Path, key: Key | None, read_only: bool = False) -> Any:
    """A connection with our settings that holds the file for itself. Raises driver errors."""
    # Asked for read and write in either case, since a copy is written by this connection;
    # SQLite takes what it gets, and query_only keeps its hands off what may only be read.
    address = path.absolute().as_uri() + "?mode=rw"
    raw = driver.connect(
        address, uri=True, isolation_level=None, timeout=0, check_same_thread=False
    )
    try:
        for statement in opening(key):
            raw.execute(statement)
        if read_only:
            raw.execute("PRAGMA query_only=ON")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchall()
        if not read_only:
            raw.execute("BEGIN EXCLUSIVE")  # held until the file is closed
            raw.execute("COMMIT")
    except BaseException:
        raw.close()
        raise
    return raw


def opening(key: Key | None) -> list[str]:
    """The statements by which every connection begins, in their order."""
    found = ["PRAGMA cipher_log_level=NONE"]
    if key is not None:
        found += [f'PRAGMA key="{key.literal}"', f"PRAGMA cipher_page_size={header.PAGE}"]
    return found + [f"PRAGMA {name}={value}" for name, value in SETTINGS]


def check_schema(door: Door, ours: Iterable[str]) -> None:
    """Refuse a file whose tables are not to the letter ours; nothing else was read before."""
    rows = door.raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    if not tables.compare(rows, ours):
        raise Problem("open.foreign", name=door.path.name)


def version_of(door: Door) -> int:
    """The schema number of the file. Problem where it is not ours or newer than this program."""
    name = door.path.name
    application = int(door.raw.execute("PRAGMA application_id").fetchone()[0])
    version = int(door.raw.execute("PRAGMA user_version").fetchone()[0])
    if application != header.APPLICATION_ID or version < 1:
        raise Problem("open.database", name=name)
    if version > header.SCHEMA:
        raise Problem("open.newer", name=name, version=version, known=header.SCHEMA)
    return version


def may_write(path: Path) -> bool:
    """Whether the file and its folder can be written; a file without write bits may not."""
    try:
        marked = path.stat().st_mode & 0o222
    except OSError:
        return False
    return bool(marked) and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def mended(error: Exception, path: Path, key: Key | None = None) -> Exception:
    """What went wrong with the file, as a Problem where a person can mend it."""
    found = getattr(error, "orig", None) or error
    if isinstance(found, Problem) or not isinstance(found, (driver.Error, OSError, OverflowError)):
        return error
    name, text = path.name, str(found)
    if isinstance(found, OverflowError):
        return Problem("edit.number", name=name)
    if "locked" in text:
        return Problem("open.elsewhere", name=name)
    if "is full" in text or getattr(found, "errno", 0) == 28:
        return Problem("disk.full", name=name, free=_free(path))
    if "not a database" in text:
        return Problem("open.wrong_key" if key else "open.damaged", name=name)
    if "malformed" in text or "decode" in text:
        return Problem("open.damaged", name=name)
    if "not authorized" in text or "authorization denied" in text or "prohibited" in text:
        return Problem("open.foreign", name=name)
    if "interrupted" in text:
        return Problem("open.stopped", name=name)
    if "readonly" in text:
        return Problem("file.read_only", name=name)
    if "unable to open" in text:
        return Problem("open.unreadable", name=name)
    if "disk I/O" in text:
        return Problem("disk.failed", name=name, free=_free(path))
    return error


def _free(path: Path) -> str:
    import shutil

    try:
        return f"{shutil.disk_usage(path.parent).free / 1_000_000:.1f} MB"
    except OSError:
        return "?"
