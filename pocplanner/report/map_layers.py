"""The layers of still maps, each made from what a snapshot shows and nothing else."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Point

from pocplanner.model.community import Alert, Coping, Mechanism
from pocplanner.model.events import NEAR
from pocplanner.model.geometry import Position
from pocplanner.model.guard import CASES
from pocplanner.model.places import Airfield, Area, Route, Settlement
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pictures import Layer, Shape, Style

Bounds = tuple[float, float, float, float]
_LAND: dict[int, Style] = {0: "country", 1: "province", 2: "district"}
_ROUTES: dict[str, Style] = {
    "paved": "road", "dirt": "road", "track": "track", "path": "track", "river": "river",
    "transhumance": "corridor",
}  # fmt: skip
_LINES: tuple[Style, ...] = ("river", "road", "track", "corridor")
#: No map shows less than this, in degrees: a single place needs its surroundings.
LEAST = 0.4
_BANDS = {"low": 1, "moderate": 2, "high": 3, "very_high": 4}


def ground(desk: Layout, districts: bool = True) -> Iterator[Layer]:
    """The areas of the country by level, and the sectors of the mission."""
    areas = [a for a in desk.snapshot.all(Area) if a.shape is not None]
    for level, style in _LAND.items():
        shapes = tuple(
            Shape(a.shape, a.name if level < 2 else "")
            for a in areas
            if a.hierarchy == "administrative" and a.level == level and a.shape is not None
        )
        if shapes and (level < 2 or districts):
            yield Layer("area", shapes, style, desk.say(f"map.{style}"))
    sectors = tuple(
        Shape(a.shape, a.name)
        for a in areas if a.hierarchy == "mission" and a.level == 1 and a.shape is not None
    )  # fmt: skip
    if sectors:
        yield Layer("area", sectors, "responsibility", desk.say("map.sector"))


def lines(desk: Layout, named: bool = False) -> Iterator[Layer]:
    """Rivers, roads, tracks and corridors."""
    found: dict[Style, list[Shape]] = {}
    for route in desk.snapshot.all(Route):
        style = _ROUTES.get(route.kind)
        if style and route.line is not None:
            label = route.name if named or style == "river" else ""
            found.setdefault(style, []).append(Shape(route.line, label))
    for kind, shapes in sorted(found.items(), key=lambda item: _LINES.index(item[0])):
        yield Layer("line", tuple(shapes), kind, desk.say(f"map.{kind}"))


def posts(desk: Layout) -> Layer:
    """The posts of the mission."""
    return symbols(desk, "post", ((p.position, p.name) for p in desk.posts), "map.post")


def symbols(
    desk: Layout, style: Style, found: Iterable[tuple[Position | None, str]], legend: str
) -> Layer:
    """A sign for each of these that has a position, with its name."""
    shapes = tuple(Shape(at.point, name) for at, name in found if at is not None)
    return Layer("symbol", shapes, style, desk.say(legend))


def point_of(desk: Layout, place: str) -> Point:
    """The point of a place whose position is known."""
    at = desk.snapshot.position(place)
    assert at is not None
    return at.point


def whole(desk: Layout) -> Bounds | None:
    """The part of the country where people and posts are, with a margin."""
    at = [
        p for p in (
            *(c.position for c in desk.communities), *(p.position for p in desk.posts),
            *(desk.snapshot.position(i) for i in desk.ranked_places),
        ) if p is not None
    ]  # fmt: skip
    if not at:
        return None
    lon, lat = [p.lon for p in at], [p.lat for p in at]
    wide = max(max(lon) - min(lon), LEAST) * 0.06
    tall = max(max(lat) - min(lat), LEAST) * 0.06
    return min(lon) - wide, min(lat) - tall, max(lon) + wide, max(lat) + tall


def threats(desk: Layout, places: Sequence[str], names: bool = True) -> Layer:
    """The worst band of each place under a reviewed threat, the worst drawn last."""
    signs = tuple(
        Shape(point_of(desk, place), desk.name(place) if names else "",
              desk.worst_band(place) or "low")
        for place in sorted(places, key=lambda p: _BANDS.get(desk.worst_band(p), 0))
    )  # fmt: skip
    return Layer("symbol", signs, "threat", desk.say("map.threat"))


def events_layer(desk: Layout, chosen: NDArray[np.bool_]) -> tuple[Layer, int]:
    """The chosen events that are placed exactly or near, and how many of all chosen are shown."""
    events = desk.snapshot.events
    placed = np.isfinite(events.lon) & (events.place_precision > 0)
    placed &= (events.place_precision <= NEAR) & ~events.type.isin(CASES)
    rows = np.flatnonzero(chosen & placed)
    dots = tuple(
        Shape(
            Point(float(events.lon[i]), float(events.lat[i])),
            hollow=int(events.place_precision[i]) == NEAR,
            weight=float(min(1 + max(int(events.deaths_best[i]), 0) ** 0.5 / 2.2, 4)),
        )
        for i in rows
    )
    layer = Layer("point", dots, "event", desk.say("map.event"), desk.say("map.event_near"))
    return layer, len(rows)


def coping(desk: Layout) -> Layer:
    """Ways in which people protect themselves, where the snapshot holds a position."""
    found = [c for c in desk.snapshot.all(Coping) if c.position is not None]
    return symbols(desk, "coping", ((c.position, "") for c in found), "map.coping")


def mechanisms(desk: Layout) -> Layer:
    """Committees, alert networks and the others, where the snapshot holds a position."""
    found = [m for m in desk.snapshot.all(Mechanism) if m.position is not None]
    return symbols(desk, "mechanism", ((m.position, "") for m in found), "map.mechanism")


def communities(desk: Layout) -> Layer:
    """Communities by name."""
    return symbols(
        desk, "community", ((c.position, c.name) for c in desk.communities), "map.community"
    )


def airfields(desk: Layout) -> Layer:
    """Airfields by name."""
    found = desk.snapshot.all(Airfield)
    return symbols(desk, "airfield", ((a.position, a.name) for a in found), "map.airfield")


def settlements(desk: Layout) -> Layer:
    """Settlements as dots, the larger ones by name."""
    found = [s for s in desk.snapshot.all(Settlement) if s.position is not None]
    found.sort(key=lambda s: -(s.population or 0))
    dots = tuple(
        Shape(s.position.point, s.name if at < 60 and s.population else "")
        for at, s in enumerate(found)
        if s.position is not None
    )
    return Layer("point", dots, "settlement", desk.words.text("map_paper.settlement"))


def alerts(desk: Layout) -> Layer:
    """Where alerts came from."""
    found = (a.position or desk.snapshot.position(a.place_id) for a in desk.snapshot.all(Alert))
    shapes = tuple(Shape(at.point) for at in found if at is not None)
    return Layer("symbol", shapes, "alert", desk.words.text("map_paper.alert"))
