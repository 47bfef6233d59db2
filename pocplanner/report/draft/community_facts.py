"""What is to be said of a coping strategy and of a mechanism, whoever says it."""

from typing import Any

from pocplanner.analysis.results import Health
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Coping, Mechanism, Trust
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import ids


def coping_threats(desk: Desk, coping: Coping) -> tuple[Threat, ...]:
    """The threats at its place that a strategy is used against."""
    here = desk.threats_at(coping.place_id)
    return tuple(t for t in here if not coping.against or t.kind in coping.against)


def coping_values(desk: Desk, coping: Coping) -> dict[str, Any]:
    """The values of the paragraph of one coping strategy."""
    threats = coping_threats(desk, coping)
    users = desk.groups(coping.users)
    sex = desk.phrase("sex", coping.users_sex) if coping.users_sex != "not_stated" else ""
    return {
        "place": desk.name(coping.place_id),
        "title": coping.title,
        "strategy": desk.phrase("coping_strategy", coping.strategy),
        "users": users or sex,
        "ages": desk.listed(desk.term("age_band", a) for a in coping.users_age),
        "against": desk.phrases("threat_type", coping.against),
        "by": desk.listed(ids(desk.perpetrator(t) for t in threats)),
        "when": coping.when,
        "trigger": coping.trigger,
        "effect": coping.effectiveness,
        "judged_by": coping.judged_by,
        "judged_on": desk.day(coping.judged_on),
        "payers": desk.groups(coping.cost_bearers),
        "cost": coping.cost,
        "harm": coping.harm,
        "mission": coping.mission_effect,
        "mission_note": coping.mission_effect_note,
        "wanted": coping.support_wanted,
        "support": support(desk, coping),
        "exit": coping.survives_exit,
        "self_defence": coping.strategy == "self_defence_group",
        "harmful": coping.strategy == "harmful_coping",
        "whole": desk.whole,
    }


def support(desk: Desk, coping: Coping) -> str:
    """What the catalogue says supports this kind without taking its place."""
    return desk.fact("coping_strategy", coping.strategy, "support")


def mechanism_values(desk: Desk, mechanism: Mechanism, health: Health | None) -> dict[str, Any]:
    """The values of the paragraph of one mechanism."""
    deciding = [(s.sex, s.deciding) for s in mechanism.seats if s.deciding]
    women = desk.share_of_women(deciding)
    trust = sorted(mechanism.trust, key=lambda t: t.level)
    limits = (
        desk.listed(desk.text(f"condition_name.{c}") for c in health.limiting) if health else ""
    )
    unknown = (
        desk.listed(desk.text(f"condition_name.{c}") for c in health.unknown) if health else ""
    )
    return {
        "name": mechanism.name,
        "kind": desk.phrase("mechanism_type", mechanism.kind),
        "place": desk.name(mechanism.place_id) if mechanism.place_id else "",
        "covers": desk.names((c for c in mechanism.covers_ids if c != mechanism.place_id), 6),
        "origin": mechanism.origin,
        "selection": desk.phrase("selection", mechanism.selection),
        "functions": desk.phrases("mechanism_function", mechanism.functions),
        "women": desk.number(women[0]) if women else "",
        "deciding": desk.number(women[1]) if women else "",
        "lone": women is not None and women[1] == 1,
        "no_women": bool(women) and not women[0] if women else False,
        "absent": desk.groups(mechanism.groups_absent),
        "health": health.value if health and health.value is not None else -1,
        "at_most": health.at_most if health and health.at_most is not None else -1,
        "limits": limits,
        "unknown": unknown,
        "blind": mechanism.blind_spots,
        "tested": desk.day(mechanism.last_test_on),
        "passed": mechanism.test_passed,
        "contact": desk.day(mechanism.last_contact_on),
        "capture": mechanism.capture_risk,
        "captured_by": mechanism.captured_by,
        "state_access": mechanism.state_access,
        "least_trust": _trust(desk, trust[0]) if trust and trust[0].level <= 1 else "",
        "wrong": mechanism.could_go_wrong,
        "safeguards": mechanism.safeguards,
        "heir": mechanism.phase_out_owner,
        "whole": desk.whole,
    }


def _trust(desk: Desk, trust: Trust) -> str:
    who = desk.people(trust.sex, (), (trust.group,) if trust.group else ())
    return desk.text(
        "trust_line",
        who=who or desk.text("people_there"),
        whom=desk.phrase("trusted_body", trust.whom),
        level=trust.level,
    )
