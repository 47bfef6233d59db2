"""What is told of help at a place: who comes, when, with what chance, and what costs most."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.arrival.links import BEFORE, Link
from pocplanner.analysis.arrival.means import Judged
from pocplanner.analysis.results import Interval
from pocplanner.analysis.travel.trips import Trip


@dataclass(frozen=True)
class Means:
    """A unit on its way to a place: its trip, its own links, and whether it is enough there.

    `arrives` are minutes after danger is noticed (5, 50 and 95 of 100 draws), none where it
    does not set out; `judged.state` is then "stopped".
    """

    unit_id: str
    post_id: str
    trip: Trip
    judged: Judged
    links: tuple[Link, ...] = ()
    arrives: Interval | None = None

    @property
    def road(self) -> Interval | None:
        """Minutes on the way: as a person entered them, else as computed."""
        return self.links[-1].minutes if self.links else self.trip.minutes

    @property
    def basis(self) -> str:
        """What the way rests on: that of the trip, or "entered_road"."""
        entered = self.links and self.links[-1].basis == "entered"
        return "entered_road" if entered else self.trip.basis


def _too_weak(one: Means) -> bool:
    return any(said.key == "arrival.reason.too_few" for said in one.judged.reasons)


@dataclass(frozen=True)
class Arrival:
    """Help at a place under one condition.

    `state` says what arrives at best: "sufficient", "not_judged" (a blank that a person must
    fill), "not_sufficient" ("arrives, not sufficient"), "nobody" (no unit is known to set out
    and get there). `arrives_…` are the chances that any unit arrives, `helps_…` that one does
    which is sufficient (none where that is not judged); before the attack begins, before it
    ends. All are None where no warning time is known. `links` are those of the unit that comes
    first; `gains` say by link what setting it to its least would add: percent points before
    the attack, and minutes; `gains_end` percent points before its end. `costliest` is the link
    that would add most.
    """

    place_id: str
    light: str
    season: str
    state: str
    warning: Interval | None = None
    warning_basis: str = ""
    means: tuple[Means, ...] = ()
    links: tuple[Link, ...] = ()
    arrives_onset: Chance | None = None
    arrives_end: Chance | None = None
    helps_onset: Chance | None = None
    helps_end: Chance | None = None
    gains: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    gains_end: Mapping[str, float] = field(default_factory=dict)
    costliest: str = ""
    trip: Trip | None = None
    entered_travel: Interval | None = None
    entered_response: Interval | None = None
    entered_post_id: str = ""
    timing_id: str = ""

    @property
    def first(self) -> Means | None:
        """The unit that comes first; of two, the one that is enough."""
        return self.means[0] if self.means and self.means[0].arrives else None

    @property
    def strong(self) -> Means | None:
        """The first that is strong enough, where the unit that comes first is too weak."""
        if self.first is None or not _too_weak(self.first):
            return None
        return next((m for m in self.means if m.arrives and not _too_weak(m)), None)

    @property
    def guesses(self) -> tuple[str, ...]:
        """What the chances rest on that nobody measured or entered, by name of the link."""
        found = [one.name for one in self.links if one.guessed and one.name in BEFORE]
        if self.warning_basis == "borrowed":
            found.insert(0, "warning")
        return (*found, "attack") if self.warning is not None and self.links else tuple(found)

    @property
    def figure(self) -> bool:
        """Whether enough is known for a figure: not where no way is loaded or all is a guess."""
        first = self.first
        return first is None or not (
            first.basis == "straight"
            or all(one.guessed for one in first.links if one.name in BEFORE)
        )


__all__ = ["Arrival", "Means"]
