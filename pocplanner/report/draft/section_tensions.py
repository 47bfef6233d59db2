"""Section 11: the seven tensions, each worked, reasoned away or asked: none is left out."""

from collections.abc import Callable, Iterator
from typing import Any

from pocplanner.model.actors import Actor
from pocplanner.model.community import Coping, Mechanism
from pocplanner.model.strategy import Action, Tension
from pocplanner.report.draft.able_facts import bases_gone
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.network_facts import leaning_facts

TENSIONS = (
    ("a", "host_state"),
    ("b", "humanitarians"),
    ("c", "side_effects"),
    ("d", "shielding_government"),
    ("e", "joint_operations"),
    ("f", "force_protection"),
    ("g", "exit_without_heirs"),
)


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    leaning = list(leaning_facts(desk))
    for letter, kind in TENSIONS:
        values, evidence = _DATA[kind](desk)
        found = [t for t in desk.snapshot.all(Tension) if t.kind == kind]
        for number, tension in enumerate(found):
            key = f"tension:{kind}" if number == 0 else f"tension:{kind}:{tension.id}"
            yield _worked(desk, tension, key, letter, bool(values.get("some")))
        if not found:
            asks = desk.fact("tension", kind, "asks")
            told = {"name": desk.phrase("tension", kind), "asks": asks, "whole": desk.whole}
            if desk.whole:
                yield Fact("open", told, (), f"tension:{kind}", letter, question=True)
            elif desk.inside:
                yield Fact("asked", told, (), f"tension:{kind}", letter, generic=True)
        if values.get("some"):
            yield Fact(f"data_{kind}", values, evidence, f"tension_data:{kind}", letter)
        yield from (f for f in leaning if f.group == letter)
    yield from _gender(desk)


def _worked(desk: Desk, tension: Tension, key: str, letter: str, data: bool) -> Fact:
    values = {
        "name": desk.phrase("tension", tension.kind),
        "text": tension.text,
        "ladder": desk.text("step_sign").join(tension.ladder),
        "indicator": tension.indicator,
        "mitigation": tension.mitigation,
        "owner": tension.owner,
        "missing": desk.listed(
            desk.text(f"tension_part.{part}")
            for part, there in (
                ("indicator", tension.indicator),
                ("owner", tension.owner),
                ("mitigation", tension.mitigation),
                ("ladder", tension.ladder),
            )
            if not there
        )
        if desk.whole
        else "",
        "data": data,
    }
    evidence = ids(tension.id, (e for e in tension.evidence_ids if desk.snapshot.get(e)))
    return Fact("worked" if tension.applies else "not_applicable", values, evidence, key, letter)


def _actions(desk: Desk) -> list[Action]:
    return [a for a in desk.snapshot.all(Action) if a.state not in ("dropped", "done")]


def _host_state(desk: Desk) -> tuple[dict[str, Any], tuple[str, ...]]:
    state = desk.state.actors
    threats = desk.state.threats
    names = [a.name for a in state] or list(desk.state.names)
    partners = [a for a in state if a.has_role("partner", desk.as_of)]
    relying = [a for a in _actions(desk) if {s.id for s in state} & set(a.relies_on_ids)]
    values = {
        "some": bool(names),
        "actors": desk.listed(names),
        "threats": desk.count("threat", len(threats)) if threats else "",
        "partners": desk.listed(a.name for a in partners),
        "relying": desk.series((a.title for a in relying), 4),
    }
    return values, ids((a.id for a in state), (t.id for t in threats), (a.id for a in relying))


def _humanitarians(desk: Desk) -> tuple[dict[str, Any], tuple[str, ...]]:
    views = [c for c in desk.communities if c.humanitarian_view]
    escorts = [a for a in _actions(desk) if a.mode == "escort_aid" or a.component == "humanitarian"]
    must = [c for c in views if c.id in desk.must_places]
    aid = [t for t in desk.reviewed if t.kind == "aid_denial"]
    values = {
        "some": bool(views or escorts or aid),
        "views": desk.listed((c.name for c in (must or views)), 6),
        "escorts": desk.series(a.title for a in escorts),
        "aid": desk.names(desk.places(aid)),
    }
    return values, ids((c.id for c in views), (a.id for a in escorts), (t.id for t in aid))


def _side_effects(desk: Desk) -> tuple[dict[str, Any], tuple[str, ...]]:
    actions = _actions(desk)
    noted = [(a, e) for a in actions for e in a.side_effects if e.text]
    bare = [a for a in actions if not any(e.text for e in a.side_effects)]
    across = [a for a in desk.snapshot.all(Actor) if a.across_border and desk.threats_by(a)]
    near = [c for c in desk.snapshot.all(Coping) if c.strategy == "displacement_near_base"]
    alone = _alone(desk)
    reprisals = [t for t in desk.threats if t.kind == "reprisal_for_contact_with_mission"]
    gone, going = bases_gone(desk, (c.place_id for c in near)) if desk.sees_force else ((), ())
    values = {
        "gone": desk.names(gone),
        "going": desk.names(going),
        "some": bool(noted or bare or across or near or alone or reprisals),
        "noted": desk.series(
            (
                desk.text(
                    "side_effect_line",
                    action=a.title,
                    text=e.text.rstrip(". "),
                    indicator=e.indicator or desk.text("not_set"),
                    stop=e.tripwire or desk.text("not_set"),
                    owner=e.owner or desk.text("nobody"),
                )
                for a, e in noted[:2]
            ),
        ),
        "bare": desk.count("action", len(bare)) if bare else "",
        "across": desk.listed(a.name for a in across),
        "near": desk.names(ids(c.place_id for c in near)),
        "alone": desk.names(alone),
        "reprisals": desk.names(desk.places(reprisals)),
    }
    evidence = ids(
        (a.id for a, _ in noted),
        (a.id for a in bare),
        (a.id for a in across),
        (c.id for c in near),
        alone,
        (t.id for t in reprisals),
    )
    return values, evidence


def _alone(desk: Desk) -> tuple[str, ...]:
    """Places whose protection rests on the mission alone, as far as the records say."""
    health = {h.mechanism_id: h for h in desk.assessment.health}
    found = []
    for place in (*desk.must_places, *desk.should_places):
        record = desk.snapshot.get(place)
        others = any(p.counts for p in getattr(record, "protectors", ()))
        sound = any(
            (h := health.get(m.id)) is not None and (h.value or 0) >= 2
            for m in desk.mechanisms_at(place)
        )
        coping = any(c.effectiveness == "works" for c in desk.coping_at(place))
        if not (others or sound or coping) and desk.whole:
            found.append(place)
    return tuple(found)


def _shielding(desk: Desk) -> tuple[dict[str, Any], tuple[str, ...]]:
    by_state = {t.id for t in desk.reviewed if desk.state.behind(t)}
    actions = _actions(desk)
    against_state = [a for a in actions if by_state & set(a.threat_ids)]
    others = [a for a in actions if a.threat_ids and not by_state & set(a.threat_ids)]
    values = {
        "some": bool(desk.reviewed),
        "threats": desk.count("threat", len(desk.reviewed)),
        "state": desk.number(len(by_state)),
        "any_state": bool(by_state),
        "actions": desk.count("action", len(actions)) if actions else "",
        "against": desk.number(len(against_state)),
        "none_against": bool(by_state) and bool(actions) and not against_state,
        "others": desk.number(len(others)),
    }
    return values, ids((t.id for t in desk.reviewed), (a.id for a in actions))


def _joint(desk: Desk) -> tuple[dict[str, Any], tuple[str, ...]]:
    state = {a.id: a for a in desk.snapshot.all(Actor) if a.is_state}
    joint = [
        a
        for a in _actions(desk)
        if a.mode == "joint_with_host" or set(a.relies_on_ids) & set(state)
    ]
    refusing = [u for u in desk.units if any(c.kind == "no_joint_with_host" for c in u.caveats)]
    partners = [a for a in state.values() if a.has_role("partner", desk.as_of)]
    values = {
        "whole": desk.whole,
        "some": bool(joint or refusing or partners),
        "joint": desk.series(a.title for a in joint),
        "with_whom": desk.names(ids(i for a in joint for i in a.relies_on_ids if i in state)),
        "refusing": desk.listed(u.name for u in refusing),
        "partners": desk.listed(a.name for a in partners),
        "record": desk.listed(a.name for a in partners if a in desk.state.actors),
    }
    evidence = ids((a.id for a in joint), (u.id for u in refusing), (a.id for a in partners))
    return values, evidence


def _force(desk: Desk) -> tuple[dict[str, Any], tuple[str, ...]]:
    limited = [u for u in desk.units if u.caveats]
    assigned = {
        i for p in desk.must_places for t in desk.threats_at(p) for i in desk.rated[t.id].asset_ids
    }
    at_must = [u for u in limited if u.id in assigned]
    values = {
        "some": bool(limited),
        "n": desk.count("unit", len(limited)),
        "at_must": desk.listed((u.name for u in at_must), 5),
        "must": desk.names(desk.must_places, 4),
    }
    return values, ids(u.id for u in limited)


def _exit(desk: Desk) -> tuple[dict[str, Any], tuple[str, ...]]:
    closing = [p for p in desk.posts if p.closes_on]
    without = [p for p in closing if not p.heir]
    orphans = [m for m in desk.snapshot.all(Mechanism) if not m.phase_out_owner]
    values = {
        "some": bool(closing or (orphans and desk.whole)),
        "closing": desk.series(
            desk.text("closing_line", name=p.name, on=desk.day(p.closes_on)) for p in closing
        ),
        "without": desk.listed(p.name for p in without),
        "orphans": desk.count("mechanism", len(orphans)) if orphans and desk.whole else "",
    }
    return values, ids((p.id for p in closing), (m.id for m in orphans))


_DATA: dict[str, Callable[[Desk], tuple[dict[str, Any], tuple[str, ...]]]] = {
    "host_state": _host_state,
    "humanitarians": _humanitarians,
    "side_effects": _side_effects,
    "shielding_government": _shielding,
    "joint_operations": _joint,
    "force_protection": _force,
    "exit_without_heirs": _exit,
}


def _gender(desk: Desk) -> Iterator[Fact]:
    who = ids(e.who for a in _actions(desk) for e in a.side_effects if e.who)
    payers = ids(p for c in desk.snapshot.all(Coping) for p in c.cost_bearers)
    if who or payers:
        values = {"who": desk.groups(who), "payers": desk.groups(payers)}
        evidence = ids(
            (a.id for a in _actions(desk) if a.side_effects),
            (c.id for c in desk.snapshot.all(Coping) if c.cost_bearers),
        )
        yield Fact("gender", values, evidence, group="gender")
    elif desk.whole:
        yield Fact("no_gender", {}, (), "gender", "gender", True)
