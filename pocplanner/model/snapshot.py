"""The mission by value: what analysis and reports are handed instead of the open mission."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree

from pocplanner.model.events import Events, no_events
from pocplanner.model.geometry import Position, distances_m
from pocplanner.model.guard import Audience
from pocplanner.model.mission import Assumption, Mission
from pocplanner.model.places import WATERS, Area
from pocplanner.model.record import Record

K = TypeVar("K", bound=Record)


@dataclass(frozen=True)
class Snapshot:
    """The records of a mission at one moment, by kind, and its events as columns."""

    records: Mapping[type[Record], tuple[Record, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    events: Events = field(default_factory=no_events)
    #: Whom it was filtered for; nobody means that it is the mission's own, whole.
    audience: Audience | None = None

    @classmethod
    def of(
        cls,
        records: Iterable[Record],
        events: Events | None = None,
        audience: Audience | None = None,
    ) -> "Snapshot":
        """A snapshot of these records."""
        found: dict[type[Record], list[Record]] = {}
        for record in records:
            found.setdefault(type(record), []).append(record)
        return cls(
            MappingProxyType({k: tuple(v) for k, v in found.items()}),
            events if events is not None else no_events(),
            audience,
        )

    def all(self, kind: type[K]) -> tuple[K, ...]:
        """All records of a kind, in the order in which they were made."""
        return cast(tuple[K, ...], self.records.get(kind, ()))

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {r.id: r for records in self.records.values() for r in records}

    def get(self, id: str) -> Record | None:
        """A record by its id, or nothing."""
        return self._by_id.get(id)

    def one(self, kind: type[K], id: str) -> K | None:
        """A record of this kind by its id, or nothing."""
        found = self._by_id.get(id)
        return found if isinstance(found, kind) else None

    @property
    def mission(self) -> Mission:
        """The mission record. LookupError where the file has none."""
        found = self.all(Mission)
        if not found:
            raise LookupError("the file holds no mission")
        return found[0]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._by_id.values())

    @property
    def whole(self) -> bool:
        """Whether nothing was held back: else "not recorded" may not be said, only "not shown"."""
        return self.audience in (None, Audience.CORE)

    @cached_property
    def _shapes(self) -> tuple[tuple[Area, ...], STRtree]:
        areas = tuple(
            a for a in self.all(Area) if a.shape is not None and a.hierarchy not in WATERS
        )
        return areas, STRtree([a.shape for a in areas if a.shape is not None])

    def areas_at(self, position: Position) -> tuple[Area, ...]:
        """The areas that hold a position, of all hierarchies but water, the finest level first."""
        areas, tree = self._shapes
        found = (areas[i] for i in tree.query(position.point, predicate="intersects"))
        return tuple(sorted(found, key=lambda a: (-a.level, a.hierarchy, a.id)))

    def in_water(self, position: Position) -> bool:
        """Whether a position lies in what is open water all year."""
        return any(
            a.hierarchy == "water" and a.shape is not None and a.shape.covers(position.point)
            for a in self.all(Area)
        )

    @cached_property
    def _around(self) -> dict[str, frozenset[str]]:
        return {}

    def around(self, place_id: str) -> frozenset[str]:
        """The place itself and every area that holds it: a record may be known to a district."""
        if place_id not in self._around:
            found = {place_id}
            place = self._by_id.get(place_id)
            found.update(getattr(place, "area_ids", ()))
            at = None if isinstance(place, Area) else self.position(place_id)
            if at is not None:
                found.update(a.id for a in self.areas_at(at))
            parents = list(found)
            while parents:
                area = self.one(Area, parents.pop())
                if area and area.parent_id and area.parent_id not in found:
                    found.add(area.parent_id)
                    parents.append(area.parent_id)
            self._around[place_id] = frozenset(found)
        return self._around[place_id]

    def here(self, kind: type[K], place_id: str) -> tuple[K, ...]:
        """Records of a kind at the place itself, or known only to an area around it."""
        if kind not in self._at_places:
            by_place = self._at_places[kind] = {}
            for at, record in enumerate(self.all(kind)):
                by_place.setdefault(getattr(record, "place_id", ""), []).append(at)
        by_place, records = self._at_places[kind], self.all(kind)
        found = (at for near in self.around(place_id) for at in by_place.get(near, ()))
        return tuple(records[at] for at in sorted(found))

    @cached_property
    def _at_places(self) -> dict[type[Record], dict[str, list[int]]]:
        """By kind and place the numbers of the records: thousands of places ask for them."""
        return {}

    def within(self, kind: type[K], at: Position, metres: float) -> tuple[K, ...]:
        """Records of a kind that stand at most so far from a position, in their order."""
        if kind not in self._placed:
            placed = [(r, p) for r in self.all(kind) if (p := getattr(r, "position", None))]
            where = np.array([(p.lon, p.lat) for _, p in placed], float).reshape(-1, 2)
            self._placed[kind] = (tuple(r for r, _ in placed), where)
        records, where = self._placed[kind]
        far = distances_m(np.array([at.lon]), np.array([at.lat]), where[:, 0], where[:, 1])
        return tuple(cast(K, records[i]) for i in np.flatnonzero(far <= metres))

    @cached_property
    def _placed(self) -> dict[type[Record], tuple[tuple[Record, ...], NDArray[np.float64]]]:
        return {}

    def name(self, id: str) -> str:
        """The name or title of a record, or an empty text."""
        found = self._by_id.get(id)
        return str(getattr(found, "name", "") or getattr(found, "title", "")) if found else ""

    def position(self, id: str) -> Position | None:
        """Where a record is: its own position, or a point inside its area."""
        found = self._by_id.get(id)
        if isinstance(found, Area):
            if found.shape is None:
                return None
            inside = found.shape.representative_point()
            return Position(lon=inside.x, lat=inside.y)
        return getattr(found, "position", None)

    @cached_property
    def assumptions(self) -> dict[str, float]:
        """The mission's own figures by key, to be read before the shipped ones."""
        return {a.key: a.value for a in self.all(Assumption)}
