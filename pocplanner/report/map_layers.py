"""The layers of still maps, each made from what a snapshot shows and nothing else."""

from collections.abc import Iterable, Iterator, Sequence

from shapely.geometry import Point

from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Community, Coping, Journey, Mechanism
from pocplanner.model.geometry import Position
from pocplanner.model.places import Airfield, Area, Route, Settlement
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.report.outline_desk import Layout
from pocplanner.report.pictures import Layer, Shape, Style

Bounds = tuple[float, float, float, float]
_LAND: dict[int, Style] = {0: "country", 1: "province", 2: "district"}
_ROUTES: dict[str, Style] = {
    "paved": "road", "dirt": "road", "track": "track", "path": "track", "river": "river",
    "transhumance": "corridor",
}  # fmt: skip
_LINES: tuple[Style, ...] = ("river", "road", "track", "corridor")
_WATERS: tuple[Style, ...] = ("swamp", "flood", "water")
#: No map shows less than this, in degrees: a single place needs its surroundings.
LEAST = 0.4
_BANDS = {"low": 1, "moderate": 2, "high": 3, "very_high": 4}


def ground(desk: Layout, districts: bool = True) -> Iterator[Layer]:
    """The areas of the country by level, the sectors of the mission, and water."""
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
    for style in _WATERS:
        wet = tuple(
            Shape(a.shape, a.name if style == "water" else "")
            for a in areas if a.hierarchy == style and a.shape is not None
        )  # fmt: skip
        if wet:
            yield Layer("area", wet, style, desk.say(f"map.{style}"))


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


def coping(desk: Layout) -> Layer:
    """Ways in which people protect themselves, at their own position or that of their place."""
    found = _stands(desk, desk.snapshot.all(Coping))
    return symbols(desk, "coping", ((at, "") for at in found), "map.coping")


def mechanisms(desk: Layout) -> Layer:
    """Committees, alert networks and the others, at their own position or that of their place."""
    found = _stands(desk, desk.snapshot.all(Mechanism))
    return symbols(desk, "mechanism", ((at, "") for at in found), "map.mechanism")


def _stands(desk: Layout, records: Iterable[Coping | Mechanism]) -> list[Position]:
    """Where these are: what is known to an area alone has no point of its own."""
    found = []
    for record in records:
        place = desk.snapshot.get(record.place_id)
        at = record.position
        if at is None and isinstance(place, (Community, Settlement)):
            at = place.position
        if at is not None:
            found.append(at)
    return list(dict.fromkeys(found))


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


def obstacles(desk: Layout) -> Layer:
    """Checkpoints, bridges, fords and the like, by name."""
    found = [o for o in desk.snapshot.all(Obstacle) if o.position is not None]
    shapes = tuple(
        Shape(o.position.point, o.name) for o in found if o.position is not None
    )  # fmt: skip
    return Layer("symbol", shapes, "obstacle", desk.words.text("map_paper.obstacle"))


def patrols(desk: Layout) -> Layer:
    """The ways of patrols, for those who command."""
    shapes = tuple(Shape(p.line, p.name) for p in desk.snapshot.all(Patrol) if p.line is not None)
    return Layer("line", shapes, "patrol", desk.words.text("map_paper.patrol"))


def journeys(desk: Layout) -> Layer:
    """The ways that people take to water, field, market and school."""
    shapes = tuple(Shape(j.line) for j in desk.snapshot.all(Journey) if j.line is not None)
    return Layer("line", shapes, "journey", desk.words.text("map_paper.journey"))


def threat_areas(desk: Layout) -> Layer:
    """Areas of reviewed threats, where somebody drew them."""
    drawn = {t.id: t.shape for t in desk.snapshot.all(Threat) if t.shape is not None}
    shapes = tuple(Shape(shape) for t in desk.reviewed if (shape := drawn.get(t.id)) is not None)
    return Layer("area", shapes, "threat_area", desk.words.text("map_paper.threat_area"))


def coping_ways(desk: Layout) -> Iterator[Layer]:
    """Areas and routes of coping, where somebody drew them."""
    every = desk.snapshot.all(Coping)
    found = [c.shape for c in every if c.shape is not None]
    routes = (desk.snapshot.one(Route, c.route_id) for c in every)
    found += [r.line for r in routes if r is not None and r.line is not None]
    areas = tuple(Shape(s) for s in found if s.geom_type.endswith("Polygon"))
    ways = tuple(Shape(s) for s in found if s.geom_type.endswith("LineString"))
    yield Layer("area", areas, "coping_area", desk.words.text("map_paper.coping_area"))
    yield Layer("line", ways, "flight", desk.words.text("map_paper.coping_way"))
