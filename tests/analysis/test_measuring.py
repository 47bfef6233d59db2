"""Distances, bearings and hours along a line, and the grid over a part of the map."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.measuring import bearing, measure, side
from pocplanner.analysis.mgrs_grid import MOST_LINES, grid
from pocplanner.model.geometry import Position
from pocplanner.model.grids import mgrs

POSITIONS = st.builds(Position, lon=st.floats(-180, 180), lat=st.floats(-85, 85))


def test_a_degree_along_the_equator_is_what_the_books_say() -> None:
    found = measure([Position(lon=18, lat=0), Position(lon=19, lat=0), Position(lon=19, lat=1)])
    assert [round(leg.metres) for leg in found.legs] == [111_195, 111_195]
    assert [round(leg.bearing) for leg in found.legs] == [90, 0]
    assert found.metres == pytest.approx(222_390, abs=1)
    assert found.hours["foot"] == pytest.approx(222.39 / 4, abs=0.01)
    assert found.area_m2 == pytest.approx(111_195**2 / 2, rel=0.001)


def test_the_mission_own_speed_counts_before_the_shipped_one_and_is_named() -> None:
    line = [Position(lon=18, lat=4), Position(lon=18.1, lat=4)]
    own = measure(line, {"speed.foot_kmh": 2})
    assert own.hours["foot"] == pytest.approx(2 * measure(line).hours["foot"])
    assert {u.key: u.own for u in own.used}["speed.foot_kmh"] is True
    assert all(u.cite for u in own.used)


@given(POSITIONS, POSITIONS)
def test_the_way_back_is_as_long_as_the_way_there(a: Position, b: Position) -> None:
    assert measure([a, b]).metres == pytest.approx(measure([b, a]).metres, abs=1e-3)
    assert 0 <= bearing(a, b) <= 360
    assert side(bearing(a, b)) in {"n", "ne", "e", "se", "s", "sw", "w", "nw"}


def test_an_area_over_the_antimeridian_is_not_the_rest_of_the_world() -> None:
    at = [(179.5, -17), (-179.5, -17), (-179.5, -16), (179.5, -16)]
    found = measure([Position(lon=lon, lat=lat) for lon, lat in at])
    assert found.area_m2 == pytest.approx(111_195**2 * math.cos(math.radians(16.5)), rel=0.001)


def test_nothing_is_measured_of_one_point() -> None:
    found = measure([Position(lon=18, lat=4)])
    assert (found.legs, found.metres, found.area_m2) == ((), 0, None)


@pytest.mark.parametrize(
    "view",
    [(18, 4, 19, 5, 9), (17.9, 3.9, 18.2, 4.2, 11), (178, -18, 182, -16, 8), (5, 60, 9, 64, 8),
     (0, 73, 20, 79, 7), (29.9, -0.1, 30.1, 0.1, 12), (-2, 5, 2, 9, 8), (-180, -85, 180, 85, 5)],
)  # fmt: skip
def test_the_grid_of_a_view_names_each_square_as_its_middle_is_called(
    view: tuple[float, float, float, float, int],
) -> None:
    made = grid(*view)
    assert len(made.lines) <= MOST_LINES
    for name in made.names:
        lon = (name.lon + 180) % 360 - 180
        if made.step_m:
            assert name.id in {mgrs(lon, name.lat, digits) for digits in range(4)}
    for line in made.lines:
        if line.weight < 2:
            assert all(
                view[0] - 1e-6 <= lon <= view[2] + 1e-6 and view[1] - 1e-6 <= lat <= view[3] + 1e-6
                for lon, lat in line.at
            )


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(0.001, 40), st.integers(0, 19))
def test_no_view_makes_the_grid_fail_or_grow_without_end(
    lon: float, lat: float, size: float, zoom: int
) -> None:
    made = grid(lon, lat, lon + size, min(lat + size, 90), zoom)
    assert len(made.lines) <= MOST_LINES
    assert len({line.id for line in made.lines}) == len(made.lines)
