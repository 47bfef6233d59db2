"""Whom the mission met in the last months: much in the capital, much with men, some with nobody."""

from datetime import timedelta
from math import hypot
from typing import Any

from pocplanner.model.community import Perception
from pocplanner.model.contacts import Contact
from pocplanner.model.initiatives import Initiative
from pocplanner.model.lived import SafetyPair
from pocplanner.model.places import Post
from pocplanner.model.record import Record
from sample_world.chance import pick, stream
from sample_world.grades import AS_OF
from sample_world.people import World
from sample_world.written import records, story

#: Contacts in the log: those of the story, then the ordinary ones.
_CONTACTS = 150
_CAPITAL = "com-port-nelompe"
#: Places under threat that nobody of the ordinary log goes to.
_AVOIDED = frozenset(
    {"com-vaindralo", "com-kameundo", "com-lamoudra", "com-sorajesk-wells", "com-jorhesk",
     "com-teundrai", "com-tivolou-hearths"}
)  # fmt: skip
#: Who goes out, from which post, how often, with which component.
_TEAMS = (
    ("unit-civil-affairs-kaldrou", "post-sector-centre-headquarters", "civilian", 4.0),
    ("unit-civil-affairs-tarhask", "post-tarhask-air-base", "civilian", 3.0),
    ("unit-civil-affairs-meudralo", "post-meudralo-field-office", "civilian", 2.0),
    ("unit-company-andreumo", "post-andreumo-base", "military", 3.0),
    ("unit-company-meuvai", "post-meuvai-base", "military", 3.0),
    ("unit-company-loundre", "post-loundre-base", "military", 2.0),
    ("unit-company-hazmirt", "post-hazmirt-base", "military", 2.0),
    ("unit-company-mazkirt", "post-mazkirt-base", "military", 2.0),
    ("unit-company-ortimeu", "post-ortimeu-base", "military", 2.0),
    ("unit-platoon-toudrale", "post-toudrale-operating-base", "military", 2.0),
    ("unit-platoon-dreumati", "post-dreumati-operating-base", "military", 1.0),
    ("unit-formed-police-unit-1", "post-police-base-kaldrou", "police", 2.0),
    ("unit-liaison-assistant-03-meuvai", "post-meuvai-base", "civilian", 2.0),
    ("unit-liaison-assistant-02-andreumo-site", "post-andreumo-base", "civilian", 2.0),
    ("unit-women-protection-adviser-centre", "post-sector-centre-headquarters", "civilian", 1.0),
)
_LOCAL: dict[str, float] = {
    "traditional_authority": 6, "local_authority": 5, "state_forces": 4, "residents": 4,
    "committee": 4, "police": 3, "displaced": 2, "womens_group": 1.5, "women": 1, "youth": 1,
    "faith": 1.5, "traders": 1, "self_defence_group": 1, "humanitarians": 1.5,
}  # fmt: skip
_CENTRE: dict[str, float] = {
    "national_government": 8, "state_forces": 4, "humanitarians": 3, "civil_society": 2,
    "media": 1, "police": 2,
}  # fmt: skip
_MEN = frozenset({"traditional_authority", "state_forces", "police", "self_defence_group",
                  "national_government", "local_authority"})  # fmt: skip
_PURPOSES: dict[str, float] = {
    "listen": 3, "assess": 3, "inform": 2, "plan_together": 1, "verify": 1.5,
    "answer": 0.7, "tell_back": 0.6, "train": 0.5,
}  # fmt: skip
_RESPONSES: dict[str, float] = {
    "welcomed": 4,
    "cautious": 4,
    "divided": 1.5,
    "refused": 0.6,
    "unknown": 2,
}


def contacts(world: World, posts: list[Post]) -> list[Contact]:
    """The log of contacts of the last months."""
    found = records("engagement", Contact)
    chance = stream("contacts")
    near = {p.id: _near(world, p) for p in posts}
    while len(found) < _CONTACTS:
        on = AS_OF - timedelta(days=int(chance.triangular(0, 179, 25)))
        centre = chance.random() < 0.34
        if centre:
            told: dict[str, Any] = {
                "place_id": _CAPITAL,
                "level": "capital",
                "component": "mission_leadership",
                "by": pick(chance, {"Head of Mission": 2, "Political Affairs": 3,
                                    "Police Commissioner": 1, "Force Commander": 1}),
                "counterpart": pick(chance, _CENTRE),
            }  # fmt: skip
        else:
            unit, post, component = pick(chance, {t[:3]: t[3] for t in _TEAMS})
            places = [p for p in near[post] if p not in _AVOIDED]
            place = pick(chance, {p: 1 / (i + 1) for i, p in enumerate(places)})
            told = {
                "place_id": place,
                "level": pick(chance, {"local": 5, "province": 1}),
                "component": component,
                "unit_id": unit,
                "counterpart": pick(chance, _LOCAL),
            }
        found.append(Contact.model_validate(told | _said(chance, told, len(found), on)))
    return found


def _said(chance: Any, told: dict[str, Any], number: int, on: Any) -> dict[str, Any]:
    kind = told["counterpart"]
    sex = "male" if kind in _MEN else "female" if kind in ("women", "womens_group") else "all"
    met = chance.randint(1, 6) if sex == "male" else chance.randint(6, 30)
    counted = chance.random() < 0.7
    women = met if sex == "female" else 0 if sex == "male" else round(met * chance.random() * 0.6)
    harm = [h for h in ("only_men_spoke", "watched", "expectations", "gatekeeper")
            if chance.random() < (0.05 if sex != "female" else 0.02)]  # fmt: skip
    if sex == "female" and "only_men_spoke" in harm:
        harm.remove("only_men_spoke")
    return {
        "id": f"ctc-{number + 1:03d}",
        "on": on,
        "sex": sex,
        "people": met if counted else None,
        "women": women if counted else None,
        "purpose": pick(chance, _PURPOSES),
        "response": pick(chance, _RESPONSES),
        "harm": tuple(harm),
        "source_id": "src-cas",
        "source_key": f"CONTACT-{number + 1:03d}",
    }


def _near(world: World, post: Post) -> list[str]:
    here = post.position
    assert here is not None

    def far(community: Any) -> float:
        at = community.position
        return hypot(at.lon - here.lon, at.lat - here.lat)

    return [c.id for c in sorted(world.communities, key=far)[:6]]


def written() -> list[Record]:
    """Initiatives, and outputs beside lived safety."""
    return [*records("engagement", Initiative), *records("engagement", SafetyPair)]


def earlier(world: World, first: int) -> list[Perception]:
    """Rounds of the survey before the last, at the places where an output is read beside it."""
    found: list[Perception] = []
    for row in story("engagement")["round"]:
        place = next(c for c in world.communities if c.id == row["place_id"])
        number = first + len(found) + 1
        told = {
            "id": f"per-{number:03d}",
            "source_key": f"PERC-{number:03d}",
            "position": place.position,
            "language": place.languages[0],
            "age": "18_plus",
            "collector": "University survey team",
            "source_id": "src-survey",
        }
        found.append(Perception.model_validate(told | row))
    return found
