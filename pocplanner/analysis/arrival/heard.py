"""Whether help comes in time to people who call: the alert gets out, and a unit arrives.

The chain of arrival begins with an alert that is out. Here it is joined with the mesh, for
everybody at a place and for each part of its people apart: where women are not heard, help
that would be quick does not come.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pocplanner.analysis.arrival.draws import Chance
from pocplanner.analysis.arrival.together import both
from pocplanner.analysis.arrival.told import Arrival
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mesh import result
from pocplanner.analysis.mesh.inputs import cause_kind
from pocplanner.analysis.mesh.network import Part, fold
from pocplanner.analysis.mesh.result import Mesh, Reach
from pocplanner.model.mesh import SharedCause
from pocplanner.model.snapshot import Snapshot

#: The link that comes before all others: it has no minutes, an alert gets out or it does not.
ALERT = "alert"


@dataclass(frozen=True)
class Tie:
    """A part of the ways out that may fail on the same day as help, and why.

    `why` is "rain", "group" (an armed group that cuts off callers may hold the road), "base"
    (callers go to a base from which help may come) or "unit" (those who take the alert go).
    """

    part: Part
    why: str


@dataclass(frozen=True)
class Heard:
    """People of a place under one condition: their alert gets out, and help comes.

    `state` is "figure"; "words" (all of their mesh or all of the chain is guessed: chances
    stand for their rank alone and are never printed); "none" (no recorded way is left to them).
    `word` says how likely their alert gets out under this condition: one of `result.WORDS`.
    `arrives_…` and `helps_…` are as in `Arrival`, joined with the alert; None where that one is.
    `gain` is how many percent points an alert that always gets out would add, before the attack
    and before its end. `costliest` is the link that costs these people most, `ALERT` among them.
    """

    reach: Reach
    state: str
    word: str
    out: result.Chance
    light: str = "day"
    arrives_onset: Chance | None = None
    arrives_end: Chance | None = None
    helps_onset: Chance | None = None
    helps_end: Chance | None = None
    ties: tuple[Tie, ...] = ()
    gain: tuple[float, float] = (0.0, 0.0)
    costliest: str = ""

    @property
    def figure(self) -> bool:
        """Whether a figure may be printed."""
        return self.state == "figure"

    @property
    def guesses(self) -> tuple[result.Guess, ...]:
        """What was guessed of their alert under this condition."""
        return tuple(g for g in self.reach.guesses if self.light == "night" or g.what != "night")

    @property
    def unlikely(self) -> bool:
        """Whether their alert is not likely to get out, or has no way at all."""
        return self.word in ("none", "unlikely")


@dataclass(frozen=True)
class Called:
    """Alert and help at a place under one condition.

    `state` is "known"; "not_known" (nobody recorded a way to raise an alert here: that is not
    a chance of nothing); "held" (the readers may not see the mesh). `heard` is everybody first,
    then the parts of the people.
    """

    place_id: str
    light: str
    season: str
    state: str
    heard: tuple[Heard, ...] = ()

    @property
    def everybody(self) -> Heard | None:
        """Whoever calls first."""
        return self.heard[0] if self.heard else None

    @property
    def weakest(self) -> Heard | None:
        """Those whose alert is least likely to get out now; of equals, the most people."""
        return min(self.heard, key=_weakness, default=None)

    @property
    def women(self) -> Heard | None:
        """The women of the place, where they are told apart."""
        return next((h for h in self.heard if h.reach.subject.key == "female"), None)

    @property
    def told(self) -> tuple[Heard, ...]:
        """Whom a person reads of: everybody, then women and the weakest where they fare worse."""
        if not self.heard:
            return ()
        whole = self.heard[0]
        apart = [h for h in (self.women, self.weakest) if h is not None and _worse(h, whole)]
        return tuple(dict.fromkeys((whole, *apart)))

    @property
    def silent(self) -> bool:
        """Whether somebody must look: the alert of all is unlikely, or some have no way at all."""
        return any(h.unlikely for h in self.heard[:1]) or any(h.word == "none" for h in self.heard)


def called(
    snapshot: Snapshot, found: Iterable[Arrival], mesh: Mesh, assumed: Assumptions
) -> tuple[Called, ...]:
    """Alert and help joined, for each arrival."""
    words = assumed.value("mesh.word.unlikely") / 100, assumed.value("mesh.word.likely") / 100
    causes = {fold(c.tag): c for c in snapshot.all(SharedCause)}
    made = []
    for one in found:
        place = mesh.at(one.place_id)
        where = (one.place_id, one.light, one.season)
        if mesh.held or place is None:
            made.append(Called(*where, "held" if mesh.held else "not_known"))
            continue
        heard = tuple(_heard(one, reach, causes, words) for reach in place.reaches)
        made.append(Called(*where, "known", heard))
    return tuple(made)


def _heard(
    one: Arrival, reach: Reach, causes: dict[str, SharedCause], words: tuple[float, float]
) -> Heard:
    out = reach.chance(one.light, one.season)
    if not reach.chains:
        return Heard(reach, "none", "none", out, one.light, costliest=ALERT)
    unlikely, likely = words
    ties = tied(one, reach, causes)
    parts = tuple(tie.part for tie in ties)

    def joined(help_: Chance | None) -> Chance | None:
        return None if help_ is None else both(reach, one.light, one.season, parts, help_)

    made = Heard(
        reach,
        "figure" if reach.measured and one.figure else "words",
        "unlikely" if out.middle < unlikely else "likely" if out.middle >= likely else "uncertain",
        out,
        one.light,
        joined(one.arrives_onset),
        joined(one.arrives_end),
        joined(one.helps_onset),
        joined(one.helps_end),
        ties,
    )
    onset, end = one.arrives_onset, one.arrives_end
    if one.state == "sufficient":
        onset, end = one.helps_onset, one.helps_end
    lost = 1 - out.middle
    gain = (onset.percent * lost if onset else 0.0, end.percent * lost if end else 0.0)
    return replace(made, gain=gain, costliest=_costliest(one, out.middle, gain))


def _costliest(one: Arrival, out: float, gain: tuple[float, float]) -> str:
    """The link that adds most before the attack; where none adds a point, before its end."""
    others = {name: points for name, (points, _) in one.gains.items()}
    for alert, links in ((gain[0], others), (gain[1], dict(one.gains_end))):
        best = max(links, key=lambda name: links[name], default="")
        most = links.get(best, 0.0) * out
        if max(alert, most) >= 1:
            return ALERT if alert >= most else best
    return one.costliest


def tied(one: Arrival, reach: Reach, causes: dict[str, SharedCause]) -> tuple[Tie, ...]:
    """Parts of the ways out that may fail for what also holds help up."""
    units = {m.unit_id for m in one.means if m.arrives is not None}
    if not units:
        return ()
    found = []
    for part in sorted(frozenset().union(*reach.ways)):
        why = ""
        if part.kind == "unit" and part.id in units:
            why = "unit"
        elif part.kind == "cause":
            known = causes.get(part.id)
            kind = cause_kind(part.id)
            if kind in ("group", "base"):
                why = kind
            elif part.id.startswith("armed_group:"):
                why = "group"
            elif one.season == "wet" and known is not None and "wet" in known.fails_seasons:
                why = "rain"
        if why:
            found.append(Tie(part, why))
    return tuple(found)


def _weakness(one: Heard) -> tuple[float, int, str]:
    return round(one.out.middle, 9), -(one.reach.subject.people or 0), one.reach.subject.key


def _worse(one: Heard, whole: Heard) -> bool:
    return one is not whole and one.out.middle < whole.out.middle - 1e-9


__all__ = ["ALERT", "Called", "Heard", "Tie", "called", "tied"]
