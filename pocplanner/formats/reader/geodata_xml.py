"""XML that a stranger wrote, parsed without following or expanding anything, and HTML as text."""

from html.parser import HTMLParser
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from pocplanner.formats.reader.wire import Unreadable

LARGEST = 100 << 20
DEPTH = 64
_TEXT = 20_000


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
    from defusedxml.ElementTree import DefusedXMLParser

    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable("import_file_too_big", limit=LARGEST >> 20)
    parser: Any = DefusedXMLParser(target=_Shallow(), forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise Unreadable("import_xml_declares") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("import_xml_broken", line=_line(error)) from error
    return root


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


def plain(html: str) -> str:
    """What a reader of the page would read: no tags, no scripts, no addresses."""
    if "<" not in html and "&" not in html:
        return html
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(filter(None, lines))
