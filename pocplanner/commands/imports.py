"""Take files in: look first, show what was found, keep in one edit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import ValidationError

from pocplanner.commands.clock import now
from pocplanner.commands.export_parts import same_parts
from pocplanner.commands.ground_rows import on_their_raster
from pocplanner.commands.interference import Unsettled, unsettled
from pocplanner.commands.matching import decided_apart, gone_into
from pocplanner.commands.merging import MERGED
from pocplanner.commands.returned import Returned, is_ours, look_at
from pocplanner.formats.alike import Alike, alike
from pocplanner.formats.context import Context, Known
from pocplanner.formats.planning import Wish
from pocplanner.formats.profiles import ColumnMapping
from pocplanner.formats.reading import Reading, Spool
from pocplanner.formats.remembered import Remembered, recall, remember_reading
from pocplanner.formats.sheets.heads import OWN_LAYER
from pocplanner.model.actors import Actor
from pocplanner.model.event_texts import PackedChunk
from pocplanner.model.events import EPOCH, Series
from pocplanner.model.guard import Level
from pocplanner.model.mission import PUBLISHED, Source
from pocplanner.model.pairing import Pairing
from pocplanner.model.record import Record
from pocplanner.model.scan import scan_record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.project import Project
from pocplanner.store.overflow import Overflow

#: Rows of a preview.
FIRST = 20


@dataclass(frozen=True)
class Kept:
    """What one file brought: how many rows were new, changed, the same as before.

    `alike` are names that look like one another; `traces` are texts that seem to name a
    person, a number or a position: the record's id, the field, and what kind of trace. `held`
    are actions and patrols that stay as they were, because they would begin with an open
    question of interference, each with the sentence that says which. `united` counts rows that
    a person found to be a record that is there already; `not_taken` are events of this mission
    that came back changed in what no correction can say (days, sides, names of places).
    """

    source_id: str
    new: int
    changed: int
    same: int
    alike: tuple[Alike, ...] = ()
    traces: tuple[tuple[str, str, str], ...] = ()
    held: tuple[Unsettled, ...] = ()
    united: int = 0
    not_taken: int = 0


def look(
    snapshot: Snapshot,
    path: Path,
    kind: str | None = None,
    *,
    profile: str | None = None,
    mapping: ColumnMapping | None = None,
    overrides: Mapping[str, str] | None = None,
    language: str = "en",
    folder: Path | None = None,
    first: int = 0,
) -> Work[Reading]:
    """Read a file in a process of its own; nothing is kept.

    `folder` holds the person's own profiles; of `first` rows only, where a number is given.
    Problem where the file cannot be read at all.
    """
    wish = Wish(kind or "", profile or "", mapping, dict(overrides or {}), folder, first)
    return (yield from look_as(snapshot, path, wish, language, first))


def look_as(
    snapshot: Snapshot, path: Path, wish: Wish, language: str = "en", first: int = 0
) -> Work[Reading]:
    """Read a file as a person wishes it read; only its first rows where a number is given."""
    from pocplanner.formats.read import read_as

    context = Context.of(snapshot, now().date(), language)
    return (yield from read_as(path, replace(wish, first=first), context, beyond=Overflow))


def remember(reading: Reading, wish: Wish, folder: Path, name: str = "") -> bool:
    """Remember how this file was read for the next one with its head; False where it has none.

    Beside what the person set, the order of day and month is kept where the rows tell it: the
    next file may leave it open. Problem where it cannot be kept.
    """
    found = reading.found
    if not found.head_print:
        return False
    known = None if wish.fresh else recall(folder, found.head_print)
    made = wish.laid_over(known) if known else wish
    settings = dict(made.overrides)
    guessed = {"date_order_assumed", "date_orders_mixed"} & {w.key for w in reading.warnings}
    if found.date_order and not guessed:
        settings.setdefault("date_order", found.date_order)
    mapping = made.mapping
    remember_reading(
        Remembered(
            head=found.head_print,
            name=name or reading.source.file_name,
            kind=reading.kind,
            profile=made.profile,
            columns=dict(mapping.columns) if mapping else {},
            codes=dict(mapping.codes) if mapping else {},
            settings=settings,
        ),
        folder,
    )
    return True


def preview(snapshot: Snapshot, path: Path, kind: str | None = None, **given: Any) -> Work[Reading]:
    """The first rows as they would be kept, and what was found out on the way.

    Of a large file no more is read than that takes. Problem as for `look`.
    """
    return (yield from look(snapshot, path, kind, first=FIRST, **given))


def keep(project: Project, reading: Reading) -> Work[Kept]:
    """Keep what was read, in one edit that one undo takes back.

    Rows of a source that is there already update by the source's own ids; rows that did not
    change are not written again.
    """
    if reading.partial:
        raise ValueError("the first rows of a file are shown, not kept")
    if is_ours(reading):
        found = yield from look_at(project, reading)
        if found.same or found.changes or found.not_taken:
            return (yield from _keep_returned(project, reading, found))
    source = _source(project, reading)
    if reading.kind == "events":
        return (yield from _keep_events(project, source, reading))
    yield Progress(0, 0, source.name)
    # What was found to be another record, and went into it, does not come back by its file.
    gone = gone_into(project.all(Pairing))
    records = [
        _over(project.find(r.id), _from(r, source), reading)
        for r in on_their_raster(project, reading.records)
        if r.id not in gone
    ]
    united = len(reading.records) - len(records)
    held = unsettled(project, records)
    waiting = {h.act_id for h in held}
    records = [r for r in records if r.id not in waiting]
    before = {r.id: project.find(r.id) for r in records}
    new = [r for r in records if before[r.id] is None]
    changed = [r for r in records if before[r.id] is not None and before[r.id] != r]
    with project.edit("edit.import.records", count=len(new) + len(changed), file=source.file_name):
        if new or changed or project.find(source.id) is None:
            project.put(source, *new, *changed)
    return Kept(
        source_id=source.id,
        new=len(new),
        changed=len(changed),
        same=len(records) - len(new) - len(changed),
        united=united,
        alike=_alike(project, records),
        traces=tuple(
            (r.id, hit.field, str(hit.found.kind))
            for r in (*new, *changed)
            for hit in scan_record(r)
        ),
        held=held,
    )


def _keep_returned(project: Project, reading: Reading, found: Returned) -> Work[Kept]:
    """Events of this mission that come back: corrections where they differ, new rows as new."""
    new = Kept("", 0, 0, 0)
    if found.new:
        spool = Spool()
        for chunk in found.fresh:
            spool.add(chunk.opened())
        counts = replace(reading.counts, kept=found.new)
        rest = replace(reading, spool=spool, counts=counts)
        new = yield from _keep_events(project, _source(project, rest), rest)
    if found.changes:
        facts = {"count": len(found.changes), "file": reading.source.file_name}
        with project.edit("edit.import.returned", **facts):
            project.put(*found.changes)
    return replace(
        new,
        changed=new.changed + len(found.changes),
        same=new.same + found.same,
        not_taken=found.not_taken,
    )


def _keep_events(project: Project, source: Source, reading: Reading) -> Work[Kept]:
    sides: set[str] = set()
    rows = _noting(reading.packed(), sides)
    staged = yield from project.stage(uuid4().hex, source.id, rows, reading.counts.kept)
    older = [s for s in project.all(Series) if s.source_id == source.id]
    if staged.new or staged.changed or not older:
        series = Series(
            id=f"series.{staged.import_id}",
            source_id=source.id,
            import_id=staged.import_id,
            profile=source.profile,
            rows=staged.rows,
            first_day=_date(staged.first_day),
            last_day=_date(staged.last_day),
            kept_at=now(),
            sensitivity=source.sensitivity,
            lowered=source.lowered,
        )
        with project.edit("edit.import.events", count=staged.rows, file=source.file_name):
            project.put(source, series)
    return Kept(
        source_id=source.id,
        new=staged.new,
        changed=staged.changed,
        same=staged.same,
        alike=_alike_sides(project, sides),
    )


def _noting(chunks: Iterator[PackedChunk], sides: set[str]) -> Iterator[PackedChunk]:
    """The chunks as they are; the names of their sides are noted on the way."""
    for chunk in chunks:
        sides.update(chunk.hot.side_a.names, chunk.hot.side_b.names)
        yield chunk


def _date(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number + EPOCH)


def _source(project: Project, reading: Reading) -> Source:
    """The source of a reading: the one that is there, brought up to date, or a new one.

    A grade that a person gave stays: the file is newer, the source is the same.
    """
    facts = reading.source
    known = project.get(Source, facts.id)
    if known is not None:
        if known.sha256 == facts.sha256:
            return known
        fresh = {"sha256": facts.sha256, "file_name": facts.file_name}
        return known.model_copy(update={**fresh, "obtained_on": now().date()})
    return Source(
        id=facts.id,
        name=facts.name,
        kind=facts.kind,
        file_name=facts.file_name,
        sha256=facts.sha256,
        profile=facts.profile,
        obtained_on=now().date(),
        published=facts.published,
        licence=facts.licence,
        attribution=facts.attribution,
        sharing_terms=facts.sharing_terms,
        sensitivity=Level.LOW if facts.published else Level.HIGH,
        lowered=PUBLISHED if facts.published else None,
    )


#: What a newer file never changes of a record that is there.
_STAYS = frozenset({"id", "sensitivity", "lowered", "source_key"})


def _over(known: Record | None, fresh: Record, reading: Reading) -> Record:
    """What a row makes of the record that is there: only what the file has a column for changes.

    A row of our own layer changes only what stands in it: a layer tells less than a record.
    """
    if known is None or type(known) is not type(fresh) or not reading.fields:
        return fresh
    ours = reading.found.profile == OWN_LAYER
    names = [
        n
        for n in reading.fields
        if n not in _STAYS and not (ours and getattr(fresh, n) in (None, "", ()))
    ]
    if ours:  # a list says less in a cell than in its record: what says the same there stays
        names = [n for n in names if not same_parts(n, getattr(known, n), getattr(fresh, n))]
    changed = known.model_copy(update={n: getattr(fresh, n) for n in names})
    try:
        return type(known).model_validate(changed.model_dump())
    except ValidationError:
        # Old and new do not fit together: the row alone does.
        return known if ours else fresh


def _from(record: Record, source: Source) -> Record:
    changes: dict[str, Any] = {}
    if getattr(record, "source_id", None) == "":
        changes["source_id"] = source.id
    if source.published and "lowered" in type(record).model_fields:
        changes |= {"sensitivity": source.sensitivity, "lowered": source.lowered}
    return record.model_copy(update=changes)


def _alike(project: Project, new: Sequence[Record]) -> tuple[Alike, ...]:
    """Names that look like one another: proposed for merging, never merged.

    Places are held against places of the same kind: a community and the settlement that it
    lives in share their name by right.
    """
    found: list[Alike] = []
    for kind in MERGED:
        fresh = [Known.of(r) for r in new if isinstance(r, kind)]
        if fresh:
            ids = {k.id for k in fresh}
            old = [Known.of(r) for r in project.all(kind) if r.id not in ids]
            found += alike(fresh, old)
    apart = decided_apart(project.all(Pairing))
    return tuple(p for p in found if frozenset((p.one.id, p.other.id)) not in apart)


def _alike_sides(project: Project, new: set[str]) -> tuple[Alike, ...]:
    """Sides of events whose names look like one another or like an actor's.

    Older events are read for their sides only where there are any: a first import, however
    large, is not read back for this.
    """
    sides = set(new)
    if len(project.all(Series)) > 1:
        events = project.snapshot().events
        sides.update(events.side_a.names, events.side_b.names)
    actors = [Known.of(a) for a in project.all(Actor)]
    return alike([Known(name, "", name) for name in sorted(sides - {""})], actors)
