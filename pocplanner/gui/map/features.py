"""Records as the map draws them one by one: where, with which sign, and what it says."""

from typing import Any

from pocplanner.commands.clock import now
from pocplanner.gui import theme
from pocplanner.gui.map.shapes import drawn
from pocplanner.gui.map.signs import drawing, look_of
from pocplanner.model.community import Community, Journey
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.words import Words

#: What the page is told of one thing: `id` names the drawing, `of` the record where it differs.
Feature = dict[str, Any]

#: So many of the largest settlements carry their name on the map.
_NAMED = 14
#: Which sign is drawn first where there is no room for all.
RANK = {"threats": 60, "posts": 50, "alerts": 40, "mechanisms": 30, "coping": 20}


def point(record: Any, layer: str, **more: Any) -> Feature:
    """The place of a record with the colour of its layer and what more is told."""
    look, at = look_of(layer), record.position
    return {
        "id": record.id,
        "type": "point",
        "lon": at.lon,
        "lat": at.lat,
        "colour": look["colour"],
        "label": getattr(record, "name", ""),
        "rank": RANK.get(layer, 0),
        **more,
    }


def sign(layer: str, glyph: str = "", kind: str = "") -> Feature:
    """The sign of a layer with a drawing in it; `kind` is what the legend calls it."""
    look = look_of(layer)
    found: Feature = {"shape": look["shape"], "letter": look.get("letter", ""), "kind": kind}
    if glyph:
        found["glyph"] = glyph
    if glyph.startswith(("post-", "unit-")):
        found["whole"] = True
    return found


# -- one record, one sign ------------------------------------------------------------------------


def community(found: Community, words: Words) -> Feature | None:
    """A dot; a site or market has the sign that partners know."""
    if found.position is None:
        return None
    kind = words.term("community_kind", found.kind)
    said = [found.name, kind]
    if found.population is not None:
        said.append(f"{found.population:,}".replace(",", "\u202f"))
    glyph = drawing("community", found.kind)
    mark = sign("communities", glyph, kind) if glyph else {}
    people = min((found.population or 0) / 1e6, 9)
    return point(
        found, "communities", size=4, label=" · ".join(said), caption=found.name, **mark
    ) | {"rank": people}


def airfield(found: Airfield, words: Words) -> Feature | None:
    """An aircraft in its sign, crossed out where it is closed."""
    if found.position is None:
        return None
    kind = words.term("airfield_kind", found.kind) if found.kind else ""
    mark = sign("airfields", drawing("airfield", found.kind or "other"), kind)
    label = " · ".join(t for t in (found.name, kind) if t)
    return point(found, "airfields", label=label, **mark)


def obstacle(found: Obstacle, words: Words) -> Feature | None:
    """A triangle: dark where it is closed, pale where it costs time, dashed where nobody knows."""
    if found.position is None:
        return None
    looks: dict[str, Feature] = {
        "closed": {"colour": "#7d1d3f"},
        "slow": {"colour": "#e0b84c", "ink": theme.BANDS["moderate"][2]},
        "open": {"colour": "#5b6870"},
    }
    label = " · ".join(
        (found.name, words.term("obstacle_kind", found.kind),
         words.term("obstacle_state", found.state))
    )  # fmt: skip
    kind = words.term("obstacle_kind", found.kind)
    mark = sign("obstacles", drawing("obstacle", found.kind), kind)
    state = looks.get(found.state, {"dashed": True})
    return point(found, "obstacles", label=label, **{**mark, **state})


def post(found: Post, words: Words) -> Feature | None:
    """Its APP-6 sign; with a dashed frame where it is only planned."""
    if found.position is None:
        return None
    planned = found.opened_on is not None and found.opened_on > now().date()
    glyph = drawing("post", found.kind) + ("-planned" if planned else "")
    label = f"{found.name} · {words.term('post_kind', found.kind)}"
    mark = sign("posts", glyph, words.term("post_kind", found.kind))
    return point(found, "posts", label=label, caption=found.name, hollow=planned, **mark)


def route(found: Route, words: Words) -> Feature | None:
    """A line: blue for water, heavy where a lorry drives, dashed where one walks."""
    water = found.kind == "river"
    return _line(
        found,
        found.line,
        f"{found.name} · {words.term('route_kind', found.kind)}",
        kind=words.term("route_kind", found.kind),
        colour="#3f7ea6" if water else look_of("routes")["colour"],
        weight=2.2 if found.kind in ("paved", "all_weather") else 1.4,
        dashed=found.kind in ("path", "track", "footpath"),
    )


def patrol(found: Patrol, words: Words) -> Feature | None:
    """A line that is dashed while the patrol is planned."""
    label = f"{found.name} · {words.term('patrol_kind', found.kind)}"
    label += f" · {words.term('patrol_state', found.state)}"
    colour = look_of("patrols")["colour"]
    dashed = found.state in ("planned", "stopped")
    return _line(found, found.line, label, colour=colour, weight=2.6, dashed=dashed)


def journey(found: Journey, words: Words) -> Feature | None:
    """The way that people go."""
    label = f"{found.title} · {words.term('journey_purpose', found.purpose)}"
    return _line(
        found, found.line, label, colour=look_of("journeys")["colour"], weight=2, dashed=True
    )


def _line(record: Any, shape: Any, label: str, **look: Any) -> Feature | None:
    at = drawn(shape)
    if at is None:
        return None
    return {"id": record.id, **at, "label": label, "pick": True, "opacity": 0.12, **look}


#: Areas that are ground: filled, and told by what they mean for who wants to cross them.
_WATERS: dict[str, Feature] = {
    "water": {"colour": "#3f7ea6", "fill": "#8fbcd8", "weight": 0.9, "dashed": False,
              "opacity": 0.6, "means": "water"},
    "flood": {"colour": "#3f7ea6", "fill": "#8fbcd8", "weight": 0.9, "dashed": True,
              "opacity": 0.3, "means": "flood"},
    "swamp": {"colour": "#4f8063", "fill": "#9dbba6", "weight": 0.9, "dashed": True,
              "opacity": 0.45, "means": "swamp"},
}  # fmt: skip

# -- layers that look at more than one record ----------------------------------------------------


def areas(snapshot: Snapshot, words: Words) -> list[Feature]:
    """Outlines of areas over the land of the widest of them."""
    found = []
    for area in snapshot.all(Area):
        at = drawn(area.shape)
        if at is None:
            continue
        plain = area.hierarchy == "administrative"
        look = {
            "colour": look_of("areas")["colour"] if plain else look_of("posts")["colour"],
            "kind": words.term("area_hierarchy", area.hierarchy),
            "weight": 1.6 if area.level <= 1 else 0.8,
            "dashed": area.level >= 2 or not plain,
            "opacity": 0.0,
            **_WATERS.get(area.hierarchy, {}),
        }
        found.append((area, {"id": area.id, **at, "label": area.name, "pick": True, **look}))
    widest = min((a.level for a, _ in found if a.hierarchy == "administrative"), default=None)
    land = [_land(f) for a, f in found if a.level == widest and a.hierarchy not in _WATERS]
    return [*land, *(f for _, f in found)]


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
        "pick": False,
    }


def settlements(snapshot: Snapshot) -> list[Feature]:
    """Dots, the largest with their names."""
    placed = [s for s in snapshot.all(Settlement) if s.position is not None]
    largest = sorted(placed, key=lambda s: -(s.population or 0))[:_NAMED]
    named = {s.id for s in largest if s.population}
    return [
        point(s, "settlements", size=3, caption=s.name) | {"rank": 10}
        if s.id in named
        else point(s, "settlements", size=2)
        for s in placed
    ]


def units(snapshot: Snapshot, words: Words) -> list[Feature]:
    """The units of a post beside it, by their APP-6 signs."""
    found: list[Feature] = []
    beside: dict[str, int] = {}
    for unit in snapshot.all(Unit):
        at = snapshot.position(unit.post_id)
        if at is None:
            continue
        number = beside[unit.post_id] = beside.get(unit.post_id, 0) + 1
        look = look_of("units")
        label = f"{unit.name} · {words.term('asset_type', unit.kind)}"
        found.append(
            {"id": unit.id, "type": "point", "lon": at.lon, "lat": at.lat, "label": label,
             "colour": look["colour"], "dx": 26 * number, "dy": 4,
             **sign("units", drawing("unit", unit.kind), words.term("asset_type", unit.kind))}
        )  # fmt: skip
    return found
