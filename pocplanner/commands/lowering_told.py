"""What lowering records would open, in sentences for a person who decides on it."""

from collections.abc import Sequence

from pocplanner.commands.lowering import Plan
from pocplanner.model.kinds import kind
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

#: Refused records that are named one by one; the rest is counted.
_NAMED = 12


def lines(words: Words, snapshot: Snapshot, found: Plan) -> list[str]:
    """What lowering would open, for whom, and what stays: one sentence to a line."""
    level = words.term("level", found.to)
    said = [words.plural("lower.count", len(found.ids), level=level)]
    for one in found.opens:
        if not one.records:
            continue
        kinds = ", ".join(f"{words.kind(kind(n), many=c != 1)}: {c}" for n, c in one.kinds)
        names = dict.fromkeys(words.label(kind(k), f) for k, f in one.fields)
        said.append(
            words.text(
                "lower.opens",
                audience=words.term("audience", one.audience),
                kinds=kinds,
                fields=", ".join(names),
            )
        )
    if found.already:
        said.append(words.plural("lower.already", len(found.already)))
    if found.refused:
        said.append(words.plural("lower.stay", len(found.refused)))
        said += _reasons(words, snapshot, found)
    said.append(words.text("lower.never"))
    return said


def _reasons(words: Words, snapshot: Snapshot, found: Plan) -> Sequence[str]:
    by_reason: dict[str, list[str]] = {}
    for one in found.refused:
        by_reason.setdefault(one.key, []).append(snapshot.name(one.id) or one.id)
    told = []
    for key, names in by_reason.items():
        some = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        told.append(f"  {words.text(key)} ({len(names)}: {some})")
    return told
