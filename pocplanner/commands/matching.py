"""Decisions on entries that look alike: remembered, so that nobody is asked twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pocplanner.commands.clock import now
from pocplanner.model.events import Series
from pocplanner.model.mission import Source
from pocplanner.model.pairing import Pairing, pairing_id
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.project import Project
from pocplanner.words import Problem

Pair = frozenset[str]


def apart(project: Project, one: str, other: str) -> Pairing:
    """Remember that two records, or two events, are different things; one undo takes it back.

    They are not proposed again, not even when their files come in anew. Problem where one of
    them is not there.
    """
    ends = [entry(project, id) for id in (one, other)]
    if ends[0] == ends[1]:
        raise Problem("match.one_entry")
    made = decision(project, ends[0], ends[1], same=False)
    with project.edit("edit.match.apart"):
        project.put(made)
    return made


def decision(
    project: Project, one: str, other: str, same: bool, gone: Record | None = None
) -> Pairing:
    """The record of a decision, not yet kept; `gone` is the record that goes into the other."""
    facts = {}
    if gone is not None:
        facts["source_id"] = str(getattr(gone, "source_id", ""))
        facts["source_key"] = str(getattr(gone, "source_key", ""))
    return Pairing(
        id=pairing_id(one, other),
        one=one,
        other=other,
        same=same,
        author=project.author,
        on=now().date(),
        **facts,
    )


def entry(project: Project, id: str) -> str:
    """How a decision names a record or an event. Problem where there is none of this id."""
    if project.find(id) is not None:
        return id
    series_id, _, key = id.partition(":")
    series = project.get(Series, series_id)
    if series is None or not key:
        raise Problem("record.unknown", id=id[:80])
    return named(series, key)


def named(series: Series, key: str) -> str:
    """How a decision names an event: by its source, so that a newer file changes nothing."""
    return f"{series.source_id}:{key}"[:200]


@dataclass(frozen=True)
class Apart:
    """A decision that two entries are different things: its id, both names, who said so, when."""

    id: str
    one: str
    other: str
    one_name: str
    other_name: str
    author: str
    on: date | None


def kept_apart(snapshot: Snapshot) -> tuple[Apart, ...]:
    """Every decision that two entries are different things, the latest first."""
    found = [
        Apart(
            r.id,
            r.one,
            r.other,
            _name(snapshot, r.one),
            _name(snapshot, r.other),
            r.author,
            r.on,
        )
        for r in snapshot.all(Pairing)
        if not r.same
    ]
    return tuple(sorted(found, key=lambda a: (-(a.on or date.min).toordinal(), a.one_name, a.id)))


def _name(snapshot: Snapshot, entry: str) -> str:
    """The name of a record; of an event its source and the source's key."""
    if snapshot.get(entry) is not None:
        return snapshot.name(entry) or entry
    source_id, _, key = entry.partition(":")
    source = snapshot.get(source_id)
    return f"{source.name} {key}" if isinstance(source, Source) and key else entry


def take_back(project: Project, ids: Iterable[str]) -> int:
    """Forget that these pairs are different things, in one act; how many decisions were there.

    They may be proposed again. Problem where none of them is there.
    """
    wanted = frozenset(ids)
    found = [r for r in project.all(Pairing) if r.id in wanted and not r.same]
    if not found:
        raise Problem("match.none_apart")
    with project.edit("edit.match.together", count=len(found)):
        project.drop(*found)
    return len(found)


def decided_apart(records: Iterable[Record]) -> frozenset[Pair]:
    """The pairs that somebody found to be two different things."""
    return frozenset(
        frozenset((r.one, r.other)) for r in records if isinstance(r, Pairing) and not r.same
    )


def gone_into(records: Iterable[Record]) -> dict[str, str]:
    """Ids of records that were found to be another one, each with the one that stayed."""
    return {r.other: r.one for r in records if isinstance(r, Pairing) and r.same}


def sources_of(snapshot: Snapshot, id: str) -> tuple[Source, ...]:
    """All sources that tell of a record: its own, and those of what was made one with it."""
    record = snapshot.get(id)
    ids = [str(getattr(record, "source_id", ""))]
    ids += [m.source_id for m in snapshot.all(Pairing) if m.same and m.one == id]
    found = (snapshot.get(i) for i in dict.fromkeys(ids) if i)
    return tuple(s for s in found if isinstance(s, Source))
