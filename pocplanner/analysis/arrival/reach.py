"""Does help come in time: warning, response and gap of every place under one condition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pocplanner.analysis.arrival.gaps import computed, enough
from pocplanner.analysis.arrival.heard import Called
from pocplanner.analysis.arrival.links import BEFORE
from pocplanner.analysis.arrival.told import Arrival
from pocplanner.analysis.results import Gap, Interval, Used
from pocplanner.analysis.travel.trips import Travel

#: From what must be looked at first to what can wait.
VERDICTS = ("nobody", "late", "not_enough", "uncertain", "guessed", "unknown", "in_time")


@dataclass(frozen=True)
class Reached:
    """One place. `verdict` is one of `VERDICTS`.

    "guessed": what is known allows words and a rank, no figure. "nobody": no unit is known to
    set out and get there. "not_enough": in time, perhaps, but less than is needed.
    `response` is the entered one, else the computed one; None where no figure is given.
    `rank` is the place among all, the latest help first, from 1.
    """

    place_id: str
    verdict: str
    arrival: Arrival
    gap: Gap | None = None
    response: Interval | None = None
    warning: Interval | None = None
    basis: str = ""
    costliest: str = ""
    costliest_minutes: float | None = None
    guessed: tuple[str, ...] = ()
    unit_id: str = ""
    rank: int = 0
    called: Called | None = None

    @property
    def attention(self) -> bool:
        """Whether somebody must look at it: help is late, too little, not called, or not there."""
        if self.verdict in {"nobody", "late", "not_enough", "uncertain"}:
            return True
        return self.called is not None and self.called.silent


@dataclass(frozen=True)
class Reach:
    """All places under one condition, what must be looked at first at the top."""

    season: str
    light: str
    places: tuple[Reached, ...]
    ground: Travel
    used: tuple[Used, ...]
    turned: tuple[str, ...] = ()
    as_of: date | None = None


def reached(
    found: Iterable[Arrival],
    entered: Mapping[tuple[str, str, str], Gap],
    heard: Iterable[Called] = (),
) -> tuple[Reached, ...]:
    """The places, from their arrivals, the gaps of entered times and how alerts get out."""
    out = {(c.place_id, c.light, c.season): c for c in heard}
    made = []
    for one in found:
        key = (one.place_id, one.light, one.season)
        made.append(replace(_one(one, entered.get(key)), called=out.get(key)))
    made.sort(key=lambda r: (-_latest(r), r.place_id))
    ranked = [_ranked(one, number) for number, one in enumerate(made, 1)]
    return tuple(sorted(ranked, key=lambda r: (VERDICTS.index(r.verdict), r.rank)))


def _one(one: Arrival, held: Gap | None) -> Reached:
    means = enough(one)
    unit = means.unit_id if means is not None else ""
    gap = held if held is not None and held.response is not None else computed(one, held)
    if gap is not None:
        verdict = gap.verdict
        if verdict in ("in_time", "uncertain") and one.state == "not_sufficient":
            # In time, but too little: nobody may read that as help in time.
            verdict = "not_enough"
        return Reached(
            one.place_id, verdict, one, gap, gap.response, gap.warning, gap.basis,
            gap.costliest, gap.costliest_minutes, gap.guessed, unit,
        )  # fmt: skip
    warning = held.warning if held is not None else None
    if means is None or means.arrives is None:
        return Reached(one.place_id, "nobody" if one.means else "unknown", one, warning=warning)
    guessed = tuple(x.name for x in means.links if x.guessed and x.name in BEFORE)
    figure = one.state == "not_sufficient"
    return Reached(
        one.place_id,
        "not_enough" if figure else "guessed",
        one,
        warning=warning,
        response=means.arrives if figure else None,
        basis=means.basis,
        costliest=one.costliest,
        guessed=guessed,
        unit_id=unit,
    )


def _latest(one: Reached) -> float:
    """How late help is, to rank places: the gap, else the response beyond any warning."""
    if one.gap is not None and one.gap.gap is not None:
        return one.gap.gap.likely
    first = enough(one.arrival)
    if first is None or first.arrives is None:
        return one.response.likely if one.response is not None else float("inf")
    warned = one.arrival.warning.likely if one.arrival.warning is not None else 0.0
    return first.arrives.likely - warned


def _ranked(one: Reached, number: int) -> Reached:
    return replace(one, rank=number)


__all__ = ["VERDICTS", "Reach", "Reached", "reached"]
