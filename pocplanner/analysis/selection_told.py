"""A choice of events as a sentence, and as the pieces of which each can be taken out again."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pocplanner.analysis.filter_words import told
from pocplanner.analysis.selection import CIVILIANS, WHOLE, EventSelection
from pocplanner.analysis.table_columns import Among, Condition
from pocplanner.analysis.time_windows import Compared
from pocplanner.model.community import Community
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post, Settlement
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words


class Piece(NamedTuple):
    """One piece of the sentence: the field, the value within it (or nothing), its words."""

    field: str
    value: Any
    text: str


def pieces(selection: EventSelection, words: Words, snapshot: Snapshot) -> tuple[Piece, ...]:
    """What is asked for, piece by piece, in the order of the sentence."""
    found: list[Piece] = []
    for field in selection.asked:
        held = getattr(selection, field)
        if isinstance(held, tuple) and field not in WHOLE:
            found += [Piece(field, v, _text(field, v, words, snapshot)) for v in held]
        else:
            found.append(Piece(field, None, _text(field, held, words, snapshot)))
    return tuple(found)


def said(selection: EventSelection, words: Words, snapshot: Snapshot) -> str:
    """The choice as one sentence: "Events by X against civilians at night since 2019-01-01."."""
    if selection.empty:
        return words.text("selection.all")
    parts: list[str] = []
    glue = f" {words.text('selection.or')} "
    for field in selection.asked:
        held = getattr(selection, field)
        if field == "heads":
            parts += [_text(field, v, words, snapshot) for v in held]
        elif isinstance(held, tuple) and field not in WHOLE:
            named = glue.join(_name(field, v, words, snapshot) for v in held)
            parts.append(words.text(f"selection.{field}", name=named))
        else:
            parts.append(_text(field, held, words, snapshot))
    return words.text("selection.sentence", parts=" ".join(parts))


def window_names(parts: Sequence[Compared], words: Words) -> tuple[str, ...]:
    """The name of each of two windows with its days: "Before: 2024-01-01 (incl.) to …"."""
    return tuple(
        words.text(
            "selection.window",
            name=words.text(f"selection.compared.{part.name}"),
            since=part.selection.since,
            until=part.selection.until,
        )
        for part in parts
    )


def _text(field: str, value: Any, words: Words, snapshot: Snapshot) -> str:
    if field == "around":
        return _around(value, words, snapshot)
    if field == "box":
        west, south, east, north = (f"{v:.1f}" for v in value)
        return words.text("selection.box", west=west, south=south, east=east, north=north)
    if field == "heads":
        return words.text("selection.heads", name=_head(value, words))
    if field == "light":
        return words.text(f"selection.light_{value}")
    if field == "market":
        return words.text("selection.market")
    return words.text(f"selection.{field}", name=_name(field, value, words, snapshot))


def _name(field: str, value: Any, words: Words, snapshot: Snapshot) -> str:
    if field == "types":
        return words.term("incident_type", value)
    if field == "seasons":
        term = words.term("season_kind", value)
        return term[:1].lower() + term[1:]
    if field == "weekdays":
        return words.text(f"selection.weekday.{value}")
    if field == "against" and value == CIVILIANS:
        return words.text("selection.civilians")
    if field in ("since", "until"):
        return str(value.isoformat())
    if field in ("by", "against", "actors", "areas", "sources"):
        record = snapshot.get(value)
        return str(getattr(record, "name", value))
    return str(value)


def _around(value: tuple[float, float, float], words: Words, snapshot: Snapshot) -> str:
    """Around a place by its name, where these readers know one at that very point.

    Else by tenths of a degree: a place that others may know only roughly stays rough.
    """
    lon, lat, km = value
    at = Position(lon=lon, lat=lat)
    for kind in (Community, Post, Settlement):
        for place in snapshot.all(kind):
            if place.position == at:
                name = str(getattr(place, "name", ""))
                return words.text("selection.around_place", km=f"{km:g}", name=name)
    return words.text("selection.around", km=f"{km:g}", lat=f"{lat:.1f}", lon=f"{lon:.1f}")


def _head(value: tuple[str, Condition], words: Words) -> str:
    """A filter of a column in words."""
    name, condition = value
    if isinstance(condition, Among) and name.endswith("precision"):
        texts = (words.text(f"gui.events.{name}.{number}") for number in condition.texts)
        condition = Among(frozenset(texts))
    days = name in ("first_day", "last_day")
    return told(words, words.text(f"gui.events.column.{name}"), condition, days)
