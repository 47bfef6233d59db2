"""What risk-hours say together: places with most hours that nobody covers; what was not asked."""

from collections.abc import Iterable, Iterator

from pocplanner.analysis.exposure.figures import Covered, Exposure, PlaceHours
from pocplanner.analysis.exposure.journeys import Asked
from pocplanner.analysis.exposure.week import told_spans
from pocplanner.analysis.results import Finding, Question

#: Findings of at most so many places: the rest stands in the table.
_MOST = 12


def exposure_findings(found: Exposure) -> Iterator[Finding]:
    """The worst places and seasons; reasons to act, never to rate lower."""
    worst: dict[str, PlaceHours] = {}
    for one in found.places:
        held = worst.get(one.place_id)
        if one.risk > 0 and (held is None or one.risk > held.risk):
            worst[one.place_id] = one
    for one in sorted(worst.values(), key=lambda p: (-p.risk, p.place_id))[:_MOST]:
        yield _finding(one)


def _finding(one: PlaceHours) -> Finding:
    first = one.tasks[0]
    refs = tuple(dict.fromkeys((*first.task.record_ids[:3], *first.threat_ids[:3])))
    facts: dict[str, object] = {
        "place": one.place_id,
        "season": one.season,
        "purpose": first.task.purpose,
        "stretches": hours_fact(first),
    }
    key = "finding.unprotected_words"
    if one.hours is not None:
        facts |= {"uncovered": one.hours.uncovered, "total": one.hours.total}
        key = "finding.unprotected_least" if one.unknown else "finding.unprotected_hours"
        if one.hours.not_judged:
            facts["not_judged"] = one.hours.not_judged
            key += "_judge"
    return Finding(key, facts, refs, place_id=one.place_id, weight=2)


def hours_fact(one: Covered) -> tuple[tuple[tuple[str, ...], int, int], ...]:
    """The hours of a task that nobody covers, as stretches of the week."""
    return tuple(told_spans(one.bare, 2))


def journey_questions(found: Iterable[Asked], watched: Iterable[str]) -> Iterator[Question]:
    """What nobody has asked yet of the ways of threatened places."""
    here = set(watched)
    for one in found:
        if one.place_id not in here:
            continue
        place = {"place": one.place_id}
        who = ("who.women", "who.committee", "who.cla")
        if not one.journey_ids:
            yield Question("question.no_journeys", place, (), who, one.place_id, 2)
            continue
        parts = tuple(dict.fromkeys(a for answers in one.open.values() for a in answers))
        refs = tuple(id for id, answers in one.open.items() if answers)
        if parts:
            facts = place | {"answers": parts, "count": len(refs)}
            yield Question("question.journey_answers", facts, refs, who, one.place_id, 1)
        if one.only_men_asked:
            yield Question("question.journeys_men_asked", place, one.journey_ids, who,
                           one.place_id, 2)  # fmt: skip


__all__ = ["exposure_findings", "hours_fact", "journey_questions"]
