"""Choose patrols so that most risk is covered: greedy with exchange, then a solver's best."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pocplanner.analysis.exposure.outings import Outing, Spot, fits, worth
from pocplanner.analysis.exposure.solving import solved

#: Rounds of exchange; each must gain, so it ends anyway.
_ROUNDS = 6
#: Candidates that an exchange looks at, the most worthwhile first.
_LOOKED_AT = 120
#: A share of the bound that is no difference: what a solver rounds away.
_CLOSE = 1e-6


@dataclass(frozen=True)
class Chosen:
    """The outings, their worth together, and what no choice can pass."""

    outings: tuple[Outing, ...]
    worth: float
    bound: float
    exact: bool


def choose(outings: Iterable[Outing], most: int, spent: Mapping[Spot, int], patrols: int) -> Chosen:
    """The outings that cover most, the best there is wherever it can be proven.

    Greedy takes what adds most, then exchanges one outing for others while that gains, for
    a bounded number of rounds; where its worth is below what no choice can pass, a solver
    looks for a better one and lowers that bound. The same candidates give the same choice.
    """
    ordered = sorted((o for o in outings if o.most > 0), key=lambda o: o.order)
    limit = bound(ordered, most, spent, patrols)
    best = _exchange(_greedy(ordered, (), most, spent, patrols), ordered, most, spent, patrols)
    value = worth(best)
    if value < limit - _CLOSE * max(limit, 1.0):
        found, proven = solved(ordered, most, spent, patrols)
        limit = min(limit, proven)
        if found is not None and fits(found, most, spent, patrols) and worth(found) > value:
            best, value = found, worth(found)
    exact = value >= limit - _CLOSE * max(limit, 1.0)
    shown = tuple(sorted(best, key=lambda o: o.order))
    return Chosen(shown, value, value if exact else limit, exact)


def bound(outings: Sequence[Outing], most: int, spent: Mapping[Spot, int], patrols: int) -> float:
    """What no choice can pass: the least of three.

    All that anybody could cover; as many patrols as there may be, each at its most; and for
    each unit and day the hours that are worth most, as many as it may be out.
    """
    every: dict[Spot, float] = {}
    by_day: dict[Spot, dict[int, float]] = {}
    for one in outings:
        every |= one.gain
        for (_, hour), value in one.gain.items():
            # Hours after midnight belong to the day on which the patrol set out.
            began = hour // 24 if hour % 24 >= one.first else (hour // 24 - 1) % 7
            day = by_day.setdefault((one.unit_id, began), {})
            day[hour] = max(day.get(hour, 0.0), value)
    units = 0.0
    for spot, hours in by_day.items():
        left = max(most - spent.get(spot, 0), 0)
        units += sum(sorted(hours.values(), reverse=True)[:left])
    few = sum(sorted((o.most for o in outings), reverse=True)[:patrols])
    return min(sum(every.values()), units, few)


def _greedy(
    ordered: Sequence[Outing],
    start: tuple[Outing, ...],
    most: int,
    spent: Mapping[Spot, int],
    patrols: int,
) -> tuple[Outing, ...]:
    chosen = list(start)
    held = worth(chosen)
    left = [o for o in ordered if o not in chosen]
    while True:
        best, gained = None, 1e-9
        for one in left:
            # They stand in the order of what they can add at most: no later one does better.
            if one.most <= gained:
                break
            if fits([*chosen, one], most, spent, patrols):
                more = worth([*chosen, one]) - held
                if more > gained:
                    best, gained = one, more
        if best is None:
            return tuple(chosen)
        chosen.append(best)
        left.remove(best)
        held += gained


def _exchange(
    chosen: tuple[Outing, ...],
    ordered: Sequence[Outing],
    most: int,
    spent: Mapping[Spot, int],
    patrols: int,
) -> tuple[Outing, ...]:
    looked = ordered[:_LOOKED_AT]
    best, value = chosen, worth(chosen)
    for _ in range(_ROUNDS):
        before = value
        for one in chosen:
            without = tuple(o for o in best if o is not one)
            if len(without) == len(best):
                continue
            others = [o for o in looked if o is not one]
            tried = _greedy(others, without, most, spent, patrols)
            if worth(tried) > value + 1e-9:
                best, value = tried, worth(tried)
        chosen = best
        if value <= before + 1e-9:
            break
    return best
