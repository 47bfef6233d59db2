"""UTM and MGRS hold against the libraries that others use, and lead back to where they began."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.model.grids import from_mgrs, mgrs, project, unproject, utm, zone_of

LONS = st.floats(-180, 180)
LATS = st.floats(-80, 84)


@given(LONS, LATS)
def test_what_is_put_on_the_grid_comes_back_to_the_millimetre(lon: float, lat: float) -> None:
    zone = zone_of(lon, lat)
    back_lon, back_lat = unproject(*project(lon, lat, zone), zone)
    assert back_lat == pytest.approx(lat, abs=1e-8)
    assert math.remainder(back_lon - lon, 360) == pytest.approx(0, abs=1e-8)


@given(LONS, LATS, st.integers(1, 5))
def test_the_middle_of_a_square_lies_in_that_square(lon: float, lat: float, digits: int) -> None:
    code = mgrs(lon, lat, digits)
    head = len(code) - 2 * digits - 3
    at = from_mgrs(int(code[:head]), code[head], code[head + 1 : head + 3], code[head + 3 :])
    assert at is not None
    side_m = 10.0 ** (5 - digits)
    away_m = 111_320 * math.hypot(
        at[1] - lat, math.remainder(at[0] - lon, 360) * math.cos(math.radians(lat))
    )
    assert away_m <= side_m * 0.75 + 1


@pytest.mark.parametrize(
    ("lon", "lat", "zone"),
    [(4.0, 60.0, 32), (2.9, 60.0, 31), (4.0, 55.9, 31), (4.0, 64.0, 31),
     (8.9, 78.0, 31), (9.0, 78.0, 33), (21.0, 78.0, 35), (33.0, 78.0, 37), (42.0, 78.0, 38),
     (-180.0, 5.0, 1), (180.0, 5.0, 60), (179.99, 5.0, 60), (0.0, 5.0, 31), (-0.001, 5.0, 30)],
)  # fmt: skip
def test_the_zones_of_norway_svalbard_and_the_antimeridian_are_those_of_the_grid(
    lon: float, lat: float, zone: int
) -> None:
    found = utm(lon, lat)
    assert found is not None
    assert found.zone == zone
    assert 100_000 < found.easting < 900_000


def test_the_grid_agrees_with_the_libraries_of_others() -> None:
    from mgrs import MGRS
    from pyproj import Transformer

    for lon, lat in [(18.5549, 4.3612), (29.2, -1.68), (32.5, 15.6), (-14.5, 16.4), (5.3, 60.4),
                     (15.6, 78.2), (179.9, -18.1), (-0.0001, 51.5), (30.06, -1.95)]:  # fmt: skip
        found = utm(lon, lat)
        assert found is not None
        code = (32700 if lat < 0 else 32600) + found.zone
        east, north = Transformer.from_crs(4326, code, always_xy=True).transform(lon, lat)
        assert found.easting == pytest.approx(east, abs=0.001)
        assert found.northing == pytest.approx(north, abs=0.001)
        assert mgrs(lon, lat, 4) == MGRS().toMGRS(lat, lon, MGRSPrecision=4).lstrip("0")


def test_near_the_poles_there_is_no_grid_and_no_square_is_made_up() -> None:
    assert utm(10, 84.1) is None
    assert mgrs(10, -80.1) == ""
    assert from_mgrs(32, "X", "MG", "1234") is None, "zone 32 has no band X"
    assert from_mgrs(33, "N", "ZZ", "") is None, "that row does not exist"
    assert from_mgrs(33, "N", "AB", "") is None, "that column is of another zone"
