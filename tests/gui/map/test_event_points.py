"""Events by columns: tiles, views and clicks hold what is there, whatever their number."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pocplanner.gui.map.curve import BITS, Levels, Points, apart, interleaved, world
from pocplanner.gui.map.event_points import Drawn, EventPoints
from pocplanner.model.events import ARRAY_TYPES, LABEL_COLUMNS, Events, Labels, no_events
from tests import makers


def many(count: int, seed: int = 7) -> Events:
    """So many events, spread over a country, of every precision."""
    made = np.random.default_rng(seed)
    columns: dict[str, Any] = {n: np.zeros(count, t) for n, t in ARRAY_TYPES.items()}
    columns["lon"] = made.uniform(14, 27, count)
    columns["lat"] = made.uniform(2, 11, count)
    columns["lon"][: count // 10] = np.nan
    columns["deaths_best"] = made.integers(0, 40, count).astype(np.int32)
    columns["place_precision"] = made.integers(0, 8, count).astype(np.int8)
    for name in LABEL_COLUMNS:
        columns[name] = Labels(np.zeros(count, np.int32), ("x",))
    keys = np.array([f"E{i}".encode() for i in range(count)])
    return Events(key=keys, series_ids=("ser-many",), **columns)


def unpacked(tile: bytes) -> tuple[NDArray[Any], ...]:
    """The four columns of a tile: x and y in pixels, class and size."""
    n = len(tile) // 6
    x, y = (np.frombuffer(tile, "<u2", n, at).astype(float) / 16 - 64 for at in (0, 2 * n))
    return x, y, np.frombuffer(tile, np.uint8, n, 4 * n), np.frombuffer(tile, np.uint8, n, 5 * n)


def every(events: Events) -> Drawn:
    """All events in one colour."""
    return Drawn(np.ones(len(events), bool))


_PLACES = st.integers(0, (1 << BITS) - 1)


@given(st.lists(st.tuples(_PLACES, _PLACES), min_size=1, max_size=50))
def test_the_curve_keeps_both_coordinates(at: list[tuple[int, int]]) -> None:
    x, y = (np.array(c, np.int64) for c in zip(*at, strict=True))
    back = apart(interleaved(x, y))
    assert (back[0] == x).all() and (back[1] == y).all()


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=80),
    st.integers(-100, 5100), st.integers(-100, 5100), st.integers(1, 3000), st.integers(1, 3000),
)  # fmt: skip
def test_a_box_holds_the_points_that_lie_in_it(
    at: list[tuple[int, int]], west: int, north: int, wide: int, high: int
) -> None:
    x, y = (np.array(c, np.int64) for c in zip(*at, strict=True))
    codes = interleaved(x, y)
    order = np.argsort(codes)
    ones = np.ones(len(x), np.int64)
    points = Points(codes[order], x[order], y[order], ones.astype(np.uint8), ones, ones)
    found = Levels(points).inside(18, (west, north, west + wide, north + high))
    inside = (x >= west) & (x < west + wide) & (y >= north) & (y < north + high)
    assert found.count.sum() == inside.sum()


def test_every_event_with_a_good_place_is_drawn_once_across_the_tiles() -> None:
    events = many(20_000)
    points = EventPoints()
    points.show(events, every(events))
    drawn = np.isfinite(events.lon) & (events.place_precision <= 2)
    assert points.count == drawn.sum()
    zoom, inside = 9, 0
    x, y = world(events.lon[drawn], events.lat[drawn])
    shift = BITS - zoom
    for column in range(int(x.min()) >> shift, (int(x.max()) >> shift) + 1):
        for row in range(int(y.min()) >> shift, (int(y.max()) >> shift) + 1):
            px, py, _, _ = unpacked(points.tile(zoom, column, row))
            inside += int(((px >= 0) & (px < 256) & (py >= 0) & (py < 256)).sum())
    # Dots within two pixels are one; at this zoom and number that is rare.
    assert drawn.sum() * 0.97 <= inside <= drawn.sum()


def test_a_crowd_is_drawn_by_levels_that_keep_its_counts() -> None:
    events = many(400_000)
    points = EventPoints()
    points.show(events, every(events))
    x, y = world(np.array([14.0, 27.0]), np.array([11.0, 2.0]))
    for zoom in (4, 6, 8):
        shift = BITS - 8 - zoom
        box = tuple(int(v) >> shift for v in (x[0], y[0], x[1], y[1]))
        seen = points.in_view(zoom, (box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2))
        assert seen["shown"] == points.count
        assert sum(g[2] for g in seen["groups"]) == points.count
        assert sum(r[2] for r in seen["rings"]) == seen["areas"] == points.area_count
        assert len(seen["groups"]) < 1_500
    assert len(points.tile(6, 35, 31)) // 6 <= (256 + 28) ** 2 / 4 + 600


def test_what_is_known_to_an_area_is_a_ring_and_what_is_known_less_is_told() -> None:
    rows: list[dict[str, Any]] = [
        {"lon": 21.0, "lat": -9.0, "place_precision": p, "first_day": date(2031, 1, 1)}
        for p in range(8)
    ]
    rows.append({"lat": -9.0, "place_precision": 1})
    rows.append({"lon": 21.0, "lat": -9.0, "place_precision": 1, "type": "sexual_violence"})
    events = makers.events(rows)
    points = EventPoints()
    points.show(events, every(events))
    assert points.count == 3, "exact, near, and one whose source does not say"
    assert points.area_count == 3, "district, province, region"
    assert points.lost() == {"no_position": 1, "too_wide": 2, "counts_only": 1}
    assert points.count + points.area_count + sum(points.lost().values()) == len(events)


@given(st.integers(0, 2**32 - 1))
def test_no_chosen_event_is_dropped_in_silence(seed: int) -> None:
    events = many(300, seed)
    chosen = np.random.default_rng(seed).random(300) < 0.5
    points = EventPoints()
    points.show(events, Drawn(chosen))
    assert points.count + points.area_count + sum(points.lost().values()) == chosen.sum()


def test_classes_and_sizes_reach_the_tile_and_the_highest_lies_on_top() -> None:
    rows = [
        {"lon": 21.0, "lat": -9.0, "deaths_best": d, "place_precision": p}
        for d, p in ((4, 1), (60, 1), (0, 0))
    ]
    events = makers.events(rows)
    points = EventPoints()
    classes = np.array([3, 1, 7], np.uint8)
    points.show(events, Drawn(np.ones(3, bool), classes, "deaths"))
    column, row = (int(c[0]) >> (BITS - 10) for c in world(np.array([21.0]), np.array([-9.0])))
    _, _, key, size = unpacked(points.tile(10, column, row))
    assert key.tolist() == [128 + 3], "one dot; a place known well lies over one that is not"
    assert size.tolist() == [2], "the deaths of all that lies there"
    points.show(events, Drawn(np.array([False, False, True]), classes, "count"))
    _, _, key, size = unpacked(points.tile(10, column, row))
    assert (key.tolist(), size.tolist()) == ([7], [0])


def test_a_click_finds_what_lies_under_it_nearest_first() -> None:
    events = many(50_000)
    points = EventPoints()
    points.show(events, every(events))
    drawn = np.flatnonzero(np.isfinite(events.lon) & (events.place_precision <= 2))
    for row in drawn[::3000].tolist():
        under = points.under(float(events.lon[row]), float(events.lat[row]), 12)
        assert under[0] == row
    assert not len(points.under(100.0, 50.0, 6))
    assert len(points.under(20.0, 7.0, 4)) == 200, "a list that a person can read"
    points.show(events, Drawn(np.zeros(len(events), bool)))
    assert not len(points.under(20.0, 7.0, 4))


def test_a_ring_lists_the_events_that_it_counts() -> None:
    events = makers.events([{"lon": 21.0, "lat": -9.0, "place_precision": 4} for _ in range(3)])
    points = EventPoints()
    points.show(events, every(events))
    assert sorted(points.under(21.0, -9.0, 8).tolist()) == [0, 1, 2]


def test_a_filter_keeps_the_order_and_shows_only_its_rows() -> None:
    events = many(5_000)
    points = EventPoints()
    chosen = events.deaths_best >= 35
    assert points.show(events, Drawn(chosen)) == 1
    drawn = chosen & np.isfinite(events.lon) & (events.place_precision <= 2)
    assert points.count == drawn.sum()
    assert points.show(events, Drawn(np.zeros(len(events), bool))) == 0
    assert points.revision == 2


@pytest.mark.parametrize(
    "path",
    [
        "/ev/1/tiles/6/35", "/ev/1/tiles/6/35,31.png", "/ev/x/tiles/6/35,31", "/map.html", "",
        "/ev/1/tiles/6/35,31;", "/ev/../tiles/6/35,31", "/ev/1/tiles/999/35,31",
        "/ev/1/tiles/6/" + ";".join(["1,1"] * 61),
    ],
)  # fmt: skip
def test_no_other_path_is_a_tile(path: str) -> None:
    assert EventPoints().answer(path) is None


_AT = st.tuples(st.integers(-(10**7) + 1, 10**7 - 1), st.integers(-(10**7) + 1, 10**7 - 1))


@given(st.integers(0, 99), st.lists(_AT, min_size=1, max_size=60))
def test_tiles_anywhere_are_whole_columns_or_nothing(zoom: int, at: list[tuple[int, int]]) -> None:
    points = EventPoints()
    points.show(_SOME, every(_SOME))
    path = f"tiles/{zoom}/" + ";".join(f"{x},{y}" for x, y in at)
    answer = points.answer(f"/ev/{points.revision}/{path}")
    assert answer is not None
    counts = np.frombuffer(answer[0], "<u4", len(at) if answer[0] else 0)
    assert len(answer[0]) == 4 * len(counts) + sum(8 * -(-int(n) * 6 // 8) for n in counts)
    assert points.answer(f"/ev/{points.revision + 1}/{path}") == (b"", answer[1])


def test_the_tiles_of_an_answer_are_the_tiles_one_by_one() -> None:
    points = EventPoints()
    points.show(_SOME, every(_SOME))
    at = [(34, 31), (35, 31), (36, 30)]
    answer = points.answer(f"/ev/{points.revision}/tiles/6/" + ";".join(f"{x},{y}" for x, y in at))
    assert answer is not None
    counts, left = np.frombuffer(answer[0], "<u4", 3), answer[0][12:]
    for (x, y), count in zip(at, counts.tolist(), strict=True):
        assert left[: count * 6] == points.tile(6, x, y)
        left = left[8 * -(-count * 6 // 8) :]
    assert counts.sum() > 20


def test_no_events_are_nothing_to_draw() -> None:
    points = EventPoints()
    nothing = no_events()
    assert points.show(nothing, every(nothing)) == 0
    assert points.tile(3, 4, 4) == b""
    assert points.in_view(3, (0, 0, 2048, 2048))["shown"] == 0
    assert points.lost() == {}


_SOME = many(500)
