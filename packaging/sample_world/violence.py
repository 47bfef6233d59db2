"""Six years of events: who did what to whom, where, in which season, and how well it is known.

Every wave of the story is a stretch: an actor, its targets, its places, how often a
month, and how that changes with the season. Deadly events go into the register, the others into
the incident base, so that nothing is counted twice.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from sample_world.chance import pick, poisson, stream
from sample_world.notes import note
from sample_world.people import World, kilometres
from sample_world.places_known import SITE_SINCE
from sample_world.written import story, tuples

#: How much of the story's violence the sources caught.
_SCALE = 0.8
FIRST, LAST = date(2020, 11, 1), date(2026, 10, 31)

#: How a month of the year weighs: dry season May to October, wet November to April.
DRY = (0.6, 0.6, 0.7, 0.8, 1.2, 1.3, 1.3, 1.3, 1.2, 1.2, 0.9, 0.9)
CORRIDOR = (0.3, 0.3, 0.4, 0.7, 2.6, 2.4, 1.0, 0.6, 0.5, 0.8, 2.2, 1.2)
HARVEST = (0.5, 0.5, 0.8, 1.6, 1.7, 1.5, 1.3, 1.0, 0.8, 0.8, 0.7, 0.6)
EVEN = (1.0,) * 12


@dataclass(frozen=True)
class Wave:
    """A stretch of violence: who, whom, where, when, how often and what."""

    side_a: str
    side_b: str
    since: date
    until: date
    monthly: float
    season: tuple[float, ...]
    places: dict[str, float]
    types: dict[str, float]
    deaths: tuple[float, ...] = (0, 1, 1, 2, 3)
    group: str = ""
    hours: tuple[int, int] | None = None
    weekday: int | None = None
    late: float = 1.0
    #: Months at the end that the late factor bears on.
    late_since: date = date(2026, 8, 1)


class Told(NamedTuple):
    """An event that the story itself tells: written by hand."""

    day: date
    side_a: str
    side_b: str
    place: str
    type: str
    deaths: tuple[int, int, int]
    group: str
    hour: int
    note: str


_SEASONS = {"dry": DRY, "corridor": CORRIDOR, "harvest": HARVEST, "even": EVEN}
WAVES = tuple(
    Wave(**(tuples(row) | {"season": _SEASONS[row["season"]]})) for row in story("violence")["wave"]
)
TOLD = tuple(Told(**tuples(row)) for row in story("violence")["told"])

STATE = {"Oudrema National Army", "Mobile Gendarmerie Group 3", "State forces"}
_NEVER_DEADLY = {
    "arrests",
    "extortion",
    "threat",
    "forced_recruitment",
    "extrajudicial_detention",
    "abduction_disappearance",
    "pillage_destruction",
    "access_denial",
    "hate_speech",
    "displacement",
    "context_event",
}


@dataclass
class Rows:
    """The two tables as rows of text, in the order of their days."""

    register: list[dict[str, str]] = field(default_factory=list)
    base: list[dict[str, str]] = field(default_factory=list)


def rows(world: World, provinces: dict[str, tuple[str, str]]) -> Rows:
    """All events: `provinces` gives the province and district of a community by its name."""
    chance = stream("violence")
    made: list[tuple[date, dict[str, str]]] = [
        _row(
            chance,
            world,
            provinces,
            t.day,
            t.side_a,
            t.side_b,
            t.place,
            t.type,
            t.deaths,
            t.group,
            t.hour,
            told=True,
        )
        for t in TOLD
    ]
    for (_, row), t in zip(made, TOLD, strict=True):
        row["note"] = t.note
    for number, wave in enumerate(WAVES):
        made += _wave(stream(f"wave:{number}"), wave, world, provinces)
    made.sort(key=lambda m: m[0])
    found = Rows()
    for _, row in made:
        published = int(row["deaths_best"] or 0) > 0 or row["type"] == "sexual_violence"
        kept = found.register if published else found.base
        letter = "ACR" if published else "JOC"
        row["key"] = f"{letter}-{row['first_day'][:4]}-{len(kept) + 1:04d}"
        row["note"] = row["note"] or note(row)
        kept.append(row)
    return found


def _wave(
    chance: Random, wave: Wave, world: World, provinces: dict[str, tuple[str, str]]
) -> list[tuple[date, dict[str, str]]]:
    found = []
    month = date(wave.since.year, wave.since.month, 1)
    everywhere = [c.name for c in world.communities]
    while month <= wave.until:
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        first, last = max(month, wave.since), min(following - timedelta(days=1), wave.until)
        part = ((last - first).days + 1) / ((following - month).days)
        factor = wave.late if month >= wave.late_since else 1.0
        mean = _SCALE * wave.monthly * wave.season[month.month - 1] * part * factor
        for _ in range(poisson(chance, mean)):
            day = first + timedelta(days=chance.randint(0, (last - first).days))
            if wave.weekday is not None and chance.random() < 0.45:
                shift = (wave.weekday - day.weekday()) % 7
                if day + timedelta(days=shift) <= last:
                    day += timedelta(days=shift)
            late_year = day >= date(2026, 1, 1)
            place = pick(chance, _leading(wave.places) if late_year else wave.places)
            if place == "*":
                place = chance.choice(everywhere)
            elif chance.random() < (0.04 if late_year else 0.42):
                place = _near(chance, world, place)
            if day < SITE_SINCE.get(place, day):
                place = provinces[place][1]
            kind = pick(chance, _leading(wave.types) if late_year else wave.types)
            best = 0 if kind in _NEVER_DEADLY else int(chance.choice(wave.deaths))
            if kind == "sexual_violence":
                best = 0
            low = max(0, best - (chance.random() < 0.3) * chance.randint(1, 2))
            high = best + (chance.random() < 0.45) * chance.randint(1, 2 + best // 2)
            hour = _hour(chance, wave)
            group = wave.group if chance.random() < 0.55 else ""
            found.append(
                _row(
                    chance,
                    world,
                    provinces,
                    day,
                    wave.side_a,
                    wave.side_b,
                    place,
                    kind,
                    (low, best, high if best else 0),
                    group,
                    hour,
                )
            )
        month = following
    return found


def _leading(weighted: dict[str, float]) -> dict[str, float]:
    """The heavier half of a choice: in its last year the violence narrowed to fewer places."""
    most = max(w for k, w in weighted.items() if k != "*")
    return {k: w for k, w in weighted.items() if k != "*" and w >= 0.5 * most}


def _near(chance: Random, world: World, place: str) -> str:
    """A community around the named one, the nearer the likelier."""
    here = world.by_name[place].position
    assert here is not None
    weights = {}
    for c in world.communities:
        assert c.position is not None
        far = kilometres(here, c.position)
        if 0 < far < 45:
            weights[c.name] = 1 / (6 + far)
    return pick(chance, weights) if weights else place


def _hour(chance: Random, wave: Wave) -> int:
    if wave.hours is None or chance.random() < 0.3:
        return -1 if chance.random() < 0.6 else chance.randint(0, 23)
    return chance.randint(wave.hours[0], wave.hours[1] - 1)


def _native(side_a: str, side_b: str, type: str, deadly: bool) -> str:
    if not deadly and type != "sexual_violence":
        return type.replace("_", " ")
    if side_b in ("Civilians", "Aid workers", "Protesters") or type == "sexual_violence":
        return "one-sided"
    return "state-based" if side_a in STATE or side_b in STATE else "non-state"


def _row(
    chance: Random,
    world: World,
    provinces: dict[str, tuple[str, str]],
    day: date,
    side_a: str,
    side_b: str,
    place: str,
    type: str,
    deaths: tuple[int, int, int],
    group: str,
    hour: int,
    told: bool = False,
) -> tuple[date, dict[str, str]]:
    low, best, high = deaths
    precision = (
        1 if told else pick(chance, {1: 0.47, 2: 0.27, 3: 0.12, 4: 0.07, 5: 0.045, 6: 0.025})
    )
    days = 1 if told else pick(chance, {1: 0.78, 2: 0.1, 3: 0.06, 4: 0.05, 5: 0.01})
    if type == "sexual_violence":
        precision, days, hour = 3, 4, -1
    province, district = provinces[place]
    position = world.by_name[place].position
    assert position is not None
    lon: float | None = position.lon
    lat: float | None = position.lat
    shown = place
    if precision == 2:
        lon = round(position.lon + chance.uniform(-0.06, 0.06), 4)
        lat = round(position.lat + chance.uniform(-0.06, 0.06), 4)
        shown = f"near {place}"
    elif precision >= 3:
        lon = lat = None
        shown = ""
    if precision >= 4:
        district = ""
    if precision >= 6:
        province = ""
    elif precision in (3, 4) and type != "sexual_violence" and chance.random() < 0.6:
        # The register places such rows on the capital of the area, as registers do.
        lon, lat = position.lon, position.lat
    first = last = day
    if days == 2:
        last = min(LAST, day + timedelta(days=chance.randint(1, 5)))
    elif days == 3:
        last = min(LAST, day + timedelta(days=6))
    elif days >= 4:
        first = day.replace(day=1)
        last = min(LAST, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        hour = -1
    if days != 1:
        hour = -1
    civilians = (
        best
        if side_b in ("Civilians", "Aid workers", "Protesters")
        else (0 if best == 0 else min(best, poisson(chance, 0.35)))
    )
    row = {
        "key": "",
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "hour": "" if hour < 0 else str(hour),
        "lon": "" if lon is None else f"{lon:.4f}",
        "lat": "" if lat is None else f"{lat:.4f}",
        "place_precision": str(precision),
        "day_precision": str(days),
        "type": type,
        "native_type": _native(side_a, side_b, type, best > 0),
        "side_a": side_a,
        "side_b": side_b,
        "admin1": province,
        "admin2": district,
        "place": shown,
        "group": group,
        "deaths_low": str(low),
        "deaths_best": str(best),
        "deaths_high": str(high),
        "deaths_civilians": str(civilians),
        "note": "",
    }
    return first, row
