"""Layers as a GeoPackage, written with our own SQL.

GDAL stays in the process that reads, which may not write; and what leaves has to be the same
bytes for the same layers, with no time, path or program in it.
"""

import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from shapely import to_wkb
from shapely.geometry.base import BaseGeometry

from pocplanner.model.layer import Layer, Told, Value

_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
  m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic"),
    ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in degrees"),
)
#: The application id "GPKG" and the version 1.3 of the format.
_MARK, _VERSION = 0x47504B47, 10300


def write(layers: Sequence[Layer], told: Told, as_of: date, path: Path) -> None:
    """Write the file into its place, which is empty; `as_of` is the only day that it names.

    Rows go to the disk as they come. There is no journal: a file that is broken off is thrown
    away whole.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA temp_store = MEMORY")
        db.execute(f"PRAGMA application_id = {_MARK}")
        db.execute(f"PRAGMA user_version = {_VERSION}")
        db.executescript(_TABLES)
        db.execute("BEGIN")
        db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        said = "\n".join((told.title, *(f"{k}: {v}" for k, v in told.facts.items())))
        when = f"{as_of.isoformat()}T00:00:00.000Z"
        for layer in layers:
            _layer(db, layer, said, when)
        _about(db, told, when)
        db.execute("COMMIT")


def _layer(db: sqlite3.Connection, layer: Layer, said: str, when: str) -> None:
    box, kinds = _reach(layer)
    columns = _columns(layer)
    kind = kinds.pop() if len(kinds) == 1 else "GEOMETRY"
    listed = "".join(f", {_quoted(n)} {t}" for n, t in columns)
    db.execute(
        f"CREATE TABLE {_quoted(layer.key)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
        f" geom {kind}{listed})"
    )
    db.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
        (layer.key, layer.title, said, when, *box),
    )
    db.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", (layer.key, kind)
    )
    marks = ", ".join("?" * (2 + len(columns)))
    db.executemany(
        f"INSERT INTO {_quoted(layer.key)} VALUES ({marks})",
        ((n, _blob(shape), *row) for n, (row, shape) in enumerate(layer.walk(), start=1)),
    )


def _reach(layer: Layer) -> tuple[tuple[float | None, ...], set[str]]:
    """The box of all shapes (west, south, east, north), and of which kinds they are."""
    box: tuple[float | None, ...] = (None, None, None, None)
    kinds: set[str] = set()
    for shape in layer.shapes:
        if shape is None:
            continue
        kinds.add(shape.geom_type.upper())
        if shape.is_empty:
            continue
        w, s, e, n = shape.bounds
        if box[0] is None or box[1] is None or box[2] is None or box[3] is None:
            box = (w, s, e, n)
        elif not (box[0] <= w and box[1] <= s and e <= box[2] and n <= box[3]):
            box = (min(box[0], w), min(box[1], s), max(box[2], e), max(box[3], n))
    return box, kinds


def _columns(layer: Layer) -> list[tuple[str, str]]:
    """Each column with the type of what it holds; names that the format keeps get a sign."""
    taken = {"fid", "geom"}
    found = []
    for name, kind in zip(layer.names, layer.types or _types(layer), strict=True):
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        found.append((name, kind))
    return found


def _types(layer: Layer) -> Iterator[str]:
    """The type of each column, found in its rows."""
    types: list[set[type]] = [set() for _ in layer.names]
    for row in layer.rows:
        for there, value in zip(types, row, strict=True):
            if value is not None:
                there.add(type(value))
    for held in types:
        yield "INTEGER" if held == {int} else "REAL" if held and held <= {int, float} else "TEXT"


def _about(db: sqlite3.Connection, told: Told, when: str) -> None:
    db.execute("CREATE TABLE about (fid INTEGER PRIMARY KEY NOT NULL, what TEXT, said TEXT)")
    db.execute(
        "INSERT INTO gpkg_contents VALUES ('about', 'attributes', 'about', ?, ?, NULL, NULL,"
        " NULL, NULL, 0)",
        (told.title, when),
    )
    rows = [("title", told.title), *told.facts.items()]
    db.executemany(
        "INSERT INTO about VALUES (?, ?, ?)", [(n, *row) for n, row in enumerate(rows, start=1)]
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _blob(shape: BaseGeometry | None) -> bytes | None:
    """A shape as the format has it: a short head without a box, then well-known binary."""
    if shape is None:
        return None
    empty = 0x10 if shape.is_empty else 0
    return struct.pack("<2sBBi", b"GP", 0, 0x01 | empty, 4326) + to_wkb(shape, byte_order=1)


def read_back(path: Path) -> Iterator[tuple[Value | bytes, ...]]:
    """Every row of every table, for the proof that nothing else is in the file."""
    where = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(where, uri=True)) as db:
        names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        yield from db.execute("SELECT * FROM sqlite_master")
        for name in names:
            yield from db.execute(f"SELECT * FROM {_quoted(name)}")
