"""Make one record of two that a person found to be the same; nothing is merged by itself."""

from typing import Any

from pydantic import ValidationError

from pocplanner.model.actors import Actor, Tie
from pocplanner.model.community import Community
from pocplanner.model.guard import metadata
from pocplanner.model.places import Settlement
from pocplanner.model.record import Part, Record, Ref
from pocplanner.project import Project
from pocplanner.words import Problem

#: Kinds whose names come from several sources and so come twice.
MERGED = (Actor, Community, Settlement)
#: Fields that hold ids of what a text rests on, without saying of which kind.
_EVIDENCE = frozenset({"evidence", "evidence_ids", "ref"})


def merge(project: Project, keep_id: str, other_id: str) -> Record:
    """Keep one record and give it the other's names; all that pointed there points here now.

    One act, so that one undo takes it back. Problem where the two are not of one kind, or
    of a kind whose records are never the same.
    """
    keep, other = project.find(keep_id), project.find(other_id)
    for id, record in ((keep_id, keep), (other_id, other)):
        if record is None:
            raise Problem("record.unknown", id=id)
    if type(keep) is not type(other) or keep_id == other_id or not isinstance(keep, MERGED):
        raise Problem("merge.not_alike")
    if not isinstance(other, MERGED):
        raise Problem("merge.not_alike")
    names = (*keep.aliases, other.name, *other.aliases)
    merged = keep.model_copy(
        update={"aliases": tuple(n for n in dict.fromkeys(names) if n != keep.name)}
    )
    changed: list[Record] = []
    gone: list[Record] = [other]
    for record in project.snapshot():
        if record.id in (keep_id, other_id):
            continue
        made = pointed(record, other_id, keep_id)
        if isinstance(made, Tie) and made.from_id == made.to_id:
            gone.append(record)
        elif isinstance(made, Record) and made is not record:
            changed.append(made)
    with project.edit("edit.merge", one=other.name, other=keep.name):
        project.put(_checked(merged), *changed)
        project.drop(*gone)
    return merged


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
