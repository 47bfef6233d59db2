"""The figures that results rest on: shipped with their source, the mission's own first."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pocplanner.analysis.results import Used
from pocplanner.resources import ROOT, read_toml


@cache
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """The shipped figures by key: each with value, unit, name by language and cite."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted((ROOT / "assumptions").glob("*.toml")):
        found |= read_toml("assumptions", path.name).get("assumption", {})
    return MappingProxyType(found)


class Assumptions:
    """The figures of one assessment; it remembers which were asked for."""

    def __init__(self, own: Mapping[str, float] | None = None) -> None:
        self._own = dict(own or {})
        self._asked: set[str] = set()

    def value(self, key: str) -> float:
        """The mission's own figure, else the shipped one. LookupError for an unknown key."""
        if key not in shipped():
            raise LookupError(f"no assumption is called {key}")
        self._asked.add(key)
        return self._own.get(key, float(shipped()[key]["value"]))

    def whole(self, key: str) -> int:
        """The figure as a whole number: days, events, steps of a scale."""
        return round(self.value(key))

    def fresh(self) -> "Assumptions":
        """The same figures, of which none was asked for yet."""
        return Assumptions(self._own)

    @property
    def own(self) -> Mapping[str, float]:
        """The mission's own figures by key."""
        return MappingProxyType(self._own)

    @property
    def asked(self) -> frozenset[str]:
        """The keys that were asked for."""
        return frozenset(self._asked)

    def ask(self, keys: Iterable[str]) -> None:
        """Remember that a result rests on these, where it was worked out before."""
        self._asked.update(keys)

    @property
    def used(self) -> tuple[Used, ...]:
        """The figures that were asked for, by key."""
        return tuple(self._told(key) for key in sorted(self._asked))

    @property
    def every(self) -> tuple[Used, ...]:
        """All figures that a mission may set, by key."""
        return tuple(self._told(key) for key in sorted(shipped()))

    def _told(self, key: str) -> Used:
        entry = shipped()[key]
        return Used(
            key=key,
            value=self._own.get(key, float(entry["value"])),
            unit=entry["unit"],
            cite=entry["cite"],
            own=key in self._own,
            name=MappingProxyType(dict(entry["name"])),
        )
