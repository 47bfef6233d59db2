"""Help from beyond the hours that are followed: the nearest of the posts that somebody names."""

from collections.abc import Callable, Collection
from math import inf
from threading import Lock
from typing import cast

import numpy as np

from pocplanner.analysis.travel.doors import Doors
from pocplanner.analysis.travel.frame import Floats, Whole
from pocplanner.analysis.travel.graph import Small
from pocplanner.analysis.travel.land import Land, Spots, spots_of
from pocplanner.analysis.travel.rows import Row, follow
from pocplanner.analysis.travel.search import nearest
from pocplanner.analysis.travel.trips import Trip
from pocplanner.model.geometry import Position

#: Of how many nodes what was found is remembered, over all spots of a land.
_MOST_KEPT = 2_000_000
#: Makes the trip of a row: row, post, place, the place's number, minutes.
Make = Callable[[Row, str, str, int, float], Trip]


class Farther:
    """Trips from the nearest of chosen posts to places that none of them reaches in the hours.

    Which posts are meant is known only to who judges what is enough; worked out when asked for.
    """

    def __init__(
        self,
        land: Land,
        posts: dict[str, Position],
        places: dict[str, int],
        end: Doors,
        ends: Spots,
        make: Make,
    ) -> None:
        self._land, self._posts, self._places = land, posts, places
        self._end, self._ends, self._make = end, ends, make
        self._known: dict[frozenset[str], tuple[Row, Whole, tuple[str, ...]]] = {}
        self._lock = Lock()

    def trip(self, place_id: str, post_ids: Collection[str]) -> Trip | None:
        """The trip from the nearest of these posts.

        None where no way leads.
        """
        place = self._places.get(place_id, -1)
        chosen = {id: at for id, at in self._posts.items() if id in post_ids}
        if place < 0 or not chosen:
            return None
        with self._lock:
            found = self._known.get(frozenset(chosen))
            if found is None:
                found = self._known[frozenset(chosen)] = self._looked(chosen)
        row, which, names = found
        if which[place] < 0 or row.minutes[place] == inf:
            return None
        post = names[int(which[place])]
        return self._make(row, post, place_id, place, float(row.minutes[place]))

    def _looked(self, chosen: dict[str, Position]) -> tuple[Row, Whole, tuple[str, ...]]:
        """The way from the nearest of these to every place, which one it is, and their names."""
        land = self._land
        assert land.graph is not None
        spots = spots_of(chosen.values())
        minutes, source, before = _everywhere(land, spots)
        spent, through = self._end.least(minutes)
        which = np.where(spent < inf, source[np.maximum(through, 0)], -1).astype(np.int64)
        whence = spots[0][np.maximum(which, 0)], spots[1][np.maximum(which, 0)]
        row = follow(land, minutes, before, self._end, whence, self._ends, {}, inf)
        return row, which, tuple(chosen)


def _everywhere(land: Land, spots: Spots) -> tuple[Floats, Small, Small]:
    """Minutes from the nearest spot to every node, which one, and forerunners; remembered.

    A post that moves is seldom one of these, and the search goes through the whole country.
    """
    assert land.graph is not None
    key = spots[0].tobytes() + spots[1].tobytes()
    with land.graph.lock:
        found = land.far.get(key)
        if found is None:
            found = land.far[key] = nearest(land.graph, land.doors(spots), inf)
        land.far.move_to_end(key)
        while len(land.far) > 1 and len(land.far) * land.graph.size > _MOST_KEPT:
            land.far.popitem(last=False)
    return cast(tuple[Floats, Small, Small], found)


__all__ = ["Farther"]
