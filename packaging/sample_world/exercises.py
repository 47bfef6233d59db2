"""Three scenarios that the program itself places from its templates on the example's records."""

from collections.abc import Iterable

from pocplanner.analysis.scenarios import build
from pocplanner.model.exercise import Inject, Scenario
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from sample_world.people import World

_PLACED = (
    ("predatory_raid", "Vaindralo"),
    ("communal_mobilisation", "Goulavou"),
    ("state_forces_abuse", "Sameudreu"),
)


def exercises(made: Iterable[Record], world: World) -> list[Scenario | Inject]:
    """The scenarios with their injects."""
    snapshot = Snapshot.of(made)
    found: list[Scenario | Inject] = []
    for template, place in _PLACED:
        scenario, injects = build(snapshot, template, world.by_name[place].id)
        id = f"scn-{place.lower()}"
        found.append(scenario.model_copy(update={"id": id}))
        found += [
            i.model_copy(update={"id": f"inj-{place.lower()}-{i.number:02d}", "scenario_id": id})
            for i in injects
        ]
    return found
