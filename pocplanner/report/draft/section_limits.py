"""Section 12: with what, under which limits, and what will not be protected."""

from collections.abc import Iterator

from pocplanner.model.assessment import Threat
from pocplanner.model.places import Unit
from pocplanner.model.strategy import Residual
from pocplanner.report.draft.able_facts import way_facts
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.grammar import stop
from pocplanner.report.draft.limits_facts import residual_values, unmet
from pocplanner.report.draft.network_facts import load_facts

#: A rotation within this many days of the as-of date is a handover to be planned now.
SOON_DAYS = 120


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _not_protected(desk)
    yield from _forces(desk)
    yield from way_facts(desk)
    yield from load_facts(desk)
    yield from _caveats(desk)
    yield from _rotation(desk)
    yield from _gender(desk)


def _not_protected(desk: Desk) -> Iterator[Fact]:
    residuals = desk.snapshot.all(Residual)
    for number, residual in enumerate(residuals):
        threat = desk.assessment.threats.get(residual.threat_id)
        evidence = ids(residual.id, threat.id if threat else "")
        values = residual_values(desk, residual) | {"first": number == 0}
        yield Fact("residual", values, evidence, f"residual:{residual.id}", "not_protected")
    accepted = {r.threat_id for r in residuals}
    open_ = [t for t in unmet(desk) if t.id not in accepted]
    for state in ("named", "nobody", "accepted"):
        found = [t for t in open_ if _state(desk, t) == state]
        if found:
            values = _bare(desk, found)
            evidence = ids(t.id for t in found)
            yield Fact("unmet", values, evidence, f"unmet:{state}", "not_protected")
    if not residuals and not unmet(desk) and desk.whole and desk.sees_force:
        must = desk.of_priority("must")
        if must:
            values = {
                "n": desk.count("must_threat", len(must)),
                "places": desk.names(desk.must_places),
            }
            evidence = ids(t.id for t in must)
            yield Fact("all_met", values, evidence, "met", "not_protected", True)
        else:
            yield Fact("no_must", {}, (), "met", "not_protected", True)
    late = [p for p in desk.must_places if (g := desk.gap_at(p)) and g.verdict == "late"]
    if late:
        values = {"places": desk.names(late), "one": len(late) == 1}
        gaps = (desk.gap_at(p) for p in late)
        evidence = ids(late, (g.timing_id for g in gaps if g))
        yield Fact("too_late", values, evidence, group="not_protected")
    if desk.could_places:
        values = {
            "places": desk.names(desk.could_places, 12),
            "n": desk.number(len(desk.could_places)),
        }
        evidence = ids(t.id for p in desk.could_places for t in desk.threats_at(p))
        yield Fact("could", values, evidence, group="not_protected")


def _state(desk: Desk, threat: Threat) -> str:
    residue = desk.rated[threat.id].residual
    return residue.state if residue else "nobody"


def _bare(desk: Desk, threats: list[Threat]) -> dict[str, object]:
    residue = desk.rated[threats[0].id].residual
    return {
        "threats": desk.series((desk.threat_name(t) for t in threats), 12),
        "n": desk.count("must_threat", len(threats)),
        "state": _state(desk, threats[0]),
        "by": (residue.accepted_by if residue else "") or desk.mission.accepting_authority,
    }


def _forces(desk: Desk) -> Iterator[Fact]:
    units, posts = desk.units, desk.posts
    if not units and not posts:
        if desk.whole:
            yield Fact("no_forces", {}, (), "forces", "forces", True)
        return
    night = [u for u in units if u.ready_night_min is not None]
    still = [u for u in units if any(c.kind == "no_night_movement" for c in u.caveats)]
    rough = [u for u in units if u.ready_day_min is None]
    values = {
        "posts": desk.count("post", len(posts)) if posts else "",
        "units": desk.count("unit", len(units)) if units else "",
        "strength": desk.total(u.strength for u in units),
        "night": desk.number(len(night)),
        "still": desk.listed(u.name for u in still),
        "rough": desk.number(len(rough)) if rough else "",
        "places": desk.names([p for p in desk.must_places if _nobody_near(desk, p)]),
        "force": desk.sees_force,
    }
    evidence = ids((p.id for p in posts), (u.id for u in units))
    yield Fact("forces", values, evidence, group="forces")


def _nobody_near(desk: Desk, place: str) -> bool:
    return not any(desk.rated[t.id].asset_ids for t in desk.threats_at(place))


def _caveats(desk: Desk) -> Iterator[Fact]:
    limited = [u for u in desk.units if u.caveats]
    kinds: dict[str, list[tuple[Unit, str]]] = {}
    for unit in limited:
        for caveat in unit.caveats:
            kinds.setdefault(caveat.kind, []).append((unit, stop(caveat.text)))
    for kind, found in sorted(kinds.items(), key=lambda k: (-len(k[1]), k[0])):
        values = {
            "kind": desk.phrase("caveat", kind),
            "units": desk.series(_by_text(desk, found), 12),
        }
        yield Fact("caveat", values, ids(u.id for u, _ in found), f"caveat:{kind}", "caveats")
    seen = [u for u in desk.units if u.perceived_bias]
    if seen:
        lines = (desk.text("bias_line", unit=u.name, text=stop(u.perceived_bias)) for u in seen)
        values = {"units": desk.series(lines, 12)}
        yield Fact("bias", values, ids(u.id for u in seen), "bias", "caveats")
    if not limited and desk.units and desk.whole and desk.sees_force:
        values = {"n": desk.count("unit", len(desk.units))}
        yield Fact("no_caveats", values, (), "caveats", "caveats", True)


def _by_text(desk: Desk, found: list[tuple[Unit, str]]) -> list[str]:
    """Units with what stands beside their caveat; those with the same words together."""
    names: dict[str, list[str]] = {}
    for unit, text in found:
        names.setdefault(text, []).append(unit.name)
    return [
        f"{desk.listed(units, 12)} ({text})" if text else desk.listed(units, 12)
        for text, units in names.items()
    ]


def _rotation(desk: Desk) -> Iterator[Fact]:
    soon = [
        u
        for u in desk.units
        if u.rotation_on and 0 <= (u.rotation_on - desk.as_of).days <= SOON_DAYS
    ]
    if soon:
        soon.sort(key=lambda u: (str(u.rotation_on), u.name))
        values = {
            "units": desk.series(
                desk.text("closing_line", name=u.name, on=desk.day(u.rotation_on)) for u in soon
            )
        }
        yield Fact("rotation", values, ids(u.id for u in soon), group="rotation")
    elif (
        desk.units and desk.sees_force and desk.whole and not any(u.rotation_on for u in desk.units)
    ):
        values = {"n": desk.count("unit", len(desk.units))}
        yield Fact("no_rotation", values, (), "rotation", "rotation", True)


def _gender(desk: Desk) -> Iterator[Fact]:
    if not desk.units:
        if desk.whole:
            yield Fact("no_gender", {}, (), "gender", "gender", True)
        return
    known = [u for u in desk.units if u.women is not None]
    with_women = [u for u in known if u.women]
    female = [u for u in desk.units if u.kind == "interpreter_f"]
    male = [u for u in desk.units if u.kind == "interpreter_m"]
    values = {
        "known": bool(known),
        "n": desk.count("unit", len(desk.units)),
        "with_women": desk.number(len(with_women)),
        "women": desk.total(u.women for u in with_women),
        "female": desk.number(len(female)),
        "male": desk.number(len(male)),
        "interpreters": bool(female or male),
        "posts": desk.names(ids(u.post_id for u in female if u.post_id)),
    }
    evidence = ids((u.id for u in known), (u.id for u in (*female, *male)))
    yield Fact("gender", values, evidence, group="gender", question=not known)
