"""What a reading gives back: what was found out, what is kept, what is refused and why."""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pocplanner.model.event_chunk import EventChunk
from pocplanner.model.record import Record
from pocplanner.words import Words


@dataclass(frozen=True)
class Found:
    """How a file was understood: shown before anything is kept, and each choice can be changed.

    `axis_order` is "swapped" where a person said that latitude and longitude stand the other way
    round; `dropped` are columns that tell of single people or their devices, read only where a
    person asks for one.
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
    layers: tuple["Layer", ...] = ()
    system: str = ""


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
    """A row that is not kept: its line in the file, the column, the reason, and a repair."""

    line: int
    column: str
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    repair: Repair | None = None

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


@dataclass(frozen=True)
class Reading:
    """A file, read and judged; nothing of it is kept until a person says so.

    A `partial` one holds the first rows only: it is shown, never kept.
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

    def chunks(self) -> Iterator[EventChunk]:
        """The events, some thousand rows at a time; empty for kinds of record."""
        return iter(self.spool) if self.spool else iter(())

    def named(self, **facts: Any) -> "Reading":
        """The same with other facts of its source."""
        return replace(self, source=replace(self.source, **facts))


def stable_id(*parts: str) -> str:
    """An id made from where a record came from: the same row again is the same record."""
    joined = "\x1f".join(parts).encode("utf-8", "replace")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()


class Spool:
    """Chunks waiting to be kept, in memory only: packed once they grow, never on the disk."""

    PLAIN = 64 << 20

    def __init__(self) -> None:
        self._chunks: list[EventChunk | _Packed] = []
        self._plain = 0
        self.rows = 0

    def add(self, chunk: EventChunk) -> None:
        """Take one more chunk."""
        self.rows += len(chunk)
        size = sum(len(column.data) for column in _cold(chunk))
        if self._plain + size > self.PLAIN:
            self._chunks.append(_Packed.of(chunk))
        else:
            self._plain += size
            self._chunks.append(chunk)

    def __iter__(self) -> Iterator[EventChunk]:
        for chunk in self._chunks:
            yield chunk.opened() if isinstance(chunk, _Packed) else chunk


@dataclass(frozen=True)
class _Packed:
    chunk: EventChunk
    texts: tuple[bytes, ...]

    @classmethod
    def of(cls, chunk: EventChunk) -> "_Packed":
        texts = tuple(zlib.compress(column.data, 1) for column in _cold(chunk))
        bare = {n: replace(getattr(chunk, n), data=b"") for n in _COLD}
        return cls(replace(chunk, **bare), texts)

    def opened(self) -> EventChunk:
        full = {
            n: replace(getattr(self.chunk, n), data=zlib.decompress(data))
            for n, data in zip(_COLD, self.texts, strict=True)
        }
        return replace(self.chunk, **full)


_COLD = ("note", "source", "headline", "more")


def _cold(chunk: EventChunk) -> list[Any]:
    return [getattr(chunk, name) for name in _COLD]
