"""Keeps None and its like alive where the Qt binding gives back more of them than it takes.

PySide6 6.12 is built for Python 3.12 and later, where constants are not counted. An older
Python counts them, and loses one reference to None with every call that returns nothing:
after some hours of work the count is used up and the process is ended at once.
"""

import ctypes
import sys

#: More than can be used up.
_MANY = 1 << 40


def hold() -> bool:
    """Give the constants more references than can be lost; False where that is not needed."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return False
    for constant in (None, True, False, NotImplemented, Ellipsis):
        count = ctypes.c_ssize_t.from_address(id(constant))
        # The count stands first in an object, but for debug builds: then it is left alone.
        if abs(count.value - sys.getrefcount(constant)) < 64:
            count.value += _MANY
    return True
