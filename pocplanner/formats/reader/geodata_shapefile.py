"""A zipped shapefile: its parts are put together anew, so that only what belongs to it is read."""

import io
import struct
import zipfile
from typing import Any, BinaryIO

from pocplanner.formats.reader import geodata_gdal
from pocplanner.formats.reader.archive import INFLATED, inflate, members
from pocplanner.formats.reader.geodata_features import Loaded
from pocplanner.formats.reader.wire import Unreadable

_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_LAYERS = 20
_ENCODINGS = {"utf8": "UTF-8", "utf_8": "UTF-8", "65001": "UTF-8", "1252": "CP1252"}


def load(file: BinaryIO, wanted: dict[str, str]) -> Loaded:
    """Every shapefile of an archive as a layer. Unreadable where one is broken."""
    archive, listed = members(file)
    groups: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for member in listed:
        stem, _, ending = member.filename.rpartition(".")
        if "." + ending.lower() in _PARTS and not member.filename.startswith("__MACOSX/"):
            groups.setdefault(stem.casefold(), {})["." + ending.lower()] = member
    groups = {k: g for k, g in groups.items() if ".shp" in g}
    if len(groups) > _LAYERS:
        raise Unreadable("import_too_many_layers", limit=_LAYERS)
    found = Loaded("shp")
    left = INFLATED
    for parts in groups.values():
        held: dict[str, bytes] = {}
        for ending, member in parts.items():
            held[ending] = inflate(archive, member, left)
            left -= len(held[ending])
        name = parts[".shp"].filename.rpartition("/")[2][:-4]
        _add(found, name, held, wanted)
    return found


def _add(found: Loaded, name: str, held: dict[str, bytes], wanted: dict[str, str]) -> None:
    shapes = held[".shp"]
    if shapes[:4] != b"\x00\x00\x27\x0a" or len(shapes) < 100:
        raise Unreadable("import_geodata_broken")
    held[".shx"] = _index(shapes)
    if ".dbf" not in held:
        found.notes.append(["dbf_missing", 1, {"layer": name}])
    encoding = wanted.get("encoding") or _encoding(held)
    given = {**wanted, "encoding": encoding}
    given.pop("layer", None)
    made = geodata_gdal.load(_packed(held), "shp", given)
    found.encoding = found.encoding or encoding
    found.system = found.system or made.system
    for note in made.notes:
        facts = note[2] | ({"layer": name} if "layer" in note[2] else {})
        found.notes.append([note[0], note[1], facts])
    for feature in made.features:
        found.features.append({**feature, "layer": name})


def _index(shapes: bytes) -> bytes:
    """The index of a shapefile, made from the records themselves: none is trusted."""
    entries: list[bytes] = []
    at = 100
    while at + 8 <= len(shapes):
        (words,) = struct.unpack(">i", shapes[at + 4 : at + 8])
        if words < 2 or at + 8 + 2 * words > len(shapes):
            raise Unreadable("import_geodata_broken")
        entries.append(struct.pack(">ii", at // 2, words))
        at += 8 + 2 * words
    (stated,) = struct.unpack(">i", shapes[24:28])
    if stated * 2 > len(shapes):
        raise Unreadable("import_geodata_broken")
    head = shapes[:24] + struct.pack(">i", 50 + 4 * len(entries)) + shapes[28:100]
    return head + b"".join(entries)


def _encoding(held: dict[str, bytes]) -> str:
    """As the .cpg says; without one, UTF-8 where all texts are that, else Western European."""
    told = held.get(".cpg", b"")[:40].decode("ascii", "ignore").strip()
    if told:
        plain = told.lower().replace("-", "_").removeprefix("cp")
        plain = plain.removeprefix("windows_").removeprefix("ansi_").removeprefix("ansi ")
        found: Any = _ENCODINGS.get(plain.replace("_", "")) or _ENCODINGS.get(plain)
        if found:
            return str(found)
        import codecs

        try:
            return codecs.lookup(told).name
        except LookupError:
            pass
    table = held.get(".dbf", b"")
    start = struct.unpack("<H", table[8:10])[0] if len(table) > 32 else 0
    try:
        table[start:].decode("utf-8")
    except UnicodeDecodeError:
        return "CP1252"
    return "UTF-8"


def _packed(held: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for ending in (".shp", ".shx", ".dbf", ".prj"):
            if ending in held:
                archive.writestr("layer" + ending, held[ending])
    return out.getvalue()
