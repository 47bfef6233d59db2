"""Heat and trend: by hand for one event, by law for many; nothing vague goes in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.heat import Surface, fitting_bandwidth, heat, precise, trend
from pocplanner.model.events import Events
from tests import makers


def at(places: list[tuple[float, float]], **more: object) -> Events:
    """Events exactly at these places."""
    return makers.events([{"lon": x, "lat": y, "place_precision": 1, **more} for x, y in places])


def ground_total(surface: Surface) -> float:
    """The values summed over the ground that their cells cover."""
    west, south, east, north = surface.bounds
    y = -np.arcsinh(np.tan(np.radians([north, south]))) * 6378.137
    height, width = surface.values.shape
    down = y[0] + (np.arange(height) + 0.5) * (y[1] - y[0]) / height
    cell = np.radians(east - west) * 6378.137 / width
    area = (cell / np.cosh(down / 6378.137)) ** 2
    return float((surface.values * area[:, None]).sum() / 1000)


@pytest.mark.parametrize("lat", [0.0, 12.5, -35.0])
@pytest.mark.parametrize("km", [5.0, 40.0])
def test_one_event_is_a_hill_of_the_stated_width_and_a_volume_of_one(lat: float, km: float) -> None:
    events = at([(20.0, lat)])
    found = heat(events, np.ones(1, bool), km, years=1.0)
    assert found is not None
    # The highest point of a Gaussian kernel is 1 / (2 pi bandwidth²), here for 1,000 km².
    assert found.highest == pytest.approx(1000 / (2 * np.pi * km**2), rel=0.05)
    assert ground_total(found) == pytest.approx(1.0, rel=0.03)
    west, south, east, north = found.bounds
    assert west < 20 < east and south < lat < north


def test_the_hill_stands_where_the_event_was() -> None:
    found = heat(at([(20.0, 7.0), (20.0, 7.0), (24.0, 3.0)]), np.ones(3, bool), 20.0, 1.0)
    assert found is not None
    row, column = np.unravel_index(found.values.argmax(), found.values.shape)
    west, _, east, _ = found.bounds
    lon = west + (column + 0.5) / found.values.shape[1] * (east - west)
    assert lon == pytest.approx(20.0, abs=0.1)
    assert row < found.values.shape[0] / 2, "north is above"


def test_only_what_is_placed_well_goes_in_and_the_rest_is_counted() -> None:
    rows = [{"lon": 21.0, "lat": -9.0, "place_precision": p} for p in range(8)]
    rows.append({"lon": 21.0, "lat": -9.0, "place_precision": 1, "type": "sexual_violence"})
    events = makers.events(rows)
    assert precise(events).tolist() == [False, True, True, *[False] * 6]
    found = heat(events, np.ones(len(events), bool), 10.0, 1.0)
    assert found is not None
    assert (found.used, found.left_out) == (2, 7)
    assert heat(events, ~precise(events), 10.0, 1.0) is None


def test_deaths_and_time_weigh() -> None:
    events = at([(20.0, 7.0)], deaths_best=6)
    once = heat(events, np.ones(1, bool), 20.0, years=2.0, deaths=True)
    plain = heat(events, np.ones(1, bool), 20.0, years=1.0)
    assert once is not None and plain is not None
    assert once.highest == pytest.approx(plain.highest * 3, rel=1e-5)


def test_a_trend_has_the_sign_of_the_change_and_stands_still_without_one() -> None:
    here, there = (20.0, 7.0), (23.0, 7.0)
    events = at([here] * 12 + [there] * 12)
    before = np.array([True] * 10 + [False] * 2 + [True] * 2 + [False] * 10)
    found = trend(events, before, ~before, 20.0, (1.0, 1.0))
    assert found is not None
    middle = found.values.shape[1] // 2
    assert found.values[:, :middle].min() < 0 < found.values[:, middle:].max()
    assert found.values[:, :middle].max() == pytest.approx(0, abs=1e-6)
    same = trend(events, before, before, 20.0, (1.0, 1.0))
    assert same is not None and same.highest == 0
    longer = trend(events, before, before, 20.0, (1.0, 2.0))
    assert longer is not None and longer.values.max() == 0 > longer.values.min()


def test_too_few_events_have_no_trend() -> None:
    events = at([(20.0, 7.0)])
    found = trend(events, np.zeros(1, bool), np.ones(1, bool), 20.0, (1.0, 1.0))
    assert found is not None and found.highest == 0
    assert trend(events, np.ones(1, bool), np.ones(1, bool), 20.0, (0.0, 1.0)) is None


_PLACES = st.tuples(st.floats(-179, 179), st.floats(-80, 80))


@settings(max_examples=25)
@given(st.lists(_PLACES, min_size=1, max_size=20), st.sampled_from([5.0, 20.0, 80.0]))
def test_a_surface_of_any_events_is_finite_and_small_enough(
    places: list[tuple[float, float]], km: float
) -> None:
    events = at(places)
    found = heat(events, np.ones(len(events), bool), km, 1.0)
    assert found is not None
    assert np.isfinite(found.values).all() and (found.values >= 0).all()
    assert max(found.values.shape) <= 1_202
    assert fitting_bandwidth(events, np.ones(len(events), bool)) in (5, 10, 20, 40, 80)
