"""Blocks that are rows: tables, facts, boxes of the commander's page, evidence, assumptions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import zip_longest
from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import Flowable, Spacer
from reportlab.platypus.paraparser import ParaFrag

from pocplanner.report.blocks import (
    Assumption,
    Assumptions,
    Cell,
    EvidenceItem,
    EvidenceList,
    Facts,
    KeyBox,
    Table,
)
from pocplanner.report.pdf_figures import SideBySide, Together
from pocplanner.report.pdf_fonts import width as text_width
from pocplanner.report.pdf_style import band, colour
from pocplanner.report.pdf_tables import Grid, Row, spread
from pocplanner.report.pdf_text import Para, anchor

if TYPE_CHECKING:
    from pocplanner.report.pdf_flow import Flow

#: A record that is cited on more pages than this shows the first of them.
_MOST_PAGES = 3
#: The width of the numbers of the evidence annex.
_NUMBER = 23.0
_TONES = {
    "must": "warning", "risk": "question", "decision": "accent", "change": "finding",
    "plain": "soft",
}  # fmt: skip


def table(flow: "Flow", block: Table) -> Iterator[Flowable]:
    """Title, rows under their head, note."""
    if block.title:
        flow.tables += 1
        title = flow.setting.say("table", number=flow.tables, title=block.title)
        yield flow.setting.paragraph(title, flow.style("caption"))
        yield Spacer(0, 3)
    if block.rows:
        yield grid(flow, block)
    else:
        empty = block.empty or flow.setting.say("no_rows")
        yield flow.setting.paragraph(empty, flow.style("note"))
    if block.note:
        yield Spacer(0, 3)
        yield flow.setting.paragraph(block.note, flow.style("source"))
    else:
        yield Spacer(0, 9)


def tables_beside(flow: "Flow", blocks: Sequence[Table]) -> Iterator[Flowable]:
    """Short tables side by side, their tops in a line."""
    whole, parts = flow.width, []
    gap = (whole - sum(whole * one.width for one in blocks)) / max(len(blocks) - 1, 1)
    for one in blocks:
        flow.width = whole * one.width
        parts.append(Together(list(table(flow, one)), flow.width, flow.height))
        flow.width = whole
    yield SideBySide(parts, gap)


def grid(flow: "Flow", block: Table) -> Grid:
    """The rows of a table, their widths found from their words where none are given."""
    count = max(len(block.head), max(map(len, block.rows)))
    cells = [
        (at, [cell if isinstance(cell, Cell) else Cell(cell) for cell in row])
        for at, row in enumerate(block.rows)
    ]
    natural, least = _measure(flow, block.head, [row for _, row in cells], count)
    widths = spread(natural, least, block.widths, flow.width)
    head = None
    if any(block.head):
        style = flow.style("head")
        head = Row([
            flow.setting.paragraph(text, flow.style("head", right=True) if at in block.numbers
                                   else style)
            for at, text in enumerate(block.head)
        ])  # fmt: skip
    rows = []
    for at, row in cells:
        evidence = block.evidence[at] if at < len(block.evidence) else ()
        rows.append(_row(flow, row, count, evidence, block.numbers))
    return Grid(head, rows, widths)


def _row(
    flow: "Flow", row: list[Cell], count: int, evidence: Sequence[str], numbers: Iterable[int]
) -> Row:
    spans = len(row) == 1 and count > 1
    made: list[Para | None] = []
    fills = []
    for at, cell in enumerate(row):
        fill = colour("pale") if spans and cell.bold else None
        style = flow.style("cell", right=at in numbers and not spans)
        text = cell.text
        if cell.mark:
            fill, ink = band(cell.mark)
            style = copy(style)
            style.textColor = ink
            text = text or flow.setting.say(f"mark.{cell.mark}")
        ids = cell.evidence + (tuple(evidence) if at == len(row) - 1 else ())
        lead, text = (text, "") if cell.bold or cell.mark else ("", text)
        made.append(flow.setting.paragraph(text, style, ids, lead))
        fills.append(fill)
    return Row(made, fills, spans, leads=spans and row[0].bold)


def _measure(
    flow: "Flow", head: Sequence[str], rows: list[list[Cell]], count: int
) -> tuple[list[float], list[float]]:
    style, bold = flow.style("cell"), flow.style("head")
    natural, least = [0.0] * count, [0.0] * count
    measured = [(bold, [Cell(text, bold=True) for text in head])] + [
        (style, row) for row in rows[:400] if len(row) > 1 or count == 1
    ]
    for face, row in measured:
        for at, cell in enumerate(row[:count]):
            # Enough for a width: the longest words of a cell stand near its beginning.
            text = cell.text[:300]
            if cell.mark and not text:
                text = flow.setting.say(f"mark.{cell.mark}")
            font = bold.fontName if cell.bold or cell.mark else face.fontName
            size = face.fontSize
            wide = text_width(text, font, size) + (14 if cell.evidence else 0)
            natural[at] = max(natural[at], min(wide, 400))
            if wide > least[at]:
                longest = max(text.split(), key=len, default="")
                least[at] = max(least[at], min(text_width(longest, font, size) + 2, 95))
    return natural, least


def facts(flow: "Flow", block: Facts) -> Iterator[Flowable]:
    """Names and values side by side under their title."""
    name_style = flow.style("cell", ink="soft")
    if block.title:
        made = flow.setting.paragraph(block.title, flow.style("caption"), block.evidence)
        made.tag = flow.status(block.status)
        yield made
        yield Spacer(0, 3)
    rows = []
    for name, value in block.pairs:
        cell = value if isinstance(value, Cell) else Cell(value)
        row = _row(flow, [Cell(""), cell], 2, (), ())
        row.cells = [flow.setting.paragraph(name, name_style), row.cells[1]]
        rows.append(row)
    if not block.title and block.evidence and rows:
        last = block.pairs[-1][1]
        text = last.text if isinstance(last, Cell) else last
        rows[-1].cells = [
            rows[-1].cells[0],
            flow.setting.paragraph(text, flow.style("cell"), block.evidence),
        ]
    yield Grid(None, rows, [0.27 * flow.width, 0.73 * flow.width])
    yield Spacer(0, 9)


def key_box(flow: "Flow", block: KeyBox) -> Iterator[Flowable]:
    """A box of the commander's page."""
    tone = colour(_TONES[block.tone])
    style = copy(flow.style("head"))
    style.textColor, style.fontSize, style.leading = colour("white"), 9 * flow.setting.scale, 12
    rows = [Row([flow.setting.paragraph(block.title, style)], [tone], spans=True, leads=True)]
    chip = 62.0 if any(item.mark for item in block.items) else 0.0
    widths = [chip, flow.width - chip] if chip else [flow.width]
    for item in block.items:
        body = flow.style("cell")
        what = flow.setting.paragraph(
            ("\n" * bool(item.text) + item.detail) if item.detail else "",
            body, item.evidence, item.text,
        )  # fmt: skip
        if not chip:
            rows.append(Row([what]))
            continue
        fill, ink = band(item.mark) if item.mark else (None, None)
        label = copy(flow.style("head"))
        label.textColor = ink or colour("ink")
        text = flow.setting.say(f"mark.{item.mark}") if item.mark else ""
        rows.append(Row([flow.setting.paragraph(text, label), what], [fill, None]))
    if not block.items:
        empty = block.empty or flow.setting.say("nothing")
        rows.append(Row([flow.setting.paragraph(empty, flow.style("cell", ink="soft"))],
                        spans=True))  # fmt: skip
    yield Grid(None, rows, widths, box=tone)
    yield Spacer(0, 8 * flow.setting.scale)


def evidence(flow: "Flow", block: EvidenceList, wide: float) -> Iterator[Flowable]:
    """The annex: what each number stands for, and where it is used."""
    if not block.items:
        yield flow.setting.paragraph(flow.setting.say("no_evidence"), flow.style("note"))
        return
    cell = flow.style("annex")
    rows = []
    for item in sorted(block.items, key=lambda one: one.number):
        place = anchor(f"ev-{item.number}", cell)
        number = flow.setting.paragraph(str(item.number), cell, before=[place])
        rows.append(Row([number, _line(flow, item, cell)]))
    widths = [_NUMBER, wide - _NUMBER]
    if wide > 1.5 * flow.sheet.column:
        # The whole width is too long for a line: the second half stands beside the first.
        half = -(-len(rows) // 2)
        pairs = zip_longest(rows[:half], rows[half:], fillvalue=Row([None, None]))
        rows = [Row([*left.cells, *right.cells]) for left, right in pairs]
        widths = 2 * [_NUMBER, wide / 2 - _NUMBER]
    yield Grid(None, rows, widths, lines=False, tight=True)
    yield Spacer(0, 9)


def _line(flow: "Flow", item: EvidenceItem, style: ParagraphStyle) -> Para:
    """What an item is; then, softer, its kind, its grade with its source, and its pages."""
    soft = colour("soft")
    found = flow.setting.frags(item.text, style)
    graded = " ".join(part for part in (item.grade, item.source) if part)
    for part in (item.kind, graded):
        if part:
            found += flow.setting.frags(f" · {part}", style, ink=soft)
    found += flow.setting.frags(" · ", style, ink=soft)
    return flow.setting.paragraph("", style, before=[*found, *_used(flow, item.number, style)])


def _used(flow: "Flow", number: int, style: ParagraphStyle) -> list[ParaFrag]:
    """The pages that use an item, each a link."""
    say, soft = flow.setting.say, colour("soft")
    first: dict[int, str] = {}
    for name in flow.setting.uses.get(number, ()):
        if page := flow.pages(name):
            first.setdefault(page, name)
    if not first:
        return flow.setting.frags(say("evidence_unused"), style, ink=soft)
    frags = flow.setting.frags(f"{say('evidence_page')}\u00a0", style, ink=soft)
    for at, (page, name) in enumerate(sorted(first.items())[:_MOST_PAGES]):
        if at:
            frags += flow.setting.frags(",\u00a0", style)
        frags += flow.setting.frags(str(page), style, ink=colour("accent"), link=name)
    if len(first) > _MOST_PAGES:
        frags += flow.setting.frags("\u00a0…", style)
    return frags


def assumptions(flow: "Flow", block: Assumptions) -> Iterator[Flowable]:
    """What results rest on and may be changed."""
    say = flow.setting.say
    if not block.items:
        yield flow.setting.paragraph(say("no_assumptions"), flow.style("note"))
        return
    grouped: dict[str, list[Assumption]] = {}
    for item in block.items:
        grouped.setdefault(item.used_for, []).append(item)
    style, bold = flow.style("annex"), flow.style("head")
    rows = []
    for used_for, items in grouped.items():
        # What most of a group come from is said once, beside its name.
        shared = Counter(item.basis for item in items).most_common(1)[0][0]
        if used_for or shared:
            tail = f" · {shared}" if used_for and shared else shared
            title = flow.setting.paragraph(tail, style, lead=used_for)
            rows.append(Row([title], [colour("pale")], spans=True, leads=True))
        for item in items:
            cells = _assumed(flow, item, shared)
            rows.append(Row([flow.setting.paragraph(text, style) for text in cells]))
    names = (say("assumption"), say("assumption_value"))
    head = Row([flow.setting.paragraph(name, bold) for name in names])
    yield Grid(head, rows, [0.74 * flow.width, 0.26 * flow.width], tight=True)
    yield Spacer(0, 9)


def _assumed(flow: "Flow", item: Assumption, shared: str) -> tuple[str, str]:
    """The name of a figure and its value, with where it comes from unless its group says so."""
    changed = flow.setting.say("assumption_changed") if item.changed else ""
    basis = "" if item.basis == shared else item.basis
    return item.name, " · ".join(part for part in (item.value, changed, basis) if part)
