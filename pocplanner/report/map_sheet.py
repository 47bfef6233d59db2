"""A sheet with one map: its title, the map in its frame, and what is known beside it."""

from dataclasses import dataclass, replace
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
#: Height of the name over each of two maps.
_HEAD = 14.0


@dataclass(frozen=True)
class Leaf:
    """What stands on one sheet: a map, and facts as pairs of a name and what is said."""

    title: str
    picture: MapPicture
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    #: What the map leaves out, or how it is read.
    note: str = ""
    #: A second map beside the first, of the same part of the land.
    beside: MapPicture | None = None


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
        self.maps: tuple[MapDrawn, ...]
        if leaf.beside is None:
            self.maps = (MapDrawn(leaf.picture, setting, wide - beside, room),)
        else:
            self.maps = _two((leaf.picture, leaf.beside), setting, (wide - _GAP) / 2, room - _HEAD)

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
        head = _HEAD if len(self.maps) > 1 else 0.0
        for at, one in enumerate(self.maps):
            x = at * (one.width + _GAP)
            if head:
                pen.bold(x, top - _TITLE - 9, one.picture.words.title, 8.6, most=one.width)
            pen.canvas.saveState()
            pen.canvas.translate(x, top - _TITLE - head - one.height)
            one.paint(pen)
            pen.canvas.restoreState()
        y = top - _TITLE - head - max(one.height for one in self.maps) - 9
        for at, line in enumerate(self._note_lines):
            pen.text(0, y - 8.6 * at, line, 6.8, colour("soft"))

    def _lines(self, note: str, most: float) -> list[str]:
        """The note on as many lines as it needs, seven at most."""
        font, lines = fonts().narrow, [""]
        for word in self.setting.signs.plain(note, font).split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and width(longer, font, 6.8) > most:
                lines.append(word)
            else:
                lines[-1] = longer
        return [line for line in lines if line][:7]

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


def _two(
    pictures: tuple[MapPicture, MapPicture], setting: Setting, wide: float, room: float
) -> tuple[MapDrawn, ...]:
    """Two maps of one size and scale, so that what lies in one is found in the other."""
    shape = max(min((room - 110) / wide, 1.3), 0.6)
    made = tuple(MapDrawn(replace(p, shape=shape), setting, wide, room) for p in pictures)
    least = min(one.view.height for one in made)
    if all(one.view.height - least < 0.5 for one in made):
        return made
    # Where one legend is longer, both maps are as low as that one leaves.
    shape = least / wide
    return tuple(MapDrawn(replace(p, shape=shape), setting, wide, room) for p in pictures)
