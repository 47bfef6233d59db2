"""The proof of a file of layers: its bytes are read again and searched for what is withheld."""

import io
from array import array
from collections.abc import Iterable, Iterator, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from pocplanner.analysis.sharing import View
from pocplanner.commands.export_pairs import (
    Pairs,
    as_pairs,
    exactly,
    in_wkt,
    joined,
    pairs_of,
    told_in,
    too_near,
)
from pocplanner.commands.proving import permitted, withheld
from pocplanner.model.snapshot import Snapshot
from pocplanner.report.proof import Withheld, prove_texts, with_own_texts
from pocplanner.report.proof_file import Leak

#: Stands between texts that do not belong together, so that no four words run across it.
_APART = "\n qzx \n"
#: Signs that are searched at once.
_AT_ONCE = 24 << 20


#: A text, a point, or the corners of a shape as numbers in turn.
_Found = str | tuple[float, float] | list[float]


def proven(
    data: bytes | Path, ending: str, seen: View, language: str, whole: Snapshot | None = None
) -> list[Leak]:
    """Every withheld thing that can be read in a file; empty where it keeps its secrets.

    The bytes are read again: each different text once, and every pair of coordinates, of points,
    corners of lines and areas, and events. `whole` is the mission that the view was made from:
    with it no corner and no event that was held back can stand in the file either.
    """
    secret, known = withheld(seen), permitted(seen)
    allowed = with_own_texts(known, language)
    texts = _Texts(tuple(secret.texts), tuple(allowed.texts))
    points, corners = array("d"), array("d")
    try:
        for found in _read(data, ending):
            if isinstance(found, str):
                texts.add(found)
            elif isinstance(found, tuple):
                points.extend(found)
            else:
                corners.extend(found)
    except Exception as error:  # a file that cannot be read cannot be proven
        return [Leak("unreadable", type(error).__name__, 0)]
    leaks = texts.leaks()
    return [*leaks, *_places(as_pairs(points), as_pairs(corners), secret.positions, seen, whole)]


class _Texts:
    """Each different text once, searched some megabytes at a time; nothing where none is secret."""

    def __init__(self, secret: Sequence[str], allowed: Sequence[str]) -> None:
        self._secret = Withheld(secret, ())
        self._allowed = Withheld(allowed, ())
        self._wanted = bool(secret)
        self._texts: dict[str, None] = {}
        self._held = 0
        self._leaks: dict[Leak, None] = {}

    def add(self, text: str) -> None:
        """One more text of the file."""
        if not self._wanted or text in self._texts:
            return
        self._texts[text] = None
        self._held += len(text)
        if self._held > _AT_ONCE:
            self._search()

    def _search(self) -> None:
        found = prove_texts(_APART.join(self._texts), self._secret, self._allowed)
        self._leaks.update(dict.fromkeys(found))
        self._texts.clear()
        self._held = 0

    def leaks(self) -> list[Leak]:
        """Every secret that stands in one of the texts."""
        self._search()
        return list(self._leaks)


def _places(
    points: Pairs,
    corners: Pairs,
    secret: Iterable[tuple[float, float]],
    seen: View,
    whole: Snapshot | None,
) -> Iterator[Leak]:
    """Places in the file at which only something stands that is held back."""
    open_to_all = pairs_of(seen.snapshot)
    hidden = as_pairs(list(secret))
    near = too_near(points, hidden, open_to_all)
    everything = joined((hidden, pairs_of(whole))) if whole is not None else hidden
    exact = exactly(joined((points, corners)), everything, open_to_all)
    for lon, lat in dict.fromkeys(map(tuple, joined((near, exact)).tolist())):
        yield Leak("position", f"{lat:.4f} {lon:.4f}", 0)


def _read(data: bytes | Path, ending: str) -> Iterator[_Found]:
    """The same of a file, which is mapped: no second copy of it stands in memory."""
    if isinstance(data, bytes):
        yield from _held(data, ending)
        return
    with data.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as mapped:
        yield from _held(mapped, ending)


def _held(data: bytes | mmap, ending: str) -> Iterator[_Found]:
    """Every text and every pair of coordinates that a reader of the file finds."""
    if ending == ".geojson":
        from pocplanner.formats.writing.geojson import each

        for part in each(data):
            yield from _walk(part)
    elif ending in {".kml", ".gpx"}:
        yield from _in_xml(data)
    elif ending == ".gpkg":
        from pocplanner.store.geopackage import read_back

        yield data[:].decode("utf-8", "ignore") if len(data) < 1 << 16 else ""
        for row in read_back(data[:]):
            for value in row:
                if isinstance(value, bytes):
                    yield from _in_blob(value)
                elif isinstance(value, str):
                    yield value
    elif ending == ".csv":
        import csv

        file = _file(data)
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        yield from _in_rows(csv.reader(line.decode() for line in iter(file.readline, b"")))
    else:
        yield from _in_workbook(data[:])


def _file(data: bytes | mmap) -> Any:
    return io.BytesIO(data) if isinstance(data, bytes) else data


def _walk(held: Any) -> Iterator[_Found]:
    if isinstance(held, dict):
        for name, value in held.items():
            yield str(name)
            if name == "geometry" and isinstance(value, dict) and value.get("type") == "Point":
                x, y = value["coordinates"]
                yield float(x), float(y)
            elif name == "coordinates":
                yield list(told_in(value))
            else:
                yield from _walk(value)
    elif isinstance(held, list):
        for value in held:
            yield from _walk(value)
    elif isinstance(held, str):
        yield held


def _in_xml(data: bytes | mmap) -> Iterator[_Found]:
    # Our own bytes, a moment old: they declare nothing that could be expanded.
    from xml.etree.ElementTree import iterparse

    for _, element in iterparse(_file(data), events=("end",)):
        name = element.tag.rpartition("}")[2]
        if name == "Point":
            lon, lat = str(element[0].text).split(",")[:2]
            yield float(lon), float(lat)
        elif name == "wpt":
            yield float(element.attrib["lon"]), float(element.attrib["lat"])
        elif name == "trkpt":
            yield [float(element.attrib["lon"]), float(element.attrib["lat"])]
        elif name == "coordinates":
            listed = str(element.text).split()
            yield [float(n) for corner in listed for n in corner.split(",")[:2]]
        else:
            yield from filter(None, (element.text, *element.attrib.values()))
        if name in {"Placemark", "wpt", "trk"}:
            element.clear()  # what was read is let go: a large file is not held as a tree


def _in_blob(blob: bytes) -> Iterator[_Found]:
    from shapely import Point, from_wkb, get_coordinates

    shape = from_wkb(blob[8:])
    if isinstance(shape, Point) and not shape.is_empty:
        yield shape.x, shape.y
    else:
        yield get_coordinates(shape).ravel().tolist()


def _in_rows(rows: Iterable[Sequence[Any]]) -> Iterator[_Found]:
    at: tuple[int, int] | None = None
    for number, row in enumerate(rows):
        yield from (str(c) for c in row if isinstance(c, str) and c)
        if number == 0:
            at = (len(row) - 2, len(row) - 3)
            if "lon" in row:
                at = (list(row).index("lon"), list(row).index("lat"))
        elif at and len(row) > max(at) and row[at[0]] not in (None, "") and row[at[1]]:
            yield float(row[at[0]]), float(row[at[1]])
        # The shape stands after the point, as text; no other column begins like one.
        elif at and len(row) > max(at) + 1 and isinstance(row[max(at) + 1], str):
            yield in_wkt(row[max(at) + 1])


def _in_workbook(data: bytes) -> Iterator[_Found]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True)
    for sheet in book.worksheets[:-1]:
        yield str(sheet.title)
        yield from _in_rows(sheet.iter_rows(values_only=True))
    for row in book.worksheets[-1].iter_rows(values_only=True):
        yield from (c for c in row if isinstance(c, str))
