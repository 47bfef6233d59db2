"""Free text looked through for what can put people in danger: warned of, never changed.

Phone numbers, e-mail addresses, exact coordinates, dates of birth, numbers of documents,
and names where a word before them says that a person follows ("named", "Mr", "focal
point"). A bare name among other words is not found: no list of names is complete, and one
that tried would cry wolf at every village. English and French.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pocplanner.model.guard import marks
from pocplanner.model.record import Part
from pocplanner.model.traces import FINDERS, Trace


@dataclass(frozen=True)
class Found:
    """Something that should perhaps not stand in a text: what kind, where, and the words."""

    kind: Trace
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class FoundIn:
    """The same, with the path of the field of the record that holds it."""

    field: str
    found: Found


def scan(text: str) -> tuple[Found, ...]:
    """What stands in the text that should perhaps not, in the order of the text."""
    taken: list[Found] = []
    for kind, find in FINDERS:
        for start, end in find(text):
            if not any(start < t.end and t.start < end for t in taken):
                taken.append(Found(kind, start, end, text[start:end]))
    return tuple(sorted(taken, key=lambda f: f.start))


def scan_record(record: Part) -> tuple[FoundIn, ...]:
    """What stands in the texts and names of a record and its parts; ids and codes are left out."""
    return tuple(_inside(record, ""))


def _inside(part: Part, before: str) -> Iterator[FoundIn]:
    for name, _ in marks(type(part)):
        if name == "id" or name.endswith(("_id", "_ids", "_key", "sha256")):
            continue
        yield from _of(getattr(part, name), f"{before}{name}")


def _of(value: object, field: str) -> Iterator[FoundIn]:
    if isinstance(value, str):
        yield from (FoundIn(field, f) for f in scan(value))
    elif isinstance(value, Part) and not _measures(value):
        yield from _inside(value, f"{field}.")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _of(item, f"{field}.{index}")


def _measures(part: Part) -> bool:
    """Whether a part holds only numbers, as a position or a range does."""
    return not any(isinstance(v, str | tuple | Part) for _, v in part)
