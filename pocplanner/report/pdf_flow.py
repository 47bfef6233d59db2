"""Blocks into what the page layout places, one `match` for all kinds of block."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.doctemplate import ActionFlowable, NextPageTemplate
from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak

from pocplanner.report.blocks import (
    Assumptions,
    Block,
    Break,
    EvidenceList,
    Facts,
    Figure,
    Heading,
    Items,
    KeyBox,
    Table,
    Text,
)
from pocplanner.report.drawing import Drawn
from pocplanner.report.pdf_figures import SideBySide, Together, beside, figure
from pocplanner.report.pdf_floating import Floating, taken
from pocplanner.report.pdf_rows import (
    assumptions,
    evidence,
    facts,
    key_box,
    table,
    tables_beside,
)
from pocplanner.report.pdf_style import Paper, colour, text_style
from pocplanner.report.pdf_tables import Grid
from pocplanner.report.pdf_text import Para, Setting, anchor

_BOXED = {
    "question": ("question", "question_pale"),
    "finding": ("finding", "finding_pale"),
    "warning": ("warning", "warning_pale"),
}


class Later(ActionFlowable):  # type: ignore[misc]
    """Something that can be laid out only when everything before it stands on its page."""

    def __init__(self, make: Callable[[], list[Flowable]]) -> None:
        super().__init__()
        self.make = make

    def apply(self, doc: Any) -> None:
        """Put what was waited for in front of the rest of the layout's story."""
        doc.story[0:0] = self.make()


class Flow:
    """Lays out the blocks of one document, in their order."""

    def __init__(
        self, setting: Setting, sheet: Paper, pages: Callable[[str], int], name: str = "part"
    ) -> None:
        """`pages` tells on which page the named place stands, once it is there (else 0)."""
        self.setting, self.sheet, self.pages, self.name = setting, sheet, pages, name
        self.width = sheet.text_width
        self.height = sheet.text_height
        self.figures = self.tables = 0
        self.lying = False
        self.headings: list[tuple[int, str, str]] = []

    def style(self, name: str, **more: Any) -> ParagraphStyle:
        """A paragraph style at the size that is in use."""
        return text_style(name, self.setting.scale, **more)

    def story(self, blocks: Iterable[Block]) -> list[Flowable]:
        """All of it, ready for the page layout."""
        found: list[Flowable] = []
        groups = list(self._groups(list(blocks)))
        for at, (block, made) in enumerate(groups):
            if isinstance(block, Heading):
                need = self._room(groups, at)
                if not (block.level == 1 and block.new_page):
                    made.insert(0, CondPageBreak(min(need, 0.85 * self.height)))
            elif isinstance(block, Table | Facts | KeyBox) and made:
                made.insert(0, CondPageBreak(min(_start(made, self.width), 0.85 * self.height)))
            found += made
        return found

    def _room(self, groups: Sequence[tuple[Block, list[Flowable]]], at: int) -> float:
        """The height that a heading needs with what must follow it on the same page."""
        need = sum(_need(one, self.width) for one in groups[at][1])
        for next_at in range(at + 1, min(at + 4, len(groups))):
            after, follows = groups[next_at]
            if isinstance(after, Heading):
                return need + (self._room(groups, next_at) if next_at == at + 1 else 0.0)
            need += _start(follows, self.width)
            # A line that introduces a table belongs to the heading as well.
            if not (isinstance(after, Text) and after.style == "note"):
                break
        return need

    def _groups(self, blocks: Sequence[Block]) -> Iterator[tuple[Block, list[Flowable]]]:
        """Each block with what it becomes; two small figures in a row become one."""
        at = 0
        while at < len(blocks):
            block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
            if (
                isinstance(block, Figure)
                and isinstance(after, Figure)
                and block.width + after.width <= 0.98
            ):
                pair = beside(self, (block, after))
                yield block, [Floating(made, self.width) for made in pair]
                at += 1
            elif (
                isinstance(block, Table)
                and isinstance(after, Table)
                and block.width < 1 > after.width
                and block.width + after.width <= 1
            ):
                yield block, list(tables_beside(self, (block, after)))
                at += 1
            else:
                yield block, list(self.block(block))
            at += 1

    def block(self, block: Block) -> Iterator[Flowable]:
        """What one block becomes."""
        match block:
            case Heading():
                yield from self.heading(block)
            case Text():
                yield self.text(block)
            case Items():
                yield from self.items(block)
            case Table():
                yield from table(self, block)
            case Facts():
                yield from facts(self, block)
            case Figure():
                for made in figure(self, block):
                    yield Floating(made, self.width)
            case KeyBox():
                yield from key_box(self, block)
            case Break():
                yield from self.turn(block.orientation)
            case EvidenceList():
                # Laid out later, when another sheet may be in use.
                wide = self.width
                yield Later(lambda: list(evidence(self, block, wide)))
            case Assumptions():
                yield from assumptions(self, block)

    def turn(self, orientation: str) -> Iterator[Flowable]:
        """A new page: upright, lying, or upright in columns."""
        self.lying = orientation == "landscape"
        sheet = self.sheet.turned if self.lying else self.sheet
        columns = orientation == "columns"
        self.width = sheet.column if columns else sheet.text_width
        self.height = sheet.text_height
        yield NextPageTemplate("lying" if self.lying else "columns" if columns else "upright")
        yield PageBreak()

    def heading(self, block: Heading) -> Iterator[Flowable]:
        """A heading with its place for links; a section begins a page."""
        level = min(max(block.level, 1), 3)
        if level == 1 and block.new_page:
            yield PageBreak()
        name = block.anchor or f"{self.name}-{len(self.headings) + 1}"
        style = self.style(f"heading{level}")
        made = self.setting.paragraph(block.text, style, before=[anchor(f"at-{name}", style)])
        self.headings.append((level, block.text, f"at-{name}"))
        yield made
        if level == 1:
            yield _Rule(self.width)

    def text(self, block: Text) -> Para:
        """A paragraph in its look, with its status in the margin."""
        style = self.style(block.style if block.style in ("lead", "quote", "note") else "body")
        made = self.setting.paragraph(block.text, style, block.evidence, block.lead)
        if block.style in _BOXED or block.status == "question":
            rule, fill = _BOXED.get(block.style, _BOXED["question"])
            boxed = copy(style)
            boxed.backColor, boxed.borderPadding = colour(fill), 4
            boxed.leftIndent, boxed.rightIndent = style.leftIndent + 8, 4
            boxed.spaceBefore, boxed.spaceAfter = 6, style.spaceAfter + 5
            made = self.setting.paragraph(block.text, boxed, block.evidence, block.lead)
            made.rule = colour(rule)
        elif block.style == "quote":
            quoted = copy(style)
            quoted.leftIndent, quoted.rightIndent = 14, 14
            made = self.setting.paragraph(block.text, quoted, block.evidence, block.lead)
            made.rule = colour("rule")
        elif block.status == "generic":
            made.rule = colour("question")
        made.tag = self.status(block.status)
        return made

    def status(self, status: str) -> str:
        """The sign for a status, as it stands in the margin."""
        if not status:
            return ""
        return self.setting.say(f"status.{status}").replace(", ", ",\n")

    def items(self, block: Items) -> Iterator[Flowable]:
        """A list; the last item closes the paragraph."""
        for at, item in enumerate(block.items):
            style = copy(self.style("item"))
            style.leftIndent, style.bulletIndent = 15, 3
            if at == len(block.items) - 1:
                style.spaceAfter += 4
            bullet = f"{at + 1}." if block.ordered else "•"
            made = self.setting.paragraph(item.text, style, item.evidence, item.lead, bullet)
            made.tag = self.status(item.status)
            if item.status == "question":
                made.rule = colour("question")
            yield made


class _Rule(Flowable):  # type: ignore[misc]
    """The line under the title of a section."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width, self.height = width, 0.0
        self.spaceBefore, self.spaceAfter = 0, 9

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(colour("accent"))
        self.canv.setLineWidth(1.1)
        self.canv.line(0, 4, self.width, 4)


def _need(one: Flowable, width: float) -> float:
    return 0.0 if isinstance(one, ActionFlowable | PageBreak) else taken(one, width)


def _start(made: Sequence[Flowable], width: float) -> float:
    """The height that a block needs to begin on a page."""
    need = 0.0
    for one in made:
        if isinstance(one, Floating):
            return need + taken(one.figure, width)
        if isinstance(one, Drawn | Together | SideBySide):
            return need + _need(one, width)
        if isinstance(one, Grid):
            return need + one.start()
        if isinstance(one, Later):
            return need + 60.0
        if isinstance(one, Para):
            tall = one.wrap(width, 1e6)[1]
            if len(made) > 1 and one.style.name == "caption":
                need += tall
                continue
            tall = min(float(tall), 3 * float(one.style.leading))
            return need + tall + float(one.getSpaceBefore())
        need += _need(one, width)
    return need
