"""Actions come from the catalogue with their reason; what would come too late is refused."""

from pocplanner.analysis.assess import assess
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.coping import states
from pocplanner.analysis.response import catalogue, entry, suggest
from pocplanner.model.actors import Actor, HeldRationale
from pocplanner.model.assessment import Threat
from pocplanner.model.community import Coping, Mechanism, Timing
from pocplanner.model.geometry import Position
from pocplanner.model.places import Post, Unit
from pocplanner.model.record import Range
from pocplanner.progress import finish
from tests.analysis.makers import AS_OF, a_community, a_snapshot


def an_action(code, **changes):
    told = {"code": code, "tier": 2, "phase": "response", "component": "military"}
    return entry(told | {"name": {"en": code, "fr": code}} | changes)


PATROL = an_action(
    "patrol", needs_gap="in_time", asset_types=["company"], may_harm=["temporary_flight"]
)
FLIGHT = an_action("support_flight", needs_gap="late", supports=["temporary_flight"])
DENY = an_action("deny_rest", rationales=["predatory_violence"])
JOINT = an_action("joint", mode="joint_with_host")
ALL = (PATROL, FLIGHT, DENY, JOINT)


def timing(minutes):
    times = Range(min=minutes, likely=minutes, max=minutes)
    return Timing(place_id="kesso", warning=Range(min=30, likely=30, max=30), response=times)


def offers(*records, actions=ALL, perpetrator="band"):
    threat = Threat(
        id="t",
        place_id="kesso",
        perpetrator_ids=(perpetrator,),
        status="accepted",
        decided_by="adviser",
    )
    actor = Actor(id="band", name="Band", kind="criminal_network")
    known = [r for r in records if isinstance(r, Actor)] or [actor]
    rest = [r for r in records if not isinstance(r, Actor)]
    snapshot = a_snapshot(threat, a_community(), *known, *rest)
    rated = finish(assess(snapshot, as_of=AS_OF)).rated[0]
    (state,) = states(snapshot, ["kesso"])
    roomy = Assumptions({"catalogue.per_phase": 9})
    found = suggest(snapshot, rated, threat, state, roomy, actions)
    return {s.code: s for s in found}


def reasons(offer):
    return {r.key.removeprefix("because.") for r in offer.reasons}


def test_a_patrol_is_no_answer_where_it_comes_too_late():
    found = offers(timing(90))
    assert found["patrol"].refused is not None
    assert found["patrol"].refused.key == "refused.too_late"
    assert found["patrol"].refused.facts["minutes"] == 60
    assert found["support_flight"].refused is None
    assert "too_late" in reasons(found["support_flight"])


def test_a_patrol_in_time_is_offered():
    found = offers(timing(20))
    assert found["patrol"].refused is None and "in_time" in reasons(found["patrol"])


def test_an_unknown_gap_is_said():
    assert "gap_unknown" in reasons(offers()["patrol"])


def test_without_a_rationale_only_what_holds_for_any_is_offered():
    found = offers()
    assert "deny_rest" not in found
    assert "any_rationale" in reasons(found["patrol"])


def test_a_rationale_that_people_entered_chooses():
    held = HeldRationale(code="predatory_violence", entered_by="JMAC", confidence="moderate")
    band = Actor(id="band", name="Band", rationales=(held,))
    found = offers(band)
    assert "rationale" in reasons(found["deny_rest"])


def test_a_rationale_that_has_ended_no_longer_chooses():
    held = HeldRationale(code="predatory_violence", entered_by="JMAC", until="2020-01-01")
    assert "deny_rest" not in offers(Actor(id="band", name="Band", rationales=(held,)))


def test_support_of_what_people_do_comes_first_and_harm_is_named():
    flight = Coping(id="c", title="Bush", strategy="temporary_flight", place_id="kesso")
    found = offers(
        flight, timing(20), actions=(PATROL, an_action("x", supports=["temporary_flight"]))
    )
    assert next(iter(found)) == "x" and found["x"].supports_ids == ("c",)
    assert found["patrol"].may_harm_ids == ("c",) and "may_harm" in reasons(found["patrol"])


def test_the_abuser_is_no_partner():
    army = Actor(id="army", name="Army", kind="host_military")
    found = offers(army, perpetrator="army")
    assert found["joint"].refused is not None
    assert found["joint"].refused.key == "refused.partner_is_perpetrator"


def test_assets_near_are_named_or_said_to_be_missing():
    assert "no_asset" in reasons(offers()["patrol"])
    post = Post(id="p", name="Base", position=Position(lon=10.1, lat=5.0))
    far = Post(id="f", name="Far", position=Position(lon=15.0, lat=5.0))
    units = [Unit(id=i, name=i, kind="company", post_id=p) for i, p in (("u", "p"), ("v", "f"))]
    found = offers(post, far, *units)
    assert found["patrol"].unit_ids == ("u",) and "assets_near" in reasons(found["patrol"])


def test_mechanisms_of_the_place_are_worked_through():
    committee = Mechanism(id="m", name="Committee", kind="lpc", place_id="kesso")
    found = offers(committee, actions=(an_action("drill", mechanism=["lpc"]),))
    assert found["drill"].mechanism_ids == ("m",)


def test_the_shipped_catalogue_is_whole():
    codes = [a.code for a in catalogue()]
    assert len(codes) == len(set(codes)) > 50
    for action in catalogue():
        for texts in (action.name, action.why, action.ask, action.side_effect):
            assert set(texts) >= {"en", "fr"}, action.code
    assert {a.needs_gap for a in catalogue()} == {"any", "late", "in_time"}
