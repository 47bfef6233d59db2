"""How events look on a map: colour and letter by actor, type or deaths, with their legend.

The live map and written ones read the same classes.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.names import fold, unarmed
from pocplanner.model.actors import Actor
from pocplanner.model.events import Events, Labels
from pocplanner.model.snapshot import Snapshot
from pocplanner.words import Words

Small = NDArray[np.uint8]

#: Deaths, or events in one place, from which a dot is larger.
SIZES = (1, 10, 100)
COLOUR_BY = ("none", "actor", "type", "deaths")
SIZE_BY = ("none", "deaths", "count")
SHOW_AS = ("dots", "groups", "heat", "heat_deaths", "trend")
#: Of these, which are a picture over the land.
SURFACES = frozenset({"heat", "heat_deaths", "trend"})
#: Told apart with every kind of colour vision (Okabe & Ito 2008), the rest in grey.
_COLOURS = ("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5a00")
_OTHER, _PLAIN = "#75808a", "#9e2a2b"
#: From pale to dark, so that grey print keeps the order too.
_DEATHS = ("#d9b8a0", "#e08a4f", "#b3381f", "#5c0a16")
#: Two windows that are held against each other.
PAIR = ("#0072b2", "#d55e00")


class Sign(NamedTuple):
    """One line of the legend: the class that rows carry, its words, colour and letter."""

    code: int
    text: str
    colour: str
    letter: str


@dataclass(frozen=True)
class EventLook:
    """What a person chose: what colour, size and letters tell, and as what events are shown."""

    show_as: str = "dots"
    colour_by: str = "none"
    size_by: str = "count"
    letters: bool = True
    #: Spread of the heat and trend layers, in km; 0 lets the data decide.
    bandwidth_km: float = 0.0


class Look(NamedTuple):
    """The class of each row and the signs of the classes."""

    classes: Small | None
    signs: tuple[Sign, ...]


def look(events: Events, snapshot: Snapshot, colour_by: str, words: Words) -> Look:
    """Classes of all events of the mission, so that a filter never changes a colour.

    The commoner a class is, the lower it lies: what is rare is not covered by what is common.
    """
    if colour_by == "deaths":
        return _deaths(events, words)
    if colour_by == "type":
        names = [words.term("incident_type", c) for c in events.type.names]
        return _commonest(events.type.codes, names, words)
    if colour_by == "actor":
        return _commonest(*_actors(events, snapshot), words)
    return Look(None, (Sign(0, words.text("event_map.event"), _PLAIN, ""),))


def _deaths(events: Events, words: Words) -> Look:
    classes = np.searchsorted(SIZES, np.maximum(events.deaths_best, 0), side="right")
    bounds = ("0", f"{SIZES[0]}–{SIZES[1] - 1}", f"{SIZES[1]}–{SIZES[2] - 1}", f"{SIZES[2]}+")
    signs = tuple(
        Sign(i, words.text("event_map.deaths_of", count=text), colour, "0123"[i])
        for i, (text, colour) in enumerate(zip(bounds, _DEATHS, strict=True))
    )
    return Look(classes.astype(np.uint8), signs)


def _actors(events: Events, snapshot: Snapshot) -> tuple[NDArray[np.int32], list[str]]:
    """For each row the armed side that stands first, by record where one bears the name."""
    owners: dict[str, str] = {}
    for actor in snapshot.all(Actor):
        for name in (actor.name, *actor.aliases):
            owners.setdefault(fold(name), actor.name)
    found: dict[str, int] = {}

    def numbers(column: Labels) -> NDArray[np.int32]:
        table = []
        for name in column.names:
            shown = owners.get(fold(name), name.strip())
            armed = bool(shown) and not unarmed(name)
            table.append(found.setdefault(shown, len(found)) if armed else -1)
        codes: NDArray[np.int32] = np.array([*table, -1], np.int32)[column.codes]
        return codes

    first, second = numbers(events.side_a), numbers(events.side_b)
    return np.where(first >= 0, first, second).astype(np.int32), list(found)


def _commonest(codes: NDArray[np.int32], names: list[str], words: Words) -> Look:
    """The seven commonest of these by a class each, the rarest on top; the rest are others."""
    counts = np.bincount(codes[codes >= 0], minlength=len(names))
    order = [i for i in np.argsort(-counts, kind="stable").tolist() if counts[i] and names[i]]
    chosen = order[: len(_COLOURS)]
    table = np.zeros(len(names) + 1, np.uint8)
    signs, taken = [], {"–"}
    for place, index in enumerate(chosen, start=1):
        table[index] = place
        letter = _letter(names[index], taken)
        signs.append(Sign(place, names[index], _COLOURS[place - 1], letter))
    if len(order) > len(chosen) or (codes < 0).any():
        signs.append(Sign(0, words.text("event_map.others"), _OTHER, "–"))
    return Look(table[codes], tuple(signs))


def _letter(name: str, taken: set[str]) -> str:
    """A letter of the name that no other class has, else the next free one."""
    free = [c.upper() for c in fold(name) if c.isalpha() and c.isascii()]
    free += list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letter = next(c for c in free if c not in taken)
    taken.add(letter)
    return letter


def pair_signs(names: tuple[str, str], words: Words) -> tuple[Sign, Sign]:
    """The two signs of a comparison."""
    texts = [words.text(f"selection.compared.{name}") for name in names]
    letters = [words.text(f"selection.compared_letter.{name}") for name in names]
    return (
        Sign(0, texts[0], PAIR[0], letters[0]),
        Sign(1, texts[1], PAIR[1], letters[1]),
    )
