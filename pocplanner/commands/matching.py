"""Decisions on entries that look alike: remembered, so that nobody is asked twice."""

from collections.abc import Iterable

from pocplanner.commands.mission import now
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
