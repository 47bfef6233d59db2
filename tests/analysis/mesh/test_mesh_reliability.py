"""The chance that at least one way holds equals the count over every state of what can fail."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.mesh.reliability import chance, minimal

NAMES = "abcdefgh"
ways = st.lists(
    st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=4), min_size=1, max_size=6
)
shares = st.fixed_dictionaries({n: st.floats(0, 1) for n in NAMES})


def counted(found, holds):
    """Every state of all parts, weighed: slow, and with nothing in common with what it checks."""
    parts = sorted({p for way in found for p in way})
    total = 0.0
    for state in product((True, False), repeat=len(parts)):
        up = {p for p, works in zip(parts, state, strict=True) if works}
        weight = 1.0
        for p in parts:
            weight *= holds[p] if p in up else 1 - holds[p]
        total += weight * any(way <= up for way in found)
    return total


def arrays(holds):
    return {name: np.array([value]) for name, value in holds.items()}


@settings(max_examples=150, deadline=None)
@given(ways, shares)
def test_conditioning_equals_the_count_over_all_states(found, holds):
    least, most = chance(found, arrays(holds))
    assert least[0] == most[0]
    assert least[0] == pytest.approx(counted(found, holds), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(ways, ways, shares)
def test_one_more_way_never_makes_it_less_likely(found, more, holds):
    before = chance(found, arrays(holds))[0][0]
    assert chance([*found, *more], arrays(holds))[0][0] >= before - 1e-12


@settings(max_examples=100, deadline=None)
@given(ways, shares)
def test_bounds_of_a_tangled_mesh_hold_the_exact_figure(found, holds):
    exact = chance(found, arrays(holds))[0][0]
    least, most = chance(found, arrays(holds), steps=0)
    assert least[0] - 1e-12 <= exact <= most[0] + 1e-12


def plainly(found, holds):
    """The steps of conditioning as one would write them down, each from the beginning."""
    if not found:
        return 0 * np.ones(1)
    if not found[0]:
        return np.ones(1)
    if len(found) == 1:
        return whole(found[0], holds)
    common = set.intersection(*found)
    if common:
        return whole(common, holds) * plainly([way - common for way in found], holds)
    groups = []
    for way in found:
        meeting = [g for g in groups if any(way & other for other in g)]
        groups = [g for g in groups if g not in meeting]
        groups.append([*(w for g in reversed(meeting) for w in g), way])
    if len(groups) > 1:
        none = np.ones(1)
        for group in groups:
            none = none * (1 - plainly(least(group), holds))
        return 1 - none
    part = max(sorted(set.union(*found)), key=lambda p: sum(p in way for way in found))
    up = plainly(least([way - {part} for way in found]), holds)
    down = plainly([way for way in found if part not in way], holds)
    return holds[part] * up + (1 - holds[part]) * down


def whole(way, holds):
    product = np.ones(1)
    for part in sorted(way):
        product = product * holds[part]
    return product


def least(found):
    """The minimal ways: those that need least first, then by what they need as a whole number."""
    order = sorted(found, key=lambda way: (len(way), sum(1 << NAMES.index(p) for p in way)))
    kept = []
    for way in order:
        if not any(one <= way for one in kept):
            kept.append(way)
    return kept


@settings(max_examples=150, deadline=None)
@given(ways, shares)
def test_steps_that_are_remembered_give_the_same_to_the_last_bit(found, holds):
    values = arrays(holds)
    slow = plainly(least([set(way) for way in found]), values)[0]
    assert chance(found, values)[0][0].hex() == float(slow).hex()
    assert chance(found, values)[0][0].hex() == float(slow).hex()


def test_a_cause_that_two_ways_share_is_counted_once():
    holds = arrays({"a": 0.5, "b": 0.5, "mast": 0.8})
    shared = chance([{"a", "mast"}, {"b", "mast"}], holds)[0][0]
    assert shared == pytest.approx(0.8 * 0.75)
    apart = 1 - (1 - 0.4) ** 2
    assert shared < apart


def test_twelve_causes_on_twelve_ways_are_still_exact():
    names = [f"c{i}" for i in range(12)]
    found = [frozenset({names[i], names[(i + 1) % 12], f"m{i}"}) for i in range(12)]
    holds = {p: np.array([0.6, 0.9]) for way in found for p in way}
    least, most = chance(found, holds)
    assert np.array_equal(least, most)
    rng = np.random.default_rng(7)
    parts = sorted(holds)
    for column, share in enumerate((0.6, 0.9)):
        up = rng.random((200_000, len(parts))) < share
        index = {p: i for i, p in enumerate(parts)}
        held = np.any([up[:, [index[p] for p in way]].all(axis=1) for way in found], axis=0)
        assert least[column] == pytest.approx(held.mean(), abs=0.01)


def test_a_way_that_needs_more_than_another_adds_nothing():
    assert minimal([frozenset("ab"), frozenset("a"), frozenset("abc")]) == {frozenset("a")}


def test_no_way_is_no_chance_and_a_way_that_needs_nothing_is_certain():
    holds = {"a": np.array([0.3])}
    assert chance([], holds)[0][0] == 0
    assert chance([{"a"}, frozenset()], holds)[0][0] == 1
