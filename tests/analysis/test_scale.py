"""The arithmetic of a rating: by hand, and as laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.scale import (
    BANDS,
    band_of,
    final_band,
    higher,
    likelihood_of,
    rounded,
    shift_of,
)

step = st.integers(1, 5)
maybe = st.none() | step


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((3, 3, 3), 3),
        ((5, 5, 5), 5),
        ((4, 4, 5), 4),  # 4.33
        ((4, 5, 5), 5),  # 4.67
        ((1, 5, 5), 2),  # 3.67, capped at the least plus one
        ((2, 5, 5), 3),
        ((2, 3, None), 3),  # 2.5 rounds up
        ((None, 4, 5), None),  # nobody judged the intent
        ((None, None, None), None),
    ],
)
def test_likelihood_is_the_rounded_mean_capped_above_its_least(steps, expected):
    assert likelihood_of(steps, Assumptions()) == expected


@pytest.mark.parametrize(
    ("likelihood", "impact", "band"),
    [
        (1, 4, "low"),
        (2, 2, "low"),
        (1, 5, "moderate"),
        (3, 3, "moderate"),
        (2, 5, "high"),
        (3, 4, "high"),
        (3, 5, "very_high"),
        (4, 4, "very_high"),
        (5, 5, "very_high"),
    ],
)
def test_bands_follow_the_product(likelihood, impact, band):
    assert band_of(likelihood, impact, Assumptions()) == band


def test_vulnerable_people_with_little_capacity_raise_a_band():
    assumed = Assumptions()
    assert final_band(3, 3, 4, 2, False, assumed) == "high"
    assert final_band(3, 3, 4, 3, False, assumed) == "moderate"


def test_only_people_can_lower_a_band():
    assumed = Assumptions()
    assert final_band(3, 3, 2, 4, True, assumed) == "low"
    assert final_band(3, 3, 2, 4, False, assumed) == "moderate"
    assert final_band(3, 3, 2, None, True, assumed) == "moderate"


def test_what_threatens_survival_is_never_low():
    assert final_band(1, 5, 1, 5, True, Assumptions()) == "moderate"


def test_the_missions_own_figures_count():
    own = Assumptions({"band.high": 9})
    assert band_of(3, 3, own) == "high"
    assert [u.key for u in own.used if u.own] == ["band.high"]


@given(step, step, step, step, step, st.booleans())
def test_more_likelihood_or_impact_never_lowers_a_band(likelihood, impact, v, c, judged, which):
    assumed = Assumptions()
    before = BANDS.index(final_band(likelihood, impact, v, c, judged, assumed))
    worse = (min(likelihood + 1, 5), impact) if which else (likelihood, min(impact + 1, 5))
    assert BANDS.index(final_band(*worse, v, c, judged, assumed)) >= before


@given(maybe, maybe, maybe, maybe, maybe)
def test_a_worse_anchor_never_lowers_the_likelihood(intent, capability, opportunity, one, two):
    from_steps = likelihood_of((intent, capability, opportunity), Assumptions())
    low, high = sorted((one or 0, two or 0))
    assert (higher(from_steps, low or None) or 0) <= (higher(from_steps, high or None) or 0)


@given(step, step, step)
def test_the_likelihood_stands_between_its_steps_and_the_cap(a, b, c):
    found = likelihood_of((a, b, c), Assumptions())
    assert found is not None
    assert min(a, b, c) <= found <= min(max(a, b, c), min(a, b, c) + 1)
    assert found == min(rounded((a + b + c) / 3), min(a, b, c) + 1)


@given(maybe, maybe)
def test_a_guess_never_lowers(vulnerability, capacity):
    assert shift_of(vulnerability, capacity, False, Assumptions()) >= 0
