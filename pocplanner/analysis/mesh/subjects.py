"""Who calls: everybody, women, men and the groups of a place, and whom they would tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh.inputs import ALWAYS, Share, ranged
from pocplanner.model.community import Community, Mechanism, Trust
from pocplanner.model.snapshot import Snapshot

#: Whose trust a mechanism of a kind lives on, beside that in the committee itself.
_BODIES = {
    "cla_presence": "mission", "hotline": "mission", "jpt": "mission", "jvt": "mission",
    "community_policing_forum": "local_police", "female_police_network": "local_police",
    "traditional_authority": "chiefs", "local_security_council": "state",
}  # fmt: skip
#: How a list of absent groups names a whole sex.
_NAMES = {
    "female": frozenset({"women", "women and girls", "femmes", "femmes et filles"}),
    "male": frozenset({"men", "men and boys", "hommes", "hommes et garçons"}),
}


@dataclass(frozen=True)
class Subject:
    """Who raises an alert at a place: of one sex or all, of one group or any.

    `people` is their number where it is recorded. `at_risk` marks a group that somebody said is.
    """

    place_id: str
    sex: str = "all"
    group: str = ""
    people: int | None = None
    at_risk: bool = False

    @property
    def key(self) -> str:
        """A short name that is stable: what `Words` tell it by."""
        both = "_".join(p for p in (self.sex if self.sex != "all" else "",
                                    "group" if self.group else "") if p)  # fmt: skip
        return both or "everybody"

    def within(self, other: "Subject") -> bool:
        """Whether the other one holds all of these people, and more."""
        return (
            self != other
            and other.sex in ("all", self.sex)
            and other.group in ("", self.group)
            and self.place_id == other.place_id
        )


@dataclass(frozen=True)
class Access:
    """Whether these people tell a mechanism: how often, why, and whether that is a guess.

    `share` is None where they do not tell it at all; `said_on` is when they said so.
    """

    share: Share | None
    reason: str = ""
    said_on: date | None = None


def subjects(snapshot: Snapshot, place_id: str, heard: Iterable[Mechanism]) -> tuple[Subject, ...]:
    """Everybody first, then women and men, then groups, then the women of groups."""
    place = snapshot.one(Community, place_id)
    if place is None:
        return (Subject(place_id), Subject(place_id, "female"), Subject(place_id, "male"))
    found = [
        Subject(place_id, people=place.population),
        Subject(place_id, "female", people=place.number("female")),
        Subject(place_id, "male", people=place.number("male")),
    ]
    groups = {g.name.casefold(): g for g in place.groups}
    named = {fold_name(t.group): t for m in heard for t in m.trust if t.group}
    for name, group in groups.items():
        if group.at_risk or name in named:
            found.append(Subject(place_id, "all", group.name, group.people, group.at_risk))
    spoken = {
        fold_name(t.group)
        for m in heard
        for t in m.trust
        if t.sex == "female" and t.group and _about(m, t)
    }
    for name, group in groups.items():
        if name in spoken:
            count = sum(
                p.count for p in place.people if p.sex == "female" and fold_name(p.group) == name
            )
            found.append(Subject(place_id, "female", group.name, count or None, group.at_risk))
    return tuple(found)


def fold_name(name: str) -> str:
    """A name of a group as it is compared."""
    return " ".join(name.split()).casefold()


def access(of: Mechanism, who: Subject, home: Community | None, assumed: Assumptions) -> Access:
    """Whether these people would tell this mechanism.

    For everybody: somebody does. For a part of the people: by the latest trust that they
    themselves told; else by whether the mechanism has somebody like them; else a wide range.
    """
    if who.sex == "all" and not who.group:
        return Access(ALWAYS)
    said = _trust(of, who)
    if said is not None:
        if said.level == 0:
            return Access(None, "trust", said.on)
        return Access(ranged(f"mesh.trust.{said.level}", assumed), "trust", said.on)
    if _absent(of, who):
        return Access(ranged("mesh.access.absent", assumed), "absent")
    shared = set(map(str.casefold, of.languages))
    spoken = set(map(str.casefold, home.languages)) if home is not None else set()
    if shared and spoken and not shared & spoken:
        return Access(ranged("mesh.access.language", assumed), "language")
    if who.sex == "female":
        active = [p for p in of.focal_points if p.active and p.sex in ("female", "male")]
        if active and all(p.sex == "male" for p in active):
            return Access(ranged("mesh.access.men_only", assumed), "men_only")
        if active or any(s.sex == "female" and s.deciding for s in of.seats):
            return Access(ranged("mesh.access.women", assumed), "women")
    return Access(ranged("mesh.access.unknown", assumed), "unknown")


def _absent(of: Mechanism, who: Subject) -> bool:
    names = {fold_name(n) for n in of.groups_absent}
    if who.group and fold_name(who.group) in names:
        return True
    return bool(names & _NAMES.get(who.sex, frozenset()))


def _about(of: Mechanism, said: Trust) -> bool:
    """Whether a word on trust speaks of this mechanism."""
    return said.whom in {"committee", _BODIES.get(of.kind, "committee")}


def _is_sex(said: Trust) -> bool:
    """Whether a word of "women" is written with the sex as its group, too."""
    return fold_name(said.group) in _NAMES.get(said.sex, frozenset())


def _trust(of: Mechanism, who: Subject) -> Trust | None:
    """The latest word of the people nearest to these; of several about it, the least."""
    best: tuple[int, date, int] | None = None
    found: Trust | None = None
    for said in of.trust:
        if not _about(of, said):
            continue
        group = "" if _is_sex(said) else said.group
        same_group = bool(group) and fold_name(group) == fold_name(who.group)
        same_sex = said.sex == who.sex and who.sex != "all"
        if group and not same_group:
            continue
        if said.sex not in ("all", "not_stated") and not same_sex:
            continue
        rank = (2 * same_group + same_sex, said.on or date.min, -said.level)
        if best is None or rank > best:
            best, found = rank, said
    return found
