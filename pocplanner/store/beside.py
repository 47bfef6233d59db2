"""Write a file beside its place and give it its name when it is whole."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from pocplanner.store.connection import mended
from pocplanner.words import Problem


class whole:  # noqa: N801 - reads as a word: with whole(path) as beside
    """A private file beside `path` that takes that name when the block ends well.

    With `replace` it takes the place of the file there, in one step; without, it never does.
    """

    def __init__(self, path: Path, replace: bool = False) -> None:
        self._path, self._replace = path, replace
        self.beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")

    def __enter__(self) -> Path:
        path = self._path
        if not path.parent.is_dir():
            raise Problem("create.no_folder", name=path.name)
        if not self._replace and os.path.lexists(path):
            raise Problem("create.exists", name=path.name)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
        try:
            os.close(os.open(self.beside, flags, 0o600))
            os.chmod(self.beside, 0o600)
        except OSError as error:
            found = mended(error, path)
            if isinstance(found, Problem):
                raise found from error
            raise Problem("create.not_allowed", name=path.name) from error
        return self.beside

    def __exit__(self, kind: Any, *_: object) -> None:
        try:
            if kind is None:
                self._place()
        finally:
            for left in (self.beside, self.beside.with_name(self.beside.name + "-journal")):
                with suppress(OSError):
                    left.unlink()

    def _place(self) -> None:
        if self._replace:
            os.replace(self.beside, self._path)
        else:
            try:
                os.link(self.beside, self._path)
            except FileExistsError as error:
                raise Problem("create.exists", name=self._path.name) from error
            except OSError:  # a disk without hard links
                if os.path.lexists(self._path):
                    raise Problem("create.exists", name=self._path.name) from None
                os.rename(self.beside, self._path)
        sync_folder(self._path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder outlast a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
