"""What is not known, and who could answer: an open question stands where a fact is missing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import inf

from pocplanner.analysis.ground import Ground
from pocplanner.analysis.reach_time import (
    conditions_missing,
    nearest_post,
    quickest_minutes,
)
from pocplanner.analysis.response import mechanisms_at
from pocplanner.analysis.results import CopingState, Gap, Health, Question, Rated, Table
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Alert, Community, Coping, Mechanism, Perception
from pocplanner.model.mission import Source
from pocplanner.model.places import Area
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.strategy import Indicator

CLA, WOMEN, COMMITTEE, ELDERS = "who.cla", "who.women", "who.committee", "who.elders"
CIVIL, JMAC, RIGHTS, JOC = "who.civil_affairs", "who.jmac", "who.human_rights", "who.joc"
FORCE, LEADERS, HUMANITARIANS = "who.force", "who.leadership", "who.humanitarians"
ADVISER = "who.poc_adviser"


def _ask(
    key: str,
    who: Sequence[str],
    place: str = "",
    weight: int = 1,
    refs: Sequence[str] = (),
    **facts: object,
) -> Question:
    told = {"place": place, **facts} if place else facts
    return Question(f"question.{key}", told, tuple(refs), tuple(who), place, weight)


def place_questions(
    snapshot: Snapshot, place: str, coping: CopingState, gaps: Sequence[Gap], ground: Ground
) -> Iterator[Question]:
    """What nobody has asked yet at a place with a threat.

    In a view for an audience something missing may be held back: then it is only said that
    nothing is shown here.
    """
    shown = "" if snapshot.whole else "_shown"
    if not coping.asked:
        yield _ask(f"no_coping{shown}", (WOMEN, ELDERS, CLA), place, 3)
    mechanisms = mechanisms_at(snapshot, place)
    if not mechanisms:
        yield _ask(f"no_mechanism{shown}", (COMMITTEE, CIVIL, CLA), place, 3)
    if not snapshot.whole:
        return
    if not gaps:
        yield _timing(snapshot, place, ground)
    else:
        missing = conditions_missing(gaps)
        if missing:
            whens = tuple(f"{light}_{season}" for light, season in missing)
            yield _ask("timing_conditions", (FORCE, CLA), place, 2, whens=whens)
        for gap in gaps:
            if gap.missing:
                facts = {"light": gap.light, "season": gap.season, "missing": gap.missing}
                yield _ask("timing_parts", (FORCE, CLA), place, 2, (gap.timing_id,), **facts)
    record = snapshot.get(place)
    if isinstance(record, Community):
        yield from _community(snapshot, record, ground.as_of, mechanisms)
    elif not isinstance(record, Area):
        yield _ask("no_community", (CIVIL, CLA), place, 2)


def _timing(snapshot: Snapshot, place: str, ground: Ground) -> Question:
    """No timing: with the nearest post and the least time that the road alone could take."""
    found = nearest_post(snapshot, snapshot.position(place))
    if found is None or isinstance(snapshot.get(place), Area):
        return _ask("no_timing", (FORCE, CLA, COMMITTEE), place, 3)
    post, km = found
    by_day = quickest_minutes(km, "day", "dry", ground.assumptions)
    by_night = quickest_minutes(km, "night", "wet", ground.assumptions)
    if not by_day < inf or not by_night < inf:
        return _ask("no_timing", (FORCE, CLA, COMMITTEE), place, 3)
    return _ask(
        "no_timing_post",
        (FORCE, CLA, COMMITTEE),
        place,
        3,
        (post.id,),
        post=post.id,
        km=round(km),
        day=round(by_day),
        night=round(by_night),
    )


def _community(
    snapshot: Snapshot, place: Community, as_of: date, mechanisms: Sequence[Mechanism]
) -> Iterator[Question]:
    if place.number("female") is None or place.number("male") is None:
        yield _ask("no_population_by_sex", (HUMANITARIANS, CIVIL), place.id, 2)
    if place.population is None and not place.people:
        yield _ask("no_population", (HUMANITARIANS, CIVIL), place.id, 1)
    if not _women_heard(snapshot, place, mechanisms):
        yield _ask("women_not_heard", (WOMEN, "who.women_protection", CLA), place.id, 3)
    if not place.gender_note.strip():
        yield _ask("gender_not_asked", ("who.gender", WOMEN), place.id, 1)
    if not place.groups:
        yield _ask("no_groups", (CIVIL, CLA, ELDERS), place.id, 1)
    if not place.vulnerabilities:
        yield _ask("no_vulnerabilities", (CLA, COMMITTEE, WOMEN), place.id, 2)
    if not place.protectors:
        yield _ask("no_protectors", (CLA, ELDERS, WOMEN), place.id, 1)
    if place.phone == "unknown":
        yield _ask("phone_unknown", (CLA, COMMITTEE), place.id, 1)


def _women_heard(snapshot: Snapshot, place: Community, mechanisms: Sequence[Mechanism]) -> bool:
    """Whether women of the place said anything that was written down."""
    if place.women_note.strip():
        return True
    if any(p.sex == "female" for p in snapshot.here(Perception, place.id)):
        return True
    if any(s.sex == "female" and s.deciding for m in mechanisms for s in m.seats):
        return True
    return any(
        c.users_sex == "female" and c.judged_by.strip() for c in snapshot.here(Coping, place.id)
    )


def threat_questions(snapshot: Snapshot, rated: Rated, threat: Threat) -> Iterator[Question]:
    """What nobody has judged about a threat."""
    place, refs = rated.place_id, (threat.id,)
    if not rated.reviewed:
        yield _ask("not_reviewed", (ADVISER,), place, 2, refs, threat=threat.id)
    if not snapshot.whole:
        return
    if rated.likelihood is None or rated.impact is None:
        yield _ask("not_rated", (JMAC, RIGHTS, CLA), place, 3, refs, threat=threat.id)
    if not rated.reviewed:
        return
    unknown = tuple(s.name for s in rated.steps if s.source == "unknown")
    guessed = tuple(s.name for s in rated.steps if s.source == "suggested")
    if unknown:
        yield _ask("steps_unknown", (JMAC, RIGHTS), place, 2, refs, threat=threat.id, steps=unknown)
    if guessed:
        facts = {"threat": threat.id, "steps": guessed}
        yield _ask("steps_suggested", (JMAC, RIGHTS), place, 1, refs, **facts)
    if rated.community_rating is None:
        yield _ask("no_community_rating", (WOMEN, COMMITTEE, CLA), place, 2, refs, threat=threat.id)
    if not threat.groups:
        yield _ask("group_not_stated", (RIGHTS, CLA, JMAC), place, 1, refs, threat=threat.id)
    if rated.priority == "must" and not rated.asset_ids:
        facts = {"threat": threat.id}
        state = rated.residual.state if rated.residual else ""
        if state != "accepted":
            yield _ask("residual_unaccepted", (LEADERS,), place, 3, refs, **facts)
    if rated.previous is None and rated.baseline is None:
        yield _ask("no_baseline_rating", (ADVISER,), place, 1, refs, threat=threat.id)


def actor_questions(
    snapshot: Snapshot, rated: Iterable[tuple[Rated, Threat]]
) -> Iterator[Question]:
    """Perpetrators whose rationale nobody has judged, or who are not on record.

    The mission's own people are no armed actor to be judged: of them it is asked who answers.
    """
    unjudged: dict[str, list[str]] = {}
    own: dict[str, list[str]] = {}
    unnamed: dict[str, list[str]] = {}
    for entry, threat in rated:
        for id in threat.perpetrator_ids:
            actor = snapshot.one(Actor, id)
            if actor is not None and actor.kind == "un_personnel":
                own.setdefault(id, []).append(threat.id)
            elif actor is not None and not any(r.covers(entry.as_of) for r in actor.rationales):
                unjudged.setdefault(id, []).append(threat.id)
        if threat.perpetrator_name and not threat.perpetrator_ids:
            unnamed.setdefault(threat.perpetrator_name, []).append(threat.id)
    for id in unjudged:
        facts = {"actor": id, "count": len(unjudged[id])}
        yield _ask(
            "no_rationale", (JMAC, "who.political_affairs"), "", 3, unjudged[id][:20], **facts
        )
    for id in own:
        facts = {"actor": id, "count": len(own[id])}
        yield _ask("own_harm", (LEADERS, "who.conduct", RIGHTS), "", 3, own[id][:20], **facts)
    for name in sorted(unnamed):
        facts = {"name": name, "count": len(unnamed[name])}
        yield _ask("actor_not_recorded", (JMAC, RIGHTS), "", 2, unnamed[name][:20], **facts)


def quiet_questions(snapshot: Snapshot, recent: Table, ground: Ground) -> Iterator[Question]:
    """Silence is not safety: no events in twelve months and nobody has looked."""
    busy = {r.key for r in recent.places}
    days = ground.assumptions.whole("quiet.looked_days")
    quiet = []
    for place in snapshot.all(Community):
        seen = place.last_visit_on is not None and (ground.as_of - place.last_visit_on).days <= days
        if place.id not in busy and place.settlement_id not in busy and not seen:
            quiet.append(place.id)
    if quiet and snapshot.whole and len(ground.events):
        yield _ask(
            "silence",
            (CLA, CIVIL, HUMANITARIANS),
            "",
            2,
            quiet,
            count=len(quiet),
            places=tuple(quiet[:10]),
        )


def mission_questions(
    snapshot: Snapshot, ground: Ground, recent: Table, outdated: bool
) -> Iterator[Question]:
    """What is missing from the frame itself: calendar, mandate, sources, indicators."""
    mission = snapshot.mission
    if outdated:
        yield _ask("outdated", (JOC, JMAC, RIGHTS), "", 3, until=ground.data_until)
    if not snapshot.whole:
        return
    if not len(ground.events):
        yield _ask("no_events", (JOC, JMAC, RIGHTS), "", 3)
    if not mission.mandate:
        yield _ask("no_mandate", (LEADERS, ADVISER), "", 3)
    if not mission.seasons:
        yield _ask("no_seasons", (CIVIL, FORCE), "", 2)
    if not mission.accepting_authority:
        yield _ask("no_accepting_authority", (LEADERS,), "", 2)
    if not mission.consultations:
        yield _ask("no_consultation", (CIVIL, ADVISER), "", 2)
    ungraded = [
        s.id
        for s in snapshot.all(Source)
        if s.grade == "F6" and s.kind not in {"gazetteer", "boundaries", "infrastructure"}
    ]
    if ungraded:
        facts = {"count": len(ungraded), "sources": tuple(ungraded[:5])}
        yield _ask("sources_ungraded", (JMAC, ADVISER), "", 2, ungraded, **facts)
    bare = [i.id for i in snapshot.all(Indicator) if i.baseline is None]
    if bare:
        yield _ask("indicators_without_baseline", (ADVISER, CIVIL), "", 1, bare, count=len(bare))
    if not snapshot.all(Alert):
        yield _ask("no_alerts", (JOC, CLA), "", 2)
    if not snapshot.all(Perception):
        yield _ask("no_perceptions", (WOMEN, CIVIL), "", 2)
    far = sum(r.counted.events for r in recent.unrecorded_places)
    if far:
        names = tuple(r.key for r in recent.unrecorded_places[:5])
        yield _ask("places_not_listed", (CIVIL, JMAC), "", 1, (), count=far, names=names)
    if ground.ambiguous_names:
        names = ground.ambiguous_names[:10]
        yield _ask("actor_name_shared", (JMAC,), "", 2, (), names=names)


def mechanism_questions(snapshot: Snapshot, health: Iterable[Health]) -> Iterator[Question]:
    """Conditions of mechanisms that nobody has judged, and tests that were never made."""
    if not snapshot.whole:
        return
    for state in health:
        of = snapshot.one(Mechanism, state.mechanism_id)
        if of is None:
            continue
        place, refs = of.place_id, (of.id,)
        if state.unknown:
            facts = {"mechanism": of.id, "conditions": state.unknown}
            yield _ask("conditions_unknown", (COMMITTEE, CLA), place, 2, refs, **facts)
        if not of.seats:
            yield _ask("seats_unknown", (COMMITTEE, WOMEN), place, 1, refs, mechanism=of.id)
        elif state.women_deciding is None:
            yield _ask("women_seats_unknown", (WOMEN, COMMITTEE), place, 2, refs, mechanism=of.id)
        if of.last_test_on is None and "warn" in of.functions:
            yield _ask("never_tested", (CLA, COMMITTEE), place, 2, refs, mechanism=of.id)
        if of.consent is None:
            yield _ask("no_consent", (CIVIL, COMMITTEE), place, 2, refs, mechanism=of.id)
        if not of.phase_out_owner.strip():
            yield _ask("no_heir", (CIVIL, LEADERS), place, 1, refs, mechanism=of.id)
