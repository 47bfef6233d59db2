"""Section 4: what people do to stay safe and who else protects them, before the mission acts."""

from collections.abc import Iterator

from pocplanner.model.actors import Actor
from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.report.draft.community_facts import (
    coping_threats,
    coping_values,
    mechanism_values,
)
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.interference_facts import coping_beside
from pocplanner.report.draft.mesh_facts import capacity_facts
from pocplanner.report.draft.section_warning import linked

#: Strategies told at length at a place that must be protected first; the others shortly.
MOST_AT_LENGTH = 1
#: Ways of coping that no paper for others may hold.
_HIDDEN = ("concealment", "temporary_flight")


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _picture(desk)
    yield from _coping(desk)
    yield from _undermined(desk)
    yield from coping_beside(desk)
    yield from _mechanisms(desk)
    yield from _providers(desk)
    yield from _unknown(desk)
    yield from _gender(desk)


def _picture(desk: Desk) -> Iterator[Fact]:
    coping, mechanisms = desk.snapshot.all(Coping), desk.snapshot.all(Mechanism)
    if not coping and not mechanisms:
        return
    works = [c for c in coping if c.effectiveness in ("works", "works_sometimes")]
    lasting = [c for c in coping if c.survives_exit == "yes"]
    values = {
        "coping": desk.count("coping", len(coping)),
        "places": desk.count("place", len({c.place_id for c in coping})),
        "kinds": desk.phrases("coping_strategy", _frequent(coping)),
        "works": desk.number(len(works)),
        "lasting": desk.number(len(lasting)),
        "some": bool(coping),
        "mechanisms": desk.count("mechanism", len(mechanisms)) if mechanisms else "",
        "whole": desk.whole,
    }
    evidence = ids((c.id for c in coping), (m.id for m in mechanisms))
    yield Fact("picture", values, evidence, group="picture")


def _frequent(coping: tuple[Coping, ...]) -> tuple[str, ...]:
    found: dict[str, int] = {}
    for one in coping:
        found[one.strategy] = found.get(one.strategy, 0) + 1
    return tuple(sorted(found, key=lambda s: (-found[s], s))[:4])


def _coping(desk: Desk) -> Iterator[Fact]:
    for place in desk.must_places:
        pressing = sorted(desk.coping_at(place), key=lambda c: not coping_threats(desk, c))
        for number, coping in enumerate(pressing):
            kind = "coping" if number < MOST_AT_LENGTH else "coping_short"
            threats = coping_threats(desk, coping)
            evidence = ids(coping.id, (t.id for t in threats))
            yield Fact(kind, coping_values(desk, coping), evidence, f"coping:{coping.id}", "coping")
    for place in desk.should_places:
        for coping in desk.coping_at(place):
            values = coping_values(desk, coping)
            yield Fact("coping_short", values, (coping.id,), f"coping:{coping.id}", "coping")
    yield from _elsewhere(desk)


def _elsewhere(desk: Desk) -> Iterator[Fact]:
    """Away from the first places, by what is done: the table holds each one."""
    told = {*desk.must_places, *desk.should_places}
    rest: dict[str, list[Coping]] = {}
    for coping in desk.snapshot.all(Coping):
        if coping.place_id not in told:
            rest.setdefault(coping.strategy, []).append(coping)
    lines, evidence = [], list[str]()
    for strategy in sorted(rest, key=lambda s: (-len(rest[s]), s)):
        found = rest[strategy]
        works = [c for c in found if c.effectiveness in ("works", "works_sometimes")]
        failing = [c for c in found if c.effectiveness in ("fails", "no_longer_works")]
        where = desk.names(ids(c.place_id for c in found if c.place_id), 6)
        fails = desk.names(ids(c.place_id for c in failing if c.place_id), 3)
        key = "elsewhere_line" + ("" if where else "_nowhere") + ("_fails" if fails else "")
        lines.append(desk.text(
            key, strategy=desk.phrase("coping_strategy", strategy), places=where,
            n=desk.number(len(found)), works=desk.number(len(works)), failing=fails,
        ))  # fmt: skip
        evidence += [c.id for c in found]
    if lines:
        values = {
            "lines": desk.series(lines, len(lines)),
            "hidden": desk.phrases("coping_strategy", [s for s in _HIDDEN if s in rest]),
            "self_defence": "self_defence_group" in rest,
        }
        yield Fact("elsewhere", values, ids(evidence), "elsewhere", "coping")


def _undermined(desk: Desk) -> Iterator[Fact]:
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    found = sorted(
        (c for c in desk.snapshot.all(Coping) if c.mission_effect == "undermines"),
        key=lambda c: order.get(c.place_id, 999),
    )
    for coping in found:
        values = coping_values(desk, coping)
        yield Fact("undermined", values, (coping.id,), f"undermined:{coping.id}", "undermined")
    if found:
        yield Fact("held", {}, ids(c.id for c in found), group="undermined")
    unknown = [c for c in desk.snapshot.all(Coping) if c.mission_effect == "unknown"]
    if unknown:
        values = {
            "n": desk.count("coping", len(unknown)),
            "places": desk.names(ids(c.place_id for c in unknown)),
        }
        evidence = ids(c.id for c in unknown)
        yield Fact("effect_unknown", values, evidence, "effect", "undermined", True)


def _mechanisms(desk: Desk) -> Iterator[Fact]:
    health = {h.mechanism_id: h for h in desk.assessment.health}
    found = sorted(
        desk.snapshot.all(Mechanism),
        key=lambda m: (_rank(desk, m), desk.snapshot.name(m.place_id), m.name),
    )
    tests_later = {m.id for m in linked(desk)}
    first = True
    for mechanism in found:
        values = mechanism_values(desk, mechanism, health.get(mechanism.id))
        # Said once, and tests where section 10 tells the links.
        values |= {"first": first, "later": mechanism.id in tests_later}
        first = first and values["health"] < 0
        evidence = ids(mechanism.id)
        near = _rank(desk, mechanism) < len(desk.must_places)
        kind = "mechanism" if near else "mechanism_short"
        yield Fact(kind, values, evidence, f"mechanism:{mechanism.id}", "mechanisms")
    yield from _mesh(desk)


def _rank(desk: Desk, mechanism: Mechanism) -> int:
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    return min(
        (order.get(p, 999) for p in (mechanism.place_id, *mechanism.covers_ids)), default=999
    )


def _mesh(desk: Desk) -> Iterator[Fact]:
    places = desk.ranked_places
    bare = [p for p in places if not desk.mechanisms_at(p)]
    single = [p for p in places if len(desk.mechanisms_at(p)) == 1]
    if single:
        values = {"places": desk.names(single), "one": len(single) == 1}
        evidence = ids(single, (m.id for p in single for m in desk.mechanisms_at(p)))
        yield Fact("single", values, evidence, group="mechanisms")
    yield from capacity_facts(desk)
    if bare and desk.whole:
        values = {
            "places": desk.names(bare),
            "must": desk.names([p for p in bare if p in desk.must_places]),
        }
        yield Fact("no_mechanism", values, ids(bare), "bare", "mechanisms", True)
    if not desk.snapshot.all(Mechanism) and desk.whole and not places:
        n = desk.number(len(desk.communities))
        yield Fact("no_mechanisms", {"n": n}, (), "bare", "mechanisms", True)


def _providers(desk: Desk) -> Iterator[Fact]:
    counted: list[str] = []
    seen: list[str] = []
    for place in (*desk.must_places, *desk.should_places):
        community = desk.snapshot.one(Community, place)
        if community is None or not community.protectors:
            continue
        told = []
        evidence = [community.id]
        for protector in community.protectors:
            actor = desk.snapshot.one(Actor, protector.actor_id)
            harms = actor is not None and any(
                actor.id in t.perpetrator_ids for t in desk.threats_at(place, proposed=True)
            )
            answers = {
                k: desk.text(f"judged.{k}.{getattr(protector, k)}")
                for k in ("able", "willing", "trusted")
            }
            line = desk.text("protector_line", name=protector.name, **answers)
            told.append(line + (desk.text("protector_harms") if harms else ""))
            if actor:
                evidence.append(actor.id)
        counted += [
            desk.text("harm_at", harm=p.name, place=community.name)
            for p in community.protectors
            if p.counts
        ]
        seen += [community.id]
        values = {"place": community.name, "protectors": desk.series(told)}
        yield Fact("providers", values, ids(evidence), f"providers:{place}", "providers")
    if seen:
        values = {"lines": desk.series(counted)}
        yield Fact("counted_on", values, ids(seen), group="providers")
    silent = [
        p
        for p in (*desk.must_places, *desk.should_places)
        if (c := desk.snapshot.one(Community, p)) is not None and not c.protectors
    ]
    if silent and desk.whole:
        values = {"places": desk.names(silent)}
        yield Fact("no_providers", values, ids(silent), "providers", "providers", True)


def _unknown(desk: Desk) -> Iterator[Fact]:
    """Places where nobody has asked: said by name where they are threatened."""
    asked = desk.snapshot.all(Coping)
    if not desk.whole or (asked and not desk.not_asked):
        return
    threatened = [p for p in desk.not_asked if p in desk.ranked_places]
    feared = desk.places(desk.proposed)
    proposed = [p for p in desk.not_asked if p in feared and p not in threatened]
    values = {
        "threatened": desk.names(threatened, 12),
        "proposed": desk.names(proposed, 12),
        "n": desk.number(len(desk.not_asked)),
        "all": not asked,
        "of": desk.count("community", len(desk.communities)),
        "nothing": not desk.communities,
        "must": desk.names([p for p in threatened if p in desk.must_places]),
    }
    evidence = ids(threatened)
    yield Fact("not_asked", values, evidence, "not_asked", "unknown", True)


def _gender(desk: Desk) -> Iterator[Fact]:
    coping = desk.snapshot.all(Coping)
    women = [c for c in coping if c.users_sex == "female"]
    men = [c for c in coping if c.users_sex == "male"]
    payers = ids(p for c in coping for p in c.cost_bearers)
    if coping:
        values = {
            "n": desk.count("coping", len(coping)),
            "women": desk.phrases("coping_strategy", ids(c.strategy for c in women)),
            "women_places": desk.names(ids(c.place_id for c in women), 5),
            "men": desk.phrases("coping_strategy", ids(c.strategy for c in men)),
            "men_places": desk.names(ids(c.place_id for c in men), 5),
            "payers": desk.groups(payers, 10),
        }
        yield Fact("gender", values, ids(c.id for c in coping), group="gender")
    elif desk.whole:
        yield Fact("no_gender", {}, (), "gender", "gender", True)
