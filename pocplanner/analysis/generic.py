"""Is a paragraph generic: does it name no place, actor, group, mechanism, number or date here."""

import re
import weakref
from collections.abc import Iterable, Iterator

from pocplanner.analysis.names import fold
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.places import Airfield, Area, Post, Route, Settlement, Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Section
from pocplanner.model.vocabulary import vocabulary

#: Two digits or more, as people write numbers; a bare "3" may be a tier or a place in a list.
_NUMBER = re.compile(r"\d{2,}|\d[ .,\u00a0\u202f]\d")
_MONTHS = "jan|feb|fev|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|aou|sep|oct|nov|dec"  # folded
_DATE = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{_MONTHS})")
_NAMED = (Area, Settlement, Community, Post, Unit, Airfield, Route, Actor, Mechanism)
#: Words of the field that may also be the whole name of a record: alone they name nothing.
_PLAIN = frozenset(
    word
    for line in (
        "army armee police gendarmerie committee comite market marche north nord south sud",
        "east est west ouest centre center base mission state etat government gouvernement",
        "road route river riviere camp school ecole civilians civils population community",
        "communaute village town ville capital capitale headquarters",
    )
    for word in line.split()
)


class NameIndex:
    """The names of a mission's places, actors, groups and mechanisms, found in text quickly."""

    def __init__(self, snapshot: Snapshot) -> None:
        plain = _plain()
        found: dict[str, set[tuple[str, ...]]] = {}
        for name in _names(snapshot):
            folded = fold(name)
            first, *rest = folded.split() or [""]
            if len(folded) > 2 and folded not in plain:
                found.setdefault(first, set()).add(tuple(rest))
        self._rests = found
        self._lengths = {first: sorted({len(r) for r in rests}) for first, rests in found.items()}

    def names(self, text: str) -> bool:
        """Whether one of the names stands in the text, on the borders of words."""
        words = fold(text).split()
        return any(
            tuple(words[i + 1 : i + 1 + length]) in self._rests[word]
            for i, word in enumerate(words)
            for length in self._lengths.get(word, ())
        )


def is_generic(text: str, snapshot: Snapshot) -> bool:
    """Whether the text names nothing of this mission and could stand in any other's paper."""
    if _NUMBER.search(text) or _DATE.search(fold(text)):
        return False
    return not _index(snapshot).names(text)


def generic_paragraphs(
    sections: Iterable[Section], snapshot: Snapshot
) -> Iterator[tuple[str, str]]:
    """The generic paragraphs of sections: id of the section and key of the paragraph.

    An open question may be general: it says what is not known here.
    """
    for section in sections:
        for paragraph in section.paragraphs:
            if not paragraph.question and is_generic(paragraph.text, snapshot):
                yield section.id, paragraph.key


_held: list[tuple["weakref.ref[Snapshot]", NameIndex]] = []


def _index(snapshot: Snapshot) -> NameIndex:
    """The index of this very snapshot: kept for the next paragraph, dropped with the snapshot."""
    for reference, index in _held:
        if reference() is snapshot:
            return index
    index = NameIndex(snapshot)
    _held[:] = [(r, i) for r, i in _held if r() is not None][-3:]
    _held.append((weakref.ref(snapshot), index))
    return index


def _plain() -> frozenset[str]:
    """Words and terms of the field that name nothing by themselves."""
    terms = (
        fold(label)
        for name in ("affected_group", "asset_type", "mechanism_type", "perpetrator_type")
        for term in vocabulary(name).terms
        for label in (term.code, *term.name.values())
    )
    return _PLAIN | frozenset(terms)


def _names(snapshot: Snapshot) -> Iterator[str]:
    for kind in _NAMED:
        for record in snapshot.all(kind):
            yield str(getattr(record, "name", ""))
            yield from getattr(record, "aliases", ())
    for community in snapshot.all(Community):
        yield from (g.name for g in community.groups)
    for threat in snapshot.all(Threat):
        yield from (threat.perpetrator_name, *threat.groups)
