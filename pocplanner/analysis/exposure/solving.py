"""The best choice of patrols by a solver of mixed integer programmes, with what none can pass."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.exposure.outings import Outing, Spot

#: Longer than this nobody waits; then the best found stands, with its gap.
SECONDS = 15.0


def solved(
    outings: Sequence[Outing], most: int, spent: Mapping[Spot, int], patrols: int
) -> tuple[tuple[Outing, ...] | None, float]:
    """The outings found that are worth most, or nothing, and a worth that no choice passes.

    One variable says whether an outing is made; each stretch of task-hours that the same
    outings cover is covered where one of them is made, and what a unit gives up is lost
    where it leaves and nobody else comes.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    spots = _merged(outings)
    count, cells = len(outings), len(spots)
    rows: list[tuple[dict[int, float], float]] = []
    # What is covered (the first variable of a cell), and what is given up (the second).
    cost = np.zeros(count + 2 * cells)
    for at, (gains, losses, worth) in enumerate(spots):
        here, gone = count + 2 * at, count + 2 * at + 1
        cost[here], cost[gone] = -worth, worth
        rows.append(({here: 1.0} | dict.fromkeys(gains, -1.0), 0.0))
        rows += [({i: 1.0, gone: -1.0} | dict.fromkeys(gains, -1.0), 0.0) for i in losses]
    rows += [(dict.fromkeys(at_once, 1.0), 1.0) for at_once in _at_once(outings)]
    rows += [(daily, max(most - spent.get(spot, 0), 0)) for spot, daily in _days(outings).items()]
    rows.append((dict.fromkeys(range(count), 1.0), float(patrols)))
    lines = [(r, i, v) for r, (row, _) in enumerate(rows) for i, v in row.items()]
    r, i, v = (np.array(part) for part in zip(*lines, strict=True))
    found = milp(
        cost,
        integrality=_whole(count, cells),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            coo_array((v, (r, i)), shape=(len(rows), len(cost))).tocsr(),
            -np.inf,
            np.array([top for _, top in rows], float),
        ),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    dual = getattr(found, "mip_dual_bound", None)
    limit = float("inf") if dual is None else -float(dual)
    if found.x is None:
        return None, limit
    return tuple(o for o, x in zip(outings, found.x[:count], strict=True) if x > 0.5), limit


def _whole(count: int, cells: int) -> NDArray[np.int64]:
    """Outings are made or not; what follows from them need not be said to be whole."""
    return np.concatenate([np.ones(count, np.int64), np.zeros(2 * cells, np.int64)])


def _merged(
    outings: Sequence[Outing],
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Task-hours that the same outings cover and give up, as one with their worth together."""
    gains: dict[Spot, list[int]] = {}
    losses: dict[Spot, list[int]] = {}
    value: dict[Spot, float] = {}
    for at, one in enumerate(outings):
        for told, here in ((one.gain, gains), (one.loss, losses)):
            for spot, worth in told.items():
                here.setdefault(spot, []).append(at)
                value.setdefault(spot, worth)
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}
    for spot, worth in value.items():
        key = (tuple(gains.get(spot, ())), tuple(losses.get(spot, ())))
        found[key] = found.get(key, 0.0) + worth
    return [(*key, worth) for key, worth in found.items()]


def _at_once(outings: Sequence[Outing]) -> Iterable[tuple[int, ...]]:
    """Outings of one unit in one hour: one of them at most."""
    found: dict[Spot, list[int]] = {}
    for at, one in enumerate(outings):
        for hour in one.busy:
            found.setdefault((one.unit_id, hour), []).append(at)
    return dict.fromkeys(tuple(here) for here in found.values() if len(here) > 1)


def _days(outings: Sequence[Outing]) -> dict[Spot, dict[int, float]]:
    """How long each outing keeps its unit out, by unit and day."""
    found: dict[Spot, dict[int, float]] = {}
    for at, one in enumerate(outings):
        for day in one.days:
            found.setdefault((one.unit_id, day), {})[at] = float(one.daily)
    return found


__all__ = ["SECONDS", "solved"]
