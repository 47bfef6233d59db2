"""Write a file beside its place and give it its name when it is whole."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pocplanner.store.connection import mended
from pocplanner.words import Problem

#: Bytes of a file's name; a disk takes 255, and SQLite puts "-journal" behind it.
LONGEST_NAME = 240


@contextmanager
def whole(path: Path, replace: bool = False) -> Iterator[Path]:
    """A private empty file beside `path` that takes that name when the block ends well.

    With `replace` it takes the place of the file there, in one step; without, it never does.
    Nothing is left of it when the block fails.
    """
    if not path.parent.is_dir():
        raise Problem("create.no_folder", name=path.name)
    if not replace and os.path.lexists(path):
        raise Problem("create.exists", name=path.name)
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        raise Problem("create.name_too_long", longest=LONGEST_NAME)
    beside = path.with_name(f".{path.stem[:40]}.{secrets.token_hex(4)}.part")
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    try:
        os.close(os.open(beside, flags, 0o600))
    except OSError as error:
        found = mended(error, path)
        if isinstance(found, Problem):
            raise found from error
        raise Problem("create.not_allowed", name=path.name) from error
    try:
        yield beside
        if replace:
            os.replace(beside, path)
        else:
            _name(beside, path)
        sync_folder(path.parent)
    except Problem as problem:
        if problem.facts.get("name") == beside.name:
            problem.facts["name"] = path.name  # the only name that the person knows
        raise
    finally:
        for left in (beside, beside.with_name(beside.name + "-journal")):
            with suppress(OSError):
                left.unlink()


def _name(beside: Path, path: Path) -> None:
    """Give the file its name; in no case that of another file."""
    try:
        os.link(beside, path)
    except FileExistsError as error:
        raise Problem("create.exists", name=path.name) from error
    except OSError:  # a disk without hard links
        if os.path.lexists(path):
            raise Problem("create.exists", name=path.name) from None
        os.rename(beside, path)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder outlast a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
