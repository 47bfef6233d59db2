"""Actions beside what people do, for the papers: what is asked, what was settled, by whom."""

from collections.abc import Iterable, Iterator
from typing import Any

from pocplanner.analysis.interference import Interference, said, who
from pocplanner.analysis.results import Said
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids


def interference_values(desk: Desk, one: Interference) -> dict[str, Any]:
    """The values of the paragraph of one question."""
    return {
        "text": sentence(desk, one),
        "why": desk.own(one.rule.why),
        "who": desk.who_could_answer(who_of(desk, one)),
        "begun": one.begun,
        "waiting": one.state == "asked",
        "by": answer.by if (answer := answer_of(desk, one)) is not None else "",
        "on": desk.day(answer.on) if answer is not None else "",
        "told": answer.text if answer is not None else "",
    }


def sentence(desk: Desk, one: Interference) -> str:
    """The sentence about an action and a way of coping."""
    key, facts = said(desk.snapshot, one)
    return desk.tell(Said(key, facts, one.refs))


def who_of(desk: Desk, one: Interference) -> tuple[str, ...]:
    """Those who could answer, as keys of words."""
    return who(desk.snapshot, one)


def answer_of(desk: Desk, one: Interference) -> InterferenceAnswer | None:
    """What was kept for it, where these readers may see that."""
    return desk.snapshot.one(InterferenceAnswer, one.answer_id) if one.answer_id else None


def settled(desk: Desk) -> Iterator[Fact]:
    """What was asked and settled: the answer, the measure, or who owns the risk."""
    for one in desk.assessment.interference:
        answer = answer_of(desk, one)
        if answer is None or one.open:
            continue
        values = {
            "action": desk.name(one.action_id),
            "coping": desk.name(one.coping_id),
            "place": desk.name(one.place_id) if one.place_id else "",
            "kind": one.state,
            "does": desk.own(one.rule.does),
            **interference_values(desk, one),
            "until": desk.day(answer.until),
        }
        key = f"settled:{one.action_id}:{one.coping_id}"
        yield Fact("interference_settled", values, ids(one.refs), key, "questions")


def at_place(desk: Desk, place: str) -> tuple[Interference, ...]:
    """What actions may do to what people of a place do: the open questions first."""
    found = (o for o in desk.assessment.interference if o.place_id == place)
    return tuple(sorted(found, key=lambda o: (not o.open, o.rule.effect != "may_harm")))


def coping_beside(desk: Desk) -> Iterator[Fact]:
    """In the part on what people do: whether what is planned helps or harms it, by place."""
    told: dict[str, list[Interference]] = {}
    for one in desk.assessment.interference:
        told.setdefault(one.place_id, []).append(one)
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    first = True
    for place in sorted(told, key=lambda p: (order.get(p, 999), desk.name(p) if p else "")):
        found = told[place]
        harm = [o for o in found if o.rule.effect == "may_harm"]
        waiting = [o for o in harm if o.open]
        owned = [o for o in harm if o.state == "risk"]
        values = {
            "place": desk.name(place) if place else "",
            "open": desk.count("question", len(waiting)) if waiting else "",
            "one": len(waiting) == 1,
            "who": desk.who_could_answer(who_of(desk, waiting[0])) if waiting and first else "",
            "begun": desk.listed(
                dict.fromkeys(desk.name(o.action_id) for o in waiting if o.begun), 3
            ),
            "settled": desk.number(len(harm) - len(waiting)) if len(harm) > len(waiting) else "",
            "owners": desk.listed(
                dict.fromkeys(a.by for o in owned if (a := answer_of(desk, o)) is not None), 3
            ),
            "supports": desk.series(
                _pairs(desk, (o for o in found if o.rule.effect == "supports")), 3
            ),
            "whole": desk.whole,
        }
        if not (values["open"] or values["settled"] or values["supports"]):
            continue
        first = first and not waiting
        evidence = ids(r for o in found for r in o.refs)
        yield Fact("beside", values, evidence, f"beside:{place}", "undermined", bool(waiting))


def _pairs(desk: Desk, found: Iterable[Interference]) -> list[str]:
    """Actions with what they stand beside, each action once."""
    beside: dict[str, list[str]] = {}
    for one in found:
        beside.setdefault(one.action_id, []).append(desk.name(one.coping_id))
    return [
        desk.text(
            "beside_pair",
            action=desk.name(action),
            coping=desk.listed(desk.text("beside_named", name=name) for name in names),
        )
        for action, names in beside.items()
    ]


def row(desk: Desk, place: str) -> str:
    """A cell of the field matrix: the open questions of a place with who could answer."""
    waiting = [o for o in at_place(desk, place) if o.open]
    told = [
        desk.text(
            "interference_cell",
            question=sentence(desk, o),
            who=desk.who_could_answer(who_of(desk, o)[:1]),
        )
        for o in waiting[:3]
    ]
    if len(waiting) > len(told):
        told.append(desk.text("interference_more", n=desk.number(len(waiting) - len(told))))
    return " ".join(told)
