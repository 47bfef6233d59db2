"""The mesh of a mission: how alerts get out of each place, and what would silence it."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import numpy as np

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.inputs import (
    Share,
    at_night,
    cause_share,
    has_backup,
    mechanism_share,
    ranged,
)
from pocplanner.analysis.mesh.makeup import make_up
from pocplanner.analysis.mesh.network import Chain, Network, Part, places_of
from pocplanner.analysis.mesh.reliability import Values, chance, minimal
from pocplanner.analysis.mesh.result import (
    CONDITIONS,
    REMOVED,
    Chance,
    Guess,
    Mesh,
    PlaceMesh,
    Reach,
    Single,
    people_of,
)
from pocplanner.analysis.mesh.staff import staff, staff_at
from pocplanner.analysis.mesh.subjects import Access, Subject, access, subjects
from pocplanner.model.community import Community, Mechanism
from pocplanner.model.guard import Audience
from pocplanner.model.places import Unit
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work, finish

#: Readers who see the mission's own staff.
_INSIDE = frozenset({Audience.COMMAND, Audience.MISSION, Audience.EXERCISE})


def mesh(
    snapshot: Snapshot,
    as_of: date,
    assumed: Assumptions,
    lost: frozenset[Part] = frozenset(),
    place_ids: Iterable[str] | None = None,
) -> Mesh:
    """The mesh as of a day, for every place that a mechanism covers or for some places.

    `lost` are taken as failed for good, and so are causes recorded as never up and bases that
    do not stand. Readers who may
    not see channels and causes get none: worked out without these it would promise what is not
    so.
    """
    return finish(meshing(snapshot, as_of, assumed, lost, place_ids))


def meshing(
    snapshot: Snapshot,
    as_of: date,
    assumed: Assumptions,
    lost: frozenset[Part] = frozenset(),
    place_ids: Iterable[str] | None = None,
) -> Work[Mesh]:
    """The same place by place, so that it can be stopped; its progress has no text."""
    network = Network(snapshot, as_of)
    if not snapshot.whole:
        # Readers outside see no units: "no interpreter is on file" would be false for them.
        inside = snapshot.audience in _INSIDE and bool(snapshot.all(Unit))
        return Mesh(as_of, staff=staff(network, assumed) if inside else (), held=True)
    trial = bool(lost)
    lost |= {
        Part("cause", tag)
        for tag, cause in network.causes.items()
        if cause.works_percent is not None and cause.works_percent.max == 0
    }
    lost |= {Part("cause", tag) for tag in network.bases_gone}
    work = _Work(network, assumed, lost)
    asked = places_of(snapshot) if place_ids is None else tuple(place_ids)
    found = []
    for id in asked:
        found.append(work.place(id))
        yield Progress(0)
    places = tuple(p for p in found if p is not None)
    heard = {id for p in places for id in p.mechanism_ids}
    if place_ids is None:
        speaking = staff(network, assumed)
    else:
        # What is lost for a moment changes nobody's language, and a tick has to be quick.
        speaking = () if trial else staff_at(network, assumed, asked)
    return Mesh(
        as_of=as_of,
        places=tuple(sorted(places, key=_order)),
        singles=singles(places),
        circles=network.circles,
        dead_ends=network.dead_ends,
        unconsented=network.unconsented,
        made=tuple(
            make_up(snapshot, m, assumed, work.homes(m))
            for m in network.mechanisms.values()
            if (m.seats or m.groups_absent) and (place_ids is None or m.id in heard)
        )
        if not (trial and place_ids is not None)
        else (),
        staff=speaking,
        tags=tuple(network.tags.items()),
        lost=lost,
    )


def singles(places: Iterable[PlaceMesh]) -> tuple[Single, ...]:
    """Every part whose loss alone silences somebody, those with the most people first."""
    found: dict[Part, list[Subject]] = {}
    for place in places:
        for one in place.reaches:
            for part in one.points:
                found.setdefault(part, []).append(one.subject)
    made = [
        Single(part, tuple(here), people_of(here), any(s.sex == "female" for s in here))
        for part, here in found.items()
    ]
    return tuple(sorted(made, key=lambda s: (-(s.people or 0), -len(s.subjects), s.part)))


class _Work:
    """What is worked out once for all places: shares of mechanisms and causes."""

    def __init__(self, network: Network, assumed: Assumptions, lost: frozenset[Part]) -> None:
        self.network, self.assumed, self.lost = network, assumed, lost
        self._shares: dict[Part, tuple[Values, tuple[Guess, ...], bool]] = {}
        self._entries: dict[str, _Entry] = {}
        self._names: dict[Part, str] = {}
        self._homes: dict[str, list[Community]] | None = None
        self._words = (
            assumed.value("mesh.word.unlikely") / 100, assumed.value("mesh.word.likely") / 100
        )  # fmt: skip

    def homes(self, of: Mechanism) -> tuple[Community, ...]:
        """The communities that a mechanism covers."""
        if self._homes is None:
            self._homes = {}
            for home in self.network.snapshot.all(Community):
                for one in self.network.heard_at(home.id):
                    self._homes.setdefault(one.id, []).append(home)
        return tuple(self._homes.get(of.id, ()))

    # -- one place -------------------------------------------------------------------------

    def place(self, place_id: str) -> PlaceMesh | None:
        """The mesh of a place; nothing where no mechanism that warns covers it."""
        network = self.network
        heard = network.heard_at(place_id)
        if not heard:
            return None
        home = network.snapshot.one(Community, place_id)
        reaches = tuple(
            self._reach(who, home, heard) for who in subjects(network.snapshot, place_id, heard)
        )
        tangled = any(network.chains(m.id)[1] for m in heard)
        return PlaceMesh(place_id, tuple(m.id for m in heard), reaches, tangled)

    def _entry(self, id: str) -> "_Entry":
        """The ways out that begin with a mechanism and need nothing lost: one look for all places.

        Each chain that is left has its ways, and the same ways behind a door that some open.
        """
        found = self._entries.get(id)
        if found is None:
            door = Part("access", id)
            found = self._entries[id] = _Entry(door)
            for chain in self.network.chains(id)[0]:
                ways = [w for w in self.network.ways(chain) if not w & self.lost]
                if ways:
                    found.chains.append((chain, ways, [way | {door} for way in ways]))
        return found

    def _name(self, part: Part) -> str:
        """What a part is ordered by."""
        found = self._names.get(part)
        if found is None:
            found = self._names[part] = repr(part)
        return found

    def _reach(self, who: Subject, home: Community | None, heard: tuple[Mechanism, ...]) -> Reach:
        holds: dict[Part, Values] = {}
        guesses: dict[Guess, None] = {}
        ways: list[frozenset[Part]] = []
        chains: dict[Chain, set[frozenset[Part]]] = {}
        closed: list[tuple[str, Access]] = []
        told: list[tuple[str, Access]] = []
        measured = False
        for one in heard:
            found = access(one, who, home, self.assumed)
            if found.share is None:
                closed.append((one.id, found))
                continue
            told.append((one.id, found))
            entry, doubt = self._entry(one.id), found.share.guessed
            for chain, free, behind in entry.chains:
                here = behind if doubt else free
                ways += here
                chains.setdefault(chain, set()).update(here)
            if doubt and entry.chains:
                holds[entry.door] = _column(found.share.low, found.share.middle, found.share.high)
                guesses[entry.guess] = None
        needed = minimal(ways)
        # A way that needs no more than another one needs no share of its own.
        used = frozenset().union(*needed)
        for part in sorted(used):
            if part.kind == "access":
                continue
            values, guessed, counted = self._share(part)
            if values is not None:
                holds[part] = values
            guesses.update(dict.fromkeys(guessed))
            measured |= counted
        if not needed:
            return Reach(who, closed=tuple(closed), told=tuple(told))
        least, most = chance(needed, holds, named=self._name)
        numbers = np.broadcast_to(np.stack([least, most]), (2, 3 * len(CONDITIONS)))
        chances = tuple(
            Chance(
                float(numbers[0, 3 * i]),
                float((numbers[0, 3 * i + 1] + numbers[1, 3 * i + 1]) / 2),
                float(numbers[1, 3 * i + 2]),
            )
            for i in range(len(CONDITIONS))
        )
        middle = min(c.middle for c in chances)
        unlikely, likely = self._words
        return Reach(
            subject=who,
            chains=tuple(chains),
            apart=tuple(c for c, by in chains.items() if by & needed),
            needs=frozenset.intersection(*needed) - {p for p in holds if p.kind == "access"},
            chances=chances,
            measured=measured,
            word="unlikely" if middle < unlikely else "likely" if middle >= likely else "uncertain",
            guesses=tuple(g for g in guesses if g.what != "access" or Part("access", g.id) in used),
            closed=tuple(closed),
            told=tuple(told),
            exact=bool(np.array_equal(least, most)),
            ways=needed,
            holds=holds,
        )  # fmt: skip

    # -- how often a part holds -----------------------------------------------------------

    def _share(self, part: Part) -> tuple[Values | None, tuple[Guess, ...], bool]:
        if part.kind == "channel":
            return None, (), False
        if part not in self._shares:
            self._shares[part] = self._worked_out(part)
        return self._shares[part]

    def _worked_out(self, part: Part) -> tuple[Values, tuple[Guess, ...], bool]:
        network, assumed = self.network, self.assumed
        if part.kind == "mechanism":
            one = network.mechanisms[part.id]
            share = mechanism_share(one, network.alerts.get(one.id, ()), assumed)
            dark = at_night(one, assumed)
            values = _columns(share.times(dark) if light == "night" else share
                              for light, _ in CONDITIONS)  # fmt: skip
            guesses = [Guess("mechanism", one.id)] if share.guessed else []
            guesses += [Guess("night", one.id)] if dark.guessed else []
            return values, tuple(guesses), not share.guessed
        if part.kind == "cause":
            known = network.causes.get(part.id)
            shares = [cause_share(part.id, known, *c, assumed) for c in CONDITIONS]
            guessed = (Guess("cause", part.id),) if any(s.guessed for s in shares) else ()
            return _columns(shares), guessed, False
        share = ranged("mesh.unit" if part.kind == "unit" else "mesh.backup", assumed)
        column = _column(share.low, share.middle, share.high)
        return column, (Guess(part.kind, part.id),), False


class _Entry:
    """A mechanism as the first of a way: the door to it, and each chain with its ways.

    The second list of a chain holds the ways of those of whom nobody knows whether they tell it.
    """

    def __init__(self, door: Part) -> None:
        self.door, self.guess = door, Guess(door.kind, door.id)
        self.chains: list[tuple[Chain, list[frozenset[Part]], list[frozenset[Part]]]] = []


@lru_cache(maxsize=1024)
def _column(low: float, middle: float, high: float) -> Values:
    """The same share under every condition."""
    found = np.tile(np.array([low, middle, high]), len(CONDITIONS))
    found.flags.writeable = False
    return found


def _columns(shares: Iterable[Share]) -> Values:
    return np.array([v for s in shares for v in (s.low, s.middle, s.high)])


def _order(place: PlaceMesh) -> tuple[float, int, str]:
    """The weakest place first."""
    weakest = place.weakest
    middle = min((c.middle for c in weakest.chances), default=0.0)
    return round(middle, 9), -(weakest.subject.people or 0), place.place_id


__all__ = ["REMOVED", "Mesh", "has_backup", "mesh", "singles"]
