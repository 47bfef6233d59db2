"""A choice of events as a sentence, and as the pieces of which each can be taken out again."""

from typing import Any, NamedTuple

from pocplanner.analysis.selection import CIVILIANS, EventSelection
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
        if isinstance(held, tuple) and field != "around":
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
        if isinstance(held, tuple) and field != "around":
            named = glue.join(_name(field, v, words, snapshot) for v in held)
            parts.append(words.text(f"selection.{field}", name=named))
        else:
            parts.append(_text(field, held, words, snapshot))
    return words.text("selection.sentence", parts=" ".join(parts))


def _text(field: str, value: Any, words: Words, snapshot: Snapshot) -> str:
    if field == "around":
        lon, lat, km = value
        return words.text("selection.around", km=f"{km:g}", lat=f"{lat:.3f}", lon=f"{lon:.3f}")
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
