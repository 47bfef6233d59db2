"""The chance that at least one of several ways holds, where ways share what can fail.

A way is the set of things that must all be up; each thing fails on its own, and one that
stands in several ways is counted once. The chance of "at least one way is whole" is worked
out by conditioning: one shared thing is taken as up, then as down, and the two are weighed.
That is exact for any number of shared causes; a budget of steps keeps a very tangled mesh
from taking for ever, and such a mesh gets bounds that are certain instead of a guess.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Things that a way needs, by any hashable name.
Way = frozenset[Any]
Values = NDArray[np.float64]
#: Steps of conditioning before bounds are told instead: far above any mesh of a place.
MOST_STEPS = 20_000


class TooTangled(Exception):
    """More steps than the budget: exact figures would keep a person waiting."""


def minimal(ways: Iterable[Way]) -> frozenset[Way]:
    """The ways without those that need all that another one needs, and more."""
    kept: list[Way] = []
    for way in sorted(set(ways), key=len):
        if not any(one <= way for one in kept):
            kept.append(way)
    return frozenset(kept)


def chance(
    ways: Iterable[Way], holds: Mapping[Any, Values], steps: int = MOST_STEPS
) -> tuple[Values, Values]:
    """The least and the greatest chance that a way holds; the same where it is exact.

    `holds` gives for each thing how often it is up, 0-1, as an array (one cell for each case
    that is worked out at once); a thing that is not in it never fails. Where the steps do not
    suffice, the best single way bounds the chance from below, and ways taken as if they shared
    nothing bound it from above (what fails together makes "at least one" less likely).
    """
    known = [frozenset(part for part in way if part in holds) for way in ways]
    shape = next((np.shape(v) for v in holds.values()), ())
    work = _Work(holds, shape, steps)
    first = minimal(known)
    try:
        exact = work.union(first)
    except TooTangled:
        single = np.array([work.all_of(way) for way in first])
        return single.max(axis=0), 1 - np.prod(1 - single, axis=0)
    return exact, exact


class _Work:
    """One computation: what was worked out is kept, and steps are counted."""

    def __init__(self, holds: Mapping[Any, Values], shape: tuple[int, ...], steps: int) -> None:
        self._holds, self._shape, self._left = holds, shape, steps
        self._known: dict[frozenset[Way], Values] = {}

    def all_of(self, way: Way) -> Values:
        """The chance that everything of a way is up."""
        found = np.ones(self._shape)
        for part in way:
            found = found * self._holds[part]
        return found

    def union(self, ways: frozenset[Way]) -> Values:
        """The chance that at least one of these minimal ways is whole."""
        if not ways:
            return np.zeros(self._shape)
        if frozenset() in ways:
            return np.ones(self._shape)
        if len(ways) == 1:
            return self.all_of(next(iter(ways)))
        if ways not in self._known:
            self._left -= 1
            if self._left < 0:
                raise TooTangled
            self._known[ways] = self._split(ways)
        return self._known[ways]

    def _split(self, ways: frozenset[Way]) -> Values:
        common = frozenset.intersection(*ways)
        if common:
            return self.all_of(common) * self.union(frozenset(w - common for w in ways))
        groups = _apart(ways)
        if len(groups) > 1:
            none = np.ones(self._shape)
            for group in groups:
                none = none * (1 - self.union(group))
            return 1 - none
        counts = Counter(part for way in ways for part in way)
        # The commonest first; the order of names decides between equals, so that the same mesh
        # is always worked out in the same steps.
        part = min(counts, key=lambda p: (-counts[p], repr(p)))
        up = minimal(way - {part} for way in ways)
        down = frozenset(way for way in ways if part not in way)
        p = self._holds[part]
        return p * self.union(up) + (1 - p) * self.union(down)


def _apart(ways: frozenset[Way]) -> list[frozenset[Way]]:
    """The ways in groups that share nothing with one another."""
    groups: list[tuple[set[Any], set[Way]]] = []
    for way in ways:
        parts, members = set(way), {way}
        rest = []
        for other, inside in groups:
            if other & parts:
                parts |= other
                members |= inside
            else:
                rest.append((other, inside))
        groups = [*rest, (parts, members)]
    return [frozenset(members) for _, members in groups]
