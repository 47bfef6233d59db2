"""Section 7: who decides with the mission, what people asked for, what they were told."""

from collections.abc import Iterable, Iterator
from typing import Any

from pocplanner.analysis.results import Voices
from pocplanner.model.community import Mechanism, Promise, Request
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.engagement_facts import contacts, differing, initiative_facts
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.mesh_facts import seat_facts


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _decides(desk)
    yield from _requests(desk)
    yield from _promises(desk)
    yield from contacts(desk)
    yield from initiative_facts(desk)
    yield from _voices(desk)
    yield from differing(desk)
    yield from _gender(desk)


def _decides(desk: Desk) -> Iterator[Fact]:
    mechanisms = desk.snapshot.all(Mechanism)
    deciding = [m for m in mechanisms if any(s.deciding for s in m.seats)]
    told = [m for m in mechanisms if m.seats and not any(s.deciding for s in m.seats)]
    absent = {g: m for m in mechanisms for g in m.groups_absent}
    if mechanisms:
        values = {
            "n": desk.count("mechanism", len(mechanisms)),
            "deciding": desk.listed((m.name for m in deciding), 5),
            "told": desk.listed((m.name for m in told), 5),
            "absent": desk.groups(absent, 6),
            "nothing": not deciding,
            "whole": desk.whole,
        }
        yield Fact("decides", values, ids(m.id for m in mechanisms), group="decides")
    elif desk.whole:
        values = {"n": desk.count("community", len(desk.communities)) if desk.communities else ""}
        yield Fact("nobody_decides", values, (), "decides", "decides", True)
    yield from seat_facts(desk)
    yield Fact("rule", {}, group="decides", generic=True)


def _requests(desk: Desk) -> Iterator[Fact]:
    requests = sorted(
        desk.snapshot.all(Request), key=lambda r: (-(r.community_priority or 0), r.asked_on, r.id)
    )
    if not requests:
        if desk.whole:
            bare: dict[str, Any] = {"promises": not desk.snapshot.all(Promise)}
            yield Fact("no_requests", bare, (), "requests", "requests", True)
        return
    opened = [r for r in requests if r.answer == "open"]
    refused = [r for r in requests if r.answer == "refused"]
    untold = [r for r in requests if r.answer != "open" and r.told_back_on is None]
    values: dict[str, Any] = {
        "n": desk.count("request", len(requests)),
        "open": desk.number(len(opened)),
        "accepted": desk.number(sum(r.answer in ("accepted", "partly_accepted") for r in requests)),
        "refused": desk.number(len(refused)),
        "untold": desk.number(len(untold)) if untold else "",
        "owed": bool(opened),
    }
    yield Fact("requests", values, ids(r.id for r in requests), group="requests")
    for request in requests[:8]:
        days = (desk.as_of - request.asked_on).days
        values = {
            "place": desk.name(request.place_id) if request.place_id else "",
            "text": request.text,
            "asked": desk.day(request.asked_on),
            "days": desk.number(days) if days > 0 else "",
            "who": desk.phrase("sex", request.asked_by_sex)
            if request.asked_by_sex in ("female", "male")
            else "",
            "priority": request.community_priority or 0,
            "answer": request.answer,
            "reason": request.reason,
            "told": desk.day(request.told_back_on),
        }
        evidence = ids(request.id, request.place_id)
        question = request.answer == "open"
        yield Fact("request", values, evidence, f"request:{request.id}", "requests", question)


def _promises(desk: Desk) -> Iterator[Fact]:
    promises = desk.snapshot.all(Promise)
    owed = [p for p in promises if p.state == "open" or p.told_on is None]
    owed.sort(key=lambda p: (p.due_on is None, str(p.due_on), p.id))
    for number, promise in enumerate(owed):
        late = promise.due_on is not None and promise.due_on < desk.as_of
        values = {
            "place": desk.name(promise.place_id) if promise.place_id else "",
            "to": promise.to,
            "by": promise.by,
            "text": promise.text,
            "made": desk.day(promise.made_on),
            "due": desk.day(promise.due_on),
            "late": desk.number((desk.as_of - promise.due_on).days)
            if late and promise.due_on
            else "",
            "state": promise.state,
            "outcome": promise.outcome,
            "first": number == 0 and late and promise.state == "open",
        }
        yield Fact("promise", values, ids(promise.id), f"promise:{promise.id}", "promises")
    if not promises and desk.whole and desk.snapshot.all(Request):
        yield Fact("no_promises", {}, (), "promises", "promises", True)


#: The questions that matter most to a plan, in their order.
_ASKED = ("feels_safe_night", "feels_safe_route", "mission_would_come", "feels_safe_day")
#: Of how many of them a place's answers are told; the workbook holds the rest.
_MOST_SHARES = 3


def most_asked(questions: Iterable[str]) -> tuple[str, ...]:
    """The questions of which a paper tells, those that matter most to a plan first."""
    found = dict.fromkeys(questions)
    return tuple(sorted(found, key=lambda q: _ASKED.index(q) if q in _ASKED else 99))[:_MOST_SHARES]


def _share(desk: Desk, voice: Voices) -> str:
    who = desk.phrase("sex", voice.sex) if voice.sex != "not_stated" else desk.text("people_there")
    return desk.text("voice_share", who=who, share=desk.number(100 * (voice.share or 0)))


def _who_was_asked(desk: Desk, sex: str, asked: int) -> str:
    who = desk.phrase("sex", sex) if sex != "not_stated" else desk.text("people_there")
    return f"{desk.number(asked)} {who}"


def _voices(desk: Desk) -> Iterator[Fact]:
    """What surveys say, with how many were asked: no share below the least number."""
    few: list[Voices] = []
    for place in ids(v.place_id for v in desk.assessment.voices):
        here = [v for v in desk.assessment.voices if v.place_id == place]
        shares: dict[str, list[Voices]] = {}
        for voice in here:
            if voice.share is not None:
                shares.setdefault(voice.question, []).append(voice)
        if not shares:
            few += here
            continue
        first = most_asked(shares)
        asked = {v.sex: v.asked for v in here}
        values = {
            "place": desk.name(place),
            "lines": desk.series(
                desk.text(
                    "voice_line",
                    question=desk.phrase("perception_question", q),
                    shares=desk.listed(_share(desk, v) for v in shares[q]),
                )
                for q in first
            ),
            "asked": desk.listed(_who_was_asked(desk, s, n) for s, n in asked.items()),
            "on": desk.day(max(v.on for v in here)),
        }
        evidence = ids((r for v in here for r in v.refs), place)
        yield Fact("voices", values, evidence, f"voices:{place}", "voices")
    if few:
        thin = ids(v.place_id for v in few)
        evidence = ids(thin, (r for v in few for r in v.refs))
        yield Fact("voices_few", {"places": desk.names(thin)}, evidence, group="voices")
    if not desk.assessment.voices and desk.whole:
        places = desk.names(desk.first_places, 5)
        yield Fact("no_voices", {"places": places}, (), "voices", "voices", True)


def _gender(desk: Desk) -> Iterator[Fact]:
    requests = desk.snapshot.all(Request)
    women = [r for r in requests if r.asked_by_sex == "female"]
    answered = [r for r in women if r.answer in ("accepted", "partly_accepted")]
    silent = [r for r in requests if r.asked_by_sex == "not_stated"]
    seats = [
        (s.sex, s.deciding)
        for m in desk.snapshot.all(Mechanism)
        for s in m.seats
        if s.deciding and s.sex in ("female", "male")
    ]
    share = desk.share_of_women(seats)
    if not requests and not share:
        if desk.whole and desk.snapshot.all(Mechanism):
            yield Fact("no_gender", {}, (), "gender", "gender", True)
        return
    values = {
        "n": desk.count("request", len(requests)) if requests else "",
        "women": desk.number(len(women)),
        "answered": desk.number(len(answered)),
        "some": bool(women),
        "silent": desk.number(len(silent)) if silent else "",
        "seats": desk.number(share[1]) if share else "",
        "held": desk.number(share[0]) if share else "",
        "half": bool(share and share[0] * 2 >= share[1]),
    }
    evidence = ids(
        (r.id for r in requests), (m.id for m in desk.snapshot.all(Mechanism) if m.seats)
    )
    yield Fact("gender", values, evidence, group="gender")
