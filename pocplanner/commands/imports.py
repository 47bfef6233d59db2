"""Take files in: look first, show what was found, keep in one edit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from pocplanner.commands.mission import now
from pocplanner.model.actors import Actor
from pocplanner.model.community import Community
from pocplanner.model.events import EPOCH, Series
from pocplanner.model.mission import PUBLISHED, Source
from pocplanner.model.places import Area, Post, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.project import Project

PLACES = (Area, Community, Settlement)


@dataclass(frozen=True)
class Kept:
    """What one file brought: how many rows were new, changed, the same, and refused."""

    file_name: str
    kind: str
    source_id: str
    new: int
    changed: int
    same: int
    refused: tuple[Any, ...]
    warnings: tuple[Any, ...]
    found: Any
    alike: tuple[Any, ...] = field(default=())


def look(
    snapshot: Snapshot,
    path: Path,
    kind: str | None = None,
    *,
    profile: str | None = None,
    mapping: dict[str, str] | None = None,
    date_order: str | None = None,
    language: str = "en",
    today: date | None = None,
    profiles: Path | None = None,
) -> Work[Any]:
    """Read a file in a process of its own; nothing is kept. Returns the formats' `Reading`."""
    from pocplanner.formats.read import Context, read

    context = Context(
        bounds=_bounds(snapshot),
        names=_names(snapshot),
        today=today or now().date(),
        language=language,
        profiles=profiles,
    )
    return (
        yield from read(
            path, kind, profile=profile, mapping=mapping, date_order=date_order, context=context
        )
    )


def _bounds(snapshot: Snapshot) -> tuple[float, float, float, float] | None:
    """West, south, east, north of the mission's areas, against which places are held."""
    shapes = [a.shape.bounds for a in snapshot.all(Area) if a.shape is not None]
    if not shapes:
        return None
    west, south, east, north = zip(*shapes, strict=True)
    return min(west), min(south), max(east), max(north)


def _names(snapshot: Snapshot) -> dict[str, tuple[tuple[str, str], ...]]:
    """Names by the kind of record they may stand for, with the record's id."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind in (*PLACES, Post, Actor):
        found[kind.__name__] = tuple(
            (name, record.id)
            for record in snapshot.all(kind)
            for name in (record.name, *getattr(record, "aliases", ()))
        )
    return found


def keep(project: Project, reading: Any) -> Work[Kept]:
    """Keep what was read, in one edit that one undo takes back.

    Rows of a source that is already there update by the source's own ids; rows that did not
    change are not written again.
    """
    source = _source(project, reading)
    if reading.kind == "events":
        return (yield from _keep_events(project, source, reading))
    yield Progress(0, 0, source.name)
    records = [_from(r, source) for r in reading.records]
    before = {r.id: project.find(r.id) for r in records}
    new = [r for r in records if before[r.id] is None]
    changed = [r for r in records if before[r.id] is not None and before[r.id] != r]
    label = "edit.import.records"
    with project.edit(label, count=len(new) + len(changed), file=source.file_name):
        project.put(source, *new, *changed)
    return Kept(
        file_name=source.file_name,
        kind=reading.kind,
        source_id=source.id,
        new=len(new),
        changed=len(changed),
        same=len(records) - len(new) - len(changed),
        refused=tuple(reading.refused),
        warnings=tuple(reading.warnings),
        found=reading.found,
        alike=_alike(project, new),
    )


def _keep_events(project: Project, source: Source, reading: Any) -> Work[Kept]:
    staged = yield from project.stage(uuid4().hex, source.id, reading.chunks(), reading.rows)
    series = Series(
        id=f"series.{staged.import_id}"[:80],
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
    older = [s for s in project.all(Series) if s.source_id == source.id]
    if staged.new or staged.changed or not older:
        with project.edit("edit.import.events", count=staged.rows, file=source.file_name):
            project.put(source, series)
    return Kept(
        file_name=source.file_name,
        kind="events",
        source_id=source.id,
        new=staged.new,
        changed=staged.changed,
        same=staged.same,
        refused=tuple(reading.refused),
        warnings=tuple(reading.warnings),
        found=reading.found,
        alike=_alike_sides(project),
    )


def _date(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number + EPOCH)


def _source(project: Project, reading: Any) -> Source:
    """The source of a reading: the one that is there for this profile and file, or a new one."""
    facts = reading.source
    for known in project.all(Source):
        if known.file_name == facts.name and known.profile == facts.profile:
            return known.model_copy(update={"sha256": facts.sha256, "obtained_on": now().date()})
    low = {"sensitivity": "low", "lowered": PUBLISHED} if facts.published else {}
    return Source(
        name=facts.title or facts.name,
        kind="published" if facts.published else "own",
        file_name=facts.name,
        sha256=facts.sha256,
        profile=facts.profile,
        obtained_on=now().date(),
        published=facts.published,
        licence=facts.licence,
        attribution=facts.attribution,
        **low,
    )


def _from(record: Record, source: Source) -> Record:
    changes: dict[str, Any] = {}
    if "source_id" in type(record).model_fields:
        changes["source_id"] = source.id
    if source.published and "lowered" in type(record).model_fields:
        changes |= {"sensitivity": source.sensitivity, "lowered": source.lowered}
    return record.model_copy(update=changes)


def _alike(project: Project, new: Sequence[Record]) -> tuple[Any, ...]:
    """Names that look like one another: proposed for merging, never merged."""
    from pocplanner.formats.alike import alike_actors, alike_places

    found: list[Any] = []
    if any(isinstance(r, Actor) for r in new):
        found += alike_actors([(a.id, a.name) for a in project.all(Actor)])
    if any(isinstance(r, (Community, Settlement)) for r in new):
        placed = (*project.all(Community), *project.all(Settlement))
        found += alike_places(
            [(p.id, p.name, p.position.lon, p.position.lat) for p in placed if p.position]
        )
    return tuple(found)


def _alike_sides(project: Project) -> tuple[Any, ...]:
    from pocplanner.formats.alike import alike_actors

    events = project.snapshot().events
    sides = sorted({*events.side_a.names, *events.side_b.names} - {""})
    known = [(a.id, n) for a in project.all(Actor) for n in (a.name, *a.aliases)]
    return tuple(alike_actors([*known, *((name, name) for name in sides)]))
