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
from pocplanner.analysis.travel.onward import walks
from pocplanner.analysis.travel.times import where
from pocplanner.model.geometry import Position, distances_m
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Work

Minutes = NDArray[np.float64]


def minutes_to(
    snapshot: Snapshot,
    sites: Sequence[Site],
    found: Sequence[Demand],
    assumed: Assumptions,
    means: str = "vehicle",
) -> Work[Minutes]:
    """Minutes by these means (`means.MEANS`), sites by demands; infinite where none gets there."""
    posts, places = where(snapshot)
    spots = {d.place_id: at for d in found if (at := snapshot.position(d.place_id)) is not None}
    around = [*posts.values(), *places.values(), *spots.values(), *(s.position for s in sites)]
    starts = [s.position for s in sites]
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
        ends = [spots[d.place_id] for _, d in here]
        if means == "air":
            made = _flown(starts, ends, condition[1], assumed)
        else:
            work = _gone(snapshot, starts, ends, Condition(*condition), limit, means, around,
                         assumed)  # fmt: skip
            made = yield from work
        minutes[:, [i for i, _ in here]] = made
    return minutes


def _gone(
    snapshot: Snapshot,
    starts: Sequence[Position],
    ends: Sequence[Position],
    condition: Condition,
    limit: float,
    means: str,
    around: Sequence[Position],
    assumed: Assumptions,
) -> Work[Minutes]:
    """With vehicles, the last stretch on foot where that is asked, or by boat."""
    movement = "boat" if means == "boat" else "vehicle"
    land = yield from prepare(snapshot, condition, assumed, movement, around=around)
    if means == "boat" and land.graph is None:
        # A straight line is no river.
        return np.full((len(starts), len(ends)), np.inf)
    walked = None
    if means == "foot" and land.graph is not None:
        walked = walks(snapshot, land, dict(enumerate(ends)), len(ends), assumed).doors
    work = minutes_between(land, spots_of(starts), spots_of(ends), limit, walked)
    return (yield from work)


def _flown(
    starts: Sequence[Position], ends: Sequence[Position], light: str, assumed: Assumptions
) -> Minutes:
    """In a straight line within an aircraft's range; by night nobody has said that it may fly."""
    speed, reach = assumed.value("speed.air_kmh"), assumed.value("travel.air_range_km")
    if light == "night" or speed <= 0:
        return np.full((len(starts), len(ends)), np.inf)
    (lon, lat), (to_lon, to_lat) = spots_of(starts), spots_of(ends)
    km = distances_m(lon[:, None], lat[:, None], to_lon[None, :], to_lat[None, :]) / 1000
    return np.where(km <= reach, km / speed * 60, np.inf)
