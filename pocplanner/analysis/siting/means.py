"""What unit is taken to stand at a new post: by which means it goes, and how soon it moves off."""

from pocplanner.analysis.arrival.links import assumed_range
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Said
from pocplanner.words import Problem

#: A unit with vehicles; the same, that goes on on foot where they stop; with boats; carried by
#: a helicopter that stands beside it. The first is taken where nobody says otherwise.
MEANS = ("vehicle", "foot", "boat", "air")
#: Kinds of unit by the means with which they go.
_OF_TYPE = {
    "company": "vehicle", "platoon": "vehicle", "tob": "vehicle", "qrf": "vehicle",
    "fpu": "vehicle", "riverine": "boat", "air_mobility": "air",
}  # fmt: skip


def means_of(given: str) -> str:
    """The means that a person named, or those of a kind of unit. Problem for an unknown one."""
    wanted = given.strip().casefold()
    found = _OF_TYPE.get(wanted, wanted)
    if found not in MEANS:
        raise Problem("siting.no_unit", given=given, known=", ".join((*MEANS, *_OF_TYPE)))
    return found


def moving_off(light: str, means: str, assumed: Assumptions) -> float:
    """Likely minutes in which a unit that is not there yet would move off: an assumption."""
    ready = assumed_range(f"muster_{light}", assumed).likely
    return max(ready, assumed.value("speed.air_preparation_min")) if means == "air" else ready


def means_said(means: str, assumed: Assumptions) -> Said:
    """Which unit is taken to stand at a new site, when it moves off, and what is not judged."""
    facts = {
        "minutes": round(moving_off("day", means, assumed)),
        "by_night": round(moving_off("night", means, assumed)),
    }
    return Said(f"siting.remark.unit_{means}", facts)


__all__ = ["MEANS", "means_of", "means_said", "moving_off"]
