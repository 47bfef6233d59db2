"""The small map in a corner: where in the country, or in the world, the large one lies."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely.geometry.base import BaseGeometry

from pocplanner.report.drawing import Pen
from pocplanner.report.map_view import Box, View, bounds_of, view_of
from pocplanner.report.pdf_style import MapStyle, colour, map_style

if TYPE_CHECKING:
    from pocplanner.report.maps import MapDrawn

_WIDE, _TALL, _GAP = 78.0, 62.0, 5.0


@dataclass(frozen=True)
class Inset:
    """What the small map shows, and its corner in points."""

    view: View
    x: float
    y: float

    @property
    def box(self) -> Box:
        """The place it takes on the large map."""
        return (self.x, self.y, self.x + self.view.width, self.y + self.view.height)


def inset_of(drawn: "MapDrawn") -> Inset | None:
    """The small map in the corner with the fewest signs; none where there is nothing to show."""
    around = _around(drawn)
    if around is None:
        return None
    small = view_of(around, _WIDE, _TALL, _TALL / _WIDE)
    right, top = drawn.view.width - small.width - _GAP, drawn.view.height - small.height - _GAP
    points = drawn.points()

    def hidden(corner: tuple[float, float]) -> int:
        x, y = corner
        return sum(x - 4 < px < x + small.width + 4 and y - 4 < py < y + small.height + 4
                   for px, py in points)  # fmt: skip

    x, y = min(((right, _GAP), (_GAP, top), (_GAP, 28.0), (right, top - 40)), key=hidden)
    return Inset(small, x, y)


def _countries(drawn: "MapDrawn") -> list[BaseGeometry]:
    return [
        shape.geometry
        for layer in drawn.picture.layers
        if layer.style == "country"
        for shape in layer.shapes
    ]


def _around(drawn: "MapDrawn") -> Box | None:
    from pocplanner.report.maps import base

    view, around = drawn.view, bounds_of(_countries(drawn))
    if around is not None and (around[2] - around[0]) >= 1.3 * (view.east - view.west):
        return around
    if not (drawn.picture.base and base()):
        return None
    lon, lat = (view.west + view.east) / 2, (view.south + view.north) / 2
    half = max(4 * (view.north - view.south), 6.0)
    return (lon - half, lat - half * 0.75, lon + half, lat + half * 0.75)


def draw_inset(pen: Pen, drawn: "MapDrawn", inset: Inset) -> None:
    """The small map with the view of the large one framed in it."""
    from pocplanner.report.maps import base, draw_area, near

    small, view = inset.view, drawn.view
    world = base() if drawn.picture.base else ()
    land = MapStyle(map_style("land").fill, colour("ink"), 0.5)
    pen.canvas.saveState()
    pen.canvas.translate(inset.x, inset.y)
    with pen.clipped(0, 0, small.width, small.height):
        pen.box(0, 0, small.width, small.height, map_style("water" if world else "land").fill)
        for shape in small.seen(near(world, small.box)):
            draw_area(pen, small, shape, map_style("neighbour"))
        for shape in small.seen(_countries(drawn)):
            draw_area(pen, small, shape, land)
        x1, y1 = small.point(view.west, view.south)
        x2, y2 = small.point(view.east, view.north)
        pen.box(x1, y1, max(x2 - x1, 2.5), max(y2 - y1, 2.5), None, colour("warning"), 1.1)
    pen.box(0, 0, small.width, small.height, None, colour("ink"), 0.6)
    pen.canvas.restoreState()
