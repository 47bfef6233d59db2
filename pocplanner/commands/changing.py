"""Changes of single fields as a terminal gives them: text to values, ids and terms looked up."""

from collections.abc import Mapping
from typing import Any

from pocplanner.model.guard import metadata
from pocplanner.model.mission import Term
from pocplanner.model.record import Code, Record, Ref
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Problem


def from_text(kind: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the fields of a kind: a list parted by semicolons, nothing for "not said"."""
    return {name: _value(kind, name, value) for name, value in values.items()}


def _value(kind: type[Record], name: str, value: Any) -> Any:
    field = kind.model_fields.get(name)
    if field is None or not isinstance(value, str):
        return value
    if field.is_required():
        return value
    empty = field.get_default(call_default_factory=True)
    if not value.strip():
        return empty
    if isinstance(empty, tuple):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


def look_up(snapshot: Snapshot, kind: type[Record], values: Mapping[str, Any]) -> None:
    """Problem for an id that leads nowhere, or a term that neither list nor mission knows.

    A term of one's own is said as "other: …", so that a slip of the pen is not taken for one.
    """
    for name, value in values.items():
        given = value if isinstance(value, (tuple, list)) else (value,)
        texts = [v for v in given if isinstance(v, str) and v]
        ref, code = metadata(kind, name, Ref), metadata(kind, name, Code)
        for text in texts:
            if ref is not None:
                found = snapshot.get(text)
                if found is None or type(found).__name__ not in ref.kinds:
                    raise Problem("record.unknown", id=text)
            if code is not None and not _known(snapshot, code.vocabulary, text):
                terms = ", ".join(t.code for t in vocabulary(code.vocabulary).terms)
                raise Problem("record.no_term", term=text, field=name, known=terms)


def _known(snapshot: Snapshot, name: str, text: str) -> bool:
    if text.startswith("other:") or vocabulary(name).get(text) is not None:
        return True
    return any(t.vocabulary == name and t.code == text for t in snapshot.all(Term))
