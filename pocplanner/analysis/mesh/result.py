"""What the mesh of alert says: plain values that papers, window and terminal read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pocplanner.analysis.mesh.makeup import MakeUp
from pocplanner.analysis.mesh.network import Chain, Part
from pocplanner.analysis.mesh.reliability import Values
from pocplanner.analysis.mesh.staff import StaffAt
from pocplanner.analysis.mesh.subjects import Access, Subject

#: Light and season, in the order in which the figures stand.
CONDITIONS = (("day", "dry"), ("night", "dry"), ("day", "wet"), ("night", "wet"))
#: Words for how likely an alert gets out, the worst first.
WORDS = ("none", "unlikely", "uncertain", "likely")
#: Parts that are removed to find single points of failure; the others belong to these.
REMOVED = ("mechanism", "cause", "unit")


@dataclass(frozen=True)
class Chance:
    """How likely an alert gets out: every input at its least, in the middle, at its most; 0-1."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Guess:
    """An input that nobody counted: how often a part holds, or whether people tell a mechanism.

    `what` is mechanism, cause, unit, backup, night or access; `id` a record or a folded tag.
    """

    what: str
    id: str


@dataclass(frozen=True)
class Reach:
    """How an alert of some people of a place gets out.

    `chains` are all ways that an alert can take; `apart` those of them that count: round a
    circle, or by a detour that needs all that a shorter way needs, is no way more.
    `chances` stand in the order of `CONDITIONS`. `measured` says whether any mechanism on their
    ways was tested or is in the log; where none was, no figure may be printed, only `word`.
    `needs` is what every way needs: each part of it alone is enough to silence these people.
    `closed` are mechanisms that they do not tell. `exact` is False where the mesh was too
    tangled, so that the chances are bounds. `ways` are the sets of parts that must be up, and
    `holds` how often each is (least, middle, most under each condition, one after another):
    for who asks what a part that is up or down would make of it.
    """

    subject: Subject
    chains: tuple[Chain, ...] = ()
    apart: tuple[Chain, ...] = ()
    needs: frozenset[Part] = frozenset()
    chances: tuple[Chance, ...] = ()
    measured: bool = False
    word: str = "none"
    guesses: tuple[Guess, ...] = ()
    closed: tuple[tuple[str, Access], ...] = ()
    told: tuple[tuple[str, Access], ...] = ()
    exact: bool = True
    ways: frozenset[frozenset[Part]] = field(default=frozenset(), compare=False, repr=False)
    holds: Mapping[Part, Values] = field(default_factory=dict, compare=False, repr=False)

    @property
    def worst(self) -> int:
        """The condition in which the middle is least; the first of equal ones."""
        middles = [c.middle for c in self.chances]
        return min(range(len(middles)), key=lambda i: (round(middles[i], 9), i)) if middles else 0

    @property
    def points(self) -> tuple[Part, ...]:
        """The single points of failure: mechanisms, causes and persons that every way needs."""
        return tuple(sorted(p for p in self.needs if p.kind in REMOVED))

    def chance(self, light: str, season: str) -> Chance:
        """The chance under one condition. LookupError for one that is not worked out."""
        if (light, season) not in CONDITIONS:
            raise LookupError(f"no condition {light} {season}")
        at = CONDITIONS.index((light, season))
        return self.chances[at] if self.chances else Chance(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class PlaceMesh:
    """The mesh of one place: who can call whom, and what it hangs on.

    `tangled` says that there are more chains than are followed; what is told is then less than
    there is.
    """

    place_id: str
    mechanism_ids: tuple[str, ...]
    reaches: tuple[Reach, ...]
    tangled: bool = False

    @property
    def everybody(self) -> Reach:
        """The reach of whoever calls first."""
        return self.reaches[0]

    @property
    def weakest(self) -> Reach:
        """The people whose alert is least likely to get out; of equals, the most people."""
        return min(self.reaches, key=_weakness)

    @cached_property
    def telling(self) -> tuple[Reach, ...]:
        """The reaches worth a sentence: with no way or single points that larger parts have not.

        What holds for everybody is not said again for women; what women lack beside it is.
        """
        found: list[Reach] = []
        for one in self.reaches:
            if one.chains and not one.points:
                continue
            wider = [r for r in self.reaches if one.subject.within(r.subject)]
            if one.chains and any(r.chains and set(one.points) <= set(r.points) for r in wider):
                continue
            if not one.chains and any(not r.chains for r in wider):
                continue
            found.append(one)
        return tuple(found)


@dataclass(frozen=True)
class Single:
    """Something whose loss alone takes the last way of some people.

    `people` is how many of them are counted (at least so many: groups overlap and some are not
    counted); None where no number is recorded.
    """

    part: Part
    subjects: tuple[Subject, ...]
    people: int | None
    women: bool = False

    @property
    def place_ids(self) -> tuple[str, ...]:
        """The places that it would silence, or part of whose people."""
        return tuple(dict.fromkeys(s.place_id for s in self.subjects))


@dataclass(frozen=True)
class Mesh:
    """The mesh of the whole mission as of a day.

    `held` says that the readers may not see it: channels, focal points and what they hang on
    belong to the team, and a mesh computed without them would be false. `lost` are the parts
    that were taken out to ask what then.
    """

    as_of: date
    places: tuple[PlaceMesh, ...] = ()
    singles: tuple[Single, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    dead_ends: tuple[str, ...] = ()
    unconsented: tuple[str, ...] = ()
    made: tuple[MakeUp, ...] = ()
    staff: tuple[StaffAt, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    lost: frozenset[Part] = frozenset()
    held: bool = False
    _index: dict[str, PlaceMesh] = field(default_factory=dict, compare=False, repr=False)

    def at(self, place_id: str) -> PlaceMesh | None:
        """The mesh of a place; nothing where no mechanism covers it or the readers may not."""
        if not self._index:
            self._index.update({p.place_id: p for p in self.places})
        return self._index.get(place_id)

    def tag(self, folded: str) -> str:
        """A shared cause as somebody wrote it, from its folded form."""
        return dict(self.tags).get(folded, folded)

    def made_up(self, mechanism_id: str) -> MakeUp | None:
        """The make-up of a mechanism, where it has seats."""
        return next((m for m in self.made if m.mechanism_id == mechanism_id), None)

    def staff_at(self, post_id: str) -> StaffAt | None:
        """Who at a post speaks with people, where people live around it."""
        return next((s for s in self.staff if s.post_id == post_id), None)


def people_of(subjects: Iterable[Subject]) -> int | None:
    """At least how many people these are: overlapping parts of a place are counted once."""
    by_place: dict[str, list[Subject]] = {}
    for one in subjects:
        by_place.setdefault(one.place_id, []).append(one)
    known = [n for here in by_place.values() if (n := _people_here(here)) is not None]
    return sum(known) if known else None


def _people_here(here: list[Subject]) -> int | None:
    sizes = [s.people for s in here if s.people is not None]
    by_sex = {s.sex: s.people for s in here if not s.group and s.sex in ("female", "male")}
    if len(by_sex) == 2 and None not in by_sex.values():
        sizes.append(sum(n or 0 for n in by_sex.values()))
    return max(sizes, default=None)


def _weakness(one: Reach) -> tuple[float, int, str]:
    middle = min((c.middle for c in one.chances), default=0.0)
    return round(middle, 9), -(one.subject.people or 0), one.subject.key
