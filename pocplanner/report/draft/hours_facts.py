"""Risk-hours in the draft: what is said of a place, with women and men apart, and the questions."""

from collections.abc import Iterator
from typing import Any

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.exposure.hours_told import number, purpose, stretches
from pocplanner.analysis.exposure.plan import Proposed, plan
from pocplanner.analysis.exposure.presence import Presence
from pocplanner.analysis.exposure.telling import by_sex, guesses, headline
from pocplanner.analysis.exposure.week import told_spans
from pocplanner.analysis.results import SEASONS
from pocplanner.analysis.telling import Teller
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

#: Places that have a paragraph of their own.
_TOLD = 5
#: Patrols of a season that are named as what would change most.
_PROPOSED = 3


def worst_places(desk: Desk) -> list[Any]:
    """Each place in its worst season, the ranked places first."""
    exposure = desk.assessment.exposure
    worst: dict[str, Any] = {}
    for one in exposure.places if exposure is not None else ():
        held = worst.get(one.place_id)
        if one.risk > 0 and (held is None or one.risk > held.risk):
            worst[one.place_id] = one
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    first = set(desk.first_places)
    return sorted(
        worst.values(),
        key=lambda p: (p.place_id not in first, -p.risk, order.get(p.place_id, 999), p.place_id),
    )


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs on hours: the rule, the worst places, what nobody has asked."""
    found = worst_places(desk)
    teller = Teller(desk.words, desk.snapshot)
    for one in found[:_TOLD]:
        first = one.tasks[0]
        ways, on_way = one.part(home=False)
        night, at_home = one.part(home=True)
        values = {
            "place": desk.name(one.place_id),
            "head": headline(teller, one),
            "ways": by_sex(desk.words, on_way) if ways is not None and ways.total else "",
            "night": by_sex(desk.words, at_home) if night is not None and night.total else "",
            "worst": purpose(desk.words, first.task.purpose),
            "hours": stretches(desk.words, told_spans(first.bare, 2)),
            "not_judged": number(desk.words, one.hours.not_judged)
            if one.hours is not None and one.hours.not_judged
            else "",
            "unknown": desk.listed(
                purpose(desk.words, t.task.purpose).lower() for t in one.unknown
            ),
            "guessed": guesses(desk.words, one.guesses),
        }
        evidence = ids(
            (i for t in one.tasks[:4] for i in t.task.record_ids),
            (i for t in one.tasks[:2] for i in t.threat_ids[:3]),
        )
        yield Fact("hours_at", values, evidence, f"hours:{one.place_id}", "hours")
    if found:
        rest = found[_TOLD:]
        values = {"rest": desk.names(ids(p.place_id for p in rest), 8)}
        yield Fact("hours_rule", values, ids(p.place_id for p in rest[:8]), group="hours")
        yield from _plan(desk)
    elif desk.whole:
        values = {"places": desk.names(desk.first_places, 4)}
        yield Fact("no_hours", values, (), "no_hours", "hours", True)
    unasked = [a for a in desk.assessment.journeys if not a.journey_ids]
    ranked = [a.place_id for a in unasked if a.place_id in set(desk.ranked_places)]
    if ranked and desk.whole:
        values = {"places": desk.names(ranked, 6)}
        yield Fact("ways_unasked", values, ids(ranked[:6]), "ways_unasked", "journeys", True)


def _plan(desk: Desk) -> Iterator[Fact]:
    """What would change it: the patrols that would cover most, season by season, as proposals."""
    exposure = desk.assessment.exposure
    assumed = Assumptions(desk.snapshot.assumptions)
    told: list[str] = []
    refs: list[str] = []
    for season in SEASONS:
        presence = Presence(desk.snapshot, desk.assessment.arrivals, season, assumed)
        units = exposure.units.get(season, ())
        made = plan(desk.snapshot, season, exposure.of(season), presence, units, assumed)
        if not made.patrols:
            continue
        first = made.patrols[:_PROPOSED]
        lines = desk.series((_proposed(desk, p) for p in first), _PROPOSED)
        told.append(desk.text("hours_plan", season=desk.term("season_kind", season), lines=lines))
        refs += [i for p in first for i in (*p.record_ids[:1], p.unit_id)]
    if told:
        yield Fact("hours_plan", {"lines": " ".join(told)}, ids(refs), group="hours")


def _proposed(desk: Desk, one: Proposed) -> str:
    """One proposed patrol in a few words."""
    facts = {
        "kind": desk.words.text(f"exposure.kind.{one.kind}"),
        "place": desk.name(one.place_id),
        "unit": desk.name(one.unit_id),
        "hours": stretches(desk.words, [(one.weekdays, one.from_hour, one.to_hour)]),
    }
    if one.person_hours is None:
        return desk.text("hours_proposal", **facts)
    count = number(desk.words, one.person_hours)
    return desk.text("hours_proposal_figure", count=count, **facts)


def row(desk: Desk, place: str) -> str:
    """The hours of a place for the field matrix, both seasons; empty where nothing was computed."""
    exposure = desk.assessment.exposure
    if exposure is None:
        return ""
    told = []
    for season in ("dry", "wet"):
        one = exposure.at(place, season)
        if one is None or not one.risk:
            continue
        first = one.tasks[0]
        facts = {
            "season": desk.phrase("season_kind", season),
            "worst": purpose(desk.words, first.task.purpose).lower(),
            "hours": stretches(desk.words, told_spans(first.bare, 1)),
        }
        key = "exposure.row_words"
        if one.hours is not None:
            facts["uncovered"] = number(desk.words, one.hours.uncovered)
            facts["total"] = number(desk.words, one.hours.total)
            key = "exposure.row_least" if one.unknown else "exposure.row"
        told.append(desk.words.text(key, **facts))
    return desk.words.parted(told)


__all__ = ["facts", "row", "worst_places"]
