"""Travel times and arrival, as the window, the terminal and the papers ask for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from pocplanner.analysis.arrival import Arrival, arrivals, places_asked
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import LIGHTS, SEASONS, Used
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import Travel, travel
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work


@dataclass(frozen=True)
class Timed:
    """Travel by season and light, and arrival at the places that are threatened."""

    grounds: dict[tuple[str, str], Travel]
    arrivals: tuple[Arrival, ...]
    used: tuple[Used, ...]


def times(
    snapshot: Snapshot,
    seasons: Iterable[str] = SEASONS,
    lights: Iterable[str] = LIGHTS,
    movement: str = "vehicle",
    cell_km: float | None = None,
    chain: bool = True,
) -> Work[Timed]:
    """Travel under each of these conditions and, unless told otherwise, the chain of alerts.

    Nothing is kept. Problem where there is no post, no place, or too large a ground.
    """
    assumed = Assumptions(snapshot.assumptions)
    grounds = {}
    wanted = tuple(lights)
    for season in seasons:
        for light in wanted:
            grounds[season, light] = yield from travel(
                snapshot, Condition(season, light), assumed, movement, cell_km
            )
    found = arrivals(snapshot, grounds, assumed) if chain else ()
    return Timed(grounds, found, assumed.used)


__all__ = ["Arrival", "Timed", "Travel", "places_asked", "times"]
