"""Events on the map, drawn from columns: any number of them, none an object."""

import re
from typing import Any, NamedTuple

import numpy as np

from pocplanner.analysis.event_look import SIZES
from pocplanner.analysis.ground import Mask, counts_only
from pocplanner.gui.map.curve import (
    BITS,
    EDGE,
    TILE_BITS,
    Levels,
    Points,
    Short,
    Small,
    Whole,
    interleaved,
    world,
)
from pocplanner.model.events import NEAR, Events, no_events

#: Place precision of areas, lines and regions: drawn as a ring with a count, never as a dot.
_AREA_WORST = 5
#: A sign reaches over the edge of its tile, in pixels.
_MARGIN = 14
#: Counts and rings gather what lies in one square of so many pixels.
_GROUP_PX, _RING_PX = 72, 60
#: Tiles of one zoom that the page wants in one breath, at most 60.
_TILES = re.compile(
    r"^/ev/(\d{1,9})/tiles/(\d{1,2})/(-?\d{1,7},-?\d{1,7}(?:;-?\d{1,7},-?\d{1,7}){0,59})$"
)


class Drawn(NamedTuple):
    """Which events are drawn and how: a mask, the class of each row (0 to 31), what sizes tell.

    A higher class lies on top. `size_by` is "", "deaths" or "count".
    """

    rows: Mask
    classes: Small | None = None
    size_by: str = ""


class _Lying:
    """Rows of the events in the order of the curve, and those of them that are shown."""

    def __init__(self, events: Events, rows: Mask) -> None:
        found = np.flatnonzero(rows)
        x, y = world(events.lon[found], events.lat[found])
        codes = interleaved(x, y)
        order = np.argsort(codes)
        self._rows = found[order]
        deaths = np.maximum(events.deaths_best[self._rows], 0).astype(np.int32)
        self._codes = codes[order]
        self._x, self._y = x[order].astype(np.int32), y[order].astype(np.int32)
        self._deaths = deaths
        self.show(np.zeros(len(events), bool), np.zeros(len(events), np.uint8))

    def show(self, rows: Mask, key: Small) -> None:
        """Show the rows of a mask under these keys, one for each event."""
        chosen = rows[self._rows]
        # Where all are shown nothing is kept twice: of three million rows that is a tenth of all.
        kept = slice(None) if chosen.all() else chosen
        self.rows = self._rows[kept]
        points = Points(
            self._codes[kept],
            self._x[kept],
            self._y[kept],
            key[self.rows],
            np.broadcast_to(np.int32(1), len(self.rows)),
            self._deaths[kept],
        )
        self.levels = Levels(points)


class EventPoints:
    """The events that are shown, and everything that the page asks of them."""

    def __init__(self) -> None:
        self.revision = 0
        self._events = no_events()
        self._drawn = Drawn(np.zeros(0, bool))
        self._lost: dict[str, Mask] = {}
        nothing = np.zeros(0, bool)
        self._dots, self._areas = (_Lying(self._events, nothing) for _ in range(2))

    @property
    def count(self) -> int:
        """How many events are drawn as dots."""
        return len(self._dots.rows)

    @property
    def area_count(self) -> int:
        """How many events are known to an area only and counted in its ring."""
        return len(self._areas.rows)

    def rows_drawn(self) -> Whole:
        """Rows of the events that are drawn, as dots or counted in rings."""
        return np.concatenate([self._dots.rows, self._areas.rows])

    def lost(self) -> dict[str, int]:
        """How many of the chosen events are not on the map at all, by the reason."""
        found = {why: int((rows & self._drawn.rows).sum()) for why, rows in self._lost.items()}
        return {why: count for why, count in found.items() if count}

    def take(self, events: Events) -> None:
        """Lay these events along the curve; a second time the same ones cost nothing."""
        if events is self._events:
            return
        self._events = events
        precision = events.place_precision
        placed = np.isfinite(events.lon) & np.isfinite(events.lat) & (np.abs(events.lat) < EDGE)
        vague = precision > _AREA_WORST
        hidden: Mask = events.type.isin(counts_only())
        hidden &= placed & (precision <= NEAR)
        self._lost = {"no_position": ~placed & ~vague, "too_wide": vague, "counts_only": hidden}
        self._dots = _Lying(events, placed & ~hidden & (precision <= NEAR))
        self._areas = _Lying(events, placed & (precision > NEAR) & ~vague)

    def show(self, events: Events, drawn: Drawn) -> int:
        """Draw these of these events and return the new revision, 0 where nothing is to draw."""
        self.take(events)
        self._drawn = drawn
        key = (events.place_precision > 0).astype(np.uint8) << 7
        if drawn.classes is not None:
            key |= drawn.classes & 31
        self._dots.show(drawn.rows, key.astype(np.uint8))
        self._areas.show(drawn.rows, events.place_precision.astype(np.uint8))
        self.revision += 1
        return self.revision if self.count or self.area_count else 0

    # -- what the page asks --------------------------------------------------------------

    def answer(self, path: str) -> tuple[bytes, bytes] | None:
        """The dots of tiles for `/ev/revision/tiles/z/x,y;x,y…`, nothing for any other path.

        First the number of dots of each tile (32 bits each), then the tiles, each filled up to
        eight bytes.
        """
        found = _TILES.match(path)
        if not found:
            return None
        revision, zoom = int(found[1]), int(found[2])
        if zoom > BITS - TILE_BITS or revision != self.revision:
            return b"", b"application/octet-stream"
        at = [tuple(map(int, pair.split(","))) for pair in found[3].split(";")]
        tiles = [self.tile(zoom, column, row) for column, row in at]
        head = np.array([len(t) // 6 for t in tiles], "<u4").tobytes()
        parts = [t + b"\0" * (-len(t) % 8) for t in tiles]
        return head + b"".join(parts), b"application/octet-stream"

    def tile(self, zoom: int, column: int, row: int) -> bytes:
        """Dots of a tile, four columns after each other: x and y, class, size.

        x and y are sixteenths of a pixel from the tile's corner plus 64 pixels (16 bits each),
        the class with the highest bit set where the place is known well, the size 0 to 3.
        """
        unit = BITS - TILE_BITS - zoom
        pixel, left, top = 1 << unit, column << (unit + TILE_BITS), row << (unit + TILE_BITS)
        reach = _MARGIN * pixel
        right, bottom = (v + (pixel << TILE_BITS) + reach for v in (left, top))
        found = self._dots.levels.inside(zoom, (left - reach, top - reach, right, bottom))
        size = self._sizes(found)
        # Pale ones first and small ones last, so that what is known sharply stays on top.
        order = np.argsort((found.key >> 7) * np.uint8(4) + (3 - size), kind="stable")
        columns = (
            ((found.x.astype(np.int64) - left) * 16 // pixel + 1024).astype("<u2"),
            ((found.y.astype(np.int64) - top) * 16 // pixel + 1024).astype("<u2"),
            found.key,
            size,
        )
        return b"".join(c[order].tobytes() for c in columns)

    def _sizes(self, points: Points) -> Small:
        many = np.where(points.count > 1, points.count, 0)
        told = {"deaths": points.deaths, "count": many}.get(self._drawn.size_by)
        if told is None:
            return np.zeros(len(points), np.uint8)
        return np.searchsorted(SIZES, told, side="right").astype(np.uint8)

    def in_view(self, zoom: int, box: tuple[int, int, int, int]) -> dict[str, Any]:
        """What lies in a box of the map (pixels of this zoom): counts, groups and rings.

        `groups` are squares with dots (x, y, events, deaths), `rings` what is known to an area
        only (x, y, events, the worst precision), both at their middle in pixels.
        """
        pixel = 1 << (BITS - TILE_BITS - zoom)
        wide = (box[0] * pixel, box[1] * pixel, box[2] * pixel, box[3] * pixel)
        dots, areas = (c.levels.inside(zoom, wide) for c in (self._dots, self._areas))
        return {
            "shown": int(dots.count.sum()),
            "deaths": int(dots.deaths.sum()),
            "areas": int(areas.count.sum()),
            "groups": _gathered(dots, pixel, dots.deaths, np.add, _GROUP_PX),
            "rings": _gathered(areas, pixel, areas.key.astype(np.int32), np.maximum, _RING_PX),
        }

    def under(self, lon: float, lat: float, zoom: int, pixels: float = 8, most: int = 200) -> Whole:
        """Rows of the events under a point of the map, nearest first, dots before rings."""
        x, y = (int(c[0]) for c in world(np.array([lon]), np.array([lat])))
        pixel = 2.0 ** (BITS - TILE_BITS - zoom)
        dots = self._dots.levels.near(x, y, max(int(pixels * pixel), 1))[:most]
        rings = self._areas.levels.near(x, y, max(int(_RING_PX / 2 * pixel), 1))[:most]
        found: Whole = np.concatenate([self._dots.rows[dots], self._areas.rows[rings]])[:most]
        return found


def _gathered(points: Points, pixel: int, told: Short, how: np.ufunc, size: int) -> list[list[int]]:
    """Points by squares of so many pixels: middle, sum of counts, what `how` makes of `told`."""
    if not len(points):
        return []
    x, y, count = (c.astype(np.int64) for c in (points.x, points.y, points.count))
    x, y = x // pixel, y // pixel
    square = ((y // size) << 32) | (x // size)
    order = np.argsort(square, kind="stable")
    starts = np.flatnonzero(np.diff(square[order], prepend=-1))
    whole = np.add.reduceat(count[order], starts)
    columns = (
        np.add.reduceat((x * count)[order], starts) // whole,
        np.add.reduceat((y * count)[order], starts) // whole,
        whole,
        how.reduceat(told[order], starts),
    )
    found: list[list[int]] = np.stack(columns, axis=1).tolist()
    return found
