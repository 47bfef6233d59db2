"""Events on the map as small pictures drawn from columns: any number of them, none an object."""

import re

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from pocplanner.model.events import NEAR, Events

_PATH = re.compile(r"^/ev/(\d{1,9})/(\d{1,2})/(-?\d{1,7})/(-?\d{1,7})\.png$")
_SIZE = 256
#: Ink of an event: placed exactly or near; placed, but its source does not say how well.
_SHARP, _VAGUE = (158, 42, 43), (196, 148, 120)


class EventTiles:
    """The events that are shown, as Web Mercator fractions of the world, and their tiles."""

    def __init__(self) -> None:
        self.revision = 0
        self._x: NDArray[np.float64] = np.zeros(0)
        self._y: NDArray[np.float64] = np.zeros(0)
        self._sharp: NDArray[np.bool_] = np.zeros(0, bool)
        self._rows: NDArray[np.int64] = np.zeros(0, np.int64)

    @property
    def count(self) -> int:
        """How many events are drawn."""
        return len(self._rows)

    def show(self, events: Events, chosen: NDArray[np.bool_] | None = None) -> int:
        """Take these events (or the chosen ones) and return the new revision, 0 for none.

        What is known only to a district or worse is not drawn: a point at its middle would
        say more than is known.
        """
        on_map = np.isfinite(events.lon) & np.isfinite(events.lat) & (np.abs(events.lat) < 85)
        on_map &= events.place_precision <= NEAR
        if chosen is not None:
            on_map &= chosen
        rows = np.flatnonzero(on_map)
        x = (events.lon[rows] + 180) / 360
        lat = np.radians(events.lat[rows])
        y = (1 - np.arcsinh(np.tan(lat)) / np.pi) / 2
        order = np.argsort(x, kind="stable")
        self._x, self._y, self._rows = x[order], y[order], rows[order]
        precision = events.place_precision[self._rows]
        self._sharp = (precision > 0) & (precision <= NEAR)
        self.revision += 1
        return self.revision if len(rows) else 0

    def answer(self, path: str) -> tuple[bytes, bytes] | None:
        """The tile of a path `/ev/revision/z/x/y.png`, nothing for any other path."""
        found = _PATH.match(path)
        if not found:
            return None
        _, zoom, column, row = (int(g) for g in found.groups())
        return (self._tile(zoom, column, row), b"image/png") if zoom <= 20 else None

    def _tile(self, zoom: int, column: int, row: int) -> bytes:
        scale = 2.0**zoom
        margin = 4 / _SIZE
        first, last = np.searchsorted(
            self._x, [(column - margin) / scale, (column + 1 + margin) / scale]
        )
        x = (self._x[first:last] * scale - column) * _SIZE
        y = (self._y[first:last] * scale - row) * _SIZE
        inside = (y > -4) & (y < _SIZE + 4)
        pixels = np.zeros((_SIZE + 8, _SIZE + 8, 4), np.uint8)
        if inside.any():
            sharp = self._sharp[first:last][inside]
            px, py = x[inside].astype(int) + 4, y[inside].astype(int) + 4
            # Pale ones first, so that what is known sharply stays on top.
            self._dots(pixels, px[~sharp], py[~sharp], _VAGUE, 1 if zoom < 7 else 2)
            self._dots(pixels, px[sharp], py[sharp], _SHARP, 1 if zoom < 7 else 2)
        cut = np.ascontiguousarray(pixels[4:-4, 4:-4])
        image = QImage(cut.data, _SIZE, _SIZE, 4 * _SIZE, QImage.Format.Format_RGBA8888)
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(data.data())

    @staticmethod
    def _dots(
        pixels: NDArray[np.uint8],
        x: NDArray[np.int64],
        y: NDArray[np.int64],
        ink: tuple[int, int, int],
        radius: int,
    ) -> None:
        for dy in range(-radius, radius + 1):
            for dx in range(-radius, radius + 1):
                if dx * dx + dy * dy > radius * radius + 1:
                    continue
                ys, xs = np.clip(y + dy, 0, _SIZE + 7), np.clip(x + dx, 0, _SIZE + 7)
                pixels[ys, xs] = (*ink, 225)

    def under(self, lon: float, lat: float, zoom: int, pixels: float = 7) -> NDArray[np.int64]:
        """Rows of the events under a point of the map, at most 200."""
        if not len(self._x):
            return self._rows
        reach = pixels / (_SIZE * 2.0**zoom)
        x = (lon + 180) / 360
        y = (1 - np.arcsinh(np.tan(np.radians(np.clip(lat, -85, 85)))) / np.pi) / 2
        first, last = np.searchsorted(self._x, [x - reach, x + reach])
        near = np.hypot(self._x[first:last] - x, self._y[first:last] - y) <= reach
        found: NDArray[np.int64] = self._rows[first:last][near][:200]
        return found
