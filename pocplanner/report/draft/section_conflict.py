"""Section 2: who harms, why, tied to whom since when, and what feeds it near and far."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pocplanner.model.actors import Actor, Driver, Tie
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.grammar import de
from pocplanner.report.draft.network_facts import broker_facts

#: Actors told at length; the others stand in the table.
MOST_ACTORS = 10
#: The mission's own people: harm that they do is told as that, not as a perpetrator's.
_OWN = "un_personnel"


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _overview(desk)
    yield from _state(desk)
    seen = {"several": False, "ends": False, "dual": False}
    for actor in told(desk):
        fact = _actor(desk, actor)
        # What holds for several actors is said with the first of them.
        again = {k: bool(fact.values[k]) and not seen[k] for k in seen}
        for key in seen:
            seen[key] = seen[key] or bool(fact.values[key])
        yield replace(fact, values={**fact.values, **again})
    yield from broker_facts(desk)
    yield from _drivers(desk)
    yield from _economy(desk)
    yield from _gender(desk)


def told(desk: Desk) -> tuple[Actor, ...]:
    """The actors told at length: those behind threats first, then those tied to them."""
    behind = {a.id: a for t in desk.threats for a in desk.actors_of(t)}
    actors = desk.snapshot.all(Actor)
    for actor in actors:
        if actor.has_role("perpetrator", desk.as_of):
            behind.setdefault(actor.id, actor)
    for actor in actors:
        if desk.ties_of(actor) or actor.roles or actor.economy or actor.grievances:
            behind.setdefault(actor.id, actor)
    return tuple(behind.values())[:MOST_ACTORS]


def _overview(desk: Desk) -> Iterator[Fact]:
    actors = desk.snapshot.all(Actor)
    if not actors:
        yield Fact("no_actors", {"as_of": desk.day(desk.as_of)}, (), "overview", "overview", True)
        return
    armed = [a for a in actors if a.kind != _OWN]
    armed = [a for a in armed if a.has_role("perpetrator", desk.as_of) or desk.threats_by(a)]
    both = [a for a in armed if a.has_role("protector", desk.as_of) and a.kind != _OWN]
    across = [a for a in actors if a.across_border]
    unknown = [t for t in desk.threats if not desk.perpetrator(t)]
    values = {
        "n": desk.count("actor", len(actors)),
        "armed": desk.count("perpetrator", len(armed)),
        "state": desk.listed(a.name for a in desk.state.actors),
        "both": desk.listed(a.name for a in both),
        "both_many": len(both) > 1,
        "across": desk.listed(a.name for a in across),
        "ties": desk.count("tie", ties) if (ties := len(desk.snapshot.all(Tie))) else "",
        "unknown": desk.count("threat", len(unknown)) if unknown else "",
        "as_of": desk.day(desk.as_of),
    }
    evidence = ids((a.id for a in armed), (a.id for a in across), (t.id for t in unknown))
    yield Fact("overview", values, evidence or (actors[0].id,), group="overview")


def _state(desk: Desk) -> Iterator[Fact]:
    if desk.state.names:
        unrecorded = [t for t in desk.state.threats if not desk.actors_of(t)]
        values: dict[str, Any] = {
            "names": desk.listed(desk.state.names),
            "n": desk.count("threat", len(unrecorded)),
            "places": desk.names(desk.places(unrecorded)),
            "harms": desk.phrases("threat_type", ids(t.kind for t in unrecorded)),
            "reported": all(desk.reported(t) for t in unrecorded),
        }
        yield Fact("state_said", values, ids(t.id for t in unrecorded), group="state")
    if not desk.state.actors:
        if desk.whole and not desk.state.names:
            named = sum(1 for t in desk.threats if desk.perpetrator(t))
            values = {
                "n": desk.count("threat", len(desk.threats)),
                "unnamed": desk.number(len(desk.threats) - named),
                "country": desk.mission.country,
            }
            yield Fact("state_not_named", values, (), "state", "state", True)
        return
    for actor in desk.state.actors:
        threats = desk.threats_by(actor)
        must = [t for t in threats if desk.rated[t.id].priority == "must"]
        values = {
            "name": actor.name,
            "kind": desk.phrase("perpetrator_type", actor.kind),
            "n": desk.count("threat", len(threats)) if threats else "",
            "places": desk.names(desk.places(threats)),
            "must": desk.count("must", len(must)) if must else "",
            "harms": desk.phrases("threat_type", ids(t.kind for t in threats)),
            "reported": all(desk.reported(t) for t in threats) if threats else False,
            "partner": actor.has_role("partner", desk.as_of),
            "protector": actor.has_role("protector", desk.as_of),
            "conduct": actor.conduct_note,
        }
        evidence = ids(actor.id, (t.id for t in threats))
        yield Fact("state_actor", values, evidence, f"state:{actor.id}", "state")


def _actor(desk: Desk, actor: Actor) -> Fact:
    threats = desk.threats_by(actor)
    now = [r for r in actor.rationales if r.covers(desk.as_of)]
    past = [r for r in actor.rationales if not r.covers(desk.as_of)]
    values = {
        "name": actor.name,
        "aliases": desk.listed(actor.aliases, 3),
        "kind": desk.phrase("perpetrator_type", actor.kind),
        "strength": actor.strength,
        "roles": desk.listed((_role(desk, actor, i) for i in range(len(actor.roles))), 5),
        "areas": desk.names(actor.area_ids, 5),
        "network": desk.phrases("network_role", actor.network_roles),
        "rationales": desk.listed(
            desk.text(
                "rationale_line",
                name=desk.phrase("rationale", r.code),
                confidence=desk.phrase("confidence", r.confidence),
                by=r.entered_by,
            )
            for r in now
        ),
        "several": len(now) > 1,
        "basis": next((r.basis for r in now if r.basis), ""),
        "past": desk.listed(
            desk.text(
                "rationale_past",
                name=desk.phrase("rationale", r.code),
                span=desk.span(r.since, r.until),
            )
            for r in past
        ),
        "own": actor.kind == _OWN,
        "harms": actor.kind != _OWN
        and desk.inside
        and (bool(threats) or actor.has_role("perpetrator", desk.as_of)),
        "ends": any(r.code in {"ethnic_cleansing", "genocide"} for r in now),
        "grievances": actor.grievances,
        "ties": desk.listed((_tie(desk, actor, t) for t in _now(desk, actor)), 5),
        "ended": desk.series((_tie(desk, actor, t) for t in _over(desk, actor)), 4),
        "across": actor.across_border,
        "n": desk.count("threat", len(threats)) if threats else "",
        "places": desk.names(desk.places(threats), 6),
        "dual": actor.kind != _OWN and actor.has_role("protector", desk.as_of) and bool(threats),
    }
    evidence = ids(
        actor.id,
        (t.id for t in threats),
        (t.id for t in desk.ties_of(actor)),
        (r.source_id for r in actor.rationales),
    )
    return Fact("actor", values, evidence, f"actor:{actor.id}", "actors")


def _now(desk: Desk, actor: Actor) -> list[Tie]:
    return [t for t in desk.ties_of(actor) if t.until is None or t.until >= desk.as_of]


def _over(desk: Desk, actor: Actor) -> list[Tie]:
    return [t for t in desk.ties_of(actor) if t.until is not None and t.until < desk.as_of]


def _role(desk: Desk, actor: Actor, number: int) -> str:
    role = actor.roles[number]
    span = desk.span(role.since, role.until)
    name = desk.phrase("actor_role", role.role)
    return f"{name} ({span})" if span else name


def _tie(desk: Desk, actor: Actor, tie: Tie) -> str:
    outward = tie.from_id == actor.id
    other = desk.name(tie.to_id if outward else tie.from_id)
    key = f"tie.{tie.kind}.{'from' if outward else 'to'}"
    span = desk.span(tie.since, tie.until)
    if desk.has(key):
        said = desk.text(key, other=other, de_other=de(other))
    else:
        said = desk.text("tie_line", kind=desk.phrase("tie_kind", tie.kind), other=other)
    marks = [span, desk.text("across") if tie.across_border else ""]
    more = ", ".join(m for m in marks if m)
    return f"{said} ({more})" if more else said


def _drivers(desk: Desk) -> Iterator[Fact]:
    drivers = sorted(
        desk.snapshot.all(Driver),
        key=lambda d: (-(d.weight or 0), desk.snapshot.name(d.place_id), d.id),
    )
    if not drivers:
        if desk.whole:
            values: dict[str, Any] = {"places": desk.names(desk.first_places, 5)}
            yield Fact("no_drivers", values, (), "drivers", "drivers", True)
        return
    for driver in drivers:
        users = [a for i in driver.exploited_by_ids if (a := desk.snapshot.one(Actor, i))]
        here = desk.threats_at(driver.place_id)
        values = {
            "place": desk.name(driver.place_id) if driver.place_id else "",
            "kind": desk.phrase("driver", driver.kind),
            "text": driver.text,
            "users": desk.listed(a.name for a in users),
            "level": desk.phrase("driver_level", driver.level),
            "far": driver.level not in ("", "local"),
            "threats": desk.count("threat", len(here)) if here else "",
            # Where the source is held back nothing is said of what it is worth.
            "reported": desk.reported(driver) and (desk.whole or desk.source(driver) is not None),
            "grade": desk.grade(driver),
        }
        evidence = ids(driver.id, (a.id for a in users), (t.id for t in here))
        yield Fact("driver", values, evidence, f"driver:{driver.id}", "drivers")
    far = [d for d in drivers if d.level in {"national", "regional", "international"}]
    users_far = [i for d in far for i in d.exploited_by_ids if desk.snapshot.one(Actor, i)]
    if not users_far and desk.whole:
        places = desk.names(ids(d.place_id for d in drivers), 5)
        yield Fact("no_exploiters", {"places": places}, (), "exploiters", "drivers", True)
    elif far:
        values = {
            "actors": desk.names(users_far),
            "kinds": desk.phrases("driver", ids(d.kind for d in far)),
            "places": desk.names(ids(d.place_id for d in far if d.place_id), 6),
            "levels": desk.phrases("driver_level", ids(d.level for d in far)),
        }
        evidence = ids((d.id for d in far), users_far)
        yield Fact("exploiters", values, evidence, group="drivers")


def _economy(desk: Desk) -> Iterator[Fact]:
    found = [a for a in desk.snapshot.all(Actor) if a.economy]
    for actor in found:
        values = {"name": actor.name, "text": actor.economy}
        yield Fact("economy", values, (actor.id,), f"economy:{actor.id}", "economy")
    if not found and desk.whole and desk.snapshot.all(Actor):
        values = {"actors": desk.listed((a.name for a in told(desk)), 4)}
        yield Fact("no_economy", values, (), "economy", "economy", True)


def _gender(desk: Desk) -> Iterator[Fact]:
    found = [a for a in desk.snapshot.all(Actor) if a.gender_note]
    for actor in found:
        values = {"name": actor.name, "text": actor.gender_note}
        yield Fact("gender_actor", values, (actor.id,), f"gender:{actor.id}", "gender")
    actors = desk.listed((a.name for a in told(desk)), 4)
    if not found and desk.whole and actors:
        yield Fact("no_gender", {"actors": actors}, (), "gender", "gender", True)
