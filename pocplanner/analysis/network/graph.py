"""The ties between actors on one day, and what changed between two days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from pocplanner.model.actors import Actor, Tie
from pocplanner.model.snapshot import Snapshot

#: Ties that set two against one another: nothing passes along them.
AGAINST = frozenset({"rivalry", "hostility"})
#: Ties by which one end depends on the other: which end it leans on.
LEANS = {
    "command": "from",  # who is commanded leans on who commands
    "faction_of": "to",
    "supply": "from",
    "finance": "from",
    "protection": "from",
}


@dataclass(frozen=True)
class Network:
    """The actors with a tie on a day, and those ties.

    `undated` are ties of which nobody told since when: they are held to stand.
    """

    day: date
    actor_ids: tuple[str, ...]
    ties: tuple[Tie, ...]

    @cached_property
    def bonds(self) -> tuple[Tie, ...]:
        """The ties along which something passes: orders, money, arms, shelter, kinship."""
        return tuple(t for t in self.ties if t.kind not in AGAINST)

    @property
    def undated(self) -> tuple[Tie, ...]:
        """Ties whose beginning nobody told."""
        return tuple(t for t in self.ties if t.since is None)

    @cached_property
    def _leans(self) -> dict[str, tuple[tuple[str, Tie], ...]]:
        found: dict[str, list[tuple[str, Tie]]] = {}
        for tie in self.bonds:
            end = LEANS.get(tie.kind)
            if end == "from":
                found.setdefault(tie.to_id, []).append((tie.from_id, tie))
            elif end == "to":
                found.setdefault(tie.from_id, []).append((tie.to_id, tie))
        return {k: tuple(v) for k, v in found.items()}

    def leans_on(self, actor_id: str) -> tuple[tuple[str, Tie], ...]:
        """Those on whom an actor depends, each with the tie that says so."""
        return self._leans.get(actor_id, ())


def network(snapshot: Snapshot, day: date) -> Network:
    """The ties that stand on a day; one without a beginning is held to have begun."""
    ties = tuple(t for t in snapshot.all(Tie) if stands(t, day))
    tied = {i for t in ties for i in (t.from_id, t.to_id)}
    actors = tuple(a.id for a in snapshot.all(Actor) if a.id in tied)
    known = set(actors)
    return Network(day, actors, tuple(t for t in ties if {t.from_id, t.to_id} <= known))


def stands(tie: Tie, day: date) -> bool:
    """Whether a tie stands on a day; the last day belongs to it."""
    return (tie.since is None or tie.since <= day) and (tie.until is None or day <= tie.until)


@dataclass(frozen=True)
class Change:
    """A tie that was made or broken, on its first day or on the day after its last."""

    on: date
    tie: Tie
    made: bool


def changes(snapshot: Snapshot, since: date, until: date) -> tuple[Change, ...]:
    """Ties made and broken after `since` and up to `until`, in order of time."""
    found = []
    for tie in snapshot.all(Tie):
        if tie.since is not None and since < tie.since <= until:
            found.append(Change(tie.since, tie, True))
        if tie.until is not None:
            over = tie.until + timedelta(days=1)
            if since < over <= until:
                found.append(Change(over, tie, False))
    return tuple(sorted(found, key=lambda c: (c.on, c.tie.id, c.made)))


def moments(snapshot: Snapshot) -> tuple[date, ...]:
    """The days on which the network is another than on the day before."""
    return tuple(dict.fromkeys(c.on for c in changes(snapshot, date.min, date.max)))


def across(snapshot: Snapshot, ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Ties that cross a border: said of the tie, or one end of them stands across it alone."""

    def far(id: str) -> bool:
        actor = snapshot.one(Actor, id)
        return actor is not None and actor.across_border

    return tuple(t for t in ties if t.across_border or far(t.from_id) != far(t.to_id))
