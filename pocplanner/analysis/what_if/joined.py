"""Heard and helped in time: alert and help as one chance, of each part of a place's people.

Two missions are held against each other by the same measure on both sides: with help that is
known to be enough where both sides know it, else with any help.
"""

from dataclasses import dataclass, field

from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.arrival.heard import Called, Heard
from pocplanner.analysis.arrival.told import Arrival
from pocplanner.analysis.mesh.result import Mesh, Reach
from pocplanner.analysis.mesh.subjects import Subject

_NEVER = Chance(0, 0, 0)
#: Less than this share is no difference.
_LEAST = 5e-5


@dataclass(frozen=True)
class Joined:
    """Some people of a place under one condition: their alert gets out, and help comes.

    `state` is "figure"; "words" (guessed throughout: `word` may be told, no chance); "none" (no
    way is left to them); "unknown" (no warning time, so that only the alert can be told).
    `alert` is the chance that it gets out, where something of it was counted. `arrives_…` are
    with any help, `helps_…` with help that is enough (none where that is not judged): before
    the attack begins, and before it ends. `weighs` are shares (0-1) of alert, any help and
    enough help; they rank what is guessed, too, and are never told.
    """

    subject: Subject
    state: str
    word: str
    alert: Chance | None = None
    arrives_onset: Chance | None = None
    arrives_end: Chance | None = None
    helps_onset: Chance | None = None
    helps_end: Chance | None = None
    weighs: tuple[float, float | None, float | None] = field(default=(0.0, None, None), repr=False)

    @property
    def judged(self) -> bool:
        """Whether it is known if what comes is enough."""
        return self.helps_onset is not None or (
            self.state == "words" and self.weighs[2] is not None
        )


def joined(arrival: Arrival, called: Called | None, mesh: Mesh | None) -> tuple[Joined, ...]:
    """Everybody first, then the parts of the people; nothing where the mesh is not to be seen."""
    if called is not None and called.state == "known":
        return tuple(_one(arrival, heard.reach, heard) for heard in called.heard)
    place = mesh.at(arrival.place_id) if mesh is not None and not mesh.held else None
    if called is not None or place is None:
        return ()
    # Where nobody is left who could come, alert and help were not put together.
    return tuple(_one(arrival, reach, None) for reach in place.reaches)


def _one(arrival: Arrival, reach: Reach, heard: Heard | None) -> Joined:
    out = reach.chance(arrival.light, arrival.season)
    word = heard.word if heard is not None else reach.word
    alert = _percent(out.low, out.middle, out.high) if reach.measured else None
    if not reach.chains:
        return Joined(reach.subject, "none", "none", None, *_nothing(), (0.0, 0.0, 0.0))
    if arrival.warning is None:
        alone = (round(out.middle, 4), None, None)
        return Joined(reach.subject, "unknown", word, alert, weighs=alone)
    if heard is None or arrival.first is None:
        # Nobody sets out: that is a chance of nothing, not an unknown one.
        nobody = (round(out.middle, 4), 0.0, 0.0)
        return Joined(reach.subject, "figure", word, alert, *_nothing(), nobody)
    weighs = (
        round(out.middle, 4),
        _weighed(arrival.arrives_onset, arrival.arrives_end, out.middle),
        _weighed(arrival.helps_onset, arrival.helps_end, out.middle),
    )
    if not heard.figure:
        return Joined(reach.subject, "words", word, alert, weighs=weighs)
    return Joined(
        reach.subject, "figure", word, alert, heard.arrives_onset, heard.arrives_end,
        heard.helps_onset, heard.helps_end, weighs,
    )  # fmt: skip


def _weighed(onset: Chance | None, end: Chance | None, out: float) -> float | None:
    """Both moments together, so that help that only ends an attack still counts for something."""
    if onset is None or end is None:
        return None
    return round(out * (onset.percent + end.percent) / 200, 4)


def _nothing() -> tuple[Chance, Chance, Chance, Chance]:
    """No chance at all, of any help and of enough."""
    return _NEVER, _NEVER, _NEVER, _NEVER


def _percent(low: float, middle: float, high: float) -> Chance:
    from pocplanner.analysis.mesh.sentences import percent

    return Chance(percent(middle), percent(low), percent(high))


@dataclass(frozen=True)
class Pair:
    """The same people before and after; one side is missing where they were not told apart."""

    before: Joined | None
    after: Joined | None

    @property
    def subject(self) -> Subject:
        """Whom it is about."""
        known = self.after or self.before
        assert known is not None
        return known.subject

    @property
    def judged(self) -> bool:
        """Whether both sides know if help is enough."""
        return all(side is None or side.judged for side in (self.before, self.after))

    @property
    def points(self) -> float:
        """By how many percent points they are better (above 0) or worse off; of the alert alone
        where help makes no difference between the two.
        """
        if self.before is None or self.after is None:
            return 0.0
        a, b = self.before.weighs, self.after.weighs
        at = 2 if self.judged else 1
        for i in (at, 0):
            old, new = a[i], b[i]
            if old is not None and new is not None and abs(new - old) > _LEAST:
                return 100 * (new - old)
        return 0.0


def pairs(before: tuple[Joined, ...], after: tuple[Joined, ...]) -> tuple[Pair, ...]:
    """The people of whom something differs, everybody first."""
    old = {j.subject: j for j in before}
    new = {j.subject: j for j in after}
    return tuple(
        Pair(old.get(who), new.get(who))
        for who in dict.fromkeys((*old, *new))
        if old.get(who) != new.get(who)
    )


def told(found: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Whom a person reads of: everybody, the women, and those who lose or gain most."""
    if not found:
        return ()
    whole = [p for p in found if p.subject.key == "everybody"]
    women = [p for p in found if p.subject.key == "female"]
    most = max(found, key=lambda p: abs(p.points))
    return tuple(dict.fromkeys((*whole[:1], *women[:1], *((most,) if most.points else ()))))


__all__ = ["Joined", "Pair", "joined", "pairs", "told"]
