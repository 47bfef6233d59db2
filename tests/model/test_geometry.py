"""Shapes are read from GeoJSON, mended or refused with a sentence; distances are metres."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.model.geometry import (
    EARTH_M,
    MOST_CORNERS,
    Position,
    distance_m,
    read_geometry,
    write_geometry,
)

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]],
}
BOW = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}


@pytest.mark.parametrize("given_shape", [SQUARE, json.dumps(SQUARE)])
def test_a_shape_is_read_from_text_or_mapping(given_shape: object) -> None:
    assert read_geometry(given_shape).area == 4


def test_a_shape_survives_writing_and_reading() -> None:
    assert read_geometry(write_geometry(read_geometry(SQUARE))).equals(read_geometry(SQUARE))


def test_a_shape_that_crosses_itself_is_mended() -> None:
    assert read_geometry(BOW).is_valid


@pytest.mark.parametrize(
    "wrong, why",
    [
        ({"type": "Circle", "coordinates": [0, 0]}, "GeoJSON"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "GeoJSON"),
        ({"type": "Point", "coordinates": []}, "empty"),
        ("null", "empty"),
        ([1, 2], "empty"),
        ({"type": "Point", "coordinates": [500, 0]}, "range"),
        ({"type": "Point", "coordinates": [0, -91]}, "range"),
        ("not json", "GeoJSON"),
        ('{"type": "Polygon", "coordinates": ' + "[" * 100_000, "GeoJSON"),
        ({"type": "LineString", "coordinates": [[0, 0]] * (MOST_CORNERS + 1)}, "corners"),
    ],
)
def test_what_is_no_shape_is_refused(wrong: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_geometry(wrong)


_PLACES = st.builds(Position, lon=st.floats(-180, 180), lat=st.floats(-90, 90))


@given(_PLACES, _PLACES)
def test_distance_is_the_same_both_ways_and_at_most_half_the_globe(
    a: Position, b: Position
) -> None:
    there = distance_m(a, b)
    assert there == pytest.approx(distance_m(b, a), abs=1e-6)
    assert 0 <= there <= math.pi * EARTH_M + 1


@given(_PLACES)
def test_a_place_is_nowhere_from_itself(here: Position) -> None:
    assert distance_m(here, here) == pytest.approx(0, abs=1e-6)


def test_a_degree_at_the_equator_is_about_111_kilometres() -> None:
    a, b = Position(lon=0, lat=0), Position(lon=1, lat=0)
    assert distance_m(a, b) == pytest.approx(111_195, abs=10)
