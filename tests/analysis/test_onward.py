"""On foot where vehicles or boats stop: where they are left, how long it takes, and who may."""

from math import inf
from typing import Any

import numpy as np
import pytest

from pocplanner.analysis.arrival import Arrival, arrivals
from pocplanner.analysis.arrival.on_foot import on_foot_questions
from pocplanner.analysis.arrival.telling import arrival_lines, left_text
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.travel.field import field_of
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.analysis.travel.trips import Travel
from pocplanner.model.places import Unit
from pocplanner.model.record import Record
from pocplanner.model.ways import Obstacle
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.analysis.makers import a_community, a_snapshot
from tests.analysis.test_arrival import SURE, a_threat, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road, at

#: Vehicles keep to the roads: off them they do not move at all.
ROADS_ONLY: dict[str, float] = {"speed.offroad_kmh": 0, "speed.offroad_wet_kmh": 0}
WET = Condition("wet", "day")
MAY = {"goes_on_foot": "yes"}


def ground(*records: Record, condition: Condition | None = None, **own: float) -> Travel:
    """Travel by vehicle (and by boat) to Kesso, which has a threat."""
    snapshot = a_snapshot(a_community(), a_threat(), *records)
    return finish(travel(snapshot, condition or Condition(), Assumptions(SURE | own)))


def help_at(*records: Record, condition: Condition | None = None, **own: float) -> Arrival:
    known: dict[str, Record] = {
        r.id: r for r in (a_community(), a_threat(), a_timing(warning=exactly(300)), *records)
    }
    snapshot = a_snapshot(*known.values())
    where, assumed = condition or Condition(), Assumptions(SURE | own)
    found = finish(travel(snapshot, where, assumed))
    (one,) = arrivals(snapshot, {(where.season, where.light): found}, assumed, ["kesso"])
    return one


def a_boat(**changes: Any) -> Unit:
    held = {"id": "boats", "name": "River unit", "kind": "riverine", "post_id": "post",
            "strength": 30}  # fmt: skip
    return Unit(**(held | changes))


def test_where_the_road_ends_the_last_kilometres_are_walked_by_hand() -> None:
    road = a_road((20, 0), (5, 0))
    found = ground(a_post(20), road, a_unit(**MAY), **ROADS_ONLY)
    assert found.matrix[0, 0] == inf, "vehicles do not get there"
    (trip,) = found.afoot["kesso"]
    # 15 km at 20 km/h, 15 minutes to leave the vehicles, 5 km off any way at 4 × 0.75 km/h.
    assert trip.minutes is not None
    assert trip.minutes.likely == pytest.approx(45 + 15 + 100, rel=0.06)
    assert trip.left == pytest.approx((at(5, 0).lon, at(5, 0).lat), abs=0.01)
    # From cell to cell a little longer than as the crow flies.
    assert trip.walk_km == pytest.approx(5, rel=0.1) and trip.km == pytest.approx(20, rel=0.03)
    assert (trip.basis, trip.by) == ("afoot", "vehicle")
    way, ridden = found.onward("post", "kesso") or (None, 0)
    assert way is not None and way[0].tolist() == pytest.approx([at(20).lon, 5], abs=1e-3)
    assert way[-1].tolist() == pytest.approx([10, 5], abs=1e-3)
    assert way[ridden - 1].tolist() == pytest.approx(list(trip.left or ()), abs=1e-3)


def test_a_bridge_too_weak_for_vehicles_is_walked_over() -> None:
    river = a_road((8, -40), (8, 40), id="river", kind="river")
    bridge = Obstacle(id="bridge", name="Bridge", kind="bridge", position=at(8), load_t=2)
    records = (a_post(20), a_road((20, 0), (0, 0)), river, bridge)
    # In the rains nobody wades: only the bridge leads over the river.
    found = ground(*records, a_unit(**MAY), condition=WET, **ROADS_ONLY)
    assert found.matrix[0, 0] == inf
    (trip,) = found.afoot["kesso"]
    # 12 km at 8 km/h, leaving, 8 km on the road on foot at 3 km/h.
    assert trip.minutes is not None
    assert trip.minutes.likely == pytest.approx(90 + 15 + 160, rel=0.05)
    shut = bridge.model_copy(update={"state": "closed"})
    gone = ground(*records[:3], shut, a_unit(**MAY), condition=WET, **ROADS_ONLY)
    assert not gone.afoot["kesso"], "where the bridge is gone nobody walks over it either"


def test_a_road_that_is_drowned_in_the_rains_is_walked() -> None:
    dry = a_road((20, 0), (6, 0), id="upper")
    low = a_road((6, 0), (0, 0), id="lower", passable_wet="no")
    found = ground(a_post(20), dry, low, a_unit(**MAY), condition=WET, **ROADS_ONLY)
    (trip,) = found.afoot["kesso"]
    assert trip.minutes is not None
    assert trip.minutes.likely == pytest.approx(14 / 8 * 60 + 15 + 6 / 3 * 60, rel=0.05)


def test_nobody_walks_farther_than_people_walk_nor_where_riding_is_quicker() -> None:
    far = ground(a_post(30), a_road((30, 0), (12, 0)), a_unit(**MAY), **ROADS_ONLY)
    assert not far.afoot["kesso"]
    whole = ground(a_post(20), a_road((20, 0), (0, 0)), a_unit(**MAY), **ROADS_ONLY)
    assert not whole.afoot["kesso"] and whole.matrix[0, 0] == pytest.approx(60, rel=0.02)
    less = ground(a_post(20), a_road((20, 0), (5, 0)), a_unit(**MAY), **ROADS_ONLY,
                  **{"travel.walk_km": 3.0})  # fmt: skip
    assert not less.afoot["kesso"]


@pytest.mark.parametrize("said", ["unknown", "no"])
def test_a_unit_of_which_nobody_said_that_it_may_stays_with_its_vehicles(said: str) -> None:
    road = a_road((20, 0), (5, 0))
    one = help_at(a_post(20), road, a_unit(goes_on_foot=said), **ROADS_ONLY)
    assert one.state == "nobody" and not one.means
    assert not ground(a_post(20), road, a_unit(goes_on_foot=said), **ROADS_ONLY).afoot


def test_only_those_who_may_go_and_some_stay_with_the_vehicles() -> None:
    other = a_unit(id="second", name="Other company")
    need = a_threat(minimum_strength=100)
    one = help_at(a_post(20), a_road((20, 0), (5, 0)), a_unit(**MAY), other, need, **ROADS_ONLY)
    (means,) = one.means
    assert means.unit_id == "unit"
    # Of 120 people 65 of a hundred go: 78, and 100 are needed.
    short = next(r for r in means.judged.reasons if r.key == "arrival.reason.too_few")
    assert short.facts["people"] == 78
    assert means.arrives is not None
    assert means.arrives.likely == pytest.approx(40 + 160, rel=0.06)
    snapshot = a_snapshot(a_community(), a_post(20), a_unit())
    told = "\n".join(arrival_lines(Teller(Words("en"), snapshot), one))
    assert "It leaves its vehicles at" in told and "casualty evacuation stay behind" in told
    assert f"{means.trip.walk_km:.1f} km".replace(".", ",") in left_text(Words("fr"), means.trip)


# ------------------------------------------------------------------ boats


def test_a_riverine_unit_goes_by_river_and_by_no_road_by_hand() -> None:
    river = a_road((20, 0), (0, 0), id="river", kind="river")
    one = help_at(a_post(20), river, a_boat())
    (means,) = one.means
    assert (means.trip.basis, means.trip.by) == ("boat", "boat")
    # 20 km at 15 km/h after forty minutes of the other links.
    assert means.arrives is not None
    assert means.arrives.likely == pytest.approx(40 + 80, rel=0.02)
    dry = help_at(a_post(20), a_road((20, 0), (0, 0)), a_boat())
    assert dry.state == "nobody"
    assert [r.key for m in dry.means for r in m.judged.reasons] == ["arrival.reason.no_river"]


@pytest.mark.parametrize(
    ("field", "condition", "carries"),
    [
        ("passable_dry", Condition("dry", "day"), False),
        ("passable_dry", WET, True),
        ("passable_wet", WET, False),
        ("passable_night", Condition("dry", "night"), False),
    ],
    ids=["low-water", "low-water-in-the-rains", "flood", "night"],
)
def test_a_river_carries_boats_in_its_seasons_only(
    field: str, condition: Condition, carries: bool
) -> None:
    river = a_road((20, 0), (0, 0), id="river", kind="river", **{field: "no"})
    one = help_at(a_post(20), river, a_boat(), condition=condition)
    assert (one.first is not None) is carries


def test_boats_land_at_the_bank_and_go_on_on_foot_only_where_they_may() -> None:
    river = a_road((20, 4), (-20, 4), id="river", kind="river")
    post = a_post(20, 4)
    stays = help_at(post, river, a_boat())
    assert stays.first is None
    goes = help_at(post, river, a_boat(**MAY))
    assert goes.first is not None and goes.first.trip.by == "boat"
    trip = goes.first.trip
    assert trip.left is not None and trip.left[1] == pytest.approx(at(0, 4).lat, abs=1e-3)
    # 20 km on the water, 15 minutes to leave the boats, 4 km off any way at 3 km/h.
    assert trip.minutes is not None
    assert trip.minutes.likely == pytest.approx(80 + 15 + 80, rel=0.06)


def test_no_boat_is_carried_from_one_river_to_another() -> None:
    near = a_road((20, 0), (12, 0), id="upper", kind="river")
    far = a_road((8, 0), (0, 0), id="lower", kind="river")
    assert help_at(a_post(20), near, far, a_boat(**MAY)).first is None


def test_a_bridge_that_is_out_stops_vehicles_and_no_boat() -> None:
    river = a_road((20, 0), (0, 0), id="river", kind="river")
    road = a_road((10, -10), (10, 10), id="road")
    gone = Obstacle(id="b", name="Bridge", kind="bridge", position=at(10), state="closed",
                    route_id="road")  # fmt: skip
    barrage = gone.model_copy(update={"id": "c", "route_id": "river"})
    assert help_at(a_post(20), river, road, gone, a_boat()).first is not None
    assert help_at(a_post(20), river, road, barrage, a_boat()).first is None


def test_vehicles_that_do_not_move_in_the_rains_hold_no_boat_back() -> None:
    from pocplanner.model.places import Caveat

    tied = a_boat(caveats=(Caveat(kind="wet_season_immobile"),))
    river = a_road((20, 0), (0, 0), id="river", kind="river")
    assert help_at(a_post(20), river, tied, condition=WET).first is not None


def test_isochrones_by_boat_are_the_banks_and_as_far_as_people_walk() -> None:
    river = a_road((20, 0), (-20, 0), id="river", kind="river")

    def minutes(spot: tuple[float, float], unit: Unit) -> float:
        snapshot = a_snapshot(a_community(), a_post(20), river, unit)
        field = finish(field_of(snapshot, Condition(), Assumptions(), "boat"))
        where = at(*spot)
        (cell,) = field.frame.cells(np.array([where.lon]), np.array([where.lat]))
        return float(field.minutes[cell])

    # On the water 20 km at 15 km/h; a bank four kilometres away is reached on foot alone.
    assert minutes((0, 0.3), a_boat()) == pytest.approx(80, abs=25)
    assert minutes((0, 5), a_boat()) == inf
    assert minutes((0, 5), a_boat(**MAY)) == pytest.approx(80 + 15 + 100, rel=0.12)
    assert minutes((0, 14), a_boat(**MAY)) == inf


def test_who_may_go_on_foot_is_asked_where_no_vehicle_gets() -> None:
    road = a_road((20, 0), (5, 0))
    for said, asked in (("unknown", 1), ("no", 0), ("yes", 0)):
        unit = a_unit(goes_on_foot=said)
        one = help_at(a_post(20), road, unit, **ROADS_ONLY)
        snapshot = a_snapshot(a_community(), a_post(20), unit)
        found = list(on_foot_questions(snapshot, [one]))
        assert len(found) == asked
        for language in ("en", "fr"):
            told = " ".join(Teller(Words(language), snapshot).texts(found))
            assert ("Kesso" in told and "Company" in told) == bool(asked)
    near = help_at(a_post(20), a_road((20, 0), (0, 0)), a_unit())
    assert not list(on_foot_questions(a_snapshot(a_unit()), [near]))
