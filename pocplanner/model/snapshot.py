"""The mission by value: what analysis and reports are handed instead of the open mission."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast

from pocplanner.model.events import Events, no_events
from pocplanner.model.geometry import Position
from pocplanner.model.mission import Assumption, Mission
from pocplanner.model.places import Area
from pocplanner.model.record import Record

K = TypeVar("K", bound=Record)


@dataclass(frozen=True)
class Snapshot:
    """The records of a mission at one moment, by kind, and its events as columns."""

    records: Mapping[type[Record], tuple[Record, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    events: Events = field(default_factory=no_events)

    @classmethod
    def of(cls, records: Iterable[Record], events: Events | None = None) -> "Snapshot":
        """A snapshot of these records."""
        found: dict[type[Record], list[Record]] = {}
        for record in records:
            found.setdefault(type(record), []).append(record)
        return cls(
            MappingProxyType({k: tuple(v) for k, v in found.items()}),
            events if events is not None else no_events(),
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
