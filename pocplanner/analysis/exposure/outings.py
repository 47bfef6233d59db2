"""One unit at one task for some hours of the week: what it is worth, and what goes together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
