"""Section 6 in tables: what was settled with people before an action, and the hours of patrols."""

from collections.abc import Iterator

from pocplanner.analysis.interference import Interference
from pocplanner.report import blocks as b
from pocplanner.report.draft.able_facts import (
    PatrolHours,
    patrols_beside,
    threat_hours,
    told_hours,
)
from pocplanner.report.draft.fact import ids
from pocplanner.report.draft.grammar import cap
from pocplanner.report.draft.interference_facts import answer_of
from pocplanner.report.outline_desk import Column, Layout, Line

_SETTLED = (Column("beside", 1.6), Column("settled", 4))
_PATROLS = (
    Column("patrol", 1.5), Column("out", 1.25), Column("hours_met", 1.25),
    Column("hours_missed", 2.0),
)  # fmt: skip


def settled(desk: Layout) -> Iterator[b.Block]:
    """Each question that was answered, met by a measure or taken on, by its action."""
    found: dict[str, list[Interference]] = {}
    for one in desk.assessment.interference:
        if not one.open and answer_of(desk, one) is not None:
            found.setdefault(one.action_id, []).append(one)
    lines: list[Line] = []
    for action, ones in found.items():
        lines.append(Line((b.Cell(desk.name(action), bold=True),)))
        lines += [line for one in ones if (line := _settled(desk, one)) is not None]
    count = sum(len(ones) for ones in found.values())
    yield from desk.table(
        _SETTLED, lines, desk.says("settled_title", count), desk.say("settled_note")
    )


def _settled(desk: Layout, one: Interference) -> Line | None:
    answer = answer_of(desk, one)
    if answer is None:
        return None
    beside = desk.text("beside_named", name=desk.name(one.coping_id))
    days = desk.short_day(answer.on)
    if answer.until:
        days = desk.say("settled_until", on=days, until=desk.short_day(answer.until))
    kind = desk.term("interference_answer", answer.kind)
    who = ", ".join(p for p in (answer.by, days) if p)
    place = desk.name(one.place_id) if one.place_id else ""
    return Line(
        (
            ", ".join(p for p in (beside, place) if p),
            desk.colon(f"{kind} ({who})" if who else kind, answer.text),
        ),
        ids(one.refs),
    )


def patrols(desk: Layout) -> Iterator[b.Block]:
    """Regular and planned patrols, and in the hours of which threats they are out or not."""
    found = patrols_beside(desk)
    lines = [_patrol(desk, one) for one in found]
    yield from desk.table(
        _PATROLS, lines, desk.says("patrols_title", len(lines)), desk.say("patrols_note")
    )


def _patrol(desk: Layout, one: PatrolHours) -> Line:
    patrol = one.patrol
    facts = (desk.phrase("patrol_state", patrol.state), desk.names(patrol.unit_ids, 3))
    hours = told_hours(desk, patrol) or desk.text("able.no_hours")
    if one.barred:
        hours += desk.text("able.patrol_barred", units=desk.listed(u.name for u in one.barred))
    nothing = "" if one.met or one.missed else desk.say("patrols_none")
    return Line(
        (
            f"{patrol.name} ({', '.join(f for f in facts if f)})",
            cap(hours),
            desk.names(ids(t.place_id for t in one.met), 4),
            desk.listed((threat_hours(desk, t) for t in one.missed), 4) or nothing,
        ),
        (patrol.id,),
    )
