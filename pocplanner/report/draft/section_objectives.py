"""Section 5: what is to change, so that somebody standing there could see it."""

from collections.abc import Iterator
from typing import Any

from pocplanner.model.assessment import Threat
from pocplanner.model.community import Journey
from pocplanner.model.strategy import Indicator, Objective
from pocplanner.report.draft import threat_facts
from pocplanner.report.draft.desk import Desk
from pocplanner.report.draft.fact import Fact, ids

#: Threats without an objective for which one is worded here; the rest are counted.
MOST_WORDED = 6


def facts(desk: Desk) -> Iterator[Fact]:
    """The paragraphs of the section."""
    yield from _objectives(desk)
    yield from _worded(desk)
    yield from _end(desk)
    yield from _gender(desk)


def _objectives(desk: Desk) -> Iterator[Fact]:
    order = {p: i for i, p in enumerate(desk.ranked_places)}
    found = sorted(desk.snapshot.all(Objective), key=lambda o: (order.get(o.place_id, 999), o.id))
    for objective in found:
        indicators = [i for k in objective.indicator_ids if (i := desk.snapshot.one(Indicator, k))]
        values = {
            "place": desk.name(objective.place_id) if objective.place_id else "",
            "text": objective.text,
            "change": objective.change_in,
            "due": desk.day(objective.due_on),
            "owner": objective.owner,
            "end": objective.end_state,
            "indicators": desk.listed(_indicator(desk, i) for i in indicators),
            "threats": desk.listed(
                desk.text("threat_by", harm=desk.phrase("threat_type", t.kind), by=by)
                if (by := desk.perpetrator(t))
                else desk.phrase("threat_type", t.kind)
                for k in objective.threat_ids
                if (t := desk.snapshot.one(Threat, k))
            ),
            "whole": desk.whole,
        }
        evidence = ids(objective.id, objective.threat_ids, (i.id for i in indicators))
        yield Fact("objective", values, evidence, f"objective:{objective.id}", "objectives")


def _indicator(desk: Desk, indicator: Indicator) -> str:
    if indicator.baseline is None:
        return desk.text("indicator_line.bare", name=indicator.name)
    return desk.text(
        "indicator_line.full" if indicator.target is not None else "indicator_line.baseline",
        name=indicator.name,
        baseline=desk.number(indicator.baseline, 0 if indicator.baseline % 1 == 0 else 1),
        target=desk.number(indicator.target or 0, 0 if (indicator.target or 0) % 1 == 0 else 1),
    )


def _worded(desk: Desk) -> Iterator[Fact]:
    """For threats that nobody set an objective for, what could be seen to change there."""
    met = {t for o in desk.snapshot.all(Objective) for t in o.threat_ids}
    bare = [t for t in (*desk.of_priority("must"), *desk.of_priority("should")) if t.id not in met]
    for number, threat in enumerate(bare[:MOST_WORDED]):
        values = _changes(desk, threat) | {"first": number == 0}
        evidence = ids(threat.id, threat.perpetrator_ids, values.pop("rests"))
        yield Fact("worded", values, evidence, f"objective_for:{threat.id}", "proposed")
    if len(bare) > MOST_WORDED:
        values = {
            "n": desk.count("threat", len(bare) - MOST_WORDED),
            "places": desk.names(desk.places(bare[MOST_WORDED:])),
        }
        evidence = ids(t.id for t in bare[MOST_WORDED:])
        yield Fact("more_bare", values, evidence, "objective_for:more", "proposed", True)
    if not desk.reviewed and not desk.snapshot.all(Objective):
        values = {"n": desk.count("threat_proposed", len(desk.proposed))}
        yield Fact("none", values, (), "none", "proposed", True)


def _changes(desk: Desk, threat: Threat) -> dict[str, Any]:
    """Perpetrator, exposure and capacity: what each would look like changed, here."""
    actors = desk.actors_of(threat)
    rationales = ids(r.code for a in actors for r in a.rationales if r.covers(desk.as_of))
    known = [r for r in rationales if desk.has(f"objective_perpetrator.{r}")]
    mechanisms = desk.mechanisms_at(threat.place_id)
    health = {h.mechanism_id: h for h in desk.assessment.health}
    weak = next(
        ((m, h) for m in mechanisms if (h := health.get(m.id)) is not None and h.limiting),
        None,
    )
    coping = [
        c for c in desk.coping_at(threat.place_id) if not c.against or threat.kind in c.against
    ]
    journeys = [j for j in desk.snapshot.all(Journey) if j.place_id == threat.place_id]
    state = any(a.is_state for a in actors)
    # The sentence is about one perpetrator: the one whose reason is known.
    moved = next((a for a in actors for r in a.rationales if known and r.code == known[0]), None)
    perpetrator = moved.name if moved else desk.perpetrator(threat)
    key = f"objective_perpetrator.{known[0]}" if known else "objective_perpetrator.unknown"
    if state and not known:
        key = "objective_perpetrator.state"
    return {
        "place": desk.name(threat.place_id),
        "harm": desk.phrase("threat_type", threat.kind),
        "who": threat_facts.who(desk, threat),
        "perpetrator": desk.text(key, name=perpetrator or desk.text("nobody_named")),
        "when": desk.listed(
            (
                desk.hours(threat.from_hour, threat.to_hour),
                desk.on_days(threat.weekdays),
            ),
            word="comma",
        ),
        "journey": journeys[0].title if journeys else "",
        "coping": coping[0].title if coping else "",
        "mechanism": weak[0].name if weak else "",
        "condition": desk.text(f"condition_name.{weak[1].limiting[0]}") if weak else "",
        "level": str(weak[1].conditions.get(weak[1].limiting[0], "")) if weak else "",
        "bare": not mechanisms and desk.whole,
        "review": desk.day(desk.mission.review_on),
        "rests": ids(
            (c.id for c in coping[:1]), (j.id for j in journeys[:1]), weak[0].id if weak else ""
        ),
        "whole": desk.whole,
    }


def _end(desk: Desk) -> Iterator[Fact]:
    places = desk.must_places or desk.should_places
    if not places:
        return
    values = {
        "places": desk.names(places, 6),
        "must": bool(desk.must_places),
        "state": desk.listed(a.name for a in desk.state.actors),
        "review": desk.day(desk.mission.review_on),
    }
    evidence = ids(
        (t.id for p in places for t in desk.threats_at(p)), (a.id for a in desk.state.actors)
    )
    yield Fact("end", values, evidence, group="end")


def _gender(desk: Desk) -> Iterator[Fact]:
    objectives = desk.snapshot.all(Objective)
    indicators = desk.snapshot.all(Indicator)
    split = [i for i in indicators if any(b in ("sex", "women") for b in map(str.lower, i.by))]
    by_sex = [i for i in indicators if len({r.sex for r in i.readings} & {"female", "male"}) == 2]
    known = ids((i.id for i in split), (i.id for i in by_sex))
    if not objectives and not indicators:
        return
    values = {
        "n": desk.count("objective", len(objectives)) if objectives else "",
        "split": desk.series((desk.name(i) for i in known), 4),
        "some": bool(known),
    }
    evidence = ids((o.id for o in objectives), known)
    yield Fact("gender", values, evidence, group="gender", question=not known)
