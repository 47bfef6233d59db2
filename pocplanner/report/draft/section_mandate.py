"""Section 1: the mandate in its own words, what protection means here, whom the mission heard."""

from collections.abc import Iterator
from typing import Any

from pocplanner.model.community import Community, Coping, Mechanism
from pocplanner.model.events import Series
from pocplanner.model.record import Record
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.grammar import low


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    mission = desk.mission
    yield from _mandate(desk)
    for kind in ("definition", "not_others"):
        yield Fact(kind, {}, group="meaning", generic=True)
    yield Fact("tiers", {}, group="meaning", generic=True)
    if mission.definition_note:
        note = {"note": mission.definition_note, "mission": mission.name}
        yield Fact("own_definition", note, (mission.id,), group="meaning")
    yield _responsibility(desk)
    yield _phase(desk)
    yield from _heard(desk)
    yield _rests_on(desk)


def _mandate(desk: Desk) -> Iterator[Fact]:
    mission = desk.mission
    for number, part in enumerate(mission.mandate):
        values = {
            "reference": part.reference,
            "quote": part.text,
            "subject": desk.phrase("mandate_subject", part.subject),
            "first": number == 0,
        }
        yield Fact("quote", values, (mission.id,), f"mandate:{number + 1}", "mandate")
    if not mission.mandate:
        yield Fact("no_mandate", {"mission": mission.name}, group="mandate", question=True)
    if mission.mandate_until:
        days = (mission.mandate_until - desk.as_of).days
        values = {
            "until": desk.day(mission.mandate_until),
            "days": desk.number(abs(days)),
            "over": days < 0,
            "soon": 0 <= days <= 120,
        }
        yield Fact("until", values, (mission.id,), "mandate:until", "mandate")


def _responsibility(desk: Desk) -> Fact:
    """Who is responsible first, beside what its own forces are said to do."""
    state = desk.state.actors
    by_state = desk.state.threats
    names = [a.name for a in state] or list(desk.state.names)
    values = {
        "country": desk.mission.country,
        "actors": desk.listed(names),
        "n": desk.count("threat", len(by_state)),
        "some": bool(by_state),
        "all": desk.number(len(desk.threats)),
        "whole": desk.whole,
    }
    evidence = ids(desk.mission.id, (a.id for a in state), (t.id for t in by_state))
    kind = "responsibility_state" if names else "responsibility"
    return Fact(kind, values, evidence, "responsibility", "meaning")


def _phase(desk: Desk) -> Fact:
    mission = desk.mission
    if not mission.lifecycle:
        values: dict[str, Any] = {"mission": mission.name}
        return Fact("no_lifecycle", values, group="phase", key="lifecycle", question=True)
    closing = [p for p in desk.posts if p.closes_on]
    values = {
        "mission": mission.name,
        "phase": desk.phrase("lifecycle_phase", mission.lifecycle),
        "leaving": mission.lifecycle in {"transition", "drawdown", "closure"},
        "closing": desk.count("closure", len(closing)) if closing else "",
        "first": desk.name(min(closing, key=lambda p: str(p.closes_on)).id) if closing else "",
        "on": desk.day(min(p.closes_on for p in closing if p.closes_on)) if closing else "",
        "seasons": desk.listed(
            desk.text(
                "season_line",
                name=s.name,
                since=_day(desk, s.first_day, s.first_month),
                until=_day(desk, s.last_day, s.last_month),
            )
            for s in mission.seasons
        ),
    }
    return Fact("lifecycle", values, ids(mission.id, (p.id for p in closing)), group="phase")


def _day(desk: Desk, day: int, month: int) -> str:
    number = "1er" if day == 1 and desk.language == "fr" else str(day)
    return desk.text("month_day", day=number, month=desk.words.text(f"report.month.{month}"))


def _heard(desk: Desk) -> Iterator[Fact]:
    held = desk.mission.consultations
    if not held:
        if desk.whole:
            yield Fact("not_heard", {"as_of": desk.day(desk.as_of)}, (), "heard", "heard", True)
        return
    women, men = [c.women for c in held], [c.men for c in held]
    counted = all(w is not None for w in women) and all(m is not None for m in men)
    last = max(held, key=lambda c: c.on)
    values = {
        "n": desk.count("consultation", len(held)),
        "last": desk.day(last.on),
        "with_whom": last.with_whom,
        "where": last.where,
        "women": desk.total(women) if counted else "",
        "men": desk.total(men) if counted else "",
        "none_women": counted and not sum(w or 0 for w in women),
        "more_men": counted and sum(m or 0 for m in men) > 2 * sum(w or 0 for w in women),
        "uncounted": not counted,
    }
    yield Fact("heard", values, (desk.mission.id,), "heard", "heard")
    for number, one in enumerate(held):
        if one.summary:
            said = {
                "on": desk.day(one.on),
                "whom": one.with_whom,
                "where": one.where,
                "text": one.summary,
            }
            key = f"heard:{one.on.isoformat()}:{number}"
            yield Fact("heard_one", said, (desk.mission.id,), key, "heard")


def _rests_on(desk: Desk) -> Fact:
    events = desk.snapshot.events
    counted: dict[str, tuple[type[Record], int]] = {
        "community": (Community, len(desk.communities)),
        "coping": (Coping, len(desk.snapshot.all(Coping))),
        "mechanism": (Mechanism, len(desk.snapshot.all(Mechanism))),
        "event": (Series, len(events)),
    }
    bare = (desk.words.kind(kind, many=True) for kind, n in counted.values() if not n)
    values = {
        "as_of": desk.day(desk.as_of),
        "review": desk.day(desk.mission.review_on),
        "known": desk.listed(desk.count(key, n) for key, (_, n) in counted.items() if n),
        "missing": desk.listed(low(name) for name in bare),
        "reviewed": desk.count("threat_reviewed", len(desk.reviewed)),
        "proposed": desk.count("threat_proposed", len(desk.proposed)) if desk.proposed else "",
        "whole": desk.whole,
    }
    # Readers to whom no consultation is told find it without a heading that promises one.
    group = "heard" if desk.mission.consultations or desk.whole else "phase"
    return Fact("rests_on", values, ids(desk.mission.id, events.series_ids), group=group)
