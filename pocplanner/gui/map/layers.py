"""Records as the map draws them: what layer, what sign, what colour, what it says."""

from collections.abc import Iterable
from typing import Any

from shapely.geometry.base import BaseGeometry

from pocplanner.gui import theme
from pocplanner.gui.naming import name_of
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Community, Coping, Mechanism
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

Feature = dict[str, Any]

#: Layers from the bottom up, with the kinds whose edits redraw them.
LAYERS: dict[str, tuple[type[Record], ...]] = {
    "areas": (Area,),
    "routes": (Route,),
    "settlements": (Settlement,),
    "communities": (Community,),
    "airfields": (Airfield,),
    "posts": (Post,),
    "mechanisms": (Mechanism, Community, Settlement, Area),
    "coping": (Coping, Community, Settlement, Area),
    "alerts": (Alert, Community, Settlement, Area),
    "threats": (Threat, Community, Settlement, Area),
}
#: Layers that are off until somebody ticks them.
OFF = frozenset({"alerts"})
#: Sign, colour and letter of each layer, as the legend shows them.
SIGNS: dict[str, tuple[str, str, str]] = {
    "areas": ("line", "#7d8a92", ""),
    "routes": ("line", "#a06a2c", ""),
    "settlements": ("dot", "#6d7a82", ""),
    "communities": ("dot", "#2a6041", ""),
    "airfields": ("diamond", "#5b6870", "A"),
    "posts": ("square", "#12344b", "P"),
    "mechanisms": ("circle", "#1f6f8b", "+"),
    "coping": ("circle", "#5b2a86", "C"),
    "alerts": ("flag", "#9e5a00", "!"),
    "threats": ("diamond", theme.BANDS["high"][0], theme.BANDS["high"][1]),
}
#: Where a sign stands beside the place that it belongs to, in pixels.
_BESIDE = {"threats": (-12, -12), "coping": (12, -12), "mechanisms": (12, 12), "alerts": (-12, 12)}
#: Large enough for a country, fine enough for a district.
_FINE_DEGREES = 0.004
_MOST_CORNERS = 4_000
#: So many of the largest settlements carry their name on the map.
_NAMED = 14


def features(layer: str, snapshot: Snapshot, assessment: Any, words: Words) -> list[Feature]:
    """Everything that a layer shows."""
    if layer == "areas":
        found = [(a, f) for a in snapshot.all(Area) if (f := _area(a)) is not None]
        widest = min((a.level for a, _ in found if a.hierarchy == "administrative"), default=None)
        land = [_land(f) for a, f in found if a.level == widest]
        return [*land, *(f for _, f in found)]
    if layer == "routes":
        return [f for r in snapshot.all(Route) if (f := _route(r, words)) is not None]
    if layer == "settlements":
        return _settlements(snapshot)
    if layer == "communities":
        return [
            _point(c, "communities", size=4, label=_community(c, words))
            for c in snapshot.all(Community)
            if c.position is not None
        ]
    if layer == "airfields":
        return [_point(a, "airfields") for a in snapshot.all(Airfield) if a.position is not None]
    if layer == "posts":
        return [
            _point(
                p, "posts", label=f"{p.name} · {words.term('post_kind', p.kind)}", caption=p.name
            )
            for p in snapshot.all(Post)
            if p.position is not None
        ]
    if layer == "threats":
        return _threats(snapshot, assessment, words)
    kinds: dict[str, type[Record]] = {
        "coping": Coping,
        "mechanisms": Mechanism,
        "alerts": Alert,
    }
    kind = kinds[layer]
    return _at_places(layer, snapshot.all(kind), snapshot, words)


def _point(record: Any, layer: str, **more: Any) -> Feature:
    sign, colour, letter = SIGNS[layer]
    feature: Feature = {
        "id": record.id,
        "type": "point",
        "lon": record.position.lon,
        "lat": record.position.lat,
        "colour": colour,
        "label": getattr(record, "name", ""),
        "pick": True,
    }
    if letter:
        feature |= {"letter": letter, "shape": sign}
    return {**feature, **more}


def _community(community: Community, words: Words) -> str:
    said = [community.name, words.term("community_kind", community.kind)]
    if community.population is not None:
        said.append(f"{community.population:,}".replace(",", "\u202f"))
    return " · ".join(said)


def _settlements(snapshot: Snapshot) -> list[Feature]:
    placed = [s for s in snapshot.all(Settlement) if s.position is not None]
    largest = sorted(placed, key=lambda s: -(s.population or 0))[:_NAMED]
    named = {s.id for s in largest if s.population}
    return [
        _point(s, "settlements", size=3 if s.id in named else 2,
               **({"caption": s.name} if s.id in named else {}))
        for s in placed
    ]  # fmt: skip


def _area(area: Area) -> Feature | None:
    shape = _thin(area.shape)
    if shape is None:
        return None
    return {
        "id": area.id,
        "type": "polygon",
        "at": rings(shape),
        "colour": SIGNS["areas"][1],
        "weight": 1.6 if area.level <= 1 else 0.8,
        "dashed": area.level >= 2 or area.hierarchy != "administrative",
        "opacity": 0.0,
        "label": area.name,
    }


def _land(area: Feature) -> Feature:
    """The ground of the widest areas: an invented country has no land on the world's map."""
    return {
        **area,
        "id": f"land:{area['id']}",
        "base": True,
        "weight": 0.5,
        "dashed": False,
        "fill": "#f4f1e8",
        "opacity": 1.0,
        "label": "",
    }


def _route(route: Route, words: Words) -> Feature | None:
    shape = _thin(route.line)
    if shape is None:
        return None
    water = route.kind == "river"
    return {
        "id": route.id,
        "type": "line",
        "at": lines(shape),
        "colour": "#3f7ea6" if water else SIGNS["routes"][1],
        "weight": 2.2 if route.kind in ("paved", "all_weather") else 1.4,
        "dashed": route.kind in ("path", "track", "footpath"),
        "label": f"{route.name} · {words.term('route_kind', route.kind)}",
        "pick": True,
    }


def _thin(shape: BaseGeometry | None) -> BaseGeometry | None:
    """A shape with few enough corners for a screen."""
    if shape is None:
        return None
    from shapely import get_num_coordinates

    found, fine = shape, _FINE_DEGREES
    while get_num_coordinates(found) > _MOST_CORNERS and fine < 1:
        found = shape.simplify(fine)
        fine *= 3
    return None if found.is_empty else found


def rings(shape: BaseGeometry) -> list[Any]:
    """A polygon's or several polygons' rings as the map takes them: latitude first."""
    parts = getattr(shape, "geoms", [shape])
    found = []
    for part in parts:
        if part.geom_type == "Polygon":
            found.append([_swapped(r.coords) for r in (part.exterior, *part.interiors)])
    return found


def lines(shape: BaseGeometry) -> list[Any]:
    """The lines of a shape, latitude first; the outline of a polygon."""
    parts = getattr(shape, "geoms", [shape])
    found = []
    for part in parts:
        if part.geom_type == "LineString":
            found.append(_swapped(part.coords))
        elif part.geom_type == "Polygon":
            found.append(_swapped(part.exterior.coords))
    return found


def _swapped(coordinates: Iterable[Any]) -> list[list[float]]:
    return [[round(c[1], 5), round(c[0], 5)] for c in coordinates]


def _at_places(
    layer: str, records: Iterable[Any], snapshot: Snapshot, words: Words
) -> list[Feature]:
    """One sign for each place that has such records, with their names."""
    by_place: dict[str, list[Any]] = {}
    for record in records:
        by_place.setdefault(record.place_id, []).append(record)
    sign, colour, letter = SIGNS[layer]
    found = []
    for place_id, here in by_place.items():
        at = (
            here[0].position if len(here) == 1 and here[0].position else snapshot.position(place_id)
        )
        if at is None:
            continue
        names = [name_of(words, r) for r in here[:6]]
        more = [f"+ {len(here) - 6}"] if len(here) > 6 else []
        dx, dy = _BESIDE[layer]
        found.append(
            {
                "id": place_id,
                "type": "point",
                "lon": at.lon,
                "lat": at.lat,
                "letter": letter if len(here) == 1 else str(min(len(here), 99)),
                "shape": sign,
                "colour": colour,
                "dx": dx,
                "dy": dy,
                "label": "\n".join([snapshot.name(place_id), *names, *more]),
            }
        )
    return found


def _threats(snapshot: Snapshot, assessment: Any, words: Words) -> list[Feature]:
    """One sign for each place under threat: the letter and colour of its worst band."""
    if assessment is None:
        return []
    shown = assessment.over(snapshot)
    by_place: dict[str, list[Any]] = {}
    for rated in assessment.rated:
        by_place.setdefault(rated.place_id, []).append(rated)
    found = []
    for place_id, here in by_place.items():
        at = shown.position(place_id)
        if at is None:
            continue
        order = list(theme.BANDS)
        worst = max(here, key=lambda r: order.index(r.band) if r.band in order[:4] else -1)
        colour, letter, ink = theme.BANDS.get(worst.band, theme.BANDS[""])
        said = [shown.name(place_id)]
        for rated in here[:5]:
            threat = assessment.threats[rated.threat_id]
            band = words.term("band", rated.band) if rated.band else words.text("gui.map.unrated")
            mark = "" if rated.reviewed else f" · {words.term('threat_status', 'proposed')}"
            said.append(f"{words.term('threat_type', threat.kind)}: {band}{mark}")
        dx, dy = _BESIDE["threats"]
        found.append(
            {
                "id": place_id,
                "type": "point",
                "lon": at.lon,
                "lat": at.lat,
                "letter": letter,
                "shape": "diamond",
                "colour": colour,
                "ink": ink,
                "hollow": not any(r.reviewed for r in here),
                "dx": dx,
                "dy": dy,
                "label": "\n".join(said),
            }
        )
    return found


def bounds(snapshot: Snapshot) -> tuple[float, float, float, float] | None:
    """West, south, east, north of what the mission holds; nothing where it has no place."""
    shapes = [a.shape.bounds for a in snapshot.all(Area) if a.shape is not None]
    for kind in (Community, Post, Settlement):
        shapes += [
            (r.position.lon, r.position.lat, r.position.lon, r.position.lat)
            for r in snapshot.all(kind)
            if r.position is not None
        ]
    if not shapes:
        return None
    west, south, east, north = zip(*shapes, strict=True)
    return min(west), min(south), max(east), max(north)
