"""Isochrones: lines that part what is within a bound from what is beyond it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from shapely import Point

from pocplanner.analysis.travel.frame import Frame
from pocplanner.analysis.travel.isochrones import bands, isochrones, told_bounds
from pocplanner.words import Problem, Words

FRAME = Frame(100, 200, 21, 21, 0.01, 0.01)


def cone() -> np.ndarray:
    """Minutes that grow evenly from the middle: ten to a cell."""
    y, x = np.mgrid[0:21, 0:21]
    return (np.hypot(y - 10, x - 10) * 10).ravel()


def test_round_a_post_on_open_ground_the_lines_are_rings() -> None:
    found = isochrones(FRAME, cone(), [30, 60])
    middle = Point(FRAME.longitudes()[10], FRAME.latitudes()[10])
    for bound, cells in ((30, 3), (60, 6)):
        ring = found[bound]
        assert ring.geom_type == "LineString" and ring.is_ring
        apart = [middle.distance(Point(p)) / 0.01 for p in ring.coords]
        assert max(apart) == pytest.approx(cells, abs=0.15)
        assert min(apart) == pytest.approx(cells, abs=0.15)


def test_where_nobody_comes_there_is_no_line() -> None:
    assert isochrones(FRAME, np.full(FRAME.size, np.inf), [30])[30].is_empty
    assert isochrones(FRAME, np.zeros(FRAME.size), [30])[30].is_empty


@given(arrays(float, (6, 7), elements=st.integers(0, 100).map(float) | st.just(np.inf)))
def test_a_line_lies_only_between_cells_within_and_cells_beyond(field: np.ndarray) -> None:
    frame = Frame(0, 0, 6, 7, 1.0, 1.0)
    line = isochrones(frame, field.ravel(), [50])[50]
    for part in getattr(line, "geoms", [line]):
        for lon, lat in part.coords:
            x, y = lon - 0.5, lat - 0.5
            cells = [field[int(r), int(c)] for r in {np.floor(y), np.ceil(y)}
                     for c in {np.floor(x), np.ceil(x)}]  # fmt: skip
            assert min(cells) <= 50 and (max(cells) > 50 or 50 in cells)
    both = (field <= 50).any() and (field > 50).any()
    assert bool(line.is_empty) != bool(both)


def test_bands_hold_their_upper_bound() -> None:
    found = bands(np.array([0, 30, 30.1, 60, 61, np.inf]), (30, 60))
    assert found.tolist() == [0, 0, 1, 1, -1, -1]


def test_bounds_are_read_as_people_write_them() -> None:
    assert told_bounds("120, 30;60, 30") == (30, 60, 120)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("text", ["", "soon", "0, 30", "9999", "1,2,3,4,5,6,7"])
def test_bounds_that_make_no_sense_are_refused_in_a_sentence(text: str, language: str) -> None:
    with pytest.raises(Problem) as refused:
        told_bounds(text)
    assert "6" in Words(language).problem(refused.value)
