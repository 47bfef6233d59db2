"""The scale of the map: written to three figures, read as people write it, one with the zoom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.gui.coordinates.scale import (
    FARTHEST,
    NEAREST,
    middle,
    read_scale,
    scale_at,
    write_scale,
    zoom_for,
)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("1:50000", 50_000),
        ("1 : 50\u202f000", 50_000),
        ("1/50 000", 50_000),
        ("1:50,000", 50_000),
        ("1:50.000", 50_000),
        (" 250k ", 250_000),
        ("1:2M", 2_000_000),
        ("50000", 50_000),
        ("1:10", None),
        ("1:999999999999", None),
        ("near", None),
        ("", None),
        ("-5000", None),
    ],
)
def test_a_scale_is_read_as_people_write_it(text: str, scale: float | None) -> None:
    assert read_scale(text) == scale


@given(st.floats(NEAREST, FARTHEST), st.floats(-80, 80))
def test_zoom_and_scale_are_one(scale: float, lat: float) -> None:
    assert scale_at(zoom_for(scale, lat), lat) == pytest.approx(scale)


@given(st.floats(NEAREST * 1.01, FARTHEST * 0.99))
def test_what_is_written_is_read_again(scale: float) -> None:
    assert read_scale(write_scale(scale)) == pytest.approx(scale, rel=0.006)


@given(st.floats(-84, 84), st.floats(-84, 84))
def test_the_middle_lies_between(one: float, two: float) -> None:
    south, north = sorted((one, two))
    assert south - 1e-9 <= middle(south, north) <= north + 1e-9
    assert middle(-north, -south) == pytest.approx(-middle(south, north), abs=1e-9)
