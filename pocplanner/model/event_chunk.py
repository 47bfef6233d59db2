"""Event rows on their way from a file into the mission: some thousand rows as columns.

The hot columns are those of `Events`; the cold ones (what people read when they open one
event) travel beside them as packed texts, so that a chunk is a handful of arrays.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pocplanner.model.events import Events

#: The columns of text that lie beside the hot columns, in their order.
COLD_COLUMNS = ("note", "source", "headline", "more")


@dataclass(frozen=True)
class Texts:
    """A column of texts in one piece: text i is `data[ends[i - 1]:ends[i]]`, as UTF-8."""

    data: bytes
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        """A column from texts."""
        parts = [t.encode("utf-8", "replace") for t in texts]
        lengths = np.fromiter(map(len, parts), np.int64, len(parts))
        return cls(b"".join(parts), np.cumsum(lengths))

    def __len__(self) -> int:
        return len(self.ends)

    def bytes_of(self, row: int) -> bytes:
        """The text of one row as UTF-8."""
        first = int(self.ends[row - 1]) if row else 0
        return self.data[first : int(self.ends[row])]

    def text(self, row: int) -> str:
        """The text of one row."""
        return self.bytes_of(row).decode("utf-8", "replace")

    def __iter__(self) -> Iterator[str]:
        first = 0
        for end in self.ends.tolist():
            yield self.data[first:end].decode("utf-8", "replace")
            first = end


@dataclass(frozen=True)
class EventChunk:
    """Rows of one file: hot columns, and the cold texts of the same rows.

    `hot.series` is all zero and `hot.series_ids` empty: the series is named when the chunk
    is written. `note` is the source's description, `source` who reported it, `headline` its
    title; `more` holds every other column as the file had it, one after another and each
    after a tab, in the order of `more_names` (empty text where there is none).
    """

    hot: Events
    note: Texts
    source: Texts
    headline: Texts
    more: Texts
    more_names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.hot)

    def detail(self, row: int) -> dict[str, str]:
        """What the source tells of one event beside the hot columns."""
        found = {name: getattr(self, name).text(row) for name in COLD_COLUMNS[:3]}
        found |= others(self.more.text(row), self.more_names)
        return {name: text for name, text in found.items() if text}


#: What stands for "nothing here" in the columns that are kept as they are.
_NOTHING = frozenset({"na", "n/a", "nan", "null", "none", "-", "--", "#n/a"})


def others(text: str, names: Sequence[str]) -> dict[str, str]:
    """The other columns of one row by their names. ValueError where the text is none of them.

    Rows written by older versions hold a JSON object.
    """
    if not text:
        return {}
    if not text.startswith("\t"):
        held = json.loads(text)
        if not isinstance(held, dict):
            raise ValueError("no columns of a row")
        return {str(name): str(value) for name, value in held.items()}
    found = {}
    for name, value in zip(names, text[1:].split("\t"), strict=False):
        value = value.replace("_x000D_", "").strip()
        if value and not (len(value) < 6 and value.casefold() in _NOTHING):
            found[name] = value
    return found
