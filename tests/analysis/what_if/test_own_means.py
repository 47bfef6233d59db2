"""Each unit by its own means: entered times move by river, on foot and through the air."""

import pytest

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.travel.grounds import grounds
from pocplanner.analysis.what_if.lay import lay
from pocplanner.analysis.what_if.reach import Reach
from pocplanner.model.community import Timing
from pocplanner.model.places import Unit
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.progress import finish
from tests.analysis.makers import AS_OF, a_community, a_snapshot
from tests.analysis.test_arrival import a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road, at

ROAD = a_road((40, 0), (0, 0))
RIVER = a_road((40, 0), (0, 0), id="river", kind="river")
BOATS = a_unit(kind="riverine", name="Boats")


def mission(*more: Record) -> Snapshot:
    """Kesso with a base 20 km away; an hour on the way as somebody entered it."""
    return a_snapshot(a_community(), a_post(20), a_timing(travel=exactly(60)), *more)


def travel_after(snapshot: Snapshot, change: ProposedChange) -> float:
    """Likely minutes on the way as they would be carried over."""
    found = finish(lay(snapshot, [change], AS_OF)).after.one(Timing, "timing")
    assert found is not None and found.travel is not None
    return found.travel.likely


def moved(east: float) -> ProposedChange:
    return ProposedChange(kind="move_post", post_id="post", position=at(east))


def test_boats_are_later_by_the_river_and_not_by_the_road_by_hand() -> None:
    """Fifteen kilometres more are an hour at 15 km/h; by road they would be 45 minutes."""
    beside = a_road((40, -6), (0, -6))
    assert travel_after(mission(BOATS, RIVER, beside), moved(35)) == pytest.approx(120, abs=2)
    assert travel_after(mission(a_unit(), ROAD), moved(35)) == pytest.approx(105, abs=2)


def test_a_road_that_is_closed_is_nothing_to_boats() -> None:
    wet = a_timing(season="wet", travel=exactly(60))
    shut = ProposedChange(kind="close_way", route_id="road")
    held = a_community(), a_post(20), wet
    assert travel_after(a_snapshot(*held, BOATS, RIVER, a_road((40, -6), (0, -6))), shut) == 60
    assert travel_after(a_snapshot(*held, a_unit(), ROAD), shut) > 60


def test_a_drowned_road_is_walked_by_those_who_may_leave_their_vehicles_by_hand() -> None:
    """20 km at 8 km/h are 150 minutes; 14 of them, leaving, and 6 on foot at 3 km/h are 240."""
    wet = a_timing(season="wet", travel=exactly(60))
    roads = a_road((20, 0), (6, 0), id="upper"), a_road((6, 0), (0, 0), id="lower")
    shut = ProposedChange(kind="close_way", route_id="lower")
    held = a_community(), a_post(20), wet, *roads
    walking = travel_after(a_snapshot(*held, a_unit(goes_on_foot="yes")), shut)
    assert walking == pytest.approx(60 + 90, abs=6)
    assert travel_after(a_snapshot(*held, a_unit()), shut) > walking + 20


def test_those_who_are_carried_through_the_air_do_not_wait_for_a_road_by_hand() -> None:
    """Forty kilometres more are twelve minutes at 200 km/h."""
    ready = {"ready_day_min": exactly(30), "ready_night_min": exactly(30)}
    wings = Unit(id="wings", name="Wings", kind="air_mobility", post_id="post", **ready)
    snapshot = mission(a_unit(**ready), wings, a_road((20, 0), (0, 0)))
    assert travel_after(snapshot, moved(60)) == pytest.approx(72, abs=0.5)


def test_a_post_whose_boats_have_no_river_reaches_nobody() -> None:
    snapshot = mission(BOATS, a_road((40, 0), (0, 0)))
    assumed = Assumptions()
    reach = Reach(snapshot, finish(grounds(snapshot, assumed)), assumed)
    assert reach.posts("kesso", "dry", "day") == {}
    assert reach.way("post", "kesso", "dry", "day") is None
    rowed = mission(BOATS, RIVER)
    reach = Reach(rowed, finish(grounds(rowed, assumed)), assumed)
    (parts,) = reach.posts("kesso", "dry", "day").values()
    assert parts[1] == pytest.approx(80, abs=3)
