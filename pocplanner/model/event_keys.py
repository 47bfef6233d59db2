"""Which keys of events came before: exact, in a few bytes for each key."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.bytes_]


#: Longer keys are held by their print, so that one long key does not widen millions of short ones.
_WIDEST = 24


def _short(keys: Keys) -> Keys:
    if keys.dtype.itemsize <= _WIDEST:
        return keys
    found = [
        key if len(key) <= _WIDEST else blake2b(key, digest_size=12).hexdigest().encode()
        for key in keys.tolist()
    ]
    return np.array(found, f"S{_WIDEST}")


class Seen:
    """A set of keys that only grows, held as sorted arrays instead of millions of objects."""

    def __init__(self) -> None:
        self._parts: list[Keys] = []

    def known(self, keys: Keys) -> NDArray[np.bool_]:
        """A mask of the keys that were added before."""
        keys = _short(keys)
        found = np.zeros(len(keys), bool)
        for part in self._parts:
            place = np.searchsorted(part, keys)
            place[place == len(part)] = 0
            found |= part[place] == keys
        return found

    def add(self, keys: Keys) -> None:
        """Add keys, each of them once and none known before."""
        if not len(keys):
            return
        self._parts.append(np.sort(_short(keys)))
        # Parts are joined while the last is not much smaller, so that there are few of them.
        while len(self._parts) > 1 and 2 * len(self._parts[-1]) >= len(self._parts[-2]):
            last = self._parts.pop()
            self._parts[-1] = np.sort(np.concatenate((self._parts[-1], last)), kind="stable")

    def first_of_each(self, keys: Keys) -> NDArray[np.bool_]:
        """A mask of the keys that are new, of equal ones the first; they are added."""
        distinct, first = np.unique(keys, return_index=True)
        new = ~self.known(distinct)
        mask = np.zeros(len(keys), bool)
        mask[first[new]] = True
        self.add(distinct[new])
        return mask
