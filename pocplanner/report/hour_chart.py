"""A week of 168 hours on paper: who is under a threat, and whether anybody is near."""

from pocplanner.report.drawing import Drawn, Pen
from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import HourStrip

_ROW, _HEAD, _FOOT = 9.0, 22.0, 14.0


class HoursDrawn(Drawn):
    """A strip for each season, side by side: seven days of twenty-four hours, legible in grey."""

    def __init__(self, chart: HourStrip, setting: Setting, wide: float) -> None:
        super().__init__(setting, wide, _HEAD + 7 * _ROW + _FOOT)
        self.chart = chart

    def paint(self, pen: Pen) -> None:
        """Names of the days once, then a strip for each row, then the legend."""
        chart = self.chart
        names = 34.0
        count = max(len(chart.rows), 1)
        wide = min((self.width - names - 10 * (count - 1)) / count, 300.0)
        top = self.height - _HEAD
        for day, name in enumerate(chart.days):
            pen.text(0, top - (day + 1) * _ROW + 2, name, 6.2, most=names - 3)
        for at, (name, states) in enumerate(chart.rows):
            left = names + at * (wide + 10)
            pen.bold(left, self.height - 8, name, 6.8, most=wide)
            self._strip(pen, states, left, top, wide / 24)
        self._legend(pen, names)

    def _strip(
        self, pen: Pen, states: tuple[int, ...], left: float, top: float, slot: float
    ) -> None:
        for hour in range(0, 24, 6):
            pen.text(left + hour * slot, top + 4, f"{hour:02d}", 5.6, colour("soft"))
        for hour, dark in enumerate(self.chart.night):
            if dark:
                pen.box(left + hour * slot, top + 1, slot, 1.4, colour("ink"))
        for hour, state in enumerate(states):
            day, at = divmod(hour, 24)
            x, y = left + at * slot, top - (day + 1) * _ROW
            self._hour(pen, state, x + 0.3, y + 0.3, slot - 0.6, _ROW - 0.6)

    def _hour(self, pen: Pen, state: int, x: float, y: float, wide: float, tall: float) -> None:
        if state == 3:
            pen.box(x, y, wide, tall, colour("warning"))
            pen.box(x + wide / 2 - 0.9, y + tall / 2 - 0.9, 1.8, 1.8, colour("white"))
        elif state == 2:
            pen.box(x, y, wide, tall, colour("rule"))
            pen.line(x, y, x + wide, y + tall, colour("ink"), 0.5)
        elif state == 1:
            pen.box(x, y, wide, tall, colour("accent_pale"), colour("accent"), 0.3)
        else:
            pen.box(x, y, wide, tall, None, colour("rule"), 0.25)

    def _legend(self, pen: Pen, x: float) -> None:
        for state, name in zip((1, 2, 3), self.chart.legend, strict=False):
            self._hour(pen, state, x, 1.5, 10, 7)
            x += 14 + pen.text(x + 13, 2.6, name, 6.2, colour("soft")) + 12


__all__ = ["HoursDrawn"]
