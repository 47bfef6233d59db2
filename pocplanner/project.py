"""The open mission: what it holds, the one way to change it, and who hears of a change."""

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pocplanner.model.edit import Change, Edit
from pocplanner.model.event_chunk import EventChunk
from pocplanner.model.event_texts import PackedChunk
from pocplanner.model.events import EventCorrection, Events, Series
from pocplanner.model.mission import Mission
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work
from pocplanner.store import copies, keys
from pocplanner.store.file import MissionFile
from pocplanner.store.log import EDIT, NOTE, PURGE, REDO, UNDO, Draft, History, LogEntry, Step
from pocplanner.store.series import Staged
from pocplanner.words import Problem

K = TypeVar("K", bound=Record)
Listener = Callable[[Edit], object]
#: Looks at an act before it is stored; a Problem of its refuses the whole act.
Guard = Callable[["Project", Sequence[Change]], object]

#: Edits with one label on the same records within this time are one step of undo.
TOGETHER_S = 1.0


def _now() -> datetime:
    return datetime.now(UTC)


class Project:
    """An open mission, held in memory by value and in its file by acts.

    It belongs to the thread that made it; long work is given a `snapshot`. Every change is
    an act under `edit`, which is on the disk before anybody hears of it.
    """

    def __init__(
        self, file: MissionFile, author: str = "", *,
        together_s: float = TOGETHER_S, clock: Callable[[], datetime] = _now,
    ) -> None:  # fmt: skip
        self.file = file
        self.author = " ".join(author.split())
        self._clock, self._together_s = clock, together_s
        self.guards: tuple[Guard, ...] = ()
        self._open: _Act | None = None
        self._last: tuple[LogEntry, frozenset[str], float] | None = None
        self._listeners: list[Listener] = []
        self._waiting: deque[Edit] = deque()
        self._snapshot: Snapshot | None = None
        try:
            self._records: dict[type[Record], dict[str, Record]] = {
                kind: {record.id: record for record in file.all(kind)} for kind in file.kinds
            }
            self._log = file.entries()
        except BaseException:
            file.close()
            raise
        self._history = History()
        for entry in self._log:
            self._history.hear(entry)

    # -- what there is --------------------------------------------------------------

    @property
    def sealed(self) -> bool:
        """Whether the file is sealed with a passphrase."""
        return self.file.sealed

    @property
    def read_only(self) -> bool:
        """Whether the file can be read but not written."""
        return self.file.read_only

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.file.path

    @property
    def mission(self) -> Mission:
        """The mission record. LookupError where the file has none."""
        return self.snapshot().mission

    def all(self, kind: type[K]) -> tuple[K, ...]:
        """All records of a kind, in the order in which they were made."""
        return cast(tuple[K, ...], tuple(self._records[kind].values()))

    def get(self, kind: type[K], id: str) -> K | None:
        """One record of a kind, or nothing."""
        return cast(K | None, self._records[kind].get(id))

    def find(self, id: str) -> Record | None:
        """The record of this id, whatever its kind, or nothing."""
        return next((found[id] for found in self._records.values() if id in found), None)

    def snapshot(self) -> Snapshot:
        """The mission at this moment, by value: what analysis and reports are handed."""
        if self._snapshot is None:
            held = {kind: tuple(found.values()) for kind, found in self._records.items() if found}
            self._snapshot = Snapshot(MappingProxyType(held), self.events())
        return self._snapshot

    def events(self) -> Events:
        """All kept events as columns, as corrected."""
        kinds = self._records
        series = self.all(Series) if Series in kinds else ()
        corrections = self.all(EventCorrection) if EventCorrection in kinds else ()
        return self.file.events(series, corrections)

    def details(self, event_id: str) -> dict[str, str]:
        """What the source tells of one event beside its columns; empty where it says nothing."""
        series_id, _, key = event_id.partition(":")
        series = self.get(Series, series_id)
        return self.file.details(series.import_id, [key]).get(key, {}) if series else {}

    def log(self) -> tuple[LogEntry, ...]:
        """Every act with its time, author and label, oldest first."""
        return tuple(self._log)

    def broken_at(self) -> int:
        """The number of the first act in the log that was tampered with; 0 where it is whole."""
        return self.file.broken_at()

    def intact(self) -> bool:
        """Whether every page of the file is whole; reads all of it."""
        return self.file.alone(copies.intact)

    # -- one way to change it -------------------------------------------------------

    @contextmanager
    def edit(self, label: str, /, **facts: Any) -> Iterator[None]:
        """Do one act: it is stored whole or not at all, can be undone, and is then told.

        The label is a key of `words`, the facts fill its sentence. An act inside an act is
        part of it; one that fails leaves nothing.
        """
        outer = self._open
        act = outer or self._begin(label, facts)
        saved = act.save()
        try:
            yield
            if outer is None:
                self._open = None
                self._store(act)
        except BaseException:
            self._open = outer
            act.restore(saved)
            self._snapshot = None
            raise

    def put(self, *records: Record) -> None:
        """Add records, or put them in the place of those with their ids; equal ones are left."""
        act = self._act()
        for record in records:
            if isinstance(record, Mission) and not (record.exercise or self.sealed):
                raise Problem("edit.unsealed", name=self.path.name)
            if self._records[type(record)].get(record.id) != record:
                act.touch(record)[record.id] = record
                self._snapshot = None

    def drop(self, *records: Record) -> None:
        """Take records out; those that are not there are passed over."""
        act = self._act()
        for record in records:
            if record.id in self._records[type(record)]:
                del act.touch(record)[record.id]
                self._snapshot = None

    def apply(self, edit: Edit) -> None:
        """Play an edit from elsewhere (an inject, a proposal) as an act of its own."""
        with self.edit(edit.label, **edit.facts):
            for change in edit.changes:
                if change.after is not None:
                    self.put(change.after)
                elif change.before is not None:
                    self.drop(change.before)

    def note(self, label: str, /, *records: Record, **facts: Any) -> None:
        """Write into the log what cannot be undone (an export), with records that say so."""
        act = self._begin(label, facts)
        try:
            self.put(*records)
            self._open = None
            self._store(act, NOTE)
        except BaseException:
            self._open = None
            act.restore({})
            self._snapshot = None
            raise

    def _begin(self, label: str, facts: dict[str, Any]) -> "_Act":
        if self._open is not None:
            raise RuntimeError("an act is under way")
        if self.read_only:
            raise Problem("file.read_only", name=self.path.name)
        if not self.author:
            raise Problem("edit.no_author")
        self._open = _Act(label, facts, self._records)
        return self._open

    def _act(self) -> "_Act":
        if self._open is None:
            raise RuntimeError("records change inside `with project.edit(…)` only")
        return self._open

    def _store(self, act: "_Act", kind: str = EDIT) -> None:
        changes = act.changes()
        if not changes and kind == EDIT:
            return
        for guard in self.guards if kind == EDIT else ():
            guard(self, changes)
        draft = Draft(
            self._clock(), self.author, kind, act.label, act.facts,
            step=self._step(act, changes) if kind == EDIT else 0,
        )  # fmt: skip
        entry = self._commit(draft, changes)
        if kind == EDIT:
            ids = frozenset(change.record.id for change in changes)
            self._last = (entry, ids, time.monotonic())
        self._tell(_told(entry, changes))

    def _step(self, act: "_Act", changes: Sequence[Change]) -> int:
        """The step that a quick edit goes on with, 0 where it begins one of its own."""
        if self._last is None or not self._history.done:
            return 0
        last, ids, at = self._last
        goes_on = (
            self._history.done[-1].number == last.step
            and (last.label, last.author) == (act.label, self.author)
            and time.monotonic() - at < self._together_s
            and all(change.before and change.after for change in changes)
            and ids == frozenset(change.record.id for change in changes)
        )
        return last.step if goes_on else 0

    def _commit(self, draft: Draft, changes: Sequence[Change]) -> LogEntry:
        entry = self.file.commit(draft, changes)
        self._last = None
        self._log.append(entry)
        self._history.hear(entry)
        return entry

    # -- back and forth -------------------------------------------------------------

    @property
    def undo_edit(self) -> LogEntry | None:
        """What `undo` would take back: its label and facts, to be said in words."""
        return self._entry(self._history.done)

    @property
    def redo_edit(self) -> LogEntry | None:
        """What `redo` would do again."""
        return self._entry(self._history.undone)

    @property
    def undo_label(self) -> str:
        """The label of what `undo` would take back; empty where there is nothing."""
        return self.undo_edit.label if self.undo_edit else ""

    @property
    def redo_label(self) -> str:
        """The label of what `redo` would do again; empty where there is nothing."""
        return self.redo_edit.label if self.redo_edit else ""

    def undoable(self, most: int) -> tuple[LogEntry, ...]:
        """What `undo` would take back one after another, the latest act first."""
        return tuple(self._log[s.entries[0] - 1] for s in reversed(self._history.done[-most:]))

    def redoable(self, most: int) -> tuple[LogEntry, ...]:
        """What `redo` would do again one after another."""
        return tuple(self._log[s.entries[0] - 1] for s in reversed(self._history.undone[-most:]))

    def undo(self) -> Edit | None:
        """Take back the last act that still stands; nothing where there is none."""
        return self._turn(self._history.done, UNDO)

    def redo(self) -> Edit | None:
        """Do again what was undone last; nothing where there is none."""
        return self._turn(self._history.undone, REDO)

    def _entry(self, stack: list[Step]) -> LogEntry | None:
        return self._log[stack[-1].entries[0] - 1] if stack else None

    def _turn(self, stack: list[Step], kind: str) -> Edit | None:
        if self._open is not None:
            raise RuntimeError("an act is under way")
        while stack:
            step = stack[-1]
            entry = self._log[step.entries[0] - 1]
            act = self._begin(entry.label, entry.facts)
            self._open = None
            try:
                self._play(act, step, back=kind == UNDO)
                changes = act.changes()
                if not changes:  # a purge took all that it had changed
                    stack.pop()
                    continue
                which = {"undoes" if kind == UNDO else "redoes": step.number}
                draft = Draft(self._clock(), self.author, kind, act.label, act.facts, **which)
                done = self._commit(draft, changes)
            except BaseException:
                act.restore({})
                raise
            finally:
                self._snapshot = None
            edit = _told(done, changes)
            self._tell(edit)
            return edit
        return None

    def _play(self, act: "_Act", step: Step, back: bool) -> None:
        for number in reversed(step.entries) if back else step.entries:
            for change in self.file.edit(number)[1]:
                after = change.before if back else change.after
                held = act.touch(change.record)
                if after is not None:
                    held[after.id] = after
                else:
                    held.pop(change.record.id, None)

    # -- who hears of it ------------------------------------------------------------

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell every edit to a listener once it is on the disk; call the result to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def _tell(self, edit: Edit) -> None:
        """Tell an edit; one made by a listener meanwhile is told after it, to all."""
        self._waiting.append(edit)
        if len(self._waiting) > 1:
            return
        while self._waiting:
            for listener in tuple(self._listeners):
                try:
                    listener(self._waiting[0])
                except Exception:  # the edit is stored: a view that fails loses nothing
                    sys.excepthook(*sys.exc_info())
            self._waiting.popleft()

    # -- the file as a whole --------------------------------------------------------

    def compare(
        self, source_id: str, rows: Iterable[EventChunk | PackedChunk], total: int = 0
    ) -> Work[Staged]:
        """Count rows that are new, changed and the same for a source; nothing is written."""
        return self.file.compare(source_id, rows, total)

    def stage(
        self,
        import_id: str,
        source_id: str,
        rows: Iterable[EventChunk | PackedChunk],
        total: int = 0,
    ) -> Work[Staged]:
        """Write events out of sight; putting a `Series` of this import makes them seen."""
        return self.file.stage(import_id, source_id, rows, total)

    def copy(self, to: Path, passphrase: str | None = None) -> None:
        """A checked copy: under another passphrase where one is given, else sealed as this is."""
        key = keys.new_key(passphrase) if passphrase is not None else self.file.key
        copies.copy(self.file, to, key)

    def change_passphrase(self, passphrase: str) -> None:
        """Seal the file anew; the old passphrase opens it no more (older copies it does)."""
        copies.change_key(self.file, keys.new_key(passphrase))
        self.note("edit.passphrase")

    def purge(self, *ids: str, kept: Sequence[Record] = ()) -> None:
        """Delete records for good, from the log too, and with a source its events.

        Records that are `kept` lose their past and stand from now on as given, in the same
        act. Problem where an id leads nowhere. The one act that cannot be undone.
        """
        wanted = dict.fromkeys(ids)
        for id in ids:
            if self.find(id) is None and not self._was(id):
                raise Problem("purge.unknown", id=id)
        for record in [r for found in self._records.values() for r in found.values()]:
            if isinstance(record, (Series, EventCorrection)) and record.source_id in wanted:
                wanted[record.id] = None
        self._begin("edit.purge", {})
        self._open = None
        changes = [Change(r, None) for id in wanted if (r := self.find(id)) is not None]
        changes += [Change(self.find(r.id), r) for r in kept]
        draft = Draft(self._clock(), self.author, PURGE, "edit.purge", {"count": len(ids)})
        entry = copies.purge(self.file, tuple(wanted), draft, kept)
        for change in changes:
            self._records[change.kind].pop(change.record.id, None)
            if change.after is not None:
                self._records[change.kind][change.after.id] = change.after
        self._snapshot = self._last = None
        self._log = self.file.entries()
        self._tell(_told(entry, changes))

    def ever_named(
        self, kind: type[Record], ids: Iterable[str], names: Iterable[str]
    ) -> frozenset[str]:
        """Ids of the records of a kind of which any version in the log holds these."""
        log = self.file.schema.log
        return self.file.read(lambda sql: log.mentioning(sql, kind.__name__, ids, names))

    def _was(self, id: str) -> bool:
        """Whether the log still knows a record that is gone."""
        return self.file.read(
            lambda sql: next(self.file.schema.log.naming(sql, frozenset({id})), None) is not None
        )

    def close(self) -> None:
        """Let the file go; everything is on the disk already."""
        self._listeners.clear()
        self.file.close()


class _Act:
    """An act under way: what the kinds that it touches held before it."""

    def __init__(
        self, label: str, facts: dict[str, Any], records: dict[type[Record], dict[str, Record]]
    ) -> None:
        self.label, self.facts, self._records = label, facts, records
        self._before: dict[type[Record], dict[str, Record]] = {}
        self._touched: dict[tuple[type[Record], str], None] = {}

    def touch(self, record: Record) -> dict[str, Record]:
        """The records of its kind, about to be changed."""
        kind = type(record)
        if kind not in self._before:
            self._before[kind] = dict(self._records[kind])
        self._touched[kind, record.id] = None
        return self._records[kind]

    def changes(self) -> tuple[Change, ...]:
        """What is otherwise than before, each record once."""
        pairs = (
            Change(self._before[kind].get(id), self._records[kind].get(id))
            for kind, id in self._touched
        )
        return tuple(change for change in pairs if change.before != change.after)

    def save(self) -> dict[type[Record], dict[str, Record]]:
        """What the touched kinds hold now."""
        return {kind: dict(self._records[kind]) for kind in self._before}

    def restore(self, saved: dict[type[Record], dict[str, Record]]) -> None:
        """Go back to what `save` gave, for kinds touched since to what was before the act."""
        for kind, before in self._before.items():
            self._records[kind] = dict(saved.get(kind, before))


def _told(entry: LogEntry, changes: Sequence[Change]) -> Edit:
    edit = Edit(entry.label, tuple(changes), entry.facts, entry.author, entry.at, entry.number)
    return replace(edit, undoes=entry.undoes, redoes=entry.redoes)
