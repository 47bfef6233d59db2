"""GeoPackage, FlatGeobuf and shapefile through GDAL, which knows these three formats only.

The library gets bytes in memory, never a path, so that nothing beside them can be reached.
Every other driver is taken out before the library is loaded, and it is looked again after.
"""

import gc
import os
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from pocplanner.formats.reader.geodata_features import FEATURES, Loaded, few_corners
from pocplanner.formats.reader.geodata_survey import LONGEST
from pocplanner.formats.reader.geodata_systems import System, assumed, named
from pocplanner.formats.reader.geojson_text import packed
from pocplanner.formats.reader.tables import quiet
from pocplanner.formats.reader.wire import Unreadable

ALLOWED = frozenset({"GPKG", "FlatGeobuf", "ESRI Shapefile"})
#: Drivers of the library that we lock, all but the allowed: a new one fails at the look after.
_TAKEN_OUT = (
    "MEM,PCIDSK,PDS4,VICAR,PDF,MBTiles,EEDA,OGCAPI,GDALG,MapInfo File,LVBAG,S57,DGN,OGR_VRT,CSV,"
    "GML,GPX,LIBKML,KML,GeoJSON,GeoJSONSeq,ESRIJSON,TopoJSON,OGR_GMT,SQLite,WAsP,OpenFileGDB,DXF,"
    "GeoRSS,VFK,PGDUMP,OSM,GPSBabel,OGR_PDS,WFS,OAPIF,EDIGEO,Idrisi,ODS,XLSX,Elasticsearch,Carto,"
    "AmigoCloud,SXF,Selafin,JML,PLSCENES,CSW,VDV,MVT,NGW,MapML,GTFS,PMTiles,JSONFG,MiraMonVector,"
    "ADBC,AVCBin,AVCE00,AIVector,HTTP,Parquet,Arrow,MySQL,PostgreSQL,MSSQLSpatial,ODBC,PGeo,NAS,"
    "netCDF,HANA,XODR,Interlis 1,Interlis 2,GMLAS,CAD,FileGDB,OCI,MongoDBv3,XLS,Memory,TIGER,UK ."
    "NTF,SOSI,SDTS,GeoConcept,Geoconcept,REC,OpenAir,SUA,SEGY,SEGUKOOA,HTF,ARCGEN,SVG,LIBKML,VRT"
)
LARGEST = 400 << 20
_PIECE = 2000
_LAYERS = 50
#: Triggers that the format itself brings (spatial index, counts, tiles, its own rules).
_USUAL = re.compile(
    r"^(?:rtree_|gpkg_|trigger_(?:insert|delete)_feature_count_|ogr_|dgpkg|fki_|fku_|fkd_"
    r"|.+_(?:zoom|tile_column|tile_row)_(?:insert|update)$)"
)


def library() -> Any:
    """The library with three drivers and no more. Unreadable where it holds others."""
    os.environ.update(
        OGR_SKIP=_TAKEN_OUT,
        GDAL_SKIP="HTTP VRT GTI WMS WCS WMTS DERIVED",
        GDAL_DRIVER_PATH="disable",
        OGR_DRIVER_PATH="disable",
        GDAL_PYTHON_DRIVER_PATH="disable",
        GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR",
        GDAL_HTTP_MAX_RETRY="0",
        CPL_VSIL_CURL_ALLOWED_EXTENSIONS=".none",
        GDAL_NUM_THREADS="1",
        GDAL_CACHEMAX="32",
        PROJ_NETWORK="OFF",
        OGR_SQLITE_LOAD_EXTENSIONS="",
        SHAPE_RESTORE_SHX="NO",
    )
    warnings.simplefilter("ignore")
    import pyogrio
    import pyogrio.raw

    if not set(pyogrio.list_drivers()) <= ALLOWED:
        raise Unreadable("import_engine_open")
    return pyogrio


def load(
    data: bytes, format_: str, wanted: dict[str, str], beat: Callable[[], None] = quiet
) -> Loaded:
    """All layers of features in these bytes. Unreadable where they are broken or too many."""
    pyogrio = library()
    found = Loaded(format_)
    try:
        layers = [(str(n), k) for n, k in pyogrio.list_layers(data)]
        views = _oddities(pyogrio, data, found) if format_ == "gpkg" else frozenset()
    except Exception as error:
        raise _broken(error) from error
    spatial = [n for n, k in layers if k is not None and n not in views]
    left = [n for n, k in layers if k is None]
    if views:
        found.notes.append(["views_left_out", len(views), {"names": _list(sorted(views))}])
    if left:
        found.notes.append(["tables_without_shapes", len(left), {"names": _list(left)}])
    if not spatial:
        raise Unreadable("import_no_layers" if format_ == "gpkg" else "import_geodata_broken")
    if wanted.get("layer") in spatial:
        spatial = [wanted["layer"]]
    if len(spatial) > _LAYERS:
        raise Unreadable("import_too_many_layers", limit=_LAYERS)
    corners = 0
    for name in spatial:
        try:
            corners = _layer(pyogrio, data, name, found, wanted, corners, beat)
        except Unreadable:
            raise
        except MemoryError:
            raise
        except Exception as error:
            raise _broken(error) from error
    return found


def _broken(error: Exception) -> Unreadable:
    if isinstance(error, MemoryError):
        return Unreadable("import_too_much_memory")
    if "limit" in str(error) and "memory" in str(error).lower():
        return Unreadable("import_too_much_memory")
    return Unreadable("import_geodata_broken")


def _list(names: list[str]) -> str:
    return ", ".join(names)[:200]


def _oddities(pyogrio: Any, data: bytes, found: Loaded) -> frozenset[str]:
    """The views of a GeoPackage, and a note of the triggers that no standard brings."""
    told = "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')"
    _, _, _, (kinds, names) = pyogrio.raw.read(data, sql=told, read_geometry=False)
    listed = list(zip(kinds.tolist(), map(str, names.tolist()), strict=True))
    strange = [n for k, n in listed if k == "trigger" and not _USUAL.match(n)]
    if strange:
        found.notes.append(["triggers_not_run", len(strange), {"names": _list(strange)}])
    return frozenset(n for k, n in listed if k == "view")


def _layer(
    pyogrio: Any, data: bytes, name: str, found: Loaded, wanted: dict[str, str], corners: int,
    beat: Callable[[], None],
) -> int:  # fmt: skip
    options = {"encoding": wanted["encoding"]} if wanted.get("encoding") else {}
    info = pyogrio.read_info(data, layer=name, **options)
    system = named(wanted.get("system", "") or str(info["crs"] or ""))
    if system is None:
        found.notes.append(["system_assumed", 1, {"layer": name}])
    elif system.name:
        found.notes.append(["reprojected", 1, {"system": system.name, "layer": name}])
        found.system = system.name
    first = 0
    # Each piece is looked for from the first row on; points are small enough for large ones.
    most = _PIECE * (5 if str(info["geometry_type"]) == "Point" else 1)
    while True:
        piece = pyogrio.raw.read(
            data,
            layer=name,
            skip_features=first,
            max_features=most,
            return_fids=True,
            force_2d=True,
            datetime_as_string=True,
            **options,
        )
        meta, fids, shapes, columns = piece
        size = len(shapes) if shapes is not None else 0
        if size < most and found.format != "gpkg" and first + size < int(info["features"]):
            # A file that is cut off behind its head ends quietly, short of what it promised.
            raise Unreadable("import_geodata_broken")
        if not size:
            return corners
        first += size
        beat()
        gc.collect()  # the library leaves each piece in a ring; rings are seldom looked for here
        if len(found.features) + size > FEATURES:
            raise Unreadable("import_too_many_features", limit=FEATURES)
        corners += sum(len(s) for s in shapes if s is not None) // 16
        few_corners(corners)
        texts = [_column(c) for c in columns]
        names = [str(f) for f in meta["fields"]]
        for row, shape in enumerate(_shapes(shapes, system)):
            held = {n: c[row] for n, c in zip(names, texts, strict=True) if c[row] is not None}
            feature: dict[str, Any] = {"properties": held, "layer": name, **shape}
            if found.format == "gpkg":
                feature["id"] = int(fids[row])
            found.features.append(feature)
        if size < most:
            return corners


def _shapes(wkb: Any, system: System | None) -> Iterator[dict[str, Any]]:
    """Shapes as GeoJSON has them, in longitude and latitude; a wrong one with its reason."""
    import json

    import shapely

    made = shapely.from_wkb(wkb, on_invalid="ignore")
    made[[s is not None and g is None for s, g in zip(wkb, made, strict=True)]] = None
    flat, owner = shapely.get_coordinates(made, return_index=True)
    if system is None:
        assumed(flat[:, 0], flat[:, 1])
    elif system.name and len(flat):
        given = np.isfinite(flat).all(axis=1)
        lon, lat = system.turned(flat[:, 0], flat[:, 1])
        flat = np.column_stack((lon, lat))
        made = shapely.set_coordinates(made, flat)
        lost = np.unique(owner[given & ~np.isfinite(flat).all(axis=1)])
    else:
        given = np.ones(len(flat), bool)
    bad = set(owner[~np.isfinite(flat).all(axis=1)].tolist())
    off = set(lost.tolist()) if system is not None and system.name and len(flat) else set()
    points = (shapely.get_type_id(made) == 0).tolist()
    for row, shape in enumerate(made):
        if row in bad:
            reason = "corners_not_turned" if row in off else "corner_not_a_number"
            yield {"geometry": None, "wrong": reason}
        elif shape is None:
            broken = wkb[row] is not None and len(wkb[row])
            yield {"geometry": None, **({"wrong": "shape_broken"} if broken else {})}
        elif shape.is_empty:
            yield {"geometry": None}
        elif points[row]:
            yield {"geometry": {"type": "Point", "coordinates": [shape.x, shape.y]}}
        else:
            yield {"geometry": packed(json.loads(shapely.to_geojson(shape)))}


def _column(values: Any) -> list[Any]:
    """A column as texts, numbers and nothing."""
    if values.dtype.kind == "f":
        return [None if np.isnan(v) else float(v) for v in values.tolist()]
    if values.dtype.kind in "iub":
        return list(values.tolist())
    if values.dtype.kind in "Mm":
        return [None if str(v) == "NaT" else str(v) for v in values]
    return [_text(v) for v in values.tolist()]


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, (bytes, bytearray, memoryview)):
        return None
    if isinstance(value, float) and np.isnan(value):
        return None
    return str(value)[:LONGEST]
