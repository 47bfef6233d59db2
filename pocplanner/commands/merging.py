"""Make one record of two that a person found to be the same; nothing is merged by itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from pocplanner.commands.cells import Cells, fields_of
from pocplanner.commands.matching import decision, sources_of
from pocplanner.model.actors import Actor, Tie
from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.guard import Level, metadata
from pocplanner.model.pairing import Pairing, pairing_id
from pocplanner.model.places import Airfield, Post, Route, Settlement
from pocplanner.model.record import Guarded, Part, Record, Ref
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Obstacle
from pocplanner.project import Project
from pocplanner.words import Problem, Words

#: Kinds whose records come from several sources and so come twice.
MERGED: tuple[type[Record], ...] = (
    Actor,
    Community,
    Settlement,
    Post,
    Airfield,
    Obstacle,
    Route,
    Mechanism,
    Coping,
)
#: Fields that hold ids of what a text rests on, without saying of which kind.
_EVIDENCE = frozenset({"evidence", "evidence_ids", "ref"})
#: Fields that say who a record is, how it is guarded and where it came from: never taken over.
_KEPT = frozenset({"id", "sensitivity", "lowered", "source_id", "source_key", "consent"})


@dataclass(frozen=True)
class Line:
    """One field of two records, side by side, in words."""

    field: str
    label: str
    one: str
    other: str

    @property
    def both_differ(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.one and self.other) and self.one != self.other


@dataclass(frozen=True)
class Beside:
    """Two records that may be one: their sources, and every field that either fills."""

    sources: tuple[str, str]
    lines: tuple[Line, ...]


def beside(snapshot: Snapshot, one: str, other: str, language: str, today: date) -> Beside:
    """Two records side by side. Problem where one is not there or they are of different kinds."""
    records = [snapshot.get(id) for id in (one, other)]
    left, right = records
    if left is None or right is None:
        raise Problem("record.unknown", id=one if left is None else other)
    if type(left) is not type(right):
        raise Problem("merge.not_alike")
    kind, words = type(left), Words(language)
    cells = Cells(snapshot, language, today)
    lines = []
    for name in fields_of(kind):
        if name in _KEPT:
            continue
        told = [cells.write(kind, name, getattr(r, name)) for r in (left, right)]
        if any(told):
            lines.append(Line(name, words.label(kind, name), *told))
    named = tuple("; ".join(s.name for s in sources_of(snapshot, r.id)) for r in (left, right))
    return Beside((named[0], named[1]), tuple(lines))


def merge(project: Project, keep_id: str, other_id: str, take: Collection[str] = ()) -> Record:
    """Keep one record and give it the other's names; all that pointed there points here now.

    What the kept one leaves empty is filled from the other, lists are put together, and the
    fields named in `take` come from the other. The stricter sensitivity of the two holds. That
    both sources tell of it is remembered, so that the other's file does not bring it back. One
    act, so that one undo takes it back. Problem where the two are not of one kind, or of a kind
    whose records are never the same.
    """
    keep, other = project.find(keep_id), project.find(other_id)
    for id, record in ((keep_id, keep), (other_id, other)):
        if record is None:
            raise Problem("record.unknown", id=id)
    if keep is None or other is None or type(keep) is not type(other) or keep_id == other_id:
        raise Problem("merge.not_alike")
    if not isinstance(keep, MERGED):
        raise Problem("merge.not_alike")
    if getattr(keep, "consent", None) != getattr(other, "consent", None):
        # What people allowed for one must not carry what they told for the other.
        raise Problem("merge.consent_differs")
    merged = _checked(keep.model_copy(update=_united(keep, other, take)))
    changed: list[Record] = []
    gone: list[Record] = [other]
    for record in project.snapshot():
        if record.id in (keep_id, other_id):
            continue
        made = _led_on(record, other_id, keep_id)
        if made is None or (isinstance(made, Tie) and made.from_id == made.to_id):
            gone.append(record)
        elif made.id != record.id:
            gone.append(record)
            changed.append(made)
        elif made is not record:
            changed.append(made)
    both = decision(project, keep_id, other_id, same=True, gone=other)
    name = str(getattr(keep, "name", "") or getattr(keep, "title", ""))
    gone_name = str(getattr(other, "name", "") or getattr(other, "title", ""))
    with project.edit("edit.merge", one=gone_name, other=name):
        project.drop(*gone)
        project.put(merged, both, *changed)
    return merged


def _united(keep: Record, other: Record, take: Collection[str]) -> dict[str, Any]:
    """What the kept record gets from the other."""
    changes: dict[str, Any] = {}
    for name in type(keep).model_fields:
        if name in _KEPT:
            continue
        ours, theirs = getattr(keep, name), getattr(other, name)
        if name == "aliases":
            names = (*ours, keep.name, other.name, *theirs)  # type: ignore[attr-defined]
            told = (other if "name" in take else keep).name  # type: ignore[attr-defined]
            changes[name] = tuple(n for n in dict.fromkeys(names) if n != told)
        elif name in take:
            changes[name] = theirs
        elif theirs in (None, "", ()) or ours == theirs:
            continue
        elif ours in (None, "", ()) or ours == type(keep).model_fields[name].default:
            changes[name] = theirs
        elif isinstance(ours, tuple) and all(isinstance(v, str) for v in (*ours, *theirs)):
            changes[name] = tuple(dict.fromkeys((*ours, *theirs)))
    if isinstance(keep, Guarded) and isinstance(other, Guarded):
        stricter = max(keep, other, key=lambda r: r.sensitivity.rank)
        changes["sensitivity"] = stricter.sensitivity
        changes["lowered"] = (
            stricter.lowered if stricter.sensitivity.rank < Level.HIGH.rank else None
        )
    return changes


def _led_on(record: Record, old: str, new: str) -> Record | None:
    """A record with one id in place of another; nothing where it says nothing any more."""
    if not isinstance(record, Pairing):
        return pointed(record, old, new)  # type: ignore[return-value]
    if old not in (record.one, record.other):
        return record
    one, other = (new if id == old else id for id in (record.one, record.other))
    if one == other:
        return None
    return record.model_copy(update={"id": pairing_id(one, other), "one": one, "other": other})


def _checked(record: Record) -> Record:
    try:
        return type(record).model_validate(record.model_dump())
    except ValidationError as error:
        raise Problem("merge.not_alike") from error


def pointed(part: Part, old: str, new: str) -> Part:
    """The part with one id in place of another, wherever it points to records."""
    changes: dict[str, Any] = {}
    kind = type(part)
    for name in kind.model_fields:
        value = getattr(part, name)
        if metadata(kind, name, Ref) is not None or name in _EVIDENCE:
            found = _replaced(value, old, new)
        elif isinstance(value, Part):
            found = pointed(value, old, new)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            found = tuple(pointed(item, old, new) for item in value)
        else:
            continue
        if found != value:
            changes[name] = found
    return part.model_copy(update=changes) if changes else part


def _replaced(value: Any, old: str, new: str) -> Any:
    if value == old:
        return new
    if isinstance(value, tuple):
        if value and isinstance(value[0], Part):
            return tuple(pointed(item, old, new) for item in value)
        return tuple(dict.fromkeys(new if item == old else item for item in value))
    return value
