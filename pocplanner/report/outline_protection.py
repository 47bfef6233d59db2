"""Section 4 in tables: what people do, and the mechanisms they have, before the mission acts."""

from collections.abc import Iterator
from dataclasses import replace

from pocplanner.analysis.results import Health
from pocplanner.model.actors import Actor
from pocplanner.model.community import Community, Coping, Mechanism, Protector
from pocplanner.report import blocks as b
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.outline_charts import health_chart
from pocplanner.report.outline_desk import Column, Layout, Line
from pocplanner.report.outline_maps import protection_map

_COPING = (
    Column("what_who", 2.3), Column("judgement_price", 2.5), Column("mission_asked", 2.1),
    Column("survives_exit", 0.6),
)  # fmt: skip
_MECHANISMS = (
    Column("mechanism_kind", 1.9), Column("women_absent", 1.35), Column("health", 1.15),
    Column("last_test", 0.95), Column("alerts", 0.85), Column("capture_wrong", 2.0),
)  # fmt: skip


_PROTECTORS = (
    Column("place", 1.3), Column("protector", 2.6), Column("able", 0.8), Column("willing", 0.8),
    Column("trusted", 0.9), Column("harms_here", 1.0),
)  # fmt: skip


def map_of_protection(desk: Layout) -> Iterator[b.Block]:
    """The map at the head of the section."""
    yield from protection_map(desk)


def mechanisms_picture(desk: Layout) -> Iterator[b.Block]:
    """The health of the mechanisms as bars."""
    yield from health_chart(desk)


def providers(desk: Layout) -> Iterator[b.Block]:
    """Who beside the mission could protect, place by place: able, willing, trusted, harming."""
    lines = []
    for place in (*desk.must_places, *desk.should_places):
        community = desk.snapshot.one(Community, place)
        for at, one in enumerate(community.protectors if community else ()):
            lines.append(_protector(desk, place, one, at == 0))
    yield from desk.table(_PROTECTORS, lines, desk.say("protectors_title"))


def _protector(desk: Layout, place: str, one: Protector, first: bool) -> Line:
    actor = desk.snapshot.one(Actor, one.actor_id)
    harms = actor is not None and any(
        actor.id in t.perpetrator_ids for t in desk.threats_at(place, proposed=True)
    )
    judged = (desk.yes_no(code) for code in (one.able, one.willing, one.trusted))
    name = b.Cell(desk.name(place), evidence=(place,)) if first else ""
    who = b.Cell(one.name, bold=one.counts, evidence=ids(actor.id if actor else ""))
    return Line((name, who, *judged, desk.say("harms_here") if harms else ""))


def wide(desk: Layout) -> Iterator[b.Block]:
    """The tables that close the section."""
    yield from coping(desk)
    yield from mechanisms(desk)


def coping(desk: Layout) -> Iterator[b.Block]:
    """What people do at must and should places, a line each; elsewhere the text sums it up."""
    pressing = (*desk.must_places, *desk.should_places)
    every = desk.snapshot.all(Coping)
    # Without ratings, or for readers who see places coarsened, none is above the others.
    chosen = [c for c in every if c.place_id in pressing] or list(every)
    found = sorted(chosen, key=lambda c: _where(desk, c.place_id))
    note = desk.say("coping_note")
    if desk.not_asked_places:
        note += " " + desk.says("coping_not_asked", len(desk.not_asked_places))
    if len(found) < len(every):
        note += " " + desk.says("coping_elsewhere", len(every) - len(found))
    lines: list[Line] = []
    last = ""
    for one in found:
        if one.place_id != last:
            last = one.place_id
            lines.append(Line((b.Cell(desk.name(last), bold=True),)))
        lines.append(_coping(desk, one))
    yield from desk.table(_COPING, lines, desk.says("coping_title", len(found)), note,
                          "coping_none")  # fmt: skip


def _where(desk: Layout, place: str) -> tuple[int, str]:
    ranked = desk.ranked_places
    return (ranked.index(place) if place in ranked else len(ranked)), desk.name(place)


def _coping(desk: Layout, one: Coping) -> Line:
    strategy = desk.term("coping_strategy", one.strategy)
    what = f"{one.title} ({strategy[:1].lower()}{strategy[1:]})" if one.title else strategy
    who = desk.listed(one.users) or cap(desk.people(one.users_sex, one.users_age))
    judged = desk.known("effectiveness", one.effectiveness)
    if one.judged_by:
        judged = f"{judged} ({one.judged_by})" if judged else one.judged_by
    pays = desk.listed(one.cost_bearers)
    if one.cost:
        pays = desk.colon(pays, one.cost)
    effect = desk.known("mission_effect", one.mission_effect)
    who = who or desk.unless_held("not_stated")
    pays = desk.short(pays, 110) or desk.unless_held("nobody_told_price")
    asked = desk.short(one.support_wanted, 130)
    return Line(
        (
            desk.colon(who, what),
            _sentences(judged, pays),
            b.Cell(_sentences(effect, asked), bold=one.mission_effect == "undermines"),
            desk.yes_no(one.survives_exit),
        ),
        (one.id,),
    )


def _sentences(*parts: str) -> str:
    """Short statements in one cell, each with its stop."""
    return " ".join(cap(p) if p[-1] in ".!?…" else f"{cap(p)}." for p in parts if p)


def mechanisms(desk: Layout) -> Iterator[b.Block]:
    """Every mechanism in a line, the weakest first."""
    health = {h.mechanism_id: h for h in desk.assessment.health}
    found = sorted(desk.snapshot.all(Mechanism), key=lambda m: _weak(health.get(m.id), m.name))
    lines = [_mechanism(desk, m, health.get(m.id)) for m in found]
    note = desk.say("mechanisms_note")
    yield from desk.table(_MECHANISMS, lines, desk.says("mechanisms_title", len(lines)), note,
                          "mechanisms_none")  # fmt: skip


def _weak(health: Health | None, name: str) -> tuple[bool, int, str]:
    value = health.value if health else None
    return value is None, value or 0, name


def _mechanism(desk: Layout, one: Mechanism, health: Health | None) -> Line:
    place = desk.name(one.place_id) if one.place_id else ""
    name = one.name if place and place in one.name else f"{one.name}, {place}".strip(", ")
    wrong = one.could_go_wrong or desk.unless_held("not_thought")
    kind = desk.term("mechanism_type", one.kind)
    risk = desk.known("risk_grade", one.capture_risk)
    absent = desk.listed(one.groups_absent)
    return Line(
        (
            f"{name}\n{kind}" if kind.casefold() not in name.casefold() else name,
            _and_absent(desk, _women(desk, health), absent), health_words(desk, health),
            tested(desk, one), _alerts(desk, one), desk.colon(risk, desk.short(wrong, 130)),
        ),
        (one.id,),
    )  # fmt: skip


def _and_absent(desk: Layout, women: b.Cell | str, absent: str) -> b.Cell | str:
    """Women who decide, and under it the groups that are not there."""
    if not absent:
        return women
    said = desk.say("absent_from_it", groups=absent)
    if isinstance(women, b.Cell):
        return replace(women, text=f"{women.text}\n{said}")
    return "\n".join(p for p in (women, said) if p)


def _women(desk: Layout, health: Health | None) -> b.Cell | str:
    if health is None or not health.deciding or health.women_deciding is None:
        return desk.unless_held("not_known_short")
    said = desk.say("of", n=desk.number(health.women_deciding), of=desk.number(health.deciding))
    return b.Cell(said, bold=health.women_deciding == 0)


def health_words(desk: Layout, health: Health | None) -> str:
    """The health of a mechanism with what holds it down; an upper bound where not all is known."""
    if health is None or health.at_most is None:
        return desk.unless_held("not_judged")
    what = desk.listed(desk.text(f"condition_name.{c}") for c in health.limiting)
    key = "health" if health.value is not None else "health_at_most"
    return desk.say(key, n=health.at_most, what=what)


def tested(desk: Layout, one: Mechanism) -> str:
    """When a mechanism was last tested, and whether it held."""
    if one.last_test_on is None:
        return desk.unless_held("never")
    passed = {"yes": "test_held", "no": "test_failed"}.get(one.test_passed, "")
    day = desk.short_day(one.last_test_on)
    return f"{day} ({desk.say(passed)})" if passed else day


def _alerts(desk: Layout, one: Mechanism) -> str:
    if one.alerts_sent is None:
        return desk.unless_held("not_known_short")
    parts = (one.alerts_sent, one.alerts_answered, one.alerts_fed_back)
    return " / ".join("–" if n is None else desk.number(n) for n in parts)
