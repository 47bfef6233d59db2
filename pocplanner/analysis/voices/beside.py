"""People's ratings of a threat beside the mission's: women and men apart, by age, with the gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.results import Rated
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Perception, Request
from pocplanner.model.snapshot import Snapshot


@dataclass(frozen=True)
class Told:
    """How one part of the people rates a threat, 1 to 5: the middle of their latest ratings."""

    sex: str
    age: str
    rating: float
    ratings: int
    on: date
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """A threat as people rate it beside the mission's likelihood, and their wish beside its rank.

    `gap` is people less mission, of the part that differs most; `apart` women less men;
    `asked_first` is the highest priority that people there gave to a request (5 first).
    """

    threat_id: str
    place_id: str
    mission: int | None
    priority: str
    told: tuple[Told, ...]
    gap: float | None
    gap_sex: str
    apart: float | None
    asked_first: int | None
    differs: bool
    sexes_differ: bool

    def by(self, sex: str) -> Told | None:
        """The rating of one sex over all ages, where there is one."""
        return next((t for t in self.told if t.sex == sex and not t.age), None)


def beside(
    snapshot: Snapshot,
    rated: Iterable[Rated],
    threats: dict[str, Threat],
    as_of: date,
    assumed: Assumptions,
) -> tuple[Beside, ...]:
    """Every threat that people rated, the widest gap first."""
    most = assumed.value("voices.rating_gap")
    ratings: dict[str, list[Perception]] = {}
    for said in snapshot.all(Perception):
        if said.rating is not None and said.threat_id and said.on <= as_of:
            ratings.setdefault(said.threat_id, []).append(said)
    wishes = _wishes(snapshot, as_of)
    found = []
    for one in rated:
        threat = threats.get(one.threat_id)
        told = _told(ratings.get(one.threat_id, []))
        if threat is not None and threat.community_rating is not None and not told:
            told = (_entered(threat, as_of),)
        if not told:
            continue
        gaps = [(t.rating - one.likelihood, t.sex) for t in told if one.likelihood is not None]
        gap, sex = max(gaps, key=lambda g: (abs(g[0]), g[1]), default=(None, ""))
        women = next((t.rating for t in told if t.sex == "female" and not t.age), None)
        men = next((t.rating for t in told if t.sex == "male" and not t.age), None)
        apart = women - men if women is not None and men is not None else None
        found.append(
            Beside(
                one.threat_id,
                one.place_id,
                one.likelihood,
                one.priority,
                told,
                gap,
                sex,
                apart,
                wishes.get(one.place_id),
                gap is not None and abs(gap) >= most,
                apart is not None and abs(apart) >= most,
            )
        )
    return tuple(sorted(found, key=lambda b: (-abs(b.gap or 0), -abs(b.apart or 0), b.threat_id)))


def _told(ratings: list[Perception]) -> tuple[Told, ...]:
    """The latest day of each part: by sex over all ages, then each age apart."""
    groups: dict[tuple[str, str], list[Perception]] = {}
    for one in ratings:
        groups.setdefault((one.sex, ""), []).append(one)
        if one.age not in ("not_stated", "18_plus"):
            groups.setdefault((one.sex, one.age), []).append(one)
    found = []
    for (sex, age), given in sorted(groups.items()):
        last = max(p.on for p in given)
        kept = [p for p in given if p.on == last]
        found.append(
            Told(
                sex,
                age,
                float(median(p.rating for p in kept if p.rating is not None)),
                len(kept),
                last,
                tuple(sorted(p.id for p in kept)),
            )
        )
    return tuple(found)


def _entered(threat: Threat, as_of: date) -> Told:
    """The community's rating as it stands with the threat itself."""
    on = threat.community_rated_on or as_of
    return Told("all", "", float(threat.community_rating or 0), 1, on, (threat.id,))


def _wishes(snapshot: Snapshot, as_of: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for request in snapshot.all(Request):
        if request.community_priority is not None and request.asked_on <= as_of:
            kept = found.get(request.place_id, 0)
            found[request.place_id] = max(kept, request.community_priority)
    return found
