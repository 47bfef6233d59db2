"""Layers as a workbook, written row by row: text is text, whatever it begins with.

Our own few parts of the format: a library would hold or write each cell as an object, and a
layer of events has millions of them.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from pocplanner.formats.writing.markup import said
from pocplanner.formats.writing.tables import CELL, place_of
from pocplanner.model.layer import Layer, Told, Value

#: Rows that a sheet holds beside its head.
ROWS = 1_048_575
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
_CLOSE = "</sheetData></worksheet>"
_TOGETHER = 500
#: What a spreadsheet would take for a sign by its number.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def pieces(
    layers: Sequence[Layer], told: Told, about: str, places: tuple[str, str, str]
) -> Iterator[bytes]:
    """The workbook piece by piece: a sheet for each layer, and last one of what the file says.

    `about` is what that sheet is called, `places` are the names of the columns of latitude,
    longitude and shape. The same layers give the same bytes.
    """
    out = _Out()
    titles = _titles([*(layer.title for layer in layers), about])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:  # type: ignore[call-overload]
        for name, text in _parts(titles):
            book.writestr(_member(name), text)
        for number, layer in enumerate(layers, start=1):
            yield from _sheet(book, out, number, _rows(layer, places))
        facts: list[Sequence[Value]] = [(told.title,), *told.facts.items()]
        yield from _sheet(book, out, len(titles), facts)
    yield out.taken()


class _Out:
    """Where the archive writes to; what it wrote is taken from here, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        """One more piece."""
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> bytes:
        """What was written since it was last asked for."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _sheet(
    book: zipfile.ZipFile, out: _Out, number: int, rows: Iterable[Sequence[Value]]
) -> Iterator[bytes]:
    with book.open(_member(f"xl/worksheets/sheet{number}.xml"), "w") as part:
        part.write(_OPEN.encode())
        waiting: list[str] = []
        for at, row in enumerate(rows, start=1):
            waiting.append(_row(at, row))
            if len(waiting) >= _TOGETHER:
                part.write("".join(waiting).encode())
                waiting.clear()
                yield out.taken()
        part.write(("".join(waiting) + _CLOSE).encode())
    yield out.taken()


def _rows(layer: Layer, places: tuple[str, str, str]) -> Iterator[Sequence[Value]]:
    yield (*layer.labels, *places)
    for row, shape in layer.walk():
        yield (*row, *place_of(shape))


def _row(number: int, row: Sequence[Value]) -> str:
    cells = [
        _cell(f"{_letters(at)}{number}", value)
        for at, value in enumerate(row)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Value) -> str:
    if not isinstance(value, str):
        return f'<c r="{place}"><v>{value!r}</v></c>'
    text = value[:CELL]
    if "_x" in text:
        text = _CODED.sub("_x005F_", text)
    # Blanks at the ends are lost unless somebody says that they are meant.
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f'<c r="{place}" t="inlineStr"><is><t{kept}>{said(text)}</t></is></c>'


_LETTERS: list[str] = []


def _letters(at: int) -> str:
    """The letters of a column by its number, from 0."""
    while len(_LETTERS) <= at:
        number, found = len(_LETTERS) + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            found = chr(65 + rest) + found
        _LETTERS.append(found)
    return _LETTERS[at]


def _titles(wanted: Sequence[str]) -> list[str]:
    """Names of sheets: short, without the signs that may not stand in them, no two the same."""
    found: list[str] = []
    for text in wanted:
        plain = "".join(" " if c in "[]:*?/\\'" else c for c in text)[:31].strip() or "-"
        title, number = plain, 2
        while title.casefold() in {t.casefold() for t in found}:
            title = f"{plain[:27]} {number}"
            number += 1
        found.append(title)
    return found


def _parts(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts of a workbook that say what else is in it."""
    sheets = range(1, len(titles) + 1)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in sheets
    )
    types = (
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{kinds}'
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
    )
    yield "_rels/.rels", _linked(_link("r1", "officeDocument", "xl/workbook.xml"))
    listed = "".join(
        f'<sheet name="{said(t)}" sheetId="{n}" r:id="r{n}"/>'
        for n, t in zip(sheets, titles, strict=True)
    )
    spaces = f'xmlns="{_MAIN}" xmlns:r="{_LINKS}"'
    yield (
        "xl/workbook.xml",
        f"{_HEAD}<workbook {spaces}><sheets>{listed}</sheets></workbook>",
    )
    links = [_link(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in sheets]
    yield "xl/_rels/workbook.xml.rels", _linked(*links, _link("s", "styles", "styles.xml"))
    yield "xl/styles.xml", _STYLES


#: The least that a spreadsheet wants to know of how cells look.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf xfId="0"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>'


def _linked(*links: str) -> str:
    inside = "".join(links)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
