"""A file of others opened: an ordinary one, not too large, its print taken; what may be set."""

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from pocplanner.formats.kind_names import KINDS
from pocplanner.formats.reader.wire import Limits
from pocplanner.formats.worker import Bounds
from pocplanner.words import Problem

#: Larger files are refused before a process is started for them.
LARGEST = 16 << 30
#: What a person may set in place of what was found.
OVERRIDES = (
    "encoding",
    "delimiter",
    "decimal",
    "date_order",
    "coordinates",
    "header_row",
    "sheet",
    "keep_columns",
    "only_kind",
    "layer",
    "system",
)
#: Files that unpack to more than they show.
_PACKED = frozenset({".zip", ".xlsx", ".ods", ".kmz"})


def check(kind: str | None, overrides: Mapping[str, str]) -> None:
    """Problem where a kind or something set by a person is none that there is."""
    if kind and kind not in KINDS:
        raise Problem("import_kind_unknown", kind=kind, known=", ".join(KINDS))
    for name in overrides:
        if name not in OVERRIDES:
            raise Problem("import_override_unknown", override=name, known=", ".join(OVERRIDES))
    if overrides.get("date_order", "") not in {"", "dmy", "mdy"}:
        raise Problem("import_override_value", override="date_order", known="dmy, mdy")
    if overrides.get("decimal", "") not in {"", ".", ","}:
        raise Problem("import_override_value", override="decimal", known=". ,")
    if overrides.get("coordinates", "") not in {"", "swapped", "as_written"}:
        raise Problem("import_override_value", override="coordinates", known="swapped, as_written")
    if not (overrides.get("header_row", "") or "1").isdecimal():
        raise Problem("import_override_value", override="header_row", known="1, 2, 3 …")
    if len(overrides.get("delimiter", "") or ",") != 1:
        raise Problem("import_override_value", override="delimiter", known=", ; | \\t")


def opened(path: Path) -> BinaryIO:
    """The file, opened for reading. Problem where it is not an ordinary file that we may read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise Problem("import_no_file", file=path.name) from error
    except (OSError, ValueError) as error:
        raise Problem("import_not_readable", file=path.name[:80]) from error
    found = os.fstat(descriptor)
    key = "import_folder" if stat.S_ISDIR(found.st_mode) else ""
    if not key and not stat.S_ISREG(found.st_mode):
        key = "import_not_a_file"
    if not key and found.st_size > LARGEST:
        os.close(descriptor)
        raise Problem("import_file_too_big", limit=LARGEST >> 20)
    if key:
        os.close(descriptor)
        raise Problem(key, file=path.name)
    return os.fdopen(descriptor, "rb")


def digest(file: BinaryIO) -> str:
    """The SHA-256 of a whole file, which is left where it stands (at its start without pread)."""
    found = hashlib.sha256()
    if hasattr(os, "pread"):
        handle, at = file.fileno(), 0
        while piece := os.pread(handle, 1 << 20, at):
            found.update(piece)
            at += len(piece)
        return found.hexdigest()
    for piece in iter(lambda: file.read(1 << 20), b""):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def bounds(size: int, extension: str) -> Bounds:
    """What may come back from a file of this size: archives unpack to more than they show."""
    packed = extension.lower() in _PACKED
    return Bounds(limits=Limits(total=(700 << 20) if packed else (64 << 20) + 10 * size))
