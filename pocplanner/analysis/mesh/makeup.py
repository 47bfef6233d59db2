"""Who sits in a mechanism beside who lives where it works: by sex, age and group.

The distance is total variation: the share of seats that would have to change hands for the
seats to be made up as the people are. Few seats always differ somewhat from any population, so
no figure is given under a floor of seats, and above it the distance that drawing as many seats
by lot would give stands beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mechanisms import covered
from pocplanner.analysis.mesh.subjects import fold_name
from pocplanner.model.community import Community, Mechanism, People, Seats
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.vocabulary import vocabulary

_GROWN = ("18_29", "30_59", "60_plus")
#: Bands that hold both children and grown people, or say nothing.
_CHILDREN = frozenset({"0_4", "5_11", "12_17", "under_18"})


@dataclass(frozen=True)
class Bias:
    """The seats beside the people in one respect ("sex", "age" or "group").

    `distance` 0-1 is None where `seats` are under the floor, the people are not counted so, or
    the mechanism is meant for one kind of people; `by_chance` is what drawing by lot gives on
    average. `unstated` seats say nothing of it. By sex, `women` are the seats of women and
    `women_share` is their share of the people, 0-1.
    """

    respect: str
    seats: int
    unstated: int
    distance: float | None = None
    by_chance: float | None = None
    women: int | None = None
    women_share: float | None = None


@dataclass(frozen=True)
class MakeUp:
    """The make-up of one mechanism; deciding seats are looked at apart from attending ones.

    `nobody` are groups that have no seat: recorded as absent, or named by none of the seats
    although all seats name a group of the same kind. `no_voice` have seats, none of which
    decides. `unnamed` are groups of the places of which the seats say nothing either way.
    """

    mechanism_id: str
    seats: int
    deciding: int
    attending: tuple[Bias, ...] = ()
    decides: tuple[Bias, ...] = ()
    nobody: tuple[str, ...] = ()
    no_voice: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    women: int | None = None
    women_deciding: int | None = None
    floor: int = 0

    def bias(self, respect: str, deciding: bool = False) -> Bias | None:
        """The comparison in one respect, or nothing."""
        found = self.decides if deciding else self.attending
        return next((b for b in found if b.respect == respect), None)


def make_up(
    snapshot: Snapshot, of: Mechanism, assumed: Assumptions, homes: tuple[Community, ...] = ()
) -> MakeUp:
    """The make-up of a mechanism against the people of the communities that it covers."""
    if not homes:
        places = (snapshot.one(Community, i) for i in covered(snapshot, of))
        homes = tuple(p for p in places if p is not None)
    floor = assumed.whole("mesh.least_seats")
    people = [p for home in homes for p in home.people]
    sides = {"sex": _by_sex(people), "age": _by_age(people), "group": _by_group(homes, of.seats)}
    term = vocabulary("mechanism_type").get(of.kind)
    if term is not None and term.facts.get("meant_for"):
        sides[str(term.facts["meant_for"])] = {}
    # A sex that has no seat at all is a group that has nobody, too.
    by_sex = [s for s in of.seats if s.sex in ("female", "male")]
    whole = bool(by_sex) and len(by_sex) == len([s for s in of.seats if s.seats])
    return MakeUp(
        mechanism_id=of.id,
        seats=sum(s.seats for s in of.seats),
        deciding=sum(s.deciding for s in of.seats),
        attending=tuple(_bias(r, of.seats, "seats", side, floor) for r, side in sides.items()),
        decides=tuple(_bias(r, of.seats, "deciding", side, floor) for r, side in sides.items()),
        nobody=_nobody(of, homes),
        no_voice=_no_voice(of),
        unnamed=_unnamed(of, homes),
        women=sum(s.seats for s in by_sex if s.sex == "female") if whole else None,
        women_deciding=sum(s.deciding for s in by_sex if s.sex == "female") if whole else None,
        floor=floor,
    )


def distance(seats: Mapping[str, float], people: Mapping[str, float]) -> float:
    """Total variation between two make-ups, 0 the same to 1 nothing in common. Both sum above 0."""
    one, other = sum(seats.values()), sum(people.values())
    keys = {*seats, *people}
    return sum(abs(seats.get(k, 0) / one - people.get(k, 0) / other) for k in sorted(keys)) / 2


def chance_distance(seats: int, people: Mapping[str, float]) -> float:
    """The mean distance of as many seats drawn by lot: half the sum of binomial deviations.

    Each part of the people has its own binomial share of the seats, so the mean is exact
    (de Moivre: 2 m (m over n) p^m q^(n-m+1) / n with m the whole part of np, plus one).
    """
    from math import comb, floor

    total = sum(people.values())
    found = 0.0
    for count in people.values():
        p = count / total
        if 0 < p < 1:
            m = floor(seats * p) + 1
            if m <= seats:
                found += 2 * m * comb(seats, m) * p**m * (1 - p) ** (seats - m + 1) / seats
    return found / 2


def _bias(
    respect: str, seats: tuple[Seats, ...], part: str, people: dict[str, float], floor: int
) -> Bias:
    here: dict[str, float] = {}
    unstated = 0
    for cell in seats:
        key, count = _key(respect, cell, people), getattr(cell, part)
        if key is None:
            unstated += count
        elif count:
            here[key] = here.get(key, 0) + count
    known = int(sum(here.values()))
    if known < max(floor, 1) or sum(people.values()) <= 0 or len(people) < 2:
        return Bias(respect, known, unstated)
    found = Bias(
        respect, known, unstated,
        round(distance(here, people), 4), round(chance_distance(known, people), 4),
    )  # fmt: skip
    if respect != "sex":
        return found
    share = people.get("female", 0.0) / sum(people.values())
    return replace(found, women=int(here.get("female", 0)), women_share=round(share, 4))


def _key(respect: str, cell: Seats, people: dict[str, float]) -> str | None:
    if respect == "sex":
        return cell.sex if cell.sex in ("female", "male") else None
    if respect == "age":
        return cell.age if cell.age in people else None
    return fold_name(cell.group) if fold_name(cell.group) in people else None


def _by_sex(people: list[People]) -> dict[str, float]:
    """Women and men, the grown ones alone where ages are counted: children hold no seats."""
    grown = [p for p in people if p.age not in _CHILDREN]
    aged = any(p.age in (*_GROWN, "18_plus") for p in people)
    used = grown if aged else people
    found = {s: float(sum(p.count for p in used if p.sex == s)) for s in ("female", "male")}
    return {s: n for s, n in found.items() if n > 0}


def _by_age(people: list[People]) -> dict[str, float]:
    found = {a: float(sum(p.count for p in people if p.age == a)) for a in _GROWN}
    return {a: n for a, n in found.items() if n > 0}


def _dimension(homes: tuple[Community, ...], seats: tuple[Seats, ...]) -> str:
    """The one kind of group that all labelled seats belong to; empty where they mix or lack."""
    known = {fold_name(g.name): g.dimension for home in homes for g in home.groups}
    found = {known.get(fold_name(s.group), "") for s in seats if s.seats}
    return next(iter(found)) if len(found) == 1 else ""


def _by_group(homes: tuple[Community, ...], seats: tuple[Seats, ...]) -> dict[str, float]:
    """The people by group, where all seats name groups of one kind and those are counted."""
    dimension = _dimension(homes, seats)
    found: dict[str, float] = {}
    for home in homes:
        for group in home.groups:
            if dimension and group.dimension == dimension:
                if group.people is None:
                    return {}
                key = fold_name(group.name)
                found[key] = found.get(key, 0) + group.people
    return found


def _nobody(of: Mechanism, homes: tuple[Community, ...]) -> tuple[str, ...]:
    found = {fold_name(n): n for n in of.groups_absent}
    dimension = _dimension(homes, of.seats)
    seated = {fold_name(s.group) for s in of.seats if s.seats}
    for home in homes:
        for group in home.groups:
            key = fold_name(group.name)
            if dimension and group.dimension == dimension and key not in seated:
                found.setdefault(key, group.name)
    return tuple(found.values())


def _no_voice(of: Mechanism) -> tuple[str, ...]:
    seats: dict[str, int] = {}
    deciding: dict[str, int] = {}
    names: dict[str, str] = {}
    for cell in of.seats:
        if cell.group:
            key = fold_name(cell.group)
            names.setdefault(key, cell.group)
            seats[key] = seats.get(key, 0) + cell.seats
            deciding[key] = deciding.get(key, 0) + cell.deciding
    decided = any(cell.deciding for cell in of.seats)
    return tuple(names[k] for k, n in seats.items() if n and not deciding[k] and decided)


def _unnamed(of: Mechanism, homes: tuple[Community, ...]) -> tuple[str, ...]:
    said = {fold_name(s.group) for s in of.seats}
    said |= {fold_name(n) for n in _nobody(of, homes)}
    found = {fold_name(g.name): g.name for home in homes for g in home.groups}
    return tuple(name for key, name in found.items() if key not in said) if of.seats else ()
