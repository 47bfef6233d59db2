"""Section 8: where the women are, how gender works, men and boys, children, and counts of CRSV."""

from collections.abc import Iterator
from typing import Any

from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community, Coping, Journey, Mechanism
from pocplanner.model.places import Area
from pocplanner.report.draft import hours_facts, sign_facts
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.grammar import low

_CHILD_AGES = {"0_4", "5_11", "12_17", "under_18"}
_CHILD_KINDS = {"child_grave_violation", "forced_recruitment", "attack_on_school_health"}


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    women = [*_women(desk)]
    works = [*_works(desk)]
    yield from women
    yield from works
    filled = [any(not f.question for f in part) for part in (women, works)]
    if filled[0] != filled[1]:
        values = {"women": filled[0]}
        yield Fact("one_lens", values, (), group="works" if filled[0] else "women", question=True)
    yield from _men(desk)
    yield from _journeys(desk)
    yield from hours_facts.facts(desk)
    yield from _children(desk)
    yield from _crsv(desk)


def _women(desk: Desk) -> Iterator[Fact]:
    """Where are the women?"""
    coping = [c for c in desk.snapshot.all(Coping) if c.users_sex == "female"]
    seats = [m for m in desk.snapshot.all(Mechanism) if _women_decide(m)]
    forums = [
        m
        for m in desk.snapshot.all(Mechanism)
        if m.kind in ("womens_forum", "womens_network", "female_police_network")
    ]
    threats = [t for t in desk.threats if t.sex == "female"]
    if coping or seats or forums or threats:
        values = {
            "coping": desk.phrases("coping_strategy", ids(c.strategy for c in coping)),
            "coping_places": desk.names(ids(c.place_id for c in coping), 5),
            "seats": desk.listed((m.name for m in seats), 5),
            "forums": desk.listed((m.name for m in forums), 5),
            "threats": desk.phrases("threat_type", ids(t.kind for t in threats)),
            "threat_places": desk.names(desk.places(threats), 5),
        }
        evidence = ids(
            (c.id for c in coping),
            (m.id for m in (*seats, *forums)),
            (t.id for t in threats),
        )
        yield Fact("women", values, evidence, group="women")
    noted = [c for c in desk.communities if c.women_note]
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    for community in sorted(noted, key=lambda c: (order.get(c.id, 999), c.name))[:10]:
        values = {"place": community.name, "text": community.women_note}
        yield Fact("women_at", values, (community.id,), f"women:{community.id}", "women")
    silent = [
        p
        for p in desk.ranked_places
        if (c := desk.snapshot.one(Community, p)) is not None and not c.women_note
    ]
    if desk.whole and (silent or not noted):
        values = {"places": desk.names(silent, 6)}
        yield Fact("women_unknown", values, ids(silent), "women_unknown", "women", True)


def _women_decide(mechanism: Mechanism) -> bool:
    return any(s.sex == "female" and s.deciding for s in mechanism.seats)


def _works(desk: Desk) -> Iterator[Fact]:
    """How does gender work?"""
    for community in desk.communities:
        if community.gender_note:
            values: dict[str, Any] = {"place": community.name, "text": community.gender_note}
            yield Fact("works_at", values, (community.id,), f"works:{community.id}", "works")
    noted = [a for a in desk.snapshot.all(Actor) if a.gender_note]
    if noted:
        values = {"names": desk.listed(a.name for a in noted)}
        yield Fact("works_actor", values, ids(a.id for a in noted), group="works")
    seen, together = sign_facts.of_family(desk, "gender_order")
    if seen:
        values = {
            "signs": sign_facts.at_places(desk, "gender_order"),
            "together": desk.names(c.place_id for c in together),
        }
        yield Fact("order_signs", values, ids(x.record_id for x in seen), group="works")
    known = any(c.gender_note for c in desk.communities) or any(
        a.gender_note for a in desk.snapshot.all(Actor)
    )
    if not known and not seen and desk.whole:
        values = {
            "actors": desk.listed((desk.perpetrator(t) for t in desk.of_priority("must")), 3),
            "places": desk.names(desk.first_places, 4),
        }
        yield Fact("works_unknown", values, (), "works_unknown", "works", True)


def _men(desk: Desk) -> Iterator[Fact]:
    threats = [t for t in desk.threats if t.sex == "male"]
    coping = [c for c in desk.snapshot.all(Coping) if c.users_sex == "male"]
    shifted = [c for c in desk.snapshot.all(Coping) if c.strategy == "task_reallocation"]
    values = {
        "threats": desk.phrases("threat_type", ids(t.kind for t in threats)),
        "places": desk.names(desk.places(threats), 6),
        "groups": desk.groups(ids(g for t in threats for g in t.groups), 5),
        "coping": desk.phrases("coping_strategy", ids(c.strategy for c in coping)),
        "shifted": desk.names(ids(c.place_id for c in shifted), 4),
    }
    if threats or coping or shifted:
        evidence = ids((t.id for t in threats), (c.id for c in (*coping, *shifted)))
        yield Fact("men", values, evidence, group="men")
    elif desk.whole:
        values = {"places": desk.names(desk.ranked_places, 4)}
        yield Fact("men_unknown", values, (), "men", "men", True)


def _journeys(desk: Desk) -> Iterator[Fact]:
    journeys = desk.snapshot.all(Journey)
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    first = True
    for journey in sorted(journeys, key=lambda j: order.get(j.place_id, 999))[:12]:
        threats = [t for t in desk.threats_at(journey.place_id) if _meets(journey, t)]
        values = {
            "title": journey.title,
            "place": desk.name(journey.place_id) if journey.place_id else "",
            "purpose": desk.phrase("journey_purpose", journey.purpose),
            "who": desk.people(
                journey.sex, journey.ages, (journey.group,) if journey.group else ()
            ),
            "people": desk.number(journey.people) if journey.people is not None else "",
            "when": desk.listed(
                (
                    desk.on_days(journey.weekdays),
                    desk.hours(journey.from_hour, journey.to_hour),
                ),
                word="comma",
            ),
            "with_whom": low(journey.with_whom),
            "changed": journey.changed,
            "who_else": journey.who_else,
            "first": first,
            "cost": journey.cost_to_whom,
            "heard": journey.asked if journey.asked in ("female", "male") else "",
            "threats": desk.phrases("threat_type", ids(t.kind for t in threats)),
        }
        first = first and not journey.who_else
        evidence = ids(journey.id, (t.id for t in threats))
        yield Fact("journey", values, evidence, f"journey:{journey.id}", "journeys")
    if not journeys and desk.whole:
        values = {"places": desk.names(desk.first_places, 4)}
        yield Fact("no_journeys", values, (), "journeys", "journeys", True)


def _meets(journey: Journey, threat: Threat) -> bool:
    """Whether the threat's days and hours touch those of the way, where both are known."""
    days = set(journey.weekdays) & set(threat.weekdays)
    if journey.weekdays and threat.weekdays and not days:
        return False
    if None in (journey.from_hour, journey.to_hour, threat.from_hour, threat.to_hour):
        return bool(days)
    first, last = journey.from_hour or 0, journey.to_hour or 0
    return first < (threat.to_hour or 0) and (threat.from_hour or 0) < last


def _children(desk: Desk) -> Iterator[Fact]:
    threats = [t for t in desk.threats if t.kind in _CHILD_KINDS or _CHILD_AGES & set(t.ages)]
    counted = [
        (c, sum(p.count for p in c.people if p.age in _CHILD_AGES))
        for c in desk.communities
        if any(p.age in _CHILD_AGES for p in c.people)
    ]
    must = [(c, n) for c, n in counted if c.id in desk.must_places]
    alone = [
        c
        for c in desk.communities
        if any(v.factor == "unaccompanied_child" for v in c.vulnerabilities)
    ]
    if threats or must or alone:
        values = {
            "threats": desk.listed(
                desk.text(
                    "harm_at",
                    harm=desk.phrase("threat_type", t.kind),
                    place=desk.name(t.place_id),
                )
                for t in threats
            ),
            "must": desk.listed(
                desk.text("children_at", n=desk.number(n), place=c.name) for c, n in must
            ),
            "alone": desk.listed(c.name for c in alone),
        }
        evidence = ids((t.id for t in threats), (c.id for c, _ in must), (c.id for c in alone))
        yield Fact("children", values, evidence, group="children")
    elif desk.whole:
        values = {"places": desk.names(desk.ranked_places, 4)}
        yield Fact("children_unknown", values, (), "children", "children", True)


def _crsv(desk: Desk) -> Iterator[Fact]:
    """Counts alone: no case, no place finer than the second level, no survivor."""
    patterns = desk.assessment.patterns
    row = next((r for r in patterns.whole.types if r.key == "sexual_violence"), None)
    threats = [t for t in desk.threats if t.kind == "sexual_violence"]
    fine = any(a.level == 2 for a in desk.snapshot.all(Area))
    areas = ids(
        a
        for t in threats
        for a in sorted(desk.snapshot.around(t.place_id))
        if (area := desk.snapshot.one(Area, a)) is not None
        and area.hierarchy == "administrative"
        and area.level == (2 if fine else 1)
    )
    signs, together = sign_facts.of_family(desk, "crsv")
    series = desk.snapshot.events.series_ids
    values = {
        "events": desk.count("event", row.counted.events) if row and row.counted.events else "",
        "threats": desk.count("threat", len(threats)) if threats else "",
        "areas": desk.names(areas, 5),
        "signs": desk.phrases("warning_sign", ids(s.sign for s in signs)),
        "together": bool(together),
        "nothing": not row or not row.counted.events,
    }
    evidence = ids((t.id for t in threats), (x.record_id for x in signs), series)
    yield Fact("crsv", values, evidence, group="crsv")
