"""Six years of events: who did what to whom, where, in which season, and how well it is known.

Every line of `WAVES` is a stretch of the story: an actor, its targets, its places, how often a
month, and how that changes with the season. Deadly events go into the register, the others into
the incident base, so that nothing is counted twice.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sample_world.chance import Random, pick, poisson, stream
from sample_world.people import World, kilometres
from sample_world.places_known import SITE_SINCE

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
    late_since: date = date(2026, 7, 1)


def _d(year: int, month: int, day: int = 1) -> date:
    return date(year, month, day)


WAVES: tuple[Wave, ...] = (
    # Army against FRP: first war, ceasefire, second war.
    Wave("Oudrema National Army", "Plateau Renewal Front", _d(2020, 11), _d(2024, 11, 18), 4.6, DRY,
         {"Andreumo": 5, "Oumeva": 3, "Meuvai": 2, "Kaldrou": 1.5, "Ladreu": 1},
         {"clash_harming_civilians": 0.92, "explosive_remote": 0.08}, (1, 2, 2, 3, 4, 6, 9)),
    Wave("Oudrema National Army", "Plateau Renewal Front", _d(2026, 4, 27), LAST, 8.0, DRY,
         {"Meuvai": 5, "Andreumo": 3, "Kaldrou": 2, "Oumeva": 1.5},
         {"clash_harming_civilians": 0.85, "explosive_remote": 0.15}, (1, 2, 3, 3, 5, 8), late=1.8),
    # Army and gendarmerie against civilians.
    Wave("Oudrema National Army", "Civilians", _d(2020, 11), _d(2024, 11, 18), 1.9, DRY,
         {"Andreumo": 4, "Oumeva": 2, "Meuvai": 2, "Kaldrou": 1},
         {"attack_on_civilians": 0.5, "arrests": 0.25, "pillage_destruction": 0.17,
          "extrajudicial_detention": 0.08}, (0, 1, 1, 2, 4), "Meudra"),
    Wave("Oudrema National Army", "Civilians", _d(2024, 11, 19), _d(2026, 4, 26), 0.7, DRY,
         {"Meuvai": 2, "Kaldrou": 1, "Dreumati": 2, "Loundre": 1},
         {"arrests": 0.4, "extortion": 0.45, "attack_on_civilians": 0.15}, (0, 1, 1), "Meudra"),
    Wave("Oudrema National Army", "Civilians", _d(2026, 4, 27), LAST, 3.0, DRY,
         {"Sameudreu": 5, "Obeudra bridge": 3, "Meuvai": 4, "Sawmill site": 1, "Andreumo": 1},
         {"attack_on_civilians": 0.42, "arrests": 0.2, "pillage_destruction": 0.23,
          "extrajudicial_detention": 0.15}, (0, 1, 2, 2, 4, 7), "Meudra", (4, 9), late=2.6),
    Wave("Mobile Gendarmerie Group 3", "Civilians", _d(2022, 5), _d(2026, 8, 13), 1.5, EVEN,
         {"Toudrale": 3, "Kaldrou": 3, "Meuvai": 2, "Brickworks site": 1},
         {"extortion": 0.5, "arrests": 0.35, "attack_on_civilians": 0.15}, (0, 1, 1), ""),
    Wave("Mobile Gendarmerie Group 3", "Civilians", _d(2026, 8, 14), LAST, 13.0, EVEN,
         {"Meuvai": 4, "Sameudreu": 4, "Obeudra bridge": 3, "Brickworks site": 2, "Lamoudra": 2},
         {"arrests": 0.33, "attack_on_civilians": 0.3, "pillage_destruction": 0.2,
          "extrajudicial_detention": 0.17}, (0, 1, 1, 2, 3), "Meudra", (3, 8)),
    # FRP against those who deal with the state, levies, recruits.
    Wave("Plateau Renewal Front", "Civilians", _d(2020, 11), _d(2024, 11, 18), 3.4, HARVEST,
         {"Andreumo": 3, "Oumeva": 3, "Teundrai": 2, "Meuvai": 2, "Ladreu": 1, "Kaldrou": 1},
         {"attack_on_civilians": 0.42, "extortion": 0.3, "abduction_disappearance": 0.14,
          "forced_recruitment": 0.1, "threat": 0.04}, (1, 1, 1, 2), "Officials and messengers"),
    Wave("Plateau Renewal Front", "Civilians", _d(2024, 11, 19), _d(2026, 4, 26), 1.2, HARVEST,
         {"Oumeva": 3, "Teundrai": 3, "Andreumo": 2, "Dreumati north pits": 2},
         {"extortion": 0.62, "threat": 0.18, "attack_on_civilians": 0.2}, (1, 1)),
    Wave("Plateau Renewal Front", "Civilians", _d(2026, 4, 27), LAST, 3.4, EVEN,
         {"Teundrai": 3, "Meuvai": 3, "Andreumo": 3, "Oumeva": 2, "Obeudra bridge": 1},
         {"attack_on_civilians": 0.46, "threat": 0.14, "abduction_disappearance": 0.18,
          "forced_recruitment": 0.22}, (1, 1, 1, 2), "Officials and messengers", (19, 24),
         late=1.7),
    # Vigils and Riders: the corridor.
    Wave("Vigils of Kaldrou", "Riders of Jezirt", _d(2023, 5, 20), LAST, 3.4, CORRIDOR,
         {"Toudrale": 4, "Goulavou": 4, "Hazmirt": 2, "Vaindralo": 1, "Dreumati": 1},
         {"clash_harming_civilians": 1}, (1, 2, 2, 3, 5, 9), late=1.3),
    Wave("Vigils of Kaldrou", "Civilians", _d(2023, 5, 20), LAST, 1.9, CORRIDOR,
         {"Sohesk quarter of Toudrale": 4, "Toudrale": 2, "Kaldrou": 1.5,
          "Sohesk quarter of Kaldrou": 1.5, "Sorajesk wells": 1},
         {"attack_on_civilians": 0.62, "pillage_destruction": 0.2, "displacement": 0.08,
          "threat": 0.1}, (1, 1, 2, 3), "Sohesk herders", (17, 23), late=1.5),
    Wave("Riders of Jezirt", "Civilians", _d(2021, 5), _d(2023, 5, 19), 1.1, CORRIDOR,
         {"Goulavou": 2, "Toudrale": 2, "Hazmirt": 1, "Vaindralo": 1},
         {"pillage_destruction": 0.6, "attack_on_civilians": 0.4}, (1, 1, 2), "Meudra farmers",
         (1, 5)),
    Wave("Riders of Jezirt", "Civilians", _d(2023, 5, 20), LAST, 3.8, CORRIDOR,
         {"Goulavou": 5, "Toudrale": 3, "Vaindralo": 2, "Dreumati": 1, "Hazmirt": 1},
         {"attack_on_civilians": 0.5, "pillage_destruction": 0.3, "abduction_disappearance": 0.2},
         (1, 1, 2, 4, 8), "Meudra farmers", (1, 5), late=1.3),
    # The house dispute.
    Wave("Vigils of Kaldrou", "Civilians", _d(2024, 2, 11), LAST, 0.9, EVEN,
         {"Kaldrou": 4, "Lamoudra": 2}, {"threat": 0.3, "attack_on_civilians": 0.35,
                                         "pillage_destruction": 0.35}, (1, 1),
         "Families of the elder house", (19, 24), late=3.0),
    Wave("Crowd in Kaldrou", "Civilians", _d(2024, 2, 11), LAST, 0.35, EVEN, {"Kaldrou": 1},
         {"mob_violence": 0.6, "riot": 0.4}, (0, 0, 1, 2), "Families of the younger house",
         (16, 22), 3, late=3.0),
    # The Dravoun and the pits.
    Wave("Dravoun column", "Civilians", _d(2022, 9), LAST, 6.6, DRY,
         {"Teumira": 4, "Kameundo": 3, "Dreumati north pits": 3, "Vaindralo": 3, "Dreumati": 2,
          "Tivolou hearths": 1.5, "Ortimeu": 1, "Loundre old pits": 1},
         {"abduction_disappearance": 0.4, "pillage_destruction": 0.26, "attack_on_civilians": 0.24,
          "extortion": 0.1}, (1, 1, 1, 2, 3), "", (5, 10), 2, late=1.5),
    Wave("Plateau Renewal Front", "Dravoun column", _d(2022, 11), LAST, 1.2, DRY,
         {"Dreumati north pits": 3, "Dreumati": 2, "Loundre old pits": 2},
         {"clash_harming_civilians": 1}, (1, 2, 3, 5)),
    Wave("Oudrema National Army", "Dravoun column", _d(2023, 3), LAST, 0.6, DRY,
         {"Dreumati": 3, "Ortimeu": 1, "Loundre": 1}, {"clash_harming_civilians": 1}, (1, 2, 4)),
    # The border.
    Wave("Oudrema National Army", "Movement of the Eastern Pastures", _d(2022, 3), LAST, 1.8, DRY,
         {"Mazkirt": 4, "Jorhesk": 3, "Orjask": 2, "Ezohirt ford": 2},
         {"clash_harming_civilians": 0.82, "explosive_remote": 0.18}, (1, 2, 3, 4, 7), late=1.6),
    Wave("Movement of the Eastern Pastures", "Civilians", _d(2022, 3), LAST, 3.3, DRY,
         {"Mazkirt": 3, "Labourers' quarter of Mazkirt": 4, "Jorhesk": 2, "Ezohirt ford": 2,
          "Orjask": 1.5, "Customs yard site": 1},
         {"attack_on_civilians": 0.38, "extortion": 0.24, "abduction_disappearance": 0.18,
          "threat": 0.12, "forced_recruitment": 0.08}, (1, 1, 2, 3), "Meudra labourers", (18, 24),
         5, late=2.2),
    Wave("Movement of the Eastern Pastures", "Riders of Jezirt", _d(2025, 3), LAST, 0.7, DRY,
         {"Orjask": 3, "Jezirt": 1}, {"clash_harming_civilians": 1}, (1, 2, 3)),
    # Armed men whom nobody names; mines; the rest of the country.
    Wave("Unidentified armed men", "Civilians", FIRST, LAST, 4.4, DRY,
         {"Kaldrou": 2, "Dreumati": 2, "Loundre": 2, "Ortimeu": 2, "Jezirt": 2, "Meudralo": 1.5,
          "Hazmirt": 1, "Tarhask": 1, "Weir site": 1.5, "*": 7},
         {"attack_on_civilians": 0.36, "pillage_destruction": 0.3, "abduction_disappearance": 0.12,
          "extortion": 0.12, "threat": 0.1}, (1, 1, 2)),
    Wave("Unidentified armed men", "Civilians", _d(2022, 1), LAST, 0.42, DRY,
         {"Mazkirt": 3, "Andreumo": 3, "Meuvai": 1},
         {"explosive_remote": 1}, (0, 1, 1, 2)),
    Wave("State forces", "Protesters", FIRST, LAST, 0.28, EVEN,
         {"Port Nelompe": 4, "Saldulle": 1, "Kaldrou": 2, "Meudralo": 1},
         {"protest_repression": 0.7, "riot": 0.3}, (0, 0, 1, 3)),
    Wave("Protesters", "", FIRST, LAST, 0.55, EVEN,
         {"Port Nelompe": 3, "Kaldrou": 2, "Meudralo": 1, "Tarhask": 1, "Saldulle": 1},
         {"context_event": 1}, (0,)),
    # Sexual violence: published by the register at district level and no closer.
    Wave("Dravoun column", "Civilians", _d(2022, 9), LAST, 0.55, DRY,
         {"Teumira": 3, "Dreumati": 2}, {"sexual_violence": 1}, (0,), "Women and girls", late=1.5),
    Wave("Mobile Gendarmerie Group 3", "Civilians", _d(2024, 5), LAST, 0.3, EVEN,
         {"Meuvai": 3, "Kaldrou": 1}, {"sexual_violence": 1}, (0,), "Women and girls", late=2.0),
    Wave("Unidentified armed men", "Civilians", _d(2021, 1), LAST, 0.5, DRY,
         {"Andreumo": 2, "Loundre": 2, "Hazmirt": 1, "Mazkirt": 2}, {"sexual_violence": 1}, (0,),
         "Women and girls"),
    # What keeps people from aid and from school.
    Wave("Plateau Renewal Front", "Aid workers", _d(2021, 1), LAST, 0.45, EVEN,
         {"Andreumo": 3, "Oumeva": 2, "Teundrai": 1}, {"access_denial": 0.7, "extortion": 0.3},
         (0,), "Aid workers", late=1.8),
    Wave("Movement of the Eastern Pastures", "Civilians", _d(2025, 6), LAST, 0.5, EVEN,
         {"Mazkirt": 3, "Jorhesk": 1}, {"hate_speech": 1}, (0,), "Meudra labourers", late=2.5),
)


class Told(NamedTuple):
    """An event that the story itself tells: written by hand."""

    day: str
    side_a: str
    side_b: str
    place: str
    type: str
    deaths: tuple[int, int, int]
    group: str
    hour: int


TOLD: tuple[Told, ...] = (
    Told("2021-03-09", "Oudrema National Army", "Civilians", "Andreumo", "attack_on_civilians",
         (74, 91, 138), "Meudra", 5),
    Told("2021-09-12", "Plateau Renewal Front", "Civilians", "Teundrai", "attack_on_civilians",
         (6, 6, 8), "Officials and messengers", 20),
    Told("2023-05-20", "Vigils of Kaldrou", "Civilians", "Sohesk quarter of Toudrale",
         "attack_on_civilians", (19, 23, 31), "Sohesk herders", 18),
    Told("2023-06-04", "Riders of Jezirt", "Civilians", "Goulavou", "attack_on_civilians",
         (27, 34, 41), "Meudra farmers", 3),
    Told("2024-06-11", "Riders of Jezirt", "Civilians", "Goulavou", "attack_on_civilians",
         (12, 14, 18), "Meudra farmers", 4),
    Told("2025-06-07", "Riders of Jezirt", "Civilians", "Goulavou", "attack_on_civilians",
         (9, 11, 11), "Meudra farmers", 3),
    Told("2025-02-17", "MISPOU", "Civilians", "Ladreu", "attack_on_civilians", (2, 2, 2), "", 11),
    Told("2026-03-15", "Movement of the Eastern Pastures", "Civilians", "Mazkirt",
         "abduction_disappearance", (0, 0, 0), "Traders", 19),
    Told("2026-04-27", "Plateau Renewal Front", "Oudrema National Army", "Oumeva",
         "clash_harming_civilians", (8, 12, 19), "", 6),
    Told("2026-07-03", "Movement of the Eastern Pastures", "Civilians",
         "Labourers' quarter of Mazkirt", "threat", (0, 0, 0), "Meudra labourers", 22),
    Told("2026-07-14", "Riders of Jezirt", "Civilians", "Goulavou", "attack_on_civilians",
         (16, 21, 26), "Meudra farmers", 4),
    Told("2026-08-14", "Plateau Renewal Front", "Mobile Gendarmerie Group 3", "Obeudra bridge",
         "clash_harming_civilians", (11, 11, 14), "", 7),
    Told("2026-08-15", "Mobile Gendarmerie Group 3", "Civilians", "Obeudra bridge",
         "attack_on_civilians", (5, 7, 12), "Meudra", 5),
    Told("2026-08-17", "Oudrema National Army", "Civilians", "Sameudreu", "attack_on_civilians",
         (13, 18, 29), "Meudra", 5),
    Told("2026-08-21", "Oudrema National Army", "Civilians", "Sameudreu", "pillage_destruction",
         (0, 0, 0), "Meudra", 6),
    Told("2026-09-06", "Dravoun column", "Civilians", "Vaindralo", "abduction_disappearance",
         (0, 0, 0), "", 8),
    Told("2026-09-23", "Dravoun column", "Civilians", "Kameundo", "abduction_disappearance",
         (0, 0, 0), "Women and girls", 9),
    Told("2026-10-09", "Vigils of Kaldrou", "Civilians", "Kaldrou", "attack_on_civilians",
         (3, 3, 4), "Families of the elder house", 21),
    Told("2026-10-17", "Movement of the Eastern Pastures", "Civilians",
         "Labourers' quarter of Mazkirt", "attack_on_civilians", (6, 8, 9), "Meudra labourers", 20),
    Told("2026-10-24", "Oudrema National Army", "Civilians", "Sameudreu", "extrajudicial_detention",
         (0, 0, 0), "Youths and men of 14 to 40", 5),
    Told("2026-10-29", "Mobile Gendarmerie Group 3", "Civilians", "Brickworks site", "arrests",
         (0, 0, 0), "Meudra", 4),
)

_STATE = {"Oudrema National Army", "Mobile Gendarmerie Group 3", "State forces"}
_NEVER_DEADLY = {
    "arrests", "extortion", "threat", "forced_recruitment", "extrajudicial_detention",
    "abduction_disappearance", "pillage_destruction", "access_denial", "hate_speech",
    "displacement", "context_event",
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
        _row(chance, world, provinces, date.fromisoformat(t.day), t.side_a, t.side_b, t.place,
             t.type, t.deaths, t.group, t.hour, told=True)
        for t in TOLD
    ]
    for number, wave in enumerate(WAVES):
        made += _wave(stream(f"wave:{number}"), wave, world, provinces)
    made.sort(key=lambda m: m[0])
    found = Rows()
    for _, row in made:
        published = int(row["deaths_best"] or 0) > 0 or row["type"] == "sexual_violence"
        kept = found.register if published else found.base
        letter = "ACR" if published else "JOC"
        row["key"] = f"{letter}-{row['first_day'][:4]}-{len(kept) + 1:04d}"
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
                _row(chance, world, provinces, day, wave.side_a, wave.side_b, place, kind,
                     (low, best, high if best else 0), group, hour)
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
    return "state-based" if side_a in _STATE or side_b in _STATE else "non-state"


def _row(
    chance: Random, world: World, provinces: dict[str, tuple[str, str]], day: date, side_a: str,
    side_b: str, place: str, type: str, deaths: tuple[int, int, int], group: str, hour: int,
    told: bool = False,
) -> tuple[date, dict[str, str]]:
    low, best, high = deaths
    precision = 1 if told else pick(
        chance, {1: 0.47, 2: 0.27, 3: 0.12, 4: 0.07, 5: 0.045, 6: 0.025}
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
    civilians = best if side_b in ("Civilians", "Aid workers", "Protesters") else (
        0 if best == 0 else min(best, poisson(chance, 0.35))
    )
    row = {
        "key": "", "first_day": first.isoformat(), "last_day": last.isoformat(),
        "hour": "" if hour < 0 else str(hour),
        "lon": "" if lon is None else f"{lon:.4f}", "lat": "" if lat is None else f"{lat:.4f}",
        "place_precision": str(precision), "day_precision": str(days), "type": type,
        "native_type": _native(side_a, side_b, type, best > 0), "side_a": side_a,
        "side_b": side_b, "admin1": province, "admin2": district, "place": shown, "group": group,
        "deaths_low": str(low), "deaths_best": str(best), "deaths_high": str(high),
        "deaths_civilians": str(civilians),
    }
    return first, row
