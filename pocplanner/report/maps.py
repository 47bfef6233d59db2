"""Still maps as vector drawings: sharp in print, made without a window, the same every time."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from pocplanner.report.drawing import Drawn, Pen
from pocplanner.report.event_dots import Lying, lying
from pocplanner.report.event_signs import draw_counts, draw_low, taken
from pocplanner.report.map_apart import Sign, set_apart
from pocplanner.report.map_frame import draw_furniture, draw_grid, legend_height, under_height
from pocplanner.report.map_inset import draw_inset, inset_of
from pocplanner.report.map_labels import Placing, Wanted
from pocplanner.report.map_signs import draw_dots, draw_leader, draw_sign
from pocplanner.report.map_view import Box, View, bounds_of, view_of
from pocplanner.report.pdf_fonts import fonts, width
from pocplanner.report.pdf_style import MapStyle, colour, map_style
from pocplanner.report.pdf_text import Setting
from pocplanner.report.pictures import Layer, MapPicture, Shape
from pocplanner.resources import ROOT

_LAND = ("country", "province", "district")
#: Where nothing is mapped and nothing asked for, the whole world is shown.
_WORLD: Box = (-180.0, -60.0, 180.0, 75.0)


@dataclass(frozen=True)
class Visible:
    """A layer with those of its shapes that lie in view, cut and thinned, or with its events."""

    layer: Layer
    shapes: tuple[tuple[Shape, BaseGeometry], ...]
    events: Lying | None = None


def map_flowable(picture: MapPicture, setting: Setting, wide: float, tall: float) -> Drawn:
    """The map for a page, `wide` points wide and at most `tall` points high with its legend."""
    return MapDrawn(picture, setting, wide, tall)


class MapDrawn(Drawn):
    """A map in its frame, with what belongs to every map of a report."""

    def __init__(self, picture: MapPicture, setting: Setting, wide: float, tall: float) -> None:
        super().__init__(setting, wide, 0.0)
        self.picture = picture
        every = [shape.geometry for layer in picture.layers for shape in layer.shapes]
        bounds = picture.bounds or bounds_of(every) or _WORLD
        self.under = under_height(picture, setting, wide)
        # The legend depends on what is in view, and that on the room the legend leaves.
        self.view = view_of(bounds, wide, max(tall - self.under - 70, 80), picture.shape)
        self.layers = tuple(in_view(picture.layers, self.view))
        legend = legend_height(self)
        if self.view.height + legend + self.under > tall:
            self.view = view_of(bounds, wide, max(tall - self.under - legend, 80), picture.shape)
            self.layers = tuple(in_view(picture.layers, self.view))
        self.height = self.view.height + legend_height(self) + self.under
        self.inset = inset_of(self) if picture.inset else None
        self._standing = self._set_apart()

    def points(self) -> list[tuple[float, float]]:
        """Where signs stand, in points from the lower left corner of the map."""
        return [
            self.view.point(*_middle(shape))
            for seen in self.layers
            if seen.layer.kind in ("point", "symbol")
            for _, shape in seen.shapes
        ]

    def _set_apart(self) -> dict[tuple[int, int], tuple[float, float]]:
        """Where signs stand, by the number of their layer and of their shape."""
        signs = {
            (at, number): Sign(seen.layer.style, *self.view.point(*_middle(shape)),
                               map_style(seen.layer.style).size / 2 + 0.8)
            for at, seen in enumerate(self.layers)
            if seen.layer.kind == "symbol"
            for number, (_, shape) in enumerate(seen.shapes)
        }  # fmt: skip
        frame = (0.0, 0.0, self.view.width, self.view.height)
        return dict(zip(signs, set_apart(list(signs.values()), frame), strict=True))

    def paint(self, pen: Pen) -> None:
        """Ground, layers, names, then frame and furniture."""
        foot = self.height - self.view.height
        pen.canvas.saveState()
        pen.canvas.translate(0, foot)
        with pen.clipped(0, 0, self.view.width, self.view.height):
            self._ground(pen)
            for at, seen in enumerate(self.layers):
                if seen.layer.kind == "area":
                    self._layer(pen, at, seen)
            self._disputed(pen)
            if self.picture.grid:
                draw_grid(pen, self.view)
            for at, seen in enumerate(self.layers):
                if seen.layer.kind != "area":
                    self._layer(pen, at, seen)
            for seen in self.layers:
                if seen.events is not None:
                    draw_counts(pen, seen.events)
            self._names(pen)
        if self.inset is not None:
            draw_inset(pen, self, self.inset)
        draw_furniture(pen, self)
        pen.canvas.restoreState()

    def _ground(self, pen: Pen) -> None:
        packed = base() if self.picture.base else ()
        ground = map_style("water" if packed else "land").fill
        pen.box(0, 0, self.view.width, self.view.height, ground)
        if packed:
            for shape in self.view.seen(near(packed, self.view.box)):
                draw_area(pen, self.view, shape, map_style("neighbour"))
        land = MapStyle(fill=map_style("land").fill)
        for seen in self.layers:
            if seen.layer.kind == "area" and seen.layer.style in _LAND:
                for _, shape in seen.shapes:
                    draw_area(pen, self.view, shape, land)

    def _disputed(self, pen: Pen) -> None:
        """Borders in dispute are dashed, over whatever whole line lies there."""
        if not self.picture.base:
            return
        for shape in self.view.seen(near(disputed(), self.view.box)):
            draw_area(pen, self.view, shape, map_style("undone"))
            draw_area(pen, self.view, shape, map_style("disputed"))

    def _layer(self, pen: Pen, at: int, seen: Visible) -> None:
        layer, look = seen.layer, map_style(seen.layer.style)
        if seen.events is not None:
            draw_low(pen, seen.events)
        elif layer.kind == "area":
            for _, shape in seen.shapes:
                draw_area(pen, self.view, shape, look)
        elif layer.kind == "line":
            for _, shape in seen.shapes:
                draw_area(pen, self.view, shape, MapStyle(None, look.line, look.width, look.dash))
        elif layer.kind == "point":
            for hollow in (True, False):
                dots = [
                    (*self.view.point(*_middle(shape)), one.weight)
                    for one, shape in seen.shapes
                    if one.hollow == hollow
                ]
                if dots:
                    draw_dots(pen, layer.style, dots, hollow)
        else:
            for number, (one, shape) in enumerate(seen.shapes):
                x, y = self._standing[at, number]
                draw_leader(pen, self.view.point(*_middle(shape)), (x, y))
                draw_sign(pen, layer.style, x, y, one.mark, one.hollow)

    def _names(self, pen: Pen) -> None:
        right, top = self.view.width, self.view.height
        placing = Placing((1.0, 1.0, right - 1, top - 1))
        # Room for the north arrow and the scale bar, which are drawn over the map.
        placing.take((right - 26, top - 36, right, top))
        placing.take((0, 0, right * 0.36, 22))
        if self.inset is not None:
            placing.take(self.inset.box)
        for seen in self.layers:
            for box in taken(seen.events) if seen.events is not None else ():
                placing.take(box)
        wanted: list[Wanted] = []
        named: set[tuple[object, ...]] = set()
        for at, seen in reversed(list(enumerate(self.layers))):
            look, symbol = map_style(seen.layer.style), seen.layer.kind in ("symbol", "point")
            for number, (one, shape) in enumerate(seen.shapes):
                x, y = self._standing.get((at, number)) or self.view.point(*_middle(shape))
                reach = look.size / 2 + 0.8 if symbol else 0.0
                if seen.layer.kind == "symbol":
                    placing.take((x - reach, y - reach, x + reach, y + reach))
                # A river in many pieces, or an area in many parts, is named once; so is a place
                # where several signs stand.
                said = (
                    (one.label, *self.view.point(*_middle(shape)))
                    if symbol
                    else (one.label, seen.layer.style)
                )
                if one.label and said not in named:
                    named.add(said)
                    wanted.append(self._wanted(one.label, x, y, reach, seen.layer))
        for name, x, y in placing.place(wanted):
            if name.style == "area":
                pen.text(x, y, name.text, name.size, colour("soft"), face=fonts().italic)
                continue
            pen.box(x - 0.8, y - 1.3, name.width + 1.6, name.height - 0.2, colour("white"),
                    opacity=0.75)  # fmt: skip
            pen.text(x, y, name.text, name.size)

    def _wanted(self, label: str, x: float, y: float, reach: float, layer: Layer) -> Wanted:
        area = layer.kind in ("area", "line")
        size = 7.4 if layer.style in ("country", "province") else 6.0
        font = fonts().italic if area else fonts().narrow
        text = self.setting.fit(label, font, size, 110)
        return Wanted(
            text, x, y, reach, width(text, font, size), size * 1.15, size, "area" if area else ""
        )


def in_view(layers: Sequence[Layer], view: View) -> Iterator[Visible]:
    """The layers of which anything lies in view, in their order."""
    for layer in layers:
        if layer.dots is not None:
            events = lying(layer.dots, view)
            if events is not None:
                yield Visible(layer, (), events)
            continue
        whole = [shape.geometry for shape in layer.shapes]
        if layer.kind in ("area", "line"):
            cut = view.seen(whole)
        else:
            cut = np.array(whole, dtype=object)
        shapes = tuple(
            (shape, seen)
            for shape, seen in zip(layer.shapes, cut, strict=True)
            if not shapely.is_empty(seen)
            and (layer.kind in ("area", "line") or view.holds(*_middle(seen)))
        )
        if shapes:
            yield Visible(layer, shapes)


def draw_area(pen: Pen, view: View, shape: BaseGeometry, look: MapStyle) -> None:
    """An area or a line in its style; holes stay open."""
    if shapely.is_empty(shape):
        return
    path = pen.canvas.beginPath()
    drawn = False
    for ring in _rings(shape):
        points = view.points(shapely.get_coordinates(ring))
        closed = ring.geom_type == "LinearRing"
        if len(points) < 2:
            continue
        drawn = True
        path.moveTo(*points[0])
        for x, y in points[1 : -1 if closed else None]:
            path.lineTo(x, y)
        if closed:
            path.close()
    if not drawn:
        return
    canvas = pen.canvas
    canvas.setLineJoin(1)
    canvas.setDash(list(look.dash))
    canvas.setLineWidth(look.width)
    if look.line is not None:
        canvas.setStrokeColor(look.line)
    if look.fill is not None:
        canvas.setFillColor(look.fill)
        canvas.setFillAlpha(look.opacity)
    canvas.drawPath(
        path, stroke=int(look.line is not None), fill=int(look.fill is not None), fillMode=0
    )
    canvas.setFillAlpha(1)


def _rings(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(shape, return_index=False):
        if part.geom_type == "Polygon":
            yield part.exterior
            yield from part.interiors
        elif part.geom_type == "LineString":
            yield part
        elif part.geom_type in ("GeometryCollection", "MultiPolygon", "MultiLineString"):
            yield from _rings(part)


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    point = shape if shape.geom_type == "Point" else shapely.point_on_surface(shape)
    return float(shapely.get_x(point)), float(shapely.get_y(point))


def near(shapes: Sequence[BaseGeometry], box: Box) -> list[BaseGeometry]:
    """Those shapes whose own box meets this one."""
    west, south, east, north = shapely.bounds(shapes).reshape(-1, 4).T
    meets = (west <= box[2]) & (east >= box[0]) & (south <= box[3]) & (north >= box[1])
    return list(compress(shapes, meets))


@cache
def base() -> tuple[BaseGeometry, ...]:
    """The packed world's land, or nothing where it is not packed."""
    return tuple(
        part
        for code, shape in _world()
        if code != "disputed"
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
    )


@cache
def disputed() -> tuple[BaseGeometry, ...]:
    """The borders of the packed world that are drawn dashed."""
    return tuple(
        part for code, shape in _world() if code == "disputed" for part in shapely.get_parts(shape)
    )


@cache
def _world() -> tuple[tuple[str, BaseGeometry], ...]:
    path = ROOT / "basemap" / "world.geojson"
    if not path.is_file():
        return ()
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in found], on_invalid="ignore")
    return tuple(
        (str(feature["properties"].get("code", "")), shape)
        for feature, shape in zip(found, shapes, strict=True)
        if shape is not None
    )
