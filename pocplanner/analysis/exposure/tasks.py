"""Who is where in which hours of the week: on the ways people told of, and at home by night."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from shapely.geometry.base import BaseGeometry

from pocplanner.analysis.exposure.week import (
    HOURS,
    WEEKDAYS,
    Counts,
    Mask,
    in_season,
    laid,
    nights,
    span,
)
from pocplanner.model.community import Community, Journey
from pocplanner.model.few import Few
from pocplanner.model.places import Route
from pocplanner.model.snapshot import Snapshot

HOME = "home"


@dataclass(frozen=True)
class Cell:
    """People of one sex, age and group in the hours in which they are there.

    `people` holds a number for each of the 168 hours, or is None where nobody gave one;
    `present` are the hours. `guesses` name what of it nobody told.
    """

    record_id: str
    sex: str
    age: str
    group: str
    present: Mask
    people: Counts | None
    guesses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Task:
    """People at one place or on one way, whom one unit can protect in one hour.

    `purpose` is a code of `journey_purpose`, or "home" for those at home by night.
    """

    id: str
    place_id: str
    purpose: str
    record_ids: tuple[str, ...]
    cells: tuple[Cell, ...]
    line: BaseGeometry | None = None
    route_ids: tuple[str, ...] = ()


@dataclass
class _Way:
    journeys: list[Journey] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


def tasks(snapshot: Snapshot, season: str, places: Iterable[str]) -> tuple[Task, ...]:
    """Everything that people do in a season, and the nights at those of the places they live at.

    Journeys without hours cannot be laid on the week; `unplaced` names them.
    """
    ways: dict[tuple[str, str], _Way] = defaultdict(_Way)
    away: dict[str, list[Journey]] = defaultdict(list)
    for journey in snapshot.all(Journey):
        holds, guessed = in_season(journey.seasons, season)
        hours, days, more = _when(snapshot, journey)
        if not holds or not hours:
            continue
        guesses = frozenset(more | ({"season"} if guessed else set()))
        way = ways[journey.place_id, _way_key(journey)]
        way.journeys.append(journey)
        way.cells += _cells(journey, laid(hours, days), guesses)
        away[journey.place_id].append(journey)
    found = [_task(snapshot, place, way) for (place, _), way in ways.items()]
    dark = nights(snapshot.mission)
    for place in places:
        home = snapshot.one(Community, place)
        if home is not None and dark.any():
            found.append(_night(snapshot, home, away.get(place, ()), dark))
    return tuple(found)


def unplaced(snapshot: Snapshot) -> tuple[str, ...]:
    """Journeys of which nobody told the hours."""
    return tuple(j.id for j in snapshot.all(Journey) if not span(j.from_hour, j.to_hour))


def _when(
    snapshot: Snapshot, journey: Journey
) -> tuple[tuple[int, ...], tuple[str, ...], set[str]]:
    """Hours and weekdays of a journey; on market days where a way to market names no other."""
    hours = span(journey.from_hour, journey.to_hour)
    if journey.weekdays:
        return hours, journey.weekdays, set()
    home = snapshot.one(Community, journey.place_id)
    if journey.purpose == "market" and home is not None and home.market_days:
        return hours, home.market_days, {"weekdays"}
    return hours, WEEKDAYS, {"weekdays"}


def _way_key(journey: Journey) -> str:
    """What is the same way: the route, else the line, else the purpose."""
    if journey.route_id:
        return f"route:{journey.route_id}"
    if journey.line is not None:
        return f"line:{journey.line.wkb_hex}"
    return f"purpose:{journey.purpose}"


def _cells(journey: Journey, mask: Mask, guesses: frozenset[str]) -> Iterator[Cell]:
    """The people of a journey: its parts, and the rest of whom only the whole was told."""
    told = 0
    for part in journey.split:
        few = isinstance(part.count, Few)
        told += int(part.count)
        sex = part.sex if part.sex not in ("not_stated", "all") else _one(journey.sex)
        yield Cell(
            journey.id, sex, part.age, part.group or journey.group, mask,
            None if few else _flat(part.count, mask), guesses,
        )  # fmt: skip
    if journey.people is None and journey.split:
        return
    age = journey.ages[0] if len(journey.ages) == 1 else "not_stated"
    if journey.people is None or isinstance(journey.people, Few):
        more = guesses | {"people"}
        yield Cell(journey.id, _one(journey.sex), age, journey.group, mask, None, more)
    elif journey.people > told or not journey.split:
        rest = _flat(journey.people - told, mask)
        yield Cell(journey.id, _one(journey.sex), age, journey.group, mask, rest, guesses)


def _one(sex: str) -> str:
    """The sex of a row of a table: women, men, or those of whom only the whole was told."""
    return sex if sex in ("female", "male") else "not_stated"


def _flat(people: int, mask: Mask) -> Counts:
    return np.where(mask, int(people), 0).astype(np.int64)


def _task(snapshot: Snapshot, place: str, way: _Way) -> Task:
    first = way.journeys[0]
    line = next((j.line for j in way.journeys if j.line is not None), None)
    route = snapshot.one(Route, first.route_id)
    if line is None and route is not None:
        line = route.line
    purposes = [j.purpose for j in way.journeys]
    ids = tuple(j.id for j in way.journeys)
    routes = tuple(dict.fromkeys(j.route_id for j in way.journeys if j.route_id))
    return Task(ids[0], place, max(set(purposes), key=lambda p: (purposes.count(p), p)), ids,
                tuple(way.cells), line, routes)  # fmt: skip


# ------------------------------------------------------------------ at home by night


def _night(snapshot: Snapshot, home: Community, out: Iterable[Journey], dark: Mask) -> Task:
    """Those who are at home by night: all who live there but those told to be elsewhere then."""
    id = f"{HOME}:{home.id}"
    parts = [p for p in home.people if p.count]
    hidden = isinstance(home.population, Few) or any(isinstance(p.count, Few) for p in parts)
    told = sum(p.count for p in parts)
    if hidden or (home.population is None and not parts):
        lost = Cell(home.id, "not_stated", "not_stated", "", dark, None, frozenset({"people"}))
        return Task(id, home.id, HOME, (home.id,), (lost,))
    keys = [(_one(p.sex), p.age, p.group) for p in parts]
    counts = [int(p.count) for p in parts]
    rest = (home.population or 0) - told
    if rest > 0:
        keys.append(("not_stated", "not_stated", ""))
        counts.append(rest)
    people = np.outer(np.array(counts, np.int64), dark.astype(np.int64))
    for journey in out:
        _leave(people, keys, journey, snapshot, dark)
    cells = tuple(
        Cell(home.id, sex, age, group, dark & (row > 0), row)
        for (sex, age, group), row in zip(keys, people, strict=True)
    )
    return Task(id, home.id, HOME, (home.id,), cells)


def _leave(
    people: Counts,
    keys: list[tuple[str, str, str]],
    journey: Journey,
    snapshot: Snapshot,
    dark: Mask,
) -> None:
    """Take those who are out by night from those at home, of their own sex first."""
    count = journey.people
    if count is None or isinstance(count, Few):
        return
    hours, days, _ = _when(snapshot, journey)
    gone = laid(hours, days) & dark
    if not gone.any():
        return
    sex = _one(journey.sex)
    same = [i for i, k in enumerate(keys) if sex == "not_stated" or k[0] == sex]
    aged = [i for i in same if not journey.ages or keys[i][1] in journey.ages]
    for hour in np.flatnonzero(gone).tolist():
        left = int(count)
        for rows in (aged, same, list(range(len(keys)))):
            left = _take(people, rows, hour, left)


def _take(people: Counts, rows: list[int], hour: int, count: int) -> int:
    """Take so many from these rows in an hour, each by its share; how many were not there."""
    there = [int(people[i, hour]) for i in rows]
    whole = sum(there)
    if whole <= count:
        people[rows, hour] = 0
        return count - whole
    taken = [n * count // whole for n in there]
    by_rest = sorted(range(len(rows)), key=lambda i: (-(there[i] * count % whole), i))
    for i in by_rest[: count - sum(taken)]:
        taken[i] += 1
    for row, n in zip(rows, taken, strict=True):
        people[row, hour] -= n
    return 0


__all__ = ["HOME", "HOURS", "Cell", "Task", "tasks", "unplaced"]
