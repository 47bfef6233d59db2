"""Who goes to a place together: units that wait for one decision, and of these who share a way.

Units of one post on one way differ by how soon they move off alone, so that the first of them
is looked for once for all places to which they go.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from pocplanner.analysis.arrival.links import BEFORE, Link

_NUMBER = {name: number for number, name in enumerate(BEFORE)}


class Going(NamedTuple):
    """A unit on its way: its links by name, in the order of `BEFORE`."""

    unit_id: str
    post_id: str
    links: tuple[Link, ...]

    def link(self, name: str) -> Link:
        """One of its links."""
        return self.links[_NUMBER[name]]


class Company:
    """Units of one post with how each moves off. `company_of` gives the same to the same."""

    def __init__(self, musters: tuple[tuple[str, Link], ...]) -> None:
        self.musters = musters

    @cached_property
    def guessed(self) -> bool:
        """Whether it is a guess how soon one of them moves off."""
        return any(link.guessed for _, link in self.musters)

    @cached_property
    def by_least(self) -> tuple[tuple[float, "Company"], ...]:
        """Those whose least minutes to move off are the same together, the least first."""
        found: dict[float, list[tuple[str, Link]]] = {}
        for one in self.musters:
            found.setdefault(one[1].minutes.min, []).append(one)
        if len(found) == 1:
            return ((next(iter(found)), self),)
        return tuple((least, company_of(tuple(found[least]))) for least in sorted(found))


@lru_cache(maxsize=4096)
def company_of(musters: tuple[tuple[str, Link], ...]) -> Company:
    """The company of these units: one object, so that what is known of it is found by it."""
    return Company(musters)


class Column(NamedTuple):
    """Those of one post on one way: how long it takes, and who they are."""

    post_id: str
    travel: Link
    company: Company


class Waiting(NamedTuple):
    """Those who wait for the same decision together, after the same report and verifying."""

    report: Link
    verify: Link
    decide: Link
    columns: tuple[Column, ...]

    def link(self, name: str) -> Link:
        """One of the links that they share."""
        found: Link = getattr(self, name)
        return found

    @property
    def guessed(self) -> bool:
        """Whether a link of any of them is a guess."""
        if any(link.guessed for link in (self.report, self.verify, self.decide)):
            return True
        return any(c.travel.guessed or c.company.guessed for c in self.columns)


def waiting(going: Sequence[Going]) -> tuple[Waiting, ...]:
    """All who go, by the decision and the way that they share; in the order in which they came."""
    found: dict[Link, tuple[Going, dict[tuple[str, Link], list[tuple[str, Link]]]]] = {}
    for one in going:
        _, _, decide, muster, travel = one.links
        _, columns = found.setdefault(decide, (one, {}))
        columns.setdefault((one.post_id, travel), []).append((one.unit_id, muster))
    return tuple(
        Waiting(
            first.links[0],
            first.links[1],
            decide,
            tuple(Column(*way, company_of(tuple(musters))) for way, musters in columns.items()),
        )
        for decide, (first, columns) in found.items()
    )


def first_ones(going: Sequence[Going]) -> list[Going]:
    """Those who may be the first: not those whose least is beyond the most of another.

    Which luck they have does not matter, so that leaving them out changes nothing.
    """
    if len(going) < 2:
        return list(going)
    least, most = [], []
    for one in going:
        low = high = 0.0
        for link in one.links[_NUMBER["decide"] :]:
            low += link.minutes.min
            high += link.minutes.max
        least.append(low)
        most.append(high)
    soonest = min(most)
    return [one for one, low in zip(going, least, strict=True) if low <= soonest]


__all__ = ["Column", "Company", "Going", "Waiting", "company_of", "first_ones", "waiting"]
