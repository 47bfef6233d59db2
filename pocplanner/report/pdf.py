"""A document as a PDF: the one door through which paper leaves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from reportlab import rl_config
from reportlab.platypus.doctemplate import NextPageTemplate
from reportlab.platypus.flowables import Flowable, PageBreak, Spacer

from pocplanner.model.text import visible
from pocplanner.report.blocks import Block, Document, EvidenceList, Heading
from pocplanner.report.pdf_cover import cover_flowables
from pocplanner.report.pdf_flow import Flow
from pocplanner.report.pdf_pages import Sheets, contents
from pocplanner.report.pdf_style import paper
from pocplanner.report.pdf_text import Setting
from pocplanner.report.whole_file import write_whole
from pocplanner.words import Words

# The text form of compressed streams adds a quarter to the size and serves nobody.
rl_config.useA85 = 0

Page: TypeAlias = Literal["a4", "letter"]

#: The commander's page is set smaller by these steps until it fits one page.
_SCALES = (1.0, 0.94, 0.88, 0.82, 0.77)

#: Contents of more lines than this stand in two columns.
_LONG_CONTENTS = 48
#: Contents of no more lines than this need no page of their own.
_SHORT_CONTENTS = 32


@dataclass(frozen=True)
class Remark:
    """Something a person should know about the print: a key of the words and its facts."""

    key: str
    facts: tuple[tuple[str, object], ...] = ()

    def text(self, words: Words) -> str:
        """The sentence, in the language of whoever reads it (not of the document)."""
        return words.text(self.key, **dict(self.facts))


@dataclass(frozen=True)
class Written:
    """A document on disk: how many pages it has, and remarks on its print."""

    pages: int
    remarks: tuple[Remark, ...] = ()
    language: str = "en"

    @property
    def warnings(self) -> tuple[str, ...]:
        """The remarks as sentences in the document's language; `Remark.text` gives others."""
        words = Words(self.language)
        return tuple(remark.text(words) for remark in self.remarks)


def write_pdf(document: Document, path: Path, page: Page = "a4") -> Written:
    """Write the document whole, or leave what was there. The same document gives the same bytes.

    Raises Problem: export.no_folder, export.not_a_file, export.disk_full, export.not_written.
    """
    return write_whole(path, lambda beside: compose(document, beside, page))


def compose(document: Document, path: Path, page: Page = "a4") -> Written:
    """Lay the document out into this file, whatever stands there. See `write_pdf`."""
    setting = Setting(Words(document.language), numbers=_numbers(document))
    sheet = paper(page)
    sheets = Sheets(path, document, setting, sheet)
    cover = cover_flowables(document, setting, sheet)
    first = Flow(setting, sheet, sheets.page_of, "front")
    front, fits = _front(document, first)
    body = Flow(setting, sheet, sheets.page_of)
    made = body.story(document.blocks)
    headings = [*first.headings, *body.headings]
    story: list[Flowable] = [*cover, NextPageTemplate("upright")]
    if front:
        story += [PageBreak(), *front]
    # A paper of pages that stand on their own needs no table of contents.
    short = False
    if headings and document.blocks and document.contents:
        listed = contents(setting, sheets, headings)
        # The text of a short paper begins under its contents.
        short = len(listed) <= _SHORT_CONTENTS
        long = len(listed) > _LONG_CONTENTS
        story.append(NextPageTemplate("columns" if long else "upright"))
        story += [PageBreak(), *listed, NextPageTemplate("upright")]
    if made and not isinstance(made[0], PageBreak):
        story.append(Spacer(0, 16) if short else PageBreak())
    story += made
    sheets.outline = [(level, _plain(setting, text), key) for level, text, key in headings]
    return Written(sheets.write(story), _remarks(setting, fits), document.language)


def _numbers(document: Document) -> dict[str, int]:
    return {
        item.id: item.number
        for block in document.blocks
        if isinstance(block, EvidenceList)
        for item in block.items
    }


def _front(document: Document, flow: Flow) -> tuple[list[Flowable], bool]:
    """The pages that stand on their own, each as large as fits on one, and whether all fit."""
    made: list[Flowable] = []
    whole = True
    for page in _pages(_titled(document, flow.setting)):
        story, fits = _fitted(page, flow)
        made += [PageBreak(), *story] if made else story
        whole = whole and fits
    return made, whole


def _pages(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks of each page: a heading of the first level that asks for it begins one."""
    page: list[Block] = []
    for block in blocks:
        if page and isinstance(block, Heading) and block.level == 1 and block.new_page:
            yield tuple(page)
            block = replace(block, new_page=False)
            page = []
        page.append(block)
    if page:
        yield tuple(page)


def _fitted(blocks: Sequence[Block], flow: Flow) -> tuple[list[Flowable], bool]:
    """A page at the largest scale at which it is one page, and whether it is."""
    fits = False
    for scale in _SCALES:
        # Measured apart: every setting of a text counts the uses of its evidence.
        trial = Flow(
            Setting(flow.setting.words, numbers=flow.setting.numbers, scale=scale),
            flow.sheet, flow.pages,
        )  # fmt: skip
        made = trial.story(blocks)
        tall = sum(
            one.wrap(flow.width, 1e6)[1] + one.getSpaceBefore() + one.getSpaceAfter()
            for one in made
            if not isinstance(one, PageBreak)
        )
        if tall <= flow.height:
            fits = True
            break
    flow.setting.scale = scale
    made = flow.story(blocks)
    flow.setting.scale = 1.0
    return made, fits


def _titled(document: Document, setting: Setting) -> tuple[Block, ...]:
    """The front under a heading that begins no page of its own."""
    blocks = document.front
    if not blocks:
        return ()
    first = blocks[0]
    if isinstance(first, Heading):
        return (replace(first, new_page=False), *blocks[1:])
    title = setting.words.text("report.front_contents")
    return (Heading(title, new_page=False), *blocks)


def _plain(setting: Setting, text: str) -> str:
    """A heading for the outline, which viewers show in a font of their own."""
    return " ".join(visible(text).split())


def _remarks(setting: Setting, fits: bool) -> tuple[Remark, ...]:
    found = []
    if not fits:
        found.append(Remark("report.remark.front_long"))
    if setting.signs.missing:
        signs = " ".join(sorted(setting.signs.missing)[:20])
        found.append(Remark("report.remark.glyph", (("signs", signs),)))
    if setting.signs.hidden:
        found.append(Remark("report.remark.hidden_signs"))
    if setting.unknown:
        found.append(Remark("report.remark.evidence_missing", (("count", len(setting.unknown)),)))
    return tuple(found)
