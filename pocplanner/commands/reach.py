"""Response, warning and the gap between them at every place, for the terminal and the window."""

from contextlib import suppress
from datetime import date

from pocplanner.analysis import reach_time
from pocplanner.analysis.arrival import arrivals, places_asked
from pocplanner.analysis.arrival.heard import Called, called
from pocplanner.analysis.arrival.links import turned
from pocplanner.analysis.arrival.reach import Reach, reached
from pocplanner.analysis.assess import day_of
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.mesh import mesh
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel, where
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work
from pocplanner.words import Problem


def reach(
    snapshot: Snapshot, season: str = "dry", light: str = "day", today: date | None = None
) -> Work[Reach]:
    """Whether help comes in time at every place with a threat or a time; at all, where none has.

    Joined with how alerts get out as of the mission's day, else today; without either that is
    left out.
    Problem where there is no post, no place, no such season, or too large a ground.
    """
    assumed = Assumptions(snapshot.assumptions)
    ground = yield from travel(snapshot, Condition(season, light), assumed)
    places = places_asked(snapshot) or tuple(where(snapshot)[1])
    found = arrivals(snapshot, {(season, light): ground}, assumed, places)
    entered = {(g.place_id, g.light, g.season): g for g in reach_time.gaps(snapshot)}
    heard: tuple[Called, ...] = ()
    day = None
    with suppress(Problem):
        day = day_of(snapshot, None, today)
    if day is not None:
        net = mesh(snapshot, day, assumed, place_ids=places)
        heard = called(snapshot, found, net, assumed)
    told = reached(found, entered, heard)
    return Reach(season, light, told, ground, assumed.used, turned(assumed.fresh()), day)
