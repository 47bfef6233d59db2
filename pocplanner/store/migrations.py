"""Bring an older mission file up to today's tables, on a copy; leave newer files alone.

The steps lie in `resources/schema`, one SQL file each, in the order of their numbers: the
first makes the tables of the first released form, every later one changes them.
"""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pocplanner.resources import ROOT
from pocplanner.store import connection, copies, header
from pocplanner.store.connection import Door
from pocplanner.store.keys import Key
from pocplanner.store.schema import schema_of
from pocplanner.store.tables import Kinds
from pocplanner.words import Problem

_NAME = re.compile(r"^(\d{4})-([a-z0-9-]+)\.sql$")


@dataclass(frozen=True)
class Step:
    """One change of the tables: it makes a file of `number - 1` one of `number`."""

    number: int
    name: str
    statements: tuple[str, ...]


def steps(folder: Path | None = None) -> tuple[Step, ...]:
    """All steps in their order. ValueError where one is missing or there twice."""
    found = []
    for path in sorted((folder or ROOT / "schema").glob("*.sql")):
        named = _NAME.match(path.name)
        if named is None:
            raise ValueError(f"{path.name} is not called NNNN-what-it-does.sql")
        found.append(Step(int(named[1]), named[2], _statements(path.read_text("utf-8"))))
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise ValueError("the steps are not numbered one after the other")
    return tuple(found)


def _statements(text: str) -> tuple[str, ...]:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    found, part = [], ""
    for line in lines:
        part += line + "\n"
        if sqlite3.complete_statement(part):
            found.append(part.strip().rstrip(";"))
            part = ""
    if part.strip():
        raise ValueError("a statement without an end")
    return tuple(found)


def definitions(version: int, all_steps: Sequence[Step]) -> list[str]:
    """The tables of a file of this version, as the steps up to it make them."""
    with sqlite3.connect(":memory:") as db:
        for step in all_steps[:version]:
            for statement in step.statements:
                db.execute(statement)
        rows = db.execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
    db.close()
    return [row[0] for row in rows]


def bring_up(
    path: Path,
    kinds: Kinds,
    key: Key | None,
    folder: Path | None = None,
    target: int = header.SCHEMA,
) -> bool:
    """Whether the file was older and is now of today; the old one stays beside it.

    It works on a copy that takes the file's name when every step has passed, so that a file
    is always whole and either old or new.
    """
    if target == 1 and folder is None:
        return False  # there is no older form yet
    door = Door(path, key, read_only=not connection.may_write(path))
    try:
        version = connection.version_of(door)
        if version >= target:
            return False
        if door.read_only:
            raise Problem("file.read_only", name=path.name)
        all_steps = steps(folder)
        connection.check_schema(door, definitions(version, all_steps))
        kept = _kept_name(path, version)
        with copies.whole(path, replace=True) as beside:
            copies.export(door, beside, key)
            _step_up(beside, key, all_steps[version:target], schema_of(kinds).definitions)
            door.close()
            copies.set_beside(path, kept)
    finally:
        door.close()
    return True


def _step_up(path: Path, key: Key | None, todo: Sequence[Step], ours: Sequence[str]) -> None:
    door = Door(path, key, read_only=False)
    try:
        for step in todo:
            with door.guard.free(), door.sql.begin():
                for statement in step.statements:
                    door.sql.exec_driver_sql(statement)
                door.sql.exec_driver_sql(f"PRAGMA user_version={step.number}")
        connection.check_schema(door, ours)
    finally:
        door.close()


def _kept_name(path: Path, version: int) -> Path:
    kept = path.with_name(f"{path.stem} (before version {version + 1}){path.suffix}")
    if kept.exists():
        raise Problem("open.old_copy", name=path.name, kept=kept.name)
    return kept
