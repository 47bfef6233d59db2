"""What arrival and the entered times say together: contradictions, and help that is too little."""

from collections.abc import Iterable, Iterator
from typing import Any

from pocplanner.analysis.arrival import Arrival
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Finding, Interval
from pocplanner.analysis.travel.trips import Trip
from pocplanner.model.geometry import distance_m
from pocplanner.model.snapshot import Snapshot


def arrival_findings(
    snapshot: Snapshot, found: Iterable[Arrival], assumed: Assumptions
) -> Iterator[Finding]:
    """Where what was entered and the ways differ by a lot; where what comes is too little."""
    worst: dict[str, tuple[float, Finding]] = {}
    short: dict[str, Arrival] = {}
    bare: list[str] = []
    for one in found:
        if _too_few(one):
            short.setdefault(one.place_id, one)
        if _not_evacuated(one) and one.place_id not in bare:
            bare.append(one.place_id)
        for told, ratio in _apart(snapshot, one, assumed):
            if ratio > worst.get(one.place_id, (0.0, told))[0]:
                worst[one.place_id] = (ratio, told)
    for place in sorted(worst):
        yield worst[place][1]
    for place in sorted(short):
        one = short[place]
        facts = {"place": place, "light": one.light, "season": one.season}
        refs = tuple(dict.fromkeys(m.unit_id for m in one.means[:5]))
        yield Finding("finding.arrives_not_sufficient", facts, refs, place_id=place, weight=2)
    if bare:
        many = {"count": len(bare), "places": tuple(bare[:5])}
        yield Finding("finding.no_evacuation", many, tuple(bare[:20]), weight=2)


def _apart(
    snapshot: Snapshot, one: Arrival, assumed: Assumptions
) -> Iterator[tuple[Finding, float]]:
    """Where a time that was entered and the computed one contradict each other, and how much."""
    where = {"place": one.place_id, "light": one.light, "season": one.season}
    refs = tuple(r for r in (one.timing_id, one.entered_post_id) if r)

    def said(key: str, **facts: Any) -> Finding:
        return Finding(f"finding.{key}", where | facts, refs, place_id=one.place_id, weight=2)

    response, travelled = one.entered_response, one.entered_travel
    spent = travelled or response
    if spent is not None and one.entered_post_id:
        # A time may have been true where the post once stood: no way is as short as the crow's.
        straight = _straight(snapshot, one, assumed)
        ratio = _ratio(spent.likely, straight[1], assumed) if straight[1] > spent.max else 0.0
        if ratio:
            yield (
                said("travel_moved", post=one.entered_post_id, entered=round(spent.likely),
                     kilometres=round(straight[0]), computed=round(straight[1])),
                ratio,
            )  # fmt: skip
            return
    if one.state == "nobody":
        if response is not None and one.means:
            yield said("response_nobody", entered=round(response.likely)), float("inf")
        return
    trip, arrives = _own(one)
    if trip is None or trip.minutes is None or trip.basis != "network":
        return
    if travelled is not None:
        ratio = _ratio(travelled.likely, trip.minutes.likely, assumed)
        if ratio:
            a, b = round(travelled.likely), round(trip.minutes.likely)
            yield said("travel_apart", post=trip.post_id, entered=a, computed=b), ratio
    elif response is not None and arrives is not None:
        ratio = _ratio(response.likely, arrives.likely, assumed)
        if ratio:
            a, b = round(response.likely), round(arrives.likely)
            yield said("response_apart", entered=a, computed=b), ratio


def _own(one: Arrival) -> tuple[Trip | None, Interval | None]:
    """The computed way from the post that was entered, else of the first, and when it arrives.

    The first that arrives may come from elsewhere: what was entered is held against its own post.
    """
    post = one.entered_post_id
    if not post:
        return one.trip, one.first.arrives if one.first is not None else None
    driven = [m for m in one.means if m.post_id == post and m.trip.basis == "network"]
    if not driven:
        return (one.trip if one.trip is not None and one.trip.post_id == post else None), None
    best = next((m for m in driven if m.arrives is not None), driven[0])
    return best.trip, best.arrives


def _straight(snapshot: Snapshot, one: Arrival, assumed: Assumptions) -> tuple[float, float]:
    """How far the post that was entered lies as the crow flies, and minutes on the best road."""
    here, there = snapshot.position(one.entered_post_id), snapshot.position(one.place_id)
    speed = assumed.value("speed.paved_kmh")
    if here is None or there is None or speed <= 0:
        return 0.0, 0.0
    km = distance_m(here, there) / 1000
    return km, km / speed * 60


def _ratio(a: float, b: float, assumed: Assumptions) -> float:
    """How many times the greater holds the smaller; 0 where they differ by little."""
    ratio = max(a, b) / max(min(a, b), 1.0)
    near = abs(a - b) < assumed.value("travel.apart_min")
    return 0.0 if near or ratio < assumed.value("travel.apart_factor") else ratio


def _too_few(one: Arrival) -> bool:
    """Whether all that arrives is less than what a person said is needed."""
    return one.state == "not_sufficient" and any(
        said.key == "arrival.reason.too_few" for m in one.means for said in m.judged.reasons
    )


def _not_evacuated(one: Arrival) -> bool:
    """Whether casualty evacuation does not reach a place that a unit does."""
    keys = {"arrival.reason.no_evacuation", "arrival.reason.evacuation"}
    return any(said.key in keys for m in one.means for said in m.judged.reasons)
