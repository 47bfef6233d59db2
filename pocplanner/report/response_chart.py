"""Response against warning, place by place: who would come in time, and who too late."""

from pocplanner.report.drawing import Drawn, Pen, nice_steps
from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import ResponseChart, TimeRange


class ResponseDrawn(Drawn):
    """Two ranges for each place, each from least to most with its likely value marked."""

    _ROW = 21.0

    def __init__(self, chart: ResponseChart, setting: Setting, wide: float) -> None:
        super().__init__(setting, wide, 40 + self._ROW * max(len(chart.rows), 1))
        self.chart = chart

    def paint(self, pen: Pen) -> None:
        """Axis, rows, legend."""
        names, right = 0.26 * self.width, 8.0
        left, wide = names + 8, self.width - names - right - 8
        spans = [span for row in self.chart.rows for span in (row.warning, row.response) if span]
        steps = nice_steps(max((span[2] for span in spans), default=0.0), 6)
        top, foot = steps[-1] or 1.0, 30.0
        for step in steps:
            x = left + wide * step / top
            pen.line(x, foot, x, self.height - 4, colour("rule"), 0.3)
            pen.text(x, foot - 9, pen.number(step), 6.2, colour("soft"), align="middle")
        pen.text(names, foot - 9, self.chart.axis, 6.2, colour("soft"), align="right",
                 most=names)  # fmt: skip
        for at, row in enumerate(self.chart.rows):
            y = self.height - 4 - (at + 1) * self._ROW
            self._row(pen, row, names, left, wide / top, y)
        self._legend(pen, left)

    def _row(
        self, pen: Pen, row: TimeRange, names: float, left: float, unit: float, y: float
    ) -> None:
        pen.text(names, y + 11.5, row.place, 7, align="right", most=names - 2)
        if row.note:
            pen.text(names, y + 4.2, row.note, 6, colour("soft"), align="right", most=names - 2)
        late = bool(row.warning and row.response and row.response[1] > row.warning[1])
        self._span(pen, row.warning, left, unit, y + 11.6, "finding", False)
        self._span(pen, row.response, left, unit, y + 2.8, "warning" if late else "accent", late)
        pen.line(0, y, self.width, y, colour("rule"), 0.25)

    def _span(
        self, pen: Pen, span: tuple[float, float, float] | None, left: float, unit: float,
        y: float, ink: str, late: bool,
    ) -> None:  # fmt: skip
        if span is None:
            pen.text(left + 3, y + 0.8, self.chart.unknown, 6.2, colour("soft"))
            return
        least, likely, most = (left + value * unit for value in span)
        length = max(most - least, 1.0)
        if late:
            pen.box(least, y, length, 6.4, colour("white"), colour(ink), 0.7)
            pen.hatch(least, y, length, 6.4, colour(ink))
        else:
            pen.box(least, y, length, 6.4, colour(ink))
        pen.box(likely - 1.1, y - 0.9, 2.2, 8.2, colour("ink"), colour("white"), 0.4)

    def _legend(self, pen: Pen, x: float) -> None:
        for name, ink, late in (
            (self.chart.warning_name, "finding", False),
            (self.chart.response_name, "accent", False),
            (self.chart.late_name, "warning", True),
        ):
            pen.box(x, 4, 12, 6, None if late else colour(ink), colour(ink))
            if late:
                pen.hatch(x, 4, 12, 6, colour(ink))
            x += 16 + pen.text(x + 16, 4.4, name, 6.6, colour("soft")) + 12
