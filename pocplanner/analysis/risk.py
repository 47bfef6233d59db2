"""Rate every threat: likelihood, impact, band and priority, with the reasons for each.

What is not known never counts as little: a step that nobody judged is said to be unknown,
the rating then rests on the rest, its confidence is low, and what is missing is a question.
Whether there are assets plays no part until the rating stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pocplanner.analysis.cases import Cases, Rows
from pocplanner.analysis.counting import counted, trend_of
from pocplanner.analysis.reach_time import relevant, worst
from pocplanner.analysis.results import (
    Before,
    Finding,
    Gap,
    Health,
    Rated,
    Residue,
    Said,
    Step,
)
from pocplanner.analysis.scale import BANDS, band_of, final_band, higher, likelihood_of, shift_of
from pocplanner.analysis.steps import anchor_of, steps_of
from pocplanner.analysis.threats import grade, latest_first, sources
from pocplanner.model.assessment import Rating, Threat
from pocplanner.model.community import Community, Perception
from pocplanner.model.strategy import Action, Residual

PRIORITIES = ("must", "should", "could")
_IDLE = frozenset({"dropped", "done"})


@dataclass(frozen=True)
class Context:
    """What ratings rest on beside the threat itself: cases, times, mechanisms, age of data."""

    cases: Cases
    gaps: tuple[Gap, ...]
    health: Mapping[str, Health]
    outdated: bool
    #: Above which step the mesh lets no local capacity be suggested, by place, and why.
    caps: Mapping[str, tuple[int, Said]] = field(default_factory=dict)
    #: What risk-hours suggest of the opportunity, by threat.
    hours: Mapping[str, Step] = field(default_factory=dict)


def rate(context: Context, threat: Threat) -> Rated:
    """Rate one threat as of the day of the cases."""
    cases, ground = context.cases, context.cases.ground
    assumed = ground.assumptions
    rows = cases.rows(threat)
    gap = worst(relevant(ground.snapshot.mission, threat, _gaps_at(context, threat)))
    found = steps_of(
        cases, threat, rows, context.health, context.caps, gap, context.hours.get(threat.id)
    )
    steps = {s.name: s for s in found}
    anchor = anchor_of(cases, threat, rows, context.outdated)
    suggested = higher(_from_steps(context, steps), anchor.value)
    likelihood = threat.override.value if threat.override else suggested
    impact = steps["impact"].value
    reasons = [anchor.reason, *(r for s in steps.values() for r in s.reasons)]
    if threat.override:
        reasons.append(
            Said("reason.override", {"value": threat.override.value, "by": threat.override.author})
        )
    band = ""
    if likelihood is not None and impact is not None:
        vulnerability, capacity = steps["vulnerability"], steps["local_capacity"]
        judged = vulnerability.source == capacity.source == "person"
        pair = (vulnerability.value, capacity.value, judged)
        band = final_band(likelihood, impact, *pair, assumed)
        reasons.append(Said("reason.band", {"likelihood": likelihood, "impact": impact}))
        move = shift_of(*pair, assumed)
        if move and band != band_of(likelihood, impact, assumed):
            key = "reason.band_up" if move > 0 else "reason.band_down"
            reasons.append(Said(key, {"vulnerability": pair[0], "capacity": pair[1]}))
    moved = trend_of(ground, rows)
    direction = threat.trend if threat.reviewed and threat.trend != "unknown" else moved.verdict
    protector = other_protector(context, threat)
    priority, why = priority_of(threat, band, impact, direction, gap, protector)
    reasons.append(why)
    assets = assets_of(context, threat)
    year = rows[ground.within(assumed.whole("window.recent_days"))[rows]]
    reliability, credibility = _grade(context, threat, rows)
    community = community_rating(context, threat)
    partial = any(steps[n].source in {"unknown", "suggested"} for n in ("intent", "capability"))
    partial = partial or likelihood is None or impact is None
    previous, baseline = _before(context, threat)
    return Rated(
        threat_id=threat.id,
        place_id=threat.place_id,
        steps=tuple(steps.values()),
        anchor=anchor,
        suggested=suggested,
        likelihood=likelihood,
        impact=impact,
        score=likelihood * impact if likelihood is not None and impact is not None else None,
        band=band,
        priority=priority,
        reasons=tuple(reasons),
        refs=_refs(context, threat, rows),
        refs_total=len(rows),
        events=counted(ground.events, year),
        trend=replace(moved, verdict=direction),
        as_of=ground.as_of,
        outdated=context.outdated,
        reviewed=threat.reviewed,
        confidence="low" if partial else threat.confidence,
        grade=f"{reliability}{credibility}",
        reportedly=(reliability, credibility) == ("F", 6),
        sources=tuple(s.id for s in sources(ground, rows)) if len(rows) else (),
        assumptions=_assumptions(gap, likelihood),
        overridden=threat.override is not None,
        community_rating=community,
        community_gap=None if community is None or likelihood is None else community - likelihood,
        gap=gap,
        other_protector=protector,
        asset_ids=assets,
        residual=_residue(context, threat) if priority == "must" and not assets else None,
        previous=previous,
        baseline=baseline,
    )


def rank(rated: Rated) -> tuple[object, ...]:
    """Sorts the worst first: priority, band, score, deaths, then id."""
    return (
        PRIORITIES.index(rated.priority),
        -(BANDS.index(rated.band) if rated.band else 1),
        -(rated.score or 0),
        -rated.events.deaths,
        -rated.events.events,
        rated.threat_id,
    )


def priority_of(
    threat: Threat, band: str, impact: int | None, direction: str, gap: Gap | None, protector: str
) -> tuple[str, Said]:
    """must, should or could, and why. Scarcity of assets is not asked here."""
    if threat.under_way:
        return "must", Said("reason.must_under_way")
    if band == "very_high":
        return "must", Said("reason.must_very_high")
    if band == "high":
        late = gap is not None and gap.gap is not None and gap.gap.likely > 0
        if late and not protector:
            if gap is not None and gap.computed:
                return "must", Said("reason.must_high_late_computed", {"basis": gap.basis})
            return "must", Said("reason.must_high_late")
        if protector:
            return "should", Said("reason.should_high_protected", {"protector": protector})
        if gap is None:
            return "should", Said("reason.should_high_gap_unknown")
        return "should", Said("reason.should_high")
    if band == "moderate" and direction == "rising":
        return "should", Said("reason.should_rising")
    if not band:
        # Not knowing is no reason to look away: what could kill is collected on first.
        if impact is None or impact >= 3:
            return "should", Said("reason.should_not_rated")
        return "could", Said("reason.could_not_rated")
    return "could", Said("reason.could_rest")


def _from_steps(context: Context, steps: Mapping[str, Step]) -> int | None:
    """The likelihood from the steps: with and without suggestions, the higher of the two."""
    assumed = context.cases.ground.assumptions
    order = [steps[n] for n in ("intent", "capability", "opportunity")]
    judged = likelihood_of(
        [s.value if s.source in {"person", "rule"} else None for s in order], assumed
    )
    return higher(judged, likelihood_of([s.value for s in order], assumed))


def _gaps_at(context: Context, threat: Threat) -> tuple[Gap, ...]:
    """The timings of the place, or of the settlement that it stands for."""
    places = {threat.place_id, context.cases.canonical(threat.place_id)}
    place = context.cases.ground.snapshot.get(threat.place_id)
    if isinstance(place, Community):
        places.add(place.settlement_id)
    return tuple(g for g in context.gaps if g.place_id in places)


def other_protector(context: Context, threat: Threat) -> str:
    """A protector beside the mission who is able, willing and trusted, and not the perpetrator."""
    place = context.cases.ground.snapshot.get(context.cases.canonical(threat.place_id))
    if not isinstance(place, Community):
        return ""
    for protector in place.protectors:
        if protector.counts and protector.actor_id not in threat.perpetrator_ids:
            return protector.name
    return ""


def assets_of(context: Context, threat: Threat) -> tuple[str, ...]:
    """Units that a planned or running action commits to this threat."""
    actions = context.cases.ground.snapshot.all(Action)
    return tuple(
        dict.fromkeys(
            unit
            for action in actions
            if threat.id in action.threat_ids and action.state not in _IDLE
            for unit in action.unit_ids
        )
    )


def community_rating(context: Context, threat: Threat) -> int | None:
    """The community's own rating: as stored with the threat, or the latest that people gave."""
    given = [
        (p.on, p.id, p.rating)
        for p in context.cases.ground.snapshot.all(Perception)
        if p.threat_id == threat.id and p.rating is not None
    ]
    if threat.community_rating is not None:
        told = threat.community_rated_on
        if not given or (told is not None and told >= max(given)[0]):
            return threat.community_rating
    return max(given)[2] if given else None


def _residue(context: Context, threat: Threat) -> Residue:
    """Who accepts that a must stays without an asset."""
    day = context.cases.ground.as_of
    signed = [
        r
        for r in context.cases.ground.snapshot.all(Residual)
        if r.threat_id == threat.id and (r.until is None or r.until >= day)
    ]
    if signed:
        last = max(signed, key=lambda r: (r.on, r.id))
        return Residue("accepted", last.accepted_by, last.id)
    named = context.cases.ground.snapshot.mission.accepting_authority
    return Residue("named", named) if named else Residue("nobody")


def _grade(context: Context, threat: Threat, rows: Rows) -> tuple[str, int]:
    own = (threat.reliability, threat.credibility)
    return own if own != ("F", 6) or not len(rows) else grade(context.cases.ground, rows)


def _refs(context: Context, threat: Threat, rows: Rows) -> tuple[str, ...]:
    """The records and the latest events that a rating rests on."""
    ground = context.cases.ground
    most = ground.assumptions.whole("threat.evidence_cap")
    found = [e.ref for e in threat.evidence]
    if not ground.counts_only[rows].any():
        found += [ground.events.event_id(int(r)) for r in latest_first(ground, rows)[:most]]
    return tuple(dict.fromkeys(found))[: 2 * most]


def _before(context: Context, threat: Threat) -> tuple[Before | None, Before | None]:
    """The latest earlier rating and the latest baseline, from the history."""
    day = context.cases.ground.as_of
    history = sorted(
        (r for r in context.cases.ground.snapshot.all(Rating) if r.threat_id == threat.id),
        key=lambda r: r.as_of,
    )

    def told(ratings: list[Rating]) -> Before | None:
        if not ratings:
            return None
        last = ratings[-1]
        return Before(last.id, last.as_of, last.likelihood, last.band, last.priority)

    earlier = [r for r in history if r.as_of < day and not r.baseline]
    return told(earlier), told([r for r in history if r.baseline])


def _assumptions(gap: Gap | None, likelihood: int | None) -> tuple[str, ...]:
    """The figures that this rating rests on."""
    found = ["place.radius_km", "anchor.incident_days", "anchor.recent_days", "anchor.quiet_days"]
    found += ["anchor.signs", "likelihood.above_least"]
    if likelihood is not None:
        found += ["band.moderate", "band.high", "band.very_high", "shift.vulnerable", "shift.weak"]
    return tuple(found)


def rating_findings(context: Context, rated: Rated) -> tuple[Finding, ...]:
    """What a rating gives cause to say: dissent, residual risk, change since the last one."""
    found: list[Finding] = []
    facts = {"threat": rated.threat_id, "place": rated.place_id}

    def note(key: str, weight: int, **more: object) -> None:
        found.append(
            Finding(
                f"finding.{key}",
                facts | more,
                (rated.threat_id, *rated.refs[:5]),
                place_id=rated.place_id,
                weight=weight,
            )
        )

    least = context.cases.ground.assumptions.whole("community.gap")
    gap = rated.community_gap
    if gap is not None and abs(gap) >= least:
        key = "community_rates_higher" if gap > 0 else "community_rates_lower"
        note(key, 3, community=rated.community_rating, analyst=rated.likelihood)
    for said in rated.step("opportunity").reasons:
        if said.key == "reason.opportunity_judged":
            apart = {"judged": said.facts["value"], "suggested": said.facts["suggested"]}
            note("hours_against_opportunity", 2, **apart)
    cap = context.caps.get(context.cases.canonical(rated.place_id))
    held = rated.step("local_capacity")
    if cap is not None and held.source == "person" and (held.value or 0) > cap[0]:
        note("capacity_against_mesh", 2, judged=held.value, allowed=cap[0])
    if rated.residual is not None:
        key = {"accepted": "residual_accepted", "named": "residual_named"}.get(
            rated.residual.state, "residual_nobody"
        )
        note(key, 3, by=rated.residual.accepted_by)
    before = rated.previous
    if before is not None and before.band and rated.band and before.band != rated.band:
        rose = BANDS.index(rated.band) > BANDS.index(before.band)
        note(
            "band_rose" if rose else "band_fell",
            2,
            before=before.band,
            band=rated.band,
            since=before.as_of,
        )
    base = rated.baseline
    if base is not None and base.band and rated.band and base.band != rated.band:
        note("band_against_baseline", 1, before=base.band, band=rated.band, since=base.as_of)
    return tuple(found)
