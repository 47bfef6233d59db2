"""How a printed document looks, read from resources/styles/report.toml."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from pocplanner.report.pdf_fonts import fonts
from pocplanner.resources import read_toml

MM = 72 / 25.4


@dataclass(frozen=True)
class Paper:
    """A sheet and the area that is printed on, in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom

    #: The room between two columns.
    gutter = 14.0

    @property
    def column(self) -> float:
        """The width of one of two columns."""
        return (self.text_width - self.gutter) / 2

    @property
    def turned(self) -> "Paper":
        """The same sheet lying, with its margins."""
        return Paper(self.height, self.width, self.left, self.right, self.top, self.bottom)


def _sheet() -> dict[str, Any]:
    return read_toml("styles", "report.toml")


def paper(name: str) -> Paper:
    """The sheet of this name, `a4`, `a3` or `letter`. KeyError for another."""
    page = _sheet()["page"]
    width, height = page[name.lower()]
    margins = [page[side] * MM for side in ("left", "right", "top", "bottom")]
    return Paper(width * MM, height * MM, *margins)


@cache
def colour(name: str) -> Color:
    """A colour of the document by its name in the style sheet."""
    return HexColor(_sheet()["colour"][name])


@cache
def band(mark: str) -> tuple[Color, Color]:
    """The fill and the ink of a mark: a band or a priority."""
    found = _sheet()["band"].get(mark, _sheet()["band"]["unknown"])
    return HexColor(found["fill"]), HexColor(found["ink"])


@dataclass(frozen=True)
class MapStyle:
    """How one kind of thing is drawn on a map; widths and sizes in points."""

    fill: Color | None = None
    line: Color | None = None
    width: float = 0.6
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    size: float = 4.0


@cache
def map_style(name: str) -> MapStyle:
    """The style of a map layer by its name in the style sheet."""
    found = _sheet()["map"].get(name, {})
    return MapStyle(
        fill=HexColor(found["fill"]) if "fill" in found else None,
        line=HexColor(found["line"]) if "line" in found else None,
        width=found.get("width", 0.6),
        dash=tuple(found.get("dash", ())),
        opacity=found.get("opacity", 1.0),
        size=found.get("size", 4.0),
    )


_FACES = {
    "heading1": "bold", "heading2": "bold", "heading3": "bold", "head": "narrow_bold",
    "caption": "bold", "title": "bold", "cell": "narrow", "annex": "narrow", "contents1": "bold",
    "quote": "italic", "contents2": "narrow", "body": "narrow", "item": "narrow", "note": "narrow",
    "source": "narrow", "small": "narrow",
}  # fmt: skip
_INKS = {
    "heading1": "accent", "heading2": "accent", "note": "soft", "source": "soft",
    "small": "soft", "title": "accent", "subtitle": "soft", "head": "accent",
    "contents2": "ink",
}  # fmt: skip


@cache
def text_style(name: str, scale: float = 1.0, right: bool = False, ink: str = "") -> ParagraphStyle:
    """A paragraph style by its name in the style sheet, scaled where a page must fit."""
    size, leading, before, after = (value * scale for value in _sheet()["text"][name])
    return ParagraphStyle(
        name,
        fontName=getattr(fonts(), _FACES.get(name, "regular")),
        fontSize=size,
        leading=leading,
        spaceBefore=before,
        spaceAfter=after,
        textColor=colour(ink or _INKS.get(name, "ink")),
        alignment=TA_RIGHT if right else TA_LEFT,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        bulletFontName=fonts().regular,
        bulletFontSize=size,
        # Marks beside the text are smaller and must not push its lines apart.
        autoLeading="off",
    )
