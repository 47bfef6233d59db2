"""The window does not end for want of None, whatever the binding of Qt gives back of it."""

import subprocess
import sys
from pathlib import Path

_MANY_CALLS = """
import pocplanner.gui
from PySide6.QtCore import QCoreApplication, QObject
app = QCoreApplication([])
one = QObject()
for _ in range(400_000):
    one.setObjectName("x")
    app.processEvents()
print("still here")
"""


def test_a_long_day_of_calls_that_return_nothing_is_borne(repository: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _MANY_CALLS],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (told.stdout.strip(), told.returncode) == ("still here", 0), told.stderr[-500:]


def test_none_is_never_used_up() -> None:
    import pocplanner.gui  # noqa: F401

    assert sys.getrefcount(None) > 1 << 30
