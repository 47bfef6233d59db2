"""Proposals laid over a mission: what follows, what stays, and the laws of more and less."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pocplanner.analysis.assess import assess
from pocplanner.analysis.results import Assessment
from pocplanner.analysis.standing import stands
from pocplanner.analysis.what_if.changes import changed_records, over, post_id_of
from pocplanner.analysis.what_if.differences import compare, readings
from pocplanner.analysis.what_if.entered import shift_of
from pocplanner.analysis.what_if.lay import Laid, lay
from pocplanner.model.community import Mechanism, Timing
from pocplanner.model.geometry import Position
from pocplanner.model.mesh import SharedCause
from pocplanner.model.places import Post, Unit
from pocplanner.model.proposal import ProposedChange
from pocplanner.model.record import Record
from pocplanner.model.snapshot import Snapshot
from pocplanner.model.ways import Obstacle
from pocplanner.progress import finish
from tests.analysis.makers import AS_OF, a_community, a_snapshot
from tests.analysis.test_arrival import a_threat, a_timing, a_unit, exactly
from tests.analysis.test_travel import a_post, a_road, at


def a_case(*more: Record, **timing: Any) -> Snapshot:
    """Kesso with a base 20 km away on a road that goes on to 40 km, an hour's warning."""
    known: dict[str, Record] = {
        r.id: r
        for r in (
            a_community(population=900),
            a_post(20),
            a_road((0, 0), (40, 0)),
            a_timing(travel=exactly(60), effect=exactly(0), warning=exactly(120), **timing),
            a_unit(),
            a_threat(intent=4, capability=4, opportunity=4, impact=4),
        )
    }
    known |= {r.id: r for r in more}
    return a_snapshot(*known.values())


def change(kind: str, **held: Any) -> ProposedChange:
    return ProposedChange(kind=kind, **held)


def move(east: float, north: float = 0.0) -> ProposedChange:
    return change("move_post", post_id="post", position=at(east, north))


def laid(snapshot: Snapshot, *changes: ProposedChange) -> Laid:
    return finish(lay(snapshot, changes, AS_OF))


def judged(snapshot: Snapshot) -> Assessment:
    return finish(assess(snapshot, AS_OF))


def timing_after(snapshot: Snapshot, *changes: ProposedChange) -> Timing:
    found = laid(snapshot, *changes).after.one(Timing, "timing")
    assert found is not None
    return found


# ------------------------------------------------------------------ by value


def test_a_proposal_never_writes_into_the_mission() -> None:
    snapshot = a_case()
    before = {r.id: r for r in snapshot}
    found = laid(snapshot, move(40), change("close_way", route_id="road"))
    assert {r.id: r for r in snapshot} == before
    assert found.after.one(Post, "post") != snapshot.one(Post, "post")


def test_no_change_and_a_change_to_the_same_change_nothing() -> None:
    snapshot = a_case()
    assert not laid(snapshot).changes
    assert not laid(snapshot, move(20)).changes
    same = judged(snapshot)
    assert compare(same, same).nothing


def test_closing_and_reopening_restores_every_number() -> None:
    snapshot = a_case()
    shut = laid(snapshot, change("close_post", post_id="post"))
    assert not compare(judged(snapshot), judged(shut.after)).nothing
    back = over(shut.after, [r for r in snapshot if r != shut.after.get(r.id)])
    assert compare(judged(snapshot), judged(back)).nothing


def test_moving_there_and_back_restores_every_number() -> None:
    snapshot = a_case()
    assert laid(snapshot, move(35), move(20)).records == ()


@settings(max_examples=12)
@given(st.floats(5, 38), st.floats(-3, 3))
def test_what_is_kept_is_what_was_shown(east: float, north: float) -> None:
    snapshot = a_case()
    found = laid(snapshot, move(east, north))
    kept = over(snapshot, found.records)
    assert compare(judged(found.after), judged(kept)).nothing


# ------------------------------------------------------------------ entered times


def test_an_entered_time_moves_by_as_much_as_the_computed_way() -> None:
    """Twenty kilometres of dirt more are forty minutes more, whatever was entered before."""
    snapshot = a_case()
    far, near = timing_after(snapshot, move(40)), timing_after(snapshot, move(10))
    assert far.travel is not None and near.travel is not None
    hour = far.travel.likely - 60
    assert hour > 30
    assert near.travel.likely < 60
    assert abs((60 - near.travel.likely) - hour / 2) < 2
    assert far.muster == exactly(10)


def test_a_gap_that_closes_when_a_post_comes_near_is_told_beside_what_it_was() -> None:
    snapshot = a_case(response=exactly(200))
    before, after = judged(snapshot), judged(laid(snapshot, move(2)).after)
    found = compare(before, after)
    (one,) = [c for c in found.places if (c.light, c.season) == ("day", "dry")]
    assert one.direction == "gains"
    assert one.before.verdict == "late"
    assert one.before.gap is not None and one.after.gap is not None
    assert one.before.gap.likely == 80
    assert one.after.gap.likely < 80
    assert found.place_ids("gains") == ("kesso",)


def test_where_no_post_is_left_help_is_at_the_limit_and_never_in_time() -> None:
    snapshot = a_case()
    after = judged(laid(snapshot, change("close_post", post_id="post")).after)
    found = compare(judged(snapshot), after)
    assert all(c.direction == "loses" for c in found.places if c.light == "day")
    assert {c.after.state for c in found.places} == {"nobody"}
    (gap,) = after.gaps
    assert gap.verdict == "late"


def test_scarcity_never_lowers_a_rating() -> None:
    """Without any post the gap is known to be late: a high threat becomes must, not "unknown"."""
    snapshot = a_case()
    before = {r.threat_id: r for r in judged(snapshot).rated}
    bare = judged(laid(snapshot, change("close_post", post_id="post")).after)
    order = ("could", "should", "must")
    for rated in bare.rated:
        was = before[rated.threat_id]
        assert order.index(rated.priority) >= order.index(was.priority)
        assert rated.band == was.band


def test_a_temporary_base_helps_only_with_a_unit_in_it() -> None:
    snapshot = a_case()
    base = change("add_post", name="Kesso TOB", position=at(1))
    empty = laid(snapshot, base)
    assert [r.key for r in empty.remarks] == ["what_if.remark.nobody_there"]
    assert timing_after(snapshot, base) == snapshot.one(Timing, "timing")
    manned = (base, change("station_unit", unit_id="unit", name="Kesso TOB"))
    held = laid(snapshot, *manned)
    unit = held.after.one(Unit, "unit")
    assert unit is not None and unit.post_id == post_id_of("Kesso TOB", at(1))
    moved = timing_after(snapshot, *manned)
    assert moved.travel is not None and moved.travel.likely < 30
    assert moved.post_id == unit.post_id


def test_readiness_moves_the_time_to_move_off_and_nothing_else() -> None:
    ready = exactly(30)
    snapshot = a_case(a_unit(ready_day_min=ready, ready_night_min=ready))
    slower = change("ready_unit", unit_id="unit", ready=exactly(55))
    found = timing_after(snapshot, slower)
    assert found.muster == exactly(35)
    assert found.travel == exactly(60)


def test_a_caveat_that_stops_the_only_unit_leaves_nobody() -> None:
    snapshot = a_case(a_timing(id="night", light="night", travel=exactly(60)))
    held = laid(snapshot, change("add_caveat", unit_id="unit", caveat="no_night_movement"))
    found = compare(judged(snapshot), judged(held.after))
    dark = [c for c in found.places if c.light == "night" and c.season == "dry"]
    assert [c.after.state for c in dark] == ["nobody"]
    assert found.of("gains") == ()
    lifted = laid(held.after, change("lift_caveat", unit_id="unit", caveat="no_night_movement"))
    unit = lifted.after.one(Unit, "unit")
    assert unit is not None and unit.caveats == ()


PAIRS = st.tuples(st.floats(0, 60), st.floats(1, 400))
POSTS = st.dictionaries(st.sampled_from(["post", "b", "c", "d"]), PAIRS, max_size=4)


@given(POSTS, st.sets(st.sampled_from(["post", "b", "c", "d"])))
def test_closing_never_brings_help_sooner(was: dict[str, Any], shut: set[str]) -> None:
    left = {p: parts for p, parts in was.items() if p not in shut}
    shift = shift_of(a_timing(travel=exactly(60)), dict(was), left, 1440)
    assert shift is None or shift.minutes >= -1e-9


@given(POSTS, st.sampled_from(["post", "b", "e"]), PAIRS)
def test_opening_or_coming_nearer_never_brings_help_later(
    was: dict[str, Any], name: str, parts: tuple[float, float]
) -> None:
    now = dict(was)
    if name not in was or sum(parts) <= sum(was[name]):
        now[name] = parts
    shift = shift_of(a_timing(travel=exactly(60)), dict(was), now, 1440)
    assert shift is None or shift.minutes <= 1e-9


@given(POSTS)
def test_nothing_other_is_no_shift(was: dict[str, Any]) -> None:
    assert shift_of(a_timing(travel=exactly(60)), dict(was), dict(was), 1440) is None


# ------------------------------------------------------------------ the other changes


def test_a_road_closed_in_the_wet_season_leaves_the_dry_one_alone() -> None:
    snapshot = a_case(a_timing(id="wet", season="wet", travel=exactly(90)))
    held = laid(snapshot, change("close_way", route_id="road"))
    dry, wet = held.after.one(Timing, "timing"), held.after.one(Timing, "wet")
    assert dry == snapshot.one(Timing, "timing")
    assert wet is not None and wet.travel is not None and wet.travel.likely > 90
    again = laid(held.after, change("open_way", route_id="road"))
    open_wet = again.after.one(Timing, "wet")
    assert open_wet is not None and open_wet.travel is not None
    assert abs(open_wet.travel.likely - 90) < 0.1


def test_a_bridge_that_is_lost_is_closed_in_the_records() -> None:
    bridge = Obstacle(id="bridge", name="Bridge", kind="bridge", state="open", position=at(10))
    snapshot = a_case(bridge)
    held = laid(snapshot, change("lose_crossing", obstacle_id="bridge"))
    lost = held.after.one(Obstacle, "bridge")
    assert lost is not None and lost.state == "closed"
    timing = held.after.one(Timing, "timing")
    assert timing is not None and timing.travel is not None and timing.travel.likely > 60


def test_a_lost_mast_takes_the_means_of_a_mechanism_without_a_second_channel() -> None:
    alone = Mechanism(
        id="one", name="Watch", place_id="kesso", channel="phone", resourcing=3,
        permissiveness=3, trusted=3, overlap=3, shared_causes=("mast:Kesso",),
    )  # fmt: skip
    both = alone.model_copy(update={"id": "two", "name": "Radio", "backup": "radio_hf"})
    snapshot = a_case(alone, both)
    held = laid(snapshot, change("lose_cause", cause="mast:Kesso"))
    found = compare(judged(snapshot), judged(held.after))
    assert [(a.value, b.value) for a, b in found.health if a and b] == [(3, 0)]
    second = held.after.one(Mechanism, "two")
    assert second == both, "what goes on by radio is no other mechanism, and keeps its doubt"
    said = [r for r in held.remarks if r.key == "what_if.remark.second_channel"]
    assert [r.facts["mechanism"] for r in said] == ["two"]
    (cause,) = [r for r in held.records if isinstance(r, SharedCause)]
    assert cause.works_percent is not None and cause.works_percent.max == 0


def test_what_a_person_said_hangs_on_a_mast_goes_with_it_whatever_its_first_channel() -> None:
    drum = Mechanism(
        id="d", name="Drums", place_id="kesso", channel="drum_whistle", backup="phone",
        resourcing=3, permissiveness=3, trusted=3, overlap=3, shared_causes=("mast:Kesso",),
    )  # fmt: skip
    snapshot = a_case(drum)
    held = laid(snapshot, change("lose_cause", cause="mast : KESSO"))
    assert judged(snapshot).mesh.at("kesso").everybody.chains
    after = judged(held.after)
    assert not after.mesh.at("kesso").everybody.chains
    assert [(h.mechanism_id, h.value) for h in after.health] == [("d", 0)]


def test_a_post_closes_from_its_day_on_and_the_events_stay_as_they_are() -> None:
    snapshot = a_case()
    soon = AS_OF + timedelta(days=30)
    held = laid(snapshot, change("close_post", post_id="post", on=soon))
    assert held.day == soon
    assert held.before.position("post") is not None
    assert held.after.position("post") is None
    kept = over(snapshot, held.records).one(Post, "post")
    assert kept is not None and kept.closes_on == soon and kept.position is not None
    assert stands(kept, soon - timedelta(days=1))
    assert not stands(kept, soon)


def test_a_post_that_is_not_open_yet_sends_nobody() -> None:
    later = a_post(20, opened_on=date(2030, 1, 1))
    assert readings(judged(a_case(later)))["kesso", "day", "dry"].arrives is None


def test_a_change_whose_record_is_not_there_is_without_effect() -> None:
    snapshot = a_case()
    gone = (
        change("close_post", post_id="nowhere"),
        change("move_post", post_id="post"),
        change("lose_cause"),
        change("add_caveat", unit_id="", caveat="no_night_movement"),
    )
    assert changed_records(snapshot, gone, AS_OF) == ()


def test_an_added_base_has_the_same_id_each_time() -> None:
    here = Position(lon=10.1, lat=5.0)
    assert post_id_of("A", here) == post_id_of("A", here) != post_id_of("B", here)
