"""The chain from alert to arrival, a row for each condition, beside the time that people have."""

from pocplanner.report.drawing import Drawn, Pen, nice_steps
from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import ChainChart, ChainRow


class ChainDrawn(Drawn):
    """Links one after another, numbered; guessed ones hatched, the costliest framed."""

    _ROW, _FOOT = 30.0, 14.0

    def __init__(self, chart: ChainChart, setting: Setting, wide: float) -> None:
        self.chart = chart
        self.legend = 11.0 * (len(chart.links) + 1)
        tall = self._FOOT + 12 + self.legend + self._ROW * max(len(chart.rows), 1)
        super().__init__(setting, wide, tall)

    def paint(self, pen: Pen) -> None:
        """Axis, rows, legend."""
        chart, names = self.chart, 0.27 * self.width
        left, wide = names + 6, self.width - names - 14
        longest = max(
            (max(sum(m for m, _ in r.pieces), r.warning or 0.0) for r in chart.rows), default=0.0
        )
        steps = nice_steps(longest, 5)
        top, foot = steps[-1] or 1.0, self.legend + self._FOOT
        for step in steps:
            x = left + wide * step / top
            pen.line(x, foot, x, self.height - 4, colour("rule"), 0.3)
            pen.text(x, foot - 9, pen.number(step), 6.2, colour("soft"), align="middle")
        pen.text(names, foot - 9, chart.axis, 6.2, colour("soft"), align="right", most=names)
        for at, row in enumerate(chart.rows):
            y = self.height - 4 - (at + 1) * self._ROW
            self._row(pen, row, names, left, wide / top, y)
            pen.line(0, y, self.width, y, colour("rule"), 0.25)
        self._legend(pen)

    def _row(
        self, pen: Pen, row: ChainRow, names: float, left: float, unit: float, y: float
    ) -> None:
        pen.bold(names, y + 19, row.name, 7, align="right", most=names - 2)
        pen.text(names, y + 10, row.note, 6.2, colour("soft"), align="right", most=names - 2)
        x, high = left, 10.0
        for number, (minutes, guessed) in enumerate(row.pieces):
            wide = max(minutes * unit, 0.6)
            dark = number % 2 == 0
            fill = colour("accent" if dark else "rule")
            if guessed:
                pen.box(x, y + 11, wide, high, colour("white"), colour("accent"), 0.4)
                pen.hatch(x, y + 11, wide, high, colour("accent" if dark else "soft"))
            else:
                pen.box(x, y + 11, wide, high, fill)
            if number == row.costliest:
                pen.box(x, y + 10, wide, high + 2, None, colour("warning"), 1.4)
            if wide > 9:
                ink = "white" if dark and not guessed else "ink"
                if guessed:
                    pen.box(x + wide / 2 - 3, y + 12.4, 6, 7.4, colour("white"))
                pen.bold(x + wide / 2, y + 13.6, str(number + 1), 6.4, ink=colour(ink),
                         align="middle")  # fmt: skip
            x += wide
        if not row.pieces:
            at = left + (row.warning or 0.0) * unit
            pen.text(at + 5, y + 13, row.nobody, 6.6, colour("warning"), most=200)
        if row.warning is not None:
            at = left + row.warning * unit
            pen.line(at, y + 4, at, y + 26, colour("ink"), 1.2, (2.2, 1.4))
            pen.text(at + 2, y + 3.4, row.warning_text, 6.2, colour("ink"))

    def _legend(self, pen: Pen) -> None:
        for at, name in enumerate(self.chart.links):
            y = self.legend - 11 * (at + 1) + 2
            pen.box(2, y, 12, 7, colour("accent" if at % 2 == 0 else "rule"))
            pen.bold(8, y + 1.4, str(at + 1), 6, ink=colour("white" if at % 2 == 0 else "ink"),
                     align="middle")  # fmt: skip
            pen.text(18, y + 1.2, name, 6.4, colour("soft"), most=self.width / 2 - 20)
        x, y = self.width / 2, self.legend - 9
        pen.box(x, y, 12, 7, colour("white"), colour("accent"), 0.4)
        pen.hatch(x, y, 12, 7, colour("accent"))
        pen.text(x + 16, y + 1.2, self.chart.guessed, 6.4, colour("soft"), most=self.width / 2 - 18)
        pen.box(x, y - 11, 12, 7, None, colour("warning"), 1.4)
        pen.text(x + 16, y - 9.8, self.chart.costliest, 6.4, colour("soft"),
                 most=self.width / 2 - 18)  # fmt: skip
        pen.line(x + 6, y - 23, x + 6, y - 15, colour("ink"), 1.2, (2.2, 1.4))
        pen.text(x + 16, y - 20.8, self.chart.warning, 6.4, colour("soft"),
                 most=self.width / 2 - 18)  # fmt: skip
