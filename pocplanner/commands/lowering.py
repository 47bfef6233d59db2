"""Lower what others may see of chosen records: what it would open first, then one act."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from pocplanner.analysis.masking import crossed, effective_level, unsafe_mechanism
from pocplanner.analysis.sharing import readable
from pocplanner.commands.clock import now
from pocplanner.commands.tables import FIXED, NotTaken
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Community, Coping
from pocplanner.model.guard import CASES, Audience, Level
from pocplanner.model.kinds import KINDS
from pocplanner.model.kinds import kind as kind_of
from pocplanner.model.mission import Source
from pocplanner.model.record import Guarded, Lowering, Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.project import Project
from pocplanner.words import Problem

#: What a record can be lowered to; the other two are where it starts or what shelters it.
LEVELS = (Level.MODERATE, Level.LOW)
#: Whom each level reaches that "high" does not, and whom it alone reaches.
_OPENED = {
    Level.MODERATE: (Audience.HUMANITARIAN, Audience.PARTNER),
    Level.LOW: (Audience.HUMANITARIAN, Audience.PARTNER, Audience.HOST_STATE, Audience.PUBLIC),
}
_ALONE = {
    Level.MODERATE: frozenset(_OPENED[Level.MODERATE]),
    Level.LOW: frozenset({Audience.HOST_STATE, Audience.PUBLIC}),
}
#: Fields that every record has and that tell a reader nothing.
_SILENT = frozenset({"id", "sensitivity", "lowered"})


@dataclass(frozen=True)
class Opening:
    """What one audience would read that it does not read now: records by kind, and fields."""

    audience: Audience
    records: int
    kinds: tuple[tuple[str, int], ...]
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Plan:
    """What lowering would do: to which records, for whom, and what stays as it is."""

    to: Level
    ids: tuple[str, ...]
    already: tuple[str, ...]
    refused: tuple[NotTaken, ...]
    opens: tuple[Opening, ...]


def may_lower(kind: type[Record]) -> bool:
    """Whether records of the kind have a level that a person may lower here."""
    return issubclass(kind, Guarded) and kind.__name__ not in FIXED


def of_kind(snapshot: Snapshot, kind: str, place: str = "") -> tuple[str, ...]:
    """The ids of all records of a kind, or of those at a place or inside an area.

    Problem where the kind or the place is not known.
    """
    names = {k.__name__.casefold(): k.__name__ for k in KINDS if may_lower(k)}
    if kind.casefold() not in names:
        raise Problem("lower.no_kind", kind=kind, known=", ".join(names.values()))
    if place and snapshot.get(place) is None:
        raise Problem("record.unknown", id=place)
    found = snapshot.all(kind_of(names[kind.casefold()]))
    if not place:
        return tuple(r.id for r in found)
    return tuple(r.id for r in found if place in snapshot.around(_where(r)))


def _where(record: Record) -> str:
    return getattr(record, "place_id", "") or record.id


def plan(snapshot: Snapshot, ids: Sequence[str], to: Level, on: date | None = None) -> Plan:
    """What lowering these records to a level would open, and which may not be lowered.

    It asks the filter itself, before and after, so that it says what a paper would hold: a
    record that nobody new would read stays where it is. Problem for an unknown id or level.
    """
    if to not in LEVELS:
        raise Problem("lower.no_level", level=str(to))
    on = on or now().date()
    records = [_found(snapshot, id) for id in dict.fromkeys(ids)]
    already = tuple(r.id for r in records if _at_most(r, to))
    refused: dict[str, NotTaken] = {}
    for record in records:
        why = "" if record.id in already else _forbidden(record)
        if why:
            refused[record.id] = NotTaken(record.id, f"lower.refused.{why}", {})
    # Events have the level of their series and are not touched here.
    bare = Snapshot.of(tuple(snapshot))
    before = {a: _read(bare, a, on) for a in _OPENED[to]}
    while True:
        going = [r for r in records if r.id not in refused and r.id not in already]
        after = {a: _read(_lowered(bare, going, to), a, on) for a in _OPENED[to]}
        idle = [r for r in going if not _opened(r, before, after) & _ALONE[to]]
        if not idle:
            break
        # What falls out may have been what others lean on, so the rest is looked at anew.
        for record in idle:
            why = _idle(record, to, on)
            refused[record.id] = NotTaken(record.id, f"lower.refused.{why}", {})
    return Plan(
        to=to,
        ids=tuple(r.id for r in going),
        already=already,
        refused=tuple(refused.values()),
        opens=tuple(_opening(a, before[a], after[a]) for a in _OPENED[to]),
    )


def lower(
    project: Project,
    ids: Sequence[str],
    to: Level,
    reason: str,
    author: str = "",
    on: date | None = None,
) -> Plan:
    """Lower these records in one act, under a role and with a reason; undo takes it back.

    Problem without reason or role, and where none of the records may be lowered.
    """
    reason, author = reason.strip(), (author or project.author).strip()
    if not reason:
        raise Problem("lower.no_reason")
    if not author:
        raise Problem("lower.no_author")
    try:
        why = Lowering(author=author, reason=reason)
    except ValidationError as error:
        raise Problem("lower.not_words") from error
    found = plan(project.snapshot(), ids, to, on)
    if not found.ids:
        raise Problem("lower.none", count=len(found.refused), already=len(found.already))
    records = [_found(project.snapshot(), id) for id in found.ids]
    made = [r.model_copy(update={"sensitivity": to, "lowered": why}) for r in records]
    with project.edit(f"edit.lower.{to}", count=len(made)):
        project.put(*made)
    return found


def _found(snapshot: Snapshot, id: str) -> Record:
    record = snapshot.get(id)
    if record is None:
        raise Problem("record.unknown", id=id)
    return record


def _at_most(record: Record, to: Level) -> bool:
    return isinstance(record, Guarded) and effective_level(record).rank <= to.rank


def _forbidden(record: Record) -> str:
    """Why a record stays where it is whatever anybody writes; empty where it may be lowered."""
    if not may_lower(type(record)):
        return "kind"
    if isinstance(record, Source) and not record.published:
        return "source"
    if effective_level(record) is Level.SEVERE:
        kept = isinstance(record, Coping) and record.sensitivity is not Level.SEVERE
        return "hidden" if kept else "severe"
    if _of_a_case(record):
        return "case"
    if unsafe_mechanism(record):
        return "could_go_wrong"
    if isinstance(record, Community) and crossed(record):
        return "crossed"
    return ""


def _of_a_case(record: Record) -> bool:
    """Whether a record is about harm of which outsiders read counts for the country at most."""
    if isinstance(record, Threat):
        return record.kind in CASES
    if isinstance(record, Alert):
        return record.threat in CASES
    return isinstance(record, Coping) and bool(record.against) and CASES.issuperset(record.against)


def _idle(record: Record, to: Level, on: date) -> str:
    """Why nobody new would read a record at this level."""
    consent = getattr(record, "consent", None)
    if hasattr(record, "consent") and (
        consent is None or not any(consent.covers(a, on) for a in _ALONE[to])
    ):
        return "consent"
    return "mark_low" if to is Level.LOW else "mark"


def _lowered(snapshot: Snapshot, records: Iterable[Record], to: Level) -> Snapshot:
    why = Lowering(author="-", reason="-")
    made = {r.id: r.model_copy(update={"sensitivity": to, "lowered": why}) for r in records}
    return Snapshot.of(tuple(made.get(r.id, r) for r in snapshot))


def _read(snapshot: Snapshot, audience: Audience, on: date) -> dict[str, Record]:
    """What an audience reads, by id."""
    return {r.id: r for r in readable(snapshot, audience, on)[0]}


def _opened(
    record: Record,
    before: dict[Audience, dict[str, Record]],
    after: dict[Audience, dict[str, Record]],
) -> set[Audience]:
    return {a for a, seen in after.items() if record.id in seen and record.id not in before[a]}


def _opening(audience: Audience, before: dict[str, Record], after: dict[str, Record]) -> Opening:
    """The records that are new to an audience, and their fields that hold something."""
    new = [r for id, r in after.items() if id not in before]
    fields: dict[tuple[str, str], None] = {}
    for record in new:
        for name, field in type(record).model_fields.items():
            empty = None if field.is_required() else field.get_default(call_default_factory=True)
            if name not in _SILENT and getattr(record, name) != empty:
                fields[type(record).__name__, name] = None
    kinds = Counter(type(r).__name__ for r in new)
    return Opening(audience, len(new), tuple(kinds.items()), tuple(fields))
