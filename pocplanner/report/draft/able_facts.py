"""What stands in the way of what is planned: caveats at its hours, distance, closures, roads.

A plan that names a unit is not yet a unit on the spot. Move its post, give it a caveat or close
its base, and what rests on it says so, with the record that is the reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pocplanner.analysis.arrival.means import limits, responds
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.exposure.week import WEEKDAYS, laid, span
from pocplanner.analysis.interference_near import distance_km
from pocplanner.model.assessment import Threat
from pocplanner.model.geometry import distance_m
from pocplanner.model.places import Post, Route, Unit
from pocplanner.model.strategy import Action
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

#: A closure this near is told with what rests on the post.
_SOON_DAYS = 120
#: Ways that vehicles take.
_ROADS = frozenset({"paved", "dirt", "track"})
_MOST = 12


def hindrances(desk: Desk, action: Action) -> str:
    """What stands in the way of an action, unit by unit, as sentences; empty for nothing."""
    threats = [t for k in action.threat_ids if (t := desk.snapshot.one(Threat, k))]
    told: list[str] = []
    for unit in _units(desk, action.unit_ids):
        held = limits(unit)
        if "blocks_night" in held and _by_night(desk, action, threats):
            told.append(desk.text("able.night", unit=unit.name))
        if "blocks_wet" in held and _in_the_wet(action, threats):
            told.append(desk.text("able.wet", unit=unit.name))
        told += _post(desk, unit, action.place_id)
    return " ".join(told)


def hindered_facts(desk: Desk) -> Iterator[Fact]:
    """Section 6: the actions in whose way something stands, the first places first."""
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    actions = [a for a in desk.snapshot.all(Action) if a.state not in ("dropped", "done")]
    for action in sorted(actions, key=lambda a: (order.get(a.place_id, 999), a.title)):
        hindered = hindrances(desk, action)
        if hindered:
            values = {
                "title": action.title,
                "place": desk.name(action.place_id) if action.place_id else "",
                "hindered": hindered,
            }
            units = _units(desk, action.unit_ids)
            evidence = ids(action.id, (i for u in units for i in (u.id, u.post_id)))
            yield Fact("hindered", values, evidence, f"hindered:{action.id}", "patrols")


def _units(desk: Desk, found: Iterable[str]) -> list[Unit]:
    held = (desk.snapshot.one(Unit, i) for i in found)
    return [u for u in held if u is not None and responds(u)]


def _by_night(desk: Desk, action: Action, threats: Iterable[Threat]) -> bool:
    """Whether it is to be there at night: by its own hours, else by those of its threats."""
    own = span(action.from_hour, action.to_hour)
    hours = own or tuple(h for t in threats for h in span(t.from_hour, t.to_hour))
    return any(desk.mission.is_night(h % 24) for h in hours)


def _in_the_wet(action: Action, threats: Iterable[Threat]) -> bool:
    seasons = set(action.seasons) or {s for t in threats for s in t.seasons}
    return "wet" in seasons


def _post(desk: Desk, unit: Unit, place: str) -> Iterator[str]:
    """That a unit has no post, that its post closes, or how far it is away."""
    post = desk.snapshot.one(Post, unit.post_id)
    if post is None:
        if not unit.post_id:
            yield desk.text("able.no_post", unit=unit.name)
        return
    if post.closes_on is not None and (post.closes_on - desk.as_of).days <= _SOON_DAYS:
        key = "able.closed" if post.closes_on <= desk.as_of else "able.closes"
        yield desk.text(key, unit=unit.name, post=post.name, on=desk.day(post.closes_on))
    known = [
        (m.trip.minutes.likely, a)
        for a in desk.assessment.arrivals_at(place)
        for m in a.means
        if m.unit_id == unit.id and m.trip is not None and m.trip.minutes is not None
    ]
    if not known:
        return
    minutes, best = min(known, key=lambda k: k[0])
    if minutes >= Assumptions(desk.snapshot.assumptions).value("action.far_min"):
        condition = desk.text(f"condition.{best.light}_{best.season}")
        yield desk.text(
            "able.far",
            unit=unit.name,
            post=post.name,
            minutes=desk.minutes(minutes),
            condition=condition,
        )


def bases_gone(desk: Desk, places: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of places whose people moved close to a base: those without one now, and soon without."""
    near = Assumptions(desk.snapshot.assumptions).value("place.radius_km") * 1000
    gone, going = list[str](), list[str]()
    posts = [(p, p.position) for p in desk.snapshot.all(Post) if p.position is not None]
    for place in ids(places):
        at = desk.snapshot.position(place)
        if at is None or not posts:
            continue
        here = [p for p, where in posts if distance_m(at, where) <= near]
        stands = [p for p in here if p.closes_on is None or p.closes_on > desk.as_of]
        if not stands:
            gone.append(place)
        elif all(p.closes_on is not None for p in stands):
            going.append(place)
    return tuple(gone), tuple(going)


def patrol_facts(desk: Desk) -> Iterator[Fact]:
    """Section 6: regular and planned patrols beside the hours of the threats on their way."""
    found = patrols_beside(desk)
    if not found:
        return
    values = {"lines": desk.series((_patrol(desk, one) for one in found), _MOST)}
    evidence = ids((p.patrol.id for p in found), (i for p in found for i in p.threat_ids))
    yield Fact("patrols", values, evidence, group="patrols")


@dataclass(frozen=True)
class PatrolHours:
    """A patrol, the threats on its way in whose hours it is out or not, and who may not move."""

    patrol: Patrol
    met: tuple[Threat, ...]
    missed: tuple[Threat, ...]
    #: Units that may not move in the hours of night in which it is out.
    barred: tuple[Unit, ...]

    @property
    def threat_ids(self) -> tuple[str, ...]:
        return ids(t.id for t in (*self.met, *self.missed))


def patrols_beside(desk: Desk) -> tuple[PatrolHours, ...]:
    """Regular and planned patrols beside the threats on their way; none where some are hidden."""
    if not desk.whole:
        return ()
    patrols = (p for p in desk.snapshot.all(Patrol) if p.state != "stopped")
    return tuple(_beside(desk, p) for p in sorted(patrols, key=lambda p: (p.state, p.name)))


def _beside(desk: Desk, patrol: Patrol) -> PatrolHours:
    near = _threats_near(desk, patrol)
    mask = laid(span(patrol.from_hour, patrol.to_hour), patrol.weekdays or WEEKDAYS)
    met: list[Threat] = []
    missed: list[Threat] = []
    for threat in near:
        hours = span(threat.from_hour, threat.to_hour)
        if hours and mask.any():
            window = laid(hours, threat.weekdays or WEEKDAYS)
            (met if (window & mask).any() else missed).append(threat)
    night = any(desk.mission.is_night(h % 24) for h in span(patrol.from_hour, patrol.to_hour))
    held = [u for u in _units(desk, patrol.unit_ids) if night and "blocks_night" in limits(u)]
    return PatrolHours(patrol, tuple(met), tuple(missed), tuple(held))


def _patrol(desk: Desk, one: PatrolHours) -> str:
    """One patrol, and whether it is out in the hours of the threats on its way."""
    patrol, met, missed = one.patrol, one.met, one.missed
    values: dict[str, Any] = {
        "name": patrol.name,
        "state": desk.phrase("patrol_state", patrol.state),
        "hours": told_hours(desk, patrol) or desk.text("able.no_hours"),
        "units": desk.names(patrol.unit_ids, 3),
        "met": desk.names(ids(t.place_id for t in met), 4),
        "missed": desk.listed((threat_hours(desk, t) for t in missed), 4),
    }
    kind = "both" if met and missed else "met" if met else "missed" if missed else "none"
    said = desk.text(f"able.patrol_{kind}", **values)
    if one.barred:
        said += desk.text("able.patrol_barred", units=desk.listed(u.name for u in one.barred))
    return said


def threat_hours(desk: Desk, threat: Threat) -> str:
    """The place of a threat with its hours."""
    return desk.text(
        "able.threat_hours",
        place=desk.name(threat.place_id),
        hours=told_hours(desk, threat),
    )


def told_hours(desk: Desk, of: Patrol | Threat) -> str:
    """Hours and weekdays, as far as they are told."""
    days = desk.on_days(of.weekdays)
    return ", ".join(p for p in (days, desk.hours(of.from_hour, of.to_hour)) if p)


def _threats_near(desk: Desk, patrol: Patrol) -> list[Threat]:
    """Reviewed threats whose place the patrol's way comes near to."""
    if patrol.line is None:
        return []
    near = Assumptions(desk.snapshot.assumptions).value("exposure.patrol_km")
    found = []
    for threat in desk.reviewed:
        at = desk.snapshot.position(threat.place_id)
        if at is not None and distance_km(at.point, patrol.line) <= near:
            found.append(threat)
    return found


def way_facts(desk: Desk) -> Iterator[Fact]:
    """Section 12: roads and crossings that are closed, in the wet season or at all."""
    roads = [
        r for r in desk.snapshot.all(Route) if r.kind in _ROADS and r.passable_wet == "no"
    ]  # fmt: skip
    closed = [o for o in desk.snapshot.all(Obstacle) if o.state == "closed"]
    drowned = [
        o for o in desk.snapshot.all(Obstacle) if o.passable_wet == "no" and o.state != "closed"
    ]
    if not roads and not closed and not drowned:
        return
    values = {
        "roads": desk.names((r.id for r in roads), _MOST),
        "crossings": desk.names((o.id for o in drowned), _MOST),
        "closed": desk.names((o.id for o in closed), _MOST),
        "force": desk.sees_force,
    }
    evidence = ids(r.id for r in (*roads, *drowned, *closed))
    yield Fact("ways", values, evidence, group="forces")


__all__ = [
    "PatrolHours", "bases_gone", "hindered_facts", "hindrances", "patrol_facts", "patrols_beside",
    "threat_hours", "told_hours", "way_facts",
]  # fmt: skip
