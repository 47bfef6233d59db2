"""What people do by themselves to stay safe: key places as they told it, others alike."""

from datetime import date, timedelta
from random import Random

from pocplanner.model.community import Community, Consent, Coping
from pocplanner.model.guard import Audience, Level
from sample_world.chance import stream
from sample_world.grades import AS_OF
from sample_world.people import World
from sample_world.written import records

_INSIDE = (Audience.CORE, Audience.COMMAND, Audience.MISSION)

#: What other places do, told more shortly: title, strategy, users, against, works, cost, harm.
_ALIKE: dict[str, tuple[tuple[str, str, str, str, str, str, str], ...]] = {
    "OU03": (
        (
            "Bell of the {place} meeting house",
            "early_warning_signals",
            "all",
            "killing",
            "works",
            "",
            "The bell-ringer is known.",
        ),
        (
            "{place} feeds whoever comes armed",
            "payment_compliance",
            "all",
            "extortion_illegal_tax",
            "works_sometimes",
            "Women cook for thirty at night",
            "",
        ),
    ),
    "OU04": (
        (
            "Night watch of {place}",
            "self_defence_group",
            "male",
            "killing",
            "works_sometimes",
            "A basin of grain from each house",
            "Boys stand watch.",
        ),
        (
            "People of {place} sleep in the fields",
            "temporary_flight",
            "all",
            "property_destruction",
            "works",
            "Sickness in the rains",
            "Girls are not safe in the fields.",
        ),
        (
            "Names of {place} kept off every list",
            "concealment",
            "all",
            "arbitrary_detention",
            "works_sometimes",
            "No aid without a list",
            "",
        ),
        (
            "{place} walks to market in one file",
            "group_movement",
            "female",
            "abduction",
            "works",
            "Hours of waiting",
            "Predictable.",
        ),
    ),
    "OU05": (
        (
            "Whistles at the washing place of {place}",
            "early_warning_signals",
            "female",
            "sexual_violence",
            "works_sometimes",
            "",
            "",
        ),
        (
            "{place} pays the pit guard",
            "payment_compliance",
            "all",
            "pillage_crop_cattle",
            "works_sometimes",
            "A fifth of what is dug",
            "Funds the guard's group.",
        ),
        (
            "Men of {place} fetch water after dark",
            "task_reallocation",
            "male",
            "abduction",
            "works_sometimes",
            "Men were taken as porters twice",
            "",
        ),
    ),
    "OU06": (
        (
            "Riders from {place} go before the herd",
            "self_defence_group",
            "male",
            "pillage_crop_cattle",
            "works_sometimes",
            "Sons away for months",
            "Raids follow.",
        ),
        (
            "{place} sends milk and word across the corridor",
            "kin_solidarity",
            "female",
            "killing",
            "works",
            "",
            "",
        ),
        (
            "Elders of {place} hold back their young",
            "negotiation",
            "male",
            "massacre",
            "no_longer_works",
            "Standing lost",
            "",
        ),
    ),
    "OU07": (
        (
            "Dogs and strings around {place}",
            "early_warning_signals",
            "all",
            "abduction",
            "works",
            "",
            "",
        ),
        (
            "{place} leaves before the border fights",
            "temporary_flight",
            "all",
            "killing",
            "works_sometimes",
            "Wells guarded by nobody",
            "Old people stay.",
        ),
    ),
    "OU08": (
        (
            "{place} keeps goats in the forest",
            "concealment",
            "all",
            "pillage_crop_cattle",
            "works",
            "",
            "",
        ),
        (
            "Girls of {place} live with aunts on the coast",
            "kin_solidarity",
            "female",
            "abduction",
            "works",
            "Work without pay at the aunts'",
            "Schooling ends.",
        ),
    ),
}


def coping(world: World, provinces: dict[str, str]) -> list[Coping]:
    """The coping strategies: those of the story, then those of other places."""
    found = records("coping", Coping, world)
    told = {c.place_id for c in found}
    chance = stream("coping")
    others = [c for c in world.communities if c.id not in told and provinces[c.id] in _ALIKE]
    for place in chance.sample(others, 34):
        found.append(_alike(chance, len(found) + 1, place, provinces[place.id]))
    return found


def _alike(chance: Random, number: int, place: Community, province: str) -> Coping:
    title, strategy, sex, against, works, cost, harm = chance.choice(_ALIKE[province])
    severe = strategy in ("temporary_flight", "concealment")
    judged = AS_OF - timedelta(days=chance.randint(20, 400))
    return Coping(
        id=f"cop-{number:03d}",
        title=title.format(place=place.name),
        strategy=strategy,
        place_id=place.id,
        position=place.position,
        users_sex=sex,
        users=("Residents",),
        against=(against,),
        effectiveness=works,
        judged_by="Villagers, women and men apart" if chance.random() < 0.6 else "Village head",
        judged_on=judged,
        cost_bearers=("Households",),
        cost=cost,
        harm=harm,
        mission_effect=chance.choice(("unknown", "unknown", "neutral", "supports")),
        survives_exit=chance.choice(("yes", "yes", "partly", "unknown")),
        consent=_consent(judged) if chance.random() < 0.8 else None,
        sensitivity=Level.SEVERE if severe else Level.HIGH,
        source_id="src-jpt" if chance.random() < 0.5 else "src-cas",
        source_key=f"COP-{number:03d}",
    )


def _consent(on: date) -> Consent:
    return Consent(
        purposes=("planning", "response"),
        audiences=_INSIDE,
        given_on=on,
        expires_on=on + timedelta(days=365),
        method="spoken, read back",
        by="community_meeting",
    )
