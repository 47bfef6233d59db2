"""Section 9: who decides within how long, and where the time goes."""

from collections import defaultdict
from collections.abc import Iterator

from pocplanner.analysis.results import Gap
from pocplanner.model.strategy import Action, Decision
from pocplanner.report.draft.arrival_facts import computed_words, marked
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.network_facts import difference_facts


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _decisions(desk)
    yield from difference_facts(desk)
    yield from _time(desk)
    yield from _owners(desk)
    yield from _gender(desk)


def _decisions(desk: Desk) -> Iterator[Fact]:
    decisions = sorted(
        desk.snapshot.all(Decision), key=lambda d: (d.by_when is None, str(d.by_when), d.id)
    )
    for decision in decisions:
        late = decision.by_when is not None and decision.by_when < desk.as_of
        values = {
            "question": decision.question,
            "whom": decision.of_whom,
            "by": desk.day(decision.by_when),
            "late": late and not decision.outcome,
            "place": desk.name(decision.place_id) if decision.place_id else "",
            "options": desk.series(decision.options),
            "outcome": decision.outcome,
            "threats": desk.names_of_threats(decision.threat_ids),
        }
        evidence = ids(decision.id, decision.threat_ids)
        yield Fact("decision", values, evidence, f"decision:{decision.id}", "decisions")
    if not decisions and desk.whole:
        values = {
            "places": desk.names(desk.must_places, 5),
            "authority": desk.mission.accepting_authority,
        }
        yield Fact("no_decisions", values, (), "decisions", "decisions", True)


def _time(desk: Desk) -> Iterator[Fact]:
    gaps: dict[str, list[Gap]] = defaultdict(list)
    for gap in desk.assessment.gaps:
        gaps[gap.place_id].append(gap)
    advised: set[str] = set()
    for number, place in enumerate((*desk.must_places, *desk.should_places)):
        known = [g for g in gaps.get(place, ()) if g.response is not None or g.at_least is not None]
        if not known:
            continue
        worst = desk.gap_at(place) or known[0]
        best = min(known, key=lambda g: g.gap.likely if g.gap else 1e9)
        values = {
            "place": desk.name(place),
            "lines": desk.series(_line(desk, g) for g in (worst, best)),
            "costliest": desk.text(f"part.{worst.costliest}") if worst.costliest else "",
            "minutes": desk.minutes(worst.costliest_minutes) if worst.costliest_minutes else "",
            "decide": worst.costliest == "decide" and "decide" not in advised,
            "travel": worst.costliest == "travel",
            "verify": worst.costliest == "verify" and "verify" not in advised,
            "post": desk.snapshot.name(worst.post_id),
            "late": worst.verdict == "late",
            "computed": computed_words(desk, place, worst),
            "first": number == 0,
            "days_only": {g.light for g in known} == {"day"},
        }
        advised.add(worst.costliest)
        evidence = ids(place, (g.timing_id for g in known), worst.post_id)
        yield Fact("time", values, evidence, f"time:{place}", "time")
    silent = [
        p
        for p in (*desk.must_places, *desk.should_places)
        if not any(g.response is not None or g.at_least is not None for g in gaps.get(p, ()))
    ]
    if silent and desk.whole and desk.sees_force:
        values = {"places": desk.names(silent)}
        yield Fact("no_time", values, ids(silent), "no_time", "time", True)


def _line(desk: Desk, gap: Gap) -> str:
    key = f"condition.{gap.light}_{gap.season}"
    condition = desk.text(key) if desk.has(key) else desk.phrase("light", gap.light)
    if gap.gap is None:
        at_least = desk.minutes(gap.at_least.likely) if gap.at_least else desk.text("not_known")
        if gap.response is not None:
            at_least = desk.minutes(gap.response.likely)
            said = desk.text("time_line.no_warning", condition=condition, response=at_least)
            return marked(desk, said, gap)
        return desk.text("time_line.at_least", condition=condition, response=at_least)
    values = {
        "condition": condition,
        "warning": desk.minutes(gap.warning.likely if gap.warning else 0),
        "response": desk.minutes(gap.response.likely if gap.response else 0),
        "gap": desk.minutes(abs(gap.gap.likely)),
    }
    said = desk.text(f"time_line.{'late' if gap.gap.likely > 0 else 'in_time'}", **values)
    return marked(desk, said, gap)


def _owners(desk: Desk) -> Iterator[Fact]:
    actions = [a for a in desk.snapshot.all(Action) if a.state not in ("dropped", "done")]
    owned: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        if action.owner:
            owned[action.owner].append(action)
    order = sorted(owned, key=lambda o: (-len(owned[o]), o))
    most = [o for o in order if len(owned[o]) > 1][:8] or order[:4]
    if most:
        values = {
            "lines": desk.series(_owner(desk, o, owned[o]) for o in most),
            "rest": desk.number(len(order) - len(most)) if len(order) > len(most) else "",
        }
        evidence = ids(a.id for o in most for a in owned[o])
        yield Fact("owner", values, evidence, "owners", "owners")
    bare = [a for a in actions if not a.owner]
    if bare and desk.whole:
        values = {
            "n": desk.count("action", len(bare)),
            "places": desk.names(ids(a.place_id for a in bare if a.place_id)),
        }
        yield Fact("no_owner", values, ids(a.id for a in bare), "no_owner", "owners", True)
    yield Fact("ladder", {}, group="owners", generic=True)


def _owner(desk: Desk, owner: str, found: list[Action]) -> str:
    first = min((a.due_on for a in found if a.due_on), default=None)
    n = desk.count("action", len(found))
    if first is None:
        return desk.text("owner_line", owner=owner, n=n)
    return desk.text("owner_due_line", owner=owner, n=n, first=desk.day(first))


def _gender(desk: Desk) -> Iterator[Fact]:
    advisers = [u for u in desk.units if u.kind in ("women_protection", "gender")]
    values = {
        "advisers": desk.listed(u.name for u in advisers),
        "posts": desk.names(ids(u.post_id for u in advisers if u.post_id)),
        "whole": desk.whole,
    }
    if advisers or desk.whole:
        evidence = ids(u.id for u in advisers)
        yield Fact("gender", values, evidence, group="gender", question=not advisers)
