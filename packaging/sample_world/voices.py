"""What people said: the ordinary alerts of a year, the survey, and the paths they walk."""

from datetime import date, datetime, timedelta
from random import Random

from pocplanner.model.community import Alert, Journey, Mechanism, Perception
from pocplanner.model.guard import CASES
from pocplanner.model.places import Route
from sample_world.areas import slug
from sample_world.chance import pick, stream
from sample_world.grades import AS_OF, at, published
from sample_world.people import World
from sample_world.written import records, story

#: Alerts in the log: those of the story, then the ordinary ones.
_ALERTS = 84
_HOURS = (4, 5, 6, 7, 9, 12, 16, 18, 19, 20, 21, 22, 23)
#: Journeys whose way is a path that every map shows.
_PATHS = ("Wednesday market of Teumira", "Sunday market of Dreumati", "Saturday ford")


def alerts(world: World, mechanisms: list[Mechanism]) -> list[Alert]:
    """The log of alerts of the last year."""
    found = records("voices", Alert, world)
    chance = stream("alerts")
    callers = [m for m in mechanisms if m.alerts_sent and "warn" in m.functions]
    names = {c.id: c.name for c in world.communities}
    while len(found) < _ALERTS:
        mechanism = chance.choice(callers)
        if chance.random() > (mechanism.alerts_sent or 0) / 40:
            continue
        place = names[chance.choice(mechanism.covers_ids)]
        day = AS_OF - timedelta(days=int(chance.triangular(2, 364, 40)))
        when = at(day.year, day.month, day.day, chance.choice(_HOURS), chance.randint(0, 59))
        rate = (mechanism.alerts_answered or 0) / (mechanism.alerts_sent or 1)
        told = (mechanism.alerts_fed_back or 0) / max(1, mechanism.alerts_answered or 1)
        found.append(_ordinary(chance, len(found) + 1, world, mechanism, place, when, rate, told))
    return found


def _ordinary(
    chance: Random,
    number: int,
    world: World,
    mechanism: Mechanism,
    place: str,
    when: datetime,
    rate: float,
    told: float,
) -> Alert:
    threat = pick(
        chance,
        {
            "killing": 3,
            "abduction": 3,
            "pillage_crop_cattle": 3,
            "arbitrary_detention": 2,
            "extortion_illegal_tax": 2,
            "sexual_violence": 0.8,
            "property_destruction": 1.5,
            "movement_restriction": 1,
        },
    )
    night = when.hour >= 18 or when.hour < 6
    verify = task = answer = back = None
    by, outcome = "", "not_answered"
    if chance.random() < 0.9:
        verify = chance.randint(10, 90)
    if chance.random() < rate * (0.75 if night else 1.15):
        verify = verify or chance.randint(10, 60)
        task = verify + chance.randint(5, 90 if night else 40)
        answer = task + chance.randint(15, 170 if night else 80)
        by = pick(
            chance,
            {
                "The nearest company": 6,
                "Formed police unit": 2,
                "National police": 2,
                "Chief and elders": 1.5,
                "National Army garrison": 1,
            },
        )
        outcome = "answered_in_time" if answer < 170 and chance.random() < 0.85 else "answered_late"
        if not by.startswith(("The", "Formed")):
            outcome = "answered_by_others"
    elif verify and chance.random() < 0.25:
        outcome = "false_alarm" if chance.random() < 0.6 else "not_confirmed"
    if chance.random() < (told if answer else told * 0.25):
        back = (answer or verify or 30) + chance.randint(60, 4_000)
    women = sum(1 for p in mechanism.focal_points if p.sex == "female" and p.active)
    sex = "female" if chance.random() < women / max(1, len(mechanism.focal_points)) else "male"
    return _alert(
        number,
        world,
        mechanism,
        place,
        threat,
        when,
        (verify, task, answer, back),
        by,
        outcome,
        "",
        sex,
    )


def _alert(
    number: int,
    world: World,
    mechanism: Mechanism,
    place: str,
    threat: str,
    when: datetime,
    after: tuple[int | None, ...],
    by: str,
    outcome: str,
    text: str,
    sex: str,
) -> Alert:
    here = world.by_name[place]
    moments = [None if m is None else when + timedelta(minutes=m) for m in after]
    return Alert(
        id=f"alr-{number:03d}",
        place_id=here.id,
        position=None if threat in CASES else here.position,
        mechanism_id=mechanism.id,
        threat=threat,
        received_at=when,
        verified_at=moments[0],
        tasked_at=moments[1],
        answered_at=moments[2],
        told_back_at=moments[3],
        received_by="Duty officer, joint operations centre",
        verified_by="Liaison assistant" if moments[0] else "",
        tasked_by="Sector duty officer" if moments[1] else "",
        answered_by=by,
        told_back_by="Liaison assistant" if moments[3] else "",
        outcome=outcome,
        text=text,
        caller_sex=sex,
        source_id="src-cas",
        source_key=f"ALERT-{number:03d}",
    )


def perceptions(world: World, threats: dict[str, str]) -> list[Perception]:
    """Shares from the survey, quotes, and communities' own ratings of threats."""
    found: list[Perception] = []

    def add(place_id: str, **told: object) -> None:
        number = len(found) + 1
        place = next(c for c in world.communities if c.id == place_id)
        found.append(
            Perception.model_validate(
                {
                    "id": f"per-{number:03d}",
                    "source_key": f"PERC-{number:03d}",
                    "place_id": place_id,
                    "position": place.position,
                    "language": place.languages[0],
                }
                | told
            )
        )

    survey = story("survey")
    for row in survey["place"]:
        for sex, shares in (("female", row["women"]), ("male", row["men"])):
            for question, percent in zip(survey["questions"], shares, strict=True):
                add(
                    world.by_name[row["name"]].id,
                    question=question,
                    sex=sex,
                    age="18_plus",
                    asked=row["asked"],
                    positive=round(row["asked"] * percent / 100),
                    sampling=row["sampling"],
                    on=date(2026, 9, 18),
                    collector="University survey team",
                    source_id="src-survey",
                )
    for row in survey["quote"]:
        add(
            world.by_name[row["place"]].id,
            **{k: v for k, v in row.items() if k != "place"},
            sampling="focus_group",
            on=date(2026, 9, 25),
            collector="Joint protection team, women asked by women",
            source_id="src-jpt",
        )
    for threat, place_id in threats.items():
        chance = stream(f"rated:{threat}")
        for sex in ("female", "male"):
            add(
                place_id,
                question="threat_rating",
                sex=sex,
                age="18_plus",
                rating=chance.randint(3, 5),
                threat_id=threat,
                sampling="focus_group",
                on=date(2026, 9, 25),
                collector="Joint protection team",
                source_id="src-jpt",
            )
    return found


def paths(world: World) -> list[Route]:
    """The footpaths of some journeys, as routes."""
    return [
        Route(
            id=f"rte-{slug(j.title)}",
            name=f"Path of the {j.title}",
            kind="path",
            line=j.line,
            passable_wet="partly",
            passable_night="unknown",
            source_id="src-gazetteer",
            **published(),
        )
        for j in records("voices", Journey, world)
        if j.title in _PATHS
    ]
