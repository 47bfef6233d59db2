"""The signs of still maps, drawn by us: post, threat, community, mechanism, coping, alert."""

import math
from collections.abc import Sequence

from reportlab.lib.colors import Color

from pocplanner.report.drawing import Pen
from pocplanner.report.pdf_style import band, colour, map_style
from pocplanner.report.pictures import BANDS


def draw_sign(
    pen: Pen, style: str, x: float, y: float, mark: str = "", hollow: bool = False
) -> None:
    """One sign with its middle at x, y. A threat carries the letter of its band."""
    look = map_style(style)
    canvas, reach = pen.canvas, look.size / 2
    fill = look.fill or colour("white")
    line = look.line or colour("ink")
    letter = ""
    if style == "threat":
        fill, ink = band(mark)
        letter = pen.setting.say(f"band_letter.{mark}") if mark in BANDS else "?"
        reach *= 1.15
    if hollow:
        fill, line = colour("white"), fill if style != "community" else line
    canvas.setFillColor(fill)
    canvas.setStrokeColor(line)
    canvas.setLineWidth(max(look.width, 0.9) if hollow else look.width)
    canvas.setDash([2, 1.2] if hollow and style == "community" else [])
    match style:
        case "threat":
            _polygon(pen, x, y, _corners(4, reach * 1.25))
            pen.bold(x, y - 2.2, letter, 6.2, ink=line if hollow else ink, align="middle")
        case "post":
            canvas.rect(x - reach, y - reach, 2 * reach, 2 * reach, stroke=1, fill=1)
            _strokes(pen, x, y, look.line if not hollow else fill, [
                (-reach * 0.4, -reach * 0.7, -reach * 0.4, reach * 0.7),
                (-reach * 0.4, reach * 0.6, reach * 0.5, reach * 0.25),
                (reach * 0.5, reach * 0.25, -reach * 0.4, -reach * 0.1),
            ])  # fmt: skip
        case "mechanism":
            _polygon(pen, x, y, _corners(6, reach * 1.15))
        case "coping":
            _polygon(pen, x, y, _corners(3, reach * 1.3))
        case "alert":
            canvas.circle(x, y, reach, stroke=1, fill=1)
            pen.bold(x, y - 2, "!", 5.6, align="middle")
        case "airfield":
            canvas.circle(x, y, reach, stroke=1, fill=1)
            _strokes(pen, x, y, colour("white") if not hollow else fill, [
                (0, -reach * 0.65, 0, reach * 0.65), (-reach * 0.6, 0, reach * 0.6, 0),
                (-reach * 0.3, -reach * 0.5, reach * 0.3, -reach * 0.5),
            ])  # fmt: skip
        case "obstacle":
            canvas.rect(x - reach, y - reach * 0.55, 2 * reach, reach * 1.1, stroke=1, fill=1)
            _strokes(pen, x, y, line, [(-reach, -reach * 0.55, reach, reach * 0.55)])
        case "town":
            canvas.rect(x - reach, y - reach, 2 * reach, 2 * reach, stroke=1, fill=1)
        case _:
            canvas.circle(x, y, reach, stroke=1, fill=1)


def draw_leader(pen: Pen, place: tuple[float, float], sign: tuple[float, float]) -> None:
    """A hairline from where a sign belongs to where it stands, where these are not the same."""
    if place == sign:
        return
    canvas = pen.canvas
    canvas.setDash([])
    for ink, wide in (("white", 1.2), ("ink", 0.5)):
        canvas.setStrokeColor(colour(ink))
        canvas.setLineWidth(wide)
        canvas.line(*place, *sign)


def draw_dots(pen: Pen, style: str, at: Sequence[tuple[float, float, float]], hollow: bool) -> None:
    """Many dots (x, y, relative size) at little cost: ends of lines of no length."""
    look = map_style(style)
    canvas = pen.canvas
    sizes: dict[float, list[tuple[float, float, float, float]]] = {}
    for x, y, weight in at:
        size = round(look.size * max(0.6, min(weight, 5.0)) * 2) / 2
        sizes.setdefault(size, []).append((x, y, x + 0.01, y))
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setDash([])
    # The largest first, so that no dot hides a smaller one.
    for size in sorted(sizes, reverse=True):
        canvas.setStrokeColor(look.line or colour("ink"))
        canvas.setStrokeAlpha(1.0 if hollow else look.opacity)
        canvas.setLineWidth(size)
        canvas.lines(sizes[size])
        if hollow:
            canvas.setStrokeColor(colour("white"))
            canvas.setLineWidth(max(size - 1.3, 0.6))
            canvas.lines(sizes[size])
    canvas.restoreState()


def _corners(count: int, reach: float) -> list[tuple[float, float]]:
    step = 2 * math.pi / count
    return [(reach * math.sin(step * at), reach * math.cos(step * at)) for at in range(count)]


def _polygon(pen: Pen, x: float, y: float, corners: Sequence[tuple[float, float]]) -> None:
    path = pen.canvas.beginPath()
    path.moveTo(x + corners[0][0], y + corners[0][1])
    for dx, dy in corners[1:]:
        path.lineTo(x + dx, y + dy)
    path.close()
    pen.canvas.drawPath(path, stroke=1, fill=1)


def _strokes(
    pen: Pen, x: float, y: float, ink: Color | None,
    lines: Sequence[tuple[float, float, float, float]],
) -> None:  # fmt: skip
    pen.canvas.setStrokeColor(ink or colour("white"))
    pen.canvas.setLineWidth(0.8)
    pen.canvas.setDash([])
    pen.canvas.lines([(x + x1, y + y1, x + x2, y + y2) for x1, y1, x2, y2 in lines])
