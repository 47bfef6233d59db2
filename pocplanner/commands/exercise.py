"""Place scenarios from templates and keep them with their injects."""

from pocplanner.analysis.scenario_templates import templates
from pocplanner.analysis.scenarios import build
from pocplanner.model.community import Community
from pocplanner.model.exercise import Inject, Scenario, Taken
from pocplanner.model.places import Area, Settlement
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.project import Project
from pocplanner.words import Problem


def make_scenario(
    snapshot: Snapshot, template: str, place_id: str, language: str = "en"
) -> tuple[Scenario, tuple[Inject, ...]]:
    """A scenario at a place, filled from the mission's own records; nothing is kept.

    The place is given by its id or by a name that only one place has. Problem where there is
    no such template or place.
    """
    if template not in templates():
        raise Problem("scenario.template_unknown", template=template, known=", ".join(templates()))
    place = snapshot.get(place_id) or _named(snapshot, place_id)
    if place is None:
        raise Problem("scenario.place_unknown", id=place_id)
    if not isinstance(place, (Community, Settlement, Area)):
        raise Problem("scenario.not_a_place", id=place_id)
    return build(snapshot, template, place.id, language)


def _named(snapshot: Snapshot, name: str) -> Record | None:
    """The only place of this name: a community before the settlement or area called the same."""
    wanted = name.strip().casefold()
    places = (snapshot.all(Community), snapshot.all(Settlement), snapshot.all(Area))
    for kind in places:
        found = [p for p in kind if snapshot.name(p.id).casefold() == wanted]
        if len(found) > 1:
            ids = ", ".join(p.id for p in found[:8])
            raise Problem("scenario.place_ambiguous", name=name, ids=ids)
        if found:
            return found[0]
    return None


def keep(project: Project, scenario: Scenario, injects: tuple[Inject, ...]) -> None:
    """Keep a scenario with what its players will be told, as one act."""
    with project.edit("edit.scenario.place", title=scenario.title):
        project.put(scenario, *injects)


def drop(project: Project, scenario_id: str) -> None:
    """Take a scenario away with its injects and the decisions taken in it."""
    scenario = project.get(Scenario, scenario_id)
    if scenario is None:
        raise Problem("scenario.unknown", id=scenario_id)
    injects = [i for i in project.all(Inject) if i.scenario_id == scenario_id]
    taken = [t for t in project.all(Taken) if t.scenario_id == scenario_id]
    with project.edit("edit.scenario.drop", title=scenario.title):
        project.drop(*taken, *injects, scenario)
