"""Choose a few sites so that the weight they cover is greatest: a maximal covering problem.

Solved exactly by branch and bound (HiGHS) where time allows; else the best found is given
with the bound that no choice can pass, so that the gap can be said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Covers = NDArray[np.bool_]
Weights = NDArray[np.float64]


@dataclass(frozen=True)
class Chosen:
    """Rows that were chosen, the one that adds most first, with what each adds.

    `bound` is a value that no choice of as many rows can pass; `exact` says that the value
    reaches it.
    """

    rows: tuple[int, ...]
    adds: tuple[float, ...]
    value: float
    bound: float

    @property
    def exact(self) -> bool:
        """Whether no choice is better."""
        return self.gap <= 1e-6

    @property
    def gap(self) -> float:
        """How much better another choice could be at most, as a share of this one."""
        if self.bound <= self.value or self.bound <= 0:
            return 0.0
        return (self.bound - self.value) / max(self.value, 1e-9)


def choose(covers: Covers, weights: Weights, count: int, seconds: float = 20.0) -> Chosen:
    """The `count` rows of `covers` (sites by demands) whose demands weigh most together.

    Fewer rows where more would add nothing.
    """
    if count < 1 or not len(covers) or not covers.any() or not (weights > 0).any():
        return Chosen((), (), 0.0, 0.0)
    used = (weights > 0) & covers.any(axis=0)
    table, weight = _merged(covers[:, used], weights[used])
    kept = _undominated(table)
    start = _greedy(table[kept], weight, count)
    best, bound = start, _ceiling(table[kept], weight, count)
    if _value(table[kept], weight, start) < bound - 1e-9:
        found, proven = _solved(table[kept], weight, count, seconds)
        if found is not None and _value(table[kept], weight, found) > _value(
            table[kept], weight, best
        ):
            best = found
        bound = min(bound, proven)
    rows, adds = _in_order(table, weight, [int(kept[i]) for i in best])
    value = float(sum(adds))
    return Chosen(rows, adds, value, max(bound, value))


def _merged(covers: Covers, weights: Weights) -> tuple[Covers, Weights]:
    """Demands that the same sites cover are one demand."""
    packed = np.packbits(covers, axis=0)
    _, first, which = np.unique(packed, axis=1, return_index=True, return_inverse=True)
    summed = np.bincount(which.ravel(), weights, len(first))
    return covers[:, first], summed.astype(np.float64)


def _undominated(covers: Covers) -> NDArray[np.int64]:
    """Sites that cover something which no site before them covers as well and more."""
    sizes = covers.sum(axis=1)
    order = np.lexsort((np.arange(len(covers)), -sizes))
    kept: list[int] = []
    for row in order:
        if not sizes[row]:
            continue
        here = covers[row]
        if any((covers[other] & here).sum() == sizes[row] for other in kept):
            continue
        kept.append(int(row))
    return np.array(sorted(kept), np.int64)


def _greedy(covers: Covers, weights: Weights, count: int) -> list[int]:
    left = weights.copy()
    found: list[int] = []
    for _ in range(min(count, len(covers))):
        gains = covers @ left
        best = int(np.argmax(gains))
        if gains[best] <= 0:
            break
        found.append(best)
        left[covers[best]] = 0
    return found


def _ceiling(covers: Covers, weights: Weights, count: int) -> float:
    """No choice passes everything together, nor the sum of the largest alone."""
    alone = np.sort(covers @ weights)[::-1][:count]
    return float(min(weights.sum(), alone.sum()))


def _value(covers: Covers, weights: Weights, rows: Sequence[int]) -> float:
    return float(weights[covers[list(rows)].any(axis=0)].sum()) if len(rows) else 0.0


def _solved(
    covers: Covers, weights: Weights, count: int, seconds: float
) -> tuple[list[int] | None, float]:
    """The best rows found and the bound, by a solver of mixed integer programmes."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, eye_array, hstack

    sites, demands = covers.shape
    cost = np.concatenate([np.zeros(sites), -weights])
    within = hstack([-csr_array(covers.T.astype(float)), eye_array(demands)], format="csr")
    number = csr_array(np.concatenate([np.ones(sites), np.zeros(demands)])[None, :])
    found = milp(
        cost,
        integrality=np.concatenate([np.ones(sites), np.zeros(demands)]),
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(within, -np.inf, 0),
            LinearConstraint(number, -np.inf, count),
        ],
        options={"time_limit": max(seconds, 0.1), "mip_rel_gap": 0.0},
    )
    dual = getattr(found, "mip_dual_bound", None)
    bound = float("inf") if dual is None else -float(dual)
    if found.x is None:
        return None, bound
    return [int(i) for i in np.flatnonzero(found.x[:sites] > 0.5)], bound


def _in_order(
    covers: Covers, weights: Weights, rows: Sequence[int]
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The rows in the order in which each adds most, and what it adds."""
    left, waiting = weights.copy(), sorted(rows)
    found: list[int] = []
    adds: list[float] = []
    while waiting:
        gains = [float(left[covers[row]].sum()) for row in waiting]
        at = int(np.argmax(gains))
        if gains[at] <= 0:
            break
        row = waiting.pop(at)
        found.append(row)
        adds.append(gains[at])
        left[covers[row]] = 0
    return tuple(found), tuple(adds)
