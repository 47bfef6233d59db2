"""Draws for the chain from alert to arrival: seeded, common to all options that are compared."""

import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from math import ceil, floor, sqrt
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.results import Interval

Draw = NDArray[np.float32]

#: The same luck for every run: two options differ only by what differs between them.
SEED = 20_241
#: Standard errors on either side of a share that was drawn.
_Z = 1.96
#: Numbers that are kept in memory, in all: about 100 MB.
_MOST_NUMBERS = 25_000_000


class Chance(NamedTuple):
    """A probability in whole percent with the interval that it is known to lie in."""

    percent: int
    low: int
    high: int


class Luck(NamedTuple):
    """Whose luck: a name, and for what is shared with others the common name and its share."""

    name: str
    common: str = ""
    share: float = 0.0


class Draws:
    """Numbers between 0 and 1 by name: the same name gives the same numbers, always."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self.size, self._seed = size, seed
        self._made: dict[str, Draw] = {}
        self._kept: OrderedDict[Hashable, Draw] = OrderedDict()
        self._numbers = 0
        self._lock = Lock()

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

    def shape(self, luck: Luck, knee: float, lean: float = 0.0) -> Draw:
        """A triangle from 0 to 1 with its top at `knee`, drawn with this luck.

        `lean` takes the better (-1) or the worse (+1) half of the luck alone.
        """

        def make() -> Draw:
            drawn = self.mixed(*luck) if luck.common else self.of(luck.name)
            if lean:
                drawn = (drawn / 2 + (0.5 if lean > 0 else 0.0)).astype(np.float32)
            return triangle(knee, drawn)

        return self.kept((luck, knee, lean), make)

    def kept(self, key: Hashable, make: Callable[[], Draw]) -> Draw:
        """What was made for this key before, else made now and kept: not to be written to."""
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known
        made = make()
        made.flags.writeable = False
        with self._lock:
            self._numbers += len(made) - len(self._kept.get(key, ()))
            self._kept[key] = made
            while self._numbers > _MOST_NUMBERS:
                self._numbers -= len(self._kept.popitem(last=False)[1])
        return made

    def minutes(self, found: Interval, luck: Luck, lean: float = 0.0) -> Draw:
        """Minutes of a range: a triangle over least, likely and most."""
        width = found.max - found.min
        if width <= 0:
            return np.full(self.size, found.min, np.float32)
        knee = round((found.likely - found.min) / width, 6)
        made = self.shape(luck, knee, lean) * np.float32(width)
        made += np.float32(found.min)
        return made


@lru_cache(maxsize=2)
def common_draws(size: int) -> Draws:
    """The draws of this many runs, kept: whoever asks again has the same luck at once."""
    return Draws(size)


def triangle(knee: float, luck: Draw) -> Draw:
    """Numbers from 0 to 1 by luck: a triangle with its top at `knee`; more with higher luck."""
    before = luck < knee
    root = np.sqrt(np.where(before, luck * np.float32(knee), (1 - luck) * np.float32(1 - knee)))
    made: Draw = np.where(before, root, 1 - root).astype(np.float32)
    return made


def spread(found: Interval, luck: Draw) -> Draw:
    """Minutes by luck: a triangle over least, likely and most; longer with higher luck."""
    width = found.max - found.min
    if width <= 0:
        return np.full(len(luck), found.min, np.float32)
    made: Draw = triangle((found.likely - found.min) / width, luck) * np.float32(width)
    return made + np.float32(found.min)


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
