"""Beyond the hours that are followed: the nearest manned post, and the nearest strong one."""

import pytest

from pocplanner.analysis.arrival import Arrival, arrivals
from pocplanner.analysis.arrival.telling import arrival_lines, strong_text
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.model.places import Caveat
from pocplanner.model.record import Record
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.analysis.makers import a_community, a_snapshot
from tests.analysis.test_arrival import MEDIC, SURE, a_threat, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road

#: Two posts on one road, one and two hours away; one hour is followed at most.
NEAR, FAR = a_post(25), a_post(50, id="far", name="Far base")
WEAK = a_unit(strength=20)
STRONG = a_unit(id="strong", name="Battle group", post_id="far", strength=200)
OWN = SURE | {"travel.limit_h": 1}


def help_at(*records: Record) -> Arrival:
    known: dict[str, Record] = {
        r.id: r
        for r in (a_community(), NEAR, FAR, a_road((50, 0), (0, 0)), WEAK, STRONG,
                  a_threat(minimum_strength=100), a_timing(warning=exactly(300)))
    }  # fmt: skip
    known |= {r.id: r for r in records}
    snapshot, assumed = a_snapshot(*known.values()), Assumptions(OWN)
    ground = finish(travel(snapshot, Condition(), assumed))
    assert ground.trips["kesso"] and ground.trips["kesso"][0].post_id == "post"
    (one,) = arrivals(snapshot, {("dry", "day"): ground}, assumed, ["kesso"])
    return one


def test_the_nearest_and_the_nearest_that_is_strong_enough_are_told_by_hand() -> None:
    one = help_at()
    assert [m.unit_id for m in one.means] == ["unit", "strong"]
    # 25 and 50 km at 20 km/h; forty minutes of the other links for both, less what the far one
    # takes to move off, which nobody entered.
    assert [round(m.trip.minutes.likely) for m in one.means if m.trip.minutes] == [75, 150]
    assert one.strong is not None and one.strong.unit_id == "strong"
    snapshot = a_snapshot(a_community(), NEAR, FAR, WEAK, STRONG)
    for language, said in (("en", "The nearest that is strong enough: Battle group from Far base"),
                           ("fr", "La plus proche d'un effectif suffisant")):  # fmt: skip
        teller = Teller(Words(language), snapshot)
        assert strong_text(teller, one).startswith(said)
        assert any(said in line for line in arrival_lines(teller, one))


def test_where_the_nearest_is_strong_enough_nobody_else_is_looked_for() -> None:
    one = help_at(a_unit(strength=150))
    assert [m.unit_id for m in one.means] == ["unit"] and one.strong is None


def test_without_a_least_strength_only_the_nearest_is_told() -> None:
    one = help_at(a_threat())
    assert [m.unit_id for m in one.means] == ["unit"] and one.strong is None


def test_a_strong_unit_that_does_not_set_out_is_not_the_nearest_strong_one() -> None:
    for kind in ("no_night_movement", "limited_range"):
        tied = STRONG.model_copy(update={"caveats": (Caveat(kind=kind),)})
        one = help_at(tied, MEDIC)
        assert ("strong" in {m.unit_id for m in one.means}) is (kind == "no_night_movement")


@pytest.mark.parametrize("roads", [True, False])
def test_where_only_aircraft_or_boats_are_near_a_unit_far_away_is_late_and_not_nobody(
    roads: bool,
) -> None:
    """Ten kilometres away stands a post whose only unit flies; the company is two hours off."""
    flies = a_unit(id="unit", kind="air_mobility", strength=12)
    held = [a_community(), a_post(10), FAR, flies, STRONG, a_threat(), a_timing()]
    if roads:
        held.append(a_road((50, 0), (0, 0)))
    snapshot, assumed = a_snapshot(*held), Assumptions(OWN)
    ground = finish(travel(snapshot, Condition(), assumed))
    assert [t.post_id for t in ground.trips["kesso"]] == ["post"], "the other is beyond the hours"
    (one,) = arrivals(snapshot, {("dry", "day"): ground}, assumed, ["kesso"])
    coming = [m.unit_id for m in one.means if m.arrives is not None]
    assert "strong" in coming
    (far,) = [m for m in one.means if m.unit_id == "strong"]
    hand = 50 / 20 * 60 if roads else 50 * 1.4 / 20 * 60
    assert far.trip.minutes is not None and round(far.trip.minutes.likely) == round(hand)
