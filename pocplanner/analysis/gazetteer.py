"""Finds places of the mission by a name as people type it: begun, misspelt, without accents."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pocplanner.model.community import Community
from pocplanner.model.geometry import Position
from pocplanner.model.places import Airfield, Area, Post, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot

#: Kinds that are found by name, in the order in which equals are offered.
KINDS: tuple[type[Record], ...] = (Community, Settlement, Post, Airfield, Area)
#: A name less like what was typed than this (of 100) is not offered.
_ALIKE = 78


@dataclass(frozen=True)
class Place:
    """A place by one of its names."""

    id: str
    name: str
    kind: str
    plain: str
    rank: int


@dataclass(frozen=True)
class Gazetteer:
    """The named places of a mission; made once for a snapshot, asked with every letter."""

    snapshot: Snapshot

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place under every name that it has."""
        found: list[Place] = []
        for rank, kind in enumerate(KINDS):
            for record in self.snapshot.all(kind):
                names = (getattr(record, "name", ""), *getattr(record, "aliases", ()))
                for name in dict.fromkeys(n for n in names if n):
                    found.append(Place(record.id, name, kind.__name__, plain(name), rank))
        return tuple(found)

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(p.plain for p in self.places)

    def find(self, text: str, most: int = 20) -> tuple[Place, ...]:
        """Places whose name holds every typed word, else those most alike; the best first.

        A place stands there once, under the name that fits best.
        """
        wanted = plain(text)
        if not wanted:
            return ()
        words = wanted.split()
        holding = [p for p in self.places if all(w in p.plain for w in words)]
        if holding:
            return _once(sorted(holding, key=lambda p: _order(p, wanted)), most)
        if len(wanted) < 4:
            return ()
        return _once(self._alike(wanted), most)

    def named(self, text: str) -> tuple[Place, ...]:
        """The places of exactly this name, but for accents and capitals; several share a name."""
        wanted = plain(text)
        return _once([p for p in self.places if p.plain == wanted], len(self.places))

    def _alike(self, wanted: str) -> list[Place]:
        from rapidfuzz import fuzz, process

        found = process.extract(
            wanted, self._plain, scorer=fuzz.ratio, limit=40, score_cutoff=_ALIKE
        )
        return [self.places[at] for _, _, at in found]

    def position(self, place: Place) -> Position | None:
        """Where a place is: its point, or a point inside its area; nothing where not known."""
        return self.snapshot.position(place.id)


def plain(text: str) -> str:
    """Small letters without accents, one blank between words; hyphens part words."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("-", " "))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def _order(place: Place, wanted: str) -> tuple[int, int, int, str]:
    exact = 0 if place.plain == wanted else 1 if place.plain.startswith(wanted) else 2
    return exact, place.rank, len(place.plain), place.plain


def _once(found: Sequence[Place], most: int) -> tuple[Place, ...]:
    best: dict[str, Place] = {}
    for place in found:
        best.setdefault(place.id, place)
    return tuple(best.values())[:most]
