"""An editor for one field of a record, chosen by the field's type."""

import enum
import typing
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from shapely.geometry.base import BaseGeometry

from pocplanner.gui.coordinates.point import Point
from pocplanner.gui.forms.day import Day
from pocplanner.gui.forms.editors import (
    Editor,
    Kept,
    Line,
    Lines,
    Moment,
    Number,
    Numbers,
    Paragraph,
    Spread,
    Whole,
    Yes,
)
from pocplanner.gui.forms.list_editors import AskPart, OneOf, Parts, SomeOf
from pocplanner.model.field_types import unwrapped
from pocplanner.model.geometry import Position
from pocplanner.model.guard import metadata
from pocplanner.model.record import Code, Part, Range, Ref
from pocplanner.model.vocabulary import vocabulary
from pocplanner.words import Words

#: Names and ids of the records that a field may point to.
Choices = Callable[[Ref], Sequence[tuple[str, str]]]


def editor(
    words: Words,
    kind: type[Part],
    name: str,
    choices: Choices,
    ask: AskPart,
    month: Callable[[], date] = date.today,
) -> Editor:
    """The editor for a field of a record or part; `month` is where an empty calendar opens."""
    field = kind.model_fields[name]
    base, optional, many = unwrapped(field.annotation)
    code, ref = metadata(kind, name, Code), metadata(kind, name, Ref)
    if code is not None:
        terms = vocabulary(code.vocabulary)
        listed = [(c, terms.label(c, words.language)) for c in terms.codes() if c != "other"]
        if many:
            return SomeOf(listed)
        return OneOf(listed, is_open="other" in terms.codes(), empty=not field.is_required())
    if ref is not None:
        found = choices(ref)
        return SomeOf(found) if many else OneOf(found, is_open=False, empty=True)
    if isinstance(base, type):
        if issubclass(base, Position):
            return Point(words)
        if issubclass(base, Range):
            return Spread(words)
        if issubclass(base, Part):
            return Parts(words, base, ask, many)
        if issubclass(base, enum.Enum):
            listed = [(m.value, words.term(base.__name__.lower(), m.value)) for m in base]
            return SomeOf(listed) if many else OneOf(listed, is_open=False, empty=optional)
        if issubclass(base, BaseGeometry):
            return Kept(words)
    if base is date:
        return Day(words, month)
    return _plain_editor(words, kind, name, base, optional, many)


def _plain_editor(
    words: Words, kind: type[Part], name: str, base: Any, optional: bool, many: bool
) -> Editor:
    if base is bool:
        return Yes()
    if base is int:
        low, high = _bounds(kind, name)
        return (
            Numbers(words)
            if many
            else Whole(low, high, words.text("gui.form.unknown") if optional else None)
        )
    if base is float:
        return Number(words)
    if base is datetime:
        return Moment(words)
    if many:
        return Lines()
    return Paragraph() if _is_long(kind, name) else Line()


def _bounds(kind: type[Part], name: str) -> tuple[int, int]:
    low, high = 0, 2_000_000_000
    for mark in kind.model_fields[name].metadata:
        low = getattr(mark, "ge", low)
        high = getattr(mark, "le", high)
    found = kind.model_fields[name].annotation
    for inner in typing.get_args(found):
        for mark in typing.get_args(inner)[1:] if typing.get_origin(inner) else ():
            low = getattr(mark, "ge", low)
            high = getattr(mark, "le", high)
    return int(low), int(high)


def _is_long(kind: type[Part], name: str) -> bool:
    """Whether the field takes free text, by the length that it allows."""
    longest = [getattr(m, "max_length", None) for m in kind.model_fields[name].metadata]
    return any(n is not None and n > 1000 for n in longest)
