"""Records as the map draws them: where, with which sign, and what it says on them."""

from collections.abc import Collection, Iterable
from typing import Any

from pocplanner.commands.mission import now
from pocplanner.gui import theme
from pocplanner.gui.map.shapes import drawn
from pocplanner.gui.map.signs import HATCHES, drawing, look_of
from pocplanner.gui.naming import name_of
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Community, Coping, Journey, Mechanism
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.words import Words

#: What the page is told of one thing: `id` names the drawing, `of` the record where it differs.
Feature = dict[str, Any]

#: The places whose signs are wanted; nothing for all.
Places = Collection[str] | None

#: Where a sign stands beside the place that it belongs to, in pixels.
_BESIDE = {"threats": (-12, -12), "coping": (12, -12), "mechanisms": (12, 12), "alerts": (-12, 12)}
#: So many of the largest settlements carry their name on the map.
_NAMED = 14
#: Which sign is drawn first where there is no room for all.
_RANK = {"threats": 60, "posts": 50, "alerts": 40, "mechanisms": 30, "coping": 20}


def _point(record: Any, layer: str, **more: Any) -> Feature:
    look = look_of(layer)
    return {
        "id": record.id,
        "type": "point",
        "lon": record.position.lon,
        "lat": record.position.lat,
        "colour": look["colour"],
        "label": getattr(record, "name", ""),
        "rank": _RANK.get(layer, 0),
        **more,
    }


def _sign(layer: str, glyph: str = "", kind: str = "") -> Feature:
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
    said = [found.name, words.term("community_kind", found.kind)]
    if found.population is not None:
        said.append(f"{found.population:,}".replace(",", "\u202f"))
    glyph = drawing("community", found.kind)
    kind = words.term("community_kind", found.kind)
    sign = _sign("communities", glyph, kind) if glyph else {}
    people = min((found.population or 0) / 1e6, 9)
    return _point(
        found, "communities", size=4, label=" · ".join(said), caption=found.name, **sign
    ) | {"rank": people}


def airfield(found: Airfield, words: Words) -> Feature | None:
    """An aircraft in its sign, crossed out where it is closed."""
    if found.position is None:
        return None
    kind = words.term("airfield_kind", found.kind) if found.kind else ""
    sign = _sign("airfields", drawing("airfield", found.kind or "other"), kind)
    label = " · ".join(t for t in (found.name, kind) if t)
    return _point(found, "airfields", label=label, **sign)


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
    sign = _sign("obstacles", drawing("obstacle", found.kind), kind)
    state = looks.get(found.state, {"dashed": True})
    return _point(found, "obstacles", label=label, **{**sign, **state})


def post(found: Post, words: Words) -> Feature | None:
    """Its APP-6 sign; with a dashed frame where it is only planned."""
    if found.position is None:
        return None
    planned = found.opened_on is not None and found.opened_on > now().date()
    glyph = drawing("post", found.kind) + ("-planned" if planned else "")
    label = f"{found.name} · {words.term('post_kind', found.kind)}"
    sign = _sign("posts", glyph, words.term("post_kind", found.kind))
    return _point(found, "posts", label=label, caption=found.name, hollow=planned, **sign)


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
        }
        found.append((area, {"id": area.id, **at, "label": area.name, "pick": True, **look}))
    widest = min((a.level for a, _ in found if a.hierarchy == "administrative"), default=None)
    land = [_land(f) for a, f in found if a.level == widest]
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
        _point(s, "settlements", size=3, caption=s.name) | {"rank": 10}
        if s.id in named
        else _point(s, "settlements", size=2)
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
             **_sign("units", drawing("unit", unit.kind), words.term("asset_type", unit.kind))}
        )  # fmt: skip
    return found


def _of(records: Iterable[Any], places: Places) -> list[Any]:
    """The records at these places, or all of them."""
    return list(records) if places is None else [r for r in records if r.place_id in places]


def alerts(snapshot: Snapshot, words: Words, places: Places = None) -> list[Feature]:
    """Warnings at their places."""
    return at_places("alerts", _of(snapshot.all(Alert), places), snapshot, words)


def mechanisms(snapshot: Snapshot, words: Words, places: Places = None) -> list[Feature]:
    """Signs at their seats, and how far each reaches where that is known."""
    all_of = _of(snapshot.all(Mechanism), places)
    found = at_places("mechanisms", all_of, snapshot, words)
    colour = look_of("mechanisms")["colour"]
    for one in all_of:
        at = one.position or snapshot.position(one.place_id)
        if at is not None and one.reach_km:
            label = f"{one.name} · {one.reach_km:g} km"
            found.append(
                {"id": f"{one.id}#reach", "of": one.id, "type": "circle", "lon": at.lon,
                 "lat": at.lat, "km": one.reach_km, "colour": colour, "weight": 1.2,
                 "dashed": True, "opacity": 0.04, "label": label, "pick": True}
            )  # fmt: skip
    return found


def coping(snapshot: Snapshot, words: Words, places: Places = None) -> list[Feature]:
    """Signs at their places, and the areas and ways of those that have one."""
    all_of = _of(snapshot.all(Coping), places)
    found = at_places("coping", all_of, snapshot, words)
    colour = look_of("coping")["colour"]
    for one in all_of:
        at = drawn(one.shape)
        if at is not None:
            found.append(
                {"id": f"{one.id}#shape", "of": one.id, **at, "colour": colour, "weight": 2,
                 "opacity": 0.25, "hatch": "slant", "label": _title(one, words), "pick": "inside"}
            )  # fmt: skip
    return found


def _title(one: Coping, words: Words) -> str:
    return f"{one.title} · {words.term('coping_strategy', one.strategy)}"


def _kind(layer: str, record: Any, words: Words) -> str:
    """What the legend calls the sign of one record."""
    if layer == "mechanisms":
        return words.term("mechanism_type", record.kind)
    return words.term("coping_strategy", record.strategy) if layer == "coping" else ""


def _glyph(layer: str, record: Any) -> str:
    if layer == "mechanisms":
        return drawing("mechanism", record.kind)
    if layer == "coping":
        term = vocabulary("coping_strategy").get(record.strategy)
        return drawing("coping", str(term.facts.get("family", "other")) if term else "other")
    return ""


def at_places(
    layer: str, records: Iterable[Any], snapshot: Snapshot, words: Words
) -> list[Feature]:
    """A sign for each record with a place of its own; one for all that share a place's."""
    by_place: dict[str, list[Any]] = {}
    found: list[Feature] = []
    for record in records:
        if record.position is not None:
            label = name_of(words, record, snapshot)
            sign = _sign(layer, _glyph(layer, record), _kind(layer, record, words))
            found.append(_point(record, layer, label=label, **sign))
        else:
            by_place.setdefault(record.place_id, []).append(record)
    look, (dx, dy) = look_of(layer), _BESIDE[layer]
    for place_id, here in by_place.items():
        at = snapshot.position(place_id)
        if at is None:
            continue
        names = [name_of(words, r) for r in here[:6]]
        more = [f"+ {len(here) - 6}"] if len(here) > 6 else []
        if len(here) == 1:
            sign = _sign(layer, _glyph(layer, here[0]), _kind(layer, here[0], words))
        else:
            sign = _sign(layer, "", words.text("map.several")) | {"letter": str(min(len(here), 99))}
        found.append(
            {"id": place_id, "type": "point", "lon": at.lon, "lat": at.lat,
             "colour": look["colour"], "dx": dx, "dy": dy, "rank": _RANK.get(layer, 0),
             "label": "\n".join([snapshot.name(place_id), *names, *more]), **sign}
        )  # fmt: skip
    return found


def threats(
    snapshot: Snapshot, assessment: Any, words: Words, places: Places = None
) -> list[Feature]:
    """One sign for each place under threat, by its worst band; and where threats are feared."""
    rated = {r.threat_id: r for r in assessment.rated} if assessment is not None else {}
    found = [
        _feared(t, rated.get(t.id), words)
        for t in _of(snapshot.all(Threat), places)
        if t.shape is not None
    ]
    by_place: dict[str, list[Any]] = {}
    for one in rated.values():
        if places is None or one.place_id in places:
            by_place.setdefault(one.place_id, []).append(one)
    if not by_place:
        return found
    shown = assessment.over(snapshot) if places is None else snapshot
    order = list(theme.BANDS)
    for place_id, here in by_place.items():
        at = shown.position(place_id)
        if at is None:
            continue
        worst = max(here, key=lambda r: order.index(r.band) if r.band in order[:4] else -1)
        colour, letter, ink = theme.BANDS.get(worst.band, theme.BANDS[""])
        said = [shown.name(place_id)]
        said += [_said(assessment.threats[r.threat_id], r, words) for r in here[:5]]
        dx, dy = _BESIDE["threats"]
        place = order.index(worst.band) if worst.band in order[:4] else -1
        found.append(
            {"id": place_id, "type": "point", "lon": at.lon, "lat": at.lat, "letter": letter,
             "shape": "diamond", "colour": colour, "ink": ink, "dx": dx, "dy": dy,
             "hollow": not any(r.reviewed for r in here), "rank": _RANK["threats"] + place,
             "label": "\n".join(said)}
        )  # fmt: skip
    return found


def _feared(threat: Threat, rated: Any, words: Words) -> Feature:
    """Where a threat is feared: hatched by its band, dashed while nobody has decided on it."""
    band = rated.band if rated is not None else ""
    return {
        "id": f"{threat.id}#shape",
        "of": threat.id,
        **(drawn(threat.shape) or {"type": "line", "at": []}),
        "label": _said(threat, rated, words),
        "colour": theme.BANDS.get(band, theme.BANDS[""])[0],
        "weight": 2.4,
        "hatch": HATCHES.get(band, "dots"),
        "opacity": 0.55,
        "dashed": not threat.reviewed,
        "pick": "inside",
    }


def _said(threat: Threat, rated: Any, words: Words) -> str:
    band = rated.band if rated is not None else ""
    what = words.term("band", band) if band else words.text("gui.map.unrated")
    mark = "" if threat.reviewed else f" · {words.term('threat_status', 'proposed')}"
    return f"{words.term('threat_type', threat.kind)}: {what}{mark}"
