"""Risk-hours: person-hours of a week under a threat, with and without somebody near.

Nothing here lowers a rating and nothing decides: what is not covered is a reason to ask.
"""

from collections.abc import Iterable, Mapping

from pocplanner.analysis.arrival import Arrival
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.cases import Cases
from pocplanner.analysis.exposure.covering import Exposed, cover
from pocplanner.analysis.exposure.figures import Covered, Exposure, Hours, PlaceHours
from pocplanner.analysis.exposure.presence import Presence
from pocplanner.analysis.exposure.tasks import Task, tasks, unplaced
from pocplanner.analysis.exposure.week import nights
from pocplanner.analysis.exposure.windows import ThreatWindow, windows
from pocplanner.analysis.interference_near import distance_km
from pocplanner.analysis.results import SEASONS, Rated
from pocplanner.model.assessment import Threat
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work, finish


def exposure(
    snapshot: Snapshot,
    cases: Cases,
    rated: Iterable[Rated],
    threats: Mapping[str, Threat],
    arrivals: Iterable[Arrival],
    assumed: Assumptions,
) -> Exposure:
    """Who is under a threat in which hours, and who is near, in the dry and in the wet season.

    Nothing for a reader from whom something is held back: journeys are blurred there, and
    what is computed from blurred places would be false.
    """
    return finish(exposing(snapshot, cases, rated, threats, arrivals, assumed))


def exposing(
    snapshot: Snapshot,
    cases: Cases,
    rated: Iterable[Rated],
    threats: Mapping[str, Threat],
    arrivals: Iterable[Arrival],
    assumed: Assumptions,
) -> Work[Exposure]:
    """The same task by task, so that it can be stopped; its progress has no text."""
    if not snapshot.whole:
        return Exposure()
    found = windows(cases, rated, threats, assumed)
    arriving = tuple(arrivals)
    places: list[PlaceHours] = []
    units: dict[str, tuple[str, ...]] = {}
    for season in SEASONS:
        presence = Presence(snapshot, arriving, season, assumed)
        at = dict.fromkeys(w.threat.place_id for w in found[season])
        done, units[season] = yield from _season(
            snapshot, found[season], presence, season, at, assumed
        )
        places += done
    return Exposure(tuple(places), units, unplaced(snapshot), found)


def _season(
    snapshot: Snapshot,
    found: tuple[ThreatWindow, ...],
    presence: Presence,
    season: str,
    places: Iterable[str],
    assumed: Assumptions,
) -> Work[tuple[list[PlaceHours], tuple[str, ...]]]:
    guess = assumed.value("exposure.unknown_people")
    near = assumed.value("exposure.near_km")
    met = []
    for task in tasks(snapshot, season, places):
        yield Progress(0)
        concerned = [w for w in found if _meets(snapshot, task, w, near)]
        if concerned:
            one = Exposed(snapshot, task, concerned, guess)
            if one.value.any():
                met.append(one)
    units = cover(met, presence, nights(snapshot.mission))
    yield Progress(0)
    by_place: dict[str, list[Covered]] = {}
    for one in met:
        by_place.setdefault(one.task.place_id, []).append(one.told())
    made = [_place(place, season, tuple(done)) for place, done in by_place.items()]
    made.sort(key=lambda p: (-p.risk, p.place_id))
    return made, units


def _meets(snapshot: Snapshot, task: Task, window: ThreatWindow, near: float) -> bool:
    """Whether a threat concerns a task: at its place, on its way, or on the ground it crosses."""
    threat = window.threat
    if threat.place_id == task.place_id or threat.place_id in snapshot.around(task.place_id):
        return True
    if threat.route_id and threat.route_id in task.route_ids:
        return True
    if task.line is None:
        return False
    if threat.shape is not None and threat.shape.intersects(task.line):
        return True
    at = snapshot.position(threat.place_id)
    if at is None or isinstance(snapshot.get(threat.place_id), Area):
        return False
    # Degrees first: most places are far away, and a distance costs.
    if task.line.distance(at.point) > near / 60:
        return False
    return distance_km(at.point, task.line) <= near


def _place(place: str, season: str, done: tuple[Covered, ...]) -> PlaceHours:
    known = [c for c in done if c.hours is not None]
    sexes: dict[str, Hours] = {}
    ages: dict[str, Hours] = {}
    groups: dict[str, Hours] = {}
    tables = (sexes, ages, groups)
    whole = Hours()
    guesses: set[str] = set()
    for one in done:
        guesses |= one.guesses
        if one.hours is not None:
            whole = whole + one.hours
        for table, part in zip(tables, (one.by_sex, one.by_age, one.by_group), strict=True):
            for key, hours in part.items():
                table[key] = table.get(key, Hours()) + hours
    ordered = tuple(sorted(done, key=lambda c: (-c.risk, c.task.id)))
    return PlaceHours(place, season, ordered, whole if known else None, sexes, ages, groups,
                      frozenset(guesses))  # fmt: skip


__all__ = ["exposing", "exposure"]
