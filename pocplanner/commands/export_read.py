"""A file of layers read again, piece by piece: every text and every pair of coordinates in it."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers.expat import ParserCreate

from pocplanner.commands.export_pairs import in_wkt, told_in

_PIECE = 1 << 20
_ROWS = 2000


@dataclass
class Found:
    """What one piece of a file holds: texts, points and corners as numbers in turn."""

    texts: Iterable[str] = ()
    points: list[float] = field(default_factory=list)
    corners: list[float] = field(default_factory=list)


def read(path: Path, ending: str) -> Iterator[Found]:
    """All that a reader of the file finds. Any error where it is no such file."""
    if ending == ".geojson":
        return _in_json(path)
    if ending in {".kml", ".gpx"}:
        return _in_xml(path)
    if ending == ".gpkg":
        return _in_package(path)
    if ending == ".csv":
        return _in_table(path)
    return _in_workbook(path)


# --- GeoJSON ---------------------------------------------------------------------------------


def _in_json(path: Path) -> Iterator[Found]:
    from pocplanner.formats.writing.geojson import each

    with path.open("rb") as file:
        found, size = Found(texts={}), 0
        for part in each(file):
            _walk(part, found)
            size += 1
            if size >= _ROWS:
                yield found
                found, size = Found(texts={}), 0
        yield found


def _walk(held: Any, found: Found) -> None:
    texts: dict[str, None] = found.texts  # type: ignore[assignment]
    if isinstance(held, dict):
        for name, value in held.items():
            texts[name] = None
            if type(value) is str:
                texts[value] = None
            elif name == "geometry" and isinstance(value, dict) and value.get("type") == "Point":
                x, y = value["coordinates"]
                found.points += float(x), float(y)
            elif name == "coordinates":
                found.corners += told_in(value)
            else:
                _walk(value, found)
    elif isinstance(held, list):
        for value in held:
            _walk(value, found)
    elif isinstance(held, str):
        texts[held] = None


# --- KML and GPX -----------------------------------------------------------------------------

#: What stands in the row of texts before coordinates: of a point, of another shape.
_POINT, _SHAPE = "\x00p", "\x00s"
_NUMBERS = re.compile(r"[^\s,]+,[^\s,]+")


def _in_xml(path: Path) -> Iterator[Found]:
    """Every text and attribute. Texts are collected in C; only elements pass through here."""
    # Our own bytes, a moment old: they declare nothing that could be expanded.
    told: list[str] = []
    found = Found()
    parser = _parser()
    parser.CharacterDataHandler = told.append
    of_point = False

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal of_point
        if name == "coordinates":
            told.append(_POINT if of_point else _SHAPE)
        elif name == "Point":
            of_point = True
        elif given:
            if name == "wpt":
                found.points += float(given["lon"]), float(given["lat"])
            elif name == "trkpt":
                found.corners += float(given["lon"]), float(given["lat"])
            else:
                told.extend(given.values())

    def end(name: str) -> None:
        nonlocal of_point
        if name in {"Point", "coordinates"}:
            told.append("\n")  # what follows is no coordinate
            of_point = of_point and name != "Point"

    parser.StartElementHandler, parser.EndElementHandler = start, end
    with path.open("rb") as file:
        rest = b""
        while piece := file.read(_PIECE):
            # Cut behind a sign, so that no text goes on in the next piece: within a text the
            # sign is escaped.
            whole, sign, after = (rest + piece).rpartition(b">")
            rest = after
            parser.Parse(whole + sign, False)
            yield _parted(told, found)
            found.points, found.corners = [], []
        parser.Parse(rest, True)
    yield _parted(told, found)


def _parser() -> Any:
    """A parser that hands over each text whole."""
    parser = ParserCreate()
    parser.buffer_size = _PIECE  # first: it cannot be changed while a text waits
    parser.buffer_text = True
    return parser


def _parted(told: list[str], found: Found) -> Found:
    """Texts for themselves, and coordinates as numbers; the list is emptied."""
    texts: dict[str, None] = dict.fromkeys(told)
    if _POINT in texts or _SHAPE in texts:
        kind = ""
        texts = {}
        for text in told:
            if text in (_POINT, _SHAPE):
                kind = text
            elif kind:
                pairs = (pair.split(",") for pair in _NUMBERS.findall(text))
                numbers = [float(n) for x, y, *_ in pairs for n in (x, y)]
                (found.points if kind == _POINT else found.corners).extend(numbers)
                kind = ""
            else:
                texts[text] = None
    told.clear()
    return Found(texts, found.points, found.corners)


# --- GeoPackage ------------------------------------------------------------------------------


def _in_package(path: Path) -> Iterator[Found]:
    from pocplanner.store.geopackage import read_back

    found, size = Found(texts={}), 0
    texts: dict[str, None] = found.texts  # type: ignore[assignment]
    if path.stat().st_size < 1 << 16:
        # What lies between the rows of a small file is looked at too.
        texts[path.read_bytes().decode("utf-8", "ignore")] = None
    for row in read_back(path):
        for value in row:
            if type(value) is str:
                texts[value] = None
            elif isinstance(value, bytes):
                _in_blob(value, found)
        size += 1
        if size >= _ROWS:
            yield found
            found, size = Found(texts={}), 0
            texts = found.texts  # type: ignore[assignment]
    yield found


def _in_blob(blob: bytes, found: Found) -> None:
    from shapely import Point, from_wkb, get_coordinates

    shape = from_wkb(blob[8:])
    if isinstance(shape, Point) and not shape.is_empty:
        found.points += shape.x, shape.y
    else:
        found.corners += get_coordinates(shape).ravel().tolist()


# --- tables ----------------------------------------------------------------------------------


def _in_table(path: Path) -> Iterator[Found]:
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from _in_rows(csv.reader(file))


def _in_rows(rows: Iterable[Sequence[Any]]) -> Iterator[Found]:
    """Texts of all cells, positions from their two columns and the shape behind them."""
    lon = lat = -1
    found, size = Found(texts={}), 0
    texts: dict[str, None] = found.texts  # type: ignore[assignment]
    for number, row in enumerate(rows):
        texts.update(dict.fromkeys(c for c in row if c))
        if number == 0:
            lat, lon = len(row) - 3, len(row) - 2
            if "lon" in row:
                lat, lon = list(row).index("lat"), list(row).index("lon")
        elif lon < 0 or len(row) <= lon:
            pass
        elif row[lon] and row[lat]:
            found.points += float(row[lon]), float(row[lat])
        # The shape stands after the point, as text; no other column begins like one.
        elif len(row) > lon + 1 and row[lon + 1]:
            found.corners += in_wkt(row[lon + 1])
        size += 1
        if size >= _ROWS:
            yield found
            found, size = Found(texts={}), 0
            texts = found.texts  # type: ignore[assignment]
    yield found


def _in_workbook(path: Path) -> Iterator[Found]:
    with zipfile.ZipFile(path) as book:
        names = [n for n in book.namelist() if n.startswith("xl/worksheets/")]
        last = max(int(n[len("xl/worksheets/sheet") : -4]) for n in names)
        for name in book.namelist():
            with book.open(name) as part:
                if name in names and not name.endswith(f"sheet{last}.xml"):
                    yield from _in_rows(_cells(part))
                else:
                    yield from _in_part(part)


def _in_part(part: Any) -> Iterator[Found]:
    """Texts and attributes of a part that is no layer."""
    texts: dict[str, None] = {}
    parser = _parser()
    parser.CharacterDataHandler = lambda text: texts.update({text: None})
    parser.StartElementHandler = lambda _, given: texts.update(dict.fromkeys(given.values()))
    parser.Parse(part.read(), True)
    yield Found(texts=texts)


def _cells(part: "BinaryIO | Any") -> Iterator[list[str]]:
    """The rows of a sheet as texts, each cell at the column that it names."""
    rows: list[list[str]] = []
    row: list[str] = []
    at = 0
    parser = _parser()

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal row, at
        if name == "c":
            at = _column(given["r"])
            row.extend([""] * (at + 1 - len(row)))
        elif name == "row":
            row = []

    def end(name: str) -> None:
        if name == "row":
            rows.append(row)

    def text(told: str) -> None:
        if row:
            row[at] += told

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    while piece := part.read(_PIECE):
        parser.Parse(piece, False)
        yield from rows
        rows.clear()
    parser.Parse(b"", True)
    yield from rows


_PLACES: dict[str, int] = {}


def _column(place: str) -> int:
    """The number of a column, from 0, by the place of a cell."""
    letters = place.rstrip("0123456789")
    found = _PLACES.get(letters)
    if found is None:
        found = 0
        for letter in letters:
            found = found * 26 + ord(letter) - 64
        found = _PLACES.setdefault(letters, found - 1)
    return found
