"""Warning and response at the main places, by day and night, when dry and when wet."""

from dataclasses import dataclass
from datetime import date

from pocplanner.model.community import Timing
from pocplanner.model.places import Post
from pocplanner.model.record import Range
from sample_world.areas import slug
from sample_world.people import World, kilometres


@dataclass(frozen=True)
class Place:
    """What the clock of a place depends on."""

    name: str
    post: str
    #: Part of the way that is paved, dirt and track; the rest is on foot.
    road: tuple[float, float, float]
    #: Minutes between the first usable sign and the attack, by day: least, likely, most.
    warning: tuple[float, float, float]
    #: How the warning changes at night.
    night: float
    basis: str
    decide: tuple[float, float, float] = (15, 40, 120)
    #: How much of the usual time is needed to report, verify, decide and muster: a place at
    #: the gate of its post needs less than one that is reached through a sector.
    quick: float = 1.0


_PLACES: tuple[Place, ...] = (
    Place("Kaldrou", "Sector Centre Headquarters", (1, 0, 0), (60, 240, 720), 0.6,
          "Songs in the evening before; three of four crowds since 2024 were announced.",
          (10, 25, 60), quick=0.45),
    Place("Lamoudra", "Police base Kaldrou", (0, 1, 0), (20, 45, 120), 0.5, "Whistles from the "
          "ridge when vehicles leave the road post."),
    Place("Brickworks site", "Police base Kaldrou", (1, 0, 0), (5, 15, 40), 0.5, "The road post "
          "of the gendarmerie is 400 m away.", quick=0.5),
    Place("Andreumo", "Andreumo base", (0, 1, 0), (20, 60, 180), 0.5, "Hill watchers, tested in "
          "August 2026.", quick=0.4),
    Place("Andreumo base site", "Andreumo base", (0, 1, 0), (5, 20, 60), 0.7, "At the gate.", quick=0.2),
    Place("Teundrai", "Andreumo base", (0, 0.5, 0.5), (30, 90, 240), 0.4, "Nobody calls during an "
          "FRP court; word comes after."),
    Place("Sameudreu", "Meuvai base", (0, 1, 0), (40, 150, 600), 0.6, "Market women see rations "
          "drawn at dusk; boys on the hill see the lorries turn; the mast reaches the upper houses.", (20, 60, 240)),
    Place("Obeudra bridge", "Meuvai base", (1, 0, 0), (5, 15, 45), 0.6, "The army post is in "
          "sight.", (20, 60, 240)),
    Place("Meuvai", "Meuvai base", (1, 0, 0), (10, 30, 90), 0.7, "Market women of the Saturday "
          "market.", (20, 60, 240), quick=0.7),
    Place("Toudrale", "Toudrale operating base", (0, 1, 0), (30, 120, 360), 0.5,
          "Women of both peoples warn each other in the market.", quick=0.5),
    Place("Sohesk quarter of Toudrale", "Toudrale operating base", (0, 1, 0), (10, 30, 120), 0.4,
          "Songs of the watch.", quick=0.7),
    Place("Goulavou", "Toudrale operating base", (0, 0.4, 0.6), (15, 40, 90), 0.5,
          "Drums from the east fields; three raids, 20 to 70 minutes."),
    Place("Hazmirt", "Hazmirt base", (0, 1, 0), (120, 480, 1440), 0.8, "The mothers' songs are "
          "heard the day before.", quick=0.5),
    Place("Sorajesk wells", "Hazmirt base", (0, 0.2, 0.8), (20, 60, 150), 0.4, "Riders on the "
          "ridge; nobody has a telephone."),
    Place("Dreumati", "Dreumati operating base", (0, 1, 0), (10, 30, 90), 0.5, "Buyers shut their "
          "doors.", quick=0.6),
    Place("Dreumati north pits", "Dreumati operating base", (0, 0.5, 0.5), (5, 20, 60), 0.5,
          "Whistles at the shafts."),
    Place("Vaindralo", "Dreumati operating base", (0, 0.3, 0.7), (10, 30, 120), 0.3,
          "Strangers buying food were seen the evening before, nobody was told.", (30, 90, 300)),
    Place("Loundre", "Loundre base", (0, 1, 0), (15, 60, 180), 0.6, "Pit committee.", quick=0.5),
    Place("Weir site", "Sector East Headquarters", (0, 1, 0), (10, 30, 90), 0.7, "Site watch.",
          (10, 20, 60), quick=0.35),
    Place("Mazkirt", "Mazkirt base", (0, 1, 0), (20, 60, 240), 0.6, "Ford watchers; radio chatter "
          "picked up twice.", quick=0.5),
    Place("Labourers' quarter of Mazkirt", "Mazkirt base", (0, 1, 0), (10, 30, 120), 0.5,
          "Leaflets came two weeks before the October attack; that night nobody could call: the "
          "mast was off.", quick=0.6),
    Place("Ezohirt ford", "Mazkirt base", (0, 0.3, 0.7), (5, 20, 60), 0.5, "Dogs."),
    Place("Ortimeu", "Ortimeu base", (0, 1, 0), (15, 45, 180), 0.6, "Police post.", quick=0.5),
    Place("Teumira", "Ortimeu base", (0, 0, 1), (30, 120, 480), 0.5, "Hunters see fires on the "
          "two days before; a letter by motorcycle takes four hours.", (60, 180, 480)),
    Place("Kameundo", "Ortimeu base", (0, 0, 0.8), (10, 30, 90), 0.4, "Hunters' calls.",
          (60, 180, 480)),
)

#: Kilometres in an hour, as the product's own assumptions propose.
_SPEED = {"dry": (40.0, 20.0, 12.0, 4.0), "wet": (40.0, 8.0, 4.0, 3.0)}


def main_places() -> tuple[str, ...]:
    """The names of the places whose times are known."""
    return tuple(p.name for p in _PLACES)


def timings(world: World, posts: list[Post]) -> list[Timing]:
    """Four clocks for each main place."""
    by_id = {p.id: p for p in posts}
    found = []
    for place in _PLACES:
        post = by_id[f"post-{slug(place.post)}"]
        here = world.by_name[place.name]
        assert post.position is not None and here.position is not None
        way = kilometres(post.position, here.position) * 1.35
        for season in ("dry", "wet"):
            for light in ("day", "night"):
                found.append(_timing(place, here.id, post.id, way, light, season))
    return found


def _timing(
    place: Place, place_id: str, post_id: str, way: float, light: str, season: str
) -> Timing:
    speeds = _SPEED[season]
    parts = (*place.road, max(0.0, 1 - sum(place.road)))
    slower = 1.0 if light == "day" else 1 / 0.6
    travel = sum(way * p / v * 60 for p, v in zip(parts, speeds, strict=True)) * slower
    night = 1.0 if light == "day" else place.night
    rain = 1.0 if season == "dry" else 0.8
    late = 1.0 if light == "day" else 1.6

    def of(least: float, likely: float, most: float) -> Range:
        return Range(min=round(least), likely=round(likely), max=round(most))

    warning = of(*(w * night * rain for w in place.warning))
    slow = late * place.quick
    report = of(2 * slow, 10 * slow, 45 * slow)
    verify = of(5 * slow, 20 * slow, 75 * slow)
    decide = of(*(d * slow for d in place.decide))
    muster = of(10 * slow, 25 * slow, 60 * slow)
    drive = of(travel * 0.8, travel, travel * (1.6 if season == "dry" else 2.4))
    effect = of(5 * place.quick, 10 * place.quick, 25 * place.quick)
    steps = (report, verify, decide, muster, drive, effect)
    whole = steps[0]
    for step in steps[1:]:
        whole = whole + step
    return Timing(
        id=f"tim-{place_id[4:]}-{light}-{season}", place_id=place_id, light=light, season=season,
        warning=warning, report=report, verify=verify, decide=decide, muster=muster, travel=drive,
        effect=effect, response=whole, post_id=post_id,
        basis=place.basis + f" Way of {way:.0f} km from {place.post}.",
        entered_by="Sector operations officer with Civil Affairs", on=date(2026, 10, 14),
    )
