"""The first page of a response sheet: what to know, ask and decide at three in the morning.

Time comes first, then what people do themselves, what must be decided and by whom, what comes
first, what the mission must not break, and what risk is left and who owns it.
"""

from collections.abc import Iterator

from pocplanner.analysis.interference import Interference
from pocplanner.model.assessment import Threat
from pocplanner.model.exercise import Scenario
from pocplanner.model.strategy import Residual
from pocplanner.report import blocks as b
from pocplanner.report.draft.community_facts import coping_values
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap, said
from pocplanner.report.draft.interference_facts import answer_of
from pocplanner.report.draft.mesh_facts import first_loss
from pocplanner.report.draft.scenario_clock import first_arrival
from pocplanner.report.draft.scenario_desk import ScenarioDesk
from pocplanner.report.draft.threat_facts import gap_words
from pocplanner.report.outline_desk import Layout

#: One page holds no more than this of each.
_COPING, _ACTIONS, _WRONG, _QUESTIONS, _ANSWERS = 3, 5, 3, 2, 3
#: Phases that begin when the call comes, and the one that tells the caller.
_NOW, _AFTER = ("pre_emption", "response"), "consolidation"


def sheet(desk: Layout) -> tuple[b.Block, ...]:
    """The boxes of the page; a box that could only say that something is held back is left out."""
    kept = desk.snapshot.one(Scenario, desk.scenario_id)
    if kept is None:
        return ()
    here = ScenarioDesk(desk.snapshot, desk.assessment, kept, desk.language)
    boxes = (
        _time(desk, here), _people(desk, here), _decide(desk, here), _first(desk, here),
        _unbroken(desk, here), _left(desk, here),
    )  # fmt: skip
    found = tuple(box for box in boxes if box is not None)
    if not found:
        return ()
    return (b.Heading(desk.say("sheet.title", title=here.scenario.title)), *found)


def _box(
    desk: Layout, name: str, items: list[b.KeyItem], tone: str, empty: str = ""
) -> b.KeyBox | None:
    if not items and not (empty and desk.whole):
        return None
    told = desk.say(f"sheet.{empty}") if empty else ""
    return b.KeyBox(desk.say(f"sheet.{name}"), tuple(items), tone, told)  # type: ignore[arg-type]


def _time(desk: Layout, here: ScenarioDesk) -> b.KeyBox | None:
    gap = here.gap
    items = []
    if gap is not None and gap.warning is not None and gap.response is not None:
        parts = [
            desk.say("sheet.warning", time=_range(desk, gap.warning)),
            desk.say("sheet.response", time=_range(desk, gap.response),
                     post=desk.name(gap.post_id) if gap.post_id else desk.text("no_place")),
        ]  # fmt: skip
        if gap.costliest and gap.costliest_minutes is not None:
            part = desk.words.text(f"analysis.part.{gap.costliest}")
            time = desk.minutes(gap.costliest_minutes)
            parts.append(desk.say("sheet.costliest", part=part, time=time))
        if gap.verdict == "late":
            parts.append(desk.say("sheet.no_answer"))
        items.append(b.KeyItem(
            cap(desk.late(gap)), " ".join(parts), "late" if gap.verdict == "late" else "",
            ids(gap.timing_id, gap.post_id),
        ))  # fmt: skip
    first, refs = first_arrival(here)
    if first:
        items.append(b.KeyItem(desk.say("sheet.arrives"), said(cap(first)), evidence=refs))
    others = [g for g in here.gaps_here if g is not gap and g.gap is not None]
    if others:
        lines = desk.series((gap_words(here, g) for g in others), len(others))
        items.append(b.KeyItem(
            desk.say("sheet.otherwise"), said(cap(lines)), evidence=ids(g.timing_id for g in others)
        ))  # fmt: skip
    return _box(desk, "time", items, "must", "time_unknown")


def _range(desk: Layout, found: object) -> str:
    """The likely time with its least and most."""
    least, likely, most = (max(0.0, float(getattr(found, n))) for n in ("min", "likely", "max"))
    if least == most:
        return desk.minutes(likely)
    return desk.say(
        "sheet.range", likely=desk.minutes(likely), least=desk.minutes(least),
        most=desk.minutes(most),
    )  # fmt: skip


def _people(desk: Layout, here: ScenarioDesk) -> b.KeyBox | None:
    items = []
    for coping in here.coping[:_COPING]:
        told = coping_values(here, coping)
        works = desk.known("effectiveness", coping.effectiveness)
        wanted = coping.support_wanted
        parts = [
            ", ".join(p for p in (told["users"], told["when"]) if p),
            works,
            desk.say("sheet.wanted", what=wanted) if wanted else "",
        ]
        name = coping.title or desk.term("coping_strategy", coping.strategy)
        items.append(b.KeyItem(name, _joined(parts), evidence=(coping.id,)))
    loss = first_loss(here, here.place_id)
    callers = [m for m in here.mechanisms if m.name]
    if callers or loss:
        name = desk.say("sheet.callers", names=desk.listed(m.name for m in callers[:3]))
        items.append(b.KeyItem(
            name if callers else desk.say("sheet.call"), said(loss) if loss else "",
            evidence=ids(m.id for m in callers[:3]),
        ))  # fmt: skip
    community = here.community
    if community is not None and community.women_note:
        items.append(b.KeyItem(
            desk.say("sheet.women"), said(community.women_note), evidence=(community.id,)
        ))  # fmt: skip
    return _box(desk, "people", items, "change", "people_unknown")


def _decide(desk: Layout, here: ScenarioDesk) -> b.KeyBox | None:
    found = sorted(
        here.scenario.decisions,
        key=lambda d: (d.by_minutes is None, d.by_minutes or 0),
    )
    items = []
    for one in found:
        parts = [
            desk.say(f"sheet.level.{one.level}")
            if desk.words.has(f"outline.sheet.level.{one.level}")
            else desk.term("command_level", one.level),
            "" if one.by_minutes is None
            else desk.say("sheet.within", time=desk.minutes(one.by_minutes)),
            desk.say("sheet.authority", what=one.authority) if one.authority else "",
        ]  # fmt: skip
        items.append(b.KeyItem(one.question, cap(desk.text("semicolon").join(filter(None, parts)))))
    return _box(desk, "decide", items, "decision", "decide_none")


def _first(desk: Layout, here: ScenarioDesk) -> b.KeyBox | None:
    """What comes first by the clock, and that the caller is told."""
    now = sorted(
        (e for e in here.scenario.expected if e.phase in _NOW),
        key=lambda e: (e.by_minutes is None, e.by_minutes or 0),
    )[:_ACTIONS]
    after = [e for e in here.scenario.expected if e.phase == _AFTER][:1]
    items = []
    for one in (*now, *after):
        parts = [
            one.owner or desk.unless_held("no_owner"),
            "" if one.by_minutes is None
            else desk.say("sheet.within", time=desk.minutes(one.by_minutes)),
            desk.names(one.unit_ids, 3),
        ]  # fmt: skip
        detail = desk.text("semicolon").join(filter(None, parts))
        items.append(b.KeyItem(one.text, cap(detail), evidence=one.unit_ids))
    return _box(desk, "first", items, "plain")


def _unbroken(desk: Layout, here: ScenarioDesk) -> b.KeyBox | None:
    """What people asked the mission to keep to, what is still to be asked, who may be harmed."""
    items = []
    for coping in here.coping:
        if coping.mission_effect == "undermines" and coping.mission_effect_note:
            name = coping.title or desk.term("coping_strategy", coping.strategy)
            items.append(b.KeyItem(name, said(coping.mission_effect_note), evidence=(coping.id,)))
    beside = [o for o in desk.assessment.interference if o.place_id == here.place_id]
    for one in [o for o in beside if not o.open][:_ANSWERS]:
        items += _answered(desk, one)
    waiting = [o for o in beside if o.open]
    for one in waiting[:_QUESTIONS]:
        detail = desk.say("sheet.ask", ask=desk.own(one.rule.ask))
        items.append(b.KeyItem(desk.name(one.action_id), detail, evidence=ids(one.refs)))
    if here.template is not None:
        lines = [
            desk.colon(cap(here.say(w.who)), here.say(w.what)) for w in here.template.wrong[:_WRONG]
        ]
        if lines:
            items.append(b.KeyItem(desk.say("sheet.wrong"), " ".join(map(said, lines))))
    return _box(desk, "unbroken", items, "risk")


def _answered(desk: Layout, one: Interference) -> Iterator[b.KeyItem]:
    answer = answer_of(desk, one)
    if answer is not None:
        who = desk.say("sheet.said_by", who=answer.by, on=desk.short_day(answer.on))
        yield b.KeyItem(
            desk.name(one.action_id), f"{said(answer.text)} ({who})", evidence=ids(one.refs)
        )


def _left(desk: Layout, here: ScenarioDesk) -> b.KeyBox | None:
    """The risk that is left, threat by threat, with who accepts it or that nobody has."""
    if not desk.sees_force:
        return None
    items = []
    for id in here.scenario.threat_ids:
        threat = desk.assessment.threats.get(id)
        if threat is not None and id in desk.rated:
            items.append(_residual(desk, here, threat))
    return _box(desk, "left", items, "risk", "left_none")


def _residual(desk: Layout, here: ScenarioDesk, threat: Threat) -> b.KeyItem:
    name = cap(desk.threat_name(threat))
    signed = next((r for r in desk.snapshot.all(Residual) if r.threat_id == threat.id), None)
    if signed is not None:
        over = signed.until is not None and signed.until < desk.as_of
        key = "signed_over" if over else "signed_until" if signed.until else "signed"
        told = desk.say(
            f"front.{key}", by=signed.accepted_by, on=desk.day(signed.on),
            until=desk.day(signed.until),
        )  # fmt: skip
        return b.KeyItem(name, told, evidence=ids(signed.id, threat.id))
    residue = desk.rated[threat.id].residual
    if residue is not None:
        told = desk.say(f"sheet.residual_{residue.state}", by=residue.accepted_by)
        return b.KeyItem(name, told, "late" if residue.state == "nobody" else "", (threat.id,))
    late = here.gap is not None and here.gap.verdict == "late"
    told = desk.say("sheet.residual_late" if late else "sheet.residual_open")
    return b.KeyItem(name, told, evidence=(threat.id,))


def _joined(parts: list[str]) -> str:
    return " ".join(said(cap(p)) for p in parts if p)
