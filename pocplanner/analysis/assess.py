"""The whole assessment of a mission, in steps: what the window, terminal and documents call."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pocplanner.analysis import alerts, coping, mechanisms, observations, questions, reach_time
from pocplanner.analysis.arrival import Arrival
from pocplanner.analysis.arrival.chain import chain, grounds_behind
from pocplanner.analysis.arrival.findings import arrival_findings
from pocplanner.analysis.arrival.gaps import with_computed
from pocplanner.analysis.arrival.ground_findings import ground_findings
from pocplanner.analysis.arrival.heard import called
from pocplanner.analysis.arrival.on_foot import on_foot_questions
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.cases import gather
from pocplanner.analysis.engagement.findings import engagement_findings, engagement_questions
from pocplanner.analysis.exposure.figures import Exposure
from pocplanner.analysis.exposure.findings import exposure_findings, journey_questions
from pocplanner.analysis.exposure.hours import exposing
from pocplanner.analysis.exposure.journeys import asked as asked_ways
from pocplanner.analysis.exposure.opportunity import opportunities
from pocplanner.analysis.grid.cells import grid, grid_findings
from pocplanner.analysis.grid.differences import overdue_findings
from pocplanner.analysis.ground import Ground, last_day, lay
from pocplanner.analysis.interference import interference, interference_questions
from pocplanner.analysis.interference_rules import rules
from pocplanner.analysis.mesh.findings import caps, mesh_findings
from pocplanner.analysis.mesh.mesh import meshing
from pocplanner.analysis.network.reliance import (
    leanings,
    reliance_findings,
    reliance_questions,
)
from pocplanner.analysis.patterns import patterns
from pocplanner.analysis.response import catalogue, suggest
from pocplanner.analysis.results import (
    Assessment,
    Finding,
    Rated,
    Suggestion,
)
from pocplanner.analysis.risk import Context, rank, rate, rating_findings
from pocplanner.analysis.signs.sheets import clusters, sign_findings, sign_questions
from pocplanner.analysis.standing import standing
from pocplanner.analysis.threats import Proposals, propose
from pocplanner.analysis.unlisted import unlisted, with_places
from pocplanner.analysis.voices.findings import voices_findings
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Timing
from pocplanner.model.guard import Audience
from pocplanner.model.places import Post
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import Progress, Work
from pocplanner.words import Problem

#: Audiences for whom proposals are made anew. Others read only what a person has decided on
#: and may be shown: a refused threat must not come back because its refusal is held back.
_PROPOSED_TO = frozenset({None, Audience.CORE, Audience.COMMAND, Audience.MISSION})

_STEPS = ("events", "patterns", "threats", "ratings", "community", "actions", "questions")


def assess(
    snapshot: Snapshot, as_of: date | None = None, today: date | None = None
) -> Work[Assessment]:
    """Assess the mission as of a day, by default the last event's.

    `today` serves only to say that the data are outdated; nothing here reads the clock. The
    same snapshot and days give the same assessment. The text of its progress is a key of
    `words`. Problem where there is no event and no day was given.
    """
    day = day_of(snapshot, as_of, today)
    snapshot = standing(snapshot, day)
    assumed = Assumptions(snapshot.assumptions)
    proposing = snapshot.audience in _PROPOSED_TO

    yield _at(0)
    ground = lay(snapshot, day, assumed)
    places = unlisted(ground) if proposing else ()
    if places:
        snapshot = with_places(snapshot, places)
        ground = lay(snapshot, day, assumed)
    yield _at(1)
    found = patterns(ground)
    outdated = _outdated(ground, today)

    yield _at(2)
    cases = gather(ground)
    proposals = propose(cases) if proposing else Proposals((), ())
    threats = {t.id: t for t in (*snapshot.all(Threat), *proposals.threats)}
    threats = {id: t for id, t in threats.items() if t.status != "refused"}

    yield _at(3)
    health = mechanisms.health(snapshot, day, assumed)
    entered = reach_time.gaps(snapshot)
    arriving = yield from _steps(chain(snapshot, assumed), 3)
    gaps = with_computed(entered, arriving, _gone(snapshot, day))
    yield _at(3)
    net = yield from _steps(meshing(snapshot, day, assumed), 3)
    heard_of = called(snapshot, arriving, net, assumed)
    yield _at(3)
    context = Context(cases, gaps, {h.mechanism_id: h for h in health}, outdated, caps(net))
    rated, hours = yield from _rated(snapshot, context, threats, arriving, assumed)
    pairs = tuple((r, threats[r.threat_id]) for r in rated)
    named = Snapshot.of([*snapshot, *proposals.threats], snapshot.events, snapshot.audience)

    yield _at(4)
    watched = tuple(dict.fromkeys(r.place_id for r in rated))
    homes = (c.id for c in snapshot.all(Community))
    states = coping.states(snapshot, dict.fromkeys((*watched, *homes)))
    beside = rules()
    met = interference(snapshot, assumed, beside, day)
    asked = {s.place_id: s for s in states}
    heard = alerts.voices(snapshot, day, assumed)

    yield _at(5)
    suggested: list[Suggestion] = []
    for r in rated:
        threat, known = threats[r.threat_id], asked[r.place_id]
        suggested += suggest(snapshot, r, threat, known, assumed, catalogue())
        yield _at(5)
    leaning = leanings(snapshot, threats.values(), day, assumed)
    plan = grid(snapshot, rated, day, assumed)
    yield _at(6)
    ways = asked_ways(snapshot, (c.id for c in snapshot.all(Community)))
    together = clusters(snapshot, day, assumed)
    findings = (
        *proposals.findings,
        *(f for r in rated for f in rating_findings(context, r)),
        *(f for h in health for f in h.remarks),
        *coping.coping_findings(snapshot, day, assumed),
        *_own_rules(beside.broken),
        *alerts.alert_findings(snapshot, day, assumed),
        *alerts.request_findings(snapshot, day),
        *alerts.promise_findings(snapshot, day),
        *observations.conflicted_findings(snapshot, pairs),
        *reliance_findings(snapshot, leaning),
        *grid_findings(snapshot, plan),
        *overdue_findings(snapshot, day),
        *observations.gap_findings(gaps),
        *arrival_findings(snapshot, arriving, assumed),
        *ground_findings(grounds_behind(arriving), assumed.fresh()),
        *mesh_findings(snapshot, net, watched, assumed),
        *exposure_findings(hours),
        *sign_findings(together),
        *observations.voice_findings(heard),
        *engagement_findings(snapshot, rated, day, assumed),
        *voices_findings(named, rated, threats, day, assumed),
        *observations.pattern_findings(ground, found),
    )
    open_questions = (
        *questions.mission_questions(snapshot, ground, found.recent, outdated),
        *questions.actor_questions(snapshot, pairs),
        *(q for r in rated for q in questions.threat_questions(named, r, threats[r.threat_id])),
        *(
            q
            for place in watched
            for q in questions.place_questions(
                snapshot, place, asked[place], [g for g in entered if g.place_id == place], ground
            )
        ),
        *questions.mechanism_questions(snapshot, health),
        *engagement_questions(snapshot),
        *interference_questions(snapshot, met),
        *reliance_questions(snapshot, leaning),
        *journey_questions(ways, watched),
        *on_foot_questions(snapshot, arriving),
        *sign_questions(together),
        *questions.quiet_questions(snapshot, found.recent, ground),
    )
    return Assessment(
        as_of=day,
        data_until=ground.data_until,
        outdated=outdated,
        patterns=found,
        proposed=proposals.threats,
        proposed_places=places,
        rated=rated,
        gaps=gaps,
        health=health,
        coping=states,
        alerts=alerts.count(snapshot, alerts.alerts_to(snapshot, day), assumed),
        alerts_by_place=alerts.by_place(snapshot, day, assumed),
        voices=heard,
        findings=tuple(sorted(findings, key=lambda f: -f.weight)),
        questions=tuple(sorted(open_questions, key=lambda q: -q.weight)),
        suggested=tuple(suggested),
        interference=met,
        leanings=leaning,
        grid=plan,
        arrivals=arriving,
        called=heard_of,
        mesh=net,
        exposure=hours,
        journeys=ways,
        clusters=together,
        used=assumed.used,
        threats=threats,
    )


def _rated(
    snapshot: Snapshot,
    context: Context,
    threats: Mapping[str, Threat],
    arriving: tuple[Arrival, ...],
    assumed: Assumptions,
) -> Work[tuple[tuple[Rated, ...], Exposure]]:
    """All ratings, worst first, and the hours that they and that rest on them.

    Hours weigh by the ratings as they stand without hours, so that neither rests on itself.
    """
    found = {}
    for threat in threats.values():
        found[threat.id] = rate(context, threat)
        yield _at(3)
    ordered = sorted(found.values(), key=rank)
    work = exposing(snapshot, context.cases, ordered, threats, arriving, assumed)
    hours = yield from _steps(work, 3)
    more = replace(context, hours=opportunities(hours, assumed))
    found |= {id: rate(more, threats[id]) for id in more.hours}
    return tuple(sorted(found.values(), key=rank)), hours


def day_of(snapshot: Snapshot, as_of: date | None, today: date | None) -> date:
    """The as-of day: as asked, else the last event's, else the mission's, else today."""
    day = as_of or last_day(snapshot.events) or snapshot.mission.as_of or today
    if day is None:
        raise Problem("assess.no_day")
    return day


def _outdated(ground: Ground, today: date | None) -> bool:
    """Whether the data end too long before today, or before the as-of day itself."""
    if ground.data_until is None:
        return False
    now = max(today or ground.as_of, ground.as_of)
    return (now - ground.data_until).days > ground.assumptions.whole("data.outdated_days")


def _gone(snapshot: Snapshot, day: date) -> frozenset[str]:
    """Entered times of help from a post that has closed."""
    closed = {p.id for p in snapshot.all(Post) if p.closes_on is not None and p.closes_on <= day}
    return frozenset(t.id for t in snapshot.all(Timing) if t.post_id in closed)


def _own_rules(broken: Problem | None) -> tuple[Finding, ...]:
    """That a person's own file of rules was left out must be seen by whoever relies on it."""
    if broken is None:
        return ()
    return (Finding("finding.interference_file", broken.facts, weight=3),)


def _steps(work: Work[Any], step: int) -> Work[Any]:
    """Work of another room under the name of a step of this one."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value
        yield _at(step)


def _at(step: int) -> Progress:
    return Progress(step, len(_STEPS), f"analysis.progress.{_STEPS[step]}")
