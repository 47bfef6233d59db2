"""Settle what an action may do to people's own protection; refuse what begins without it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from pocplanner.analysis.interference import (
    FINAL,
    PATROL_MODES,
    Interference,
    interference,
    near_pairs,
)
from pocplanner.analysis.interference_rules import Rules, rules
from pocplanner.analysis.masking import effective_level
from pocplanner.commands.clock import now
from pocplanner.model.community import Coping
from pocplanner.model.edit import Change
from pocplanner.model.guard import Level
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.model.places import Route
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Action
from pocplanner.model.ways import Patrol
from pocplanner.project import Project
from pocplanner.words import Problem

#: What may become of a question.
KINDS = ("answer", "mitigation", "risk", "asked")
#: Stands between an action and a way of coping where a person names the two.
STROKE = "/"


@dataclass(frozen=True)
class Looked:
    """What was found, and what could not be looked at.

    `unplaced` are actions that name neither place nor route, or no way of acting; `not_asked`
    actions at places where nobody has asked what people do; `unjudged` pairs near to one
    another that no rule is about.
    """

    found: tuple[Interference, ...]
    unplaced: tuple[str, ...]
    not_asked: tuple[str, ...]
    unjudged: tuple[str, ...]

    @property
    def open(self) -> tuple[Interference, ...]:
        """The questions that stand, those of what has begun first."""
        return tuple(sorted((f for f in self.found if f.open), key=lambda f: not f.begun))


def look(snapshot: Snapshot, on: date | None = None, known: Rules | None = None) -> Looked:
    """Hold every action against what people do. Problem where the own file of rules is broken."""
    known = known or rules()
    if known.broken is not None:
        raise known.broken
    found = interference(snapshot, known=known, on=on)
    judged = {f.id for f in found}
    actions = [a for a in snapshot.all(Action) if a.state not in ("dropped", "done")]
    patrols = [p for p in snapshot.all(Patrol) if p.state not in ("done", "stopped")]
    unplaced = [a.id for a in actions if not a.mode or not (a.place_id or a.route_id)]
    unplaced += [p.id for p in patrols if p.line is None or p.kind not in PATROL_MODES]
    not_asked = [a.id for a in actions if a.place_id and not snapshot.here(Coping, a.place_id)]
    near = (f"{act}{STROKE}{coping}" for act, coping in near_pairs(snapshot, known=known))
    return Looked(
        found, tuple(unplaced), tuple(not_asked), tuple(p for p in near if p not in judged)
    )


def settle(
    project: Project, id: str, kind: str, text: str, by: str = "", until: date | None = None
) -> InterferenceAnswer:
    """Keep what became of one question, named by its action and coping with a stroke between.

    `kind` is "answer", "mitigation", "risk", or "asked" while the answer is awaited. `by` is a
    role: who answered, who sees to the measure, which office owns the risk. What stood there
    before is replaced and stays in the log. Problem where nothing is asked there.
    """
    if kind not in KINDS:
        raise Problem("record.no_term", term=kind, field="kind", known=", ".join(KINDS))
    text, by = text.strip(), (by or project.author).strip()
    if not text:
        raise Problem("interference.no_text")
    if not by:
        raise Problem("interference.no_role")
    snapshot = project.snapshot()
    one = _named(snapshot, id)
    if one.rule.effect != "may_harm":
        raise Problem("interference.nothing_to_ask", id=id)
    coping = snapshot.one(Coping, one.coping_id)
    level = max(Level.HIGH, effective_level(coping) if coping else Level.HIGH, key=lambda v: v.rank)
    answer = InterferenceAnswer(
        id=answer_id(one.action_id, one.coping_id),
        action_id=one.action_id,
        coping_id=one.coping_id,
        rule=one.rule.id,
        kind=kind,
        text=text,
        by=by,
        on=now().date(),
        until=until,
        # As sheltered as the way of coping that it speaks of.
        sensitivity=level,
    )
    stale = _answers(project, one.action_id, one.coping_id)
    with project.edit(f"edit.interference.{kind}", action=snapshot.name(one.action_id)):
        project.drop(*(a for a in stale if a.id != answer.id))
        project.put(answer)
    return answer


def withdraw(project: Project, id: str) -> None:
    """Take back what was kept for a question, so that it stands again. Problem without any."""
    action_id, _, coping_id = id.partition(STROKE)
    kept = _answers(project, action_id, coping_id)
    if not kept:
        raise Problem("interference.none_kept", id=id)
    with project.edit("edit.interference.withdraw", action=project.snapshot().name(action_id)):
        project.drop(*kept)


def _answers(project: Project, action_id: str, coping_id: str) -> list[InterferenceAnswer]:
    return [
        a
        for a in project.all(InterferenceAnswer)
        if (a.action_id, a.coping_id) == (action_id, coping_id)
    ]


def _named(snapshot: Snapshot, id: str) -> Interference:
    for one in interference(snapshot, idle=True):
        if one.id == id:
            return one
    raise Problem("interference.unknown", id=id)


def answer_id(action_id: str, coping_id: str) -> str:
    """The id of the answer to a pair: the same each time, whatever the two are called."""
    return "answer." + sha256(f"{action_id}{STROKE}{coping_id}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Unsettled:
    """An act that may not begin yet, and the sentence that says why."""

    act_id: str
    problem: Problem


def refuse_begun(project: Project, changes: Sequence[Change]) -> None:
    """Problem where these changes, which are made already, leave an act begun with a question.

    Refused is what begins; what has begun and is moved, or its route, to where a new question
    stands; and taking away or weakening the answer on which something was decided. What people
    tell of themselves later never waits: then the question stands open beside what has begun.
    """
    touched = {c.record.id for c in changes}
    routes = {c.record.id for c in changes if isinstance(c.record, Route)}
    answered = {c.record.action_id for c in changes if isinstance(c.record, InterferenceAnswer)}
    after = project.snapshot()
    acts = {
        a.id: a
        for a in _begun(after)
        if a.id in touched or a.id in answered or getattr(a, "route_id", "") in routes - {""}
    }
    # What is done asks nothing any more: its answers may go.
    for id in [i for i, a in acts.items() if i not in touched and a.state == "done"]:
        del acts[id]
    if not acts:
        return
    kept = [r for r in after if r.id not in touched]
    before = Snapshot.of([*kept, *(c.before for c in changes if c.before)], after.events)
    for found in _newly_open(before, after, acts).values():
        key = "open" if found[0].action_id in touched else "rests"
        raise _problem(after, found, key)


def unsettled(project: Project, records: Iterable[Record]) -> tuple[Unsettled, ...]:
    """The actions and patrols among the records that would begin with an open question.

    They are looked at as if all the records were kept, so that a way of coping that comes
    with them counts, and an answer too.
    """
    records = tuple(records)
    acts: dict[str, Action | Patrol] = {
        r.id: r for r in records if isinstance(r, (Action, Patrol)) and r.state in FINAL
    }
    acts = {id: a for id, a in acts.items() if project.find(id) != a}
    if not acts:
        return ()
    before = project.snapshot()
    new = {r.id for r in records}
    after = Snapshot.of([*(r for r in before if r.id not in new), *records], before.events)
    found = _newly_open(before, after, acts)
    return tuple(Unsettled(id, _problem(after, questions)) for id, questions in found.items())


def _newly_open(
    before: Snapshot, after: Snapshot, acts: Mapping[str, Action | Patrol]
) -> dict[str, list[Interference]]:
    """The open questions of these acts, but for those that stood while they were under way."""
    then = {a.id: a for a in _begun(before) if a.id in acts}
    # Final is decided, not begun: what starts from there answers first.
    going = {id for id, a in then.items() if a.state == acts[id].state or a.state != "final"}
    was = {f.id: f.rule.id for f in _open(before, going)} if going else {}
    held: dict[str, list[Interference]] = {}
    for one in _open(after, set(acts)):
        if one.id not in was or was[one.id] != one.rule.id:
            held.setdefault(one.action_id, []).append(one)
    return held


def _begun(snapshot: Snapshot) -> Iterator[Action | Patrol]:
    yield from (a for a in snapshot.all(Action) if a.state in FINAL)
    yield from (p for p in snapshot.all(Patrol) if p.state in FINAL)


def _problem(after: Snapshot, found: Sequence[Interference], key: str = "open") -> Problem:
    one = found[0]
    return Problem(
        f"interference.{key}",
        action=after.name(one.action_id),
        count=len(_open(after, {one.action_id})),
        coping=after.name(one.coping_id),
        place=after.name(one.place_id),
        id=one.id,
    )


def _open(snapshot: Snapshot, ids: set[str]) -> list[Interference]:
    # What is final or done is looked at as if it were still to come.
    found = interference(snapshot, on=now().date(), idle=True)
    return [f for f in found if f.action_id in ids and f.open]


def hanging(project: Project, ids: Sequence[str]) -> tuple[InterferenceAnswer, ...]:
    """The answers that hang on these records: with an action or a coping gone they say nothing."""
    gone = set(ids)
    return tuple(
        a
        for a in project.all(InterferenceAnswer)
        if a.id not in gone and gone & {a.action_id, a.coping_id}
    )
