"""Tiles out of other people's SQLite files: MBTiles, and the tile tables of a GeoPackage.

The file is opened as one that does not change, and nothing of its own is run: an authorizer
lets only the reading of tables and views through, so that no function, trigger, attached
file or pragma of the file's makers is ever reached.
"""

import math
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from pocplanner.store.packs.pack import DEEPEST, MOST_TILE, About, Box, about, checked
from pocplanner.words import Problem

_HEAD = b"SQLite format 3\x00"
_WORLD: Box = (-180.0, -85.0511, 180.0, 85.0511)
#: Half the width of the world in Web Mercator, in metres.
_EDGE = 20037508.342789244
#: Steps of the SQLite machine after which a query is no longer waited for.
_MOST_STEPS = 2_000_000
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_READ_META = "SELECT name, value FROM metadata LIMIT 200"
_READ_TILE = (
    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1"
)


class SqliteTiles:
    """One file, one connection, used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._steps = 0
        self._open = _open(path, self._tick)
        try:
            tables = self._names()
            if {"tiles", "metadata"} <= tables:
                self.about, self._find = self._mbtiles(path)
            elif {"gpkg_contents", "gpkg_tile_matrix", "gpkg_tile_matrix_set"} <= tables:
                self.about, self._find = self._geopackage(path)
            else:
                raise Problem("pack.no_tiles", name=path.name)
        except (sqlite3.Error, OverflowError, ValueError, TypeError) as error:
            self._open.close()
            raise Problem("pack.damaged", name=path.name) from error
        except Problem:
            self._open.close()
            raise

    def raw(self, zoom: int, column: int, row: int) -> bytes | None:
        """The tile of a zoom, column and row from the north."""
        try:
            found = self._find(zoom, column, row)
        except sqlite3.Error:
            return None
        return found if isinstance(found, bytes) else None

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._open.close()

    def _tick(self) -> int:
        self._steps += 1000
        return int(self._steps > _MOST_STEPS)

    def _ask(self, text: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            self._steps = 0
            return self._open.execute(text, values).fetchmany(500)

    def _names(self) -> set[str]:
        return {
            str(name)
            for (name,) in self._ask(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') LIMIT 500"
            )
        }

    def _mbtiles(self, path: Path) -> tuple[About, Callable[[int, int, int], Any]]:
        said = {str(key): str(value) for key, value in self._ask(_READ_META) if value is not None}
        kind: Literal["raster", "vector"] = (
            "vector" if said.get("format", "").lower() in ("pbf", "mvt") else "raster"
        )
        zooms = self._zooms(said)
        if not zooms:
            raise Problem("pack.no_tiles", name=path.name)
        bounds = _box(said.get("bounds", "")) or _WORLD
        made = about(
            said.get("name") or path.stem, kind, bounds, zooms[0], zooms[-1],
            said.get("attribution") or said.get("license", ""),
        )  # fmt: skip

        def find(zoom: int, column: int, row: int) -> Any:
            rows = self._ask(_READ_TILE, (zoom, column, 2**zoom - 1 - row))
            return rows[0][0] if rows else None

        self._look_at_one(path, kind)
        return made, find

    def _zooms(self, said: dict[str, str]) -> list[int]:
        """The least and the most zoom: as the pack says, else by its tiles; empty without any."""
        told = [said.get(name, "") for name in ("minzoom", "maxzoom")]
        if all(text.isdecimal() for text in told):
            return [int(text) for text in told]
        found: list[tuple[Any, ...]] = []
        for order in ("ASC", "DESC"):
            found += self._ask(f"SELECT zoom_level FROM tiles ORDER BY zoom_level {order} LIMIT 1")
        return [int(zoom) for (zoom,) in found]

    def _look_at_one(self, path: Path, kind: Literal["raster", "vector"]) -> None:
        """Tiles of a page, a drawing or nothing known are refused when the pack is added."""
        rows = self._ask("SELECT tile_data FROM tiles LIMIT 3")
        good = [r for (r,) in rows if isinstance(r, bytes) and checked(r, kind)]
        if not good:
            raise Problem("pack.not_pictures", name=path.name)

    def _geopackage(self, path: Path) -> tuple[About, Callable[[int, int, int], Any]]:
        found = self._ask(
            "SELECT c.table_name, c.identifier, s.srs_id, s.min_x, s.min_y, s.max_x, s.max_y "
            "FROM gpkg_contents c JOIN gpkg_tile_matrix_set s ON s.table_name = c.table_name "
            "WHERE c.data_type = 'tiles' ORDER BY 1 LIMIT 1"
        )
        if not found:
            raise Problem("pack.no_tiles", name=path.name)
        table, title, system, west, south, east, north = found[0]
        if int(system) not in (3857, 900913):
            raise Problem("pack.other_grid", name=path.name, system=int(system))
        levels = self._ask(
            "SELECT zoom_level, matrix_width, matrix_height, tile_width, pixel_x_size "
            "FROM gpkg_tile_matrix WHERE table_name = ? ORDER BY 1 LIMIT 30",
            (table,),
        )
        offsets: dict[int, tuple[int, int, int]] = {}
        for level, _wide, _tall, pixels, size in levels:
            zoom = round(math.log2(2 * _EDGE / (float(size) * int(pixels))))
            span = 2 * _EDGE / 2**zoom
            if not 0 <= zoom <= DEEPEST or abs(float(size) * int(pixels) / span - 1) > 1e-6:
                raise Problem("pack.other_grid", name=path.name, system=int(system))
            first = (float(west) + _EDGE) / span, (_EDGE - float(north)) / span
            if any(abs(x - round(x)) > 1e-3 for x in first):
                raise Problem("pack.other_grid", name=path.name, system=int(system))
            offsets[zoom] = (int(level), round(first[0]), round(first[1]))
        if not offsets:
            raise Problem("pack.no_tiles", name=path.name)
        quoted = '"' + str(table).replace('"', '""') + '"'
        read = (
            f"SELECT tile_data FROM {quoted} "
            "WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1"
        )
        bounds = (*_degrees(float(west), float(south)), *_degrees(float(east), float(north)))
        made = about(title or path.stem, "raster", bounds, min(offsets), max(offsets), "")

        def find(zoom: int, column: int, row: int) -> Any:
            if zoom not in offsets:
                return None
            level, left, top = offsets[zoom]
            rows = self._ask(read, (level, column - left, row - top))
            return rows[0][0] if rows else None

        return made, find


def _open(path: Path, tick: Callable[[], int]) -> sqlite3.Connection:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise Problem("pack.gone", name=path.name) from error
    if head != _HEAD:
        raise Problem("pack.not_a_pack", name=path.name)
    try:
        made = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
        )
    except sqlite3.Error as error:
        raise Problem("pack.damaged", name=path.name) from error
    made.execute("PRAGMA trusted_schema = OFF")
    made.execute("PRAGMA cell_size_check = ON")
    made.execute("PRAGMA mmap_size = 0")
    made.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_TILE * 2)
    made.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    made.set_authorizer(_authorise)
    made.set_progress_handler(tick, 1000)
    return made


def _authorise(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _box(text: str) -> Box | None:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    found = (max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))
    return found if found[0] < found[2] and found[1] < found[3] else None


def _degrees(x: float, y: float) -> tuple[float, float]:
    lon = max(min(x / _EDGE * 180, 180.0), -180.0)
    lat = math.degrees(math.atan(math.sinh(max(min(y / _EDGE, 1.0), -1.0) * math.pi)))
    return lon, lat
