"""Warning and response at the main places, by day and night, when dry and when wet."""

from dataclasses import dataclass
from datetime import date

from pocplanner.model.community import Timing
from pocplanner.model.places import Post
from pocplanner.model.record import Range
from sample_world.areas import slug
from sample_world.people import World, kilometres
from sample_world.written import story, tuples


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


_PLACES = tuple(Place(**tuples(row)) for row in story("times")["place"])

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
        id=f"tim-{place_id[4:]}-{light}-{season}",
        place_id=place_id,
        light=light,
        season=season,
        warning=warning,
        report=report,
        verify=verify,
        decide=decide,
        muster=muster,
        travel=drive,
        effect=effect,
        response=whole,
        post_id=post_id,
        basis=place.basis + f" Way of {way:.0f} km from {place.post}.",
        entered_by="Sector operations officer with Civil Affairs",
        on=date(2026, 10, 14),
    )
