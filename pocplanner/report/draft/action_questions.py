"""What must be asked before an action starts, and which cells of the plan stand empty and why."""

from collections.abc import Iterator

from pocplanner.model.strategy import Action
from pocplanner.report.draft.action_facts import (
    COMPONENTS,
    PHASES,
    action_evidence,
    action_values,
    chosen,
    offer_evidence,
    offer_values,
    offers,
)
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.interference_facts import asked, settled

#: The components that doctrine has something for, by tier and phase.
DOCTRINE = {
    (1, "prevention"): "civilian police military",
    (1, "pre_emption"): "civilian military",
    (1, "response"): "civilian",
    (1, "consolidation"): "civilian",
    (2, "prevention"): "police military",
    (2, "pre_emption"): "police military",
    (2, "response"): "civilian police military",
    (2, "consolidation"): "police military",
    (3, "prevention"): "civilian police",
    (3, "pre_emption"): "civilian police",
    (3, "response"): "civilian",
    (3, "consolidation"): "civilian police",
}


def questions(desk: Desk) -> Iterator[Fact]:
    """What has to be asked of people before an action may touch what they do."""
    found = [*_asked(desk)]
    touched = [f for f in found if f.kind not in ("not_asked", "interference_settled")]
    if touched:
        open_now = sum(one.open for one in desk.assessment.interference)
        others = sum(f.kind != "interference" for f in touched)
        values = {"n": desk.count("question", open_now + others)}
        evidence = ids(i for f in touched for i in f.evidence[:1])
        yield Fact("ask_rule", values, evidence, "ask", "questions", True)
    yield from found


def _asked(desk: Desk) -> Iterator[Fact]:
    for place in desk.must_places:
        for offer in chosen(offers(desk, place)):
            if offer.may_harm_ids:
                values = offer_values(desk, offer)
                evidence = offer_evidence(offer)
                yield Fact("ask", values, evidence, f"ask:{offer.key}", "questions", True)
    warned = set()
    for one in desk.assessment.interference:
        if one.rule.effect == "may_harm":
            warned.add(one.action_id)
    yield from asked(desk)
    yield from settled(desk)
    unasked = [
        a
        for a in desk.snapshot.all(Action)
        if a.state not in ("dropped", "done")
        and a.community_asked in ("no", "unknown")
        and a.id not in warned
    ]
    for action in unasked:
        values = action_values(desk, action)
        if values["coping"]:
            evidence = action_evidence(desk, action)
            yield Fact("ask_action", values, evidence, f"ask:{action.id}", "questions", True)
    rest = [a for a in unasked if not action_values(desk, a)["coping"]]
    if rest:
        values = {
            "n": desk.count("action", len(rest)),
            "places": desk.names(ids(a.place_id for a in rest if a.place_id)),
        }
        yield Fact("not_asked", values, ids(a.id for a in rest), "not_asked", "questions", True)


def grid(desk: Desk) -> Iterator[Fact]:
    """The cells of tier × phase × component that stand empty, and why."""
    done = {
        (a.tier, a.phase, a.component) for a in desk.snapshot.all(Action) if a.state != "dropped"
    }
    offered = {
        (o.first.tier, o.first.phase, o.first.component)
        for p in (*desk.must_places, *desk.should_places)
        for o in offers(desk, p)
    }
    if not desk.reviewed and not done:
        return
    for tier in (1, 2, 3):
        wanted, idle = [], []
        for phase in PHASES:
            for component in COMPONENTS:
                cell = (tier, phase, component)
                if cell in done:
                    continue
                name = desk.text(
                    "cell",
                    phase=desk.phrase("phase", phase),
                    component=desk.phrase("component", component),
                )
                if cell in offered:
                    wanted.append(name)
                elif component in DOCTRINE[tier, phase].split():
                    idle.append(name)
        values = {
            "tier": desk.text(f"tier.{tier}"),
            "wanted": desk.listed(wanted, 12),
            "idle": desk.listed(idle, 12),
            "full": not (wanted or idle),
        }
        evidence = ids((a.id for a in desk.snapshot.all(Action) if a.tier == tier), desk.mission.id)
        yield Fact("grid", values, evidence, f"grid:{tier}", "grid")
