"""The proof after printing: the file is opened again and searched for what is withheld.

Filtering comes before layout; this is the second look, at the paper itself. It reads what a
reader of the file could read: the words of every page, and every string of every object,
packed ones, metadata and attachments included.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pocplanner.report.blocks import Document
from pocplanner.report.coordinate_forms import Forms
from pocplanner.report.pdf import Page, Written, compose
from pocplanner.report.whole_file import write_whole
from pocplanner.resources import ROOT, read_toml
from pocplanner.words import LANGUAGES, Problem, Words, texts

#: So many words in a row of a withheld text make it recognisable.
RUN = 4
#: A name this long is also looked for with every blank taken out.
_LONG = 8
#: Shorter than this, a name says nothing: it stands in too many words.
_SHORT = 3
#: A permitted text of so few words may be a name.
_NAME = 5
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}", re.DOTALL)
#: The folders of texts that documents print, and the keys whose texts they never print:
#: an example in a hint may name a real place, which would then count as known to all.
_PRINTED = ("vocabularies", "templates", "catalogue", "assumptions")
_NOT_PRINTED = frozenset(("hint", "cite", "problem", "help", "example"))
_MONTHS = frozenset(
    Words(language).text(f"report.month.{number}").casefold()
    for language in LANGUAGES
    for number in range(1, 13)
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BROKEN = re.compile(r"(?<=\w)[-\u2010\u00ad]\s*\n\s*(?=\w)")
#: What sets words or decides where they stand and what is shown of them (ISO 32000, annex A).
_OF_WORDS = (
    "BT ET q Q cm gs Do Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ ' \" BMC BDC EMC MP DP BX EX d0 d1"
)
_FORBIDDEN = (
    "/JS", "/JavaScript", "/Launch", "/URI", "/EmbeddedFile", "/EmbeddedFiles", "/OpenAction",
    "/AA", "/RichMedia", "/GoToR", "/SubmitForm", "/ImportData",
)  # fmt: skip


@dataclass(frozen=True)
class Withheld:
    """Texts and positions, (lon, lat) in degrees: what must not be read, or what may be.

    A text of less than four words (a name, an id) is looked for as a whole, a longer one by
    every four of its words that follow one another.
    """

    texts: Iterable[str] = ()
    positions: Iterable[tuple[float, float]] = ()


class Leak(NamedTuple):
    """Something withheld that the file holds, and where; page 0 is outside the pages."""

    kind: Literal["name", "passage", "position", "active", "history", "unreadable"]
    text: str
    page: int


def plain(text: str) -> str:
    """The text as it is compared: one form, one case, no hyphens of line ends, single blanks."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = unicodedata.normalize("NFC", _BROKEN.sub("", text).casefold())
    return " ".join(text.split())


def write_proven(
    document: Document, path: Path, withheld: Withheld, permitted: Withheld, page: Page = "a4"
) -> Written:
    """Write the PDF, prove it, and only then put it in its place.

    `permitted` is what this audience may read: what stands there is no leak, nor is what the
    program itself says in the document's language. Raises Problem export.leak (nothing is
    left of the file), and what `write_pdf` raises.
    """
    allowed = with_own_texts(permitted, document.language)

    def make(beside: Path) -> Written:
        written = compose(document, beside, page)
        leaks = prove(beside, withheld, allowed)
        if leaks:
            first = leaks[0]
            raise Problem("export.leak", what=first.text, page=first.page, count=len(leaks))
        return written

    return write_whole(path, make)


def prove(path: Path, withheld: Withheld, permitted: Withheld) -> list[Leak]:
    """Every withheld thing that can be read in the file; empty where it keeps its secrets."""
    try:
        paper = _read(path)
    except Exception as error:  # a file that cannot be read cannot be proven
        return [Leak("unreadable", type(error).__name__, 0)]
    return [*dict.fromkeys([*paper.oddities, *_leaks(paper, withheld, permitted)])]


def prove_texts(text: str, withheld: Withheld, permitted: Withheld) -> list[Leak]:
    """The same for a file that is text: all that can be read in it, as one page."""
    return list(dict.fromkeys(_leaks(_Paper([(1, text)]), withheld, permitted)))


def with_own_texts(permitted: Withheld, language: str) -> Withheld:
    """What this audience may read, and what the program itself says in a language."""
    return Withheld((*permitted.texts, *own_texts(language)), tuple(permitted.positions))


def _leaks(paper: "_Paper", withheld: Withheld, permitted: Withheld) -> Iterator[Leak]:
    yield from _names(paper, withheld, permitted)
    yield from _runs(paper, withheld, permitted)
    yield from _positions(paper, withheld, permitted)


@dataclass
class _Paper:
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


def _read(path: Path) -> _Paper:
    import pikepdf
    from pypdf import PdfReader

    paper = _Paper()
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


def _names(paper: _Paper, withheld: Withheld, permitted: Withheld) -> Iterator[Leak]:
    text, starts, pages = paper.joined(plain)
    tight, tight_starts, tight_pages = paper.joined(lambda part: plain(part).replace(" ", ""))
    allowed = f" {' | '.join(map(plain, permitted.texts))} "
    allowed_tight = allowed.replace(" ", "")
    for name in sorted(set(withheld.texts)):
        wanted = plain(name)
        if len(wanted) < _SHORT or len(_words(wanted)) >= RUN:
            continue
        if _stands(wanted, allowed) is not None:
            continue
        at = _stands(wanted, text)
        if at is not None:
            yield Leak("name", name, pages[bisect_right(starts, at) - 1])
            continue
        short = wanted.replace(" ", "")
        near = tight.find(short) if len(short) >= _LONG else -1
        if near >= 0 and short not in allowed_tight:
            yield Leak("name", name, tight_pages[bisect_right(tight_starts, near) - 1])


def _stands(wanted: str, text: str) -> int | None:
    """Where the words stand in the text as words of their own."""
    at = text.find(wanted)
    while at >= 0:
        before = text[at - 1] if at else " "
        end = at + len(wanted)
        after = text[end] if end < len(text) else " "
        if not ((before.isalnum() and wanted[0].isalnum()) or
                (after.isalnum() and wanted[-1].isalnum())):  # fmt: skip
            return at
        at = text.find(wanted, at + 1)
    return None


@cache
def own_texts(language: str) -> tuple[str, ...]:
    """What the program itself says in a language: labels, terms and templates, known to all."""
    found: list[str] = []
    _strings(texts(language), found)
    for folder in _PRINTED:
        for path in sorted((ROOT / folder).rglob("*.toml")):
            _strings(read_toml(*path.relative_to(ROOT).parts), found)
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".md", ".txt"):
            # What stands between placeholders is said; what they stand for is not.
            found += _PLACEHOLDER.split(path.read_text(encoding="utf-8"))
    return tuple(found)


def _strings(tree: Any, found: list[str]) -> None:
    if isinstance(tree, str):
        found += _PLACEHOLDER.split(tree)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key not in _NOT_PRINTED:
                found.append(str(key))
                _strings(value, found)
    elif isinstance(tree, list):
        for value in tree:
            _strings(value, found)


def _words(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match.group()) for match in _WORD.finditer(text)]


def runs_of(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Every four words of the texts that follow one another, as they are compared."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = [word for _, word in _words(plain(text))]
        found.update(zip(*(words[at:] for at in range(RUN)), strict=False))
    return found


def _tells(run: tuple[str, ...]) -> bool:
    """Whether four words tell anything: a bare date or "in the north of" stands in every paper."""
    return sum(map(_telling, run)) > 1


def _telling(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and word not in _MONTHS


class _Known:
    """Permitted names and words: a run that is one beside the other tells nothing new."""

    def __init__(self, texts: Iterable[str]) -> None:
        said = [" ".join(word for _, word in _words(plain(text))) for text in texts]
        self._names = {text for text in said if 0 < len(text.split()) < RUN}
        self._text = f" {' | '.join(said)} "
        self._said = said

    @cached_property
    def _whole(self) -> set[tuple[str, ...]]:
        own = _own_words()
        named = {tuple(text.split()) for text in self._said if text not in own}
        return {words for words in named if 0 < len(words) <= _NAME}

    @cached_property
    def _heads(self) -> set[tuple[str, ...]]:
        return {words[:at] for words in self._whole for at in range(1, len(words))}

    @cached_property
    def _tails(self) -> set[tuple[str, ...]]:
        return {words[at:] for words in self._whole for at in range(1, len(words))}

    def explains(self, run: tuple[str, ...]) -> bool:
        """Whether the run is a permitted name, and beside it words that are permitted too.

        Permitted names set side by side, as a list has them, tell nothing new either, nor
        does the end or the beginning of one beside a bare date or one permitted word.
        """
        if self._listed(run, first=True):
            return True
        for at in range(1, len(run)):
            rest = " ".join(word for word in run[at:] if word.isalpha())
            if (
                (run[:at] in self._tails or run[:at] in self._whole)
                and sum(map(_telling, run[at:])) <= 1
                and f" {rest} " in self._text
            ):
                return True
        for at in range(1, len(run)):
            left, right = " ".join(run[:at]), " ".join(run[at:])
            if left in self._names and f" {right} " in self._text:
                return True
            if right in self._names and f" {left} " in self._text:
                return True
        return False

    def _listed(self, run: tuple[str, ...], first: bool = False) -> bool:
        """Whether the run is made of permitted names and words that tell nothing."""
        if not run or run in self._heads:
            return True
        if not _telling(run[0]) and self._listed(run[1:]):
            return True
        return any(
            (run[:at] in self._whole or (first and run[:at] in self._tails))
            and self._listed(run[at:])
            for at in range(1, len(run) + 1)
        )


@cache
def _own_words() -> frozenset[str]:
    """The program's own labels as they are compared: they are words, not names of a mission."""
    found = (text for language in LANGUAGES for text in own_texts(language))
    return frozenset(" ".join(word for _, word in _words(plain(text))) for text in found)


def _runs(paper: _Paper, withheld: Withheld, permitted: Withheld) -> Iterator[Leak]:
    secret = {run for run in runs_of(withheld.texts) if _tells(run)}
    secret -= runs_of(permitted.texts)
    if not secret:
        return
    known = _Known(permitted.texts)
    text, starts, pages = paper.joined(plain)
    # The numbers of evidence stand between words without belonging to them.
    text = re.sub(r"\[\d+(?:, ?\d+)*\]", lambda mark: " " * len(mark.group()), text)
    words = _words(text)
    for at in range(len(words) - RUN + 1):
        run = tuple(word for _, word in words[at : at + RUN])
        if run in secret and not known.explains(run):
            yield Leak("passage", " ".join(run), pages[bisect_right(starts, words[at][0]) - 1])


def _positions(paper: _Paper, withheld: Withheld, permitted: Withheld) -> Iterator[Leak]:
    open_to_all = set(permitted.positions)
    secret = [place for place in withheld.positions if place not in open_to_all]
    if not secret:
        return
    forms, allowed = Forms(secret), Forms(open_to_all)
    for page, text in paper.parts:
        excused: set[int] | None = None
        for found in forms.found_in(text):
            if excused is None:
                excused = {each.at for each in allowed.found_in(text)}
            if found.at not in excused:
                yield Leak("position", " ".join(found.text.split()), page)
