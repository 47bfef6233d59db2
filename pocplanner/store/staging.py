"""Write an import into the file out of sight, in short pieces, between the user's edits."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from pocplanner.model.event_chunk import COLD_COLUMNS, EventChunk
from pocplanner.model.event_keys import Seen
from pocplanner.model.event_texts import PackedChunk
from pocplanner.model.events import LABEL_COLUMNS, NO_DAY, Events, Labels
from pocplanner.progress import Progress, Work
from pocplanner.store import chunks
from pocplanner.store.series import Import, SeriesTables, Staged, joined
from pocplanner.words import Problem

T = TypeVar("T")
#: Runs a piece of SQL in a transaction of its own, after waiting edits.
Write = Callable[[Callable[[sa.Connection], T]], T]

#: Rows whose texts are packed already, or not yet.
Rows = EventChunk | PackedChunk

#: A transaction of bulk rows lasts no longer than this, so that no edit waits for it.
LONGEST_S = 0.040
_MOST_ROWS, _LEAST_ROWS = 4_000, chunks.GROUP_ROWS


class Sorting:
    """Tells rows that are new from those that changed and those that are the same."""

    def __init__(self, known: Sequence[Import]) -> None:
        self._parts = known
        self.known = joined(known)
        self._order = np.argsort(self.known.events.key, kind="stable")
        self._keys = self.known.events.key[self._order]
        self._codes = {
            name: {text: code for code, text in enumerate(getattr(self.known.events, name).names)}
            for name in LABEL_COLUMNS
        }
        self._seen = Seen()
        self.told = Staged("", "")

    def first_of_each(self, events: Events) -> NDArray[np.bool_]:
        """A mask of the rows whose key this import has not had before."""
        if (events.key == b"").any():
            raise ValueError("an event without a key")
        return self._seen.first_of_each(events.key)

    def sort(
        self, events: Events, prints: NDArray[np.uint64]
    ) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
        """Which rows are the same as before, and which known row each one was."""
        rows = np.zeros(len(events), np.intp)
        there = np.zeros(len(events), bool)
        if len(self._keys):
            place = np.searchsorted(self._keys, events.key)
            place[place == len(self._keys)] = 0
            there = self._keys[place] == events.key
            rows = self._order[place]
        same = there.copy()
        if there.any():
            same &= self.known.places["text_print"][rows] == prints
            for name in chunks.NUMBERS:
                same &= _equal(getattr(events, name), getattr(self.known.events, name)[rows])
            for name in LABEL_COLUMNS:
                same &= self._equal_labels(name, getattr(events, name), rows)
        self._count(events, there, same)
        return same, rows

    def _equal_labels(self, name: str, labels: Labels, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        codes = self._codes[name]
        place = np.array([codes.get(text, -1) for text in labels.names] or [-1], np.int32)
        found: NDArray[np.bool_] = (
            place[labels.codes] == getattr(self.known.events, name).codes[rows]
        )
        return found

    def _count(self, events: Events, there: NDArray[np.bool_], same: NDArray[np.bool_]) -> None:
        told, days = self.told, events.first_day[events.first_day != NO_DAY]
        if len(days):
            first, last = int(days.min()), int(days.max())
            told = replace(
                told,
                first_day=first if told.first_day is None else min(told.first_day, first),
                last_day=last if told.last_day is None else max(told.last_day, last),
            )
        self.told = replace(
            told,
            rows=told.rows + len(events),
            new=told.new + int((~there).sum()),
            changed=told.changed + int((there & ~same).sum()),
            same=told.same + int(same.sum()),
        )

    def repeated(self, rows: int) -> None:
        """Count rows that are left out because their key came before."""
        self.told = replace(self.told, repeated=self.told.repeated + rows)

    def covers(self) -> list[int]:
        """The older imports of this source all of whose rows this one has too."""
        return [
            part.number for part in self._parts if bool(self._seen.known(part.events.key).all())
        ]


def compare(
    source_id: str, known: Sequence[Import], rows: Iterable[Rows], total: int = 0
) -> Work[Staged]:
    """Count new, changed and same rows against what the source has; nothing is written."""
    sorting = Sorting(known)
    for chunk in rows:
        chunk = _once(sorting, chunk)
        sorting.sort(chunk.hot, _marks(chunk))
        yield Progress(sorting.told.rows, total)
    return replace(sorting.told, source_id=source_id)


def stage(
    tables: SeriesTables,
    write: Write[Any],
    import_id: str,
    source_id: str,
    known: Sequence[Import],
    rows: Iterable[Rows],
    total: int = 0,
) -> Work[Staged]:
    """Write an import that nobody sees until a `Series` record names it.

    Ended before its end, it removes what it wrote; killed, the next opening does.
    """
    number = int(write(lambda sql: tables.begin(sql, import_id, source_id)))
    try:
        staging = _Staging(tables, write, number, Sorting(known))
        for chunk in rows:
            for done in staging.add(_once(staging.sorting, chunk)):
                yield Progress(done, total)
        sorting = staging.sorting
        write(
            lambda sql: tables.end(
                sql, number, sorting.told.rows, staging.names.written(), sorting.covers()
            )
        )
    except BaseException:
        take_back(tables, write, [number])
        raise
    return replace(sorting.told, import_id=import_id, source_id=source_id)


def take_back(tables: SeriesTables, write: Write[Any], numbers: Sequence[int]) -> None:
    """Remove imports that nobody named: at once, or piece by piece where the disk is full.

    What cannot be removed even so stays out of sight until the file is next opened.
    """
    try:
        write(lambda sql: tables.remove(sql, numbers))
    except Problem:
        with suppress(Problem):
            for number in numbers:
                while write(partial(tables.remove_piece, number=number)):
                    pass


class _Staging:
    def __init__(
        self, tables: SeriesTables, write: Write[Any], number: int, sorting: Sorting
    ) -> None:
        self._tables, self._write, self._number = tables, write, number
        self.sorting = sorting
        self.names = chunks.Names()
        self._block = self._group = 0
        self._rows = _MOST_ROWS

    def add(self, chunk: Rows) -> Iterable[int]:
        """Store a chunk in pieces; yields the number of rows so far after each."""
        self.names.more = chunk.more_names or self.names.more
        begin = 0
        while begin < len(chunk.hot):
            end = min(begin + self._rows, len(chunk.hot))
            piece = _slice(chunk, begin, end)
            spent = self._store(piece)
            if spent > LONGEST_S:
                self._rows = max(_LEAST_ROWS, self._rows // 2)
            elif spent < LONGEST_S / 4:
                self._rows = min(_MOST_ROWS, self._rows * 2)
            begin = end
            yield self.sorting.told.rows

    def _store(self, chunk: Rows) -> float:
        events, rows = chunk.hot, len(chunk.hot)
        marks = _marks(chunk)
        same, old = self.sorting.sort(events, marks)
        places, texts = self._texts(chunk, same, marks)
        for name, column in places.items():
            column[same] = self.sorting.known.places[name][old[same]]
        columns: chunks.Columns = {"key": events.key}
        columns.update({name: getattr(events, name) for name in chunks.NUMBERS})
        columns.update({name: self.names.codes(events, name) for name in LABEL_COLUMNS})
        columns.update(places)
        packed, block = chunks.pack(columns), self._block
        self._block += 1

        begin = time.perf_counter()
        self._write(lambda sql: self._tables.add(sql, self._number, block, rows, packed, texts))
        return time.perf_counter() - begin

    def _texts(
        self, chunk: Rows, same: NDArray[np.bool_], marks: NDArray[np.uint64]
    ) -> tuple[chunks.Columns, list[tuple[int, bytes]]]:
        """The texts of the rows that are not the same, in groups, and where each row lies."""
        rows = len(chunk.hot)
        places: chunks.Columns = {
            "text_owner": np.full(rows, self._number, np.int32),
            "text_group": np.full(rows, -1, np.int32),
            "text_row": np.zeros(rows, np.int16),
            "text_print": marks.copy(),
        }
        groups: list[tuple[int, bytes]] = []
        if isinstance(chunk, PackedChunk):
            if not same.any():
                return places, self._as_packed(chunk, places, marks)
            chunk = chunk.opened()
        told = any(getattr(chunk, name).data for name in COLD_COLUMNS)
        fresh = np.flatnonzero(~same & (marks != 0)) if told else np.zeros(0, np.intp)
        for begin in range(0, len(fresh), chunks.GROUP_ROWS):
            chosen = fresh[begin : begin + chunks.GROUP_ROWS]
            places["text_group"][chosen] = self._group
            places["text_row"][chosen] = np.arange(len(chosen), dtype=np.int16)
            groups.append((self._group, chunks.pack_texts(chunk, chosen)))
            self._group += 1
        return places, groups

    def _as_packed(
        self, chunk: PackedChunk, places: chunks.Columns, marks: NDArray[np.uint64]
    ) -> list[tuple[int, bytes]]:
        """The groups of a chunk as they are, and where each of its rows lies in them."""
        if not chunk.groups:
            return []
        rows = np.arange(len(chunk))
        told = marks != 0
        places["text_group"][told] = (self._group + rows // chunks.GROUP_ROWS)[told]
        places["text_row"][told] = (rows % chunks.GROUP_ROWS)[told]
        groups = [(self._group + at, group) for at, group in enumerate(chunk.groups)]
        self._group += len(groups)
        return groups


def _marks(chunk: Rows) -> NDArray[np.uint64]:
    return chunk.marks if isinstance(chunk, PackedChunk) else chunks.prints(chunk)


def _once(sorting: Sorting, chunk: Rows) -> Rows:
    mask = sorting.first_of_each(chunk.hot)
    if mask.all():
        return chunk
    sorting.repeated(int((~mask).sum()))
    whole = chunk.opened() if isinstance(chunk, PackedChunk) else chunk
    return chunks.take(whole, np.flatnonzero(mask))


def _slice(chunk: Rows, begin: int, end: int) -> Rows:
    if isinstance(chunk, PackedChunk):
        return chunk.piece(begin, end)
    if begin == 0 and end == len(chunk.hot):
        return chunk
    return chunks.take(chunk, np.arange(begin, end))


def _equal(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.bool_]:
    if one.dtype.kind == "f":
        found: NDArray[np.bool_] = (one == other) | (np.isnan(one) & np.isnan(other))
        return found
    return np.asarray(one == other, bool)
