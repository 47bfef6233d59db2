"""A canvas that writes a drawing as SVG: what the pen of still maps needs of one, and no more.

Texts become text elements with the width that they had on paper, so that a map keeps its
layout where the font is missing. Everything is built as a tree: no text is read as markup.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reportlab.lib.colors import Color

from pocplanner.report.pdf_fonts import width

_JOINS, _CAPS = ("miter", "round", "bevel"), ("butt", "round", "square")
_FAMILY = "DejaVu Sans Condensed, DejaVu Sans, Arial, sans-serif"


@dataclass(frozen=True)
class _Look:
    """How the next thing is drawn; saved and given back as a canvas of paper does it."""

    fill: str = "#000000"
    line: str = "#000000"
    fill_opacity: float = 1.0
    line_opacity: float = 1.0
    width: float = 1.0
    dash: tuple[float, ...] = ()
    join: int = 0
    cap: int = 0
    font: str = ""
    size: float = 8.0
    dx: float = 0.0
    dy: float = 0.0
    clip: str = ""


class SvgPath:
    """A path as it is drawn; coordinates with y upward."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, float, float]] = []

    def moveTo(self, x: float, y: float) -> None:
        """Begin at a point."""
        self.parts.append(("M", x, y))

    def lineTo(self, x: float, y: float) -> None:
        """A line to a point."""
        self.parts.append(("L", x, y))

    def close(self) -> None:
        """Back to the beginning."""
        self.parts.append(("Z", 0.0, 0.0))

    def rect(self, x: float, y: float, wide: float, tall: float) -> None:
        """A rectangle."""
        self.moveTo(x, y)
        self.lineTo(x + wide, y)
        self.lineTo(x + wide, y + tall)
        self.lineTo(x, y + tall)
        self.close()


class SvgCanvas:
    """One picture, in points; `save` returns it as text."""

    def __init__(self, wide: float, tall: float, title: str, language: str) -> None:
        self.wide, self.tall = wide, tall
        self.total = 1
        self._look, self._saved = _Look(), list[_Look]()
        self._late: list[Callable[[Any], None]] = []
        self._clips = 0
        self._root = Element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "version": "1.1", "lang": language,
            "width": f"{_number(wide)}pt", "height": f"{_number(tall)}pt",
            "viewBox": f"0 0 {_number(wide)} {_number(tall)}", "font-family": _FAMILY,
        })  # fmt: skip
        SubElement(self._root, "title").text = title
        self._add("rect", {"width": _number(wide), "height": _number(tall), "fill": "#ffffff"})

    def getPageNumber(self) -> int:
        """A picture is one page."""
        return 1

    def late(self, write: Callable[[Any], None]) -> None:
        """Write once everything else is there."""
        self._late.append(write)

    def save(self) -> str:
        """The picture as the text of an SVG file; the same drawing gives the same text."""
        for write in self._late:
            write(self)
        self._late = []
        indent(self._root, "")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(self._root, encoding="unicode")

    # The state of the pen

    def saveState(self) -> None:
        """Keep how things are drawn."""
        self._saved.append(self._look)

    def restoreState(self) -> None:
        """Draw as before."""
        self._look = self._saved.pop()

    def translate(self, dx: float, dy: float) -> None:
        """Move the origin."""
        self._look = replace(self._look, dx=self._look.dx + dx, dy=self._look.dy + dy)

    def setFillColor(self, ink: Color) -> None:
        """What areas and letters are filled with."""
        self._look = replace(self._look, fill=_colour(ink))

    def setStrokeColor(self, ink: Color) -> None:
        """What lines are drawn with."""
        self._look = replace(self._look, line=_colour(ink))

    def setFillAlpha(self, opacity: float) -> None:
        """How dense areas are, 0 to 1."""
        self._look = replace(self._look, fill_opacity=opacity)

    def setStrokeAlpha(self, opacity: float) -> None:
        """How dense lines are, 0 to 1."""
        self._look = replace(self._look, line_opacity=opacity)

    def setLineWidth(self, wide: float) -> None:
        """How wide lines are, in points."""
        self._look = replace(self._look, width=wide)

    def setDash(self, dash: Sequence[float]) -> None:
        """Strokes and gaps in points; none: a whole line."""
        self._look = replace(self._look, dash=tuple(dash))

    def setLineJoin(self, join: int) -> None:
        """How corners are drawn."""
        self._look = replace(self._look, join=join)

    def setLineCap(self, cap: int) -> None:
        """How ends are drawn."""
        self._look = replace(self._look, cap=cap)

    def setFont(self, font: str, size: float) -> None:
        """The registered font of the next words."""
        self._look = replace(self._look, font=font, size=size)

    # What is drawn

    def beginPath(self) -> SvgPath:
        """A new path."""
        return SvgPath()

    def drawPath(
        self, path: SvgPath, stroke: int = 1, fill: int = 0, fillMode: int | None = None
    ) -> None:
        """Draw a path; by the even-odd rule where `fillMode` is 0, so that holes stay open."""
        self._path(self._data(path.parts), stroke, fill, evenodd=fillMode == 0)

    def clipPath(self, path: SvgPath, stroke: int = 0, fill: int = 0) -> None:
        """Draw only inside this path until the state is restored."""
        self._clips += 1
        name = f"clip{self._clips}"
        clip = SubElement(self._root, "clipPath", {"id": name})
        if self._look.clip:
            clip.set("clip-path", f"url(#{self._look.clip})")
        SubElement(clip, "path", {"d": self._data(path.parts)})
        self._look = replace(self._look, clip=name)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line."""
        self.lines([(x1, y1, x2, y2)])

    def lines(self, found: Iterable[tuple[float, float, float, float]]) -> None:
        """Many lines alike."""
        parts: list[tuple[str, float, float]] = []
        for x1, y1, x2, y2 in found:
            parts += [("M", x1, y1), ("L", x2, y2)]
        self._path(self._data(parts), 1, 0)

    def rect(
        self, x: float, y: float, wide: float, tall: float, stroke: int = 1, fill: int = 0
    ) -> None:
        """A rectangle."""
        path = SvgPath()
        path.rect(x, y, wide, tall)
        self._path(self._data(path.parts), stroke, fill)

    def roundRect(
        self, x: float, y: float, wide: float, tall: float, radius: float, stroke: int = 1,
        fill: int = 0,
    ) -> None:  # fmt: skip
        """A rectangle with round corners."""
        left, top = self._at(x, y + tall)
        self._add("rect", {
            "x": _number(left), "y": _number(top), "width": _number(wide),
            "height": _number(tall), "rx": _number(radius), **self._ink(stroke, fill),
        })  # fmt: skip

    def circle(self, x: float, y: float, radius: float, stroke: int = 1, fill: int = 0) -> None:
        """A circle."""
        left, top = self._at(x, y)
        self._add("circle", {
            "cx": _number(left), "cy": _number(top), "r": _number(radius),
            **self._ink(stroke, fill),
        })  # fmt: skip

    def drawString(self, x: float, y: float, text: str) -> None:
        """Words at their base line."""
        if not text.strip():
            return
        look, (left, top) = self._look, self._at(x, y)
        made = self._add("text", {
            "x": _number(left), "y": _number(top), "font-size": _number(look.size),
            "fill": look.fill, "textLength": _number(width(text, look.font, look.size)),
            "lengthAdjust": "spacingAndGlyphs",
        })  # fmt: skip
        if "bold" in look.font.lower():
            made.set("font-weight", "bold")
        if "oblique" in look.font.lower():
            made.set("font-style", "italic")
        if "condensed" in look.font.lower():
            made.set("font-stretch", "condensed")
        made.text = text

    def _path(self, data: str, stroke: int, fill: int, evenodd: bool = False) -> None:
        if not data:
            return
        said = {"d": data, **self._ink(stroke, fill)}
        if evenodd and fill:
            said["fill-rule"] = "evenodd"
        self._add("path", said)

    def _add(self, name: str, said: dict[str, str]) -> Element:
        made = SubElement(self._root, name, said)
        if self._look.clip:
            made.set("clip-path", f"url(#{self._look.clip})")
        return made

    def _ink(self, stroke: int, fill: int) -> dict[str, str]:
        look = self._look
        said = {"fill": look.fill if fill else "none"}
        if fill and look.fill_opacity < 1:
            said["fill-opacity"] = _number(look.fill_opacity)
        if stroke:
            said |= {"stroke": look.line, "stroke-width": _number(look.width)}
            if look.line_opacity < 1:
                said["stroke-opacity"] = _number(look.line_opacity)
            if look.dash:
                said["stroke-dasharray"] = " ".join(map(_number, look.dash))
            if look.cap:
                said["stroke-linecap"] = _CAPS[look.cap]
            if look.join:
                said["stroke-linejoin"] = _JOINS[look.join]
        return said

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x + self._look.dx, self.tall - (y + self._look.dy)

    def _data(self, parts: Iterable[tuple[str, float, float]]) -> str:
        said = []
        for sign, x, y in parts:
            if sign == "Z":
                said.append("Z")
            else:
                left, top = self._at(x, y)
                said.append(f"{sign}{_number(left)} {_number(top)}")
        return "".join(said)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _colour(ink: Color) -> str:
    red, green, blue = (round(255 * part) for part in ink.rgb())
    return f"#{red:02x}{green:02x}{blue:02x}"
