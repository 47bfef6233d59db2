"""Brokers: worked by hand on small networks, and how far they rest on single ties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.network.brokers import brokers
from pocplanner.analysis.network.graph import Network
from pocplanner.model.actors import Tie


def net(*ends: str, kind: str = "alliance") -> Network:
    ties = tuple(Tie(id=f"tie-{e}", from_id=e[0], to_id=e[1], kind=kind) for e in ends)
    return Network(date(2026, 1, 1), tuple(sorted({i for e in ends for i in e})), ties)


def test_the_middle_of_a_star_stands_on_every_way() -> None:
    (middle,) = brokers(net("ma", "mb", "mc", "md"))
    assert (middle.actor_id, middle.share, middle.rank) == ("m", 1.0, 1)
    assert middle.parts == (("a",), ("b",), ("c",), ("d",))
    # Without one of four ties three ends are left: 3 of the 6 pairs still meet in the middle.
    assert (middle.low, middle.high) == (pytest.approx(0.5), 1.0)
    assert middle.stable


def test_a_bridge_of_one_tie_is_no_stable_broker() -> None:
    found = {b.actor_id: b for b in brokers(net("ab", "bc"))}
    assert set(found) == {"b"}
    assert found["b"].low == 0 and not found["b"].stable
    assert found["b"].parts == (("a",), ("c",))


def test_nobody_brokers_in_a_ring_of_three_or_between_two() -> None:
    assert brokers(net("ab", "bc", "ca")) == ()
    assert brokers(net("ab")) == ()


def test_five_in_a_row_and_one_tie_more_by_hand() -> None:
    found = {b.actor_id: b for b in brokers(net("ab", "bc", "cd", "de"))}
    # Of six pairs of the four others the middle joins a-d, a-e, b-d and b-e.
    assert {k: b.share for k, b in found.items()} == pytest.approx(
        {"b": 1 / 2, "c": 2 / 3, "d": 1 / 2}
    )
    assert found["c"].parts == (("a", "b"), ("d", "e")) and not found["c"].stable
    # With a-c besides, b joins nobody any more.
    more = {b.actor_id: b for b in brokers(net("ab", "bc", "cd", "de", "ac"))}
    assert {k: b.share for k, b in more.items()} == pytest.approx({"c": 4 / 6, "d": 3 / 6})
    # Without c-d nobody's way leads over c any more; without a-b it joins these two as well.
    assert (more["c"].low, more["c"].high) == (0, pytest.approx(5 / 6))


def test_what_sets_against_one_another_carries_nothing() -> None:
    assert brokers(net("ab", "bc", "cd", kind="hostility")) == ()


@given(st.sets(st.sampled_from(["ab", "ac", "ad", "bc", "bd", "cd", "de", "ef"]), min_size=2))
def test_the_band_holds_the_share_and_order_of_ties_does_not_matter(ends: set[str]) -> None:
    found = brokers(net(*sorted(ends)))
    for one in found:
        assert 0 <= one.low <= one.share <= one.high <= 1
        assert one.rank <= one.worst_rank
    again = brokers(net(*sorted(ends, reverse=True)))
    assert {b.actor_id: round(b.share, 9) for b in found} == {
        b.actor_id: round(b.share, 9) for b in again
    }
