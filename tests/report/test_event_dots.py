"""Events on written maps: each counted once, none sharper than its source, told apart in grey."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.model.events import NEAR
from pocplanner.report.event_dots import DotSign, EventDots, lying
from pocplanner.report.event_signs import draw_counts, draw_low, legend, short
from pocplanner.report.grid_bands import band_areas, cut_to, thinned
from pocplanner.report.map_view import view_of
from pocplanner.report.pdf_text import Setting
from pocplanner.report.svg_canvas import SvgCanvas
from pocplanner.words import Words

VIEW = view_of((20, -10, 22, -9), 400, 300)
SIGNS = (
    DotSign(0, "All others", "#75808a", "–"),
    DotSign(1, "Arson", "#d55e00", "A"),
    DotSign(2, "Theft", "#0072b2", "T"),
)


def dots(rows: list[tuple[float, float, int, int, int]], **how: Any) -> EventDots:
    """Rows of longitude, latitude, class, precision, deaths."""
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), (), ()]
    kinds = (np.float64, np.float64, np.uint8, np.int8, np.int32)
    return EventDots(*(np.array(c, k) for c, k in zip(columns, kinds, strict=True)), SIGNS, **how)


ROWS = st.lists(
    st.tuples(
        st.floats(20, 22), st.floats(-10, -9), st.integers(0, 2), st.integers(0, 5),
        st.integers(-1, 300),
    ),
    max_size=80,
)  # fmt: skip
#: Many in few places, as events are.
PLACES = st.sampled_from([(20.5, -9.5), (20.51, -9.5), (20.6, -9.4), (21.4, -9.7)])
CROWD = st.lists(
    st.tuples(PLACES, st.integers(0, 2), st.integers(0, 5)).map(
        lambda t: (t[0][0], t[0][1], t[1], t[2], 1)
    ),
    max_size=120,
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(ROWS, CROWD), st.booleans(), st.booleans())
def test_each_event_in_view_is_counted_once_however_it_is_drawn(
    rows: list[Any], letters: bool, groups: bool
) -> None:
    made = dots(rows, letters=letters, groups=groups)
    found = lying(made, VIEW)
    if not rows:
        assert found is None
        return
    assert found is not None
    placed = sum(s.count for s in found.spots) + sum(d.count for d in found.discs)
    assert placed == sum(r[3] <= NEAR for r in rows)
    assert sum(r.count for r in found.rings) == sum(r[3] > NEAR for r in rows)
    for code in range(3):
        parts = sum(n for d in found.discs for c, n in d.parts if c == code)
        alone = sum(s.count for s in found.spots if s.code == code)
        assert parts + alone == sum(r[2] == code and r[3] <= NEAR for r in rows)
    for at, one in enumerate(found.discs):
        for other in found.discs[at + 1 :]:
            reach = one.radius(made.lettered) + other.radius(made.lettered)
            assert math.hypot(one.x - other.x, one.y - other.y) >= 0.85 * reach - 1e-6


def test_what_is_known_to_an_area_only_is_never_a_dot() -> None:
    found = lying(dots([(21, -9.5, 1, 3, 0), (21, -9.5, 1, 5, 0), (20.5, -9.5, 1, 1, 0)]), VIEW)
    assert found is not None
    assert [s.count for s in found.spots] == [1] and not found.discs
    assert [(r.count, r.wide) for r in found.rings] == [(2, True)]


def test_a_place_that_the_source_does_not_vouch_for_is_hollow() -> None:
    found = lying(dots([(21, -9.5, 1, 0, 0), (20.5, -9.5, 1, 2, 0)]), VIEW)
    assert found is not None
    assert sorted(s.known for s in found.spots) == [False, True]


@pytest.mark.parametrize(("size_by", "sizes"), [("none", [0, 0]), ("count", [0, 1]),
                                                ("deaths", [0, 2])])  # fmt: skip
def test_sizes_tell_what_was_asked(size_by: str, sizes: list[int]) -> None:
    rows = [(21.0, -9.5, 1, 1, 0), (20.5, -9.5, 1, 1, 6), (20.5, -9.5, 1, 1, 7)]
    found = lying(dots(rows, size_by=size_by), VIEW)
    assert found is not None
    assert sorted(s.size for s in found.spots) == sizes


def test_what_lies_outside_the_view_is_not_even_in_the_legend() -> None:
    assert lying(dots([(30, -9.5, 1, 1, 0), (21, 5, 1, 3, 0)]), VIEW) is None
    found = lying(dots([(21, -9.5, 1, 1, 0), (30, -9.5, 2, 1, 0)]), VIEW)
    assert found is not None
    assert [one.text for one in legend(found, Setting(Words("en")))] == ["Arson"]


def drawn(made: EventDots) -> tuple[str, list[str]]:
    from defusedxml.ElementTree import fromstring

    from pocplanner.report.drawing import Pen

    found = lying(made, VIEW)
    assert found is not None
    canvas = SvgCanvas(400, 300, "t", "en")
    pen = Pen(canvas, Setting(Words("en")))  # type: ignore[arg-type]
    draw_low(pen, found)
    draw_counts(pen, found)
    text = canvas.save()
    return text, [t for t in fromstring(text).itertext() if t.strip() and t != "t"]


def test_two_windows_are_told_apart_without_colour_by_form_and_letter() -> None:
    pair = (DotSign(0, "before", "#777777", "B", square=True), DotSign(1, "after", "#777777", "A"))
    rows = [(20.4, -9.5, 0, 1, 0), (21.2, -9.5, 1, 1, 0)]
    text, words = drawn(replace(dots(rows), signs=pair))
    assert sorted(words) == ["A", "B"]
    assert text.count("<circle") == 1 and 'fill="#777777"' in text


def test_a_crowd_says_how_many_and_which_letters_most() -> None:
    rows = [(20.62 + i / 130, -9.5, 1 + (i % 3 == 0), 1, 0) for i in range(12)]
    _, words = drawn(dots(rows))
    assert "12" in words and "A8 T4" in words


def test_counts_stay_short() -> None:
    assert [short(n) for n in (7, 950, 1240, 13_400, 2_000_000)] == [
        "7", "950", "1.2k", "13k", "2.0M",
    ]  # fmt: skip


@given(st.lists(st.lists(st.integers(-1, 2), min_size=5, max_size=5), min_size=3, max_size=3))
def test_the_area_of_a_band_is_that_of_its_cells(rows: list[list[int]]) -> None:
    grid = np.array(rows)
    lon, lat = np.linspace(10, 15, 6), np.linspace(0, 6, 4)
    for band, area in enumerate(band_areas(grid, lon, lat, 3)):
        assert area.area == pytest.approx(2.0 * int((grid == band).sum()))
        assert shapely.is_valid(area)


def test_a_grid_is_cut_and_thinned_with_its_edges() -> None:
    grid = np.arange(100.0).reshape(10, 10)
    lon, lat = np.linspace(0, 10, 11), np.linspace(0, 10, 11)
    values, west, south = cut_to(grid, lon, lat, (2.5, 3.5, 4.5, 8))
    assert values.shape == (5, 3) and west[0] == 2 and west[-1] == 5 and south[-1] == 8
    values, west, _ = thinned(grid, lon, lat, 4)
    assert values.shape[1] <= 4 and len(west) == values.shape[1] + 1 and west[-1] == 10
