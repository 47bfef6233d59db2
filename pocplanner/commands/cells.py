"""One field of a record as a cell of a table: written for a spreadsheet, read back from it."""

import enum
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pocplanner.analysis import coordinates
from pocplanner.formats.context import Context, folded
from pocplanner.formats.entries import Entries
from pocplanner.formats.entry_values import Wrong, number, parts, span, whole, yes
from pocplanner.formats.judging import Findings
from pocplanner.model.field_types import unwrapped
from pocplanner.model.geometry import Position
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Range, Record, Ref
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Problem, Words

#: Fields that the program keeps by itself, or that need a form of their own.
OWN = frozenset({"lowered", "source_key", "decided_at", "decided_by", "sensitivity"})
_PLAIN = (str, bool, int, float, date, datetime)


class Unread(Exception):
    """A cell that cannot be read: a key of `words` and the facts of its sentence."""

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts


def fields_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that fit into a cell, the id first."""
    return tuple(n for n in kind.model_fields if n not in OWN and fits(kind, n))


def fits(kind: type[Record], name: str) -> bool:
    """Whether a field fits into a cell: single values, positions, ranges and lists of words."""
    base, _, many = unwrapped(kind.model_fields[name].annotation)
    if not isinstance(base, type):
        return False
    if many:
        return issubclass(base, (str, int, enum.Enum)) and not issubclass(base, bool)
    return issubclass(base, (*_PLAIN, enum.Enum, Position, Range))


class Cells:
    """Reads and writes cells for one mission in one language."""

    def __init__(self, snapshot: Snapshot, language: str, today: date) -> None:
        self._snapshot, self._words = snapshot, Words(language)
        self._entries = Entries(Context.of(snapshot, today, language), Findings(), "dmy")
        self._names: dict[tuple[str, ...], dict[str, list[str]]] = {}

    # -- writing ---------------------------------------------------------------------

    def write(self, kind: type[Record], name: str, value: Any) -> str:
        """A value as a person writes it into a spreadsheet."""
        if value in (None, "", ()):
            return ""
        many = isinstance(value, tuple)
        values = value if many else (value,)
        return "; ".join(self._one(kind, name, v) for v in values)

    def _one(self, kind: type[Record], name: str, value: Any) -> str:
        code, ref = metadata(kind, name, Code), metadata(kind, name, Ref)
        if isinstance(value, enum.Enum):
            return self._words.term(type(value).__name__.lower(), str(value.value))
        if code is not None:
            if str(value).startswith("other:"):
                return str(value)
            label = self._words.term(code.vocabulary, str(value))
            return label if self._term(code.vocabulary, label) == value else str(value)
        if ref is not None:
            named = self._snapshot.name(str(value))
            alone = len(self._by_name(ref.kinds).get(folded(named), ())) == 1
            return named if named and alone else str(value)
        if isinstance(value, bool):
            return self._words.text("gui.yes" if value else "gui.no")
        if isinstance(value, datetime):
            return value.isoformat(" ", "minutes" if not value.second else "auto")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Position):
            return coordinates.write(value)
        if isinstance(value, Range):
            return " / ".join(_number(n) for n in (value.min, value.likely, value.max))
        return _number(value) if isinstance(value, float) else str(value)

    # -- reading ---------------------------------------------------------------------

    def read(self, kind: type[Record], name: str, text: str) -> Any:
        """The value of a cell. Unread, with its sentence, where it is none for this field."""
        base, _, many = unwrapped(kind.model_fields[name].annotation)
        try:
            if not many:
                return self._read(kind, name, base, text.strip())
            listed = parts(text)
            if len(listed) == 1 and "," in text and base is not str:
                listed = [p.strip() for p in text.split(",") if p.strip()]
            return tuple(self._read(kind, name, base, p) for p in listed)
        except Wrong as wrong:
            raise Unread(f"formats.reason.{wrong.reason}", **wrong.facts) from wrong
        except Problem as problem:
            raise Unread(f"problem.{problem.key}", **problem.facts) from problem

    def _read(self, kind: type[Record], name: str, base: Any, text: str) -> Any:
        code, ref = metadata(kind, name, Code), metadata(kind, name, Ref)
        if code is not None:
            found = self._term(code.vocabulary, text)
            if found is None:
                terms = vocabulary(code.vocabulary)
                known = ", ".join(terms.label(c, self._words.language) for c in terms.codes()[:12])
                raise Unread("table.reason.no_term", value=text, known=known)
            return found
        if ref is not None:
            return self._ref(ref.kinds, text)
        if issubclass(base, enum.Enum):
            return self._member(base, text)
        if issubclass(base, bool):
            return yes(text)
        if issubclass(base, int):
            return whole(text)
        if issubclass(base, float):
            return number(text)
        if issubclass(base, datetime):
            return self._entries.instant(text)
        if issubclass(base, date):
            return self._entries.day(text)
        if issubclass(base, Position):
            return coordinates.read(text).position
        if issubclass(base, Range):
            return Range.model_validate(span(text))
        return text

    def _term(self, name: str, text: str) -> str | None:
        """The code of a term by its code or its name in any language; nothing for an unknown."""
        self._entries.findings.unknown.clear()
        found = self._entries.code(text, name)
        return None if (name, text) in self._entries.findings.unknown else found

    def _member(self, kind: type[enum.Enum], text: str) -> enum.Enum:
        wanted = folded(text)
        for member in kind:
            labels = (self._words.term(kind.__name__.lower(), str(member.value)), member.value)
            if wanted in {folded(str(one)) for one in labels}:
                return member
        known = ", ".join(self._words.term(kind.__name__.lower(), str(m.value)) for m in kind)
        raise Unread("table.reason.no_term", value=text, known=known)

    def _ref(self, kinds: tuple[str, ...], text: str) -> str:
        known = self._snapshot.get(text)
        if known is not None and type(known).__name__ in kinds:
            return text
        found = self._by_name(kinds).get(folded(text), [])
        if len(found) > 1:
            raise Unread("formats.reason.name_ambiguous", value=text, count=len(found))
        if not found:
            raise Unread("formats.reason.name_not_found", value=text)
        return found[0]

    def _by_name(self, kinds: tuple[str, ...]) -> dict[str, list[str]]:
        if kinds not in self._names:
            made: dict[str, list[str]] = {}
            for record in self._snapshot:
                if type(record).__name__ in kinds:
                    for name in _names(record):
                        ids = made.setdefault(name, [])
                        if record.id not in ids:
                            ids.append(record.id)
            self._names[kinds] = made
        return self._names[kinds]


def _names(record: Record) -> Sequence[str]:
    own = getattr(record, "name", "") or getattr(record, "title", "")
    told = (own, *getattr(record, "aliases", ()))
    return [folded(str(n)) for n in told if folded(str(n))]


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
