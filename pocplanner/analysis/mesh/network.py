"""Which mechanisms an alert can pass through, to whom they hand it on, and where it goes round."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from pocplanner.analysis.alerts import alerts_to
from pocplanner.analysis.mesh.parts import Part, bases_of, emptied, fold, own_ways
from pocplanner.analysis.standing import stands
from pocplanner.model.community import Alert, Community, Mechanism
from pocplanner.model.geometry import distances_m
from pocplanner.model.mesh import SharedCause
from pocplanner.model.places import Post, Settlement, Unit
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot

#: Chains of mechanisms from one entry; a mesh that hands on in more ways is told to be tangled.
MOST_CHAINS = 120
#: Mechanisms in one chain; what is told eight times over is no alert any more.
MOST_LINKS = 7


@dataclass(frozen=True)
class Chain:
    """Mechanisms in the order in which they hand an alert on, and who takes it at the end.

    `exit_id` is a unit or a post, or empty where the last one reaches the mission directly.
    """

    mechanism_ids: tuple[str, ...]
    exit_id: str = ""


class Network:
    """The mechanisms that may be drawn and counted, and how they hand alerts on."""

    def __init__(self, snapshot: Snapshot, as_of: date) -> None:
        self.snapshot, self.as_of = snapshot, as_of
        every = snapshot.all(Mechanism)
        #: Those whose consent has run out or was withdrawn: neither drawn nor counted.
        self.unconsented = tuple(m.id for m in every if gone(m, as_of))
        hidden = frozenset(self.unconsented)
        self.mechanisms = {m.id: m for m in every if m.id not in hidden}
        self._chains: dict[str, tuple[tuple[Chain, ...], bool]] = {}

    @cached_property
    def causes(self) -> dict[str, SharedCause]:
        """What is recorded of shared causes, by tag without regard to capital letters."""
        return {fold(c.tag): c for c in self.snapshot.all(SharedCause)}

    @cached_property
    def tags(self) -> dict[str, str]:
        """Every tag in use as it is written first, by its folded form."""
        found: dict[str, str] = {}
        for cause in self.snapshot.all(SharedCause):
            found.setdefault(fold(cause.tag), cause.tag)
        for mechanism in self.mechanisms.values():
            for tag in mechanism.shared_causes:
                found.setdefault(fold(tag), tag)
        return found

    @cached_property
    def alerts(self) -> dict[str, tuple[Alert, ...]]:
        """Alerts of the log up to the day, by the mechanism that sent them."""
        found: dict[str, list[Alert]] = defaultdict(list)
        for alert in alerts_to(self.snapshot, self.as_of):
            if alert.mechanism_id:
                found[alert.mechanism_id].append(alert)
        return {id: tuple(alerts) for id, alerts in found.items()}

    def warns(self, of: Mechanism) -> bool:
        """Whether people raise alerts through it: it warns, or nobody said what it does."""
        return not of.functions or "warn" in of.functions or of.alerts_sent is not None

    # -- where it is heard ---------------------------------------------------------------

    @cached_property
    def at(self) -> dict[str, tuple[Mechanism, ...]]:
        """The mechanisms into which people of a place can call, by the id of the place or area."""
        found: dict[str, dict[str, Mechanism]] = defaultdict(dict)
        for one in self.mechanisms.values():
            if not self.warns(one):
                continue
            for place in (one.place_id, *one.covers_ids):
                if place:
                    found[place][one.id] = one
        for one, places in self._within_reach():
            for place in places:
                found[place].setdefault(one.id, one)
        return {place: tuple(ones.values()) for place, ones in found.items()}

    def _within_reach(self) -> list[tuple[Mechanism, list[str]]]:
        reaching = [m for m in self.mechanisms.values() if m.reach_km and self.warns(m)]
        homes = [c for c in self.snapshot.all(Community) if c.position is not None]
        if not reaching or not homes:
            return []
        lon = np.array([c.position.lon for c in homes if c.position])
        lat = np.array([c.position.lat for c in homes if c.position])
        found = []
        for one in reaching:
            here = one.position or self.snapshot.position(one.place_id)
            if here is None or one.reach_km is None:
                continue
            metres = distances_m(np.array([here.lon]), np.array([here.lat]), lon, lat)
            near = np.flatnonzero(metres <= one.reach_km * 1000)
            found.append((one, [homes[int(i)].id for i in near]))
        return found

    def heard_at(self, place_id: str) -> tuple[Mechanism, ...]:
        """The mechanisms that cover a place, itself or through an area around it."""
        found: dict[str, Mechanism] = {}
        around = sorted(self.snapshot.around(place_id), key=lambda i: (i != place_id, i))
        for id in around:
            found.update((m.id, m) for m in self.at.get(id, ()))
        return tuple(found.values())

    # -- how it is handed on -------------------------------------------------------------

    def next_of(self, id: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """To which mechanisms one hands on, to which units or posts, and whether to the mission.

        One that names nobody reaches the mission itself, as its channel says. At a post that is
        shut nobody takes an alert.
        """
        one = self.mechanisms[id]
        known = [i for i in one.passes_to_ids if self.snapshot.get(i) is not None]
        on = tuple(i for i in known if i in self.mechanisms and i != id)
        out = tuple(i for i in known if self._takes(self.snapshot.get(i)))
        return on, out, not one.passes_to_ids

    def _takes(self, record: Record | None) -> bool:
        """Whether alerts are taken there: by a unit, or at a post, that is not shut."""
        if isinstance(record, Unit):
            return record.post_id not in self.shut
        return isinstance(record, Post) and record.id not in self.shut

    @cached_property
    def shut(self) -> frozenset[str]:
        """Posts that do not stand on the day: closed, or not open yet."""
        posts = self.snapshot.all(Post)
        return frozenset(p.id for p in posts if not stands(p, self.as_of) or emptied(p))

    @cached_property
    def bases_gone(self) -> frozenset[str]:
        """Causes, folded, that are bases of which none stands: who hangs on them has no base."""
        found = set()
        for tag in self.tags:
            here = bases_of(self.snapshot, tag) if tag.startswith("base:") else ()
            if here and all(id in self.shut for id in here):
                found.add(tag)
        return frozenset(found)

    def chains(self, id: str) -> tuple[tuple[Chain, ...], bool]:
        """All chains that begin with a mechanism and reach the mission; whether some were left out.

        No chain passes through the same mechanism twice, so that a circle ends by itself.
        """
        if id not in self._chains:
            self._chains[id] = self._follow(id)
        return self._chains[id]

    def _follow(self, id: str) -> tuple[tuple[Chain, ...], bool]:
        found: list[Chain] = []
        waiting: list[tuple[str, ...]] = [(id,)]
        tangled = False
        while waiting:
            so_far = waiting.pop(0)
            on, out, direct = self.next_of(so_far[-1])
            if direct:
                found.append(Chain(so_far))
            found += [Chain(so_far, end) for end in out]
            longer = [(*so_far, i) for i in on if i not in so_far]
            if longer and (
                len(so_far) >= MOST_LINKS or len(waiting) + len(found) + len(longer) > MOST_CHAINS
            ):
                tangled = True
                continue
            waiting += longer
        return tuple(found[:MOST_CHAINS]), tangled or len(found) > MOST_CHAINS

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Mechanisms that hand an alert back to where it came from, each circle once."""
        found: dict[frozenset[str], tuple[str, ...]] = {}
        for start in self.mechanisms:
            trail = self._back_to(start)
            if trail:
                found.setdefault(frozenset(trail), trail)
        return tuple(found.values())

    def _back_to(self, start: str) -> tuple[str, ...]:
        """The shortest way on from a mechanism that comes back to it; empty where there is none."""
        before: dict[str, str] = {}
        waiting = [start]
        while waiting:
            here = waiting.pop(0)
            for id in self.next_of(here)[0]:
                if id in before:
                    continue
                before[id] = here
                if start in self.next_of(id)[0]:
                    trail = [id]
                    while trail[-1] != start:
                        trail.append(before[trail[-1]])
                    return tuple(reversed(trail))
                waiting.append(id)
        return ()

    @cached_property
    def dead_ends(self) -> tuple[str, ...]:
        """Mechanisms from which no alert reaches the mission, whoever it is handed to."""
        return tuple(i for i in self.mechanisms if not self.chains(i)[0])

    def tags_of(self, chain: Chain) -> tuple[str, ...]:
        """The causes, folded, that a whole chain hangs on; each once."""
        found = (fold(t) for i in chain.mechanism_ids for t in self.mechanisms[i].shared_causes)
        return tuple(dict.fromkeys(found))

    def ways(self, chain: Chain) -> list[frozenset[Part]]:
        """What must be up for a chain: its first channels with every cause, or its second ones.

        A person of liaison who takes the alert must be there, too.
        """
        found: list[set[Part]] = [set()]
        for id in chain.mechanism_ids:
            here = own_ways(self.mechanisms[id])
            found = [{*way, *more} for way in found for more in here]
        if self.snapshot.one(Unit, chain.exit_id) is not None:
            found = [{*way, Part("unit", chain.exit_id)} for way in found]
        return [frozenset(way) for way in found]


def gone(of: Mechanism, on: date) -> bool:
    """Whether people took their consent back, or it has run out."""
    return of.consent is not None and of.consent.gone(on)


def places_of(snapshot: Snapshot) -> tuple[str, ...]:
    """The communities, and settlements that a mechanism names: where people could call from."""
    named = {i for m in snapshot.all(Mechanism) for i in (m.place_id, *m.covers_ids)}
    settled = (s.id for s in snapshot.all(Settlement) if s.id in named)
    return (*(c.id for c in snapshot.all(Community)), *settled)


__all__ = ["MOST_CHAINS", "MOST_LINKS", "Chain", "Network", "Part", "fold", "gone", "places_of"]
