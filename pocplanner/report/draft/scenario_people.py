"""Sections 7 to 10 of a response sheet: gender, harm, afterwards, what is not known."""

from collections.abc import Iterator

from pocplanner.analysis.scenario_setting import FIRST, units_for
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import WarningSign
from pocplanner.model.community import Alert, Journey
from pocplanner.model.places import Unit
from pocplanner.model.strategy import Action
from pocplanner.model.vocabulary import vocabulary
from pocplanner.report.draft import hours_facts
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.scenario_desk import ScenarioDesk
from pocplanner.report.draft.scenario_place import consent_state

_MOST = 12
_LISTS = ("gender_order", "crsv_mobility", "crsv_social", "crsv_political_legal")


def gender(desk: ScenarioDesk) -> Iterator[Fact]:
    """Where are the women, and how does gender work: both, or an open question."""
    yield from _women(desk)
    yield from _works(desk)


def _women(desk: ScenarioDesk) -> Iterator[Fact]:
    community = desk.community
    note = community.women_note if community else ""
    seats = [(s.sex, s.deciding) for m in desk.mechanisms for s in m.seats if s.deciding]
    share = desk.share_of_women(seats)
    found = [j for j in desk.snapshot.all(Journey) if j.place_id == desk.place_id]
    journeys = [j for j in found if j.sex in ("female", "all")]
    interpreters = desk.units_near(("interpreter_f",), 2)
    units = [
        u
        for id in desk.scenario.unit_ids
        if (u := desk.snapshot.one(Unit, id)) and u.women and u.kind != "interpreter_f"
    ]
    if not (note or share or journeys):
        yield Fact("women_unknown", {"place": desk.place}, (), "women", "women", True)
        return
    values = {
        "place": desk.place,
        "note": note,
        "deciding": desk.number(share[1]) if share else "",
        "women_seats": desk.number(share[0]) if share else "",
        "journeys": desk.listed(_journey(desk, j) for j in journeys[:3]),
        "hours": hours_facts.row(desk, desk.place_id),
        "interpreters": desk.listed(u.name for u in interpreters),
        "sees": desk.whole,
        "units": desk.listed(u.name for u in units),
    }
    evidence = ids(
        desk.place_id if note else "",
        (m.id for m in desk.mechanisms if m.seats),
        (j.id for j in journeys[:3]),
        (u.id for u in (*interpreters, *units)),
    )
    yield Fact("women", values, evidence, group="women")


def _journey(desk: ScenarioDesk, journey: Journey) -> str:
    hours = desk.hours(journey.from_hour, journey.to_hour)
    more = ", ".join(p for p in (hours, journey.changed.rstrip(".")) if p)
    return f"{journey.title} ({more})" if more else journey.title


def _works(desk: ScenarioDesk) -> Iterator[Fact]:
    community = desk.community
    note = community.gender_note if community else ""
    actors = [a for id in desk.scenario.actor_ids if (a := desk.snapshot.one(Actor, id))]
    told = [a for a in actors if a.gender_note]
    men = [
        t
        for id in desk.scenario.threat_ids
        if (t := desk.assessment.threats.get(id)) and t.sex == "male"
    ]
    signs = [
        s
        for s in desk.snapshot.all(WarningSign)
        if s.place_id == desk.place_id and s.state in ("present", "worsening", "emerging")
        if _on_gender(s.sign)
    ]
    if not (note or told or signs or men):
        yield Fact("works_unknown", {"place": desk.place}, (), "works", "works", True)
        return
    values = {
        "place": desk.place,
        "note": note,
        "actors": " ".join(f"{a.name} : {a.gender_note}" if desk.language == "fr" else
                           f"{a.name}: {a.gender_note}" for a in told),
        "men": desk.listed(desk.phrase("threat_type", t.kind) for t in men),
        "signs": desk.phrases("warning_sign", [s.sign for s in signs]),
    }  # fmt: skip
    evidence = ids(
        desk.place_id if note else "",
        (a.id for a in told),
        (t.id for t in men),
        (s.id for s in signs),
    )
    yield Fact("works", values, evidence, group="works")


def _on_gender(sign: str) -> bool:
    term = vocabulary("warning_sign").get(sign)
    listed = str(term.facts.get("list", "")) or term.parent if term else ""
    return listed in _LISTS


def harm(desk: ScenarioDesk) -> Iterator[Fact]:
    """What could go wrong for whom: of this kind of situation, and already on record here."""
    if desk.template is not None:
        for number, wrong in enumerate(desk.template.wrong, 1):
            values = {"who": desk.say(wrong.who), "what": desk.say(wrong.what), "place": desk.place}
            yield Fact("wrong", values, (), f"wrong:{number}", "harm")
        yield Fact("tripwire", {"place": desk.place}, (), group="harm")
    for mechanism in desk.mechanisms:
        if mechanism.could_go_wrong:
            values = {
                "name": mechanism.name,
                "wrong": mechanism.could_go_wrong,
                "exposed": mechanism.exposure_incidents,
            }
            key = f"mechanism:{mechanism.id}"
            yield Fact("mechanism", values, (mechanism.id,), key, "recorded")
    for action in desk.snapshot.all(Action):
        if action.place_id != desk.place_id:
            continue
        for number, effect in enumerate(action.side_effects, 1):
            values = {
                "who": effect.who or desk.place,
                "action": action.title,
                "text": effect.text,
                "tripwire": effect.tripwire,
                "indicator": effect.indicator,
                "mitigation": effect.mitigation,
                "owner": effect.owner,
            }
            key = f"effect:{action.id}:{number}"
            yield Fact("side_effect", values, (action.id,), key, "recorded")


def after(desk: ScenarioDesk) -> Iterator[Fact]:
    """Callers are told back; then it is asked what was learned."""
    alerts = [a for a in desk.snapshot.all(Alert) if a.place_id == desk.place_id]
    values = {
        "place": desk.place,
        "mechanism": desk.mechanisms[0].name if desk.mechanisms else "",
        "alerts": desk.number(len(alerts)) if alerts else "",
        "back": desk.number(sum(1 for a in alerts if a.told_back_at is not None)),
    }
    yield Fact("told", values, ids(a.id for a in alerts), group="told")
    asked = [m for m in desk.mechanisms if consent_state(desk, m) != "given"]
    if asked:
        words = desk.words
        values = {
            "names": desk.listed(m.name for m in asked),
            "states": desk.listed(
                words.text(f"scenario.consent.{consent_state(desk, m)}", name=m.name) for m in asked
            ),
        }
        yield Fact("consent", values, ids(m.id for m in asked), group="told")
    if desk.scenario.criteria:
        values = {"title": desk.scenario.title, "criteria": " ".join(desk.scenario.criteria)}
        yield Fact("criteria", values, (), group="review")
    yield Fact("review", {"place": desk.place}, (), group="review")


def open_questions(desk: ScenarioDesk) -> Iterator[Fact]:
    """What the assessment could not answer about this place, its threats and mechanisms."""
    around = {desk.place_id, *desk.scenario.threat_ids, *desk.scenario.actor_ids}
    around |= {m.id for m in desk.mechanisms}
    found = [q for q in desk.assessment.questions if q.place_id == desk.place_id]
    found += [q for q in desk.assessment.questions if q not in found and around & set(q.refs)]
    unnamed = _unnamed(desk)
    if unnamed:
        yield Fact("unnamed", {"place": desk.place, **unnamed}, (), "unnamed", "open", True)
    for number, question in enumerate(found[:_MOST], 1):
        values = {"text": desk.tell(question), "who": desk.who_could_answer(question.who)}
        yield Fact("question", values, question.refs, f"question:{number:02}", "open", True)
    if not found and not unnamed:
        yield Fact("none", {"place": desk.place}, (), group="open")


def _unnamed(desk: ScenarioDesk) -> dict[str, bool]:
    """What this sheet speaks of and nobody has recorded near the place; empty where nothing is."""
    if desk.setting is None or not (desk.whole and desk.sees_force):
        return {}
    missing = {
        "unit": not units_for(desk.snapshot, desk.place_id, FIRST, 1),
        "post": desk.setting.post is None,
    }
    return missing if any(missing.values()) else {}
