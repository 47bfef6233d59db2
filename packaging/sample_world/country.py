"""The whole example, put together: records in the order in which they lean on one another."""

from pocplanner.model.record import Record
from sample_world import actors, areas, frame, people, sources, violence
from sample_world.land import PROVINCES, Land


class Country:
    """The invented country with its mission, made once."""

    def __init__(self) -> None:
        self.land = Land()
        self.world = people.settle(self.land)
        province = {d: name for _, (name, _, ds) in PROVINCES.items() for d, _, _ in ds}
        where = {
            c.name: (province[self.world.district[c.id]] + " Province", self.world.district[c.id])
            for c in self.world.communities
        }
        self.events = violence.rows(self.world, where)

    def records(self) -> list[Record]:
        """Every record of the example."""
        return [
            frame.mission(),
            *sources.sources(),
            *areas.areas(self.land),
            *self.world.settlements,
            *self.world.communities,
            *areas.airfields(self.land),
            *areas.routes(self.land),
            *actors.actors(),
            *actors.ties(),
            *actors.drivers(),
        ]
