"""Figures that let the text after them go first where they would leave a page half empty."""

from typing import Any

from reportlab.platypus.doctemplate import ActionFlowable
from reportlab.platypus.flowables import CondPageBreak, Flowable

from pocplanner.report.pdf_text import Para

#: Less than this is no gap, in points: it is left at the foot of the page.
_LEAST = 70.0
#: What belongs to what follows it: a section to its text, a caption to its table.
_STAYS = frozenset({"heading1", "caption"})


class Floating(ActionFlowable):  # type: ignore[misc]
    """A figure in its place, or below the next paragraphs where those fill the page first.

    Figures keep their order; text is never moved past a section, a table or a new page.
    """

    def __init__(self, figure: Flowable, width: float) -> None:
        super().__init__()
        self.figure, self.wide = figure, width

    def apply(self, doc: Any) -> None:
        """Decide, now that it is known how much of the page is left."""
        left = float(doc.frame._y - doc.frame._y1p)
        if doc.frame._atTop or taken(self.figure, self.wide) <= left:
            doc.story.insert(0, self.figure)
            return
        first, figures = _filling(doc.story, left, self.wide)
        del doc.story[: len(first) + len(figures)]
        doc.story[0:0] = [*first, self.figure, *figures]


def _filling(
    story: list[Flowable], left: float, width: float
) -> tuple[list[Flowable], list[Flowable]]:
    """What may stand before the figure, and the figures met on the way."""
    first: list[Flowable] = []
    figures: list[Flowable] = []
    # How much of both is certain: a heading goes nowhere without the text under it.
    sure = (0, 0)
    for after in story:
        if isinstance(after, Floating):
            figures.append(after.figure)
            continue
        if isinstance(after, CondPageBreak):
            if after.height > left:
                break
        elif type(after) is Para and after.style.name not in _STAYS:
            left -= taken(after, width)
        else:
            break
        first.append(after)
        if type(after) is Para and not after.style.name.startswith("heading"):
            sure = (len(first), len(figures))
            if left < _LEAST:
                break
    return first[: sure[0]], figures[: sure[1]]


def taken(one: Flowable, width: float) -> float:
    """The height that something takes on a page of this width, with its spaces."""
    space = float(one.getSpaceBefore()) + float(one.getSpaceAfter())
    return float(one.wrap(width, 1e6)[1]) + space
