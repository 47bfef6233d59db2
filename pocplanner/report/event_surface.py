"""Heat and trend of events on still maps: areas by band, readable in colour and in grey."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from pocplanner.analysis.event_look import EventLook
from pocplanner.analysis.ground import Mask
from pocplanner.analysis.heat import Surface, fitting_bandwidth, heat, trend
from pocplanner.report.grid_bands import band_areas, thinned
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pictures import Layer, Shape, Style
from pocplanner.report.typography import number

_YEAR = 365.25
#: The strongest band begins at a share of this quantile: single peaks would pale the rest.
_TOP = 0.995
#: Where bands begin, as shares of the root of the value: below the first nothing is drawn.
_SHARES = (0.2, 0.4, 0.6, 0.8)
_HEAT: tuple[Style, ...] = ("heat_1", "heat_2", "heat_3", "heat_4")
_MORE: tuple[Style, ...] = ("more_1", "more_2")
_FEWER: tuple[Style, ...] = ("fewer_1", "fewer_2")


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of events and the days over which they are spread."""

    rows: Mask
    days: float


def surface_layers(
    desk: Layout, look: EventLook, shown: Rows, pair: Sequence[Rows], scale: Sequence[Rows] = ()
) -> tuple[list[Layer], str]:
    """The bands of the look's surface, and what they were made of; empty where nothing is placed.

    `shown` are the rows of heat, `pair` the two windows of a trend. `scale` are the rows of all
    maps that are to be compared: one spread and one scale of colours hold for all of them.
    """
    events = desk.snapshot.events
    if look.show_as == "trend":
        if len(pair) < 2:
            return [], desk.words.text("event_map.no_surface")
        wide = look.bandwidth_km or fitting_bandwidth(events, pair[0].rows | pair[1].rows)
        spans = (pair[0].days / _YEAR, pair[1].days / _YEAR)
        found = trend(events, pair[0].rows, pair[1].rows, wide, spans)
        return _told(desk, found, "trend", _change(desk, found) if found else [])
    every = [one.rows for one in scale] or [shown.rows]
    wide = look.bandwidth_km or fitting_bandwidth(events, np.logical_or.reduce(every))
    deaths = look.show_as == "heat_deaths"

    def made(one: Rows) -> Surface | None:
        return heat(events, one.rows, wide, max(one.days, 1.0) / _YEAR, deaths)

    found = made(shown)
    if found is None:
        return [], desk.words.text("event_map.no_surface")
    most = max(_most(s) for s in (found, *map(made, scale)) if s is not None)
    return _told(desk, found, "deaths" if deaths else "heat", _density(desk, found, most))


def _most(surface: Surface) -> float:
    told = np.abs(surface.values[surface.values != 0])
    return float(np.quantile(told, _TOP)) if len(told) else 0.0


def _density(desk: Layout, surface: Surface, most: float) -> list[Layer]:
    bounds = [most * share**2 for share in _SHARES]
    areas = _areas(surface, np.searchsorted(bounds, surface.values, "right") - 1, len(bounds))
    texts = [
        desk.words.text("map_events.band", least=_figure(desk, a), most=_figure(desk, b))
        for a, b in pairwise(bounds)
    ]
    texts.append(desk.words.text("map_events.band_top", least=_figure(desk, bounds[-1])))
    return [
        Layer("area", (Shape(area),), style, text)
        for area, style, text in zip(areas, _HEAT, texts, strict=True)
        if not area.is_empty
    ]


def _change(desk: Layout, surface: Surface) -> list[Layer]:
    """More and fewer, in two steps each; fewer has dashed edges and is told by a minus."""
    most, found = _most(surface), []
    for sign, styles, key in ((1, _MORE, "more"), (-1, _FEWER, "fewer")):
        bounds = [most * share**2 for share in (0.3, 0.65)]
        bands = np.searchsorted(bounds, surface.values * sign, "right") - 1
        for at, area in enumerate(_areas(surface, bands, 2)):
            if not area.is_empty:
                text = desk.words.text(f"map_events.{key}", least=_figure(desk, bounds[at]))
                mark = "+" if sign > 0 else "−"
                parts = getattr(area, "geoms", [area])
                shapes = tuple(Shape(part, mark if at else "") for part in parts)
                found.append(Layer("area", shapes, styles[at], text))
    return found


def _areas(
    surface: Surface, bands: NDArray[np.signedinteger[Any]], count: int
) -> tuple[BaseGeometry, ...]:
    """The bands as areas: the grid lies north first in rows of the square map."""
    west, south, east, north = surface.bounds
    high, wide = surface.values.shape
    low, top = (float(np.arcsinh(np.tan(np.radians(v)))) for v in (south, north))
    lat = np.degrees(np.arctan(np.sinh(np.linspace(low, top, high + 1))))
    lon = np.linspace(west, east, wide + 1)
    values, lon, lat = thinned(bands[::-1].astype(float), lon, lat)
    return band_areas(values.astype(np.int64), lon, lat, count)


def _figure(desk: Layout, value: float) -> str:
    places = 0 if value >= 10 else 1 if value >= 1 else 2 if value >= 0.1 else 3
    return number(value, desk.words.language, places)


def _told(
    desk: Layout, found: Surface | None, unit: str, layers: list[Layer]
) -> tuple[list[Layer], str]:
    words = desk.words
    if found is None or not layers:
        return [], words.text("event_map.no_surface")
    made = words.text(
        "event_map.made_of", km=f"{found.bandwidth_km:g}", used=desk.number(found.used),
        years=number(found.years, words.language, 1),
    )  # fmt: skip
    left = words.plural("event_map.left_out", found.left_out) if found.left_out else ""
    unit_said = words.text("map_events.unit", unit=words.text(f"event_map.unit_{unit}"))
    return layers, " ".join(x for x in (unit_said, made, left) if x)
