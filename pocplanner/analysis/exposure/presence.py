"""Which units can be with people in an hour: from their posts in the warning time, or on patrol."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from pocplanner.analysis.arrival import Arrival, Means
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.exposure.tasks import Task
from pocplanner.analysis.exposure.week import Mask, in_season, laid, span
from pocplanner.analysis.interference_near import distance_km
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.model.ways import Patrol

#: How well a unit serves: sufficient, not judged, too little or not there.
SURE, MAYBE, NONE = 2, 1, 0
_QUALITY = {"sufficient": SURE, "not_judged": MAYBE}


@dataclass(frozen=True)
class Walk:
    """A regular patrol on the week: its hours, its units, and the tasks that it comes near to."""

    patrol: Patrol
    hours: Mask
    unit_ids: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """What can be said of one unit for one task under one condition, and why not more."""

    unit_id: str
    post_id: str
    quality: int
    minutes: float
    reasons: frozenset[str] = frozenset()


class Presence:
    """Units and patrols of one season, to be asked who can serve a task by day or by night."""

    def __init__(
        self,
        snapshot: Snapshot,
        arrivals: Iterable[Arrival],
        season: str,
        assumed: Assumptions,
    ) -> None:
        self._snapshot, self._season = snapshot, season
        self._arrivals: Mapping[tuple[str, str], Arrival] = {
            (a.place_id, a.light): a for a in arrivals if a.season == season
        }
        self._near = assumed.value("exposure.patrol_km")
        self._foot = assumed.value("speed.foot_wet_kmh" if season == "wet" else "speed.foot_kmh")
        self.walks = tuple(self._walks())

    def _walks(self) -> Iterable[Walk]:
        for patrol in self._snapshot.all(Patrol):
            hours = span(patrol.from_hour, patrol.to_hour)
            holds, _ = in_season(patrol.seasons, self._season)
            if patrol.state != "regular" or not hours or not holds:
                continue
            days = patrol.weekdays or vocabulary("weekday").codes()
            yield Walk(patrol, laid(hours, days), patrol.unit_ids)

    def arrival(self, place_id: str, light: str) -> Arrival | None:
        """The chain of a place under a condition, where one was computed."""
        return self._arrivals.get((place_id, light))

    def reaches(self, task: Task, place_id: str, light: str) -> tuple[Reach, ...]:
        """Every unit that could come to a task when an alert is given where its threat is."""
        one = self.arrival(place_id, light)
        if one is None:
            return ()
        more = self._walk_out(task, place_id)
        return tuple(self._reach(one, m, more) for m in one.means if m.arrives is not None)

    def _reach(self, one: Arrival, means: Means, more: float) -> Reach:
        assert means.arrives is not None
        minutes = means.arrives.likely + more
        reasons = set()
        quality = _QUALITY.get(means.judged.state, NONE)
        if quality == NONE:
            reasons.add("too_little")
        elif quality == MAYBE:
            reasons.add("not_judged")
        if one.warning is None:
            reasons.add("no_warning")
            quality = min(quality, MAYBE)
        elif minutes > one.warning.likely:
            reasons.add("too_late")
            quality = NONE
        return Reach(means.unit_id, means.post_id, quality, minutes, frozenset(reasons))

    def _walk_out(self, task: Task, place_id: str) -> float:
        """Minutes from the place to the middle of the way that people are on, on foot."""
        at = self._snapshot.position(place_id)
        if task.line is None or at is None or self._foot <= 0:
            return 0.0
        middle = task.line.interpolate(0.5, normalized=True)
        return distance_km(at.point, middle) / self._foot * 60

    def on_patrol(self, task: Task, walk: Walk, place_id: str, light: str) -> int:
        """How well a patrol serves people whom it passes: its best unit counts."""
        line = walk.patrol.line
        if line is None or not self._passes(task, line):
            return NONE
        one = self.arrival(place_id, light)
        judged = {m.unit_id: m.judged for m in one.means} if one is not None else {}
        found = [NONE]
        for unit in walk.unit_ids:
            known = judged.get(unit)
            if known is None:
                # Nobody judged this unit against this threat: it is there, no more is known.
                found.append(MAYBE)
            else:
                found.append(_QUALITY.get(known.state, NONE))
        return max(found) if walk.unit_ids else MAYBE

    def _passes(self, task: Task, line: BaseGeometry) -> bool:
        at = self._snapshot.position(task.place_id)
        shapes = [task.line] if task.line is not None else []
        shapes += [at.point] if at is not None and (task.line is None) else []
        return any(distance_km(shape, line) <= self._near for shape in shapes)
