"""How a unit moves: its pace by kind of way, season and light, from the editable figures."""

from dataclasses import dataclass
from math import inf

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.model.vocabulary import vocabulary

MOVEMENTS = ("vehicle", "foot", "boat", "air")

#: Kinds of way that carry vehicles, with the stem of their speed.
_ROADS = {"paved": "paved", "dirt": "dirt", "track": "track", "other": "track"}
#: Kinds of way that carry people on foot.
_WALKED = frozenset({"paved", "dirt", "track", "other", "path", "transhumance", "rail"})


@dataclass(frozen=True)
class Condition:
    """A season ("dry", "wet") and a light ("day", "night")."""

    season: str = "dry"
    light: str = "day"


@dataclass(frozen=True)
class Pace:
    """Minutes per kilometre of one movement under one condition; infinite where it cannot go.

    `ways` holds it by kind of route, `off_way` away from any; `crosses_rivers` says whether
    it gets over a river away from a way.
    """

    movement: str
    condition: Condition
    ways: dict[str, float]
    off_way: float
    crosses_rivers: bool
    factor: float = 1.0

    @property
    def access(self) -> float:
        """Minutes per kilometre of the last stretch to a door: a track, a footpath, a bank."""
        return min(self.ways.get("track", self.off_way), self.off_way)

    def way(self, kind: str) -> float:
        """Minutes per kilometre on a way of this kind."""
        return self.ways.get(kind, inf)

    def ground(self, kmh: float) -> float:
        """Minutes per kilometre on ground whose dry speed by day a person entered."""
        return minutes_per_km(kmh * self.factor)


def minutes_per_km(kmh: float) -> float:
    """Minutes for a kilometre; infinite at a speed of nothing."""
    return 60 / kmh if kmh > 0 else inf


def pace(movement: str, condition: Condition, assumed: Assumptions) -> Pace:
    """The pace of a movement over ground. LookupError for one that does not go over ground."""
    wet, night = condition.season == "wet", condition.light == "night"
    if movement == "vehicle":
        dark = assumed.value("speed.night_factor") if night else 1.0
        ways = {}
        for kind, stem in _ROADS.items():
            key = f"speed.{stem}_wet_kmh" if wet else f"speed.{stem}_kmh"
            ways[kind] = minutes_per_km(assumed.value(key) * dark)
        dry_off = assumed.value("speed.offroad_kmh")
        off = assumed.value("speed.offroad_wet_kmh") if wet else dry_off
        rain = off / dry_off if dry_off > 0 else 0.0
        return Pace(
            movement,
            condition,
            ways,
            minutes_per_km(off * dark),
            False,
            dark * (rain if wet else 1),
        )
    if movement == "foot":
        dark = assumed.value("speed.foot_night_factor") if night else 1.0
        kmh = assumed.value("speed.foot_wet_kmh" if wet else "speed.foot_kmh") * dark
        off = kmh * assumed.value("speed.foot_offroad_factor")
        on_way = minutes_per_km(kmh)
        return Pace(
            movement, condition, dict.fromkeys(_WALKED, on_way), minutes_per_km(off), not wet
        )
    if movement == "boat":
        dark = assumed.value("speed.night_factor") if night else 1.0
        foot = assumed.value("speed.foot_wet_kmh" if wet else "speed.foot_kmh")
        off = foot * assumed.value("speed.foot_offroad_factor")
        off *= assumed.value("speed.foot_night_factor") if night else 1.0
        high = assumed.value("speed.boat_wet_factor") if wet else 1.0
        ways = {"river": minutes_per_km(assumed.value("speed.boat_kmh") * dark * high)}
        return Pace(movement, condition, ways, minutes_per_km(off), True)
    raise LookupError(movement)


def movement_of(kind: str) -> str:
    """How a unit of this asset type moves: by air, by boat, else by vehicle."""
    term = vocabulary("asset_type").get(kind)
    if term is not None and term.facts.get("air"):
        return "air"
    return "boat" if kind == "riverine" else "vehicle"
