"""Brokers: worked by hand on small networks, and how far they rest on single ties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.network.brokers import Broker, brokers, origins
from pocplanner.analysis.network.graph import Network
from pocplanner.model.actors import Tie
from pocplanner.model.mission import Source
from pocplanner.model.snapshot import Snapshot


def net(*ends: str, kind: str = "alliance") -> Network:
    ties = tuple(
        Tie(id=f"tie-{e}", from_id=e[0], to_id=e[1], kind=kind, source_id=f"src-{e}") for e in ends
    )
    return Network(date(2026, 1, 1), tuple(sorted({i for e in ends for i in e})), ties)


def brokers_of(found: Network) -> tuple[Broker, ...]:
    return brokers(found, {})


def test_the_middle_of_a_star_stands_on_every_way() -> None:
    (middle,) = brokers_of(net("ma", "mb", "mc", "md"))
    assert (middle.actor_id, middle.share, middle.rank) == ("m", 1.0, 1)
    assert middle.parts == (("a",), ("b",), ("c",), ("d",))
    # Without one of four ties three ends are left: 3 of the 6 pairs still meet in the middle.
    assert (middle.low, middle.high) == (pytest.approx(0.5), 1.0)
    assert middle.stable


def test_a_bridge_of_one_tie_is_no_stable_broker() -> None:
    found = {b.actor_id: b for b in brokers_of(net("ab", "bc"))}
    assert set(found) == {"b"}
    assert found["b"].low == 0 and not found["b"].stable
    assert found["b"].parts == (("a",), ("c",))


def test_nobody_brokers_in_a_ring_of_three_or_between_two() -> None:
    assert brokers_of(net("ab", "bc", "ca")) == ()
    assert brokers_of(net("ab")) == ()


def test_five_in_a_row_and_one_tie_more_by_hand() -> None:
    found = {b.actor_id: b for b in brokers_of(net("ab", "bc", "cd", "de"))}
    # Of six pairs of the four others the middle joins a-d, a-e, b-d and b-e.
    assert {k: b.share for k, b in found.items()} == pytest.approx(
        {"b": 1 / 2, "c": 2 / 3, "d": 1 / 2}
    )
    assert found["c"].parts == (("a", "b"), ("d", "e")) and not found["c"].stable
    # With a-c besides, b joins nobody any more.
    more = {b.actor_id: b for b in brokers_of(net("ab", "bc", "cd", "de", "ac"))}
    assert {k: b.share for k, b in more.items()} == pytest.approx({"c": 4 / 6, "d": 3 / 6})
    # Without c-d nobody's way leads over c any more; without a-b it joins these two as well.
    assert (more["c"].low, more["c"].high) == (0, pytest.approx(5 / 6))


def test_what_sets_against_one_another_carries_nothing() -> None:
    assert brokers_of(net("ab", "bc", "cd", kind="hostility")) == ()


@given(st.sets(st.sampled_from(["ab", "ac", "ad", "bc", "bd", "cd", "de", "ef"]), min_size=2))
def test_the_band_holds_the_share_and_order_of_ties_does_not_matter(ends: set[str]) -> None:
    found = brokers_of(net(*sorted(ends)))
    for one in found:
        assert 0 <= one.low <= one.share <= one.high <= 1
        assert one.rank <= one.worst_rank
    again = brokers_of(net(*sorted(ends, reverse=True)))
    assert {b.actor_id: round(b.share, 9) for b in found} == {
        b.actor_id: round(b.share, 9) for b in again
    }


def told(*ties: tuple[str, str]) -> Network:
    """Ties as (ends, source)."""
    made = tuple(
        Tie(id=f"tie-{at}", from_id=e[0], to_id=e[1], kind="alliance", source_id=source)
        for at, (e, source) in enumerate(ties)
    )
    return Network(date(2026, 1, 1), tuple(sorted({i for e, _ in ties for i in e})), made)


def test_a_broker_known_from_one_source_only_is_not_stable_however_many_ties_it_has() -> None:
    (middle,) = brokers(told(*((e, "one") for e in ("ma", "mb", "mc", "md"))), {})
    assert (middle.share, middle.low, middle.rests_on) == (1.0, 0.0, ("one",))
    assert not middle.stable
    # Told by a second source as well it stays: without either, all four ends still meet there.
    both = [(e, s) for s in ("one", "two") for e in ("ma", "mb", "mc", "md")]
    (middle,) = brokers(told(*both), {})
    assert (middle.low, middle.high, middle.rests_on) == (1.0, 1.0, ()) and middle.stable


def test_half_told_by_each_it_falls_by_what_the_other_told() -> None:
    # Without "two" the ends a and b are left, alone of the four: one pair of the six.
    found = told(("ma", "one"), ("mb", "one"), ("mc", "two"), ("md", "two"))
    (middle,) = brokers(found, {})
    assert middle.low == pytest.approx(1 / 6) and middle.rests_on == () and middle.stable


def test_echoes_of_one_source_are_one_source_and_no_source_at_all_is_none() -> None:
    both = [(e, s) for s in ("one", "echo") for e in ("ma", "mb", "mc")]
    sources = Snapshot.of(
        [
            Source(id="one", name="Radio"),
            Source(id="echo", name="Paper", origin_id="one"),
            Source(id="far", name="Blog", origin_id="echo"),
            Source(id="x", name="X", origin_id="y"),
            Source(id="y", name="Y", origin_id="x"),
        ]
    )
    origin = origins(sources)
    assert (origin["far"], origin["one"], origin["x"], origin["y"]) == ("one", "one", "x", "x")
    (middle,) = brokers(told(*both), origin)
    assert middle.rests_on == ("one",) and not middle.stable
    (middle,) = brokers(told(*((e, "") for e in ("ma", "mb", "mc", "md"))), origin)
    assert middle.rests_on == ("",) and not middle.stable
