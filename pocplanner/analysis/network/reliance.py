"""Conflicted reliance: what leans on somebody who harms the people it is to protect.

Every action is followed along whom it relies on, and on whom these depend in their turn. Where
the way ends at an actor with a record of harm against the people that the action protects, it
needs the ladder (raised on the spot, in the province, in the capital, at headquarters),
conditions, a way to do without, and an owner. The program says which of these are missing; it
never says that the action must not be taken.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.names import fold
from pocplanner.analysis.network.graph import Network, network
from pocplanner.analysis.results import Finding, Question
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community
from pocplanner.model.reliance import LADDER, Reliance
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action

#: States in which an action touches nobody any more.
_IDLE = frozenset({"dropped", "done"})
#: How a record of harm meets an action, the gravest first.
MATCHES = ("prevents", "here", "elsewhere", "unsaid")
#: What has to be there besides the rungs of the ladder.
PARTS = ("conditions", "fallback", "owner")


@dataclass(frozen=True)
class Leaning:
    """One action that leans on somebody with a record against those whom it protects.

    `way` are the actors from the one that the action names to the one with the record;
    `tie_ids` the ties between them. `match` is "prevents" (the record is what the action is
    to prevent), "here" (against the same people at the same place), "elsewhere" (against the
    same people at another place) or "unsaid" (a perpetrator by role, against whom nobody
    told). `threat_ids` are the records; `proposed` says that no person has reviewed any of
    them. `missing` are rungs of the ladder and parts, in their order.
    """

    action_id: str
    place_id: str
    way: tuple[str, ...]
    tie_ids: tuple[str, ...]
    match: str
    threat_ids: tuple[str, ...] = ()
    proposed: bool = False
    reliance_id: str = ""
    missing: tuple[str, ...] = ()

    @property
    def actor_id(self) -> str:
        """The one with the record."""
        return self.way[-1]

    @property
    def refs(self) -> tuple[str, ...]:
        """What it rests on."""
        found = (self.action_id, *self.way, *self.tie_ids, *self.threat_ids, self.reliance_id)
        return tuple(dict.fromkeys(r for r in found if r))


def leanings(
    snapshot: Snapshot,
    threats: Iterable[Threat],
    day: date,
    assumed: Assumptions | None = None,
) -> tuple[Leaning, ...]:
    """Every conflicted reliance on a day, the gravest first; none where there is no such way.

    `threats` are those that stand (not refused), proposed ones included. An action that is
    done or dropped leans on nobody. In a view for an audience only what somebody has dealt
    with is told, and nothing as missing: it may be there and held back.
    """
    assumed = assumed or Assumptions(snapshot.assumptions)
    ties = network(snapshot, day)
    records = _Records(snapshot, tuple(threats), day, assumed.whole("reliance.months"))
    depth = assumed.whole("reliance.depth")
    answers = _answers(snapshot, day)
    found = []
    for action in snapshot.all(Action):
        if action.state in _IDLE:
            continue
        starts = (*action.relies_on_ids, *_hosts(snapshot, action, day))
        for way, tie_ids in _ways(ties, tuple(dict.fromkeys(starts)), depth):
            match, against = records.against(way[-1], action)
            answer = answers.get((action.id, way[-1]))
            if match and (snapshot.whole or answer is not None):
                found.append(_told(action, way, tie_ids, match, against, answer, snapshot.whole))
    return tuple(sorted(found, key=lambda f: (MATCHES.index(f.match), not f.missing, f.refs)))


def _told(
    action: Action,
    way: tuple[str, ...],
    tie_ids: tuple[str, ...],
    match: str,
    against: tuple[Threat, ...],
    answer: Reliance | None,
    whole: bool,
) -> Leaning:
    climbed = answer.climbed if answer is not None else frozenset()
    parts = [p for p in PARTS if answer is None or not getattr(answer, p)]
    return Leaning(
        action_id=action.id,
        place_id=action.place_id,
        way=way,
        tie_ids=tie_ids,
        match=match,
        threat_ids=tuple(t.id for t in against),
        proposed=bool(against) and not any(t.reviewed for t in against),
        reliance_id=answer.id if answer is not None else "",
        missing=(*(s for s in LADDER if s not in climbed), *parts) if whole else (),
    )


def _answers(snapshot: Snapshot, day: date) -> Mapping[tuple[str, str], Reliance]:
    """What was decided of an action and an actor, as far as it still holds."""
    return {
        (r.action_id, r.actor_id): r
        for r in snapshot.all(Reliance)
        if r.until is None or r.until >= day
    }


def _hosts(snapshot: Snapshot, action: Action, day: date) -> Iterator[str]:
    """The forces of the state that a joint action at a place leans on, unless it names some."""
    named = (snapshot.one(Actor, id) for id in action.relies_on_ids)
    if action.mode != "joint_with_host" or any(a is not None and a.is_state for a in named):
        return
    around = snapshot.around(action.place_id)
    for actor in snapshot.all(Actor):
        works = actor.has_role("partner", day) or actor.has_role("protector", day)
        if actor.is_state and works and around & set(actor.area_ids):
            yield actor.id


def _ways(
    ties: Network, starts: tuple[str, ...], depth: int
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The shortest way from an action to everybody it leans on, directly or by others."""
    reached = set(starts)
    ways: list[tuple[tuple[str, ...], tuple[str, ...]]]
    ways = [((id,), ()) for id in starts]
    yield from ways
    for _ in range(depth):
        further = []
        for way, tie_ids in ways:
            for id, tie in ties.leans_on(way[-1]):
                if id not in reached:
                    reached.add(id)
                    further.append(((*way, id), (*tie_ids, tie.id)))
        yield from further
        ways = further


class _Records:
    """Who harmed whom, as far as it counts on a day."""

    def __init__(
        self, snapshot: Snapshot, threats: tuple[Threat, ...], day: date, months: int
    ) -> None:
        self._snapshot = snapshot
        self._day = day
        self._since = _months_before(day, months)
        self._by: dict[str, list[Threat]] = {}
        for threat in threats:
            if self._recent(threat):
                for id in threat.perpetrator_ids:
                    self._by.setdefault(id, []).append(threat)

    def _recent(self, threat: Threat) -> bool:
        """Whether it stands, or its last trace is not older than what counts.

        A threat without a day is one that people hold to stand.
        """
        decided = threat.decided_at.date() if threat.decided_at is not None else None
        return threat.under_way or decided is None or decided >= self._since

    def against(self, actor_id: str, action: Action) -> tuple[str, tuple[Threat, ...]]:
        """How an actor's record meets an action, and the records; two empties where it does not."""
        records = self._by.get(actor_id, [])
        named = tuple(t for t in records if t.id in action.threat_ids)
        if named:
            return "prevents", named
        groups = self._protected(action)
        around = self._snapshot.around(action.place_id) if action.place_id else frozenset()
        here = tuple(t for t in records if t.place_id in around and _meet(groups, t))
        if here:
            return "here", here
        there = tuple(t for t in records if groups and _same(groups, t))
        if there:
            return "elsewhere", there
        actor = self._snapshot.one(Actor, actor_id)
        if not records and actor is not None and actor.has_role("perpetrator", self._day):
            return "unsaid", ()
        return "", ()

    def _protected(self, action: Action) -> frozenset[str]:
        """The groups that an action protects, by its threats, else those at risk at its place."""
        found: set[str] = set()
        for id in action.threat_ids:
            threat = self._snapshot.one(Threat, id)
            found.update(fold(g) for g in (threat.groups if threat is not None else ()))
        place = self._snapshot.one(Community, action.place_id)
        if not found and place is not None:
            found = {fold(g.name) for g in place.groups if g.at_risk}
        return frozenset(found)


def _meet(groups: frozenset[str], threat: Threat) -> bool:
    """Whether a record may be against these people: where either is not said, it may."""
    return not groups or not threat.groups or _same(groups, threat)


def _same(groups: frozenset[str], threat: Threat) -> bool:
    return any(fold(g) in groups for g in threat.groups)


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(max(year, 1), month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


# ------------------------------------------------------------------ what is said of it


def said(snapshot: Snapshot, one: Leaning) -> tuple[str, dict[str, object]]:
    """The key, below `network.`, and the facts of the sentence about one reliance."""
    facts: dict[str, object] = {
        "action": one.action_id,
        "actor": one.actor_id,
        "first": one.way[0],
        "through": one.way[1:-1],
        "place": one.place_id,
        "places": tuple(dict.fromkeys(_place(snapshot, id) for id in one.threat_ids)),
        "count": len(one.threat_ids),
    }
    return f"{one.match}{'_through' if len(one.way) > 1 else ''}", facts


def _place(snapshot: Snapshot, threat_id: str) -> str:
    threat = snapshot.one(Threat, threat_id)
    return threat.place_id if threat is not None else ""


def reliance_findings(snapshot: Snapshot, found: Iterable[Leaning]) -> Iterator[Finding]:
    """One finding for each reliance that lacks something."""
    for one in found:
        if one.missing:
            key, facts = said(snapshot, one)
            weight = 3 if one.match in ("prevents", "here") else 2
            facts["lacking"] = one.missing
            yield Finding(f"finding.reliance.{key}", facts, one.refs, one.place_id, weight)


def reliance_questions(snapshot: Snapshot, found: Iterable[Leaning]) -> Iterator[Question]:
    """How each action could do without somebody who harms those whom it protects."""
    for one in found:
        if "fallback" in one.missing and one.match in ("prevents", "here"):
            facts = {"action": one.action_id, "actor": one.actor_id}
            who = ("who.women", "who.committee", "who.leadership")
            yield Question("question.without_them", facts, one.refs, who, one.place_id, 2)
