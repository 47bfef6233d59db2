"""The signs of events on still maps: dots with letters, discs with counts, dashed rings, legend."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from pocplanner.report.drawing import Pen
from pocplanner.report.event_dots import Disc, DotSign, Lying, Ring
from pocplanner.report.map_view import Box
from pocplanner.report.pdf_style import colour
from pocplanner.report.pdf_text import Setting

#: Radius of the smallest dot, without a letter and with one, and what larger ones add.
_PLAIN, _LETTERED, _MORE = 1.5, 3.6, (0.0, 0.8, 1.8, 3.2)
_RIM = 1.8
_RING_INK = "#5a4a6a"


@dataclass(frozen=True)
class Explained:
    """A line of the legend: a sign (`dot`, `hollow`, `ring`, `disc`, or nothing) and its words."""

    kind: str
    text: str
    sign: DotSign | None = None


def legend(found: Lying, setting: Setting) -> Iterator[Explained]:
    """What of the events is in view, each sign once, with how it is read."""
    dots, say = found.dots, setting.words.text
    seen = [sign for sign in dots.signs if sign.code in found.codes]
    for sign in seen:
        yield Explained("dot", sign.text, sign)
    if any(not spot.known for spot in found.spots):
        yield Explained("hollow", say("map_events.hollow"), seen[0])
    if found.spots and dots.size_by != "none" and any(spot.size for spot in found.spots):
        yield Explained("", say(f"map_events.size_{dots.size_by}"))
    if found.discs:
        yield Explained("disc", say("map_events.disc"))
    if found.rings:
        yield Explained("ring", say("map_events.ring"))


def draw_explained(pen: Pen, one: Explained, x: float, y: float) -> None:
    """The sign of a line of the legend, its middle at x, y."""
    if one.kind == "ring":
        _circle(pen, x, y, 4.6, "#ffffff", _RING_INK, 0.9, dash=(2, 1.2))
    elif one.kind == "disc":
        _circle(pen, x, y, 4.6, "#ffffff", _RING_INK, _RIM)
        pen.bold(x, y - 1.9, "12", 5, align="middle")
    elif one.sign is not None:
        radius = _LETTERED + 0.6 if one.sign.letter else 2.4
        _dot(pen, x, y, one.sign, one.kind == "dot", radius, bool(one.sign.letter))


def draw_low(pen: Pen, found: Lying) -> None:
    """Rings and dots: they lie below the signs of places."""
    for ring in found.rings:
        _ring(pen, ring, found)
    dots = found.dots
    signs = {sign.code: sign for sign in dots.signs}
    least = _LETTERED if dots.lettered else _PLAIN
    for spot in found.spots:
        sign = signs.get(spot.code, dots.signs[0])
        _dot(pen, spot.x, spot.y, sign, spot.known, least + _MORE[spot.size], dots.lettered)


def draw_counts(pen: Pen, found: Lying) -> None:
    """Discs and the numbers of rings: they are read, so they lie above the signs of places."""
    for disc in found.discs:
        _disc(pen, disc, found)
    for ring in found.rings:
        x, y = _number_at(ring, found)
        said = short(ring.count)
        wide = 3.2 * len(said) + 1.6
        pen.box(x - wide / 2, y - 3, wide, 6, colour("white"), opacity=0.9)
        pen.bold(x, y - 2.1, said, 5.8, ink=HexColor("#3c2f4a"), align="middle")


def taken(found: Lying) -> Iterator[Box]:
    """Boxes in points where no name may stand."""
    for disc in found.discs:
        radius = disc.radius(found.dots.lettered)
        yield disc.x - radius, disc.y - radius, disc.x + radius, disc.y + radius
    for ring in found.rings:
        x, y = _number_at(ring, found)
        yield x - 5, y - 3.5, x + 5, y + 3.5


def _number_at(ring: Ring, found: Lying) -> tuple[float, float]:
    """On the rim, above where nothing stands there, else around it."""
    lettered, reach = found.dots.lettered, _reach(ring, found)
    for turn in (90, 270, 0, 180, 45, 135, 225, 315):
        x = ring.x + reach * math.cos(math.radians(turn))
        y = ring.y + reach * math.sin(math.radians(turn))
        if all(math.hypot(x - d.x, y - d.y) > d.radius(lettered) + 2 for d in found.discs):
            return x, y
    return ring.x, ring.y + reach


def short(count: int) -> str:
    """A count in at most four signs: 950, 1.2k, 13k."""
    if count < 1000:
        return str(count)
    if count < 10_000:
        return f"{count / 1000:.1f}k"
    return f"{round(count / 1000)}k" if count < 1_000_000 else f"{count / 1e6:.1f}M"


def _dot(
    pen: Pen, x: float, y: float, sign: DotSign, known: bool, radius: float, lettered: bool
) -> None:
    """Filled where the place is known, else hollow; square for the first of two windows."""
    fill, line = (sign.colour, "#ffffff") if known else ("#ffffff", sign.colour)
    wide = 0.4 if known else max(0.7, radius * 0.22)
    if sign.square:
        side = radius * 0.9
        pen.box(x - side, y - side, 2 * side, 2 * side, HexColor(fill), HexColor(line), wide)
    else:
        _circle(pen, x, y, radius, fill, line, wide)
    if lettered and sign.letter:
        size = min(5.4, radius * 1.4)
        ink = HexColor("#ffffff" if known else sign.colour)
        pen.bold(x, y - size * 0.36, sign.letter, size, ink=ink, align="middle")


def _circle(
    pen: Pen, x: float, y: float, radius: float, fill: str, line: str, wide: float,
    dash: tuple[float, ...] = (), opacity: float = 1.0,
) -> None:  # fmt: skip
    canvas = pen.canvas
    canvas.setFillColor(HexColor(fill))
    canvas.setFillAlpha(opacity)
    canvas.setStrokeColor(HexColor(line))
    canvas.setLineWidth(wide)
    canvas.setDash(list(dash))
    canvas.circle(x, y, radius, stroke=1, fill=1)
    canvas.setDash([])
    canvas.setFillAlpha(1)


def _told(disc: Disc, found: Lying) -> str:
    """The letters of a disc with their counts: two classes at most, where there are several."""
    signs = {sign.code: sign for sign in found.dots.signs}
    if not found.dots.lettered:
        return ""
    parts = [(signs[code].letter, n) for code, n in disc.parts if code in signs]
    if len(parts) == 1:
        return parts[0][0]
    return " ".join(f"{letter}{short(n)}" for letter, n in parts[:2])


def _disc(pen: Pen, disc: Disc, found: Lying) -> None:
    """A number in a rim that is parted by classes; below it letters tell the same in grey."""
    radius, told = disc.radius(found.dots.lettered), _told(disc, found)
    colours = {sign.code: sign.colour for sign in found.dots.signs}
    _circle(pen, disc.x, disc.y, radius + 0.4, "#ffffff", "#ffffff", 0.8)
    canvas, at = pen.canvas, math.pi / 2
    canvas.setLineWidth(_RIM)
    for code, count in disc.parts:
        until = at - 2 * math.pi * count / disc.count
        path = canvas.beginPath()
        steps = max(int((at - until) * 6), 2)
        for step in range(steps + 1):
            angle = at + (until - at) * step / steps
            x = disc.x + (radius - _RIM / 2) * math.cos(angle)
            y = disc.y + (radius - _RIM / 2) * math.sin(angle)
            (path.lineTo if step else path.moveTo)(x, y)
        canvas.setStrokeColor(HexColor(colours.get(code, _RING_INK)))
        canvas.drawPath(path, stroke=1, fill=0)
        at = until
    lift = 0.6 if told else -2.2
    pen.bold(disc.x, disc.y + lift, short(disc.count), 6.0, align="middle")
    if told:
        pen.bold(disc.x, disc.y - 5.2, told, 4.4, align="middle", most=2 * radius - 2.4)


def _reach(ring: Ring, found: Lying) -> float:
    """The radius of a ring; one that a disc would cover goes around it."""
    reach = 7.0 + 2.2 * math.log10(max(ring.count, 1)) + (2.5 if ring.wide else 0.0)
    for disc in found.discs:
        away = math.hypot(ring.x - disc.x, ring.y - disc.y)
        radius = disc.radius(found.dots.lettered)
        if away + reach < radius + 3:
            reach = radius - away + 4
    return reach


def _ring(pen: Pen, ring: Ring, found: Lying) -> None:
    """Dashed and empty: so many events somewhere around here, nobody knows where."""
    dash = (1.4, 1.8) if ring.wide else (3.2, 1.8)
    reach = _reach(ring, found)
    _circle(pen, ring.x, ring.y, reach, "#ffffff", _RING_INK, 1.0, dash=dash, opacity=0.35)


__all__ = ["Explained", "draw_counts", "draw_explained", "draw_low", "legend", "short", "taken"]
