"""Which profile a table follows: its head against the columns that profiles name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pocplanner.formats.profiles import Profile, plain


@dataclass(frozen=True)
class Head:
    """The head of a table: its names as written, each with the names that it answers to."""

    names: tuple[str, ...]
    tags: tuple[str, ...] = ()

    def filled(self) -> "Head":
        """The same, its tags standing in for the names that it lacks."""
        width = max(len(self.names), len(self.tags))
        names = [*self.names, *[""] * (width - len(self.names))]
        tags = [*self.tags, *[""] * (width - len(self.tags))]
        return Head(tuple(n or t for n, t in zip(names, tags, strict=True)), self.tags)

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        return _index(self.names)

    @cached_property
    def _by_tag(self) -> dict[str, list[int]]:
        return _index(self.tags)

    @cached_property
    def _by_short(self) -> dict[str, list[int]]:
        return _index([_short(n) for n in self.names])

    def places(self, wanted: str) -> list[int]:
        """Where a column of this name stands: by its name, by its tag, by the gist of its name."""
        key = plain(wanted)
        return (
            self._by_name.get(key)
            or self._by_tag.get(key)
            or (self._by_short.get(key, []) if self._short_names else [])
        )

    @property
    def _short_names(self) -> bool:
        return any("(" in n or "/" in n for n in self.names)

    def has(self, wanted: str) -> bool:
        """Whether there is such a column."""
        return bool(self.places(wanted))


def _short(name: str) -> str:
    """The gist of a long name: without instructions in brackets, without its group's name.

    Forms write "group/question", workbooks "CLUSTER (choose from the list)".
    """
    before = name.partition("(")[0].strip()
    last = (before or name).rpartition("/")[2].strip()
    return last if last != name else ""


def _index(names: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if key := plain(name):
            found.setdefault(key, []).append(place)
    return found


def columns_of(found: Profile, head: Head) -> dict[str, list[int]]:
    """Field to columns, for the fields whose columns the table has."""
    places: dict[str, list[int]] = {}
    taken: set[int] = set()
    for name, wanted in found.columns.items():
        for column in wanted:
            here = [p for p in head.places(column) if p not in taken]
            if here:
                places[name] = here[:1]
                taken.add(here[0])
                break
    for name, wanted in found.join.items():
        joined = [p for column in wanted for p in head.places(column)[:1]]
        if joined:
            places[name] = joined
    return places


def score(found: Profile, head: Head, asked: bool = False) -> int:
    """How well a profile fits a head; 0 where it does not fit.

    A general profile asks for more where nobody said what the file holds.
    """
    if found.shapes or found.headless or not found.columns:
        return 0
    if found.hxl and not head.tags:
        return 0
    if not all(map(head.has, found.needs)) or any(map(head.has, found.lacks)):
        return 0
    if found.needs_any and not any(map(head.has, found.needs_any)):
        return 0
    places = columns_of(found, head)
    if not all(any(o in places for o in f.split("|")) for f in found.needs_fields):
        return 0
    enough = 1 if asked else found.at_least
    if found.any_fields and sum(f in places for f in found.any_fields) < enough:
        return 0
    if not found.needs and not found.needs_fields:
        return 0
    return 1 + found.rank * 10_000 + 100 * sum(map(head.has, found.tells)) + len(places)


def recognise(
    head: Head, among: Iterable[Profile], kind: str = ""
) -> tuple[Profile, int] | tuple[None, int]:
    """The profile that fits a head best, and how well."""
    best, most = None, 0
    for candidate in among:
        if kind and candidate.kind != kind:
            continue
        here = score(candidate, head, bool(kind))
        if here and here >= most:  # of layouts that fit alike the later one
            best, most = candidate, here
    if best is None:
        return None, 0
    return best, most


def headless(rows: Sequence[Sequence[str]], among: Iterable[Profile]) -> Profile | None:
    """A profile for files without a head, by the number of columns and where numbers stand."""
    sample = [r for r in rows if any(c.strip() for c in r)][:8]
    for candidate in among:
        width = len(candidate.headless)
        if not width or not sample or any(len(r) != width for r in sample):
            continue
        places = [candidate.headless.index(n) for n in candidate.numbers]
        if all(_number(row[p]) for row in sample for p in places if row[p].strip()):
            return candidate
    return None


def _number(text: str) -> bool:
    return bool(re.fullmatch(r"\s*-?\d+(?:\.\d+)?\s*", text[:60]))
