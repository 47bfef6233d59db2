"""Sections 1 to 3 of a response sheet: the place, what to look for, what people do."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat, WarningSign
from pocplanner.model.community import Coping, Mechanism
from pocplanner.report.draft import threat_facts
from pocplanner.report.draft.community_facts import coping_values, mechanism_values
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.mesh_facts import mesh_row
from pocplanner.report.draft.place_facts import place_values
from pocplanner.report.draft.scenario_desk import ScenarioDesk

_MOST_QUOTES = 4


def situation(desk: ScenarioDesk) -> Iterator[Fact]:
    """Where, who lives there, what sets it off, what it rests on."""
    scenario, community = desk.scenario, desk.community
    if community is not None:
        found = place_values(desk, community)
        yield Fact("place", found, ids(community.id, community.area_ids[:1]), group="situation")
    else:
        yield Fact("place_bare", {"place": desk.place}, (), group="situation", question=True)
    values = {
        "title": scenario.title,
        "condition": desk.condition,
        "starts": _moment(desk, scenario.starts_at),
        "as_of": desk.day(scenario.as_of),
        "objectives": desk.words.text("scenario.semicolon").join(
            o[:1].lower() + o[1:] for o in scenario.objectives
        ),
        "players": desk.listed(scenario.players),
    }
    yield Fact("setting", values, ids(scenario.id, scenario.unit_ids), group="situation")
    rests = ids(scenario.actor_ids, scenario.mechanism_ids[:1], scenario.threat_ids)
    if scenario.trigger:
        yield Fact("trigger", {"text": scenario.trigger}, rests, group="trigger")
    if scenario.constraints:
        values = {"text": scenario.constraints}
        yield Fact("constraints", values, ids(scenario.unit_ids), group="trigger")
    yield from _threats(desk)
    for id in scenario.actor_ids:
        actor = desk.snapshot.one(Actor, id)
        if actor is not None:
            yield _actor(desk, actor)


def _moment(desk: ScenarioDesk, moment: datetime | None) -> str:
    """An instant as the mission's clock shows it, with its zone."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(desk.mission.time_zone))
    return desk.words.text(
        "scenario.moment", day=desk.day(local.date()), hour=f"{local:%H:%M}", zone=local.tzname()
    )


def _threats(desk: ScenarioDesk) -> Iterator[Fact]:
    found = [
        t
        for id in desk.scenario.threat_ids
        if (t := desk.assessment.threats.get(id)) and id in desk.rated
    ]
    for threat in found:
        yield Fact(
            "threat",
            _threat_values(desk, threat),
            threat_facts.evidence(desk, threat),
            f"threat:{threat.id}",
            "threats",
        )
    if not found:
        values = {"place": desk.place, "actors": desk.names(desk.scenario.actor_ids)}
        if not desk.scenario.actor_ids:
            values["actors"] = ""
        yield Fact("no_threat", values, desk.scenario.actor_ids, group="threats", question=True)


def _threat_values(desk: ScenarioDesk, threat: Threat) -> dict[str, object]:
    told = threat_facts.values(desk, threat)
    return {
        "title": threat.title or desk.term("threat_type", threat.kind),
        "reported": told["reported"],
        "perpetrator": told["perpetrator"] or desk.words.text("scenario.fallback.actor"),
        "harm": told["harm"],
        "place": told["place"],
        "who": told["who"],
        "when": told["when"],
        "band": told["band"],
        "priority": told["priority"],
        "as_of": told["as_of"],
        "likelihood": told["likelihood"],
        "impact": told["impact"],
        "grade": told["grade"],
        "confidence": told["confidence"],
        "community": told["community"],
        "events": told["events"],
        "deaths": told["deaths"],
        "likely": threat.most_likely,
        "worst": threat.most_dangerous,
        "reviewed": threat.reviewed,
    }


def _actor(desk: ScenarioDesk, actor: Actor) -> Fact:
    roles = [r.role for r in actor.roles if r.covers(desk.as_of)]
    fitting = desk.template.rationales if desk.template else ()
    held = [r for r in actor.rationales if r.covers(desk.as_of)]
    held.sort(key=lambda r: r.code not in fitting)
    values = {
        "actor": actor.name,
        "kind": desk.phrase("perpetrator_type", actor.kind).removeprefix("other: "),
        "roles": desk.phrases("actor_role", roles),
        "rationale": desk.phrase("rationale", held[0].code) if held else "",
        "confidence": desk.phrase("confidence", held[0].confidence) if held else "",
        "by": held[0].entered_by if held else "",
        "works": desk.fact("rationale", held[0].code, "works") if held else "",
        "fails": desk.fact("rationale", held[0].code, "fails") if held else "",
        "conduct": actor.conduct_note,
    }
    evidence = ids(actor.id, held[0].source_id if held else "")
    return Fact("actor", values, evidence, f"actor:{actor.id}", "threats")


def indicators(desk: ScenarioDesk) -> Iterator[Fact]:
    """What to look for here, what was seen, and where nobody has looked."""
    template = desk.template
    if template is not None:
        signs = [desk.say(i) for i in template.indicators]
        values = {
            "place": desk.place,
            "signs": desk.words.text("scenario.semicolon").join(
                t[:1].lower() + t[1:] for t in signs
            ),
        }
        yield Fact("look", values, desk.scenario.threat_ids, group="look")
    known = [s for s in desk.snapshot.all(WarningSign) if s.place_id == desk.place_id]
    for sign in known:
        told: dict[str, Any] = {
            "sign": desk.term("warning_sign", sign.sign),
            "place": desk.place,
            "state": desk.phrase("sign_state", sign.state),
            "on": desk.day(sign.on),
            "grade": desk.grade(sign) if sign.source_id else "",
            "note": sign.note,
            "looked": sign.looked,
        }
        evidence = ids(sign.id, sign.source_id)
        yield Fact("sign", told, evidence, f"sign:{sign.id}", "seen")
    missing = set(template.signs if template else ()) - {s.sign for s in known if s.looked}
    if missing and desk.whole and template is not None:
        values = {
            "place": desk.place,
            "signs": desk.phrases("warning_sign", [s for s in template.signs if s in missing]),
            "mechanism": desk.mechanisms[0].name if desk.mechanisms else "",
        }
        yield Fact("unlooked", values, (), "unlooked", "seen", True)


def community(desk: ScenarioDesk) -> Iterator[Fact]:
    """What people do meanwhile, who warns, what they say."""
    for coping in desk.coping:
        yield _coping(desk, coping)
    if desk.template is not None:
        ask = desk.say(desk.template.ask)
        if desk.coping:
            evidence = ids(c.id for c in desk.coping)
            yield Fact("ask", {"place": desk.place, "ask": ask}, evidence, group="coping")
        elif desk.whole:
            values = {"place": desk.place, "ask": ask}
            yield Fact("not_asked", values, (), "not_asked", "coping", True)
    for mechanism in desk.mechanisms:
        yield _mechanism(desk, mechanism)
    if not desk.mechanisms and desk.whole:
        yield Fact("no_mechanism", {"place": desk.place}, (), "bare", "mechanisms", True)
    line = mesh_row(desk, desk.place_id)
    if line:
        evidence = ids(desk.place_id, (m.id for m in desk.mechanisms))
        yield Fact("mesh", {"place": desk.place, "line": line}, evidence, "mesh", "mechanisms")
    yield from _protectors(desk)
    quotes = [p for p in desk.voices(desk.place_id) if p.quote][:_MOST_QUOTES]
    for one in quotes:
        values = {
            "who": desk.people(one.sex, (one.age,), (one.group,) if one.group else ()),
            "place": desk.place,
            "quote": one.quote,
        }
        yield Fact("quote", values, ids(one.id, one.source_id), f"quote:{one.id}", "voices")


def _coping(desk: ScenarioDesk, coping: Coping) -> Fact:
    told = coping_values(desk, coping)
    kept = (
        "title", "strategy", "place", "users", "ages", "when", "trigger", "effect", "cost",
        "payers", "harm", "mission", "wanted",
    )  # fmt: skip
    values = {name: told[name] for name in kept} | {"note": told["mission_note"]}
    return Fact("coping", values, (coping.id,), f"coping:{coping.id}", "coping")


def _mechanism(desk: ScenarioDesk, mechanism: Mechanism) -> Fact:
    health = next((h for h in desk.assessment.health if h.mechanism_id == mechanism.id), None)
    told = mechanism_values(desk, mechanism, health)
    kept = (
        "name", "kind", "functions", "health", "at_most", "limits", "unknown", "no_women",
        "absent", "blind",
    )  # fmt: skip
    values = {name: told[name] for name in kept} | {
        "channel": desk.phrase("channel", mechanism.channel),
        "backup": desk.phrase("channel", mechanism.backup),
        "hours": mechanism.hours,
        "captured": mechanism.captured_by if mechanism.capture_risk == "high" else "",
        "consent": consent_state(desk, mechanism),
        "alerts": desk.number(mechanism.alerts_sent) if mechanism.alerts_sent else "",
        "answered": desk.number(mechanism.alerts_answered or 0),
        "back": desk.number(mechanism.alerts_fed_back or 0),
    }
    return Fact("mechanism", values, (mechanism.id,), f"mechanism:{mechanism.id}", "mechanisms")


def consent_state(desk: ScenarioDesk, mechanism: Mechanism) -> str:
    """Whether consent stands ("given"), has run out ("expired"), or was never given ("none")."""
    consent = mechanism.consent
    if consent is None or consent.given_on is None:
        return "none"
    ended = consent.expires_on is not None and consent.expires_on < desk.as_of
    return "expired" if ended or consent.withdrawn_on is not None else "given"


def _protectors(desk: ScenarioDesk) -> Iterator[Fact]:
    found = desk.community.protectors if desk.community else ()
    if found:
        told = [
            desk.text(
                "protector_line",
                name=p.name,
                able=desk.text(f"judged.able.{p.able}"),
                willing=desk.text(f"judged.willing.{p.willing}"),
                trusted=desk.text(f"judged.trusted.{p.trusted}"),
            )
            for p in found
        ]
        values = {
            "place": desk.place,
            "protectors": desk.listed(told),
            "counts": desk.listed(p.name for p in found if p.counts),
        }
        evidence = ids(desk.place_id, (p.actor_id for p in found))
        yield Fact("protectors", values, evidence, group="mechanisms")
