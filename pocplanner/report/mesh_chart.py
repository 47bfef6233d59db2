"""The mesh of alert of one place: people, who passes an alert on, what it hangs on, the post."""

from collections.abc import Sequence
from itertools import pairwise

from pocplanner.report.drawing import Drawn, Pen
from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import MeshBox, MeshChart

_HIGH, _GAP, _FOOT = 24.0, 8.0, 16.0
#: What a second line of a note takes, and how far beside its boxes a line passes a column.
_LINE, _BESIDE = 7.5, 6.0


class MeshDrawn(Drawn):
    """Boxes in columns; what alone silences these people has a thick frame and a mark."""

    def __init__(self, chart: MeshChart, setting: Setting, wide: float) -> None:
        self.chart = chart
        most = max((len(c) for c in chart.columns), default=1)
        notes = (box.note for column in chart.columns for box in column)
        self._high = _HIGH + _LINE * max((note.count("\n") for note in notes), default=0)
        # Room above and below the boxes for lines that pass a column.
        super().__init__(setting, wide, _FOOT + most * (self._high + _GAP) + _GAP + 4)
        self._at: dict[str, tuple[float, float]] = {}
        columns = max(len(chart.columns), 1)
        self._step = wide / columns
        self._wide = self._step * 0.76
        room = self.height - _FOOT - 2
        for across, column in enumerate(chart.columns):
            used = len(column) * (self._high + _GAP) - _GAP
            top = self.height - 2 - (room - used) / 2
            for down, box in enumerate(column):
                x = across * self._step + (self._step - self._wide) / 2
                self._at[box.key] = (x, top - (down + 1) * self._high - down * _GAP)

    def paint(self, pen: Pen) -> None:
        """Lines beneath, then boxes, then what the mark means."""
        for one, other in self.chart.lines:
            if one in self._at and other in self._at:
                way = self._way(one, other)
                for (x1, y1), (x2, y2) in pairwise(way):
                    pen.line(x1, y1, x2, y2, colour("soft"), 0.8)
        for column in self.chart.columns:
            for box in column:
                self._box(pen, box)
        if any(box.single for column in self.chart.columns for box in column):
            pen.box(2, 3, 12, 8, colour("white"), colour("warning"), 1.6)
            pen.bold(8, 5, "!", 6.4, ink=colour("warning"), align="middle")
            pen.text(19, 4.6, self.chart.single, 6.6, colour("soft"), most=self.width - 22)

    def _way(self, one: str, other: str) -> list[tuple[float, float]]:
        """From box to box; a column between is passed where no box of it stands.

        Behind a box the line would say that an alert hangs on what it does not.
        """
        (x1, y1), (x2, y2) = self._at[one], self._at[other]
        half = self._high / 2
        begin = (x1 + self._wide, y1 + half)
        if x2 <= x1:
            # Handed on within a column, or back: round at the right side.
            aside = max(x1, x2) + self._wide + _BESIDE
            return [begin, (aside, y1 + half), (aside, y2 + half), (x2 + self._wide, y2 + half)]
        found = [begin]
        for column in self.chart.columns:
            left = self._at[column[0].key][0] if column else x1
            if x1 < left < x2:
                straight = y1 + (y2 - y1) * (left - x1) / (x2 - x1) + half
                high = min(self._gaps(column), key=lambda y: abs(y - straight))
                found += [(left - _BESIDE, high), (left + self._wide + _BESIDE, high)]
        return [*found, (x2, y2 + half)]

    def _gaps(self, column: Sequence[MeshBox]) -> list[float]:
        """Heights at which a column can be passed: between its boxes, above and below them."""
        bottoms = sorted(self._at[box.key][1] for box in column)
        above = [y + self._high + _GAP / 2 for y in bottoms]
        return [bottoms[0] - _GAP / 2, *above]

    def _box(self, pen: Pen, box: MeshBox) -> None:
        x, y = self._at[box.key]
        fill = colour("accent_pale" if box.kind in ("people", "end") else "white")
        pen.box(x, y, self._wide, self._high, fill, colour("warning" if box.single else "ink"),
                1.6 if box.single else 0.5, 4 if box.kind == "cause" else 0)  # fmt: skip
        room = self._wide - (16 if box.single else 8)
        pen.bold(x + 4, y + self._high - 10, box.name, 7, most=room)
        for down, note in enumerate(box.note.split("\n")):
            high = y + self._high - 19 - down * _LINE
            pen.text(x + 4, high, note, 6.2, colour("soft"), most=room)
        if box.single:
            middle = y + self._high / 2 - 4
            pen.bold(x + self._wide - 7, middle, "!", 9, ink=colour("warning"), align="middle")
