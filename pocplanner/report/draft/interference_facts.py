"""Actions beside what people do, for the papers: what is asked, what was settled, by whom."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pocplanner.analysis.interference import Interference, said, who
from pocplanner.analysis.results import Said
from pocplanner.model.interference import InterferenceAnswer
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

#: So many places, and so many actions beside what they support, are named in a sentence.
MOST_PLACES, MOST_SUPPORTS = 24, 24


def asked(desk: Desk) -> Iterator[Fact]:
    """What stands open before an action: one paragraph for each action, each question once."""
    waiting: dict[str, list[Interference]] = {}
    for one in desk.assessment.interference:
        if one.open:
            waiting.setdefault(one.action_id, []).append(one)
    for action, found in waiting.items():
        parts = tuple(_parts(desk, found))
        values = {
            "action": desk.name(action),
            "hours": next(filter(None, (_hours(desk, one) for one in found)), ""),
            "parts": " ".join(
                f"({at}) {part}" if len(parts) > 1 else part for at, part in enumerate(parts, 1)
            ),
            "begun": any(one.begun for one in found),
        }
        evidence = ids(r for one in found for r in one.refs)
        yield Fact("interference", values, evidence, f"interference:{action}", "questions", True)


def _parts(desk: Desk, found: Iterable[Interference]) -> Iterator[str]:
    """The questions of one action; ways of coping of a place under the same rule are one."""
    same: dict[tuple[str, str, str], list[Interference]] = {}
    for one in found:
        hours = str(said(desk.snapshot, one)[1].get("hours", ""))
        asked_of_all = f"{desk.own(one.rule.does)} {desk.own(one.rule.ask)}"
        same.setdefault((asked_of_all, one.place_id, hours), []).append(one)
    for (_, place, hours), ones in same.items():
        told = {
            "does": desk.own(ones[0].rule.does),
            "coping": desk.listed(
                desk.text("beside_named", name=desk.name(one.coping_id)) for one in ones
            ),
            "place": desk.name(place) if place else "",
            "ask": desk.own(ones[0].rule.ask),
            "hours": hours,
        }
        key = "interference_part_used" if hours else "interference_part"
        yield desk.text(key, **told) + _put(desk, ones)


def _hours(desk: Desk, one: Interference) -> str:
    """The hours of the action, where they matter to the question."""
    facts = said(desk.snapshot, one)[1]
    return f"{facts['start']}–{facts['end']}" if "start" in facts else ""


def _put(desk: Desk, found: Iterable[Interference]) -> str:
    """That a question was put and by whom, where no answer has come yet."""
    put = (answer_of(desk, one) for one in found if one.state == "asked")
    return "".join(
        desk.text("interference_put", on=desk.day(answer.on), by=answer.by)
        for answer in dict.fromkeys(put)
        if answer is not None
    )


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
            "by": answer.by,
            "on": desk.day(answer.on),
            "told": answer.text,
            "until": desk.day(answer.until),
        }
        key = f"settled:{one.action_id}:{one.coping_id}"
        yield Fact("interference_settled", values, ids(one.refs), key, "questions")


def at_place(desk: Desk, place: str) -> tuple[Interference, ...]:
    """What actions may do to what people of a place do: the open questions first."""
    found = (o for o in desk.assessment.interference if o.place_id == place)
    return tuple(sorted(found, key=lambda o: (not o.open, o.rule.effect != "may_harm")))


def coping_beside(desk: Desk) -> Iterator[Fact]:
    """In the part on what people do: where what is planned may harm it, or supports it."""
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    every = sorted(
        desk.assessment.interference,
        key=lambda o: (order.get(o.place_id, 999), desk.name(o.place_id) if o.place_id else ""),
    )
    harm = [o for o in every if o.rule.effect == "may_harm"]
    waiting = [o for o in harm if o.open]
    if waiting:
        values = {
            "open": desk.count("question", len(waiting)),
            "one": len(waiting) == 1,
            "places": _counted(desk, waiting),
            "who": desk.who_could_answer(who_of(desk, waiting[0])),
            "begun": desk.names((o.action_id for o in waiting if o.begun), 3),
        }
        evidence = ids(r for o in waiting for r in o.refs)
        yield Fact("beside_open", values, evidence, "beside:open", "undermined", True)
    done = [o for o in harm if not o.open]
    if done:
        owned = (answer_of(desk, o) for o in done if o.state == "risk")
        values = {
            "n": desk.number(len(done)),
            "places": _counted(desk, done),
            "owners": desk.listed(dict.fromkeys(a.by for a in owned if a is not None), 3),
        }
        evidence = ids(r for o in done for r in o.refs)
        yield Fact("beside_settled", values, evidence, "beside:settled", "undermined")
    helps = [o for o in every if o.rule.effect == "supports"]
    if helps:
        values = {"supports": desk.series(_pairs(desk, helps), MOST_SUPPORTS)}
        evidence = ids(r for o in helps for r in o.refs)
        yield Fact("beside_supports", values, evidence, "beside:supports", "undermined")


def _counted(desk: Desk, found: Iterable[Interference]) -> str:
    """The places with how many of these stand at each."""
    places = Counter(desk.name(o.place_id) if o.place_id else "" for o in found)
    places.pop("", None)
    return desk.listed(
        (desk.text("beside_count", place=p, n=desk.number(n)) for p, n in places.items()),
        MOST_PLACES,
    )


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
