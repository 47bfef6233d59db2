"""Rows without a position, set by the names of their places: never finer than the name is.

Only what every map shows is used, settlements and areas: where a community lives must not be
told by the events of a published source.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from pocplanner.formats.context import Spot, folded
from pocplanner.model.event_chunk import EventChunk

#: How well a place is known that was set by the name of a settlement, and of an area by its level.
NEAR = 2
_OF_LEVEL = {0: 6, 1: 4, 2: 3}
_FINEST_AREA = 3


@dataclass(frozen=True)
class Found:
    """A position with the precision that its name has."""

    lon: float
    lat: float
    precision: int


class Gazetteer:
    """Finds positions by name; a name that several places have is no position."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._places: dict[str, list[Spot]] = {}
        self._areas: dict[str, list[Spot]] = {}
        for spot in spots:
            table = self._areas if spot.level is not None else self._places
            for name in {folded(n) for n in spot.names} - {""}:
                table.setdefault(name, []).append(spot)
        self._known: dict[tuple[str, str, str], Found | None] = {}

    def __bool__(self) -> bool:
        return bool(self._places or self._areas)

    def find(self, admin1: str, admin2: str, place: str) -> Found | None:
        """The finest position that these names give, or nothing."""
        key = (admin1, admin2, place)
        if key not in self._known:
            self._known[key] = self._look_up(*map(folded, key))
        return self._known[key]

    def _look_up(self, admin1: str, admin2: str, place: str) -> Found | None:
        named = self._places.get(place, []) if place else []
        if len(named) == 1:
            return Found(named[0].lon, named[0].lat, NEAR)
        for name in (place, admin2, admin1):
            found = self._areas.get(name, []) if name else []
            # An area that has the name of its seat is one place; the wider one is taken.
            if len(found) > 1:
                found = sorted(found, key=lambda s: s.level or 0)[:1] if _nested(found) else []
            if found:
                level = found[0].level or 0
                return Found(found[0].lon, found[0].lat, _OF_LEVEL.get(level, _FINEST_AREA))
        return None

    def placed(self, chunk: EventChunk) -> tuple[EventChunk, int]:
        """The chunk with a position for each row whose names give one, and how many those are."""
        hot = chunk.hot
        missing = np.flatnonzero(np.isnan(hot.lon) | np.isnan(hot.lat))
        if not len(missing):
            return chunk, 0
        lon, lat = hot.lon.copy(), hot.lat.copy()
        precision = hot.place_precision.copy()
        set_ = 0
        for row in missing.tolist():
            found = self.find(hot.admin1.text(row), hot.admin2.text(row), hot.place.text(row))
            if found is not None:
                lon[row], lat[row] = found.lon, found.lat
                precision[row] = max(found.precision, int(precision[row]))
                set_ += 1
        if not set_:
            return chunk, 0
        return replace(chunk, hot=replace(hot, lon=lon, lat=lat, place_precision=precision)), set_


def _nested(spots: list[Spot]) -> bool:
    """Whether areas of one name are of different levels: one within the other, most likely."""
    return len({s.level for s in spots}) == len(spots)
