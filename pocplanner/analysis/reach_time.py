"""Warning, response and the gap between them, per place, by day and night, dry and wet."""

from collections.abc import Iterable
from math import inf

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import LIGHTS, PARTS, SEASONS, Gap, Interval
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Timing
from pocplanner.model.geometry import Position, distance_m
from pocplanner.model.mission import Mission
from pocplanner.model.places import Post
from pocplanner.model.record import Range
from pocplanner.model.snapshot import Snapshot


def interval(found: Range | None) -> Interval | None:
    """The range as an interval in minutes."""
    return None if found is None else Interval(found.min, found.likely, found.max)


def subtract(response: Interval, warning: Interval) -> Interval:
    """Response less warning: the least gap is the quickest response on the longest warning."""
    return Interval(
        response.min - warning.max,
        response.likely - warning.likely,
        response.max - warning.min,
    )


def add(parts: Iterable[Interval]) -> Interval | None:
    """The parts one after the other; nothing for no parts."""
    found = list(parts)
    if not found:
        return None
    return Interval(
        sum(p.min for p in found), sum(p.likely for p in found), sum(p.max for p in found)
    )


def verdict(gap: Interval | None) -> str:
    """late where help likely comes after the attack, uncertain where it may, else in_time."""
    if gap is None:
        return "unknown"
    if gap.likely > 0:
        return "late"
    return "uncertain" if gap.max > 0 else "in_time"


def gap_of(timing: Timing) -> Gap:
    """The gap of one timing: a total as given, else the sum of its parts if all are known."""
    parts = {name: interval(getattr(timing, name)) for name in PARTS}
    known = {name: part for name, part in parts.items() if part is not None}
    response = interval(timing.response)
    if response is None and len(known) == len(PARTS):
        response = add(known.values())
    warning = interval(timing.warning)
    missing = [] if warning else ["warning"]
    if response is None:
        missing += [name for name in PARTS if name not in known]
    found = subtract(response, warning) if response and warning else None
    costliest = max(known, key=lambda name: known[name].likely, default="")
    return Gap(
        place_id=timing.place_id,
        light=timing.light,
        season=timing.season,
        warning=warning,
        response=response,
        gap=found,
        verdict=verdict(found),
        missing=tuple(missing),
        at_least=add(known.values()) if response is None else None,
        costliest=costliest,
        costliest_minutes=known[costliest].likely if costliest else None,
        post_id=timing.post_id,
        timing_id=timing.id,
    )


def gaps(snapshot: Snapshot) -> tuple[Gap, ...]:
    """One gap per place and condition, from its latest timing; by place, light and season."""
    latest: dict[tuple[str, str, str], Timing] = {}
    for timing in snapshot.all(Timing):
        key = (timing.place_id, timing.light, timing.season)
        held = latest.get(key)
        if held is None or held.on is None or (timing.on is not None and timing.on >= held.on):
            latest[key] = timing
    return tuple(gap_of(latest[key]) for key in sorted(latest))


def conditions_missing(found: Iterable[Gap]) -> tuple[tuple[str, str], ...]:
    """The pairs of light and season, of the four, for which no timing was entered."""
    known = {(g.light, g.season) for g in found}
    return tuple((a, b) for a in LIGHTS for b in SEASONS if (a, b) not in known)


def worst(found: Iterable[Gap]) -> Gap | None:
    """The condition under which help comes latest, among those that are known."""
    known = [g for g in found if g.gap is not None]
    return max(
        known, key=lambda g: (g.gap.likely, g.gap.max) if g.gap else (0.0, 0.0), default=None
    )


def relevant(mission: Mission, threat: Threat, found: Iterable[Gap]) -> tuple[Gap, ...]:
    """The conditions in which a threat strikes, where its hours or seasons are known; else all."""
    every = tuple(found)
    lights = _lights(mission, threat)
    kept = tuple(
        g
        for g in every
        if (not lights or g.light in lights) and (not threat.seasons or g.season in threat.seasons)
    )
    return kept or every


def _lights(mission: Mission, threat: Threat) -> frozenset[str]:
    if threat.from_hour is None or threat.to_hour is None:
        return frozenset()
    hours = [threat.from_hour]
    while hours[-1] != threat.to_hour and len(hours) < 24:
        hours.append((hours[-1] + 1) % 24)
    # The hour in which it ends counts only where it is also the hour in which it begins.
    hours = hours[:-1] or hours
    return frozenset("night" if mission.is_night(h) else "day" for h in hours)


def nearest_post(snapshot: Snapshot, at: Position | None) -> tuple[Post, float] | None:
    """The nearest post and its distance in kilometres as the crow flies."""
    if at is None:
        return None
    posts = [(distance_m(at, p.position) / 1000, p.id, p) for p in snapshot.all(Post) if p.position]
    return (min(posts)[2], min(posts)[0]) if posts else None


def quickest_minutes(distance_km: float, light: str, season: str, assumed: Assumptions) -> float:
    """Travel in minutes over this distance at the assumed speed on dirt: the least there can be.

    Infinite where the mission's own figures say that nothing moves.
    """
    speed = assumed.value("speed.dirt_wet_kmh" if season == "wet" else "speed.dirt_kmh")
    if light == "night":
        speed *= assumed.value("speed.night_factor")
    return distance_km / speed * 60 if speed > 0 else inf
