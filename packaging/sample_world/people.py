"""Settlements and the communities in them: who lives there, how many, what makes them exposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians
from random import Random

from shapely import Point

from pocplanner.model.community import Community, Group, People, Vulnerability
from pocplanner.model.geometry import Position
from pocplanner.model.places import Settlement
from sample_world.areas import slug
from sample_world.chance import pick, share, some, stream
from sample_world.grades import AS_OF, published, shared
from sample_world.land import PROVINCES, Land
from sample_world.names import Namer
from sample_world.places_known import KNOWN, MARKETS, NUMBER, Known

AGES = ("0_4", "5_11", "12_17", "18_29", "30_59", "60_plus")
_SPOKEN_FOR = ("Meudra", "Sohesk", "Salompe", "Tivoule", "Serhask", "Oudrema", "Dravoun")
_AGE_SHARES = (15.5, 20.5, 14.5, 19.5, 24.0, 6.0)

#: Identity of the people of a province, in hundredths.
IDENTITY: dict[str, dict[str, float]] = {
    "OU01": {"Salompe": 82, "Meudra": 14, "Sohesk": 4},
    "OU02": {"Salompe": 71, "Meudra": 26, "Sohesk": 3},
    "OU03": {"Meudra": 91, "Salompe": 7, "Sohesk": 2},
    "OU04": {"Meudra": 90, "Sohesk": 8, "Salompe": 2},
    "OU05": {"Meudra": 78, "Sohesk": 10, "Salompe": 6, "Tivoule": 6},
    "OU06": {"Sohesk": 79, "Meudra": 20, "Salompe": 1},
    "OU07": {"Sohesk": 76, "Meudra": 21, "Salompe": 3},
    "OU08": {"Meudra": 57, "Tivoule": 18, "Sohesk": 14, "Salompe": 11},
}
_TONGUE = {"Meudra": "Meudra", "Sohesk": "Sohesk", "Salompe": "Salompe", "Tivoule": "Tivoule"}

#: Invented telephone masts: place, reach in kilometres, whether the rains take them off the net.
MASTS: tuple[tuple[str, float, bool], ...] = (
    ("Port Nelompe", 34, False),
    ("Barulle", 26, False),
    ("Vissompe", 24, False),
    ("Quirulle", 24, False),
    ("Saldulle", 28, False),
    ("Terompe", 24, False),
    ("Calvulle", 22, False),
    ("Limmante", 18, True),
    ("Voundai", 22, False),
    ("Timeuva", 16, True),
    ("Ladreu", 18, False),
    ("Kaldrou", 26, False),
    ("Meuvai", 18, False),
    ("Andreumo", 12, True),
    ("Toudrale", 13, True),
    ("Meudralo", 22, False),
    ("Loundre", 14, True),
    ("Dreumati", 12, True),
    ("Jezirt", 18, False),
    ("Hazmirt", 15, True),
    ("Tarhask", 22, False),
    ("Mazkirt", 14, False),
    ("Ortimeu", 15, True),
)


@dataclass
class World:
    """The people of the country and what later parts need to know of their places."""

    settlements: list[Settlement]
    communities: list[Community]
    district: dict[str, str]
    by_name: dict[str, Community]

    def where(self, id: str) -> Position:
        """The place of a community by its id."""
        found = next(c.position for c in self.communities if c.id == id)
        assert found is not None
        return found


def kilometres(a: Position, b: Position) -> float:
    """Distance in kilometres, flat: near enough inside one country."""
    middle = cos(radians((a.lat + b.lat) / 2))
    return hypot((a.lon - b.lon) * middle, a.lat - b.lat) * pi / 180 * 6371.0088


def settle(land: Land) -> World:
    """Put towns, villages, sites and camps on the land."""
    towns = {d for _, _, ds in PROVINCES.values() for d, _, _ in ds}
    taken = towns | {k.name for k in KNOWN} | set(_SPOKEN_FOR)
    namer = Namer(stream("names"), taken)
    world = World([], [], {}, {})
    spots: list[Position] = []
    for code, (_, tongue, districts) in PROVINCES.items():
        for district, x, y in districts:
            chance = stream(f"people:{district}")
            known = [k for k in KNOWN if k.district == district]
            town = Known(district, district, "town", 0, 0, 0)
            own_town = any(k.name == district for k in known)
            listed = known if own_town else [town, *known]
            for k in listed:
                spot = Position(lon=round(x + k.east, 4), lat=round(y + k.north, 4))
                _add(world, chance, code, district, k, spot)
                spots.append(spot)
            for _ in range(NUMBER[district] - len(listed)):
                spot = _free(chance, land, district, spots, 5.5)
                spots.append(spot)
                kind = _kind(chance, code)
                name = namer.name(_tongue(chance, tongue, code))
                _add(world, chance, code, district, Known(name, district, kind, 0, 0, 0), spot)
            for _ in range(chance.randint(1, 4)):
                spot = _free(chance, land, district, spots, 4.0)
                name = namer.name(_tongue(chance, tongue, code))
                world.settlements.append(_settlement(name, spot, chance.randint(9, 90) * 10))
    return world


def _tongue(chance: Random, tongue: str, code: str) -> str:
    if code in ("OU06", "OU07"):
        return pick(chance, {"pasture": 0.85, "plateau": 0.15})
    if code == "OU08":
        return pick(chance, {"plateau": 0.7, "coast": 0.2, "pasture": 0.1})
    return tongue


def _kind(chance: Random, code: str) -> str:
    if code in ("OU06", "OU07"):
        return pick(chance, {"village": 0.6, "hamlet": 0.15, "herders_camp": 0.25})
    return pick(chance, {"village": 0.78, "hamlet": 0.22})


def _free(
    chance: Random, land: Land, district: str, spots: Sequence[Position], apart: float
) -> Position:
    """A place inside the district away from the others."""
    shape = land.districts[district].buffer(-0.02)
    west, south, east, north = shape.bounds
    while True:
        spot = Position(
            lon=round(chance.uniform(west, east), 4), lat=round(chance.uniform(south, north), 4)
        )
        if shape.covers(Point(spot.lon, spot.lat)) and all(
            kilometres(spot, s) > apart for s in spots
        ):
            return spot
        apart *= 0.995


def _settlement(name: str, spot: Position, population: int) -> Settlement:
    return Settlement(
        id=f"set-{slug(name)}",
        name=name,
        position=spot,
        population=population,
        source_id="src-gazetteer",
        **published(),
    )


_SIZES = {
    "town": (8_500, 31_000),
    "village": (650, 3_900),
    "hamlet": (140, 620),
    "displacement_site": (1_900, 9_400),
    "mining_site": (1_200, 4_600),
    "herders_camp": (180, 780),
    "enclave": (800, 2_600),
    "quarter": (1_500, 4_000),
}
#: More women than men at sites of the displaced, more men at the pits.
_WOMEN = {"displacement_site": 0.575, "mining_site": 0.27, "herders_camp": 0.47, "enclave": 0.545}


def _people(chance: Random, kind: str, population: int) -> tuple[People, ...]:
    women = _WOMEN.get(kind, 0.512) + chance.uniform(-0.012, 0.012)
    weights = []
    for sex, part in (("female", women), ("male", 1 - women)):
        for age, weight in zip(AGES, _AGE_SHARES, strict=True):
            more = 1.0
            if kind == "mining_site" and sex == "male" and age in ("12_17", "18_29"):
                more = 2.2
            if kind in ("displacement_site", "enclave") and sex == "male" and age == "18_29":
                more = 0.55
            weights.append(part * weight * more * chance.uniform(0.93, 1.07))
    counts = share(population, weights)
    return tuple(
        People(sex=sex, age=age, count=counts[i * 6 + j])
        for i, sex in enumerate(("female", "male"))
        for j, age in enumerate(AGES)
    )


def _phone(spot: Position, land_seeds: dict[str, tuple[float, float]]) -> str:
    best = "none"
    for town, reach, seasonal in MASTS:
        far = kilometres(spot, Position(lon=land_seeds[town][0], lat=land_seeds[town][1]))
        if far <= reach * 0.75:
            here = "seasonal" if seasonal else "good"
        elif far <= reach * 1.35:
            here = "seasonal" if seasonal else "partial"
        else:
            continue
        rank = ("none", "seasonal", "partial", "good")
        best = max(best, here, key=rank.index)
    return best


_SEEDS = {d: (x, y) for _, _, ds in PROVINCES.values() for d, x, y in ds}


def _add(
    world: World, chance: Random, code: str, district: str, known: Known, spot: Position
) -> None:
    least, most = _SIZES[known.kind]
    population = known.population or chance.randint(least // 10, most // 10) * 10 + chance.randint(
        0, 9
    )
    id = f"com-{slug(known.name)}"
    permanent = known.kind in ("town", "village", "hamlet")
    if permanent:
        # The gazetteer's figure is an old projection: near the mission's own count, not the same.
        told = int(population * chance.uniform(0.7, 1.25)) // 10 * 10
        world.settlements.append(_settlement(known.name, spot, told))
    identity = known.identity or _identity(chance, code, known.kind)
    groups = _groups(chance, code, known, population, identity)
    phone = _phone(spot, _SEEDS)
    asked = chance.random() > 0.06 or bool(known.population)
    from sample_world.protectors import protectors

    world.communities.append(
        Community(
            id=id,
            name=known.name,
            kind=known.kind,
            position=spot,
            area_ids=(f"area-{slug(district)}",),
            settlement_id=f"set-{slug(known.name)}" if permanent else "",
            population=population,
            people=_people(chance, known.kind, population) if asked else (),
            groups=groups,
            vulnerabilities=_factors(chance, code, known, phone, identity),
            phone=phone,
            languages=_languages(identity),
            market_days=_markets(chance, known),
            protectors=protectors(chance, code, district, known),
            women_note=known.women,
            gender_note=known.gender,
            humanitarian_view=known.humanitarian,
            referral=known.referral,
            last_visit_on=_visited(chance, code),
            source_id="src-cas",
            source_key=f"CAS-{len(world.communities) + 1:03d}",
            **shared("place and population are in the joint baseline of the working group"),
        )
    )
    world.district[id] = district
    world.by_name[known.name] = world.communities[-1]


def _identity(chance: Random, code: str, kind: str) -> dict[str, float]:
    base = dict(IDENTITY[code])
    if kind in ("hamlet", "village") and chance.random() < 0.62:
        first = max(base, key=lambda k: base[k])
        return {first: 100.0}
    if kind == "herders_camp":
        return {"Sohesk": 100.0}
    return {k: v * chance.uniform(0.6, 1.4) for k, v in base.items()}


_LIVING = {
    "herder": "Herders",
    "farmer": "Farmers",
    "miner": "Diggers and washers",
    "other: day labourers": "Day labourers",
}


def _groups(
    chance: Random, code: str, known: Known, population: int, identity: dict[str, float]
) -> tuple[Group, ...]:
    names = list(identity)
    counts = share(population, [identity[n] for n in names])
    found = [
        Group(
            name=n,
            dimension="identity",
            code="identity_group",
            people=c,
            at_risk=n in known.at_risk or (n != names[0] and c < population * 0.15),
            note="Few here, known by speech and dress." if c < population * 0.15 else "",
        )
        for n, c in zip(names, counts, strict=True)
        if c > 0
    ]
    if known.kind == "displacement_site":
        found.append(
            Group(
                name="Displaced people",
                dimension="status",
                code="idp",
                people=population,
                at_risk=True,
            )
        )
    elif code in ("OU04", "OU05", "OU07", "OU08") and chance.random() < 0.4:
        found.append(
            Group(
                name="Displaced in host families",
                dimension="status",
                code="idp",
                people=int(population * chance.uniform(0.03, 0.16)),
                at_risk=True,
            )
        )
    main = "herder" if code in ("OU06", "OU07") else "farmer"
    if known.kind == "mining_site":
        main = "miner"
    if known.kind == "quarter":
        main = "other: day labourers"
    label = _LIVING[main]
    found.append(
        Group(
            name=label,
            dimension="livelihood",
            code=main,
            people=int(population * chance.uniform(0.32, 0.46)),
        )
    )
    if known.kind in ("town", "village") and chance.random() < 0.5:
        found.append(
            Group(
                name="Market women",
                dimension="livelihood",
                code="trader",
                people=int(population * chance.uniform(0.03, 0.07)),
                at_risk=code in ("OU04", "OU06", "OU08"),
            )
        )
    if known.kind in ("displacement_site", "village") and chance.random() < 0.35:
        found.append(
            Group(
                name="Women and girls who fetch firewood",
                dimension="livelihood",
                code="fuelwood_collector",
                people=int(population * chance.uniform(0.08, 0.15)),
                at_risk=True,
            )
        )
    found += [
        Group(name=n, dimension=d, code=c, at_risk=True, people=p, note=note)
        for n, d, c, p, note in known.groups
    ]
    return tuple({g.name: g for g in found}.values())


def _factors(
    chance: Random, code: str, known: Known, phone: str, identity: dict[str, float]
) -> tuple[Vulnerability, ...]:
    found: dict[str, str] = dict(known.factors)
    if phone == "none":
        found.setdefault("no_phone_coverage", "")
    if phone == "seasonal":
        found.setdefault("seasonal_isolation", "The mast is off the net in the rains.")
    if known.kind == "displacement_site":
        found.setdefault("displacement", "")
        if chance.random() < 0.5:
            found.setdefault("insecure_site_layout", "Latrines beyond the last shelters, no light.")
    if known.kind == "mining_site":
        found.setdefault("resource_value", "")
    if len([v for v in identity.values() if v > 0]) > 2 and code in ("OU05", "OU07", "OU08"):
        found.setdefault("identity_visibility", "")
    more = {
        "OU03": ("remoteness", "eroded_traditional_authority"),
        "OU04": (
            "perceived_affiliation",
            "land_or_property_dispute",
            "past_retaliation",
            "no_documents",
            "eroded_traditional_authority",
        ),
        "OU05": ("resource_value", "risky_livelihood_route", "no_female_interlocutor"),
        "OU06": (
            "land_or_property_dispute",
            "generational_conflict",
            "distance_from_protector",
            "risky_livelihood_route",
        ),
        "OU07": (
            "identity_visibility",
            "distance_from_protector",
            "remoteness",
            "dependency_on_mission",
        ),
        "OU08": (
            "remoteness",
            "distance_from_protector",
            "risky_livelihood_route",
            "seasonal_isolation",
            "no_female_interlocutor",
        ),
    }.get(code, ("no_documents",))
    for factor in some(chance, more, 0 if code in ("OU01", "OU02") else 1, 3):
        found.setdefault(factor, "")
    return tuple(Vulnerability(factor=f, note=n) for f, n in found.items())


def _languages(identity: dict[str, float]) -> tuple[str, ...]:
    total = sum(identity.values())
    return tuple(_TONGUE[k] for k, v in identity.items() if v > 0.05 * total)


def _markets(chance: Random, known: Known) -> tuple[str, ...]:
    if known.name in MARKETS:
        return MARKETS[known.name]
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if known.kind == "town":
        return (chance.choice(days),)
    return (chance.choice(days),) if known.kind == "village" and chance.random() < 0.22 else ()


def _visited(chance: Random, code: str) -> object:
    from datetime import timedelta

    spread = {"OU04": 70, "OU05": 120, "OU06": 130, "OU07": 110, "OU08": 260}.get(code, 300)
    return AS_OF - timedelta(days=chance.randint(2, spread))
