"""A shared cause that is lost: what the records then say, and what nobody knows of the rest."""

import hashlib
from collections.abc import Iterator, Mapping

from pocplanner.analysis.mesh.inputs import has_backup
from pocplanner.analysis.mesh.parts import Part, bases_of, fold, own_ways
from pocplanner.model.community import Mechanism
from pocplanner.model.mesh import SharedCause
from pocplanner.model.places import Unit
from pocplanner.model.record import Range, Record
from pocplanner.model.snapshot import Snapshot

_NEVER = Range(min=0, likely=0, max=0)


def losing(snapshot: Snapshot, tag: str, made: Mapping[str, Record]) -> Iterator[Record]:
    """The records when a cause never works any more; `made` are those that differ already.

    The mesh knows from the cause alone which ways are left, with all the doubt that a second
    channel brings: so no channel is rewritten here. What has no way left at all has no means.
    """
    yield from never_up(snapshot, tag)
    down = {fold(tag), *_down(snapshot, made)}
    for mechanism in naming(snapshot, tag):
        held = made.get(mechanism.id, mechanism)
        if isinstance(held, Mechanism) and not _left(held, down):
            yield held.model_copy(update={"resourcing": 0})


def never_up(snapshot: Snapshot, tag: str) -> tuple[SharedCause, ...]:
    """The shared cause as one that works in none of a hundred cases; texts then say it too."""
    key = fold(tag)
    lost = {"works_percent": _NEVER, "fails_seasons": (), "fails_night": "unknown"}
    held = [c for c in snapshot.all(SharedCause) if fold(c.tag) == key]
    if held:
        return tuple(one.model_copy(update=lost) for one in held)
    id = "cause-" + hashlib.blake2b(key.encode(), digest_size=8).hexdigest()
    return (SharedCause(id=id, tag=tag, works_percent=_NEVER),)


def naming(snapshot: Snapshot, tag: str) -> tuple[Mechanism, ...]:
    """The mechanisms that hang on a cause by their own word."""
    key = fold(tag)
    every = snapshot.all(Mechanism)
    return tuple(m for m in every if any(fold(t) == key for t in m.shared_causes))


def by_second(snapshot: Snapshot, tag: str) -> tuple[Mechanism, ...]:
    """Mechanisms that go on by a second channel when a mast is lost.

    How long telling takes by it nobody recorded: the minutes of the chain are still those of
    the first, and a reader must be told so.
    """
    down = {fold(tag)}
    return tuple(m for m in naming(snapshot, tag) if has_backup(m) and _left(m, down))


def handing_to(snapshot: Snapshot, post_id: str) -> tuple[Mechanism, ...]:
    """Mechanisms whose alerts are taken at a post or by its people, or that hang on the base."""
    takers = {post_id, *(u.id for u in snapshot.all(Unit) if u.post_id == post_id)}
    tags = {fold(t) for m in snapshot.all(Mechanism) for t in m.shared_causes}
    bases = {t for t in tags if t.startswith("base:") and post_id in bases_of(snapshot, t)}
    return tuple(
        m
        for m in snapshot.all(Mechanism)
        if takers & set(m.passes_to_ids) or bases & {fold(t) for t in m.shared_causes}
    )


def _down(snapshot: Snapshot, made: Mapping[str, Record]) -> set[str]:
    """Causes, folded, that never work: as recorded, and as the proposal has it so far."""
    held = {r.id: r for r in snapshot.all(SharedCause)}
    held |= {r.id: r for r in made.values() if isinstance(r, SharedCause)}
    return {
        fold(c.tag)
        for c in held.values()
        if c.works_percent is not None and c.works_percent.max == 0
    }


def _left(of: Mechanism, down: set[str]) -> bool:
    """Whether any of its own ways needs none of these causes."""
    lost = {Part("cause", tag) for tag in down}
    return any(not way & lost for way in own_ways(of))
