"""Likely minutes of the way from each candidate to each threatened place, by condition."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.siting.candidates import Site
from pocplanner.analysis.siting.demand import Demand
from pocplanner.analysis.travel.land import prepare, spots_of
from pocplanner.analysis.travel.many import minutes_between
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import where
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work


def minutes_to(
    snapshot: Snapshot, sites: Sequence[Site], found: Sequence[Demand], assumed: Assumptions
) -> Work[NDArray[np.float64]]:
    """Minutes by vehicle, sites by demands; infinite where there is no way in time."""
    posts, places = where(snapshot)
    spots = {d.place_id: at for d in found if (at := snapshot.position(d.place_id)) is not None}
    around = [*posts.values(), *places.values(), *spots.values(), *(s.position for s in sites)]
    starts = spots_of(s.position for s in sites)
    minutes = np.full((len(sites), len(found)), np.inf)
    for condition in dict.fromkeys((d.season, d.light) for d in found):
        here = [
            (i, d)
            for i, d in enumerate(found)
            if (d.season, d.light) == condition and not d.reached and d.place_id in spots
        ]
        # Beyond the longest time that anybody has, no way is of use.
        limit = max((d.minutes for _, d in here), default=0.0)
        if limit <= 0:
            continue
        land = yield from prepare(snapshot, Condition(*condition), assumed, around=around)
        ends = spots_of(spots[d.place_id] for _, d in here)
        made = yield from minutes_between(land, starts, ends, limit)
        minutes[:, [i for i, _ in here]] = made
    return minutes
