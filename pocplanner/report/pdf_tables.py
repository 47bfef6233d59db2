"""Tables that split well across pages: heads repeated, rows whole, tall rows in parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Para

_SIDE = 4.0
_ABOVE = 1.9
_BELOW = 2.4
#: A row taller than this part of the free height is split rather than moved.
_TALL = 0.45


@dataclass
class Row:
    """Cells of a row with the fill behind each; a row that spans has one cell."""

    cells: Sequence[Para | None]
    fills: Sequence[Color | None] = ()
    spans: bool = False
    #: A row that must not be the last on a page, such as the name of a group.
    leads: bool = False
    height: float = field(default=-1.0, compare=False)


class Grid(Flowable):  # type: ignore[misc]
    """Rows of paragraphs under a head that is repeated; widths are in points."""

    def __init__(
        self, head: Row | None, rows: list[Row], widths: Sequence[float],
        indent: float = 0.0, lines: bool = True, box: Color | None = None, tight: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.head, self.rows, self.widths = head, rows, tuple(widths)
        self.indent, self.lines, self.box, self.tight = indent, lines, box, tight
        self.above, self.below = (0.4, 0.8) if tight else (_ABOVE, _BELOW)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height; each cell is measured once."""
        self.width = self.indent + sum(self.widths)
        self.height = self._measured(self.head) + sum(map(self._measured, self.rows))
        return self.width, self.height

    def start(self) -> float:
        """The height that it needs to begin on a page: the head and the first rows."""
        self.wrap(0, 0)
        first, total = self._measured(self.head), 0.0
        # As `split` has it: one row alone under its head reads as a left-over.
        wanted = 2 if len(self.rows) > 2 and self.rows[0].height < 40 else 1
        for row in self.rows:
            total += min(row.height, 90.0)
            wanted -= not row.leads
            if wanted <= 0:
                break
        return first + total

    def _measured(self, row: Row | None) -> float:
        if row is None:
            return 0.0
        if row.height < 0:
            widths = (sum(self.widths),) if row.spans else self.widths
            heights = [
                cell.wrap(_inner(wide), 1e6)[1]
                for cell, wide in zip(row.cells, widths, strict=False)
                if cell is not None
            ]
            row.height = max(heights, default=0.0) + self.above + self.below
        return row.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The rows that fit and the rest; a row too tall for any page is cut."""
        self.wrap(width, height)
        left = height - self._measured(self.head)
        count = 0
        while count < len(self.rows) and self.rows[count].height <= left:
            left -= self.rows[count].height
            count += 1
        if count == len(self.rows):
            return [self]
        tall = self.rows[count]
        cut = None
        if left > 50 and (tall.height > _TALL * height or tall.height > 300):
            cut = self._cut(tall, left)
        if cut is None:
            while count and self.rows[count - 1].leads:
                count -= 1
            # One row alone under its head reads as a left-over.
            if count == 1 and len(self.rows) > 2 and self.rows[0].height < 40:
                count = 0
        if cut is None and count == 0:
            return []
        first, rest = self.rows[:count], self.rows[count:]
        if cut is not None:
            first, rest = [*first, cut[0]], [cut[1], *rest[1:]]
        return [self._like(first), self._like(rest)]

    def _like(self, rows: list[Row]) -> "Grid":
        head = self.head
        if head is not None:
            head = Row(head.cells, head.fills, head.spans, height=head.height)
        return Grid(head, rows, self.widths, self.indent, self.lines, self.box, self.tight)

    def _cut(self, row: Row, height: float) -> tuple[Row, Row] | None:
        tops: list[Para | None] = []
        rests: list[Para | None] = []
        widths = (sum(self.widths),) if row.spans else self.widths
        for cell, wide in zip(row.cells, widths, strict=False):
            parts = (
                [] if cell is None else cell.split(_inner(wide), height - self.above - self.below)
            )
            if cell is not None and not parts:
                cell.wrap(_inner(wide), 1e6)
            tops.append(parts[0] if parts else None)
            rests.append(parts[1] if len(parts) > 1 else cell if not parts else None)
        if not any(tops):
            return None
        return (Row(tops, row.fills, row.spans), Row(rests, row.fills, row.spans))

    def draw(self) -> None:
        """Fills, rules and words."""
        canvas: Canvas = self.canv
        canvas.saveState()
        y = self.height
        if self.head is not None:
            y = self._row(canvas, self.head, y, head=True)
        for row in self.rows:
            y = self._row(canvas, row, y)
        if self.box is not None:
            canvas.setStrokeColor(self.box)
            canvas.setLineWidth(0.8)
            canvas.rect(self.indent, 0, sum(self.widths), self.height, stroke=1, fill=0)
        canvas.restoreState()

    def _row(self, canvas: Canvas, row: Row, y: float, head: bool = False) -> float:
        # A head that is drawn on several pages was measured for the first of them only.
        height = self._measured(row)
        x, bottom = self.indent, y - height
        widths = (sum(self.widths),) if row.spans else self.widths
        if head:
            canvas.setFillColor(colour("accent_pale"))
            canvas.rect(x, bottom, sum(self.widths), height, stroke=0, fill=1)
        for at, wide in enumerate(widths):
            fill = row.fills[at] if at < len(row.fills) else None
            cell = row.cells[at] if at < len(row.cells) else None
            if fill is not None:
                canvas.setFillColor(fill)
                if row.spans:
                    canvas.rect(x, bottom, wide, height, stroke=0, fill=1)
                else:
                    tall = self.above + self.below + (cell.height if cell is not None else 8) - 2
                    canvas.roundRect(x + 1, y - tall - 1, wide - 2, tall, 2, stroke=0, fill=1)
            if cell is not None:
                cell.drawOn(canvas, x + _SIDE, y - self.above - cell.height)
            x += wide
        if self.lines:
            canvas.setStrokeColor(colour("accent" if head else "rule"))
            canvas.setLineWidth(0.9 if head else 0.4)
            canvas.line(self.indent, bottom, self.indent + sum(self.widths), bottom)
        return bottom


def _inner(wide: float) -> float:
    """The room for words in a column; never so little that a sign cannot stand in it."""
    return max(wide - 2 * _SIDE, 7.0)


def spread(
    natural: Sequence[float], least: Sequence[float], given: Sequence[float], total: float
) -> list[float]:
    """Column widths that fill `total`: as given where they are, else after their words.

    `natural` is the width of the longest line of each column, `least` of its longest word.
    """
    count = len(natural)
    room = 2 * _SIDE
    floor = [min(wide + room, total / max(count, 1) * 1.6) for wide in least]
    if len(given) == count and sum(given) > 0:
        widths = [total * part / sum(given) for part in given]
    else:
        want = [
            max(min(wide + room, 0.5 * total), low)
            for wide, low in zip(natural, floor, strict=True)
        ]
        over = sum(want) - total
        if over <= 0:
            return [wide * total / sum(want) for wide in want] if sum(want) else want
        spare = [wide - low for wide, low in zip(want, floor, strict=True)]
        share = min(over / sum(spare), 1.0) if sum(spare) > 0 else 0.0
        widths = [wide - extra * share for wide, extra in zip(want, spare, strict=True)]
    return _lifted(widths, floor, total)


def _lifted(widths: list[float], floor: list[float], total: float) -> list[float]:
    """Widths of which none is below its floor, where the sum of floors allows it."""
    if sum(floor) >= total:
        return [low * total / sum(floor) for low in floor]
    for _ in widths:
        short = [max(low - wide, 0.0) for wide, low in zip(widths, floor, strict=True)]
        if sum(short) < 0.01:
            break
        over = [max(wide - low, 0.0) for wide, low in zip(widths, floor, strict=True)]
        share = min(sum(short) / sum(over), 1.0)
        widths = [
            wide + lift - extra * share
            for wide, lift, extra in zip(widths, short, over, strict=True)
        ]
    return [wide * total / sum(widths) for wide in widths]
