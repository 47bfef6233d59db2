"""The whole example, put together: records in the order in which they lean on one another."""

from pocplanner.model.record import Record
from sample_world import (
    actors,
    areas,
    coping,
    exercises,
    force,
    frame,
    mechanisms,
    people,
    plan,
    sources,
    threats,
    times,
    violence,
    voices,
)
from sample_world.land import PROVINCES, Land


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
        posts = force.posts()
        ways = coping.coping(world, self._province)
        bodies = mechanisms.mechanisms(world)
        ratings, issue = threats.history()
        made: list[Record] = [
            frame.mission(),
            *sources.sources(),
            *areas.areas(self.land),
            *world.settlements,
            *world.communities,
            *posts,
            *force.units(),
            *areas.airfields(self.land),
            *areas.routes(self.land),
            *voices.paths(world),
            *actors.actors(),
            *actors.ties(),
            *actors.drivers(),
            *threats.threats(world, ways, bodies),
            *ratings,
            *voices.signs(world),
            *ways,
            *bodies,
            *voices.alerts(world, bodies),
            *voices.perceptions(world, threats.rated_places()),
            *voices.requests(world, bodies),
            *voices.promises(world),
            *voices.journeys(world),
            *times.timings(world, posts),
            *plan.objectives(world),
            *plan.actions(world),
            *plan.indicators(world),
            *plan.residuals(),
            *plan.decisions(world),
            *plan.tensions(),
            *plan.messages(),
            issue,
        ]
        return [*made, *exercises.exercises(made, world)]
