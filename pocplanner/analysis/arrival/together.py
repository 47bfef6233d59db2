"""Two things that may fail for the same reason: what is certain of both, and what is likely.

An alert that gets out and help that comes in time are one chance only together. Where nothing
ties the two, they are multiplied. Where something does (rain takes the mast and the road), how
often both go well on the same day is not known: then the least and the most that any tie would
allow are told (after Fréchet and Hoeffding), with the product as the middle.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from math import ceil, floor

import numpy as np

from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.mesh.network import Part
from pocplanner.analysis.mesh.reliability import Values, chance
from pocplanner.analysis.mesh.result import CONDITIONS, Reach

#: With more tied parts than this the whole alert is taken as tied: wider, and still certain.
MOST_TIED = 5
#: A state of what is tied: how often it is so, and how likely the alert then gets out; 0-1.
State = tuple[float, float]


def bounds(states: Sequence[State], share: float) -> tuple[float, float]:
    """The least and the most of "the alert gets out, and an event of this share happens too".

    The event may fall together with the states in any way: at most it takes those in which the
    alert gets out best, at least those in which it gets out worst.
    """
    order = sorted(states, key=lambda state: state[1])
    return _filled(order, share), _filled(order[::-1], share)


def _filled(order: Sequence[State], share: float) -> float:
    left, found = share, 0.0
    for often, value in order:
        taken = min(often, left)
        found += taken * value
        left -= taken
    return found


def states(
    ways: frozenset[frozenset[Part]],
    holds: Mapping[Part, Values],
    tied: Sequence[Part],
    light: str,
    season: str,
) -> tuple[tuple[State, ...], tuple[State, ...]]:
    """What the tied parts can be under one condition: with every input at its least, at its most.

    Parts of which nothing can fail are left out, so that a tie alone changes nothing.
    """
    at = 3 * CONDITIONS.index((light, season))
    parts = [part for part in tied if part in holds]
    if len(parts) > MOST_TIED:
        least, most = chance(ways, holds)
        return _two(float(least[at])), _two(float(most[at + 2]))
    low: list[State] = []
    high: list[State] = []
    for up in product((True, False), repeat=len(parts)):
        fixed = dict(holds)
        often_low = often_high = 1.0
        for part, is_up in zip(parts, up, strict=True):
            values = holds[part]
            fixed[part] = np.full(len(values), float(is_up))
            often_low *= float(values[at] if is_up else 1 - values[at])
            often_high *= float(values[at + 2] if is_up else 1 - values[at + 2])
        least, most = (np.broadcast_to(v, (3 * len(CONDITIONS),)) for v in chance(ways, fixed))
        low.append((often_low, float(least[at])))
        high.append((often_high, float(most[at + 2])))
    return tuple(low), tuple(high)


def _two(share: float) -> tuple[State, State]:
    return (share, 1.0), (1 - share, 0.0)


def both(one: Reach, light: str, season: str, tied: Sequence[Part], help_: Chance) -> Chance:
    """The chance that an alert gets out and that help of this chance comes, as whole percent.

    Neither 0 nor 100 is said of what is not certain.
    """
    out = one.chance(light, season)
    low, middle, high = help_.low / 100, help_.percent / 100, help_.high / 100
    if tied:
        worst, best = states(one.ways, one.holds, tied, light, season)
        least, most = bounds(worst, low)[0], bounds(best, high)[1]
    else:
        least, most = out.low * low, out.high * high
    likely = out.middle * middle
    percent = round(100 * likely)
    if percent == 0 and likely > 0:
        percent = 1
    elif percent == 100 and likely < 1:
        percent = 99
    # A hair of rounding in the sums must not widen a bound by a whole percent.
    at_least, at_most = floor(100 * least + 1e-9), ceil(100 * most - 1e-9)
    return Chance(percent, min(at_least, percent), min(100, max(at_most, percent)))


__all__ = ["MOST_TIED", "both", "bounds", "states"]
