"""Write a small file whole or not at all, readable for nobody but its maker."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def write_private(path: Path, data: bytes) -> None:
    """The bytes under this name, in one step. OSError where that cannot be; then nothing is left.

    The name beside it is drawn anew each time and never followed where it is a link.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
