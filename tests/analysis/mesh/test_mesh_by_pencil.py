"""A mesh worked out with a pencil: a mast, a walk past an armed group, a circle, one desk."""

import pytest

from pocplanner.analysis.mesh.network import Part
from pocplanner.model.mesh import SharedCause
from pocplanner.model.record import Range
from tests.analysis.mesh.test_mesh import KNOWN, a_mechanism, found, people, told

#: 8 of 10 with one of two before: 9 of 12. On a mast that is up 80 times of a hundred.
PHONE = a_mechanism("a", alerts_sent=10, alerts_answered=8, shared_causes=("mast:Kesso",),
                    passes_to_ids=("b", "c"))  # fmt: skip
#: One test that failed: 1 of 3. On foot, past the Riders, who let people by half of the time.
WALK = a_mechanism("b", channel="walk", test_passed="no", shared_causes=("group:Riders",),
                   passes_to_ids=("a", "c"))  # fmt: skip
#: 18 of 18: 19 of 20. Hears both and calls the mission.
DESK = a_mechanism("c", place_id="", channel="radio_hf", alerts_sent=18, alerts_answered=18)
MAST = SharedCause(id="mast", tag="mast:Kesso", **KNOWN)
HALF = Range(min=40, likely=50, max=60)
RIDERS = SharedCause(id="riders", tag="Group: Riders", works_percent=HALF)


def by_day(*records, **more):
    return found(people(), WALK, DESK, MAST, RIDERS, *records, **more)


def test_two_ways_through_one_desk_and_round_in_a_circle():
    seen = by_day(PHONE)
    whole = seen.at("kesso").everybody
    phone, walk = 9 / 12 * 0.8, 1 / 3 * 0.5
    # Round the circle (a to b, b to a) nothing is won: it needs all that the short way needs.
    assert whole.chance("day", "dry").middle == pytest.approx(
        19 / 20 * (1 - (1 - phone) * (1 - walk))
    )
    assert whole.points == (Part("mechanism", "c"),)
    assert len(whole.chains) == 4
    assert {c.mechanism_ids for c in whole.apart} == {("a", "c"), ("b", "c")}
    assert [set(c) for c in seen.circles] == [{"a", "b"}] and seen.dead_ends == ()
    (said,) = told(people(), PHONE, WALK, DESK, MAST, RIDERS)
    assert said == "Both ways by which the people of Kesso reach you pass through Network c."


def test_a_second_channel_and_a_reach_that_closes():
    backed = PHONE.model_copy(update={"backup": "walk"})
    whole = by_day(backed).at("kesso").everybody
    # The walk that stands in (30 to 80 of a hundred) when the mast is down.
    phone = 9 / 12 * (0.8 + 0.2 * (0.3 + 0.8) / 2)
    walk = 1 / 3 * 0.5
    assert whole.chance("day", "dry").middle == pytest.approx(
        19 / 20 * (1 - (1 - phone) * (1 - walk))
    )
    closed = by_day(PHONE, lost=[Part("cause", "group:riders")]).at("kesso").everybody
    assert closed.chance("day", "dry").middle == pytest.approx(19 / 20 * 9 / 12 * 0.8)
    assert Part("cause", "mast:kesso") in closed.points


def test_the_desk_gone_the_circle_is_closed_and_nobody_gets_out():
    seen = found(people(), PHONE, WALK, MAST, RIDERS)
    assert seen.at("kesso").everybody.chains == ()
    assert set(seen.dead_ends) == {"a", "b"}
