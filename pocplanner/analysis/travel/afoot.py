"""Trips whose last stretch is walked: told apart from those that vehicles or boats end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import Floats, kilometres
from pocplanner.analysis.travel.land import Land, Spots
from pocplanner.analysis.travel.onward import Walk
from pocplanner.analysis.travel.rows import Row
from pocplanner.analysis.travel.trips import Path, Told, Trip, widened


def joined(end: Doors, walk: Walk | None) -> Doors:
    """The doors of places, and behind them the same places again as they are reached on foot."""
    if walk is None:
        return end
    return Doors(
        2 * end.spots,
        np.concatenate([end.own, walk.doors.own + end.spots]),
        np.concatenate([end.node, walk.doors.node]),
        np.concatenate([end.minutes, walk.doors.minutes]),
    )


def twice(ends: Spots, walk: Walk | None) -> Spots:
    """The places, and behind them the same again where some are walked to."""
    if walk is None:
        return ends
    return np.concatenate([ends[0], ends[0]]), np.concatenate([ends[1], ends[1]])


@dataclass(frozen=True)
class Afoot:
    """What is known of walking to places: minutes by post and place, and the rows they are from."""

    land: Land
    walk: Walk
    posts: tuple[str, ...]
    places: tuple[str, ...]
    starts: Spots
    ends: Spots
    riding: Floats
    whole: Floats
    rows: Mapping[int, Row]
    factors: tuple[float, float, float, float]

    @property
    def trips(self) -> Told:
        """Trips by place, the quickest first: only where walking is quicker than riding on."""
        return Told(self.places, self._made)

    def _made(self, place: int) -> tuple[Trip, ...]:
        spent = self.whole[:, place]
        may = self.walk.posts
        mine = np.array([may is None or post in may for post in self.posts], bool)
        good = np.flatnonzero(mine & (spent < inf) & (spent < self.riding[:, place]))
        order: Sequence[int] = good[np.argsort(spent[good], kind="stable")].tolist()
        return tuple(self._trip(post, place) for post in order)

    def _trip(self, post: int, place: int) -> Trip:
        land, row = self.land, self.rows[post]
        assert land.net is not None and land.graph is not None
        at = place + len(self.places)
        node, left, walked = self._leg(row, place)
        (found,) = np.flatnonzero(self.walk.legs[place].points == node - land.graph.cells)
        walk_min = float(self.walk.legs[place].minutes[found])
        delay, met = row.met(land.net, land.graph.cells, at)
        straight = _length(np.array([left, (self.ends[0][place], self.ends[1][place])]))
        km = _length(walked)
        return Trip(
            self.posts[post],
            self.places[place],
            widened(float(self.whole[post, place]), delay, self.factors),
            float(row.km[at]) - straight + km,
            float(row.on_ways_km[at]),
            "afoot",
            delay,
            met,
            by=land.movement,
            left=left,
            walk_km=km,
            walk_min=walk_min,
        )

    def _leg(self, row: Row, place: int) -> tuple[int, tuple[float, float], Path]:
        """The node where vehicles or boats are left, where that is, and the way on foot."""
        land = self.land
        assert land.graph is not None
        node = int(row.nodes[row.at[place + len(self.places)]])
        left = float(land.graph.lon[node]), float(land.graph.lat[node])
        spot = float(self.ends[0][place]), float(self.ends[1][place])
        return node, left, self.walk.legs[place].path(node - land.graph.cells, left, spot)

    def way(self, post_id: str, place_id: str) -> tuple[Path, int] | None:
        """The whole way as longitudes and latitudes, and how many points of it are ridden."""
        if post_id not in self.posts or place_id not in self.places:
            return None
        post, place = self.posts.index(post_id), self.places.index(place_id)
        if post not in self.rows or self.whole[post, place] == inf:
            return None
        row = self.rows[post]
        _, _, walked = self._leg(row, place)
        spot = float(self.starts[0][post]), float(self.starts[1][post])
        ridden = row.line(self.land, spot, place + len(self.places), twice(self.ends, self.walk))
        return np.concatenate([ridden[:-1], walked[1:]]), len(ridden) - 1


def _length(path: Path | Floats) -> float:
    lon, lat = path[:, 0].astype(float), path[:, 1].astype(float)
    return float(kilometres(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum())


__all__ = ["Afoot", "joined", "twice"]
