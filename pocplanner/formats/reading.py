"""What a reading gives back: what was found out, what is kept, what is refused and why."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from pocplanner.model.event_chunk import EventChunk
from pocplanner.model.event_texts import PackedChunk
from pocplanner.model.record import Record
from pocplanner.words import Words


@dataclass(frozen=True)
class Found:
    """How a file was understood: shown before anything is kept, and each choice can be changed.

    `axis_order` is "swapped" where a person said that latitude and longitude stand the other way
    round; `dropped` are columns that tell of single people or their devices, read only where a
    person asks for one. `head_print` tells files with the same head from others; `remembered`
    names what was read as it was remembered, and `settings` is all that was set.
    """

    format: str = ""
    kind: str = ""
    profile: str = ""
    member: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    date_order: str = ""
    axis_order: str = ""
    header_row: int = 0
    hxl: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    layer: str = ""
    layers: tuple["Layer", ...] = ()
    system: str = ""
    head_print: str = ""
    remembered: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layer:
    """A layer or folder of a file of geodata: how many features it has, and of which shapes."""

    name: str
    features: int
    types: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Repair:
    """What would mend a refusal: an override for the whole file, or values for the row."""

    key: str
    override: str = ""
    value: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A row that is not kept: its line in the file, the column, the reason, and a repair.

    `row` is what stands in it, where that is known, so that a person can mend it.
    """

    line: int
    column: str
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    repair: Repair | None = None
    row: tuple[str, ...] = ()

    def sentence(self, words: Words) -> str:
        """The refusal as one sentence, with the repair where there is one."""
        facts = {"column": self.column, **self.facts}
        key = self.reason if self.reason.startswith("model.") else f"formats.reason.{self.reason}"
        text = words.text(key, **facts)
        place = "formats.refused.cell" if self.column else "formats.refused.row"
        found = words.text(place, line=self.line, column=self.column, reason=text)
        if self.repair:
            facts = {"value": self.repair.value, **self.repair.facts}
            found += " " + words.text(f"formats.repair.{self.repair.key}", **facts)
        return found


@dataclass(frozen=True)
class Warned:
    """Something to look at in what is kept: how many rows, and the lines of the first."""

    key: str
    count: int = 1
    lines: tuple[int, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self, words: Words) -> str:
        """The warning as one sentence."""
        text = words.text(f"formats.warning.{self.key}", **{"count": self.count, **self.facts})
        if not self.lines:
            return text
        listed = ", ".join(map(str, self.lines)) + ("…" if self.count > len(self.lines) else "")
        return text + " " + words.text("formats.lines", lines=listed)


@dataclass(frozen=True)
class UnknownCode:
    """A term that the vocabulary does not hold: kept as it is, to be mapped by a person."""

    vocabulary: str
    code: str
    count: int = 1


@dataclass(frozen=True)
class SourceFacts:
    """Where the rows came from, for the record of the source.

    `key` names the source for stable ids; `id` is the id that its `Source` record gets.
    """

    name: str
    key: str
    file_name: str = ""
    sha256: str = ""
    profile: str = ""
    kind: str = "own"
    licence: str = ""
    attribution: str = ""
    sharing_terms: str = ""
    published: bool = False

    @property
    def id(self) -> str:
        """The id of the source's record: the same for the same source, in every mission."""
        return stable_id("Source", self.key)


@dataclass(frozen=True)
class Counts:
    """How many rows the file has, and what becomes of them."""

    rows: int = 0
    kept: int = 0
    refused: int = 0
    blank: int = 0
    example: int = 0
    not_on_map: int = 0


#: A row as it stands in a file: its line and its cells.
RawRow = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class Reading:
    """A file, read and judged; nothing of it is kept until a person says so.

    A `partial` one holds the first rows only: it is shown, never kept. `raw` are the first rows
    as they stand in the file, head and all, each with its line; `ours` says that this program
    wrote the file; `names` are those of its columns,
    `fields` those of the records that it has a column for, where that is known.
    """

    kind: str
    found: Found
    source: SourceFacts
    counts: Counts = Counts()
    records: tuple[Record, ...] = ()
    refused: tuple[Refused, ...] = ()
    warnings: tuple[Warned, ...] = ()
    unknown_codes: tuple[UnknownCode, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    spool: "Spool | None" = None
    partial: bool = False
    raw: tuple["RawRow", ...] = ()
    names: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    ours: bool = False

    def chunks(self) -> Iterator[EventChunk]:
        """The events, some thousand rows at a time; empty for kinds of record."""
        return iter(self.spool) if self.spool else iter(())

    def packed(self) -> Iterator[PackedChunk]:
        """The same, their texts packed as they will be written."""
        return self.spool.packed() if self.spool else iter(())

    def named(self, **facts: Any) -> "Reading":
        """The same with other facts of its source."""
        return replace(self, source=replace(self.source, **facts))


def stable_id(*parts: str) -> str:
    """An id made from where a record came from: the same row again is the same record."""
    joined = "\x1f".join(parts).encode("utf-8", "replace")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()


class Beyond(Protocol):
    """Where chunks go that are more than memory should hold."""

    def add(self, chunk: PackedChunk) -> None:
        """Take one more chunk."""

    def __iter__(self) -> Iterator[PackedChunk]:
        """The chunks in their order."""


class Spool:
    """Chunks waiting to be kept, their texts packed as they will be written; in memory only.

    What is more than memory should hold goes where `beyond` says, if it says anything.
    """

    IN_MEMORY = 128 << 20

    def __init__(self, beyond: Callable[[], Beyond] | None = None) -> None:
        self._chunks: list[PackedChunk] = []
        self._held = 0
        self._more = beyond
        self._beyond: Beyond | None = None
        self.rows = 0

    def add(self, chunk: EventChunk) -> None:
        """Take one more chunk."""
        self.rows += len(chunk)
        packed = PackedChunk.of(chunk)
        size = sum(map(len, packed.groups)) + _hot_bytes(packed)
        if self._beyond is None and self._more and self._held + size > self.IN_MEMORY:
            self._beyond = self._more()
        if self._beyond is not None:
            self._beyond.add(packed)
            return
        self._held += size
        self._chunks.append(packed)

    def packed(self) -> Iterator[PackedChunk]:
        """The chunks in their order, packed."""
        yield from self._chunks
        if self._beyond is not None:
            yield from self._beyond

    def __iter__(self) -> Iterator[EventChunk]:
        return (chunk.opened() for chunk in self.packed())


def _hot_bytes(chunk: PackedChunk) -> int:
    return (int(chunk.hot.key.itemsize) + 90) * len(chunk)
