"""The whole example, put together: records in the order in which they lean on one another."""

from pocplanner.model.actors import Actor, Driver, Tie
from pocplanner.model.assessment import WarningSign
from pocplanner.model.community import Journey, Mechanism, Promise, Request
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.mesh import SharedCause
from pocplanner.model.mission import Mission, Source
from pocplanner.model.places import Post, Unit
from pocplanner.model.proposal import Proposal
from pocplanner.model.record import Record
from pocplanner.model.reliance import Difference, Reliance
from pocplanner.model.strategy import (
    Action,
    Decision,
    Indicator,
    Message,
    Objective,
    Residual,
    Tension,
)
from sample_world import (
    areas,
    contacts,
    coping,
    exercises,
    figures,
    people,
    threats,
    times,
    violence,
    voices,
)
from sample_world.land import PROVINCES, Land
from sample_world.ways import Ways, flights
from sample_world.written import records


class Country:
    """The invented country with its mission, made once."""

    def __init__(self) -> None:
        self.land = Land()
        self.world = people.settle(self.land)
        code = {d: c for c, (_, _, ds) in PROVINCES.items() for d, _, _ in ds}
        where = {
            c.name: (
                PROVINCES[code[self.world.district[c.id]]][0] + " Province",
                self.world.district[c.id],
            )
            for c in self.world.communities
        }
        self._province = {c.id: code[self.world.district[c.id]] for c in self.world.communities}
        self.events = violence.rows(self.world, where)

    def records(self) -> list[Record]:
        """Every record of the example; its scenarios are made from all the others."""
        world = self.world
        posts = records("force", Post)
        ways = flights(coping.coping(world, self._province), self.land)
        bodies = records("mechanisms", Mechanism, world)
        ratings, issue = threats.history()
        routes = [*areas.routes(self.land), *voices.paths(world)]
        roads = Ways(routes, posts, world)
        heard = voices.perceptions(world, threats.rated_apart())
        made: list[Record] = [
            *records("mission", Mission),
            *records("sources", Source),
            *areas.areas(self.land),
            *world.settlements,
            *world.communities,
            *posts,
            *records("force", Unit),
            *areas.airfields(self.land),
            *routes,
            *records("actors", Actor),
            *records("actors", Tie),
            *records("actors", Driver),
            *roads.obstacles(),
            *roads.patrols(),
            *roads.grounds(threats.threats(ways, bodies), self.land),
            *ratings,
            *records("voices", WarningSign),
            *ways,
            *bodies,
            *records("mechanisms", SharedCause, world),
            *voices.alerts(world, bodies),
            *heard,
            *contacts.earlier(world, len(heard)),
            *records("voices", Request),
            *records("voices", Promise),
            *contacts.contacts(world, posts),
            *contacts.written(),
            *records("voices", Journey, world),
            *times.timings(world, posts),
            *records("plan", Objective),
            *records("plan", Action),
            *records("answers", InterferenceAnswer),
            *records("ways", InterferenceAnswer),
            *records("plan", Reliance),
            *records("plan", Difference),
            *records("plan", Indicator),
            *records("plan", Residual),
            *records("plan", Decision),
            *records("plan", Tension),
            *records("plan", Message),
            *records("options", Proposal),
            issue,
        ]
        counted = {i.id: i for i in figures.counted(made, self.events)}
        made = [counted.get(r.id, r) for r in made]
        return [*made, *exercises.exercises(made, world)]
