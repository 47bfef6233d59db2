"""Which geodata a file holds, by its first bytes: never by its name, never by a library's guess."""

import io
import re
import zipfile
from typing import BinaryIO

from pocplanner.formats.reader.archive import INFLATED, inflate
from pocplanner.formats.reader.wire import Unreadable

#: What is read, as `Content.format` says it. GeoJSON is told apart by `sniff` itself.
FORMATS = frozenset({"shapes", "kml", "gpx", "gpkg", "fgb", "shp"})
#: Endings of single files that an archive may hold in place of a table.
ENDINGS = frozenset({".geojson", ".json", ".kml", ".gpx", ".gpkg", ".fgb"})
#: Endings that promise what the content then has to be.
NAMED = frozenset({".kml", ".kmz", ".gpx", ".gpkg", ".fgb", ".shp"})
_GEOPACKAGES = (b"GPKG", b"GP10", b"GP11")
_ROOT = re.compile(r"<([A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)[\s/>]")
_ASIDE = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\])?\s*>", re.DOTALL)
_POINTS_ELSEWHERE = ("OGRVRTDataSource", "VRTDataset", "GDALG", "OGRWFSDataSource", "WMS_Service")

Told = tuple[str, BinaryIO, str]


def content(file: BinaryIO, opening: bytes, extension: str) -> Told | None:
    """The format, the bytes to read and no member; nothing where it is no geodata of these."""
    if opening.startswith(b"SQLite format 3\x00"):
        return "gpkg", _package(file, opening, extension), ""
    if opening.startswith(b"fgb\x03"):
        return "fgb", file, ""
    if opening.startswith(b"PMTiles"):
        raise Unreadable("import_base_map")
    if opening[4:16].find(b"OSMHeader") >= 0:
        raise Unreadable("import_osm")
    if opening[:4] == b"\x00\x00\x27\x0a":
        raise Unreadable("import_shapefile_alone")
    root = _root(opening)
    if root == "kml":
        return "kml", file, ""
    if root == "gpx":
        return "gpx", file, ""
    if root in {"osm", "osmChange"}:
        raise Unreadable("import_osm")
    if root in _POINTS_ELSEWHERE:
        raise Unreadable("import_points_elsewhere")
    return None


def _package(file: BinaryIO, opening: bytes, extension: str) -> BinaryIO:
    if opening[68:72] == b"MPBX" or extension == ".mbtiles":
        raise Unreadable("import_base_map")
    if opening[68:72] in _GEOPACKAGES or extension == ".gpkg":
        return file
    raise Unreadable("import_binary")


def _root(opening: bytes) -> str:
    """The name of the first element of an XML file; empty where it is none."""
    wide = opening[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = opening.decode("utf-16" if wide else "utf-8", "ignore").lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return ""
    found = _ROOT.match(_ASIDE.sub("", text).lstrip())
    return found.group(2) if found else ""


def archive(
    file: BinaryIO, held: zipfile.ZipFile, inside: list[zipfile.ZipInfo], extension: str
) -> Told | None:
    """A shapefile, a KMZ, or one file of geodata in an archive; nothing where it is another."""
    ends = {m.filename: "." + m.filename.rpartition(".")[2].lower() for m in inside}
    if ".shp" in ends.values() and extension == ".zip":
        return "shp", file, ""
    maps = [m for m in inside if ends[m.filename] == ".kml"]
    if maps and (extension == ".kmz" or len(maps) == len(inside)):
        chosen = next((m for m in maps if m.filename.lower() == "doc.kml"), maps[0])
        return _one(held, chosen, ".kml")
    if extension == ".kmz":
        raise Unreadable("import_kmz_without_kml")
    if len(inside) == 1 and extension == ".zip" and ends[inside[0].filename] in ENDINGS:
        return _one(held, inside[0], ends[inside[0].filename])
    return None


def _one(held: zipfile.ZipFile, member: zipfile.ZipInfo, extension: str) -> Told:
    data = inflate(held, member, INFLATED)
    name = member.filename.rpartition("/")[2]
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and extension in {".geojson", ".json"}:
        return ("shapes", io.BytesIO(data), name)
    found = content(io.BytesIO(data), data[: 1 << 16], extension)
    if found is None:
        raise Unreadable("import_zip_content")
    return found[0], found[1], name
