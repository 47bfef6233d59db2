"""What was asked about people's ways and what was not: an empty answer is no "none"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pocplanner.model.community import Community, Journey
from pocplanner.model.few import Few
from pocplanner.model.snapshot import Snapshot

#: What has to be told of a way, in the order in which it is asked.
ANSWERS = (
    "who", "people", "weekdays", "hours", "way", "with_whom", "changed", "who_else",
    "cost_to_whom", "asked",
)  # fmt: skip
#: The ways that are asked about at every place.
USUAL = ("water", "firewood", "fields", "market", "school")


@dataclass(frozen=True)
class Asked:
    """What is known of the ways of one place.

    `open` holds the answers that are missing, by journey; `purposes` the usual ways that
    nobody has asked about. A journey with nothing open is told in full.
    """

    place_id: str
    journey_ids: tuple[str, ...]
    open: Mapping[str, tuple[str, ...]]
    purposes: tuple[str, ...]
    only_men_asked: bool = False

    @property
    def complete(self) -> bool:
        """Whether each usual way was asked about and each journey is told in full."""
        return bool(self.journey_ids) and not self.purposes and not any(self.open.values())


def missing(journey: Journey) -> tuple[str, ...]:
    """The answers about a journey that nobody has given yet."""
    told = {
        "who": journey.sex in ("female", "male") or bool(journey.split),
        "people": journey.people is not None or bool(journey.split),
        "weekdays": bool(journey.weekdays),
        "hours": journey.from_hour is not None and journey.to_hour is not None,
        "way": journey.line is not None or bool(journey.route_id),
        "with_whom": bool(journey.with_whom.strip()),
        "changed": bool(journey.changed.strip()),
        "who_else": bool(journey.who_else.strip()),
        "cost_to_whom": bool(journey.cost_to_whom.strip()),
        "asked": journey.asked != "not_stated",
    }
    return tuple(name for name in ANSWERS if not told[name])


def asked(snapshot: Snapshot, places: Iterable[str]) -> tuple[Asked, ...]:
    """What is known of the ways of each place. Only for readers from whom nothing is held back."""
    if not snapshot.whole:
        return ()
    by_place: dict[str, list[Journey]] = {}
    for journey in snapshot.all(Journey):
        by_place.setdefault(journey.place_id, []).append(journey)
    found = []
    for place in dict.fromkeys((*places, *by_place)):
        here = by_place.get(place, [])
        if not here and snapshot.one(Community, place) is None:
            continue
        heard = {j.asked for j in here} - {"not_stated"}
        purposes = {j.purpose for j in here}
        found.append(
            Asked(
                place,
                tuple(j.id for j in here),
                {j.id: missing(j) for j in here},
                tuple(p for p in USUAL if p not in purposes),
                heard == {"male"},
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Travellers:
    """People on their ways, in rows that sum to the whole: by sex, by age, by group.

    A key "not_stated" holds those of whom only the whole was told. `unknown` counts
    journeys without any number; `few` that a number may not be told to this reader.
    """

    whole: int
    by_sex: Mapping[str, int]
    by_age: Mapping[str, int]
    by_group: Mapping[str, int]
    unknown: int = 0
    few: bool = False


def travellers(journeys: Iterable[Journey]) -> Travellers:
    """The people of journeys by sex, age and group; each table sums to the whole."""
    tables: tuple[dict[str, int], dict[str, int], dict[str, int]] = ({}, {}, {})
    whole = unknown = 0
    few = False

    def add(count: int, *keys: str) -> None:
        for table, key in zip(tables, keys, strict=True):
            table[key] = table.get(key, 0) + count

    for journey in journeys:
        counts = [journey.people, *(p.count for p in journey.split)]
        if any(isinstance(c, Few) for c in counts):
            few, unknown = True, unknown + 1
            continue
        told = sum(p.count for p in journey.split)
        if journey.people is None and not journey.split:
            unknown += 1
            continue
        sex = journey.sex if journey.sex in ("female", "male") else "not_stated"
        age = journey.ages[0] if len(journey.ages) == 1 else "not_stated"
        for part in journey.split:
            own = part.sex if part.sex in ("female", "male") else sex
            add(part.count, own, part.age, part.group or journey.group)
        rest = (told if journey.people is None else journey.people) - told
        if rest:
            add(rest, sex, age, journey.group)
        whole += told + rest
    return Travellers(whole, *tables, unknown, few)
