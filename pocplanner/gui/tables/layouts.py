"""The columns of each table as this person arranged them, for each mission."""

import hashlib

from PySide6.QtCore import QTimer

from pocplanner.gui.desk import Desk
from pocplanner.gui.tables.grid import Grid
from pocplanner.gui.tables.grid_rows import Layout

#: As many tables are remembered; the oldest are forgotten first.
_MOST = 300
_QUIET_MS = 400


class KeptLayout:
    """Puts a table back as it was left, and keeps how it is changed."""

    def __init__(self, desk: Desk, grid: Grid, name: str) -> None:
        self._desk, self._grid, self._name = desk, grid, name
        self._at_first = grid.first_layout or tuple((name, 0) for name, _ in grid.layout_now)
        self._timer = QTimer(grid)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.keep)
        grid.laid_out.connect(self._timer.start)
        desk.opened.connect(self.restore)
        self.restore()

    def _key(self) -> str:
        """Tells missions apart without naming one: what is stored must not betray a mission."""
        if self._desk.project is None:
            return ""
        mission = hashlib.sha256(self._desk.project.mission.id.encode()).hexdigest()[:16]
        return f"{mission}.{self._name}"

    def restore(self) -> None:
        """Show the columns as they were left in this mission, else as they come."""
        kept = self._desk.settings.tables.get(self._key(), ())
        self._grid.lay_out(_read(kept) or self._at_first)

    def keep(self) -> None:
        """Keep the columns as they stand."""
        key = self._key()
        if not key:
            return
        others = {k: v for k, v in self._desk.settings.tables.items() if k != key}
        while len(others) >= _MOST:
            others.pop(next(iter(others)))
        now = tuple(f"{name}:{width}" for name, width in self._grid.layout_now)
        self._desk.prefer(tables={**others, key: now})


def _read(kept: tuple[str, ...]) -> Layout:
    found = []
    for one in kept[:80]:
        name, colon, width = one.rpartition(":")
        if colon and width.isdigit():
            found.append((name, int(width)))
    return tuple(found)
