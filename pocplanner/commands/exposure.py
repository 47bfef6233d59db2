"""Risk-hours and patrol plans, as the window and the terminal ask for them and take them on."""

from dataclasses import dataclass

from shapely import LineString

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.exposure.plan import KINDS, Plan, Proposed, plan
from pocplanner.analysis.exposure.presence import Presence
from pocplanner.analysis.interference import Interference, interference
from pocplanner.analysis.results import SEASONS, Assessment
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.analysis.travel.trips import Travel
from pocplanner.model.community import Journey
from pocplanner.model.places import Route
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Patrol
from pocplanner.progress import Work
from pocplanner.project import Project
from pocplanner.words import Problem, Words

#: The kinds of patrol that a plan proposes.
PATROLS = tuple(dict.fromkeys(KINDS.values()))


@dataclass(frozen=True)
class Offer:
    """A proposed patrol as the record that it would become, with the questions it raises."""

    proposed: Proposed
    record: Patrol
    questions: tuple[Interference, ...]


@dataclass(frozen=True)
class Offers:
    """A plan for one season with its offers, the worst hours first."""

    plan: Plan
    offers: tuple[Offer, ...]


def plans(
    snapshot: Snapshot,
    found: Assessment,
    words: Words,
    season: str,
    place: str = "",
    kind: str = "",
) -> Work[Offers]:
    """Patrols on the community's timetable for one season. Nothing is kept.

    Problem for a season or a kind that is not there, and where nobody is under a threat in
    any hour that can be told.
    """
    _refuse_unknown(snapshot, season, place, kind)
    hours = found.exposure
    if hours is None or not hours.places:
        raise Problem("exposure.nothing")
    assumed = Assumptions(snapshot.assumptions)
    presence = Presence(snapshot, found.arrivals, season, assumed)
    made = plan(
        snapshot, season, hours.of(season), presence, hours.units.get(season, ()), assumed,
        place, kind,
    )  # fmt: skip
    ground: Travel | None = None
    if made.patrols:
        ground = yield from travel(snapshot, Condition(season, "day"), assumed)
    records = {p.id: _record(snapshot, p, ground, words) for p in made.patrols}
    beside = Snapshot.of(
        [r for r in snapshot if not isinstance(r, Patrol)] + list(records.values()),
        snapshot.events,
        snapshot.audience,
    )
    asked: dict[str, list[Interference]] = {}
    for one in interference(beside, assumed) if records else ():
        if one.open:
            asked.setdefault(one.action_id, []).append(one)
    offers = tuple(
        Offer(p, records[p.id], tuple(asked.get(records[p.id].id, ()))) for p in made.patrols
    )
    return Offers(made, offers)


def accept(project: Project, offer: Offer, *, heard: bool = False) -> Patrol:
    """Keep a proposed patrol as planned; what it may harm is heard first.

    It becomes a planned patrol: its questions stand until they are settled, and it cannot
    become regular before. Problem where it raises questions that nobody has heard, and
    where it is kept already.
    """
    if project.find(offer.record.id) is not None:
        raise Problem("exposure.kept_already", name=offer.record.name)
    if offer.questions and not heard:
        raise Problem("exposure.question_first", name=offer.record.name, count=len(offer.questions))
    with project.edit("edit.exposure.accept", name=offer.record.name):
        project.put(offer.record)
    return offer.record


def _refuse_unknown(snapshot: Snapshot, season: str, place: str, kind: str) -> None:
    if season not in SEASONS:
        raise Problem("exposure.no_season", season=season, known=", ".join(SEASONS))
    if kind and kind not in PATROLS:
        raise Problem("exposure.no_kind", kind=kind, known=", ".join(PATROLS))
    if place and snapshot.get(place) is None:
        raise Problem("exposure.no_place", id=place)


def _record(
    snapshot: Snapshot,
    one: Proposed,
    ground: Travel | None,
    words: Words,
) -> Patrol:
    kind = words.text(f"exposure.kind.{one.kind}")
    name = words.text("exposure.patrol_name", kind=kind, place=snapshot.name(one.place_id))
    return Patrol(
        id=f"patrol.{one.id}"[:80],
        name=name,
        kind=one.movement,
        state="planned",
        line=_line(snapshot, one, ground),
        post_id=one.post_id,
        unit_ids=(one.unit_id,),
        from_hour=one.from_hour,
        to_hour=one.to_hour,
        weekdays=one.weekdays,
        seasons=(one.season,),
        note=words.text("exposure.patrol_note"),
    )


def _line(snapshot: Snapshot, one: Proposed, ground: Travel | None) -> LineString | None:
    """The way there as it was found, else straight, and then the way that people take."""
    start, end = snapshot.position(one.post_id), snapshot.position(one.place_id)
    if start is None or end is None:
        return None
    road = ground.way(one.post_id, one.place_id) if ground is not None else None
    corners = [(start.lon, start.lat)]
    if road is not None:
        corners += [(round(float(x), 5), round(float(y), 5)) for x, y in road]
    corners.append((end.lon, end.lat))
    for id in one.record_ids:
        journey = snapshot.one(Journey, id)
        line = journey.line if journey is not None else None
        if line is None and journey is not None:
            route = snapshot.one(Route, journey.route_id)
            line = route.line if route is not None else None
        if isinstance(line, LineString):
            corners += [(float(x), float(y)) for x, y in line.coords]
            break
    kept = [c for i, c in enumerate(corners) if i == 0 or c != corners[i - 1]]
    return LineString(kept) if len(kept) > 1 else None


__all__ = ["PATROLS", "Offer", "Offers", "accept", "plans"]
