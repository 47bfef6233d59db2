"""Tell what a file is from its first bytes, before anybody is asked for a passphrase."""

import errno
import os
import stat
from enum import StrEnum
from pathlib import Path

from pocplanner.words import Problem

#: "POCP" in the header of an open mission file (inside the seal of a sealed one).
APPLICATION_ID = 0x504F4350
#: The schema that this program writes; a file with a higher number is left alone.
SCHEMA = 1
#: Bytes of a page, the same for open and sealed files.
PAGE = 4096
#: A sealed file begins with its salt, so that it looks like noise from the first byte.
SALT = 16

PLAIN = b"SQLite format 3\x00"
_GEOPACKAGES = {0x47504B47, 0x47503130, 0x47503131}
_UNFINISHED = (".part", ".partial", ".crdownload", ".download")
_HEAD = 4096

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "open.archive"),
    (b"PK\x05\x06", "open.archive"),
    (b"\x1f\x8b", "open.archive"),
    (b"7z\xbc\xaf\x27\x1c", "open.archive"),
    (b"Rar!", "open.archive"),
    (b"%PDF", "open.pdf"),
    (b"\x89PNG", "open.picture"),
    (b"\xff\xd8\xff", "open.picture"),
    (b"GIF8", "open.picture"),
    (b"II*\x00", "open.picture"),
    (b"MM\x00*", "open.picture"),
    (b"\xd0\xcf\x11\xe0", "open.office"),
    (b"age-encryption.org", "open.unknown"),
    (b"\x7fELF", "open.program"),
    (b"MZ", "open.program"),
)

# A process that opens and closes a file drops every lock that it holds on it, SQLite's
# included (POSIX). So a file that is open here is never opened a second time.
_held: set[tuple[int, int]] = set()


class FileState(StrEnum):
    """What kind of mission file it is; anything else is a Problem."""

    OPEN = "open"
    SEALED = "sealed"


def hold(found: os.stat_result) -> None:
    """Remember that this process has the file open."""
    _held.add((found.st_dev, found.st_ino))


def release(found: os.stat_result) -> None:
    """Forget what `hold` remembered."""
    _held.discard((found.st_dev, found.st_ino))


def look(path: Path) -> FileState:
    """What the file is. Raises Problem, with a key of its own for each look-alike."""
    return state(path, head(path))


def head(path: Path, length: int = _HEAD) -> bytes:
    """The first bytes of an ordinary file that no window of this process has open."""
    name = path.name
    try:
        found = os.stat(path)
    except OSError as error:
        key = {errno.ELOOP: "open.loop", errno.EACCES: "open.unreadable"}
        raise Problem(key.get(error.errno or 0, "open.missing"), name=name) from error
    if stat.S_ISDIR(found.st_mode):
        raise Problem("open.folder", name=name)
    if not stat.S_ISREG(found.st_mode):
        raise Problem("open.special", name=name)
    if (found.st_dev, found.st_ino) in _held:
        raise Problem("open.elsewhere", name=name)
    if not found.st_mode & 0o444:
        raise Problem("open.unreadable", name=name)
    try:
        with path.open("rb", buffering=0) as file:
            return file.read(length)
    except OSError as error:
        raise Problem("open.unreadable", name=name) from error


def state(path: Path, first: bytes) -> FileState:
    """What a file with these first bytes is; its size is read from the disk."""
    name, size = path.name, path.stat().st_size
    if path.suffix.lower() in _UNFINISHED:
        raise Problem("open.download", name=name)
    if size == 0:
        raise Problem("open.empty", name=name)
    if first.startswith(PLAIN):
        return _database(path, first, size)
    for signature, key in _SIGNATURES:
        if first.startswith(signature):
            raise Problem(_precise(key, first), name=name)
    if key := _text(first):
        raise Problem(key, name=name)
    if size < PAGE:
        raise Problem("open.short", name=name, size=size)
    if size % PAGE:
        raise Problem("open.unknown", name=name)
    return FileState.SEALED


def looks_like_something(first: bytes) -> bool:
    """Whether a salt would make a sealed file look like another kind of file."""
    return (
        first.startswith(PLAIN[:4])
        or any(first.startswith(signature) for signature, _ in _SIGNATURES)
        or bool(_text(first))
    )


def _precise(key: str, first: bytes) -> str:
    if key == "open.archive" and (b"[Content_Types].xml" in first or b"xl/" in first):
        return "open.office"
    return key


def _text(first: bytes) -> str:
    """The problem key of a text file, or nothing where the bytes are not text."""
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "open.text"
    if b"\x00" in first:
        return ""
    try:
        text = first.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(first) < _HEAD or error.start < len(first) - 4:
            return ""  # not merely a sign that the end of the first bytes cuts in two
        text = first[: error.start].decode("utf-8-sig")
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        return ""
    begin = text.lstrip().lower()[:600]
    if begin.startswith(("<!doctype html", "<html")):
        return "open.web_page"
    if begin.startswith("<"):
        return "open.kml" if "<kml" in begin else "open.xml"
    return "open.text"


def _database(path: Path, first: bytes, size: int) -> FileState:
    """An unsealed SQLite file: ours, another program's, a newer one, or cut off."""
    name = path.name
    if len(first) < 100:
        raise Problem("open.short", name=name, size=size)
    application = int.from_bytes(first[68:72], "big")
    version = int.from_bytes(first[60:64], "big")
    if application in _GEOPACKAGES:
        raise Problem("open.geopackage", name=name)
    if application != APPLICATION_ID:
        raise Problem("open.database", name=name)
    if version > SCHEMA:
        raise Problem("open.newer", name=name, version=version, known=SCHEMA)
    pages = int.from_bytes(first[28:32], "big")
    counted = first[24:28] == first[92:96]
    journal = path.with_name(name + "-journal")
    if counted and size < pages * PAGE and not (journal.exists() and journal.stat().st_size):
        raise Problem("open.truncated", name=name)
    return FileState.OPEN
