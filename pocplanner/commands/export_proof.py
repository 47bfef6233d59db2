"""The proof of a file of layers: its bytes are read again and searched for what is withheld."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pocplanner.analysis.sharing import View
from pocplanner.commands.proving import permitted, withheld
from pocplanner.report.proof import Withheld, prove_texts, with_own_texts
from pocplanner.report.proof_file import Leak

#: Two points nearer than this, in degrees, are the same place to a reader (some 11 m).
_SAME = 1e-4
#: Stands between texts that do not belong together, so that no four words run across it.
_APART = "\n qzx \n"


def proven(data: bytes, ending: str, seen: View, language: str) -> list[Leak]:
    """Every withheld thing that can be read in the bytes; empty where they keep their secrets.

    The bytes are read again: each different text once, and every point of a record. Points of
    events are those that their source published or the view left, and are not looked at.
    """
    secret, known = withheld(seen), permitted(seen)
    allowed = with_own_texts(known, language)
    texts: dict[str, None] = {}
    points: set[tuple[float, float]] = set()
    try:
        for found in _held(data, ending):
            if isinstance(found, str):
                texts[found] = None
            else:
                points.add(found)
    except Exception as error:  # a file that cannot be read cannot be proven
        return [Leak("unreadable", type(error).__name__, 0)]
    leaks = prove_texts(_APART.join(texts), Withheld(secret.texts, ()), Withheld(allowed.texts, ()))
    return [*leaks, *_too_near(points, secret.positions, known.positions, seen)]


def _too_near(
    points: set[tuple[float, float]],
    secret: Iterable[tuple[float, float]],
    known: Iterable[tuple[float, float]],
    seen: View,
) -> Iterator[Leak]:
    events = seen.snapshot.events
    open_to_all = {(round(x, 4), round(y, 4)) for x, y in known}
    open_to_all |= set(zip(events.lon.round(4).tolist(), events.lat.round(4).tolist(), strict=True))
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for x, y in points:
        cells.setdefault((int(x // _SAME), int(y // _SAME)), []).append((x, y))
    for x, y in secret:
        if (round(x, 4), round(y, 4)) in open_to_all:
            continue
        column, row = int(x // _SAME), int(y // _SAME)
        near = (
            p
            for across in (column - 1, column, column + 1)
            for up in (row - 1, row, row + 1)
            for p in cells.get((across, up), ())
        )
        for px, py in near:
            if abs(px - x) <= _SAME and abs(py - y) <= _SAME:
                yield Leak("position", f"{py:.4f} {px:.4f}", 0)


def _held(data: bytes, ending: str) -> Iterator[str | tuple[float, float]]:
    """Every text and every point that a reader of the file finds."""
    if ending == ".geojson":
        import json

        yield from _walk(json.loads(data))
    elif ending in {".kml", ".gpx"}:
        yield from _in_xml(data)
    elif ending == ".gpkg":
        from pocplanner.store.geopackage import read_back

        yield data.decode("utf-8", "ignore") if len(data) < 1 << 16 else ""
        for row in read_back(data):
            for value in row:
                if isinstance(value, bytes):
                    yield from _in_blob(value)
                elif isinstance(value, str):
                    yield value
    elif ending == ".csv":
        import csv
        import io

        rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        yield from _in_rows(rows)
    else:
        yield from _in_workbook(data)


def _walk(held: Any) -> Iterator[str | tuple[float, float]]:
    if isinstance(held, dict):
        for name, value in held.items():
            yield str(name)
            if name == "geometry" and isinstance(value, dict) and value.get("type") == "Point":
                x, y = value["coordinates"]
                yield float(x), float(y)
            elif name != "coordinates":
                yield from _walk(value)
    elif isinstance(held, list):
        for value in held:
            yield from _walk(value)
    elif isinstance(held, str):
        yield held


def _in_xml(data: bytes) -> Iterator[str | tuple[float, float]]:
    import io

    # Our own bytes, a moment old: they declare nothing that could be expanded.
    from xml.etree.ElementTree import iterparse

    for _, element in iterparse(io.BytesIO(data), events=("end",)):
        name = element.tag.rpartition("}")[2]
        if name == "Point":
            lon, lat = str(element[0].text).split(",")[:2]
            yield float(lon), float(lat)
        elif name == "wpt":
            yield float(element.attrib["lon"]), float(element.attrib["lat"])
        elif name != "coordinates":
            yield from filter(None, (element.text, *element.attrib.values()))
        if name in {"Placemark", "wpt", "trk"}:
            element.clear()  # what was read is let go: a large file is not held as a tree


def _in_blob(blob: bytes) -> Iterator[tuple[float, float]]:
    from shapely import Point, from_wkb

    shape = from_wkb(blob[8:])
    if isinstance(shape, Point) and not shape.is_empty:
        yield shape.x, shape.y


def _in_rows(rows: Iterable[Sequence[Any]]) -> Iterator[str | tuple[float, float]]:
    at: tuple[int, int] | None = None
    for number, row in enumerate(rows):
        yield from (str(c) for c in row if isinstance(c, str) and c)
        if number == 0:
            at = (len(row) - 2, len(row) - 3)
            if "lon" in row:
                at = (list(row).index("lon"), list(row).index("lat"))
        elif at and len(row) > max(at) and row[at[0]] not in (None, "") and row[at[1]]:
            yield float(row[at[0]]), float(row[at[1]])


def _in_workbook(data: bytes) -> Iterator[str | tuple[float, float]]:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True)
    for sheet in book.worksheets[:-1]:
        yield str(sheet.title)
        yield from _in_rows(sheet.iter_rows(values_only=True))
    for row in book.worksheets[-1].iter_rows(values_only=True):
        yield from (c for c in row if isinstance(c, str))
