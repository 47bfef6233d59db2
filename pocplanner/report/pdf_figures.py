"""Figures on a page: picture, number, caption and source, kept together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.platypus.doctemplate import NullActionFlowable
from reportlab.platypus.flowables import Flowable, Spacer

from pocplanner.report.blocks import Figure
from pocplanner.report.drawing import Drawn
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import HealthBars, MapPicture, Picture, WeekStrip, in_parts

if TYPE_CHECKING:
    from pocplanner.report.pdf_flow import Flow

#: The height of a row in the charts that have rows, in points.
_ROW_PT = {HealthBars: 15.0, WeekStrip: 16.0}
_TALLEST_ROW_PT = 25.0


def picture_flowable(picture: Picture, setting: Setting, wide: float, tall: float) -> Drawn:
    """A chart or a map `wide` points wide and no taller than `tall`."""
    if isinstance(picture, MapPicture):
        from pocplanner.report.maps import map_flowable

        return map_flowable(picture, setting, wide, tall)
    from pocplanner.report.charts import chart_flowable

    return chart_flowable(picture, setting, wide)


def figure(flow: "Flow", block: Figure, room: float = 0.0) -> Iterator[Flowable]:
    """A picture with its number, caption and source, on one page if one can hold it.

    `room` is the width that it has, in points; the text's where it is 0.
    """
    flow.figures += 1
    caption = flow.setting.say("figure", number=flow.figures, caption=block.caption)
    row = _ROW_PT.get(type(block.picture), _TALLEST_ROW_PT)
    parts = in_parts(block.picture, max(int((flow.height - 160) // row), 1))
    wide = (room or flow.width) * min(max(block.width, 0.2), 1.0)
    for at, picture in enumerate(parts, start=1):
        title = f"{caption} ({at}/{len(parts)})" if len(parts) > 1 else caption
        together: list[Flowable] = [
            flow.setting.paragraph(title, flow.style("caption"), block.evidence),
            Spacer(0, 3),
            picture_flowable(picture, flow.setting, wide, flow.height - 60),
        ]
        if block.note:
            together.append(Spacer(0, 3))
            together.append(flow.setting.paragraph(block.note, flow.style("source")))
        if block.source:
            source = flow.setting.say("source", source=block.source)
            together.append(Spacer(0, 3))
            together.append(flow.setting.paragraph(source, flow.style("source")))
        together.append(Spacer(0, 11))
        yield Together(together, room or flow.width, flow.height)


def beside(flow: "Flow", blocks: Sequence[Figure]) -> Iterator[Flowable]:
    """Figures that together are no wider than the text, side by side, their tops in a line."""
    made = []
    for block in blocks:
        wide = flow.width * block.width
        made += list(figure(flow, replace(block, width=1.0), wide))
    gap = (flow.width - sum(flow.width * b.width for b in blocks)) / max(len(blocks) - 1, 1)
    yield SideBySide(made, gap)


class SideBySide(Flowable):  # type: ignore[misc]
    """Flowables in a row, each as wide as it is."""

    def __init__(self, parts: Sequence[Flowable], gap: float) -> None:
        super().__init__()
        self.parts, self.gap = parts, gap

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.sizes = [part.wrap(width, 1e6) for part in self.parts]
        self.height = max(tall for _, tall in self.sizes)
        return width, self.height

    def draw(self) -> None:
        x = 0.0
        for part, (wide, tall) in zip(self.parts, self.sizes, strict=True):
            part.drawOn(self.canv, x, self.height - tall)
            x += wide + self.gap


class Together(Flowable):  # type: ignore[misc]
    """Parts that stay on one page."""

    def __init__(self, parts: list[Flowable], width: float, most: float) -> None:
        super().__init__()
        self.parts, self.width, self.most = parts, width, most

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.sizes = [part.wrap(self.width, 1e6)[1] for part in self.parts]
        self.height = sum(self.sizes)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Only what no page can hold is taken apart."""
        # The layout wants a first part that fits; one that does nothing always does.
        return [NullActionFlowable(), *self.parts] if self.height > self.most else []

    def draw(self) -> None:
        y = self.height
        for part, tall in zip(self.parts, self.sizes, strict=True):
            y -= tall
            part.drawOn(self.canv, 0, y)
