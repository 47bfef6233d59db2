"""Ratings by hand: what is known, what is not, and what neither may do."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.assess import assess
from pocplanner.analysis.risk import PRIORITIES
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Override, Rating, Threat, WarningSign
from pocplanner.model.community import Perception, Protector, Timing, Vulnerability
from pocplanner.model.mission import Source
from pocplanner.model.places import Area, Unit
from pocplanner.model.record import Range
from pocplanner.model.strategy import Action, Residual
from pocplanner.progress import finish
from tests.analysis.makers import AS_OF, a_community, a_mission, a_snapshot, an_event

OLD = date(2020, 1, 1)


def a_threat(**changes) -> Threat:
    default = {
        "id": "t",
        "place_id": "kesso",
        "perpetrator_name": "Red Band",
        "status": "accepted",
        "decided_by": "PoC adviser",
        "confidence": "moderate",
    }
    return Threat(**(default | changes))


def rated(threat, *records, events=(), mission=None, today=None, **community):
    snapshot = a_snapshot(
        threat, a_community(**community), *records, events=events, mission=mission
    )
    found = finish(assess(snapshot, as_of=AS_OF, today=today))
    return next(r for r in found.rated if r.threat_id == threat.id)


def ago(days, **changes):
    return an_event(day=AS_OF - timedelta(days=days), **changes)


def late(minutes=60.0):
    return Timing(
        place_id="kesso",
        warning=Range(min=10, likely=10, max=10),
        response=Range(min=minutes, likely=minutes, max=minutes),
    )


@pytest.mark.parametrize(
    ("days", "anchor"), [((3,), 4), ((29,), 4), ((31,), 3), ((181,), 3), ((183,), 2), ((900,), 2)]
)
def test_the_anchor_row_counts_back_from_the_day(days, anchor):
    found = rated(a_threat(), events=[ago(d) for d in days])
    assert found.anchor.value == anchor and found.likelihood == anchor


def test_quiet_is_said_only_where_the_data_reach():
    other = [ago(d, side_a="Other") for d in (2, 400)]
    assert rated(a_threat(), events=other).anchor.value == 1
    short = rated(a_threat(), events=other[:1])
    assert short.anchor.value is None and short.anchor.reason.key == "reason.anchor_outdated"


def test_outdated_data_never_say_quiet():
    events = [ago(d, side_a="Other") for d in (2, 400)]
    found = rated(a_threat(), events=events, today=AS_OF + timedelta(days=91))
    assert found.outdated and found.anchor.value is None
    assert found.band == "" and found.priority == "should"


def test_a_kind_that_the_events_never_record_is_not_quiet():
    found = rated(a_threat(kind="hate_speech_incitement"), events=[ago(2), ago(400)])
    assert found.anchor.reason.key == "reason.anchor_not_recorded"
    assert found.likelihood is None


def test_three_fresh_signs_anchor_at_four_and_absent_ones_do_not_count():
    def sign(code, **changes):
        told = {"place_id": "kesso", "sign": code, "state": "present", "on": AS_OF}
        return WarningSign(**(told | changes))

    signs = [sign(c) for c in ("massing", "markets_shut", "sudden_flight")]
    assert rated(a_threat(), *signs, events=[ago(400)]).anchor.value == 4
    weak = [signs[0], sign("x", state="absent", looked=True), sign("y", on=OLD)]
    assert rated(a_threat(), *weak, events=[ago(400)]).anchor.value == 3


def test_a_province_level_event_never_rates_a_village():
    found = rated(
        a_threat(),
        Area(id="n", name="North"),
        events=[ago(2, place_precision=4, admin1="North"), ago(400, side_a="Other")],
    )
    assert found.anchor.value == 1 and found.refs_total == 0


def test_an_area_that_a_person_named_is_rated_from_all_events_in_it():
    area = Area(id="n", name="North")
    threat = a_threat(place_id="n")
    found = rated(
        threat, area, events=[ago(2, admin1="North"), ago(9, admin1="North", place_precision=4)]
    )
    assert found.refs_total == 2


def test_the_steps_of_people_and_the_anchor_the_higher_counts():
    judged = a_threat(intent=5, capability=4, opportunity=4, impact=4)
    found = rated(judged, events=[ago(900)])
    assert (found.suggested, found.likelihood, found.band) == (4, 4, "very_high")
    low = a_threat(intent=1, capability=1, opportunity=1, impact=4)
    assert rated(low, events=[ago(2)]).likelihood == 4


def test_intent_is_never_suggested():
    found = rated(a_threat(), events=[ago(d) for d in range(1, 60)])
    assert found.step("intent").source == "unknown"
    assert found.confidence == "low"


def test_a_guess_never_lowers_what_people_judged():
    judged = a_threat(intent=5, opportunity=5)
    alone = rated(judged, events=[])
    weak = rated(judged, events=[ago(300, best=0, low=0, high=0)])  # suggests capability 2
    assert weak.step("capability").value == 2
    assert (weak.likelihood or 0) >= (alone.likelihood or 0) == 5


def test_impact_is_suggested_from_deaths_as_published():
    assert rated(a_threat(), events=[ago(2, best=24)]).impact == 4
    assert rated(a_threat(), events=[ago(2, best=2)]).impact == 3
    assert rated(a_threat(impact=5), events=[ago(2)]).step("impact").source == "person"


def test_the_protector_as_perpetrator_leaves_full_opportunity():
    army = Actor(id="army", name="Army", kind="host_military")
    found = rated(a_threat(perpetrator_ids=("army",), opportunity=2), army)
    assert (found.step("opportunity").value, found.step("opportunity").source) == (5, "rule")
    assert rated(a_threat(opportunity=2)).step("opportunity").value == 2


def test_vulnerable_people_raise_the_band():
    many = tuple(
        Vulnerability(factor=f)
        for f in ("remoteness", "displacement", "no_documents", "disability", "past_retaliation")
    )
    found = rated(a_threat(local_capacity=1), events=[ago(60)], vulnerabilities=many)
    assert (found.likelihood, found.impact, found.band) == (3, 3, "high")
    assert "reason.band_up" in {r.key for r in found.reasons}


def test_an_override_counts_and_the_suggestion_stays_beside_it():
    said = Override(value=1, author="PoC adviser", reason="the band has left")
    found = rated(a_threat(override=said), events=[ago(2)])
    assert (found.suggested, found.likelihood, found.overridden) == (4, 1, True)


def test_a_high_risk_is_a_must_only_where_help_is_late_and_nobody_else_protects():
    judged = a_threat(intent=3, capability=3, opportunity=4, impact=4)
    assert rated(judged).band == "high"
    assert rated(judged, late()).priority == "must"
    assert rated(judged, late(5)).priority == "should"
    assert rated(judged).priority == "should"
    sure = {"able": "yes", "willing": "yes", "trusted": "yes"}
    assert rated(judged, late(), protectors=(Protector(name="Police", **sure),)).priority == (
        "should"
    )
    half = sure | {"trusted": "unknown"}
    assert rated(judged, late(), protectors=(Protector(name="Police", **half),)).priority == "must"


def test_the_perpetrator_is_no_other_protector():
    sure = {"able": "yes", "willing": "yes", "trusted": "yes", "actor_id": "army"}
    army = Actor(id="army", name="Army", kind="host_military")
    threat = a_threat(perpetrator_ids=("army",), intent=3, capability=3, opportunity=4, impact=4)
    found = rated(threat, army, late(), protectors=(Protector(name="Army", **sure),))
    assert found.other_protector == "" and found.priority == "must"


def test_an_attack_under_way_is_a_must_whatever_else():
    assert rated(a_threat(under_way=True, impact=1)).priority == "must"


def test_a_moderate_risk_that_rises_is_a_should():
    assert rated(a_threat(trend="rising"), events=[ago(60)]).priority == "should"
    assert rated(a_threat(trend="steady"), events=[ago(60)]).priority == "could"


def test_a_must_without_an_asset_names_who_accepts_it():
    threat = a_threat(under_way=True)
    assert rated(threat).residual.state == "nobody"
    named = rated(threat, mission=a_mission(accepting_authority="Head of Mission"))
    assert (named.residual.state, named.residual.accepted_by) == ("named", "Head of Mission")
    signed = Residual(threat_id="t", accepted_by="Head of Mission", on=OLD, reason="no reserve")
    assert rated(threat, signed).residual.state == "accepted"
    lapsed = signed.model_copy(update={"until": OLD})
    assert rated(threat, lapsed).residual.state == "nobody"
    unit = Unit(id="u", name="QRF")
    action = Action(title="Stay", threat_ids=("t",), unit_ids=("u",))
    met = rated(threat, unit, action)
    assert met.residual is None and met.asset_ids == ("u",)


def test_the_community_stands_beside_the_analyst():
    told = Perception(place_id="kesso", question="threat_rating", rating=5, threat_id="t", on=AS_OF)
    snapshot = a_snapshot(a_threat(), a_community(), told, events=[ago(60)])
    found = finish(assess(snapshot, as_of=AS_OF))
    assert (found.rated[0].community_rating, found.rated[0].community_gap) == (5, 2)
    assert "finding.community_rates_higher" in {f.key for f in found.findings}


def test_grades_come_from_the_sources_until_a_person_grades_the_threat():
    found = rated(a_threat(), events=[ago(2)])
    assert (found.grade, found.reportedly, found.sources) == ("F6", True, ("source",))
    graded = Source(
        id="source", name="R", reliability="B", credibility=2, graded_by="JMAC", kind="event_data"
    )
    snapshot = a_snapshot(a_threat(), a_community(), events=[ago(2)])
    records = [graded if r.id == "source" else r for r in snapshot]
    again = finish(assess(type(snapshot).of(records, snapshot.events), as_of=AS_OF)).rated[0]
    assert (again.grade, again.reportedly) == ("B2", False)


def test_history_and_baseline_stand_beside_the_rating():
    before = Rating(threat_id="t", as_of=OLD, band="low", priority="could", likelihood=1)
    base = Rating(threat_id="t", as_of=OLD, band="low", baseline=True)
    snapshot = a_snapshot(a_threat(), a_community(), before, base, events=[ago(60)])
    found = finish(assess(snapshot, as_of=AS_OF))
    assert found.rated[0].previous.rating_id == before.id
    assert found.rated[0].baseline.rating_id == base.id
    assert {"finding.band_rose", "finding.band_against_baseline"} <= {f.key for f in found.findings}


steps = {
    n: st.none() | st.integers(1, 5)
    for n in ("intent", "capability", "opportunity", "impact", "vulnerability", "local_capacity")
}


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries(steps), st.lists(st.integers(1, 800), max_size=3), st.booleans())
def test_scarcity_of_assets_never_lowers_a_rating(judged, days, is_late):
    threat, events = a_threat(**judged), [ago(d) for d in days]
    times = (late(),) if is_late else ()
    bare = rated(threat, *times, events=events)
    unit, action = Unit(id="u", name="U"), Action(title="A", threat_ids=("t",), unit_ids=("u",))
    met = rated(threat, *times, unit, action, events=events)
    assert (bare.band, bare.likelihood, bare.priority) == (met.band, met.likelihood, met.priority)


@settings(max_examples=40, deadline=None)
@given(st.fixed_dictionaries(steps), st.lists(st.integers(1, 800), max_size=3), st.integers(1, 800))
def test_one_more_event_never_lowers_priority(judged, days, more):
    threat = a_threat(trend="steady", **judged)
    before = rated(threat, events=[ago(d) for d in [*days, 790]])
    after = rated(threat, events=[ago(d) for d in [*days, more, 790]])
    assert (after.likelihood or 0) >= (before.likelihood or 0)
    assert PRIORITIES.index(after.priority) <= PRIORITIES.index(before.priority)
