"""Travel by vehicle under all four conditions of light and season."""

from collections.abc import Mapping

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import LIGHTS, SEASONS
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import Travel, travel
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: Travel by season and light.
Grounds = Mapping[tuple[str, str], Travel]


def grounds(snapshot: Snapshot, assumed: Assumptions) -> Work[dict[tuple[str, str], Travel]]:
    """Travel by vehicle under the four conditions; nothing where no post or place is left."""
    found: dict[tuple[str, str], Travel] = {}
    try:
        for season in SEASONS:
            for light in LIGHTS:
                work = travel(snapshot, Condition(season, light), assumed)
                while True:
                    try:
                        next(work)
                    except StopIteration as end:
                        found[season, light] = end.value
                        break
                    yield Progress(0)
    except Problem:
        return {}
    return found
