"""Charts of one row for each mechanism or place: health by the weakest condition, the week."""

from reportlab.lib.colors import Color

from pocplanner.report.drawing import Drawn, Pen
from pocplanner.report.pdf_fonts import fonts, width
from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import HealthBars, WeekStrip


class HealthDrawn(Drawn):
    """A bar for each mechanism, as long as its weakest condition, which stands beside it."""

    _ROW = 12.4

    def __init__(self, chart: HealthBars, setting: Setting, wide: float) -> None:
        super().__init__(setting, wide, 22 + self._ROW * max(len(chart.rows), 1))
        self.chart = chart

    def paint(self, pen: Pen) -> None:
        chart, names, says = self.chart, 0.33 * self.width, 0.3 * self.width
        left, wide = names + 6, self.width - names - says - 14
        highest = max(chart.highest, 1e-9)
        foot = 16.0
        for step in range(int(chart.highest) + 1):
            x = left + wide * step / highest
            pen.line(x, foot, x, self.height - 4, colour("rule"), 0.3)
            pen.text(x, foot - 8, str(step), 6.2, colour("soft"), align="middle")
        if chart.axis:
            pen.text(left + wide + 8, foot - 8, chart.axis, 6.2, colour("soft"), most=says)
        for at, row in enumerate(chart.rows):
            y = self.height - 4 - (at + 1) * self._ROW
            pen.text(names, y + 3.4, row.name, 7, align="right", most=names - 2)
            if row.value is None:
                pen.box(left, y + 2, wide, 8, None, colour("rule"), 0.4)
                pen.text(left + 4, y + 3.6, chart.unknown, 6.4, colour("soft"))
            else:
                length = wide * max(0.0, min(row.value / highest, 1.0))
                fill = _health_ink(row.value / highest)
                pen.box(left, y + 2, max(length, 1.2), 8, fill)
                if row.value / highest < 0.35:
                    pen.hatch(left, y + 2, max(length, 1.2), 8, colour("white"))
                pen.bold(left + max(length, 1.2) + 3, y + 3.6, pen.number(row.value), 6.4)
            pen.text(left + wide + 8, y + 3.6, row.limiting, 6.6, colour("soft"), most=says)


def _health_ink(part: float) -> Color:
    return colour("warning" if part < 0.35 else "question" if part < 0.65 else "finding")


class WeekDrawn(Drawn):
    """A row of seven fields for each place, darker where there are more; framed where named."""

    _ROW = 16.0

    def __init__(self, chart: WeekStrip, setting: Setting, wide: float) -> None:
        legend = 12 if chart.framed and chart.framed_name else 0
        super().__init__(setting, wide, 18 + legend + self._ROW * max(len(chart.rows), 1))
        self.chart, self.legend = chart, legend

    def paint(self, pen: Pen) -> None:
        chart = self.chart
        names = min(max((width(row[0], fonts().narrow, 7) for row in chart.rows), default=0) + 8,
                    0.35 * self.width)  # fmt: skip
        slot = (self.width - names) / max(len(chart.days), 1)
        top = self.height - 14
        highest = max((max(values, default=0) for _, values in chart.rows), default=0) or 1
        for at, day in enumerate(chart.days):
            pen.bold(names + (at + 0.5) * slot, top + 4, day, 6.8, ink=colour("soft"),
                     align="middle", most=slot - 2)  # fmt: skip
        for line, (name, values) in enumerate(chart.rows):
            y = top - (line + 1) * self._ROW
            pen.text(0, y + 5, name, 7, most=names - 4)
            for at, value in enumerate(values[: len(chart.days)]):
                part = value / highest
                x = names + at * slot
                pen.box(x + 1, y + 1, slot - 2, self._ROW - 2, _shade(part), colour("rule"), 0.3)
                pen.text(x + slot / 2, y + 5, pen.number(value), 6.8,
                         colour("white" if part > 0.5 else "ink"), align="middle")  # fmt: skip
                if (line, at) in chart.framed:
                    pen.box(x + 1.6, y + 1.6, slot - 3.2, self._ROW - 3.2, None,
                            colour("warning"), 1.3)  # fmt: skip
        if self.legend:
            pen.box(names, 2, 12, 6, None, colour("warning"), 1.3)
            pen.text(names + 17, 2, chart.framed_name, 6.6, colour("soft"))


def _shade(part: float) -> Color:
    deep, pale = colour("accent"), colour("white")
    part = max(0.0, min(part, 1.0)) ** 0.8
    return Color(*(
        low + (high - low) * part
        for low, high in zip((pale.red, pale.green, pale.blue), (deep.red, deep.green, deep.blue),
                             strict=True)
    ))  # fmt: skip
