"""A small painted map of the first rows, with the mission's boundaries, before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from pocplanner.formats.reading import Reading
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

_FIRST = 20
_MOST_CORNERS = 1500


@dataclass(frozen=True)
class Dot:
    """A row on the map: where, and whether its source knows the place itself."""

    lon: float
    lat: float
    exact: bool = True


def dots_of(reading: Reading) -> list[Dot]:
    """The first rows that have a position."""
    found: list[Dot] = []
    for record in reading.records[:_FIRST]:
        place = getattr(record, "position", None)
        if place is None:
            shape = getattr(record, "shape", None) or getattr(record, "line", None)
            place = shape.representative_point() if shape is not None else None
            if place is not None:
                found.append(Dot(place.x, place.y, False))
            continue
        found.append(Dot(place.lon, place.lat))
    for chunk in reading.chunks():
        hot = chunk.hot
        for row in range(min(_FIRST, len(chunk))):
            if hot.lon[row] == hot.lon[row]:
                exact = 0 < int(hot.place_precision[row]) <= 2
                found.append(Dot(float(hot.lon[row]), float(hot.lat[row]), exact))
        break
    return found


def rings_of(snapshot: Snapshot) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """The outer lines of the mission's areas, thinned for a small picture."""
    found = []
    for area in snapshot.all(Area):
        if area.shape is None:
            continue
        for part in getattr(area.shape, "geoms", [area.shape]):
            if part.geom_type != "Polygon":
                continue
            corners = np.asarray(part.exterior.coords)[:, :2]
            step = max(1, len(corners) // _MOST_CORNERS)
            found.append(corners[::step])
    return found


class PreviewMap(QWidget):
    """Boundaries as lines, rows as dots: filled where exact, hollow where only near."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._rings: list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]] = []
        self.dots: list[Dot] = []
        self._rows = 0
        self.setMinimumSize(260, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words.text("gui.import.map.name"))

    def show_boundaries(self, snapshot: Snapshot) -> None:
        """Draw the areas of this mission."""
        self._rings = rings_of(snapshot)
        self.update()

    def show_dots(self, dots: Sequence[Dot], rows: int) -> None:
        """Draw these rows, of so many that were read."""
        self.dots, self._rows = list(dots), rows
        self.setAccessibleDescription(self.said())
        self.update()

    def said(self) -> str:
        """What the map shows, in words."""
        shown = self._words.text("gui.import.map.shown", count=len(self.dots), rows=self._rows)
        outside = self._outside()
        more = self._words.text("gui.import.map.outside", count=outside) if outside else ""
        return f"{shown} {more}".strip()

    def _outside(self) -> int:
        if not self._rings:
            return 0
        west, south, east, north = self._box(self._rings)
        return sum(not (west <= d.lon <= east and south <= d.lat <= north) for d in self.dots)

    @staticmethod
    def _box(
        parts: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.float64]]],
    ) -> tuple[float, float, float, float]:
        low = np.min([p.min(axis=0) for p in parts], axis=0)
        high = np.max([p.max(axis=0) for p in parts], axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint lines, dots and the sentence below them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        painter.fillRect(self.rect(), colours.base())
        line = self.fontMetrics().height()
        room = QRectF(self.rect()).adjusted(10, 10, -10, -2.6 * line - 6)
        parts = [*self._rings]
        if self.dots:
            parts.append(np.array([(d.lon, d.lat) for d in self.dots]))
        if parts and room.height() > 20:
            self._paint_map(painter, room, self._box(parts))
        painter.setPen(colours.text().color())
        below = QRectF(10, self.height() - 2.5 * line, self.width() - 20, 2.4 * line)
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(below, flags, self.said())
        painter.end()

    def _paint_map(
        self, painter: QPainter, room: QRectF, box: tuple[float, float, float, float]
    ) -> None:
        west, south, east, north = box
        shrink = max(0.2, float(np.cos(np.radians((south + north) / 2))))
        wide, high = max((east - west) * shrink, 0.02), max(north - south, 0.02)
        scale = min(room.width() / wide, room.height() / high)
        left = room.center().x() - scale * wide / 2
        top = room.center().y() - scale * high / 2

        def at(lon: float, lat: float) -> QPointF:
            return QPointF(left + (lon - west) * shrink * scale, top + (north - lat) * scale)

        edge = QColor(self.palette().mid().color())
        painter.setPen(QPen(edge, 1.2))
        painter.setBrush(self.palette().alternateBase())
        for ring in self._rings:
            painter.drawPolygon(QPolygonF([at(x, y) for x, y in ring.tolist()]))
        mark = QColor(self.palette().highlight().color())
        for dot in self.dots:
            painter.setPen(QPen(mark, 1.6))
            painter.setBrush(mark if dot.exact else Qt.BrushStyle.NoBrush)
            radius = 4.0 if dot.exact else 5.5
            painter.drawEllipse(at(dot.lon, dot.lat), radius, radius)
