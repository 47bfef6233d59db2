"""One row of the field matrix: what a patrol leader or a head of office asks of a place."""

from typing import Any

from pocplanner.model.actors import Actor
from pocplanner.model.community import Community, Promise, Request
from pocplanner.report.draft import hours_facts, interference_facts, threat_facts
from pocplanner.report.draft.action_facts import actions_at, chosen, offers
from pocplanner.report.draft.arrival_facts import computed_words
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.mesh_facts import mesh_row

#: The particulars of a card, in their order.
ROWS = (
    "people", "at_risk", "threat", "rationale", "pattern", "rating", "community", "coping",
    "interference", "mechanisms", "mesh", "gap", "computed", "hours", "priority", "humanitarian",
    "protectors", "assets", "actions", "offers", "flight", "referral", "harm", "feedback", "review",
)  # fmt: skip


def matrix_places(desk: Desk) -> tuple[str, ...]:
    """The places of the matrix: ranked ones first, then those only proposed."""
    return ids(desk.ranked_places, desk.places(desk.proposed))


def row_values(desk: Desk, place: str) -> dict[str, Any]:
    """The cells of a place's row, each in words; empty where nothing is known or shown.

    A place under no threat has a row too: an atlas asks for any place.
    """
    threats = desk.threats_at(place, proposed=True)
    community = desk.snapshot.one(Community, place)
    assets = desk.rated[threats[0].id].asset_ids if threats else ()
    gap = desk.gap_at(place)
    return {
        "place": desk.name(place),
        "people": _people(desk, community),
        "at_risk": desk.listed([g.name for g in community.groups if g.at_risk] if community else [])
        or desk.listed(threat_facts.who(desk, t) for t in threats),
        "threat": desk.series(_threat(desk, t) for t in threats),
        "rationale": _rationale(desk, threats),
        "pattern": desk.series(_pattern(desk, t) for t in threats),
        "rating": _rating(desk, threats),
        "community": _community(desk, threats),
        "coping": _coping(desk, place),
        "interference": interference_facts.row(desk, place),
        "mechanisms": _mechanisms(desk, place),
        "mesh": mesh_row(desk, place),
        "gap": threat_facts.gap_words(desk, gap) or (desk.text("not_known") if desk.whole else ""),
        "computed": computed_words(desk, place, gap),
        "hours": hours_facts.row(desk, place),
        "late": bool(gap and gap.verdict == "late"),
        "priority": desk.phrase("priority", desk.place_priority(place)),
        "humanitarian": community.humanitarian_view if community else "",
        "protectors": _protectors(desk, community),
        "assets": desk.names(assets, 3) if assets else _none(desk) if threats else "",
        "actions": _actions(desk, place),
        "actions_short": _short(desk, place),
        "offers": desk.series((desk.own(o.first.name) for o in chosen(offers(desk, place), 4)), 4),
        "flight": _flight(desk, place),
        "referral": community.referral if community else "",
        "harm": _harm(desk, place),
        "feedback": _feedback(desk, place),
        "review": desk.day(desk.mission.review_on),
    }


def _none(desk: Desk) -> str:
    return desk.text("none_assigned") if desk.sees_force else ""


def _people(desk: Desk, community: Community | None) -> str:
    if community is None or community.population is None:
        return desk.text("not_recorded") if desk.whole else ""
    women, men = community.number("female"), community.number("male")
    total = desk.number(community.population)
    if women is None or men is None:
        return total
    return desk.text("people_split", n=total, women=desk.number(women), men=desk.number(men))


def _threat(desk: Desk, threat: Any) -> str:
    by = desk.perpetrator(threat)
    harm = desk.phrase("threat_type", threat.kind)
    said = desk.text("threat_by", harm=harm, by=by) if by else harm
    if not desk.rated[threat.id].reviewed:
        said += f" ({desk.words.text('report.status.proposed')})"
    return said


def _rationale(desk: Desk, threats: tuple[Any, ...]) -> str:
    found = {
        (actor.name, r.code, r.confidence)
        for t in threats
        for actor in desk.actors_of(t)
        for r in actor.rationales
        if r.covers(desk.as_of)
    }
    return desk.series(
        desk.text(
            "rationale_of",
            actor=name,
            name=desk.phrase("rationale", code),
            confidence=desk.phrase("confidence", confidence),
        )
        for name, code, confidence in sorted(found)
    ) or (desk.text("not_judged") if desk.whole else "")


def _pattern(desk: Desk, threat: Any) -> str:
    values = threat_facts.values(desk, threat)
    return ", ".join(p for p in (values["when"], str(values["pattern"]).rstrip(". ")) if p)


def _rating(desk: Desk, threats: tuple[Any, ...]) -> str:
    found = []
    for threat in threats:
        rated = desk.rated[threat.id]
        key = "rating_line" if rated.band else "rating_none"
        found.append(
            desk.text(
                key,
                harm=desk.phrase("threat_type", threat.kind),
                band=desk.phrase("band", rated.band),
                likelihood=rated.likelihood or "?",
                impact=rated.impact or "?",
                confidence=desk.phrase("confidence", rated.confidence),
                grade=rated.grade,
                trend=desk.phrase("trend", threat.trend),
                on=desk.day(rated.as_of),
            )
        )
    return desk.series(found)


def _community(desk: Desk, threats: tuple[Any, ...]) -> str:
    known = [
        desk.text(
            "community_line",
            harm=desk.phrase("threat_type", t.kind),
            rating=t.community_rating,
            analyst=desk.rated[t.id].likelihood or "?",
        )
        for t in threats
        if t.community_rating
    ]
    return desk.series(known) or (desk.text("not_yet_asked") if desk.whole else "")


def _coping(desk: Desk, place: str) -> str:
    found = [
        f"{c.title} ({desk.phrase('effectiveness', c.effectiveness)}"
        + (f"; {desk.text('undermined_sign')}" if c.mission_effect == "undermines" else "")
        + ")"
        for c in desk.coping_at(place)
    ]
    return desk.series(found) or (desk.text("not_yet_asked") if desk.whole else "")


def _mechanisms(desk: Desk, place: str) -> str:
    health = {h.mechanism_id: h for h in desk.assessment.health}
    found = []
    for mechanism in desk.mechanisms_at(place):
        state = health.get(mechanism.id)
        if state is not None and state.value is not None:
            limit = desk.listed(desk.text(f"condition_name.{c}") for c in state.limiting)
            found.append(
                desk.text("health_line", name=mechanism.name, value=state.value, limit=limit)
            )
        else:
            found.append(mechanism.name)
    return desk.series(found) or (desk.text("none_recorded") if desk.whole else "")


def _protectors(desk: Desk, community: Community | None) -> str:
    if community is None or not community.protectors:
        return desk.text("not_recorded") if desk.whole else ""
    return desk.series(
        desk.text(
            "protector_line",
            name=p.name,
            **{k: desk.text(f"judged.{k}.{getattr(p, k)}") for k in ("able", "willing", "trusted")},
        )
        + (
            desk.text("protector_harms")
            if (actor := desk.snapshot.one(Actor, p.actor_id)) is not None
            and any(
                actor.id in t.perpetrator_ids for t in desk.threats_at(community.id, proposed=True)
            )
            else ""
        )
        for p in community.protectors
    )


def _actions(desk: Desk, place: str) -> str:
    return desk.series(
        desk.text(
            "action_line",
            phase=desk.phrase("phase", a.phase),
            title=a.title.rstrip(". "),
            owner=a.owner or desk.text("no_owner"),
            due=desk.day(a.due_on) or desk.text("no_date"),
        )
        + (f" ({desk.text('starts_when')} {a.trigger.rstrip('. ')})" if a.trigger else "")
        for a in actions_at(desk, place)
    ) or (desk.text("none_taken_on") if desk.whole else "")


def _short(desk: Desk, place: str) -> str:
    return desk.series((a.title for a in actions_at(desk, place)), 3) or (
        desk.text("none_taken_on") if desk.whole else ""
    )


def _flight(desk: Desk, place: str) -> str:
    """Routes of flight: only where these readers hold the records at all."""
    found = [c for c in desk.coping_at(place) if c.strategy == "temporary_flight"]
    if not found:
        return ""
    return desk.text("restricted", what=desk.series(c.title for c in found))


def _harm(desk: Desk, place: str) -> str:
    effects = [
        e.text.rstrip(". ") for a in actions_at(desk, place) for e in a.side_effects if e.text
    ]
    wrong = [m.could_go_wrong.rstrip(". ") for m in desk.mechanisms_at(place) if m.could_go_wrong]
    undermined = [
        c.mission_effect_note.rstrip(". ")
        for c in desk.coping_at(place)
        if c.mission_effect == "undermines" and c.mission_effect_note
    ]
    return desk.series(ids(undermined, effects, wrong))


def _feedback(desk: Desk, place: str) -> str:
    open_requests = [
        r for r in desk.snapshot.all(Request) if r.place_id == place and r.told_back_on is None
    ]
    promises = [p for p in desk.snapshot.all(Promise) if p.place_id == place and p.state == "open"]
    parts = [
        desk.count("request_owed", len(open_requests)) if open_requests else "",
        desk.count("promise_open", len(promises)) if promises else "",
    ]
    return desk.listed(parts)
