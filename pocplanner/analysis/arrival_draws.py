"""Draws for the chain from alert to arrival: seeded, common to all options that are compared."""

import zlib
from collections.abc import Hashable
from math import ceil, floor, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.results import Interval

Draw = NDArray[np.float32]

#: The same luck for every run: two options differ only by what differs between them.
SEED = 20_241
#: Standard errors on either side of a share that was drawn.
_Z = 1.96


class Chance(NamedTuple):
    """A probability in whole percent with the interval that it is known to lie in."""

    percent: int
    low: int
    high: int


class Draws:
    """Numbers between 0 and 1 by name: the same name gives the same numbers, always."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self.size, self._seed = size, seed
        self._made: dict[str, Draw] = {}
        #: How long units take to move off, which is the same wherever they go.
        self.mustered: dict[tuple[Hashable, ...], Draw] = {}

    def of(self, name: str) -> Draw:
        """The numbers of a name: what shares a name shares its luck."""
        if name not in self._made:
            dice = np.random.default_rng((self._seed, zlib.crc32(name.encode())))
            self._made[name] = dice.random(self.size, np.float32)
        return self._made[name]

    def mixed(self, own: str, common: str, share: float) -> Draw:
        """Numbers of which a share is common luck and the rest one's own; still even."""
        picked = self.of(f"{own}|which") < share
        return np.where(picked, self.of(common), self.of(own))


def spread(found: Interval, luck: Draw | NDArray[np.float64]) -> Draw:
    """Minutes by luck: a triangle over least, likely and most; longer with higher luck."""
    width = found.max - found.min
    if width <= 0:
        return np.full(len(luck), found.min, np.float32)
    knee = (found.likely - found.min) / width
    with np.errstate(invalid="ignore"):
        low = found.min + np.sqrt(luck * width * (found.likely - found.min))
        high = found.max - np.sqrt((1 - luck) * width * (found.max - found.likely))
    made: Draw = np.where(luck < knee, low, high).astype(np.float32)
    return made


def wilson(share: float, size: int) -> tuple[float, float]:
    """Wilson's interval of a share that was drawn so many times."""
    if size <= 0:
        return 0.0, 1.0
    z2 = _Z * _Z
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = _Z * sqrt(share * (1 - share) / size + z2 / (4 * size * size)) / (1 + z2 / size)
    return max(0.0, middle - half), min(1.0, middle + half)


def chance(share: float, slow: float, quick: float, size: int) -> Chance:
    """The share as whole percent; from the share with guesses at their worst to their best."""
    low = min(wilson(slow, size)[0], share)
    high = max(wilson(quick, size)[1], share)
    return Chance(round(share * 100), floor(low * 100), min(100, ceil(high * 100)))
