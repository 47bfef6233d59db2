"""A file written whole or not at all: beside its target, to the disk, then in its place."""

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pocplanner.words import Problem

T = TypeVar("T")


def write_whole(target: Path, make: Callable[[Path], T]) -> T:
    """Let `make` write a new file, then put it in the target's place in one step.

    Raises Problem where the folder is missing, the disk is full or the file cannot be
    written; whatever goes wrong, an earlier file of that name stays as it was.
    """
    target = Path(target)
    if not target.parent.is_dir():
        raise Problem("export.no_folder", folder=target.parent.name)
    beside: Path | None = None
    try:
        if target.is_dir():
            raise Problem("export.not_a_file", name=target.name)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
        os.close(handle)
        beside = Path(name)
        made = make(beside)
        _to_disk(beside)
        # It stays as private as mkstemp made it: whoever exports decides who else reads it.
        beside.replace(target)
        beside = None
        with suppress(OSError):
            _to_disk(target.parent)
        return made
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Problem("export.disk_full", name=target.name) from error
        reason = error.strerror or type(error).__name__
        raise Problem("export.not_written", name=target.name, reason=reason) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
