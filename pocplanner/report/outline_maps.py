"""Still maps of a document: only what the snapshot shows is drawn, nothing without a position."""

from collections.abc import Iterable, Iterator
from typing import Literal

import numpy as np
from shapely.geometry import Point

from pocplanner.model.community import Coping, Mechanism
from pocplanner.model.events import EPOCH, NEAR
from pocplanner.model.geometry import Position, distance_m
from pocplanner.model.guard import CASES
from pocplanner.model.places import Airfield, Area, Post, Route
from pocplanner.report import blocks as b
from pocplanner.report import typography
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pictures import Layer, MapPicture, MapWords, Shape, Style

Bounds = tuple[float, float, float, float]
_LAND: dict[int, Style] = {0: "country", 1: "province", 2: "district"}
_ROUTES: dict[str, Style] = {
    "paved": "road", "dirt": "road", "track": "track", "path": "track", "river": "river",
    "transhumance": "corridor",
}  # fmt: skip
_LINES: tuple[Style, ...] = ("river", "road", "track", "corridor")
_KM_PER_DEGREE = 111.2
#: No map shows less than this, in degrees: a single place needs its surroundings.
_LEAST = 0.4


def threat_map(desk: Layout) -> Iterator[b.Block]:
    """Where the reviewed threats stand, by band, with posts and areas."""
    places = [p for p in desk.ranked_places if desk.snapshot.position(p) is not None]
    if not places:
        return
    signs = tuple(
        Shape(_point(desk, place), desk.name(place), desk.worst_band(place) or "low")
        for place in sorted(places, key=lambda p: _BANDS.get(desk.worst_band(p), 0))
    )
    layers = [*_ground(desk, districts=False), *_lines(desk), *_posts(desk)]
    layers.append(Layer("symbol", signs, "threat", desk.say("map.threat")))
    areas = sum(isinstance(desk.snapshot.get(p), Area) for p in places)
    note = desk.says("map.threats_in_areas", areas) if areas else ""
    yield _figure(desk, layers, _whole(desk), desk.say("map.threats"), note)


_BANDS = {"low": 1, "moderate": 2, "high": 3, "very_high": 4}


def event_map(desk: Layout) -> Iterator[b.Block]:
    """Events of the last twelve months by how well they are placed; the rest is counted."""
    events = desk.snapshot.events
    table = desk.assessment.patterns.recent
    if not len(events) or table.since is None or table.until is None:
        return
    first, last = (day.toordinal() - EPOCH for day in (table.since, table.until))
    recent = (events.first_day >= first) & (events.first_day <= last)
    placed = np.isfinite(events.lon) & (events.place_precision > 0)
    placed &= (events.place_precision <= NEAR) & ~events.type.isin(CASES)
    rows = np.flatnonzero(recent & placed)
    if not len(rows):
        return
    dots = tuple(
        Shape(
            Point(float(events.lon[i]), float(events.lat[i])),
            hollow=int(events.place_precision[i]) == NEAR,
            weight=float(min(1 + max(int(events.deaths_best[i]), 0) ** 0.5 / 2.2, 4)),
        )
        for i in rows
    )
    layers = [*_ground(desk), *_lines(desk), Layer(
        "point", dots, "event", desk.say("map.event"), desk.say("map.event_near"))]  # fmt: skip
    seen = {p for p in desk.must_places if desk.snapshot.position(p) is not None}
    names = tuple(Shape(_point(desk, p), desk.name(p)) for p in sorted(seen))
    layers.append(Layer("symbol", names, "settlement", desk.say("map.must_place")))
    note = desk.say(
        "map.events_left", n=desk.number(len(rows)), of=desk.number(int(recent.sum())),
    )  # fmt: skip
    yield _figure(desk, layers, _whole(desk), desk.say("map.events"), note)


def protection_map(desk: Layout) -> Iterator[b.Block]:
    """Mechanisms and ways of coping, each only where the snapshot holds a position for it."""
    mechanisms = [m for m in desk.snapshot.all(Mechanism) if m.position is not None]
    coping = [c for c in desk.snapshot.all(Coping) if c.position is not None]
    if not mechanisms and not coping:
        return
    homes = {c.id: c for c in desk.communities if c.position is not None}
    threatened = [homes[p] for p in desk.ranked_places if p in homes]
    layers = [
        *_ground(desk, districts=False), *_lines(desk),
        _layer(desk, "community", ((c.position, c.name) for c in threatened), "map.threatened"),
        _layer(desk, "coping", (((c.position), "") for c in coping), "map.coping"),
        _layer(desk, "mechanism", ((m.position, "") for m in mechanisms), "map.mechanism"),
        *_posts(desk),
    ]  # fmt: skip
    note = desk.say("map.protection_note") if desk.names_sources else ""
    yield _figure(desk, layers, _whole(desk), desk.say("map.protection"), note)


def around_map(desk: Layout, place_id: str) -> Iterator[b.Block]:
    """The surroundings of a place: posts near it, ways to it, threats and people about."""
    middle = desk.snapshot.position(place_id)
    if middle is None:
        return
    posts = sorted(
        (distance_m(middle, p.position), p.id, p)
        for p in desk.snapshot.all(Post) if p.position is not None
    )  # fmt: skip
    reach = min(max(posts[0][0] / 1000 * 1.35, 22.0), 90.0) if posts else 30.0
    near = [p for d, _, p in posts if d / 1000 <= reach * 1.5]
    wide = reach / _KM_PER_DEGREE
    squeeze = max(np.cos(np.radians(middle.lat)), 0.1)
    bounds = (middle.lon - wide / squeeze * 1.3, middle.lat - wide,
              middle.lon + wide / squeeze * 1.3, middle.lat + wide)  # fmt: skip
    homes = [c for c in desk.communities if c.position is not None and c.id != place_id]
    threats = tuple(
        Shape(_point(desk, p), mark=desk.worst_band(p))
        for p in desk.ranked_places
        if p != place_id and desk.worst_band(p) and desk.snapshot.position(p) is not None
    )
    here = Shape(middle.point, desk.name(place_id), desk.worst_band(place_id) or "high")
    layers = [
        *_ground(desk), *_lines(desk, named=True),
        _layer(desk, "community", ((c.position, c.name) for c in homes), "map.community"),
        _layer(desk, "post", ((p.position, p.name) for p in near), "map.post"),
        _layer(desk, "airfield", ((a.position, a.name) for a in desk.snapshot.all(Airfield)),
               "map.airfield"),
        Layer("symbol", (*threats, here), "threat", desk.say("map.threat")),
    ]  # fmt: skip
    caption = desk.say("map.around", place=desk.name(place_id))
    yield _figure(desk, layers, bounds, caption, inset=True)


def _figure(
    desk: Layout, layers: Iterable[Layer], bounds: Bounds | None, caption: str, note: str = "",
    inset: bool = False,
) -> b.Figure:  # fmt: skip
    words = MapWords(
        source=desk.say("map.source"), date=typography.day(desk.as_of, desk.words),
        disclaimer=desk.words.text("report.map.disclaimer"),
    )  # fmt: skip
    picture = MapPicture(tuple(x for x in layers if x.shapes), bounds, words, inset=inset)
    return b.Figure(picture, caption, note=note)


def _ground(desk: Layout, districts: bool = True) -> Iterator[Layer]:
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


def _lines(desk: Layout, named: bool = False) -> Iterator[Layer]:
    found: dict[Style, list[Shape]] = {}
    for route in desk.snapshot.all(Route):
        style = _ROUTES.get(route.kind)
        if style and route.line is not None:
            label = route.name if named or style == "river" else ""
            found.setdefault(style, []).append(Shape(route.line, label))
    for kind, shapes in sorted(found.items(), key=lambda item: _LINES.index(item[0])):
        yield Layer("line", tuple(shapes), kind, desk.say(f"map.{kind}"))


def _posts(desk: Layout) -> Iterator[Layer]:
    yield _layer(desk, "post", ((p.position, p.name) for p in desk.posts), "map.post")


def _layer(
    desk: Layout, style: Style, found: Iterable[tuple[Position | None, str]], legend: str
) -> Layer:
    kind: Literal["symbol"] = "symbol"
    shapes = tuple(Shape(at.point, name) for at, name in found if at is not None)
    return Layer(kind, shapes, style, desk.say(legend))


def _point(desk: Layout, place: str) -> Point:
    at = desk.snapshot.position(place)
    assert at is not None
    return at.point


def _whole(desk: Layout) -> Bounds | None:
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
    wide = max(max(lon) - min(lon), _LEAST) * 0.06
    tall = max(max(lat) - min(lat), _LEAST) * 0.06
    return min(lon) - wide, min(lat) - tall, max(lon) + wide, max(lat) + tall
