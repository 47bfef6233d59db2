"""Response, warning and the gap between them at every place, for the terminal and the window."""

from pocplanner.analysis import reach_time
from pocplanner.analysis.arrival import arrivals, places_asked
from pocplanner.analysis.arrival.links import turned
from pocplanner.analysis.arrival.reach import Reach, reached
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel, where
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work


def reach(snapshot: Snapshot, season: str = "dry", light: str = "day") -> Work[Reach]:
    """Whether help comes in time at every place with a threat or a time; at all, where none has.

    Problem where there is no post, no place, no such season, or too large a ground.
    """
    assumed = Assumptions(snapshot.assumptions)
    ground = yield from travel(snapshot, Condition(season, light), assumed)
    places = places_asked(snapshot) or tuple(where(snapshot)[1])
    found = arrivals(snapshot, {(season, light): ground}, assumed, places)
    entered = {(g.place_id, g.light, g.season): g for g in reach_time.gaps(snapshot)}
    told = reached(found, entered)
    return Reach(season, light, told, ground, assumed.used, turned(assumed.fresh()))
