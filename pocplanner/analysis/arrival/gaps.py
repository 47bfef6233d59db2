"""Warning against computed response, where nobody entered one; an entered time always leads."""

from collections.abc import Container, Iterable

from pocplanner.analysis.arrival.links import BEFORE
from pocplanner.analysis.arrival.told import Arrival, Means
from pocplanner.analysis.reach_time import subtract, verdict
from pocplanner.analysis.results import Gap, Interval


def with_computed(
    entered: Iterable[Gap], found: Iterable[Arrival], gone: Container[str] = ()
) -> tuple[Gap, ...]:
    """The gaps of entered times, and computed ones where an entered time says no response.

    `gone` are timings from a post that has closed: what was entered of it leads no longer, as
    far as anything else is known.

    Marked by `basis` with that of the road, and by `guessed` with what nobody measured or
    entered. By place, light and season.
    """
    gaps = {(g.place_id, g.light, g.season): g for g in entered}
    for one in found:
        key = (one.place_id, one.light, one.season)
        held = gaps.get(key)
        made = computed(one, None if held is not None and held.timing_id in gone else held)
        if made is not None:
            gaps[key] = made
    return tuple(gaps[key] for key in sorted(gaps))


def computed(one: Arrival, held: Gap | None) -> Gap | None:
    """The computed gap of a place under one condition; None where an entered one leads.

    None too where no unit that may be enough comes, and where too much is guessed for a figure
    that could move a rating: no way is loaded, or every link is a guess. A warning of another
    light or season is not lent to a rating either.
    """
    if held is not None and held.response is not None:
        return None
    means = enough(one)
    if means is None or means.arrives is None:
        return None
    if means.basis == "straight" or all(
        link.guessed for link in means.links if link.name in BEFORE
    ):
        return None
    response = _whole(means.arrives)
    warning = one.warning if one.warning_basis == "entered" else None
    apart = subtract(response, warning) if warning is not None else None
    if one.state == "not_sufficient" and (apart is None or apart.likely <= 0):
        # In time, but too little: nobody may read that as help in time.
        return None
    longest = max((x for x in means.links if x.name in BEFORE), key=lambda x: x.minutes.likely)
    return Gap(
        one.place_id,
        one.light,
        one.season,
        warning=warning,
        response=response,
        gap=apart,
        verdict=verdict(apart),
        missing=() if warning is not None else ("warning",),
        costliest=longest.name,
        costliest_minutes=longest.minutes.likely,
        post_id=means.post_id,
        timing_id=one.timing_id,
        basis=means.basis,
        guessed=tuple(x.name for x in means.links if x.guessed and x.name in BEFORE),
    )


def enough(one: Arrival) -> Means | None:
    """The first unit that is enough, else the first that nobody judged, else the first of all."""
    for state in ("sufficient", "not_judged", "not_sufficient"):
        for means in one.means:
            if means.arrives is not None and means.judged.state == state:
                return means
    return None


def _whole(found: Interval) -> Interval:
    return Interval(round(found.min), round(found.likely), round(found.max))


__all__ = ["computed", "enough", "with_computed"]
