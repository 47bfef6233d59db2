"""Events that left this mission and come back: known again, never doubled, changed where told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from pocplanner.formats.own_layers import EVENTS
from pocplanner.formats.reading import Reading
from pocplanner.model.event_chunk import EventChunk, Texts
from pocplanner.model.event_texts import PackedChunk
from pocplanner.model.events import NO_DAY, UNKNOWN, EventCorrection, Events, Series
from pocplanner.model.guard import Audience
from pocplanner.model.record import Record
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.store.event_texts import COLUMNS, EventTexts
from pocplanner.words import LANGUAGES, Problem, Words

#: Events that one file may change.
MOST = 50_000
_OUTSIDE = re.compile(rb"[0-9a-f]{16}")
#: Positions are written to six decimals: what differs by less is the same.
_SAME = 2e-6
_TEXTS = ("side_a", "side_b", "group", "country", "admin1", "admin2", "place")


@dataclass
class Returned:
    """What came back: events that are as they were, corrections of those that differ, the rest.

    `changes` are the corrections; `not_taken` counts rows that differ in what no correction
    can say (days, sides, names of places, notes); `fresh` are rows of no series here.
    """

    same: int = 0
    changes: list[Record] = field(default_factory=list)
    not_taken: int = 0
    fresh: list[PackedChunk] = field(default_factory=list)
    new: int = 0


def is_ours(reading: Reading) -> bool:
    """Whether events come from a layer that this program wrote."""
    return reading.kind == EVENTS and reading.ours


def look_at(project: Project, reading: Reading) -> Work[Returned]:
    """Hold the rows against the events that the mission has; nothing is kept."""
    events = project.events()
    rows = _rows_by_key(project, events, reading)
    found = Returned()
    outside = bool(rows) and not any(b":" in key for key in rows)
    work = _Compared(project, events, reading)
    done = 0
    yield Progress(0, reading.counts.kept)
    for chunk in reading.chunks():
        here = [rows.get(bytes(key), -1) for key in chunk.hot.key.tolist()]
        reworded = frozenset() if outside else work.reworded(chunk, here)
        for at, row in enumerate(here):
            if row < 0:
                continue
            # What left for others is blurred: it is known again, and changes nothing.
            changed, other = ({}, False) if outside else work.differs(chunk.hot, at, row)
            other = other or at in reworded
            found.not_taken += other
            if changed:
                work.correct(found, row, changed)
            elif not other:
                found.same += 1
        strange = np.array([row < 0 for row in here], bool)
        if strange.any():
            found.new += int(strange.sum())
            found.fresh.append(PackedChunk.of(_taken(chunk, strange)))
        if len(found.changes) > MOST:
            raise Problem("table.too_many_events", count=len(found.changes), most=MOST)
        done += len(chunk)
        yield Progress(done, reading.counts.kept)
    return found


def _rows_by_key(project: Project, events: Events, reading: Reading) -> dict[bytes, int]:
    """The rows of the mission's events by the keys under which they left; empty for strangers."""
    first = next((bytes(k) for c in reading.chunks() for k in c.hot.key.tolist()), b"")
    if not len(events):
        return {}
    if _OUTSIDE.fullmatch(first):
        return _for_outside(events, first)
    if not any(first.startswith(s.id.encode() + b":") for s in project.all(Series)):
        heads = {s.id.encode() for s in project.all(Series)}
        keys = (bytes(k) for c in reading.chunks() for k in c.hot.key.tolist())
        if not any(k.partition(b":")[0] in heads for k in keys):
            return {}
    ids = [s.encode() for s in events.series_ids]
    told = zip(events.series.tolist(), events.key.tolist(), strict=True)
    return {ids[series] + b":" + key: row for row, (series, key) in enumerate(told)}


def _for_outside(events: Events, first: bytes) -> dict[bytes, int]:
    """The same for keys that an audience got: of the audience in which the first row is found."""
    for audience in Audience:
        if audience is Audience.CORE:
            continue
        found = {}
        for row in range(len(events)):  # as `export_layers` names them
            told = f"{audience}\x1f{events.event_id(row)}".encode()
            found[blake2b(told, digest_size=8).hexdigest().encode()] = row
        if first in found:
            return found
    return {}


class _Compared:
    """Rows of a file against the events that they were."""

    def __init__(self, project: Project, events: Events, reading: Reading) -> None:
        self._project, self._events = project, events
        self._file = reading.source.file_name
        self._known = {(c.source_id, c.event_key): c for c in project.all(EventCorrection)}
        self._labels: dict[str, frozenset[str]] = {}
        self._texts: tuple[EventTexts, NDArray[np.int64]] | None = None

    def reworded(self, chunk: EventChunk, rows: Sequence[int]) -> frozenset[int]:
        """The rows of a chunk whose words are others than the source's, which stay as they are."""
        columns = {name: getattr(chunk, name) for name in COLUMNS}
        if not any(column.data for column in columns.values()):
            return frozenset()
        if self._texts is None:
            series = self._project.all(Series)
            texts = self._project.file.texts_of(series, self._events)
            self._texts = texts, np.argsort(texts.order())
        texts, rank = self._texts
        known = sorted((at for at, row in enumerate(rows) if row >= 0), key=lambda a: rank[rows[a]])
        held = texts.read(np.array([rows[at] for at in known], np.int64))
        return frozenset(
            at
            for name, column in columns.items()
            for at, was in zip(known, held[name], strict=True)
            if (now := column.text(at).split()) and now != was.split()
        )

    def differs(self, hot: Events, at: int, row: int) -> tuple[dict[str, Any], bool]:
        """What a correction can say of the difference, and whether there is another one.

        What the file leaves empty is no difference.
        """
        events = self._events
        changed: dict[str, Any] = {}
        lon, lat = float(hot.lon[at]), float(hot.lat[at])
        old = float(events.lon[row]), float(events.lat[row])
        moved = abs(lon - old[0]) > _SAME or abs(lat - old[1]) > _SAME
        if lon == lon and (moved or old[0] != old[0]):
            changed |= {"lon": lon, "lat": lat}
        dead = int(hot.deaths_best[at])
        if dead not in (UNKNOWN, int(events.deaths_best[row])):
            changed["deaths_best"] = dead
        kind, was = hot.type.text(at), events.type.text(row)
        if kind and kind != was and kind not in self._called(was):
            changed["type"] = kind
        return changed, self._other(hot, at, row)

    def _other(self, hot: Events, at: int, row: int) -> bool:
        day = int(hot.first_day[at])
        if day not in (NO_DAY, int(self._events.first_day[row])):
            return True
        told = ((getattr(hot, n).text(at), getattr(self._events, n).text(row)) for n in _TEXTS)
        return any(now and " ".join(now.split()) != " ".join(was.split()) for now, was in told)

    def _called(self, code: str) -> frozenset[str]:
        if code not in self._labels:
            told = (Words(language).term("incident_type", code) for language in LANGUAGES)
            self._labels[code] = frozenset(told)
        return self._labels[code]

    def correct(self, found: Returned, row: int, values: dict[str, Any]) -> None:
        """Note the correction of one event."""
        series = self._project.get(Series, self._events.series_ids[self._events.series[row]])
        if series is None:
            return
        key = self._events.key[row].decode()
        before = self._known.get((series.source_id, key))
        given: dict[str, Any] = dict(before) if before is not None else {"event_key": key}
        given |= {"source_id": series.source_id, "reason": self._file, **values}
        given["author"] = self._project.author
        if series.lowered is not None and before is None:
            given |= {"sensitivity": series.sensitivity, "lowered": series.lowered}
        try:
            found.changes.append(EventCorrection.model_validate(given))
        except ValidationError:
            found.not_taken += 1


def _taken(chunk: EventChunk, rows: Any) -> EventChunk:
    """The rows of a chunk that a mask chooses."""
    at = np.flatnonzero(rows).tolist()

    def some(texts: Texts) -> Texts:
        return Texts.of([texts.text(i) for i in at])

    return replace(
        chunk,
        hot=chunk.hot.take(rows),
        note=some(chunk.note),
        source=some(chunk.source),
        headline=some(chunk.headline),
        more=some(chunk.more),
    )
