"""Blocks into what the page layout places, one `match` for all kinds of block."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.doctemplate import ActionFlowable, NextPageTemplate
from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak, Spacer

from pocplanner.report.blocks import (
    Assumptions,
    Block,
    Break,
    Cell,
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
from pocplanner.report.pdf_fonts import width as text_width
from pocplanner.report.pdf_style import Paper, band, colour, text_style
from pocplanner.report.pdf_tables import Grid, Row, spread
from pocplanner.report.pdf_text import Para, Setting, anchor
from pocplanner.report.pictures import MapPicture, Picture

_TONES = {
    "must": "warning", "risk": "question", "decision": "accent", "change": "finding",
    "plain": "soft",
}  # fmt: skip
_BOXED = {
    "question": ("question", "question_pale"),
    "finding": ("finding", "finding_pale"),
    "warning": ("warning", "warning_pale"),
}


def picture_flowable(picture: Picture, setting: Setting, wide: float, tall: float) -> Drawn:
    """A chart or a map `wide` points wide and no taller than `tall`."""
    if isinstance(picture, MapPicture):
        from pocplanner.report.maps import map_flowable

        return map_flowable(picture, setting, wide, tall)
    from pocplanner.report.charts import chart_flowable

    return chart_flowable(picture, setting, wide, tall)


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
        groups = [(block, list(self.block(block))) for block in blocks]
        for at, (block, made) in enumerate(groups):
            if isinstance(block, Heading):
                need = sum(_need(one, self.width) for one in made)
                for after, follows in groups[at + 1 : at + 4]:
                    need += _start(follows, self.width)
                    if not isinstance(after, Heading):
                        break
                if not (block.level == 1 and block.new_page):
                    made.insert(0, CondPageBreak(min(need, 0.85 * self.height)))
            elif isinstance(block, Table | Facts | KeyBox) and made:
                made.insert(0, CondPageBreak(min(_start(made, self.width), 0.85 * self.height)))
            found += made
        return found

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
                yield from self.table(block)
            case Facts():
                yield from self.facts(block)
            case Figure():
                yield from self.figure(block)
            case KeyBox():
                yield from self.key_box(block)
            case Break():
                yield from self.turn(block.orientation == "landscape")
            case EvidenceList():
                yield Later(lambda: list(self.evidence(block)))
            case Assumptions():
                yield from self.assumptions(block)

    def turn(self, lying: bool) -> Iterator[Flowable]:
        """A new page, upright or lying."""
        self.lying = lying
        sheet = self.sheet.turned if lying else self.sheet
        self.width, self.height = sheet.text_width, sheet.text_height
        yield NextPageTemplate("lying" if lying else "upright")
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
        made.tag = self._status(block.status)
        return made

    def _status(self, status: str) -> str:
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
            made.tag = self._status(item.status)
            if item.status == "question":
                made.rule = colour("question")
            yield made

    def table(self, block: Table) -> Iterator[Flowable]:
        """Title, rows under their head, note."""
        if block.title:
            self.tables += 1
            title = self.setting.say("table", number=self.tables, title=block.title)
            yield self.setting.paragraph(title, self.style("caption"))
            yield Spacer(0, 3)
        if block.rows:
            yield self.grid(block)
        else:
            empty = block.empty or self.setting.say("no_rows")
            yield self.setting.paragraph(empty, self.style("note"))
        if block.note:
            yield Spacer(0, 3)
            yield self.setting.paragraph(block.note, self.style("source"))
        else:
            yield Spacer(0, 9)

    def grid(self, block: Table) -> Grid:
        """The rows of a table, their widths found from their words where none are given."""
        count = max(len(block.head), max(map(len, block.rows)))
        cells = [
            (at, [cell if isinstance(cell, Cell) else Cell(cell) for cell in row])
            for at, row in enumerate(block.rows)
        ]
        natural, least = self._measure(block.head, [row for _, row in cells], count)
        widths = spread(natural, least, block.widths, self.width)
        head = None
        if any(block.head):
            style = self.style("head")
            head = Row([
                self.setting.paragraph(text, self.style("head", right=True) if at in block.numbers
                                       else style)
                for at, text in enumerate(block.head)
            ])  # fmt: skip
        rows = []
        for at, row in cells:
            evidence = block.evidence[at] if at < len(block.evidence) else ()
            rows.append(self._row(row, count, evidence, block.numbers))
        return Grid(head, rows, widths)

    def _row(
        self, row: list[Cell], count: int, evidence: Sequence[str], numbers: Iterable[int]
    ) -> Row:
        spans = len(row) == 1 and count > 1
        made: list[Para | None] = []
        fills = []
        for at, cell in enumerate(row):
            fill = colour("pale") if spans else None
            style = self.style("cell", right=at in numbers and not spans)
            text = cell.text
            if cell.mark:
                fill, ink = band(cell.mark)
                style = copy(style)
                style.textColor = ink
                text = text or self.setting.say(f"mark.{cell.mark}")
            ids = cell.evidence + (tuple(evidence) if at == len(row) - 1 else ())
            lead, text = (text, "") if cell.bold or spans or cell.mark else ("", text)
            made.append(self.setting.paragraph(text, style, ids, lead))
            fills.append(fill)
        return Row(made, fills, spans, leads=spans)

    def _measure(
        self, head: Sequence[str], rows: list[list[Cell]], count: int
    ) -> tuple[list[float], list[float]]:
        style, bold = self.style("cell"), self.style("head")
        natural, least = [0.0] * count, [0.0] * count
        measured = [(bold, [Cell(text, bold=True) for text in head])] + [
            (style, row) for row in rows[:400] if len(row) > 1 or count == 1
        ]
        for face, row in measured:
            for at, cell in enumerate(row[:count]):
                # Enough for a width: the longest words of a cell stand near its beginning.
                text = cell.text[:300]
                font = bold.fontName if cell.bold or cell.mark else face.fontName
                size = face.fontSize
                wide = text_width(text, font, size) + (14 if cell.evidence else 0)
                natural[at] = max(natural[at], min(wide, 400))
                if wide > least[at]:
                    longest = max(text.split(), key=len, default="")
                    least[at] = max(least[at], min(text_width(longest, font, size) + 2, 95))
        return natural, least

    def facts(self, block: Facts) -> Iterator[Flowable]:
        """Names and values side by side under their title."""
        name_style = self.style("cell", ink="soft")
        if block.title:
            made = self.setting.paragraph(block.title, self.style("caption"), block.evidence)
            made.tag = self._status(block.status)
            yield made
            yield Spacer(0, 3)
        rows = []
        for name, value in block.pairs:
            cell = value if isinstance(value, Cell) else Cell(value)
            row = self._row([Cell(""), cell], 2, (), ())
            row.cells = [self.setting.paragraph(name, name_style), row.cells[1]]
            rows.append(row)
        if not block.title and block.evidence and rows:
            last = block.pairs[-1][1]
            text = last.text if isinstance(last, Cell) else last
            rows[-1].cells = [
                rows[-1].cells[0],
                self.setting.paragraph(text, self.style("cell"), block.evidence),
            ]
        yield Grid(None, rows, [0.27 * self.width, 0.73 * self.width])
        yield Spacer(0, 9)

    def figure(self, block: Figure) -> Iterator[Flowable]:
        """A picture with its number, caption and source, on one page."""
        self.figures += 1
        caption = self.setting.say("figure", number=self.figures, caption=block.caption)
        parts: list[Flowable] = [
            self.setting.paragraph(caption, self.style("caption"), block.evidence),
            Spacer(0, 3),
            picture_flowable(
                block.picture, self.setting, self.width * min(max(block.width, 0.2), 1.0),
                self.height - 60,
            ),
        ]  # fmt: skip
        if block.source:
            source = self.setting.say("source", source=block.source)
            parts += [Spacer(0, 3), self.setting.paragraph(source, self.style("source"))]
        else:
            parts.append(Spacer(0, 9))
        yield _Together(parts, self.width)

    def key_box(self, block: KeyBox) -> Iterator[Flowable]:
        """A box of the commander's page."""
        tone = colour(_TONES[block.tone])
        style = copy(self.style("head"))
        style.textColor, style.fontSize, style.leading = colour("white"), 9 * self.setting.scale, 12
        rows = [Row([self.setting.paragraph(block.title, style)], [tone], spans=True, leads=True)]
        chip = 62.0 if any(item.mark for item in block.items) else 0.0
        widths = [chip, self.width - chip] if chip else [self.width]
        for item in block.items:
            body = self.style("cell")
            what = self.setting.paragraph(
                ("\n" + item.detail) if item.detail else "", body, item.evidence, item.text
            )
            if not chip:
                rows.append(Row([what]))
                continue
            fill, ink = band(item.mark) if item.mark else (None, None)
            label = copy(self.style("head"))
            label.textColor = ink or colour("ink")
            text = self.setting.say(f"mark.{item.mark}") if item.mark else ""
            rows.append(Row([self.setting.paragraph(text, label), what], [fill, None]))
        if not block.items:
            empty = block.empty or self.setting.say("nothing")
            rows.append(Row([self.setting.paragraph(empty, self.style("cell", ink="soft"))],
                            spans=True))  # fmt: skip
        yield Grid(None, rows, widths, box=tone)
        yield Spacer(0, 8 * self.setting.scale)

    def evidence(self, block: EvidenceList) -> Iterator[Flowable]:
        """The annex: what each number stands for, and where it is used."""
        say, cell = self.setting.say, self.style("cell")
        if not block.items:
            yield self.setting.paragraph(say("no_evidence"), self.style("note"))
            return
        heads = ("number", "what", "kind", "grade", "used")
        head = Row([
            self.setting.paragraph(say(f"evidence_{name}"), self.style("head")) for name in heads
        ])  # fmt: skip
        rows = []
        for item in sorted(block.items, key=lambda one: one.number):
            place = anchor(f"ev-{item.number}", cell)
            rows.append(Row([
                self.setting.paragraph(str(item.number), cell, before=[place]),
                self.setting.paragraph(item.text, cell),
                self.setting.paragraph(item.kind, self.style("cell", ink="soft")),
                self.setting.paragraph(item.grade, cell),
                self._used(item.number, cell),
            ]))  # fmt: skip
        shares = (0.07, 0.53, 0.15, 0.09, 0.16)
        yield Grid(head, rows, [share * self.width for share in shares])
        yield Spacer(0, 9)

    def _used(self, number: int, style: ParagraphStyle) -> Para:
        first: dict[int, str] = {}
        for name in self.setting.uses.get(number, ()):
            if page := self.pages(name):
                first.setdefault(page, name)
        if not first:
            return self.setting.paragraph(self.setting.say("evidence_unused"), style)
        frags = []
        for at, (page, name) in enumerate(sorted(first.items())):
            if at:
                frags += self.setting.frags(", ", style)
            frags += self.setting.frags(str(page), style, ink=colour("accent"), link=name)
        return self.setting.paragraph("", style, before=frags)

    def assumptions(self, block: Assumptions) -> Iterator[Flowable]:
        """What results rest on and may be changed."""
        say = self.setting.say
        if not block.items:
            yield self.setting.paragraph(say("no_assumptions"), self.style("note"))
            return
        rows = tuple(
            (
                Cell(item.name, bold=True),
                f"{item.value}\n({say('assumption_changed')})" if item.changed else item.value,
                item.basis,
                item.used_for,
            )
            for item in block.items
        )
        head = tuple(
            say(name)
            for name in ("assumption", "assumption_value", "assumption_basis", "assumption_used")
        )
        yield from self.table(Table(head, rows, widths=(0.28, 0.2, 0.26, 0.26)))


class _Rule(Flowable):  # type: ignore[misc]
    """The line under the title of a section."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width, self.height = width, 0.0
        self.spaceBefore, self.spaceAfter = 0, 12

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(colour("accent"))
        self.canv.setLineWidth(1.1)
        self.canv.line(0, 8, self.width, 8)


class _Together(Flowable):  # type: ignore[misc]
    """Parts that stay on one page."""

    def __init__(self, parts: list[Flowable], width: float) -> None:
        super().__init__()
        self.parts, self.width = parts, width

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.sizes = [part.wrap(self.width, 1e6)[1] for part in self.parts]
        self.height = sum(self.sizes)
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for part, tall in zip(self.parts, self.sizes, strict=True):
            y -= tall
            part.drawOn(self.canv, 0, y)


def _need(one: Flowable, width: float) -> float:
    if isinstance(one, ActionFlowable | PageBreak):
        return 0.0
    return float(one.wrap(width, 1e6)[1]) + float(one.getSpaceBefore())


def _start(made: Sequence[Flowable], width: float) -> float:
    """The height that a block needs to begin on a page."""
    need = 0.0
    for one in made:
        if isinstance(one, Drawn | _Together):
            return need + _need(one, width)
        if isinstance(one, Grid):
            return need + one.start()
        if isinstance(one, Para):
            tall = one.wrap(width, 1e6)[1]
            if len(made) > 1 and one.style.name == "caption":
                need += tall
                continue
            tall = min(float(tall), 3 * float(one.style.leading))
            return need + tall + float(one.getSpaceBefore())
        need += _need(one, width)
    return need
