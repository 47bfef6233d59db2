"""What stands in the roads, the patrols that use them, and the ground of threats and of flight."""

from collections.abc import Iterable
from datetime import timedelta
from math import cos, pi, radians, sin
from typing import Any

from shapely import LineString, Point, Polygon, set_precision
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from pocplanner.model.assessment import Threat
from pocplanner.model.community import Coping
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post, Route
from pocplanner.model.ways import Obstacle, Patrol
from sample_world.areas import slug
from sample_world.chance import stream
from sample_world.grades import AS_OF, published
from sample_world.land import GRID, Land
from sample_world.people import World
from sample_world.written import story, tuples

#: Degrees of latitude to a kilometre.
_KM = 1 / 111.2


class Ways:
    """The example's ways by their ids, with the places that lie beside them."""

    def __init__(self, routes: Iterable[Route], posts: Iterable[Post], world: World) -> None:
        self._lines = {r.id: r.line for r in routes if r.line is not None}
        self._posts = {p.id: p.position for p in posts if p.position is not None}
        self._world = world
        self._told = story("ways")

    def obstacles(self) -> list[Obstacle]:
        """Checkpoints, bridges and fords, each on its road."""
        return [self._obstacle(dict(row)) for row in self._told["Obstacle"]]

    def patrols(self) -> list[Patrol]:
        """Patrols from a post along a road, or straight to a place beside it."""
        return [self._patrol(dict(row)) for row in self._told["Patrol"]]

    def grounds(self, threats: Iterable[Threat], land: Land) -> list[Threat]:
        """The threats, some with the ground over which they reach."""
        told = {row["id"]: row for row in self._told["Threat"]}
        return [
            t.model_copy(update={"shape": self._ground(told[t.id], land)}) if t.id in told else t
            for t in threats
        ]

    def _obstacle(self, row: dict[str, Any]) -> Obstacle:
        name, line = row["name"], self._lines[row["route_id"]]
        chance = stream(f"obstacle:{name}")
        if water := row.pop("water", ""):
            met = line.intersection(self._lines[water])
            point = Point(getattr(met, "geoms", [met])[0])
        elif place := row.pop("place", ""):
            point = _on(line, self._at(place))
        else:
            point = line.interpolate(row.pop("share"), normalized=True)
        if row.pop("guard", "") == "published":
            row |= published()
        return Obstacle.model_validate(
            {
                "id": f"obs-{slug(name.replace(',', ''))}",
                "position": {"lon": round(point.x, 4), "lat": round(point.y, 4)},
                "seen_on": AS_OF - timedelta(days=chance.randint(2, 60)),
                "source_id": chance.choice(("src-joc", "src-jmac", "src-cas")),
            }
            | row
        )

    def _patrol(self, row: dict[str, Any]) -> Patrol:
        start = self._posts[row["post_id"]]
        along, to, share = row.pop("along", ""), row.pop("to", ""), row.pop("share", None)
        corners = [(start.lon, start.lat)]
        if along:
            line = self._road(along)
            begin = line.project(start.point)
            end = line.length * share if share is not None else line.project(self._at(to))
            corners += [(c[0], c[1]) for c in substring(line, begin, end).coords]
        if to:
            there = self._at(to)
            # Nobody walks as a ruler does: one bend on the way.
            if not along:
                chance = stream(f"patrol:{row['name']}")
                lean = chance.uniform(-0.2, 0.2)
                east, north = there.x - start.lon, there.y - start.lat
                corners.append(
                    (start.lon + east / 2 - lean * north, start.lat + north / 2 + lean * east)
                )
            corners.append((there.x, there.y))
        made = dict.fromkeys((round(c[0], 4), round(c[1], 4)) for c in corners)
        number = 1 + [r["name"] for r in self._told["Patrol"]].index(row["name"])
        return Patrol.model_validate(
            {"id": f"ptl-{number:02d}", "line": LineString(made)} | tuples(row)
        )

    def _ground(self, row: dict[str, Any], land: Land) -> BaseGeometry:
        if "along" in row:
            line = self._road(row["along"])
            part = substring(line, row["from"], row["until"], normalized=True)
            shape = part.simplify(0.003).buffer(row["wide_km"] * _KM, quad_segs=3)
        else:
            shape = _around(self._at(row["place"]), row["reach_km"], row["id"])
        return set_precision(shape.intersection(land.country), GRID)

    def _road(self, id: str) -> LineString:
        """A road in one piece."""
        line = self._lines[id]
        assert isinstance(line, LineString)
        return line

    def _at(self, place: str) -> Point:
        """The place of a community by its name, in whatever case it is written."""
        found = {n.casefold(): c for n, c in self._world.by_name.items()}[place.casefold()]
        assert found.position is not None
        return found.position.point


def flights(coping: Iterable[Coping], land: Land) -> list[Coping]:
    """Ways of coping, with the path of flight where people leave and none is told yet."""
    found = []
    for one in coping:
        if one.strategy == "temporary_flight" and one.shape is None and one.id > "cop-053":
            assert one.position is not None
            line = _away(one.position, one.id, land)
            one = one.model_copy(update={"shape": line})
        found.append(one)
    return found


def _away(start: Position, id: str, land: Land) -> LineString:
    """A path of three legs away from a place, on land."""
    chance = stream(f"flight:{id}")
    while True:
        turn, corners = chance.uniform(0, 2 * pi), [(start.lon, start.lat)]
        for _ in range(3):
            turn += chance.uniform(-0.5, 0.5)
            step = chance.uniform(0.8, 2.2) * _KM
            x, y = corners[-1]
            corners.append(
                (round(x + step * cos(turn) / cos(radians(y)), 4), round(y + step * sin(turn), 4))
            )
        line = LineString(corners)
        if land.country.covers(line):
            return line


def _around(middle: Point, reach_km: float, subject: str) -> Polygon:
    """An area around a point as people draw it in the sand: no circle."""
    chance = stream(f"ground:{subject}")
    ring = [
        (far * cos(i * pi / 7), far * sin(i * pi / 7))
        for i in range(14)
        for far in (reach_km * _KM * chance.uniform(0.7, 1.1),)
    ]
    wide = scale(Polygon(ring), xfact=1 / cos(radians(middle.y)), origin=(0, 0))
    return Polygon([(x + middle.x, y + middle.y) for x, y in wide.exterior.coords])


def _on(line: BaseGeometry, point: Point) -> Point:
    """The point of a line that lies nearest."""
    found = line.interpolate(line.project(point))
    assert isinstance(found, Point)
    return found
