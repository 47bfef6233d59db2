"""What belongs to every map of a report: legend, scale, north, edges, source, disclaimer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pocplanner.report.drawing import Pen
from pocplanner.report.event_signs import Explained, draw_explained, legend
from pocplanner.report.map_signs import draw_dots, draw_sign
from pocplanner.report.map_view import (
    View,
    bar_km,
    degrees,
    rounded_scale,
    ticks,
)
from pocplanner.report.pdf_fonts import fonts, width
from pocplanner.report.pdf_style import MapStyle, colour, map_style
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import BANDS, MapPicture
from pocplanner.report.typography import number

if TYPE_CHECKING:
    from pocplanner.report.maps import MapDrawn

_ROW = 12.0
_COLUMN = 150.0
_SIZE = 6.8


class _Entry(NamedTuple):
    """A line of the legend: how it is drawn and what it says."""

    kind: str
    style: str
    text: str
    mark: str = ""
    hollow: bool = False
    event: Explained | None = None


def _entries(drawn: "MapDrawn") -> list[_Entry]:
    """What is in view, each kind once; threats by band, the worst first."""
    found: dict[_Entry, None] = {}
    for seen in drawn.layers:
        layer, shapes = seen.layer, [shape for shape, _ in seen.shapes]
        if seen.events is not None:
            for one in legend(seen.events, drawn.setting):
                found[_Entry("event", "event", one.text, event=one)] = None
            continue
        if not layer.legend:
            continue
        if layer.style == "threat":
            marks = {shape.mark for shape in shapes}
            for at, code in reversed(list(enumerate(BANDS))):
                if code in marks:
                    name = drawn.picture.words.bands[at] or drawn.setting.say(f"mark.{code}")
                    text = drawn.setting.say("map.of", what=layer.legend, band=name)
                    found[_Entry("symbol", "threat", text, code)] = None
            continue
        if any(not shape.hollow for shape in shapes):
            found[_Entry(layer.kind, layer.style, layer.legend)] = None
        if any(shape.hollow for shape in shapes):
            text = layer.legend_hollow or layer.legend
            found[_Entry(layer.kind, layer.style, text, hollow=True)] = None
    return list(found)


def legend_height(drawn: "MapDrawn") -> float:
    """The height of the legend under the map, in points."""
    count = len(_entries(drawn))
    columns = max(int(drawn.width // _COLUMN), 1)
    return 16 + _ROW * -(-count // columns) + 2 if count else 6.0


def under_height(picture: MapPicture, setting: Setting, wide: float) -> float:
    """The height of date, source and disclaimer under the legend, in points."""
    return 4 + 8.2 * len(_under(picture, setting, wide))


def _under(picture: MapPicture, setting: Setting, wide: float) -> list[str]:
    words = picture.words
    parts = [part for part in (words.date, words.source) if part]
    lines = [" · ".join(parts)] if parts else []
    return [
        line
        for text in (*lines, words.disclaimer or setting.say("map.disclaimer"))
        for line in _wrapped(text, setting, wide)
    ]


def _wrapped(text: str, setting: Setting, wide: float) -> list[str]:
    words, lines = setting.signs.plain(text, fonts().narrow).split(" "), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, fonts().narrow, 6.4) > wide:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines[:4]


def draw_furniture(pen: Pen, drawn: "MapDrawn") -> None:
    """Frame and all; the origin is the lower left corner of the map."""
    view, words = drawn.view, drawn.picture.words
    _edges(pen, view)
    _north(pen, view, words.north or pen.setting.say("map.north"))
    _bar(pen, view)
    entries = _entries(drawn)
    y = -4.0
    if entries:
        pen.bold(0, y - 9, words.legend or pen.setting.say("map.legend"), 7.2, ink=colour("accent"))
        _legend(pen, drawn, entries, y - 12)
        y -= legend_height(drawn)
    for at, line in enumerate(_under(drawn.picture, pen.setting, drawn.width)):
        pen.text(0, y - 6 - 8.2 * at, line, 6.4, colour("soft"))


def _legend(pen: Pen, drawn: "MapDrawn", entries: Sequence[_Entry], top: float) -> None:
    columns = max(int(drawn.width // _COLUMN), 1)
    rows = -(-len(entries) // columns)
    wide = drawn.width / columns
    for at, entry in enumerate(entries):
        column, row = divmod(at, rows)
        x, y = column * wide, top - _ROW * (row + 1) + 4
        look = map_style(entry.style)
        if entry.event is not None:
            draw_explained(pen, entry.event, x + 9, y + 2)
        elif entry.kind == "area":
            fill, opacity = (look.fill, look.opacity) if look.fill else (map_style("land").fill, 1)
            pen.box(x + 1, y - 1.5, 15, 7, fill, opacity=min(opacity * 1.6, 1.0))
            _dashed_box(pen, x + 1, y - 1.5, look)
        elif entry.kind == "line":
            pen.line(x + 1, y + 2, x + 17, y + 2, look.line, look.width, look.dash)
        elif entry.kind == "point":
            draw_dots(pen, entry.style, [(x + 9, y + 2, 1.4)], entry.hollow)
        else:
            draw_sign(pen, entry.style, x + 9, y + 2, entry.mark, entry.hollow)
        pen.canvas.setDash([])
        pen.text(x + 22, y, entry.text, _SIZE, most=wide - 26)


def _dashed_box(pen: Pen, x: float, y: float, look: MapStyle) -> None:
    if look.line is None:
        return
    pen.canvas.setStrokeColor(look.line)
    pen.canvas.setLineWidth(look.width)
    pen.canvas.setDash(list(look.dash))
    pen.canvas.rect(x, y, 15, 7, stroke=1, fill=0)
    pen.canvas.setDash([])


def draw_grid(pen: Pen, view: View) -> None:
    """Round degrees as fine lines under the layers, each at the tick that names it."""
    for lon in ticks(view.west, view.east)[:12]:
        x = view.point(lon, view.south)[0]
        pen.line(x, 0, x, view.height, colour("rule"), 0.35)
    for lat in ticks(view.south, view.north, 5)[:12]:
        y = view.point(view.west, lat)[1]
        pen.line(0, y, view.width, y, colour("rule"), 0.35)


def _edges(pen: Pen, view: View) -> None:
    """Frame with degrees along it."""
    west = "O" if pen.setting.words.language == "fr" else "W"
    for lon in ticks(view.west, view.east)[:12]:
        x = view.point(lon, view.south)[0]
        if 18 < x < view.width - 34:
            pen.line(x, view.height, x, view.height - 4, colour("ink"), 0.5)
            pen.line(x, 0, x, 4, colour("ink"), 0.5)
            pen.text(x, view.height - 10, degrees(lon, ("E", west)), 5.4, colour("soft"),
                     align="middle")  # fmt: skip
    for lat in ticks(view.south, view.north, 5)[:12]:
        y = view.point(view.west, lat)[1]
        if 26 < y < view.height - 14:
            pen.line(0, y, 4, y, colour("ink"), 0.5)
            pen.line(view.width, y, view.width - 4, y, colour("ink"), 0.5)
            pen.text(6, y - 1.8, degrees(lat, ("N", "S")), 5.4, colour("soft"))
    pen.box(0, 0, view.width, view.height, None, colour("ink"), 0.7)


def _north(pen: Pen, view: View, letter: str) -> None:
    x, y = view.width - 14, view.height - 32
    for side, fill in ((-1, colour("ink")), (1, colour("white"))):
        path = pen.canvas.beginPath()
        path.moveTo(x, y + 18)
        path.lineTo(x + side * 5, y)
        path.lineTo(x, y + 4)
        path.close()
        pen.canvas.setFillColor(fill)
        pen.canvas.setStrokeColor(colour("ink"))
        pen.canvas.setLineWidth(0.5)
        pen.canvas.drawPath(path, stroke=1, fill=1)
    pen.bold(x, y + 20.5, letter, 7.5, align="middle")


def _bar(pen: Pen, view: View) -> None:
    """Scale bar with the scale in figures."""
    say, language = pen.setting.say, pen.setting.words.language
    length = bar_km(view.km, view.width * 0.22)
    wide = length * view.km
    x, y = 8.0, 8.0
    scale = f"1:{number(rounded_scale(view.km), language)}"
    room = wide + 30 + width(scale, fonts().narrow, 5.8)
    pen.box(x - 4, y - 5, room, 17, colour("white"), opacity=0.8)
    for at, fill in ((0, colour("ink")), (1, colour("white"))):
        pen.box(x + at * wide / 2, y - 2, wide / 2, 3.2, fill, colour("ink"), 0.5)
    places = 0 if length >= 2 else 1 if length >= 0.2 else 2
    for part in (0.0, 0.5, 1.0):
        text = number(length * part, language, places if part else 0)
        if part == 1.0:
            text += f" {say('km')}"
        pen.text(x + wide * part, y + 3.8, text, 5.8, align="left" if part == 1.0 else "middle")
    pen.text(x + wide + 12, y - 3, scale, 5.8, colour("soft"))
