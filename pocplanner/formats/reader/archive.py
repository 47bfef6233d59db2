"""Zip archives, looked through before anything is taken out of them (bombs, tricks, nests)."""

import io
import stat
import zipfile
from typing import BinaryIO

from pocplanner.formats.reader.wire import Unreadable

MEMBERS, INFLATED, RATIO = 2000, 200 << 20, 200
#: Below this a high ratio says nothing: empty sheets compress very well.
_SMALL = 4 << 20
_PIECE = 1 << 18


def members(file: BinaryIO) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """The archive and its members. Unreadable where its list is not what a list should be."""
    try:
        archive = zipfile.ZipFile(file)
        listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable("import_zip_broken") from error
    if len(listed) > MEMBERS:
        raise Unreadable("import_too_many_members", limit=MEMBERS)
    names = [m.filename for m in listed]
    if len({n.casefold() for n in names}) != len(names):
        raise Unreadable("import_zip_unsafe")
    for member in listed:
        _safe(member)
    if sum(m.file_size for m in listed) > INFLATED:
        raise Unreadable("import_inflates", limit=INFLATED >> 20)
    _apart(listed)
    return archive, listed


def _safe(member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    if member.flag_bits & 0x1:
        raise Unreadable("import_zip_encrypted")
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
        raise Unreadable("import_zip_unsafe")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Unreadable("import_zip_unsafe")
    if member.file_size > _SMALL and member.file_size > RATIO * max(member.compress_size, 1):
        raise Unreadable("import_inflates", limit=RATIO)


def _apart(listed: list[zipfile.ZipInfo]) -> None:
    """Members that lie over one another are how a small archive becomes a huge one."""
    end = 0
    for member in sorted(listed, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise Unreadable("import_zip_unsafe")
        end = member.header_offset + 30 + member.compress_size


def inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """One member in memory, counted while it is read: what the list says of sizes may be a lie."""
    found = io.BytesIO()
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_PIECE):
                found.write(piece)
                size = found.tell()
                if size > left:
                    raise Unreadable("import_inflates", limit=INFLATED >> 20)
                if size > _SMALL and size > RATIO * max(member.compress_size, 1):
                    raise Unreadable("import_inflates", limit=RATIO)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Unreadable("import_zip_broken") from error
    except OSError as error:
        raise Unreadable("import_zip_broken") from error
    except Exception as error:
        if type(error).__module__ in {"zlib", "_lzma", "lzma", "bz2"}:
            raise Unreadable("import_zip_broken") from error
        raise
    return found.getvalue()
