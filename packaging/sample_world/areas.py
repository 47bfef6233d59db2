"""Areas in their hierarchies, roads, rivers, the cattle corridor and the airfields."""

from math import cos, pi, sin

from shapely import LineString, Polygon, make_valid, set_precision, unary_union
from shapely.geometry.base import BaseGeometry

from pocplanner.model.places import Airfield, Area, Route
from sample_world.chance import stream
from sample_world.grades import published, shared
from sample_world.land import GRID, PROVINCES, Land, rough


def slug(name: str) -> str:
    """A name as part of an id."""
    return name.lower().replace(" ", "-").replace("'", "")


def _area(id: str, name: str, level: int, shape: BaseGeometry, **more: str) -> Area:
    return Area(
        id=id,
        name=name,
        level=level,
        shape=shape,
        source_id="src-boundaries",
        **more,
        **published(),
    )


def areas(land: Land) -> list[Area]:
    """The state's areas, the mission's sectors and the chiefdoms, which cross both."""
    found = [
        _area("area-oudrema", "Oudrema", 0, land.country, pcode="OU"),
        _area("area-serhask", "Serhask", 0, land.neighbour, pcode="SH"),
    ]
    for code, (name, _, districts) in PROVINCES.items():
        found.append(
            _area(
                f"area-{code}",
                name + " Province",
                1,
                land.provinces[code],
                pcode=code,
                parent_id="area-oudrema",
            )
        )
        for number, (district, _, _) in enumerate(districts, 1):
            found.append(
                _area(
                    f"area-{slug(district)}",
                    district,
                    2,
                    land.districts[district],
                    pcode=f"{code}{number:02d}",
                    parent_id=f"area-{code}",
                )
            )
    return [*found, *_sectors(land), *_chiefdoms(land)]


def _sectors(land: Land) -> list[Area]:
    parts = {
        "Sector West": ("OU01", "OU02", "OU03"),
        "Sector Centre": ("OU04", "OU05", "Oumeva", "Limmante"),
        "Sector East": ("OU06", "OU07", "OU08", "Dreumati"),
    }
    found = []
    for name, members in parts.items():
        shapes = [land.provinces.get(m) or land.districts[m] for m in members]
        shape = unary_union(shapes, grid_size=GRID)
        found.append(
            Area(
                id=f"area-{slug(name)}",
                name=name,
                hierarchy="mission",
                level=1,
                shape=shape,
                source_id="src-jmac",
                **shared("sectors are on the mission's public map"),
            )
        )
    gold = unary_union([land.districts[d] for d in ("Loundre", "Dreumati")], grid_size=GRID)
    found.append(
        Area(
            id="area-gold-road",
            name="Gold road area of operations",
            hierarchy="mission",
            level=2,
            parent_id="area-sector-centre",
            shape=gold,
            source_id="src-jmac",
            **shared("area of operations, no dispositions"),
        )
    )
    return found


def _chiefdoms(land: Land) -> list[Area]:
    seats = (
        ("Paramount seat of Kaldrou", -17.2, -12.2, 0.62),
        ("Seat of the Andreumo hills", -16.85, -11.65, 0.45),
        ("Seat of Toudrale", -16.65, -12.5, 0.42),
        ("Seat of Meudralo", -17.05, -13.05, 0.6),
        ("Council of the wells", -15.75, -12.55, 0.72),
        ("Tents of Tarhask", -15.9, -11.25, 0.7),
        ("Forest hearths of the Tivoule", -15.45, -13.95, 0.5),
        ("Harbour houses of the coast", -18.6, -12.6, 0.85),
    )
    found = []
    for name, lon, lat, reach in seats:
        chance = stream(f"chiefdom:{name}")
        ring = [
            (lon + reach * f * cos(i * pi / 9), lat + reach * f * sin(i * pi / 9))
            for i in range(18)
            for f in (chance.uniform(0.8, 1.15),)
        ]
        shape = set_precision(make_valid(Polygon(ring)).intersection(land.country), GRID)
        found.append(
            Area(
                id=f"area-{slug(name)}",
                name=name,
                hierarchy="customary",
                level=1,
                shape=shape,
                source_id="src-cas",
                **shared("chiefdoms are known to everybody"),
            )
        )
    return found


_ROADS: tuple[tuple[str, str, tuple[str, ...], str, str, str], ...] = (
    ("Coast highway", "paved", ("Barulle", "Port Nelompe", "Vissompe"), "yes", "yes", ""),
    (
        "Kaldrou trunk road",
        "paved",
        ("Port Nelompe", "Quirulle", "Meuvai", "Kaldrou"),
        "yes",
        "partly",
        "Meuvai bridge rebuilt in 2023, ambushed on 14 August 2026. Four posts take tolls.",
    ),
    ("Plateau road", "paved", ("Kaldrou", "Meudralo"), "yes", "partly", ""),
    (
        "Hill road",
        "dirt",
        ("Kaldrou", "Andreumo", "Tarhask"),
        "partly",
        "no",
        "Two fords close for days after rain.",
    ),
    (
        "Border road",
        "dirt",
        ("Tarhask", "Mazkirt"),
        "partly",
        "no",
        "Mines reported at the second culvert in May 2026, not yet cleared.",
    ),
    ("Corridor road", "dirt", ("Kaldrou", "Toudrale", "Hazmirt", "Jezirt"), "partly", "no", ""),
    ("Wells road", "dirt", ("Jezirt", "Orjask"), "yes", "yes", "Sand; passable all year."),
    ("Kersohask road", "dirt", ("Jezirt", "Kersohask"), "yes", "unknown", ""),
    (
        "Gold road",
        "dirt",
        ("Meudralo", "Loundre"),
        "no",
        "no",
        "Black soil: lorries stand from December to March.",
    ),
    ("Pits road", "dirt", ("Meudralo", "Dreumati"), "no", "no", ""),
    ("Southern road", "dirt", ("Loundre", "Ortimeu", "Sentompe"), "partly", "no", ""),
    (
        "Forest road",
        "track",
        ("Ortimeu", "Teumira"),
        "no",
        "no",
        "Two log bridges; closed to lorries from December to April.",
    ),
    ("Voundai road", "dirt", ("Kaldrou", "Ladreu", "Voundai"), "partly", "unknown", ""),
    ("North coast road", "dirt", ("Voundai", "Timeuva", "Oumeva"), "yes", "unknown", ""),
    ("Oumeva track", "track", ("Oumeva", "Andreumo"), "no", "no", "Held by FRP road courts."),
    ("Salt road", "dirt", ("Tarhask", "Ezrisk"), "yes", "yes", ""),
    ("Jorhesk track", "track", ("Tarhask", "Jorhesk", "Orjask"), "partly", "no", ""),
    ("Saldulle road", "paved", ("Vissompe", "Calvulle", "Saldulle", "Terompe"), "yes", "yes", ""),
    ("Kaveudri road", "dirt", ("Meudralo", "Kaveudri", "Calvulle"), "partly", "unknown", ""),
    ("Limmante road", "dirt", ("Loundre", "Limmante", "Terompe"), "partly", "unknown", ""),
    ("Vouladre track", "track", ("Ortimeu", "Vouladre", "Limmante"), "no", "no", ""),
)
_WATERS: tuple[tuple[str, tuple[tuple[float, float], ...], str], ...] = (
    (
        "Dreu river",
        (
            (-15.95, -11.05),
            (-16.35, -11.6),
            (-16.95, -12.0),
            (-17.35, -12.5),
            (-17.55, -12.95),
            (-17.9, -13.2),
            (-18.12, -13.3),
        ),
        "Boats from Kaveudri down all year; from Kaldrou only December to May.",
    ),
    (
        "Timeu river",
        ((-17.4, -11.5), (-17.55, -12.0), (-17.72, -12.35), (-17.55, -12.95)),
        "The Meuvai bridge is the only crossing for lorries.",
    ),
    (
        "Loun river",
        ((-16.2, -12.75), (-16.55, -13.2), (-16.75, -13.75), (-16.95, -14.3), (-17.0, -14.7)),
        "Gold washing on both banks.",
    ),
    (
        "Hazk wadi",
        (
            (-15.35, -11.9),
            (-15.7, -12.3),
            (-15.7, -12.9),
            (-15.5, -13.5),
            (-15.55, -14.2),
            (-15.7, -14.75),
        ),
        "Dry from June to October north of Jezirt; in flood it cuts Jezirt from Kersohask.",
    ),
)
_CORRIDOR = (
    (-15.25, -12.25),
    (-15.6, -12.4),
    (-16.1, -12.35),
    (-16.5, -12.5),
    (-16.6, -12.9),
    (-16.45, -13.15),
)


def routes(land: Land) -> list[Route]:
    """Roads between the district towns, rivers, the corridor; paths of people come later."""
    found = []
    for name, kind, towns, wet, night, note in _ROADS:
        line = rough([land.seeds[t] for t in towns], f"road:{name}", 4, 0.1)
        found.append(_route(name, kind, line, wet, night, note))
    for name, corners, note in _WATERS:
        line = rough(corners, f"water:{name}", 4, 0.16)
        cut = line.intersection(land.country)
        found.append(_route(name, "river", cut, "unknown", "unknown", note))
    line = rough(_CORRIDOR, "corridor", 4, 0.08)
    found.append(
        _route(
            "Corridor of 1987",
            "transhumance",
            line,
            "yes",
            "yes",
            "Herds go south in May and June and back in November; 400 m wide by agreement, less "
            "than 60 m in eleven places.",
        )
    )
    return found


def _route(name: str, kind: str, line: BaseGeometry, wet: str, night: str, note: str) -> Route:
    shape = (
        LineString([(round(x, 4), round(y, 4)) for x, y in line.coords])
        if isinstance(line, LineString)
        else set_precision(line, GRID)
    )
    return Route(
        id=f"rte-{slug(name)}",
        name=name,
        kind=kind,
        line=shape,
        passable_wet=wet,
        passable_night=night,
        note=note,
        source_id="src-gazetteer",
        **published(),
    )


def airfields(land: Land) -> list[Airfield]:
    """Where aircraft can land."""
    rows = (
        (
            "Port Nelompe International",
            "OUPN",
            "large_airport",
            "Port Nelompe",
            18.0,
            2750.0,
            "asphalt",
        ),
        ("Saldulle", "OUSA", "medium_airport", "Saldulle", 9.0, 1800.0, "asphalt"),
        ("Kaldrou", "OUKD", "medium_airport", "Kaldrou", 912.0, 1950.0, "asphalt"),
        ("Tarhask", "OUTH", "medium_airport", "Tarhask", 455.0, 2100.0, "asphalt"),
        ("Meudralo", "OUMD", "small_airport", "Meudralo", 780.0, 1200.0, "laterite"),
        ("Jezirt", "OUJZ", "small_airport", "Jezirt", 402.0, 1350.0, "gravel"),
        ("Mazkirt", "OUMZ", "small_airport", "Mazkirt", 388.0, 900.0, "gravel"),
        ("Ortimeu", "OUOR", "small_airport", "Ortimeu", 265.0, 1000.0, "grass, closed when wet"),
        ("Loundre", "OULO", "heliport", "Loundre", 540.0, None, "packed earth"),
        ("Voundai", "OUVO", "small_airport", "Voundai", 640.0, 1100.0, "laterite"),
        ("Old leasehold strip, Toudrale", "OUTX", "closed", "Toudrale", 850.0, 700.0, "grass"),
    )
    from pocplanner.model.geometry import Position

    found = []
    for name, ident, kind, district, high, long, surface in rows:
        x, y = land.seeds[district]
        chance = stream(f"airfield:{ident}")
        where = Position(
            lon=round(x + chance.uniform(-0.03, 0.03), 4),
            lat=round(y + chance.uniform(-0.03, 0.03), 4),
        )
        found.append(
            Airfield(
                id=f"air-{ident.lower()}",
                name=name,
                ident=ident,
                kind=kind,
                position=where,
                elevation_m=high,
                runway_m=long,
                surface=surface,
                source_id="src-gazetteer",
                **published(),
            )
        )
    return found
