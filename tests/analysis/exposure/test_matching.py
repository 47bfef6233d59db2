"""One unit in one place at a time: the greedy choice is the best one."""

from collections.abc import Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.exposure.choosing import bound, choose
from pocplanner.analysis.exposure.matching import assign
from pocplanner.analysis.exposure.outings import Outing, fits, worth

VALUES = st.lists(st.integers(1, 9), min_size=1, max_size=4)


def _best(values: Sequence[int], can: Mapping[int, Sequence[int]]) -> int:
    """By looking at every way to send units."""
    options = [(None, *can[t]) for t in range(len(values))]
    found = 0
    for sent in product(*options):
        used = [u for u in sent if u is not None]
        if len(used) == len(set(used)):
            found = max(found, sum(v for v, u in zip(values, sent, strict=True) if u is not None))
    return found


@given(VALUES, st.data())
def test_what_is_covered_for_sure_equals_exhaustive_search(
    values: list[int], data: st.DataObject
) -> None:
    units = st.lists(st.integers(0, 3), max_size=3, unique=True)
    sure = {t: data.draw(units) for t in range(len(values))}
    maybe = {t: sorted({*sure[t], *data.draw(units)}) for t in range(len(values))}
    found = assign(values, sure, maybe)
    used = [unit for unit, _ in found.values()]
    assert len(used) == len(set(used)), "one unit in one place at a time"
    for task, (unit, quality) in found.items():
        assert unit in (sure if quality == 2 else maybe)[task]
    assert sum(values[t] for t, (_, q) in found.items() if q == 2) == _best(values, sure)


def test_a_unit_moves_on_where_that_frees_one() -> None:
    # Unit 0 can serve both, unit 1 only the greater: both are served.
    assert assign([9, 5], {0: [0, 1], 1: [0]}, {0: [0, 1], 1: [0]}) == {0: (1, 2), 1: (0, 2)}


def _outing(task: str, unit: str, first: int, wide: int, days: tuple[int, ...], v: int) -> Outing:
    spots = {(task, (24 * d + first + i) % 168): float(v) for d in days for i in range(wide)}
    busy = frozenset(h for _, h in spots)
    return Outing(task, unit, first, wide, days, wide, busy, spots)


OUTINGS = st.lists(
    st.builds(
        _outing,
        st.sampled_from("abc"),
        st.sampled_from("xy"),
        st.integers(0, 20),
        st.integers(1, 5),
        st.sets(st.integers(0, 2), min_size=1).map(lambda s: tuple(sorted(s))),
        st.integers(1, 9),
    ),
    max_size=6,
    unique_by=lambda o: (o.task_id, o.unit_id, o.first, o.wide),
)


def _one_value(outings: list[Outing]) -> list[Outing]:
    """The same task is worth the same in an hour, whoever covers it."""
    value: dict[tuple[str, int], float] = {}
    for one in outings:
        for spot, v in one.gain.items():
            value.setdefault(spot, v)
    # Every second one leaves what its unit covers from its post at the beginning of its hours.
    given_up = [
        {("post" + o.unit_id, h): 1.5 for h in sorted(o.busy)[:2]} if i % 2 else {}
        for i, o in enumerate(outings)
    ]
    return [
        Outing(o.task_id, o.unit_id, o.first, o.wide, o.days, o.daily, o.busy,
               {s: value[s] for s in o.gain}, lost)
        for o, lost in zip(outings, given_up, strict=True)
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(OUTINGS.map(_one_value), st.integers(1, 8), st.integers(1, 3))
def test_a_small_plan_equals_exhaustive_search_and_never_passes_its_bound(
    outings: list[Outing], most: int, patrols: int
) -> None:
    found = choose(outings, most, {}, patrols)
    best = 0.0
    for pick in product((False, True), repeat=len(outings)):
        chosen = [o for o, take in zip(outings, pick, strict=True) if take]
        if fits(chosen, most, {}, patrols):
            best = max(best, worth(chosen))
    assert found.exact and found.worth == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert best <= bound(outings, most, {}, patrols) + 1e-9
    assert fits(found.outings, most, {}, patrols)


def test_a_plan_of_a_missions_size_is_the_best_there_is() -> None:
    many = _one_value(
        [
            _outing(t, u, first, 4, (0, 2, 4), 1 + (first * 7 + len(t)) % 5)
            for t in ("a", "b", "c", "d", "e", "f")
            for u in ("x", "y", "z")
            for first in range(0, 20, 2)
        ]
    )
    found = choose(many, 10, {}, 8)
    assert found.exact and found.worth == worth(found.outings) > 0
    # What the three simple limits allow is more than any plan can do.
    assert found.worth < bound(many, 10, {}, 8)
    assert choose(reversed(many), 10, {}, 8) == found, "the order of the candidates is nothing"


def test_hours_out_already_count_against_the_day() -> None:
    one = _outing("a", "x", 6, 4, (0,), 3)
    assert choose([one], 10, {("x", 0): 7}, 8).outings == ()
    assert choose([one], 10, {("x", 0): 6}, 8).outings == (one,)
