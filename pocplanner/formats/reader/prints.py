"""The print of a head: files with the same columns are told by it, whatever stands below them."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

_OPENING = 1 << 16
_LINES = 14
#: A line with fewer signs that may part columns is a title, not a head.
_PARTS = 2
_SIGNS = re.compile(rb"[,;\t|]")


def of_file(file: BinaryIO) -> str:
    """The print of a text table: the bytes of its first line with columns, read as they stand.

    Neither encoding nor delimiter has to be known for it: those are what is remembered.
    """
    at = file.tell()
    file.seek(0)
    lines = file.read(_OPENING).splitlines()[:_LINES]
    file.seek(at)
    told = (line.strip(b"\xef\xbb\xbf \r\n\x00") for line in lines)
    head = next((line for line in told if len(_SIGNS.findall(line)) >= _PARTS), b"")
    return _hashed(head) if head else ""


def of_rows(rows: Sequence[Sequence[str]]) -> str:
    """The print of a sheet: its first row with several cells."""
    head = next((r for r in rows if sum(bool(c.strip()) for c in r) > 1), None)
    return of_names([c.strip() for c in head]) if head else ""


def of_names(names: Iterable[str]) -> str:
    """The print of these names in their order."""
    return _hashed("\x1f".join(names).encode("utf-8", "replace"))


def _hashed(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
