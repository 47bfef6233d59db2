"""A record as one audience may see it: fields it may not see go back to "not said"."""

from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from pocplanner.model.community import Community, Coping, Mechanism, People, Seats
from pocplanner.model.few import SMALL, told
from pocplanner.model.guard import Audience, Held, Level, held
from pocplanner.model.mesh import SharedCause
from pocplanner.model.record import Guarded, Part, Record

#: The highest sensitivity of a record that reaches an audience at all.
CEILING = {
    Audience.CORE: Level.SEVERE,
    Audience.COMMAND: Level.HIGH,
    Audience.MISSION: Level.HIGH,
    Audience.HUMANITARIAN: Level.MODERATE,
    Audience.PARTNER: Level.MODERATE,
    Audience.HOST_STATE: Level.LOW,
    Audience.PUBLIC: Level.LOW,
    Audience.EXERCISE: Level.HIGH,
}

#: Coping that stays with the team whatever level somebody gave it (rule D8).
HIDDEN_COPING = frozenset({"temporary_flight", "concealment", "displacement_near_base"})


def effective_level(record: Record) -> Level:
    """The level that counts: the record's own, or severe for flight, hiding and shelter."""
    if isinstance(record, Coping) and record.strategy in HIDDEN_COPING:
        return Level.SEVERE
    if isinstance(record, SharedCause):  # what to cut to silence a place
        return Level.SEVERE
    return record.sensitivity if isinstance(record, Guarded) else Level.LOW


def mask(part: Part, audience: Audience) -> Part | None:
    """The part with the fields that the audience may see; nothing if it cannot stand so."""
    changes: dict[str, Any] = {}
    kind = type(part)
    for name in kind.model_fields:
        mark, value = held(kind, name), getattr(part, name)
        if audience not in mark.to:
            empty = _empty(kind, name)
            if empty is PydanticUndefined:
                return None
            if value != empty:
                changes[name] = empty
            continue
        seen = _seen(value, mark, audience)
        if seen is None and value is not None:
            empty = _empty(kind, name)
            if empty is PydanticUndefined:
                return None
            seen = empty
        if seen is not value:
            changes[name] = seen
    return part.model_copy(update=changes) if changes else part


def _empty(kind: type[BaseModel], name: str) -> Any:
    return kind.model_fields[name].get_default(call_default_factory=True)


def _seen(value: Any, mark: Held, audience: Audience) -> Any:
    if isinstance(value, Part):
        return mask(value, audience)
    if isinstance(value, tuple):
        if value and isinstance(value[0], (People, Seats)) and audience is not Audience.CORE:
            value = _large_cells(value)
        parts = [mask(v, audience) if isinstance(v, Part) else v for v in value]
        kept = tuple(p for p in parts if p is not None)
        same = len(kept) == len(value) and all(a is b for a, b in zip(kept, value, strict=True))
        return value if same else kept
    if mark.content == "count" and audience is not Audience.CORE and isinstance(value, int):
        return told(value)
    return value


def _large_cells(cells: tuple[Any, ...]) -> tuple[Any, ...]:
    """The cells of a table that may be told: small ones go, and one more with a lone one.

    A single hidden cell could be had back from the total, so the next smallest goes too.
    """
    counts = [c.count if isinstance(c, People) else c.seats for c in cells]
    hidden = {i for i, n in enumerate(counts) if 0 < n < SMALL}
    if len(hidden) == 1:
        others = [i for i in range(len(cells)) if i not in hidden and counts[i] > 0]
        if others:
            hidden.add(min(others, key=lambda i: (counts[i], i)))
    kept = tuple(c for i, c in enumerate(cells) if i not in hidden)
    return kept if hidden else cells


def complement(community: Community) -> Community:
    """The groups of a community so that no small one can be had back from the rest."""
    small = [i for i, g in enumerate(community.groups) if g.people is not None and g.people < SMALL]
    known = [i for i, g in enumerate(community.groups) if g.people is not None and i not in small]
    if len(small) != 1 or not known:
        return community
    least = min(known, key=lambda i: (community.groups[i].people or 0, i))
    groups = list(community.groups)
    groups[least] = groups[least].model_copy(update={"people": None})
    return community.model_copy(update={"groups": tuple(groups)})


def crossed(community: Community) -> bool:
    """Whether a small cell is crossed by sex, age and group at once (rule D7)."""
    table = community.people
    dimensions = sum(len({getattr(p, name) for p in table}) > 1 for name in ("sex", "age", "group"))
    return dimensions > 2 and any(0 < p.count < SMALL for p in table)


def unsafe_mechanism(record: Record) -> bool:
    """Whether a mechanism may not be shared: nobody said what could go wrong (rule D20)."""
    return isinstance(record, Mechanism) and not record.could_go_wrong.strip()
