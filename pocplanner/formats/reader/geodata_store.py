"""Features on hold, packed by the thousand: a large file is never a list of trees in memory."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Feature = dict[str, Any]
_TOGETHER = 1000
#: Packed features beyond so many bytes are squeezed as well.
_LIGHT = 32 << 20


class Features:
    """Features in the order of their file, unpacked anew each time they are walked.

    Points and what has no shape are packed. Lines and areas stay as they are: their corners are
    arrays already. What has to be changed in all of them (`each`) is changed while they are
    walked.
    """

    def __init__(self, features: Iterable[Feature] = ()) -> None:
        self._packs: list[bytes | list[Feature]] = []
        self._pending: list[Feature] = []
        self._plain = True
        self._steps: list[Callable[[Feature], Feature | None]] = []
        self._held = self._count = 0
        for feature in features:
            self.append(feature)

    def append(self, feature: Feature) -> None:
        """One more feature."""
        self._plain = self._plain and _packable(feature.get("geometry"))
        self._pending.append(feature)
        self._count += 1
        if len(self._pending) >= _TOGETHER:
            self._pack()

    def _pack(self) -> None:
        if self._plain:
            pack = json.dumps(self._pending, separators=(",", ":")).encode()
            if self._held > _LIGHT:
                pack = zlib.compress(pack, 1)
            self._held += len(pack)
            self._packs.append(pack)
        else:
            self._packs.append(self._pending)
        self._pending, self._plain = [], True

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Feature]:
        for pack in (*self._packs, self._pending):
            for feature in _unpacked(pack):
                changed: Feature | None = feature
                for step in self._steps:
                    changed = step(changed) if changed is not None else None
                if changed is not None:
                    yield changed

    def each(self, step: Callable[[Feature], Feature]) -> None:
        """Change every feature whenever they are walked from now on.

        A step makes a new feature where it changes one: what is held stays as it is.
        """
        self._steps.append(step)

    def keep(self, test: Callable[[Feature], bool]) -> None:
        """Leave out all features but those that pass."""
        self._steps.append(lambda feature: feature if test(feature) else None)
        self._count = sum(1 for _ in self)


def _packable(shape: Any) -> bool:
    """Whether a shape is a plain point, or none: numbers alone, no array."""
    if shape is None:
        return True
    if not isinstance(shape, dict) or shape.get("type") != "Point":
        return False
    held = shape.get("coordinates")
    return held is None or (type(held) is list and all(type(v) in (float, int) for v in held))


def _unpacked(pack: bytes | list[Feature]) -> list[Feature]:
    if isinstance(pack, list):
        return pack
    # Squeezed bytes begin with another sign than a list.
    held: list[Feature] = json.loads(pack if pack[:1] == b"[" else zlib.decompress(pack))
    return held
