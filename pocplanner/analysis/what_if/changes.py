"""A proposal laid over a mission by value: the records that would be other than they are."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from pocplanner.analysis.what_if.causes import losing
from pocplanner.model.geometry import Position
from pocplanner.model.places import Caveat, Post, Route, Unit
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Obstacle, Patrol


def post_id_of(name: str, position: Position) -> str:
    """The id of a base that is only proposed: the same name and place, the same id."""
    told = f"{name}|{position.lon:.6f}|{position.lat:.6f}"
    return "post-" + hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def changed_records(
    snapshot: Snapshot, changes: Iterable[ProposedChange], day: date
) -> tuple[Record, ...]:
    """The records that the changes make anew, one after the other; the others stay as they are.

    A closing without a day is one on `day`. A change that names what is not there is without
    effect: what was held back from a reader must not show by an error.
    """
    made: dict[str, Record] = {}

    def now(id: str) -> Record | None:
        return made.get(id) or snapshot.get(id)

    for change in changes:
        if change.whole:
            for record in _one(snapshot, change, day, now, made):
                made[record.id] = record
    return tuple(r for r in made.values() if snapshot.get(r.id) != r)


def _one(
    snapshot: Snapshot,
    change: ProposedChange,
    day: date,
    now: Callable[[str], Record | None],
    made: dict[str, Record],
) -> Iterable[Record]:
    match change.kind:
        case "move_post" | "close_post":
            post = now(change.post_id)
            if isinstance(post, Post):
                moved: dict[str, object] = {"position": change.position}
                closed: dict[str, object] = {"closes_on": change.on or day}
                yield post.model_copy(update=moved if change.kind == "move_post" else closed)
        case "add_post":
            if change.position is not None:
                yield Post(
                    id=post_id_of(change.name, change.position),
                    name=change.name,
                    kind="tob",
                    position=change.position,
                    opened_on=change.on,
                )
        case "station_unit" | "add_caveat" | "lift_caveat" | "ready_unit":
            unit = now(change.unit_id)
            if isinstance(unit, Unit):
                yield unit.model_copy(update=_unit(change, unit, made))
        case "close_way" | "open_way":
            route = now(change.route_id)
            if isinstance(route, Route):
                said = "no" if change.kind == "close_way" else "yes"
                yield route.model_copy(update={"passable_wet": said})
        case "lose_crossing":
            crossing = now(change.obstacle_id)
            if isinstance(crossing, Obstacle):
                yield crossing.model_copy(update={"state": "closed"})
        case "lose_cause":
            yield from losing(snapshot, change.cause, made)
        case "move_patrol":
            patrol = now(change.patrol_id)
            if isinstance(patrol, Patrol):
                hours: dict[str, object] = {
                    "from_hour": change.from_hour,
                    "to_hour": change.to_hour,
                }
                if change.weekdays:
                    hours["weekdays"] = change.weekdays
                yield patrol.model_copy(update=hours)


def _unit(change: ProposedChange, unit: Unit, made: dict[str, Record]) -> dict[str, object]:
    if change.kind == "station_unit":
        base = change.post_id or next(
            (r.id for r in made.values() if isinstance(r, Post) and r.name == change.name), ""
        )
        return {"post_id": base}
    if change.kind == "ready_unit":
        fields = [f"ready_{light}_min" for light in ("day", "night") if change.light in ("", light)]
        return dict.fromkeys(fields, change.ready)
    others = tuple(c for c in unit.caveats if c.kind != change.caveat)
    more = (Caveat(kind=change.caveat),) if change.kind == "add_caveat" else ()
    held = any(c.kind == change.caveat for c in unit.caveats)
    return {"caveats": unit.caveats if held and more else (*others, *more)}


def over(snapshot: Snapshot, records: Sequence[Record]) -> Snapshot:
    """The mission with these records in place of its own, and the new ones besides."""
    fresh = {r.id: r for r in records}
    if not fresh:
        return snapshot
    kept = [fresh.pop(r.id, r) for r in snapshot]
    return Snapshot.of([*kept, *fresh.values()], snapshot.events, snapshot.audience)


def day_of(changes: Iterable[ProposedChange], as_of: date) -> date:
    """The day to look at: the latest that a change names, never before the as-of day."""
    return max([as_of, *(c.on for c in changes if c.on is not None)])
