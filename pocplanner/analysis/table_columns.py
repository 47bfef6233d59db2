"""Columns of a table as arrays: ordered and filtered by the hundred thousand, unknown ones last."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.gazetteer import plain

Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Among:
    """Rows whose text is one of these; the empty text stands for what is not known."""

    texts: frozenset[str]


@dataclass(frozen=True)
class Containing:
    """Rows whose text holds every one of the typed words, whatever their accents and capitals."""

    text: str


@dataclass(frozen=True)
class Between:
    """Rows whose number lies within, both ends included; with `unknown` also those without one.

    Days count since 1970-01-01.
    """

    least: float | None = None
    most: float | None = None
    unknown: bool = False


#: More names than this are ordered letter by letter, without a look at figures in them.
_MOST_NATURAL = 20_000
_PART = "\x1f"
_ACCENTS = re.compile("[\u0300-\u036f]")
_BLANKS = re.compile(r"[ \t\r\n\u00a0]+")
Condition = Among | Containing | Between


@dataclass(frozen=True, eq=False)
class TextColumn:
    """Texts by dictionary: `names[codes[i]]` is what row i shows. An empty name is not known."""

    codes: NDArray[np.int32]
    names: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "TextColumn":
        """A column from the text of each row."""
        seen: dict[str, int] = {}
        codes = np.fromiter((seen.setdefault(t, len(seen)) for t in texts), np.int32, len(texts))
        return cls(codes, tuple(seen))

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Each name in small letters without accents: what is sorted and searched by."""
        if not self.names:
            return ()
        # One long text is folded a hundred times faster than its hundred thousand parts.
        joined = _PART.join(self.names)
        if joined.count(_PART) >= len(self.names):  # some name holds the sign that parts them
            joined = _PART.join([n.replace(_PART, " ") for n in self.names])
        joined = joined.casefold()
        if not joined.isascii():
            joined = _ACCENTS.sub("", unicodedata.normalize("NFKD", joined))
        return tuple(_BLANKS.sub(" ", joined.replace("-", " ")).split(_PART))

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        """What orders the rows; -1 for those that are not known. Figures count as figures."""
        ranks = np.full(max(len(self.names), 1), -1, np.int64)
        natural = _natural if len(self.names) <= _MOST_NATURAL else str
        told = sorted((natural(p), i) for i, p in enumerate(self.plain) if self.names[i])
        rank, before = -1, None
        for key, at in told:
            rank += key != before
            ranks[at], before = rank, key
        return ranks[self.codes]

    @property
    def known(self) -> Mask:
        """Rows of which something is known."""
        return np.array([bool(n) for n in self.names] or [False])[self.codes]

    def mask(self, condition: Condition) -> Mask:
        """The rows that a condition keeps. TypeError for one that is for numbers."""
        if isinstance(condition, Among):
            return self._of([n in condition.texts for n in self.names])
        if isinstance(condition, Containing):
            words = plain(condition.text).split()
            kept = np.ones(len(self.names), bool)
            for word in words:  # word by word: to ask for all of them at each name takes thrice
                kept &= np.array([word in p for p in self.plain], bool)
            return self._of(kept)
        raise TypeError("texts do not lie between numbers")

    def counted(self, rows: Rows | None = None, most: int = 1000) -> list[tuple[str, int]]:
        """The names in these rows with their numbers, in alphabetical order.

        Where there are more than `most`, those that stand in the most rows.
        """
        codes = self.codes if rows is None else self.codes[rows]
        counts = np.bincount(codes, minlength=len(self.names))
        there = np.flatnonzero(counts)
        if len(there) > most:
            there = there[np.argsort(-counts[there], kind="stable")[:most]]
        found = [(self.plain[i], self.names[i], int(counts[i])) for i in there]
        return [(name, count) for _, name, count in sorted(found)]

    def _of(self, kept: Sequence[bool] | Mask) -> Mask:
        return np.array(kept if len(kept) else [False], bool)[self.codes]


@dataclass(frozen=True, eq=False)
class NumberColumn:
    """Numbers or days; `missing` is the value that stands for what is not known, besides NaN."""

    values: NDArray[Any]
    missing: float | None = None
    days: bool = False

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def known(self) -> Mask:
        """Rows of which the number is known."""
        found: Mask = self.values == self.values
        return found & (self.values != self.missing) if self.missing is not None else found

    @property
    def keys(self) -> NDArray[Any]:
        """What orders the rows."""
        return self.values

    def mask(self, condition: Condition) -> Mask:
        """The rows that a condition keeps. TypeError for one that is for texts."""
        if not isinstance(condition, Between):
            raise TypeError("numbers are kept between two ends")
        found = self.known.copy()
        # An instant lies within the last day until that day is over.
        values = np.floor(self.values) if self.days else self.values
        if condition.least is not None:
            found &= values >= condition.least
        if condition.most is not None:
            found &= values <= condition.most
        return found | ~self.known if condition.unknown else found

    def ends(self) -> tuple[float, float] | None:
        """The least and the greatest number; nothing where none is known."""
        known = self.values[self.known]
        return (float(known.min()), float(known.max())) if len(known) else None


TableColumn = TextColumn | NumberColumn


def order(column: TableColumn, rows: Rows, down: bool = False) -> Rows:
    """The rows in the order of a column, equals as they stood, the unknown last either way."""
    known = column.known[rows]
    told, rest = rows[known], rows[~known]
    found = told[np.argsort(_sorting(column.keys[told], down), kind="stable")]
    return np.concatenate([found, rest])


def _sorting(keys: NDArray[Any], down: bool) -> NDArray[Any]:
    """Keys that sort as these do, or the other way round; equals keep their order either way.

    Keys of two bytes are put into drawers instead of being compared, which takes a tenth of the
    time: days, ranks of names and counts nearly always fit.
    """
    if keys.dtype.kind in "iub" and keys.dtype != np.uint64 and len(keys):
        least, most = int(keys.min()), int(keys.max())
        if most - least < 1 << 16:
            steps = (keys.astype(np.int64) - least).astype(np.uint16)
            return np.uint16(most - least) - steps if down else steps
    if down:  # the sort is of the mirrored keys, not mirrored itself
        return -keys.astype(np.int64 if keys.dtype.kind in "iub" else np.float64)
    return keys


def first(chosen: Rows, rows: Rows) -> Rows:
    """The rows with the chosen ones at the top, each part in the order in which it stood."""
    top = np.isin(rows, chosen)
    return np.concatenate([rows[top], rows[~top]])


_FIGURES = re.compile(r"(\d+)")


def _natural(text: str) -> tuple[Any, ...]:
    """A key by which "Post 2" comes before "Post 10"."""
    if text.isalpha():
        return (text,)
    parts = _FIGURES.split(text)
    return tuple(int(p) if i % 2 and len(p) < 18 else p for i, p in enumerate(parts))
