"""Section 6: who does what by when, chosen by why the perpetrator harms and what people do."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pocplanner.model.strategy import Action
from pocplanner.report.draft.able_facts import hindered_facts, patrol_facts
from pocplanner.report.draft.action_facts import (
    Offer,
    action_evidence,
    action_values,
    actions_at,
    chosen,
    offer_evidence,
    offer_values,
    offers,
)
from pocplanner.report.draft.action_questions import DOCTRINE, grid, questions
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

__all__ = ["DOCTRINE", "facts"]


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _reading(desk)
    told: list[str] = []
    for place in desk.must_places:
        yield from _place(desk, place, told)
    for place in desk.should_places:
        yield from _short(desk, place)
    yield from _elsewhere(desk)
    yield from hindered_facts(desk)
    yield from patrol_facts(desk)
    yield from _late(desk, (*desk.must_places, *desk.should_places))
    yield from _harmful(desk)
    yield from questions(desk)
    yield from grid(desk)
    yield from _gender(desk)


def _reading(desk: Desk) -> Iterator[Fact]:
    actions = [a for a in desk.snapshot.all(Action) if a.state != "dropped"]
    owned = [a for a in actions if a.owner and a.due_on]
    early = [a for a in actions if a.phase in ("prevention", "pre_emption")]
    values = {
        "n": desk.count("action", len(actions)) if actions else "",
        "owned": desk.number(len(owned)),
        "early": desk.number(len(early)),
        "late": bool(actions) and len(early) * 2 < len(actions),
        "must": desk.names(desk.must_places, 6),
        "nothing": not desk.reviewed,
    }
    evidence = ids((a.id for a in actions), (t.id for t in desk.of_priority("must")))
    yield Fact("reading", values, evidence, group="reading", question=not actions)


def _place(desk: Desk, place: str, before: list[str]) -> Iterator[Fact]:
    """The actions at a place; `before` are the codes that were told with their reason."""
    own = actions_at(desk, place)
    for action in own:
        yield Fact(
            "action",
            action_values(desk, action),
            action_evidence(desk, action),
            f"action:{action.id}",
            "must",
        )
    found = offers(desk, place)
    told = chosen(found, told=before)
    for number, offer in enumerate(told):
        values = offer_values(desk, offer, number == 0)
        if offer.first.code in before:
            values["why"] = ""
        before.append(offer.first.code)
        yield Fact(
            "offer",
            values,
            offer_evidence(offer),
            f"offer:{offer.key}",
            "must",
        )
    if not own and not found and desk.whole:
        threats = desk.threats_at(place)
        values = {"place": desk.name(place)}
        yield Fact("nothing", values, ids(t.id for t in threats), f"nothing:{place}", "must", True)


def _short(desk: Desk, place: str) -> Iterator[Fact]:
    for action in actions_at(desk, place):
        yield Fact(
            "action_short",
            action_values(desk, action),
            action_evidence(desk, action),
            f"action:{action.id}",
            "other",
        )
    found = chosen(offers(desk, place))
    if found:
        values = {
            "place": desk.name(place),
            "offers": desk.series(
                desk.text(
                    "offer_line",
                    name=_name(desk, o),
                    phase=desk.phrase("phase", o.first.phase),
                    component=desk.phrase("component", o.first.component),
                )
                for o in found
            ),
            "harms": desk.listed(
                dict.fromkeys(desk.name(i) for o in found for i in o.may_harm_ids)
            ),
        }
        evidence = ids(i for o in found for i in offer_evidence(o))
        yield Fact("offers", values, evidence, f"offers:{place}", "other")


def _elsewhere(desk: Desk) -> Iterator[Fact]:
    """Actions on file that belong to no must or should place."""
    near = {a.id for p in (*desk.must_places, *desk.should_places) for a in actions_at(desk, p)}
    for action in desk.snapshot.all(Action):
        if action.id not in near and action.state != "dropped":
            yield Fact(
                "action_short",
                action_values(desk, action),
                action_evidence(desk, action),
                f"action:{action.id}",
                "other",
            )


def _late(desk: Desk, places: tuple[str, ...]) -> Iterator[Fact]:
    """Where sending a patrol is no answer, because it arrives after the attack."""
    late = {p: g for p in places if (g := desk.gap_at(p)) and g.gap and g.gap.likely > 0}
    if not late:
        return

    def where(*parts: str) -> str:
        return desk.names((p for p, g in late.items() if g.costliest in parts), 20)

    held = Counter(
        _name(desk, o) for p in late for o in offers(desk, p, refused=True) if _too_late(o)
    )
    values = {
        "road": where("travel"),
        "decide": where("decide"),
        "other": where("report", "verify", "muster", "effect"),
        "refused": desk.series((name for name, _ in held.most_common()), 4),
    }
    evidence = ids(late, (g.timing_id for g in late.values()))
    yield Fact("late", values, evidence, group="late")


def _harmful(desk: Desk) -> Iterator[Fact]:
    """What the catalogue holds back for another reason, told once for all the places."""
    told: dict[str, list[Offer]] = {}
    for place in (*desk.must_places, *desk.should_places):
        for offer in offers(desk, place, refused=True):
            said = offer.first.refused
            if said is not None and said.key not in ("refused.too_late", "refused.in_time"):
                told.setdefault(desk.tell(said), []).append(offer)
    for reason, found in told.items():
        said = found[0].first.refused
        values = {
            "places": desk.names(ids(o.first.place_id for o in found)),
            "names": desk.series((_name(desk, o) for o in found), 4),
            "refused": reason,
        }
        evidence = ids(i for o in found for i in offer_evidence(o))
        about = "+".join(str(v) for v in said.facts.values()) if said else ""
        yield Fact("refused", values, evidence, f"{said.key if said else ''}:{about}", "late")


def _too_late(offer: Offer) -> bool:
    return offer.first.refused is not None and offer.first.refused.key == "refused.too_late"


def _name(desk: Desk, offer: Offer) -> str:
    name = desk.own(offer.first.name)
    return name[:1].lower() + name[1:]


def _gender(desk: Desk) -> Iterator[Fact]:
    actions = [a for a in desk.snapshot.all(Action) if a.state != "dropped"]
    noted = [a for a in actions if a.gender_note]
    women = [u for u in desk.units if u.women]
    female = [u for u in desk.units if u.kind == "interpreter_f"]
    for action in sorted(noted, key=lambda a: a.place_id not in desk.must_places)[:8]:
        values: dict[str, Any] = {"title": action.title, "text": action.gender_note}
        yield Fact("gender_action", values, (action.id,), f"gender:{action.id}", "gender")
    hints = _hints(desk)
    values = {
        "n": desk.count("action", len(actions)) if actions else "",
        "silent": desk.number(len(actions) - len(noted)),
        "all_silent": bool(actions) and not noted,
        "units": desk.count("unit", len(women)) if women else "",
        "women": desk.total(u.women for u in women),
        "interpreters": bool(female),
        "posts": desk.names(ids(u.post_id for u in female)),
        "hints": desk.series(hints[:3]),
        "whole": desk.whole,
    }
    evidence = ids((a.id for a in actions), (u.id for u in women), (u.id for u in female))
    if actions or hints or desk.units:
        yield Fact("gender", values, evidence, group="gender", question=not (noted or women))


def _hints(desk: Desk) -> list[str]:
    found = {
        desk.own(o.first.gender): None
        for p in desk.must_places
        for o in chosen(offers(desk, p))
        if o.first.gender
    }
    return [h.rstrip(".").strip() for h in found]
