"""Changes of a proposal from what a person typed: names looked up, positions judged."""

import difflib
import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from pocplanner.model.community import Mechanism
from pocplanner.model.geometry import Position
from pocplanner.model.places import WATERS, Area, Post, Route, Unit
from pocplanner.model.proposal import Proposal, ProposedChange
from pocplanner.model.record import Range, Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary
from pocplanner.model.ways import Obstacle, Patrol
from pocplanner.words import Problem

R = TypeVar("R", bound=Record)

#: So many names are offered for one that nobody knows.
_OFFERED = 4
#: A point this near to land stands on it: coasts of the packed world are coarse.
_SHORE_KM = 12.0


def found(snapshot: Snapshot, kind: type[R], given: str) -> R:
    """The record of a kind by its id or name. Problem with near names where there is none."""
    wanted = given.strip()
    held = snapshot.one(kind, wanted)
    if held is not None:
        return held
    named: dict[str, list[R]] = {}
    for record in snapshot.all(kind):
        named.setdefault(str(getattr(record, "name", "")).casefold(), []).append(record)
    same = named.get(wanted.casefold(), [])
    if len(same) == 1:
        return same[0]
    what = kind.__name__.lower()
    if same:
        ids = ", ".join(r.id for r in same)
        raise Problem(f"what_if.twice.{what}", given=wanted, ids=ids)
    near = difflib.get_close_matches(wanted.casefold(), list(named), _OFFERED, 0.4)
    near += [n for n in named if wanted and wanted.casefold() in n and n not in near]
    offered = [str(getattr(named[n][0], "name", "")) for n in near if n][:_OFFERED]
    offered = offered or [str(getattr(r, "name", "")) for r in snapshot.all(kind)][:_OFFERED]
    if not offered:
        raise Problem(f"what_if.none.{what}", given=wanted)
    raise Problem(f"what_if.unknown.{what}", given=wanted, near=", ".join(offered))


def split(given: str, form: str) -> tuple[str, str]:
    """A name and what follows its last equals sign. Problem that shows the form it should have."""
    name, sign, value = given.rpartition("=")
    if not sign or not name.strip() or not value.strip():
        raise Problem("what_if.form", given=given, form=form)
    return name.strip(), value.strip()


def position(snapshot: Snapshot, given: str) -> Position:
    """A longitude and latitude. Problem where it is none, off the Earth, or in open water."""
    parts = given.replace(";", ",").split(",")
    try:
        lon, lat = (float(part) for part in parts)
    except ValueError as error:
        raise Problem("what_if.no_position", given=given) from error
    if not (math.isfinite(lon) and math.isfinite(lat)) or abs(lon) > 180 or abs(lat) > 90:
        raise Problem("what_if.off_earth", given=given)
    at = Position(lon=round(lon, 6), lat=round(lat, 6))
    dry(snapshot, at)
    return at


def dry(snapshot: Snapshot, at: Position) -> None:
    """Problem("what_if.in_water") where a point lies in open water."""
    if not on_land(snapshot, at):
        raise Problem("what_if.in_water", lon=f"{at.lon:g}", lat=f"{at.lat:g}")


def on_land(snapshot: Snapshot, at: Position) -> bool:
    """Whether a point lies on land, as far as the mission's areas and the packed world tell.

    An invented country is land where its own areas are, unless one of them is open water; where
    nothing tells, it is believed.
    """
    if snapshot.in_water(at):
        return False
    if snapshot.areas_at(at):
        return True
    from shapely import STRtree

    from pocplanner.report.maps import base

    shapes = base()
    if not shapes:
        return True
    tree = STRtree(shapes)
    reach = _SHORE_KM / 111
    if len(tree.query(at.point.buffer(reach), predicate="intersects")):
        return True
    areas = [
        a.shape for a in snapshot.all(Area) if a.shape is not None and a.hierarchy not in WATERS
    ]
    if areas:
        return any(a.distance(at.point) <= reach / 4 for a in areas)
    # Without areas a mission whose own posts stand in the sea of this world is an invented one.
    held = [p.position for p in snapshot.all(Post) if p.position is not None]
    return bool(held) and not any(
        len(tree.query(p.point.buffer(reach), predicate="intersects")) for p in held
    )


def moved(snapshot: Snapshot, given: str) -> ProposedChange:
    """POST=LON,LAT."""
    name, where = split(given, "POST=LON,LAT")
    post = found(snapshot, Post, name)
    return ProposedChange(kind="move_post", post_id=post.id, position=position(snapshot, where))


def added(snapshot: Snapshot, given: str) -> ProposedChange:
    """NAME=LON,LAT. Problem where a post is called so already."""
    name, where = split(given, "NAME=LON,LAT")
    if any(p.name.casefold() == name.casefold() for p in snapshot.all(Post)):
        raise Problem("what_if.name_taken", given=name)
    return ProposedChange(kind="add_post", name=name, position=position(snapshot, where))


def closed(snapshot: Snapshot, given: str, as_of: date) -> ProposedChange:
    """POST, POST=DATE or POST=30d (days after the as-of day)."""
    if any(given.strip() in (p.id, p.name) for p in snapshot.all(Post)) or "=" not in given:
        return ProposedChange(kind="close_post", post_id=found(snapshot, Post, given).id)
    name, when = split(given, "POST=YYYY-MM-DD")
    post = found(snapshot, Post, name)
    return ProposedChange(kind="close_post", post_id=post.id, on=day(when, as_of))


def day(given: str, as_of: date) -> date:
    """A date, or so many days after the as-of day ("30d")."""
    try:
        if given[-1:].casefold() in ("d", "j") and given[:-1].isdigit():
            return as_of + timedelta(days=int(given[:-1]))
        return date.fromisoformat(given)
    except (ValueError, OverflowError) as error:
        raise Problem("what_if.no_day", given=given) from error


def stationed(snapshot: Snapshot, given: str, new: Sequence[ProposedChange] = ()) -> ProposedChange:
    """UNIT=POST, where the post may be one that the proposal opens."""
    name, where = split(given, "UNIT=POST")
    unit = found(snapshot, Unit, name)
    for change in new:
        if change.kind == "add_post" and change.name.casefold() == where.casefold():
            return ProposedChange(kind="station_unit", unit_id=unit.id, name=change.name)
    post = found(snapshot, Post, where)
    return ProposedChange(kind="station_unit", unit_id=unit.id, post_id=post.id)


def limited(snapshot: Snapshot, given: str, lift: bool = False) -> ProposedChange:
    """UNIT=CAVEAT, by the code of the caveat."""
    name, code = split(given, "UNIT=CAVEAT")
    unit = found(snapshot, Unit, name)
    if vocabulary("caveat").get(code) is None:
        known = ", ".join(t.code for t in vocabulary("caveat").terms)
        raise Problem("what_if.no_caveat", given=code, known=known)
    if lift and not any(c.kind == code for c in unit.caveats):
        raise Problem("what_if.caveat_not_held", unit=unit.name, given=code)
    kind = "lift_caveat" if lift else "add_caveat"
    return ProposedChange(kind=kind, unit_id=unit.id, caveat=code)


def readied(snapshot: Snapshot, given: str) -> ProposedChange:
    """UNIT=MINUTES or UNIT=LEAST,LIKELY,MOST."""
    name, value = split(given, "UNIT=LEAST,LIKELY,MOST")
    unit = found(snapshot, Unit, name)
    try:
        numbers = [float(part) for part in value.split(",")]
        numbers = numbers * 3 if len(numbers) == 1 else numbers
        least, likely, most = numbers
        ready = Range(min=least, likely=likely, max=most)
    except ValueError as error:
        raise Problem("what_if.no_minutes", given=value) from error
    return ProposedChange(kind="ready_unit", unit_id=unit.id, ready=ready)


def way(snapshot: Snapshot, given: str, kind: str) -> ProposedChange:
    """ROUTE, closed or open in the wet season."""
    return ProposedChange(kind=kind, route_id=found(snapshot, Route, given).id)


def crossing(snapshot: Snapshot, given: str) -> ProposedChange:
    """OBSTACLE: a bridge, ford or ferry that is lost."""
    return ProposedChange(kind="lose_crossing", obstacle_id=found(snapshot, Obstacle, given).id)


def causes(snapshot: Snapshot) -> tuple[str, ...]:
    """The shared causes that mechanisms name, in their order."""
    found = {c for m in snapshot.all(Mechanism) for c in m.shared_causes}
    return tuple(sorted(found))


def cause(snapshot: Snapshot, given: str) -> ProposedChange:
    """TAG: a mast, market, chief or other cause that several mechanisms share."""
    known = causes(snapshot)
    wanted = given.strip().casefold()
    tag = next((c for c in known if c.casefold() == wanted), "")
    ends = [c for c in known if c.casefold().rpartition(":")[2].strip() == wanted]
    if not tag and len(ends) > 1:
        raise Problem("mesh.several", tag=given, near=", ".join(ends))
    tag = tag or next(iter(ends), "")
    if not tag:
        if not known:
            raise Problem("what_if.no_causes", given=given)
        near = difflib.get_close_matches(wanted, known, _OFFERED, 0.3) or list(known[:_OFFERED])
        raise Problem("what_if.unknown.cause", given=given, near=", ".join(near))
    return ProposedChange(kind="lose_cause", cause=tag)


def rescheduled(snapshot: Snapshot, given: str) -> ProposedChange:
    """PATROL=FROM-TO in whole hours."""
    name, hours = split(given, "PATROL=FROM-TO")
    patrol = found(snapshot, Patrol, name)
    first, _, last = hours.partition("-")
    if not (first.isdigit() and last.isdigit()) or max(int(first), int(last)) > 23:
        raise Problem("what_if.no_hours", given=hours)
    return ProposedChange(
        kind="move_patrol", patrol_id=patrol.id, from_hour=int(first), to_hour=int(last)
    )


def option(snapshot: Snapshot, given: str) -> Proposal:
    """A saved proposal by its id or name."""
    return found(snapshot, Proposal, given)
