"""Charts as vector drawings: trends, seasons and hours, matrix, health, response, week."""

from pocplanner.report.chain_chart import ChainDrawn
from pocplanner.report.drawing import Drawn, Pen, nice_steps
from pocplanner.report.hour_chart import HoursDrawn
from pocplanner.report.mesh_chart import MeshDrawn
from pocplanner.report.pdf_style import band, colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import (
    BANDS,
    BandMatrix,
    Bars,
    ChainChart,
    Chart,
    HealthBars,
    HourStrip,
    MeshChart,
    Trend,
    WeekStrip,
    band_of,
)
from pocplanner.report.pictures import ResponseChart as Ranges
from pocplanner.report.response_chart import ResponseDrawn
from pocplanner.report.row_charts import HealthDrawn, WeekDrawn


def chart_flowable(chart: Chart, setting: Setting, wide: float) -> Drawn:
    """The chart as something that can be put on a page, `wide` points wide."""
    match chart:
        case Trend():
            return TrendDrawn(chart, setting, wide)
        case Bars():
            return BarsDrawn(chart, setting, wide)
        case BandMatrix():
            return MatrixDrawn(chart, setting, wide)
        case HealthBars():
            return HealthDrawn(chart, setting, wide)
        case Ranges():
            return ResponseDrawn(chart, setting, wide)
        case ChainChart():
            return ChainDrawn(chart, setting, wide)
        case MeshChart():
            return MeshDrawn(chart, setting, wide)
        case WeekStrip():
            return WeekDrawn(chart, setting, wide)
        case HourStrip():
            return HoursDrawn(chart, setting, wide)


def _axis(pen: Pen, x: float, y: float, wide: float, tall: float, highest: float) -> float:
    """Grid lines with their values to the left; returns the value at the top."""
    steps = nice_steps(highest)
    top = steps[-1] or 1.0
    for step in steps:
        at = y + tall * step / top
        ink, stroke = ("rule", 0.3) if step else ("ink", 0.6)
        pen.line(x, at, x + wide, at, colour(ink), stroke)
        pen.text(x - 4, at - 2.3, pen.number(step), 6.4, colour("soft"), align="right")
    return top


class TrendDrawn(Drawn):
    """Deaths above events, month by month; months without data are hatched."""

    def __init__(self, chart: Trend, setting: Setting, wide: float) -> None:
        super().__init__(setting, wide, 148 + (11 if chart.missing and chart.missing_name else 0))
        self.chart = chart

    def paint(self, pen: Pen) -> None:
        chart, left = self.chart, 34.0
        wide, tall = self.width - left - 4, 45.0
        foot = self.height - 148
        self._panel(pen, left, foot + 88, wide, tall, chart.deaths, chart.deaths_name, "warning")
        self._panel(pen, left, foot + 20, wide, tall, chart.events, chart.events_name, "accent")
        slot = wide / max(len(chart.months), 1)
        every = max(1, int(-(-28 // slot)))
        for at, month in enumerate(chart.months):
            if at % every == 0:
                pen.text(left + (at + 0.5) * slot, foot + 10, month, 6.2, colour("soft"),
                         align="middle")  # fmt: skip
        if foot:
            pen.hatch(left, 2, 12, 6, colour("soft"))
            pen.text(left + 16, 2, chart.missing_name, 6.6, colour("soft"))

    def _panel(
        self, pen: Pen, x: float, y: float, wide: float, tall: float,
        values: tuple[int, ...], name: str, ink: str,
    ) -> None:  # fmt: skip
        pen.bold(x, y + tall + 6, name, 7.2, ink=colour(ink))
        top = _axis(pen, x, y, wide, tall, max(values, default=0))
        slot = wide / max(len(values), 1)
        bar = max(min(slot * 0.72, 18), 0.6)
        for at, value in enumerate(values):
            middle = x + (at + 0.5) * slot
            if at in self.chart.missing:
                pen.hatch(middle - slot / 2, y, slot, tall, colour("rule"))
            elif value > 0:
                pen.box(middle - bar / 2, y, bar, tall * value / top, colour(ink))
        peak = max(range(len(values)), key=values.__getitem__, default=None)
        if peak is not None and values[peak] > 0:
            pen.text(x + (peak + 0.5) * slot, y + tall * values[peak] / top + 1.5,
                     pen.number(values[peak]), 6.2, align="middle")  # fmt: skip


class BarsDrawn(Drawn):
    """A bar for each class with its value; raised classes are hatched and named."""

    def __init__(self, chart: Bars, setting: Setting, wide: float) -> None:
        legend = 12 if chart.raised and chart.raised_name else 0
        super().__init__(setting, wide, 96 + legend)
        self.chart, self.legend = chart, legend

    def paint(self, pen: Pen) -> None:
        chart, left, tall = self.chart, 34.0, 58.0
        y, wide = 20.0 + self.legend, self.width - left - 4
        if chart.axis:
            pen.text(0, self.height - 7, chart.axis, 6.6, colour("soft"), most=self.width)
        top = _axis(pen, left, y, wide, tall, max(chart.values, default=0))
        slot = wide / max(len(chart.labels), 1)
        bar = min(slot * 0.68, 42)
        every = max(1, int(-(-11 // slot)))
        for at, (label, value) in enumerate(zip(chart.labels, chart.values, strict=False)):
            middle = left + (at + 0.5) * slot
            height = tall * value / top
            raised = at in chart.raised
            if value > 0:
                fill, ink = ("accent_pale", colour("accent")) if raised else ("accent", None)
                pen.box(middle - bar / 2, y, bar, height, colour(fill), ink)
                if raised:
                    pen.hatch(middle - bar / 2, y, bar, height, colour("accent"))
            if slot > 14:
                pen.text(middle, y + height + 2, pen.number(value), 6.2, align="middle")
            if at % every == 0:
                pen.text(middle, y - 9, label, 6.6, colour("soft"), align="middle",
                         most=max(slot * every - 2, 10))  # fmt: skip
        if self.legend:
            pen.box(left, 2, 12, 6, colour("accent_pale"), colour("accent"))
            pen.hatch(left, 2, 12, 6, colour("accent"))
            pen.text(left + 16, 2, chart.raised_name, 6.6, colour("soft"))


class MatrixDrawn(Drawn):
    """Likelihood by impact, each field in the colour and with the letter of its band."""

    def __init__(self, chart: BandMatrix, setting: Setting, wide: float) -> None:
        super().__init__(setting, wide, 196)
        self.chart = chart

    def paint(self, pen: Pen) -> None:
        chart = self.chart
        cell_w, cell_h, left, foot = min((self.width - 160) / 5, 62.0), 31.0, 30.0, 28.0
        for likelihood in range(1, 6):
            y = foot + (likelihood - 1) * cell_h
            pen.text(left - 6, y + cell_h / 2 - 2.5, str(likelihood), 7, align="right")
            for impact in range(1, 6):
                self._field(pen, left + (impact - 1) * cell_w, y, cell_w, cell_h,
                            likelihood, impact)  # fmt: skip
        for impact in range(1, 6):
            pen.text(left + (impact - 0.5) * cell_w, foot - 10, str(impact), 7, align="middle")
        pen.bold(left + 2.5 * cell_w, 6, chart.impact, 7, align="middle", ink=colour("soft"))
        pen.canvas.saveState()
        pen.canvas.translate(9, foot + 2.5 * cell_h)
        pen.canvas.rotate(90)
        pen.bold(0, 0, chart.likelihood, 7, align="middle", ink=colour("soft"))
        pen.canvas.restoreState()
        x, y = left + 5 * cell_w + 18, foot + 5 * cell_h - 12
        for code, name in zip(reversed(BANDS), reversed(chart.bands), strict=True):
            fill, ink = band(code)
            pen.box(x, y - 3, 16, 12, fill, colour("soft"), 0.3)
            pen.bold(x + 8, y + 0.6, self.setting.say(f"band_letter.{code}"), 7, ink=ink,
                     align="middle")  # fmt: skip
            pen.text(x + 22, y + 0.6, name, 7.2, most=self.width - x - 22)
            y -= 18

    def _field(
        self, pen: Pen, x: float, y: float, wide: float, tall: float, likelihood: int, impact: int
    ) -> None:
        code = band_of(likelihood, impact)
        fill, ink = band(code)
        pen.box(x + 0.8, y + 0.8, wide - 1.6, tall - 1.6, fill, colour("rule"), 0.3, 1.5)
        pen.text(x + 4, y + tall - 9, self.setting.say(f"band_letter.{code}"), 5.6, ink)
        rows = self.chart.counts
        count = rows[likelihood - 1][impact - 1] if likelihood <= len(rows) else 0
        if count:
            pen.bold(x + wide / 2, y + tall / 2 - 4, str(count), 11, ink=ink, align="middle")
