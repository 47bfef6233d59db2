"""The grid of actions: gaps that a threat explains, doubles without a lead, load on units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Protocol

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.interference_near import Window, meets, window_of
from pocplanner.analysis.results import Finding
from pocplanner.model.places import Unit
from pocplanner.model.reliance import Difference
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action

TIERS = (1, 2, 3)
PHASES = ("prevention", "pre_emption", "response", "consolidation")
#: States in which an action is no longer part of the plan, or binds nobody any more.
_GONE = frozenset({"dropped"})
_IDLE = frozenset({"dropped", "done"})


class Pressing(Protocol):
    """What the grid asks of a rated threat: its id, its place and its priority."""

    @property
    def threat_id(self) -> str: ...
    @property
    def place_id(self) -> str: ...
    @property
    def priority(self) -> str: ...


@dataclass(frozen=True, order=True)
class Cell:
    """One cell of the grid and the actions in it.

    `place_id` is empty for what is done nowhere in particular.
    """

    tier: int
    phase: str
    component: str
    place_id: str
    action_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A threatened place, and the cells of tier and phase in which nobody acts there.

    `threat_ids` explain it, the gravest first; `priority` is the gravest of them. `actions`
    is how many actions there are; with none, every cell is empty.
    """

    place_id: str
    priority: str
    threat_ids: tuple[str, ...]
    empty: tuple[tuple[int, str], ...]
    actions: int


@dataclass(frozen=True)
class Double:
    """Several components in the same tier and phase at one place, and none of them leads."""

    place_id: str
    tier: int
    phase: str
    components: tuple[str, ...]
    action_ids: tuple[str, ...]


@dataclass(frozen=True)
class Load:
    """What one unit is tasked with, beside what it can carry.

    `clashes` are pairs of actions that want it at two places in the same hours; `untold` are
    actions whose hours nobody told, so that a clash cannot be seen.
    """

    unit_id: str
    action_ids: tuple[str, ...]
    most: int
    clashes: tuple[tuple[str, str], ...] = ()
    untold: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether it is tasked with more than it can carry, or at two places at once."""
        return len(self.action_ids) > self.most or bool(self.clashes)


@dataclass(frozen=True)
class Share:
    """What a component carries: its actions, and those without an owner, date or unit."""

    component: str
    action_ids: tuple[str, ...]
    without_owner: tuple[str, ...]
    without_date: tuple[str, ...]
    unit_ids: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """The plan as a grid; each action stands in exactly one cell."""

    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    doubles: tuple[Double, ...]
    loads: tuple[Load, ...]
    shares: tuple[Share, ...]
    open_differences: tuple[str, ...]

    def count(self, tier: int, phase: str, component: str = "", place_id: str = "") -> int:
        """Actions in a cell; over all components or places where none is named."""
        return sum(
            len(cell.action_ids)
            for cell in self.cells
            if (cell.tier, cell.phase) == (tier, phase)
            and component in ("", cell.component)
            and place_id in ("", cell.place_id)
        )


def grid(
    snapshot: Snapshot,
    rated: Iterable[Pressing],
    day: date,
    assumed: Assumptions | None = None,
) -> Grid:
    """The grid of a mission on a day.

    `rated` are the rated threats, the gravest first. Places whose threats are only "could"
    have no gaps. In a view for an audience
    there are no gaps at all: what is held back would look like nothing done.
    """
    assumed = assumed or Assumptions(snapshot.assumptions)
    actions = tuple(a for a in snapshot.all(Action) if a.state not in _GONE)
    cells: dict[tuple[int, str, str, str], list[str]] = {}
    for action in actions:
        cell = (action.tier, action.phase, action.component, action.place_id)
        cells.setdefault(cell, []).append(action.id)
    return Grid(
        cells=tuple(Cell(*cell, tuple(cells[cell])) for cell in sorted(cells)),
        gaps=tuple(_gaps(snapshot, actions, rated)) if snapshot.whole else (),
        doubles=tuple(_doubles(actions)),
        loads=tuple(_loads(snapshot, actions, assumed.whole("grid.tasks"))),
        shares=tuple(_shares(snapshot, actions)),
        open_differences=tuple(d.id for d in snapshot.all(Difference) if d.stands(day)),
    )


def _gaps(
    snapshot: Snapshot,
    actions: tuple[Action, ...],
    rated: Iterable[Pressing],
) -> Iterable[Gap]:
    pressing: dict[str, list[Pressing]] = {}
    for one in rated:
        if one.priority in ("must", "should"):
            pressing.setdefault(one.place_id, []).append(one)
    for place, threats in pressing.items():
        ids = tuple(t.threat_id for t in threats)
        near = snapshot.around(place)
        here = [a for a in actions if a.place_id in near or set(a.threat_ids) & set(ids)]
        done = {(a.tier, a.phase) for a in here}
        empty = tuple((t, p) for t in TIERS for p in PHASES if (t, p) not in done)
        if empty:
            priority = "must" if any(t.priority == "must" for t in threats) else "should"
            yield Gap(place, priority, ids, empty, len(here))


def _doubles(actions: tuple[Action, ...]) -> Iterable[Double]:
    by_cell: dict[tuple[str, int, str], list[Action]] = {}
    for action in actions:
        if action.place_id and action.state not in _IDLE:
            by_cell.setdefault((action.place_id, action.tier, action.phase), []).append(action)
    for (place, tier, phase), found in by_cell.items():
        components = tuple(dict.fromkeys(a.component for a in found))
        if len(components) > 1 and not any(a.leads for a in found):
            yield Double(place, tier, phase, components, tuple(a.id for a in found))


def _loads(snapshot: Snapshot, actions: tuple[Action, ...], most: int) -> Iterable[Load]:
    by_unit: dict[str, list[Action]] = {}
    for action in actions:
        if action.state not in _IDLE:
            for id in action.unit_ids:
                by_unit.setdefault(id, []).append(action)
    for unit in snapshot.all(Unit):
        tasks = by_unit.get(unit.id, [])
        if not tasks:
            continue
        told = [a for a in tasks if a.from_hour is not None and a.to_hour is not None]
        clashes = tuple(
            (a.id, b.id)
            for a, b in combinations(told, 2)
            if a.place_id
            and b.place_id
            and a.place_id != b.place_id
            and meets(_window(a), _window(b))[0]
        )
        untold = tuple(a.id for a in tasks if a not in told)
        yield Load(unit.id, tuple(a.id for a in tasks), most, clashes, untold)


def _window(action: Action) -> Window:
    return window_of(action.from_hour, action.to_hour, action.weekdays, action.seasons)


def _shares(snapshot: Snapshot, actions: tuple[Action, ...]) -> Iterable[Share]:
    live = [a for a in actions if a.state not in _IDLE]
    components = (*(a.component for a in live), *(u.component for u in snapshot.all(Unit)))
    named = dict.fromkeys(components)
    for component in sorted(named):
        own = [a for a in live if a.component == component]
        yield Share(
            component,
            tuple(a.id for a in own),
            tuple(a.id for a in own if not a.owner),
            tuple(a.id for a in own if a.due_on is None),
            tuple(u.id for u in snapshot.all(Unit) if u.component == component),
        )


def grid_findings(snapshot: Snapshot, found: Grid) -> Iterable[Finding]:
    """What the grid shows: doubles without a lead, units at two places, matters left open."""
    for double in found.doubles:
        facts = {
            "place": double.place_id,
            "tier": str(double.tier),
            "phase": double.phase,
            "components": double.components,
        }
        refs = (double.place_id, *double.action_ids)
        yield Finding("finding.grid.double", facts, refs, double.place_id, 2)
    for load in found.loads:
        for first, second in load.clashes:
            clash = {"unit": load.unit_id, "action": first, "other": second}
            yield Finding("finding.grid.clash", clash, (load.unit_id, first, second), "", 2)
        if len(load.action_ids) > load.most:
            many = {"unit": load.unit_id, "count": len(load.action_ids), "most": load.most}
            yield Finding("finding.grid.load", many, (load.unit_id, *load.action_ids), "", 1)
    for id in found.open_differences:
        matter = snapshot.one(Difference, id)
        if matter is not None and not (matter.decided_by and matter.by_when):
            facts = {"matter": matter.title, "components": tuple(v.component for v in matter.views)}
            yield Finding("finding.grid.undecided", facts, (id,), matter.place_id, 2)
