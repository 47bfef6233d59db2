"""Water as ground: who crosses it, who goes round, what stands in it; each small case by hand."""

from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, box

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.travel.field import field_of
from pocplanner.analysis.travel.land import Land, prepare, spots_of
from pocplanner.analysis.travel.many import minutes_between
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.surface import surface
from pocplanner.analysis.travel.times import travel
from pocplanner.analysis.travel.trips import Travel
from pocplanner.model.geometry import Position, distance_m
from pocplanner.model.places import Area, Unit
from pocplanner.model.record import Record
from pocplanner.model.ways import Obstacle
from pocplanner.progress import finish
from pocplanner.words import Words
from tests.analysis.makers import SHARED, a_community, a_snapshot
from tests.analysis.test_travel import DRY, NIGHT, WET, a_post, a_road, at
from tests.formats.reading_of import read_file

#: A road far away: what is near is open ground, at 6 km/h by vehicle.
FAR = a_road((0, 70), (20, 70), id="far")


def a_lake(
    west: float, south: float, east: float, north: float, kind: str = "water", **more: Any
) -> Area:
    """A square of water, by kilometres east and north of Kesso."""
    low, high = at(west, south), at(east, north)
    shape = box(low.lon, low.lat, high.lon, high.lat)
    return Area(**({"id": "lake", "name": "Lake", "hierarchy": kind, "shape": shape} | more))


def over(*records: Record, condition: Condition = DRY, by: str = "vehicle", **own: float) -> Travel:
    snapshot = a_snapshot(a_community(), *records)
    return finish(travel(snapshot, condition, Assumptions(own), by))


def spent(*records: Record, **options: Any) -> float:
    found = over(*records, **options)
    return float(found.matrix[0, found.places.index("kesso")])


def said(found: Travel) -> list[str]:
    return [one.key.rpartition(".")[2] for one in found.remarks]


#: Round the lake of ten by twenty kilometres between: straight and aslant from cell to cell.
ROUND_KM = 2 * (5 * 2**0.5 + 5) + 10


# ------------------------------------------------------------------ vehicles and walkers


@pytest.mark.parametrize(("by", "kmh"), [("vehicle", 6.0), ("foot", 3.0)])
def test_vehicles_and_walkers_go_round_a_lake(by: str, kmh: float) -> None:
    lake = a_lake(5, -10, 15, 10)
    own = {"travel.limit_h": 20.0}
    assert spent(a_post(20), FAR, by=by, **own) == pytest.approx(20 / kmh * 60, rel=0.02)
    assert spent(a_post(20), FAR, lake, by=by, **own) == pytest.approx(
        ROUND_KM / kmh * 60, rel=0.06
    )


def test_a_road_over_the_water_carries_across_and_a_ferry_costs_its_time() -> None:
    lake, road = a_lake(5, -10, 15, 10), a_road((0, 0), (20, 0))
    assert spent(a_post(20), road, lake) == pytest.approx(60, rel=0.01)
    ferry = Obstacle(id="f", name="Ferry", kind="ferry", state="open", position=at(14.9))
    assert spent(a_post(20), road, lake, ferry) == pytest.approx(105, rel=0.01)
    shut = ferry.model_copy(update={"state": "closed"})
    assert spent(a_post(20), road, lake, shut) > 200


@pytest.mark.parametrize("wide", [0.15, 0.4, 1.2])
def test_water_that_is_narrower_than_a_cell_is_not_crossed(wide: float) -> None:
    strait = a_lake(10 - wide / 2, -20, 10 + wide / 2, 20)
    whole = spent(a_post(20), FAR, strait, **{"travel.limit_h": 20.0})
    # Ten kilometres aside and twenty up on either side, to its end.
    assert whole == pytest.approx(2 * (10 * 2**0.5 + 10) / 6 * 60, rel=0.06)


def test_a_road_along_the_shore_is_not_left_over_narrow_water() -> None:
    strait = a_lake(2, -30, 2.2, 30)
    road = a_road((20, 0), (2.4, 0), (2.4, 5))
    alone = spent(a_post(20), road)
    assert alone < 90
    assert spent(a_post(20), road, strait) > 300, "nobody gets from the road to the other bank"


def test_land_under_water_in_the_wet_season_is_dry_ground_in_the_dry_one() -> None:
    plain = a_lake(5, -10, 15, 10, "flood")
    wet = {"speed.offroad_wet_kmh": 6.0}
    assert spent(a_post(20), FAR, plain) == pytest.approx(200, rel=0.02)
    assert spent(a_post(20), FAR, plain, condition=WET, **wet) > 300


def test_a_swamp_stops_vehicles_and_slows_walkers() -> None:
    swamp = a_lake(5, -300, 15, 300, "swamp")
    own = {"travel.limit_h": 30.0}
    assert spent(a_post(20), FAR, swamp, **own) == inf
    # Ten kilometres at 3 km/h and ten at 0.4 of it.
    assert spent(a_post(20), FAR, swamp, by="foot", **own) == pytest.approx(
        10 / 3 * 60 + 10 / 1.2 * 60, rel=0.03
    )
    # Where somebody entered a speed for vehicles it holds.
    slow = a_lake(5, -300, 15, 300, "swamp", offroad_kmh=2)
    assert spent(a_post(20), FAR, slow) == pytest.approx(10 / 6 * 60 + 10 / 2 * 60, rel=0.03)
    # A road through it is a road.
    assert spent(a_post(20), a_road((0, 0), (20, 0)), swamp) == pytest.approx(60, rel=0.01)


def test_where_no_way_is_loaded_the_line_with_its_detour_goes_round_the_water() -> None:
    lake = a_lake(5, -10, 15, 10)
    found = over(a_post(20), lake)
    trip = found.best("kesso")
    assert trip is not None and trip.minutes is not None
    assert trip.minutes.likely == pytest.approx(ROUND_KM * 1.4 / 20 * 60, rel=0.06)
    assert trip.km == pytest.approx(ROUND_KM * 1.4, rel=0.06)
    # It is no better known than a straight line is, and says so.
    assert (trip.basis, found.basis) == ("straight", "straight")
    assert said(found) == ["straight", "round"]
    # Water that lies far from all of it changes nothing.
    away = over(a_post(20), a_lake(200, 200, 210, 210))
    assert said(away) == ["straight"] and away.matrix[0, 0] == pytest.approx(84, rel=0.01)


# ------------------------------------------------------------------ boats


@pytest.mark.parametrize(
    ("condition", "factor", "kmh"),
    [(DRY, 0.5, 15.0), (WET, 0.5, 7.5), (NIGHT, 1.0, 9.0), (WET, 1.0, 15.0)],
)
def test_boats_cross_a_lake_at_the_speed_of_their_season_and_light(
    condition: Condition, factor: float, kmh: float
) -> None:
    lake = a_lake(0.5, -15, 19.5, 15)
    found = over(
        a_post(20), lake, condition=condition, by="boat",
        **{"speed.boat_wet_factor": factor, "speed.foot_wet_kmh": 4.0},
    )  # fmt: skip
    trip = found.best("kesso")
    assert trip is not None and trip.minutes is not None and trip.basis == "boat"
    dark = 0.8 if condition == NIGHT else 1.0
    # Half a kilometre on foot to the landing and from it, nineteen over the water.
    hand = 19 / kmh * 60 + 1 / (3 * dark) * 60
    assert trip.minutes.likely == pytest.approx(hand, rel=0.05)


def test_a_boat_uses_no_land_and_lands_on_a_shore() -> None:
    lake = a_lake(5, -10, 15, 10)
    # Five kilometres from either shore: too far to be beside the water, and said in its words.
    found = over(a_post(20), lake, by="boat")
    assert found.matrix[0, 0] == inf
    assert said(found) == ["no_boat_way", "ashore"]
    two = a_lake(0.5, -15, 8, 15), a_lake(10, -15, 19.5, 15, id="other")
    assert spent(a_post(20), *two, by="boat") == inf, "two kilometres of land lie between"


def test_a_river_leads_into_a_lake_and_out_of_it() -> None:
    lake = a_lake(5, -10, 15, 10)
    west = a_road((0.4, 0), (5.5, 0), kind="river", id="w")
    east = a_road((14.5, 0), (19.6, 0), kind="river", id="e")
    found = spent(a_post(20), lake, west, east, by="boat")
    assert found == pytest.approx(19.2 / 15 * 60 + 0.8 / 3 * 60, rel=0.05)


def test_narrow_water_carries_boats_along_its_shores() -> None:
    arm = a_lake(0.4, -0.2, 19.6, 0.2)
    assert spent(a_post(20), arm, by="boat") == pytest.approx(
        19.2 / 15 * 60 + 0.8 / 3 * 60, rel=0.05
    )


def test_land_under_water_carries_boats_in_its_season() -> None:
    plain = a_lake(0.5, -15, 19.5, 15, "flood")
    dry = over(a_post(20), plain, by="boat")
    assert said(dry) == ["no_water"] and dry.best("kesso") is None
    assert spent(a_post(20), plain, by="boat", condition=WET) < 140


def test_who_may_go_on_on_foot_walks_from_the_shore() -> None:
    lake = a_lake(6, -15, 19.5, 15)
    boats = Unit(id="b", name="Boats", kind="riverine", post_id="post", goes_on_foot="yes")
    found = over(a_post(20), lake, boats, by="boat")
    (trip,) = found.afoot["kesso"]
    assert trip.minutes is not None and trip.left is not None
    assert trip.walk_km == pytest.approx(6, rel=0.1)
    # To the boat, 13.5 km over water, leaving it, six kilometres off any path.
    hand = 0.5 / 3 * 60 + 13.5 / 15 * 60 + 15 + 6 / 3 * 60
    assert trip.minutes.likely == pytest.approx(hand, rel=0.06)


def test_the_picture_shows_boats_on_the_water_and_vehicles_beside_it() -> None:
    snapshot = a_snapshot(a_community(), a_post(20), FAR, a_lake(0.5, -15, 19.5, 15))
    for by, wet in (("boat", True), ("vehicle", False)):
        field = finish(field_of(snapshot, DRY, Assumptions(), by))
        middle = at(10)
        (cell,) = field.frame.cells(np.array([middle.lon]), np.array([middle.lat]))
        assert bool(field.minutes[cell] < inf) is wet


# ------------------------------------------------------------------ in the water


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_post_in_open_water_is_named_and_nothing_leaves_it(language: str) -> None:
    records = a_community(), a_post(20), FAR, a_lake(14, -6, 26, 6)
    found = over(*records[1:])
    assert found.matrix[0, 0] == inf and {"in_water", "stuck"} <= set(said(found))
    teller = Teller(Words(language), a_snapshot(*records))
    text = next(teller.text(s) for s in found.remarks if s.key.endswith("in_water"))
    assert "Base" in text and "{" not in text


def test_who_stands_just_off_the_shore_as_it_is_drawn_stands_on_it() -> None:
    # An outline at one to ten million is a kilometre beside the truth.
    found = over(a_post(20), FAR, a_lake(19, -6, 26, 6))
    assert found.matrix[0, 0] == pytest.approx(200, rel=0.1)
    assert "in_water" in said(found) and "stuck" not in said(found)
    assert "in_water" not in said(over(a_post(20), FAR, a_lake(21, -6, 26, 6)))


def test_a_real_lake_is_crossed_by_boat_and_gone_round_by_road() -> None:
    """Lake Kivu at one to ten million, from its northern shore to its southern end."""
    from shapely import Point

    path = SHARED / "drc-east" / "lakes_natural_earth.geojson"
    if not path.exists():
        pytest.skip("the shared data are not here: no real lake was crossed")
    lakes = read_file(path).records
    (kivu,) = [a for a in lakes if isinstance(a, Area) and a.name == "Lake Kivu"]
    assert kivu.shape is not None
    shore = [Point(p) for p in kivu.shape.exterior.coords]
    north, south = max(shore, key=lambda p: p.y), min(shore, key=lambda p: p.y)
    post = a_post(0, id="north", position=Position(lon=north.x, lat=north.y))
    home = a_community(id="south", position=Position(lon=south.x, lat=south.y))
    straight = distance_m(post.position, home.position) / 1000
    snapshot = a_snapshot(post, home, *lakes)
    own = Assumptions({"travel.limit_h": 48.0})
    boat = finish(travel(snapshot, DRY, own, "boat")).best("south")
    road = finish(travel(snapshot, DRY, own, "vehicle")).best("south")
    assert boat is not None and boat.minutes is not None
    assert road is not None and road.minutes is not None
    # A great island lies in the way, and shores and cells bend it: a quarter longer at most.
    assert 1 <= boat.minutes.likely / (straight / 15 * 60) < 1.25
    assert 1.05 < road.km / (straight * 1.4) < 1.6 and road.basis == "straight"


# ------------------------------------------------------------------ laws

corner = st.integers(-30, 30)
boxes = st.tuples(corner, corner, st.integers(1, 25), st.integers(1, 25))
PLACES = [at(0), at(25, 10), at(-20, -25), at(12, -8)]


def a_land(lakes: Any, by: str = "vehicle") -> Land:
    wet = [a_lake(x, y, x + w / 3, y + h, id=f"l{i}") for i, (x, y, w, h) in enumerate(lakes)]
    roads = (
        a_road((-30, -30), (30, 28)), a_road((-30, 5), (30, 0), id="river", kind="river")
    )  # fmt: skip
    own = Assumptions({"travel.limit_h": 40.0})
    snapshot = a_snapshot(a_community(), *roads, *wet)
    return finish(prepare(snapshot, Condition(), own, by, 2, [at(-30, -30), at(30, 30)]))


@settings(max_examples=25)
@given(st.lists(boxes, max_size=3), boxes)
def test_more_water_never_makes_a_way_on_land_shorter(lakes: Any, more: Any) -> None:
    spots = spots_of(PLACES)
    few = finish(minutes_between(a_land(lakes), spots, spots))
    many = finish(minutes_between(a_land([*lakes, more]), spots, spots))
    # Who comes to stand in the water is taken as standing on its shore, on either side.
    dry = ~few_afloat([*lakes, more])
    assert (many[dry][:, dry] >= few[dry][:, dry] - 1e-6).all()


def few_afloat(lakes: Any) -> np.ndarray:
    """Which of the places stand in the water."""
    land = a_land(lakes)
    return land.water.holds(*spots_of(PLACES)) if land.water else np.zeros(len(PLACES), bool)


@settings(max_examples=15)
@given(st.lists(boxes, min_size=1, max_size=3), st.tuples(corner, corner))
def test_moving_a_post_beside_water_gives_what_a_fresh_start_gives(lakes: Any, to: Any) -> None:
    for by in ("vehicle", "boat"):
        land = a_land(lakes, by)
        first = surface(land, {"p": at(3, 3), "q": at(-12, 9)})
        moved = surface(land, {"p": at(*to), "q": at(-12, 9)}, first)
        assert np.array_equal(moved.minutes, surface(land, {"p": at(*to), "q": at(-12, 9)}).minutes)


def test_no_step_of_the_ground_crosses_a_shore() -> None:
    land = a_land([(-9, -9, 1, 22), (3, -4, 18, 9)])
    graph, water = land.graph, land.water
    assert graph is not None and water is not None and land.frame is not None
    whole = graph.steps
    for cell in range(graph.cells):
        for number in range(whole.starts[cell], whole.starts[cell + 1]):
            to = int(whole.to[number])
            if to < graph.cells and np.isfinite(whole.minutes[number]):
                step = LineString(
                    [(graph.lon[cell], graph.lat[cell]), (graph.lon[to], graph.lat[to])]
                )
                assert not any(step.crosses(shape) for shape in water.shapes)
