"""The signs of the map by what they stand for, and the same signs as small pictures."""

from functools import cache, lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from pocplanner.gui import theme
from pocplanner.resources import ROOT, read_toml

Look = dict[str, Any]

#: Hatchings by band, so that areas of threat are told apart without colour.
HATCHES = {"low": "dots", "moderate": "slant", "high": "back", "very_high": "cross", "": "dots"}
_BRUSHES = {
    "dots": Qt.BrushStyle.Dense6Pattern,
    "slant": Qt.BrushStyle.BDiagPattern,
    "back": Qt.BrushStyle.FDiagPattern,
    "cross": Qt.BrushStyle.DiagCrossPattern,
}
#: Side of a picture in pixels.
SIDE = 22


@cache
def _table() -> dict[str, Any]:
    return read_toml("signs", "signs.toml")


@lru_cache(4096)  # thousands of records have a handful of codes
def drawing(what: str, code: str) -> str:
    """The name of the drawing for a code, or an empty text where there is none."""
    table = _table()[what]
    if code not in table and code.startswith("other"):
        code = "other"
    found = str(table.get(code, ""))
    return f"{what}-{code}" if found.isdigit() else found


def drawings() -> frozenset[str]:
    """The names of all drawings that lie beside the table."""
    return frozenset(path.stem for path in (ROOT / "signs").glob("*.svg"))


@cache
def svg(name: str) -> bytes | None:
    """A drawing by its name; with ".dark" at its end in ink instead of white. Nothing for none."""
    plain = name.removesuffix(".dark")
    if plain not in drawings():
        return None
    found = (ROOT / "signs" / f"{plain}.svg").read_bytes()
    return found.replace(b'"#fff"', b'"#1d2a33"') if name != plain else found


@cache
def look_of(layer: str) -> Look:
    """Colour, shape and letter of a layer; for all who ask, so that nobody may change it."""
    found: Look = dict(_table()["layer"].get(layer, {"colour": "#7d8a92"}))
    return found


def picture(look: Look, side: int = SIDE) -> QPixmap:
    """The sign as the map draws it, on a square of so many pixels, made for sharp screens."""
    ratio = 2
    found = QPixmap(side * ratio, side * ratio)
    found.setDevicePixelRatio(ratio)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    _draw(painter, look, side)
    painter.end()
    return found


def _draw(painter: QPainter, look: Look, side: int) -> None:
    colour = QColor(look.get("colour", "#7d8a92"))
    glyph, shape, r = look.get("glyph", ""), look.get("shape", "dot"), side / 2 - 2
    if glyph and look.get("whole"):
        _render(painter, glyph, QRectF(-side / 2, -side / 2, side, side))
        return
    pen = QPen(colour, 2)
    if look.get("dashed"):
        pen.setStyle(Qt.PenStyle.DashLine)
    hollow = bool(look.get("hollow"))
    painter.setPen(pen)
    painter.setBrush(QColor("#ffffff") if hollow else colour)
    if shape == "line":
        painter.drawLine(QPointF(-r, 0), QPointF(r, 0))
        return
    if shape == "area":
        painter.setBrush(_BRUSHES.get(look.get("hatch", ""), Qt.BrushStyle.NoBrush))
        if look.get("fill"):
            painter.setBrush(QColor(look["fill"]))
        painter.drawRect(QRectF(-r, -r * 0.7, 2 * r, 1.4 * r))
        return
    _outline(painter, shape, r)
    ink = QColor(theme.INK if hollow else look.get("ink", "#ffffff"))
    if glyph:
        dark = ".dark" if ink.lightness() < 128 else ""
        _render(painter, glyph + dark, QRectF(-r * 0.8, -r * 0.8, 1.6 * r, 1.6 * r))
    elif look.get("letter"):
        font = QFont("DejaVu Sans")
        font.setPixelSize(int(side * 0.5))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(ink)
        box = QRectF(-side / 2, -side / 2, side, side)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(look["letter"])[:3])


def _outline(painter: QPainter, shape: str, r: float) -> None:
    corners = {
        "diamond": [(0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)],
        "triangle": [(0, -1), (1.05, 0.85), (-1.05, 0.85)],
        "hexagon": [(1, 0), (0.5, 0.87), (-0.5, 0.87), (-1, 0), (-0.5, -0.87), (0.5, -0.87)],
        "flag": [(-0.9, -0.9), (1, -0.35), (-0.9, 0.3)],
    }
    if shape in corners:
        painter.drawPolygon(QPolygonF([QPointF(x * r, y * r) for x, y in corners[shape]]))
    elif shape == "dot":
        painter.drawEllipse(QPointF(0, 0), r * 0.5, r * 0.5)
    elif shape == "circle":
        painter.drawEllipse(QPointF(0, 0), r, r)
    else:
        painter.drawRect(QRectF(-r, -r * 0.85, 2 * r, 1.7 * r))


def _render(painter: QPainter, name: str, box: QRectF) -> None:
    from PySide6.QtSvg import QSvgRenderer

    found = svg(name)
    if found is None:
        return
    renderer = QSvgRenderer(found)
    size = renderer.defaultSize()
    scale = min(box.width() / size.width(), box.height() / size.height())
    wide, high = size.width() * scale, size.height() * scale
    renderer.render(painter, QRectF(-wide / 2, -high / 2, wide, high))
