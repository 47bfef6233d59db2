"""Watches a mission file from beside SQLite, which never asks whether it is still there."""

import os
from pathlib import Path

from pocplanner.store import header
from pocplanner.words import Problem


class Eye:
    """Watches the file from beside SQLite: is it still there, and what we left in it?"""

    def __init__(self, path: Path, sealed: bool) -> None:
        self._path, self._sealed = path, sealed
        try:
            self._file = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError as error:
            raise Problem("open.unreadable", name=path.name) from error
        self._stat = os.fstat(self._file)
        header.hold(self._stat)
        self._first = b""

    def settle(self) -> None:
        """Take what is there now as ours; a sealed file must not have come out open."""
        self._stat = os.fstat(self._file)
        self._first = os.pread(self._file, header.PAGE, 0)
        if self._sealed and self._first.startswith(header.PLAIN):
            raise RuntimeError("a sealed mission was written unsealed")

    def check(self) -> None:
        """Problem where the file was moved, replaced or written by somebody else."""
        name = self._path.name
        try:
            there = os.stat(self._path)
        except OSError as error:
            raise Problem("file.gone", name=name) from error
        if (there.st_dev, there.st_ino) != (self._stat.st_dev, self._stat.st_ino):
            raise Problem("file.gone", name=name)
        dated = (there.st_size, there.st_mtime_ns) == (self._stat.st_size, self._stat.st_mtime_ns)
        if not dated and os.pread(self._file, header.PAGE, 0) != self._first:
            raise Problem("file.changed", name=name)

    def close(self) -> None:
        """Look no longer."""
        header.release(self._stat)
        os.close(self._file)
