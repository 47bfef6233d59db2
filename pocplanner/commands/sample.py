"""The invented example mission: its records and its events as they are shipped."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from pocplanner.commands.clock import now
from pocplanner.commands.guarding import guard
from pocplanner.model.event_chunk import EventChunk, Texts
from pocplanner.model.events import (
    ARRAY_TYPES,
    LABEL_COLUMNS,
    Events,
    Labels,
    Series,
    day_number,
    join,
)
from pocplanner.model.kinds import KINDS, kind
from pocplanner.model.mission import Mission, Source
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work
from pocplanner.project import Project
from pocplanner.resources import ROOT
from pocplanner.store.file import MissionFile
from pocplanner.store.log import FIRST, Draft

FOLDER = "oudrema"
#: The example's tables of events: file, id of its series, id of its source.
TABLES = (
    ("register.csv", "ser-register", "src-register"),
    ("incidents.csv", "ser-incidents", "src-joc"),
)
_DEATHS = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians")


def folder() -> Path:
    """Where the example's files lie."""
    return ROOT / "samples" / FOLDER


@cache
def records() -> tuple[Record, ...]:
    """Every record of the example but the series of its events."""
    told: dict[str, list[dict[str, Any]]] = json.loads(
        (folder() / "records.json").read_text(encoding="utf-8")
    )
    return tuple(
        kind(name).model_validate_json(json.dumps(row))
        for name, rows in told.items()
        for row in rows
    )


@cache
def _rows(file: str) -> tuple[dict[str, str], ...]:
    with (folder() / file).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _columns(rows: tuple[dict[str, str], ...], series_id: str = "") -> Events:
    """The rows as hot columns."""
    size = len(rows)
    columns: dict[str, Any] = {
        "key": np.array([r["key"].encode() for r in rows]),
        "series": np.zeros(size, np.int16),
    }
    for name in ("first_day", "last_day"):
        columns[name] = np.array([day_number(date.fromisoformat(r[name])) for r in rows], np.int32)
    for name in ("lon", "lat"):
        columns[name] = np.array([float(r[name] or "nan") for r in rows], np.float64)
    for name in ("hour", "place_precision", "day_precision", *_DEATHS):
        columns[name] = np.array([int(r[name] or -1) for r in rows], ARRAY_TYPES[name])
    for name in LABEL_COLUMNS:
        columns[name] = Labels.of([r.get(name, "Oudrema") for r in rows])
    return Events(**columns, series_ids=(series_id,) if series_id else ())


@cache
def events() -> Events:
    """All events of the example, as analysis reads them."""
    return join([_columns(_rows(file), series) for file, series, _ in TABLES])


@cache
def series() -> tuple[Series, ...]:
    """The series that name the example's events, for a snapshot without a mission file."""
    found = []
    for file, id, source in TABLES:
        rows = _rows(file)
        days = [date.fromisoformat(r["first_day"]) for r in rows]
        lasts = [date.fromisoformat(r["last_day"]) for r in rows]
        guard = next(r for r in records() if isinstance(r, Source) and r.id == source)
        found.append(
            Series(
                id=id,
                source_id=source,
                import_id=id,
                profile="sample",
                rows=len(rows),
                first_day=min(days),
                last_day=max(lasts),
                sensitivity=guard.sensitivity,
                lowered=guard.lowered,
            )
        )
    return tuple(found)


def event_chunks() -> Iterator[tuple[str, EventChunk]]:
    """The events as they travel into a mission file: the id of their source, and the rows."""
    for file, _, source in TABLES:
        rows = _rows(file)
        names = ["Invented for the example"] * len(rows)
        yield (
            source,
            EventChunk(
                hot=_columns(rows),
                note=Texts.of([r.get("note", "") for r in rows]),
                source=Texts.of(names),
                headline=Texts.of([""] * len(rows)),
                more=Texts.of([""] * len(rows)),
            ),
        )


@cache
def sample_snapshot() -> Snapshot:
    """The example by value: what analysis and reports are handed."""
    return Snapshot.of((*records(), *series()), events())


def make_sample(path: Path, author: str) -> Work[Project]:
    """A new open mission file that holds the example: its records first, then its events.

    Problem where the file exists or cannot be made.
    """
    first = records()
    (mission,) = (r for r in first if isinstance(r, Mission))
    begun = Draft(now(), author, FIRST, "edit.mission.sample", {"name": mission.name})
    project = guard(Project(MissionFile.create(path, KINDS, None, first, begun), author))
    try:
        found = {s.source_id: s for s in series()}
        kept = []
        for source, chunk in event_chunks():
            staged = yield from project.stage(uuid4().hex, source, [chunk], len(chunk))
            named = {"import_id": staged.import_id, "kept_at": now()}
            kept.append(found[source].model_copy(update=named))
        rows = sum(s.rows for s in kept)
        with project.edit("edit.import.events", count=rows, file=FOLDER):
            project.put(*kept)
    except BaseException:
        project.close()
        raise
    return project
