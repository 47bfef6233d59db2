"""Findings that arise from counts, times and voices rather than from one record."""

from collections.abc import Iterable, Iterator

from pocplanner.analysis.ground import Ground
from pocplanner.analysis.reach_time import worst
from pocplanner.analysis.results import Finding, Gap, Patterns, Rated, Voices
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot

_SAFETY = frozenset({"feels_safe_day", "feels_safe_night", "feels_safe_route"})
#: Women and men differ in how safe they feel from here on (ten in a hundred).
_APART = 0.1


def pattern_findings(ground: Ground, found: Patterns) -> Iterator[Finding]:
    """Where deaths gather, where events rise, what market days show."""
    half = found.half_of_deaths
    if half is not None:
        yield Finding(
            "finding.half_of_deaths",
            {"count": half.places, "of": half.of, "deaths": half.deaths, "names": half.place_ids},
            tuple(i for i in half.place_ids if ground.snapshot.get(i)),
            weight=2,
        )
    for row in (*found.recent.areas, *found.recent.places):
        moved = row.trend
        if moved is None or moved.verdict != "rising" or not row.recorded:
            continue
        of_area = isinstance(ground.snapshot.get(row.key), Area)
        yield Finding(
            "finding.area_rising" if of_area else "finding.place_rising",
            {
                "place": row.key,
                "count": moved.recent.events,
                "before": moved.before.events,
                "last_year": moved.last_year.events,
                "days": moved.days,
                "deaths": moved.recent.deaths,
            },
            (row.key,),
            place_id=row.key,
            weight=2,
        )
    least = ground.assumptions.whole("market.min_events")
    ratio = ground.assumptions.value("market.ratio")
    for market in found.markets:
        if market.events >= least and market.on_market_days >= ratio * market.expected:
            yield Finding(
                "finding.market_days",
                {
                    "place": market.place_id,
                    "count": market.on_market_days,
                    "of": market.events,
                    "expected": round(market.expected, 1),
                    "weekdays": market.days,
                },
                (market.place_id,),
                place_id=market.place_id,
                weight=2,
            )


def conflicted_findings(
    snapshot: Snapshot, rated: Iterable[tuple[Rated, Threat]]
) -> Iterator[Finding]:
    """Actors who should protect and are held to harm, each with the places, worst first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry, threat in rated:
        if entry.step("opportunity").source == "rule":
            for id in threat.perpetrator_ids:
                if snapshot.one(Actor, id) is not None:
                    found.setdefault(id, []).append((threat.place_id, threat.id))
    for id, cases in found.items():
        places = tuple(dict.fromkeys(place for place, _ in cases))
        yield Finding(
            "finding.protector_is_perpetrator",
            {"actor": id, "count": len(cases), "places": places[:5]},
            (id, *(t for _, t in cases[:20])),
            weight=3,
        )


def gap_findings(gaps: Iterable[Gap]) -> Iterator[Finding]:
    """Places that help reaches too late, in their worst condition, and which link costs most."""
    by_place: dict[str, list[Gap]] = {}
    for gap in gaps:
        by_place.setdefault(gap.place_id, []).append(gap)
    for place in sorted(by_place):
        last = worst(by_place[place])
        if last is None or last.gap is None or last.verdict == "in_time":
            continue
        facts = {
            "place": place,
            "minutes": round(last.gap.likely if last.verdict == "late" else last.gap.max),
            "light": last.light,
            "season": last.season,
        }
        refs = tuple(r for r in (last.timing_id, last.post_id) if r)
        key = f"finding.gap_{last.verdict}"
        if last.computed:
            key += "_computed"
            facts |= {"basis": last.basis}
        yield Finding(key, facts, refs, place_id=place, weight=3)
        if last.costliest and last.verdict == "late":
            link = {"link": last.costliest, "minutes": round(last.costliest_minutes or 0)}
            yield Finding("finding.gap_costliest", facts | link, refs, place_id=place, weight=1)


def voice_findings(voices: Iterable[Voices]) -> Iterator[Finding]:
    """Where women or men feel less safe than the other, as far as enough were asked."""
    shares = {(v.place_id, v.question, v.sex): v for v in voices if v.share is not None}
    for (place, question, sex), women in sorted(shares.items()):
        men = shares.get((place, question, "male"))
        if sex != "female" or question not in _SAFETY or men is None:
            continue
        apart = (men.share or 0) - (women.share or 0)
        if abs(apart) < _APART:
            continue
        yield Finding(
            "finding.women_feel_less_safe" if apart > 0 else "finding.men_feel_less_safe",
            {
                "place": place,
                "question": question,
                "women": women.share,
                "men": men.share,
                "asked": women.asked + men.asked,
            },
            (*women.refs, *men.refs),
            place_id=place,
            weight=2,
        )
