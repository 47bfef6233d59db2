"""The mesh of alert of one place: people, who passes an alert on, what it hangs on, the post."""

from pocplanner.report.drawing import Drawn, Pen
from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import MeshBox, MeshChart

_HIGH, _GAP, _FOOT = 24.0, 8.0, 16.0


class MeshDrawn(Drawn):
    """Boxes in columns; what alone silences these people has a thick frame and a mark."""

    def __init__(self, chart: MeshChart, setting: Setting, wide: float) -> None:
        self.chart = chart
        most = max((len(c) for c in chart.columns), default=1)
        super().__init__(setting, wide, _FOOT + most * (_HIGH + _GAP) + 4)
        self._at: dict[str, tuple[float, float]] = {}
        columns = max(len(chart.columns), 1)
        self._step = wide / columns
        self._wide = self._step * 0.76
        room = self.height - _FOOT - 2
        for across, column in enumerate(chart.columns):
            used = len(column) * (_HIGH + _GAP) - _GAP
            top = self.height - 2 - (room - used) / 2
            for down, box in enumerate(column):
                x = across * self._step + (self._step - self._wide) / 2
                self._at[box.key] = (x, top - (down + 1) * _HIGH - down * _GAP)

    def paint(self, pen: Pen) -> None:
        """Lines beneath, then boxes, then what the mark means."""
        for one, other in self.chart.lines:
            if one in self._at and other in self._at:
                (x1, y1), (x2, y2) = self._at[one], self._at[other]
                pen.line(x1 + self._wide, y1 + _HIGH / 2, x2, y2 + _HIGH / 2, colour("soft"), 0.8)
        for column in self.chart.columns:
            for box in column:
                self._box(pen, box)
        if any(box.single for column in self.chart.columns for box in column):
            pen.box(2, 3, 12, 8, colour("white"), colour("warning"), 1.6)
            pen.bold(8, 5, "!", 6.4, ink=colour("warning"), align="middle")
            pen.text(19, 4.6, self.chart.single, 6.6, colour("soft"), most=self.width - 22)

    def _box(self, pen: Pen, box: MeshBox) -> None:
        x, y = self._at[box.key]
        fill = colour("accent_pale" if box.kind in ("people", "end") else "white")
        pen.box(x, y, self._wide, _HIGH, fill, colour("warning" if box.single else "ink"),
                1.6 if box.single else 0.5, 4 if box.kind == "cause" else 0)  # fmt: skip
        room = self._wide - (16 if box.single else 8)
        pen.bold(x + 4, y + 14, box.name, 7, most=room)
        pen.text(x + 4, y + 5, box.note, 6.2, colour("soft"), most=room)
        if box.single:
            pen.bold(x + self._wide - 7, y + 8, "!", 9, ink=colour("warning"), align="middle")
