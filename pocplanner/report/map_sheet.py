"""A sheet with one map: its title, the map in its frame, and what is known beside it."""

from dataclasses import dataclass
from typing import Any

from reportlab.platypus.flowables import Flowable

from pocplanner.report.drawing import Pen
from pocplanner.report.maps import MapDrawn
from pocplanner.report.pdf_fonts import fonts, width
from pocplanner.report.pdf_style import colour, text_style
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import MapPicture

#: Width of the column beside a map, the gap before it, and the height of the title, in points.
_COLUMN, _GAP, _TITLE = 196.0, 14.0, 30.0


@dataclass(frozen=True)
class Leaf:
    """What stands on one sheet: a map, and facts as pairs of a name and what is said."""

    title: str
    picture: MapPicture
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    #: What the map leaves out, or how it is read.
    note: str = ""


class MapSheet(Flowable):  # type: ignore[misc]
    """A leaf drawn over the whole of a page's text."""

    def __init__(
        self, leaf: Leaf, setting: Setting, wide: float, tall: float, key: str = ""
    ) -> None:
        super().__init__()
        self.leaf, self.setting, self.width, self.height = leaf, setting, wide, tall
        self.key = key
        beside = _COLUMN + _GAP if leaf.facts else 0.0
        self._note_lines = self._lines(leaf.note, wide - beside)
        room = tall - _TITLE - (6 + 8.6 * len(self._note_lines) if self._note_lines else 0)
        self.map = MapDrawn(leaf.picture, setting, wide - beside, room)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """A whole page."""
        return self.width, self.height

    def draw(self) -> None:
        """Title, map and facts."""
        if self.key:
            self.canv.bookmarkPage(self.key)
        self.paint(self.canv)
        if self.leaf.facts:
            self._facts()

    def paint(self, canvas: Any) -> None:
        """Title, map and note on any canvas of the pen; the origin is the lower left corner."""
        pen = Pen(canvas, self.setting)
        leaf, top = self.leaf, self.height
        wide = pen.text(0, top - 15, leaf.title, 14, face=fonts().bold, most=self.width * 0.7)
        if leaf.subtitle:
            pen.text(wide + 10, top - 15, leaf.subtitle, 9, colour("soft"),
                     most=self.width - wide - 10)  # fmt: skip
        pen.canvas.saveState()
        pen.canvas.translate(0, top - _TITLE - self.map.height)
        self.map.paint(pen)
        pen.canvas.restoreState()
        y = top - _TITLE - self.map.height - 9
        for at, line in enumerate(self._note_lines):
            pen.text(0, y - 8.6 * at, line, 6.8, colour("soft"))

    def _lines(self, note: str, most: float) -> list[str]:
        """The note on as many lines as it needs, four at most."""
        font, lines = fonts().narrow, [""]
        for word in self.setting.signs.plain(note, font).split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and width(longer, font, 6.8) > most:
                lines.append(word)
            else:
                lines[-1] = longer
        return [line for line in lines if line][:4]

    def _facts(self) -> None:
        x, y = self.width - _COLUMN, self.height - _TITLE
        name, said = text_style("head", ink="accent"), text_style("cell")
        left = [*self.leaf.facts]
        while left:
            title, text = left[0]
            head = self.setting.paragraph(title, name)
            body = self.setting.paragraph(text, said)
            tall = head.wrap(_COLUMN, 1e6)[1] + body.wrap(_COLUMN, 1e6)[1] + 5
            if tall > y:
                break
            head.drawOn(self.canv, x, y - head.height)
            body.drawOn(self.canv, x, y - head.height - body.height)
            y -= tall
            left.pop(0)
        if left:
            more = self.setting.words.text("map_paper.more", count=len(left))
            Pen(self.canv, self.setting).text(x, max(y - 9, 0), more, 6.8, colour("soft"))
