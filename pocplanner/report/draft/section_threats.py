"""Section 3: the threats by place, group and season, how sure they are, and who disagrees."""

from collections.abc import Iterator
from dataclasses import replace

from pocplanner.model.assessment import Threat
from pocplanner.model.community import Community
from pocplanner.report.draft import sign_facts, threat_facts
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.event_facts import data
from pocplanner.report.draft.fact import Fact, ids
from pocplanner.report.draft.place_facts import place_values

#: Proposed threats told one by one; the table holds them all.
MOST_PROPOSED = 12


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _picture(desk)
    for place in desk.must_places:
        community = desk.snapshot.one(Community, place)
        if community:
            values = place_values(desk, community)
            yield Fact("place", values, (community.id,), f"place:{place}", "must")
        for threat in desk.threats_at(place):
            must = desk.rated[threat.id].priority == "must"
            yield _threat(desk, threat, "threat" if must else "threat_short", "must")
    for place in desk.should_places:
        for threat in desk.threats_at(place):
            yield _threat(desk, threat, "threat_short", "should")
    yield from _could(desk)
    yield from _proposed(desk)
    yield from _dissent(desk)
    yield from sign_facts.place_facts(desk)
    yield from data(desk)
    yield from _gender(desk)


def _threat(desk: Desk, threat: Threat, kind: str, group: str) -> Fact:
    # In one line the record itself is cited; what it rests on stands with it.
    whole = kind == "threat"
    evidence = threat_facts.evidence(desk, threat) if whole else (threat.id,)
    return Fact(
        kind,
        threat_facts.values(desk, threat),
        evidence,
        f"threat:{threat.id}",
        group,
    )


def _picture(desk: Desk) -> Iterator[Fact]:
    assessment = desk.assessment
    values = {
        "as_of": desk.day(assessment.as_of),
        "rated": bool(desk.threats),
        "until": desk.day(assessment.data_until),
        "same": assessment.as_of == assessment.data_until,
        "outdated": assessment.outdated,
        "events": desk.count("event", assessment.patterns.whole.total.events),
        "nothing": not assessment.patterns.whole.total.events,
    }
    series = desk.snapshot.events.series_ids
    yield Fact("as_of", values, ids(desk.mission.id, series), group="picture")
    if not desk.threats:
        values = {"n": desk.number(len(desk.communities)), "whole": desk.whole}
        yield Fact("no_threats", values, (), "picture", "picture", question=True)
        return
    must, should = desk.of_priority("must"), desk.of_priority("should")
    could = desk.of_priority("could")
    values = {
        "n": desk.count("threat_reviewed", len(desk.reviewed)),
        "reviewed": len(desk.reviewed),
        "must": desk.count("must", len(must)),
        "should": desk.count("should", len(should)),
        "could": desk.count("could", len(could)),
        "places": desk.names(desk.must_places, 10),
        "nowhere": not must,
        "under_way": desk.names(ids(t.place_id for t in desk.reviewed if t.under_way)),
        "proposed": desk.count("threat_proposed", len(desk.proposed)) if desk.proposed else "",
    }
    yield Fact("picture", values, ids(t.id for t in desk.threats), group="picture")
    yield from _concentration(desk)


def _concentration(desk: Desk) -> Iterator[Fact]:
    half, trend = desk.assessment.patterns.half_of_deaths, desk.assessment.patterns.trend
    series = desk.snapshot.events.series_ids
    if half and half.places and half.of > half.places:
        values = {
            "places": desk.names(half.place_ids, 8),
            "n": desk.number(half.places),
            "of": desk.number(half.of),
            "deaths": desk.count("death", half.deaths),
            "one": half.places == 1,
        }
        yield Fact("half", values, ids(half.place_ids, series), group="picture")
    if trend and trend.recent.events + trend.before.events:
        values = {
            "days": desk.number(trend.days),
            "recent": desk.count("event", trend.recent.events),
            "recent_deaths": desk.count("death", trend.recent.deaths),
            "before": desk.number(trend.before.events),
            "year": desk.number(trend.last_year.events),
            "verdict": trend.verdict,
            "outdated": desk.assessment.outdated,
        }
        yield Fact("trend", values, ids(series), group="picture")


def _could(desk: Desk) -> Iterator[Fact]:
    threats = [t for p in desk.could_places for t in desk.threats_at(p)]
    if not threats:
        return
    gaps = [t for t in threats if (desk.rated[t.id].community_gap or 0) >= 2]
    values = {
        "n": desk.count("threat", len(threats)),
        "places": desk.names(desk.could_places, 10),
        "harms": desk.phrases("threat_type", ids(t.kind for t in threats)),
        "worse": desk.names(ids(t.place_id for t in gaps)),
        "rising": desk.names(ids(t.place_id for t in threats if t.trend == "rising")),
    }
    yield Fact("could", values, ids(t.id for t in threats), group="could")


def _proposed(desk: Desk) -> Iterator[Fact]:
    if not desk.proposed:
        return
    values = {
        "n": desk.count("threat_proposed", len(desk.proposed)),
        "one": len(desk.proposed) == 1,
        "places": desk.names(desk.places(desk.proposed), 5),
    }
    evidence = ids(t.id for t in desk.proposed[:MOST_PROPOSED])
    yield Fact("proposed", values, evidence, group="proposed")
    # Beside threats that people have reviewed the table is enough.
    for threat in () if desk.reviewed else desk.proposed[:MOST_PROPOSED]:
        fact = _threat(desk, threat, "threat_proposed", "proposed")
        yield replace(fact, key=f"proposed:{threat.id}")


def _dissent(desk: Desk) -> Iterator[Fact]:
    apart = [t for t in desk.reviewed if abs(desk.rated[t.id].community_gap or 0) >= 2]
    for worse in (True, False):
        told = [t for t in apart if ((desk.rated[t.id].community_gap or 0) > 0) == worse]
        if told:
            values = {
                "worse": worse,
                "lines": desk.series((_dissent_line(desk, t) for t in told), 12),
            }
            name = f"dissent:{'worse' if worse else 'milder'}"
            yield Fact("dissent", values, ids(t.id for t in told), name, "dissent")
    for threat in desk.reviewed:
        if threat.override and desk.rated[threat.id].overridden:
            values = threat_facts.values(desk, threat)
            yield Fact("override", values, (threat.id,), f"override:{threat.id}", "dissent")
    unasked = [t for t in desk.reviewed if desk.rated[t.id].community_rating is None]
    if unasked and desk.whole:
        values = {
            "n": desk.count("threat", len(unasked)),
            "of": desk.number(len(desk.reviewed)),
            "places": desk.names(desk.places(unasked)),
            "all": len(unasked) == len(desk.reviewed),
        }
        evidence = ids(t.id for t in unasked)
        yield Fact("not_rated_by_people", values, evidence, "unasked", "dissent", True)
    elif not apart and desk.reviewed and desk.whole:
        values = {"n": desk.count("threat", len(desk.reviewed))}
        yield Fact("agreed", values, ids(t.id for t in desk.reviewed), group="dissent")


def _dissent_line(desk: Desk, threat: Threat) -> str:
    rated = desk.rated[threat.id]
    return desk.text(
        "dissent_line",
        place=desk.name(threat.place_id),
        harm=desk.phrase("threat_type", threat.kind),
        community=rated.community_rating or 0,
        likelihood=rated.likelihood or 0,
        by=threat.community_rated_by or desk.text("people_there"),
    )


def _gender(desk: Desk) -> Iterator[Fact]:
    if not desk.threats:
        return
    by_sex = {sex: [t for t in desk.threats if t.sex == sex] for sex in ("female", "male", "all")}
    silent = [t for t in desk.threats if t.sex in ("", "not_stated")]
    values = {
        "women": desk.names(desk.places(by_sex["female"])),
        "women_harms": desk.phrases("threat_type", ids(t.kind for t in by_sex["female"])),
        "men": desk.names(desk.places(by_sex["male"])),
        "men_harms": desk.phrases("threat_type", ids(t.kind for t in by_sex["male"])),
        "both": desk.count("threat", len(by_sex["all"])) if by_sex["all"] else "",
        "silent": desk.number(len(silent)) if silent else "",
        "of": desk.count("threat", len(desk.threats)),
        "nothing": len(silent) == len(desk.threats),
    }
    question = len(silent) == len(desk.threats)
    evidence = ids(t.id for t in desk.threats)
    yield Fact("gender", values, evidence, group="gender", question=question)
