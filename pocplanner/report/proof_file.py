"""Everything that can be read in a written paper, wherever in the file it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

#: What sets words or decides where they stand and what is shown of them (ISO 32000, annex A).
_OF_WORDS = (
    "BT ET q Q cm gs Do Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' \" BMC BDC EMC MP DP BX EX d0 d1"
)
_FORBIDDEN = (
    "/JS", "/JavaScript", "/Launch", "/URI", "/EmbeddedFile", "/EmbeddedFiles", "/OpenAction",
    "/AA", "/RichMedia", "/GoToR", "/SubmitForm", "/ImportData",
)  # fmt: skip


class Leak(NamedTuple):
    """Something withheld that the file holds, and where; page 0 is outside the pages."""

    kind: Literal["name", "passage", "position", "active", "history", "unreadable"]
    text: str
    page: int


@dataclass
class Paper:
    """Everything that can be read in a file: pages, then strings from elsewhere as page 0."""

    parts: list[tuple[int, str]] = field(default_factory=list)
    oddities: list[Leak] = field(default_factory=list)

    def joined(self, change: Any) -> tuple[str, list[int], list[int]]:
        """All parts, changed and in one text, with the beginning and the page of each."""
        texts, starts, pages, at = [], [], [], 0
        for page, text in self.parts:
            changed = change(text)
            texts.append(changed)
            starts.append(at)
            pages.append(page)
            at += len(changed) + 1
        return " ".join(texts), starts, pages


def read_paper(path: Path) -> Paper:
    """The words of every page, and every string of every object."""
    import pikepdf
    from pypdf import PdfReader

    paper = Paper()
    if path.read_bytes().count(b"%%EOF") > 1:
        paper.oddities.append(Leak("history", "earlier versions inside the file", 0))
    with pikepdf.open(path) as pdf:
        reader = PdfReader(_without_drawing(pdf))
    for number, page in enumerate(reader.pages, start=1):
        paper.parts.append((number, page.extract_text()))
    with pikepdf.open(path) as pdf:
        strings: dict[str, None] = {}
        for each in pdf.objects:
            for name in _walk(each, strings, 0):
                paper.oddities.append(Leak("active", name, 0))
    paper.parts.extend((0, text) for text in strings)
    return paper


def _without_drawing(pdf: Any) -> BytesIO:
    """The same pages without lines and fills, which take long to read and say no word."""
    import pikepdf

    for page in pdf.pages:
        kept = pikepdf.parse_content_stream(page, _OF_WORDS)
        page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    small = BytesIO()
    pdf.save(small, compress_streams=False)
    return small


def _walk(thing: Any, strings: dict[str, None], depth: int) -> Iterator[str]:
    """Collect every string below an object; yields the names of what must not be there."""
    import pikepdf

    if depth > 60:
        return
    if isinstance(thing, pikepdf.String):
        strings[str(thing)] = None
    elif isinstance(thing, pikepdf.Stream):
        yield from _keys(thing.stream_dict, strings, depth)
        if not _is_print(thing):
            data = thing.read_bytes()
            for encoding in ("utf-8", "utf-16-be", "utf-16-le", "latin-1"):
                strings[data.decode(encoding, "ignore")] = None
    elif isinstance(thing, pikepdf.Dictionary):
        yield from _keys(thing, strings, depth)
    elif isinstance(thing, pikepdf.Array):
        for part in thing:
            if not getattr(part, "is_indirect", False):
                yield from _walk(part, strings, depth + 1)
    elif isinstance(thing, pikepdf.Name) and str(thing) in _FORBIDDEN:
        yield str(thing)


def _keys(thing: Any, strings: dict[str, None], depth: int) -> Iterator[str]:
    for key, value in thing.items():
        strings[key.lstrip("/")] = None
        if key in _FORBIDDEN:
            yield key
        if not getattr(value, "is_indirect", False):
            yield from _walk(value, strings, depth + 1)


def _is_print(stream: Any) -> bool:
    """Whether a stream is drawing, a font or its tables: read as pages, not as bytes."""
    keys = set(stream.stream_dict.keys())
    kind = str(stream.stream_dict.get("/Type", ""))
    if kind in ("/Metadata", "/EmbeddedFile", "/XRef", "/ObjStm"):
        return kind in ("/XRef", "/ObjStm")
    if "/Length1" in keys or str(stream.stream_dict.get("/Subtype", "")) in ("/Form", "/Image"):
        return True
    head = stream.read_bytes()[:400]
    return b"begincmap" in head or head.lstrip()[:1] in (b"q", b"1", b"B")
