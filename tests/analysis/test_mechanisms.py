"""Mechanism health is a least, never an average, and unknown stays unknown."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.mechanisms import health
from pocplanner.analysis.results import CONDITIONS
from pocplanner.model.community import (
    Consent,
    FocalPoint,
    Mechanism,
    People,
    Seats,
    Trust,
)
from tests.analysis.makers import AS_OF, a_community, a_snapshot

FULL = dict.fromkeys(CONDITIONS, 3)


def of(*records, **changes):
    mechanism = Mechanism(**({"id": "m", "name": "Committee", "place_id": "kesso"} | changes))
    return health(a_snapshot(a_community(), mechanism, *records), AS_OF, Assumptions())[0]


def keys(found):
    return {f.key.removeprefix("finding.mechanism_") for f in found.remarks}


def test_health_is_the_least_condition_and_names_it():
    found = of(**(FULL | {"overlap": 1, "resourcing": 1}))
    assert (found.value, found.at_most) == (1, 1)
    assert found.limiting == ("resourcing", "overlap")
    assert "weak" in keys(found)


def test_what_is_not_judged_leaves_only_an_upper_bound():
    found = of(resourcing=4, permissiveness=2)
    assert (found.value, found.at_most) == (None, 2)
    assert found.unknown == ("trusted", "overlap")
    nothing = of()
    assert (nothing.value, nothing.at_most, nothing.limiting) == (None, None, ())


def test_trust_falls_back_on_the_least_trusting_group():
    trust = (
        Trust(whom="committee", level=3),
        Trust(whom="committee", sex="female", level=1),
        Trust(whom="state", level=0),
    )
    assert of(trust=trust).conditions == {"trusted": 1}


@given(
    st.fixed_dictionaries({n: st.integers(0, 4) for n in CONDITIONS}),
    st.sampled_from(CONDITIONS),
    st.integers(0, 4),
)
def test_adding_to_a_condition_never_lowers_health(conditions, name, more):
    before = of(**conditions).value
    after = of(**(conditions | {name: min(4, conditions[name] + more)})).value
    assert before is not None and after is not None and after >= before
    assert before == min(conditions.values())


def test_women_deciding_are_set_against_the_people_covered():
    people = (People(sex="female", count=520), People(sex="male", count=480))
    seats = (Seats(sex="female", seats=6, deciding=1), Seats(sex="male", seats=6, deciding=6))
    snapshot = a_snapshot(
        a_community(people=people),
        Mechanism(id="m", name="C", place_id="kesso", seats=seats),
    )
    found = health(snapshot, AS_OF, Assumptions())[0]
    assert (found.seats, found.deciding, found.women_deciding) == (12, 7, 1)
    assert found.women_share == 0.52
    assert "few_women_deciding" in keys(found)
    none = of(seats=(Seats(sex="male", seats=3, deciding=3),))
    assert "no_women_deciding" in keys(none)


def test_seats_that_are_not_told_by_sex_are_unknown_and_not_none():
    assert of(seats=(Seats(seats=12, deciding=4),)).women_deciding is None


def test_stale_tests_contacts_and_consent_are_found():
    old = AS_OF - timedelta(days=200)
    consent = Consent(given_on=date(2020, 1, 1), expires_on=date(2023, 1, 1))
    found = keys(of(last_test_on=old, last_contact_on=old, consent=consent, test_passed="no"))
    assert {"test_stale", "contact_stale", "consent_expired", "test_failed"} <= found
    fresh = keys(of(last_test_on=AS_OF, last_contact_on=AS_OF, consent=Consent(given_on=AS_OF)))
    assert not {"test_stale", "contact_stale", "consent_expired"} & fresh
    gone = Consent(given_on=old, withdrawn_on=AS_OF)
    assert "consent_withdrawn" in keys(of(consent=gone))


def test_one_man_alone_is_a_weak_thread():
    man = FocalPoint(pseudonym="CFP-01", sex="male")
    gone = FocalPoint(pseudonym="CFP-02", sex="female", active=False)
    assert "one_focal_point_male" in keys(of(focal_points=(man, gone)))
    second = FocalPoint(pseudonym="CFP-03", sex="male")
    assert "men_focal_points_only" in keys(of(focal_points=(man, second)))


def test_harm_that_nobody_thought_of_is_said():
    assert "harm_not_thought" in keys(of())
    assert "harm_not_thought" not in keys(of(could_go_wrong="Callers may be found."))


def test_coverage_reaches_as_far_as_it_says():
    far = a_community(id="far", name="Far", position={"lon": 10.2, "lat": 5.0})
    assert set(of(far, reach_km=30, position={"lon": 10.0, "lat": 5.0}).covers_ids) == {
        "kesso",
        "far",
    }
    assert of(far).covers_ids == ("kesso",)
