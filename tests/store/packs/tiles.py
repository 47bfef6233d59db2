"""Small packs of tiles, made for tests."""

import io
import sqlite3
from pathlib import Path

from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer


def a_picture(ink: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (256, 256), ink).save(made, "PNG")
    return made.getvalue()


def mbtiles(path: Path, tiles: dict[tuple[int, int, int], bytes], **said: str) -> Path:
    """A pack by zoom, column and row from the south, as MBTiles count."""
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        file.execute(
            "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, "
            "tile_data BLOB)"
        )
        file.executemany("INSERT INTO metadata VALUES (?, ?)", said.items())
        file.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)", [(*k, v) for k, v in tiles.items()]
        )
    file.close()
    return path


def pmtiles(path: Path, tiles: dict[tuple[int, int, int], bytes], kind: TileType) -> Path:
    with path.open("wb") as file:
        writer = Writer(file)
        for at, data in sorted(tiles.items(), key=lambda item: zxy_to_tileid(*item[0])):
            writer.write_tile(zxy_to_tileid(*at), data)
        writer.finalize(
            {
                "tile_type": kind,
                "tile_compression": Compression.GZIP,
                "min_zoom": 0,
                "max_zoom": 1,
                "min_lon_e7": int(-20e7),
                "min_lat_e7": int(-15e7),
                "max_lon_e7": int(-10e7),
                "max_lat_e7": int(-5e7),
                "center_zoom": 0,
                "center_lon_e7": 0,
                "center_lat_e7": 0,
            },
            {"name": "Sea", "attribution": '<a href="x">Somebody</a>'},
        )
    return path
