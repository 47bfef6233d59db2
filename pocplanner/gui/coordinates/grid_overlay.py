"""The MGRS grid over the map: made anew for what is in view, drawn as a layer."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from pocplanner.analysis.mgrs_grid import Grid, grid

LAYER = "grid"
_QUIET_MS = 150
_COLOUR = "#3b5f8a"
_WEIGHTS = (0.7, 1.1, 1.8)


class GridOverlay(QObject):
    """Follows what is in view; `show` turns it on and off."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = False
        self._view: Any = None
        self._box: tuple[float, float, float, float, float] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.draw)

    def attach(self, view: Any) -> None:
        """Draw on this map from now on."""
        self._view = view
        view.viewed.connect(self.look_at)
        self.draw()

    def detach(self) -> None:
        """The map is gone."""
        self._view = None
        self._timer.stop()

    def show(self, on: bool) -> None:
        """Draw the grid, or take it away."""
        self.on = on
        self.draw()

    def look_at(self, west: float, south: float, east: float, north: float, zoom: float) -> None:
        """Another part of the map is in view."""
        self._box = (west, south, east, north, zoom)
        if self.on:
            self._timer.start()

    def draw(self) -> None:
        """Draw the grid for what is in view."""
        if self._view is None:
            return
        made: list[dict[str, Any]] = []
        if self.on and self._box is not None:
            west, south, east, north, zoom = self._box
            made = features(grid(west, south, east, north, int(zoom)))
        self._view.replace(LAYER, made)


def features(found: Grid) -> list[dict[str, Any]]:
    """The grid as the map draws it: lines, and names where the squares have room for them."""
    made: list[dict[str, Any]] = [
        {
            "id": line.id, "type": "line", "at": [[lat, lon] for lon, lat in line.at],
            "colour": _COLOUR, "weight": _WEIGHTS[line.weight],
        }
        for line in found.lines
    ]  # fmt: skip
    made += [
        {
            "id": f"n{name.id}", "type": "point", "lon": name.lon, "lat": name.lat,
            "colour": _COLOUR, "size": 1, "caption": name.text,
        }
        for name in found.names
    ]  # fmt: skip
    return made
