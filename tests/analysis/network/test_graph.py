"""Ties on a day: what stands, what changed, who leans on whom."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pocplanner.analysis.network.graph import across, changes, moments, network, stands
from pocplanner.model.actors import Actor, Tie
from pocplanner.model.mission import Mission
from pocplanner.model.snapshot import Snapshot

MISSION = Mission(name="Invented")
A, B, C = (Actor(id=f"act-{x}", name=x.upper()) for x in "abc")
DAY = date(2026, 5, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def tie(one: Actor, other: Actor, kind: str = "command", **more: object) -> Tie:
    return Tie(
        id=f"tie-{one.id}-{other.id}-{kind}", from_id=one.id, to_id=other.id, kind=kind, **more
    )


def world(*ties: Tie) -> Snapshot:
    return Snapshot.of([MISSION, A, B, C, *ties])


def test_the_last_day_of_a_tie_belongs_to_it_and_the_next_does_not() -> None:
    one = tie(A, B, since=date(2026, 1, 1), until=DAY)
    assert stands(one, DAY)
    assert not stands(one, date(2026, 5, 2)) and not stands(one, date(2025, 12, 31))


def test_a_tie_without_a_beginning_stands_and_is_named_as_undated() -> None:
    found = network(world(tie(A, B), tie(B, C, since=DAY)), DAY)
    assert [t.from_id for t in found.undated] == ["act-a"]
    assert found.actor_ids == ("act-a", "act-b", "act-c")


def test_a_tie_to_somebody_who_is_not_shown_is_left_out() -> None:
    seen = Snapshot.of([MISSION, A, tie(A, B)])
    assert network(seen, DAY).ties == () and network(seen, DAY).actor_ids == ("act-a",)


def test_who_depends_on_whom_follows_the_kind_of_the_tie() -> None:
    found = network(world(tie(A, B), tie(A, C, "faction_of"), tie(B, C, "hostility")), DAY)
    assert [id for id, _ in found.leans_on("act-b")] == ["act-a"], "the commanded on the commander"
    assert [id for id, _ in found.leans_on("act-a")] == ["act-c"], "the faction on the whole"
    assert found.leans_on("act-c") == () and len(found.bonds) == 2


@given(st.lists(st.tuples(DAYS, DAYS), max_size=6), DAYS)
def test_the_network_changes_on_its_moments_and_on_no_other_day(
    spans: list[tuple[date, date]], day: date
) -> None:
    ties = [
        Tie(id=f"tie-{i}", from_id=A.id, to_id=B.id, kind="alliance", since=min(s), until=max(s))
        for i, s in enumerate(spans)
    ]
    seen = world(*ties)
    before = date.fromordinal(day.toordinal() - 1)
    moved = network(seen, day).ties != network(seen, before).ties
    assert moved == (day in moments(seen))
    assert moved == bool(changes(seen, before, day))


def test_a_tie_crosses_a_border_where_it_says_so_or_one_end_stands_across_it() -> None:
    far = Actor(id="act-far", name="Far", across_border=True)
    ties = (tie(A, B), tie(A, far), tie(B, C, across_border=True))
    seen = Snapshot.of([MISSION, A, B, C, far, *ties])
    assert across(seen, ties) == ties[1:]
