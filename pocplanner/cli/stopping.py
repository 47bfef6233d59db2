"""Being asked to stop: Ctrl-C and a request to end are the same, whatever they interrupt."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_asked = False
_holding = False


def listen() -> None:
    """Take both requests from now on; the main thread only."""
    signal.signal(signal.SIGINT, _hear)
    signal.signal(signal.SIGTERM, _hear)


def asked() -> bool:
    """Whether somebody asked, also where a library made an error of its own of the interrupt."""
    return _asked


@contextmanager
def held() -> Iterator[None]:
    """Wait with stopping until the block has ended.

    For loading compiled libraries: interrupted halfway they fail in ways of their own.
    """
    global _holding
    _holding = True
    try:
        yield
    finally:
        _holding = False
    if _asked:
        raise KeyboardInterrupt


def _hear(_signal: int, _frame: Any) -> None:
    global _asked
    _asked = True
    if not _holding:
        raise KeyboardInterrupt
