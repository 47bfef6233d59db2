"""Ways and areas are measured on the Earth: worked by hand, and as the measure does."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from pocplanner.analysis.measuring import measure
from pocplanner.analysis.shape_size import area_m2, length_m
from pocplanner.model.geometry import EARTH_M, Position


def test_one_degree_is_known() -> None:
    degree = math.radians(1) * EARTH_M
    assert length_m(LineString([(0, 0), (1, 0)])) == pytest.approx(degree)
    assert length_m(LineString([(10, 60), (10, 61)])) == pytest.approx(degree)
    square = EARTH_M**2 * math.radians(1) * math.sin(math.radians(1))
    assert area_m2(box(0, 0, 1, 1)) == pytest.approx(square)


def test_holes_are_taken_off_and_parts_added_up() -> None:
    outer, hole = box(20, 4, 22, 6), box(20.5, 4.5, 21, 5)
    holed = Polygon(outer.exterior.coords, [hole.exterior.coords])
    assert area_m2(holed) == pytest.approx(area_m2(outer) - area_m2(hole))
    assert area_m2(MultiPolygon([outer, box(30, 0, 31, 1)])) == pytest.approx(
        area_m2(outer) + area_m2(box(30, 0, 31, 1))
    )
    line = LineString([(0, 0), (1, 1)])
    assert length_m(MultiLineString([line, LineString([(5, 5), (6, 6)])])) > length_m(line)
    assert area_m2(line) == 0.0 and length_m(Point(1, 1)) == 0.0 and area_m2(Point(1, 1)) == 0.0


@given(st.floats(-170, 160), st.floats(-70, 60), st.floats(0.01, 9), st.floats(0.01, 9))
def test_a_shape_is_as_large_as_the_measure_says(
    lon: float, lat: float, wide: float, tall: float
) -> None:
    corners = [(lon, lat), (lon + wide, lat), (lon + wide, lat + tall), (lon, lat + tall)]
    measured = measure([Position(lon=x, lat=y) for x, y in corners])
    assert area_m2(Polygon(corners)) == pytest.approx(measured.area_m2, rel=1e-6)
    assert length_m(LineString(corners)) == pytest.approx(measured.metres, rel=1e-6)
