"""People under their threats hour by hour, and the units that are laid upon them."""

from collections.abc import Callable, Mapping

import numpy as np

from pocplanner.analysis.exposure.figures import Covered, Hours
from pocplanner.analysis.exposure.matching import assign
from pocplanner.analysis.exposure.presence import MAYBE, NONE, SURE, Presence, Walk
from pocplanner.analysis.exposure.tasks import Cell, Task
from pocplanner.analysis.exposure.week import HOURS, Counts, Mask, Weights
from pocplanner.analysis.exposure.windows import ThreatWindow, concerns
from pocplanner.model.snapshot import Snapshot

#: Guesses that together leave nothing that anybody told or measured: then no figure is given.
_ALL_GUESSED = frozenset({"window", "weekdays"})


class Exposed:
    """A task under its threats while it is worked out."""

    def __init__(
        self, snapshot: Snapshot, task: Task, found: list[ThreatWindow], guess: float
    ) -> None:
        self.task = task
        here = [w for w in found if w.threat.place_id == task.place_id]
        gravest = max(here or found, key=lambda w: w.weight)
        self.anchor = gravest.threat.place_id
        self.ids = tuple(dict.fromkeys(w.threat.id for w in found))
        self.rows: list[tuple[Cell, Weights]] = []
        self.guesses: set[str] = set()
        self.reasons: set[str] = set()
        self.weight = np.zeros(HOURS)
        self.people = np.zeros(HOURS, np.int64)
        self.value = np.zeros(HOURS)
        self.quiet = 0
        self.state = np.zeros(HOURS, np.int64)
        self.by = np.full(HOURS, -1, np.int64)
        for cell in task.cells:
            weight = np.zeros(HOURS)
            for window in found:
                if concerns(window.threat, cell.sex, cell.age):
                    mask = window.hours & cell.present
                    if mask.any():
                        weight = np.maximum(weight, np.where(mask, window.weight, 0.0))
                        self.guesses |= window.guesses
            self.rows.append((cell, weight))
            self.weight = np.maximum(self.weight, weight)
            under = weight > 0
            if cell.people is None:
                self.value += weight * guess
            else:
                self.people += np.where(under, cell.people, 0)
                self.value += weight * cell.people
                self.quiet += int(cell.people[~under & cell.present].sum())
            if under.any():
                self.guesses |= cell.guesses

    def told(self) -> Covered:
        known = [(c, w) for c, w in self.rows if c.people is not None and (w > 0).any()]
        missing = any(c.people is None and (w > 0).any() for c, w in self.rows)
        figure = not missing and bool(known) and not self.guesses >= _ALL_GUESSED
        sexes: dict[str, Hours] = {}
        ages: dict[str, Hours] = {}
        groups: dict[str, Hours] = {}
        tables = (sexes, ages, groups)
        whole = Hours()
        if figure:
            for cell, weight in known:
                assert cell.people is not None
                one = _sum(np.where(weight > 0, cell.people, 0), self.state)
                whole = whole + one
                for table, key in zip(tables, (cell.sex, cell.age, cell.group), strict=True):
                    table[key] = table.get(key, Hours()) + one
        return Covered(
            self.task, self.ids, self.weight, self.people, self.state, self.by,
            whole if figure else None, sexes, ages, groups, self.value, self.quiet,
            frozenset(self.guesses), frozenset(self.reasons), self.anchor,
        )  # fmt: skip


def _sum(people: Counts, state: Counts) -> Hours:
    return Hours(
        int(people.sum()), int(people[state == SURE].sum()), int(people[state == MAYBE].sum())
    )


def cover(met: list[Exposed], presence: Presence, dark: Mask) -> tuple[str, ...]:
    """Lay units on tasks hour by hour, one unit in one place at a time; the names of the units.

    A patrol takes its units away from their posts for its hours: then they serve what they
    pass. Hours that are alike are worked out once.
    """
    names: dict[str, int] = {}

    def number(name: str) -> int:
        return names.setdefault(name, len(names))

    by_light: dict[str, list[tuple[int, list[tuple[int, str]], list[tuple[int, str]]]]] = {}
    for light in ("day", "night"):
        rows = []
        for at, one in enumerate(met):
            sure, maybe = [], []
            found = presence.reaches(one.task, one.anchor, light)
            best = max(found, key=lambda r: (r.quality, -r.minutes, r.unit_id), default=None)
            if (one.value[dark if light == "night" else ~dark] > 0).any():
                one.reasons |= best.reasons if best is not None else {"nobody"}
            for reach in found:
                if reach.quality == SURE:
                    sure.append((number(reach.unit_id), reach.unit_id))
                if reach.quality >= MAYBE:
                    maybe.append((number(reach.unit_id), reach.unit_id))
            rows.append((at, sure, maybe))
        by_light[light] = rows
    passing = _passing(met, presence)
    known: dict[tuple[object, ...], Mapping[int, tuple[int, int]]] = {}
    values = np.array([one.value for one in met]) if met else np.zeros((0, HOURS))
    for hour in range(HOURS):
        active = np.flatnonzero(values[:, hour] > 0)
        if not len(active):
            continue
        light = "night" if dark[hour] else "day"
        out = tuple(i for i, w in enumerate(presence.walks) if w.hours[hour])
        key = (light, out, values[:, hour].tobytes())
        if key not in known:
            known[key] = _hour(
                active.tolist(), values[:, hour], by_light[light], passing, light, out,
                presence.walks, number,
            )  # fmt: skip
        served = known[key]
        for task, (unit, quality) in served.items():
            met[task].state[hour] = quality
            met[task].by[hour] = unit
        rows = by_light[light]
        for task in active.tolist():
            # Somebody is enough and in time, and is with others, or on patrol, in this hour.
            if rows[task][1] and met[task].state[hour] < SURE:
                met[task].reasons.add("elsewhere")
    return tuple(names)


def _passing(met: list[Exposed], presence: Presence) -> Mapping[tuple[int, int, str], int]:
    """How well each patrol serves each task that it passes, by light."""
    return {
        (at, i, light): quality
        for i, walk in enumerate(presence.walks)
        for at, one in enumerate(met)
        for light in ("day", "night")
        if (quality := presence.on_patrol(one.task, walk, one.anchor, light)) > NONE
    }


def _hour(
    active: list[int],
    values: Weights,
    rows: list[tuple[int, list[tuple[int, str]], list[tuple[int, str]]]],
    passing: Mapping[tuple[int, int, str], int],
    light: str,
    out: tuple[int, ...],
    walks: tuple[Walk, ...],
    number: Callable[[str], int],
) -> Mapping[int, tuple[int, int]]:
    busy = {u for i in out for u in walks[i].unit_ids}
    sure: dict[int, list[int]] = {}
    maybe: dict[int, list[int]] = {}
    for at, task in enumerate(active):
        _, good, any_ = rows[task]
        sure[at] = [n for n, unit in good if unit not in busy]
        maybe[at] = [n for n, unit in any_ if unit not in busy]
        for i in out:
            quality = passing.get((task, i, light), NONE)
            if quality > NONE:
                unit = number(walks[i].patrol.id)
                maybe[at].append(unit)
                if quality == SURE:
                    sure[at].append(unit)
    served = assign([float(values[t]) for t in active], sure, maybe)
    return {active[at]: found for at, found in served.items()}
