"""The proof after printing: the file is opened again and searched for what is withheld.

Filtering comes before layout; this is the second look, at the paper itself. It reads what a
reader of the file could read: the words of every page, and every string of every object,
packed ones, metadata and attachments included.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pocplanner.report.blocks import Document
from pocplanner.report.coordinate_forms import Forms
from pocplanner.report.pdf import Page, Written, compose
from pocplanner.report.proof_file import Leak, Paper, read_paper
from pocplanner.report.proof_words import RUN, Known, own_texts, plain, runs_of, tells, words_of
from pocplanner.report.whole_file import write_whole
from pocplanner.words import Problem

#: A name this long is also looked for with every blank taken out.
_LONG = 8
#: Shorter than this, a name says nothing: it stands in too many words.
_SHORT = 3


@dataclass(frozen=True)
class Withheld:
    """Texts and positions, (lon, lat) in degrees: what must not be read, or what may be.

    A text of less than four words (a name, an id) is looked for as a whole, a longer one by
    every four of its words that follow one another.
    """

    texts: Iterable[str] = ()
    positions: Iterable[tuple[float, float]] = ()


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
        paper = read_paper(path)
    except Exception as error:  # a file that cannot be read cannot be proven
        return [Leak("unreadable", type(error).__name__, 0)]
    return [*dict.fromkeys([*paper.oddities, *_leaks(paper, withheld, permitted)])]


def prove_texts(text: str, withheld: Withheld, permitted: Withheld) -> list[Leak]:
    """The same for a file that is text: all that can be read in it, as one page."""
    return list(dict.fromkeys(_leaks(Paper([(1, text)]), withheld, permitted)))


def with_own_texts(permitted: Withheld, language: str) -> Withheld:
    """What this audience may read, and what the program itself says in a language."""
    return Withheld((*permitted.texts, *own_texts(language)), tuple(permitted.positions))


def _leaks(paper: Paper, withheld: Withheld, permitted: Withheld) -> Iterator[Leak]:
    yield from _names(paper, withheld, permitted)
    yield from _runs(paper, withheld, permitted)
    yield from _positions(paper, withheld, permitted)


def _names(paper: Paper, withheld: Withheld, permitted: Withheld) -> Iterator[Leak]:
    text, starts, pages = paper.joined(plain)
    tight, tight_starts, tight_pages = paper.joined(lambda part: plain(part).replace(" ", ""))
    allowed = f" {' | '.join(map(plain, permitted.texts))} "
    allowed_tight = allowed.replace(" ", "")
    for name in sorted(set(withheld.texts)):
        wanted = plain(name)
        if len(wanted) < _SHORT or len(words_of(wanted)) >= RUN:
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


def _runs(paper: Paper, withheld: Withheld, permitted: Withheld) -> Iterator[Leak]:
    secret = {run for run in runs_of(withheld.texts) if tells(run)}
    secret -= runs_of(permitted.texts)
    if not secret:
        return
    known = Known(permitted.texts)
    text, starts, pages = paper.joined(plain)
    # The numbers of evidence stand between words without belonging to them.
    text = re.sub(r"\[\d+(?:, ?\d+)*\]", lambda mark: " " * len(mark.group()), text)
    words = words_of(text)
    for at in range(len(words) - RUN + 1):
        run = tuple(word for _, word in words[at : at + RUN])
        if run in secret and not known.explains(run):
            yield Leak("passage", " ".join(run), pages[bisect_right(starts, words[at][0]) - 1])


def _positions(paper: Paper, withheld: Withheld, permitted: Withheld) -> Iterator[Leak]:
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
