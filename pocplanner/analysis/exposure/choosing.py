"""Choose patrols so that most risk is covered: greedy with exchange, the best where it is small."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

#: Looked at whole up to so many nodes; then the best found so far stands, with its gap.
_MOST_NODES = 20_000
#: Candidates of which every choice can be tried.
_FEW = 22
#: Rounds of exchange; each must gain, so it ends anyway.
_ROUNDS = 6
#: Candidates that an exchange looks at, the most worthwhile first.
_LOOKED_AT = 120

Spot = tuple[str, int]


@dataclass(frozen=True)
class Outing:
    """One unit at one task, the same hours on some weekdays.

    `first` and `wide` are the hours on the spot, `days` the weekdays (0 Monday) on which it
    sets out, `daily` the hours that it is busy on each, and `busy` all of them on the week.
    `gain` and `loss` hold what a task in an hour is worth, covered and given up.
    """

    task_id: str
    unit_id: str
    first: int
    wide: int
    days: tuple[int, ...]
    daily: int
    busy: frozenset[int]
    gain: Mapping[Spot, float]
    loss: Mapping[Spot, float] = field(default_factory=dict)

    @property
    def most(self) -> float:
        """What it can add at most."""
        return sum(self.gain.values())

    @property
    def order(self) -> tuple[float, str, int, str, int]:
        """What adds most first; a fixed order among equals."""
        return (-self.most, self.task_id, self.first, self.unit_id, self.wide)


@dataclass(frozen=True)
class Chosen:
    """The outings, their worth together, and what no choice can pass."""

    outings: tuple[Outing, ...]
    worth: float
    bound: float
    exact: bool


def worth(outings: Iterable[Outing]) -> float:
    """What outings are worth together: a task in an hour counts once, whoever is there."""
    gain: dict[Spot, float] = {}
    loss: dict[Spot, float] = {}
    for one in outings:
        gain |= one.gain
        loss |= one.loss
    return sum(gain.values()) - sum(v for spot, v in loss.items() if spot not in gain)


def fits(outings: Sequence[Outing], most: int, spent: Mapping[Spot, int], patrols: int) -> bool:
    """Whether no unit is in two places at once or out too long a day, and they are not too many.

    `spent` are the hours that units are out already, by day of the week.
    """
    if len(outings) > patrols:
        return False
    busy: dict[str, set[int]] = {}
    days: dict[Spot, int] = {}
    for one in outings:
        held = busy.setdefault(one.unit_id, set())
        if held & one.busy:
            return False
        held |= one.busy
        for day in one.days:
            spot = (one.unit_id, day)
            days[spot] = days.get(spot, spent.get(spot, 0)) + one.daily
            if days[spot] > most:
                return False
    return True


def choose(outings: Iterable[Outing], most: int, spent: Mapping[Spot, int], patrols: int) -> Chosen:
    """The outings that cover most. With few candidates the best there is, else greedy.

    Greedy takes what adds most, then exchanges one outing for others while that gains, for
    a bounded number of rounds. The same candidates give the same choice.
    """
    ordered = sorted((o for o in outings if o.most > 0), key=lambda o: o.order)
    limit = bound(ordered, most, spent, patrols)
    best = _exchange(_greedy(ordered, (), most, spent, patrols), ordered, most, spent, patrols)
    exact = False
    if len(ordered) <= _FEW:
        best, exact = _search(ordered, best, most, spent, patrols)
    value = worth(best)
    exact = exact or value >= limit - 1e-9
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


def _search(
    ordered: Sequence[Outing],
    best: tuple[Outing, ...],
    most: int,
    spent: Mapping[Spot, int],
    patrols: int,
) -> tuple[tuple[Outing, ...], bool]:
    """Every choice, as far as it can still be better; whether all were looked at."""
    value = worth(best)
    # What the rest can add at most, from each candidate on.
    rest = [0.0] * (len(ordered) + 1)
    for at in range(len(ordered) - 1, -1, -1):
        rest[at] = rest[at + 1] + ordered[at].most
    nodes = 0
    stack: list[tuple[int, tuple[Outing, ...], float]] = [(0, (), 0.0)]
    while stack:
        nodes += 1
        if nodes > _MOST_NODES:
            return best, False
        at, chosen, held = stack.pop()
        if held > value + 1e-9:
            best, value = chosen, held
        if at == len(ordered) or _most(chosen) + rest[at] <= value + 1e-9:
            continue
        stack.append((at + 1, chosen, held))
        taken = (*chosen, ordered[at])
        if fits(taken, most, spent, patrols):
            stack.append((at + 1, taken, worth(taken)))
    return best, True


def _most(chosen: Iterable[Outing]) -> float:
    """What is covered, without what is given up: that may still be covered by another."""
    gain: dict[Spot, float] = {}
    for one in chosen:
        gain |= one.gain
    return sum(gain.values())
