"""XML that a stranger wrote, parsed without following or expanding anything, and HTML as text."""

import re
from html.parser import HTMLParser
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from pocplanner.formats.reader.wire import Unreadable

LARGEST = 100 << 20
DEPTH = 64
_TEXT = 20_000
#: What the parser says of a prefix that nobody declared.
_UNBOUND = 27
_PREFIXES = (b"gx", b"atom", b"kml", b"xal", b"xsi", b"gpxx", b"gpxtpx", b"osmand", b"ogr")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:kml|gpx)\b()[^>]*>")


class _Shallow(TreeBuilder):
    """Builds the tree while it is counted how deep it goes."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > DEPTH:
            raise Unreadable("import_too_deep")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse(file: BinaryIO) -> Element:
    """The root of a document. Unreadable where it declares a type, is broken, deep or huge."""
    from defusedxml.common import DefusedXmlException

    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable("import_file_too_big", limit=LARGEST >> 20)
    try:
        try:
            root = _parsed(data)
        except ParseError as error:
            if getattr(error, "code", 0) != _UNBOUND:
                raise
            root = _parsed(_declared(data))
    except DefusedXmlException as error:
        raise Unreadable("import_xml_declares") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("import_xml_broken", line=_line(error)) from error
    return root


def _parsed(data: bytes) -> Element:
    from defusedxml.ElementTree import DefusedXMLParser

    parser: Any = DefusedXMLParser(target=_Shallow(), forbid_dtd=True)
    parser.feed(data)
    root: Element = parser.close()
    return root


def _declared(data: bytes) -> bytes:
    """The same with the usual prefixes declared, which files put together by hand forget."""
    found = _ROOT.search(data)
    if not found:
        return data
    missing = b"".join(
        b' xmlns:%s="urn:%s"' % (name, name)
        for name in _PREFIXES
        if b"xmlns:" + name not in found.group(0)
    )
    return data[: found.end(1)] + missing + data[found.end(1) :]


def _line(error: Exception) -> int:
    found = getattr(error, "position", None)
    return int(found[0]) if isinstance(found, tuple) else 0


def tag(element: Element) -> str:
    """The name of an element without its namespace."""
    name = element.tag if isinstance(element.tag, str) else ""
    return name.rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    """The first child of this name."""
    return next((c for c in element if tag(c) == name), None)


def text(element: Element | None, *names: str) -> str:
    """The text of an element, or of the child that the names lead to; empty where none is."""
    for name in names:
        element = child(element, name) if element is not None else None
    return (element.text or "").strip()[:_TEXT] if element is not None else ""


_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "table"})
_SILENT = frozenset({"script", "style", "iframe", "object", "svg", "head"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BREAKS:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


class _Cells(HTMLParser):
    """The rows of the tables of a page, each as the texts of its cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self._open = tag in {"td", "th"} or (self._open and tag not in {"tr", "table"})
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in {"td", "th", "tr"}

    def handle_data(self, data: str) -> None:
        if self._open and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


_PAIRS = 200


def pairs(html: str) -> list[tuple[str, str]]:
    """Names and values from the tables of a page, as programs write properties into balloons."""
    reader = _Cells()
    reader.feed(html)
    reader.close()
    rows = [[" ".join(c.split()) for c in row] for row in reader.rows]
    told = [(r[0].rstrip(" :")[:120], r[1][:_TEXT]) for r in rows if len(r) == 2 and r[0] and r[1]]
    return told[:_PAIRS] if len(told) > 1 else []


def plain(html: str) -> str:
    """What a reader of the page would read: no tags, no scripts, no addresses."""
    if "<" not in html and "&" not in html:
        return html
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(filter(None, lines))
