"""What goes wrong with ways, posts and figures: each with its sentence, and nothing lost."""

import pytest
from shapely import box

from pocplanner.analysis.arrival.links import assumed_range, turned
from pocplanner.analysis.arrival.reach import Reached
from pocplanner.analysis.assumptions import Assumptions
from pocplanner.analysis.telling import Teller
from pocplanner.analysis.travel.movement import Condition
from pocplanner.analysis.travel.times import travel
from pocplanner.commands.reach import reach
from pocplanner.model.mission import Assumption
from pocplanner.model.places import Area
from pocplanner.model.record import Record
from pocplanner.progress import finish
from pocplanner.words import Problem, Words
from tests.analysis.makers import AS_OF, a_community, a_mission, a_snapshot
from tests.analysis.test_arrival import MEDIC, a_threat, a_timing, a_unit, exactly
from tests.analysis.test_travel import DRY, a_post, a_road, at, over


def remarks(*records: Record, **own: float) -> dict[str, str]:
    """What is said of the ground, by the last part of its key, in English."""
    snapshot = a_snapshot(a_community(), *records)
    found = finish(travel(snapshot, DRY, Assumptions(own)))
    teller = Teller(Words("en"), snapshot)
    return {said.key.split(".")[-1]: teller.text(said) for said in found.remarks}


def water(east: float, north: float, size: float) -> Area:
    """A lake round a point, on which no vehicle moves."""
    low, high = at(east - size, north - size), at(east + size, north + size)
    shape = box(low.lon, low.lat, high.lon, high.lat)
    return Area(id="lake", name="Lake", offroad_kmh=0, shape=shape)


def test_no_roads_are_straight_lines_and_said_to_be_poor() -> None:
    assert "no usable way is loaded" in remarks(a_post(20))["straight"]


def test_a_post_in_open_water_is_named() -> None:
    said = remarks(a_post(20), a_road((0, 70), (20, 70)), water(20, 0, 6))
    assert "From 1 of 1 posts nothing leaves on the ground" in said["stuck"]
    assert "Base" in said["stuck"]
    # A post on the shore is not one of them.
    assert "stuck" not in remarks(a_post(20), a_road((0, 70), (20, 70)), water(30, 0, 6))


def test_a_post_with_no_way_out_is_named() -> None:
    ring = [(14.0, -6.0), (26.0, -6.0), (26.0, 6.0), (14.0, 6.0), (14.0, -6.0)]
    moat = a_road(*ring, id="river", kind="river")
    said = remarks(a_post(20), a_road((0, 70), (20, 70)), moat)
    assert "reach no place within the hours" in said["no_way_out"] and "Base" in said["no_way_out"]
    assert "stuck" not in said


def test_speeds_of_zero_are_said_and_nobody_arrives() -> None:
    zero = {"speed.dirt_kmh": 0.0, "speed.offroad_kmh": 0.0, "speed.track_kmh": 0.0,
            "speed.paved_kmh": 0.0}  # fmt: skip
    said = remarks(a_post(20), a_road((0, 0), (20, 0)), **zero)
    assert list(said) == ["no_speed"]
    assert over(a_post(20), a_road((0, 0), (20, 0)), own=zero).best("kesso") is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_season_or_light_that_does_not_exist_is_refused(language: str) -> None:
    snapshot = a_snapshot(a_community(), a_post(20))
    for condition, key in (
        (Condition("spring", "day"), "travel.no_season"),
        (Condition("dry", "dusk"), "travel.no_light"),
    ):
        with pytest.raises(Problem) as refused:
            finish(travel(snapshot, condition, Assumptions()))
        assert refused.value.key == key
        told = Words(language).problem(refused.value)
        assert (condition.season if key.endswith("season") else condition.light) in told


def test_own_figures_in_the_wrong_order_are_put_in_order_and_named() -> None:
    wrong = Assumptions({"chain.verify.least": 90.0, "chain.verify.most": 10.0})
    assert turned(wrong) == ("verify",)
    found = assumed_range("verify", wrong)
    assert found.min <= found.likely <= found.max
    assert turned(Assumptions()) == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_wrong_with_the_ground_stands_among_the_findings(language: str) -> None:
    from pocplanner.analysis.assess import assess

    zero = tuple(
        Assumption(id=f"z{i}", key=key, value=0.0, reason="tried")
        for i, key in enumerate(
            ("speed.dirt_kmh", "speed.offroad_kmh", "speed.track_kmh", "speed.paved_kmh")
        )
    )
    wrong = (
        Assumption(id="a", key="chain.verify.least", value=90.0, reason="tried"),
        Assumption(id="b", key="chain.verify.most", value=10.0, reason="tried"),
    )
    for records, key in (
        ((a_road((0, 0), (20, 0)), *zero), "travel.remark.no_speed"),
        ((a_road((0, 70), (20, 70)), water(20, 0, 6)), "travel.remark.stuck"),
        ((), "travel.remark.straight"),
        ((a_road((0, 0), (20, 0)), *wrong), "reach.turned"),
    ):
        snapshot = a_snapshot(
            a_community(), a_post(20), a_unit(), a_threat(), *records, mission=a_mission()
        )
        found = finish(assess(snapshot, AS_OF))
        said = [f for f in found.findings if f.key == "finding.travel_ground"]
        assert [f.facts["said"].key for f in said] == [key]
        (text,) = Teller(Words(language), snapshot).texts(said)
        assert text and "travel." not in text and "{" not in text


# ------------------------------------------------------------------ reach


def reached(*records: Record) -> Reached:
    known: dict[str, Record] = {
        r.id: r
        for r in (a_community(), a_post(20), a_road((0, 0), (20, 0)), a_unit(), MEDIC, a_threat(),
                  a_timing())
    }  # fmt: skip
    known |= {r.id: r for r in records}
    found = finish(reach(a_snapshot(*known.values(), mission=a_mission())))
    (one,) = found.places
    return one


def test_an_entered_response_is_told_as_entered_and_a_computed_one_as_computed() -> None:
    entered = reached(a_timing(response=exactly(90)))
    assert (entered.verdict, entered.basis) == ("late", "entered")
    made = reached()
    assert (made.verdict, made.basis, made.costliest) == ("late", "network", "travel")
    assert reached(a_timing(warning=exactly(600))).verdict == "in_time"


def test_too_little_is_told_as_not_enough_even_where_it_is_in_time() -> None:
    one = reached(a_threat(minimum_strength=900), a_timing(warning=exactly(600)))
    assert one.verdict == "not_enough" and one.attention


def test_where_all_is_guessed_there_is_a_rank_and_no_figure() -> None:
    blank = a_timing(report=None, verify=None, decide=None, muster=None)
    air = a_road((0, 0), (20, 0), kind="air")
    one = reached(blank, air)
    assert (one.verdict, one.response, one.rank) == ("guessed", None, 1)
    assert set(one.guessed) == {"report", "verify", "decide", "muster", "travel"}


def test_where_nobody_may_set_out_nobody_comes() -> None:
    from pocplanner.model.places import Caveat

    tied = a_unit(caveats=(Caveat(kind="no_night_movement"),))
    snapshot = a_snapshot(
        a_community(), a_post(20), a_road((0, 0), (20, 0)), tied, a_threat(), mission=a_mission()
    )
    (one,) = finish(reach(snapshot, "dry", "night")).places
    assert one.verdict == "nobody" and one.attention
