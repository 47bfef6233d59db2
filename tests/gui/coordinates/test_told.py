"""Areas are told no finer than a hand draws them."""

import pytest

from pocplanner.gui.coordinates.told import area_told


@pytest.mark.parametrize(
    ("square_metres", "said"),
    [
        (0.0, "0 m²"),
        (12_345.6, "12\u202f346 m²"),
        (120_000.0, "0.12 km²"),
        (12_345_678.0, "12.3 km²"),
        (123_456_789.0, "123 km²"),
        (189_246_000_000.0, "189\u202f246 km²"),
    ],
)
def test_an_area_is_told_in_few_figures(square_metres: float, said: str) -> None:
    assert area_told(square_metres) == said
