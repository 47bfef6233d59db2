"""One unit in one place at a time: who serves which task in one hour, so that most is covered."""

from collections.abc import Mapping, Sequence

Served = dict[int, tuple[int, int]]


def assign(
    values: Sequence[float], sure: Mapping[int, Sequence[int]], maybe: Mapping[int, Sequence[int]]
) -> Served:
    """By task the unit that serves it and how well: 2 sufficient, 1 not judged.

    Each unit serves one task at most. `sure` and `maybe` hold the units that can serve a
    task, by its number. What is covered for sure is worth most, by `values`; units that are
    left over then go where it is not judged. Greedy with exchange: a unit is moved to
    another task that it can serve as well where that frees one. For one hour that is the
    best there is, since sets of tasks that can be served at once form a matroid.
    """
    order = sorted(range(len(values)), key=lambda t: (-values[t], t))
    of_unit: dict[int, int] = {}
    _fill([t for t in order if sure.get(t)], sure, of_unit, set())
    first = dict(of_unit)
    _fill([t for t in order if maybe.get(t) and t not in first.values()], maybe, of_unit,
          set(first))  # fmt: skip
    return {task: (unit, 2 if unit in first else 1) for unit, task in of_unit.items()}


def _fill(
    tasks: Sequence[int],
    can: Mapping[int, Sequence[int]],
    of_unit: dict[int, int],
    dead: set[int],
) -> None:
    """Serve the tasks in their order; units in `dead` are not to be moved.

    Units met in a search that failed can never be freed later, so none is asked twice.
    """
    for task in tasks:
        seen: set[int] = set()
        if not _search(task, can, of_unit, seen, dead):
            dead |= seen


def _search(
    task: int,
    can: Mapping[int, Sequence[int]],
    of_unit: dict[int, int],
    seen: set[int],
    dead: set[int],
) -> bool:
    """Find a unit for a task, moving others along; without recursion, since chains can be long."""
    came: dict[int, tuple[int, int | None]] = {}
    queue: list[tuple[int, int | None]] = [(task, None)]
    for at, through in queue:
        for unit in can[at]:
            if unit in seen or unit in dead:
                continue
            seen.add(unit)
            came[unit] = (at, through)
            held = of_unit.get(unit)
            if held is None:
                last: int | None = unit
                while last is not None:
                    at_task, before = came[last]
                    of_unit[last] = at_task
                    last = before
                return True
            queue.append((held, unit))
    return False
