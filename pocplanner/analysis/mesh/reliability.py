"""The chance that at least one of several ways holds, where ways share what can fail.

A way is the set of things that must all be up; each thing fails on its own, and one that
stands in several ways is counted once. The chance of "at least one way is whole" is worked
out by conditioning: one shared thing is taken as up, then as down, and the two are weighed.
That is exact for any number of shared causes; a budget of steps keeps a very tangled mesh
from taking for ever, and such a mesh gets bounds that are certain instead of a guess.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
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
    ways: Iterable[Way],
    holds: Mapping[Any, Values],
    steps: int = MOST_STEPS,
    named: Callable[[Any], str] = repr,
) -> tuple[Values, Values]:
    """The least and the greatest chance that a way holds; the same where it is exact.

    `holds` gives for each thing how often it is up, 0-1, as an array (one cell for each case
    that is worked out at once); a thing that is not in it never fails. `named` is what things
    are ordered by: who asks often keeps these names. Where the steps do not suffice, the best
    single way bounds the chance from below, and ways taken as if they shared nothing bound it
    from above (what fails together makes "at least one" less likely).
    """
    # Ways are whole numbers from here on, a bit for each thing: "needs all that this one needs"
    # is then one "and", which counts where a mission has thousands of them. Things come in the
    # order of their names, so that the same mesh is always worked out in the same steps.
    order = {part: i for i, part in enumerate(sorted(holds, key=named))}
    known = [sum(1 << order[part] for part in way if part in order) for way in ways]
    work = _Work([holds[part] for part in order], steps)
    first = _least(known)
    try:
        exact = work.union(first)
    except TooTangled:
        single = np.array([work.all_of(way) for way in first])
        return single.max(axis=0), 1 - np.prod(1 - single, axis=0)
    return exact, exact


def _least(ways: Iterable[int]) -> tuple[int, ...]:
    """The minimal ones of ways that are written as bits, in a set order."""
    kept: list[int] = []
    for way in sorted(set(ways), key=lambda w: (w.bit_count(), w)):
        if not any(one & way == one for one in kept):
            kept.append(way)
    return tuple(kept)


class _Work:
    """One computation: what was worked out is kept, and steps are counted."""

    def __init__(self, holds: list[Values], steps: int) -> None:
        self._holds, self._left = holds, steps
        self._one: Values = np.ones(np.shape(holds[0]) if holds else ())
        self._known: dict[tuple[int, ...], Values] = {}

    def all_of(self, way: int) -> Values:
        """The chance that everything of a way is up."""
        found = self._one
        while way:
            found = found * self._holds[(way & -way).bit_length() - 1]
            way &= way - 1
        return found

    def union(self, ways: tuple[int, ...]) -> Values:
        """The chance that at least one of these minimal ways is whole."""
        if not ways:
            return 0 * self._one
        if ways[0] == 0:
            return self._one
        if len(ways) == 1:
            return self.all_of(ways[0])
        found = self._known.get(ways)
        if found is None:
            self._left -= 1
            if self._left < 0:
                raise TooTangled
            found = self._known[ways] = self._split(ways)
        return found

    def _split(self, ways: tuple[int, ...]) -> Values:
        common, groups, part, up, down = _taken_apart(ways)
        if common:
            return self.all_of(common) * self.union(up)
        if groups:
            none = self._one
            for group in groups:
                none = none * (1 - self.union(group))
            return 1 - none
        p = self._holds[part]
        return p * self.union(up) + (1 - p) * self.union(down)


#: What all of some ways need, their groups that share nothing, or the thing to condition on; then
#: the ways that are left where that is up, and where it is down.
_Apart = tuple[int, tuple[tuple[int, ...], ...], int, tuple[int, ...], tuple[int, ...]]


@lru_cache(maxsize=1 << 15)
def _taken_apart(ways: tuple[int, ...]) -> _Apart:
    """The next step for some minimal ways.

    It follows from which way needs which bit alone, not from how often these are up: the people
    of a place, and places whose mesh is built alike, take the same steps.
    """
    common = ways[0]
    for way in ways:
        common &= way
    if common:
        return common, (), 0, tuple(w & ~common for w in ways), ()
    groups = _apart(ways)
    if len(groups) > 1:
        return 0, tuple(groups), 0, (), ()
    part = _commonest(ways)
    bit = 1 << part
    up = _least(way & ~bit for way in ways)
    return 0, (), part, up, tuple(way for way in ways if not way & bit)


def _commonest(ways: tuple[int, ...]) -> int:
    """The thing that most ways need, the first of equal ones."""
    counts: dict[int, int] = {}
    for way in ways:
        while way:
            bit = way & -way
            counts[bit] = counts.get(bit, 0) + 1
            way ^= bit
    return max(counts, key=lambda bit: (counts[bit], -bit)).bit_length() - 1


def _apart(ways: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The ways in groups that share nothing with one another, each in their order."""
    groups: list[tuple[int, list[int]]] = []
    for way in ways:
        parts, members = way, [way]
        rest = []
        for other, inside in groups:
            if other & parts:
                parts |= other
                members = inside + members
            else:
                rest.append((other, inside))
        groups = [*rest, (parts, members)]
    return [tuple(sorted(m, key=lambda w: (w.bit_count(), w))) for _, m in groups]
