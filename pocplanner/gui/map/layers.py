"""The layers of the map: what each shows, from which records, in which order and group."""

from collections.abc import Callable, Collection
from typing import Any

from pocplanner.gui.map import features as made_of
from pocplanner.gui.map import place_signs
from pocplanner.gui.map.features import Feature
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Community, Coping, Journey, Mechanism
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.words import Words

#: Layers from the bottom up, with the kinds whose edits redraw them.
LAYERS: dict[str, tuple[type[Record], ...]] = {
    "areas": (Area,),
    "routes": (Route,),
    "journeys": (Journey,),
    "patrols": (Patrol,),
    "settlements": (Settlement,),
    "communities": (Community,),
    "airfields": (Airfield,),
    "obstacles": (Obstacle,),
    "posts": (Post,),
    "units": (Unit, Post),
    "mechanisms": (Mechanism, Community, Settlement, Area),
    "coping": (Coping, Community, Settlement, Area, Route),
    "alerts": (Alert, Community, Settlement, Area),
    "threats": (Threat, Community, Settlement, Area),
}
#: Layers that are off until somebody ticks them.
OFF = frozenset({"alerts", "journeys", "patrols", "units"})
#: In which group a layer stands until somebody moves it.
GROUPS = {
    "areas": "ground",
    "routes": "ground",
    "settlements": "ground",
    "airfields": "ground",
    "obstacles": "ground",
    "communities": "people",
    "journeys": "people",
    "mechanisms": "people",
    "coping": "people",
    "alerts": "people",
    "posts": "mission",
    "units": "mission",
    "patrols": "mission",
    "threats": "threats",
    "events": "threats",
}
#: The layer in which a new record of a kind is seen.
LAYER_OF: dict[type[Record], str] = {
    Area: "areas",
    Route: "routes",
    Journey: "journeys",
    Patrol: "patrols",
    Settlement: "settlements",
    Community: "communities",
    Airfield: "airfields",
    Obstacle: "obstacles",
    Post: "posts",
    Unit: "units",
    Mechanism: "mechanisms",
    Coping: "coping",
    Alert: "alerts",
    Threat: "threats",
}

_BY_RECORD: dict[str, tuple[type[Record], Callable[..., Feature | None]]] = {
    "routes": (Route, made_of.route),
    "journeys": (Journey, made_of.journey),
    "patrols": (Patrol, made_of.patrol),
    "communities": (Community, made_of.community),
    "airfields": (Airfield, made_of.airfield),
    "obstacles": (Obstacle, made_of.obstacle),
    "posts": (Post, made_of.post),
}


_AT_PLACES: dict[str, Callable[..., list[Feature]]] = {
    "mechanisms": place_signs.mechanisms,
    "coping": place_signs.coping,
    "alerts": place_signs.alerts,
}


def features(
    layer: str, snapshot: Snapshot, assessment: Any, words: Words, wanted: str = ""
) -> list[Feature]:
    """Everything that a layer shows; with `wanted` only what holds these words in its label."""
    if layer == "areas":
        found = made_of.areas(snapshot, words)
    elif layer == "settlements":
        found = made_of.settlements(snapshot)
    elif layer == "units":
        found = made_of.units(snapshot, words)
    elif layer == "threats":
        found = place_signs.threats(snapshot, assessment, words)
    elif layer in _AT_PLACES:
        found = _AT_PLACES[layer](snapshot, words)
    else:
        kind, make = _BY_RECORD[layer]
        found = [f for r in snapshot.all(kind) if (f := make(r, words)) is not None]
    return _holding(found, wanted)


def changed(
    layer: str,
    snapshot: Snapshot,
    assessment: Any,
    words: Words,
    ids: Collection[str],
    wanted: str = "",
) -> list[Feature] | None:
    """What a layer shows of these records and places alone; nothing where that is not clear."""
    if layer == "threats":
        return _holding(place_signs.threats(snapshot, assessment, words, ids), wanted)
    if layer in _AT_PLACES:
        return _holding(_AT_PLACES[layer](snapshot, words, ids), wanted)
    if layer not in _BY_RECORD:
        return None
    kind, make = _BY_RECORD[layer]
    here = (snapshot.one(kind, i) for i in ids)
    found = [f for r in here if r is not None and (f := make(r, words)) is not None]
    return _holding(found, wanted)


def _holding(found: list[Feature], wanted: str) -> list[Feature]:
    asked = wanted.casefold().split()
    if not asked:
        return found
    return [
        f
        for f in found
        if f.get("base") or all(w in str(f.get("label", "")).casefold() for w in asked)
    ]


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


def box_of(found: Collection[Feature]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of what is drawn; nothing where nothing is."""
    lons: list[float] = []
    lats: list[float] = []

    def walk(part: Any) -> None:
        if part and isinstance(part[0], float):
            lats.append(part[0])
            lons.append(part[1])
        else:
            for inner in part:
                walk(inner)

    for feature in found:
        if "lon" in feature:
            lons.append(feature["lon"])
            lats.append(feature["lat"])
        elif not feature.get("base"):
            walk(feature["at"])
    return (min(lons), min(lats), max(lons), max(lats)) if lons else None
