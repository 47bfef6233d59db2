"""XML that a stranger wrote, parsed without following or expanding anything, and HTML as text."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from pocplanner.formats.reader.tables import quiet
from pocplanner.formats.reader.wire import Unreadable

LARGEST = 2 << 30
DEPTH = 64
_TEXT = 20_000
_PIECE = 1 << 18
#: An open element, with the elements around it, and a whole one inside it.
Whole = tuple[Element, Element]


def elements(
    file: BinaryIO, containers: frozenset[str], beat: Callable[[], None] = quiet
) -> Iterator[Whole]:
    """Each element that lies in the root or in a container, as soon as it is whole.

    It comes with the container around it, and is let go after: a large file is never a tree in
    memory. Containers come too, first of all. Prefixes of names are left as they are: who
    declared them matters to nobody here. Unreadable where the document declares a type, is
    broken, deep or huge.
    """
    builder = TreeBuilder()
    top = builder.start("", {})
    parser = ParserCreate()
    parser.buffer_text = True
    # Functions in C on both sides: no line of Python runs for an element or a text.
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _declares
    parser.EntityDeclHandler = _declares
    parser.UnparsedEntityDeclHandler = _declares
    parser.ExternalEntityRefHandler = _declares
    size = 0
    try:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > LARGEST:
                raise Unreadable("import_file_too_big", limit=LARGEST >> 20)
            parser.Parse(piece, False)
            beat()
            yield from _whole(top, containers, open_end=True)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise Unreadable("import_xml_broken", line=error.lineno) from error
    except (ValueError, LookupError) as error:
        raise Unreadable("import_xml_broken", line=0) from error
    yield from _whole(top, containers, open_end=False)


def _declares(*_: Any) -> int:
    raise Unreadable("import_xml_declares")


def _whole(
    node: Element, containers: frozenset[str], open_end: bool, depth: int = 0
) -> Iterator[Whole]:
    """What is whole in a container, handed over and taken out; what is open stays."""
    if depth > DEPTH:
        raise Unreadable("import_too_deep")
    done = node[:-1] if open_end else node[:]
    for inner in done:
        if tag(inner) in containers:
            yield node, inner
            yield from _whole(inner, containers, False, depth + 1)
        else:
            yield node, inner
    if done:
        del node[: len(done)]
    if not open_end or not len(node):
        return
    last = node[-1]
    if tag(last) in containers:
        yield node, last
        yield from _whole(last, containers, True, depth + 1)
    else:
        _not_deep(last, depth)


def _not_deep(node: Element, depth: int) -> None:
    """Unreadable where what is still open goes too deep."""
    while len(node):
        depth += 1
        if depth > DEPTH:
            raise Unreadable("import_too_deep")
        node = node[-1]


def tag(element: Element) -> str:
    """The name of an element without its prefix."""
    return _bare(element.tag)


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def child(element: Element, name: str) -> Element | None:
    """The first child of this name."""
    for inner in element:
        if tag(inner) == name:
            return inner
    return None


def text(element: Element | None, name: str) -> str:
    """The text of the first child of this name; empty where none is."""
    return text_of(child(element, name)) if element is not None else ""


def text_of(element: Element | None) -> str:
    """The text of an element; empty where there is none."""
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
