"""Proposed threats: what the sources report, once, and never more than that."""

from datetime import UTC, datetime, timedelta

import pytest

from pocplanner.analysis.assess import assess
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.cases import gather
from pocplanner.analysis.ground import lay
from pocplanner.analysis.threats import propose
from pocplanner.model.actors import Actor
from pocplanner.model.assessment import Threat
from pocplanner.model.mission import Assumption
from pocplanner.model.places import Area
from pocplanner.progress import finish
from tests.analysis.makers import AS_OF, a_community, a_snapshot, an_event

ARMY = Actor(id="army", name="Army of Ordan", kind="host_military")
NORTH = Area(id="north", name="North")


def proposals(*records, events, as_of=AS_OF):
    snapshot = a_snapshot(*records, events=events)
    return propose(gather(lay(snapshot, as_of, Assumptions(snapshot.assumptions))))


def three(**changes):
    return [an_event(day=AS_OF - timedelta(days=d), **changes) for d in (1, 5, 9)]


def test_enough_events_at_a_place_make_one_proposal_with_its_evidence():
    (threat,) = proposals(a_community(), events=three()).threats
    assert (threat.status, threat.kind, threat.place_id) == ("proposed", "killing", "kesso")
    assert threat.perpetrator_name == "Red Band" and threat.perpetrator_ids == ()
    assert [e.ref for e in threat.evidence] == ["series:E0", "series:E1", "series:E2"]
    assert (threat.reliability, threat.credibility) == ("F", 6)


def test_nothing_is_said_of_intent_or_of_what_the_sources_leave_open():
    (threat,) = proposals(a_community(), events=three()).threats
    assert threat.intent is None and threat.groups == () and threat.sex == "not_stated"
    assert threat.override is None and threat.impact is None
    assert threat.kind not in {"massacre", "other"}


def test_named_groups_come_from_the_source():
    (threat,) = proposals(a_community(), events=three(group="Herders")).threats
    assert threat.groups == ("Herders",)


def test_the_same_proposal_is_never_made_twice():
    place, events = a_community(), three()
    first = proposals(place, events=events).threats
    assert proposals(place, events=events).threats == first
    assert proposals(place, *first, events=events).threats == ()


def test_new_events_change_the_proposal_under_the_same_id():
    place, events = a_community(), three()
    (first,) = proposals(place, events=events).threats
    (again,) = proposals(place, first, events=[*events, an_event()]).threats
    assert again.id == first.id and len(again.evidence) == 4


def test_a_refused_threat_comes_back_only_as_a_finding_on_new_evidence():
    place, events = a_community(), three()
    (first,) = proposals(place, events=events).threats
    refused = first.model_copy(
        update={"status": "refused", "decided_by": "PoC adviser", "reason": "double count"}
    )
    same = proposals(place, refused, events=events)
    assert same.threats == () and same.findings == ()
    later = proposals(place, refused, events=[*events, an_event()])
    assert later.threats == ()
    assert [f.key for f in later.findings] == ["finding.refused_has_evidence"]


def test_a_threat_that_a_person_wrote_is_not_proposed_again():
    own = Threat(
        place_id="kesso",
        kind="massacre",
        perpetrator_name="red band",
        status="accepted",
        decided_by="PoC adviser",
        decided_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    assert proposals(a_community(), own, events=three()).threats == ()


def test_recorded_perpetrators_are_named_by_their_record():
    (threat,) = proposals(ARMY, a_community(), events=three(side_a="ARMY of Ordán")).threats
    assert threat.perpetrator_ids == ("army",) and threat.perpetrator_name == ""


def test_a_clash_that_harms_civilians_names_both_sides():
    clash = three(type="clash_harming_civilians", side_a="Army of Ordan", side_b="Red Band")
    (threat,) = proposals(ARMY, a_community(), events=clash).threats
    assert (threat.perpetrator_ids, threat.perpetrator_name) == (("army",), "Red Band")


def test_a_clash_in_which_the_source_counts_no_civilian_is_none():
    clash = three(type="clash_harming_civilians", side_b="Blue", civilians=0, best=9)
    assert proposals(a_community(), events=clash).threats == ()


def test_events_known_to_a_province_make_a_threat_of_the_province():
    events = three(place_precision=4, admin1="North")
    (threat,) = proposals(NORTH, a_community(), events=events).threats
    assert threat.place_id == "north"


def test_sexual_violence_is_proposed_for_an_area_without_its_events():
    events = three(type="sexual_violence", admin1="North")
    (threat,) = proposals(NORTH, a_community(), events=events).threats
    assert threat.place_id == "north"
    assert [e.ref for e in threat.evidence] == ["series"]


@pytest.mark.parametrize(
    ("native", "kind"),
    [
        ("Shelling/artillery/missile attack", "indirect_fire_air_strike"),
        ("Remote explosive/landmine/IED", "explosive_ordnance_ied"),
    ],
)
def test_laid_explosives_are_told_from_fire(native, kind):
    events = three(type="explosive_remote", native_type=native, side_b="")
    (threat,) = proposals(a_community(), events=events).threats
    assert threat.kind == kind


def test_old_or_context_events_propose_nothing():
    old = [an_event(day=AS_OF - timedelta(days=400 + d), best=9) for d in range(5)]
    assert proposals(a_community(), events=old).threats == ()
    assert proposals(a_community(), events=three(type="context_event")).threats == ()


def test_a_threat_that_a_person_changed_takes_all_that_its_perpetrators_did():
    clash = three(type="clash_harming_civilians", side_b="Blue Army")
    place, events = a_community(), [*three(), *clash]
    both = proposals(place, events=events).threats
    alone = next(t for t in both if t.perpetrator_name == "Red Band")
    decided = {"decided_by": "PoC adviser"}
    for status, count in (("accepted", 3), ("changed", 6)):
        judged = alone.model_copy(update={"status": status, **decided})
        found = finish(assess(a_snapshot(place, judged, events=events)))
        assert next(r for r in found.rated if r.threat_id == alone.id).refs_total == count


def test_only_the_deadliest_are_proposed_at_once():
    rows = [
        an_event(side_a=f"Band {i}", best=3 + i, day=AS_OF - timedelta(days=i)) for i in range(5)
    ]
    limit = Assumption(key="threat.most", value=2, author="adviser")
    found = proposals(a_community(), limit, events=rows)
    assert {t.perpetrator_name for t in found.threats} == {"Band 4", "Band 3"}
    assert [(f.key, f.facts["count"]) for f in found.findings] == [("finding.more_cases", 3)]


def test_a_village_that_the_events_name_is_proposed_with_its_threat():
    events = three(lon=14.0, place="Sando village", admin1="North")
    snapshot = a_snapshot(NORTH, events=events)
    found = finish(assess(snapshot))
    (place,) = found.proposed_places
    (threat,) = found.proposed
    assert place.name == "Sando village" and threat.place_id == place.id
    assert found.over(snapshot).name(place.id) == "Sando village"
    again = finish(assess(found.over(snapshot)))
    assert again.proposed == () and again.proposed_places == ()
    assert [r.threat_id for r in again.rated] == [threat.id]
