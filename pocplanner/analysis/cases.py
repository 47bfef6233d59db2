"""Events gathered into cases: what one perpetrator does at one place, by kind of threat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.ground import Ground, incidents
from pocplanner.analysis.names import fold
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Area, Settlement

Rows = NDArray[np.int64]

#: Kinds that one type of event stands for alike: people who judged may name the graver.
_SAME = {
    "massacre": "killing",
    "disappearance": "abduction",
    "pillage_crop_cattle": "pillage",
    "property_destruction": "pillage",
    "indirect_fire_air_strike": "explosive",
    "explosive_ordnance_ied": "explosive",
}
#: Words of the source that tell laid or carried explosives from shelling.
_LAID = ("landmine", "ied", "mine ", "suicide", "grenade", "engin explosif")
SEPARATOR = " / "


def family(kind: str) -> str:
    """The kinds of threat that the same events speak of."""
    return _SAME.get(kind, kind)


@dataclass(frozen=True)
class Case:
    """Events of one kind at one place or area by the same perpetrators, as row indexes."""

    place_id: str
    perpetrators: frozenset[int]
    kind: str
    rows: Rows

    def key(self, ground: Ground) -> tuple[str, frozenset[str], str]:
        """Place, perpetrators (ids, or folded names where not recorded) and kind."""
        return self.place_id, names_of(ground, self.perpetrators), self.kind


def names_of(ground: Ground, actors: Iterable[int]) -> frozenset[str]:
    """Actors by id where recorded, else by folded name."""
    return frozenset(
        ground.actors[i] if ground.actor_recorded[i] else fold(ground.actors[i]) for i in actors
    )


@dataclass(frozen=True)
class Cases:
    """All cases of a mission, found by place; also which place stands for which."""

    ground: Ground
    all: tuple[Case, ...]

    @cached_property
    def _at(self) -> Mapping[str, tuple[Case, ...]]:
        found: dict[str, list[Case]] = {}
        for case in self.all:
            found.setdefault(case.place_id, []).append(case)
        return {k: tuple(v) for k, v in found.items()}

    def at(self, place_id: str) -> tuple[Case, ...]:
        """The cases of a place."""
        return self._at.get(place_id, ())

    @cached_property
    def families(self) -> frozenset[str]:
        """The kinds that the events of this mission can show at all."""
        return frozenset(family(c.kind) for c in self.all)

    @cached_property
    def _stand_in(self) -> Mapping[str, str]:
        """Settlements that a community stands for: linked, or of the same name and near."""
        snapshot = self.ground.snapshot
        radius = self.ground.assumptions.value("place.radius_km") * 1000
        found: dict[str, str] = {}
        by_name: dict[str, list[Settlement]] = {}
        for settlement in snapshot.all(Settlement):
            by_name.setdefault(fold(settlement.name), []).append(settlement)
        for community in snapshot.all(Community):
            if community.settlement_id:
                found.setdefault(community.settlement_id, community.id)
            for settlement in by_name.get(fold(community.name), []):
                here, there = community.position, settlement.position
                if here and there and distance_m(here, there) <= radius:
                    found.setdefault(settlement.id, community.id)
        return found

    def canonical(self, place_id: str) -> str:
        """The community that stands for a settlement, else the place itself."""
        return self._stand_in.get(place_id, place_id)

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        found: dict[str, set[str]] = {}
        for actor in self.ground.snapshot.all(Actor):
            for name in (actor.name, *actor.aliases):
                found.setdefault(fold(name), set()).add(actor.id)
        return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}

    def perpetrators(self, threat: Threat) -> frozenset[str]:
        """A threat's perpetrators as cases name them: ids, or folded names."""
        named = (fold(n) for n in threat.perpetrator_name.split(SEPARATOR))
        return frozenset(threat.perpetrator_ids) | {self._owners.get(n, n) for n in named if n}

    def key(self, threat: Threat) -> tuple[str, frozenset[str], str]:
        """A stored threat's key, comparable with a case's."""
        return self.canonical(threat.place_id), self.perpetrators(threat), threat.kind

    def rows(self, threat: Threat) -> Rows:
        """The events that speak of a threat: its place, its kind, one of its perpetrators.

        A village is rated only from events placed there; an area that a person named, from
        every event in it; a threat proposed for an area, from what is known no better. A
        proposed threat rests on its own case alone, so that no death is rated twice.
        """
        who, kind = self.perpetrators(threat), family(threat.kind)
        place = self.canonical(threat.place_id)
        found = [
            case.rows
            for here in dict.fromkeys((place, threat.place_id))
            for case in self._near(here, threat)
            if family(case.kind) == kind
            and _same_hands(threat, who, names_of(self.ground, case.perpetrators))
        ]
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def shows(self, threat: Threat) -> bool:
        """Whether the events of this mission record this kind of threat at all."""
        return family(threat.kind) in self.families

    def _near(self, place_id: str, threat: Threat) -> Iterable[Case]:
        if not isinstance(self.ground.snapshot.get(place_id), Area) or proposed_id(threat.id):
            return self.at(place_id)
        return self._inside(place_id)

    def _inside(self, area_id: str) -> tuple[Case, ...]:
        ground = self.ground
        if area_id not in ground.area_ids:
            return self.at(area_id)
        index = ground.area_ids.index(area_id)
        inside = (ground.area1 == index) | (ground.area2 == index)
        cut = ((c, c.rows[inside[c.rows]]) for c in self.all)
        return tuple(Case(area_id, c.perpetrators, c.kind, r) for c, r in cut if len(r))


def _same_hands(threat: Threat, who: frozenset[str], case: frozenset[str]) -> bool:
    """A threat as proposed is its own case; one that a person worded takes all that it may be."""
    if proposed_id(threat.id) and threat.status != "changed":
        return who == case
    return not who or bool(who & case)


#: How the ids of proposed threats begin: they stay so when a person has accepted them.
PREFIX = "threat-"


def proposed_id(id: str) -> bool:
    """Whether a threat was first proposed by the program, from its id."""
    return id.startswith(PREFIX)


def kinds(ground: Ground) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The kind of threat that each event speaks of, by index; -1 where it is none."""
    table, events = incidents(), ground.events
    names = tuple(dict.fromkeys([e["threat"] for e in table.values()] + ["explosive_ordnance_ied"]))
    of_type = [names.index(table[t]["threat"]) if t in table else -1 for t in events.type.names]
    found = np.array([*of_type, -1], np.int32)[events.type.codes]
    heavy = events.type.isin({c for c, e in table.items() if e.get("heavy")})
    laid = events.native_type.isin(
        {n for n in events.native_type.names if any(w in f"{n.casefold()} " for w in _LAID)}
    )
    found[heavy & laid] = names.index("explosive_ordnance_ied")
    harmless = events.type.isin({c for c, e in table.items() if e.get("needs_civilians")})
    # A source that counts civilians apart and gives none says that none were harmed.
    found[harmless & (events.deaths_civilians == 0)] = -1
    return names, found


def gather(ground: Ground) -> Cases:
    """Gather the events into cases, each row into one: its place, else its finest area."""
    names, kind = kinds(ground)
    first, second = ground.perpetrators
    places = len(ground.place_ids)
    known = np.array([*ground.area_recorded, False], bool)
    area = np.where(known[ground.area], ground.area, -1)
    place = np.where(ground.place >= 0, ground.place, np.where(area >= 0, area + places, -1))
    rows = np.flatnonzero((place >= 0) & (kind >= 0))
    if not len(rows):
        return Cases(ground, ())
    size, low = len(ground.actors) + 1, np.minimum(first, second) + 1
    high = np.maximum(first, second) + 1
    code = place.astype(np.int64)
    for column, width in ((low, size), (high, size), (kind, len(names))):
        code = code * width + column
    order = rows[np.argsort(code[rows], kind="stable")]
    cuts = np.flatnonzero(np.diff(code[order])) + 1
    ids = (*ground.place_ids, *ground.area_ids)
    return Cases(
        ground,
        tuple(
            Case(
                ids[int(place[part[0]])],
                frozenset(int(i) for i in (first[part[0]], second[part[0]]) if i >= 0),
                names[int(kind[part[0]])],
                part,
            )
            for part in np.split(order, cuts)
        ),
    )
